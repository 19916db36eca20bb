/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * load_oom_test.c - out of memory at every allocation of every call that allocates.
 *
 * Each call is tried with the host's first allocation failing, then the second, until it needs no more; then so with what
 * it asks of an arena, which goes to the host only now and then (the linker puts the __wrap_ functions here in between).
 * What must hold each time: the call says so, gives nothing, keeps nothing (the host counts what is alive), and the same call
 * works right after.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <kiln/image.h>
#include <kiln/kiln.h>

#include "base/arena.h"

enum {
	MAP_HASH = 1,
	MAP_ARRAY,
	MAP_PROG_ARRAY,
	MAP_PERCPU_HASH = 5,
	MAP_PERCPU_ARRAY,
	MAP_LRU_HASH = 9,
	MAP_LRU_PERCPU_HASH
};
enum {
	MAP_LPM_TRIE = 11,
	MAP_ARRAY_OF_MAPS,
	MAP_HASH_OF_MAPS,
	MAP_QUEUE = 22,
	MAP_STACK,
	MAP_RINGBUF = 27,
	MAP_BLOOM = 30
};
enum { MAP_PERF_EVENT_ARRAY = 4, NO_PREALLOC = 1, MOST = 20000, MAX_MAPS = 4, MAX_INSNS = 256 };

static struct kiln_host *host;
static struct kiln *k;
static struct kiln_env env;

/* -- the frame: an attempt, its undoing, and what is alive between them -------------------------------------------- */

/* One call under test: attempt does it, undo drops what it gave (never called after a failure). */
struct trial {
	const char *name;
	enum kiln_err (*attempt)(struct trial *t);
	void (*undo)(struct trial *t);
	const void *given;  /* whatever attempt needs */
	void *got;	    /* what it gave; must be NULL after a failure */
	enum kiln_err ends; /* what it answers where memory is there */
};

static uint64_t alive(void)
{
	uint64_t now, total;

	host->wait(host->cookie);
	kiln_posix_counts(host, &now, &total);
	return now;
}

static uint64_t host_asked(void)
{
	uint64_t now, all;

	kiln_posix_counts(host, &now, &all);
	return all;
}

static void host_fails_at(uint64_t n)
{
	kiln_posix_fail_alloc_at(host, n);
}

static uint64_t arena_calls, arena_fail_at;

static uint64_t arena_asked(void)
{
	return arena_calls;
}

static void arena_fails_at(uint64_t n)
{
	arena_fail_at = n ? arena_calls + n : 0;
}

static bool arena_fails(struct arena *a)
{
	a->failed |= ++arena_calls == arena_fail_at;
	return a->failed;
}

/* What may fail. */
static const struct memory {
	const char *name;
	uint64_t (*asked)(void);
	void (*fails_at)(uint64_t n); /* the n-th time from now on; 0: never */
} memories[] = { { "allocation", host_asked, host_fails_at }, { "piece of an arena", arena_asked, arena_fails_at } };

#define WRAP(name, args, given)                                     \
	void *__real_##name args;                                   \
	void *__wrap_##name args;                                   \
	void *__wrap_##name args                                    \
	{                                                           \
		return arena_fails(a) ? NULL : __real_##name given; \
	}
WRAP(arena_alloc, (struct arena * a, size_t len), (a, len))
WRAP(arena_dirty, (struct arena * a, size_t len), (a, len))
WRAP(arena_array, (struct arena * a, size_t nr, size_t size), (a, nr, size))
WRAP(arena_dirty_array, (struct arena * a, size_t nr, size_t size), (a, nr, size))

static void whole_attempt(struct trial *t, uint64_t before)
{
	enum kiln_err err = t->attempt(t);

	if (err != t->ends)
		fail_msg("%s: answers %s where memory is there, not %s", t->name, kiln_err_name(err),
			 kiln_err_name(t->ends));
	if (!err)
		t->undo(t);
	assert_int_equal(alive(), before);
}

