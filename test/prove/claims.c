/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * claims.c - what is claimed of the shipped tnum.c and range*.c, for all numbers.
 *
 * Overview     the shipped files are included, so their static functions can be spoken of. What membership means, and what an
 *              instruction does, is stated here once, by RFC 9669 and range.h, in none of the shipped functions.
 * Operands     only well-formed, as range.h has it: a tnum's value has no bit of its mask. That they hold a number gives the
 *              rest (umin <= umax and so on). Nothing relies on ranges being synced.
 * Contracts    a proven claim may stand for its function in other claims; prove.py sees that no claim rests on itself.
 * See          prove.py, how it is asked; docs/why/ranges.md.
 */
#include "claim.h"

#include "base/bits.h"
#include "small.h"

#include "verify/tnum.c"
#include "verify/range.c"
#include "verify/range_alu.c"
#include "verify/range_cond.c"

/* -- numbers, and what holds them ----------------------------------------------------------------------------------------- */

static uint64_t any_number(const char *name)
{
	return (uint64_t)prove_any(name, WHOLE);
}

static bool any_bool(void)
{
	return prove_any("bool", 1) != 0;
}

/* At most most. */
static unsigned int any_up_to(const char *name, unsigned int most)
{
	unsigned int n = (unsigned int)prove_any(name, 8);

	prove_assume(n <= most);
	return n;
}

static uint64_t low_bits(uint64_t v, unsigned int width)
{
	return v & (~(uint64_t)0 >> (WHOLE - width));
}

static int64_t as_signed(uint64_t v, unsigned int width)
{
	return (int64_t)(v << (WHOLE - width)) >> (WHOLE - width);
}

static bool tnum_formed(struct tnum t)
{
	return !(t.value & t.mask);
}

static bool tnum_holds(struct tnum t, uint64_t v)
{
	return (v & ~t.mask) == t.value;
}

static struct tnum any_tnum(const char *value, const char *mask)
{
	struct tnum t;

	t.value = any_number(value);
	t.mask = any_number(mask);
	prove_assume(tnum_formed(t));
	return t;
}

/* In both views. */
static bool span_holds(struct span s, unsigned int width, uint64_t v)
{
	uint64_t u = low_bits(v, width);
	int64_t i = as_signed(v, width);

	return u >= s.umin && u <= s.umax && i >= s.smin && i <= s.smax;
}

/* In all five views: this is what a range means. */
static bool range_holds(struct range r, uint64_t v)
{
	uint32_t low = (uint32_t)v;
	int32_t slow = (int32_t)low;
	int64_t sv = (int64_t)v;

	return tnum_holds(r.t, v) && v >= r.umin && v <= r.umax && sv >= r.smin && sv <= r.smax && low >= r.u32min &&
	       low <= r.u32max && slow >= r.s32min && slow <= r.s32max;
}

