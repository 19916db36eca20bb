/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tnum.h - what is known of a number's bits: a tristate number.
 *
 * Overview     a set bit in mask is unknown, any other bit is as in value. The tnum stands for every number x with
 *              (x & ~mask) == value.
 * Invariant    (value & mask) == 0. Except for tnum_meet, every result holds all that the operation can give for members of
 *              its operands; it may hold more.
 * Cost         constant time. Memory: none. Threads: values only.
 * See          Vishwanathan et al., "Sound, Precise, and Fast Abstract Interpretation with Tristate Numbers" (CGO 2022);
 *              test/unit/tnum_test.c tries all pairs at small widths.
 */
#ifndef KILN_VERIFY_TNUM_H
#define KILN_VERIFY_TNUM_H

#include <kiln/port.h>

/* Bits of a whole number and of its low half. Only test/unit/range_small.h takes others. */
#ifndef TNUM_BITS
#define TNUM_BITS      64
#define TNUM_HALF_BITS 32
#endif

struct tnum {
	uint64_t value, mask;
};

/* The lowest nr bits. */
static inline uint64_t tnum_low_bits(unsigned int nr)
{
	return nr >= TNUM_BITS ? ~(uint64_t)0 : ((uint64_t)1 << nr) - 1;
}

/* From a number with some bits in doubt: the value of those bits does not matter. */
static inline struct tnum tnum_of(uint64_t v, uint64_t mask)
{
	return (struct tnum){ .value = v & ~mask, .mask = mask };
}

static inline struct tnum tnum_const(uint64_t v)
{
	return (struct tnum){ .value = v };
}

static inline struct tnum tnum_unknown(void)
{
	return (struct tnum){ .mask = ~(uint64_t)0 };
}

/* Holds [min, max], and as a rule more: [1,2] gives all of 0 to 3. min <= max. */
struct tnum tnum_range(uint64_t min, uint64_t max);

/* The greatest member; the least is value. */
static inline uint64_t tnum_max(struct tnum t)
{
	return t.value | t.mask;
}

static inline bool tnum_is_const(struct tnum t)
{
	return !t.mask;
}

static inline bool tnum_has(struct tnum t, uint64_t v)
{
	return (v & ~t.mask) == t.value;
}

static inline bool tnum_equal(struct tnum a, struct tnum b)
{
	return a.value == b.value && a.mask == b.mask;
}

/* Every member of a is in b. */
static inline bool tnum_subset(struct tnum a, struct tnum b)
{
	return !(a.mask & ~b.mask) && tnum_has(b, a.value);
}

/* Every member is a multiple of size, a power of two. */
static inline bool tnum_is_aligned(struct tnum t, uint64_t size)
{
	return !(tnum_max(t) & (size - 1));
}

/* The least tnum that holds both. */
static inline struct tnum tnum_join(struct tnum a, struct tnum b)
{
	return tnum_of(a.value, a.mask | b.mask | (a.value ^ b.value));
}

/* What is in both. False where nothing is; *out is then not written. */
static inline bool tnum_meet(struct tnum a, struct tnum b, struct tnum *out)
{
	if ((a.value ^ b.value) & ~a.mask & ~b.mask)
		return false;
	*out = tnum_of(a.value | b.value, a.mask & b.mask);
	return true;
}

/* The least member that is not below v, the greatest that is not above. False where there is none; *out is then not written. */
bool tnum_ceil(struct tnum t, uint64_t v, uint64_t *out);
bool tnum_floor(struct tnum t, uint64_t v, uint64_t *out);

struct tnum tnum_add(struct tnum a, struct tnum b);
struct tnum tnum_sub(struct tnum a, struct tnum b);
struct tnum tnum_neg(struct tnum a);
struct tnum tnum_mul(struct tnum a, struct tnum b);
struct tnum tnum_and(struct tnum a, struct tnum b);
struct tnum tnum_or(struct tnum a, struct tnum b);
struct tnum tnum_xor(struct tnum a, struct tnum b);
/* by < TNUM_BITS. arsh copies the top bit. */
struct tnum tnum_lsh(struct tnum t, unsigned int by);
struct tnum tnum_rsh(struct tnum t, unsigned int by);
struct tnum tnum_arsh(struct tnum t, unsigned int by);

/* The low bits (8, 16, 32, 64), zero-extended or sign-extended. */
static inline struct tnum tnum_cast(struct tnum t, unsigned int bits)
{
	return (struct tnum){ .value = t.value & tnum_low_bits(bits), .mask = t.mask & tnum_low_bits(bits) };
}
struct tnum tnum_sign_extend(struct tnum t, unsigned int bits);
/* The low bits (16, 32, 64) in the other byte order, zero-extended. */
struct tnum tnum_swap(struct tnum t, unsigned int bits);

/* The high half of high over the low half of low. */
static inline struct tnum tnum_splice(struct tnum high, struct tnum low)
{
	uint64_t half = tnum_low_bits(TNUM_HALF_BITS);

	return (struct tnum){ .value = (high.value & ~half) | (low.value & half),
			      .mask = (high.mask & ~half) | (low.mask & half) };
}

#endif
