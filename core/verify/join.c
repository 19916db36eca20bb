/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * join.c - one state that holds two.
 *
 * Overview     the state that is worked on grows until it holds a kept one as well: numbers by joining their ranges, pointers by
 *              joining what varies in them, whatever cannot be both becomes nothing.
 * Meeting      outside of loops, where many states have come that differ in what was found out about numbers or in where in the packet
 *              they are, most of that is of no use: what is in them all is enough, or the walk comes back here (loop.c).
 * Trust        none is needed: what comes of it is a guess at an invariant, and is proven afterwards like any state.
 * Cost         linear in the states.
 */
#include "verify/state.h"

enum { MAX_PAIRS = 14 };
/* The id of all constants, which are equal but for their deltas. */
#define CONSTANTS 0xffffffffu

struct join {
	struct vfy *v;
	struct rebased rebased, old_rebased;
	const struct saved *old;
	bool apart;		      /* no state holds both */
	const struct join_rule *rule; /* NULL: at the head of a loop */
	bool asked;
	uint32_t old_room, now_room; /* bytes of the packet that are proven, if asked */
	uint32_t nr;
	struct {
		uint32_t old, now, id;
		int32_t more;
	} pair[MAX_PAIRS];
};

/* Two things that are one in both states are one in the joined state. 0: not to be told. */
static uint32_t join_id(struct join *j, uint32_t old, uint32_t now, int32_t more)
{
	for (uint32_t i = 0; i < j->nr; i++)
		if (j->pair[i].old == old && j->pair[i].now == now && j->pair[i].more == more)
			return j->pair[i].id;
	if (j->nr == MAX_PAIRS)
		return 0;
	j->pair[j->nr].old = old;
	j->pair[j->nr].now = now;
	j->pair[j->nr].more = more;
	return j->pair[j->nr++].id = old == now && now && now != CONSTANTS && !more ? now : reg_new_id(j->v);
}

static struct rank join_rank(struct rank a, struct rank b)
{
	if (!a.loop || a.loop != b.loop || a.place != b.place)
		return (struct rank){ 0 };
	a.lo = a.lo < b.lo ? a.lo : b.lo;
	a.hi = a.hi > b.hi ? a.hi : b.hi;
	a.half |= b.half;
	if (a.by != b.by || a.more != b.more) {
		a.by = 0;
		a.more = 0;
	}
	return a;
}

static uint32_t id_of(const struct vreg *r, int32_t *delta)
{
	*delta = r->delta;
	if (r->id || !range_is_const(r->r) || r->r.smin <= -MAX_PTR_OFF || r->r.smin >= MAX_PTR_OFF)
		return r->id;
	*delta = (int32_t)r->r.smin;
	return CONSTANTS;
}

static void old_room_one(const struct vreg *r, uint32_t place, uint32_t len, void *arg)
{
	struct join *j = arg;

	(void)place, (void)len;
	j->old_room = packet_room(j->old_room, r);
}

static void now_room_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	struct join *j = arg;

	(void)v, (void)frame, (void)where;
	j->now_room = packet_room(j->now_room, r);
}

/* Bytes of the packet behind the number: a small one is known to have some, where the other was compared. */
static uint32_t join_len(struct join *j, const struct vreg *old, const struct vreg *now)
{
	uint32_t old_len = old->len, now_len = now->len;

	if (!old_len == !now_len || j->rule)
		return old_len < now_len ? old_len : now_len;
	if (!j->asked) {
		j->asked = true;
		pack_each(j->old, old_room_one, j);
		reg_each(j->v, now_room_one, j);
	}
	old_len = old_len ? old_len : number_room(j->old_room, &old->r);
	now_len = now_len ? now_len : number_room(j->now_room, &now->r);
	return old_len < now_len ? old_len : now_len;
}

static void join_number(struct join *j, const struct vreg *old, struct vreg *now)
{
	bool same = range_equal(old->r, now->r);
	int32_t old_delta, now_delta;
	uint32_t old_id = id_of(old, &old_delta), now_id = id_of(now, &now_delta);

	j->apart |= !same && j->rule && j->rule->careful && range_is_const(old->r) && range_is_const(now->r);
	now->len = join_len(j, old, now);
	if (!same)
		now->r = range_join(old->r, now->r);
	if (!old_id || !now_id || (old->flags ^ now->flags) & REG_LOW32 || (same && now_id == CONSTANTS))
		now->id = 0;
	else
		now->id = join_id(j, old_id, now_id, now_delta - old_delta);
	if (!now->id)
		now->flags = 0;
	now->delta = now->id ? old_delta : 0;
	now->rank = join_rank(old->rank, now->rank);
}

/* Whether they point into the same thing. */
static bool same_base(const struct vreg *a, const struct vreg *b)
{
	if (a->type != b->type || a->flags != b->flags || a->frame != b->frame || a->map != b->map)
		return false;
	return a->type == REG_PACKET || a->type == REG_META || a->type == REG_ITER || a->len == b->len;
}

