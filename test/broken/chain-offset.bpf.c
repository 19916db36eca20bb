// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: chain - the offset of the next header comes from a map and has no upper bound */
/* expect: pointer-range packet-bounds */
#include <linux/bpf.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>

struct progress {
	__u64 offset;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct progress);
} progress SEC(".maps");

SEC("xdp")
int parse_udp(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 zero = 0;
	struct progress *p = bpf_map_lookup_elem(&progress, &zero);
	struct udphdr *udp;

	if (!p)
		return XDP_ABORTED;
	udp = data + p->offset;
	if ((void *)(udp + 1) > end)
		return XDP_DROP;
	return udp->dest ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
