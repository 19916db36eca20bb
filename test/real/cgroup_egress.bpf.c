// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * cgroup_egress.bpf.c - what a control group's sockets may send and receive.
 */
#include "real.h"

struct usage {
	__u64 packets;
	__u64 bytes;
	__u64 limit;
};

struct prefix4 {
	__u32 bits;
	__be32 address;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, struct usage);
} usage SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 256);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix4);
	__type(value, __u32);
} peers SEC(".maps");

static __always_inline int account(struct __sk_buff *skb, __u32 way)
{
	struct usage *u = bpf_map_lookup_elem(&usage, &way);

	if (!u)
		return 1;
	__sync_fetch_and_add(&u->packets, 1);
	__sync_fetch_and_add(&u->bytes, skb->len);
	return !u->limit || u->bytes < u->limit;
}

SEC("cgroup_skb/egress")
int account_out(struct __sk_buff *skb)
{
	return account(skb, 1);
}

SEC("cgroup_skb/ingress")
int account_in(struct __sk_buff *skb)
{
	return account(skb, 0);
}

SEC("cgroup_skb/egress")
int known_peers(struct __sk_buff *skb)
{
	struct prefix4 key = { .bits = 32 };
	struct iphdr ip;

	if (bpf_skb_load_bytes(skb, 0, &ip, sizeof(ip)) < 0)
		return 0;
	if (ip.version != 4)
		return 1;
	key.address = ip.daddr;
	return bpf_map_lookup_elem(&peers, &key) != NULL;
}

SEC("cgroup_skb/egress")
int no_raw_dns(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data;
	struct udphdr *udp;

	if ((void *)(ip + 1) > end || ip->version != 4 || ip->protocol != IPPROTO_UDP || ip->ihl < 5)
		return 1;
	udp = data + ip->ihl * 4;
	if ((void *)(udp + 1) > end)
		return 1;
	return udp->dest != bpf_htons(53) || ip->daddr == bpf_htonl(0x7f000035);
}

SEC("cgroup_skb/ingress")
int no_large_icmp(struct __sk_buff *skb)
{
	__u8 protocol;

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return 1;
	if (bpf_skb_load_bytes(skb, 9, &protocol, 1) < 0)
		return 0;
	return protocol != IPPROTO_ICMP || skb->len <= 576;
}
