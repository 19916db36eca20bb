// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tc_police.bpf.c - policing and pacing: departure times, buckets, fair shares, early drops.
 */
#include "real.h"

#define SECOND	1000000000ull
#define HORIZON (2 * SECOND)

struct pace {
	__u64 next;
	__u64 rate; /* bytes a second */
};

struct share {
	struct bpf_spin_lock lock;
	__u32 deficit;
	__u64 round;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, __u32);
	__type(value, struct pace);
} paces SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, struct share);
} shares SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, __u32);
	__type(value, __u64);
} seen SEC(".maps");

static __u64 round_nr;

SEC("tc")
int police_edt(struct __sk_buff *skb)
{
	__u32 class = skb->mark & 0xffff;
	__u64 now = bpf_ktime_get_ns(), at, delay;
	struct pace *p = bpf_map_lookup_elem(&paces, &class);

	if (!p || !p->rate)
		return TC_ACT_OK;
	at = skb->tstamp > now ? skb->tstamp : now;
	delay = skb->wire_len * SECOND / p->rate;
	if (p->next <= at) {
		p->next = at + delay;
		return TC_ACT_OK;
	}
	if (p->next - now >= HORIZON)
		return TC_ACT_SHOT;
	skb->tstamp = p->next;
	__sync_fetch_and_add(&p->next, delay);
	return TC_ACT_OK;
}

SEC("tc")
int police_share(struct __sk_buff *skb)
{
	__u32 slot = skb->hash & 15, len = skb->len;
	struct share *s = bpf_map_lookup_elem(&shares, &slot);
	int verdict = TC_ACT_OK;

	if (!s)
		return TC_ACT_SHOT;
	bpf_spin_lock(&s->lock);
	if (s->round != round_nr) {
		s->round = round_nr;
		s->deficit += 10000;
		if (s->deficit > 40000)
			s->deficit = 40000;
	}
	if (s->deficit < len)
		verdict = TC_ACT_SHOT;
	else
		s->deficit -= len;
	bpf_spin_unlock(&s->lock);
	return verdict;
}

/* The more a flow sends in a while, the likelier a packet of it goes. */
SEC("tc")
int police_early(struct __sk_buff *skb)
{
	__u32 hash = bpf_get_hash_recalc(skb), chance = bpf_get_prandom_u32();
	__u64 bytes = skb->len, *n;

	n = bpf_map_lookup_elem(&seen, &hash);
	if (!n) {
		bpf_map_update_elem(&seen, &hash, &bytes, BPF_ANY);
		return TC_ACT_OK;
	}
	*n = *n - (*n >> 8) + bytes;
	if (*n < 100000)
		return TC_ACT_OK;
	if (*n > 1000000)
		return TC_ACT_SHOT;
	return (__u64)chance * 900000 < (*n - 100000) << 32 ? TC_ACT_SHOT : TC_ACT_OK;
}

SEC("tc")
int police_round(struct __sk_buff *skb)
{
	static __u64 bytes;

	bytes += skb->len;
	if (bytes > 100000) {
		bytes = 0;
		__sync_fetch_and_add(&round_nr, 1);
	}
	return TC_ACT_UNSPEC;
}
