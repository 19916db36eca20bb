// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: sampler - tells the helper that the header has 64 bytes; it has 24 and lies at the top of the stack */
/* expect: stack-bounds helper-size */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct sample {
	__u64 number;
	__u64 len;
	__u64 queue;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} samples SEC(".maps");

SEC("xdp")
int sampler(struct xdp_md *ctx)
{
	struct sample s = { .queue = ctx->rx_queue_index };

	bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, &s, 64);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
