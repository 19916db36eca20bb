// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_vlan.bpf.c - VLAN tags: counted, taken off, put on, rewritten.
 */
#include "real.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, __u64);
} ids SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 128);
	__type(key, __u16);
	__type(value, __u16);
} rewrite SEC(".maps");

static __always_inline int is_tag(__be16 proto)
{
	return proto == bpf_htons(ETH_P_8021Q) || proto == bpf_htons(ETH_P_8021AD);
}

SEC("xdp")
int tags_count(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	__be16 proto;
	__u64 *n;

	if (!eth)
		return XDP_DROP;
	proto = eth->h_proto;
	for (int i = 0; i < 2; i++) {
		struct vlan_tag *tag = c.pos;
		__u32 id;

		if (!is_tag(proto))
			break;
		if ((void *)(tag + 1) > c.end)
			return XDP_DROP;
		id = bpf_ntohs(tag->tci) & 0xfff;
		n = bpf_map_lookup_elem(&ids, &id);
		if (n)
			__sync_fetch_and_add(n, 1);
		proto = tag->proto;
		c.pos = tag + 1;
	}
	return XDP_PASS;
}

SEC("xdp")
int tag_pop(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data, keep;
	struct vlan_tag *tag = (void *)(eth + 1);

	if ((void *)(tag + 1) > end || !is_tag(eth->h_proto))
		return XDP_PASS;
	memcpy(&keep, eth, sizeof(keep));
	keep.h_proto = tag->proto;
	if (bpf_xdp_adjust_head(ctx, sizeof(*tag)))
		return XDP_ABORTED;
	eth = (void *)(long)ctx->data;
	end = (void *)(long)ctx->data_end;
	if ((void *)(eth + 1) > end)
		return XDP_ABORTED;
	memcpy(eth, &keep, sizeof(keep));
	return XDP_PASS;
}

SEC("xdp")
int tag_push(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data, keep;
	struct vlan_tag *tag;

	if ((void *)(eth + 1) > end || is_tag(eth->h_proto))
		return XDP_PASS;
	memcpy(&keep, eth, sizeof(keep));
	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(*tag)))
		return XDP_ABORTED;
	data = (void *)(long)ctx->data;
	end = (void *)(long)ctx->data_end;
	eth = data;
	tag = data + sizeof(*eth);
	if ((void *)(tag + 1) > end)
		return XDP_ABORTED;
	memcpy(eth, &keep, sizeof(keep));
	tag->proto = keep.h_proto;
	tag->tci = bpf_htons(42);
	eth->h_proto = bpf_htons(ETH_P_8021Q);
	return XDP_TX;
}

SEC("xdp")
int tag_rewrite(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct vlan_tag *tag = c.pos;
	__u16 id, *to;

	if (!eth || !is_tag(eth->h_proto) || (void *)(tag + 1) > c.end)
		return XDP_PASS;
	id = bpf_ntohs(tag->tci) & 0xfff;
	to = bpf_map_lookup_elem(&rewrite, &id);
	if (!to)
		return XDP_PASS;
	tag->tci = (tag->tci & bpf_htons(0xf000)) | bpf_htons(*to & 0xfff);
	return XDP_TX;
}

/* The deepest of up to five tags decides. */
SEC("xdp")
int tag_depth(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	__be16 proto;
	int depth = 0;

	if (!eth)
		return XDP_DROP;
	proto = eth->h_proto;
	while (depth < 5 && is_tag(proto)) {
		struct vlan_tag *tag = c.pos;

		if ((void *)(tag + 1) > c.end)
			return XDP_DROP;
		proto = tag->proto;
		c.pos += sizeof(*tag);
		depth++;
	}
	return depth > 2 ? XDP_DROP : XDP_PASS;
}
