// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_redirect.bpf.c - packets sent elsewhere: to devices, to processors; and notes that travel in front of them.
 */
#include "real.h"

struct note {
	__u32 mark;
	__u32 hash;
};

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_CPUMAP);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} cpus SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__uint(key_size, ETH_ALEN);
	__type(value, __u32);
} bridge SEC(".maps");

static __always_inline __u32 hash_words(__u32 a, __u32 b)
{
	a ^= b * 0x9e3779b1u;
	a ^= a >> 15;
	a *= 0x85ebca77u;
	return a ^ a >> 13;
}

SEC("xdp")
int to_port(struct xdp_md *ctx)
{
	return bpf_redirect_map(&ports, ctx->ingress_ifindex & 63, XDP_PASS);
}

SEC("xdp")
int to_cpu(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct iphdr *ip;
	__u32 cpu = 0;

	if (!eth)
		return XDP_DROP;
	if (eth->h_proto == bpf_htons(ETH_P_IP)) {
		ip = take_ip(&c);
		if (!ip)
			return XDP_DROP;
		cpu = hash_words(ip->saddr, ip->daddr) % 4;
	}
	return bpf_redirect_map(&cpus, cpu, 0);
}

SEC("xdp")
int to_bridge(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;
	__u32 *port, from = ctx->ingress_ifindex;
	__u8 mac[ETH_ALEN];

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_DROP;
	memcpy(mac, eth->h_source, ETH_ALEN);
	bpf_map_update_elem(&bridge, mac, &from, BPF_ANY);
	memcpy(mac, eth->h_dest, ETH_ALEN);
	port = bpf_map_lookup_elem(&bridge, mac);
	if (!port)
		return XDP_PASS;
	if (*port == from)
		return XDP_DROP;
	return bpf_redirect(*port, 0);
}

SEC("xdp")
int to_route(struct xdp_md *ctx)
{
	struct bpf_fib_lookup fib = {};
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct iphdr *ip;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip || ip->ttl <= 1)
		return XDP_PASS;
	fib.family = 2;
	fib.tos = ip->tos;
	fib.l4_protocol = ip->protocol;
	fib.tot_len = bpf_ntohs(ip->tot_len);
	fib.ipv4_src = ip->saddr;
	fib.ipv4_dst = ip->daddr;
	fib.ifindex = ctx->ingress_ifindex;
	if (bpf_fib_lookup(ctx, &fib, sizeof(fib), 0) != BPF_FIB_LKUP_RET_SUCCESS)
		return XDP_PASS;
	ip->check += bpf_htons(0x0100);
	ip->ttl--;
	memcpy(eth->h_dest, fib.dmac, ETH_ALEN);
	memcpy(eth->h_source, fib.smac, ETH_ALEN);
	return bpf_redirect(fib.ifindex, 0);
}

SEC("xdp")
int note_write(struct xdp_md *ctx)
{
	struct note *n;
	void *data;

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(*n)))
		return XDP_PASS;
	n = (void *)(long)ctx->data_meta;
	data = (void *)(long)ctx->data;
	if ((void *)(n + 1) > data)
		return XDP_ABORTED;
	n->mark = 0xbeef;
	n->hash = ctx->rx_queue_index;
	return XDP_PASS;
}

SEC("tc")
int note_read(struct __sk_buff *skb)
{
	struct note *n = (void *)(long)skb->data_meta;

	if ((void *)(n + 1) > (void *)(long)skb->data)
		return TC_ACT_OK;
	skb->mark = n->mark;
	skb->cb[0] = n->hash;
	return TC_ACT_OK;
}
