// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_acl.bpf.c - access lists: prefixes, tuples, ranges of ports, rules in order.
 */
#include "real.h"

#define NR_RULES 32

struct prefix4 {
	__u32 bits;
	__be32 address;
};

struct rule {
	__be32 address;
	__be32 mask;
	__u16 port_from;
	__u16 port_to;
	__u8 protocol;
	__u8 action;
	__u16 used;
};

struct tuple {
	__be32 saddr;
	__be32 daddr;
	__be16 sport;
	__be16 dport;
	__u8 protocol;
	__u8 pad[3];
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 10000);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix4);
	__type(value, __u8);
} blocked SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_RULES);
	__type(key, __u32);
	__type(value, struct rule);
} rules SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 65536);
	__type(key, struct tuple);
	__type(value, __u64);
} allowed SEC(".maps");

const volatile __u32 nr_rules = 8;
const volatile __u16 low_port = 1024;

static __always_inline int tuple_of(struct xdp_md *ctx, struct tuple *t)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct iphdr *ip;
	struct udphdr *ports;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return -1;
	ip = take_ip(&c);
	if (!ip)
		return -1;
	t->saddr = ip->saddr;
	t->daddr = ip->daddr;
	t->protocol = ip->protocol;
	ports = c.pos;
	if ((void *)(ports + 1) <= c.end && (ip->protocol == IPPROTO_TCP || ip->protocol == IPPROTO_UDP)) {
		t->sport = ports->source;
		t->dport = ports->dest;
	}
	return 0;
}

SEC("xdp")
int acl_prefix(struct xdp_md *ctx)
{
	struct prefix4 key = { .bits = 32 };
	struct tuple t = {};

	if (tuple_of(ctx, &t))
		return XDP_PASS;
	key.address = t.saddr;
	return bpf_map_lookup_elem(&blocked, &key) ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int acl_tuple(struct xdp_md *ctx)
{
	struct tuple t = {};
	__u64 *last;

	if (tuple_of(ctx, &t))
		return XDP_PASS;
	last = bpf_map_lookup_elem(&allowed, &t);
	if (!last)
		return XDP_DROP;
	*last = bpf_ktime_get_ns();
	return XDP_PASS;
}

SEC("xdp")
int acl_rules(struct xdp_md *ctx)
{
	struct tuple t = {};
	__u16 port;

	if (tuple_of(ctx, &t))
		return XDP_PASS;
	port = bpf_ntohs(t.dport);
	for (__u32 i = 0; i < NR_RULES; i++) {
		__u32 key = i;
		struct rule *r;

		if (i >= nr_rules)
			break;
		r = bpf_map_lookup_elem(&rules, &key);
		if (!r)
			break;
		if (r->protocol && r->protocol != t.protocol)
			continue;
		if ((t.saddr & r->mask) != r->address)
			continue;
		if (port < r->port_from || port > r->port_to)
			continue;
		return r->action ? XDP_PASS : XDP_DROP;
	}
	return XDP_DROP;
}

SEC("xdp")
int acl_low_ports(struct xdp_md *ctx)
{
	struct tuple t = {};

	if (tuple_of(ctx, &t))
		return XDP_PASS;
	if (t.protocol != IPPROTO_TCP && t.protocol != IPPROTO_UDP)
		return XDP_PASS;
	return bpf_ntohs(t.dport) < low_port ? XDP_DROP : XDP_PASS;
}

/* Learns: what goes out may come back. */
SEC("xdp")
int acl_learn(struct xdp_md *ctx)
{
	struct tuple t = {}, back = {};
	__u64 now = bpf_ktime_get_ns();

	if (tuple_of(ctx, &t))
		return XDP_PASS;
	back.saddr = t.daddr;
	back.daddr = t.saddr;
	back.sport = t.dport;
	back.dport = t.sport;
	back.protocol = t.protocol;
	if (bpf_map_update_elem(&allowed, &back, &now, BPF_ANY))
		return XDP_ABORTED;
	return XDP_PASS;
}
