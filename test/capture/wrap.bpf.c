// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * wrap.bpf.c - VLAN tags and tunnels for test/capture/record, also on kernels that have no device type for them.
 *
 * Overview     a sub-interface is a macvlan with one of the wrap programs at its egress; `unwrap`, at the ingress of the link
 *              below, takes tags and outer headers off again, and the inner frame's address finds the macvlan.
 * Invariant    a tunnel wraps IPv4 only, between the same two addresses; ARP passes it as it is. Tags go on every frame.
 * See          bpf-helpers(7): bpf_skb_vlan_push, bpf_skb_adjust_room
 */
#include <stddef.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define VLAN_ID	     10
#define VLAN_SERVICE 100
#define TTL	     64
#define DEPTH	     2

struct gre {
	__be16 flags;
	__be16 protocol;
};

static __always_inline __u16 ip_checksum(const struct iphdr *ip)
{
	const __u16 *word = (const __u16 *)ip;
	__u32 sum = 0;
	int i;

#pragma unroll
	for (i = 0; i < (int)sizeof(*ip) / 2; i++)
		sum += word[i];
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (__u16)~sum;
}

/* Make room between Ethernet and the packet, and write an IPv4 header there, with GRE's four bytes after it where wanted. */
static __always_inline int wrap(struct __sk_buff *skb, __u8 protocol)
{
	__u32 gre_len = protocol == IPPROTO_GRE ? sizeof(struct gre) : 0;
	__u32 room = sizeof(struct iphdr) + gre_len;
	__u64 flags = BPF_F_ADJ_ROOM_ENCAP_L3_IPV4 | (gre_len ? BPF_F_ADJ_ROOM_ENCAP_L4_GRE : 0);
	struct gre gre = { .protocol = bpf_htons(ETH_P_IP) };
	struct iphdr inner, outer = { .version = 4, .ihl = 5, .ttl = TTL, .protocol = protocol };

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	if (bpf_skb_load_bytes(skb, ETH_HLEN, &inner, sizeof(inner)))
		return TC_ACT_SHOT;
	outer.saddr = inner.saddr;
	outer.daddr = inner.daddr;
	outer.tot_len = bpf_htons((__u16)(skb->len - ETH_HLEN + room));
	outer.check = ip_checksum(&outer);
	if (bpf_skb_adjust_room(skb, (__s32)room, BPF_ADJ_ROOM_MAC, flags) ||
	    bpf_skb_store_bytes(skb, ETH_HLEN, &outer, sizeof(outer), 0))
		return TC_ACT_SHOT;
	if (gre_len && bpf_skb_store_bytes(skb, ETH_HLEN + sizeof(outer), &gre, sizeof(gre), 0))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}

SEC("tc/ipip")
int ipip(struct __sk_buff *skb)
{
	return wrap(skb, IPPROTO_IPIP);
}

SEC("tc/gre")
int gre(struct __sk_buff *skb)
{
	return wrap(skb, IPPROTO_GRE);
}

SEC("tc/vlan")
int vlan(struct __sk_buff *skb)
{
	return bpf_skb_vlan_push(skb, bpf_htons(ETH_P_8021Q), VLAN_ID) ? TC_ACT_SHOT : TC_ACT_OK;
}

SEC("tc/qinq")
int qinq(struct __sk_buff *skb)
{
	if (bpf_skb_vlan_push(skb, bpf_htons(ETH_P_8021Q), VLAN_ID) ||
	    bpf_skb_vlan_push(skb, bpf_htons(ETH_P_8021AD), VLAN_SERVICE))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}

SEC("tc/unwrap")
int unwrap(struct __sk_buff *skb)
{
	__u8 protocol;
	int i;

	for (i = 0; i < DEPTH && skb->vlan_present; i++)
		bpf_skb_vlan_pop(skb);
	if (skb->protocol != bpf_htons(ETH_P_IP) ||
	    bpf_skb_load_bytes(skb, ETH_HLEN + offsetof(struct iphdr, protocol), &protocol, sizeof(protocol)))
		return TC_ACT_OK;
	if (protocol == IPPROTO_IPIP)
		bpf_skb_adjust_room(skb, -(__s32)sizeof(struct iphdr), BPF_ADJ_ROOM_MAC, 0);
	else if (protocol == IPPROTO_GRE)
		bpf_skb_adjust_room(skb, -(__s32)(sizeof(struct iphdr) + sizeof(struct gre)), BPF_ADJ_ROOM_MAC, 0);
	return TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
