// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* crc32.c - the CRC-32 of 256 bytes of the packet, by a table of 16 entries. */
#include "../bench.h"

static const __u32 table[16] = {
	0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
	0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

BENCH(crc32)
{
	__u8 *p = data(ctx);
	__u32 crc = ~0u;
	int i;

	if ((void *)(p + 256) > data_end(ctx))
		return 0;
#pragma clang loop unroll(disable)
	for (i = 0; i < 256; i++) {
		crc ^= p[i];
		crc = table[crc & 15] ^ crc >> 4;
		crc = table[crc & 15] ^ crc >> 4;
	}
	return ~crc;
}

BENCH_LICENSE;
