// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: aging - the callback writes behind the end of the map's value it was given */
/* expect: map-value-bounds */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_map;

struct entry {
	__u64 packets;
	__u64 last;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, __u64);
} flows SEC(".maps");

static long visit(struct bpf_map *map, __u32 *key, struct entry *e, void *unused)
{
	e->last = 0;
	return 0;
}

SEC("xdp")
int aging(struct xdp_md *ctx)
{
	bpf_for_each_map_elem(&flows, visit, 0, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
