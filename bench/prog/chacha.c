// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* chacha.c - one block of ChaCha20 (RFC 8439), keyed by the packet: rotations, and more values than registers. */
#include "../bench.h"

#define QUARTER(a, b, c, d)                    \
	do {                                   \
		a += b, d = rotl32(d ^ a, 16); \
		c += d, b = rotl32(b ^ c, 12); \
		a += b, d = rotl32(d ^ a, 8);  \
		c += d, b = rotl32(b ^ c, 7);  \
	} while (0)

BENCH(chacha)
{
	__u32 *p = data(ctx), r;
	__u32 a0 = 0x61707865, a1 = 0x3320646e, a2 = 0x79622d32, a3 = 0x6b206574;
	__u32 b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3;
	int i;

	if ((void *)(p + 12) > data_end(ctx))
		return 0;
	b0 = p[0], b1 = p[1], b2 = p[2], b3 = p[3];
	c0 = p[4], c1 = p[5], c2 = p[6], c3 = p[7];
	d0 = p[8], d1 = p[9], d2 = p[10], d3 = p[11];
#pragma clang loop unroll(disable)
	for (i = 0; i < 10; i++) {
		QUARTER(a0, b0, c0, d0);
		QUARTER(a1, b1, c1, d1);
		QUARTER(a2, b2, c2, d2);
		QUARTER(a3, b3, c3, d3);
		QUARTER(a0, b1, c2, d3);
		QUARTER(a1, b2, c3, d0);
		QUARTER(a2, b3, c0, d1);
		QUARTER(a3, b0, c1, d2);
	}
	r = a0 + a1 * 3 + a2 * 5 + a3 * 7 + b0 * 11 + b1 * 13 + b2 * 17 + b3 * 19;
	return r + c0 * 23 + c1 * 29 + c2 * 31 + c3 * 37 + d0 * 41 + d1 * 43 + d2 * 47 + d3 * 53;
}

BENCH_LICENSE;
