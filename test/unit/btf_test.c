/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * btf_test.c - type information as clang and the kernel make it, where libbpf must say the same; made by hand with one thing wrong,
 * which must be refused for that; and broken at random, which must never be read outside.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <kiln/kiln.h>
#include "base/arena.h"
#include "base/bits.h"
#include "base/text.h"
#include "verify/explain.h"
#include "prog/btf.h"

/* libbpf, whose headers have structs of the same names: <bpf/btf.h>. */
void *btf__parse(const char *path, void *ext);
void btf__free(void *libs);
const void *btf__raw_data(const void *libs, uint32_t *len);
uint32_t btf__type_cnt(const void *libs);
const void *btf__type_by_id(const void *libs, uint32_t id);
const char *btf__name_by_offset(const void *libs, uint32_t off);
int64_t btf__resolve_size(const void *libs, uint32_t id);

static struct kiln_host *host;

static int make_host(void **state)
{
	(void)state;
	return kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 1 }, &host);
}

static int drop_host(void **state)
{
	uint64_t alive, total;

	(void)state;
	kiln_posix_counts(host, &alive, &total);
	kiln_posix_host_free(host);
	return alive != 0;
}

/* -- by hand ----------------------------------------------------------------------------------------------------------- */

struct made {
	uint8_t bytes[4096];
	uint32_t words[512];
	char strings[256];
	uint32_t nr_words, strings_len, nr_types;
	size_t len;
};

static void made_begin(struct made *m)
{
	memset(m, 0, sizeof(*m));
	m->strings_len = 1;
	m->nr_types = 1;
}

static uint32_t name(struct made *m, const char *s)
{
	uint32_t off = m->strings_len;

	memcpy(m->strings + off, s, strlen(s) + 1);
	m->strings_len += (uint32_t)strlen(s) + 1;
	return off;
}

static void add(struct made *m, uint32_t v)
{
	m->words[m->nr_words++] = v;
}

/* A type's head; the id it gets. */
static uint32_t type(struct made *m, const char *s, uint32_t kind, uint32_t vlen, uint32_t size_or_type)
{
	add(m, *s ? name(m, s) : 0);
	add(m, kind << 24 | vlen);
	add(m, size_or_type);
	return m->nr_types++;
}

static uint32_t integer(struct made *m)
{
	uint32_t id = type(m, "int", BTF_INT, 0, 4);

	add(m, 1u << 24 | 32);
	return id;
}

static void put_all(struct made *m)
{
	uint32_t head[6] = { 0x0001eb9f, 24, 0, m->nr_words * 4, m->nr_words * 4, m->strings_len };

	memcpy(m->bytes, head, sizeof(head));
	memcpy(m->bytes + 24, m->words, m->nr_words * 4);
	memcpy(m->bytes + 24 + m->nr_words * 4, m->strings, m->strings_len);
	m->len = 24 + m->nr_words * 4 + m->strings_len;
}

static void refused_bytes(const void *bytes, size_t len, const char *text)
{
	struct arena a;
	struct btf btf;
	const char *what = "accepted";

	arena_init(&a, host, 0);
	assert_int_equal(btf_parse(&a, bytes, len, &btf, &what), KILN_ERR_FORMAT);
	if (!strstr(what, text))
		fail_msg("\"%s\" has no \"%s\"", what, text);
	arena_free(&a);
}

static void refused(struct made *m, const char *text)
{
	put_all(m);
	refused_bytes(m->bytes, m->len, text);
}

static void heads(void **state)
{
	struct made m;

	(void)state;
	made_begin(&m);
	integer(&m);
	put_all(&m);
	for (size_t len = 0; len < m.len; len++)
		refused_bytes(m.bytes, len, "BTF: ");
	m.bytes[0] ^= 1;
	refused_bytes(m.bytes, m.len, "magic");
	put_all(&m);
	m.bytes[0] = 0xeb, m.bytes[1] = 0x9f;
	refused_bytes(m.bytes, m.len, "byte order");
	put_all(&m);
	m.bytes[2] = 2;
	refused_bytes(m.bytes, m.len, "version");
	put_all(&m);
	m.bytes[m.len - 1] = 'x';
	refused_bytes(m.bytes, m.len, "begin and end with zero");
	put_all(&m);
	m.bytes[11] = 0xff;
	refused_bytes(m.bytes, m.len, "outside the bytes");
}