/* The n-th one fails. False where the call did not get as far as that. */
static bool short_attempt(struct trial *t, const struct memory *m, uint64_t n, uint64_t before)
{
	uint64_t from = m->asked();
	enum kiln_err err;
	bool hit;

	t->got = NULL;
	m->fails_at(n);
	err = t->attempt(t);
	hit = m->asked() - from >= n;
	m->fails_at(0);
	if (!hit && err != t->ends)
		fail_msg("%s: answers %s where nothing fails", t->name, kiln_err_name(err));
	if (err && t->got)
		fail_msg("%s: %s %u fails, and something is given", t->name, m->name, (unsigned int)n);
	if (hit && err && err != KILN_ERR_NOMEM && err != t->ends)
		fail_msg("%s: %s %u fails, and the answer is %s", t->name, m->name, (unsigned int)n,
			 kiln_err_name(err));
	if (!err)
		t->undo(t);
	if (alive() != before)
		fail_msg("%s: %s %u fails, and %d are left", t->name, m->name, (unsigned int)n,
			 (int)(alive() - before));
	return hit;
}

static void every_allocation(struct trial *t, uint64_t least)
{
	uint64_t before;

	whole_attempt(t, alive());
	before = alive();
	for (size_t i = 0; i < sizeof(memories) / sizeof(memories[0]); i++) {
		uint64_t n = 1;

		while (n < MOST && short_attempt(t, &memories[i], n, before)) {
			whole_attempt(t, before);
			n++;
		}
		if (n == MOST || (!i && n <= least))
			fail_msg("%s: %u times a %s, at least %u expected", t->name, (unsigned int)n - 1,
				 memories[i].name, (unsigned int)least);
	}
}

/* -- maps ---------------------------------------------------------------------------------------------------------- */

struct map_row {
	const char *name;
	uint32_t type, key, value, entries, flags;
};

static struct kiln_map_spec spec_of(const struct map_row *r)
{
	struct kiln_map_spec s = { .type = r->type,
				   .key_size = r->key,
				   .value_size = r->value,
				   .max_entries = r->entries,
				   .flags = r->flags,
				   .lock_off = KILN_NO_OFF,
				   .timer_off = KILN_NO_OFF };

	snprintf(s.name, sizeof(s.name), "%s", r->name);
	return s;
}

static const struct map_row map_rows[] = {
	{ "array", MAP_ARRAY, 4, 40, 100, 0 },
	{ "percpu_array", MAP_PERCPU_ARRAY, 4, 8, 10, 0 },
	{ "hash", MAP_HASH, 8, 16, 50, 0 },
	{ "hash_later", MAP_HASH, 8, 16, 50, NO_PREALLOC },
	{ "percpu_hash", MAP_PERCPU_HASH, 4, 12, 10, 0 },
	{ "percpu_later", MAP_PERCPU_HASH, 4, 12, 10, NO_PREALLOC },
	{ "lru", MAP_LRU_HASH, 4, 8, 64, 0 },
	{ "lru_percpu", MAP_LRU_PERCPU_HASH, 4, 8, 64, 0 },
	{ "lpm", MAP_LPM_TRIE, 8, 8, 16, NO_PREALLOC },
	{ "prog_array", MAP_PROG_ARRAY, 4, 4, 8, 0 },
	{ "perf", MAP_PERF_EVENT_ARRAY, 4, 4, 8, 0 },
	{ "queue", MAP_QUEUE, 0, 8, 16, 0 },
	{ "stack", MAP_STACK, 0, 8, 16, 0 },
	{ "ringbuf", MAP_RINGBUF, 0, 0, 4096, 0 },
	{ "bloom", MAP_BLOOM, 0, 8, 100, 0 },
};

static enum kiln_err map_attempt(struct trial *t)
{
	struct kiln_map_spec spec = spec_of(t->given);
	struct kiln_map *m = (struct kiln_map *)(void *)&spec; /* anything but NULL */
	enum kiln_err err = kiln_map_new(k, &spec, &m);

	t->got = m;
	return err;
}

static void map_undo(struct trial *t)
{
	kiln_map_free(t->got);
}

static void maps_are_made(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(map_rows) / sizeof(map_rows[0]); i++) {
		struct trial t = { map_rows[i].name, map_attempt, map_undo, &map_rows[i], NULL, KILN_OK };

		every_allocation(&t, 1);
	}
}

struct nest {
	struct kiln_map_spec outer;
	struct kiln_map *inner, *map;
};

static enum kiln_err nest_attempt(struct trial *t)
{
	const struct nest *n = t->given;
	struct kiln_map *m = NULL;
	enum kiln_err err = kiln_map_new(k, &n->outer, &m);

