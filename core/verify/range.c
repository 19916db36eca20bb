/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range.c - five views of a set of numbers, kept together: sets, casts, text. Arithmetic is in range_alu.c, conditions are in
 * range_cond.c.
 *
 * Overview     to narrow views by each other, each span is cut at the sign into two pieces; what bits, the other half or a
 *              comparison say is applied to a piece as to a plain interval.
 * Invariant    as range.h has it.
 * Cost         a constant number of steps each; range_sync is the dearest with about 200 instructions.
 * See          test/unit/range_small.h compiles these files for numbers of a few bits, and tries them all; docs/why/ranges.md.
 */
#include "verify/range.h"

#include "base/bits.h"
#include "verify/span.h"

/* -- views that narrow each other ------------------------------------------------------------------------------------ */

static struct piece piece_join(struct piece a, struct piece b)
{
	if (!piece_is(a) || !piece_is(b))
		return piece_is(a) ? a : b;
	return (struct piece){ least(a.min, b.min), greatest(a.max, b.max) };
}

/* Bits that narrow neither end of a piece narrow nothing of it. */
static bool ends_fit(struct piece p, struct tnum t)
{
	return !piece_is(p) || (tnum_has(t, p.min) && tnum_has(t, p.max));
}

static void piece_fit_bits(struct piece *p, struct tnum t)
{
	if (ends_fit(*p, t))
		return;
	if (!tnum_ceil(t, p->min, &p->min) || !tnum_floor(t, p->max, &p->max))
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

struct range range_unknown(void)
{
	return range_of(tnum_unknown(), span_full(WHOLE), span_full(HALF));
}

struct range range_of_bits(struct tnum t)
{
	struct tnum low = tnum_cast(t, HALF);

	return range_of(t, span_of_bits(t, WHOLE), span_of_bits(low, HALF));
}

bool range_is_bits(const struct range *r)
{
	return range_equal(*r, range_of_bits(r->t));
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

bool range_low_bits(struct range *r, struct tnum t, uint32_t bits)
{
	uint64_t low = ((uint64_t)1 << bits) - 1;

	r->t.value = (r->t.value & ~low) | (t.value & low);
	r->t.mask = (r->t.mask & ~low) | (t.mask & low);
	return range_sync(r);
}

struct range range_with_low_bits(struct range r, struct tnum t)
{
	if (!t.mask)
		return r;
	return range_low_bits(&r, t, (uint32_t)__builtin_ctzll(t.mask)) ? r : range_unknown();
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

/* Known bits below the lowest unknown one stay, as those of a multiple; the others would let bounds grow bit by bit only. */
static struct tnum tnum_widen(struct tnum t)
{
	uint64_t above = t.mask ? ~((t.mask & -t.mask) - 1) : 0;

	return (struct tnum){ .value = t.value & ~above, .mask = t.mask | above };
}

struct range range_widen(struct range old, struct range now)
{
	return range_synced(range_of(tnum_widen(tnum_join(old.t, now.t)),
				     span_widen(WHOLE, span_whole(&old), span_whole(&now)),
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