static void wrong_types(void **state)
{
	struct made m;

	(void)state;
#define WRONG(text, ...)           \
	do {                       \
		made_begin(&m);    \
		__VA_ARGS__;       \
		refused(&m, text); \
	} while (0)
	WRONG("unknown kind", type(&m, "x", 20, 0, 0));
	WRONG("unknown kind", type(&m, "x", 0, 0, 0));
	WRONG("unknown kind", type(&m, "x", BTF_STRUCT, 1, 4)); /* the member is missing */
	WRONG("name outside", type(&m, "", BTF_FWD, 0, 0); m.words[0] = 100);
	WRONG("that there is not", type(&m, "x", BTF_TYPEDEF, 0, 9));
	WRONG("that there is not", type(&m, "", BTF_ARRAY, 0, 0); add(&m, 1); add(&m, 77); add(&m, 1));
	WRONG("holds itself", type(&m, "x", BTF_TYPEDEF, 0, 1));
	WRONG("holds itself", type(&m, "", BTF_CONST, 0, 2); type(&m, "", BTF_VOLATILE, 0, 1));
	WRONG("holds itself", type(&m, "", BTF_ARRAY, 0, 0); add(&m, 1); add(&m, 1); add(&m, 1));
	WRONG("holds itself", type(&m, "s", BTF_STRUCT, 1, 8); add(&m, 0); add(&m, 1); add(&m, 0));
	WRONG("nested too deeply", for (uint32_t i = 1; i < 80; i++) type(&m, "", BTF_CONST, 0, i + 1); integer(&m));
	WRONG("outside its struct", integer(&m); type(&m, "s", BTF_STRUCT, 1, 4); add(&m, 0); add(&m, 1); add(&m, 8));
	WRONG("member without", integer(&m); type(&m, "s", BTF_STRUCT, 1, 4); add(&m, 0); add(&m, 0); add(&m, 0));
	WRONG("too large", integer(&m); type(&m, "", BTF_ARRAY, 0, 0); add(&m, 1); add(&m, 1); add(&m, 0x40000000));
	WRONG("array of", type(&m, "f", BTF_FWD, 0, 0); type(&m, "", BTF_ARRAY, 0, 0); add(&m, 1); add(&m, 1);
	      add(&m, 1));
	WRONG("integer of no", type(&m, "x", BTF_INT, 0, 17); add(&m, 8));
	WRONG("integer of no", type(&m, "x", BTF_INT, 0, 1); add(&m, 9));
	WRONG("enumeration of no", type(&m, "x", BTF_ENUM, 0, 3));
	WRONG("floating-point", type(&m, "x", BTF_FLOAT, 0, 0));
	WRONG("linkage", type(&m, "", BTF_FUNC_PROTO, 0, 0); type(&m, "x", BTF_FUNC, 3, 1));
	WRONG("without a prototype", integer(&m); type(&m, "x", BTF_FUNC, 0, 1));
	WRONG("parameter without", type(&m, "", BTF_FUNC_PROTO, 2, 0); add(&m, 0); add(&m, 0); add(&m, 0); add(&m, 0));
	WRONG("no variable", integer(&m); type(&m, "d", BTF_DATASEC, 1, 4); add(&m, 1); add(&m, 0); add(&m, 4));
	WRONG("outside its section", integer(&m); type(&m, "v", BTF_VAR, 0, 1); add(&m, 1);
	      type(&m, "d", BTF_DATASEC, 1, 4); add(&m, 2); add(&m, 4); add(&m, 4));
	WRONG("tag of", integer(&m); type(&m, "t", BTF_DECL_TAG, 0, 1); add(&m, 0));
	WRONG("nothing is counted", type(&m, "x", BTF_PTR, 1, 0));
#undef WRONG
}

