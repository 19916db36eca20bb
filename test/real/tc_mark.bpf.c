// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tc_mark.bpf.c - classifiers that write what the queues read: marks, priorities, classes.
 */
#include "real.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} dscp_class SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, __u64);
} mark_bytes SEC(".maps");

const volatile __u32 mark_mask = 0xff00;
const volatile __u32 mark_value = 0x2a00;

SEC("tc")
int mark_dscp(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data + ETH_HLEN;
	__u32 dscp, *class;

	if (skb->protocol != bpf_htons(ETH_P_IP) || (void *)(ip + 1) > end)
		return TC_ACT_OK;
	dscp = ip->tos >> 2;
	class = bpf_map_lookup_elem(&dscp_class, &dscp);
	if (!class)
		return TC_ACT_OK;
	skb->priority = *class;
	skb->tc_classid = 0x10000 | (*class & 0xffff);
	return TC_ACT_OK;
}

SEC("tc")
int mark_set(struct __sk_buff *skb)
{
	skb->mark = (skb->mark & ~mark_mask) | (mark_value & mark_mask);
	return TC_ACT_OK;
}

SEC("tc")
int mark_hash(struct __sk_buff *skb)
{
	__u32 hash = bpf_get_hash_recalc(skb);

	skb->queue_mapping = hash % 8 + 1;
	skb->mark = hash & 0x7fffffff;
	return TC_ACT_UNSPEC;
}

SEC("tc")
int mark_account(struct __sk_buff *skb)
{
	__u32 mark = skb->mark;
	__u64 bytes = skb->len, *n;

	n = bpf_map_lookup_elem(&mark_bytes, &mark);
	if (!n) {
		bpf_map_update_elem(&mark_bytes, &mark, &bytes, BPF_NOEXIST);
		return TC_ACT_OK;
	}
	__sync_fetch_and_add(n, bytes);
	return *n > 1 << 30 ? TC_ACT_SHOT : TC_ACT_OK;
}

SEC("tc")
int mark_vlan(struct __sk_buff *skb)
{
	if (!skb->vlan_present)
		return TC_ACT_OK;
	skb->priority = skb->vlan_tci >> 13 & 7;
	if ((skb->vlan_tci & 0xfff) == 1)
		bpf_skb_vlan_pop(skb);
	return TC_ACT_OK;
}

/* Interactive traffic by size and port: small, or a shell's. */
SEC("tc")
int mark_interactive(struct __sk_buff *skb)
{
	struct cursor c = CURSOR(skb);
	struct ethhdr *eth = take_eth(&c);
	struct iphdr *ip;
	struct tcphdr *tcp;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_TCP)
		return TC_ACT_OK;
	tcp = take_tcp(&c);
	if (!tcp)
		return TC_ACT_OK;
	if (skb->len < 128 || tcp->dest == bpf_htons(22) || tcp->source == bpf_htons(22))
		skb->priority = 6;
	else if (tcp->psh == 0 && skb->len > 1400)
		skb->priority = 2;
	return TC_ACT_OK;
}
