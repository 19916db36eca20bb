/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range.c - five views of a set of numbers, kept together.
 *
 * Overview     arithmetic works on spans: the unsigned and the signed bounds of a number of some width. The whole number and its
 *              low half are both spans, so one function serves 64 and 32 bits. To narrow views by each other, a span is cut at
 *              the sign into two pieces, on which unsigned and signed order agree; nothing is lost by that.
 * Invariant    as range.h has it. Bounds in a span of 32 bits are zero-extended, or sign-extended.
 * Cost         a constant number of steps each; range_sync is the dearest with about 300 instructions.
 * See          test/unit/range_small_test.c compiles this file for numbers of a few bits and tries them all.
 */
#include "verify/range.h"

#include "base/bits.h"

enum { WHOLE = TNUM_BITS, HALF = TNUM_HALF_BITS };

/* Both views of a number of some width. */
struct span {
	uint64_t umin, umax;
	int64_t smin, smax;
};

static uint64_t top_of(unsigned int width)
{
	return ~(uint64_t)0 >> (WHOLE - width);
}

static int64_t sign_of(uint64_t v, unsigned int width)
{
	return (int64_t)(v << (WHOLE - width)) >> (WHOLE - width);
}

static int64_t signed_max(unsigned int width)
{
	return (int64_t)(top_of(width) >> 1);
}

static int64_t signed_min(unsigned int width)
{
	return -signed_max(width) - 1;
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t greatest(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static int64_t signed_least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t signed_greatest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* -- spans --------------------------------------------------------------------------------------------------------- */

static struct span span_full(unsigned int width)
{
	return (struct span){ 0, top_of(width), signed_min(width), signed_max(width) };
}

static struct span span_whole(const struct range *r)
{
	return (struct span){ r->umin, r->umax, r->smin, r->smax };
}

static struct span span_half(const struct range *r)
{
	return (struct span){ r->u32min, r->u32max, r->s32min, r->s32max };
}

static void range_put_whole(struct range *r, struct span s)
{
	r->umin = s.umin;
	r->umax = s.umax;
	r->smin = s.smin;
	r->smax = s.smax;
}

static void range_put_half(struct range *r, struct span s)
{
	r->u32min = (uint32_t)s.umin;
	r->u32max = (uint32_t)s.umax;
	r->s32min = (int32_t)s.smin;
	r->s32max = (int32_t)s.smax;
}

static void cut_unsigned(struct span *s, uint64_t min, uint64_t max)
{
	s->umin = greatest(s->umin, min);
	s->umax = least(s->umax, max);
}

static void cut_signed(struct span *s, int64_t min, int64_t max)
{
	s->smin = signed_greatest(s->smin, min);
	s->smax = signed_least(s->smax, max);
}

/* To the numbers met on the way up from first to last, modulo 2^width: an interval in each view in which it does not wrap. */
static void cut_arc(struct span *s, unsigned int width, uint64_t first, uint64_t last)
{
	first &= top_of(width);
	last &= top_of(width);
	if (first <= last)
		cut_unsigned(s, first, last);
	if (sign_of(first, width) <= sign_of(last, width))
		cut_signed(s, sign_of(first, width), sign_of(last, width));
}

static struct span span_and_span(struct span a, struct span b)
{
	cut_unsigned(&a, b.umin, b.umax);
	cut_signed(&a, b.smin, b.smax);
	return a;
}

static struct span span_join(struct span a, struct span b)
{
	return (struct span){ least(a.umin, b.umin), greatest(a.umax, b.umax), signed_least(a.smin, b.smin),
			      signed_greatest(a.smax, b.smax) };
}

/* -- arithmetic on spans: each holds all results, modulo 2^width ------------------------------------------------------ */

/* An arc of a plus an arc of b is an arc, unless it goes all around. */
static struct span span_add(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);

	if ((uint64_t)(a.umax - a.umin) <= (uint64_t)(top_of(width) - (b.umax - b.umin)))
		cut_arc(&s, width, a.umin + b.umin, a.umax + b.umax);
	if ((uint64_t)a.smax - (uint64_t)a.smin <= (uint64_t)(top_of(width) - ((uint64_t)b.smax - (uint64_t)b.smin)))
		cut_arc(&s, width, (uint64_t)a.smin + (uint64_t)b.smin, (uint64_t)a.smax + (uint64_t)b.smax);
	return s;
}

static struct span span_sub(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);

	if ((uint64_t)(a.umax - a.umin) <= (uint64_t)(top_of(width) - (b.umax - b.umin)))
		cut_arc(&s, width, a.umin - b.umax, a.umax - b.umin);
	if ((uint64_t)a.smax - (uint64_t)a.smin <= (uint64_t)(top_of(width) - ((uint64_t)b.smax - (uint64_t)b.smin)))
		cut_arc(&s, width, (uint64_t)a.smin - (uint64_t)b.smax, (uint64_t)a.smax - (uint64_t)b.smin);
	return s;
}

