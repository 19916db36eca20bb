// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * callbacks.bpf.c - loops by callback: rules, elements of maps, timers that fire later.
 */
#include "real.h"

struct bpf_map;

#define CLOCK_MONOTONIC 1

struct rule {
	__be32 address;
	__be32 mask;
	__u32 action;
};

struct search {
	__be32 address;
	__u32 action;
	__u32 hits;
};

struct session {
	struct bpf_timer timer;
	__u64 last;
	__u64 packets;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct rule);
} rules SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __be32);
	__type(value, __u64);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __be32);
	__type(value, struct session);
} sessions SEC(".maps");

static int rule_try(__u32 i, struct search *s)
{
	struct rule *r = bpf_map_lookup_elem(&rules, &i);

	if (!r)
		return 1;
	if ((s->address & r->mask) != r->address)
		return 0;
	s->action = r->action;
	s->hits++;
	return 1;
}

static __always_inline __be32 source_of(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct iphdr *ip;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return 0;
	ip = take_ip(&c);
	return ip ? ip->saddr : 0;
}

SEC("xdp")
int rules_loop(struct xdp_md *ctx)
{
	struct search s = { .action = XDP_PASS };

	s.address = source_of(ctx);
	if (!s.address)
		return XDP_PASS;
	bpf_loop(256, rule_try, &s, 0);
	return s.action == 1 ? XDP_DROP : XDP_PASS;
}

struct sum {
	__u64 total;
	__u64 most;
	__u32 nr;
};

static long sum_one(struct bpf_map *map, __be32 *key, __u64 *value, struct sum *s)
{
	s->total += *value;
	if (*value > s->most)
		s->most = *value;
	s->nr++;
	return s->nr >= 1000;
}

SEC("tc")
int sum_all(struct __sk_buff *skb)
{
	struct sum s = {};

	bpf_for_each_map_elem(&counts, sum_one, &s, 0);
	if (!s.nr)
		return TC_ACT_OK;
	skb->mark = s.total / s.nr;
	return s.most > s.total / 2 ? TC_ACT_SHOT : TC_ACT_OK;
}

static long halve(struct bpf_map *map, __u32 *key, __u64 *value, void *unused)
{
	*value >>= 1;
	if (!*value)
		bpf_map_delete_elem(map, key);
	return 0;
}

SEC("tc")
int decay(struct __sk_buff *skb)
{
	if (bpf_get_prandom_u32() & 1023)
		return TC_ACT_UNSPEC;
	bpf_for_each_map_elem(&counts, halve, NULL, 0);
	return TC_ACT_UNSPEC;
}

static int expire(void *map, __be32 *key, struct session *s)
{
	__u64 now = bpf_ktime_get_ns();

	if (now - s->last > 30ull * 1000000000)
		bpf_map_delete_elem(map, key);
	else
		bpf_timer_start(&s->timer, 1000000000, 0);
	return 0;
}

SEC("xdp")
int session_touch(struct xdp_md *ctx)
{
	struct session *s, fresh = {};
	__be32 key = source_of(ctx);

	if (!key)
		return XDP_PASS;
	s = bpf_map_lookup_elem(&sessions, &key);
	if (!s) {
		bpf_map_update_elem(&sessions, &key, &fresh, BPF_NOEXIST);
		s = bpf_map_lookup_elem(&sessions, &key);
		if (!s)
			return XDP_PASS;
		if (!bpf_timer_init(&s->timer, &sessions, CLOCK_MONOTONIC)) {
			bpf_timer_set_callback(&s->timer, expire);
			bpf_timer_start(&s->timer, 1000000000, 0);
		}
	}
	s->last = bpf_ktime_get_ns();
	__sync_fetch_and_add(&s->packets, 1);
	return XDP_PASS;
}

struct scan {
	struct xdp_md *ctx;
	__u32 off;
	__u32 zeroes;
};

static int byte_look(__u32 i, struct scan *s)
{
	void *data = (void *)(long)s->ctx->data, *end = (void *)(long)s->ctx->data_end;
	__u8 *at;

	if (i > 1500)
		return 1;
	at = data + i;
	if ((void *)(at + 1) > end)
		return 1;
	s->zeroes += *at == 0;
	return 0;
}

SEC("xdp")
int mostly_zero(struct xdp_md *ctx)
{
	struct scan s = { .ctx = ctx };
	__u32 len = ctx->data_end - ctx->data;

	bpf_loop(1500, byte_look, &s, 0);
	return s.zeroes * 2 > len ? XDP_DROP : XDP_PASS;
}
