// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* hash.c - one lookup of a 16-byte key in a hash of 1,024 entries, another key every time. */
#include "../bench.h"

#define ENTRIES 1024

struct key {
	__u32 words[4];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2 * ENTRIES);
	__type(key, struct key);
	__type(value, __u64);
} flows SEC(".maps");

static __u32 turn;

static inline void make_key(struct key *k, __u32 n)
{
	k->words[0] = n * 0x9e3779b1;
	k->words[1] = n;
	k->words[2] = ~n;
	k->words[3] = 6;
}

BENCH(hash)
{
	__u32 n = turn++ * 397 & (ENTRIES - 1);
	struct key k;
	__u64 *v;

	make_key(&k, n);
	v = bpf_map_lookup_elem(&flows, &k);
	return v ? *v : 0;
}

BENCH_INIT(hash)
{
	__u32 n;

#pragma clang loop unroll(disable)
	for (n = 0; n < ENTRIES; n++) {
		__u64 value = n + 1000;
		struct key k;

		make_key(&k, n);
		bpf_map_update_elem(&flows, &k, &value, BPF_ANY);
	}
	return XDP_PASS;
}

BENCH_LICENSE;