static struct span span_neg(unsigned int width, struct span a, struct span unused)
{
	(void)unused;
	return span_sub(width, (struct span){ 0 }, a);
}

static bool product(unsigned int width, int64_t x, int64_t y, int64_t *min, int64_t *max)
{
	int64_t p;

	if (__builtin_mul_overflow(x, y, &p) || p < signed_min(width) || p > signed_max(width))
		return false;
	*min = signed_least(*min, p);
	*max = signed_greatest(*max, p);
	return true;
}

/* Bounds are products of bounds where none of them overflows. */
static struct span span_mul(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);
	int64_t min = signed_max(width), max = signed_min(width);
	uint64_t top;

	if (!__builtin_mul_overflow(a.umax, b.umax, &top) && top <= top_of(width))
		cut_unsigned(&s, a.umin * b.umin, top);
	if (product(width, a.smin, b.smin, &min, &max) && product(width, a.smin, b.smax, &min, &max) &&
	    product(width, a.smax, b.smin, &min, &max) && product(width, a.smax, b.smax, &min, &max))
		cut_signed(&s, min, max);
	return s;
}

/* By zero gives 0. */
static struct span span_div(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);

	if (!b.umax)
		cut_unsigned(&s, 0, 0);
	else
		cut_unsigned(&s, b.umin ? a.umin / b.umax : 0, a.umax / greatest(b.umin, 1));
	return s;
}

/* By zero gives a. */
static struct span span_mod(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);

	if (a.umax < b.umin || !b.umax)
		return a;
	if (!b.umin)
		cut_unsigned(&s, 0, a.umax);
	else if (b.umin == b.umax && a.umin / b.umin == a.umax / b.umin)
		cut_unsigned(&s, a.umin % b.umin, a.umax % b.umin);
	else
		cut_unsigned(&s, 0, least(a.umax, b.umax - 1));
	return s;
}

/* Adds to [*min, *max] what a / [first, last] gives; the divisors have one sign. */
static void quotients(unsigned int width, struct span a, int64_t first, int64_t last, int64_t *min, int64_t *max)
{
	int64_t ends[] = { a.smin, a.smax }, divisors[] = { first, last }, q;

	if (last == -1 && a.smin == signed_min(width)) { /* MIN / -1 wraps */
		*min = signed_min(width);
		*max = a.smax == a.smin && first == last ? signed_min(width) : signed_max(width);
		return;
	}
	for (unsigned int i = 0; i < 4; i++) {
		q = ends[i & 1] / divisors[i >> 1];
		*min = signed_least(*min, q);
		*max = signed_greatest(*max, q);
	}
}

static struct span span_sdiv(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);
	int64_t min = signed_max(width), max = signed_min(width);

	if (b.smin < 0)
		quotients(width, a, b.smin, signed_least(b.smax, -1), &min, &max);
	if (b.smax > 0)
		quotients(width, a, signed_greatest(b.smin, 1), b.smax, &min, &max);
	if (b.smin <= 0 && b.smax >= 0) {
		min = signed_least(min, 0);
		max = signed_greatest(max, 0);
	}
	cut_signed(&s, min, max);
	return s;
}

/* The distance from zero. */
static uint64_t size_of(int64_t v)
{
	return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* The sign is a's; the size is below b's, and not above a's. */
static struct span span_smod(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);
	bool zero = b.smin <= 0 && b.smax >= 0;
	uint64_t smallest = b.smin > 0 ? (uint64_t)b.smin : size_of(b.smax); /* where zero is not in b */
	uint64_t largest = greatest(size_of(b.smin), size_of(b.smax));
	uint64_t below = zero ? top_of(width) : largest;

	if ((!zero && greatest(size_of(a.smin), size_of(a.smax)) < smallest) || !largest)
		return a;
	if (b.smin == b.smax && largest > 1 && a.smin / b.smin == a.smax / b.smin)
		cut_signed(&s, a.smin % b.smin, a.smax % b.smin);
	cut_signed(&s, a.smin < 0 ? (int64_t)(0 - least(size_of(a.smin), below - 1)) : 0,
		   a.smax > 0 ? (int64_t)least((uint64_t)a.smax, below - 1) : 0);
	return s;
}