/* struct s { int a; struct { int b; union { int c; }; }; int d : 3; } and names all around. */
static void members_by_name(void **state)
{
	struct made m;
	struct arena a;
	struct btf btf;
	struct btf_member f;
	uint32_t i, un, in, s, td;

	(void)state;
	made_begin(&m);
	i = integer(&m);
	un = type(&m, "", BTF_UNION, 1, 4);
	add(&m, name(&m, "c")), add(&m, i), add(&m, 0);
	in = type(&m, "", BTF_STRUCT, 2, 8);
	add(&m, name(&m, "b")), add(&m, i), add(&m, 0);
	add(&m, 0), add(&m, un), add(&m, 32);
	s = type(&m, "s", BTF_STRUCT | 1u << 7, 3, 16);
	add(&m, name(&m, "a")), add(&m, i), add(&m, 0);
	add(&m, 0), add(&m, in), add(&m, 32);
	add(&m, name(&m, "d")), add(&m, i), add(&m, 3u << 24 | 96);
	td = type(&m, "td", BTF_TYPEDEF, 0, s);
	put_all(&m);
	arena_init(&a, host, 0);
	assert_int_equal(btf_parse(&a, m.bytes, m.len, &btf, NULL), KILN_OK);
	assert_true(btf_find_member(&btf, s, "c", &f) && f.bit_off == 64 && f.type == i && !f.bit_size);
	assert_true(btf_find_member(&btf, s, "d", &f) && f.bit_off == 96 && f.bit_size == 3);
	assert_false(btf_find_member(&btf, s, "e", &f));
	assert_false(btf_find_member(&btf, s, "", &f));
	assert_int_equal(btf_skip(&btf, td), s);
	assert_int_equal(btf_size_of(&btf, td), 16);
	assert_int_equal(btf_size_of(&btf, 0), 0);
	assert_int_equal(btf_find(&btf, BTF_STRUCT, "s"), s);
	assert_int_equal(btf_find(&btf, BTF_STRUCT, "td"), 0);
	arena_free(&a);
}

static void out_of_memory(void **state)
{
	struct made m;
	struct arena a;
	struct btf btf;

	(void)state;
	made_begin(&m);
	integer(&m);
	put_all(&m);
	arena_init(&a, host, 0);
	kiln_posix_fail_alloc_at(host, 1);
	assert_int_equal(btf_parse(&a, m.bytes, m.len, &btf, NULL), KILN_ERR_NOMEM);
	kiln_posix_fail_alloc_at(host, 0);
	arena_free(&a);
}

/* -- records about instructions ---------------------------------------------------------------------------------------- */

static void records(void **state)
{
	struct made m;
	struct arena a;
	struct btf btf;
	struct btf_line line;
	struct btf_line_info lines[3];
	struct btf_func_info funcs[2] = { { 0, 2 }, { 4, 3 } };
	const char *what;

	(void)state;
	made_begin(&m);
	type(&m, "", BTF_FUNC_PROTO, 0, 0);
	type(&m, "first", BTF_FUNC, BTF_GLOBAL, 1);
	type(&m, "second", BTF_FUNC, BTF_STATIC, 1);
	lines[0] = (struct btf_line_info){ 0, name(&m, "a.c"), name(&m, "  \tif (x)"), 7u << 10 | 3 };
	lines[1] = (struct btf_line_info){ 2, lines[0].file_off, name(&m, "return 0;"), 8u << 10 | 9 };
	lines[2] = (struct btf_line_info){ 5, lines[0].file_off, 0, 0 };
	put_all(&m);
	arena_init(&a, host, 0);
	assert_int_equal(btf_parse(&a, m.bytes, m.len, &btf, NULL), KILN_OK);
	assert_int_equal(btf_check_lines(&btf, lines, 3, 6, &what), KILN_OK);
	assert_int_equal(btf_check_funcs(&btf, funcs, 2, 6, &what), KILN_OK);
	assert_int_equal(btf_check_lines(&btf, lines, 3, 5, &what), KILN_ERR_FORMAT);
	assert_int_equal(btf_check_funcs(&btf, funcs, 2, 4, &what), KILN_ERR_FORMAT);
	assert_true(btf_line_at(&btf, lines, 3, 1, &line));
	assert_string_equal(line.file, "a.c");
	assert_string_equal(line.text, "  \tif (x)");
	assert_int_equal(line.line, 7);
	assert_int_equal(line.col, 3);
	assert_true(btf_line_at(&btf, lines, 3, 4, &line) && line.line == 8);
	assert_true(btf_line_at(&btf, lines, 3, 5, &line) && !line.line && !line.text[0]);
	assert_false(btf_line_at(&btf, lines, 0, 5, &line));
	assert_int_equal(btf_func_at(funcs, 2, 3), 2);
	assert_int_equal(btf_func_at(funcs, 2, 4), 3);
	assert_int_equal(btf_func_at(funcs, 0, 4), 0);
	assert_string_equal(btf_type(&btf, 3).name, "second");
	assert_int_equal(btf_type(&btf, 2).nr, BTF_GLOBAL);
	lines[1].insn = 0;
	assert_int_equal(btf_check_lines(&btf, lines, 3, 6, &what), KILN_ERR_FORMAT);
	lines[1].insn = 2, lines[1].line_off = 9999;
	assert_int_equal(btf_check_lines(&btf, lines, 3, 6, &what), KILN_ERR_FORMAT);
	lines[1].line_off = 0, lines[0].insn = 1;
	assert_int_equal(btf_check_lines(&btf, lines, 3, 6, &what), KILN_ERR_FORMAT);
	funcs[1].type = 1;
	assert_int_equal(btf_check_funcs(&btf, funcs, 2, 6, &what), KILN_ERR_FORMAT);
	funcs[1].type = 4;
	assert_int_equal(btf_check_funcs(&btf, funcs, 2, 6, &what), KILN_ERR_FORMAT);
	arena_free(&a);
}

