// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * xdp_headers.bpf.c - strict looks at headers: what is malformed goes no further.
 */
#include "real.h"

enum fault { FINE, SHORT, VERSION, LENGTH, TTL, SOURCE, FLAGS, OPTIONS, NR_FAULTS };

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_FAULTS);
	__type(key, __u32);
	__type(value, __u64);
} faults SEC(".maps");

static __always_inline int verdict(__u32 fault)
{
	__u64 *n = bpf_map_lookup_elem(&faults, &fault);

	if (n)
		(*n)++;
	return fault == FINE ? XDP_PASS : XDP_DROP;
}

SEC("xdp")
int strict_ip(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	__u16 total;

	if ((void *)(eth + 1) > end)
		return verdict(SHORT);
	if (eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if ((void *)(ip + 1) > end)
		return verdict(SHORT);
	if (ip->version != 4)
		return verdict(VERSION);
	total = bpf_ntohs(ip->tot_len);
	if (ip->ihl < 5 || total < ip->ihl * 4 || (void *)ip + total > end)
		return verdict(LENGTH);
	if (ip->ttl <= 1)
		return verdict(TTL);
	if ((ip->saddr & bpf_htonl(0xff000000)) == bpf_htonl(0x7f000000) || ip->saddr == 0xffffffff)
		return verdict(SOURCE);
	return verdict(FINE);
}

static __always_inline int flags_fault(const struct tcphdr *tcp)
{
	if (tcp->syn && (tcp->fin || tcp->rst))
		return FLAGS;
	if (!tcp->syn && !tcp->ack && !tcp->rst && !tcp->fin)
		return FLAGS;
	if (tcp->doff < 5)
		return LENGTH;
	return FINE;
}

SEC("xdp")
int strict_tcp(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct tcphdr *tcp;
	struct iphdr *ip;

	if (!eth)
		return verdict(SHORT);
	if (eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip)
		return verdict(LENGTH);
	if (ip->protocol != IPPROTO_TCP || ip->frag_off & bpf_htons(0x1fff))
		return XDP_PASS;
	tcp = take_tcp(&c);
	if (!tcp)
		return verdict(SHORT);
	return verdict(flags_fault(tcp));
}

/* Options one by one: kind, length, value; at most ten of them. */
SEC("xdp")
int strict_options(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct tcphdr *tcp;
	struct iphdr *ip;
	__u8 *at, *stop;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_TCP)
		return XDP_PASS;
	tcp = take_tcp(&c);
	if (!tcp)
		return verdict(SHORT);
	at = (__u8 *)(tcp + 1);
	stop = (__u8 *)tcp + tcp->doff * 4;
	for (int i = 0; i < 10; i++) {
		__u8 len;

		if (at >= stop)
			break;
		if ((void *)(at + 1) > c.end)
			return verdict(SHORT);
		if (at[0] == 0)
			break;
		if (at[0] == 1) {
			at++;
			continue;
		}
		if ((void *)(at + 2) > c.end)
			return verdict(SHORT);
		len = at[1];
		if (len < 2)
			return verdict(OPTIONS);
		at += len;
	}
	return verdict(FINE);
}

SEC("xdp")
int strict_udp(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct udphdr *udp;
	struct iphdr *ip;
	__u16 len;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip)
		return verdict(LENGTH);
	if (ip->protocol != IPPROTO_UDP)
		return XDP_PASS;
	udp = take_udp(&c);
	if (!udp)
		return verdict(SHORT);
	len = bpf_ntohs(udp->len);
	if (len < sizeof(*udp) || (void *)udp + len > c.end)
		return verdict(LENGTH);
	if (!udp->source || !udp->dest)
		return verdict(SOURCE);
	return verdict(FINE);
}

/* Answers echo requests: addresses change places, the checksum moves by the type's difference. */
SEC("xdp")
int answer_ping(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	unsigned char mac[ETH_ALEN];
	struct ethhdr *eth = take_eth(&c);
	struct icmphdr *icmp;
	struct iphdr *ip;
	__be32 address;
	__u32 sum;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_ICMP)
		return XDP_PASS;
	icmp = c.pos;
	if ((void *)(icmp + 1) > c.end || icmp->type != ICMP_ECHO)
		return XDP_PASS;
	memcpy(mac, eth->h_dest, ETH_ALEN);
	memcpy(eth->h_dest, eth->h_source, ETH_ALEN);
	memcpy(eth->h_source, mac, ETH_ALEN);
	address = ip->saddr;
	ip->saddr = ip->daddr;
	ip->daddr = address;
	icmp->type = ICMP_ECHOREPLY;
	sum = (__u32)icmp->checksum + bpf_htons(ICMP_ECHO << 8);
	icmp->checksum = (__u16)(sum + (sum >> 16));
	return XDP_TX;
}
