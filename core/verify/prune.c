/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * prune.c - has this been walked already?
 *
 * Overview     a kept state whose paths have all been walked stands for each state that is no worse in what those paths needed:
 *              the same kinds of values, numbers within its bounds where bounds mattered, at least as much of the packet
 *              proven. Equalities between registers (ids) that it had must be there too.
 * Loops        a state that is still being walked proves nothing. To meet an equal one means a loop that goes nowhere: refused.
 *              Only where the cycle ends by itself (a callback that came back, a may_goto that went on) the path may end
 *              at a state that holds it. What that one needs is not known then, but guessed: nothing, at first; when it is
 *              known and more, the walk begins anew with a larger guess. Numbers in the guess that keep growing are widened.
 * See          docs/why/verifier.md
 */
#include "verify/state.h"

enum how {
	HOW_NEED, /* the old one holds the new one in what it needed */
	HOW_TURN, /* the same, for all registers and slots, and for numbers that are guessed to matter */
	HOW_SAME, /* both are the same */
};

enum { MAX_IDS = 48 };
#define FRESH_ID 0x80000000u /* ids of states count up from 1, and never come here */

struct match {
	enum how how;
	uint32_t same; /* so many frames must be of one call of their functions */
	uint32_t nr, fresh;
	uint32_t old[MAX_IDS], now[MAX_IDS];
};

/* Where the old state knows two things to be one, they must be one now. */
static bool id_match(struct match *m, uint32_t old, uint32_t now)
{
	for (uint32_t i = 0; i < m->nr; i++)
		if (m->old[i] == old)
			return m->now[i] == now;
	if (m->nr == MAX_IDS)
		return false;
	m->old[m->nr] = old;
	m->now[m->nr++] = now;
	return true;
}

/* References must not fall together either. */
static bool ref_match(struct match *m, uint32_t old, uint32_t now)
{
	for (uint32_t i = 0; i < m->nr; i++)
		if (m->now[i] == now && m->old[i] != old)
			return false;
	return id_match(m, old, now);
}

static bool range_match(const struct match *m, const struct range *old, const struct range *now)
{
	return m->how == HOW_SAME ? range_equal(*old, *now) : range_subset(*now, *old);
}

static bool number_match(struct match *m, const struct vreg *old, const struct vreg *now, bool exact)
{
	if (m->how != HOW_SAME && !exact)
		return true;
	if (!range_match(m, &old->r, &now->r))
		return false;
	if (!old->id)
		return true;
	if (!now->id) /* equal to nothing: right, if old was equal to nothing that matters */
		return id_match(m, old->id, FRESH_ID | m->fresh++);
	return !((old->flags ^ now->flags) & REG_LOW32) && id_match(m, old->id, now->id);
}

static bool pointer_match(struct match *m, const struct vfy *v, const struct vreg *old, const struct vreg *now)
{
	uint8_t keep = REG_INNER | REG_WRITABLE;

	if ((old->flags ^ now->flags) & keep || (now->flags & ~old->flags & REG_NULLABLE))
		return false;
	if (m->how == HOW_SAME && old->flags != now->flags)
		return false;
	if (old->off != now->off || old->frame != now->frame || old->map != now->map ||
	    !range_match(m, &old->r, &now->r))
		return false;
	if (!old->ref != !now->ref || (old->ref && !ref_match(m, old->ref, now->ref)))
		return false;
	/* NULL gives back what is acquired in it, and nothing else */
	if (old->ref && old->flags & now->flags & REG_NULLABLE && (old->id == old->ref) != (now->id == now->ref))
		return false;
	switch (old->type) {
	case REG_PACKET:
	case REG_META:
		return (m->how == HOW_SAME ? now->len == old->len : now->len >= old->len) && !old->id == !now->id &&
		       id_match(m, old->id, now->id);
	case REG_VALUE:
		if (old->id && reg_map(v, old)->spec.lock_off != KILN_NO_OFF)
			return now->id && id_match(m, old->id, now->id);
		break;
	case REG_MEM:
	case REG_RECORD:
	case REG_FUNC:
		if (old->len != now->len)
			return false;
	}
	return !(old->flags & REG_NULLABLE) || id_match(m, old->id, now->id);
}