	t->got = m;
	return err;
}

static enum kiln_err set_attempt(struct trial *t)
{
	const struct nest *n = t->given;
	uint32_t key = 3;

	return kiln_map_set_object(n->map, &key, n->inner, NULL, 0);
}

static void set_undo(struct trial *t)
{
	const struct nest *n = t->given;
	uint32_t key = 3;

	assert_int_equal(kiln_map_set_object(n->map, &key, NULL, NULL, 0), KILN_OK);
}

static void maps_of_maps(void **state)
{
	static const struct map_row inner = { "inner", MAP_HASH, 4, 4, 4, 0 };
	static const struct map_row outers[] = {
		{ "array_of_maps", MAP_ARRAY_OF_MAPS, 4, 4, 8, 0 },
		{ "hash_of_maps", MAP_HASH_OF_MAPS, 4, 4, 8, 0 },
		{ "hash_of_later", MAP_HASH_OF_MAPS, 4, 4, 8, NO_PREALLOC },
	};
	struct kiln_map_spec spec = spec_of(&inner);
	struct nest n = { 0 };

	(void)state;
	assert_int_equal(kiln_map_new(k, &spec, &n.inner), KILN_OK);
	for (size_t i = 0; i < 3; i++) {
		struct trial make = { outers[i].name, nest_attempt, map_undo, &n, NULL, KILN_OK };
		struct trial set = { outers[i].name, set_attempt, set_undo, &n, NULL, KILN_OK };

		n.outer = spec_of(&outers[i]);
		n.outer.inner = n.inner;
		every_allocation(&make, 1);
		assert_int_equal(kiln_map_new(k, &n.outer, &n.map), KILN_OK);
		every_allocation(&set, outers[i].flags & NO_PREALLOC ? 1 : 0);
		kiln_map_free(n.map);
	}
	kiln_map_free(n.inner);
}

static enum kiln_err update_attempt(struct trial *t)
{
	struct kiln_map *m = (struct kiln_map *)(uintptr_t)t->given;
	uint32_t key[4] = { 16, 5 };
	uint64_t value[1024] = { 9 };

	return kiln_map_update(m, kiln_map_spec(m)->key_size ? key : NULL, value, 0);
}

static void update_undo(struct trial *t)
{
	struct kiln_map *m = (struct kiln_map *)(uintptr_t)t->given;
	uint32_t key[4] = { 16, 5 };
	uint64_t value[1024];

	assert_int_equal(kiln_map_lookup(m, key, value, 0), KILN_OK);
	assert_int_equal(value[0], 9);
	assert_int_equal(kiln_map_delete(m, key), KILN_OK);
}

static bool is_keyed(uint32_t type)
{
	return type == MAP_HASH || type == MAP_PERCPU_HASH || type == MAP_LRU_HASH || type == MAP_LRU_PERCPU_HASH ||
	       type == MAP_LPM_TRIE;
}

static void maps_are_updated(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(map_rows) / sizeof(map_rows[0]); i++) {
		struct kiln_map_spec spec = spec_of(&map_rows[i]);
		struct trial t = { map_rows[i].name, update_attempt, update_undo, NULL, NULL, KILN_OK };
		struct kiln_map *m;

		if (!is_keyed(spec.type))
			continue;
		assert_int_equal(kiln_map_new(k, &spec, &m), KILN_OK);
		t.given = m;
		every_allocation(&t, spec.flags & NO_PREALLOC ? 1 : 0);
		kiln_map_free(m);
	}
}

/* -- programs ------------------------------------------------------------------------------------------------------ */

struct scene {
	const char *name, *kind, *text;
	struct map_row maps[MAX_MAPS];
	uint32_t nr_maps, mem_len;
	uint64_t result;
	enum kiln_err ends;
};

