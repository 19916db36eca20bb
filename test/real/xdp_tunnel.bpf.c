// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_tunnel.bpf.c - tunnels seen from outside: GRE, VXLAN, GENEVE with options, IP in IP.
 */
#include "real.h"

struct gre {
	__be16 flags;
	__be16 proto;
};

struct vxlan {
	__be32 flags;
	__be32 vni;
};

struct geneve {
	__u8 ver_opt;
	__u8 flags;
	__be16 proto;
	__be32 vni;
};

struct geneve_opt {
	__be16 class;
	__u8 type;
	__u8 len; /* low five bits: of four bytes each */
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} by_vni SEC(".maps");

static __always_inline void count(__u32 vni)
{
	__u64 one = 1, *n = bpf_map_lookup_elem(&by_vni, &vni);

	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&by_vni, &vni, &one, BPF_NOEXIST);
}

static __always_inline struct udphdr *udp_of(struct cursor *c)
{
	struct ethhdr *eth = take_eth(c);
	struct iphdr *ip;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return NULL;
	ip = take_ip(c);
	if (!ip || ip->protocol != IPPROTO_UDP)
		return NULL;
	return take_udp(c);
}

SEC("xdp")
int vxlan_count(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct udphdr *udp = udp_of(&c);
	struct vxlan *vx = c.pos;

	if (!udp || udp->dest != bpf_htons(4789) || (void *)(vx + 1) > c.end)
		return XDP_PASS;
	if (!(vx->flags & bpf_htonl(0x08000000)))
		return XDP_DROP;
	count(bpf_ntohl(vx->vni) >> 8);
	return XDP_PASS;
}

/* Options have lengths of their own; one of class 0x0104 names the tenant. */
SEC("xdp")
int geneve_tenant(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct udphdr *udp = udp_of(&c);
	struct geneve *g = c.pos;
	__u32 left;

	if (!udp || udp->dest != bpf_htons(6081) || (void *)(g + 1) > c.end)
		return XDP_PASS;
	left = (g->ver_opt & 63) * 4;
	c.pos = g + 1;
	for (int i = 0; i < 16; i++) {
		struct geneve_opt *o = c.pos;
		__u32 len;

		if (left < sizeof(*o))
			break;
		if ((void *)(o + 1) > c.end)
			return XDP_DROP;
		len = sizeof(*o) + (o->len & 31) * 4;
		if (len > left)
			return XDP_DROP;
		if (o->class == bpf_htons(0x0104) && len >= 8) {
			__be32 *tenant = (void *)(o + 1);

			if ((void *)(tenant + 1) > c.end)
				return XDP_DROP;
			count(bpf_ntohl(*tenant));
			return XDP_PASS;
		}
		left -= len;
		c.pos += len;
	}
	count(0);
	return XDP_PASS;
}

SEC("xdp")
int gre_open(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c), keep;
	struct iphdr *ip;
	struct gre *gre;
	int len;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	memcpy(&keep, eth, sizeof(keep));
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_GRE)
		return XDP_PASS;
	gre = c.pos;
	if ((void *)(gre + 1) > c.end || gre->proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	len = ip->ihl * 4 + sizeof(*gre);
	if (gre->flags & bpf_htons(0x8000))
		len += 4;
	if (gre->flags & bpf_htons(0x2000))
		len += 4;
	if (gre->flags & bpf_htons(0x1000))
		len += 4;
	if (bpf_xdp_adjust_head(ctx, len))
		return XDP_ABORTED;
	eth = (void *)(long)ctx->data;
	if ((void *)(eth + 1) > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	memcpy(eth, &keep, sizeof(keep));
	return XDP_PASS;
}

SEC("xdp")
int ipip_open(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data, keep;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if (ip->protocol != IPPROTO_IPIP || ip->ihl != 5)
		return XDP_PASS;
	__builtin_memcpy(&keep, eth, sizeof(keep));
	if (bpf_xdp_adjust_head(ctx, sizeof(struct iphdr)))
		return XDP_DROP;
	data = (void *)(long)ctx->data;
	end = (void *)(long)ctx->data_end;
	if (data + sizeof(keep) > end)
		return XDP_DROP;
	__builtin_memcpy(data, &keep, sizeof(keep));
	return XDP_PASS;
}

/* Looks through one level of VXLAN at the inner addresses. */
SEC("xdp")
int vxlan_inner(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct udphdr *udp = udp_of(&c);
	struct ethhdr *eth;
	struct iphdr *ip;

	if (!udp || udp->dest != bpf_htons(4789))
		return XDP_PASS;
	if (c.pos + sizeof(struct vxlan) > c.end)
		return XDP_DROP;
	c.pos += sizeof(struct vxlan);
	eth = take_eth(&c);
	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip)
		return XDP_DROP;
	count(ip->saddr ^ ip->daddr);
	return XDP_PASS;
}
