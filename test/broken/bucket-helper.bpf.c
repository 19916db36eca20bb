// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: bucket - asks for the time while it holds the lock; nothing but plain code may run there */
/* expect: lock-helper */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bucket {
	struct bpf_spin_lock lock;
	__u32 tokens;
	__u64 last;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct bucket);
} buckets SEC(".maps");

SEC("xdp")
int bucket(struct xdp_md *ctx)
{
	__u32 zero = 0;
	struct bucket *b = bpf_map_lookup_elem(&buckets, &zero);

	if (!b)
		return XDP_PASS;
	bpf_spin_lock(&b->lock);
	b->last = bpf_ktime_get_ns();
	bpf_spin_unlock(&b->lock);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
