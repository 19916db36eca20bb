/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_call.c - what classic programs do that is no plain load: offsets with a sign, far ones, netlink attributes, the payload.
 *
 * Overview     the packet is the len bytes at data, of which programs themselves see the first 65,535.
 * Cost         constant, but for attributes: linear in the packet.
 * See          test/kernel/cbpf_diff.c compares with Linux's sockets.
 */
#include "front/cbpf.h"

#include "base/bits.h"

#define CALL(name)    uint64_t name(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *env)
#define NOTHING_THERE (0 - (uint64_t)KILN_ERR_FAULT)
#define UNUSED_ARGS   ((void)r3, (void)r4, (void)r5, (void)env)

static const struct kiln_packet *packet_of(uint64_t r)
{
	return (const void *)(uintptr_t)r;
}

static uint64_t bytes_get(const uint8_t *at, uint64_t size)
{
	return size == 1 ? *at : size == 2 ? be16(get16(at)) : be32(get32(at));
}

/* size bytes at off from data, which may be before it but not before the room's head. */
static uint64_t load_at(const struct kiln_packet *p, int64_t off, uint64_t size)
{
	if ((off < 0 && (!p->head || off < p->head - p->data)) || off > (int64_t)p->len - (int64_t)size)
		return NOTHING_THERE;
	return bytes_get(p->data + off, size);
}

/* Of a load; a program that asks for another number gets four. */
static uint64_t size_of_load(uint64_t r)
{
	return r == 1 || r == 2 ? r : 4;
}

/* (context, offset, bytes) */
CALL(call_cbpf_pcap)
{
	const struct kiln_packet *p = packet_of(r1);
	uint64_t size = size_of_load(r3);

	UNUSED_ARGS;
	return r2 > p->len || size > p->len - r2 ? NOTHING_THERE : bytes_get(p->data + r2, size);
}

enum { NET_OFF = -0x100000, LL_OFF = -0x200000 };

/* (context, offset, bytes): offsets below 0 count from the network header, or from the link-layer header. */
CALL(call_cbpf_load)
{
	const struct kiln_packet *p = packet_of(r1);
	int64_t off = (int32_t)r2;

	UNUSED_ARGS;
	if (off < LL_OFF || (off < NET_OFF && p->mac_off == KILN_NO_OFF))
		return NOTHING_THERE;
	if (off < NET_OFF)
		off += (int32_t)p->mac_off - (int64_t)LL_OFF;
	else if (off < 0)
		off += (int32_t)p->net_off - (int64_t)NET_OFF;
	return load_at(p, off, size_of_load(r3));
}

/* -- netlink attributes -------------------------------------------------------------------------------------------- */

enum { NLATTR_LEN = 4, NLATTR_TYPE_MASK = 0x3fff };

/* The attribute of a type among those in [off, end), or 0. Their numbers are in the host's order. */
static uint64_t nlattr_find(const struct kiln_packet *p, uint64_t off, uint64_t end, uint32_t type)
{
	while (off < end && end - off >= NLATTR_LEN) {
		uint32_t len = get16(p->data + off);

		if (len < NLATTR_LEN || len > end - off)
			return 0;
		if ((get16(p->data + off + 2) & NLATTR_TYPE_MASK) == type)
			return off;
		off += round_up64(len, 4);
	}
	return 0;
}

/* (context, offset, type) */
CALL(call_cbpf_nlattr)
{
	const struct kiln_packet *p = packet_of(r1);
	uint32_t off = (uint32_t)r2;

	UNUSED_ARGS;
	return p->len < NLATTR_LEN || off > p->len - NLATTR_LEN ? 0 : nlattr_find(p, off, p->len, (uint32_t)r3);
}

CALL(call_cbpf_nlattr_nest)
{
	const struct kiln_packet *p = packet_of(r1);
	uint32_t off = (uint32_t)r2, len;

	UNUSED_ARGS;
	if (p->len < NLATTR_LEN || off > p->len - NLATTR_LEN)
		return 0;
	len = get16(p->data + off);
	if (len > p->len - off || len < NLATTR_LEN)
		return 0;
	return nlattr_find(p, (uint64_t)off + NLATTR_LEN, (uint64_t)off + len, (uint32_t)r3);
}

