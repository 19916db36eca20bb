// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* empty.c - nothing: what is measured is the call. */
#include "../bench.h"

BENCH(empty)
{
	return XDP_PASS;
}

BENCH_LICENSE;
