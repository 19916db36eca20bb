// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_six.bpf.c - IPv6: chains of extension headers, hop limits, prefixes.
 */
#include "real.h"

struct ext {
	__u8 next;
	__u8 len;
};

struct prefix {
	__u32 bits;
	__u8 address[16];
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 1024);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix);
	__type(value, __u32);
} prefixes SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, __u64);
} nexts SEC(".maps");

#define MAX_EXT 6

/* Goes over extension headers; the final protocol, or -1. */
static __always_inline int walk(struct cursor *c, __u8 next)
{
	for (int i = 0; i < MAX_EXT; i++) {
		struct ext *e = c->pos;

		if ((void *)(e + 1) > c->end)
			return -1;
		switch (next) {
		case IPPROTO_HOPOPTS:
		case IPPROTO_DSTOPTS:
		case IPPROTO_ROUTING:
			next = e->next;
			c->pos += (e->len + 1) * 8;
			break;
		case IPPROTO_AH:
			next = e->next;
			c->pos += (e->len + 2) * 4;
			break;
		case IPPROTO_FRAGMENT:
			next = e->next;
			c->pos += 8;
			break;
		default:
			return next;
		}
	}
	return -1;
}

SEC("xdp")
int ext_chain(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct ipv6hdr *ip;
	__u64 *n;
	__u32 key;
	int last;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IPV6))
		return XDP_PASS;
	ip = take_ip6(&c);
	if (!ip)
		return XDP_DROP;
	last = walk(&c, ip->nexthdr);
	if (last < 0)
		return XDP_DROP;
	key = (__u32)last & 255;
	n = bpf_map_lookup_elem(&nexts, &key);
	if (n)
		__sync_fetch_and_add(n, 1);
	return XDP_PASS;
}

SEC("xdp")
int ext_tcp_port(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct ipv6hdr *ip;
	struct tcphdr *tcp;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IPV6))
		return XDP_PASS;
	ip = take_ip6(&c);
	if (!ip || walk(&c, ip->nexthdr) != IPPROTO_TCP)
		return XDP_PASS;
	tcp = take_tcp(&c);
	if (!tcp)
		return XDP_DROP;
	return tcp->dest == bpf_htons(23) ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int no_fragments(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ipv6hdr *ip = data + ETH_HLEN;

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	if (((struct ethhdr *)data)->h_proto != bpf_htons(ETH_P_IPV6))
		return XDP_PASS;
	return ip->nexthdr == IPPROTO_FRAGMENT ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int known_prefix(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct prefix key = { .bits = 128 };
	struct ipv6hdr *ip;
	__u32 *action;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IPV6))
		return XDP_PASS;
	ip = take_ip6(&c);
	if (!ip)
		return XDP_DROP;
	memcpy(key.address, &ip->saddr, 16);
	action = bpf_map_lookup_elem(&prefixes, &key);
	if (!action)
		return XDP_PASS;
	return *action < XDP_REDIRECT ? *action : XDP_ABORTED;
}

SEC("xdp")
int hop_limit(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct ipv6hdr *ip;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IPV6))
		return XDP_PASS;
	ip = take_ip6(&c);
	if (!ip || ip->hop_limit <= 1)
		return XDP_PASS;
	if (ip->daddr.s6_addr[0] == 0xff)
		return XDP_PASS;
	ip->hop_limit--;
	return XDP_TX;
}
