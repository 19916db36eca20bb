// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: toobig - writes behind the place where it has just cut the packet off */
/* expect: stale-packet */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int toobig(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 200 > end)
		return XDP_PASS;
	if (bpf_xdp_adjust_tail(ctx, -100))
		return XDP_ABORTED;
	data[199] = 0;
	return XDP_TX;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