static const struct scene scenes[] = {
	{ "counter",
	  "xdp",
	  "	*(u32 *)(r10 - 4) = 0\n"
	  "	r2 = r10\n"
	  "	r2 += -4\n"
	  "	r1 = counts ll\n"
	  "	call map_lookup_elem\n"
	  "	if r0 == 0 goto out\n"
	  "	r1 = 1\n"
	  "	lock *(u64 *)(r0 + 0) += r1\n"
	  "	r0 = 2\n"
	  "	exit\n"
	  "out:	r0 = 1\n"
	  "	exit\n",
	  { { "counts", MAP_ARRAY, 4, 8, 4, 0 } },
	  1,
	  0,
	  2,
	  KILN_OK },
	{ "packet",
	  "xdp",
	  "	r2 = *(u32 *)(r1 + 0)\n"
	  "	r3 = *(u32 *)(r1 + 4)\n"
	  "	r4 = r2\n"
	  "	r4 += 32\n"
	  "	r0 = 0\n"
	  "	if r4 > r3 goto out\n"
	  "	r5 = 0\n"
	  "next:	r4 = r2\n"
	  "	r4 += r5\n"
	  "	r1 = *(u8 *)(r4 + 0)\n"
	  "	r0 += r1\n"
	  "	r5 += 1\n"
	  "	if r5 < 32 goto next\n"
	  "out:	exit\n",
	  { { 0 } },
	  0,
	  0,
	  32,
	  KILN_OK },
	{ "functions",
	  "xdp",
	  "	r1 = 7\n"
	  "	*(u64 *)(r10 - 8) = r1\n"
	  "	r1 = r10\n"
	  "	r1 += -8\n"
	  "	call first\n"
	  "	r0 += 1\n"
	  "	exit\n"
	  "first:	*(u64 *)(r10 - 16) = r1\n"
	  "	r1 = *(u64 *)(r1 + 0)\n"
	  "	call second\n"
	  "	r1 = *(u64 *)(r10 - 16)\n"
	  "	r2 = *(u64 *)(r1 + 0)\n"
	  "	r0 += r2\n"
	  "	exit\n"
	  "second: r0 = r1\n"
	  "	r0 *= 3\n"
	  "	exit\n",
	  { { 0 } },
	  0,
	  0,
	  29,
	  KILN_OK },
	{ "callbacks",
	  "xdp",
	  "	r1 = 0\n"
	  "	*(u64 *)(r10 - 8) = r1\n"
	  "	r1 = 10\n"
	  "	r2 = turn ll\n"
	  "	r3 = r10\n"
	  "	r3 += -8\n"
	  "	r4 = 0\n"
	  "	call loop\n"
	  "	r1 = flows ll\n"
	  "	r2 = each ll\n"
	  "	r3 = r10\n"
	  "	r3 += -8\n"
	  "	r4 = 0\n"
	  "	call for_each_map_elem\n"
	  "	r0 = *(u64 *)(r10 - 8)\n"
	  "	exit\n"
	  "turn:	r3 = *(u64 *)(r2 + 0)\n"
	  "	r3 += r1\n"
	  "	*(u64 *)(r2 + 0) = r3\n"
	  "	r0 = 0\n"
	  "	exit\n"
	  "each:	r1 = *(u64 *)(r3 + 0)\n"
	  "	r2 = *(u64 *)(r4 + 0)\n"
	  "	r2 += r1\n"
	  "	*(u64 *)(r4 + 0) = r2\n"
	  "	r0 = 0\n"
	  "	exit\n",
	  { { "flows", MAP_HASH, 4, 8, 4, 0 } },
	  1,
	  0,
	  45,
	  KILN_OK },
	{ "tail",
	  "xdp",
	  "	r6 = r1\n"
	  "	r1 = 5\n"
	  "	*(u64 *)(r10 - 8) = r1\n"
	  "	*(u32 *)(r10 - 16) = r1\n"
	  "	r1 = flows ll\n"
	  "	r2 = r10\n"
	  "	r2 += -16\n"
	  "	r3 = r10\n"
	  "	r3 += -8\n"
	  "	r4 = 0\n"
	  "	call map_update_elem\n"
	  "	r1 = r6\n"
	  "	r2 = chain ll\n"
	  "	r3 = 0\n"
	  "	call tail_call\n"
	  "	r0 = 3\n"
	  "	exit\n",
	  { { "flows", MAP_LRU_HASH, 4, 8, 64, 0 }, { "chain", MAP_PROG_ARRAY, 4, 4, 8, 0 } },
	  2,
	  0,
	  3,
	  KILN_OK },
	{ "record",
	  "xdp",
	  "	r1 = events ll\n"
	  "	r2 = 16\n"
	  "	r3 = 0\n"
	  "	call ringbuf_reserve\n"
	  "	if r0 == 0 goto out\n"
	  "	r1 = 1\n"
	  "	*(u64 *)(r0 + 0) = r1\n"
	  "	*(u64 *)(r0 + 8) = r1\n"
	  "	r1 = r0\n"
	  "	r2 = 1\n"
	  "	call ringbuf_discard\n"
	  "out:	r0 = 2\n"
	  "	exit\n",
	  { { "events", MAP_RINGBUF, 0, 0, 4096, 0 } },
	  1,
	  0,
	  2,
	  KILN_OK },
	{ "branches",
	  "raw",
	  "	r0 = 0\n"
	  "	r3 = *(u8 *)(r1 + 0)\n"
	  "	if r3 > 7 goto a\n"
	  "	r0 += 1\n"
	  "a:	r3 = *(u8 *)(r1 + 1)\n"
	  "	if r3 > 7 goto b\n"
	  "	r0 += 2\n"
	  "b:	r3 = *(u8 *)(r1 + 2)\n"
	  "	if r3 s> r0 goto c\n"
	  "	r0 += 4\n"
	  "c:	r3 = *(u8 *)(r1 + 3)\n"
	  "	if r3 & 1 goto d\n"
	  "	r0 /= r3\n"
	  "d:	r4 = *(u16 *)(r1 + 6)\n"
	  "	r4 &= 3\n"
	  "	r1 += r4\n"
	  "	r4 = *(u32 *)(r1 + 4)\n"
	  "	r0 += r4\n"
	  "	exit\n",
	  { { 0 } },
	  0,
	  11,
	  0x01010101 + 7,
	  KILN_OK },
	{ "refused",
	  "xdp",
	  "	r2 = *(u32 *)(r1 + 0)\n"
	  "	r0 = *(u8 *)(r2 + 0)\n"
	  "	exit\n",
	  { { 0 } },
	  0,
	  0,
	  0,
	  KILN_ERR_UNSAFE },
};
enum { NR_SCENES = sizeof(scenes) / sizeof(scenes[0]) };

