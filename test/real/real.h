/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * real.h - what most of the programs here include: headers of packets and of helpers, in the way that real tools do it.
 */
#ifndef REAL_H
#define REAL_H

#include <stddef.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/pkt_cls.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#ifndef memcpy
#define memcpy(d, s, n) __builtin_memcpy(d, s, n)
#endif
#ifndef memset
#define memset(d, c, n) __builtin_memset(d, c, n)
#endif

#define ICMP_ECHOREPLY 0
#define ICMP_ECHO      8

/* <linux/icmp.h> wants the C library's sockets. */
struct icmphdr {
	__u8 type;
	__u8 code;
	__sum16 checksum;
	__be16 id;
	__be16 sequence;
};

struct vlan_tag {
	__be16 tci;
	__be16 proto;
};

/* The position in a packet: what remains to be read. */
struct cursor {
	void *pos;
	void *end;
};

static __always_inline struct ethhdr *take_eth(struct cursor *c)
{
	struct ethhdr *eth = c->pos;

	if ((void *)(eth + 1) > c->end)
		return NULL;
	c->pos = eth + 1;
	return eth;
}

static __always_inline struct iphdr *take_ip(struct cursor *c)
{
	struct iphdr *ip = c->pos;
	__u32 len;

	if ((void *)(ip + 1) > c->end || ip->version != 4)
		return NULL;
	len = ip->ihl * 4;
	if (len < sizeof(*ip) || c->pos + len > c->end)
		return NULL;
	c->pos += len;
	return ip;
}

static __always_inline struct ipv6hdr *take_ip6(struct cursor *c)
{
	struct ipv6hdr *ip = c->pos;

	if ((void *)(ip + 1) > c->end || ip->version != 6)
		return NULL;
	c->pos = ip + 1;
	return ip;
}

static __always_inline struct udphdr *take_udp(struct cursor *c)
{
	struct udphdr *udp = c->pos;

	if ((void *)(udp + 1) > c->end)
		return NULL;
	c->pos = udp + 1;
	return udp;
}

static __always_inline struct tcphdr *take_tcp(struct cursor *c)
{
	struct tcphdr *tcp = c->pos;

	if ((void *)(tcp + 1) > c->end)
		return NULL;
	c->pos = tcp + 1;
	return tcp;
}

#define CURSOR(ctx)                                                      \
	{                                                                \
		(void *)(long)(ctx)->data, (void *)(long)(ctx)->data_end \
	}

char LICENSE[] SEC("license") = "GPL";

#endif
