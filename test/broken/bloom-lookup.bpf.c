// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: bloom - looks up in a bloom filter, which can only be pushed to and peeked at */
/* expect: map-kind */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 4096);
	__type(value, __be32);
} once SEC(".maps");

SEC("xdp")
int bloom(struct xdp_md *ctx)
{
	__be32 source = ctx->rx_queue_index;

	return bpf_map_lookup_elem(&once, &source) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
