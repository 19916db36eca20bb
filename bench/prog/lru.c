// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* lru.c - a new key into a full LRU hash each time, so that an old one has to go, and a lookup of a recent one. */
#include "../bench.h"

#define ENTRIES 1024

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, ENTRIES);
	__type(key, __u64);
	__type(value, __u64);
} recent SEC(".maps");

static __u64 turn;

BENCH(lru)
{
	__u64 key = turn++, value = key + 1, *v;

	bpf_map_update_elem(&recent, &key, &value, BPF_ANY);
	v = bpf_map_lookup_elem(&recent, &key);
	return v ? *v - turn : 1;
}

BENCH_INIT(lru)
{
	__u64 n, key;

#pragma clang loop unroll(disable)
	for (n = 0; n < ENTRIES; n++) {
		key = n | 1ull << 40;
		bpf_map_update_elem(&recent, &key, &n, BPF_ANY);
	}
	return XDP_PASS;
}

BENCH_LICENSE;
