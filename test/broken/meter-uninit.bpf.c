// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: meter - the result is set only when the bucket exists, and returned always */
/* expect: reg-uninit */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} flows SEC(".maps");

SEC("xdp")
int meter(struct xdp_md *ctx)
{
	__u32 key = ctx->rx_queue_index;
	__u64 *tokens, spent;

	tokens = bpf_map_lookup_elem(&flows, &key);
	/* A compiler may do as it likes with an uninitialised variable; this says which register it is. */
	asm volatile("%0 = r9" : "=r"(spent));
	if (tokens)
		spent = *tokens;
	return spent > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
