// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: dns - the loop over a name never steps to the next byte */
/* expect: loop */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int dns(struct xdp_md *ctx)
{
	volatile __u8 *pos = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;

	if ((void *)(pos + 1) > end)
		return XDP_PASS;
	while (*pos != 0)
		;
	return XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