/* All ones below the highest bit in which v differs from its sign. */
static int64_t magnitude(int64_t v)
{
	uint64_t m = (uint64_t)(v < 0 ? ~v : v);

	return m ? (int64_t)(~(uint64_t)0 >> (WHOLE - (64 - (unsigned int)__builtin_clzll(m)))) : 0;
}

static struct span span_and(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);
	int64_t min = 0, max = signed_greatest(a.smax, b.smax);

	cut_unsigned(&s, 0, least(a.umax, b.umax));
	if (a.smin < 0 && b.smin < 0)
		min = ~magnitude(signed_least(a.smin, b.smin));
	if (a.smax < 0 && b.smax < 0)
		max = signed_least(a.smax, b.smax);
	if (a.smin >= 0)
		max = signed_least(max, a.smax);
	if (b.smin >= 0)
		max = signed_least(max, b.smax);
	cut_signed(&s, min, max);
	return s;
}

static struct span span_not(unsigned int width, struct span a)
{
	return (struct span){ top_of(width) - a.umax, top_of(width) - a.umin, ~a.smax, ~a.smin };
}

static struct span span_or(unsigned int width, struct span a, struct span b)
{
	return span_not(width, span_and(width, span_not(width, a), span_not(width, b)));
}

/* Exact bits do the rest. */
static struct span span_xor(unsigned int width, struct span a, struct span b)
{
	struct span s = span_full(width);
	int64_t m = signed_greatest(signed_greatest(magnitude(a.smin), magnitude(a.smax)),
				    signed_greatest(magnitude(b.smin), magnitude(b.smax)));

	cut_signed(&s, ~m, m);
	return s;
}

/* Counts are masked by the caller. The low half of a shift of the whole knows nothing where its own bits may be shifted out. */
static struct span span_lsh(unsigned int width, struct span a, struct span by)
{
	struct span s = span_full(width);
	unsigned int min = (unsigned int)by.umin, max = (unsigned int)by.umax;

	if (by.umax >= width)
		return s;
	if (a.umax <= top_of(width) >> max)
		cut_unsigned(&s, a.umin << min, a.umax << max);
	if (a.smin >= signed_min(width) >> max && a.smax <= signed_max(width) >> max)
		cut_signed(&s, (int64_t)((uint64_t)a.smin << (a.smin < 0 ? max : min)),
			   (int64_t)((uint64_t)a.smax << (a.smax < 0 ? min : max)));
	return s;
}

static struct span span_rsh(unsigned int width, struct span a, struct span by)
{
	struct span s = span_full(width);

	cut_unsigned(&s, a.umin >> by.umax, a.umax >> by.umin);
	return s;
}

static struct span span_arsh(unsigned int width, struct span a, struct span by)
{
	struct span s = span_full(width);
	unsigned int min = (unsigned int)by.umin, max = (unsigned int)by.umax;

	cut_signed(&s, a.smin >> (a.smin < 0 ? min : max), a.smax >> (a.smax < 0 ? max : min));
	if (min == max) /* keeps the order of unsigned numbers, too */
		cut_unsigned(&s, (uint64_t)(sign_of(a.umin, width) >> min) & top_of(width),
			     (uint64_t)(sign_of(a.umax, width) >> min) & top_of(width));
	return s;
}

/* -- views that narrow each other ------------------------------------------------------------------------------------ */

/* An interval of unsigned numbers; none where min > max. */
struct piece {
	uint64_t min, max;
};

static const struct piece no_piece = { 1, 0 };

static bool piece_is(struct piece p)
{
	return p.min <= p.max;
}

static struct piece piece_join(struct piece a, struct piece b)
{
	if (!piece_is(a) || !piece_is(b))
		return piece_is(a) ? a : b;
	return (struct piece){ least(a.min, b.min), greatest(a.max, b.max) };
}

