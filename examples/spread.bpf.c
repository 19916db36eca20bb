// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * spread.bpf.c - sends flows to the ports of a bond: a device map names the ports, a flow's hash picks one.
 *
 * Which port a flow has is kept in one 64-bit word per slot, together with a generation, and changed by
 * compare-and-exchange: no lock, and no packet sees half of a change.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define NR_PORTS 4
#define NR_SLOTS 64

struct slot {
	__u64 word; /* generation << 32 | port + 1; 0 while unused */
	__u64 packets;
	__u64 moved;
};

const volatile __u32 rebalance_every = 100;

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, NR_PORTS);
	__type(key, __u32);
	__type(value, __u32);
} ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_SLOTS);
	__type(key, __u32);
	__type(value, struct slot);
} slots SEC(".maps");

__u64 next_port;
__u64 nr_contended;
__u32 high_water;

static __always_inline __u32 port_of(struct slot *s)
{
	__u64 word = s->word, fresh, before;
	__u64 count = __sync_fetch_and_add(&s->packets, 1);

	if (word && (!rebalance_every || count % rebalance_every))
		return ((__u32)word - 1) % NR_PORTS;
	fresh = ((word >> 32) + 1) << 32 | (__sync_fetch_and_add(&next_port, 1) % NR_PORTS + 1);
	before = __sync_val_compare_and_swap(&s->word, word, fresh);
	if (before != word) {
		__sync_fetch_and_add(&nr_contended, 1);
		return ((__u32)before - 1) % NR_PORTS;
	}
	__sync_fetch_and_or(&s->moved, 1ull << ((fresh >> 32) & 63));
	return ((__u32)fresh - 1) % NR_PORTS;
}

SEC("xdp")
int spread(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	__u32 hash, key;
	struct slot *s;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	hash = (ip->saddr ^ ip->daddr ^ ip->protocol) * 0x9e3779b1u;
	key = hash >> 26;
	s = bpf_map_lookup_elem(&slots, &key);
	if (!s)
		return XDP_ABORTED;
	if (key > high_water)
		__sync_lock_test_and_set(&high_water, key);
	return bpf_redirect_map(&ports, port_of(s), XDP_DROP);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
