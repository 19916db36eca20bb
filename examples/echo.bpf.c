// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * echo.bpf.c - answers ping, for IPv4 and IPv6, before the packet reaches the stack.
 *
 * The answer for IPv4 mends the checksum for the one byte that changes; that for IPv6 computes the difference with
 * bpf_csum_diff(). Swapping the addresses changes neither sum.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define ICMP_ECHO   8
#define ICMP_REPLY  0
#define ICMP6_ECHO  128
#define ICMP6_REPLY 129

struct icmp_echo {
	__u8 type;
	__u8 code;
	__u16 checksum;
	__be16 id;
	__be16 sequence;
};

struct answered {
	__u64 requests;
	__u64 bytes;
	__u32 last_id;
	__u32 last_sequence;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2); /* IPv4, IPv6 */
	__type(key, __u32);
	__type(value, struct answered);
} answered SEC(".maps");

static __always_inline void note(__u32 slot, const struct icmp_echo *icmp, __u64 bytes)
{
	struct answered *a = bpf_map_lookup_elem(&answered, &slot);

	if (!a)
		return;
	__sync_fetch_and_add(&a->requests, 1);
	__sync_fetch_and_add(&a->bytes, bytes);
	a->last_id = bpf_ntohs(icmp->id);
	a->last_sequence = bpf_ntohs(icmp->sequence);
}

static __always_inline void swap_macs(struct ethhdr *eth)
{
	struct ethhdr old = *eth;

	__builtin_memcpy(eth->h_dest, old.h_source, ETH_ALEN);
	__builtin_memcpy(eth->h_source, old.h_dest, ETH_ALEN);
}

static __always_inline __u16 fold(__u64 sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return sum + (sum >> 16);
}

static __always_inline int echo4(struct ethhdr *eth, struct iphdr *ip, void *end)
{
	struct icmp_echo *icmp = (void *)(ip + 1);
	__be32 source;

	if ((void *)(icmp + 1) > end || ip->ihl != 5 || ip->protocol != IPPROTO_ICMP)
		return XDP_PASS;
	if ((ip->frag_off & bpf_htons(0x3fff)) || icmp->type != ICMP_ECHO || icmp->code)
		return XDP_PASS;
	note(0, icmp, end - (void *)eth);
	swap_macs(eth);
	source = ip->saddr;
	ip->saddr = ip->daddr;
	ip->daddr = source;
	icmp->type = ICMP_REPLY;
	icmp->checksum = fold((__u32)icmp->checksum + bpf_htons(ICMP_ECHO << 8));
	return XDP_TX;
}

static __always_inline int echo6(struct ethhdr *eth, struct ipv6hdr *ip, void *end)
{
	struct icmp_echo *icmp = (void *)(ip + 1);
	struct in6_addr source;
	__u32 old, new;

	if ((void *)(icmp + 1) > end || ip->nexthdr != IPPROTO_ICMPV6)
		return XDP_PASS;
	if (icmp->type != ICMP6_ECHO || icmp->code || ip->daddr.in6_u.u6_addr8[0] == 0xff)
		return XDP_PASS;
	note(1, icmp, end - (void *)eth);
	swap_macs(eth);
	source = ip->saddr;
	ip->saddr = ip->daddr;
	ip->daddr = source;
	old = icmp->type;
	new = ICMP6_REPLY;
	icmp->type = new;
	icmp->checksum = ~fold(bpf_csum_diff(&old, sizeof(old), &new, sizeof(new), (__u16)~icmp->checksum));
	return XDP_TX;
}

SEC("xdp")
int echo(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip4 = data + sizeof(*eth);
	struct ipv6hdr *ip6 = data + sizeof(*eth);

	if ((void *)(eth + 1) > end)
		return XDP_DROP;
	if (eth->h_proto == bpf_htons(ETH_P_IP) && (void *)(ip4 + 1) <= end)
		return echo4(eth, ip4, end);
	if (eth->h_proto == bpf_htons(ETH_P_IPV6) && (void *)(ip6 + 1) <= end)
		return echo6(eth, ip6, end);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
