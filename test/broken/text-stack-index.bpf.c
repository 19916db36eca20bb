// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: text - a byte of the packet is the index into an array on the stack */
/* expect: stack-index */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int text(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	volatile __u8 seen[64] = {};

	if (data + 1 > end)
		return XDP_PASS;
	seen[*data] = 1;
	return seen[10] ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
