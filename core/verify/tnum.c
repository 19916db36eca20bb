/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "verify/tnum.h"

#include "base/bits.h"

/* v with its highest set bit and all below it set. */
static uint64_t fill_down(uint64_t v)
{
	return v ? tnum_low_bits(64 - (unsigned int)__builtin_clzll(v)) : 0;
}

struct tnum tnum_range(uint64_t min, uint64_t max)
{
	return tnum_of(min, fill_down(min ^ max));
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

struct tnum tnum_sign_extend(struct tnum t, unsigned int bits)
{
	return tnum_arsh(tnum_lsh(t, TNUM_BITS - bits), TNUM_BITS - bits);
}

static uint64_t swap_low(uint64_t v, unsigned int bits)
{
	return swap64(v) >> (64 - bits);
}

struct tnum tnum_swap(struct tnum t, unsigned int bits)
{
	return (struct tnum){ .value = swap_low(t.value, bits), .mask = swap_low(t.mask, bits) };
}
