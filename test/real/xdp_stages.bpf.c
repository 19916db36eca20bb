// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_stages.bpf.c - a parser cut into tail calls, with what was found so far in a per-CPU map.
 */
#include "real.h"

enum { STAGE_ETH, STAGE_IP4, STAGE_IP6, STAGE_TCP, STAGE_UDP, STAGE_END, NR_STAGES };

struct found {
	__u32 off;
	__u32 protocol;
	__be16 sport;
	__be16 dport;
	__u32 stages;
};

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, NR_STAGES);
	__type(key, __u32);
	__type(value, __u32);
} stages SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct found);
} found SEC(".maps");

static __always_inline struct found *found_get(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&found, &zero);
}

static __always_inline int next(struct xdp_md *ctx, struct found *f, __u32 stage, __u32 off)
{
	f->off = off;
	f->stages++;
	bpf_tail_call(ctx, &stages, stage);
	return XDP_ABORTED;
}

SEC("xdp")
int stage_eth(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct found *f = found_get();
	struct ethhdr *eth = data;

	if (!f || (void *)(eth + 1) > end)
		return XDP_DROP;
	memset(f, 0, sizeof(*f));
	switch (bpf_ntohs(eth->h_proto)) {
	case ETH_P_IP:
		return next(ctx, f, STAGE_IP4, sizeof(*eth));
	case ETH_P_IPV6:
		return next(ctx, f, STAGE_IP6, sizeof(*eth));
	}
	return XDP_PASS;
}

SEC("xdp")
int stage_ip4(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct found *f = found_get();
	struct iphdr *ip;

	if (!f || f->off > 64)
		return XDP_DROP;
	ip = data + f->off;
	if ((void *)(ip + 1) > end || ip->ihl < 5)
		return XDP_DROP;
	f->protocol = ip->protocol;
	return next(ctx, f, ip->protocol == IPPROTO_TCP ? STAGE_TCP : STAGE_UDP, f->off + ip->ihl * 4);
}

SEC("xdp")
int stage_ip6(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct found *f = found_get();
	struct ipv6hdr *ip;
	__u32 off;

	if (!f)
		return XDP_DROP;
	off = f->off & 127;
	ip = data + off;
	if ((void *)(ip + 1) > end)
		return XDP_DROP;
	f->protocol = ip->nexthdr;
	return next(ctx, f, ip->nexthdr == IPPROTO_TCP ? STAGE_TCP : STAGE_UDP, off + sizeof(*ip));
}

static __always_inline int ports(struct xdp_md *ctx, __u32 need)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct found *f = found_get();
	__be16 *port;

	if (!f || f->off >= 256)
		return XDP_DROP;
	port = data + f->off;
	if ((void *)port + need > end)
		return XDP_DROP;
	f->sport = port[0];
	f->dport = port[1];
	return next(ctx, f, STAGE_END, f->off + need);
}

SEC("xdp")
int stage_tcp(struct xdp_md *ctx)
{
	return ports(ctx, sizeof(struct tcphdr));
}

SEC("xdp")
int stage_udp(struct xdp_md *ctx)
{
	return ports(ctx, sizeof(struct udphdr));
}

SEC("xdp")
int stage_end(struct xdp_md *ctx)
{
	struct found *f = found_get();

	if (!f)
		return XDP_ABORTED;
	return f->dport == bpf_htons(25) && f->stages == 3 ? XDP_DROP : XDP_PASS;
}
