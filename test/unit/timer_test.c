/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * timer_test.c - timers in values of maps: armed by a program, fired by the host, stopped by whatever ends their element.
 *
 * One program does what the first byte of its memory says, on the element with key 7; its callback does what the value says.
 */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/bits.h"
#include "rt/map.h"

enum { INIT, SET_CALLBACK, START, CANCEL };
enum { R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10 };
enum { KEY = 7, ABS = 1, CLOCK_OF_DAY = 0, MONOTONIC = 1, BOOT = 7 };

struct value {
	uint64_t timer[2];
	uint64_t fired; /* calls of the callback */
	uint64_t again; /* how often it is to start itself once more */
	uint64_t stop;	/* it is to cancel itself, and says in result what that gave */
	uint64_t erase; /* it is to delete its element */
	uint64_t result;
	uint64_t key; /* the key that it was told */
};

struct command {
	uint64_t op, ns, flags;
};

#define VALUE(member)	(int16_t) offsetof(struct value, member)
#define COMMAND(member) (int16_t) offsetof(struct command, member)
#define OP(c, d, s, o, i)                                                   \
	{                                                                   \
		.code = (c), .dst = (d), .src = (s), .off = (o), .imm = (i) \
	}
#define MOV(d, s)	     OP(0xbf, d, s, 0, 0)
#define MOV_IMM(d, i)	     OP(0xb7, d, 0, 0, i)
#define ADD_IMM(d, i)	     OP(0x07, d, 0, 0, i)
#define LOAD(d, s, o)	     OP(0x79, d, s, o, 0)
#define STORE(d, o, s)	     OP(0x7b, d, s, o, 0)
#define STORE32_IMM(d, o, i) OP(0x62, d, 0, o, i)
#define IF_EQ(d, i, o)	     OP(0x15, d, 0, o, i)
#define IF_NE(d, i, o)	     OP(0x55, d, 0, o, i)
#define HELPER_CALL(id)	     OP(0x85, 0, 0, 0, id)
#define MAP(d)		     OP(0x18, d, KILN_WIDE_MAP_IDX, 0, 0), OP(0, 0, 0, 0, 0)
#define FUNC(d, to)	     OP(0x18, d, KILN_WIDE_FUNC, 0, to), OP(0, 0, 0, 0, 0)
#define EXIT		     OP(0x95, 0, 0, 0, 0)

static const struct kiln_insn insns[] = {
	MOV(R9, R1),
	STORE32_IMM(R10, -4, KEY),
	MAP(R1),
	MOV(R2, R10),
	ADD_IMM(R2, -4),
	HELPER_CALL(1),
	IF_NE(R0, 0, 2),
	MOV_IMM(R0, -1000),
	EXIT,
	MOV(R1, R0), /* 10 */
	LOAD(R8, R9, COMMAND(op)),
	LOAD(R7, R9, COMMAND(ns)),
	LOAD(R3, R9, COMMAND(flags)),
	IF_NE(R8, INIT, 4),
	MAP(R2), /* 15 */
	HELPER_CALL(169),
	EXIT,
	IF_NE(R8, SET_CALLBACK, 4),
	FUNC(R2, 9), /* 20: to 30 */
	HELPER_CALL(170),
	EXIT,
	IF_NE(R8, START, 3),
	MOV(R2, R7), /* 25 */
	HELPER_CALL(171),
	EXIT,
	HELPER_CALL(172), /* 28 */
	EXIT,
	/* 30: the callback */
	MOV(R6, R3),
	MOV(R7, R1),
	MOV(R8, R2),
	OP(0xe5, 0, 0, 2, 0), /* may_goto: it has turns, as any run */
	MOV_IMM(R1, 1),
	OP(0xdb, R6, R1, VALUE(fired), 0),
	OP(0x61, R1, R8, 0, 0),
	STORE(R6, VALUE(key), R1),
	LOAD(R1, R6, VALUE(again)),
	IF_EQ(R1, 0, 6),
	ADD_IMM(R1, -1),
	STORE(R6, VALUE(again), R1),
	MOV(R1, R6),
	MOV_IMM(R2, 1000),
	MOV_IMM(R3, 0),
	HELPER_CALL(171),
	LOAD(R1, R6, VALUE(stop)),
	IF_EQ(R1, 0, 3),
	MOV(R1, R6),
	HELPER_CALL(172),
	STORE(R6, VALUE(result), R0),
	LOAD(R1, R6, VALUE(erase)),
	IF_EQ(R1, 0, 3),
	MOV(R1, R7),
	MOV(R2, R8),
	HELPER_CALL(3),
	MOV_IMM(R0, 0),
	EXIT,
};

