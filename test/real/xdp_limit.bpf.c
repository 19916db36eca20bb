// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_limit.bpf.c - limits: token buckets, windows, connections that were never finished.
 */
#include "real.h"

#define SECOND 1000000000ull

struct bucket {
	struct bpf_spin_lock lock;
	__u32 tokens;
	__u64 last;
};

struct window {
	__u64 begins;
	__u32 count;
	__u32 before;
};

struct limits {
	__u32 rate;
	__u32 burst;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __be32);
	__type(value, struct bucket);
} buckets SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 8192);
	__type(key, __be32);
	__type(value, struct window);
} windows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct limits);
} limits SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_PERCPU_HASH);
	__uint(max_entries, 4096);
	__type(key, __be32);
	__type(value, __u32);
} half_open SEC(".maps");

static __always_inline struct iphdr *ip_of(struct cursor *c)
{
	struct ethhdr *eth = take_eth(c);

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return NULL;
	return take_ip(c);
}

SEC("xdp")
int limit_bucket(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct iphdr *ip = ip_of(&c);
	__u64 now = bpf_ktime_get_ns(), gained;
	struct bucket *b;
	int verdict = XDP_DROP;
	__be32 key;

	if (!ip)
		return XDP_PASS;
	key = ip->saddr;
	b = bpf_map_lookup_elem(&buckets, &key);
	if (!b) {
		struct bucket fresh = { .tokens = 100 };

		fresh.last = now;
		bpf_map_update_elem(&buckets, &key, &fresh, BPF_NOEXIST);
		return XDP_PASS;
	}
	bpf_spin_lock(&b->lock);
	gained = (now - b->last) * 100 / SECOND;
	if (gained) {
		b->tokens = gained > 100 ? 100 : b->tokens + gained;
		if (b->tokens > 100)
			b->tokens = 100;
		b->last = now;
	}
	if (b->tokens) {
		b->tokens--;
		verdict = XDP_PASS;
	}
	bpf_spin_unlock(&b->lock);
	return verdict;
}

/* This window's count and a share of the last one's. */
SEC("xdp")
int limit_window(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct iphdr *ip = ip_of(&c);
	__u64 now = bpf_ktime_get_ns(), in;
	struct window *w, fresh = {};
	struct limits *l;
	__u32 zero = 0;
	__be32 key;

	if (!ip)
		return XDP_PASS;
	l = bpf_map_lookup_elem(&limits, &zero);
	if (!l || !l->rate)
		return XDP_PASS;
	key = ip->saddr;
	w = bpf_map_lookup_elem(&windows, &key);
	if (!w) {
		fresh.begins = now;
		fresh.count = 1;
		bpf_map_update_elem(&windows, &key, &fresh, BPF_ANY);
		return XDP_PASS;
	}
	in = now - w->begins;
	if (in > 2 * SECOND) {
		w->before = 0;
		w->count = 0;
		w->begins = now;
		in = 0;
	} else if (in > SECOND) {
		w->before = w->count;
		w->count = 0;
		w->begins += SECOND;
		in -= SECOND;
	}
	w->count++;
	if (w->count + w->before * (SECOND - in) / SECOND > l->rate)
		return XDP_DROP;
	return XDP_PASS;
}

SEC("xdp")
int limit_syn(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct iphdr *ip = ip_of(&c);
	struct tcphdr *tcp;
	__u32 one = 1, *n;
	__be32 key;

	if (!ip || ip->protocol != IPPROTO_TCP)
		return XDP_PASS;
	tcp = take_tcp(&c);
	if (!tcp)
		return XDP_DROP;
	key = ip->saddr;
	n = bpf_map_lookup_elem(&half_open, &key);
	if (tcp->syn && !tcp->ack) {
		if (!n) {
			bpf_map_update_elem(&half_open, &key, &one, BPF_ANY);
			return XDP_PASS;
		}
		if (*n > 64)
			return XDP_DROP;
		*n += 1;
	} else if (tcp->ack && n && *n) {
		*n -= 1;
	}
	return XDP_PASS;
}

/* Larger packets pay more. */
SEC("xdp")
int limit_bytes(struct xdp_md *ctx)
{
	__u32 zero = 0, len = ctx->data_end - ctx->data;
	static __u64 spent, since;
	struct limits *l = bpf_map_lookup_elem(&limits, &zero);
	__u64 now = bpf_ktime_get_ns();

	if (!l)
		return XDP_PASS;
	if (now - since > SECOND) {
		since = now;
		spent = 0;
	}
	if (spent + len > l->burst)
		return XDP_DROP;
	__sync_fetch_and_add(&spent, len);
	return XDP_PASS;
}
