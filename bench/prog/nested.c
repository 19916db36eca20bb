// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* nested.c - functions that call functions, six deep, each the next one twice: 63 calls. */
#include "../bench.h"

NOINLINE __u64 leaf(__u64 a, __u64 b)
{
	return (a ^ b) * 0x9e3779b97f4a7c15ull + (a >> 7);
}

NOINLINE __u64 level5(__u64 a, __u64 b)
{
	return leaf(a, b) + leaf(b, a ^ 1);
}

NOINLINE __u64 level4(__u64 a, __u64 b)
{
	return level5(a + 1, b) ^ level5(b, a);
}

NOINLINE __u64 level3(__u64 a, __u64 b)
{
	return level4(a, b * 3) + level4(a >> 1, b);
}

NOINLINE __u64 level2(__u64 a, __u64 b)
{
	return level3(a, b + 5) ^ level3(b, a);
}

NOINLINE __u64 level1(__u64 a, __u64 b)
{
	return level2(a, b) + level2(a ^ b, b);
}

BENCH(nested)
{
	__u64 *p = data(ctx), r;

	if ((void *)(p + 2) > data_end(ctx))
		return 0;
	r = level1(p[0], p[1]) ^ level1(p[1], p[0]);
	return r ^ r >> 32;
}

BENCH_LICENSE;
