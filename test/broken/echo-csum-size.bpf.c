// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: echo - bpf_csum_diff() is told to sum 1,024 bytes of a stack of 512 */
/* expect: stack-bounds helper-size */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int echo(struct xdp_md *ctx)
{
	__u32 old[2] = { 0, ctx->rx_queue_index };

	return bpf_csum_diff(old, 1024, 0, 0, 0) & 1 ? XDP_TX : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
