// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: chain - a global function makes a tail call: the other program may move the packet, and comes back here */
/* expect: stale-packet */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} stages SEC(".maps");

__attribute__((noinline)) int stage(struct xdp_md *ctx)
{
	volatile int result = 0;

	bpf_tail_call(ctx, &stages, 1);
	return result;
}

SEC("xdp")
int chain_global(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (data + 1 > end)
		return XDP_DROP;
	stage(ctx);
	return *data ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
