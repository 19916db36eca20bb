// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * chain.bpf.c - a parser as a chain of programs that call each other's tails.
 *
 * A program a protocol; the table `parsers` names them and is filled by its initialiser. What has been parsed so far
 * is handed on in a per-CPU array, for a tail call passes on nothing but the context.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

enum parser { PARSE_VLAN, PARSE_IP4, PARSE_IP6, PARSE_TCP, PARSE_UDP, PARSE_DONE, NR_PARSERS };

struct progress {
	__u32 offset; /* of the next header */
	__u32 depth;  /* how many headers were seen */
	__u16 vlan;
	__u16 sport, dport;
	__u8 protocol;
	__u8 version;
};

struct summary {
	__u64 packets;
	__u64 headers;
	__u64 last_offset;
};

int parse_vlan(struct xdp_md *ctx);
int parse_ip4(struct xdp_md *ctx);
int parse_ip6(struct xdp_md *ctx);
int parse_tcp(struct xdp_md *ctx);
int parse_udp(struct xdp_md *ctx);
int parse_done(struct xdp_md *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, NR_PARSERS);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct xdp_md *));
} parsers SEC(".maps") = {
	.values = {
		[PARSE_VLAN] = &parse_vlan,
		[PARSE_IP4] = &parse_ip4,
		[PARSE_IP6] = &parse_ip6,
		[PARSE_TCP] = &parse_tcp,
		[PARSE_UDP] = &parse_udp,
		[PARSE_DONE] = &parse_done,
	},
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct progress);
} progress SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, struct summary);
} by_protocol SEC(".maps");

static __always_inline struct progress *here(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&progress, &zero);
}

/* The header at the present offset, len bytes of which are in the packet; or NULL. */
static __always_inline void *header(struct xdp_md *ctx, const struct progress *p, __u32 len)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 offset = p->offset;

	if (offset > 512)
		return 0;
	data += offset;
	return data + len > end ? 0 : data;
}

/* To the next parser; comes back only when there is none. */
static __always_inline int go(struct xdp_md *ctx, struct progress *p, __u32 parsed, __u32 next)
{
	p->offset += parsed;
	p->depth++;
	bpf_tail_call(ctx, &parsers, next);
	return XDP_ABORTED;
}

static __always_inline __u32 after_ethernet(__be16 type)
{
	switch (type) {
	case bpf_htons(ETH_P_8021Q):
	case bpf_htons(ETH_P_8021AD):
		return PARSE_VLAN;
	case bpf_htons(ETH_P_IP):
		return PARSE_IP4;
	case bpf_htons(ETH_P_IPV6):
		return PARSE_IP6;
	default:
		return PARSE_DONE;
	}
}

static __always_inline __u32 after_ip(__u8 protocol)
{
	return protocol == IPPROTO_TCP ? PARSE_TCP : protocol == IPPROTO_UDP ? PARSE_UDP : PARSE_DONE;
}

SEC("xdp")
int chain(struct xdp_md *ctx)
{
	struct progress *p = here();
	struct ethhdr *eth;

	if (!p)
		return XDP_ABORTED;
	__builtin_memset(p, 0, sizeof(*p));
	eth = header(ctx, p, sizeof(*eth));
	if (!eth)
		return XDP_DROP;
	return go(ctx, p, sizeof(*eth), after_ethernet(eth->h_proto));
}

SEC("xdp")
int parse_vlan(struct xdp_md *ctx)
{
	struct progress *p = here();
	__be16 *tag;

	tag = p ? header(ctx, p, 4) : 0;
	if (!tag)
		return XDP_DROP;
	p->vlan = bpf_ntohs(tag[0]) & 0x0fff;
	return go(ctx, p, 4, after_ethernet(tag[1]));
}

SEC("xdp")
int parse_ip4(struct xdp_md *ctx)
{
	struct progress *p = here();
	struct iphdr *ip;

	ip = p ? header(ctx, p, sizeof(*ip)) : 0;
	if (!ip || ip->ihl < 5)
		return XDP_DROP;
	p->version = 4;
	p->protocol = ip->protocol;
	return go(ctx, p, ip->ihl * 4, ip->frag_off & bpf_htons(0x1fff) ? PARSE_DONE : after_ip(ip->protocol));
}

SEC("xdp")
int parse_ip6(struct xdp_md *ctx)
{
	struct progress *p = here();
	struct ipv6hdr *ip;

	ip = p ? header(ctx, p, sizeof(*ip)) : 0;
	if (!ip)
		return XDP_DROP;
	p->version = 6;
	p->protocol = ip->nexthdr;
	return go(ctx, p, sizeof(*ip), after_ip(ip->nexthdr));
}

SEC("xdp")
int parse_tcp(struct xdp_md *ctx)
{
	struct progress *p = here();
	struct tcphdr *tcp;

	tcp = p ? header(ctx, p, sizeof(*tcp)) : 0;
	if (!tcp || tcp->doff < 5)
		return XDP_DROP;
	p->sport = bpf_ntohs(tcp->source);
	p->dport = bpf_ntohs(tcp->dest);
	return go(ctx, p, tcp->doff * 4, PARSE_DONE);
}

SEC("xdp")
int parse_udp(struct xdp_md *ctx)
{
	struct progress *p = here();
	struct udphdr *udp;

	udp = p ? header(ctx, p, sizeof(*udp)) : 0;
	if (!udp)
		return XDP_DROP;
	p->sport = bpf_ntohs(udp->source);
	p->dport = bpf_ntohs(udp->dest);
	return go(ctx, p, sizeof(*udp), PARSE_DONE);
}

SEC("xdp")
int parse_done(struct xdp_md *ctx)
{
	struct progress *p = here();
	struct summary first = {}, *s;
	__u32 key;

	if (!p)
		return XDP_ABORTED;
	key = p->protocol;
	bpf_map_update_elem(&by_protocol, &key, &first, BPF_NOEXIST);
	s = bpf_map_lookup_elem(&by_protocol, &key);
	if (!s)
		return XDP_ABORTED;
	s->packets++;
	s->headers += p->depth;
	s->last_offset = p->offset;
	return p->dport == 23 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
