// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * timer.bpf.c - closes the door to a source for a while, and lets a timer open it again.
 *
 * Each banned source has a timer in its own map value. When it fires, the callback deletes the entry.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define CLOCK_MONOTONIC 1

struct ban {
	struct bpf_timer timer;
	__u64 hits;
	__u32 strikes;
	__u32 banned;
};

const volatile __u64 ban_ns = 5000000000ull;
const volatile __u16 trap_port = 23;
const volatile __u32 max_strikes = 2;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __be32);
	__type(value, struct ban);
} bans SEC(".maps");

__u64 nr_lifted;

static int lift(void *map, __be32 *source, struct ban *b)
{
	__be32 key = *source;

	b->banned = 0;
	__sync_fetch_and_add(&nr_lifted, 1);
	bpf_map_delete_elem(map, &key);
	return 0;
}

static __always_inline int strike(__be32 source)
{
	struct ban first = {}, *b = bpf_map_lookup_elem(&bans, &source);

	if (!b) {
		bpf_map_update_elem(&bans, &source, &first, BPF_NOEXIST);
		b = bpf_map_lookup_elem(&bans, &source);
		if (!b)
			return XDP_PASS;
		bpf_timer_init(&b->timer, &bans, CLOCK_MONOTONIC);
		bpf_timer_set_callback(&b->timer, lift);
	}
	if (++b->strikes < max_strikes)
		return XDP_PASS;
	b->banned = 1;
	bpf_timer_start(&b->timer, ban_ns, 0);
	return XDP_DROP;
}

SEC("xdp")
int timer(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct tcphdr *tcp = (void *)(ip + 1);
	__be32 source;
	struct ban *b;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	source = ip->saddr;
	b = bpf_map_lookup_elem(&bans, &source);
	if (b && b->banned) {
		__sync_fetch_and_add(&b->hits, 1);
		return XDP_DROP;
	}
	if (ip->protocol != IPPROTO_TCP || ip->ihl != 5 || (void *)(tcp + 1) > end)
		return XDP_PASS;
	return tcp->syn && tcp->dest == bpf_htons(trap_port) ? strike(source) : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
