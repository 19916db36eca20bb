/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * case_run.c - runs text cases (test/case/README.md) on every engine, and compares.
 *
 * Overview     a file is read into cases, each a list of lines "word: value"; a case makes an instance with fresh maps for each
 *              engine, loads, runs, and compares what came of it with what the case says, and one engine's with the other's.
 * Output       "ok FILE: NAME", "not ok FILE: NAME - why", "skip ...", and lines beginning with # that explain.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kiln/kiln.h>

#include "base/reason.h"
#include "isa/isa.h"
#include "jit/jit.h"
#include "rt/map.h"

enum { MAX_LINES = 256, MAX_MAPS = 8, MAX_PROGS = 8, MAX_INSNS = 65536, ROOM = 256 };

enum word {
	W_KIND,
	W_INSNS,
	W_RAW,
	W_MEM,
	W_PACKET,
	W_CTX,
	W_MAP,
	W_FROZEN,
	W_SET,
	W_LICENCE,
	W_VERDICT,
	W_REASON,
	W_INSN,
	W_SAYS,
	W_RESULT,
	W_MEMORY,
	W_PACKET_AFTER,
	W_EXPECT,
	W_UNSAFE,
	W_FAULT,
	W_SLEEPABLE,
	W_LEAK,
	W_LACKS,
	W_FUEL,
	NR_WORDS,
};
static const char *const words[NR_WORDS] = {
	"kind",		"insns",   "raw",     "mem",	"packet",    "ctx",  "map",    "frozen",
	"set",		"licence", "verdict", "reason", "insn",	     "says", "result", "memory",
	"packet-after", "expect",  "unsafe",  "fault",	"sleepable", "leak", "lacks",  "fuel",
};

struct line {
	enum word word;
	char *name;	 /* of a further program's block, or NULL */
	char *value;	 /* of a block: its lines, with newlines */
	uint32_t number; /* in the file, from 1 */
};

struct test_case {
	const char *file;
	char *name;
	struct line lines[MAX_LINES];
	uint32_t nr;
};

struct bytes {
	uint8_t *data;
	size_t len;
};

/* What a run left. */
struct outcome {
	bool refused, faulted;
	struct kiln_why why;
	uint64_t result;
	struct bytes memory;
	struct kiln_fault fault;
};

static const char *opt_filter = "";
static bool opt_list, opt_coverage, opt_interp = true, opt_jit = true, opt_hardened = true;
static bool covered[OP_NR_INSNS];
static unsigned int nr_failed;

/* One instance for all cases: ending one waits for its readers, which takes longer than a case. */
static struct kiln_host *host;
static struct kiln *k;

/* -- small things -------------------------------------------------------------------------------------------------- */

static void *must(void *p)
{
	if (!p) {
		fprintf(stderr, "case_run: out of memory\n");
		exit(2);
	}
	return p;
}

static void broken(const struct test_case *c, uint32_t line, const char *why)
{
	printf("not ok %s:%u - the file is broken: %s\n", c->file, line, why);
	exit(2);
}

/* The first line with a word, or after one. */
static const struct line *line_of(const struct test_case *c, enum word word, const struct line *after)
{
	for (uint32_t i = after ? (uint32_t)(after - c->lines) + 1 : 0; i < c->nr; i++)
		if (c->lines[i].word == word)
			return &c->lines[i];
	return NULL;
}