/* The numbers of both views, cut at the sign: p[0] without the sign bit, p[1] with it. */
static void span_cut(struct span s, unsigned int width, struct piece p[2])
{
	uint64_t top = top_of(width);

	p[0] = p[1] = no_piece;
	if (s.smax >= 0)
		p[0] = (struct piece){ greatest(s.umin, s.smin < 0 ? 0 : (uint64_t)s.smin),
				       least(s.umax, (uint64_t)s.smax) };
	if (s.smin < 0)
		p[1] = (struct piece){ greatest(s.umin, (uint64_t)s.smin & top),
				       least(s.umax, s.smax < 0 ? (uint64_t)s.smax & top : top) };
}

/* The other way. False where both pieces are empty. */
static bool span_glue(struct span *s, unsigned int width, const struct piece p[2])
{
	const struct piece *low = piece_is(p[0]) ? &p[0] : &p[1], *high = piece_is(p[1]) ? &p[1] : &p[0];

	if (!piece_is(*low))
		return false;
	*s = (struct span){ low->min, high->max, sign_of(high->min, width), sign_of(low->max, width) };
	return true;
}

static void piece_fit_bits(struct piece *p, struct tnum t)
{
	if (!piece_is(*p) || !tnum_ceil(t, p->min, &p->min) || !tnum_floor(t, p->max, &p->max))
		*p = no_piece;
}

/* The bits that numbers of the pieces share. One of them is not empty. */
static struct tnum pieces_bits(const struct piece p[2])
{
	if (!piece_is(p[0]) || !piece_is(p[1])) {
		p += piece_is(p[0]) ? 0 : 1;
		return tnum_range(p->min, p->max);
	}
	return tnum_join(tnum_range(p[0].min, p[0].max), tnum_range(p[1].min, p[1].max));
}

/* What of half is the low half of some number of whole. */
static struct piece piece_low(struct piece whole, struct piece half)
{
	uint64_t top = top_of(HALF);
	uint64_t first = whole.min & top, last = whole.max & top;
	struct piece up = { greatest(half.min, first), half.max }, down = { half.min, least(half.max, last) };

	if (!piece_is(whole) || !piece_is(half))
		return no_piece;
	if ((uint64_t)(whole.max - whole.min) >= top)
		return half;
	if (first <= last)
		return (struct piece){ up.min, down.max };
	return piece_join(up, down);
}

/* The least number from v on whose low half is in half. False where it would not fit. */
static bool fit_low_up(uint64_t *v, const struct piece half[2])
{
	uint64_t top = top_of(HALF), low = *v & top;

	for (unsigned int i = 0; i < 2; i++) {
		if (piece_is(half[i]) && low <= half[i].max) {
			*v = (*v & ~top) | greatest(low, half[i].min);
			return true;
		}
	}
	*v |= top;
	if (*v == ~(uint64_t)0)
		return false;
	*v += 1 + half[!piece_is(half[0])].min;
	return true;
}

/* The greatest number up to v whose low half is in half. */
static bool fit_low_down(uint64_t *v, const struct piece half[2])
{
	uint64_t top = top_of(HALF), low = *v & top;

	for (unsigned int i = 2; i--;) {
		if (piece_is(half[i]) && low >= half[i].min) {
			*v = (*v & ~top) | least(low, half[i].max);
			return true;
		}
	}
	*v &= ~top;
	if (!*v)
		return false;
	*v -= 1 + top - half[piece_is(half[1])].max;
	return true;
}

static void piece_fit_low(struct piece *p, const struct piece half[2])
{
	if (!piece_is(*p) || !fit_low_up(&p->min, half) || !fit_low_down(&p->max, half))
		*p = no_piece;
}

/* Bits that narrow neither end of a piece narrow nothing of it. */
static bool ends_fit(struct piece p, struct tnum t)
{
	return !piece_is(p) || (tnum_has(t, p.min) && tnum_has(t, p.max));
}

static bool same_piece(struct piece a, struct piece b)
{
	return a.min == b.min && a.max == b.max;
}

/*
 * One round: bits narrow bounds, bounds of the whole and of the half narrow each other, bounds narrow bits. *settled where
 * another round would change nothing. False where no number is left.
 */
