/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * Several threads on one map: lookups and changes from programs, calls from outside, producers and a consumer of a ring buffer.
 * Values carry a sum of themselves, so that a reader finds out whether it saw half of one. make tsan builds it for the thread
 * sanitizer.
 */
#include "map.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#if defined(__SANITIZE_THREAD__)
/* The sanitizer does not see how liburcu orders its own memory. */
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
	return "called_from_lib:liburcu-memb\nrace:urcu_common_wake_up_gp\n";
}
#endif

enum { NR_THREADS = 4, NR_KEYS = 64, MS = 150 };

struct job {
	struct machine *m;
	struct kiln_map *map;
	uint32_t number;
	uint64_t done, wrong, failed;
	bool *stop;
};

/* A value: two words, the second of which belongs to the first. What is read through a pointer may be half of two. */
static uint64_t partner(uint64_t v)
{
	return v * 0x9e3779b97f4a7c15 + 1;
}

static uint64_t word_at(const void *v, int i)
{
	return __atomic_load_n((const uint64_t *)v + i, __ATOMIC_RELAXED);
}

static void key_of(const struct job *j, uint32_t i, uint8_t key[16])
{
	memset(key, 0, 16);
	if (j->map->spec.type == MAP_LPM_TRIE)
		put32(key, 8 + i % 25);
	put32(key + 4, i * 0x01000193);
	if (j->map->spec.key_size == 4)
		put32(key, i);
}

/* Reads and changes as programs do. A pointer is good until this thread leaves, whatever the others do. */
static void *program(void *arg)
{
	struct job *j = arg;
	uint64_t random = j->number * 7919 + 1;
	struct kiln_env env;
	uint8_t key[16];

	while (!__atomic_load_n(j->stop, __ATOMIC_RELAXED) || j->done <= 100) {
		kiln_enter(j->m->k, &env);
		for (int i = 0; i < 50; i++) {
			uint64_t r = random_next(&random) >> 20, value[2] = { r, partner(r) };
			uint64_t *v, a;

			key_of(j, (uint32_t)r % NR_KEYS, key);
			switch (r >> 20 & 7) {
			case 0:
				call_map_delete(ARG(j->map), ARG(key), 0, 0, 0, &env);
				break;
			case 1:
			case 2:
				j->failed += call_map_update(ARG(j->map), ARG(key), ARG(value), MAP_ANY, 0, &env) != 0;
				break;
			default:
				v = (void *)(uintptr_t)call_map_lookup(ARG(j->map), ARG(key), 0, 0, 0, &env);
				/* Preallocated elements may become another key's; on demand they stay what they were. */
				if (v && (j->map->spec.flags & MAP_F_NO_PREALLOC) && !j->map->ops->percpu) {
					a = word_at(v, 0);
					j->wrong += word_at(v, 1) != partner(a);
				}
			}
			j->done++;
		}
		kiln_leave(j->m->k, &env);
	}
	return NULL;
}

/* Reads and walks from outside: each value must be whole. */
static void *outside(void *arg)
{
	struct job *j = arg;
	uint64_t random = j->number, value[2 * (NR_THREADS + 1)];
	uint8_t key[16], next[16];

	while (!__atomic_load_n(j->stop, __ATOMIC_RELAXED)) {
		enum kiln_err err;

		key_of(j, (uint32_t)(random_next(&random) >> 33) % NR_KEYS, key);
		if (!kiln_map_lookup(j->map, key, value, 0))
			for (uint32_t i = 0; i < (j->map->ops->percpu ? NR_THREADS + 1 : 1); i++)
				j->wrong += (value[2 * i] || value[2 * i + 1]) &&
					    value[2 * i + 1] != partner(value[2 * i]);
		err = kiln_map_next(j->map, NULL, key);
		for (int i = 0; i < 2 * NR_KEYS && !err; i++) {
			err = kiln_map_next(j->map, key, next);
			memcpy(key, next, sizeof(key));
		}
		j->done++;
	}
	return NULL;
}

static void sleep_ms(long ms)
{
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000 }, NULL);
}

