/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * rank.c - loops that end because a number goes one way inside bounds.
 *
 * Overview     at the head of a loop whose state is an invariant, each value that changes is given a name: what stands there now.
 *              On the way round, sums keep how far the value has gone (struct rank). At the return the new value is in the same
 *              bounds as the old one. So if it went at least one step, and one way on every path, the loop ends.
 * Why right    v = old + d modulo M, with v and old in [a,b] and d in [lo,hi]. Where b - a + max(|lo|,|hi|) < M, no multiple of M
 *              fits between v - old and d, so v = old + d as whole numbers.
 * Counting     a loop that such a value ends makes a known number of turns. Another value that goes at most so far on each turn is then
 *              in bounds too, though no comparison says so: p += 8 beside i < n. Its bounds at the head are believed while the
 *              loop is walked, and must be those of the most turns when that is done. By induction over the turns: while they are no
 *              more than that, every value is in its bounds, and so the first one allows no more. That is said of runs which
 *              begin as the one that was walked, and of no others: match.c.
 * Nesting      a return counts for the loop that it returns to, and only if what it says holds along the whole way: states that
 *              stand for others on that way must agree in what they say of loops that are still being walked (match.c).
 * Cost         constant time a sum, linear in the candidates a return. Trust: the checker relies on all of this file.
 */
#include "verify/state.h"

bool rank_open(const struct vfy *v, const struct rank *r)
{
	return r->loop && v->loops && v->loops[r->loop] && v->loops[r->loop]->open;
}

/* What is known after by was added (or taken away) at width bits. */
struct rank rank_moved(struct rank r, const struct range *by, bool minus, uint32_t width)
{
	int64_t lo = width == 32 ? by->s32min : by->smin, hi = width == 32 ? by->s32max : by->smax, swap = lo;

	if (!r.loop || lo < -MAX_STEP || hi > MAX_STEP)
		return (struct rank){ 0 };
	if (minus) {
		lo = -hi;
		hi = -swap;
	}
	lo += r.lo;
	hi += r.hi;
	if (lo < -MAX_STEP || hi > MAX_STEP)
		return (struct rank){ 0 };
	if (lo - r.lo != hi - r.hi || r.more + lo - r.lo < -MAX_STEP || r.more + lo - r.lo > MAX_STEP)
		r.by = 0;
	r.more = r.by ? r.more + (int32_t)(lo - r.lo) : 0;
	r.lo = (int32_t)lo;
	r.hi = (int32_t)hi;
	r.half |= width == 32;
	return r;
}

/*
 * sum: d and s were added. s is what stood somewhere at the head of the same loop, and a constant: that is told, too. Looking ahead, how
 * far that is may not be known yet.
 */
struct rank rank_plus(const struct vfy *v, struct rank sum, const struct rank *d, const struct rank *s, uint32_t width)
{
	if ((!sum.loop && v->mode != MODE_PROBE) || !d->loop || s->loop != d->loop || s->by || d->by ||
	    s->lo != s->hi || d->lo != d->hi || s->place == d->place || d->lo + s->lo < -MAX_STEP ||
	    d->lo + s->lo > MAX_STEP)
		return sum;
	if (!sum.loop) {
		sum = *d;
		sum.lo = sum.hi = 0;
		sum.half |= width == 32;
	}
	sum.by = (uint16_t)(s->place + 1);
	sum.more = d->lo + s->lo;
	sum.half |= s->half;
	return sum;
}

struct vreg *place_reg(struct vfy *v, uint32_t place)
{
	uint32_t frame = place >> 8, part = place & 0xff, slot = (part - PLACE_SLOT) / 2,
		 half = (part - PLACE_SLOT) % 2;
	struct vframe *f;

	if (frame >= v->st.nr_frames)
		return NULL;
	f = v->st.frame[frame];
	if (part < PLACE_SLOT)
		return part < KILN_NR_REGS - 1 ? &f->reg[part] : NULL;
	if (slot >= NR_SLOTS || !(f->used >> slot & 1) || !f->slot[slot].len[half])
		return NULL;
	return &f->slot[slot].spill[half];
}

/* -- at the head ---------------------------------------------------------------------------------------------------- */

/* How wide the bounds are in which a number (its low half) stays: the narrower of its two views. */
static uint64_t width_of(const struct range *r, bool half)
{
	uint64_t u = half ? r->u32max - r->u32min : r->umax - r->umin;
	uint64_t s = half ? (uint64_t)((int64_t)r->s32max - r->s32min) : (uint64_t)r->smax - (uint64_t)r->smin;

	return u < s ? u : s;
}

