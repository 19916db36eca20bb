/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* A global function gets a slice of the packet as memory, and moves the packet. */
/* expect: function-moves-packet */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

extern int bpf_dynptr_from_xdp(struct xdp_md *xdp, __u64 flags, struct bpf_dynptr *ptr) __ksym;
extern void *bpf_dynptr_slice_rdwr(const struct bpf_dynptr *ptr, __u32 offset, void *buffer, __u32 len) __ksym;

__attribute__((noinline)) int move(struct xdp_md *ctx, long *at)
{
	if (!at)
		return 0;
	bpf_xdp_adjust_head(ctx, 64);
	*at = 1;
	return 1;
}

SEC("xdp") int prog(struct xdp_md *ctx)
{
	struct bpf_dynptr packet;
	long *at;

	bpf_dynptr_from_xdp(ctx, 0, &packet);
	at = bpf_dynptr_slice_rdwr(&packet, 0, 0, sizeof(*at));
	return at && move(ctx, at) ? XDP_PASS : XDP_DROP;
}
char _license[] SEC("license") = "GPL";
