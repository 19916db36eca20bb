// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* classifier.c - 48 rules on addresses, protocol and destination port, tried in order; the packet matches the last. */
#include "../bench.h"

#define RULE(number, from, from_mask, to, to_mask, proto, low, high)                                     \
	if ((source & (from_mask)) == (from) && (dest & (to_mask)) == (to) && protocol == (proto) &&     \
	    port >= (low) && port <= (high))                                                             \
		return number;

struct headers {
	__u8 ethernet[12];
	__be16 type;
	__u8 version_ihl, tos;
	__be16 len, id, fragment;
	__u8 ttl, protocol;
	__be16 check;
	__be16 source[2], dest[2]; /* halves, for they are not aligned here */
	__be16 sport, dport;
};

BENCH(classifier)
{
	struct headers *h = data(ctx);
	__u32 source, dest, protocol, port;

	if ((void *)(h + 1) > data_end(ctx) || h->type != bpf_htons(0x0800) || h->version_ihl != 0x45)
		return 0;
	source = (__u32)bpf_ntohs(h->source[0]) << 16 | bpf_ntohs(h->source[1]);
	dest = (__u32)bpf_ntohs(h->dest[0]) << 16 | bpf_ntohs(h->dest[1]);
	protocol = h->protocol;
	port = bpf_ntohs(h->dport);
	/*   number  from        mask        to          mask        protocol, ports */
	RULE( 1, 0x0a000000, 0xff000000, 0x0a014d00, 0xffffff00,  6,   22,  122)
	RULE( 2, 0x0abb0000, 0xffffff00, 0x0a011d00, 0xffffff00,  6,   20,   20)
	RULE( 3, 0x0ad60000, 0xffff0000, 0x0a012300, 0xffffff00,  6,  993, 1003)
	RULE( 4, 0x0a3f0000, 0xffffff00, 0x0a017200, 0xffffff00,  6, 1024, 1124)
	RULE( 5, 0x0a190000, 0xffff0000, 0x0a017100, 0xffffff00,  6,   80,   90)
	RULE( 6, 0x0a3c0000, 0xffffff00, 0x0a019d00, 0xffffff00, 17,   22,  122)
	RULE( 7, 0x0a600000, 0xffff0000, 0x0a01be00, 0xffffff00, 17, 1024, 1024)
	RULE( 8, 0x0a690000, 0xffffff00, 0x0a010000, 0xffff0000, 17,  110,  120)
	RULE( 9, 0x0a000000, 0xff000000, 0x0a01b900, 0xffffff00,  6,   25,   25)
	RULE(10, 0x0a000000, 0xff000000, 0x0a010000, 0xffff0000,  6,   80,  180)
	RULE(11, 0x0a3c0000, 0xffff0000, 0x0a010000, 0xffff0000,  6,   25,   35)
	RULE(12, 0x0a140000, 0xffffff00, 0x0a010000, 0xffff0000, 17,  110,  111)
	RULE(13, 0x0afe0000, 0xffff0000, 0x0a01e900, 0xffffff00, 17,   80,   90)
	RULE(14, 0x0a210000, 0xffffff00, 0x0a010000, 0xffff0000, 17, 8000, 8100)
	RULE(15, 0x0ae40000, 0xffffff00, 0x0a010000, 0xffff0000,  6, 8000, 8001)
	RULE(16, 0x0aec0000, 0xffff0000, 0x0a01b500, 0xffffff00,  6,   22,   22)
	RULE(17, 0x0a930000, 0xffffff00, 0x0a014200, 0xffffff00,  6,  143,  153)
	RULE(18, 0x0a000000, 0xff000000, 0x0a010000, 0xffff0000,  6,  993,  994)
	RULE(19, 0x0adc0000, 0xffffff00, 0x0a010000, 0xffff0000,  6,  110,  120)
	RULE(20, 0x0a4d0000, 0xffff0000, 0x0a012a00, 0xffffff00,  6,   53,   53)
	RULE(21, 0x0a000000, 0xff000000, 0x0a010000, 0xffff0000,  6,   20,   20)
	RULE(22, 0x0abd0000, 0xffff0000, 0x0a01a300, 0xffffff00,  6,   22,   22)
	RULE(23, 0x0a000000, 0xff000000, 0x0a01cc00, 0xffffff00,  6,   22,   22)
	RULE(24, 0x0a610000, 0xffff0000, 0x0a010000, 0xffff0000,  6,   25,   25)
	RULE(25, 0x0a1a0000, 0xffff0000, 0x0a013400, 0xffffff00,  6,  993,  993)
	RULE(26, 0x0a0d0000, 0xffff0000, 0x0a010000, 0xffff0000,  6,   25,   26)
	RULE(27, 0x0aba0000, 0xffff0000, 0x0a01f200, 0xffffff00,  6,   22,   22)
	RULE(28, 0x0af70000, 0xffff0000, 0x0a019f00, 0xffffff00, 17,   22,   23)
	RULE(29, 0x0a870000, 0xffffff00, 0x0a01f500, 0xffffff00,  6,  993,  993)
	RULE(30, 0x0ab90000, 0xffffff00, 0x0a014b00, 0xffffff00, 17,  993,  994)
	RULE(31, 0x0a2e0000, 0xffffff00, 0x0a010000, 0xffff0000,  6,   25,   26)
	RULE(32, 0x0aa80000, 0xffffff00, 0x0a017200, 0xffffff00, 17,   53,   63)
	RULE(33, 0x0a740000, 0xffffff00, 0x0a010000, 0xffff0000,  6,  110,  110)
	RULE(34, 0x0a000000, 0xff000000, 0x0a01f100, 0xffffff00,  6, 8080, 8180)
	RULE(35, 0x0a000000, 0xff000000, 0x0a01b200, 0xffffff00,  6,   53,   53)
	RULE(36, 0x0a000000, 0xff000000, 0x0a016400, 0xffffff00, 17,  443,  543)
	RULE(37, 0x0a000000, 0xffffff00, 0x0a010000, 0xffff0000, 17, 8000, 8000)
	RULE(38, 0x0a3d0000, 0xffffff00, 0x0a01c600, 0xffffff00,  6,   22,   22)
	RULE(39, 0x0aaa0000, 0xffffff00, 0x0a010000, 0xffff0000, 17,  443,  453)
	RULE(40, 0x0a2b0000, 0xffff0000, 0x0a015100, 0xffffff00, 17,   20,   20)
	RULE(41, 0x0aee0000, 0xffffff00, 0x0a010000, 0xffff0000,  6, 8000, 8001)
	RULE(42, 0x0a430000, 0xffff0000, 0x0a010a00, 0xffffff00,  6,  993,  993)
	RULE(43, 0x0a630000, 0xffff0000, 0x0a010000, 0xffff0000, 17,   53,   54)
	RULE(44, 0x0a000000, 0xff000000, 0x0a010000, 0xffff0000, 17,   25,   25)
	RULE(45, 0x0ab50000, 0xffffff00, 0x0a010000, 0xffff0000, 17,  993,  993)
	RULE(46, 0x0a000000, 0xff000000, 0x0a010900, 0xffffff00,  6, 1024, 1024)
	RULE(47, 0x0a000000, 0xff000000, 0x0a014800, 0xffffff00,  6,  993,  993)
	RULE(48, 0x0a000000, 0xff000000, 0x0a010000, 0xffff0000,  6,  443,  443)
	return 0;
}

BENCH_LICENSE;
