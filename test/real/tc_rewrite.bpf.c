// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tc_rewrite.bpf.c - addresses and ports rewritten, checksums kept right.
 */
#include "real.h"

#define IP_OFF	    ETH_HLEN
#define IP_CSUM_OFF (IP_OFF + offsetof(struct iphdr, check))
#define IP_SRC_OFF  (IP_OFF + offsetof(struct iphdr, saddr))
#define IP_DST_OFF  (IP_OFF + offsetof(struct iphdr, daddr))
#define L4_OFF	    (IP_OFF + sizeof(struct iphdr))

struct endpoint {
	__be32 address;
	__be16 port;
	__u8 protocol;
	__u8 pad;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct endpoint);
	__type(value, struct endpoint);
} forward SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct endpoint);
	__type(value, struct endpoint);
} backward SEC(".maps");

static __always_inline int endpoints(struct __sk_buff *skb, struct endpoint *from, struct endpoint *to)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data + IP_OFF;
	__be16 *port = data + L4_OFF;

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return -1;
	if ((void *)(port + 2) > end || ip->ihl != 5)
		return -1;
	if (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP)
		return -1;
	from->address = ip->saddr;
	from->port = port[0];
	from->protocol = to->protocol = ip->protocol;
	to->address = ip->daddr;
	to->port = port[1];
	return 0;
}

static __always_inline int l4_csum_off(__u8 protocol)
{
	return protocol == IPPROTO_TCP ? L4_OFF + offsetof(struct tcphdr, check)
				       : L4_OFF + offsetof(struct udphdr, check);
}

static __always_inline int address_set(struct __sk_buff *skb, __u8 protocol, int off, __be32 old, __be32 new)
{
	__u64 flags = BPF_F_PSEUDO_HDR | sizeof(new);

	if (protocol == IPPROTO_UDP)
		flags |= BPF_F_MARK_MANGLED_0;
	if (bpf_l4_csum_replace(skb, l4_csum_off(protocol), old, new, flags))
		return -1;
	if (bpf_l3_csum_replace(skb, IP_CSUM_OFF, old, new, sizeof(new)))
		return -1;
	return bpf_skb_store_bytes(skb, off, &new, sizeof(new), 0);
}

static __always_inline int port_set(struct __sk_buff *skb, __u8 protocol, int off, __be16 old, __be16 new)
{
	if (bpf_l4_csum_replace(skb, l4_csum_off(protocol), old, new, sizeof(new)))
		return -1;
	return bpf_skb_store_bytes(skb, off, &new, sizeof(new), 0);
}

SEC("tc")
int rewrite_dest(struct __sk_buff *skb)
{
	struct endpoint from = {}, to = {}, *new;

	if (endpoints(skb, &from, &to))
		return TC_ACT_OK;
	new = bpf_map_lookup_elem(&forward, &to);
	if (!new)
		return TC_ACT_OK;
	if (address_set(skb, to.protocol, IP_DST_OFF, to.address, new->address) ||
	    port_set(skb, to.protocol, L4_OFF + 2, to.port, new->port))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}

SEC("tc")
int rewrite_source(struct __sk_buff *skb)
{
	struct endpoint from = {}, to = {}, *new;

	if (endpoints(skb, &from, &to))
		return TC_ACT_OK;
	new = bpf_map_lookup_elem(&backward, &from);
	if (!new)
		return TC_ACT_OK;
	if (address_set(skb, from.protocol, IP_SRC_OFF, from.address, new->address) ||
	    port_set(skb, from.protocol, L4_OFF, from.port, new->port))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}

/* A port is taken by chance, and kept for answers; four tries. */
SEC("tc")
int masquerade(struct __sk_buff *skb)
{
	struct endpoint from = {}, to = {}, mine = { .address = bpf_htonl(0xc0a80101) };

	if (endpoints(skb, &from, &to))
		return TC_ACT_OK;
	mine.protocol = from.protocol;
	for (int i = 0; i < 4; i++) {
		mine.port = bpf_htons(32768 + bpf_get_prandom_u32() % 28000);
		if (bpf_map_update_elem(&forward, &mine, &from, BPF_NOEXIST))
			continue;
		bpf_map_update_elem(&backward, &from, &mine, BPF_ANY);
		if (address_set(skb, from.protocol, IP_SRC_OFF, from.address, mine.address))
			return TC_ACT_SHOT;
		if (port_set(skb, from.protocol, L4_OFF, from.port, mine.port))
			return TC_ACT_SHOT;
		return TC_ACT_OK;
	}
	return TC_ACT_SHOT;
}

/* By direct access, with the sum folded by hand. */
SEC("tc")
int ttl_down(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data + IP_OFF;
	__u32 sum;

	if (skb->protocol != bpf_htons(ETH_P_IP) || (void *)(ip + 1) > end)
		return TC_ACT_OK;
	if (ip->ttl <= 1)
		return TC_ACT_SHOT;
	sum = ip->check + bpf_htons(0x0100);
	ip->check = (__u16)(sum + (sum >= 0xffff));
	ip->ttl--;
	return TC_ACT_OK;
}

SEC("tc")
int tos_clear(struct __sk_buff *skb)
{
	__u8 tos, zero = 0;

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	if (bpf_skb_load_bytes(skb, IP_OFF + 1, &tos, 1) < 0)
		return TC_ACT_SHOT;
	if (!tos)
		return TC_ACT_OK;
	bpf_l3_csum_replace(skb, IP_CSUM_OFF, bpf_htons(tos), 0, 2);
	bpf_skb_store_bytes(skb, IP_OFF + 1, &zero, 1, 0);
	return TC_ACT_OK;
}
