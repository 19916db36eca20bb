// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: tenants - the inner map is used without asking whether the tenant has one */
/* expect: helper-null */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u64);
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 64);
	__type(key, __u32);
	__array(values, struct inner);
} added SEC(".maps");

SEC("xdp")
int tenants(struct xdp_md *ctx)
{
	__u32 vlan = ctx->rx_queue_index, class = 1;
	void *map = bpf_map_lookup_elem(&added, &vlan);
	__u64 *n = bpf_map_lookup_elem(map, &class);

	if (n)
		*n += 1;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
