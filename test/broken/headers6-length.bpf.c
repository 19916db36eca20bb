// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: headers6 - takes the packet's end for a number and computes with it */
/* expect: pointer-arith */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int headers6(struct xdp_md *ctx)
{
	__u8 *end = (void *)(long)ctx->data_end;
	__u8 *last = end - (ctx->rx_queue_index & 7) - 1;

	return *last ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
