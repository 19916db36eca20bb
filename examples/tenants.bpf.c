// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tenants.bpf.c - counters per tenant, each tenant (a VLAN) with a map of its own.
 *
 * The outer maps hold maps: an array of maps for the tenants known when the program was written, and a hash of maps,
 * by VLAN, for those that are added while it runs. A tenant's map can be swapped for an empty one at once, and read in
 * peace.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

struct counter {
	__u64 packets;
	__u64 bytes;
};

enum class { CLASS_ARP, CLASS_IP4, CLASS_IP6, CLASS_OTHER, NR_CLASSES };

struct inner {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_CLASSES);
	__type(key, __u32);
	__type(value, struct counter);
} untagged SEC(".maps"), tenant_10 SEC(".maps"), others SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, __u32);
	__array(values, struct inner);
} fixed SEC(".maps") = {
	.values = { [0] = &untagged, [1] = &tenant_10 },
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 64);
	__type(key, __u32);
	__array(values, struct inner);
} added SEC(".maps");

static __always_inline __u32 class_of(__be16 type)
{
	switch (type) {
	case bpf_htons(ETH_P_ARP):
		return CLASS_ARP;
	case bpf_htons(ETH_P_IP):
		return CLASS_IP4;
	case bpf_htons(ETH_P_IPV6):
		return CLASS_IP6;
	default:
		return CLASS_OTHER;
	}
}

static __always_inline void count(void *map, __u32 class, __u64 bytes)
{
	struct counter *c = bpf_map_lookup_elem(map, &class);

	if (!c)
		return;
	__sync_fetch_and_add(&c->packets, 1);
	__sync_fetch_and_add(&c->bytes, bytes);
}

SEC("xdp")
int tenants(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__be16 *tag = data + sizeof(struct ethhdr);
	struct ethhdr *eth = data;
	__u32 vlan = 0, slot;
	__be16 type;
	void *map;

	if ((void *)(eth + 1) > end)
		return XDP_ABORTED;
	type = eth->h_proto;
	if (type == bpf_htons(ETH_P_8021Q)) {
		if ((void *)(tag + 2) > end)
			return XDP_DROP;
		vlan = bpf_ntohs(tag[0]) & 0x0fff;
		type = tag[1];
	}
	slot = vlan == 0 ? 0 : vlan == 10 ? 1 : 2;
	map = bpf_map_lookup_elem(&fixed, &slot);
	if (!map)
		map = bpf_map_lookup_elem(&added, &vlan);
	if (!map) {
		count(&others, class_of(type), end - data);
		return XDP_PASS;
	}
	count(map, class_of(type), end - data);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
