// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* lpm.c - one longest-prefix lookup among 1,024 IPv4 routes, another address every time. */
#include "../bench.h"

#define ROUTES 1024

struct prefix {
	__u32 len;
	__be32 address;
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 2 * ROUTES);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix);
	__type(value, __u32);
} routes SEC(".maps");

static __u32 turn;

static inline __u32 scatter(__u32 n)
{
	n = (n ^ n >> 16) * 0x7feb352d;
	n = (n ^ n >> 15) * 0x846ca68b;
	return n ^ n >> 16;
}

BENCH(lpm)
{
	struct prefix key = { .len = 32 };
	__u32 *route;

	key.address = bpf_htonl(scatter(turn++ & (ROUTES - 1)) | 3);
	route = bpf_map_lookup_elem(&routes, &key);
	return route ? *route : 0;
}

BENCH_INIT(lpm)
{
	__u32 n;

#pragma clang loop unroll(disable)
	for (n = 0; n < ROUTES; n++) {
		struct prefix key = { .len = 12 + n % 17, .address = bpf_htonl(scatter(n)) };
		__u32 value = n + 1;

		bpf_map_update_elem(&routes, &key, &value, BPF_ANY);
	}
	return XDP_PASS;
}

BENCH_LICENSE;
