// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: tenants - passes a map's value where a map is wanted */
/* expect: helper-map */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
} fixed SEC(".maps");

SEC("xdp")
int tenants(struct xdp_md *ctx)
{
	__u32 vlan = 1, class = 1;
	void *map = bpf_map_lookup_elem(&fixed, &vlan);
	__u64 *n;

	if (!map)
		return XDP_PASS;
	n = bpf_map_lookup_elem(map, &class);
	if (n)
		*n += 1;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