/* What a terminal would obey, what is no UTF-8, a sign that turns a line round; umlauts and signs beyond 16 bits stay. */
static void texts_are_made_plain(void **state)
{
	static const char *const pairs[][2] = {
		{ "plain \xc3\xa4 \xe2\x82\xac \xf0\x9f\x94\xa5", "plain \xc3\xa4 \xe2\x82\xac \xf0\x9f\x94\xa5" },
		{ "a\tb\nc\x1b[31m\x7f", "a b?c?[31m?" },
		{ "\xc2\x9b"
		  "31m",
		  "??31m" }, /* a control sequence in 8 bits */
		{ "\xe4 \xc3", "? ?" },
		{ "\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80", "?? ??? ????" }, /* too long, a half, too large */
		{ "\xe2\x80\xae"
		  "gpl",
		  "???gpl" },
	};
	char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		strcpy(text, pairs[i][0]);
		kiln_text_plain(text);
		assert_string_equal(text, pairs[i][1]);
	}
}

/* Tagged pointers of a struct, in its order; others are none. */
static void kptrs_are_found(void **state)
{
	struct made m;
	struct kiln *k;
	struct kiln_btf *b;
	struct kiln_map_kptr kptr[KILN_MAX_KPTRS];

	(void)state;
	made_begin(&m);
	type(&m, "task_struct", BTF_STRUCT, 0, 0); /* 1 */
	type(&m, "kptr", BTF_TYPE_TAG, 0, 1);
	type(&m, "", BTF_PTR, 0, 2); /* 3 */
	type(&m, "kptr_untrusted", BTF_TYPE_TAG, 0, 1);
	type(&m, "", BTF_PTR, 0, 4); /* 5 */
	type(&m, "", BTF_PTR, 0, 1); /* 6: no tag */
	type(&m, "value", BTF_STRUCT, 3, 24);
	for (uint32_t i = 0; i < 3; i++) {
		add(&m, name(&m, "member"));
		add(&m, i == 0 ? 3 : i == 1 ? 6 : 5);
		add(&m, i * 64);
	}
	put_all(&m);
	assert_int_equal(kiln_new(host, &k), KILN_OK);
	assert_int_equal(kiln_btf_new(k, m.bytes, m.len, &b, NULL), KILN_OK);
	assert_int_equal(kiln_btf_kptrs(b, 7, kptr), 2);
	assert_true(kptr[0].off == 0 && kptr[0].what == KILN_STRUCT_TASK && !kptr[0].untrusted);
	assert_true(kptr[1].off == 16 && kptr[1].what == KILN_STRUCT_TASK && kptr[1].untrusted);
	assert_int_equal(kiln_btf_kptrs(b, 3, kptr), 0);
	assert_int_equal(kiln_btf_kptrs(b, 1000, kptr), 0);
	kiln_btf_free(b);
	kiln_free(k);
}

