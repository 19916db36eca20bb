// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * vlan.bpf.c - gives untagged packets a VLAN tag, takes the tag off those of the native VLAN, and renumbers the rest.
 *
 * The rewriting changes the packet's start: bpf_xdp_adjust_head() moves it by the four bytes of a tag.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define VID_MASK 0x0fff
#define TAG_LEN	 4

struct vlan_ethernet {
	__u8 dest[ETH_ALEN];
	__u8 source[ETH_ALEN];
	__be16 tpid;
	__be16 tci;
	__be16 type;
};

struct translation {
	__u16 from;
	__u16 to;
};

struct vlan_stats {
	__u64 pushed, popped, renumbered, untouched;
};

const volatile __u16 native_vid = 100;
const volatile __u16 untagged_vid = 7;
const volatile struct translation translations[4] = { { 10, 1010 }, { 20, 1020 }, { 30, 1030 }, { 0, 0 } };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct vlan_stats);
} stats SEC(".maps");

static __always_inline int push_tag(struct xdp_md *ctx, __u16 vid)
{
	struct vlan_ethernet *tagged;
	struct ethhdr *eth = (void *)(long)ctx->data;
	struct ethhdr old;

	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return -1;
	old = *eth;
	if (bpf_xdp_adjust_head(ctx, -TAG_LEN))
		return -1;
	tagged = (void *)(long)ctx->data;
	if ((void *)(tagged + 1) > (void *)(long)ctx->data_end)
		return -1;
	__builtin_memcpy(tagged->dest, old.h_dest, ETH_ALEN);
	__builtin_memcpy(tagged->source, old.h_source, ETH_ALEN);
	tagged->tpid = bpf_htons(ETH_P_8021Q);
	tagged->tci = bpf_htons(vid);
	tagged->type = old.h_proto;
	return 0;
}

static __always_inline int pop_tag(struct xdp_md *ctx)
{
	struct vlan_ethernet *tagged = (void *)(long)ctx->data;
	struct vlan_ethernet old;
	struct ethhdr *eth;

	if ((void *)(tagged + 1) > (void *)(long)ctx->data_end)
		return -1;
	old = *tagged;
	if (bpf_xdp_adjust_head(ctx, TAG_LEN))
		return -1;
	eth = (void *)(long)ctx->data;
	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return -1;
	__builtin_memcpy(eth->h_dest, old.dest, ETH_ALEN);
	__builtin_memcpy(eth->h_source, old.source, ETH_ALEN);
	eth->h_proto = old.type;
	return 0;
}

SEC("xdp")
int vlan(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct vlan_ethernet *tagged = data;
	__u32 zero = 0;
	struct vlan_stats *s = bpf_map_lookup_elem(&stats, &zero);
	__u16 vid;
	int i;

	if (!s || (void *)(eth + 1) > end)
		return XDP_ABORTED;
	if (eth->h_proto != bpf_htons(ETH_P_8021Q)) {
		s->pushed++;
		return push_tag(ctx, untagged_vid) ? XDP_ABORTED : XDP_TX;
	}
	if ((void *)(tagged + 1) > end)
		return XDP_DROP;
	vid = bpf_ntohs(tagged->tci) & VID_MASK;
	if (vid == native_vid) {
		s->popped++;
		return pop_tag(ctx) ? XDP_ABORTED : XDP_TX;
	}
	for (i = 0; i < 4; i++) {
		if (translations[i].from != vid || !vid)
			continue;
		tagged->tci = bpf_htons((bpf_ntohs(tagged->tci) & ~VID_MASK) | translations[i].to);
		s->renumbered++;
		return XDP_TX;
	}
	s->untouched++;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
