/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* expect: tail-call */
/* A global function that a callback calls makes a tail call. A static one may not. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, int);
} progs SEC(".maps");
struct box {
	struct xdp_md *ctx;
};
__attribute__((noinline)) int go(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &progs, 0);
	return 0;
}
static int each(unsigned int i, struct box *b)
{
	return go(b->ctx) & 1;
}
SEC("xdp") int prog(struct xdp_md *ctx)
{
	struct box b = { ctx };
	bpf_loop(2, each, &b, 0);
	return XDP_PASS;
}
char _license[] SEC("license") = "GPL";