static const char *value_of(const struct test_case *c, enum word word, const char *otherwise)
{
	const struct line *l = line_of(c, word, NULL);

	return l ? l->value : otherwise;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* Appends hex ("01 02*3 0405") to b; false where it is none. */
static bool hex_append(struct bytes *b, const char *s)
{
	while (*s) {
		unsigned long times = 1;
		uint8_t byte;

		if (*s == ' ' || *s == '\t' || *s == '\n') {
			s++;
			continue;
		}
		if (hex_digit(s[0]) < 0 || hex_digit(s[1]) < 0)
			return false;
		byte = (uint8_t)(hex_digit(s[0]) << 4 | hex_digit(s[1]));
		s += 2;
		if (*s == '*') {
			char *end;

			times = strtoul(s + 1, &end, 10);
			if (end == s + 1 || times > 1u << 20)
				return false;
			s = end;
		}
		b->data = must(realloc(b->data, b->len + times + 1));
		memset(b->data + b->len, byte, times);
		b->len += times;
	}
	return true;
}

/* All lines of a word, joined. data is NULL where there is none; "mem:" with nothing behind it is memory of no length. */
static struct bytes bytes_of(const struct test_case *c, enum word word)
{
	struct bytes b = { NULL, 0 };

	for (const struct line *l = line_of(c, word, NULL); l; l = line_of(c, word, l)) {
		if (!b.data)
			b.data = must(calloc(1, 1));
		if (!hex_append(&b, l->value))
			broken(c, l->number, "no hex");
	}
	return b;
}

static struct bytes bytes_copy(const void *data, size_t len)
{
	struct bytes b = { must(malloc(len + 1)), len };

	if (len)
		memcpy(b.data, data, len);
	return b;
}

static bool bytes_same(struct bytes a, struct bytes b)
{
	return a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len));
}

static void print_bytes(const char *what, struct bytes b)
{
	printf("# %s", what);
	for (size_t i = 0; i < b.len; i++)
		printf(" %02x", b.data[i]);
	printf("\n");
}

/* -- reading files ------------------------------------------------------------------------------------------------- */

static char *file_text(const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t len = 0, got;
	char *text = NULL;

	if (!f) {
		fprintf(stderr, "case_run: %s: %s\n", path, strerror(errno));
		exit(2);
	}
	do {
		text = must(realloc(text, len + 65537));
		got = fread(text + len, 1, 65536, f);
		len += got;
	} while (got);
	fclose(f);
	text[len] = 0;
	return text;
}

/* "word:" or "insns NAME:" at the start of a line. */
static bool line_word(char *s, struct line *out)
{
	for (uint32_t w = 0; w < NR_WORDS; w++) {
		size_t len = strlen(words[w]);
		char *colon;

		if (strncmp(s, words[w], len) || (s[len] != ':' && !(w == W_INSNS && s[len] == ' ')))
			continue;
		colon = strchr(s, ':');
		if (!colon)
			continue;
		*colon = 0;
		*out = (struct line){ .word = (enum word)w, .name = s[len] ? s + len + 1 : NULL, .value = colon + 1 };
		while (*out->value == ' ' || *out->value == '\t')
			out->value++;
		return true;
	}
	return false;
}

static bool is_block(enum word w)
{
	return w == W_INSNS || w == W_RAW;
}

/* A block's value begins empty and grows in place: its lines follow each other in the file's text. */
static void block_add(struct line *block, const char *s)
{
	size_t have = strlen(block->value), len = strlen(s);

	block->value = must(realloc(block->value, have + len + 2));
	memcpy(block->value + have, s, len);
	strcpy(block->value + have + len, "\n");
}

/* One line of a file, into the case under way. The answer is whether the line begins another case. */
static bool case_line(struct test_case *c, char *s, uint32_t number)
{
	struct line *last = c->nr ? &c->lines[c->nr - 1] : NULL;
	struct line l;

	if (s[0] == '=' && s[1] == '=')
		return true;
	if (s[0] == '#' || (!s[0] && !(last && is_block(last->word))))
		return false;
	if (line_word(s, &l)) {
		if (c->nr == MAX_LINES)
			broken(c, number, "too many lines in one case");
		l.number = number;
		if (is_block(l.word))
			l.value = must(strdup(l.value));
		c->lines[c->nr++] = l;
	} else if (last && is_block(last->word)) {
		block_add(last, s);
	} else {
		broken(c, number, "neither a word of test/case/README.md nor part of a block");
	}
	return false;
}

static void case_drop(struct test_case *c)
{
	for (uint32_t i = 0; i < c->nr; i++)
		if (is_block(c->lines[i].word))
			free(c->lines[i].value);
	c->nr = 0;
}

static void case_run(const struct test_case *c);