static void run(const struct kiln_map_spec *s)
{
	struct machine m;
	struct job jobs[NR_THREADS];
	pthread_t threads[NR_THREADS];
	bool stop = false;
	uint64_t done = 0;

	machine_begin(&m, NR_THREADS + 1);
	for (uint32_t i = 0; i < NR_THREADS; i++)
		jobs[i] = (struct job){ .m = &m, .map = NULL, .number = i + 1, .stop = &stop };
	jobs[0].map = map_new(&m, s);
	for (uint32_t i = 0; i < NR_THREADS; i++) {
		jobs[i].map = jobs[0].map;
		assert_int_equal(pthread_create(&threads[i], NULL, i ? program : outside, &jobs[i]), 0);
	}
	sleep_ms(MS);
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (uint32_t i = 0; i < NR_THREADS; i++) {
		pthread_join(threads[i], NULL);
		/* Per CPU, a slot's two words are written by its thread while the other reads: no promise but for each word. */
		if (!s->value_size || !jobs[i].map->ops->percpu)
			assert_int_equal(jobs[i].wrong, 0);
		/* An LRU map with fewer elements than threads may have all of them in the others' hands. */
		if (s->max_entries >= NR_THREADS)
			assert_int_equal(jobs[i].failed, 0);
		done += jobs[i].done;
	}
	assert_true(done > 100);
	kiln_map_free(jobs[0].map);
	machine_end(&m);
}

#define RUN(name, ...)                  \
	static void name(void **state)  \
	{                               \
		(void)state;            \
		run(SPEC(__VA_ARGS__)); \
	}
RUN(hash, .type = MAP_HASH, .key_size = 16, .value_size = 16, .max_entries = NR_KEYS)
RUN(hash_on_demand, .type = MAP_HASH, .key_size = 16, .value_size = 16, .max_entries = NR_KEYS,
    .flags = MAP_F_NO_PREALLOC)
RUN(percpu_hash, .type = MAP_PERCPU_HASH, .key_size = 16, .value_size = 16, .max_entries = NR_KEYS)
RUN(lru_hash, .type = MAP_LRU_HASH, .key_size = 16, .value_size = 16, .max_entries = NR_KEYS / 4)
RUN(lru_hash_small, .type = MAP_LRU_HASH, .key_size = 16, .value_size = 16, .max_entries = NR_THREADS)
RUN(lru_hash_of_one, .type = MAP_LRU_HASH, .key_size = 16, .value_size = 16, .max_entries = 1)
RUN(lru_percpu_hash, .type = MAP_LRU_PERCPU_HASH, .key_size = 16, .value_size = 16, .max_entries = NR_KEYS / 4)
RUN(lpm, .type = MAP_LPM_TRIE, .key_size = 8, .value_size = 16, .max_entries = 2 * NR_KEYS, .flags = MAP_F_NO_PREALLOC)

/* -- what stays is always found, what is read is whole ------------------------------------------------------------- */

enum { NR_STAY = 32, NR_GO = 32, LONG_VALUE = 2048 };

/* Odd keys stay; even ones come and go, and their elements are used again in other buckets. */
static void *churn(void *arg)
{
	struct job *j = arg;
	uint64_t random = j->number, value = 0;
	struct kiln_env env;

	while (!__atomic_load_n(j->stop, __ATOMIC_RELAXED)) {
		kiln_enter(j->m->k, &env);
		for (int i = 0; i < 50; i++) {
			uint32_t key = random_below(&random, NR_GO) * 2;

			if (call_map_delete(ARG(j->map), ARG(&key), 0, 0, 0, &env))
				call_map_update(ARG(j->map), ARG(&key), ARG(&value), 0, 0, &env);
		}
		kiln_leave(j->m->k, &env);
	}
	return NULL;
}

static void *find_those_that_stay(void *arg)
{
	struct job *j = arg;
	struct kiln_env env;

	while (!__atomic_load_n(j->stop, __ATOMIC_RELAXED)) {
		kiln_enter(j->m->k, &env);
		for (uint32_t key = 1; key < 2 * NR_STAY; key += 2)
			j->wrong += !call_map_lookup(ARG(j->map), ARG(&key), 0, 0, 0, &env);
		kiln_leave(j->m->k, &env);
	}
	return NULL;
}

