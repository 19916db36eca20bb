// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: balancer - the index is signed and compared with the upper end only, so that it may be negative */
/* expect: map-value-bounds pointer-range */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct backends {
	__u32 weight[16];
	__s32 last;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct backends);
} backends SEC(".maps");

SEC("xdp")
int balancer(struct xdp_md *ctx)
{
	__u32 zero = 0;
	struct backends *b = bpf_map_lookup_elem(&backends, &zero);
	__s64 at;

	if (!b)
		return XDP_ABORTED;
	at = b->last;
	if (at > 15)
		return XDP_DROP;
	return b->weight[at] ? XDP_TX : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