static void file_run(const char *path)
{
	static struct test_case c;
	char *text = file_text(path), *next = text;
	uint32_t number = 0;

	c = (struct test_case){ .file = path };
	while (next) {
		char *s = next, *end = strchr(s, '\n');

		next = end ? end + 1 : NULL;
		if (end)
			*end = 0;
		number++;
		if (!case_line(&c, s, number))
			continue;
		if (c.name)
			case_run(&c);
		case_drop(&c);
		c.name = s + 2 + strspn(s + 2, " ");
	}
	if (!c.name)
		broken(&c, number, "no case: none begins with ==");
	case_run(&c);
	case_drop(&c);
	free(text);
}

/* -- one run on one engine ----------------------------------------------------------------------------------------- */

struct machine {
	const struct test_case *c;
	const struct kiln_kind *kind;
	struct kiln_map *maps[MAX_MAPS];
	char map_names[MAX_MAPS][16];
	uint32_t nr_maps;
	struct kiln_prog *progs[MAX_PROGS];
	const char *prog_names[MAX_PROGS];
	uint32_t nr_progs;
};

static bool find_map(void *arg, const char *name, size_t len, uint32_t *index)
{
	const struct machine *m = arg;

	for (*index = 0; *index < m->nr_maps; ++*index)
		if (strlen(m->map_names[*index]) == len && !memcmp(m->map_names[*index], name, len))
			return true;
	return false;
}

static bool find_helper(void *arg, const char *name, size_t len, uint32_t *id)
{
	(void)arg;
	for (uint32_t i = 0; kiln_helper_at(i); i++) {
		*id = kiln_helper_at(i)->id;
		if (strlen(kiln_helper_at(i)->name) == len && !memcmp(kiln_helper_at(i)->name, name, len))
			return true;
	}
	return false;
}

static bool find_kfunc(void *arg, const char *name, size_t len, uint32_t *id)
{
	const struct kiln_helper *h;

	(void)arg;
	for (uint32_t i = 0; (h = kiln_kfunc_at(i)); i++) {
		*id = h->id;
		if (strlen(h->name) == len && !memcmp(h->name, name, len))
			return true;
	}
	return false;
}

static struct kiln_map *map_named(const struct machine *m, const struct line *l, const char *name)
{
	uint32_t i;

	if (!find_map((void *)(uintptr_t)m, name, strlen(name), &i))
		broken(m->c, l->number, "no such map");
	return m->maps[i];
}

static uint32_t map_type(const char *name)
{
	for (uint32_t type = 1; type < 64; type++)
		if (map_ops_of(NULL, type) && !strcmp(map_ops_of(NULL, type)->name, name))
			return type;
	return 0;
}

/* "NAME TYPE key=4 ...", cut into words. */
static void map_make(struct machine *m, const struct line *l)
{
	static const struct {
		const char *name;
		size_t off;
	} fields[] = {
		{ "key", offsetof(struct kiln_map_spec, key_size) },
		{ "value", offsetof(struct kiln_map_spec, value_size) },
		{ "entries", offsetof(struct kiln_map_spec, max_entries) },
		{ "flags", offsetof(struct kiln_map_spec, flags) },
		{ "lock", offsetof(struct kiln_map_spec, lock_off) },
		{ "timer", offsetof(struct kiln_map_spec, timer_off) },
	};
	struct kiln_map_spec spec = { .lock_off = KILN_NO_OFF, .timer_off = KILN_NO_OFF, .check_only = true };
	char *copy = must(strdup(l->value)), *save, *word = strtok_r(copy, " \t", &save);
	enum kiln_err err;

	if (!word || m->nr_maps == MAX_MAPS)
		broken(m->c, l->number, "a map has a name; and there are at most 8");
	snprintf(spec.name, sizeof(spec.name), "%s", word);
	word = strtok_r(NULL, " \t", &save);
	spec.type = word ? map_type(word) : 0;
	if (!spec.type)
		broken(m->c, l->number, "no such type of map");
	while ((word = strtok_r(NULL, " \t", &save))) {
		char *eq = strchr(word, '=');
		size_t i = 0;

		while (eq && i < sizeof(fields) / sizeof(fields[0]) &&
		       strncmp(word, fields[i].name, (size_t)(eq - word)))
			i++;
		if (!eq || i == sizeof(fields) / sizeof(fields[0]))
			broken(m->c, l->number, "key, value, entries, flags, lock or timer, with =");
		*(uint32_t *)(void *)((char *)&spec + fields[i].off) = (uint32_t)strtoul(eq + 1, NULL, 0);
	}
	err = kiln_map_new(k, &spec, &m->maps[m->nr_maps]);
	if (err)
		broken(m->c, l->number, kiln_err_name(err));
	memcpy(m->map_names[m->nr_maps++], spec.name, sizeof(spec.name));
	free(copy);
}

