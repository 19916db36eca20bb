// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: hops - hands the packet's start to a helper that wants the context */
/* expect: helper-context */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int hops(struct xdp_md *ctx)
{
	struct xdp_md *data = (void *)(long)ctx->data;
	__u8 ttl = 0;

	if (bpf_xdp_load_bytes(data, 22, &ttl, 1))
		return XDP_DROP;
	return ttl > 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
