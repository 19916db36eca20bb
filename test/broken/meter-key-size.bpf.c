// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: meter - reads the bucket as the struct it used to be, eight bytes longer than the map's values */
/* expect: map-value-bounds */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bucket {
	__u64 tokens;
	__u64 filled_ns;
	__u64 dropped_bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__uint(key_size, 4);
	__uint(value_size, 16);
} flows SEC(".maps");

SEC("xdp")
int meter(struct xdp_md *ctx)
{
	__u32 key = ctx->rx_queue_index;
	struct bucket *b = bpf_map_lookup_elem(&flows, &key);

	if (!b)
		return XDP_PASS;
	if (b->tokens < 100) {
		b->dropped_bytes += 100;
		return XDP_DROP;
	}
	b->tokens -= 100;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
