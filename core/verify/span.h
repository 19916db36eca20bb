/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * span.h - what range*.c share: the unsigned and the signed bounds of a number of some width, as one value.
 *
 * Overview     the whole number and its low half are both spans, so one function serves 64 and 32 bits. Cut at the sign, a span is
 *              two pieces on which unsigned and signed order agree; nothing is lost by going there and back.
 * Invariant    bounds in a span of 32 bits are zero-extended, or sign-extended.
 */
#ifndef KILN_VERIFY_SPAN_H
#define KILN_VERIFY_SPAN_H

#include "verify/range.h"

enum { WHOLE = TNUM_BITS, HALF = TNUM_HALF_BITS };

/* Both views of a number of some width. */
struct span {
	uint64_t umin, umax;
	int64_t smin, smax;
};

static inline uint64_t top_of(unsigned int width)
{
	return ~(uint64_t)0 >> (WHOLE - width);
}

static inline int64_t sign_of(uint64_t v, unsigned int width)
{
	return (int64_t)(v << (WHOLE - width)) >> (WHOLE - width);
}

static inline int64_t signed_max(unsigned int width)
{
	return (int64_t)(top_of(width) >> 1);
}

static inline int64_t signed_min(unsigned int width)
{
	return -signed_max(width) - 1;
}

static inline uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static inline uint64_t greatest(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static inline int64_t signed_least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline int64_t signed_greatest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static inline struct span span_full(unsigned int width)
{
	return (struct span){ 0, top_of(width), signed_min(width), signed_max(width) };
}

static inline struct span span_whole(const struct range *r)
{
	return (struct span){ r->umin, r->umax, r->smin, r->smax };
}

static inline struct span span_half(const struct range *r)
{
	return (struct span){ r->u32min, r->u32max, r->s32min, r->s32max };
}

static inline void range_put_whole(struct range *r, struct span s)
{
	r->umin = s.umin;
	r->umax = s.umax;
	r->smin = s.smin;
	r->smax = s.smax;
}

static inline void range_put_half(struct range *r, struct span s)
{
	r->u32min = (uint32_t)s.umin;
	r->u32max = (uint32_t)s.umax;
	r->s32min = (int32_t)s.smin;
	r->s32max = (int32_t)s.smax;
}

static inline void cut_unsigned(struct span *s, uint64_t min, uint64_t max)
{
	s->umin = greatest(s->umin, min);
	s->umax = least(s->umax, max);
}

static inline void cut_signed(struct span *s, int64_t min, int64_t max)
{
	s->smin = signed_greatest(s->smin, min);
	s->smax = signed_least(s->smax, max);
}

/* To the numbers met on the way up from first to last, modulo 2^width: an interval in each view in which it does not wrap. */
static inline void cut_arc(struct span *s, unsigned int width, uint64_t first, uint64_t last)
{
	first &= top_of(width);
	last &= top_of(width);
	if (first <= last)
		cut_unsigned(s, first, last);
	if (sign_of(first, width) <= sign_of(last, width))
		cut_signed(s, sign_of(first, width), sign_of(last, width));
}

static inline struct span span_and_span(struct span a, struct span b)
{
	cut_unsigned(&a, b.umin, b.umax);
	cut_signed(&a, b.smin, b.smax);
	return a;
}

static inline struct span span_join(struct span a, struct span b)
{
	return (struct span){ least(a.umin, b.umin), greatest(a.umax, b.umax), signed_least(a.smin, b.smin),
			      signed_greatest(a.smax, b.smax) };
}

/* An interval of unsigned numbers; none where min > max. */
struct piece {
	uint64_t min, max;
};

static const struct piece no_piece = { 1, 0 };

static inline bool piece_is(struct piece p)
{
	return p.min <= p.max;
}

/* The numbers of both views, cut at the sign: p[0] without the sign bit, p[1] with it. */
static inline void span_cut(struct span s, unsigned int width, struct piece p[2])
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
static inline bool span_glue(struct span *s, unsigned int width, const struct piece p[2])
{
	const struct piece *low = piece_is(p[0]) ? &p[0] : &p[1], *high = piece_is(p[1]) ? &p[1] : &p[0];

	if (!piece_is(*low))
		return false;
	*s = (struct span){ low->min, high->max, sign_of(high->min, width), sign_of(low->max, width) };
	return true;
}

static inline struct range range_of(struct tnum t, struct span whole, struct span half)
{
	struct range r = { .t = t };

	range_put_whole(&r, whole);
	range_put_half(&r, half);
	return r;
}

/* The least and the greatest number of given bits, in both orders. */
static inline struct span span_of_bits(struct tnum t, unsigned int width)
{
	uint64_t sign = t.mask & ~(top_of(width) >> 1);

	return (struct span){ t.value, tnum_max(t), sign_of(t.value | sign, width),
			      sign_of(tnum_max(t) & ~sign, width) };
}

/* Synced. Views that contradict each other come only from a number that cannot be: then nothing need be known of it. */
static inline struct range range_synced(struct range r)
{
	return range_sync(&r) ? r : range_unknown();
}

/* What bits alone say: synced by construction, for every bound is a member. And whether a range says no more than that. */
struct range range_of_bits(struct tnum t);
bool range_is_bits(const struct range *r);

static inline bool is_power(uint64_t v)
{
	return v && !(v & (v - 1));
}

#endif