static bool reg_match(struct match *m, const struct vfy *v, const struct vreg *old, const struct vreg *now, bool exact)
{
	if (old->type == REG_NONE)
		return m->how != HOW_SAME || now->type == REG_NONE;
	if (old->type != now->type)
		return false;
	return old->type == REG_NUMBER ? number_match(m, old, now, exact) : pointer_match(m, v, old, now);
}

/* What a read of a spill's bytes gives in the new state, as one register; false where that is no plain number. */
static bool slot_as_number(const struct vslot *s, uint32_t half, uint32_t len, struct vreg *out)
{
	uint8_t all = s->byte[half * 4];
	bool zero = true;

	if (s->len[half] == len && s->byte[half * 4] == BYTE_SPILL) {
		*out = s->spill[half];
		return true;
	}
	for (uint32_t i = half * 4; i < half * 4 + len; i++) {
		all = s->byte[i];
		if (all != BYTE_DATA && all != BYTE_ZERO)
			return false;
		zero &= all == BYTE_ZERO;
	}
	*out = reg_number(zero ? range_const(0) : range_load(len, false));
	return true;
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

static bool slot_match(struct match *m, const struct vfy *v, const struct saved_slot *old, const uint8_t *spills,
		       const struct vslot *now, bool exact)
{
	struct vreg o, n;

	exact |= m->how == HOW_SAME;
	for (uint32_t i = 0; i < 8; i++) {
		uint8_t b = old->byte[i];

		if (b == BYTE_SPILL)
			continue;
		if (m->how == HOW_SAME ? now->byte[i] != b : b == BYTE_NONE ? false : !byte_is_number(now, i))
			return false;
		if (b == BYTE_ZERO && exact && !byte_is_zero(now, i))
			return false;
	}
	for (uint32_t h = 0; h < 2; h++) {
		if (!old->len[h])
			continue;
		memcpy(&o, spills, sizeof(o));
		spills += sizeof(o);
		if (m->how == HOW_SAME && now->len[h] != old->len[h])
			return false;
		if (!slot_as_number(now, h, old->len[h], &n) || !reg_match(m, v, &o, &n, exact))
			return false;
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
static bool frame_match(struct match *m, const struct vfy *v, const uint8_t **at, uint32_t f, const struct need *need)
{
	const struct vframe *now = v->st.frame[f];
	struct saved_frame head;
	struct vreg old;

	memcpy(&head, *at, sizeof(head));
	*at += sizeof(head);
	if (!frame_head_match(m, f, &head, now))
		return false;
	if (m->how == HOW_SAME && (head.used != now->used))
		return false;
	for (uint16_t regs = head.regs; regs; regs &= (uint16_t)(regs - 1), *at += sizeof(old)) {
		uint32_t nr = (uint32_t)__builtin_ctz(regs);

		if (!(need->live >> nr & 1))
			continue;
		memcpy(&old, *at, sizeof(old));
		if (!reg_match(m, v, &old, &now->reg[nr], need->exact >> nr & 1))
			return false;
	}
	for (uint64_t used = head.used; used; used &= used - 1) {
		uint32_t nr = (uint32_t)__builtin_ctzll(used);
		const struct vslot *slot = now->used >> nr & 1 ? &now->slot[nr] : &empty_slot;
		struct saved_slot ss;
		const uint8_t *spills = *at + sizeof(ss);

		memcpy(&ss, *at, sizeof(ss));
		*at = spills + (uint32_t)((ss.len[0] != 0) + (ss.len[1] != 0)) * sizeof(struct vreg);
		if (need->slot_live >> nr & 1 && !slot_match(m, v, &ss, spills, slot, need->slot_exact >> nr & 1))
			return false;
	}
	return true;
}

static const struct need need_all = { 0xffff, 0xffff, UINT64_MAX, UINT64_MAX };

static bool held_match(struct match *m, const struct vfy *v, const struct saved *s)
{
	const struct vstate *st = &v->st;

	if (s->nr_refs != st->nr_refs || s->lock_map != st->lock_map)
		return false;
	if (s->lock_map && !id_match(m, s->lock_id, st->lock_id))
		return false;
	for (uint32_t i = 0; i < s->nr_refs; i++)
		if (!ref_match(m, s->ref[i].id, st->ref[i].id))
			return false;
	return true;
}

/*
 * An open state ends because of turns that something older has: of a may_goto in one call of its function, of one call that
 * calls back. It says nothing of other calls. How many frames must be the same, then; *first is the oldest that counts.
 */
static uint32_t open_frames(const struct vfy *v, const struct saved *s, uint32_t *first)
{
	uint32_t same = 0;

	for (const struct node *n = v->node; n; n = n->parent) {
		if (n->id >= s->id || !n->saved || !(v->info[n->pc].flags & INSN_TURN))
			continue;
		same = n->nr_frames > same ? n->nr_frames : same;
		*first = n->id;
	}
	return same;
}

/* need: of each frame; not looked at for HOW_SAME. */
static bool state_match(struct vfy *v, const struct saved *s, enum how how, const struct need *need)
{
	struct match m;
	uint32_t first = 0;
	const uint8_t *at = (const uint8_t *)s->bytes;

	if (s->nr_frames != v->st.nr_frames)
		return false;
	m.how = how;
	m.same = how == HOW_NEED && s->open ? open_frames(v, s, &first) : 0;
	m.nr = m.fresh = 0;
	for (uint32_t f = 0; f < s->nr_frames; f++)
		if (!frame_match(&m, v, &at, f, how == HOW_SAME ? &need_all : &need[f]))
			return false;
	if (!held_match(&m, v, s))
		return false;
	if (m.same && first < v->node->low)
		v->node->low = first;
	return true;
}

/* -- widening ------------------------------------------------------------------------------------------------------- */

static void widen_reg(const struct vreg *old, struct vreg *now)
{
	if (old->type != REG_NUMBER || now->type != REG_NUMBER || range_subset(now->r, old->r))
		return;
	now->r = range_widen(old->r, now->r);
	now->id = 0;
	now->flags = 0;
}

static void widen_slot(const struct saved_slot *old, const uint8_t *spills, struct vslot *now)
{
	struct vreg o;

	for (uint32_t h = 0; h < 2; h++) {
		if (!old->len[h])
			continue;
		memcpy(&o, spills, sizeof(o));
		spills += sizeof(o);
		if (now->len[h] != old->len[h] || now->spill[h].type != REG_NUMBER)
			continue;
		widen_reg(&o, &now->spill[h]);
		now->spill[h].r = range_cast(now->spill[h].r, now->len[h] * 8u, false);
	}
}

/* Bounds that matter and grew since s are let go: so the states of a cycle stop changing. */
static void state_widen(struct vfy *v, const struct saved *s, const struct need *need)
{
	const uint8_t *at = (const uint8_t *)s->bytes;
	struct vreg old;

	for (uint32_t f = 0; f < s->nr_frames; f++) {
		struct vframe *now = v->st.frame[f];
		struct saved_frame head;

		memcpy(&head, at, sizeof(head));
		at += sizeof(head);
		for (uint16_t regs = head.regs; regs; regs &= (uint16_t)(regs - 1), at += sizeof(old)) {
			memcpy(&old, at, sizeof(old));
			if (need[f].exact & regs & -regs)
				widen_reg(&old, &now->reg[__builtin_ctz(regs)]);
		}
		for (uint64_t used = head.used; used; used &= used - 1) {
			uint32_t nr = (uint32_t)__builtin_ctzll(used);
			struct saved_slot ss;

			memcpy(&ss, at, sizeof(ss));
			at += sizeof(ss);
			if (now->used & need[f].slot_exact & used & -used)
				widen_slot(&ss, at, &now->slot[nr]);
			at += (uint32_t)((ss.len[0] != 0) + (ss.len[1] != 0)) * sizeof(old);
		}
	}
}

/* -- the visit ------------------------------------------------------------------------------------------------------ */

enum { TURNS_EXACT = 2, KEEP_INSNS = 8, KEEP_JUMPS = 2, KEEP_INSNS_LOOP = 100, KEEP_JUMPS_LOOP = 20 };

/* Registers that nothing reads any more are forgotten: they need not be kept, nor be the same. */
static void forget_dead(struct vfy *v)
{
	struct vframe *f = cur_frame(v);
	uint16_t dead = (uint16_t)(~v->info[v->pc].live & 0x3ff);

	for (; dead; dead &= (uint16_t)(dead - 1)) {
		struct vreg *r = &f->reg[__builtin_ctz(dead)];

		r->type = REG_NONE;
		r->flags = 0;
	}
}

static bool same_cycle(const struct vfy *v, const struct saved *s)
{
	if (s->nr_frames != v->st.nr_frames || s->turns == v->st.turns)
		return false;
	if (v->info[v->pc].op ==
	    OP_MAY_GOTO) /* the turns are those of one call of a function; what is dry goes on for ever */
		return s->serial == cur_frame(v)->serial && !cur_frame(v)->dry;
	return v->st.turn_of && s->turn_of == v->st.turn_of;
}

/* From s to here nothing was used up: turns of callbacks are of calls that ended since, and would begin anew. */
static bool no_turn_since(const struct vfy *v, const struct saved *s)
{
	const struct vframe *f = cur_frame(v);

	return s->turns == v->st.turns || (s->serial == f->serial && s->gone == f->gone);
}

/*
 * At a may_goto or a call that calls back. known: the cycle has come to a state that holds this one. Otherwise, after a
 * few turns, what still grows is widened.
 */
static bool turn_known(struct vfy *v)
{
	const struct saved *last = NULL;
	uint32_t nr = 0;

	for (const struct saved *s = v->info[v->pc].saved; s; s = s->next) {
		if (!s->node || !same_cycle(v, s))
			continue;
		if (!last)
			last = s; /* the newest stands first */
		nr++;
		if (!state_match(v, s, HOW_TURN, v->info[v->pc].turn))
			continue;
		if (s->id < v->node->low)
			v->node->low = s->id;
		return true;
	}
	if (nr >= TURNS_EXACT)
		state_widen(v, last, v->info[v->pc].turn);
	return false;
}

/* What two states that are the same share, in one number. */
static uint64_t state_print(const struct vfy *v)
{
	const struct vframe *f = v->st.frame[v->st.nr_frames - 1];
	uint64_t sum = v->st.nr_frames;

	for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++) {
		const struct vreg *r = &f->reg[i];

		if (r->type)
			sum = (sum ^ (r->r.umin + r->r.umax * 3 + (uint32_t)r->off + ((uint64_t)r->type << 56))) *
			      0x9e3779b97f4a7c15u;
		else
			sum = (sum ^ i) * 0x9e3779b97f4a7c15u;
	}
	return sum;
}

/* One number that matters and is constant tells most states apart: a loop's counter. */
static void find_pivot(struct saved *s)
{
	const uint8_t *at = (const uint8_t *)s->bytes;
	struct saved_frame head;
	struct vreg r;

	s->pivot_reg = KILN_NR_REGS;
	if (s->nr_frames > 1)
		return; /* the first frame is not the one that runs */
	memcpy(&head, at, sizeof(head));
	at += sizeof(head);
	for (uint16_t regs = head.regs; regs; regs &= (uint16_t)(regs - 1), at += sizeof(r)) {
		if (!(s->need[0].exact & regs & -regs))
			continue;
		memcpy(&r, at, sizeof(r));
		if (r.type != REG_NUMBER || !range_is_const(r.r))
			continue;
		s->pivot_reg = (uint32_t)__builtin_ctz(regs);
		s->pivot = r.r.umin;
		return;
	}
}

static bool pivot_match(const struct vfy *v, const struct saved *s)
{
	const struct vreg *r;

	if (s->pivot_reg == KILN_NR_REGS)
		return true;
	r = &v->st.frame[v->st.nr_frames - 1]->reg[s->pivot_reg];
	return r->r.umin == s->pivot && r->r.umax == s->pivot;
}

static void unlink_state(struct vfy *v, struct saved **at)
{
	struct saved *s = *at;

	*at = s->next;
	if (s->node)
		s->node->saved = NULL;
	pack_free(v, s);
}

static bool keep_state(struct vfy *v)
{
	struct saved *s = pack_state(v);
	struct node *n = s ? path_node(v, 1) : NULL;

	if (!n)
		return false;
	s->node = n;
	s->id = n->id;
	s->print = state_print(v);
	n->saved = s;
	s->next = v->info[v->pc].saved;
	v->info[v->pc].saved = s;
	v->nr_states++;
	if (!(v->info[v->pc].flags &
	      INSN_TURN)) /* those are kept each time, and must not keep others from being kept */
		v->since_saved = v->jumps_since_saved = 0;
	return true;
}

/*
 * What follows a kept state has been walked, and its need is whole. If paths ended at this state while it was not yet known, it
 * was guessed (insn_info.turn); where the guess was too small, it grows, and the walk begins anew.
 */
bool prune_done(struct vfy *v, uint32_t pc, struct saved *s)
{
	struct insn_info *in = &v->info[pc];
	const struct need *need = s->need;

	find_pivot(s);
	for (uint32_t f = 0; f < s->nr_frames && in->flags & INSN_TURN; f++) {
		if (need[f].exact & ~in->turn[f].exact || need[f].slot_exact & ~in->turn[f].slot_exact)
			v->again = true;
		in->turn[f].exact |= need[f].exact;
		in->turn[f].slot_exact |= need[f].slot_exact;
	}
	return !v->again;
}

static bool turn_ready(struct vfy *v, struct insn_info *in)
{
	if (in->turn)
		return true;
	in->turn = arena_array(v->a, KILN_MAX_FRAMES, sizeof(in->turn[0]));
	for (uint32_t f = 0; in->turn && f < KILN_MAX_FRAMES; f++)
		in->turn[f] = (struct need){ .live = 0xffff, .slot_live = UINT64_MAX };
	return in->turn || vfy_nomem(v);
}

bool prune_visit(struct vfy *v, bool *known, const struct need **need)
{
	struct insn_info *in = &v->info[v->pc];
	bool turn = in->flags & INSN_TURN, looping = false;
	uint64_t print = 0;

	*known = false;
	forget_dead(v);
	if (turn && !turn_ready(v, in))
		return false;
	if (in->flags & INSN_LOOP)
		print = state_print(v);
	if (turn && turn_known(v)) {
		*known = true;
		*need = in->turn;
		return true;
	}
	for (struct saved **at = &in->saved; *at;) {
		struct saved *s = *at;

		if (s->node) {
			looping |= in->flags & INSN_LOOP && s->nr_frames == v->st.nr_frames;
			if (in->flags & INSN_LOOP && s->print == print && no_turn_since(v, s) &&
			    state_match(v, s, HOW_SAME, NULL))
				return vfy_refuse(v, KILN_REASON_LOOP, "this loop came round with nothing changed");
		} else if (pivot_match(v, s) && state_match(v, s, HOW_NEED, s->need)) {
			s->hits++;
			*at = s->next; /* what hits is looked at first */
			s->next = in->saved;
			in->saved = s;
			*known = true;
			*need = s->need;
			return true;
		}
		s->misses++;
		if (s->misses > s->hits * 16 + 48 && !(turn && s->node))
			unlink_state(v, at);
		else
			at = &s->next;
	}
	if (turn ||
	    (v->since_saved >= (looping ? KEEP_INSNS_LOOP : KEEP_INSNS) || v->jumps_since_saved >= KEEP_JUMPS_LOOP))
		if (turn || v->jumps_since_saved >= (looping ? 1 : KEEP_JUMPS))
			return keep_state(v);
	return true;
}
