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

/* -- widening ------------------------------------------------------------------------------------------------------- */

struct widen {
	struct vfy *v;
	const struct need *need;
	bool few; /* there were few turns yet */
};

/* The least positive number, not below x, that the program compares something with. */
static uint64_t next_compared(const struct vfy *v, uint64_t x)
{
	uint64_t least = UINT64_MAX;

	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++) {
		int32_t imm = v->p->insns[pc].imm;

		if (insn_rows[v->info[pc].op].form == FORM_JMP_IMM && !(v->info[pc].flags & INSN_HALF) && imm > 0 &&
		    (uint64_t)imm >= x && (uint64_t)imm < least)
			least = (uint64_t)imm;
	}
	return least;
}

/* What grew goes on to what bounds it, perhaps; after some turns, in steps that are the same for all. */
static struct range widened(const struct widen *w, const struct range *old, const struct range *now)
{
	struct range both = range_join(*old, *now), to;
	uint64_t bound = w->few && both.umax > old->umax ? next_compared(w->v, both.umax) : UINT64_MAX;

	if (bound != UINT64_MAX &&
	    range_meet(range_widen(*old, range_join(both, range_const(bound))), range_bounded(0, bound), &to))
		return to;
	return range_widen(*old, both);
}

/* A pointer into the packet that moves is anywhere in it, or as far beyond as one turn can bring it. */
static void widen_packet(const struct vreg *old, struct vreg *now)
{
	int64_t least = old->r.smin < 0 || now->r.smin < 0 ? -MAX_PACKET_OFF : 0;
	int64_t most = now->r.smax <= MAX_PACKET_OFF ? MAX_PACKET_OFF : 2 * MAX_PACKET_OFF;

	if (now->type != old->type || now->off != old->off || range_equal(now->r, old->r))
		return;
	now->r = range_subset(now->r, old->r) ? old->r : range_bounded_signed(least, most);
	now->len = least || now->len < old->len ? 0 : old->len;
	now->rank = (struct rank){ 0 };
}

static void widen_reg(const struct widen *w, const struct vreg *old, struct vreg *now)
{
	if (old->type != REG_NUMBER || now->type != REG_NUMBER)
		return;
	if (now->rank.lo != old->rank.lo || now->rank.hi != old->rank.hi)
		now->rank = (struct rank){ 0 };
	if (now->delta != old->delta) {
		now->id = 0;
		now->delta = 0;
	}
	if (range_equal(now->r, old->r))
		return;
	now->r = range_subset(now->r, old->r) ? old->r : widened(w, &old->r, &now->r);
	now->len = 0;
	now->id = 0;
	now->delta = 0;
	now->flags = 0;
}

static void widen_one(const struct vreg *old, uint32_t place, uint32_t len, void *arg)
{
	const struct widen *w = arg;
	const struct need *need = &w->need[place >> 8];
	struct vframe *now = w->v->st.frame[place >> 8];
	uint32_t part = place & 0xff, nr = (part - PLACE_SLOT) / 2, half = (part - PLACE_SLOT) % 2;
	struct vslot *slot;

	if (part < PLACE_SLOT) {
		if (reg_is_packet(old))
			widen_packet(old, &now->reg[part]);
		else if (need->exact >> part & 1)
			widen_reg(w, old, &now->reg[part]);
		return;
	}
	slot = &now->slot[nr];
	if (reg_is_packet(old) && now->used >> nr & 1 && slot->len[half] == len)
		widen_packet(old, &slot->spill[half]);
	if (!(now->used & need->slot_exact & (uint64_t)1 << nr) || slot->len[half] != len ||
	    slot->spill[half].type != REG_NUMBER)
		return;
	widen_reg(w, old, &slot->spill[half]);
	slot->spill[half].r = range_cast(slot->spill[half].r, len * 8, false);
}

/* Bounds that matter and grew since s are let go: so the states of a cycle stop changing. */
static void state_widen(struct vfy *v, const struct saved *s, const struct need *need, bool few)
{
	pair_rebase(v, s);
	pack_each(s, widen_one, &(struct widen){ v, need, few });
}

