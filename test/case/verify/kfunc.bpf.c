/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* Kernel functions by name, without a kernel's type information; one that there is not stands behind a test that it is there. */
/* expect: accepted */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
extern int bpf_xdp_metadata_rx_timestamp(const struct xdp_md *ctx, __u64 *timestamp) __ksym;
extern int bpf_xdp_not_there(const struct xdp_md *ctx) __ksym __attribute__((weak));
SEC("xdp") int prog(struct xdp_md *ctx)
{
	__u64 when;

	if (bpf_xdp_not_there)
		return bpf_xdp_not_there(ctx);
	return bpf_xdp_metadata_rx_timestamp(ctx, &when) ? XDP_PASS : XDP_DROP;
}
char _license[] SEC("license") = "GPL";
