// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* checksum.c - the Internet checksum of the whole packet, up to 1,500 bytes. */
#include "../bench.h"

BENCH(checksum)
{
	__u16 *p = data(ctx);
	void *end = data_end(ctx);
	__u32 sum = 0;
	int i;

#pragma clang loop unroll(disable)
	for (i = 0; i < 750; i++) {
		if ((void *)(p + 1) > end)
			break;
		sum += *p++;
	}
	if ((void *)p + 1 <= end)
		sum += *(__u8 *)p;
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (__u16)~sum;
}

BENCH_LICENSE;
