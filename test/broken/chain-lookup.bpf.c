// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: chain - looks up an entry of the program table as if it were data */
/* expect: map-kind */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 4);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} parsers SEC(".maps");

SEC("xdp")
int chain(struct xdp_md *ctx)
{
	__u32 key = 1;

	if (!bpf_map_lookup_elem(&parsers, &key))
		return XDP_ABORTED;
	bpf_tail_call(ctx, &parsers, key);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
