// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: ports - pops an element of eight bytes into a variable of four that is the last on the stack */
/* expect: stack-bounds helper-size */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, 64);
	__type(value, __u64);
} free_ports SEC(".maps");

SEC("xdp")
int ports(struct xdp_md *ctx)
{
	__u32 port = 0;

	return bpf_map_pop_elem(&free_ports, &port) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
