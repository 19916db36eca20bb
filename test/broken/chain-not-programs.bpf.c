// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: chain - calls the tail of an array of numbers */
/* expect: map-kind tail-call */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} parsers SEC(".maps");

SEC("xdp")
int chain(struct xdp_md *ctx)
{
	bpf_tail_call(ctx, &parsers, 1);
	return XDP_ABORTED;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
