// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * bucket.bpf.c - one token bucket per subnet, shared by all CPUs under a spin lock.
 *
 * The bucket has several fields that must change together, which atomic operations cannot do. Time comes from the
 * packet count, a tick each, so that the same capture gives the same verdicts.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

struct bucket {
	struct bpf_spin_lock lock;
	__u32 tokens;
	__u64 last_tick;
	__u64 passed, dropped;
};

const volatile __u32 tokens_per_tick = 300;
const volatile __u32 max_tokens = 6000;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 512);
	__type(key, __u32); /* the first three bytes of an address */
	__type(value, struct bucket);
} buckets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} ticks SEC(".maps");

static __always_inline int spend(struct bucket *b, __u64 tick, __u32 len)
{
	__u64 earned;
	int ok;

	bpf_spin_lock(&b->lock);
	earned = (tick - b->last_tick) * tokens_per_tick;
	b->last_tick = tick;
	if (earned > max_tokens - b->tokens)
		b->tokens = max_tokens;
	else
		b->tokens += earned;
	ok = b->tokens >= len;
	if (ok) {
		b->tokens -= len;
		b->passed++;
	} else {
		b->dropped++;
	}
	bpf_spin_unlock(&b->lock);
	return ok;
}

SEC("xdp")
int bucket(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	__u32 zero = 0, subnet;
	__u64 *ticker = bpf_map_lookup_elem(&ticks, &zero), tick;
	struct bucket *b;

	if (!ticker || (void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	tick = __sync_fetch_and_add(ticker, 1);
	subnet = bpf_ntohl(ip->saddr) >> 8;
	b = bpf_map_lookup_elem(&buckets, &subnet);
	if (!b) {
		struct bucket full = { .tokens = max_tokens, .last_tick = tick };

		bpf_map_update_elem(&buckets, &subnet, &full, BPF_NOEXIST);
		b = bpf_map_lookup_elem(&buckets, &subnet);
		if (!b)
			return XDP_DROP;
	}
	return spend(b, tick, end - data) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