/* What is held is one thing in both; other things, made twice, may be one. */
static bool join_ref(struct join *j, const struct vreg *old, struct vreg *now)
{
	if (old->ref == now->ref)
		return true;
	if (!old->ref || !now->ref || ref_held(j->v, old->ref) || ref_held(j->v, now->ref))
		return false;
	now->ref = join_id(j, old->ref, now->ref, 0);
	return now->ref != 0;
}

static bool join_pointer(struct join *j, const struct vreg *old, struct vreg *now)
{
	struct vreg from = *old;
	bool moved;

	if (!same_base(old, now) || !join_ref(j, old, now))
		return false;
	/* the one that is further on goes back, so that both vary upwards */
	if (from.off > now->off)
		reg_rebase(j->v, &j->old_rebased, &from, now->off);
	else
		reg_rebase(j->v, &j->rebased, now, from.off);
	old = &from;
	if (now->off != old->off)
		return false;
	moved = !range_equal(old->r, now->r) || old->id != now->id || old->delta != now->delta;
	if (moved)
		now->r = range_join(old->r, now->r);
	if (now->type == REG_PACKET || now->type == REG_META) {
		j->apart |= old->len != now->len && j->rule && j->rule->careful;
		now->len = old->len < now->len ? old->len : now->len;
		if (moved && !(now->id = join_id(j, old->id, now->id, now->delta - old->delta)))
			now->id = reg_new_id(j->v);
		now->delta = old->delta;
	} else if (old->id != now->id) {
		now->id = join_id(j, old->id, now->id, 0);
		if (!now->id)
			return false;
	}
	now->rank = join_rank(old->rank, now->rank);
	return true;
}

static void join_reg(struct join *j, const struct vreg *old, struct vreg *now)
{
	if (old->type == REG_NUMBER && now->type == REG_NUMBER)
		join_number(j, old, now);
	else if (old->type == REG_NONE || now->type == REG_NONE || old->type != now->type || !join_pointer(j, old, now))
		*now = (struct vreg){ .type = REG_NONE };
}

/* Bytes of half h, as plain data or as nothing that may be read. */
static void spill_to_bytes(uint8_t byte[8], uint32_t h, uint32_t len, const struct vreg *r)
{
	memset(byte + h * 4, r->type == REG_NUMBER ? BYTE_DATA : BYTE_NONE, len);
}

static void join_slot(struct join *j, const struct saved_slot *old, const struct vreg *spill, struct vslot *now)
{
	uint8_t byte[8];

	memcpy(byte, old->byte, sizeof(byte));
	for (uint32_t h = 0; h < 2; h++) {
		const struct vreg *o = old->len[h] ? spill++ : NULL;

		if (o && now->len[h] == old->len[h]) {
			join_reg(j, o, &now->spill[h]);
			if (now->spill[h].type != REG_NONE)
				continue;
		}
		if (o)
			spill_to_bytes(byte, h, old->len[h], o);
		if (now->len[h])
			spill_to_bytes(now->byte, h, now->len[h], &now->spill[h]);
		now->len[h] = 0;
	}
	for (uint32_t i = 0; i < 8; i++) {
		if (now->byte[i] == byte[i])
			continue;
		now->byte[i] = now->byte[i] == BYTE_NONE || byte[i] == BYTE_NONE ? BYTE_NONE : BYTE_DATA;
	}
}

/* Objects of helpers are in both, and the same; or there is no state that holds both (match.c). */
static void join_objects(struct join *j, const struct saved_frame *old, const struct vframe *now)
{
	j->apart |= old->objects != now->objects;
	for (uint64_t left = now->objects & now->used; left; left &= left - 1)
		j->apart |= now->slot[__builtin_ctzll(left)].byte[0] != BYTE_OBJECT;
}

/* Nothing in the joined state, but something in one: that one's paths may have read it, and would be refused. */
static bool lost_reg(const struct need *need, uint32_t i, bool was_old, bool was_now)
{
	return need && (was_old ? need->live >> i & 1 : was_now);
}

static bool is_whole(const uint8_t byte[8])
{
	bool whole = true;

	for (uint32_t i = 0; i < 8; i++)
		whole &= byte[i] != BYTE_NONE;
	return whole;
}