/* "NAME KEYHEX VALUE": the map, the key, and the third word in *value, which lives in *copy. */
static struct kiln_map *element_of(const struct machine *m, const struct line *l, char **copy, struct bytes *key,
				   char **value)
{
	struct kiln_map *map;
	char *save, *name, *hex;

	*copy = must(strdup(l->value));
	*key = (struct bytes){ must(calloc(1, 1)), 0 };
	name = strtok_r(*copy, " \t", &save);
	hex = strtok_r(NULL, " \t", &save);
	*value = strtok_r(NULL, " \t", &save);
	if (!*value)
		broken(m->c, l->number, "NAME KEYHEX VALUEHEX");
	map = map_named(m, l, name);
	if (!hex_append(key, strcmp(hex, "-") ? hex : "") || key->len != kiln_map_spec(map)->key_size)
		broken(m->c, l->number, "the key is no hex of the map's key size");
	return map;
}

static struct kiln_prog *prog_named(const struct machine *m, const char *name)
{
	for (uint32_t i = 0; i < m->nr_progs; i++)
		if (!strcmp(m->prog_names[i], name))
			return m->progs[i];
	return NULL;
}

/* progs: whether it is time for elements that are programs, or for the others. */
static void map_set(struct machine *m, const struct line *l, bool progs)
{
	struct bytes key, bytes = { must(calloc(1, 1)), 0 };
	char *copy, *value;
	struct kiln_map *map = element_of(m, l, &copy, &key, &value);
	enum kiln_err err = KILN_OK;

	if (map->ops->type == MAP_PROG_ARRAY) {
		if (progs && !prog_named(m, value))
			broken(m->c, l->number, "no such program");
		if (progs)
			err = kiln_map_set_object(map, key.data, NULL, prog_named(m, value), 0);
	} else if (!progs) {
		if (!hex_append(&bytes, value) || bytes.len != kiln_map_value_len(map))
			broken(m->c, l->number, "the value is no hex of the map's value size");
		err = kiln_map_update(map, key.data, bytes.data, 0);
	}
	if (err)
		broken(m->c, l->number, kiln_err_name(err));
	free(bytes.data);
	free(key.data);
	free(copy);
}

/* Whether an element is as expected; else a line that says how not. */
static bool map_expect(const struct machine *m, const struct line *l)
{
	struct bytes key, want = { must(calloc(1, 1)), 0 }, have;
	char *copy, *value;
	struct kiln_map *map = element_of(m, l, &copy, &key, &value);
	enum kiln_err err;
	bool same;

	have = (struct bytes){ must(calloc(1, kiln_map_value_len(map) + 1)), kiln_map_value_len(map) };
	err = kiln_map_lookup(map, key.data, have.data, 0);
	if (!strcmp(value, "none")) {
		same = err == KILN_ERR_NOENT;
	} else {
		if (!hex_append(&want, value))
			broken(m->c, l->number, "the value is no hex");
		same = !err && bytes_same(have, want);
	}
	if (!same) {
		printf("# line %u: %s\n", l->number, err ? kiln_err_name(err) : "the element differs:");
		print_bytes("have", have);
	}
	free(have.data);
	free(want.data);
	free(key.data);
	free(copy);
	return same;
}

/* Instructions of a block. KILN_ERR_FORMAT with why where the text is no assembly. */
static enum kiln_err block_insns(struct machine *m, const struct line *l, struct kiln_insn **insns, size_t *len,
				 struct kiln_why *why)
{
	const struct kiln_asm_symbols syms = { find_map, find_helper, m, find_kfunc };
	struct bytes raw = { must(calloc(1, 1)), 0 };
	enum kiln_err err;
	uint32_t nr;

