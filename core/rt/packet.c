/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * packet.c - helpers that read, write, move and redirect the packet of struct kiln_packet.
 *
 * Overview     a packet is one piece of memory in a room: "linear" in Linux's words, so pulling data is only a check. Where
 *              Linux would find a bigger buffer for an skb, the room is the limit, and -ENOMEM the answer.
 * Invariant    head <= data_meta <= data <= data_end <= tail_max, and len is data_end - data. An error changes nothing.
 * Cost         that of the bytes copied.
 * Threads      a packet belongs to the event that runs.
 * See          test/kernel/helper_diff.c compares answers and packets with the running kernel.
 */
#include "base/bits.h"
#include "rt/body.h"

enum {
	ETH_LEN = 14,
	/* Linux keeps a struct xdp_frame before the packet; the same bytes stay free here, so that programs fit in both. */
	XDP_RESERVED = 40,
	XDP_META_MAX = 255,
	XDP_LEN_MAX = 0xffff,
	SKB_LEN_MAX = 16064, /* BPF_SKB_MAX_LEN: four pages less struct skb_shared_info */
	OFF_MAX = 0x7fffffff,
};

enum { STORE_RECOMPUTE_CSUM = 1, STORE_INVALIDATE_HASH = 2 };
enum { XDP_ABORTED = 0, XDP_REDIRECT = 4, TC_SHOT = 2, TC_REDIRECT = 7 };
enum { F_INGRESS = 1 };

static int64_t room_before(const struct kiln_packet *p)
{
	return p->data - p->head;
}

static void packet_len_changed(struct kiln_packet *p)
{
	p->len = (uint32_t)(p->data_end - p->data);
}

static bool may_grow(const struct kiln_packet *p, int64_t by)
{
	return (int64_t)p->len + by <= KILN_PACKET_LEN_MAX;
}

static bool packet_holds(const struct kiln_packet *p, uint32_t off, uint32_t len)
{
	return off <= p->len && len <= p->len - off;
}

/* -- XDP: moving the packet's edges -------------------------------------------------------------------------------- */

/* (ctx, bytes): meta data moves along. */
BODY(call_xdp_adjust_head)
{
	struct kiln_packet *p = rt_ptr(r1);
	int64_t by = (int32_t)r2, meta_len = p->data - p->data_meta;

	if (room_before(p) + by < XDP_RESERVED + meta_len || by > (int64_t)p->len - ETH_LEN || !may_grow(p, -by))
		return rt_err(KILN_ERR_INVAL);
	memmove(p->data_meta + by, p->data_meta, (size_t)meta_len);
	p->data_meta += by;
	p->data += by;
	packet_len_changed(p);
	return 0;
}

/* (ctx, bytes) */
BODY(call_xdp_adjust_tail)
{
	struct kiln_packet *p = rt_ptr(r1);
	int64_t by = (int32_t)r2;

	if (by > p->tail_max - p->data_end || (int64_t)p->len + by < ETH_LEN || !may_grow(p, by))
		return rt_err(KILN_ERR_INVAL);
	if (by > 0)
		memset(p->data_end, 0, (size_t)by);
	p->data_end += by;
	packet_len_changed(p);
	return 0;
}

/* (ctx, bytes) */
BODY(call_xdp_adjust_meta)
{
	struct kiln_packet *p = rt_ptr(r1);
	int64_t by = (int32_t)r2, meta_len = p->data - p->data_meta - by;

	if (p->data_meta - p->head + by < XDP_RESERVED || meta_len < 0)
		return rt_err(KILN_ERR_INVAL);
	if (meta_len & 3 || meta_len > XDP_META_MAX)
		return rt_err(KILN_ERR_UNSAFE);
	p->data_meta += by;
	return 0;
}

/* What hardware knows of a packet: none stands behind these, which Linux answers like a driver that has no answer. */

BODY(call_xdp_rx_timestamp)
{
	memset(rt_ptr(r2), 0, sizeof(uint64_t));
	return rt_err(KILN_ERR_UNSUPPORTED);
}

BODY(call_xdp_rx_hash)
{
	memset(rt_ptr(r2), 0, sizeof(uint32_t));
	memset(rt_ptr(r3), 0, sizeof(uint32_t));
	return rt_err(KILN_ERR_UNSUPPORTED);
}