/* Replaces a long value of one byte again and again: a full map of two, so that the same elements come round. */
static void *replace_long(void *arg)
{
	struct job *j = arg;
	uint8_t value[LONG_VALUE];
	struct kiln_env env;
	uint32_t key = 1;

	for (uint32_t i = j->number; !__atomic_load_n(j->stop, __ATOMIC_RELAXED); i++) {
		memset(value, (int)(i & 0xff), sizeof(value));
		kiln_enter(j->m->k, &env);
		call_map_update(ARG(j->map), ARG(&key), ARG(value), 0, 0, &env);
		kiln_leave(j->m->k, &env);
	}
	return NULL;
}

static void *read_long(void *arg)
{
	struct job *j = arg;
	uint8_t value[LONG_VALUE];
	uint32_t key = 1;

	while (!__atomic_load_n(j->stop, __ATOMIC_RELAXED)) {
		if (kiln_map_lookup(j->map, &key, value, 0))
			continue;
		for (uint32_t i = 1; i < LONG_VALUE; i++)
			j->wrong += value[i] != value[0];
	}
	return NULL;
}

/* Half of the threads do one thing, half another. */
static void run_two(const struct kiln_map_spec *s, void *(*writer)(void *), void *(*reader)(void *), uint32_t nr_keys)
{
	struct machine m;
	struct job jobs[NR_THREADS];
	pthread_t threads[NR_THREADS];
	struct kiln_map *map;
	uint8_t value[LONG_VALUE] = { 0 };
	bool stop = false;

	machine_begin(&m, NR_THREADS + 1);
	map = map_new(&m, s);
	for (uint32_t i = 0; i < nr_keys; i++)
		assert_int_equal(kiln_map_update(map, &(uint32_t){ 2 * i + 1 }, value, 0), KILN_OK);
	for (uint32_t i = 0; i < NR_THREADS; i++) {
		jobs[i] = (struct job){ .m = &m, .map = map, .number = i + 1, .stop = &stop };
		assert_int_equal(pthread_create(&threads[i], NULL, i % 2 ? writer : reader, &jobs[i]), 0);
	}
	sleep_ms(2 * MS);
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (uint32_t i = 0; i < NR_THREADS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(jobs[i].wrong, 0);
	}
	kiln_map_free(map);
	machine_end(&m);
}

static void what_stays_is_always_found(void **state)
{
	(void)state;
	run_two(SPEC(.type = MAP_HASH, .key_size = 4, .value_size = 8, .max_entries = NR_STAY + NR_GO), churn,
		find_those_that_stay, NR_STAY);
}

static void what_is_read_is_whole(void **state)
{
	(void)state;
	run_two(SPEC(.type = MAP_HASH, .key_size = 4, .value_size = LONG_VALUE, .max_entries = 2), replace_long,
		read_long, 1);
}

/* -- elements are neither lost nor doubled ------------------------------------------------------------------------- */

static void a_full_hash_stays_exact(void **state)
{
	struct machine m;
	struct job jobs[NR_THREADS];
	pthread_t threads[NR_THREADS];
	bool stop = false;
	struct kiln_map *map;
	uint8_t key[16] = { 0 };
	uint64_t value[2] = { 0 };
	uint32_t nr = 0;

	(void)state;
	machine_begin(&m, 2); /* fewer slots than threads: they share */
	map = map_new(&m, SPEC(.type = MAP_HASH, .key_size = 16, .value_size = 16, .max_entries = NR_KEYS));
	for (uint32_t i = 0; i < NR_THREADS; i++) {
		jobs[i] = (struct job){ .m = &m, .map = map, .number = i + 1, .stop = &stop };
		assert_int_equal(pthread_create(&threads[i], NULL, program, &jobs[i]), 0);
	}
	sleep_ms(MS);
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (uint32_t i = 0; i < NR_THREADS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(jobs[i].failed, 0);
	}
	while (!kiln_map_next(map, NULL, key))
		assert_int_equal(kiln_map_delete(map, key), KILN_OK);
	for (; nr < 2 * NR_KEYS; nr++) {
		put32(key, nr);
		if (kiln_map_update(map, key, value, MAP_NOEXIST))
			break;
	}
	assert_int_equal(nr, NR_KEYS);
	kiln_map_free(map);
	machine_end(&m);
}