static bool add_candidate(struct vfy *v, struct loop *l, uint32_t place)
{
	struct vreg *r = place_reg(v, place);

	if (!r || r->type == REG_NONE || r->rank.loop != l->nr)
		return true;
	if (r->rank.place != place || r->rank.lo || r->rank.hi || r->rank.half || r->rank.by || r->rank.more)
		return false;
	if (l->nr_candidates < MAX_CANDIDATES)
		l->candidate[l->nr_candidates++] = (struct candidate){
			.place = (uint16_t)place,
			.lo = INT64_MAX,
			.hi = INT64_MIN,
			.bits = 63,
			.view = { { .up = true, .down = true, .width = width_of(&r->r, false) },
				  { .up = true, .down = true, .width = width_of(&r->r, true) } },
		};
	return true;
}

/* The state is the invariant of l: values with l's rank are named by their own places. False: one of them is not. */
bool rank_begin(struct vfy *v, struct loop *l)
{
	l->nr_candidates = 0;
	l->counted = false;
	l->open = true;
	l->serial = cur_frame(v)->serial;
	for (uint32_t f = 0; f < v->st.nr_frames; f++) {
		for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++)
			if (!add_candidate(v, l, f << 8 | (PLACE_REG + i)))
				return false;
		for (uint64_t used = v->st.frame[f]->used; used; used &= used - 1)
			for (uint32_t h = 0; h < 2; h++)
				if (!add_candidate(v, l,
						   f << 8 | (PLACE_SLOT + (uint32_t)__builtin_ctzll(used) * 2 + h)))
					return false;
	}
	return true;
}

/* -- at a return ---------------------------------------------------------------------------------------------------- */

/* r: how far the value has gone on this way round. What holds modulo 2^64 holds of the low half too, but not the other way. */
static void view_return(struct rank_view *w, const struct rank *r, bool half)
{
	uint64_t far = (uint64_t)(r->hi > -r->lo ? r->hi : -r->lo);

	if ((r->half && !half) || w->width >= (half ? UINT32_MAX : UINT64_MAX) - far)
		w->up = w->down = false;
	w->up &= r->lo > 0;
	w->down &= r->hi < 0;
	if (w->up && (!w->step || (uint32_t)r->lo < w->step))
		w->step = (uint32_t)r->lo;
	if (w->down && (!w->step || (uint32_t)-r->hi < w->step))
		w->step = (uint32_t)-r->hi;
}

static void count_return(struct candidate *c, const struct vreg *now)
{
	const struct rank *r = &now->rank;
	uint8_t bits = r->lo != r->hi ? 0 : r->lo ? (uint8_t)__builtin_ctz((uint32_t)r->lo) : c->bits;

	if (!c->returned) {
		c->by = r->by;
		c->more = r->more;
	}
	c->returned = true;
	if (c->by != r->by || c->more != r->more)
		c->by = 0;
	c->lost |= r->half && now->r.umax > UINT32_MAX;
	c->half |= r->half;
	c->bits = bits < c->bits ? bits : c->bits;
	c->lo = r->lo < c->lo ? r->lo : c->lo;
	c->hi = r->hi > c->hi ? r->hi : c->hi;
}

static bool candidate_return(struct vfy *v, const struct loop *l, struct candidate *c)
{
	const struct vreg *now = place_reg(v, c->place);

	if (!now || now->rank.loop != l->nr || now->rank.place != c->place) {
		c->lost = true;
		for (uint32_t half = 0; half < 2; half++)
			c->view[half].up = c->view[half].down = false;
		return false;
	}
	count_return(c, now);
	for (uint32_t half = 0; half < 2; half++)
		view_return(&c->view[half], &now->rank, half);
	return c->view[0].up || c->view[0].down || c->view[1].up || c->view[1].down;
}

bool rank_count(struct loop *l, const struct vreg *old, const struct vreg *now)
{
	if (old->rank.loop != l->nr || now->rank.loop != l->nr || now->rank.place != old->rank.place)
		return false;
	for (uint32_t i = 0; i < l->nr_candidates; i++) {
		struct candidate *c = &l->candidate[i];

		if (c->place != old->rank.place)
			continue;
		c->shorter |= now->len < old->len;
		return c->counted = l->counted = true;
	}
	return false;
}

/* The state, which the invariant of l holds, goes back to its head. False: nothing goes one way on every path. */
bool rank_return(struct vfy *v, struct loop *l)
{
	bool any = false;

	for (uint32_t i = 0; i < l->nr_candidates; i++)
		any |= candidate_return(v, l, &l->candidate[i]);
	l->returned = true;
	return any;
}

/* -- when all of it has been walked ---------------------------------------------------------------------------------- */

static uint64_t times(uint64_t a, uint64_t b)
{
	return b && a > MAX_RUN / b ? MAX_RUN : a * b;
}

enum { MAX_COUNT = 1 << 30, MAX_SUMMED = 1 << 14 };
#define MAX_BEGIN ((int64_t)1 << 60)