	if (l->word == W_RAW) {
		if (!hex_append(&raw, l->value))
			broken(m->c, l->number, "no hex");
		*insns = (struct kiln_insn *)(void *)raw.data;
		*len = raw.len;
		return KILN_OK;
	}
	free(raw.data);
	*insns = must(calloc(MAX_INSNS, sizeof(**insns)));
	memset(why, 0, sizeof(*why));
	err = kiln_asm(host, l->value, strlen(l->value), &syms, *insns, MAX_INSNS, &nr, why);
	*len = nr * sizeof(**insns);
	why->line += l->number;
	return err;
}

/* Marks the rows that a block has; with only >= 0, of one instruction alone. */
static void cover(const struct kiln_insn *insns, size_t len, int64_t only)
{
	enum insn_op op;
	uint32_t nr = (uint32_t)(len / sizeof(*insns));

	for (uint32_t i = 0; i < nr; i++) {
		if (isa_decode(&insns[i], nr - i, &op))
			continue;
		if (only < 0 || only == i)
			covered[op] = true;
		i += insn_is_wide(&insns[i]);
	}
}

static enum kiln_err prog_load(struct machine *m, const struct line *l, enum kiln_engine engine, uint32_t mem_len,
			       struct kiln_prog **out, struct kiln_why *why)
{
	struct kiln_load_opts opts = {
		.kind = m->kind,
		.name = "case",
		.licence = value_of(m->c, W_LICENCE, "GPL"),
		.maps = m->maps,
		.nr_maps = m->nr_maps,
		.mem_len = mem_len,
		.engine = engine,
		/* explored; for native code, checked at once where that can be */
		.keep_proof = engine != KILN_ENGINE_JIT && engine != KILN_ENGINE_HARDENED,
		.check_only = line_of(m->c, W_LACKS, NULL) != NULL,
		.fuel = (uint32_t)strtoul(value_of(m->c, W_FUEL, "0"), NULL, 0),
		.sleepable = !strcmp(value_of(m->c, W_SLEEPABLE, "no"), "yes"),
		.no_leak = !strcmp(value_of(m->c, W_LEAK, "yes"), "no"),
	};
	struct kiln_insn *insns;
	enum kiln_err err;
	size_t len;

	*out = NULL;
	err = block_insns(m, l, &insns, &len, why);
	if (!err) {
		err = kiln_load(k, &kiln_front_ebpf, insns, len, &opts, out, why);
		cover(insns, len, err ? (why->has_insn ? (int64_t)why->insn : INT64_MAX) : -1);
	}
	free(insns);
	return err;
}

static void machine_begin(struct machine *m, const struct test_case *c)
{
	const struct line *l;

	*m = (struct machine){ .c = c, .kind = kiln_kind_by_name(value_of(c, W_KIND, "raw")) };
	if (!m->kind)
		broken(c, line_of(c, W_KIND, NULL)->number, "no such kind");
	for (l = line_of(c, W_MAP, NULL); l; l = line_of(c, W_MAP, l))
		map_make(m, l);
	for (l = line_of(c, W_SET, NULL); l; l = line_of(c, W_SET, l))
		map_set(m, l, false);
	for (l = line_of(c, W_FROZEN, NULL); l; l = line_of(c, W_FROZEN, l))
		kiln_map_freeze(map_named(m, l, l->value));
}

static void machine_end(struct machine *m)
{
	for (uint32_t i = 0; i < m->nr_progs; i++)
		kiln_prog_free(m->progs[i]);
	for (uint32_t i = 0; i < m->nr_maps; i++)
		kiln_map_free(m->maps[i]);
}

/* Every program of the case; the main one, which has no name, last. */
static enum kiln_err machine_load(struct machine *m, enum kiln_engine engine, uint32_t mem_len,
				  struct kiln_prog **main_prog, struct kiln_why *why)
{
	const struct line *l, *block = NULL;
	enum kiln_err err = KILN_OK;

