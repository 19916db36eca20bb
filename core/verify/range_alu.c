/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range_alu.c - arithmetic on ranges: on spans, on bits, and a row that puts them together.
 */
#include "base/bits.h"
#include "verify/range.h"
#include "verify/span.h"

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

/* -- operations ------------------------------------------------------------------------------------------------------ */

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
 * 32 bits, bits are worked on sign-extended. shift: the second operand is a count. apart: each bit of the result comes from
 * one bit of each operand, of a shift whose count is known, and no two from the same: so bits tell all where they told all of
 * the operands.
 */
struct alu_row {
	struct span (*span)(unsigned int width, struct span a, struct span b);
	struct tnum (*bits)(struct tnum a, struct tnum b);
	bool low, sign, shift, apart;
};

static const struct alu_row alu_rows[RANGE_NR_OPS] = {
	[RANGE_ADD] = { .span = span_add, .bits = tnum_add, .low = true },
	[RANGE_SUB] = { .span = span_sub, .bits = tnum_sub, .low = true },
	[RANGE_MUL] = { .span = span_mul, .bits = tnum_mul, .low = true },
	[RANGE_DIV] = { .span = span_div, .bits = bits_div },
	[RANGE_MOD] = { .span = span_mod, .bits = bits_mod },
	[RANGE_SDIV] = { .span = span_sdiv, .bits = bits_unknown },
	[RANGE_SMOD] = { .span = span_smod, .bits = bits_unknown },
	[RANGE_AND] = { .span = span_and, .bits = tnum_and, .low = true, .apart = true },
	[RANGE_OR] = { .span = span_or, .bits = tnum_or, .low = true, .apart = true },
	[RANGE_XOR] = { .span = span_xor, .bits = tnum_xor, .low = true, .apart = true },
	[RANGE_LSH] = { .span = span_lsh, .bits = bits_lsh, .low = true, .shift = true, .apart = true },
	[RANGE_RSH] = { .span = span_rsh, .bits = bits_rsh, .shift = true, .apart = true },
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
	if (row->apart && (!row->shift || range_is_const(s)) && range_is_bits(&d) && range_is_bits(&s))
		return range_of_bits(row_bits(row, width, d.t, s.t));
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

/* Operations that take a number apart instead of working on it. bits: how many are kept. */
static const struct {
	uint8_t bits;
	enum { KEEP_SIGN, KEEP_LE, KEEP_BE, KEEP_SWAPPED } how;
} parts[RANGE_NR_OPS] = {
	[RANGE_MOVSX8] = { 8, KEEP_SIGN },	[RANGE_MOVSX16] = { 16, KEEP_SIGN },
	[RANGE_MOVSX32] = { 32, KEEP_SIGN },	[RANGE_LE16] = { 16, KEEP_LE },
	[RANGE_LE32] = { 32, KEEP_LE },		[RANGE_LE64] = { 64, KEEP_LE },
	[RANGE_BE16] = { 16, KEEP_BE },		[RANGE_BE32] = { 32, KEEP_BE },
	[RANGE_BE64] = { 64, KEEP_BE },		[RANGE_BSWAP16] = { 16, KEEP_SWAPPED },
	[RANGE_BSWAP32] = { 32, KEEP_SWAPPED }, [RANGE_BSWAP64] = { 64, KEEP_SWAPPED },
};

struct range range_alu(enum range_op op, unsigned int width, struct range d, struct range s)
{
	if (alu_rows[op].span)
		return alu_row_run(&alu_rows[op], width, d, s);
	if (op == RANGE_MOV)
		return range_cast(s, width, false);
	switch (parts[op].how) {
	case KEEP_SIGN:
		return range_cast(range_cast(s, parts[op].bits, true), width, false);
	case KEEP_LE:
		return range_order(d, parts[op].bits, false);
	case KEEP_BE:
		return range_order(d, parts[op].bits, true);
	default:
		return range_swap(d, parts[op].bits);
	}
}