static bool sync_round(struct range *r, bool *settled)
{
	struct span whole = span_whole(r), half = span_half(r);
	struct piece w[2], h[2], was[2];

	span_cut(whole, WHOLE, w);
	span_cut(half, HALF, h);
	for (unsigned int i = 0; i < 2; i++) {
		piece_fit_bits(&w[i], r->t);
		piece_fit_bits(&h[i], tnum_cast(r->t, HALF));
		was[i] = w[i];
	}
	for (unsigned int i = 0; i < 2; i++)
		h[i] = piece_join(piece_low(w[0], h[i]), piece_low(w[1], h[i]));
	if (!span_glue(&half, HALF, h))
		return false;
	for (unsigned int i = 0; i < 2; i++)
		piece_fit_low(&w[i], h);
	if (!span_glue(&whole, WHOLE, w))
		return false;
	range_put_whole(r, whole);
	range_put_half(r, half);
	if (!tnum_meet(r->t, pieces_bits(w), &r->t) || !tnum_meet(r->t, tnum_splice(r->t, pieces_bits(h)), &r->t))
		return false;
	*settled = same_piece(w[0], was[0]) && same_piece(w[1], was[1]);
	for (unsigned int i = 0; i < 2; i++)
		*settled = *settled && ends_fit(w[i], r->t) && ends_fit(h[i], tnum_cast(r->t, HALF));
	return true;
}

bool range_sync(struct range *r)
{
	struct range only;
	bool settled = false;

	/* Each round but the last narrows something; few need more than two. The limit only bounds the time. */
	for (unsigned int i = 0; i < 8 && !settled; i++) {
		if (tnum_is_const(r->t)) {
			only = range_const(r->t.value);
			settled = range_subset(only, *r);
			*r = only;
			return settled;
		}
		if (!sync_round(r, &settled))
			return false;
	}
	return true;
}

/* -- ranges ---------------------------------------------------------------------------------------------------------- */

static struct range range_of(struct tnum t, struct span whole, struct span half)
{
	struct range r = { .t = t };

	range_put_whole(&r, whole);
	range_put_half(&r, half);
	return r;
}

/* Synced. Views that contradict each other come only from a number that cannot be: then nothing need be known of it. */
static struct range range_synced(struct range r)
{
	return range_sync(&r) ? r : range_unknown();
}

struct range range_const(uint64_t v)
{
	return (struct range){ .t = tnum_const(v),
			       .umin = v,
			       .umax = v,
			       .smin = (int64_t)v,
			       .smax = (int64_t)v,
			       .u32min = (uint32_t)v,
			       .u32max = (uint32_t)v,
			       .s32min = (int32_t)(uint32_t)v,
			       .s32max = (int32_t)(uint32_t)v };
}

struct range range_unknown(void)
{
	return range_of(tnum_unknown(), span_full(WHOLE), span_full(HALF));
}

struct range range_bounded(uint64_t umin, uint64_t umax)
{
	struct range r = range_unknown();

	r.umin = umin;
	r.umax = umax;
	return range_synced(r);
}

struct range range_bounded_signed(int64_t smin, int64_t smax)
{
	struct range r = range_unknown();

	r.smin = smin;
	r.smax = smax;
	return range_synced(r);
}

struct range range_load(unsigned int size, bool sign)
{
	struct range r = range_unknown();
	unsigned int bits = size * 8;

	if (bits >= WHOLE)
		return r;
	if (sign) {
		r.smin = signed_min(bits);
		r.smax = signed_max(bits);
	} else {
		r.t.mask = r.umax = top_of(bits);
		r.smin = 0;
		r.smax = (int64_t)r.umax;
	}
	if (bits < HALF)
		range_put_half(&r, sign ? (struct span){ 0, top_of(HALF), r.smin, r.smax } : span_whole(&r));
	return r;
}

bool range_is_const(struct range r)
{
	return tnum_is_const(r.t);
}

bool range_has(struct range r, uint64_t v)
{
	return range_subset(range_const(v), r);
}

static bool span_equal(struct span a, struct span b)
{
	return a.umin == b.umin && a.umax == b.umax && a.smin == b.smin && a.smax == b.smax;
}

bool range_equal(struct range a, struct range b)
{
	return tnum_equal(a.t, b.t) && span_equal(span_whole(&a), span_whole(&b)) &&
	       span_equal(span_half(&a), span_half(&b));
}

static bool span_subset(struct span a, struct span b)
{
	return a.umin >= b.umin && a.umax <= b.umax && a.smin >= b.smin && a.smax <= b.smax;
}

