// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* copy.c - copies 512 bytes from the first half of the packet to the second, eight at a time. */
#include "../bench.h"

BENCH(copy)
{
	__u64 *p = data(ctx);
	int i;

	if ((void *)(p + 128) > data_end(ctx))
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < 64; i++) {
		p[64 + i] = p[i];
		BARRIER;
	}
	return (__u32)p[127];
}

BENCH_LICENSE;
