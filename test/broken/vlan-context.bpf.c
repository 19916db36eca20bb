// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: vlan - moves the packet's start by writing into the context instead of calling bpf_xdp_adjust_head() */
/* expect: ctx-write */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int vlan(struct xdp_md *ctx)
{
	volatile __u32 *data = &ctx->data;

	*data = 4;
	return XDP_TX;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