/* The fields are named f.umin and so on in a counterexample. */
#define ANY_RANGE(f)                                                                                        \
	((struct range){ any_tnum(#f ".value", #f ".mask"), any_number(#f ".umin"), any_number(#f ".umax"), \
			 (int64_t)any_number(#f ".smin"), (int64_t)any_number(#f ".smax"),                  \
			 (uint32_t)prove_any(#f ".u32min", HALF), (uint32_t)prove_any(#f ".u32max", HALF),  \
			 (int32_t)(uint32_t)prove_any(#f ".s32min", HALF),                                  \
			 (int32_t)(uint32_t)prove_any(#f ".s32max", HALF) })
#define ANY_TNUM(f) any_tnum(#f ".value", #f ".mask")

static void check_tnum(struct tnum t, uint64_t v)
{
	prove_check(tnum_holds(t, v), "the result is in the tnum");
	prove_check(tnum_formed(t), "the tnum is well-formed");
}

static void check_range(struct range r, uint64_t v)
{
	prove_check(range_holds(r, v), "the result is in the range");
	prove_check(tnum_formed(r.t), "its tnum is well-formed");
}

/* All views are v alone. */
static bool range_is_number(struct range r, uint64_t v)
{
	return r.t.value == v && !r.t.mask && r.umin == v && r.umax == v && r.smin == (int64_t)v &&
	       r.smax == (int64_t)v && r.u32min == (uint32_t)v && r.u32max == (uint32_t)v &&
	       r.s32min == (int32_t)(uint32_t)v && r.s32max == (int32_t)(uint32_t)v;
}

/* Numbers of which a contract must tell. */
static uint64_t watched[4];
static unsigned int nr_watched;

static void watch(uint64_t v)
{
	watched[nr_watched++] = v;
}

/* -- instructions ----------------------------------------------------------------------------------------------------------- */

static uint64_t swapped(uint64_t v, unsigned int bits)
{
	uint64_t out = 0;

	for (unsigned int at = 0; at < bits; at += 8)
		out = (uint64_t)(out << 8) | (v >> at & 255);
	return out;
}

/* What RFC 9669 says of "d op s". */
static uint64_t instruction(enum range_op op, unsigned int width, uint64_t d, uint64_t s)
{
	int64_t sd = as_signed(d, width), ss = as_signed(s, width);
	unsigned int by = (unsigned int)s & (width - 1);

	d = low_bits(d, width);
	s = low_bits(s, width);
	switch (op) {
	case RANGE_ADD:
		return low_bits(d + s, width);
	case RANGE_SUB:
		return low_bits(d - s, width);
	case RANGE_MUL:
		return low_bits(d * s, width);
	case RANGE_DIV:
		return s ? low_bits(d / s, width) : 0;
	case RANGE_MOD:
		return s ? low_bits(d % s, width) : d;
	case RANGE_SDIV:
		return low_bits(!s ? 0 : ss == -1 ? 0 - d : (uint64_t)(sd / ss), width);
	case RANGE_SMOD:
		return low_bits(!s ? d : ss == -1 ? 0 : (uint64_t)(sd % ss), width);
	case RANGE_AND:
		return d & s;
	case RANGE_OR:
		return d | s;
	case RANGE_XOR:
		return d ^ s;
	case RANGE_LSH:
		return low_bits(d << by, width);
	case RANGE_RSH:
		return d >> by;
	case RANGE_ARSH:
		return low_bits((uint64_t)(sd >> by), width);
	case RANGE_NEG:
		return low_bits(0 - d, width);
	case RANGE_MOV:
		return s;
	case RANGE_MOVSX8:
		return low_bits((uint64_t)as_signed(s, 8), width);
	case RANGE_MOVSX16:
		return low_bits((uint64_t)as_signed(s, 16), width);
	case RANGE_MOVSX32:
		return low_bits((uint64_t)as_signed(s, 32), width);
	case RANGE_LE16:
		return KILN_BIG_ENDIAN ? swapped(d, 16) : low_bits(d, 16);
	case RANGE_LE32:
		return KILN_BIG_ENDIAN ? swapped(d, 32) : low_bits(d, 32);
	case RANGE_LE64:
		return KILN_BIG_ENDIAN ? swapped(d, 64) : d;
	case RANGE_BE16:
		return KILN_BIG_ENDIAN ? low_bits(d, 16) : swapped(d, 16);
	case RANGE_BE32:
		return KILN_BIG_ENDIAN ? low_bits(d, 32) : swapped(d, 32);
	case RANGE_BE64:
		return KILN_BIG_ENDIAN ? d : swapped(d, 64);
	case RANGE_BSWAP16:
		return swapped(d, 16);
	case RANGE_BSWAP32:
		return swapped(d, 32);
	case RANGE_BSWAP64:
		return swapped(d, 64);
	default:
		return 0;
	}
}

/* Operands of which a contract must tell the result. */
static uint64_t pair_x[3], pair_y[3];
static unsigned int nr_pairs;

static void watch_pair(uint64_t x, uint64_t y)
{
	pair_x[nr_pairs] = x;
	pair_y[nr_pairs++] = y;
}

#define FOR_PAIRS(i)   for (unsigned int i = 0; i < nr_pairs; i++)
#define FOR_WATCHED(i) for (unsigned int i = 0; i < nr_watched; i++)

/* -- tnums ------------------------------------------------------------------------------------------------------------------ */

/* Bits of the results of op for the operands that are watched, where they are in a and b. */
static struct tnum tnum_result(enum range_op op, struct tnum a, struct tnum b, bool count)
{
	struct tnum t = any_tnum("bits.value", "bits.mask");

	prove_check(tnum_formed(a) && tnum_formed(b), "a tnum's operands are well-formed");
	FOR_PAIRS(i)
	prove_assume(!tnum_holds(a, pair_x[i]) || !tnum_holds(b, pair_y[i]) || (count && pair_y[i] >= WHOLE) ||
		     tnum_holds(t, instruction(op, WHOLE, pair_x[i], pair_y[i])));
	return t;
}

static void about_tnum(enum range_op op, struct tnum (*f)(struct tnum a, struct tnum b), bool count)
{
	struct tnum a = ANY_TNUM(a), b = ANY_TNUM(b);
	uint64_t x = any_number("x"), y = any_number("y");

	prove_assume(tnum_holds(a, x) && tnum_holds(b, y));
	if (count)
		prove_assume(y < WHOLE);
	check_tnum(f(a, b), instruction(op, WHOLE, x, y));
}

/* A function on tnums that is op; count: its second operand is a count of bits. */
#define TNUM_OP(f, op, count)                                           \
	CONTRACT struct tnum contract_##f(struct tnum a, struct tnum b) \
	{                                                               \
		prove_check(!(count) || b.value < WHOLE, "a count");    \
		return tnum_result(op, a, b, count);                    \
	}                                                               \
	CLAIM(f)                                                        \
	{                                                               \
		about_tnum(op, f, count);                               \
	}
TNUM_OP(tnum_add, RANGE_ADD, false)
TNUM_OP(tnum_sub, RANGE_SUB, false)
TNUM_OP(tnum_and, RANGE_AND, false)
TNUM_OP(tnum_or, RANGE_OR, false)
TNUM_OP(tnum_xor, RANGE_XOR, false)
TNUM_OP(bits_neg, RANGE_NEG, false)
TNUM_OP(bits_lsh, RANGE_LSH, true)
TNUM_OP(bits_rsh, RANGE_RSH, true)
TNUM_OP(bits_arsh, RANGE_ARSH, true)

CONTRACT struct tnum contract_bits_div(struct tnum a, struct tnum b)
{
	return tnum_result(RANGE_DIV, a, b, false);
}

CONTRACT struct tnum contract_bits_mod(struct tnum a, struct tnum b)
{
	return tnum_result(RANGE_MOD, a, b, false);
}

/* By a power of two, one after the other, and by anything else. */
static void about_quotient(enum range_op op, struct tnum (*f)(struct tnum a, struct tnum b))
{
	struct tnum a = ANY_TNUM(a), b = ANY_TNUM(b);
	uint64_t x = any_number("x"), y = any_number("y");

	prove_use("opaque products");
	prove_assume(tnum_holds(a, x) && tnum_holds(b, y));
	for (unsigned int k = 0; k < WHOLE; k++)
		check_tnum(f(a, tnum_const((uint64_t)1 << k)), instruction(op, WHOLE, x, (uint64_t)1 << k));
	prove_assume(!tnum_is_const(b) || !is_power(b.value));
	check_tnum(f(a, b), instruction(op, WHOLE, x, y));
}
CLAIM(bits_div)
{
	about_quotient(RANGE_DIV, bits_div);
}
CLAIM(bits_mod)
{
	about_quotient(RANGE_MOD, bits_mod);
}

/* Long multiplication: what is left of a holds what is left of x, sum holds the product of y and what is not. */
static uint64_t factor_x, factor_y;

CONTRACT bool invariant_tnum_mul(const struct tnum *a, const struct tnum *b, const struct tnum *retval)
{
	uint64_t left = factor_x & tnum_max(*a);

	return tnum_formed(*a) && tnum_formed(*b) && tnum_formed(*retval) && tnum_holds(*a, left) &&
	       tnum_holds(*b, factor_y) && tnum_holds(*retval, factor_y * (factor_x - left));
}

CONTRACT uint64_t measure_tnum_mul(const struct tnum *a)
{
	return tnum_max(*a);
}

CLAIM(tnum_mul)
{
	struct tnum a = ANY_TNUM(a), b = ANY_TNUM(b);
	uint64_t x = any_number("x"), y = any_number("y");

	prove_use("tnum_mul loop");
	prove_use("hard products");
	prove_assume(tnum_holds(a, x) && tnum_holds(b, y));
	factor_x = x;
	factor_y = y;
	check_tnum(tnum_mul(a, b), x * y);
}

CONTRACT struct tnum contract_tnum_mul(struct tnum a, struct tnum b)
{
	return tnum_result(RANGE_MUL, a, b, false);
}

#define CLAIM_UNARY(name, result, call)               \
	CLAIM(name)                                   \
	{                                             \
		struct tnum t = ANY_TNUM(t);          \
		uint64_t x = any_number("x");         \
                                                      \
		prove_assume(tnum_holds(t, x));       \
		check_tnum(call, (uint64_t)(result)); \
	}
CLAIM_UNARY(tnum_neg, 0 - x, tnum_neg(t))

static void about_shift(enum range_op op, struct tnum (*f)(struct tnum t, unsigned int by))
{
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x");
	unsigned int by = any_up_to("by", WHOLE - 1);

	prove_assume(tnum_holds(t, x));
	check_tnum(f(t, by), instruction(op, WHOLE, x, by));
}
CLAIM(tnum_lsh)
{
	about_shift(RANGE_LSH, tnum_lsh);
}
CLAIM(tnum_rsh)
{
	about_shift(RANGE_RSH, tnum_rsh);
}
CLAIM(tnum_arsh)
{
	about_shift(RANGE_ARSH, tnum_arsh);
}

CLAIM(tnum_cast)
{
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x");

	prove_assume(tnum_holds(t, x));
	for (unsigned int bits = 1; bits <= WHOLE; bits++) {
		check_tnum(tnum_cast(t, bits), low_bits(x, bits));
		check_tnum(tnum_sign_extend(t, bits), (uint64_t)as_signed(x, bits));
	}
}

#if TNUM_BITS == 64
CLAIM(tnum_swap)
{
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x");

	prove_assume(tnum_holds(t, x));
	for (unsigned int bits = 16; bits <= WHOLE; bits *= 2)
		check_tnum(tnum_swap(t, bits), swapped(x, bits));
}
#endif

CLAIM(tnum_join)
{
	struct tnum a = ANY_TNUM(a), b = ANY_TNUM(b);
	uint64_t x = any_number("x");

	prove_assume(tnum_holds(a, x) || tnum_holds(b, x));
	check_tnum(tnum_join(a, b), x);
}

CONTRACT bool contract_tnum_meet(struct tnum a, struct tnum b, struct tnum *out)
{
	bool met = any_bool();
	struct tnum both = any_tnum("both.value", "both.mask");

	prove_check(tnum_formed(a) && tnum_formed(b), "tnum_meet's operands are well-formed");
	if (nr_watched)
		prove_hint(tnum_holds(b, watched[0]));
	FOR_WATCHED(i)
	prove_assume(!tnum_holds(a, watched[i]) || !tnum_holds(b, watched[i]) || (met && tnum_holds(both, watched[i])));
	if (met)
		*out = both;
	return met;
}

CLAIM(tnum_meet)
{
	struct tnum a = ANY_TNUM(a), b = ANY_TNUM(b), both = tnum_unknown();
	uint64_t x = any_number("x");
	bool met = tnum_meet(a, b, &both);

	prove_check(!tnum_holds(a, x) || !tnum_holds(b, x) || (met && tnum_holds(both, x)), "what is in both is found");
	prove_check(!met || !tnum_holds(both, x) || (tnum_holds(a, x) && tnum_holds(b, x)), "nothing else is");
	prove_check(tnum_formed(both), "the tnum is well-formed");
	prove_check(met || tnum_equal(both, tnum_unknown()), "or it is as it was");
}

CLAIM(tnum_splice)
{
	struct tnum high = ANY_TNUM(high), low = ANY_TNUM(low);
	uint64_t x = any_number("x"), y = any_number("y"), top = low_bits(~(uint64_t)0, HALF);

	prove_assume(tnum_holds(high, x) && tnum_holds(low, y));
	check_tnum(tnum_splice(high, low), (x & ~top) | (y & top));
}

CLAIM(tnum_subset)
{
	struct tnum a = ANY_TNUM(a), b = ANY_TNUM(b);
	uint64_t x = any_number("x");

	prove_check(!tnum_subset(a, b) || !tnum_holds(a, x) || tnum_holds(b, x), "a member is in both");
	prove_check(tnum_has(a, x) == tnum_holds(a, x), "tnum_has is membership");
	prove_check(!tnum_equal(a, b) || tnum_holds(a, x) == tnum_holds(b, x), "equal ones hold the same");
}

CLAIM(tnum_max)
{
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x");

	prove_assume(tnum_holds(t, x));
	prove_check(x <= tnum_max(t) && x >= t.value, "a member is between the least and the greatest");
	prove_check(tnum_holds(t, tnum_max(t)) && tnum_holds(t, t.value), "which are members");
	prove_check(!tnum_is_const(t) || x == t.value, "the only one is the value");
}

CLAIM(tnum_is_aligned)
{
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x"), size = (uint64_t)1 << any_up_to("log2 of size", WHOLE - 1);

	prove_assume(tnum_holds(t, x));
	prove_check(!tnum_is_aligned(t, size) || !(x & (size - 1)), "a member is a multiple");
}

/* -- pieces ------------------------------------------------------------------------------------------------------------------- */

static bool piece_holds(struct piece p, uint64_t v)
{
	return v >= p.min && v <= p.max;
}

static struct piece any_piece(void)
{
	struct piece p;

	p.min = any_number("piece.min");
	p.max = any_number("piece.max");
	return p;
}

/* Nothing, or no more than p was. */
static bool piece_within(struct piece now, struct piece p)
{
	return now.min > now.max || (now.min >= p.min && now.max <= p.max);
}

static uint64_t half_of(uint64_t v)
{
	return low_bits(v, HALF);
}

/* Well-formed pieces of a number: p[0] has no sign bit, p[1] has it. */
static bool pieces_formed(const struct piece p[2], unsigned int width)
{
	uint64_t top = low_bits(~(uint64_t)0, width);

	return (p[0].min > p[0].max || p[0].max <= top >> 1) &&
	       (p[1].min > p[1].max || (p[1].min > top >> 1 && p[1].max <= top));
}

static bool pieces_hold(const struct piece p[2], unsigned int width, uint64_t v)
{
	return piece_holds(p[as_signed(v, width) < 0], low_bits(v, width));
}

static struct span any_span(void)
{
	struct span s;

	s.umin = any_number("span.umin");
	s.umax = any_number("span.umax");
	s.smin = (int64_t)any_number("span.smin");
	s.smax = (int64_t)any_number("span.smax");
	return s;
}

/* Bounds of a number of that width: extended as span.h has it. */
static bool span_formed(struct span s, unsigned int width)
{
	return s.umin == low_bits(s.umin, width) && s.umax == low_bits(s.umax, width) &&
	       s.smin == as_signed((uint64_t)s.smin, width) && s.smax == as_signed((uint64_t)s.smax, width);
}

CONTRACT void contract_span_cut(struct span s, unsigned int width, struct piece p[2])
{
	prove_check(span_formed(s, width), "span_cut's span is well-formed");
	p[0] = any_piece();
	p[1] = any_piece();
	prove_assume(pieces_formed(p, width));
	prove_assume(piece_within(p[0], (struct piece){ s.umin, s.umax }) &&
		     piece_within(p[1], (struct piece){ s.umin, s.umax }));
	FOR_WATCHED(i)
	prove_assume(!span_holds(s, width, watched[i]) || pieces_hold(p, width, watched[i]));
}

static void about_span_cut(unsigned int width)
{
	struct span s = any_span();
	uint64_t x = any_number("x");
	struct piece p[2];

	prove_assume(span_formed(s, width));
	span_cut(s, width, p);
	prove_check(pieces_formed(p, width), "the pieces are on their sides of the sign");
	prove_check(piece_within(p[0], (struct piece){ s.umin, s.umax }) &&
			    piece_within(p[1], (struct piece){ s.umin, s.umax }),
		    "nothing is added");
	prove_check(!span_holds(s, width, x) || pieces_hold(p, width, x), "a member is kept");
}
CLAIM_CASE(span_cut, whole)
{
	about_span_cut(WHOLE);
}
CLAIM_CASE(span_cut, half)
{
	about_span_cut(HALF);
}

CONTRACT bool contract_span_glue(struct span *s, unsigned int width, const struct piece p[2])
{
	bool found = any_bool();
	struct span now = any_span();

	prove_check(pieces_formed(p, width), "span_glue's pieces are on their sides of the sign");
	prove_assume(span_formed(now, width));
	prove_assume(!found || p[0].min <= p[0].max || p[1].min <= p[1].max);
	prove_assume(!found || (now.umin == (p[0].min <= p[0].max ? p[0].min : p[1].min) &&
				now.umax == (p[1].min <= p[1].max ? p[1].max : p[0].max)));
	FOR_WATCHED(i)
	prove_assume(!pieces_hold(p, width, watched[i]) || (found && span_holds(now, width, watched[i])));
	if (found)
		*s = now;
	return found;
}

static void about_span_glue(unsigned int width)
{
	struct span s = any_span(), was = s;
	uint64_t x = any_number("x");
	struct piece p[2] = { any_piece(), any_piece() };
	bool found;

	prove_assume(pieces_formed(p, width));
	found = span_glue(&s, width, p);
	prove_check(!pieces_hold(p, width, x) || (found && span_holds(s, width, x)), "a member is kept");
	prove_check(!found || p[0].min <= p[0].max || p[1].min <= p[1].max, "there are some");
	prove_check(!found || (s.umin == (p[0].min <= p[0].max ? p[0].min : p[1].min) &&
			       s.umax == (p[1].min <= p[1].max ? p[1].max : p[0].max)),
		    "it ends where the pieces do");
	prove_check(!found || span_formed(s, width), "the span is well-formed");
	prove_check(found || (s.umin == was.umin && s.umax == was.umax && s.smin == was.smin && s.smax == was.smax),
		    "or it is as it was");
}
CLAIM_CASE(span_glue, whole)
{
	about_span_glue(WHOLE);
}
CLAIM_CASE(span_glue, half)
{
	about_span_glue(HALF);
}

CONTRACT bool contract_tnum_ceil(struct tnum t, uint64_t v, uint64_t *out)
{
	bool found = any_bool();
	uint64_t up = any_number("ceil");

	prove_check(tnum_formed(t), "tnum_ceil's operand is well-formed");
	FOR_WATCHED(i)
	prove_assume(!tnum_holds(t, watched[i]) || watched[i] < v || (found && up <= watched[i]));
	prove_assume(!found || up >= v);
	if (found)
		*out = up;
	return found;
}

CLAIM(tnum_ceil)
{
	struct tnum t = ANY_TNUM(t);
	uint64_t v = any_number("v"), x = any_number("x"), was = any_number("out"), up = was;
	bool found = tnum_ceil(t, v, &up);

	prove_check(!tnum_holds(t, x) || x < v || (found && up <= x), "no member from v on is below");
	prove_check(!found || (tnum_holds(t, up) && up >= v), "it is a member, not below v");
	prove_check(found || up == was, "or it is as it was");
}

CONTRACT bool contract_tnum_floor(struct tnum t, uint64_t v, uint64_t *out)
{
	bool found = any_bool();
	uint64_t down = any_number("floor");

	prove_check(tnum_formed(t), "tnum_floor's operand is well-formed");
	FOR_WATCHED(i)
	prove_assume(!tnum_holds(t, watched[i]) || watched[i] > v || (found && down >= watched[i]));
	prove_assume(!found || down <= v);
	if (found)
		*out = down;
	return found;
}

CLAIM(tnum_floor)
{
	struct tnum t = ANY_TNUM(t);
	uint64_t v = any_number("v"), x = any_number("x"), was = any_number("out"), down = was;
	bool found = tnum_floor(t, v, &down);

	prove_check(!tnum_holds(t, x) || x > v || (found && down >= x), "no member up to v is above");
	prove_check(!found || (tnum_holds(t, down) && down <= v), "it is a member, not above v");
	prove_check(found || down == was, "or it is as it was");
}

CONTRACT void contract_piece_fit_bits(struct piece *p, struct tnum t)
{
	struct piece now = any_piece();

	prove_check(tnum_formed(t), "piece_fit_bits' operand is well-formed");
	FOR_WATCHED(i)
	prove_assume(!piece_holds(*p, watched[i]) || !tnum_holds(t, watched[i]) || piece_holds(now, watched[i]));
	prove_assume(piece_within(now, *p));
	*p = now;
}

CLAIM(piece_fit_bits)
{
	struct piece p = any_piece(), now = p;
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x");

	prove_use("tnum_ceil");
	prove_use("tnum_floor");
	watch(x);
	piece_fit_bits(&now, t);
	prove_check(!piece_holds(p, x) || !tnum_holds(t, x) || piece_holds(now, x), "a member is kept");
	prove_check(piece_within(now, p), "nothing is added");
}

/* From an end of one to an end of one. */
static bool piece_spans(struct piece r, struct piece a, struct piece b)
{
	bool in_a = a.min <= a.max, in_b = b.min <= b.max;

	return r.min > r.max || (((in_a && r.min == a.min) || (in_b && r.min == b.min)) &&
				 ((in_a && r.max == a.max) || (in_b && r.max == b.max)));
}

CONTRACT struct piece contract_piece_join(struct piece a, struct piece b)
{
	struct piece r = any_piece();

	prove_assume(piece_spans(r, a, b));
	FOR_WATCHED(i)
	prove_assume((!piece_holds(a, watched[i]) && !piece_holds(b, watched[i])) || piece_holds(r, watched[i]));
	return r;
}

CLAIM(piece_join)
{
	struct piece a = any_piece(), b = any_piece(), r = piece_join(a, b);
	uint64_t x = any_number("x");

	prove_check((!piece_holds(a, x) && !piece_holds(b, x)) || piece_holds(r, x), "a member is kept");
	prove_check(piece_spans(r, a, b), "it ends where they do");
}

CONTRACT struct piece contract_piece_low(struct piece whole, struct piece half)
{
	struct piece low = any_piece();

	FOR_WATCHED(i)
	prove_assume(!piece_holds(whole, watched[i]) || !piece_holds(half, half_of(watched[i])) ||
		     piece_holds(low, half_of(watched[i])));
	prove_assume(piece_within(low, half));
	return low;
}

CLAIM(piece_low)
{
	struct piece whole = any_piece(), half = any_piece();
	uint64_t x = any_number("x");
	struct piece low = piece_low(whole, half);

	prove_check(!piece_holds(whole, x) || !piece_holds(half, half_of(x)) || piece_holds(low, half_of(x)),
		    "a member's low half is kept");
	prove_check(piece_within(low, half), "nothing is added");
}

/* The pieces of a half are on their sides of the sign; one of them is not empty. */
static bool halves_formed(const struct piece half[2])
{
	return (half[0].min <= half[0].max || half[1].min <= half[1].max) && pieces_formed(half, HALF);
}

CONTRACT void contract_piece_fit_low(struct piece *p, const struct piece half[2])
{
	struct piece now = any_piece();

	prove_check(halves_formed(half), "piece_fit_low's halves are in order");
	FOR_WATCHED(i)
	prove_assume(!piece_holds(*p, watched[i]) ||
		     (!piece_holds(half[0], half_of(watched[i])) && !piece_holds(half[1], half_of(watched[i]))) ||
		     piece_holds(now, watched[i]));
	prove_assume(piece_within(now, *p));
	*p = now;
}

CLAIM(piece_fit_low)
{
	struct piece p = any_piece(), now = p, half[2] = { any_piece(), any_piece() };
	uint64_t x = any_number("x");

	prove_split(as_signed(x, HALF) < 0);
	prove_assume(halves_formed(half));
	piece_fit_low(&now, half);
	prove_check(!piece_holds(p, x) || (!piece_holds(half[0], half_of(x)) && !piece_holds(half[1], half_of(x))) ||
			    piece_holds(now, x),
		    "a member is kept");
	prove_check(piece_within(now, p), "nothing is added");
}

CONTRACT struct tnum contract_tnum_range(uint64_t min, uint64_t max)
{
	struct tnum t = any_tnum("range.value", "range.mask");

	prove_check(min <= max, "tnum_range's bounds are in order");
	FOR_WATCHED(i)
	prove_assume(watched[i] < min || watched[i] > max || tnum_holds(t, watched[i]));
	return t;
}

CONTRACT struct tnum contract_pieces_bits(const struct piece p[2])
{
	struct tnum t = any_tnum("bits.value", "bits.mask");

	prove_check(p[0].min <= p[0].max || p[1].min <= p[1].max, "one of pieces_bits' pieces is not empty");
	FOR_WATCHED(i)
	prove_assume((!piece_holds(p[0], watched[i]) && !piece_holds(p[1], watched[i])) || tnum_holds(t, watched[i]));
	return t;
}

CLAIM(pieces_bits)
{
	struct piece p[2] = { any_piece(), any_piece() };
	uint64_t x = any_number("x");
	struct tnum t;

	prove_assume(p[0].min <= p[0].max || p[1].min <= p[1].max);
	prove_use("tnum_range");
	watch(x);
	t = pieces_bits(p);
	prove_check((!piece_holds(p[0], x) && !piece_holds(p[1], x)) || tnum_holds(t, x), "a member is kept");
	prove_check(tnum_formed(t), "the tnum is well-formed");
}

CLAIM(tnum_range)
{
	uint64_t min = any_number("min"), max = any_number("max"), x = any_number("x");

	struct tnum t;

	prove_assume(min <= max);
	t = tnum_range(min, max);
	prove_check(x < min || x > max || tnum_holds(t, x), "a number between is in the tnum");
	prove_check(tnum_formed(t), "the tnum is well-formed");
}

/* -- ranges: sync ------------------------------------------------------------------------------------------------------------- */

/* Where these answer decides only when the rounds end. */
CONTRACT bool contract_ends_fit(struct piece p, struct tnum t)
{
	(void)p, (void)t;
	return any_bool();
}

CONTRACT bool contract_same_piece(struct piece a, struct piece b)
{
	(void)a, (void)b;
	return any_bool();
}

/* No unsigned bound of r is wider than was's: counts of shifts rest on it. */
static bool range_within(struct range r, struct range was)
{
	return r.umin >= was.umin && r.umax <= was.umax && r.u32min >= was.u32min && r.u32max <= was.u32max;
}

CONTRACT bool contract_sync_round(struct range *r, bool *settled)
{
	struct range was = *r;
	bool found = any_bool();

	prove_check(tnum_formed(was.t), "sync_round's operand is well-formed");
	*r = ANY_RANGE(round);
	*settled = any_bool();
	prove_assume(!found || range_within(*r, was));
	FOR_WATCHED(i)
	prove_assume(!range_holds(was, watched[i]) || (found && range_holds(*r, watched[i])));
	return found;
}

static void sync_round_by_contracts(void)
{
	prove_use("piece_fit_bits");
	prove_use("piece_low");
	prove_use("piece_join");
	prove_use("piece_fit_low");
	prove_use("pieces_bits");
	prove_use("span_cut");
	prove_use("span_glue");
	prove_use("tnum_meet");
	prove_use("ends_fit");
	prove_use("same_piece");
}

CLAIM_CASE(sync_round, bounds)
{
	struct range r = ANY_RANGE(r), was = r;
	bool found, settled;

	sync_round_by_contracts();
	found = sync_round(&r, &settled);
	prove_check(tnum_formed(r.t), "its tnum is well-formed");
	prove_check(!found || range_within(r, was), "nothing is added");
}

/* A member of these signs is kept. */
static void about_sync_round(bool negative, bool low_negative)
{
	struct range r = ANY_RANGE(r);
	uint64_t x = any_number("x");
	bool found, settled;

	sync_round_by_contracts();
	watch(x);
	watch(half_of(x));
	prove_assume(range_holds(r, x));
	prove_assume((as_signed(x, WHOLE) < 0) == negative && (as_signed(x, HALF) < 0) == low_negative);
	prove_hint(tnum_holds(tnum_cast(r.t, HALF), half_of(x)));
	found = sync_round(&r, &settled);
	prove_check(found && range_holds(r, x), "a member is kept");
}
CLAIM_CASE(sync_round, plus_plus)
{
	about_sync_round(false, false);
}
CLAIM_CASE(sync_round, plus_minus)
{
	about_sync_round(false, true);
}
CLAIM_CASE(sync_round, minus_plus)
{
	about_sync_round(true, false);
}
CLAIM_CASE(sync_round, minus_minus)
{
	about_sync_round(true, true);
}

CONTRACT bool contract_range_subset(struct range a, struct range b)
{
	bool inside = any_bool();

	prove_assume(!inside || range_within(a, b));
	prove_check(tnum_formed(a.t) && tnum_formed(b.t), "range_subset's operands are well-formed");
	FOR_WATCHED(i)
	{
		prove_assume(!inside || !range_holds(a, watched[i]) || range_holds(b, watched[i]));
		prove_assume(inside || !range_is_number(a, watched[i]) || !range_holds(b, watched[i]));
	}
	return inside;
}

CLAIM(range_subset)
{
	struct range a = ANY_RANGE(a), b = ANY_RANGE(b);
	uint64_t x = any_number("x");
	bool inside = range_subset(a, b);

	prove_check(!inside || !range_holds(a, x) || range_holds(b, x), "a member is in both");
	prove_check(!inside || range_within(a, b), "no bound is wider");
}

CLAIM_CASE(range_subset, number)
{
	struct range a, b = ANY_RANGE(b);
	uint64_t x = any_number("x");

	a = range_const(x);
	prove_check(range_is_number(a, x), "all views are the number");
	prove_check(range_subset(a, b) || !range_holds(b, x), "a number is found in the range");
}

static bool was_member;
static struct range was_range;

CONTRACT bool invariant_range_sync(struct range **r)
{
	return tnum_formed((*r)->t) && (!was_member || range_holds(**r, watched[0])) && range_within(**r, was_range);
}

CONTRACT uint64_t measure_range_sync(const unsigned int *i)
{
	return *i < 8 ? 8 - *i : 0;
}

CONTRACT bool contract_range_sync(struct range *r)
{
	struct range was = *r;
	bool found = any_bool();

	prove_check(tnum_formed(was.t), "range_sync's operand is well-formed");
	*r = ANY_RANGE(synced);
	prove_assume(!found || range_within(*r, was));
	FOR_WATCHED(i)
	prove_hint(range_holds(was, watched[i]));
	FOR_WATCHED(i)
	prove_assume(!range_holds(was, watched[i]) || (found && range_holds(*r, watched[i])));
	return found;
}

CLAIM(range_sync)
{
	struct range r = ANY_RANGE(r);
	uint64_t x = any_number("x");
	bool found;

	prove_use("sync_round");
	prove_use("range_subset");
	prove_use("range_sync loop");
	watch(x);
	was_member = range_holds(r, x);
	was_range = r;
	found = range_sync(&r);
	prove_check(!was_member || (found && range_holds(r, x)), "a member is kept");
	prove_check(tnum_formed(r.t), "its tnum is well-formed");
	prove_check(!found || range_within(r, was_range), "nothing is added");
}

/* -- ranges: sets ------------------------------------------------------------------------------------------------------------- */

CLAIM(range_const)
{
	uint64_t x = any_number("x");

	check_range(range_const(x), x);
	prove_check(range_is_const(range_const(x)), "it is known to be a number");
}

CLAIM(range_unknown)
{
	check_range(range_unknown(), any_number("x"));
}

CLAIM(range_is_const)
{
	struct range r = ANY_RANGE(r);
	uint64_t x = any_number("x");

	prove_assume(range_holds(r, x));
	prove_check(!range_is_const(r) || r.t.value == x, "the only member is the tnum's value");
}

CLAIM(range_has)
{
	struct range r = ANY_RANGE(r);
	uint64_t x = any_number("x");

	prove_check(range_has(r, x) == range_holds(r, x), "it is membership");
}

CLAIM(range_of_bits)
{
	struct tnum t = ANY_TNUM(t);
	struct range r = ANY_RANGE(r);
	uint64_t x = any_number("x");

	prove_check(tnum_formed(range_of_bits(t).t), "its tnum is well-formed");
	prove_check(range_holds(range_of_bits(t), x) == tnum_holds(t, x), "it holds what the bits allow");
	prove_check(!range_is_bits(&r) || range_holds(r, x) == tnum_holds(r.t, x), "bits tell all");
}

CLAIM(range_low_bits)
{
	struct range r = ANY_RANGE(r), other = r;
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x"), low;
	unsigned int bits = any_up_to("bits", WHOLE - 1);

	prove_use("range_sync");
	watch(x);
	low = low_bits(~(uint64_t)0, bits + 1) >> 1;
	other.t.value &= ~low; /* r, if nothing were known of the lowest bits */
	other.t.mask |= low;
	prove_assume(range_holds(other, x) && !((x ^ t.value) & ~t.mask & low));
	prove_check(range_low_bits(&r, t, bits), "there is such a number");
	check_range(r, x);
}

CLAIM(range_with_low_bits)
{
	struct range r = ANY_RANGE(r);
	struct tnum t = ANY_TNUM(t);
	uint64_t x = any_number("x"), known = t.mask ? (t.mask & (0 - t.mask)) - 1 : ~(uint64_t)0;

	prove_use("range_sync");
	watch(x);
	prove_assume(range_holds(r, x) && !((x ^ t.value) & known));
	check_range(range_with_low_bits(r, t), x);
}

CLAIM(range_equal)
{
	struct range a = ANY_RANGE(a), b = ANY_RANGE(b);
	uint64_t x = any_number("x");

	prove_check(!range_equal(a, b) || range_holds(a, x) == range_holds(b, x), "they hold the same");
}

CLAIM(range_bounded)
{
	uint64_t min = any_number("min"), max = any_number("max"), x = any_number("x");

	prove_use("range_sync");
	watch(x);
	prove_assume(x >= min && x <= max);
	check_range(range_bounded(min, max), x);
}

CLAIM(range_bounded_signed)
{
	int64_t min = (int64_t)any_number("min"), max = (int64_t)any_number("max"), x = (int64_t)any_number("x");

	prove_use("range_sync");
	watch((uint64_t)x);
	prove_assume(x >= min && x <= max);
	check_range(range_bounded_signed(min, max), (uint64_t)x);
}

CLAIM(range_join)
{
	struct range a = ANY_RANGE(a), b = ANY_RANGE(b);
	uint64_t x = any_number("x");

	prove_use("range_sync");
	watch(x);
	prove_assume(range_holds(a, x) || range_holds(b, x));
	check_range(range_join(a, b), x);
}

CLAIM(range_meet)
{
	struct range a = ANY_RANGE(a), b = ANY_RANGE(b), both = range_unknown();
	uint64_t x = any_number("x");

	prove_use("range_sync");
	watch(x);
	prove_assume(range_holds(a, x) && range_holds(b, x));
	prove_check(range_meet(a, b, &both), "what is in both is found");
	check_range(both, x);
}

CLAIM(range_widen)
{
	struct range old = ANY_RANGE(old), now = ANY_RANGE(now);
	uint64_t x = any_number("x");

	prove_use("range_sync");
	watch(x);
	prove_assume(range_holds(old, x) || range_holds(now, x));
	check_range(range_widen(old, now), x);
}

static void about_cast(unsigned int bits, bool sign)
{
	struct range r = ANY_RANGE(r);
	uint64_t x = any_number("x"), v = sign ? (uint64_t)as_signed(x, bits) : low_bits(x, bits);

	prove_use("range_sync");
	watch(v);
	prove_assume(range_holds(r, x));
	check_range(range_cast(r, bits, sign), v);
}
#define CLAIM_CAST(bits)                 \
	CLAIM_CASE(range_cast, u##bits)  \
	{                                \
		about_cast(bits, false); \
	}                                \
	CLAIM_CASE(range_cast, s##bits)  \
	{                                \
		about_cast(bits, true);  \
	}
#if TNUM_BITS == 64
CLAIM_CAST(8)
CLAIM_CAST(16)
CLAIM_CAST(32)
CLAIM_CAST(64)
#else
CLAIM_CAST(2)
CLAIM_CAST(4)
CLAIM_CAST(6)
#endif

#if TNUM_BITS == 64
static void about_load(unsigned int size)
{
	uint64_t x = any_number("x");

	check_range(range_load(size, false), low_bits(x, size * 8));
	check_range(range_load(size, true), (uint64_t)as_signed(x, size * 8));
}
CLAIM_CASE(range_load, 1)
{
	about_load(1);
}
CLAIM_CASE(range_load, 2)
{
	about_load(2);
}
CLAIM_CASE(range_load, 4)
{
	about_load(4);
}
CLAIM_CASE(range_load, 8)
{
	about_load(8);
}
#endif

/* -- ranges: arithmetic -------------------------------------------------------------------------------------------------------- */

/* Bounds of the results of op for the operands that are watched, where they are in a and b. */
static struct span span_result(enum range_op op, unsigned int width, struct span a, struct span b)
{
	struct span s = any_span();
	bool some = false;

	FOR_PAIRS(i)
	some = some || (span_holds(a, width, pair_x[i]) && span_holds(b, width, pair_y[i]));
	prove_check(some, "a span's operands hold a number");
	prove_check(span_formed(a, width) && span_formed(b, width), "a span's operands are well-formed");
	prove_assume(span_formed(s, width));
	FOR_PAIRS(i)
	prove_assume(!span_holds(a, width, pair_x[i]) || !span_holds(b, width, pair_y[i]) ||
		     span_holds(s, width, instruction(op, width, pair_x[i], pair_y[i])));
	return s;
}

/* Any span that holds x: by how far its bounds are below x, and by their lengths, which the solver adds up with more ease. */
static struct span span_around(uint64_t x, unsigned int width)
{
	uint64_t below = any_number("below"), length = any_number("length");
	uint64_t signed_below = any_number("signed below"), signed_length = any_number("signed length");
	struct span s;

	s.umin = low_bits(x - below, width);
	s.umax = low_bits(x - below + length, width);
	s.smin = as_signed(x - signed_below, width);
	s.smax = as_signed(x - signed_below + signed_length, width);
	prove_assume(span_holds(s, width, x));
	prove_hint(low_bits(below, width) <= low_bits(length, width));
	prove_hint(low_bits(signed_below, width) <= low_bits(signed_length, width));
	prove_hint((uint64_t)(s.umax - s.umin) == low_bits(length, width));
	prove_hint((uint64_t)s.smax - (uint64_t)s.smin == low_bits(signed_length, width));
	return s;
}

static void about_span(enum range_op op, unsigned int width, bool count,
		       struct span (*f)(unsigned int width, struct span a, struct span b))
{
	uint64_t x = any_number("x"), y = any_number("y"), v = instruction(op, width, x, y);
	struct span a, b, s;

	prove_use("cut_arc");
	if (op >= RANGE_MUL && op <= RANGE_SMOD)
		prove_use("hard products");
	watch(v);
	if (op == RANGE_ADD || op == RANGE_SUB) {
		a = span_around(x, width);
		b = span_around(y, width);
	} else {
		a = any_span();
		b = any_span();
		prove_assume(span_formed(a, width) && span_formed(b, width));
		prove_assume(span_holds(a, width, x) && span_holds(b, width, y));
	}
	if (count)
		prove_assume(b.umax < width);
	s = f(width, a, b);
	prove_check(span_holds(s, width, v), "the result is in the span");
	prove_check(span_formed(s, width), "the span is well-formed");
}

#define SPAN_OP(f, op, count)                                                               \
	CONTRACT struct span contract_##f(unsigned int width, struct span a, struct span b) \
	{                                                                                   \
		prove_check(!(count) || b.umax < width, "a count");                         \
		return span_result(op, width, a, b);                                        \
	}                                                                                   \
	CLAIM_CASE(f, whole)                                                                \
	{                                                                                   \
		about_span(op, WHOLE, count, f);                                            \
	}                                                                                   \
	CLAIM_CASE(f, half)                                                                 \
	{                                                                                   \
		about_span(op, HALF, count, f);                                             \
	}

/* v is met on the way up from first to last. */
CONTRACT void contract_cut_arc(struct span *s, unsigned int width, uint64_t first, uint64_t last)
{
	struct span was = *s, now = any_span();

	prove_check(span_formed(was, width), "cut_arc's span is well-formed");
	FOR_WATCHED(i)
	prove_hint(low_bits(watched[i] - first, width) <= low_bits(last - first, width));
	prove_assume(span_formed(now, width));
	FOR_WATCHED(i)
	prove_assume(!span_holds(was, width, watched[i]) ||
		     low_bits(watched[i] - first, width) > low_bits(last - first, width) ||
		     span_holds(now, width, watched[i]));
	*s = now;
}

static void about_cut_arc(unsigned int width)
{
	struct span s = any_span(), was = s;
	uint64_t first = any_number("first"), last = any_number("last"), x = any_number("x");

	prove_assume(span_formed(s, width));
	cut_arc(&s, width, first, last);
	prove_check(!span_holds(was, width, x) || low_bits(x - first, width) > low_bits(last - first, width) ||
			    span_holds(s, width, x),
		    "a member is kept");
	prove_check(span_formed(s, width), "the span is well-formed");
}
CLAIM_CASE(cut_arc, whole)
{
	about_cut_arc(WHOLE);
}
CLAIM_CASE(cut_arc, half)
{
	about_cut_arc(HALF);
}

SPAN_OP(span_add, RANGE_ADD, false)
SPAN_OP(span_sub, RANGE_SUB, false)
SPAN_OP(span_neg, RANGE_NEG, false)
SPAN_OP(span_mul, RANGE_MUL, false)
SPAN_OP(span_div, RANGE_DIV, false)
SPAN_OP(span_mod, RANGE_MOD, false)
SPAN_OP(span_sdiv, RANGE_SDIV, false)
SPAN_OP(span_smod, RANGE_SMOD, false)
SPAN_OP(span_and, RANGE_AND, false)
SPAN_OP(span_or, RANGE_OR, false)
SPAN_OP(span_xor, RANGE_XOR, false)
SPAN_OP(span_lsh, RANGE_LSH, true)
SPAN_OP(span_rsh, RANGE_RSH, true)
SPAN_OP(span_arsh, RANGE_ARSH, true)

/* Not span_lsh: a shift of the whole calls it with operands that fit no one number (see alu_row_run), so it is run itself. */
static const char *const alu_parts[] = {
	"range_sync", "opaque products", "span_add",  "span_sub",  "span_neg", "span_mul", "span_div",
	"span_mod",   "span_sdiv",	 "span_smod", "span_or",   "span_xor", "span_rsh", "span_arsh",
	"tnum_add",   "tnum_sub",	 "tnum_mul",  "tnum_or",   "tnum_xor", "bits_neg", "bits_div",
	"bits_mod",   "bits_lsh",	 "bits_rsh",  "bits_arsh",
};

static void about_alu(enum range_op op, unsigned int width)
{
	struct range d = ANY_RANGE(d), s = ANY_RANGE(s);
	uint64_t x = any_number("x"), y = any_number("y"), v = instruction(op, width, x, y);
	bool shift = op == RANGE_LSH || op == RANGE_RSH || op == RANGE_ARSH;
	uint64_t by = shift ? y & (width - 1) : y;

	for (unsigned int i = 0; i < NR_OF(alu_parts); i++)
		prove_use(alu_parts[i]);
	if (!shift) { /* that counts are below the width, the contracts of "and" do not say */
		prove_use("span_and");
		prove_use("tnum_and");
	}
	if (op == RANGE_MOVSX8 || op == RANGE_MOVSX16) /* is cast once more where the width is half */
		watch((uint64_t)as_signed(y, op == RANGE_MOVSX8 ? 8 : 16));
	watch(v);
	if (shift) {
		watch(by);
		watch_pair(y, width - 1);
	}
	if (width == WHOLE)
		watch_pair(x, by);
	else
		watch_pair(op == RANGE_ARSH ? (uint64_t)as_signed(x, HALF) : half_of(x), half_of(by));
	prove_assume(range_holds(d, x) && range_holds(s, y));
	check_range(range_alu(op, width, d, s), v);
}
#define CLAIM_ALU(op, half, width)            \
	CLAIM_CASE(range_alu, op##_##half)    \
	{                                     \
		about_alu(RANGE_##op, width); \
	}
#define CLAIM_ALUS(op)              \
	CLAIM_ALU(op, whole, WHOLE) \
	CLAIM_ALU(op, half, HALF)
CLAIM_ALUS(ADD)
CLAIM_ALUS(SUB)
CLAIM_ALUS(MUL)
CLAIM_ALUS(DIV)
CLAIM_ALUS(MOD)
CLAIM_ALUS(SDIV)
CLAIM_ALUS(SMOD)
CLAIM_ALUS(AND)
CLAIM_ALUS(OR)
CLAIM_ALUS(XOR)
CLAIM_ALUS(LSH)
CLAIM_ALUS(RSH)
CLAIM_ALUS(ARSH)
CLAIM_ALUS(NEG)
CLAIM_ALUS(MOV)
#if TNUM_BITS == 64
CLAIM_ALUS(MOVSX8)
CLAIM_ALUS(MOVSX16)
CLAIM_ALU(MOVSX32, whole, WHOLE)
CLAIM_ALU(LE16, whole, WHOLE)
CLAIM_ALU(LE32, whole, WHOLE)
CLAIM_ALU(LE64, whole, WHOLE)
CLAIM_ALU(BE16, whole, WHOLE)
CLAIM_ALU(BE32, whole, WHOLE)
CLAIM_ALU(BE64, whole, WHOLE)
CLAIM_ALU(BSWAP16, whole, WHOLE)
CLAIM_ALU(BSWAP32, whole, WHOLE)
CLAIM_ALU(BSWAP64, whole, WHOLE)
#endif

/* -- ranges: conditions -------------------------------------------------------------------------------------------------------- */

static bool condition(enum range_cond cond, unsigned int width, uint64_t a, uint64_t b)
{
	int64_t sa = as_signed(a, width), sb = as_signed(b, width);

	a = low_bits(a, width);
	b = low_bits(b, width);
	switch (cond) {
	case RANGE_EQ:
		return a == b;
	case RANGE_NE:
		return a != b;
	case RANGE_GT:
		return a > b;
	case RANGE_LE:
		return a <= b;
	case RANGE_GE:
		return a >= b;
	case RANGE_LT:
		return a < b;
	case RANGE_SGT:
		return sa > sb;
	case RANGE_SLE:
		return sa <= sb;
	case RANGE_SGE:
		return sa >= sb;
	case RANGE_SLT:
		return sa < sb;
	case RANGE_SET:
		return (a & b) != 0;
	case RANGE_CLEAR:
		return !(a & b);
	default:
		return false;
	}
}

static void about_narrow(enum range_cond cond, unsigned int width)
{
	struct range a = ANY_RANGE(a), b = ANY_RANGE(b);
	uint64_t x = any_number("x"), y = any_number("y");

	prove_use("range_sync");
	watch(x);
	watch(y);
	prove_assume(range_holds(a, x) && range_holds(b, y) && condition(cond, width, x, y));
	prove_check(range_narrow(cond, width, &a, &b), "what can hold is not called dead");
	check_range(a, x);
	check_range(b, y);
}

static void about_decide(enum range_cond cond, unsigned int width)
{
	struct range a = ANY_RANGE(a), b = ANY_RANGE(b);
	uint64_t x = any_number("x"), y = any_number("y");
	enum range_truth truth = range_decide(cond, width, a, b);

	prove_assume(range_holds(a, x) && range_holds(b, y));
	prove_check(truth != RANGE_NEVER || !condition(cond, width, x, y), "never");
	prove_check(truth != RANGE_ALWAYS || condition(cond, width, x, y), "always");
}
#define CLAIM_COND(cond, half, width)              \
	CLAIM_CASE(range_narrow, cond##_##half)    \
	{                                          \
		about_narrow(RANGE_##cond, width); \
	}                                          \
	CLAIM_CASE(range_decide, cond##_##half)    \
	{                                          \
		about_decide(RANGE_##cond, width); \
	}
#define CLAIM_CONDS(cond)              \
	CLAIM_COND(cond, whole, WHOLE) \
	CLAIM_COND(cond, half, HALF)
CLAIM_CONDS(EQ)
CLAIM_CONDS(NE)
CLAIM_CONDS(GT)
CLAIM_CONDS(LE)
CLAIM_CONDS(GE)
CLAIM_CONDS(LT)
CLAIM_CONDS(SGT)
CLAIM_CONDS(SLE)
CLAIM_CONDS(SGE)
CLAIM_CONDS(SLT)
CLAIM_CONDS(SET)
CLAIM_CONDS(CLEAR)
