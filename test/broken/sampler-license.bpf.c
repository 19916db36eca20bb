// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: sampler - calls a helper that is for GPL programs only, from one that is not */
/* expect: helper-gpl */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} samples SEC(".maps");

SEC("xdp")
int sampler(struct xdp_md *ctx)
{
	__u64 number = ctx->rx_queue_index;

	bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, &number, sizeof(number));
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Proprietary";
