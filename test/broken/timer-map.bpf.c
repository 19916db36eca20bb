// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: timer - the timer lies in one map and is initialised with another */
/* expect: timer-map */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct ban {
	struct bpf_timer timer;
	__u64 hits;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct ban);
} bans SEC(".maps"), others SEC(".maps");

SEC("xdp")
int timer(struct xdp_md *ctx)
{
	__u32 key = 1;
	struct ban *b = bpf_map_lookup_elem(&bans, &key);

	if (!b)
		return XDP_PASS;
	bpf_timer_init(&b->timer, &others, 1);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
