// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * light.bpf.c - loaded by a light skeleton: a program which makes the maps, fills them and loads this one. A map, globals, a licence.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} lengths SEC(".maps");

const volatile __u32 limit = 10;
__u64 seen, over;

SEC("xdp")
int count(struct xdp_md *ctx)
{
	__u32 len = ctx->data_end - ctx->data;
	__u64 one = 1, *n = bpf_map_lookup_elem(&lengths, &len);

	seen++;
	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&lengths, &len, &one, BPF_ANY);
	if (len > limit) {
		over++;
		return XDP_DROP;
	}
	return XDP_PASS;
}

char licence[] SEC("license") = "Dual BSD/GPL";