	for (l = line_of(m->c, W_INSNS, NULL); l && !err; l = line_of(m->c, W_INSNS, l)) {
		if (!l->name) {
			block = l;
			continue;
		}
		if (m->nr_progs == MAX_PROGS)
			broken(m->c, l->number, "too many programs");
		err = prog_load(m, l, engine, mem_len, &m->progs[m->nr_progs], why);
		m->prog_names[m->nr_progs] = l->name;
		m->nr_progs += !err;
	}
	if (!block)
		block = line_of(m->c, W_RAW, NULL);
	if (!block)
		broken(m->c, 0, "no insns: and no raw:");
	for (l = line_of(m->c, W_SET, NULL); l && !err; l = line_of(m->c, W_SET, l))
		map_set(m, l, true);
	return err ? err : prog_load(m, block, engine, mem_len, main_prog, why);
}

/* Memory of its own behind each pointer that the context has. */
static void fields_point(const struct kiln_kind *kind, void *ctx, uint8_t *memory)
{
	for (uint32_t i = 0; i < kind->nr_fields; i++)
		if (kind->fields[i].type == KILN_FIELD_MEM)
			memcpy((uint8_t *)ctx + kind->fields[i].real_off, &memory, sizeof(memory));
}

/* What the program is given: memory, packet or context. */
static void run_on_input(struct machine *m, const struct kiln_prog *p, struct outcome *o)
{
	static uint8_t memory[4096];
	bool packet = m->kind->flags & KILN_KIND_PACKET;
	struct bytes in = bytes_of(m->c, packet ? W_PACKET : m->kind->flags & KILN_KIND_MEM ? W_MEM : W_CTX), room;
	struct kiln_packet pk;
	static struct kiln_env env;
	void *ctx;

	if (packet && !in.data)
		in = (struct bytes){ must(calloc(1, 64)), 64 };
	room = (struct bytes){ must(calloc(1, ROOM + in.len + ROOM + m->kind->ctx_len)), in.len };
	if (in.len)
		memcpy(room.data + (packet ? ROOM : 0), in.data, in.len);
	ctx = room.data;
	if (packet) {
		kiln_packet_init(&pk, room.data, ROOM, (uint32_t)in.len, ROOM);
		ctx = &pk;
	}
	fields_point(m->kind, ctx, memory);
	kiln_enter(k, &env);
	env.fault.what = NULL;
	o->result = kiln_run(p, ctx, &env);
	o->fault = env.fault;
	kiln_leave(k, &env);
	o->memory = packet ? bytes_copy(pk.data, (size_t)(pk.data_end - pk.data)) : bytes_copy(room.data, in.len);
	if (m->kind->ret_any_high)
		o->result &= UINT32_MAX;
	free(room.data);
	free(in.data);
}

/* -- comparing ----------------------------------------------------------------------------------------------------- */

static bool says_ok(const struct test_case *c, const struct kiln_why *why)
{
	for (const struct line *l = line_of(c, W_SAYS, NULL); l; l = line_of(c, W_SAYS, l)) {
		if (strstr(why->what, l->value) || strstr(why->missing, l->value) || strstr(why->remedy, l->value))
			continue;
		printf("# it does not say: %s\n", l->value);
		return false;
	}
	return true;
}

static bool insn_ok(const struct test_case *c, bool has, uint32_t insn)
{
	const struct line *l = line_of(c, W_INSN, NULL);

	if (!l || (has && insn == strtoul(l->value, NULL, 0)))
		return true;
	printf("# instruction %d, not %s\n", has ? (int)insn : -1, l->value);
	return false;
}

static const char *refusal_wrong(const struct test_case *c, const struct outcome *o)
{
	const char *reason = value_of(c, W_REASON, NULL);

	if (!reason)
		broken(c, 0, "a case that is refused needs its reason:");
	if (!o->refused)
		return "it was accepted";
	if (!strcmp(reason, kiln_reason_name(o->why.reason)) && says_ok(c, &o->why) &&
	    insn_ok(c, o->why.has_insn, o->why.insn))
		return NULL;
	printf("# %s: insn %d: %s: %s; %s\n", kiln_reason_name(o->why.reason), o->why.has_insn ? (int)o->why.insn : -1,
	       o->why.what, o->why.missing, o->why.remedy);
	return "refused for another reason";
}