struct fixture {
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_map *map;
	struct kiln_prog *prog;
};

static void load(struct fixture *f, enum kiln_engine engine)
{
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("raw"),
				       .licence = "GPL",
				       .maps = &f->map,
				       .nr_maps = 1,
				       .mem_len = sizeof(struct command),
				       .engine = engine };
	struct kiln_why why = { 0 };

	if (kiln_load(f->k, &kiln_front_ebpf, insns, sizeof(insns), &opts, &f->prog, &why))
		fail_msg("insn %u (%s): %s; %s", why.insn, why.insn_text, why.what, why.missing);
}

static void put(struct fixture *f, struct value v)
{
	assert_int_equal(kiln_map_update(f->map, &(uint32_t){ KEY }, &v, 0), KILN_OK);
}

static void begin(struct fixture *f, uint32_t type, uint32_t flags, enum kiln_engine engine)
{
	struct kiln_map_spec spec = { .type = type,
				      .key_size = 4,
				      .value_size = sizeof(struct value),
				      .max_entries = 16,
				      .flags = flags,
				      .lock_off = KILN_NO_OFF,
				      .timer_off = 0,
				      .name = "timers" };

	memset(f, 0, sizeof(*f));
	assert_int_equal(kiln_posix_host_new(&(struct kiln_posix_opts){ .nr_cpus = 4 }, &f->host), KILN_OK);
	assert_int_equal(kiln_new(f->host, &f->k), KILN_OK);
	assert_int_equal(kiln_map_new(f->k, &spec, &f->map), KILN_OK);
	load(f, engine);
	put(f, (struct value){ .fired = 0 });
}

static void end(struct fixture *f)
{
	uint64_t alive, total;

	kiln_map_free(f->map);
	kiln_prog_free(f->prog);
	kiln_free(f->k);
	kiln_posix_counts(f->host, &alive, &total);
	assert_int_equal(alive, 0);
	kiln_posix_host_free(f->host);
}

static int64_t run(struct fixture *f, uint64_t op, uint64_t ns, uint64_t flags)
{
	struct command c = { op, ns, flags };
	struct kiln_env env;
	int64_t r;

	kiln_enter(f->k, &env);
	r = (int64_t)kiln_run(f->prog, &c, &env);
	kiln_leave(f->k, &env);
	return r;
}

static struct value get(struct fixture *f)
{
	struct value v;

	assert_int_equal(kiln_map_lookup(f->map, &(uint32_t){ KEY }, &v, 0), KILN_OK);
	return v;
}

static void pause_us(long us)
{
	nanosleep(&(struct timespec){ .tv_nsec = us * 1000 }, NULL);
}

/* Until the callback was called so often, or two seconds have gone. */
static void wait_for(struct fixture *f, uint64_t fired)
{
	for (int i = 0; i < 20000 && get(f).fired < fired; i++)
		pause_us(100);
	assert_int_equal(get(f).fired, fired);
}

#define E(err) (-(int64_t)KILN_ERR_##err)

/* The same on both engines, in each kind of map that may have timers. */
static void each(void (*body)(struct fixture *f))
{
	static const struct {
		uint32_t type, flags;
	} maps[] = { { MAP_ARRAY, 0 }, { MAP_HASH, 0 }, { MAP_HASH, MAP_F_NO_PREALLOC }, { MAP_LRU_HASH, 0 } };
	static const enum kiln_engine engines[] = { KILN_ENGINE_INTERP, KILN_ENGINE_BEST };

	for (size_t m = 0; m < NR_OF(maps); m++)
		for (size_t e = 0; e < NR_OF(engines); e++) {
			struct fixture f;

			begin(&f, maps[m].type, maps[m].flags, engines[e]);
			body(&f);
			end(&f);
		}
}

static void fires(struct fixture *f)
{
	struct value v;

	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 100000, 0), 0);
	wait_for(f, 1);
	v = get(f);
	assert_int_equal(v.key, KEY);
	assert_int_equal(v.timer[0] | v.timer[1], 0); /* nobody outside sees them */
	pause_us(2000);
	assert_int_equal(get(f).fired, 1);
	assert_int_equal(run(f, START, 0, 0), 0);
	wait_for(f, 2);
}

static void a_timer_calls_its_function(void **state)
{
	(void)state;
	each(fires);
}