/* A scene made ready: assembled, its maps made. */
struct stage {
	const struct scene *s;
	struct kiln_insn insns[MAX_INSNS];
	struct kiln_map *maps[MAX_MAPS];
	struct kiln_load_opts opts;
	uint32_t nr_insns;
};

static bool map_named(void *arg, const char *name, size_t len, uint32_t *index)
{
	const struct scene *s = arg;

	for (*index = 0; *index < s->nr_maps; ++*index)
		if (strlen(s->maps[*index].name) == len && !memcmp(s->maps[*index].name, name, len))
			return true;
	return false;
}

static bool helper_named(void *arg, const char *name, size_t len, uint32_t *id)
{
	const struct kiln_helper *h;

	(void)arg;
	for (uint32_t i = 0; (h = kiln_helper_at(i)); i++)
		if (strlen(h->name) == len && !memcmp(h->name, name, len)) {
			*id = h->id;
			return true;
		}
	return false;
}

static void stage_set(struct stage *st, const struct scene *s, enum kiln_engine engine)
{
	struct kiln_asm_symbols syms = { .map = map_named, .helper = helper_named, .arg = (void *)(uintptr_t)s };
	struct kiln_why why;

	*st = (struct stage){ .s = s };
	if (kiln_asm(host, s->text, strlen(s->text), &syms, st->insns, MAX_INSNS, &st->nr_insns, &why))
		fail_msg("%s: line %u: %s", s->name, why.line, why.what);
	for (uint32_t i = 0; i < s->nr_maps; i++) {
		struct kiln_map_spec spec = spec_of(&s->maps[i]);

		assert_int_equal(kiln_map_new(k, &spec, &st->maps[i]), KILN_OK);
	}
	st->opts = (struct kiln_load_opts){ .kind = kiln_kind_by_name(s->kind),
					    .name = s->name,
					    .licence = "GPL",
					    .maps = st->maps,
					    .nr_maps = s->nr_maps,
					    .mem_len = s->mem_len,
					    .engine = engine };
}

static void stage_clear(struct stage *st)
{
	for (uint32_t i = 0; i < st->s->nr_maps; i++)
		kiln_map_free(st->maps[i]);
}