static bool memory_ok(const struct test_case *c, const struct outcome *o, enum word word)
{
	struct bytes want = bytes_of(c, word);
	bool same = !want.data || bytes_same(want, o->memory);

	if (!same) {
		print_bytes("want", want);
		print_bytes("have", o->memory);
	}
	free(want.data);
	return same;
}

static const char *run_wrong(const struct machine *m, const struct outcome *o)
{
	const char *result = value_of(m->c, W_RESULT, NULL), *fault = value_of(m->c, W_FAULT, NULL);
	uint64_t want = result ? *result == '-' ? (uint64_t)strtoll(result, NULL, 0) : strtoull(result, NULL, 0) : 0;

	if (fault || o->fault.what) {
		if (!fault || !o->fault.what || !strstr(o->fault.what, fault)) {
			printf("# fault: %s\n", o->fault.what ? o->fault.what : "none");
			return "another fault";
		}
		return insn_ok(m->c, true, o->fault.insn) ? NULL : "fault at another instruction";
	}
	if (m->kind->ret_any_high)
		want &= UINT32_MAX;
	if (result && want != o->result) {
		printf("# result 0x%" PRIx64 ", not 0x%" PRIx64 "\n", o->result, want);
		return "another result";
	}
	if (!memory_ok(m->c, o, W_MEMORY))
		return "another memory";
	if (!memory_ok(m->c, o, W_PACKET_AFTER))
		return "another packet";
	for (const struct line *l = line_of(m->c, W_EXPECT, NULL); l; l = line_of(m->c, W_EXPECT, l))
		if (!map_expect(m, l))
			return "another element of a map";
	return NULL;
}

/* Accepted, and not to be run for want of what the case says. */
static const char *lack_wrong(const struct test_case *c, const struct kiln_prog *p)
{
	const char *lacks = value_of(c, W_LACKS, NULL);
	struct kiln_prog_info info;

	kiln_prog_info(p, &info);
	if (info.not_offered && !strcmp(info.not_offered, lacks))
		return NULL;
	printf("# it lacks %s\n", info.not_offered ? info.not_offered : "nothing");
	return "it lacks something else";
}

/* Loads and runs on one engine. NULL where all is as the case says; *o is what came of it. */
static const char *engine_run(const struct test_case *c, enum kiln_engine engine, struct outcome *o)
{
	bool refuse = !strcmp(value_of(c, W_VERDICT, "accept"), "refuse");
	struct bytes mem = bytes_of(c, W_MEM);
	struct kiln_prog *p = NULL;
	const char *wrong = NULL;
	static struct machine m; /* like outcomes: too large for the stack */
	enum kiln_err err;

	*o = (struct outcome){ 0 };
	machine_begin(&m, c);
	err = machine_load(&m, engine, (uint32_t)mem.len, &p, &o->why);
	o->refused = err != KILN_OK;
	if (refuse) {
		wrong = refusal_wrong(c, o);
	} else if (err) {
		printf("# %s %s: line %u: insn %d: %s; %s; %s\n", kiln_err_name(err), kiln_reason_name(o->why.reason),
		       o->why.has_line ? o->why.line : 0, o->why.has_insn ? (int)o->why.insn : -1, o->why.what,
		       o->why.missing, o->why.remedy);
		wrong = "it was refused";
	} else if (line_of(c, W_LACKS, NULL)) {
		wrong = lack_wrong(c, p);
	} else {
		run_on_input(&m, p, o);
		wrong = run_wrong(&m, o);
	}
	kiln_prog_free(p);
	machine_end(&m);
	free(mem.data);
	return wrong;
}

