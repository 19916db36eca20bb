// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * aging.bpf.c - a flow table that forgets: bpf_for_each_map_elem() visits every flow and deletes those that are idle.
 *
 * Time is counted in packets here, not in seconds, so that the same capture always gives the same table. Every 256th
 * packet sweeps; `sweep` does it on demand.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define SWEEP_EVERY 256
#define MAX_IDLE    512

struct bpf_map;

struct flow {
	__be32 saddr, daddr;
	__u32 protocol;
};

struct entry {
	__u64 packets;
	__u64 last;
};

struct sweep {
	__u64 now;
	__u64 busiest;
	__u32 visited, deleted;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 4096);
	__type(key, struct flow);
	__type(value, struct entry);
} flows SEC(".maps");

__u64 nr_packets;
struct sweep last_sweep;

static long visit(struct bpf_map *map, struct flow *key, struct entry *e, struct sweep *s)
{
	struct flow gone;

	s->visited++;
	if (e->packets > s->busiest)
		s->busiest = e->packets;
	if (s->now - e->last <= MAX_IDLE)
		return 0;
	gone = *key; /* the entry may be reused as soon as it is deleted */
	bpf_map_delete_elem(map, &gone);
	s->deleted++;
	return 0;
}

static __always_inline void run_sweep(__u64 now)
{
	struct sweep s = { .now = now };

	bpf_for_each_map_elem(&flows, visit, &s, 0);
	last_sweep = s;
}

SEC("xdp")
int aging(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct entry first = { .packets = 1 }, *e;
	struct flow f = {};
	__u64 now = __sync_fetch_and_add(&nr_packets, 1) + 1;

	if (now % SWEEP_EVERY == 0)
		run_sweep(now);
	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	f.saddr = ip->saddr;
	f.daddr = ip->daddr;
	f.protocol = ip->protocol;
	e = bpf_map_lookup_elem(&flows, &f);
	if (e) {
		__sync_fetch_and_add(&e->packets, 1);
		e->last = now;
		return XDP_PASS;
	}
	first.last = now;
	return bpf_map_update_elem(&flows, &f, &first, BPF_NOEXIST) ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int sweep(struct xdp_md *ctx)
{
	run_sweep(nr_packets);
	return last_sweep.deleted ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