static void follows_the_rules(struct fixture *f)
{
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), E(INVAL)); /* not made yet */
	assert_int_equal(run(f, START, 1, 0), E(INVAL));
	assert_int_equal(run(f, CANCEL, 0, 0), E(INVAL));
	assert_int_equal(run(f, INIT, 0, 2), E(INVAL));
	assert_int_equal(run(f, INIT, 0, 16), E(INVAL));
	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, INIT, 0, MONOTONIC), E(BUSY));
	assert_int_equal(run(f, START, 1, 0), E(INVAL)); /* no function yet */
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 1, 4), E(INVAL));
	assert_int_equal(run(f, CANCEL, 0, 0), 0);
	assert_int_equal(run(f, START, 1, 0), E(INVAL)); /* cancelling forgets the function */
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 3600000000000, 0), 0);
	assert_int_equal(run(f, CANCEL, 0, 0), 1);
	assert_int_equal(run(f, CANCEL, 0, 0), 0);
	assert_int_equal(get(f).fired, 0);
}

static void calls_in_the_wrong_order_are_refused(void **state)
{
	(void)state;
	each(follows_the_rules);
}

static void starts_itself(struct fixture *f)
{
	put(f, (struct value){ .again = 5 });
	assert_int_equal(run(f, INIT, 0, BOOT), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 1000, 0), 0);
	wait_for(f, 6);
	pause_us(2000);
	assert_int_equal(get(f).fired, 6);
}

static void a_callback_may_start_its_timer_again(void **state)
{
	(void)state;
	each(starts_itself);
}

static void cancels_itself(struct fixture *f)
{
	put(f, (struct value){ .stop = 1 });
	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 1000, 0), 0);
	wait_for(f, 1);
	for (int i = 0; i < 1000 && !get(f).result; i++)
		pause_us(100);
	assert_true((int64_t)get(f).result == E(DEADLK));
}

static void a_callback_may_not_wait_for_itself(void **state)
{
	(void)state;
	each(cancels_itself);
}

static void at_a_time(struct fixture *f)
{
	uint64_t now = f->host->clock(f->host->cookie, KILN_CLOCK_MONOTONIC);

	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, now + 3000000, ABS), 0);
	wait_for(f, 1);
	assert_true(f->host->clock(f->host->cookie, KILN_CLOCK_MONOTONIC) >= now + 3000000);
}

static void a_timer_fires_at_a_time(void **state)
{
	struct fixture f;

	(void)state;
	each(at_a_time);
	begin(&f, MAP_ARRAY, 0, KILN_ENGINE_BEST);
	assert_int_equal(run(&f, INIT, 0, CLOCK_OF_DAY), 0);
	assert_int_equal(run(&f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(&f, START, 5, ABS), E(UNSUPPORTED));
	end(&f);
}

/* -- what ends a timer --------------------------------------------------------------------------------------------- */

static void deletes_itself(struct fixture *f)
{
	struct value v;

	if (f->map->ops->type == MAP_ARRAY)
		return;
	put(f, (struct value){ .erase = 1 });
	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 1000, 0), 0);
	for (int i = 0; i < 20000 && !kiln_map_lookup(f->map, &(uint32_t){ KEY }, &v, 0); i++)
		pause_us(100);
	assert_int_equal(kiln_map_lookup(f->map, &(uint32_t){ KEY }, &v, 0), KILN_ERR_NOENT);
}

static void a_callback_may_delete_its_element(void **state)
{
	(void)state;
	each(deletes_itself);
}

static void ends_with_its_element(struct fixture *f)
{
	bool array = f->map->ops->type == MAP_ARRAY;

	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 3000000, 0), 0);
	if (array) {
		put(f, (struct value){ .again = 0 }); /* an array's element stays */
		wait_for(f, 1);
		return;
	}
	assert_int_equal(kiln_map_delete(f->map, &(uint32_t){ KEY }), KILN_OK);
	put(f, (struct value){ .again = 0 });
	assert_int_equal(run(f, START, 1, 0), E(INVAL)); /* the new one has none */
	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 1000000, 0), 0);
	put(f, (struct value){ .again = 0 }); /* an update makes a new element */
	pause_us(8000);
	assert_int_equal(get(f).fired, 0);
	assert_int_equal(run(f, CANCEL, 0, 0), E(INVAL));
}

static void a_timer_ends_with_its_element(void **state)
{
	(void)state;
	each(ends_with_its_element);
}

/* Map, timer and program hold each other; the last user of the map ends that, armed or not. */
static void is_left_armed(struct fixture *f)
{
	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	assert_int_equal(run(f, START, 3600000000000, 0), 0);
}

static void the_last_user_of_a_map_ends_its_timers(void **state)
{
	(void)state;
	each(is_left_armed);
}

static void has_no_users(struct fixture *f)
{
	struct kiln_map *map = f->map;

	assert_int_equal(run(f, INIT, 0, MONOTONIC), 0);
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), 0);
	f->map = NULL;
	kiln_map_free(map); /* the program still holds it */
	assert_int_equal(run(f, SET_CALLBACK, 0, 0), E(INVAL));
	assert_int_equal(run(f, INIT, 0, MONOTONIC), E(PERM));
}