bool range_subset(struct range a, struct range b)
{
	return tnum_subset(a.t, b.t) && span_subset(span_whole(&a), span_whole(&b)) &&
	       span_subset(span_half(&a), span_half(&b));
}

struct range range_join(struct range a, struct range b)
{
	return range_synced(range_of(tnum_join(a.t, b.t), span_join(span_whole(&a), span_whole(&b)),
				     span_join(span_half(&a), span_half(&b))));
}

bool range_meet(struct range a, struct range b, struct range *out)
{
	struct range r = range_of(a.t, span_and_span(span_whole(&a), span_whole(&b)),
				  span_and_span(span_half(&a), span_half(&b)));

	if (!tnum_meet(a.t, b.t, &r.t) || !range_sync(&r))
		return false;
	*out = r;
	return true;
}

/* A bound that grew goes to the nearest of a few steps: 0, the largest number of a quarter, a half, and all of the bits. */
static struct span span_widen(unsigned int width, struct span old, struct span now)
{
	struct span s = old;

	if (now.umin < old.umin)
		s.umin = 0;
	if (now.smin < old.smin)
		s.smin = now.smin >= 0 ? 0 : signed_min(width);
	for (unsigned int part = (width + 3) / 4; s.umax < now.umax; part *= 2)
		s.umax = greatest(s.umax, top_of(part));
	for (unsigned int part = (width + 3) / 4; s.smax < now.smax; part *= 2)
		s.smax = signed_greatest(s.smax, signed_max(part));
	return s;
}

struct range range_widen(struct range old, struct range now)
{
	return range_synced(range_of(tnum_join(old.t, now.t), span_widen(WHOLE, span_whole(&old), span_whole(&now)),
				     span_widen(HALF, span_half(&old), span_half(&now))));
}

/* Bounds of the low bits of a number that is in s: an arc where s is not longer than all of them. */
static void cut_low(struct span *low, unsigned int bits, struct span s)
{
	if ((uint64_t)(s.umax - s.umin) <= top_of(bits))
		cut_arc(low, bits, s.umin, s.umax);
	if ((uint64_t)s.smax - (uint64_t)s.smin <= top_of(bits))
		cut_arc(low, bits, (uint64_t)s.smin, (uint64_t)s.smax);
}

struct range range_cast(struct range r, unsigned int bits, bool sign)
{
	struct span low;
	struct range out = range_unknown();

	if (bits >= WHOLE)
		return r;
	if (range_is_const(r))
		return range_const(sign ? (uint64_t)sign_of(r.t.value, bits) : r.t.value & top_of(bits));
	low = span_full(bits);
	cut_low(&low, bits, span_whole(&r));
	if (bits <= HALF)
		cut_low(&low, bits, span_half(&r));
	if (bits == HALF)
		range_put_half(&out, low);
	if (sign) {
		range_put_whole(&out, (struct span){ (uint64_t)sign_of(low.umin, bits),
						     (uint64_t)sign_of(low.umax, bits), low.smin, low.smax });
		out.t = tnum_sign_extend(r.t, bits);
	} else {
		cut_unsigned(&low, 0, top_of(bits));
		out.umin = low.umin;
		out.umax = low.umax;
		out.t = tnum_cast(r.t, bits);
	}
	return range_synced(out);
}

/* -- arithmetic ------------------------------------------------------------------------------------------------------ */

static struct tnum bits_unknown(struct tnum a, struct tnum b)
{
	(void)a, (void)b;
	return tnum_unknown();
}

static struct tnum bits_neg(struct tnum a, struct tnum b)
{
	(void)b;
	return tnum_neg(a);
}

static bool is_power(uint64_t v)
{
	return v && !(v & (v - 1));
}

static struct tnum bits_div(struct tnum a, struct tnum b)
{
	if (!tnum_is_const(b) || !is_power(b.value))
		return tnum_unknown();
	return tnum_rsh(a, (unsigned int)__builtin_ctzll(b.value));
}

static struct tnum bits_mod(struct tnum a, struct tnum b)
{
	if (!tnum_is_const(b) || !is_power(b.value))
		return tnum_unknown();
	return tnum_and(a, tnum_const(b.value - 1));
}

/* Where the count is not known, the zeros at the end are: a's own, and as many as are shifted in at least. */
static struct tnum bits_lsh(struct tnum a, struct tnum b)
{
	uint64_t may = a.value | a.mask;