static void refusals_are_placed(void **state)
{
	struct made m;
	struct arena a;
	struct btf btf;
	struct kiln_why why;
	struct btf_line_info lines[1];
	struct btf_func_info funcs[1] = { { 0, 2 } };
	struct kiln_insn insns[2] = { { .code = 0xb7, .imm = 1 }, { .code = 0x95 } };
	struct kiln_prog p = { .insns = insns, .nr_insns = 2, .nr_line_info = 1, .nr_func_info = 1 };

	(void)state;
	made_begin(&m);
	type(&m, "", BTF_FUNC_PROTO, 0, 0);
	type(&m, "drop_all", BTF_FUNC, BTF_GLOBAL, 1);
	lines[0] = (struct btf_line_info){ 0, name(&m, "a.c"), name(&m, "\treturn 1;"), 7u << 10 | 3 };
	put_all(&m);
	p.line_info = lines;
	p.func_info = funcs;
	arena_init(&a, host, 0);
	assert_int_equal(btf_parse(&a, m.bytes, m.len, &btf, NULL), KILN_OK);
	assert_int_equal(why_set(&why, &p, &btf, KILN_ERR_UNSAFE, KILN_REASON_LOOP, 1, "a loop of %d", 3),
			 KILN_ERR_UNSAFE);
	assert_true(why.has_insn && why.has_line && why.insn == 1 && why.line == 7 && why.col == 3);
	assert_string_equal(why.what, "a loop of 3");
	assert_string_equal(why.missing, "proof that the loop ends");
	assert_string_equal(why.func, "drop_all");
	assert_string_equal(why.file, "a.c");
	assert_string_equal(why.source, " return 1;");
	assert_string_equal(why.insn_text, "exit");
	why_missing(&why, "an end below %u", 7u);
	why_remedy(&why, "stop");
	assert_string_equal(why.missing, "an end below 7");
	assert_string_equal(why.remedy, "stop");
	assert_int_equal(why_set(NULL, &p, &btf, KILN_ERR_UNSAFE, KILN_REASON_LOOP, 1, "nobody asks"), KILN_ERR_UNSAFE);
	why_missing(NULL, "nobody asks");
	why_remedy(NULL, "nobody asks");
	why_set(&why, &p, NULL, KILN_ERR_UNSAFE, KILN_REASON_LOOP, 7, "past the end");
	assert_true(why.has_insn && !why.has_line && !why.insn_text[0]);
	why_set(&why, NULL, NULL, KILN_ERR_INVAL, KILN_REASON_OPTIONS, -1, "no instruction");
	assert_false(why.has_insn);
	arena_free(&a);
}

static void facts_are_told(void **state)
{
	struct kiln_insn insns[2] = { { .code = 0x71, .dst = 1, .src = 2 }, { .code = 0x95 } };
	struct prog_fact facts[2] = {
		{ .flags = FACT_REACHED | FACT_TARGET, .mem = MEM_PACKET, .src_kind = KIND_PACKET, .umax = 255 }
	};
	struct kiln_prog p = { .insns = insns, .nr_insns = 2, .facts = facts };
	char buf[100];

	size_t len;

	(void)state;
	len = kiln_prog_fact(&p, 0, buf, sizeof(buf));
	assert_int_equal(len, strlen(buf));
	assert_string_equal(buf, "r2: packet; in packet; gives [0,255]; jump target");
	assert_int_equal(kiln_prog_fact(&p, 0, buf, 5), 4);
	assert_string_equal(buf, "r2: ");
	kiln_prog_fact(&p, 1, buf, sizeof(buf));
	assert_string_equal(buf, "dead");
	assert_int_equal(kiln_prog_fact(&p, 2, buf, sizeof(buf)), 0);
	assert_int_equal(kiln_prog_fact(&p, 0, NULL, 0), 0);
}

/* -- from compilers ---------------------------------------------------------------------------------------------------- */

/* Reads all there is to read. */
static uint64_t read_all(const struct btf *btf)
{
	uint64_t sum = 0;

	for (uint32_t id = 0; id < btf->nr_types; id++) {
		struct btf_type t = btf_type(btf, id);

		sum += strlen(t.name) + t.size + t.type + btf_size_of(btf, id) + btf_skip(btf, id);
		assert_true(t.type < btf->nr_types && btf_skip(btf, id) < btf->nr_types);
		if (t.kind == BTF_ENUM || t.kind == BTF_ENUM64)
			continue;
		for (uint32_t i = 0; i < t.vlen; i++) {
			struct btf_member m = btf_member(btf, id, i), f;

			assert_true(m.type < btf->nr_types);
			sum += strlen(m.name) + m.bit_off;
			if ((t.kind == BTF_STRUCT || t.kind == BTF_UNION) && i < 4)
				sum += btf_find_member(btf, id, m.name, &f);
		}
	}
	return sum;
}