BODY(call_xdp_rx_vlan_tag)
{
	memset(rt_ptr(r2), 0, sizeof(uint16_t));
	memset(rt_ptr(r3), 0, sizeof(uint16_t));
	return rt_err(KILN_ERR_UNSUPPORTED);
}

BODY(call_xdp_get_buff_len)
{
	const struct kiln_packet *p = rt_ptr(r1);

	return p->len;
}

/* -- bytes in and out ---------------------------------------------------------------------------------------------- */

static enum kiln_err xdp_range(const struct kiln_packet *p, uint32_t off, uint32_t len)
{
	if (off > XDP_LEN_MAX || len > XDP_LEN_MAX)
		return KILN_ERR_FAULT;
	return packet_holds(p, off, len) ? KILN_OK : KILN_ERR_INVAL;
}

/* (ctx, offset, buf, len) */
BODY(call_xdp_load_bytes)
{
	const struct kiln_packet *p = rt_ptr(r1);
	enum kiln_err err = xdp_range(p, (uint32_t)r2, (uint32_t)r4);

	if (rt_over_out(env, rt_ptr(r3), (uint32_t)r4))
		return rt_err(KILN_ERR_INTR);
	if (err)
		memset(rt_ptr(r3), 0, (uint32_t)r4); /* it counts as written */
	else
		memcpy(rt_ptr(r3), p->data + (uint32_t)r2, (uint32_t)r4);
	return rt_err(err);
}

/* (ctx, offset, buf, len) */
BODY(call_xdp_store_bytes)
{
	struct kiln_packet *p = rt_ptr(r1);
	enum kiln_err err = xdp_range(p, (uint32_t)r2, (uint32_t)r4);

	if (!err && rt_over(env, (uint32_t)r4))
		err = KILN_ERR_INTR;
	if (!err)
		memmove(p->data + (uint32_t)r2, rt_ptr(r3), (uint32_t)r4);
	return rt_err(err);
}

static uint64_t skb_load(struct kiln_env *env, const struct kiln_packet *p, uint64_t off, void *buf, uint32_t len)
{
	if (rt_over_out(env, buf, len))
		return rt_err(KILN_ERR_INTR);
	if (off > OFF_MAX || !packet_holds(p, (uint32_t)off, len)) {
		memset(buf, 0, len);
		return rt_err(KILN_ERR_FAULT);
	}
	memcpy(buf, p->data + off, len);
	return 0;
}

/* (ctx, offset, buf, len) */
BODY(call_skb_load_bytes)
{
	return skb_load(env, rt_ptr(r1), (uint32_t)r2, rt_ptr(r3), (uint32_t)r4);
}

/* (ctx, offset, buf, len, 0: from the link header, 1: from the network header) */
BODY(call_skb_load_bytes_relative)
{
	const struct kiln_packet *p = rt_ptr(r1);
	uint64_t off = (uint32_t)r2;

	if (off > 0xffff || (uint32_t)r5 > 1)
		off = UINT64_MAX;
	else if ((uint32_t)r5 == 1)
		off += p->net_off;
	return skb_load(env, p, off, rt_ptr(r3), (uint32_t)r4);
}

/* (ctx, offset, buf, len, flags) */
BODY(call_skb_store_bytes)
{
	struct kiln_packet *p = rt_ptr(r1);
	uint32_t off = (uint32_t)r2, len = (uint32_t)r4;

	if (r5 & ~(uint64_t)(STORE_RECOMPUTE_CSUM | STORE_INVALIDATE_HASH))
		return rt_err(KILN_ERR_INVAL);
	if (off > OFF_MAX || !packet_holds(p, off, len))
		return rt_err(KILN_ERR_FAULT);
	if (rt_over(env, len))
		return rt_err(KILN_ERR_INTR);
	memmove(p->data + off, rt_ptr(r3), len);
	if (r5 & STORE_INVALIDATE_HASH)
		call_set_hash_invalid(r1, 0, 0, 0, 0, env);
	return 0;
}

/* (ctx, len or 0 for all) */
BODY(call_skb_pull_data)
{
	const struct kiln_packet *p = rt_ptr(r1);

	return (uint32_t)r2 > p->len ? rt_err(KILN_ERR_NOMEM) : 0;
}