/* -- ring buffer --------------------------------------------------------------------------------------------------- */

struct record {
	uint32_t producer, len;
	uint64_t number;
	uint8_t fill[];
};

static void *producer(void *arg)
{
	struct job *j = arg;
	uint64_t random = j->number, number = 0;
	struct kiln_env env;

	kiln_enter(j->m->k, &env);
	while (!__atomic_load_n(j->stop, __ATOMIC_RELAXED)) {
		uint32_t len = (uint32_t)sizeof(struct record) + random_below(&random, 200);
		struct record *r = (void *)(uintptr_t)call_ringbuf_reserve(ARG(j->map), len, 0, 0, 0, &env);

		if (!r) {
			j->failed++;
			sched_yield();
			continue;
		}
		*r = (struct record){ .producer = j->number, .len = len, .number = number };
		memset(r->fill, (int)number & 0xff, len - sizeof(*r));
		if (random_below(&random, 8)) {
			number++;
			call_ringbuf_submit(ARG(r), 0, 0, 0, 0, &env);
		} else {
			call_ringbuf_discard(ARG(r), 0, 0, 0, 0, &env);
		}
	}
	kiln_leave(j->m->k, &env);
	j->done = number;
	return NULL;
}

struct seen {
	uint64_t next[NR_THREADS], wrong;
};

static bool consume(void *arg, const void *data, uint32_t len)
{
	const struct record *r = data;
	struct seen *s = arg;

	s->wrong += r->len != len || r->number != s->next[r->producer];
	for (uint32_t i = 0; i < len - sizeof(*r); i++)
		s->wrong += r->fill[i] != (r->number & 0xff);
	s->next[r->producer] = r->number + 1;
	return true;
}

/* On a busy machine a thread may not have run yet. */
static bool all_were_seen(const struct seen *s)
{
	for (uint32_t i = 1; i < NR_THREADS; i++)
		if (s->next[i] <= 10)
			return false;
	return true;
}

