// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* gcd.c - greatest common divisors of four pairs of 64-bit numbers, by division. */
#include "../bench.h"

BENCH(gcd)
{
	__u64 *p = data(ctx), a, b, t, sum = 0;
	int i, k;

	if ((void *)(p + 8) > data_end(ctx))
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < 4; i++) {
		/* Of each pair one fits 32 bits and one does not: division should be fast for what becomes small. */
		a = p[2 * i] & 0xffffffffffff;
		b = p[2 * i + 1] & 0xffffffff;
#pragma clang loop unroll(disable)
		for (k = 0; k < 96 && b; k++) {
			t = a % b;
			a = b;
			b = t;
		}
		sum += a * 31 + k;
	}
	return sum;
}

BENCH_LICENSE;