static void without_users_there_are_no_timers(void **state)
{
	(void)state;
	each(has_no_users);
}

static void without_memory_there_is_no_timer(void **state)
{
	struct kiln_map_spec spec = { .type = MAP_ARRAY,
				      .key_size = 4,
				      .value_size = sizeof(struct value),
				      .max_entries = 16,
				      .lock_off = KILN_NO_OFF,
				      .timer_off = 0 };
	struct kiln_map *none;
	struct fixture f;

	(void)state;
	begin(&f, MAP_ARRAY, 0, KILN_ENGINE_BEST);
	kiln_posix_fail_alloc_at(f.host, 1);
	assert_int_equal(run(&f, INIT, 0, MONOTONIC), E(NOMEM));
	assert_int_equal(run(&f, INIT, 0, MONOTONIC), 0);
	for (uint64_t n = 1; n <= 3; n++) {
		kiln_posix_fail_alloc_at(f.host, n);
		assert_int_equal(kiln_map_new(f.k, &spec, &none), KILN_ERR_NOMEM);
		assert_null(none);
	}
	kiln_posix_fail_alloc_at(f.host, 0);
	end(&f);
}

/* A map from elsewhere beside the value's timer is refused when the program is loaded. */
static void the_map_must_be_the_timers(void **state)
{
	struct kiln_insn other[NR_OF(insns)];
	struct kiln_map *maps[2], *second;
	struct kiln_why why;
	struct kiln_prog *p;
	struct fixture f;
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("raw"),
				       .licence = "GPL",
				       .maps = maps,
				       .nr_maps = 2,
				       .mem_len = sizeof(struct command) };

	(void)state;
	begin(&f, MAP_ARRAY, 0, KILN_ENGINE_BEST);
	assert_int_equal(kiln_map_new(f.k, &f.map->spec, &second), KILN_OK);
	maps[0] = f.map;
	maps[1] = second;
	memcpy(other, insns, sizeof(other));
	other[15].imm = 1;
	assert_int_equal(kiln_load(f.k, &kiln_front_ebpf, other, sizeof(other), &opts, &p, &why), KILN_ERR_UNSAFE);
	assert_non_null(strstr(why.what, "another map"));
	kiln_map_free(second);
	end(&f);
}

/* -- at once ------------------------------------------------------------------------------------------------------- */

struct race {
	struct fixture *f;
	bool stop;
};

/* Makes, arms, cancels, whatever the element is just then. */
static void *program(void *arg)
{
	struct race *r = arg;

	for (uint32_t i = 0; !__atomic_load_n(&r->stop, __ATOMIC_RELAXED); i++) {
		run(r->f, INIT, 0, MONOTONIC);
		run(r->f, SET_CALLBACK, 0, 0);
		run(r->f, START, i % 3 * 20000, 0);
		if (i % 5 == 0)
			run(r->f, CANCEL, 0, 0);
	}
	return NULL;
}

static void races(struct fixture *f)
{
	struct race r = { .f = f };
	pthread_t threads[2];

	for (size_t i = 0; i < NR_OF(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, program, &r), 0);
	for (uint32_t i = 0; i < 1500; i++) {
		put(f, (struct value){ .again = i % 3, .erase = i % 7 == 0 });
		if (i % 2)
			kiln_map_delete(f->map, &(uint32_t){ KEY });
		if (i % 16 == 0)
			pause_us(50);
	}
	__atomic_store_n(&r.stop, true, __ATOMIC_RELAXED);
	for (size_t i = 0; i < NR_OF(threads); i++)
		pthread_join(threads[i], NULL);
}

static void elements_come_and_go_while_timers_fire(void **state)
{
	(void)state;
	each(races);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_timer_calls_its_function),
		cmocka_unit_test(calls_in_the_wrong_order_are_refused),
		cmocka_unit_test(a_callback_may_start_its_timer_again),
		cmocka_unit_test(a_callback_may_not_wait_for_itself),
		cmocka_unit_test(a_timer_fires_at_a_time),
		cmocka_unit_test(a_callback_may_delete_its_element),
		cmocka_unit_test(a_timer_ends_with_its_element),
		cmocka_unit_test(the_last_user_of_a_map_ends_its_timers),
		cmocka_unit_test(without_users_there_are_no_timers),
		cmocka_unit_test(without_memory_there_is_no_timer),
		cmocka_unit_test(the_map_must_be_the_timers),
		cmocka_unit_test(elements_come_and_go_while_timers_fire),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
