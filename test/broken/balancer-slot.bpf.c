// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: balancer - a table of backends is indexed with a number from a map that nothing bounds */
/* expect: map-value-index */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

#define NR_BACKENDS 4

const volatile __u32 backends[NR_BACKENDS] = { 1, 2, 3, 4 };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 251);
	__type(key, __u32);
	__type(value, __u32);
} slots SEC(".maps");

SEC("xdp")
int balancer(struct xdp_md *ctx)
{
	__u32 key = ctx->rx_queue_index, *which = bpf_map_lookup_elem(&slots, &key);

	if (!which)
		return XDP_ABORTED;
	return backends[*which] & 1 ? XDP_TX : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