/* -- traffic control: the packet's size, type and tag ------------------------------------------------------------- */

/* Moves data by bytes that the room has; what lay before it as meta data is lost. */
static void skb_move_data(struct kiln_packet *p, int64_t by)
{
	p->data += by;
	p->data_meta = p->data;
	packet_len_changed(p);
}

/* (ctx, len, flags) */
BODY(call_skb_change_tail)
{
	struct kiln_packet *p = rt_ptr(r1);
	uint32_t len = (uint32_t)r2;

	if (r3 || len > SKB_LEN_MAX || len < p->net_off + p->outer_len)
		return rt_err(KILN_ERR_INVAL);
	if (p->outer_len)
		return rt_err(KILN_ERR_NOTSUPP);
	if (len > p->len && (int64_t)len - p->len > p->tail_max - p->data_end)
		return rt_err(KILN_ERR_NOMEM);
	if (len > p->len)
		memset(p->data_end, 0, len - p->len);
	p->data_end = p->data + len;
	packet_len_changed(p);
	return 0;
}

/* (ctx, bytes, flags) */
BODY(call_skb_change_head)
{
	struct kiln_packet *p = rt_ptr(r1);
	uint32_t by = (uint32_t)r2;

	if (r3 || by > SKB_LEN_MAX || (uint64_t)p->len + by > SKB_LEN_MAX)
		return rt_err(KILN_ERR_INVAL);
	if ((int64_t)by > room_before(p))
		return rt_err(KILN_ERR_NOMEM);
	skb_move_data(p, -(int64_t)by);
	memset(p->data, 0, by);
	p->net_off += by;
	return 0;
}

enum { PKT_TYPE_MAX = 3 }; /* PACKET_OTHERHOST: those that a program may set, and may change */

/* (ctx, type) */
BODY(call_skb_change_type)
{
	struct kiln_packet *p = rt_ptr(r1);

	if (p->pkt_type > PKT_TYPE_MAX || (uint32_t)r2 > PKT_TYPE_MAX)
		return rt_err(KILN_ERR_INVAL);
	p->pkt_type = (uint32_t)r2;
	return 0;
}

enum {
	VLAN_LEN = 4,
	MACS_LEN = 12,
	VLAN_Q = 0x8100,
	VLAN_AD = 0x88a8,
	LENGTH_MAX = 0x600,
	ETH_802_3 = 1,
	ETH_802_2 = 4
};

static bool is_vlan(uint32_t proto_be)
{
	return proto_be == be16(VLAN_Q) || proto_be == be16(VLAN_AD);
}

static void vlan_set(struct kiln_packet *p, uint32_t proto_be, uint32_t tci)
{
	p->vlan_present = 1;
	p->vlan_proto_be = proto_be;
	p->vlan_tci = tci;
}

/* The tag beside the packet goes into it. */
static enum kiln_err vlan_insert(struct kiln_packet *p)
{
	if (room_before(p) < VLAN_LEN || !may_grow(p, VLAN_LEN))
		return KILN_ERR_NOMEM;
	if (p->len < MACS_LEN)
		return KILN_ERR_INVAL;
	skb_move_data(p, -VLAN_LEN);
	memmove(p->data, p->data + VLAN_LEN, MACS_LEN);
	put16(p->data + MACS_LEN, (uint16_t)p->vlan_proto_be);
	put16(p->data + MACS_LEN + 2, be16((uint16_t)p->vlan_tci));
	p->protocol_be = p->vlan_proto_be;
	return KILN_OK;
}

/* (ctx, EtherType in network order, tag) */
BODY(call_skb_vlan_push)
{
	struct kiln_packet *p = rt_ptr(r1);
	uint32_t proto = is_vlan((uint16_t)r2) ? (uint16_t)r2 : be16(VLAN_Q);
	enum kiln_err err = p->vlan_present ? vlan_insert(p) : KILN_OK;

	if (!err)
		vlan_set(p, proto, (uint16_t)r3);
	return rt_err(err);
}

