// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* xxh64.c - XXH64 (Collet) of 256 bytes of the packet. */
#include "../bench.h"

#define P1 0x9e3779b185ebca87ull
#define P2 0xc2b2ae3d27d4eb4full
#define P3 0x165667b19e3779f9ull
#define P4 0x85ebca77c2b2ae63ull

static inline __u64 lane(__u64 acc, __u64 input)
{
	return rotl64(acc + input * P2, 31) * P1;
}

static inline __u64 merge(__u64 h, __u64 acc)
{
	return (h ^ lane(0, acc)) * P1 + P4;
}

BENCH(xxh64)
{
	__u64 *p = data(ctx), h, v1 = P1 + P2, v2 = P2, v3 = 0, v4 = -P1;
	int i;

	if ((void *)(p + 32) > data_end(ctx))
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < 32; i += 4) {
		v1 = lane(v1, p[i]);
		v2 = lane(v2, p[i + 1]);
		v3 = lane(v3, p[i + 2]);
		v4 = lane(v4, p[i + 3]);
	}
	h = rotl64(v1, 1) + rotl64(v2, 7) + rotl64(v3, 12) + rotl64(v4, 18);
	h = merge(merge(merge(merge(h, v1), v2), v3), v4);
	h += 256;
	h = (h ^ h >> 33) * P2;
	h = (h ^ h >> 29) * P3;
	h ^= h >> 32;
	return h ^ h >> 32;
}

BENCH_LICENSE;
