// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: balancer - the old pointers are used after bpf_xdp_adjust_head() moved the packet's start */
/* expect: stale-packet */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

SEC("xdp")
int balancer(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(*ip)))
		return XDP_ABORTED;
	eth->h_proto = bpf_htons(ETH_P_IP);
	ip->protocol = 4;
	return XDP_TX;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
