/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * match.c - does a kept state stand for the one that is worked on?
 *
 * Overview     it does where every register and slot that counts is no worse now than it was then: the same kind of value, numbers
 *              within the old bounds, at least as much of the packet proven, and equal where the old ones are equal.
 * Trust        a wrong "yes" here is a wrong proof: the checker (certify.c) relies on this file too.
 * Cost         linear in the state.
 */
#include "verify/state.h"

enum { MAX_IDS = 16 };
#define CONSTANT_ID  UINT32_MAX
#define SURE_ID	     (UINT32_MAX - 1) /* of pointers that are not NULL: as such, they are all the same */
#define ROOM_UNKNOWN UINT32_MAX
#define FRESH_ID     0x80000000u /* ids of states count up from 1, and never come here */

struct match {
	enum match_how how;
	uint32_t same;	   /* so many frames must be of one call of their functions */
	bool rank;	   /* what is known of open loops must be known now */
	uint16_t self;	   /* ... but for this one */
	struct loop *back; /* the state comes back to its head */
	uint32_t nr, fresh;
	uint32_t room; /* bytes of the packet that are proven; ROOM_UNKNOWN: not yet asked */
	uint32_t old[MAX_IDS], now[MAX_IDS];
	int32_t more[MAX_IDS]; /* what delta is more now than it was then */
};

/* Where the old state knows two things to be one, they must be one now. */
static bool delta_match(struct match *m, uint32_t old, uint32_t now, int32_t more)
{
	for (uint32_t i = 0; i < m->nr; i++)
		if (m->old[i] == old)
			return m->now[i] == now && m->more[i] == more;
	if (m->nr == MAX_IDS)
		return false;
	m->old[m->nr] = old;
	m->more[m->nr] = more;
	m->now[m->nr++] = now;
	return true;
}

/* Where in m->old an id is; MAX_IDS: it has not been met. */
static uint32_t id_met(const struct match *m, uint32_t old)
{
	for (uint32_t i = 0; i < m->nr; i++)
		if (m->old[i] == old)
			return i;
	return MAX_IDS;
}

static bool id_match(struct match *m, uint32_t old, uint32_t now)
{
	return delta_match(m, old, now, 0);
}

/* References must not fall together either. Sections are what they are. */
static bool ref_match(struct match *m, uint32_t old, uint32_t now)
{
	if (old < KILN_NR_SECTIONS || now < KILN_NR_SECTIONS)
		return old == now;
	for (uint32_t i = 0; i < m->nr; i++)
		if (m->now[i] == now && m->old[i] != old)
			return false;
	return id_match(m, old, now);
}

static bool range_match(const struct match *m, const struct range *old, const struct range *now)
{
	return m->how == HOW_SAME ? range_equal(*old, *now) : range_subset(*now, *old);
}

/* ... or it is one whose turns are counted: then its bounds are looked at when the loop has been walked (rank.c). */
static bool bounds_match(const struct match *m, const struct vreg *old, const struct vreg *now)
{
	return range_match(m, &old->r, &now->r) || (m->back && rank_count(m->back, old, now));
}

static bool rank_match(const struct match *m, const struct vfy *v, const struct rank *old, const struct rank *now)
{
	if (!m->rank || !rank_open(v, old) || old->loop == m->self)
		return true;
	return now->loop == old->loop && now->place == old->place && now->lo >= old->lo && now->hi <= old->hi &&
	       now->half <= old->half && (!old->by || (now->by == old->by && now->more == old->more));
}

static void room_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	struct match *m = arg;

	(void)v, (void)frame, (void)where;
	m->room = packet_room(m->room, r);
}

/*
 * As many bytes of the packet lie behind the number; at the head of a loop, if only because it is small. (Elsewhere what says so may
 * not be needed by anything else, and then the checker's states do not have it.)
 */
