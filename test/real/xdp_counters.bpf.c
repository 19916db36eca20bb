// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_counters.bpf.c - what passes an interface, counted in the ways that monitoring agents count.
 */
#include "real.h"

struct totals {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct totals);
} by_protocol SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} by_size SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 1024);
	__type(key, __u16);
	__type(value, struct totals);
} by_port SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __be32);
	__type(value, struct totals);
} by_source SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 512);
	__uint(key_size, ETH_ALEN);
	__type(value, __u64);
} by_mac SEC(".maps");

static __always_inline void count(struct totals *t, __u64 bytes)
{
	t->packets++;
	t->bytes += bytes;
}

SEC("xdp")
int count_protocol(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	__u64 bytes = ctx->data_end - ctx->data;
	struct ethhdr *eth = take_eth(&c);
	struct totals *t;
	__u32 key = 255;

	if (!eth)
		return XDP_DROP;
	if (eth->h_proto == bpf_htons(ETH_P_IP)) {
		struct iphdr *ip = take_ip(&c);

		if (!ip)
			return XDP_DROP;
		key = ip->protocol;
	} else if (eth->h_proto == bpf_htons(ETH_P_IPV6)) {
		struct ipv6hdr *ip = take_ip6(&c);

		if (!ip)
			return XDP_DROP;
		key = ip->nexthdr;
	}
	t = bpf_map_lookup_elem(&by_protocol, &key);
	if (t)
		count(t, bytes);
	return XDP_PASS;
}

SEC("xdp")
int count_size(struct xdp_md *ctx)
{
	__u32 len = ctx->data_end - ctx->data, slot = 0;
	__u64 *n;

#pragma unroll
	for (int i = 0; i < 15; i++) {
		if (len >= (32u << i))
			slot = i + 1;
	}
	n = bpf_map_lookup_elem(&by_size, &slot);
	if (n)
		__sync_fetch_and_add(n, 1);
	return XDP_PASS;
}

SEC("xdp")
int count_port(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct totals first = { 1, ctx->data_end - ctx->data }, *t;
	struct iphdr *ip;
	__u16 port;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip || (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP))
		return XDP_PASS;
	if (c.pos + 4 > c.end)
		return XDP_PASS;
	port = bpf_ntohs(*(__be16 *)(c.pos + 2));
	t = bpf_map_lookup_elem(&by_port, &port);
	if (t)
		count(t, first.bytes);
	else
		bpf_map_update_elem(&by_port, &port, &first, BPF_NOEXIST);
	return XDP_PASS;
}

static __always_inline int source_add(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *data_end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	struct totals *t, fresh = {};
	__be32 source;

	if ((void *)(ip + 1) > data_end)
		return XDP_PASS;
	if (((struct ethhdr *)data)->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	source = ip->saddr;
	t = bpf_map_lookup_elem(&by_source, &source);
	if (!t) {
		bpf_map_update_elem(&by_source, &source, &fresh, BPF_ANY);
		t = bpf_map_lookup_elem(&by_source, &source);
		if (!t)
			return XDP_ABORTED;
	}
	__sync_fetch_and_add(&t->packets, 1);
	__sync_fetch_and_add(&t->bytes, bpf_ntohs(ip->tot_len));
	return XDP_PASS;
}

SEC("xdp")
int count_source(struct xdp_md *ctx)
{
	return source_add(ctx);
}

SEC("xdp")
int count_mac(struct xdp_md *ctx)
{
	struct ethhdr *eth = (void *)(long)ctx->data;
	unsigned char mac[ETH_ALEN];
	__u64 one = 1, *n;

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_PASS;
	memcpy(mac, eth->h_source, ETH_ALEN);
	n = bpf_map_lookup_elem(&by_mac, mac);
	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&by_mac, mac, &one, BPF_ANY);
	return XDP_PASS;
}

/* One in a thousand packets, by chance, is looked at more closely. */
SEC("xdp")
int sample_source(struct xdp_md *ctx)
{
	if (bpf_get_prandom_u32() % 1000)
		return XDP_PASS;
	return source_add(ctx);
}
