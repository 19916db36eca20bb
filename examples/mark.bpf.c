// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * mark.bpf.c - classifies a packet at XDP and hands the class to traffic control in the metadata in front of it.
 *
 * `mark` makes room with bpf_xdp_adjust_meta() and writes there; `use_mark`, a traffic-control classifier, finds it
 * between data_meta and data, and turns it into priority, class and a verdict.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define MAGIC 0x6b696c6e

enum class { BULK, INTERACTIVE, CONTROL, NR_CLASSES };

struct meta {
	__u32 magic;
	__u32 class;
	__u32 hash;
	__u32 len;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_CLASSES);
	__type(key, __u32);
	__type(value, __u64);
} classes SEC(".maps");

static __always_inline __u32 classify(const struct iphdr *ip)
{
	__u8 dscp = ip->tos >> 2;

	if (ip->protocol == IPPROTO_ICMP || dscp >= 48)
		return CONTROL;
	if (dscp >= 32 || bpf_ntohs(ip->tot_len) < 128)
		return INTERACTIVE;
	return BULK;
}

SEC("xdp")
int mark(struct xdp_md *ctx)
{
	void *data, *end;
	struct meta *m;
	struct iphdr *ip;
	__u32 class;
	__u64 *n;

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(*m)))
		return XDP_PASS; /* the driver has no room for it */
	m = (void *)(long)ctx->data_meta;
	data = (void *)(long)ctx->data;
	end = (void *)(long)ctx->data_end;
	ip = data + sizeof(struct ethhdr);
	if ((void *)(m + 1) > data)
		return XDP_ABORTED;
	m->magic = MAGIC;
	m->class = BULK;
	m->len = end - data;
	m->hash = 0;
	if ((void *)(ip + 1) > end || ((struct ethhdr *)data)->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	class = classify(ip);
	m->class = class;
	m->hash = (ip->saddr ^ ip->daddr) * 0x9e3779b1u;
	n = bpf_map_lookup_elem(&classes, &class);
	if (n)
		__sync_fetch_and_add(n, 1);
	return XDP_PASS;
}

SEC("tc")
int use_mark(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data;
	struct meta *m = (void *)(long)skb->data_meta;

	if ((void *)(m + 1) > data || m->magic != MAGIC)
		return TC_ACT_UNSPEC;
	skb->priority = m->class;
	skb->tc_classid = m->class + 1;
	skb->cb[0] = m->hash;
	skb->queue_mapping = m->hash & 3;
	return m->len > skb->len ? TC_ACT_SHOT : TC_ACT_OK;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
