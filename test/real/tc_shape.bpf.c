// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tc_shape.bpf.c - packets that change their size: headers added, taken away, cut, and sent back.
 */
#include "real.h"

struct encap {
	struct iphdr ip;
	struct udphdr udp;
	__be32 vni[2];
};

SEC("tc")
int encap_udp(struct __sk_buff *skb)
{
	struct encap e = {};
	__u16 len = skb->len - ETH_HLEN;
	__u64 flags = BPF_F_ADJ_ROOM_FIXED_GSO | BPF_F_ADJ_ROOM_ENCAP_L3_IPV4 | BPF_F_ADJ_ROOM_ENCAP_L4_UDP;

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	if (bpf_skb_adjust_room(skb, sizeof(e), BPF_ADJ_ROOM_MAC, flags))
		return TC_ACT_SHOT;
	e.ip.version = 4;
	e.ip.ihl = 5;
	e.ip.ttl = 64;
	e.ip.protocol = IPPROTO_UDP;
	e.ip.tot_len = bpf_htons(len + sizeof(e));
	e.ip.saddr = bpf_htonl(0x0a000001);
	e.ip.daddr = bpf_htonl(0x0a000002);
	e.udp.dest = bpf_htons(4789);
	e.udp.source = bpf_htons(0xc000 | (skb->hash & 0x3fff));
	e.udp.len = bpf_htons(len + sizeof(e.udp) + sizeof(e.vni));
	e.vni[0] = bpf_htonl(0x08000000);
	if (bpf_skb_store_bytes(skb, ETH_HLEN, &e, sizeof(e), 0))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}

SEC("tc")
int decap_udp(struct __sk_buff *skb)
{
	struct encap e;

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	if (bpf_skb_load_bytes(skb, ETH_HLEN, &e, sizeof(e)) < 0)
		return TC_ACT_OK;
	if (e.ip.protocol != IPPROTO_UDP || e.ip.ihl != 5 || e.udp.dest != bpf_htons(4789))
		return TC_ACT_OK;
	if (bpf_skb_adjust_room(skb, -(int)sizeof(e), BPF_ADJ_ROOM_MAC, 0))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}

SEC("tc")
int cut_short(struct __sk_buff *skb)
{
	__u32 keep = 96;

	if (skb->len <= keep)
		return TC_ACT_OK;
	if (bpf_skb_change_tail(skb, keep, 0))
		return TC_ACT_SHOT;
	return bpf_redirect(skb->ifindex, 0);
}

SEC("tc")
int vlan_by_port(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct udphdr *udp = data + ETH_HLEN + sizeof(struct iphdr);
	__u16 tci;

	if (skb->protocol != bpf_htons(ETH_P_IP) || (void *)(udp + 1) > end)
		return TC_ACT_OK;
	tci = bpf_ntohs(udp->dest) % 4094 + 1;
	if (bpf_skb_vlan_push(skb, bpf_htons(ETH_P_8021Q), tci))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}
