// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: sampler - sends the sample to an array of numbers */
/* expect: map-kind */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} samples SEC(".maps");

SEC("xdp")
int sampler(struct xdp_md *ctx)
{
	__u64 number = ctx->rx_queue_index;

	bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, &number, sizeof(number));
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
