// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tc_functions.bpf.c - functions that stay functions: static ones with pointers, global ones with the context and memory.
 */
#include "real.h"

struct summary {
	__u32 protocol;
	__u32 len;
	__u32 port;
	__u32 fragments;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, struct summary);
} summaries SEC(".maps");

const volatile int verbose = 0;
__u32 nr_seen;

__attribute__((noinline)) int read_protocol(struct __sk_buff *skb, struct summary *s)
{
	__u8 protocol;

	if (!s)
		return -1;
	if (bpf_skb_load_bytes(skb, ETH_HLEN + 9, &protocol, 1) < 0)
		return -1;
	s->protocol = protocol;
	return 0;
}

__attribute__((noinline)) int read_port(struct __sk_buff *skb, struct summary *s)
{
	__be16 port;

	if (!s)
		return -1;
	if (bpf_skb_load_bytes(skb, ETH_HLEN + 20 + 2, &port, 2) < 0)
		return -1;
	s->port = bpf_ntohs(port);
	return 0;
}

static __attribute__((noinline)) __u32 score(const struct summary *s)
{
	__u32 v = s->len;

	if (s->protocol == IPPROTO_UDP)
		v *= 2;
	if (s->port < 1024)
		v += 100;
	return v;
}

static __attribute__((noinline)) void keep(const struct summary *s, __u32 slot)
{
	struct summary *to = bpf_map_lookup_elem(&summaries, &slot);

	if (to)
		*to = *s;
}

SEC("tc")
int summarise(struct __sk_buff *skb)
{
	struct summary s = {};

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	s.len = skb->len;
	if (read_protocol(skb, &s) || read_port(skb, &s))
		return TC_ACT_OK;
	__sync_fetch_and_add(&nr_seen, 1);
	if (verbose)
		bpf_printk("%d %d", s.protocol, s.port);
	keep(&s, score(&s) & 3);
	return score(&s) > 5000 ? TC_ACT_SHOT : TC_ACT_OK;
}

__attribute__((noinline)) int gcd(__u32 a, __u32 b)
{
	for (int i = 0; i < 48 && b; i++) {
		__u32 r = a % b;

		a = b;
		b = r;
	}
	return a;
}

SEC("tc")
int spread(struct __sk_buff *skb)
{
	skb->mark = gcd(skb->len, skb->hash | 1);
	return TC_ACT_OK;
}

static __attribute__((noinline)) int bytes_sum(struct __sk_buff *skb, __u32 *sum)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	__u8 *at = data;

	*sum = 0;
	if ((void *)(at + 32) > end)
		return -1;
	for (int i = 0; i < 32; i++)
		*sum += at[i];
	return 0;
}

SEC("tc")
int checksum_head(struct __sk_buff *skb)
{
	__u32 sum;

	if (bytes_sum(skb, &sum))
		return TC_ACT_OK;
	skb->cb[1] = sum;
	return sum & 1 ? TC_ACT_RECLASSIFY : TC_ACT_OK;
}
