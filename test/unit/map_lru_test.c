/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * LRU maps against a model of what they promise: a full map takes every new key and never holds more than max_entries; what is
 * looked up often stays; what never was goes in the order in which it came.
 */
#include "map.h"

#include <string.h>

enum { MAX = 256 };

static struct machine m;
static struct kiln_map *map;

static int setup(void **state)
{
	(void)state;
	machine_begin(&m, 1);
	map = map_new(&m, SPEC(.type = MAP_LRU_HASH, .key_size = 4, .value_size = 8, .max_entries = MAX));
	kiln_enter(m.k, &m.env);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	kiln_leave(m.k, &m.env);
	kiln_map_free(map);
	machine_end(&m);
	return 0;
}

static void add(uint32_t key)
{
	uint64_t value = key;

	assert_int_equal(prog_update(&m, map, &key, &value, MAP_ANY), 0);
	assert_int_equal(*(uint64_t *)prog_lookup(&m, map, &key), key);
}

/* Without marking it as used. */
static bool holds(uint32_t key)
{
	uint64_t value;

	return kiln_map_lookup(map, &key, &value, 0) == KILN_OK;
}

static uint32_t count(void)
{
	uint32_t key, nr = 0;

	for (enum kiln_err err = kiln_map_next(map, NULL, &key); !err; err = kiln_map_next(map, &key, &key))
		nr++;
	return nr;
}

static void never_fails_and_never_overflows(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 20 * MAX; i++) {
		add(i);
		assert_true(holds(i));
		if (i % 100 == 0)
			assert_int_equal(count(), i < MAX ? i + 1 : MAX);
	}
	assert_int_equal(count(), MAX);
}

static void unused_keys_go_oldest_first(void **state)
{
	uint64_t value = 0;

	(void)state;
	for (uint32_t i = 0; i < MAX; i++)
		assert_int_equal(prog_update(&m, map, &i, &value, MAP_ANY), 0);
	for (uint32_t i = MAX; i < 3 * MAX; i++) {
		assert_true(holds(i - MAX));
		assert_int_equal(prog_update(&m, map, &i, &value, MAP_ANY), 0);
		assert_false(holds(i - MAX));
	}
}

static void used_keys_stay(void **state)
{
	uint64_t none = 0;

	(void)state;
	for (uint32_t i = 0; i < MAX; i++)
		assert_int_equal(prog_update(&m, map, &i, &none, MAP_ANY), 0);
	for (uint32_t i = 0; i < 16; i++)
		assert_non_null(prog_lookup(&m, map, &i));
	for (uint32_t i = MAX; i < 50 * MAX; i++) {
		uint64_t value = i;
		uint32_t hot = i % 16;

		assert_int_equal(prog_update(&m, map, &i, &value, MAP_ANY), 0);
		/* One of sixteen keys in each step, each long before the hand comes round. */
		assert_non_null(prog_lookup(&m, map, &hot));
	}
	assert_int_equal(count(), MAX);
}

static void an_update_of_a_key_evicts_nothing(void **state)
{
	uint64_t value = 1;
	uint32_t key = 7;

	(void)state;
	for (uint32_t i = 0; i < MAX; i++)
		add(i);
	for (uint32_t i = 0; i < 1000; i++)
		assert_int_equal(prog_update(&m, map, &key, &value, MAP_EXIST), 0);
	assert_int_equal(prog_update(&m, map, &key, &value, MAP_NOEXIST), -KILN_ERR_EXIST);
	for (uint32_t i = 0; i < MAX; i++)
		assert_true(holds(i));
}

/* All were used since the hand last passed: still a new key gets in after a bounded search. */
static void all_in_use(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 4 * MAX; i++) {
		add(i);
		for (uint32_t j = i < MAX ? 0 : i - MAX + 1; j <= i; j++) {
			uint32_t key = j;

			prog_lookup(&m, map, &key);
		}
	}
	assert_int_equal(count(), MAX);
}

static void deleted_places_come_first(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < MAX; i++)
		add(i);
	for (uint32_t i = 0; i < 10; i++)
		assert_int_equal(prog_delete(&m, map, &i), 0);
	for (uint32_t i = 1000; i < 1010; i++)
		add(i);
	for (uint32_t i = 10; i < MAX; i++)
		assert_true(holds(i));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(never_fails_and_never_overflows),
		T(unused_keys_go_oldest_first),
		T(used_keys_stay),
		T(an_update_of_a_key_evicts_nothing),
		T(all_in_use),
		T(deleted_places_come_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
