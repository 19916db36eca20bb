/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "verify/tnum.h"

#include "base/bits.h"

static uint64_t low_bits(unsigned int nr)
{
	return nr >= TNUM_BITS ? ~(uint64_t)0 : ((uint64_t)1 << nr) - 1;
}

/* v with its highest set bit and all below it set. */
static uint64_t fill_down(uint64_t v)
{
	return v ? low_bits(64 - (unsigned int)__builtin_clzll(v)) : 0;
}

/* From a number with some bits in doubt: the value of those bits does not matter. */
static struct tnum tnum_of(uint64_t v, uint64_t mask)
{
	return (struct tnum){ .value = v & ~mask, .mask = mask };
}

static uint64_t tnum_max(struct tnum t)
{
	return t.value | t.mask;
}

struct tnum tnum_const(uint64_t v)
{
	return (struct tnum){ .value = v };
}

struct tnum tnum_unknown(void)
{
	return (struct tnum){ .mask = ~(uint64_t)0 };
}

struct tnum tnum_range(uint64_t min, uint64_t max)
{
	return tnum_of(min, fill_down(min ^ max));
}

bool tnum_is_const(struct tnum t)
{
	return !t.mask;
}

bool tnum_has(struct tnum t, uint64_t v)
{
	return (v & ~t.mask) == t.value;
}

bool tnum_equal(struct tnum a, struct tnum b)
{
	return a.value == b.value && a.mask == b.mask;
}

bool tnum_subset(struct tnum a, struct tnum b)
{
	return !(a.mask & ~b.mask) && tnum_has(b, a.value);
}

bool tnum_is_aligned(struct tnum t, uint64_t size)
{
	return !(tnum_max(t) & (size - 1));
}

/* A carry into a bit is in doubt where the least sum and the greatest sum differ in it. */
struct tnum tnum_add(struct tnum a, struct tnum b)
{
	uint64_t least = a.value + b.value;
	uint64_t greatest = tnum_max(a) + tnum_max(b);

	return tnum_of(least, (least ^ greatest) | a.mask | b.mask);
}

/* The same with the borrows of the least and the greatest difference. */
struct tnum tnum_sub(struct tnum a, struct tnum b)
{
	uint64_t least = a.value - tnum_max(b);
	uint64_t greatest = tnum_max(a) - b.value;

	return tnum_of(a.value - b.value, (least ^ greatest) | a.mask | b.mask);
}

struct tnum tnum_neg(struct tnum a)
{
	return tnum_sub(tnum_const(0), a);
}

/* Long multiplication: for each bit of a that may be set, b shifted is added, or perhaps added. */
struct tnum tnum_mul(struct tnum a, struct tnum b)
{
	struct tnum sum = tnum_const(0), more;
	unsigned int at;

	for (; tnum_max(a); a.value &= ~((uint64_t)1 << at), a.mask &= ~((uint64_t)1 << at)) {
		at = (unsigned int)__builtin_ctzll(tnum_max(a));
		more = tnum_add(sum, tnum_lsh(b, at));
		sum = a.mask >> at & 1 ? tnum_join(sum, more) : more;
	}
	return sum;
}

struct tnum tnum_and(struct tnum a, struct tnum b)
{
	uint64_t set = a.value & b.value;

	return (struct tnum){ .value = set, .mask = tnum_max(a) & tnum_max(b) & ~set };
}

struct tnum tnum_or(struct tnum a, struct tnum b)
{
	uint64_t set = a.value | b.value;

	return (struct tnum){ .value = set, .mask = (a.mask | b.mask) & ~set };
}

struct tnum tnum_xor(struct tnum a, struct tnum b)
{
	return tnum_of(a.value ^ b.value, a.mask | b.mask);
}

struct tnum tnum_lsh(struct tnum t, unsigned int by)
{
	return (struct tnum){ .value = t.value << by, .mask = t.mask << by };
}

struct tnum tnum_rsh(struct tnum t, unsigned int by)
{
	return (struct tnum){ .value = t.value >> by, .mask = t.mask >> by };
}

struct tnum tnum_arsh(struct tnum t, unsigned int by)
{
	return (struct tnum){ .value = (uint64_t)((int64_t)t.value >> by), .mask = (uint64_t)((int64_t)t.mask >> by) };
}

struct tnum tnum_join(struct tnum a, struct tnum b)
{
	return tnum_of(a.value, a.mask | b.mask | (a.value ^ b.value));
}

bool tnum_meet(struct tnum a, struct tnum b, struct tnum *out)
{
	if ((a.value ^ b.value) & ~a.mask & ~b.mask)
		return false;
	*out = tnum_of(a.value | b.value, a.mask & b.mask);
	return true;
}

/*
 * Where v differs from t's known bits, look at the highest such bit. If t has a one there, v's bits above it stay and the rest
 * is t's least. If t has a zero, the bits above must grow: by the lowest unknown bit that is zero in v.
 */
bool tnum_ceil(struct tnum t, uint64_t v, uint64_t *out)
{
	uint64_t differs = (v ^ t.value) & ~t.mask;
	uint64_t below = fill_down(differs);
	uint64_t grow;

	if (differs & ~(below >> 1) & ~t.value) {
		grow = t.mask & ~v & ~below;
		if (!grow)
			return false;
		grow &= 0 - grow;
		v |= grow;
		below = grow - 1;
	}
	*out = (v & ~below) | (t.value & below);
	return true;
}

/* Complement turns the order around. */
bool tnum_floor(struct tnum t, uint64_t v, uint64_t *out)
{
	if (!tnum_ceil(tnum_of(~t.value, t.mask), ~v, &v))
		return false;
	*out = ~v;
	return true;
}

struct tnum tnum_cast(struct tnum t, unsigned int bits)
{
	return (struct tnum){ .value = t.value & low_bits(bits), .mask = t.mask & low_bits(bits) };
}

struct tnum tnum_sign_extend(struct tnum t, unsigned int bits)
{
	return tnum_arsh(tnum_lsh(t, TNUM_BITS - bits), TNUM_BITS - bits);
}

struct tnum tnum_splice(struct tnum high, struct tnum low)
{
	uint64_t half = low_bits(TNUM_HALF_BITS);

	return (struct tnum){ .value = (high.value & ~half) | (low.value & half),
			      .mask = (high.mask & ~half) | (low.mask & half) };
}

static uint64_t swap_low(uint64_t v, unsigned int bits)
{
	return swap64(v) >> (64 - bits);
}

struct tnum tnum_swap(struct tnum t, unsigned int bits)
{
	return (struct tnum){ .value = swap_low(t.value, bits), .mask = swap_low(t.mask, bits) };
}