static void ring_buffers_lose_nothing(void **state)
{
	struct machine m;
	struct job jobs[NR_THREADS];
	pthread_t threads[NR_THREADS];
	struct seen seen = { 0 };
	bool stop = false;
	struct timespec begin, now;

	(void)state;
	machine_begin(&m, NR_THREADS);
	jobs[0].map = map_new(&m, SPEC(.type = MAP_RINGBUF, .max_entries = 8192));
	for (uint32_t i = 1; i < NR_THREADS; i++) {
		jobs[i] = (struct job){ .m = &m, .map = jobs[0].map, .number = i, .stop = &stop };
		assert_int_equal(pthread_create(&threads[i], NULL, producer, &jobs[i]), 0);
	}
	clock_gettime(CLOCK_MONOTONIC, &begin);
	do {
		if (!kiln_ringbuf_read(jobs[0].map, consume, &seen))
			sched_yield();
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while ((now.tv_sec - begin.tv_sec) * 1000 + (now.tv_nsec - begin.tv_nsec) / 1000000 < 2 * MS ||
		 !all_were_seen(&seen));
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	for (uint32_t i = 1; i < NR_THREADS; i++)
		pthread_join(threads[i], NULL);
	kiln_ringbuf_read(jobs[0].map, consume, &seen);
	assert_int_equal(seen.wrong, 0);
	for (uint32_t i = 1; i < NR_THREADS; i++) {
		assert_int_equal(seen.next[i], jobs[i].done);
		assert_true(jobs[i].done > 10);
	}
	kiln_map_free(jobs[0].map);
	machine_end(&m);
}

/* -- maps come and go under readers -------------------------------------------------------------------------------- */

static void *reader_of_inner(void *arg)
{
	struct job *j = arg;
	struct kiln_env env;
	uint32_t key = 0;

	while (!__atomic_load_n(j->stop, __ATOMIC_RELAXED)) {
		struct kiln_map *inner;

		kiln_enter(j->m->k, &env);
		inner = (void *)(uintptr_t)call_map_lookup(ARG(j->map), ARG(&key), 0, 0, 0, &env);
		if (inner) {
			uint64_t *v = (void *)(uintptr_t)call_map_lookup(ARG(inner), ARG(&key), 0, 0, 0, &env);

			j->wrong += !v || word_at(v, 0) != 42;
			j->done++;
		}
		kiln_leave(j->m->k, &env);
	}
	return NULL;
}

static void inner_maps_change_under_readers(void **state)
{
	static const uint32_t types[] = { MAP_ARRAY_OF_MAPS, MAP_HASH_OF_MAPS };
	struct kiln_map_spec *in = SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1);
	struct machine m;
	uint32_t key = 0;
	uint64_t value = 42;

	(void)state;
	machine_begin(&m, 3);
	for (size_t t = 0; t < NR_OF(types); t++) {
		struct kiln_map *template = map_new(&m, in);
		struct kiln_map *map = map_new(&m, SPEC(.type = types[t], .key_size = 4, .value_size = 4,
							.max_entries = 2, .inner = template));
		bool stop = false;
		struct job jobs[2] = { { .m = &m, .map = map, .stop = &stop }, { .m = &m, .map = map, .stop = &stop } };
		pthread_t threads[2];

		for (int i = 0; i < 2; i++)
			assert_int_equal(pthread_create(&threads[i], NULL, reader_of_inner, &jobs[i]), 0);
		for (int i = 0; i < 3000; i++) {
			struct kiln_map *inner = map_new(&m, in);

			assert_int_equal(kiln_map_update(inner, &key, &value, 0), KILN_OK);
			assert_int_equal(kiln_map_set_object(map, &key, inner, NULL, 0), KILN_OK);
			kiln_map_free(inner);
			if (i % 64 == 0)
				sched_yield();
		}
		__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
		for (int i = 0; i < 2; i++) {
			pthread_join(threads[i], NULL);
			assert_int_equal(jobs[i].wrong, 0);
		}
		kiln_map_free(map);
		kiln_map_free(template);
	}
	machine_end(&m);
}

static void *freeze(void *arg)
{
	struct job *j = arg;

	for (; !__atomic_load_n(j->stop, __ATOMIC_RELAXED); j->done++)
		j->wrong += kiln_map_freeze(j->map) != KILN_ERR_BUSY;
	return NULL;
}

/* While somebody may write, freezing fails, and nobody takes the map for one that does not change: what is proven of it then stays so. */
static void what_cannot_be_frozen_never_is(void **state)
{
	struct machine m;
	struct kiln_map *map;
	bool stop = false;
	struct job j;
	pthread_t t;

	(void)state;
	machine_begin(&m, 1);
	map = map_new(&m, SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 1));
	assert_true(kiln_map_writer_begin(map));
	j = (struct job){ .m = &m, .map = map, .stop = &stop };
	assert_int_equal(pthread_create(&t, NULL, freeze, &j), 0);
	for (uint32_t i = 0; i < 3000000; i++)
		assert_false(kiln_map_frozen(map));
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
	pthread_join(t, NULL);
	assert_true(j.done);
	assert_int_equal(j.wrong, 0);
	kiln_map_writer_end(map);
	assert_int_equal(kiln_map_freeze(map), KILN_OK);
	assert_true(kiln_map_frozen(map));
	assert_false(kiln_map_writer_begin(map));
	kiln_map_free(map);
	machine_end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hash),
		cmocka_unit_test(hash_on_demand),
		cmocka_unit_test(percpu_hash),
		cmocka_unit_test(lru_hash),
		cmocka_unit_test(lru_hash_small),
		cmocka_unit_test(lru_hash_of_one),
		cmocka_unit_test(lru_percpu_hash),
		cmocka_unit_test(lpm),
		cmocka_unit_test(what_stays_is_always_found),
		cmocka_unit_test(what_is_read_is_whole),
		cmocka_unit_test(a_full_hash_stays_exact),
		cmocka_unit_test(ring_buffers_lose_nothing),
		cmocka_unit_test(inner_maps_change_under_readers),
		cmocka_unit_test(what_cannot_be_frozen_never_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