static bool number_len_match(struct match *m, struct vfy *v, const struct vreg *old, const struct vreg *now)
{
	if (m->how == HOW_SAME || old->len <= now->len)
		return m->how != HOW_SAME || old->len == now->len;
	if (m->how != HOW_TURN)
		return false;
	if (m->room == ROOM_UNKNOWN) {
		m->room = 0;
		reg_each(v, room_one, m);
	}
	return number_room(m->room, &now->r) >= old->len;
}

/*
 * A constant, where the old state has a number that is equal to others; *holds: is it? False: that is to be told by its id. Constants are as
 * far apart as they are, unless both are known to be equal to something that is none.
 */
static bool constant_match(struct match *m, const struct vreg *old, const struct vreg *now, bool *holds)
{
	uint32_t met = id_met(m, old->id);

	if (old->flags & REG_LOW32) {
		*holds = met < MAX_IDS && now->r.t.value == (uint32_t)m->more[met];
		return met < MAX_IDS && m->now[met] == CONSTANT_ID;
	}
	if (now->id && (range_is_const(old->r) || (met < MAX_IDS && m->now[met] == now->id)))
		return false;
	if (now->r.smin <= -MAX_PTR_OFF || now->r.smin >= MAX_PTR_OFF)
		return false;
	*holds = delta_match(m, old->id, CONSTANT_ID, (int32_t)now->r.smin - old->delta);
	return true;
}

static bool number_match(struct match *m, struct vfy *v, const struct vreg *old, const struct vreg *now, bool exact)
{
	bool holds;

	if (m->how != HOW_SAME && !exact)
		return true;
	if (!bounds_match(m, old, now) || !number_len_match(m, v, old, now))
		return false;
	/* a half is none of more, whatever bounds a proof gives it: what is cut from it would be equal to it */
	if (old->flags & REG_LOW32 && now->r.umax > UINT32_MAX)
		return false;
	if (!old->id)
		return true;
	if (range_is_const(now->r) && constant_match(m, old, now, &holds))
		return holds;
	/* equal to nothing, or in another way: right, if old was equal to nothing that matters */
	if (!now->id || (old->flags ^ now->flags) & REG_LOW32)
		return id_match(m, old->id, FRESH_ID | m->fresh++);
	return delta_match(m, old->id, now->id, now->delta - old->delta);
}

/* Bytes of the packet that are proven readable. */
static bool len_match(const struct match *m, const struct vreg *old, const struct vreg *now)
{
	if (m->how == HOW_SAME)
		return now->len == old->len;
	return now->len >= old->len || (m->back && rank_count(m->back, old, now));
}

/*
 * A packet pointer with old's constant part: the rest varies. Where nothing varied, what does now is a constant: those are all equal
 * but for their deltas.
 */
static void packet_as(const struct vreg *old, const struct vreg *now, struct vreg *r)
{
	int64_t by = (int64_t)now->off - old->off;

	*r = *now;
	r->off = old->off;
	r->r = range_alu(RANGE_ADD, 64, now->r, range_const((uint64_t)by));
	r->len = by >= 0 && now->len > by ? now->len - (uint32_t)by : 0;
	r->delta = range_is_const(now->r) ? (int32_t)r->r.smin : now->delta + (int32_t)by;
	r->id = range_is_const(now->r) ? CONSTANT_ID : now->id;
}

static bool packet_match(struct match *m, const struct vreg *old, const struct vreg *now)
{
	struct vreg as;

	if (m->how == HOW_MOVED)
		return true;
	if (old->id && (old->off != now->off || range_is_const(now->r)) && m->how != HOW_SAME) {
		if (now->r.smin <= -MAX_PTR_OFF || now->r.smax >= MAX_PTR_OFF)
			return false;
		packet_as(old, now, &as);
		now = &as;
	}
	return old->off == now->off && bounds_match(m, old, now) && len_match(m, old, now) && !old->id == !now->id &&
	       delta_match(m, old->id, now->id, now->delta - old->delta);
}

