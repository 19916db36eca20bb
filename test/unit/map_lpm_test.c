/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * The prefix trie against a plain list: random prefixes come and go, dense and sparse, of every length, with host bits set and
 * clear; each lookup must find the longest prefix that a search through the whole list finds, and iteration its order.
 */
#include "map.h"

#include <string.h>

enum { MAX_KEY = 20, MAX_LIST = 400, NR_OPS = 20000 };

struct entry {
	uint8_t key[MAX_KEY];
	uint64_t value;
};

struct oracle {
	struct entry entry[MAX_LIST];
	uint32_t nr, key_size;
};

static uint32_t len_of(const uint8_t *key)
{
	return get32(key);
}

static bool bit(const uint8_t *key, uint32_t i)
{
	return key[4 + i / 8] >> (7 - i % 8) & 1;
}

static bool covers(const uint8_t *prefix, const uint8_t *key)
{
	for (uint32_t i = 0; i < len_of(prefix); i++)
		if (i >= len_of(key) || bit(prefix, i) != bit(key, i))
			return false;
	return true;
}

static struct entry *oracle_exact(struct oracle *o, const uint8_t *key)
{
	for (uint32_t i = 0; i < o->nr; i++)
		if (len_of(o->entry[i].key) == len_of(key) && covers(o->entry[i].key, key))
			return &o->entry[i];
	return NULL;
}

static struct entry *oracle_match(struct oracle *o, const uint8_t *key)
{
	struct entry *best = NULL;

	for (uint32_t i = 0; i < o->nr; i++)
		if (covers(o->entry[i].key, key) && (!best || len_of(o->entry[i].key) > len_of(best->key)))
			best = &o->entry[i];
	return best;
}

/* In postorder: what is left comes first, and what is longer. */
static bool comes_before(const uint8_t *a, const uint8_t *b)
{
	for (uint32_t i = 0;; i++) {
		if (i == len_of(b))
			return len_of(a) > len_of(b);
		if (i == len_of(a))
			return false;
		if (bit(a, i) != bit(b, i))
			return bit(b, i);
	}
}

static void key_make(uint64_t *random, uint8_t *key, uint32_t key_size, bool dense)
{
	uint32_t bits = (key_size - 4) * 8;

	put32(key, random_below(random, 4) ? random_below(random, bits + 1) : bits);
	for (uint32_t i = 4; i < key_size; i++)
		key[i] = dense ? (uint8_t)(random_next(random) >> 60) & 0x11 : (uint8_t)(random_next(random) >> 56);
}

static void check_order(struct machine *m, struct kiln_map *map, struct oracle *o)
{
	uint8_t key[MAX_KEY], next[MAX_KEY];
	uint32_t nr = 0;

	(void)m;
	for (enum kiln_err err = kiln_map_next(map, NULL, next); !err; err = kiln_map_next(map, key, next), nr++) {
		assert_non_null(oracle_exact(o, next));
		assert_true(!nr || comes_before(key, next));
		memcpy(key, next, sizeof(key));
	}
	assert_int_equal(nr, o->nr);
}

static void try_size(uint32_t key_size, bool dense)
{
	struct oracle *o = test_calloc(1, sizeof(*o));
	uint64_t random = key_size * 31 + dense;
	struct machine m;
	struct kiln_map *map;
	struct entry *e;

	machine_begin(&m, 2);
	o->key_size = key_size;
	map = map_new(&m, SPEC(.type = MAP_LPM_TRIE, .key_size = key_size, .value_size = 8, .max_entries = MAX_LIST,
			       .flags = 1));
	kiln_enter(m.k, &m.env);
	for (uint32_t i = 0; i < NR_OPS; i++) {
		uint8_t key[MAX_KEY] = { 0 };
		uint64_t *v, value = i;

		key_make(&random, key, key_size, dense);
		switch (random_below(&random, 8)) {
		case 0 ... 1:
			e = oracle_exact(o, key);
			if (!e && o->nr == MAX_LIST) {
				assert_int_equal(prog_update(&m, map, key, &value, MAP_ANY), -KILN_ERR_NOSPC);
				break;
			}
			assert_int_equal(prog_update(&m, map, key, &value, MAP_ANY), 0);
			if (!e)
				e = &o->entry[o->nr++];
			memcpy(e->key, key, MAX_KEY);
			e->value = value;
			break;
		case 2:
			/* Half of the time one that is there. */
			if (o->nr && i % 2)
				memcpy(key, o->entry[random_below(&random, o->nr)].key, MAX_KEY);
			e = oracle_exact(o, key);
			assert_int_equal(prog_delete(&m, map, key), e ? 0 : -KILN_ERR_NOENT);
			if (e)
				*e = o->entry[--o->nr];
			break;
		default:
			e = oracle_match(o, key);
			v = prog_lookup(&m, map, key);
			assert_int_equal(!!v, !!e);
			if (v)
				assert_int_equal(*v, e->value);
		}
		if (i % 4096 == 0)
			check_order(&m, map, o);
	}
	check_order(&m, map, o);
	while (o->nr) {
		assert_int_equal(prog_delete(&m, map, o->entry[--o->nr].key), 0);
		if (o->nr % 64 == 0)
			check_order(&m, map, o);
	}
	kiln_leave(m.k, &m.env);
	kiln_map_free(map);
	machine_end(&m);
	test_free(o);
}

#define SIZE(name, key_size, dense)        \
	static void name(void **state)     \
	{                                  \
		(void)state;               \
		try_size(key_size, dense); \
	}
SIZE(one_byte, 5, false)
SIZE(three_bytes_dense, 7, true)
SIZE(ipv4, 8, false)
SIZE(ipv4_dense, 8, true)
SIZE(seven_bytes, 11, false)
SIZE(ipv6, 20, false)
SIZE(ipv6_dense, 20, true)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_byte),   cmocka_unit_test(three_bytes_dense), cmocka_unit_test(ipv4),
		cmocka_unit_test(ipv4_dense), cmocka_unit_test(seven_bytes),	   cmocka_unit_test(ipv6),
		cmocka_unit_test(ipv6_dense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
