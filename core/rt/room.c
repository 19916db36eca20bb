/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * room.c - skb_adjust_room: space between a packet's headers, for a tunnel's header that comes or goes.
 *
 * Overview     space opens (zeros) or closes behind the network header or before it; what lies before it moves. The flags say
 *              what the new outer header is going to be, so that skb->protocol follows.
 * Invariant    an error changes nothing. A packet that ends within its headers does not grow: Linux would move bytes from
 *              behind its end.
 * See          test/kernel/helper_diff.c compares answers and packets with the running kernel.
 */
#include "base/bits.h"
#include "rt/body.h"

enum {
	MODE_NET = 0, /* behind the network header */
	MODE_MAC = 1, /* before it */
	LEN_MAX = 16064,
	DIFF_MAX = 0xfff,
	IP4_LEN = 20,
	IP6_LEN = 40,
	ETH_LEN = 14,
	PROTO_IP4 = 0x0800,
	PROTO_IP6 = 0x86dd,
	ERR_ALREADY = 114, /* EALREADY */
};

/* BPF_F_ADJ_ROOM_*; the inner link header's length is in the flags' uppermost byte. */
enum {
	FIXED_GSO = 1,
	ENCAP_IP4 = 2,
	ENCAP_IP6 = 4,
	ENCAP_GRE = 8,
	ENCAP_UDP = 16,
	NO_CSUM_RESET = 32,
	ENCAP_ETH = 64,
	DECAP_IP4 = 128,
	DECAP_IP6 = 256,
	ENCAP = ENCAP_IP4 | ENCAP_IP6,
	DECAP = DECAP_IP4 | DECAP_IP6,
	INNER_LEN_SHIFT = 56,
};

struct change {
	struct kiln_packet *p;
	uint32_t by, off; /* bytes, and where in the packet they come or go */
	uint64_t flags;
};

/* The protocol follows the header that becomes, or now is, the outer one. */
static void set_protocol(struct kiln_packet *p, bool ip4, bool ip6)
{
	if (p->protocol_be == be16(PROTO_IP4) && ip6)
		p->protocol_be = be16(PROTO_IP6);
	else if (p->protocol_be == be16(PROTO_IP6) && ip4)
		p->protocol_be = be16(PROTO_IP4);
}

static uint64_t encap_check(const struct change *c)
{
	uint32_t inner_len = (uint32_t)(c->flags >> INNER_LEN_SHIFT);

	if (!(c->flags & ENCAP))
		return 0;
	if ((c->flags & ENCAP) == ENCAP || (c->flags & ENCAP_GRE && c->flags & ENCAP_UDP) ||
	    (c->flags & ENCAP_ETH && inner_len < ETH_LEN))
		return rt_err(KILN_ERR_INVAL);
	if (c->p->outer_len)
		return 0 - (uint64_t)ERR_ALREADY;
	return inner_len > c->by ? rt_err(KILN_ERR_INVAL) : 0;
}

static uint64_t room_grow(const struct change *c)
{
	struct kiln_packet *p = c->p;
	uint64_t err = encap_check(c);

	if (err)
		return err;
	if (c->by > (size_t)(p->data - p->head) || c->off > p->len)
		return rt_err(KILN_ERR_NOMEM);
	p->data -= c->by;
	memmove(p->data, p->data + c->by, c->off);
	memset(p->data + c->off, 0, c->by);
	if (c->flags & ENCAP) {
		p->outer_len = c->flags & ENCAP_IP4 ? IP4_LEN : IP6_LEN;
		set_protocol(p, c->flags & ENCAP_IP4, c->flags & ENCAP_IP6);
	}
	return 0;
}

static uint64_t room_shrink(const struct change *c)
{
	struct kiln_packet *p = c->p;

	if (c->flags & ~(uint64_t)(FIXED_GSO | DECAP | NO_CSUM_RESET))
		return rt_err(KILN_ERR_INVAL);
	if (c->off + c->by > p->len)
		return rt_err(KILN_ERR_NOMEM);
	memmove(p->data + c->by, p->data, c->off);
	p->data += c->by;
	set_protocol(p, c->flags & DECAP_IP4, c->flags & DECAP_IP6);
	return 0;
}

/* The bytes that must stay behind the link header when a packet shrinks; 0 for flags that do not belong together. */
static uint32_t least_len(uint32_t base_len, uint64_t flags, bool shrink)
{
	if (!(flags & DECAP))
		return base_len;
	if (!shrink || (flags & DECAP) == DECAP)
		return 0;
	return flags & DECAP_IP4 ? IP4_LEN : IP6_LEN;
}

/* (ctx, bytes: more or less than 0, mode, flags) */
BODY(call_skb_adjust_room)
{
	const uint64_t known = FIXED_GSO | ENCAP | ENCAP_GRE | ENCAP_UDP | NO_CSUM_RESET | ENCAP_ETH | DECAP |
			       UINT64_C(0xff) << INNER_LEN_SHIFT;
	struct kiln_packet *p = rt_ptr(r1);
	int64_t by = (int32_t)r2;
	struct change c = { .p = p, .by = (uint32_t)(by < 0 ? -by : by), .off = p->net_off, .flags = r4 };
	bool ip4 = p->protocol_be == be16(PROTO_IP4), ip6 = p->protocol_be == be16(PROTO_IP6);
	uint32_t base_len = ip4 ? IP4_LEN : IP6_LEN, least, len = p->len - p->net_off;
	uint64_t err;

	if (r4 & ~known)
		return rt_err(KILN_ERR_INVAL);
	if (c.by > DIFF_MAX)
		return rt_err(KILN_ERR_FAULT);
	if ((!ip4 && !ip6) || (uint32_t)r3 > MODE_MAC || p->net_off > p->len)
		return rt_err(KILN_ERR_NOTSUPP);
	if ((uint32_t)r3 == MODE_NET)
		c.off += base_len;
	least = least_len(base_len, r4, by < 0);
	if (!least)
		return rt_err(KILN_ERR_INVAL);
	if (by < 0 ? c.by >= len || len - c.by < least : p->len + c.by > LEN_MAX)
		return rt_err(KILN_ERR_NOTSUPP);
	err = by < 0 ? room_shrink(&c) : room_grow(&c);
	p->data_meta = p->data;
	p->len = (uint32_t)(p->data_end - p->data);
	return err;
}