	if (tnum_is_const(b))
		return tnum_lsh(a, (unsigned int)b.value);
	may &= 0 - may;
	return (struct tnum){ .mask = 0 - (may << b.value) };
}

static struct tnum bits_rsh(struct tnum a, struct tnum b)
{
	return tnum_is_const(b) ? tnum_rsh(a, (unsigned int)b.value) : tnum_unknown();
}

static struct tnum bits_arsh(struct tnum a, struct tnum b)
{
	return tnum_is_const(b) ? tnum_arsh(a, (unsigned int)b.value) : tnum_unknown();
}

/*
 * How an operation acts on bounds and on bits. low: the low half of the result comes from the low halves alone. sign: at
 * 32 bits, bits are worked on sign-extended. shift: the second operand is a count.
 */
struct alu_row {
	struct span (*span)(unsigned int width, struct span a, struct span b);
	struct tnum (*bits)(struct tnum a, struct tnum b);
	bool low, sign, shift;
};

static const struct alu_row alu_rows[] = {
	[RANGE_ADD] = { .span = span_add, .bits = tnum_add, .low = true },
	[RANGE_SUB] = { .span = span_sub, .bits = tnum_sub, .low = true },
	[RANGE_MUL] = { .span = span_mul, .bits = tnum_mul, .low = true },
	[RANGE_DIV] = { .span = span_div, .bits = bits_div },
	[RANGE_MOD] = { .span = span_mod, .bits = bits_mod },
	[RANGE_SDIV] = { .span = span_sdiv, .bits = bits_unknown },
	[RANGE_SMOD] = { .span = span_smod, .bits = bits_unknown },
	[RANGE_AND] = { .span = span_and, .bits = tnum_and, .low = true },
	[RANGE_OR] = { .span = span_or, .bits = tnum_or, .low = true },
	[RANGE_XOR] = { .span = span_xor, .bits = tnum_xor, .low = true },
	[RANGE_LSH] = { .span = span_lsh, .bits = bits_lsh, .low = true, .shift = true },
	[RANGE_RSH] = { .span = span_rsh, .bits = bits_rsh, .shift = true },
	[RANGE_ARSH] = { .span = span_arsh, .bits = bits_arsh, .sign = true, .shift = true },
	[RANGE_NEG] = { .span = span_neg, .bits = bits_neg, .low = true },
};

static struct tnum row_bits(const struct alu_row *row, unsigned int width, struct tnum a, struct tnum b)
{
	if (width == WHOLE)
		return row->bits(a, b);
	a = row->sign ? tnum_sign_extend(a, HALF) : tnum_cast(a, HALF);
	return tnum_cast(row->bits(a, tnum_cast(b, HALF)), HALF);
}

/* Counts are taken modulo the width. */
static struct range shift_count(struct range s, unsigned int width)
{
	if (range_is_const(s))
		return range_const(s.t.value & (width - 1));
	return range_alu(RANGE_AND, WHOLE, s, range_const(width - 1));
}

static struct range alu_row_run(const struct alu_row *row, unsigned int width, struct range d, struct range s)
{
	struct span half = span_full(HALF), whole;
	struct range r = range_unknown();

	if (row->shift)
		s = shift_count(s, width);
	/* To the left by half the width or more: only the low half is left, so its bounds do. Compilers extend signs that way. */
	whole = row->shift && row->low && s.umin >= HALF ? span_half(&d) : span_whole(&d);
	if (row->low || width == HALF)
		half = row->span(HALF, span_half(&d), span_half(&s));
	range_put_half(&r, half);
	if (width == WHOLE)
		range_put_whole(&r, row->span(WHOLE, whole, span_whole(&s)));
	r.t = row_bits(row, width, d.t, s.t);
	return range_synced(r);
}

/* Whole bytes in another order: only their bits are still known. */
static struct range range_swap(struct range r, unsigned int bits)
{
	struct range out = range_unknown();

	out.t = tnum_swap(r.t, bits);
	return range_synced(out);
}

static struct range range_order(struct range r, unsigned int bits, bool big_endian)
{
	return big_endian == KILN_BIG_ENDIAN ? range_cast(r, bits, false) : range_swap(r, bits);
}

