// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* search.c - looks for an eight-byte word in up to 768 bytes of text; it stands near the end. */
#include "../bench.h"

#define WORD_LEN 8
#define LIMIT	 768 /* with more, Linux runs into its limit of pending jumps */

BENCH(search)
{
	static const char word[WORD_LEN] = "kilnfire";
	__u8 *p = data(ctx), *end = data_end(ctx);
	__u32 i, k;

#pragma clang loop unroll(disable)
	for (i = 0; i < LIMIT; i++, p++) {
		if (p + WORD_LEN > end)
			return 0;
		if (p[0] != (__u8)word[0])
			continue;
#pragma clang loop unroll(full)
		for (k = 1; k < WORD_LEN; k++)
			if (p[k] != (__u8)word[k])
				break;
		if (k == WORD_LEN)
			return i;
	}
	return 0;
}

BENCH_LICENSE;