/* -- the payload --------------------------------------------------------------------------------------------------- */

enum { ETH_IP4 = 0x800, ETH_IP6 = 0x86dd, ETH_VLAN = 0x8100, ETH_QINQ = 0x88a8, MAX_HEADERS = 15 };

static const uint8_t *bytes_at(const struct kiln_packet *p, uint64_t off, uint32_t len)
{
	return off <= p->len && len <= p->len - off ? p->data + off : NULL;
}

/* A transport header and where it is. proto 0: none is there to be looked into. */
struct transport {
	uint64_t off;
	uint32_t proto;
};

static struct transport transport_ip4(const struct kiln_packet *p, uint64_t off)
{
	const uint8_t *ip = bytes_at(p, off, 20);

	if (!ip || (ip[0] & 15) < 5)
		return (struct transport){ 0, 0 };
	return (struct transport){ off + (ip[0] & 15u) * 4, be16(get16(ip + 6)) & 0x1fff ? 0 : ip[9] };
}

enum { HOP_BY_HOP = 0, ROUTING = 43, FRAGMENT = 44, DESTINATION = 60 };

static struct transport transport_ip6(const struct kiln_packet *p, uint64_t off)
{
	const uint8_t *ip = bytes_at(p, off, 40), *ext;
	struct transport t = { off + 40, ip ? ip[6] : 0 };

	if (!ip)
		return (struct transport){ 0, 0 };
	for (int i = 0; i < MAX_HEADERS; i++) {
		if (t.proto != HOP_BY_HOP && t.proto != ROUTING && t.proto != FRAGMENT && t.proto != DESTINATION)
			return t;
		ext = bytes_at(p, t.off, 8);
		if (!ext)
			return (struct transport){ 0, 0 };
		if (t.proto == FRAGMENT && be16(get16(ext + 2)) & 0xfff8)
			return (struct transport){ t.off + 8, 0 };
		t.off += t.proto == FRAGMENT ? 8 : (ext[1] + 1u) * 8;
		t.proto = ext[0];
	}
	return t;
}

static struct transport transport_find(const struct kiln_packet *p)
{
	uint64_t off = p->net_off;
	uint32_t proto = be16((uint16_t)p->protocol_be);

	for (int i = 0; i < 2 && (proto == ETH_VLAN || proto == ETH_QINQ); i++, off += 4) {
		const uint8_t *tag = bytes_at(p, off, 4);

		if (!tag)
			return (struct transport){ 0, 0 };
		proto = be16(get16(tag + 2));
	}
	return proto == ETH_IP4	  ? transport_ip4(p, off)
	       : proto == ETH_IP6 ? transport_ip6(p, off)
				  : (struct transport){ 0, 0 };
}

enum { ICMP = 1, IGMP = 2, TCP = 6, UDP = 17, DCCP = 33, ICMP6 = 58, SCTP = 132, UDPLITE = 136 };

static uint32_t transport_len(const struct kiln_packet *p, const struct transport *t)
{
	const uint8_t *doff;

	switch (t->proto) {
	case TCP:
		doff = bytes_at(p, t->off + 12, 1);
		return !doff ? 0 : *doff >> 4 < 5 ? 20 : (*doff >> 4) * 4u;
	case UDP:
	case UDPLITE:
	case ICMP:
	case ICMP6:
	case IGMP:
		return 8;
	case DCCP:
	case SCTP:
		return 12;
	default:
		return 0;
	}
}

/* (context) */
CALL(call_cbpf_pay_offset)
{
	const struct kiln_packet *p = packet_of(r1);
	struct transport t = transport_find(p);

	(void)r2;
	UNUSED_ARGS;
	return (uint32_t)(t.off + transport_len(p, &t));
}
