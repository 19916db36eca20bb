/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* A global function gets a part of the packet as memory, and moves the packet. Linux takes this. */
/* expect: function-moves-packet */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct eth {
	unsigned char b[14];
};
__attribute__((noinline)) int move(struct xdp_md *ctx, struct eth *e)
{
	if (!e)
		return 0;
	bpf_xdp_adjust_head(ctx, 64);
	e->b[3] = 1;
	return e->b[0];
}
SEC("xdp") int prog(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	if (data + 14 > end)
		return XDP_PASS;
	return move(ctx, data) & 1 ? XDP_PASS : XDP_DROP;
}
char _license[] SEC("license") = "GPL";