/* -- the visit ------------------------------------------------------------------------------------------------------ */

enum {
	MAX_STATES = 2500, /* at one place: each is compared with all others */
	JOIN_AFTER = 2,
	MAX_APART = 1,
	TURNS_EXACT = 2,
	TURNS_FEW = 4,
	MAX_TURNS = 256,
	KEEP_INSNS_LOOP = 100,
	KEEP_JUMPS_LOOP = 20
};

/* From s to here nothing was used up: turns of callbacks are of calls that ended since, and would begin anew. */
static bool no_turn_since(const struct vfy *v, const struct saved *s)
{
	const struct vframe *f = cur_frame(v);

	return !v->info[v->pc].metered && (s->turns == v->st.turns || (s->serial == f->serial && s->gone == f->gone));
}

/*
 * At a may_goto or a call that calls back. known: the cycle has come to a state that holds this one. Otherwise, after a
 * few turns, what still grows is widened.
 */
static struct saved *turn_known(struct vfy *v, bool *widened)
{
	struct saved *last = NULL;
	uint32_t nr = 0, seen = 0;

	for (struct saved *s = v->info[v->pc].saved; s; s = s->next) {
		if (++seen > MAX_STATES) {
			vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "more than %u states are kept at one place", MAX_STATES);
			return NULL;
		}
		if (!s->node || !turn_used(v, s))
			continue;
		if (!last)
			last = s; /* the newest stands first */
		nr++;
		if (!same_iterators(v, s) || !state_match(v, s, HOW_TURN, v->info[v->pc].turn))
			continue;
		if (s->id < v->node->low)
			v->node->low = s->id;
		return s;
	}
	if (nr >= MAX_TURNS) {
		vfy_refuse(v, KILN_REASON_TOO_COMPLEX,
			   "after %u turns this still comes round with another state each time", nr);
		return NULL;
	}
	*widened = nr >= TURNS_EXACT;
	if (*widened)
		state_widen(v, last, v->info[v->pc].turn, nr < TURNS_FEW);
	return NULL;
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
	if (s->used)
		return; /* the tape tells of it */
	v->entry->tape.event[s->event].kind = EVENT_PASSED;
	pack_free(v, s);
}

void prune_forget_after(struct vfy *v, uint32_t id)
{
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++)
		for (struct saved **at = &v->info[pc].saved; *at;) {
			struct saved *s = *at;

			if (s->id <= id) {
				at = &s->next;
				continue;
			}
			*at = s->next;
			pack_free(v, s);
		}
}

struct saved *prune_keep(struct vfy *v, struct loop *l, bool widened)
{
	struct saved *s = pack_state(v);
	struct node *n = s ? path_node(v, 1) : NULL;

