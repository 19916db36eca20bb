// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: text - the position after the number, which may be an error code, is the index of the next byte to read */
/* expect: stack-bounds pointer-range */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int text(struct xdp_md *ctx)
{
	char digits[16] = "12|c";
	long value, used;

	digits[0] = '0' + (ctx->rx_queue_index & 7);
	used = bpf_strtol(digits, sizeof(digits), 10, &value);
	return digits[used] == '|' ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
