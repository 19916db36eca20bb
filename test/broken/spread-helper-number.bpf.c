// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: spread - calls a helper that does not exist */
/* expect: helper-unknown */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static long (*bpf_choose_port)(__u32 hash) = (void *)9999;

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	return bpf_choose_port(ctx->rx_queue_index) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
