// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * toobig.bpf.c - answers IPv4 packets that are longer than a tunnel takes with ICMP "fragmentation needed" (RFC 1191).
 *
 * The answer carries the offending packet's first bytes: bpf_xdp_adjust_tail() cuts it there, bpf_xdp_adjust_head()
 * makes room for the new headers in front.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define QUOTED_LEN 28 /* IPv4 header and eight bytes behind it */
#define IP_DF	   0x4000

struct icmp_too_big {
	__u8 type;
	__u8 code;
	__u16 checksum;
	__be16 unused;
	__be16 mtu;
};

struct answer {
	struct ethhdr eth;
	struct iphdr ip;
	struct icmp_too_big icmp;
} __attribute__((packed));

const volatile __u16 tunnel_mtu = 1000;

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 256);
	__type(key, __be32);  /* who was told */
	__type(value, __u64); /* how often */
} told SEC(".maps");

static __always_inline __u16 fold(__u64 sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

static __always_inline void tell(__be32 address)
{
	__u64 one = 1, *n = bpf_map_lookup_elem(&told, &address);

	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&told, &address, &one, BPF_ANY);
}

static __always_inline int answer(struct xdp_md *ctx, __u32 len)
{
	int cut = (int)(sizeof(struct ethhdr) + QUOTED_LEN) - (int)len;
	int room = -(int)(sizeof(struct iphdr) + sizeof(struct icmp_too_big));
	struct ethhdr *old_eth;
	struct iphdr *old_ip;
	struct answer *a;
	void *end;

	if (bpf_xdp_adjust_tail(ctx, cut) || bpf_xdp_adjust_head(ctx, room))
		return XDP_ABORTED;
	a = (void *)(long)ctx->data;
	end = (void *)(long)ctx->data_end;
	old_eth = (void *)a - room;
	old_ip = (void *)(old_eth + 1);
	if ((void *)old_ip + QUOTED_LEN > end)
		return XDP_ABORTED;
	/* The new Ethernet header is in front of the old one, so each side can be read while the other is written. */
	__builtin_memcpy(a->eth.h_dest, old_eth->h_source, ETH_ALEN);
	__builtin_memcpy(a->eth.h_source, old_eth->h_dest, ETH_ALEN);
	a->eth.h_proto = bpf_htons(ETH_P_IP);
	__builtin_memset(&a->ip, 0, sizeof(a->ip));
	a->ip.version = 4;
	a->ip.ihl = 5;
	a->ip.ttl = 64;
	a->ip.protocol = IPPROTO_ICMP;
	a->ip.tot_len = bpf_htons(sizeof(struct iphdr) + sizeof(struct icmp_too_big) + QUOTED_LEN);
	a->ip.saddr = old_ip->daddr;
	a->ip.daddr = old_ip->saddr;
	a->ip.check = fold(bpf_csum_diff(0, 0, (void *)&a->ip, sizeof(a->ip), 0));
	a->icmp.type = 3;
	a->icmp.code = 4;
	a->icmp.checksum = 0;
	a->icmp.unused = 0;
	a->icmp.mtu = bpf_htons(tunnel_mtu);
	a->icmp.checksum = fold(bpf_csum_diff(0, 0, (void *)&a->icmp, sizeof(a->icmp) + QUOTED_LEN, 0));
	return XDP_TX;
}

SEC("xdp")
int toobig(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->ihl != 5)
		return XDP_PASS;
	if (bpf_ntohs(ip->tot_len) <= tunnel_mtu || !(ip->frag_off & bpf_htons(IP_DF)))
		return XDP_PASS;
	tell(ip->saddr);
	return answer(ctx, end - data);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