bool rank_counted(const struct vreg *came, int64_t lo, int64_t hi, uint64_t turns, uint32_t bits, struct range *out)
{
	if (turns > MAX_COUNT || came->r.smin < -MAX_BEGIN || came->r.smax > MAX_BEGIN)
		return false;
	lo = came->r.smin + (lo < 0 ? (int64_t)turns * lo : 0);
	hi = came->r.smax + (hi > 0 ? (int64_t)turns * hi : 0);
	*out = range_bounded_signed(lo, hi);
	return range_low_bits(out, came->r.t, bits);
}

bool rank_summed(const struct vreg *came, const struct vreg *by, int64_t lo, int64_t hi, int64_t more, uint64_t turns,
		 struct range *out)
{
	int64_t t = (int64_t)turns;

	if (turns > MAX_SUMMED || came->r.smin < -MAX_BEGIN || came->r.smax > MAX_BEGIN || lo < 0 || hi > MAX_STEP ||
	    by->r.smin < -MAX_STEP || by->r.smax > MAX_STEP || by->r.smin + more < 0)
		return false; /* it only rises: so the bounds of the last turn are those of all */
	*out = range_bounded_signed(came->r.smin, came->r.smax + t * (by->r.smax + more) + hi * (t * (t - 1) / 2));
	return true;
}

static const struct candidate *candidate_at(const struct loop *l, uint32_t place)
{
	for (uint32_t i = 0; i < l->nr_candidates; i++)
		if (l->candidate[i].place == place)
			return &l->candidate[i];
	return NULL;
}

/* What c had to begin with, and what it has at the head of so many turns, if it goes on by steps that are known, and is not wrapped. */
static bool count_bounds(const struct loop *l, const struct candidate *c, uint64_t turns, struct vreg *came,
			 struct vreg *held, struct range *r)
{
	return !c->lost && pack_find(l->before, c->place, came) && pack_find(l->held, c->place, held) &&
	       came->type == held->type && came->off == held->off &&
	       rank_counted(came, c->lo, c->hi, turns, c->bits, r) && (!c->half || r->umax <= UINT32_MAX);
}

/* The same, where it goes on by what another has, which goes on by known steps itself. */
static bool sum_bounds(const struct loop *l, const struct candidate *c, uint64_t turns, struct vreg *came,
		       struct vreg *held, struct range *r)
{
	const struct candidate *by = c->by ? candidate_at(l, c->by - 1) : NULL;
	struct vreg by_came, by_held;
	struct range by_r;

	if (!by || c->lost || !count_bounds(l, by, turns, &by_came, &by_held, &by_r) || by_came.type != REG_NUMBER ||
	    !range_subset(by_r, by_held.r))
		return false;
	return pack_find(l->before, c->place, came) && pack_find(l->held, c->place, held) && came->type == REG_NUMBER &&
	       held->type == REG_NUMBER && rank_summed(came, &by_came, by->lo, by->hi, c->more, turns, r) &&
	       (!c->half || r->umax <= UINT32_MAX);
}

/* The bounds of c at the head are those of what came there and went on for so many turns. */
static bool count_holds(const struct loop *l, const struct candidate *c, uint64_t turns)
{
	struct vreg came, held;
	struct range r;

	if (sum_bounds(l, c, turns, &came, &held, &r) && range_subset(r, held.r) && !c->shorter)
		return true;
	if (!count_bounds(l, c, turns, &came, &held, &r))
		return false;
	if (!range_subset(r, held.r))
		return false;
	return !c->shorter || (r.smin >= 0 && r.smax + held.len <= came.r.smin + came.len);
}

/* How often the loop comes back at most; UINT64_MAX where nothing says. */
static uint64_t most_turns(const struct loop *l)
{
	uint64_t best = UINT64_MAX;

	for (uint32_t i = 0; i < l->nr_candidates * 2; i++) {
		const struct rank_view *w = &l->candidate[i / 2].view[i % 2];

		if (!l->candidate[i / 2].counted && (w->up || w->down) && w->width / w->step < best)
			best = w->width / w->step;
	}
	return best;
}

/*
 * What a run of the loop takes at most, if a turn takes at most `body` instructions. MAX_RUN: too long, or what is counted goes
 * further than was said.
 */
uint64_t rank_end(struct loop *l, uint64_t body)
{
	uint64_t turns;

	l->open = false;
	if (!l->returned)
		return body;
	turns = most_turns(l);
	for (uint32_t i = 0; i < l->nr_candidates; i++)
		if (l->candidate[i].counted && !count_holds(l, &l->candidate[i], turns))
			return MAX_RUN;
	return turns < MAX_RUN ? times(turns + 1, body) : MAX_RUN;
}
