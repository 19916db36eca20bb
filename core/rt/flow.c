/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * flow.c - the hash of a packet's flow: addresses, protocol and ports, the same in both directions.
 *
 * Overview     reads Ethernet, up to two VLAN tags, IPv4 or IPv6 without extension headers, and the ports of TCP, UDP, SCTP.
 *              A fragment has no ports; what is not IP has its EtherType alone. Linux's hash has a random seed, so no two
 *              machines agree on it, and this one agrees with none.
 * Cost         constant.
 */
#include "base/bits.h"
#include "rt/body.h"

struct flow {
	uint8_t a[16], b[16]; /* addresses */
	uint16_t a_port, b_port;
	uint32_t proto;
};

static const uint8_t *bytes_at(const struct kiln_packet *p, uint32_t off, uint32_t len)
{
	return off <= p->len && len <= p->len - off ? p->data + off : NULL;
}

static void flow_ports(struct flow *f, const struct kiln_packet *p, uint32_t off)
{
	const uint8_t *ports = bytes_at(p, off, 4);

	if (ports && (f->proto == 6 || f->proto == 17 || f->proto == 132)) {
		f->a_port = get16(ports);
		f->b_port = get16(ports + 2);
	}
}

static void flow_ip4(struct flow *f, const struct kiln_packet *p, uint32_t off)
{
	const uint8_t *ip = bytes_at(p, off, 20);

	if (!ip)
		return;
	f->proto = ip[9];
	memcpy(f->a, ip + 12, 4);
	memcpy(f->b, ip + 16, 4);
	if (!(be16(get16(ip + 6)) & 0x3fff)) /* neither more fragments nor an offset */
		flow_ports(f, p, off + (ip[0] & 15u) * 4);
}

static void flow_ip6(struct flow *f, const struct kiln_packet *p, uint32_t off)
{
	const uint8_t *ip = bytes_at(p, off, 40);

	if (!ip)
		return;
	f->proto = ip[6];
	memcpy(f->a, ip + 8, 16);
	memcpy(f->b, ip + 24, 16);
	flow_ports(f, p, off + 40);
}

static void flow_read(struct flow *f, const struct kiln_packet *p)
{
	uint32_t off = 12;
	const uint8_t *type = bytes_at(p, off, 2);

	for (int tags = 0; type && tags < 2 && (be16(get16(type)) == 0x8100 || be16(get16(type)) == 0x88a8); tags++)
		type = bytes_at(p, off += 4, 2);
	if (!type)
		return;
	f->proto = be16(get16(type));
	if (f->proto == 0x0800)
		flow_ip4(f, p, off + 2);
	else if (f->proto == 0x86dd)
		flow_ip6(f, p, off + 2);
}

/* The multiplier is 2^64 divided by the golden ratio, odd: each bit of the sum moves into the upper half. */
static uint64_t mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

uint32_t flow_hash(const struct kiln_packet *p)
{
	struct flow f = { 0 };
	uint64_t ends[2] = { 0 }, h;

	flow_read(&f, p);
	ends[0] = mix(mix(mix(1, get64(f.a)), get64(f.a + 8)), f.a_port);
	ends[1] = mix(mix(mix(1, get64(f.b)), get64(f.b + 8)), f.b_port);
	h = mix(ends[0] + ends[1], f.proto); /* a sum: the order of the ends does not matter */
	return (uint32_t)h ? (uint32_t)h : 1;
}