	v->nr_sums = 0; /* as in the checker */
	if (!n || !tape_add(v, EVENT_KEPT, s))
		return NULL;
	s->event = v->entry->tape.nr - 1;
	s->pc = v->pc;
	s->node = n;
	s->id = n->id;
	s->print = state_print(v);
	s->loop = n->loop = l;
	s->in = l && !l->join ? l : n->in;
	s->used = widened;
	if (l) {
		l->event = s->event;
		l->id = n->id;
	}
	n->saved = s;
	s->next = v->info[v->pc].saved;
	v->info[v->pc].saved = s;
	v->nr_states++;
	if (!(v->info[v->pc].flags &
	      INSN_TURN)) /* those are kept each time, and must not keep others from being kept */
		v->since_saved = v->jumps_since_saved = 0;
	return s;
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

/* The path ends here, at s. */
static bool end_at(struct vfy *v, struct saved *s, const struct need *at, bool *known, const struct need **need)
{
	s->used = true;
	*known = true;
	*need = at;
	return tape_add(v, EVENT_ENDED, s);
}

/* The state of a loop that runs in this frame, and begins here. */
static struct saved *open_loop(const struct vfy *v)
{
	for (struct saved *s = v->info[v->pc].saved; s; s = s->next)
		if (s->node && s->loop && !s->loop->join && s->nr_frames == v->st.nr_frames &&
		    s->serial == cur_frame(v)->serial)
			return s;
	return NULL;
}

/* Something walked to its end that stands for the state. *looping: something here is still being walked. False: refused. */
static bool find_closed(struct vfy *v, struct saved **found, bool *looping, uint32_t *nr)
{
	struct insn_info *in = &v->info[v->pc];
	bool turn = in->flags & INSN_TURN, loop = in->flags & INSN_LOOP;
	uint64_t print = loop ? state_print(v) : 0;

	for (struct saved **at = &in->saved; *at;) {
		struct saved *s = *at;

		if (s->node) {
			*looping |= loop && s->nr_frames == v->st.nr_frames;
			if (loop && s->print == print && no_turn_since(v, s) && state_match(v, s, HOW_SAME, NULL))
				return vfy_refuse(v, KILN_REASON_LOOP, "this loop came round with nothing changed");
		} else if (pivot_match(v, s) && state_match(v, s, HOW_NEED, s->need)) {
			s->hits++;
			*at = s->next; /* what hits is looked at first */
			s->next = in->saved;
			in->saved = s;
			*found = s;
			return true;
		}
		*nr += !s->node;
		s->misses++;
		if (s->misses > s->hits * 16 + 48 && !((turn || s->loop) && s->node))
			unlink_state(v, at);
		else
			at = &s->next;
	}
	return true;
}

static bool worth_keeping(const struct vfy *v, bool looping)
{
	if (v->info[v->pc].flags & INSN_TURN)
		return true;
	return (v->since_saved >= (looping ? KEEP_INSNS_LOOP : KEEP_INSNS) ||
		v->jumps_since_saved >= KEEP_JUMPS_LOOP) &&
	       v->jumps_since_saved >= (looping ? 1 : KEEP_JUMPS);
}

/* In a loop, or called from one: turns that are walked one by one must not be joined. */
static bool is_inside(const struct vfy *v)
{
	if (v->info[v->pc].flags & INSN_TURN || v->info[v->pc].body)
		return true;
	for (uint32_t f = 1; f < v->st.nr_frames; f++) {
		uint32_t pc = v->st.frame[f]->call_pc;

		if (v->info[pc].flags & INSN_TURN || v->info[pc].body)
			return true;
	}
	return false;
}

static const struct saved *newest_closed(const struct vfy *v)
{
	const struct saved *s = v->info[v->pc].saved;

	while (s && s->node)
		s = s->next;
	return s;
}

/* Outside loops, so many states that were walked do not stand for this one: whether to go on from one that holds several. */
static bool join(struct vfy *v, uint32_t nr, bool *made)
{
	const struct saved *s = nr ? newest_closed(v) : NULL;
	bool spread;

	if (!s || v->info[v->pc].apart >= MAX_APART || is_inside(v))
		return true;
	spread = state_match(v, s, HOW_MOVED, s->need);
	return (!spread && nr < JOIN_AFTER) || join_meet(v, s, spread, made);
}

bool prune_visit(struct vfy *v, bool *known, const struct need **need)
{
	struct insn_info *in = &v->info[v->pc];
	bool looping = false, made = false, widened = false;
	struct saved *s = NULL;
	uint32_t nr = 0;

	*known = false;
	walk_forget_dead(v);
	if (in->flags & INSN_TURN) {
		if (!turn_ready(v, in))
			return false;
		s = turn_known(v, &widened);
		if (v->err)
			return false;
		if (s)
			return end_at(v, s, in->turn, known, need);
	}
	s = open_loop(v);
	if (s)
		return loop_return(v, s->node) && end_at(v, s, s->loop->guess, known, need);
	if (!find_closed(v, &s, &looping, &nr))
		return false;
	if (s) {
		v->path_len += s->run;
		return end_at(v, s, s->need, known, need);
	}
	fuel_turn(v);
	if (in->flags & INSN_LOOP && !(in->flags & INSN_TURN) && !loop_try(v, &made))
		return false;
	if (!made && !join(v, nr, &made))
		return false;
	if (made)
		return true;
	return worth_keeping(v, looping) ? prune_keep(v, NULL, widened) != NULL : tape_add(v, EVENT_PASSED, NULL);
}
