// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: spread - a loop that ends only when a map says so, and never in the same state twice */
/* expect: loop too-complex */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32[64]);
} table SEC(".maps");

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	__u32 zero = 0, *t = bpf_map_lookup_elem(&table, &zero);
	__u64 i = 0, sum = 0;

	if (!t)
		return XDP_PASS;
	while (*(volatile __u32 *)&t[i & 63] != 77) {
		i++;
		sum += i;
		if (sum == 5)
			t[sum] = 0;
	}
	return sum & 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
