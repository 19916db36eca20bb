/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * The running kernel and Kiln are asked the same: to make maps of right and wrong specs, and random calls on maps of each kind.
 * Errors and values must be the same. Orders of iteration are not promised for hashes, so their contents are compared as sets.
 * Skipped where there is no bpf(2).
 */
#include "map.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MAX_LEN = 64, NR_OPS = 6000 };

static int kernel_new(const struct kiln_map_spec *s, int inner_fd)
{
	struct bpf_map_create_opts opts = { .sz = sizeof(opts),
					    .map_flags = s->flags,
					    .map_extra = (uint32_t)s->extra };

	if (inner_fd >= 0)
		opts.inner_map_fd = (uint32_t)inner_fd;
	return bpf_map_create((enum bpf_map_type)s->type, NULL, s->key_size, s->value_size, s->max_entries, &opts);
}

static bool have_bpf(void)
{
	struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };
	int fd;

	setrlimit(RLIMIT_MEMLOCK, &all);
	fd = kernel_new(SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1), -1);
	if (fd < 0)
		return false;
	close(fd);
	return true;
}

static const char *spec_text(const struct kiln_map_spec *s)
{
	static char buf[128];

	snprintf(buf, sizeof(buf), "type %u key %u value %u max %u flags %#x extra %llu", s->type, s->key_size,
		 s->value_size, s->max_entries, s->flags, (unsigned long long)s->extra);
	return buf;
}

/* -- making -------------------------------------------------------------------------------------------------------- */

static const uint32_t types[] = { MAP_HASH,	   MAP_ARRAY,	      MAP_PROG_ARRAY,	MAP_PERF_EVENT_ARRAY,
				  MAP_PERCPU_HASH, MAP_PERCPU_ARRAY,  MAP_LRU_HASH,	MAP_LRU_PERCPU_HASH,
				  MAP_LPM_TRIE,	   MAP_ARRAY_OF_MAPS, MAP_HASH_OF_MAPS, MAP_QUEUE,
				  MAP_STACK,	   MAP_RINGBUF,	      MAP_BLOOM_FILTER, MAP_DEVMAP,
				  MAP_CPUMAP };

static void making_maps_fails_alike(void **state)
{
	static const uint32_t key_sizes[] = { 0, 1, 4, 5, 8, 260, 261 },
			      value_sizes[] = { 0, 1, 4, 8, 9, 32768, 32769, 5000000 };
	static const uint32_t entries[] = { 0, 1, 3, 4096, 8192 };
	static const uint32_t flags[] = { 0,
					  MAP_F_NO_PREALLOC,
					  MAP_F_NO_COMMON_LRU,
					  MAP_F_RDONLY,
					  MAP_F_RDONLY | MAP_F_WRONLY,
					  64,
					  128,
					  256,
					  128 | 256,
					  MAP_F_MMAPABLE,
					  4096,
					  2048,
					  1u << 30,
					  65,
					  1 | 128 };
	struct machine m;
	uint32_t nr = 0, bad = 0;

	if (!have_bpf())
		skip();
	machine_begin(&m, (uint32_t)libbpf_num_possible_cpus());
	(void)state;
	for (size_t t = 0; t < NR_OF(types); t++) {
		for (uint32_t i = 0; i < NR_OF(key_sizes) * NR_OF(value_sizes) * NR_OF(entries) * NR_OF(flags); i++) {
			uint32_t n = i;
			struct kiln_map_spec *s = SPEC(.type = types[t]);
			struct kiln_map *map = NULL, *inner = NULL;
			int fd, inner_fd = -1, err;

			s->key_size = key_sizes[n % NR_OF(key_sizes)], n /= NR_OF(key_sizes);
			s->value_size = value_sizes[n % NR_OF(value_sizes)], n /= NR_OF(value_sizes);
			s->max_entries = entries[n % NR_OF(entries)], n /= NR_OF(entries);
			s->flags = flags[n];
			s->extra = i % 7 == 0 ? i % 19 : 0;
			/* What takes more than a few MB here is only asked now and then; how many CPUs are too many differs. */
			if (((uint64_t)s->max_entries * s->value_size > 1 << 24 && i % 97) ||
			    (s->type == MAP_CPUMAP && s->max_entries == 4096))
				continue;
			if (types[t] == MAP_ARRAY_OF_MAPS || types[t] == MAP_HASH_OF_MAPS) {
				struct kiln_map_spec *in = SPEC(.type = MAP_ARRAY, .key_size = 4, .value_size = 4,
								.max_entries = 1);

				inner = map_new(&m, in);
				inner_fd = kernel_new(in, -1);
				s->inner = inner;
			}
			fd = kernel_new(s, inner_fd);
			err = (int)kiln_map_new(m.k, s, &map);
			nr++;
			if ((fd < 0 ? -fd : 0) != err && bad++ < 20)
				fprintf(stderr, "%s: kernel %d, Kiln %d\n", spec_text(s), fd < 0 ? -fd : 0, err);
			kiln_map_free(map);
			kiln_map_free(inner);
			if (fd >= 0)
				close(fd);
			if (inner_fd >= 0)
				close(inner_fd);
		}
	}
	print_message("%u specs, %u answered differently\n", nr, bad);
	assert_int_equal(bad, 0);
	machine_end(&m);
}

