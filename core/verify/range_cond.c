/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range_cond.c - what a comparison says about its operands, and what they say about it.
 */
#include "verify/range.h"
#include "verify/span.h"

static struct span span_at(const struct range *r, unsigned int width)
{
	return width == WHOLE ? span_whole(r) : span_half(r);
}

static void range_put_span(struct range *r, unsigned int width, struct span s)
{
	if (width == WHOLE)
		range_put_whole(r, s);
	else
		range_put_half(r, s);
}

static void range_put_bits(struct range *r, unsigned int width, struct tnum t)
{
	r->t = width == WHOLE ? t : tnum_splice(r->t, t);
}

static bool narrow_equal(unsigned int width, struct range *a, struct range *b)
{
	struct span half = span_and_span(span_half(a), span_half(b));
	struct tnum t;

	if (!tnum_meet(tnum_cast(a->t, width), tnum_cast(b->t, width), &t))
		return false;
	if (width == WHOLE)
		*a = *b = range_of(t, span_and_span(span_whole(a), span_whole(b)), half);
	range_put_half(a, half);
	range_put_half(b, half);
	range_put_bits(a, width, t);
	range_put_bits(b, width, t);
	return true;
}

/* Takes v from the ends of a's pieces. */
static bool narrow_not(unsigned int width, struct range *a, uint64_t v)
{
	struct span s = span_at(a, width);
	struct piece p[2];

	span_cut(s, width, p);
	for (unsigned int i = 0; i < 2; i++) {
		if (!piece_is(p[i]))
			continue;
		if (p[i].min == v && p[i].max == v)
			p[i] = no_piece;
		else if (p[i].min == v)
			p[i].min++;
		else if (p[i].max == v)
			p[i].max--;
	}
	if (!span_glue(&s, width, p))
		return false;
	range_put_span(a, width, s);
	return true;
}

static bool narrow_unequal(unsigned int width, struct range *a, struct range *b)
{
	struct tnum ta = tnum_cast(a->t, width), tb = tnum_cast(b->t, width);

	if (tnum_is_const(tb) && !narrow_not(width, a, tb.value))
		return false;
	return !tnum_is_const(ta) || narrow_not(width, b, ta.value);
}

/* low < high, or low <= high. */
static bool narrow_below(unsigned int width, struct range *low, struct range *high, bool strictly)
{
	struct span l = span_at(low, width), h = span_at(high, width);

	if (strictly && (!h.umax || l.umin == top_of(width)))
		return false;
	l.umax = least(l.umax, h.umax - strictly);
	h.umin = greatest(h.umin, l.umin + strictly);
	range_put_span(low, width, l);
	range_put_span(high, width, h);
	return l.umin <= l.umax && h.umin <= h.umax;
}

static bool narrow_below_signed(unsigned int width, struct range *low, struct range *high, bool strictly)
{
	struct span l = span_at(low, width), h = span_at(high, width);

	if (strictly && (h.smax == signed_min(width) || l.smin == signed_max(width)))
		return false;
	l.smax = signed_least(l.smax, h.smax - strictly);
	h.smin = signed_greatest(h.smin, l.smin + strictly);
	range_put_span(low, width, l);
	range_put_span(high, width, h);
	return l.smin <= l.smax && h.smin <= h.smax;
}

/* Where only one bit can be set in both, it is. */
static bool narrow_common_bit(unsigned int width, struct range *a, struct range *b)
{
	struct tnum ta = tnum_cast(a->t, width), tb = tnum_cast(b->t, width);
	uint64_t both = (ta.value | ta.mask) & (tb.value | tb.mask);

	if (!both)
		return false;
	if (is_power(both)) {
		range_put_bits(a, width, tnum_or(ta, tnum_const(both)));
		range_put_bits(b, width, tnum_or(tb, tnum_const(both)));
	}
	return narrow_not(width, a, 0) && narrow_not(width, b, 0);
}