static void same_as_libbpf(const struct btf *mine, const void *libs)
{
	assert_int_equal(mine->nr_types, btf__type_cnt(libs));
	for (uint32_t id = 1; id < mine->nr_types; id++) {
		const uint32_t *theirs = btf__type_by_id(libs, id); /* name_off, info, size or type */
		struct btf_type t = btf_type(mine, id);

		assert_string_equal(t.name, btf__name_by_offset(libs, theirs[0]));
		assert_int_equal(t.kind, theirs[1] >> 24 & 0x1f);
		if (btf_size_of(mine, id) && t.kind != BTF_DATASEC)
			assert_int_equal(btf_size_of(mine, id), btf__resolve_size(libs, id));
	}
}

static void one_file(const char *path,
		     void (*check)(const struct btf *mine, const void *bytes, uint32_t len, void *libs))
{
	void *libs = btf__parse(path, NULL);
	struct arena a;
	struct btf btf;
	const void *bytes;
	const char *what = "";
	uint32_t len;

	if (!libs)
		fail_msg("%s: libbpf cannot read it", path);
	bytes = btf__raw_data(libs, &len);
	arena_init(&a, host, 0);
	if (btf_parse(&a, bytes, len, &btf, &what))
		fail_msg("%s: %s", path, what);
	check(&btf, bytes, len, libs);
	arena_free(&a);
	btf__free(libs);
}

static void check_same(const struct btf *mine, const void *bytes, uint32_t len, void *libs)
{
	(void)bytes, (void)len;
	assert_true(read_all(mine) > 0);
	same_as_libbpf(mine, libs);
}

static void objects_of_clang(void **state)
{
	glob_t found;

	(void)state;
	if (glob(OBJECTS "/*.o", 0, NULL, &found))
		fail_msg("no objects in %s", OBJECTS);
	for (size_t i = 0; i < found.gl_pathc; i++)
		one_file(found.gl_pathv[i], check_same);
	globfree(&found);
}

static void types_of_the_kernel(void **state)
{
	FILE *f = fopen("/sys/kernel/btf/vmlinux", "r");

	(void)state;
	if (!f)
		skip();
	fclose(f);
	one_file("/sys/kernel/btf/vmlinux", check_same);
}

static uint32_t seed = 1;

static uint32_t rnd(void)
{
	seed = seed * 1664525 + 1013904223;
	return seed >> 8;
}

/* Words at random places become small numbers, or have a bit turned over. */
static void check_broken(const struct btf *mine, const void *bytes, uint32_t len, void *libs)
{
	uint8_t *copy = malloc(len);
	unsigned taken = 0;

	(void)libs, (void)mine;
	assert_non_null(copy);
	for (unsigned int n = 0; n < 3000; n++) {
		struct arena a;
		struct btf btf;

		memcpy(copy, bytes, len);
		for (uint32_t times = rnd() % 4 + 1; times; times--) {
			if (rnd() & 1)
				copy[rnd() % len] ^= (uint8_t)(1u << rnd() % 8);
			else
				put32(copy + rnd() % (len - 3) / 4 * 4, rnd() % (rnd() % 256 + 1));
		}
		arena_init(&a, host, 0);
		if (!btf_parse(&a, copy, len, &btf, NULL)) {
			read_all(&btf);
			taken++;
		}
		arena_free(&a);
	}
	for (uint32_t cut = 0; cut < len; cut += cut < 400 ? 1 : 97) {
		uint8_t *tail = malloc(cut + 1); /* its own block, so that a read past it is seen */
		struct arena a;
		struct btf btf;

		assert_non_null(tail);
		memcpy(tail, bytes, cut);
		arena_init(&a, host, 0);
		assert_int_equal(btf_parse(&a, tail, cut, &btf, NULL), KILN_ERR_FORMAT);
		arena_free(&a);
		free(tail);
	}
	print_message("%u of 3000 broken ones were still whole\n", taken);
	free(copy);
}

static void broken_objects(void **state)
{
	(void)state;
	one_file(OBJECTS "/firewall.o", check_broken);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads),
		cmocka_unit_test(wrong_types),
		cmocka_unit_test(members_by_name),
		cmocka_unit_test(out_of_memory),
		cmocka_unit_test(records),
		cmocka_unit_test(texts_are_made_plain),
		cmocka_unit_test(kptrs_are_found),
		cmocka_unit_test(refusals_are_placed),
		cmocka_unit_test(facts_are_told),
		cmocka_unit_test(objects_of_clang),
		cmocka_unit_test(types_of_the_kernel),
		cmocka_unit_test(broken_objects),
	};

	return cmocka_run_group_tests(tests, make_host, drop_host);
}