/* -- calls --------------------------------------------------------------------------------------------------------- */

struct pair {
	struct machine m;
	struct kiln_map *map;
	int fd;
	uint64_t random;
	uint32_t key_range;
	size_t value_len;
};

static void key_make(struct pair *p, const struct kiln_map_spec *s, uint8_t *key)
{
	memset(key, 0, MAX_LEN);
	if (s->type == MAP_LPM_TRIE) {
		put32(key, random_below(&p->random, (s->key_size - 4) * 8 + 3));
		for (uint32_t i = 4; i < s->key_size; i++)
			key[i] = (uint8_t)(random_next(&p->random) >> 40) & (i < 6 ? 0xc1 : 0xff);
	} else if (s->key_size) {
		uint32_t v = random_below(&p->random, p->key_range);

		memcpy(key, &v, s->key_size < 4 ? s->key_size : 4);
		if (s->key_size > 8)
			key[s->key_size - 1] = (uint8_t)v;
	}
}

static void value_make(struct pair *p, uint8_t *value)
{
	for (size_t i = 0; i < p->value_len; i++)
		value[i] = (uint8_t)(random_next(&p->random) >> 40);
	/* The padding after a slot's value is not the map's. */
	for (size_t at = 0; p->map->ops->percpu && at < p->value_len; at += round_up64(p->map->spec.value_size, 8))
		memset(value + at + p->map->spec.value_size, 0,
		       round_up64(p->map->spec.value_size, 8) - p->map->spec.value_size);
}

static int errno_of(int r)
{
	return r < 0 ? -r : 0;
}