static void run_once(const struct scene *s, struct kiln_prog *p)
{
	uint8_t room[64 + 256], *mem = room;
	struct kiln_packet packet;
	uint64_t result;

	memset(room, 1, sizeof(room));
	kiln_packet_init(&packet, room, 128, 64, 128);
	kiln_enter(k, &env);
	result = kiln_run(p, s->mem_len ? (void *)mem : &packet, &env);
	kiln_leave(k, &env);
	if (result != s->result)
		fail_msg("%s: gives %llu, not %llu", s->name, (unsigned long long)result,
			 (unsigned long long)s->result);
}

static enum kiln_err load_attempt(struct trial *t)
{
	const struct stage *st = t->given;
	struct kiln_prog *p = (struct kiln_prog *)(void *)t; /* anything but NULL */
	struct kiln_why why;
	enum kiln_err err = kiln_load(k, &kiln_front_ebpf, st->insns, st->nr_insns * sizeof(st->insns[0]), &st->opts,
				      &p, &why);

	if (err && (why.err != err || !why.what[0] || !why.reason))
		fail_msg("%s: answers %s without saying why", t->name, kiln_err_name(err));
	if (err && err != KILN_ERR_NOMEM && err != t->ends)
		fail_msg("%s: %s: %s", t->name, why.what, why.missing);
	t->got = p;
	return err;
}

static void load_undo(struct trial *t)
{
	const struct stage *st = t->given;

	run_once(st->s, t->got);
	kiln_prog_free(t->got);
}

static bool jit_here(void)
{
	static const char text[] = "r0 = 0\nexit\n";
	struct kiln_insn insns[2];
	struct kiln_prog *p;
	uint32_t nr;
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("raw"), .engine = KILN_ENGINE_JIT };

	assert_int_equal(kiln_asm(host, text, sizeof(text) - 1, NULL, insns, 2, &nr, NULL), KILN_OK);
	if (kiln_load(k, &kiln_front_ebpf, insns, sizeof(insns), &opts, &p, NULL))
		return false;
	kiln_prog_free(p);
	return true;
}

static void programs_load(enum kiln_engine engine)
{
	for (size_t i = 0; i < NR_SCENES; i++) {
		struct stage st;
		struct trial t = { scenes[i].name, load_attempt, load_undo, &st, NULL, scenes[i].ends };

		stage_set(&st, &scenes[i], engine);
		every_allocation(&t, 5);
		stage_clear(&st);
	}
}

static void programs_load_interp(void **state)
{
	(void)state;
	programs_load(KILN_ENGINE_INTERP);
}

static void programs_load_jit(void **state)
{
	(void)state;
	if (!jit_here())
		skip();
	programs_load(KILN_ENGINE_JIT);
}

/* -- type information ---------------------------------------------------------------------------------------------- */

/* int; void (int); main, a function of that type. Names: offsets into the strings behind. */
static const struct {
	uint16_t magic;
	uint8_t version, flags;
	uint32_t head_len, type_off, type_len, str_off, str_len;
	uint32_t number[4], proto[3], param[2], func[3];
	char strings[24];
} type_info = {
	.magic = 0xeb9f,
	.version = 1,
	.head_len = 24,
	.type_len = 48,
	.str_off = 48,
	.str_len = 24,
	.number = { 1, 1u << 24, 4, 1u << 24 | 32 },
	.proto = { 0, 13u << 24 | 1, 1 },
	.param = { 5, 1 },
	.func = { 7, 12u << 24 | 1, 2 },
	.strings = "\0int\0p\0main\0a.c\0a b c",
};

static enum kiln_err btf_attempt(struct trial *t)
{
	struct kiln_btf *btf = (struct kiln_btf *)(void *)t;
	enum kiln_err err = kiln_btf_new(k, &type_info, sizeof(type_info), &btf, NULL);

	t->got = btf;
	return err;
}

static void btf_undo(struct trial *t)
{
	kiln_btf_free(t->got);
}

