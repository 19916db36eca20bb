// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * hops.bpf.c - a router's step: lowers TTL or hop limit, mends the checksum, and writes new link addresses by a route
 * table.
 *
 * Reads and writes by bpf_xdp_load_bytes() and bpf_xdp_store_bytes(): no pointer into the packet and no comparison
 * with its end, and it works on packets in several fragments too. `hops_setup` is run once to fill the table.
 */
#include <stddef.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

struct prefix {
	__u32 len;
	__be32 address;
};

struct next_hop {
	__u8 mac[ETH_ALEN];
	__u16 number;
	__u64 packets;
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 256);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix);
	__type(value, struct next_hop);
} routes SEC(".maps");

const volatile __u8 own_mac[ETH_ALEN] = { 2, 0, 0, 0, 9, 1 };

__u64 nr_expired, nr_unroutable;

static __always_inline int rewrite_ethernet(struct xdp_md *ctx, const struct next_hop *hop)
{
	struct {
		__u8 dest[ETH_ALEN];
		__u8 source[ETH_ALEN];
	} macs;

	__builtin_memcpy(macs.dest, hop->mac, ETH_ALEN);
	__builtin_memcpy(macs.source, (const void *)own_mac, ETH_ALEN);
	return bpf_xdp_store_bytes(ctx, 0, &macs, sizeof(macs));
}

static __always_inline int route4(struct xdp_md *ctx)
{
	struct prefix key = { .len = 32 };
	struct next_hop *hop;
	struct iphdr ip;
	__u32 check;

	if (bpf_xdp_load_bytes(ctx, sizeof(struct ethhdr), &ip, sizeof(ip)))
		return XDP_DROP;
	if (ip.ttl <= 1) {
		__sync_fetch_and_add(&nr_expired, 1);
		return XDP_DROP;
	}
	key.address = ip.daddr;
	hop = bpf_map_lookup_elem(&routes, &key);
	if (!hop) {
		__sync_fetch_and_add(&nr_unroutable, 1);
		return XDP_PASS;
	}
	ip.ttl--;
	check = ip.check + bpf_htons(0x0100);
	ip.check = check + (check >= 0xffff);
	if (bpf_xdp_store_bytes(ctx, sizeof(struct ethhdr), &ip, sizeof(ip)) || rewrite_ethernet(ctx, hop))
		return XDP_ABORTED;
	__sync_fetch_and_add(&hop->packets, 1);
	return XDP_TX;
}

static __always_inline int route6(struct xdp_md *ctx)
{
	__u32 offset = sizeof(struct ethhdr) + offsetof(struct ipv6hdr, hop_limit);
	__u8 hops;

	if (bpf_xdp_load_bytes(ctx, offset, &hops, 1))
		return XDP_DROP;
	if (hops <= 1) {
		__sync_fetch_and_add(&nr_expired, 1);
		return XDP_DROP;
	}
	hops--;
	return bpf_xdp_store_bytes(ctx, offset, &hops, 1) ? XDP_ABORTED : XDP_PASS;
}

SEC("xdp")
int hops(struct xdp_md *ctx)
{
	__be16 type;

	if (bpf_xdp_get_buff_len(ctx) < sizeof(struct ethhdr))
		return XDP_ABORTED;
	if (bpf_xdp_load_bytes(ctx, offsetof(struct ethhdr, h_proto), &type, sizeof(type)))
		return XDP_ABORTED;
	switch (type) {
	case bpf_htons(ETH_P_IP):
		return route4(ctx);
	case bpf_htons(ETH_P_IPV6):
		return route6(ctx);
	default:
		return XDP_PASS;
	}
}

SEC("xdp")
int hops_setup(struct xdp_md *ctx)
{
	static const struct {
		__u32 len;
		__u32 address;
		__u8 host;
	} table[] = { { 8, 0x0a000000, 1 }, { 16, 0x0a010000, 2 }, { 24, 0x0a010300, 3 }, { 32, 0x0a010304, 4 } };
	__u32 i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		struct prefix key = { table[i].len, bpf_htonl(table[i].address) };
		struct next_hop hop = { .mac = { 2, 0, 0, 0, 8, table[i].host }, .number = i };

		if (bpf_map_update_elem(&routes, &key, &hop, BPF_ANY))
			return XDP_ABORTED;
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
