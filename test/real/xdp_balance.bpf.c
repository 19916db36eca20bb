// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_balance.bpf.c - load balancers: tables of slots, sessions that stick, encapsulation towards the real server.
 */
#include "real.h"

#define NR_SLOTS 1031
#define NR_REALS 64

struct vip {
	__be32 address;
	__be16 port;
	__u8 protocol;
	__u8 pad;
};

struct flow {
	__be32 saddr;
	__be32 daddr;
	__be16 sport;
	__be16 dport;
	__u32 protocol;
};

struct real {
	__be32 address;
	__u8 mac[ETH_ALEN];
	__u8 up;
	__u8 pad;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, struct vip);
	__type(value, __u32);
} vips SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_SLOTS);
	__type(key, __u32);
	__type(value, __u32);
} slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_REALS);
	__type(key, __u32);
	__type(value, struct real);
} reals SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 10000);
	__type(key, struct flow);
	__type(value, __u32);
} sessions SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_REALS);
	__type(key, __u32);
	__type(value, __u64);
} load SEC(".maps");

static __always_inline __u32 rol(__u32 v, __u32 by)
{
	return v << by | v >> (32 - by);
}

static __always_inline __u32 mix(const struct flow *f)
{
	__u32 h = f->saddr * 0x9e3779b1u;

	h = rol(h ^ f->daddr, 13) * 0x85ebca6bu;
	h = rol(h ^ ((__u32)f->sport << 16 | f->dport), 15) * 0xc2b2ae35u;
	h ^= f->protocol;
	h ^= h >> 16;
	return h;
}

static __always_inline int flow_of(struct cursor *c, struct flow *f, struct iphdr **ipp)
{
	struct ethhdr *eth = take_eth(c);
	struct iphdr *ip;
	__be16 *ports;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return -1;
	ip = take_ip(c);
	if (!ip || (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP))
		return -1;
	ports = c->pos;
	if ((void *)(ports + 2) > c->end)
		return -1;
	f->saddr = ip->saddr;
	f->daddr = ip->daddr;
	f->sport = ports[0];
	f->dport = ports[1];
	f->protocol = ip->protocol;
	*ipp = ip;
	return 0;
}

static __always_inline struct real *pick(const struct flow *f, __u32 *index)
{
	__u32 slot = mix(f) % NR_SLOTS, *at;
	struct real *r;

	at = bpf_map_lookup_elem(&slots, &slot);
	if (!at)
		return NULL;
	*index = *at;
	r = bpf_map_lookup_elem(&reals, index);
	return r && r->up ? r : NULL;
}

SEC("xdp")
int balance_mac(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = c.pos;
	struct flow f = {};
	struct vip vip = {};
	struct iphdr *ip;
	struct real *r;
	__u32 index;
	__u64 *n;

	if (flow_of(&c, &f, &ip))
		return XDP_PASS;
	vip.address = f.daddr;
	vip.port = f.dport;
	vip.protocol = f.protocol;
	if (!bpf_map_lookup_elem(&vips, &vip))
		return XDP_PASS;
	r = pick(&f, &index);
	if (!r)
		return XDP_DROP;
	n = bpf_map_lookup_elem(&load, &index);
	if (n)
		(*n)++;
	memcpy(eth->h_source, eth->h_dest, ETH_ALEN);
	memcpy(eth->h_dest, r->mac, ETH_ALEN);
	return XDP_TX;
}

SEC("xdp")
int balance_sticky(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = c.pos;
	struct flow f = {};
	__u32 index = 0, *known;
	struct iphdr *ip;
	struct real *r;

	if (flow_of(&c, &f, &ip))
		return XDP_PASS;
	known = bpf_map_lookup_elem(&sessions, &f);
	if (known) {
		index = *known;
		r = bpf_map_lookup_elem(&reals, &index);
		if (r && !r->up)
			r = NULL;
	} else {
		r = NULL;
	}
	if (!r) {
		r = pick(&f, &index);
		if (!r)
			return XDP_DROP;
		bpf_map_update_elem(&sessions, &f, &index, BPF_ANY);
	}
	memcpy(eth->h_dest, r->mac, ETH_ALEN);
	return XDP_TX;
}

static __always_inline __u16 fold(__u32 sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (__u16)~sum;
}

/* In an outer IPv4 header, as much room as that needs is made at the front. */
SEC("xdp")
int balance_ipip(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr eth, *new_eth;
	struct iphdr *ip, *outer;
	struct flow f = {};
	__u16 inner_len, *words;
	struct real *r;
	__u32 index, sum = 0;
	__be32 to;

	if (c.pos + sizeof(eth) > c.end)
		return XDP_PASS;
	memcpy(&eth, c.pos, sizeof(eth));
	if (flow_of(&c, &f, &ip))
		return XDP_PASS;
	inner_len = bpf_ntohs(ip->tot_len);
	r = pick(&f, &index);
	if (!r)
		return XDP_DROP;
	to = r->address;
	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(struct iphdr)))
		return XDP_ABORTED;
	new_eth = (void *)(long)ctx->data;
	outer = (void *)(new_eth + 1);
	if ((void *)(outer + 1) > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	memcpy(new_eth, &eth, sizeof(eth));
	memset(outer, 0, sizeof(*outer));
	outer->version = 4;
	outer->ihl = 5;
	outer->ttl = 64;
	outer->protocol = IPPROTO_IPIP;
	outer->tot_len = bpf_htons(inner_len + sizeof(*outer));
	outer->saddr = f.daddr;
	outer->daddr = to;
	words = (__u16 *)outer;
#pragma unroll
	for (int i = 0; i < 10; i++)
		sum += words[i];
	outer->check = fold(sum);
	return XDP_TX;
}

/* The least loaded of two that chance picks. */
SEC("xdp")
int balance_two(struct xdp_md *ctx)
{
	__u32 a = bpf_get_prandom_u32() % NR_REALS, b = bpf_get_prandom_u32() % NR_REALS;
	struct ethhdr *eth = (void *)(long)ctx->data;
	__u64 *na, *nb;
	struct real *r;
	__u32 index;

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_PASS;
	na = bpf_map_lookup_elem(&load, &a);
	nb = bpf_map_lookup_elem(&load, &b);
	if (!na || !nb)
		return XDP_ABORTED;
	index = *na < *nb ? a : b;
	if (*na < *nb)
		(*na)++;
	else
		(*nb)++;
	r = bpf_map_lookup_elem(&reals, &index);
	if (!r)
		return XDP_PASS;
	memcpy(eth->h_dest, r->mac, ETH_ALEN);
	return XDP_TX;
}