static void with_type_information(void **state)
{
	static const uint32_t func_info[2] = { 0, 3 };
	static const uint32_t line_info[4] = { 0, 12, 16, 3 << 10 | 1 };
	struct trial make = { "btf", btf_attempt, btf_undo, NULL, NULL, KILN_OK };

	(void)state;
	every_allocation(&make, 1);
	assert_int_equal(btf_attempt(&make), KILN_OK);
	for (size_t i = 0; i < NR_SCENES; i++) {
		struct stage st;
		struct trial t = { scenes[i].name, load_attempt, load_undo, &st, NULL, scenes[i].ends };

		if (!strcmp(scenes[i].name, "functions") || !strcmp(scenes[i].name, "callbacks"))
			continue; /* each function would have to be told of */
		stage_set(&st, &scenes[i], KILN_ENGINE_BEST);
		st.opts.btf = make.got;
		st.opts.func_info = func_info;
		st.opts.nr_func_info = 1;
		st.opts.line_info = line_info;
		st.opts.nr_line_info = 1;
		every_allocation(&t, 5);
		stage_clear(&st);
	}
	kiln_btf_free(make.got);
}

/* -- assembler, hooks, images, the instance ------------------------------------------------------------------------ */

static enum kiln_err asm_attempt(struct trial *t)
{
	const struct scene *s = t->given;
	struct kiln_asm_symbols syms = { .map = map_named, .helper = helper_named, .arg = (void *)(uintptr_t)s };
	struct kiln_insn insns[MAX_INSNS];
	uint32_t nr = 1;
	enum kiln_err err = kiln_asm(host, s->text, strlen(s->text), &syms, insns, MAX_INSNS, &nr, NULL);

	assert_int_equal(!err, nr > 0);
	return err;
}

static void nothing(struct trial *t)
{
	(void)t;
}

static void text_is_assembled(void **state)
{
	(void)state;
	for (size_t i = 0; i < NR_SCENES; i++) {
		struct trial t = { scenes[i].name, asm_attempt, nothing, &scenes[i], NULL, KILN_OK };

		every_allocation(&t, 0);
	}
}

static enum kiln_err hook_attempt(struct trial *t)
{
	struct kiln_hook *h = (struct kiln_hook *)(void *)t;
	enum kiln_err err = kiln_hook_new(k, t->given, 4, &h);

	t->got = h;
	return err;
}

static void hook_undo(struct trial *t)
{
	kiln_hook_free(t->got);
}

struct hooked {
	struct kiln_hook *h;
	struct kiln_prog *p;
};

static enum kiln_err attach_attempt(struct trial *t)
{
	const struct hooked *at = t->given;
	struct kiln_link *l = (struct kiln_link *)(void *)t;
	enum kiln_err err = kiln_attach(at->h, at->p, 0, &l);

	t->got = l;
	return err;
}

static void attach_undo(struct trial *t)
{
	kiln_detach(t->got);
}

/* The first attachment to a hook also makes the hook's array. */
static enum kiln_err first_attempt(struct trial *t)
{
	struct hooked at = *(const struct hooked *)t->given;
	struct kiln_link *l = NULL;
	enum kiln_err err = kiln_hook_new(k, kiln_kind_by_name("xdp"), 4, &at.h);

	if (err)
		return err;
	err = kiln_attach(at.h, at.p, 0, &l);
	if (l)
		kiln_detach(l);
	assert_int_equal(!err, l != NULL);
	kiln_hook_free(at.h);
	return err;
}

static void hooks_and_links(void **state)
{
	struct stage st;
	struct hooked at;
	struct trial load = { "load", load_attempt, load_undo, &st, NULL, KILN_OK };
	struct trial make = { "hook_new", hook_attempt, hook_undo, kiln_kind_by_name("xdp"), NULL, KILN_OK };
	struct trial first = { "attach the first", first_attempt, nothing, &at, NULL, KILN_OK };
	struct trial attach = { "attach", attach_attempt, attach_undo, &at, NULL, KILN_OK };
	struct trial second = { "attach a second", attach_attempt, attach_undo, &at, NULL, KILN_OK };

	(void)state;
	every_allocation(&make, 1);
	stage_set(&st, &scenes[0], KILN_ENGINE_BEST);
	assert_int_equal(load_attempt(&load), KILN_OK);
	at.p = load.got;
	assert_int_equal(kiln_hook_new(k, kiln_kind_by_name("xdp"), 4, &at.h), KILN_OK);
	every_allocation(&first, 3);
	/* From then on the array is there. */
	assert_int_equal(attach_attempt(&attach), KILN_OK);
	attach_undo(&attach);
	every_allocation(&attach, 1);
	/* Beside one that is there already, which has to stay. */
	assert_int_equal(attach_attempt(&attach), KILN_OK);
	every_allocation(&second, 1);
	kiln_detach(attach.got);
	kiln_hook_free(at.h);
	kiln_prog_free(at.p);
	stage_clear(&st);
}

