// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tc_options.bpf.c - lists of type, length and value, of the link's and the host's protocols.
 */
#include "real.h"

#define DHCP_OFF (ETH_HLEN + 20 + 8)

struct neighbour {
	char port[16];
	__u16 ttl;
	__u16 nr_tlvs;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 32);
	__type(key, __u32);
	__type(value, struct neighbour);
} neighbours SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__uint(key_size, ETH_ALEN);
	__type(value, __be32);
} leases SEC(".maps");

SEC("tc")
int lldp(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	__u32 key = skb->ingress_ifindex & 31;
	struct neighbour *n;
	__u8 *at = data + ETH_HLEN;

	if (skb->protocol != bpf_htons(ETH_P_LLDP))
		return TC_ACT_OK;
	n = bpf_map_lookup_elem(&neighbours, &key);
	if (!n)
		return TC_ACT_OK;
	n->nr_tlvs = 0;
	for (int i = 0; i < 16; i++) {
		__u32 type, len;

		if ((void *)(at + 2) > end)
			break;
		type = at[0] >> 1;
		len = (at[0] & 1) << 8 | at[1];
		at += 2;
		if (!type)
			break;
		n->nr_tlvs++;
		if (type == 3 && (void *)(at + 2) <= end)
			n->ttl = at[0] << 8 | at[1];
		if (type == 2 && len > 16 && (void *)(at + 16) <= end)
			memcpy(n->port, at + 1, 15);
		at += len;
	}
	return TC_ACT_OK;
}

/* Option 50 asks for an address. */
SEC("tc")
int dhcp(struct __sk_buff *skb)
{
	__u32 off = DHCP_OFF + 240;
	__u8 mac[ETH_ALEN], opt[2];
	__be32 address;

	if (skb->protocol != bpf_htons(ETH_P_IP) || skb->len < off)
		return TC_ACT_OK;
	if (bpf_skb_load_bytes(skb, DHCP_OFF + 28, mac, sizeof(mac)) < 0)
		return TC_ACT_OK;
	for (int i = 0; i < 20; i++) {
		if (bpf_skb_load_bytes(skb, off, opt, 2) < 0)
			return TC_ACT_OK;
		if (opt[0] == 255)
			return TC_ACT_OK;
		if (opt[0] == 0) {
			off++;
			continue;
		}
		if (opt[0] == 50 && opt[1] == 4) {
			if (bpf_skb_load_bytes(skb, off + 2, &address, 4) < 0)
				return TC_ACT_OK;
			bpf_map_update_elem(&leases, mac, &address, BPF_ANY);
			return TC_ACT_OK;
		}
		off += 2 + opt[1];
	}
	return TC_ACT_OK;
}

/* The segment size in a SYN, brought down to what a tunnel takes. */
SEC("tc")
int clamp_mss(struct __sk_buff *skb)
{
	struct cursor c = CURSOR(skb);
	struct ethhdr *eth = take_eth(&c);
	struct tcphdr *tcp;
	struct iphdr *ip;
	__u32 opts;
	__u8 *at;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_TCP)
		return TC_ACT_OK;
	tcp = take_tcp(&c);
	if (!tcp || !tcp->syn)
		return TC_ACT_OK;
	opts = tcp->doff * 4;
	if (opts < sizeof(*tcp))
		return TC_ACT_SHOT;
	opts -= sizeof(*tcp);
	at = c.pos;
	for (__u32 i = 0, off = 0; i < 10 && off < opts; i++) {
		__u8 *o = at + off;

		if (off > 38 || (void *)(o + 4) > c.end)
			break;
		if (o[0] == 2 && o[1] == 4) {
			__u16 mss = o[2] << 8 | o[3];

			if (mss > 1360) {
				o[2] = 1360 >> 8;
				o[3] = 1360 & 255;
			}
			break;
		}
		if (o[0] == 0)
			break;
		off += o[0] == 1 ? 1 : o[1] < 2 ? 2 : o[1];
	}
	return TC_ACT_OK;
}

/* Hop-by-hop options of IPv6, router alert among them. */
SEC("tc")
int router_alert(struct __sk_buff *skb)
{
	struct cursor c = CURSOR(skb);
	struct ethhdr *eth = take_eth(&c);
	struct ipv6hdr *ip;
	__u8 *at;
	__u32 len;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IPV6))
		return TC_ACT_OK;
	ip = take_ip6(&c);
	if (!ip || ip->nexthdr != IPPROTO_HOPOPTS)
		return TC_ACT_OK;
	at = c.pos;
	if ((void *)(at + 8) > c.end)
		return TC_ACT_SHOT;
	len = (at[1] + 1) * 8;
	for (__u32 off = 2; off < 64;) {
		__u8 *o = at + off;

		if (off >= len || (void *)(o + 2) > c.end)
			break;
		if (o[0] == 5)
			return TC_ACT_TRAP;
		off += o[0] == 0 ? 1 : o[1] + 2;
	}
	return TC_ACT_OK;
}
