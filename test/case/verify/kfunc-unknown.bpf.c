/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* A kernel function that there is not. */
/* expect: kernel-function */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
extern int bpf_xdp_not_there(const struct xdp_md *ctx) __ksym;
SEC("xdp") int prog(struct xdp_md *ctx)
{
	return bpf_xdp_not_there(ctx);
}
char _license[] SEC("license") = "GPL";
