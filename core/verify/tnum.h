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

/* Bits of a whole number and of its low half. Only test/unit/range_small_test.c compiles tnum.c and range.c for others. */
#ifndef TNUM_BITS
#define TNUM_BITS      64
#define TNUM_HALF_BITS 32
#endif

struct tnum {
	uint64_t value, mask;
};

struct tnum tnum_const(uint64_t v);
struct tnum tnum_unknown(void);
/* Holds [min, max], and as a rule more: [1,2] gives all of 0 to 3. min <= max. */
struct tnum tnum_range(uint64_t min, uint64_t max);

bool tnum_is_const(struct tnum t);
bool tnum_has(struct tnum t, uint64_t v);
bool tnum_equal(struct tnum a, struct tnum b);
/* Every member of a is in b. */
bool tnum_subset(struct tnum a, struct tnum b);
/* Every member is a multiple of size, a power of two. */
bool tnum_is_aligned(struct tnum t, uint64_t size);

struct tnum tnum_add(struct tnum a, struct tnum b);
struct tnum tnum_sub(struct tnum a, struct tnum b);
struct tnum tnum_neg(struct tnum a);
struct tnum tnum_mul(struct tnum a, struct tnum b);
struct tnum tnum_and(struct tnum a, struct tnum b);
struct tnum tnum_or(struct tnum a, struct tnum b);
struct tnum tnum_xor(struct tnum a, struct tnum b);
struct tnum tnum_lsh(struct tnum t, unsigned int by); /* by < TNUM_BITS */
struct tnum tnum_rsh(struct tnum t, unsigned int by);
/* The top bit is copied. */
struct tnum tnum_arsh(struct tnum t, unsigned int by);

/* The least tnum that holds both. */
struct tnum tnum_join(struct tnum a, struct tnum b);
/* The least member that is not below v, the greatest that is not above. False where there is none; *out is then not written. */
bool tnum_ceil(struct tnum t, uint64_t v, uint64_t *out);
bool tnum_floor(struct tnum t, uint64_t v, uint64_t *out);
/* What is in both. False where nothing is; *out is then not written. */
bool tnum_meet(struct tnum a, struct tnum b, struct tnum *out);

/* The low bits (8, 16, 32, 64), zero-extended or sign-extended. */
struct tnum tnum_cast(struct tnum t, unsigned int bits);
struct tnum tnum_sign_extend(struct tnum t, unsigned int bits);
/* The low bits (16, 32, 64) in the other byte order, zero-extended. */
struct tnum tnum_swap(struct tnum t, unsigned int bits);
/* The high half of high over the low half of low. */
struct tnum tnum_splice(struct tnum high, struct tnum low);

#endif
