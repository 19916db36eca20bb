/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * again.bpf.c - a timer that begins again at once, and whose program gives up elements of a map for as long as it may run.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct again {
	struct bpf_timer timer;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, int);
	__type(value, struct again);
} timers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, __u64);
} elements SEC(".maps");

static long one(__u32 i, void *ctx)
{
	__u32 key = i & 63;
	__u64 value = i;

	bpf_map_update_elem(&elements, &key, &value, 0);
	return 0;
}

static int rings(void *map, int *key, struct again *a)
{
	bpf_timer_start(&a->timer, 0, 0);
	bpf_loop(1 << 20, one, 0, 0);
	return 0;
}

SEC("xdp")
int again(struct xdp_md *ctx)
{
	int zero = 0;
	struct again *a = bpf_map_lookup_elem(&timers, &zero);

	if (!a || bpf_timer_init(&a->timer, &timers, 1))
		return XDP_DROP;
	bpf_timer_set_callback(&a->timer, rings);
	return bpf_timer_start(&a->timer, 0, 0) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