/* Whose lock it is. 0: of a map's only value. */
static bool lock_match(struct match *m, uint32_t old, uint32_t now)
{
	return !old == !now && id_match(m, old, now);
}

static bool pointer_match(struct match *m, const struct vfy *v, const struct vreg *old, const struct vreg *now)
{
	uint8_t keep = REG_INNER | REG_WRITABLE | REG_SLICE | REG_DRY | REG_LENT | REG_LOOSE | REG_FOUND;

	if ((old->flags ^ now->flags) & keep || (now->flags & ~old->flags & REG_NULLABLE))
		return false;
	if (m->how == HOW_SAME && old->flags != now->flags)
		return false;
	if (old->type == REG_PACKET || old->type == REG_META)
		return packet_match(m, old, now);
	if (old->off != now->off || old->frame != now->frame || old->map != now->map || !bounds_match(m, old, now))
		return false;
	if (!old->ref != !now->ref || (old->ref && !ref_match(m, old->ref, now->ref)))
		return false;
	/* NULL gives back what is acquired in it, and nothing else */
	if (old->ref && old->flags & now->flags & REG_NULLABLE && (old->id == old->ref) != (now->id == now->ref))
		return false;
	switch (old->type) {
	case REG_VALUE:
		if (reg_map(v, old)->spec.lock_off != KILN_NO_OFF)
			return lock_match(m, old->id, now->id);
		break;
	case REG_ITER: /* a turn leaves nothing as it was */
		if (m->how == HOW_SAME && old->len != now->len)
			return false;
		break;
	case REG_MEM:
	case REG_RECORD:
	case REG_FUNC:
	case REG_DYNPTR:
	case REG_OBJECT:
	case REG_SOCK:
	case REG_PERCPU:
	case REG_LOCAL:
		if (old->len != now->len)
			return false;
	}
	return !(old->flags & REG_NULLABLE) || id_match(m, old->id, now->flags & REG_NULLABLE ? now->id : SURE_ID);
}

static bool reg_match(struct match *m, struct vfy *v, const struct vreg *old, const struct vreg *now, bool exact)
{
	if (old->type == REG_NONE)
		return m->how != HOW_SAME || now->type == REG_NONE;
	if (old->type != now->type || !rank_match(m, v, &old->rank, &now->rank))
		return false;
	return old->type == REG_NUMBER ? number_match(m, v, old, now, exact) : pointer_match(m, v, old, now);
}

/* The byte may be read as a part of a number. */
static bool byte_is_number(const struct vslot *s, uint32_t i)
{
	return s->byte[i] == BYTE_DATA || s->byte[i] == BYTE_ZERO ||
	       (s->byte[i] == BYTE_SPILL && s->spill[s->len[1] && i >= 4].type == REG_NUMBER);
}

static bool byte_is_zero(const struct vslot *s, uint32_t i)
{
	return s->byte[i] == BYTE_ZERO || (s->byte[i] == BYTE_SPILL && reg_is_const(&s->spill[s->len[1] && i >= 4], 0));
}

/* What a read of a spill's bytes gives in the new state, as one register; false where that is no plain number. */
static bool slot_as_number(const struct vslot *s, uint32_t half, uint32_t len, struct vreg *out)
{
	bool zero = true;

	if (s->len[half] == len && (s->byte[half * 4] == BYTE_SPILL || s->byte[half * 4] == BYTE_OBJECT)) {
		*out = s->spill[half];
		return true;
	}
	for (uint32_t i = half * 4; i < half * 4 + len; i++) {
		if (!byte_is_number(s, i))
			return false;
		zero &= s->byte[i] == BYTE_ZERO;
	}
	*out = reg_number(zero ? range_const(0) : range_load(len, false));
	return true;
}