struct packed {
	const struct scene *s;
	uint8_t bytes[65536];
	size_t len;
};

static void image_pack(struct packed *to, const struct scene *s)
{
	struct stage st;
	struct kiln_image_map maps[MAX_MAPS] = { 0 };
	struct kiln_image_prog prog;
	struct kiln_image_spec spec = {
		.maps = maps, .nr_maps = s->nr_maps, .progs = &prog, .nr_progs = 1, .licence = "GPL"
	};

	stage_set(&st, s, KILN_ENGINE_INTERP);
	for (uint32_t i = 0; i < s->nr_maps; i++)
		maps[i].spec = spec_of(&s->maps[i]);
	prog = (struct kiln_image_prog){ .name = s->name,
					 .prog_type = st.opts.kind->prog_type,
					 .mem_len = s->mem_len,
					 .insns = st.insns,
					 .nr_insns = st.nr_insns };
	to->s = s;
	to->len = kiln_image_write(&spec, to->bytes, sizeof(to->bytes));
	assert_in_range(to->len, 1, sizeof(to->bytes));
	stage_clear(&st);
}

static enum kiln_err open_attempt(struct trial *t)
{
	const struct packed *packed = t->given;
	struct kiln_image *img = (struct kiln_image *)(void *)t;
	struct kiln_why why;
	enum kiln_err err = kiln_image_open(k, packed->bytes, packed->len, &img, &why);

	t->got = img;
	return err;
}

static void open_undo(struct trial *t)
{
	kiln_image_free(t->got);
}

/* Opens, loads, runs: an image that could be opened and whose program could not be loaded is given back here. */
static enum kiln_err image_attempt(struct trial *t)
{
	const struct packed *packed = t->given;
	struct kiln_image *img;
	struct kiln_prog *p = NULL;
	struct kiln_why why;
	enum kiln_err err = open_attempt(t);

	if (err)
		return err;
	img = t->got;
	err = kiln_image_load(img, 0, NULL, KILN_ENGINE_BEST, &p, &why);
	if (!err)
		run_once(packed->s, p);
	else
		assert_null(p);
	kiln_prog_free(p);
	kiln_image_free(img);
	t->got = NULL;
	return err;
}

static void images_are_read(void **state)
{
	static struct packed packed;

	(void)state;
	for (size_t i = 0; i < NR_SCENES; i++) {
		struct trial open = { scenes[i].name, open_attempt, open_undo, &packed, NULL, KILN_OK };
		struct trial load = { scenes[i].name, image_attempt, nothing, &packed, NULL, scenes[i].ends };

		image_pack(&packed, &scenes[i]);
		every_allocation(&open, 1);
		every_allocation(&load, 5);
	}
}

static enum kiln_err new_attempt(struct trial *t)
{
	struct kiln *other = k;
	enum kiln_err err = kiln_new(host, &other);

	t->got = other;
	return err;
}

static void new_undo(struct trial *t)
{
	kiln_free(t->got);
}

static void instances_are_made(void **state)
{
	struct trial t = { "kiln_new", new_attempt, new_undo, NULL, NULL, KILN_OK };

	(void)state;
	every_allocation(&t, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(instances_are_made), cmocka_unit_test(maps_are_made),
		cmocka_unit_test(maps_of_maps),	      cmocka_unit_test(maps_are_updated),
		cmocka_unit_test(text_is_assembled),  cmocka_unit_test(programs_load_interp),
		cmocka_unit_test(programs_load_jit),  cmocka_unit_test(hooks_and_links),
		cmocka_unit_test(images_are_read),    cmocka_unit_test(with_type_information),
	};
	uint64_t alive_now, all;
	int failed;

	if (kiln_posix_host_new(NULL, &host))
		return 2;
	host->alloc_dirty = NULL; /* so that loads ask for many small pieces: more places to fail */
	if (kiln_new(host, &k))
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	kiln_free(k);
	kiln_posix_counts(host, &alive_now, &all);
	kiln_posix_host_free(host);
	if (!failed && alive_now)
		fprintf(stderr, "at the end %llu allocations are left\n", (unsigned long long)alive_now);
	return failed || alive_now;
}
