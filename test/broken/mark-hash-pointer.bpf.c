// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: mark - multiplies a pointer to get a hash */
/* expect: pointer-operation */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int mark(struct xdp_md *ctx)
{
	__u64 hash = (__u64)(long)ctx * 0x9e3779b1u;

	return hash >> 63 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
