// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_dns.bpf.c - questions of the domain name system: names copied, labels counted, amplification stopped.
 */
#include "real.h"

#define NAME_LEN 64

struct dns {
	__be16 id;
	__be16 flags;
	__be16 questions;
	__be16 answers;
	__be16 authorities;
	__be16 additionals;
};

struct question {
	char name[NAME_LEN];
	__u16 type;
	__u16 len;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct question);
	__type(value, __u64);
} asked SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct question);
} scratch SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} labels SEC(".maps");

static __always_inline struct dns *dns_of(struct cursor *c)
{
	struct ethhdr *eth = take_eth(c);
	struct udphdr *udp;
	struct iphdr *ip;
	struct dns *dns;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return NULL;
	ip = take_ip(c);
	if (!ip || ip->protocol != IPPROTO_UDP)
		return NULL;
	udp = take_udp(c);
	if (!udp || udp->dest != bpf_htons(53))
		return NULL;
	dns = c->pos;
	if ((void *)(dns + 1) > c->end)
		return NULL;
	c->pos = dns + 1;
	return dns;
}

SEC("xdp")
int dns_names(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct dns *dns = dns_of(&c);
	__u64 one = 1, *n;
	struct question *q;
	__u32 zero = 0;
	char *at;
	int i;

	if (!dns || dns->questions != bpf_htons(1))
		return XDP_PASS;
	q = bpf_map_lookup_elem(&scratch, &zero);
	if (!q)
		return XDP_PASS;
	memset(q, 0, sizeof(*q));
	at = c.pos;
	for (i = 0; i < NAME_LEN - 1; i++) {
		if ((void *)(at + 1) > c.end)
			return XDP_DROP;
		if (!*at)
			break;
		q->name[i] = *at >= 'A' && *at <= 'Z' ? *at + 32 : *at;
		at++;
	}
	q->len = i;
	if ((void *)at + 5 > c.end)
		return XDP_DROP;
	q->type = (__u8)at[1] << 8 | (__u8)at[2];
	n = bpf_map_lookup_elem(&asked, q);
	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&asked, q, &one, BPF_ANY);
	return XDP_PASS;
}

/* Label by label: a length, that many bytes. */
SEC("xdp")
int dns_labels(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	__u32 nr = 0;
	__u64 *n;

	if (!dns_of(&c))
		return XDP_PASS;
	for (nr = 0; nr < 15; nr++) {
		__u8 *len = c.pos;

		if ((void *)(len + 1) > c.end)
			return XDP_DROP;
		if (!*len)
			break;
		if (*len > 63)
			return XDP_DROP;
		c.pos += *len + 1;
	}
	n = bpf_map_lookup_elem(&labels, &nr);
	if (n)
		__sync_fetch_and_add(n, 1);
	return XDP_PASS;
}

/* Questions for ANY are how others are flooded. */
SEC("xdp")
int dns_no_any(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	__u8 *at;

	if (!dns_of(&c))
		return XDP_PASS;
	at = c.pos;
	for (int i = 0; i < 128; i++) {
		if ((void *)(at + 5) > c.end)
			return XDP_PASS;
		if (!at[0])
			return at[1] == 0 && at[2] == 255 ? XDP_DROP : XDP_PASS;
		at++;
	}
	return XDP_DROP;
}

SEC("xdp")
int dns_flags(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct dns *dns = dns_of(&c);

	if (!dns)
		return XDP_PASS;
	if (dns->flags & bpf_htons(0x8000))
		return XDP_DROP;
	if (bpf_ntohs(dns->questions) > 1 || dns->answers || dns->authorities)
		return XDP_DROP;
	return bpf_ntohs(dns->additionals) > 2 ? XDP_DROP : XDP_PASS;
}