static const uint8_t *join_frame(struct join *j, const uint8_t *at, struct vframe *now, const struct need *need)
{
	struct saved_frame head;
	bool whole;
	struct vreg spill[2];
	uint64_t used;

	memcpy(&head, at, sizeof(head));
	at += sizeof(head);
	j->apart |= head.sub != now->sub || head.call_pc != now->call_pc || head.kind != now->kind ||
		    head.dry != now->dry || head.helper != now->helper ||
		    (need && need->slot_live & (head.used ^ now->used));
	for (uint32_t i = 0; i < KILN_NR_REGS - 1 && !j->apart; i++) {
		bool was_old = head.regs >> i & 1, was_now = now->reg[i].type != REG_NONE;

		if (was_old) {
			memcpy(&spill[0], at, sizeof(struct vreg));
			at += sizeof(struct vreg);
			join_reg(j, &spill[0], &now->reg[i]);
		} else {
			now->reg[i] = (struct vreg){ .type = REG_NONE };
		}
		j->apart |= now->reg[i].type == REG_NONE && lost_reg(need, i, was_old, was_now);
	}
	now->used &= head.used;
	for (used = head.used; used && !j->apart; used &= used - 1) {
		uint32_t nr = (uint32_t)__builtin_ctzll(used), n;
		struct saved_slot ss;

		memcpy(&ss, at, sizeof(ss));
		at += sizeof(ss);
		n = (uint32_t)(ss.len[0] != 0) + (ss.len[1] != 0);
		memcpy(spill, at, n * sizeof(struct vreg));
		at += n * sizeof(struct vreg);
		if (now->used >> nr & 1) {
			whole = is_whole(ss.byte) || is_whole(now->slot[nr].byte);
			join_slot(j, &ss, spill, &now->slot[nr]);
			j->apart |= whole && need && need->slot_live >> nr & 1 && !is_whole(now->slot[nr].byte);
		}
	}
	join_objects(j, &head, now);
	return at;
}

bool state_join(struct vfy *v, const struct saved *s, const struct join_rule *rule)
{
	struct join j;
	const uint8_t *at = (const uint8_t *)s->bytes;

	j.v = v;
	j.old = s;
	j.rule = rule;
	j.nr = j.rebased.nr = j.old_rebased.nr = j.old_room = j.now_room = 0;
	j.apart = j.asked = false;
	if (s->nr_frames != v->st.nr_frames || s->nr_refs != v->st.nr_refs || s->lock_map != v->st.lock_map ||
	    s->lock_id != v->st.lock_id)
		return false;
	for (uint32_t i = 0; i < s->nr_refs; i++)
		if (s->ref[i].id != v->st.ref[i].id)
			return false;
	for (uint32_t f = 0; f < s->nr_frames && !j.apart; f++)
		at = join_frame(&j, at, v->st.frame[f], rule ? &rule->need[f] : NULL);
	return !j.apart;
}

/* -- where paths meet, outside of loops ------------------------------------------------------------------------------ */

enum { MAX_SPREAD = 255, JOINS_EXACT = 1 };

/* Packet pointers that are at different places in both: the least constant part of them. */
struct spread {
	int32_t off;
	struct rebased done;
};

static bool is_spread(const struct vreg *old, const struct vreg *now)
{
	return now->type == REG_PACKET && old->type == REG_PACKET &&
	       (now->off != old->off || !range_equal(now->r, old->r));
}

static void least_off_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	struct spread *s = arg;

	(void)v, (void)place;
	if (is_spread(old, now) && now->off < s->off)
		s->off = now->off;
}

static void spread_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	struct spread *s = arg;

	(void)place;
	if (!is_spread(old, now) || s->off < 0)
		return;
	reg_rebase(v, &s->done, now, now->off - s->off);
	if (now->r.umax <= MAX_SPREAD)
		now->r = range_with_low_bits(range_bounded(0, MAX_SPREAD), now->r.t);
}

/* Where a header begins: others will come that are elsewhere again. */
static void spread_out(struct vfy *v, const struct saved *s)
{
	struct spread sp = { .off = INT32_MAX };

	pair_each(v, s, least_off_pair, &sp);
	pair_each(v, s, spread_pair, &sp);
}

/* A number that differs again, as a load of so many bytes. */
static void let_go_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	uint64_t max = now->r.umax;

	(void)v, (void)place, (void)arg;
	if (now->type == REG_NUMBER && old->type == REG_NUMBER && !range_equal(now->r, old->r))
		now->r = range_load(max <= UINT8_MAX ? 1 : max <= UINT16_MAX ? 2 : max <= UINT32_MAX ? 4 : 8, false);
}

bool join_meet(struct vfy *v, const struct saved *s, bool spread, bool *made)
{
	struct loop *l = arena_alloc(v->a, sizeof(*l));

	*made = false;
	if (!l)
		return vfy_nomem(v);
	l->join = true;
	l->before = pack_state(v);
	if (!l->before)
		return false;
	if (!state_join(v, s, &(struct join_rule){ .need = s->need })) {
		unpack_state(v, l->before);
		return true;
	}
	if (spread)
		spread_out(v, s);
	if (v->info[v->pc].joins >= JOINS_EXACT)
		pair_each(v, s, let_go_pair, NULL);
	else
		v->info[v->pc].joins++;
	l->held = prune_keep(v, l, true);
	*made = true;
	return l->held != NULL;
}
