/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * image_test.c - a packed image: what is written is what is read; cut anywhere or with any bit turned over it is refused, or else
 * is safe to load and run; without memory at any point nothing is left behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <kiln/image.h>
#include "base/bits.h"
#include "image/format.h"
#include "rt/map.h"

#if defined(__SANITIZE_ADDRESS__)
enum { BIT_STEP = 7 };
#else
enum { BIT_STEP = 1 };
#endif

enum { XDP = 6, XDP_DROP = 1, XDP_PASS = 2 };

static struct kiln_host *real;
static struct kiln_host host; /* as real, but gives no large pieces: broken images ask for maps of any size */
static struct kiln *k;

static void *alloc_small(void *cookie, size_t len)
{
	return len > 1 << 20 ? NULL : real->alloc(cookie, len);
}

static int make_machine(void **state)
{
	(void)state;
	if (kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 2 }, &real))
		return -1;
	host = *real;
	host.alloc = alloc_small;
	return kiln_new(&host, &k);
}

static int drop_machine(void **state)
{
	uint64_t alive, total;

	(void)state;
	kiln_free(k);
	kiln_posix_counts(real, &alive, &total);
	kiln_posix_host_free(real);
	return alive != 0;
}

static uint64_t alive_now(void)
{
	uint64_t alive, total;

	host.wait(host.cookie);
	kiln_posix_counts(real, &alive, &total);
	return alive;
}

/* -- the image that is tried ------------------------------------------------------------------------------------------- */

