// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* bubble.c - sorts 32 numbers of the packet by swapping neighbours. */
#include "../bench.h"

#define COUNT 32

static __u32 v[COUNT];

BENCH(bubble)
{
	__u32 *p = data(ctx), i, k, sum = 0;

	if ((void *)(p + COUNT) > data_end(ctx))
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < COUNT; i++) {
		v[i] = p[i];
		BARRIER;
	}
#pragma clang loop unroll(disable)
	for (i = 0; i < COUNT - 1; i++) {
#pragma clang loop unroll(disable)
		for (k = 0; k < COUNT - 1 - i; k++) {
			__u32 a = v[k], b = v[k + 1];

			if (a > b) {
				v[k] = b;
				v[k + 1] = a;
				BARRIER; /* keeps the branch, which a sort is about */
			}
		}
	}
#pragma clang loop unroll(disable)
	for (i = 0; i < COUNT; i++)
		sum += v[i] * (i + 1);
	return sum;
}

BENCH_LICENSE;