/* The EtherType of what follows a tag; below LENGTH_MAX it is a length, and the bytes behind it tell. */
static uint32_t encap_proto(const struct kiln_packet *p, uint16_t proto_be)
{
	const uint8_t *after = p->data + ETH_LEN + VLAN_LEN;

	if (be16(proto_be) >= LENGTH_MAX)
		return proto_be;
	return p->len >= ETH_LEN + VLAN_LEN + 2 && get16(after) == 0xffff ? be16(ETH_802_3) : be16(ETH_802_2);
}

/* The outer tag inside the packet is cut out. */
static enum kiln_err vlan_remove(struct kiln_packet *p, uint32_t *tci)
{
	uint16_t next;

	if (p->len < ETH_LEN + VLAN_LEN)
		return KILN_ERR_NOMEM;
	*tci = be16(get16(p->data + ETH_LEN));
	next = get16(p->data + ETH_LEN + 2);
	p->protocol_be = encap_proto(p, next);
	memmove(p->data + VLAN_LEN, p->data, MACS_LEN);
	skb_move_data(p, VLAN_LEN);
	p->net_off = p->net_off >= ETH_LEN + VLAN_LEN ? p->net_off - VLAN_LEN : ETH_LEN;
	return KILN_OK;
}

/* (ctx): the next tag inside the packet comes out beside it. */
BODY(call_skb_vlan_pop)
{
	struct kiln_packet *p = rt_ptr(r1);
	uint32_t proto, tci;
	enum kiln_err err;

	if (p->vlan_present) {
		p->vlan_present = p->vlan_tci = p->vlan_proto_be = 0;
	} else {
		if (!is_vlan(p->protocol_be))
			return 0;
		err = vlan_remove(p, &tci);
		if (err)
			return rt_err(err);
	}
	if (!is_vlan(p->protocol_be))
		return 0;
	proto = p->protocol_be;
	err = vlan_remove(p, &tci);
	if (!err)
		vlan_set(p, proto, tci);
	return rt_err(err);
}

/* -- traffic control: the flow's hash ------------------------------------------------------------------------------ */

BODY(call_set_hash_invalid)
{
	struct kiln_packet *p = rt_ptr(r1);

	p->hash = 0;
	p->hash_set = false;
	return 0;
}

/* (ctx, hash) */
BODY(call_set_hash)
{
	struct kiln_packet *p = rt_ptr(r1);

	p->hash = (uint32_t)r2;
	p->hash_set = true;
	return 0;
}

BODY(call_get_hash_recalc)
{
	struct kiln_packet *p = rt_ptr(r1);

	if (!p->hash && !p->hash_set)
		p->hash = flow_hash(p);
	p->hash_set = true;
	return p->hash;
}

/* -- verdicts that send the packet elsewhere ----------------------------------------------------------------------- */

static void redirect_to(struct kiln_env *env, uint32_t ifindex, uint64_t flags)
{
	env->redirect_map = NULL;
	env->redirect_key = ifindex;
	env->redirect_flags = flags;
}

/* (interface, flags) */
BODY(call_xdp_redirect)
{
	if (r2)
		return XDP_ABORTED;
	redirect_to(env, (uint32_t)r1, 0);
	return XDP_REDIRECT;
}

/* (interface, flags) */
BODY(call_tc_redirect)
{
	if (r2 & ~(uint64_t)F_INGRESS)
		return TC_SHOT;
	redirect_to(env, (uint32_t)r1, r2);
	return TC_REDIRECT;
}

/* (interface, flags) */
BODY(call_redirect_peer)
{
	if (r2)
		return TC_SHOT;
	redirect_to(env, (uint32_t)r1, KILN_REDIRECT_PEER);
	return TC_REDIRECT;
}

/* (interface, struct bpf_redir_neigh or NULL, len, flags) */
BODY(call_redirect_neigh)
{
	uint32_t len = (uint32_t)r3;

	if (r4 || (len && len < sizeof(env->redirect_nh)))
		return TC_SHOT;
	redirect_to(env, (uint32_t)r1, KILN_REDIRECT_NEIGH);
	memset(env->redirect_nh, 0, sizeof(env->redirect_nh));
	if (len)
		memcpy(env->redirect_nh, rt_ptr(r2), sizeof(env->redirect_nh));
	return TC_REDIRECT;
}