/* The same on another engine; it has to leave what the interpreter left, if that was asked. */
static const char *engine_compare(const struct test_case *c, enum kiln_engine engine, const struct outcome *want)
{
	static struct outcome o;
	const char *wrong = engine_run(c, engine, &o);

	if (!wrong && opt_interp && !o.refused && (want->result != o.result || !bytes_same(want->memory, o.memory))) {
		printf("# 0x%" PRIx64 " interpreted, 0x%" PRIx64 " as native code\n", want->result, o.result);
		wrong = "the engines differ";
	}
	free(o.memory.data);
	return wrong;
}

static void case_run(const struct test_case *c)
{
	bool unsafe = !strcmp(value_of(c, W_UNSAFE, "no"), "yes");
	bool jit = opt_jit && !unsafe && jit_available(host);
	static struct outcome a; /* larger than a kernel's stack likes */
	const char *wrong = NULL, *on = "interpreter";

	a = (struct outcome){ 0 };
	if (opt_filter[0] && !strstr(c->name, opt_filter) && !strstr(c->file, opt_filter))
		return;
	if (opt_list) {
		printf("%s: %s\n", c->file, c->name);
		return;
	}
	if (!opt_interp && !jit) {
		printf("skip %s: %s - no native code here\n", c->file, c->name);
		return;
	}
	if (opt_interp || unsafe)
		wrong = engine_run(c, unsafe ? KILN_ENGINE_CHECKED : KILN_ENGINE_INTERP, &a);
	if (!wrong && jit) {
		on = "native code";
		wrong = engine_compare(c, KILN_ENGINE_JIT, &a);
	}
	if (!wrong && jit && opt_hardened && strcmp(value_of(c, W_VERDICT, "accept"), "refuse") &&
	    !line_of(c, W_LACKS, NULL)) {
		on = "hardened code";
		wrong = engine_compare(c, KILN_ENGINE_HARDENED, &a);
	}
	if (wrong)
		printf("not ok %s: %s - %s (%s)\n", c->file, c->name, wrong, on);
	else
		printf("ok %s: %s\n", c->file, c->name);
	nr_failed += wrong != NULL;
	free(a.memory.data);
}

static void coverage_tell(void)
{
	uint32_t missing = 0;

	for (uint32_t i = 0; i < OP_NR_INSNS; i++) {
		if (!covered[i])
			printf("not ok coverage - no case has %s\n", insn_rows[i].name);
		missing += !covered[i];
	}
	if (!missing)
		printf("ok coverage: all %d rows of insn.tbl\n", OP_NR_INSNS);
	nr_failed += missing;
}

/* Every program and map is gone, and nothing is left of them. */
static void instance_end(void)
{
	uint64_t alive, total;

	kiln_free(k);
	kiln_posix_counts(host, &alive, &total);
	if (alive)
		printf("not ok memory - %" PRIu64 " of %" PRIu64 " allocations are left\n", alive, total);
	else
		printf("ok memory: none left of %" PRIu64 " allocations\n", total);
	nr_failed += alive != 0;
	kiln_posix_host_free(host);
}

int main(int argc, char **argv)
{
	int i = 1;

	for (; i < argc && argv[i][0] == '-'; i++) {
		if (!strcmp(argv[i], "--list")) {
			opt_list = true;
		} else if (!strcmp(argv[i], "--coverage")) {
			opt_coverage = true;
		} else if (!strcmp(argv[i], "--filter") && i + 1 < argc) {
			opt_filter = argv[++i];
		} else if (!strcmp(argv[i], "--engine") && i + 1 < argc) {
			i++;
			opt_interp = !strcmp(argv[i], "interp");
			opt_hardened = !strcmp(argv[i], "hardened");
			opt_jit = opt_hardened || !strcmp(argv[i], "jit");
		} else {
			i = argc;
		}
	}
	if (i >= argc || (!opt_interp && !opt_jit)) {
		fprintf(stderr,
			"usage: case_run [--engine interp|jit|hardened] [--filter TEXT] [--list] [--coverage] FILE...\n");
		return 2;
	}
	if (kiln_posix_host_new(NULL, &host) || kiln_new(host, &k)) {
		fprintf(stderr, "case_run: out of memory\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (; i < argc; i++)
		file_run(argv[i]);
	if (opt_coverage)
		coverage_tell();
	instance_end();
	return nr_failed != 0;
}
