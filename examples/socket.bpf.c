// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * socket.bpf.c - a socket filter: keeps the first 128 bytes of IPv4 TCP control segments and whole DNS packets,
 * nothing else.
 *
 * A socket filter may not touch the packet directly: it copies what it needs with bpf_skb_load_bytes_relative(),
 * counted from the network header. What it returns is how many bytes of the packet the socket gets.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define SNAP_LEN 128
#define TCP_FIN	 0x01
#define TCP_SYN	 0x02
#define TCP_RST	 0x04

struct seen {
	__u64 packets;
	__u64 kept;
	__u64 longest;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u32); /* IP protocol */
	__type(value, struct seen);
} seen SEC(".maps");

static __always_inline __u32 filter_tcp(struct __sk_buff *skb, __u32 offset)
{
	__u8 flags;

	if (bpf_skb_load_bytes_relative(skb, offset + 13, &flags, sizeof(flags), BPF_HDR_START_NET))
		return 0;
	return flags & (TCP_FIN | TCP_SYN | TCP_RST) ? SNAP_LEN : 0;
}

static __always_inline __u32 filter_udp(struct __sk_buff *skb, __u32 offset)
{
	struct udphdr udp;

	if (bpf_skb_load_bytes_relative(skb, offset, &udp, sizeof(udp), BPF_HDR_START_NET))
		return 0;
	if (udp.source != bpf_htons(53) && udp.dest != bpf_htons(53))
		return 0;
	return skb->len;
}

SEC("socket")
int socket_filter(struct __sk_buff *skb)
{
	struct seen first = {}, *s;
	struct iphdr ip;
	__u32 key, keep = 0;

	if (skb->protocol != bpf_htons(ETH_P_IP) || skb->vlan_present)
		return 0;
	if (bpf_skb_load_bytes_relative(skb, 0, &ip, sizeof(ip), BPF_HDR_START_NET) || ip.version != 4)
		return 0;
	if (!(ip.frag_off & bpf_htons(0x1fff))) {
		if (ip.protocol == IPPROTO_TCP)
			keep = filter_tcp(skb, ip.ihl * 4);
		else if (ip.protocol == IPPROTO_UDP)
			keep = filter_udp(skb, ip.ihl * 4);
	}
	key = ip.protocol;
	s = bpf_map_lookup_elem(&seen, &key);
	if (!s) {
		bpf_map_update_elem(&seen, &key, &first, BPF_NOEXIST);
		s = bpf_map_lookup_elem(&seen, &key);
		if (!s)
			return keep;
	}
	__sync_fetch_and_add(&s->packets, 1);
	if (keep)
		__sync_fetch_and_add(&s->kept, 1);
	if (skb->len > s->longest)
		s->longest = skb->len;
	return keep;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
