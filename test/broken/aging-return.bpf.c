// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: aging - the callback returns how many it deleted; only 0 (go on) and 1 (stop) are allowed */
/* expect: callback-result */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_map;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, __u64);
} flows SEC(".maps");

static long visit(struct bpf_map *map, __u32 *key, __u64 *last, __u64 *deleted)
{
	if (*last)
		return 0;
	*deleted += 1;
	return *deleted;
}

SEC("xdp")
int aging(struct xdp_md *ctx)
{
	__u64 deleted = 0;

	bpf_for_each_map_elem(&flows, visit, &deleted, 0);
	return deleted ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