struct range range_alu(enum range_op op, unsigned int width, struct range d, struct range s)
{
	switch (op) {
	case RANGE_MOV:
		return range_cast(s, width, false);
	case RANGE_MOVSX8:
		return range_cast(range_cast(s, 8, true), width, false);
	case RANGE_MOVSX16:
		return range_cast(range_cast(s, 16, true), width, false);
	case RANGE_MOVSX32:
		return range_cast(range_cast(s, 32, true), width, false);
	case RANGE_LE16:
		return range_order(d, 16, false);
	case RANGE_LE32:
		return range_order(d, 32, false);
	case RANGE_LE64:
		return range_order(d, 64, false);
	case RANGE_BE16:
		return range_order(d, 16, true);
	case RANGE_BE32:
		return range_order(d, 32, true);
	case RANGE_BE64:
		return range_order(d, 64, true);
	case RANGE_BSWAP16:
		return range_swap(d, 16);
	case RANGE_BSWAP32:
		return range_swap(d, 32);
	case RANGE_BSWAP64:
		return range_swap(d, 64);
	default:
		return alu_row_run(&alu_rows[op], width, d, s);
	}
}

/* -- conditions ------------------------------------------------------------------------------------------------------ */

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

/* -- text ------------------------------------------------------------------------------------------------------------ */

static void text_unsigned(struct text *t, uint64_t v)
{
	text_printf(t, v <= UINT16_MAX ? "%llu" : "0x%llx", (unsigned long long)v);
}

static void text_signed(struct text *t, int64_t v)
{
	if (v >= INT16_MIN && v <= INT16_MAX)
		text_printf(t, "%lld", (long long)v);
	else
		text_printf(t, "0x%llx", (unsigned long long)v);
}

/* A bound that tells nothing is left out; bounds with one value share it: "smin=umin=1". */
struct bound {
	const char *name;
	bool told, sign;
	uint64_t value;
};

static void text_bounds(struct text *t, const struct bound *bounds, unsigned int nr)
{
	const char *comma = "";

	for (unsigned int i = 0; i < nr; i++) {
		bool again = false;

		for (unsigned int j = 0; j < i; j++)
			again |= bounds[j].told && bounds[j].value == bounds[i].value;
		if (!bounds[i].told || again)
			continue;
		text_printf(t, "%s", comma);
		for (unsigned int j = i; j < nr; j++)
			if (bounds[j].told && bounds[j].value == bounds[i].value)
				text_printf(t, "%s=", bounds[j].name);
		if (bounds[i].sign)
			text_signed(t, (int64_t)bounds[i].value);
		else
			text_unsigned(t, bounds[i].value);
		comma = ",";
	}
}

void range_text(struct text *t, struct range r)
{
	const struct bound bounds[] = {
		{ "smin", r.smin != signed_min(WHOLE), true, (uint64_t)r.smin },
		{ "smax", r.smax != signed_max(WHOLE), true, (uint64_t)r.smax },
		{ "umin", r.umin != 0, false, r.umin },
		{ "umax", r.umax != top_of(WHOLE), false, r.umax },
		{ "smin32", r.s32min != signed_min(HALF), true, (uint64_t)(int64_t)r.s32min },
		{ "smax32", r.s32max != signed_max(HALF), true, (uint64_t)(int64_t)r.s32max },
		{ "umin32", r.u32min != 0, false, r.u32min },
		{ "umax32", r.u32max != top_of(HALF), false, r.u32max },
	};
	size_t was = t->len;

	if (range_is_const(r)) {
		text_signed(t, r.smin);
		return;
	}
	text_bounds(t, bounds, NR_OF(bounds));
	if (!tnum_equal(r.t, tnum_unknown()))
		text_printf(t, "%svar_off=(0x%llx; 0x%llx)", t->len == was ? "" : ",", (unsigned long long)r.t.value,
			    (unsigned long long)r.t.mask);
}

void range_text_plain(struct text *t, struct range r)
{
	uint64_t len = r.umax - r.umin, signed_len = (uint64_t)r.smax - (uint64_t)r.smin;

	if (range_is_const(r))
		text_signed(t, r.smin);
	else if (len == top_of(WHOLE) && signed_len == len)
		text_printf(t, "any number");
	else if (signed_len <= len) /* of the two views, the one that tells more */
		text_printf(t, "[%lld,%lld]", (long long)r.smin, (long long)r.smax);
	else
		text_printf(t, "[%llu,%llu]", (unsigned long long)r.umin, (unsigned long long)r.umax);
}
