// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * bloom.bpf.c - a bloom filter in front of a hash, so that sources which were never seen cost no lookup.
 *
 * The first packet of a source is let through and noted in the filter; from the second on it has an entry in the hash.
 * A source that sends one packet and no more, as a scan with forged addresses does, never takes room there.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

enum stat { FIRST_SEEN, KNOWN, PROMOTED, FULL, NR_STATS };

struct visitor {
	__u64 packets;
	__u64 bytes;
};

struct {
	__uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
	__uint(max_entries, 4096);
	__uint(map_extra, 4); /* hash functions */
	__type(value, __be32);
} once SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __be32);
	__type(value, struct visitor);
} visitors SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_STATS);
	__type(key, __u32);
	__type(value, __u64);
} stats SEC(".maps");

static __always_inline void bump(__u32 which)
{
	__u64 *n = bpf_map_lookup_elem(&stats, &which);

	if (n)
		__sync_fetch_and_add(n, 1);
}

SEC("xdp")
int bloom(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct visitor first = { .packets = 2 }, *v;
	__be32 source;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	source = ip->saddr;
	if (bpf_map_peek_elem(&once, &source)) { /* surely never seen */
		bpf_map_push_elem(&once, &source, BPF_ANY);
		bump(FIRST_SEEN);
		return XDP_PASS;
	}
	v = bpf_map_lookup_elem(&visitors, &source);
	if (v) {
		__sync_fetch_and_add(&v->packets, 1);
		__sync_fetch_and_add(&v->bytes, end - data);
		bump(KNOWN);
		return XDP_PASS;
	}
	first.bytes = end - data;
	if (bpf_map_update_elem(&visitors, &source, &first, BPF_NOEXIST)) {
		bump(FULL);
		return XDP_DROP;
	}
	bump(PROMOTED);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
