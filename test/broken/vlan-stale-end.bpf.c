// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: vlan - after the tag is taken off, the new start is compared with the end that was read before */
/* expect: stale-packet */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

SEC("xdp")
int vlan(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;

	if ((void *)(eth + 1) > end)
		return XDP_PASS;
	if (bpf_xdp_adjust_head(ctx, 4))
		return XDP_ABORTED;
	eth = (void *)(long)ctx->data;
	if ((void *)(eth + 1) > end)
		return XDP_ABORTED;
	eth->h_proto = bpf_htons(ETH_P_IP);
	return XDP_TX;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