static bool narrow_no_common_bit(unsigned int width, struct range *a, struct range *b)
{
	struct tnum ta = tnum_cast(a->t, width), tb = tnum_cast(b->t, width);

	if (ta.value & tb.value)
		return false;
	range_put_bits(a, width, tnum_and(ta, tnum_const(~tb.value)));
	range_put_bits(b, width, tnum_and(tb, tnum_const(~ta.value)));
	return true;
}

static bool narrow_views(enum range_cond cond, unsigned int width, struct range *a, struct range *b)
{
	switch (cond) {
	case RANGE_EQ:
		return narrow_equal(width, a, b);
	case RANGE_NE:
		return narrow_unequal(width, a, b);
	case RANGE_LT:
		return narrow_below(width, a, b, true);
	case RANGE_LE:
		return narrow_below(width, a, b, false);
	case RANGE_GT:
		return narrow_below(width, b, a, true);
	case RANGE_GE:
		return narrow_below(width, b, a, false);
	case RANGE_SLT:
		return narrow_below_signed(width, a, b, true);
	case RANGE_SLE:
		return narrow_below_signed(width, a, b, false);
	case RANGE_SGT:
		return narrow_below_signed(width, b, a, true);
	case RANGE_SGE:
		return narrow_below_signed(width, b, a, false);
	case RANGE_SET:
		return narrow_common_bit(width, a, b);
	case RANGE_CLEAR:
		return narrow_no_common_bit(width, a, b);
	default:
		return true;
	}
}

/* What is as it was is synced already. */
static bool sync_if_other(struct range *r, const struct range *was)
{
	return range_equal(*r, *was) || range_sync(r);
}

bool range_narrow(enum range_cond cond, unsigned int width, struct range *a, struct range *b)
{
	struct range x = *a, y = *b;

	if (!narrow_views(cond, width, &x, &y) || !sync_if_other(&x, a) || !sync_if_other(&y, b))
		return false;
	*a = x;
	*b = y;
	return true;
}

static bool spans_apart(struct span a, struct span b)
{
	return a.umax < b.umin || b.umax < a.umin || a.smax < b.smin || b.smax < a.smin;
}

/* No number of a is one of b. */
static bool never_equal(unsigned int width, const struct range *a, const struct range *b)
{
	struct tnum t;

	return !tnum_meet(tnum_cast(a->t, width), tnum_cast(b->t, width), &t) ||
	       spans_apart(span_at(a, width), span_at(b, width)) || spans_apart(span_half(a), span_half(b));
}

/* cond holds for no pair. Its negation is asked for the other way round. */
static bool never(enum range_cond cond, unsigned int width, const struct range *ra, const struct range *rb)
{
	struct span a = span_at(ra, width), b = span_at(rb, width);
	struct tnum ta = tnum_cast(ra->t, width), tb = tnum_cast(rb->t, width);

	switch (cond) {
	case RANGE_EQ:
		return never_equal(width, ra, rb);
	case RANGE_NE:
		return tnum_is_const(ta) && tnum_equal(ta, tb);
	case RANGE_LT:
		return a.umin >= b.umax;
	case RANGE_LE:
		return a.umin > b.umax;
	case RANGE_GT:
		return a.umax <= b.umin;
	case RANGE_GE:
		return a.umax < b.umin;
	case RANGE_SLT:
		return a.smin >= b.smax;
	case RANGE_SLE:
		return a.smin > b.smax;
	case RANGE_SGT:
		return a.smax <= b.smin;
	case RANGE_SGE:
		return a.smax < b.smin;
	case RANGE_SET:
		return !((ta.value | ta.mask) & (tb.value | tb.mask));
	case RANGE_CLEAR:
		return ta.value & tb.value;
	default:
		return false;
	}
}

enum range_truth range_decide(enum range_cond cond, unsigned int width, struct range a, struct range b)
{
	if (never(cond, width, &a, &b))
		return RANGE_NEVER;
	return never(range_cond_not(cond), width, &a, &b) ? RANGE_ALWAYS : RANGE_MAYBE;
}
