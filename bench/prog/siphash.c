// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* siphash.c - SipHash-2-4 (Aumasson and Bernstein, 2012) of 64 bytes of the packet. */
#include "../bench.h"

#define ROUND(v0, v1, v2, v3)        \
	do {                         \
		v0 += v1;            \
		v1 = rotl64(v1, 13); \
		v1 ^= v0;            \
		v0 = rotl64(v0, 32); \
		v2 += v3;            \
		v3 = rotl64(v3, 16); \
		v3 ^= v2;            \
		v0 += v3;            \
		v3 = rotl64(v3, 21); \
		v3 ^= v0;            \
		v2 += v1;            \
		v1 = rotl64(v1, 17); \
		v1 ^= v2;            \
		v2 = rotl64(v2, 32); \
	} while (0)

BENCH(siphash)
{
	const __u64 k0 = 0x0706050403020100ull, k1 = 0x0f0e0d0c0b0a0908ull;
	__u64 *p = data(ctx);
	__u64 v0 = k0 ^ 0x736f6d6570736575ull, v1 = k1 ^ 0x646f72616e646f6dull;
	__u64 v2 = k0 ^ 0x6c7967656e657261ull, v3 = k1 ^ 0x7465646279746573ull;
	int i;

	if ((void *)(p + 8) > data_end(ctx))
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < 8; i++) {
		v3 ^= p[i];
		ROUND(v0, v1, v2, v3);
		ROUND(v0, v1, v2, v3);
		v0 ^= p[i];
	}
	v3 ^= 64ull << 56;
	ROUND(v0, v1, v2, v3);
	ROUND(v0, v1, v2, v3);
	v0 ^= 64ull << 56;
	v2 ^= 0xff;
#pragma clang loop unroll(disable)
	for (i = 0; i < 4; i++)
		ROUND(v0, v1, v2, v3);
	v0 ^= v1 ^ v2 ^ v3;
	return v0 ^ v0 >> 32;
}

BENCH_LICENSE;
