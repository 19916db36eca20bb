// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * nested_maps.bpf.c - maps in maps: tables of tenants, generations that are swapped, per-interface filters.
 */
#include "real.h"

struct inner_hash {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __be32);
	__type(value, __u64);
};

struct inner_array {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} table_a SEC(".maps"), table_b SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 128);
	__type(key, __u32);
	__array(values, struct inner_hash);
} tenants SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__array(values, struct inner_array);
} generations SEC(".maps") = {
	.values = { &table_a, &table_b },
};

volatile __u32 generation;

SEC("xdp")
int tenant_count(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	__u32 tenant = ctx->ingress_ifindex;
	__u64 one = 1, *n;
	struct iphdr *ip;
	__be32 key;
	void *inner;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip)
		return XDP_DROP;
	inner = bpf_map_lookup_elem(&tenants, &tenant);
	if (!inner)
		return XDP_PASS;
	key = ip->saddr;
	n = bpf_map_lookup_elem(inner, &key);
	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(inner, &key, &one, BPF_ANY);
	return XDP_PASS;
}

static __always_inline __u32 *table_get(__u32 key)
{
	__u32 which = generation & 1;
	void *table = bpf_map_lookup_elem(&generations, &which);

	return table ? bpf_map_lookup_elem(table, &key) : NULL;
}

SEC("tc")
int table_class(struct __sk_buff *skb)
{
	__u32 *class = table_get(skb->hash & 63);

	if (!class)
		return TC_ACT_OK;
	skb->priority = *class;
	return TC_ACT_OK;
}

SEC("tc")
int table_swap(struct __sk_buff *skb)
{
	__u32 *first = table_get(0);

	if (first && *first == 0xffffffff) {
		generation++;
		*first = 0;
	}
	return TC_ACT_UNSPEC;
}

SEC("xdp")
int tenant_forget(struct xdp_md *ctx)
{
	__u32 tenant = ctx->rx_queue_index;
	void *inner = bpf_map_lookup_elem(&tenants, &tenant);
	__be32 key = bpf_get_prandom_u32();

	if (!inner)
		return XDP_PASS;
	return bpf_map_delete_elem(inner, &key) ? XDP_PASS : XDP_DROP;
}
