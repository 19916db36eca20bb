// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: ports - pops from a hash */
/* expect: map-kind */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u32);
} free_ports SEC(".maps");

SEC("xdp")
int ports(struct xdp_md *ctx)
{
	__u32 port = 0;

	return bpf_map_pop_elem(&free_ports, &port) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
