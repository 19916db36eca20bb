// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: parts - a function calls itself */
/* expect: recursion */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __attribute__((noinline)) int depth(struct xdp_md *ctx, __u32 v)
{
	volatile __u32 half = v / 2;

	return half ? depth(ctx, half) + (int)(v & 1) + bpf_get_smp_processor_id() : 0;
}

SEC("xdp")
int parts(struct xdp_md *ctx)
{
	return depth(ctx, ctx->rx_queue_index) > 3 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
