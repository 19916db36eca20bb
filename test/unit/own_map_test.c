/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * own_map_test.c - an embedder's kind of map: a table with a place for each small prime, made known, filled, read by programs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <kiln/image.h>
#include <kiln/kiln.h>

enum { MAP_PRIMES = KILN_MAP_OWN + 3, NR = 5 };

static const uint32_t primes[NR] = { 2, 3, 5, 7, 11 };

struct table {
	uint64_t value[NR];
	bool set[NR];
};

static struct kiln_host *host;
static struct kiln *k;
static uint32_t alive;

static uint32_t place_of(uint32_t key)
{
	uint32_t i = 0;

	while (i < NR && primes[i] != key)
		i++;
	return i;
}

static enum kiln_err table_make(const struct kiln_host *h, const struct kiln_map_spec *spec, void **state)
{
	if (spec->key_size != 4 || spec->value_size != 8 || spec->flags)
		return KILN_ERR_INVAL;
	*state = h->alloc(h->cookie, sizeof(struct table));
	alive += *state != NULL;
	return *state ? KILN_OK : KILN_ERR_NOMEM;
}

static void table_drop(const struct kiln_host *h, void *state)
{
	alive--;
	h->free(h->cookie, state, sizeof(struct table));
}

static void *table_lookup(void *state, const void *key)
{
	struct table *t = state;
	uint32_t at = place_of(*(const uint32_t *)key);

	return at < NR && t->set[at] ? &t->value[at] : NULL;
}

static enum kiln_err table_update(void *state, const void *key, const void *value, uint64_t flags)
{
	struct table *t = state;
	uint32_t at = place_of(*(const uint32_t *)key);

	if (at == NR)
		return KILN_ERR_COMPLEX;
	if (t->set[at] ? flags == 1 : flags == 2)
		return t->set[at] ? KILN_ERR_EXIST : KILN_ERR_NOENT;
	memcpy(&t->value[at], value, 8);
	t->set[at] = true;
	return KILN_OK;
}

static enum kiln_err table_erase(void *state, const void *key)
{
	struct table *t = state;
	uint32_t at = place_of(*(const uint32_t *)key);

	if (at == NR || !t->set[at])
		return KILN_ERR_NOENT;
	t->set[at] = false;
	return KILN_OK;
}

static enum kiln_err table_next(void *state, const void *key, void *next)
{
	struct table *t = state;
	uint32_t at = key ? place_of(*(const uint32_t *)key) : NR;

	for (at = at == NR ? 0 : at + 1; at < NR; at++)
		if (t->set[at]) {
			memcpy(next, &primes[at], 4);
			return KILN_OK;
		}
	return KILN_ERR_NOENT;
}

static const struct kiln_map_kind kind = { MAP_PRIMES,	 "primes",     table_make,  table_drop,
					   table_lookup, table_update, table_erase, table_next };
static const struct kiln_map_kind read_only = {
	.type = KILN_MAP_OWN, .name = "fixed", .make = table_make, .drop = table_drop, .lookup = table_lookup
};

static struct kiln_map *map_of(uint32_t type)
{
	struct kiln_map_spec spec = { .type = type, .key_size = 4, .value_size = 8, .max_entries = NR, .name = "p" };
	struct kiln_map *m;

	assert_int_equal(kiln_map_new(k, &spec, &m), KILN_OK);
	return m;
}

static void kinds_are_known(void **state)
{
	static struct kiln_map_kind many[KILN_MAP_KINDS_MAX];
	struct kiln_map_spec spec = { .type = MAP_PRIMES, .key_size = 4, .value_size = 8, .max_entries = NR };
	struct kiln_map_kind bad = kind;
	struct kiln *other;
	struct kiln_map *m = NULL;

	(void)state;
	assert_int_equal(kiln_new(host, &other), KILN_OK);
	assert_int_equal(kiln_map_new(other, &spec, &m), KILN_ERR_INVAL); /* known to k alone */
	bad.lookup = NULL;
	assert_int_equal(kiln_map_kind_add(other, &bad), KILN_ERR_INVAL);
	bad = kind;
	bad.type = KILN_MAP_OWN - 1;
	assert_int_equal(kiln_map_kind_add(other, &bad), KILN_ERR_INVAL);
	for (uint32_t i = 0; i < KILN_MAP_KINDS_MAX; i++) {
		many[i] = kind;
		many[i].type = KILN_MAP_OWN + i;
		assert_int_equal(kiln_map_kind_add(other, &many[i]), KILN_OK);
		assert_int_equal(kiln_map_kind_add(other, &many[i]), KILN_ERR_EXIST);
	}
	bad.type = KILN_MAP_OWN + 100;
	assert_int_equal(kiln_map_kind_add(other, &bad), KILN_ERR_NOSPC);
	spec.flags = 1;
	assert_int_equal(kiln_map_new(other, &spec, &m), KILN_ERR_INVAL); /* make's answer */
	assert_null(m);
	kiln_free(other);
}