static void step(struct pair *p, uint32_t i)
{
	static const uint64_t odd_flags[] = { 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 8, 1ull << 40 };
	const struct kiln_map_spec *s = &p->map->spec;
	uint8_t key[MAX_LEN], next[2][MAX_LEN], *value[2];
	uint64_t flags = odd_flags[random_below(&p->random, NR_OF(odd_flags))];
	const bool has_key = s->key_size;
	uint32_t op = random_below(&p->random, 10);
	int kernel = 0, ours = 0;

	key_make(p, s, key);
	value[0] = calloc(1, p->value_len);
	value[1] = calloc(1, p->value_len);
	value_make(p, value[0]);
	memcpy(value[1], value[0], p->value_len);
	memset(next, 0, sizeof(next));
	if (op < 5) {
		kernel = bpf_map_update_elem(p->fd, has_key ? key : NULL, value[0], flags);
		ours = (int)kiln_map_update(p->map, has_key ? key : NULL, value[1], flags);
	} else if (op < 7) {
		flags = flags & 8 ? flags : 0;
		kernel = bpf_map_lookup_elem_flags(p->fd, has_key ? key : NULL, value[0], flags);
		ours = (int)kiln_map_lookup(p->map, has_key ? key : NULL, value[1], flags);
	} else if (op == 7) {
		kernel = bpf_map_delete_elem(p->fd, has_key ? key : NULL);
		ours = (int)kiln_map_delete(p->map, has_key ? key : NULL);
	} else if (op == 8) {
		kernel = bpf_map_lookup_and_delete_elem_flags(p->fd, has_key ? key : NULL, value[0], flags);
		ours = (int)kiln_map_take(p->map, has_key ? key : NULL, value[1], flags);
	} else {
		kernel = bpf_map_get_next_key(p->fd, key, next[0]);
		ours = (int)kiln_map_next(p->map, key, next[1]);
		/* Hashes: only whether the map is empty is sure. */
		if (s->type != MAP_ARRAY && s->type != MAP_PERCPU_ARRAY && s->type != MAP_LPM_TRIE && has_key) {
			kernel = bpf_map_get_next_key(p->fd, NULL, next[0]);
			ours = (int)kiln_map_next(p->map, NULL, next[1]);
			memset(next, 0, sizeof(next));
		}
	}
	if (errno_of(kernel) != ours || (!ours && memcmp(value[0], value[1], p->value_len)) ||
	    memcmp(next[0], next[1], MAX_LEN))
		fail_msg(
			"%s, call %u, op %u, flags %#llx, key %08x %08x: kernel %d, Kiln %d; next %08x %08x, %08x %08x",
			spec_text(s), i, op, (unsigned long long)flags, get32(key), get32(key + 4), errno_of(kernel),
			ours, get32(next[0]), get32(next[0] + 4), get32(next[1]), get32(next[1] + 4));
	free(value[0]);
	free(value[1]);
}

/* Every key of one map is in the other, and there are as many. */
static void same_contents(struct pair *p)
{
	uint8_t key[MAX_LEN], next[MAX_LEN], *a = calloc(1, p->value_len), *b = calloc(1, p->value_len);
	uint32_t nr = 0, kernel_nr = 0;
	int err;

	if (!p->map->spec.key_size || p->map->spec.flags & MAP_F_WRONLY)
		goto out;
	for (err = (int)kiln_map_next(p->map, NULL, key); !err;
	     err = (int)kiln_map_next(p->map, key, next), memcpy(key, next, MAX_LEN)) {
		assert_int_equal(kiln_map_lookup(p->map, key, a, 0), KILN_OK);
		assert_int_equal(bpf_map_lookup_elem(p->fd, key, b), 0);
		assert_memory_equal(a, b, p->value_len);
		nr++;
	}
	assert_int_equal(err, KILN_ERR_NOENT);
	for (err = bpf_map_get_next_key(p->fd, NULL, key); !err;
	     err = bpf_map_get_next_key(p->fd, key, next), memcpy(key, next, MAX_LEN))
		kernel_nr++;
	assert_int_equal(nr, kernel_nr);
out:
	free(a);
	free(b);
}

static void try_calls(const struct kiln_map_spec *s, uint32_t key_range)
{
	struct pair p = { .random = 0x1234567 + s->type * 77 + s->flags, .key_range = key_range };

	machine_begin(&p.m, (uint32_t)libbpf_num_possible_cpus());
	p.map = map_new(&p.m, s);
	p.fd = kernel_new(s, -1);
	if (p.fd < 0)
		fail_msg("%s: the kernel says %d", spec_text(s), -p.fd);
	p.value_len = kiln_map_value_len(p.map);
	for (uint32_t i = 0; i < NR_OPS; i++)
		step(&p, i);
	same_contents(&p);
	close(p.fd);
	kiln_map_free(p.map);
	machine_end(&p.m);
}

#define CALLS(name, range, ...)                      \
	static void name(void **state)               \
	{                                            \
		(void)state;                         \
		if (!have_bpf())                     \
			skip();                      \
		try_calls(SPEC(__VA_ARGS__), range); \
	}

