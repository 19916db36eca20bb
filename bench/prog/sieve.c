// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* sieve.c - counts the primes below 1,024 with a sieve in static memory. */
#include "../bench.h"

#define LIMIT 1024

static __u8 composite[LIMIT];

BENCH(sieve)
{
	__u32 i, k, primes = 0;

#pragma clang loop unroll(disable)
	for (i = 0; i < LIMIT; i++) {
		composite[i] = 0;
		BARRIER;
	}
#pragma clang loop unroll(disable)
	for (i = 2; i < 32; i++) {
		if (composite[i])
			continue;
#pragma clang loop unroll(disable)
		for (k = i * i; k < LIMIT; k += i)
			composite[k] = 1;
	}
#pragma clang loop unroll(disable)
	for (i = 2; i < LIMIT; i++)
		primes += !composite[i];
	return primes;
}

BENCH_LICENSE;
