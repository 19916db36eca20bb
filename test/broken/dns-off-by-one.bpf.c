// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: dns - the loop reads the byte at the position, which may be the very end */
/* expect: packet-bounds */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int dns(struct xdp_md *ctx)
{
	__u8 *pos = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 i, dots = 0;

	for (i = 0; i < 63; i++, pos++) {
		if (pos > end)
			return XDP_DROP;
		if (*pos == '.')
			dots++;
		if (*pos == 0)
			break;
	}
	return dots > 8 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