CALLS(array, 20, .type = MAP_ARRAY, .key_size = 4, .value_size = 12, .max_entries = 16)
CALLS(array_one_way, 20, .type = MAP_ARRAY, .key_size = 4, .value_size = 8, .max_entries = 16, .flags = MAP_F_RDONLY)
CALLS(percpu_array, 20, .type = MAP_PERCPU_ARRAY, .key_size = 4, .value_size = 12, .max_entries = 16)
CALLS(hash, 24, .type = MAP_HASH, .key_size = 16, .value_size = 9, .max_entries = 16)
CALLS(hash_short_key, 24, .type = MAP_HASH, .key_size = 1, .value_size = 4, .max_entries = 16)
CALLS(hash_long_key, 200, .type = MAP_HASH, .key_size = 61, .value_size = 40, .max_entries = 150)
CALLS(hash_on_demand, 24, .type = MAP_HASH, .key_size = 8, .value_size = 8, .max_entries = 16,
      .flags = MAP_F_NO_PREALLOC)
CALLS(hash_write_only, 24, .type = MAP_HASH, .key_size = 8, .value_size = 8, .max_entries = 16, .flags = MAP_F_WRONLY)
CALLS(percpu_hash, 24, .type = MAP_PERCPU_HASH, .key_size = 4, .value_size = 20, .max_entries = 16)
CALLS(percpu_hash_on_demand, 24, .type = MAP_PERCPU_HASH, .key_size = 4, .value_size = 20, .max_entries = 16,
      .flags = MAP_F_NO_PREALLOC)
CALLS(lru_hash, 24, .type = MAP_LRU_HASH, .key_size = 4, .value_size = 20, .max_entries = 4096)
CALLS(lru_percpu_hash, 24, .type = MAP_LRU_PERCPU_HASH, .key_size = 4, .value_size = 20, .max_entries = 4096)
CALLS(lpm_4, 0, .type = MAP_LPM_TRIE, .key_size = 8, .value_size = 5, .max_entries = 200, .flags = MAP_F_NO_PREALLOC)
CALLS(lpm_1, 0, .type = MAP_LPM_TRIE, .key_size = 5, .value_size = 5, .max_entries = 200, .flags = MAP_F_NO_PREALLOC)
CALLS(lpm_16, 0, .type = MAP_LPM_TRIE, .key_size = 20, .value_size = 8, .max_entries = 2000, .flags = MAP_F_NO_PREALLOC)
CALLS(queue, 0, .type = MAP_QUEUE, .value_size = 12, .max_entries = 5)
CALLS(stack, 0, .type = MAP_STACK, .value_size = 12, .max_entries = 5)

static void frozen(void **state)
{
	struct pair p = { .random = 99, .key_range = 20 };

	(void)state;
	if (!have_bpf())
		skip();
	machine_begin(&p.m, (uint32_t)libbpf_num_possible_cpus());
	p.map = map_new(&p.m, SPEC(.type = MAP_HASH, .key_size = 4, .value_size = 8, .max_entries = 16));
	p.fd = kernel_new(&p.map->spec, -1);
	p.value_len = 8;
	for (uint32_t i = 0; i < 40; i++)
		step(&p, i);
	for (int i = 0; i < 2; i++)
		assert_int_equal(errno_of(bpf_map_freeze(p.fd)), kiln_map_freeze(p.map));
	for (uint32_t i = 0; i < 200; i++)
		step(&p, i);
	close(p.fd);
	kiln_map_free(p.map);
	machine_end(&p.m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(making_maps_fails_alike),
		cmocka_unit_test(array),
		cmocka_unit_test(array_one_way),
		cmocka_unit_test(percpu_array),
		cmocka_unit_test(hash),
		cmocka_unit_test(hash_short_key),
		cmocka_unit_test(hash_long_key),
		cmocka_unit_test(hash_on_demand),
		cmocka_unit_test(hash_write_only),
		cmocka_unit_test(percpu_hash),
		cmocka_unit_test(percpu_hash_on_demand),
		cmocka_unit_test(lru_hash),
		cmocka_unit_test(lru_percpu_hash),
		cmocka_unit_test(lpm_4),
		cmocka_unit_test(lpm_1),
		cmocka_unit_test(lpm_16),
		cmocka_unit_test(queue),
		cmocka_unit_test(stack),
		cmocka_unit_test(frozen),
	};

	libbpf_set_print(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