static const uint32_t rodata[3] = { 9, XDP_PASS, 8 };
static const uint8_t triples[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
static const struct kiln_image_init inner_inits[] = { { .key = 1, .index = 2 }, { .key = 3, .index = 2 } };
static const struct kiln_image_init prog_inits[] = { { .key = 1, .is_prog = true, .index = 1 } };

#define SPEC(...)                                                              \
	{                                                                      \
		.lock_off = KILN_NO_OFF, .timer_off = KILN_NO_OFF, __VA_ARGS__ \
	}
static const struct kiln_image_map maps[] = {
	{ .spec = SPEC(.name = "prog.rodata", .type = MAP_ARRAY, .key_size = 4, .value_size = 12, .max_entries = 1,
		       .flags = MAP_F_RDONLY_PROG),
	  .data = rodata,
	  .data_len = sizeof(rodata),
	  .frozen = true },
	{ .spec = SPEC(.name = "triples", .type = MAP_ARRAY, .key_size = 4, .value_size = 3, .max_entries = 5),
	  .data = triples,
	  .data_len = sizeof(triples) },
	{ .spec = SPEC(.name = "counts", .type = MAP_HASH, .key_size = 8, .value_size = 16, .max_entries = 10,
		       .btf_key = 3, .btf_value = 4) },
	{ .spec = SPEC(.name = "tables", .type = MAP_ARRAY_OF_MAPS, .key_size = 4, .value_size = 4, .max_entries = 4),
	  .inner = 3,
	  .inits = inner_inits,
	  .nr_inits = NR_OF(inner_inits) },
	{ .spec = SPEC(.name = "calls", .type = MAP_PROG_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 2),
	  .inits = prog_inits,
	  .nr_inits = NR_OF(prog_inits) },
};

static const struct kiln_insn first[] = {
	{ .code = 0x18, .dst = 2, .src = KILN_WIDE_MAP_IDX, .imm = 4 },
	{ 0 },					     /* r2 = calls */
	{ .code = 0xb7, .dst = 3, .imm = 1 },	     /* r3 = 1 */
	{ .code = 0x85, .imm = 12 },		     /* tail call */
	{ .code = 0xb7, .dst = 0, .imm = XDP_DROP }, /* it did not happen */
	{ .code = 0x95 },
};
static const struct kiln_insn second[] = {
	{ .code = 0x18, .dst = 1, .src = KILN_WIDE_VALUE_IDX, .imm = 0 },
	{ .imm = 4 },			      /* r1 = &rodata[1] */
	{ .code = 0x61, .dst = 0, .src = 1 }, /* r0 = *(u32 *)r1 */
	{ .code = 0x95 },
};

/* BTF: void (void), two functions of it, and the texts of lines. */
static const uint32_t types[] = { 0, 13u << 24, 0, 1, 12u << 24 | 1, 1, 7, 12u << 24 | 1, 1 };
static const char strings[] = "\0first\0second\0prog.c\0return pass;";
static uint8_t btf[24 + sizeof(types) + sizeof(strings)];
static const uint32_t first_funcs[] = { 0, 2 }, second_funcs[] = { 0, 3 };
static const uint32_t second_lines[] = { 0, 14, 21, 5 << 10 | 2, 2, 14, 21, 6 << 10 | 9 };

static const struct kiln_image_prog progs[] = {
	{ .name = "first",
	  .prog_type = XDP,
	  .insns = first,
	  .nr_insns = NR_OF(first),
	  .func_info = first_funcs,
	  .nr_func_info = 1 },
	{ .name = "second",
	  .prog_type = XDP,
	  .insns = second,
	  .nr_insns = NR_OF(second),
	  .func_info = second_funcs,
	  .nr_func_info = 1,
	  .line_info = second_lines,
	  .nr_line_info = 2 },
};

static struct kiln_image_spec spec = {
	.maps = maps,
	.nr_maps = NR_OF(maps),
	.progs = progs,
	.nr_progs = NR_OF(progs),
	.btf = btf,
	.btf_len = sizeof(btf),
	.licence = "GPL",
};

static uint8_t *write_image(size_t *len)
{
	uint32_t head[6] = { 0x0001eb9f, 24, 0, sizeof(types), sizeof(types), sizeof(strings) };
	uint8_t *image;

	memcpy(btf, head, sizeof(head));
	memcpy(btf + 24, types, sizeof(types));
	memcpy(btf + 24 + sizeof(types), strings, sizeof(strings));
	*len = kiln_image_write(&spec, NULL, 0);
	assert_true(*len > IMAGE_HEAD_LEN);
	image = malloc(*len);
	assert_non_null(image);
	assert_int_equal(kiln_image_write(&spec, image, *len - 1), *len); /* does not fit: nothing is written */
	assert_int_equal(kiln_image_write(&spec, image, *len), *len);
	return image;
}

static void fix_crc(uint8_t *image, size_t len)
{
	put32(image + IMAGE_AT_CRC, le32(~image_crc(~0u, image + IMAGE_AT_LICENCE, len - IMAGE_AT_LICENCE)));
}

static uint64_t run(const struct kiln_prog *p)
{
	uint8_t room[128] = { 0 };
	struct kiln_packet packet;
	struct kiln_env env;
	uint64_t r0;

	kiln_packet_init(&packet, room, 32, 64, 32);
	kiln_enter(k, &env);
	r0 = kiln_run(p, &packet, &env);
	kiln_leave(k, &env);
	return r0;
}

/* -- tests ------------------------------------------------------------------------------------------------------------- */

static void maps_are_as_written(struct kiln_image *img)
{
	static const uint8_t zeros[3];
	uint8_t value[16];
	uint32_t key;
	const char *name;

	for (uint32_t i = 0; i < NR_OF(maps); i++) {
		const struct kiln_map_spec *s = kiln_map_spec(kiln_image_map(img, i, &name));

		assert_string_equal(name, maps[i].spec.name);
		assert_string_equal(s->name, maps[i].spec.name);
		assert_int_equal(s->type, maps[i].spec.type);
		assert_int_equal(s->value_size, maps[i].spec.value_size);
		assert_int_equal(s->btf_value, maps[i].spec.btf_value);
		assert_int_equal(s->flags, maps[i].spec.flags);
	}
	assert_null(kiln_image_map(img, NR_OF(maps), NULL));
	for (key = 0; key < 3; key++) {
		assert_int_equal(kiln_map_lookup(kiln_image_map(img, 1, NULL), &key, value, 0), KILN_OK);
		assert_memory_equal(value, key < 2 ? triples[key] : zeros, 3);
	}
	key = 0;
	assert_int_equal(kiln_map_update(kiln_image_map(img, 0, NULL), &key, rodata, 0), KILN_ERR_PERM);
}

static void what_is_written_is_read(void **state)
{
	struct kiln_image *img;
	struct kiln_prog *p0, *p1;
	struct kiln_why why;
	size_t len;
	uint8_t *image = write_image(&len);
	uint32_t type;

	(void)state;
	if (kiln_image_open(k, image, len, &img, &why))
		fail_msg("%s", why.what);
	maps_are_as_written(img);
	assert_string_equal(kiln_image_prog(img, 0, &type), "first");
	assert_int_equal(type, XDP);
	assert_string_equal(kiln_image_prog(img, 1, NULL), "second");
	assert_null(kiln_image_prog(img, 2, &type));
	assert_int_equal(kiln_image_load(img, 2, NULL, KILN_ENGINE_INTERP, &p0, &why), KILN_ERR_NOENT);
	if (kiln_image_load(img, 0, NULL, KILN_ENGINE_INTERP, &p0, &why))
		fail_msg("insn %u: %s", why.insn, why.what);
	assert_int_equal(run(p0), XDP_DROP); /* the program array is still empty */
	if (kiln_image_load(img, 1, NULL, KILN_ENGINE_INTERP, &p1, &why))
		fail_msg("insn %u: %s", why.insn, why.what);
	assert_int_equal(run(p1), XDP_PASS);
	assert_int_equal(run(p0), XDP_PASS);
	kiln_image_free(img);
	assert_int_equal(run(p0), XDP_DROP); /* the image filled the program array, and has emptied it */
	kiln_prog_free(p0);
	kiln_prog_free(p1);
	kiln_image_free(NULL);
	free(image);
	assert_int_equal(alive_now(), 1);
}

static void refused(const uint8_t *image, size_t len)
{
	struct kiln_image *img = (void *)1;
	struct kiln_why why;
	uint8_t *copy = malloc(len + 1); /* a block of its own, so that a read past the end is seen */

	assert_non_null(copy);
	memcpy(copy, image, len);
	assert_int_equal(kiln_image_open(k, copy, len, &img, &why), KILN_ERR_FORMAT);
	assert_null(img);
	assert_true(why.what[0]);
	free(copy);
}

static void cut_anywhere(void **state)
{
	size_t len;
	uint8_t *image = write_image(&len);

	(void)state;
	for (size_t cut = 0; cut < len; cut++) {
		refused(image, cut);
		if (cut >= IMAGE_HEAD_LEN) { /* even if the head says that this is all */
			uint8_t *copy = malloc(cut);

			assert_non_null(copy);
			memcpy(copy, image, cut);
			put32(copy + IMAGE_AT_LEN, le32((uint32_t)cut));
			fix_crc(copy, cut);
			refused(copy, cut);
			free(copy);
		}
	}
	free(image);
	assert_int_equal(alive_now(), 1);
}

/* Opens what may be broken, loads and runs what is taken. */
static bool try_all(const uint8_t *image, size_t len)
{
	struct kiln_image *img;
	struct kiln_prog *p;
	struct kiln_why why;

	if (kiln_image_open(k, image, len, &img, &why)) {
		assert_true(why.what[0]);
		return false;
	}
	for (uint32_t i = 0; kiln_image_prog(img, i, NULL); i++) {
		if (kiln_image_load(img, i, NULL, KILN_ENGINE_INTERP, &p, &why))
			continue;
		if (!strcmp(kiln_image_prog(img, i, NULL), "first") || !strcmp(kiln_image_prog(img, i, NULL), "second"))
			run(p);
		kiln_prog_free(p);
	}
	kiln_image_free(img);
	return true;
}

static void any_bit_turned(void **state)
{
	size_t len;
	uint8_t *image = write_image(&len);
	unsigned int taken = 0;

	(void)state;
	for (size_t bit = 0; bit < len * 8; bit += BIT_STEP) {
		image[bit / 8] ^= (uint8_t)(1 << bit % 8);
		refused(image, len); /* the checksum sees it */
		if (bit / 8 < IMAGE_AT_CRC || bit / 8 >= IMAGE_AT_LICENCE) {
			fix_crc(image, len);
			taken += try_all(image, len);
		}
		image[bit / 8] ^= (uint8_t)(1 << bit % 8);
		fix_crc(image, len);
	}
	print_message("%u of %zu were taken\n", taken, len * 8 / BIT_STEP);
	assert_true(try_all(image, len));
	free(image);
	assert_int_equal(alive_now(), 1);
}

static void out_of_memory_anywhere(void **state)
{
	size_t len;
	uint8_t *image = write_image(&len);
	struct kiln_image *img;
	struct kiln_prog *p = NULL;
	struct kiln_why why;
	unsigned int failed = 0;

	(void)state;
	for (uint64_t n = 1;; n++) {
		enum kiln_err err;

		kiln_posix_fail_alloc_at(real, n);
		err = kiln_image_open(k, image, len, &img, &why);
		if (!err)
			err = kiln_image_load(img, 1, NULL, KILN_ENGINE_INTERP, &p, &why);
		kiln_posix_fail_alloc_at(real, 0);
		if (err) {
			assert_int_equal(err, KILN_ERR_NOMEM);
			failed++;
		}
		kiln_prog_free(p);
		kiln_image_free(img);
		p = NULL;
		assert_int_equal(alive_now(), 1);
		if (!err)
			break;
	}
	assert_true(failed > 5);
	free(image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(any_bit_turned),
		cmocka_unit_test(out_of_memory_anywhere),
	};

	return cmocka_run_group_tests(tests, make_machine, drop_machine);
}