static bool slot_match(struct match *m, struct vfy *v, const struct saved_slot *old, const uint8_t *spills,
		       const struct vslot *now, bool exact)
{
	const struct vreg *o = (const struct vreg *)(const void *)spills; /* as pack_frame() copied them there */
	struct vreg n;

	exact |= m->how == HOW_SAME;
	for (uint32_t i = 0; i < 8; i++) {
		uint8_t b = old->byte[i];

		if ((b == BYTE_OBJECT) != (now->byte[i] == BYTE_OBJECT))
			return false;
		if (b == BYTE_SPILL || b == BYTE_OBJECT)
			continue;
		if (m->how == HOW_SAME ? now->byte[i] != b : b == BYTE_NONE ? false : !byte_is_number(now, i))
			return false;
		if (b == BYTE_ZERO && exact && !byte_is_zero(now, i))
			return false;
	}
	for (uint32_t h = 0; h < 2; h++) {
		if (!old->len[h])
			continue;
		if (m->how == HOW_SAME && now->len[h] != old->len[h] &&
		    !reg_is_const(o, 0)) /* zeros are a number, too */
			return false;
		if (!slot_as_number(now, h, old->len[h], &n) || !reg_match(m, v, o, &n, exact))
			return false;
		o++;
	}
	return true;
}

static const struct vslot empty_slot;

static bool frame_head_match(const struct match *m, uint32_t f, const struct saved_frame *old, const struct vframe *now)
{
	if (m->same && ((f < m->same && old->serial != now->serial) || (f <= m->same && old->turn_of != now->turn_of)))
		return false;
	return old->sub == now->sub && old->call_pc == now->call_pc && old->kind == now->kind &&
	       old->helper == now->helper && old->dry == now->dry;
}

/* *at is at frame f, and is moved past it. */
static bool frame_match(struct match *m, struct vfy *v, const uint8_t **at, uint32_t f, const struct need *need)
{
	const struct vframe *now = v->st.frame[f];
	struct saved_frame head;

	memcpy(&head, *at, sizeof(head));
	*at += sizeof(head);
	if (!frame_head_match(m, f, &head, now))
		return false;
	if (head.objects != now->objects || (m->how == HOW_SAME && head.used != now->used))
		return false;
	for (uint16_t regs = head.regs; regs; regs &= (uint16_t)(regs - 1), *at += sizeof(struct vreg)) {
		const struct vreg *old = (const struct vreg *)(const void *)*at;
		uint32_t nr = (uint32_t)__builtin_ctz(regs);

		if (!(need->live >> nr & 1))
			continue;
		if (!reg_match(m, v, old, &now->reg[nr], need->exact >> nr & 1))
			return false;
	}
	for (uint64_t used = head.used; used; used &= used - 1) {
		uint32_t nr = (uint32_t)__builtin_ctzll(used);
		const struct vslot *slot = now->used >> nr & 1 ? &now->slot[nr] : &empty_slot;
		struct saved_slot ss;
		const uint8_t *spills = *at + sizeof(ss);

		memcpy(&ss, *at, sizeof(ss));
		*at = spills + (uint32_t)((ss.len[0] != 0) + (ss.len[1] != 0)) * sizeof(struct vreg);
		if ((need->slot_live | head.objects) >> nr & 1 &&
		    !slot_match(m, v, &ss, spills, slot, need->slot_exact >> nr & 1))
			return false;
	}
	return true;
}

static bool held_match(struct match *m, const struct vfy *v, const struct saved *s)
{
	const struct vstate *st = &v->st;

	if (s->nr_refs != st->nr_refs || s->lock_map != st->lock_map)
		return false;
	if (s->lock_map && !lock_match(m, s->lock_id, st->lock_id))
		return false;
	for (uint32_t i = 0; i < s->nr_refs; i++)
		if (!ref_match(m, s->ref[i].id, st->ref[i].id) || (m->same && s->ref[i].serial != st->ref[i].serial))
			return false;
	return true;
}