static void callers_from_outside(void **state)
{
	struct kiln_map *m = map_of(MAP_PRIMES);
	uint32_t key = 7, next;
	uint64_t value = 49;

	(void)state;
	assert_int_equal(alive, 1);
	assert_int_equal(kiln_map_lookup(m, &key, &value, 0), KILN_ERR_NOENT);
	assert_int_equal(kiln_map_update(m, &key, &value, 2), KILN_ERR_NOENT);
	assert_int_equal(kiln_map_update(m, &key, &value, 3), KILN_ERR_INVAL);
	assert_int_equal(kiln_map_update(m, &key, &value, 1), KILN_OK);
	value = 0;
	assert_int_equal(kiln_map_lookup(m, &key, &value, 0), KILN_OK);
	assert_int_equal(value, 49);
	assert_int_equal(kiln_map_next(m, NULL, &next), KILN_OK);
	assert_int_equal(next, 7);
	assert_int_equal(kiln_map_next(m, &next, &next), KILN_ERR_NOENT);
	assert_int_equal(kiln_map_delete(m, &key), KILN_OK);
	assert_int_equal(kiln_map_delete(m, &key), KILN_ERR_NOENT);
	key = 4;
	assert_int_equal(kiln_map_update(m, &key, &value, 0), KILN_ERR_COMPLEX);
	kiln_map_free(m);
	host->wait(host->cookie);
	assert_int_equal(alive, 0);
}

static void what_a_kind_has_not(void **state)
{
	struct kiln_map *m = map_of(KILN_MAP_OWN);
	uint32_t key = 7;
	uint64_t value = 1;

	(void)state;
	assert_int_equal(kiln_map_update(m, &key, &value, 0), KILN_ERR_UNSUPPORTED);
	assert_int_equal(kiln_map_delete(m, &key), KILN_ERR_UNSUPPORTED);
	assert_int_equal(kiln_map_next(m, NULL, &key), KILN_ERR_UNSUPPORTED);
	kiln_map_free(m);
}

static bool map_named(void *arg, const char *name, size_t len, uint32_t *index)
{
	(void)arg;
	*index = 0;
	return len == 6 && !memcmp(name, "primes", 6);
}

static bool helper_named(void *arg, const char *name, size_t len, uint32_t *id)
{
	(void)arg;
	*id = len == 15 && !memcmp(name, "map_lookup_elem", len) ? 1 : 2;
	return true;
}

/* Adds 1 to the value of 5; sets it to 10 where there is none. */
static const char text[] = "	*(u32 *)(r10 - 4) = 5\n"
			   "	r2 = r10\n"
			   "	r2 += -4\n"
			   "	r1 = primes ll\n"
			   "	call map_lookup_elem\n"
			   "	if r0 != 0 goto there\n"
			   "	r1 = 10\n"
			   "	*(u64 *)(r10 - 16) = r1\n"
			   "	r1 = primes ll\n"
			   "	r2 = r10\n"
			   "	r2 += -4\n"
			   "	r3 = r10\n"
			   "	r3 += -16\n"
			   "	r4 = 1\n"
			   "	call map_update_elem\n"
			   "	exit\n"
			   "there:	r1 = *(u64 *)(r0 + 0)\n"
			   "	r1 += 1\n"
			   "	*(u64 *)(r0 + OFFSET) = r1\n"
			   "	r0 = r1\n"
			   "	exit\n";

