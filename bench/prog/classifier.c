// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* classifier.c - 48 rules on addresses, protocol and destination port, tried in order; the packet matches the last. */
#include "../bench.h"

#define RULE(number, from, from_mask, to, to_mask, proto, low, high)                                                  \
	if ((source & (from_mask)) == (from) && (dest & (to_mask)) == (to) && protocol == (proto) && port >= (low) && \
	    port <= (high))                                                                                           \
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
#include "../rules.tbl"
	return 0;
}

BENCH_LICENSE;
