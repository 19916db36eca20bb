// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: spread - an atomic addition to a byte counter in the packet itself */
/* expect: atomic */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	__u32 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 1 > end)
		return XDP_PASS;
	__sync_fetch_and_add(data, 1);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