/*
 * An open state ends because of turns that something older has: of a may_goto in one call of its function, of one call that
 * calls back, of a loop, or of one that takes fuel in one call of its function. It says nothing of other calls. How many frames must be the same, then; *first is the oldest that counts.
 */
static uint32_t open_frames(const struct vfy *v, const struct saved *s, uint32_t *first)
{
	uint32_t same = 0;

	for (const struct node *n = v->node; n; n = n->parent) {
		const struct insn_info *in = &v->info[n->pc];
		bool turn = in->flags & INSN_TURN || in->metered;

		if (n->id >= s->id || !n->saved || !((n->loop && !n->loop->join) || turn))
			continue;
		if (turn && n->nr_frames > same)
			same = n->nr_frames;
		*first = n->id;
	}
	return same;
}

bool same_iterators(const struct vfy *v, const struct saved *s)
{
	for (uint32_t i = 0; i < s->nr_refs; i++)
		if (i >= v->st.nr_refs || s->ref[i].serial != v->st.ref[i].serial)
			return false;
	return true;
}

static const struct need need_all = { 0xffff, 0xffff, UINT64_MAX, UINT64_MAX };

/*
 * What was walked in a loop whose turns are counted, and comes back to its head, is safe for a run that begins as that one did. A
 * path from elsewhere may have more turns before it.
 */
static bool was_counted(const struct saved *s)
{
	if (s->loop && s->loop->counted)
		return true;
	for (const struct loop *l = s->open ? s->in : NULL; l; l = l->in)
		if (l->counted && !l->open)
			return true;
	return false;
}

bool state_match(struct vfy *v, const struct saved *s, enum match_how how, const struct need *need)
{
	struct match m;
	uint32_t first = 0;
	const uint8_t *at = (const uint8_t *)s->bytes;

	if (s->nr_frames != v->st.nr_frames || (how == HOW_NEED && was_counted(s)))
		return false;
	m.same = how == HOW_CALLS ? s->nr_frames : 0;
	if (how == HOW_CALLS)
		how = HOW_TURN;
	m.how = how;
	m.nr = m.fresh = 0;
	m.room = ROOM_UNKNOWN;
	if (how == HOW_NEED && s->open)
		m.same = open_frames(v, s, &first);
	m.rank = how == HOW_TURN || first;
	m.self = s->loop && s->node ? s->loop->nr : 0;
	m.back = m.self && how == HOW_TURN ? s->loop : NULL;
	for (uint32_t f = 0; f < s->nr_frames; f++)
		if (!frame_match(&m, v, &at, f, need ? &need[f] : &need_all))
			return false;
	if (!held_match(&m, v, s))
		return false;
	if (first && first < v->node->low)
		v->node->low = first;
	return true;
}

void turn_name(struct vfy *v)
{
	const struct insn_info *in = &v->info[v->pc];
	const struct kiln_helper *h;
	bool exists;

	if (!(in->flags & INSN_TURN) || in->op == OP_MAY_GOTO || in->metered)
		return;
	h = rt_callee(v->kind, vfy_insn(v), &exists);
	if (h->ret == KILN_RET_NEXT_OR_NULL)
		v->st.turn_of = iter_turn(v, h);
	else if (!v->st.turn_of)
		v->st.turn_of = reg_new_id(v);
}

bool turn_used(const struct vfy *v, const struct saved *s)
{
	const struct insn_info *in = &v->info[v->pc];

	if (!(in->flags & INSN_TURN) || s->nr_frames != v->st.nr_frames)
		return false;
	if (in->metered) /* the checker asks fuel_ends(), which notes it */
		return v->mode != MODE_CERTIFY && s->serial == cur_frame(v)->serial;
	if (s->turns == v->st.turns)
		return false;
	if (in->op == OP_MAY_GOTO) /* the turns are those of one call of a function; what is dry goes on for ever */
		return s->serial == cur_frame(v)->serial && !cur_frame(v)->dry;
	return v->st.turn_of && s->turn_of == v->st.turn_of;
}
