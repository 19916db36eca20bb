// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: mark - the metadata is compared with the packet's end instead of its start */
/* expect: meta-bounds */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct meta {
	__u32 magic;
	__u32 class;
};

SEC("xdp")
int mark(struct xdp_md *ctx)
{
	struct meta *m;

	if (bpf_xdp_adjust_meta(ctx, -(int)sizeof(*m)))
		return XDP_PASS;
	m = (void *)(long)ctx->data_meta;
	if ((void *)(m + 1) > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	m->magic = 1;
	m->class = 2;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