static uint32_t assemble(struct kiln_insn *insns, const char *offset)
{
	const struct kiln_asm_symbols syms = { .map = map_named, .helper = helper_named };
	struct kiln_why why;
	char copy[sizeof(text)];
	const char *at = strstr(text, "OFFSET");
	uint32_t nr;

	memcpy(copy, text, sizeof(text));
	memset(copy + (at - text), ' ', 6);
	memcpy(copy + (at - text), offset, strlen(offset));
	assert_int_equal(kiln_asm(host, copy, sizeof(copy) - 1, &syms, insns, 64, &nr, &why), KILN_OK);
	return nr;
}

static void programs_reach_it(void **state)
{
	static struct kiln_env env;
	struct kiln_insn insns[64];
	struct kiln_map *m = map_of(MAP_PRIMES);
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("raw"), .maps = &m, .nr_maps = 1 };
	uint32_t nr = assemble(insns, "0");

	(void)state;
	for (enum kiln_engine e = KILN_ENGINE_BEST; e <= KILN_ENGINE_INTERP; e++) {
		struct kiln_prog *p;
		uint32_t key = 5;

		opts.engine = e;
		assert_int_equal(kiln_load(k, &kiln_front_ebpf, insns, nr * sizeof(insns[0]), &opts, &p, NULL),
				 KILN_OK);
		kiln_enter(k, &env);
		assert_int_equal(kiln_run(p, NULL, &env), 0);
		assert_int_equal(kiln_run(p, NULL, &env), 11);
		assert_int_equal(kiln_run(p, NULL, &env), 12);
		kiln_leave(k, &env);
		assert_int_equal(kiln_map_delete(m, &key), KILN_OK);
		kiln_prog_free(p);
	}
	kiln_map_free(m);
}

/* Its values are as long as the map says, and no longer. */
static void programs_are_held(void **state)
{
	struct kiln_insn insns[64];
	struct kiln_map *m = map_of(MAP_PRIMES);
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("raw"), .maps = &m, .nr_maps = 1 };
	uint32_t nr = assemble(insns, "4");
	struct kiln_why why;
	struct kiln_prog *p;

	(void)state;
	assert_int_equal(kiln_load(k, &kiln_front_ebpf, insns, nr * sizeof(insns[0]), &opts, &p, &why),
			 KILN_ERR_UNSAFE);
	assert_null(p);
	kiln_map_free(m);
}

/* A packed image names the type; the instance that opens it must know it. */
static void images_name_it(void **state)
{
	struct kiln_image_map im = { .spec = { .type = MAP_PRIMES,
					       .key_size = 4,
					       .value_size = 8,
					       .max_entries = NR,
					       .name = "primes",
					       .lock_off = KILN_NO_OFF,
					       .timer_off = KILN_NO_OFF } };
	struct kiln_insn insns[64];
	struct kiln_image_prog prog = {
		.name = "five", .prog_type = KILN_KIND_RAW, .insns = insns, .nr_insns = assemble(insns, "0")
	};
	struct kiln_image_spec spec = { .maps = &im, .nr_maps = 1, .progs = &prog, .nr_progs = 1 };
	static uint8_t bytes[4096];
	size_t len = kiln_image_write(&spec, bytes, sizeof(bytes));
	struct kiln_image *img;
	struct kiln_prog *p;
	struct kiln *other;

	(void)state;
	assert_in_range(len, 1, sizeof(bytes));
	assert_int_equal(kiln_image_open(k, bytes, len, &img, NULL), KILN_OK);
	assert_int_equal(kiln_image_load(img, 0, NULL, KILN_ENGINE_BEST, &p, NULL), KILN_OK);
	kiln_prog_free(p);
	kiln_image_free(img);
	assert_int_equal(kiln_new(host, &other), KILN_OK);
	assert_int_equal(kiln_image_open(other, bytes, len, &img, NULL), KILN_ERR_INVAL);
	kiln_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_known),     cmocka_unit_test(callers_from_outside),
		cmocka_unit_test(what_a_kind_has_not), cmocka_unit_test(programs_reach_it),
		cmocka_unit_test(programs_are_held),   cmocka_unit_test(images_name_it),
	};
	int failed;

	if (kiln_posix_host_new(NULL, &host) || kiln_new(host, &k) || kiln_map_kind_add(k, &kind) ||
	    kiln_map_kind_add(k, &read_only))
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	kiln_free(k);
	kiln_posix_host_free(host);
	return failed || alive;
}
