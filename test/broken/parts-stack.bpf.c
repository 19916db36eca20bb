// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: parts - caller and callee take 320 bytes of stack each, 512 are what there is */
/* expect: stack-depth */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static __attribute__((noinline)) int sum(struct xdp_md *ctx, __u32 seed)
{
	volatile __u8 local[320];
	__u32 i, total = 0;

	for (i = 0; i < sizeof(local); i++)
		local[i] = seed + i;
	for (i = 0; i < sizeof(local); i++)
		total += local[i];
	return total;
}

SEC("xdp")
int parts(struct xdp_md *ctx)
{
	volatile __u8 local[320];
	__u32 i;

	for (i = 0; i < sizeof(local); i++)
		local[i] = i;
	return sum(ctx, local[ctx->rx_queue_index & 255]) & 1 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
