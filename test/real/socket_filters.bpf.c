// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * socket_filters.bpf.c - what a capture or a listener wants to see of its packets.
 */
#include "real.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, __u64);
} protocols SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 128);
	__type(key, __be16);
	__type(value, __u8);
} wanted SEC(".maps");

static __always_inline int ip_load(struct __sk_buff *skb, struct iphdr *ip)
{
	if (skb->protocol != bpf_htons(ETH_P_IP))
		return -1;
	return bpf_skb_load_bytes(skb, ETH_HLEN, ip, sizeof(*ip));
}

SEC("socket")
int only_tcp(struct __sk_buff *skb)
{
	struct iphdr ip;

	if (ip_load(skb, &ip) < 0)
		return 0;
	return ip.protocol == IPPROTO_TCP ? skb->len : 0;
}

SEC("socket")
int count_protocols(struct __sk_buff *skb)
{
	struct iphdr ip;
	__u32 key;
	__u64 *n;

	if (ip_load(skb, &ip) < 0)
		return 0;
	key = ip.protocol;
	n = bpf_map_lookup_elem(&protocols, &key);
	if (n)
		__sync_fetch_and_add(n, skb->len);
	return 0;
}

SEC("socket")
int wanted_ports(struct __sk_buff *skb)
{
	struct iphdr ip;
	__be16 port[2];
	__u32 off;

	if (ip_load(skb, &ip) < 0)
		return 0;
	if (ip.frag_off & bpf_htons(0x1fff))
		return 0;
	off = ETH_HLEN + ip.ihl * 4;
	if (bpf_skb_load_bytes(skb, off, port, sizeof(port)) < 0)
		return 0;
	if (bpf_map_lookup_elem(&wanted, &port[0]) || bpf_map_lookup_elem(&wanted, &port[1]))
		return -1;
	return 0;
}

/* Headers alone: privacy by truncation. */
SEC("socket")
int headers_only(struct __sk_buff *skb)
{
	struct tcphdr tcp;
	struct iphdr ip;
	__u32 off;

	if (ip_load(skb, &ip) < 0)
		return 64;
	off = ETH_HLEN + ip.ihl * 4;
	switch (ip.protocol) {
	case IPPROTO_TCP:
		if (bpf_skb_load_bytes(skb, off, &tcp, sizeof(tcp)) < 0)
			return off;
		return off + tcp.doff * 4;
	case IPPROTO_UDP:
		return off + sizeof(struct udphdr);
	}
	return off;
}

SEC("socket")
int one_in_n(struct __sk_buff *skb)
{
	return bpf_get_prandom_u32() % 16 == 0 ? 256 : 0;
}

SEC("socket")
int outgoing(struct __sk_buff *skb)
{
	return skb->pkt_type == 4 ? skb->len : 0;
}

SEC("socket")
int net_relative(struct __sk_buff *skb)
{
	__u8 version;

	if (bpf_skb_load_bytes_relative(skb, 0, &version, 1, BPF_HDR_START_NET) < 0)
		return 0;
	return version >> 4 == 6 ? -1 : 0;
}
