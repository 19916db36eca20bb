/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range.h - what is known of a number: its bits, and its bounds read as unsigned and signed, whole and low half.
 *
 * Overview     five views of one set of numbers: x is in the range where it is in each view. An operation works in the views
 *              that it knows, and lets them narrow each other (range_sync).
 * Invariant    every range that is handed around is synced: each view is not empty, umin <= umax, smin <= smax and so on, and
 *              no view can be narrowed by another. There is no empty range: what would make one answers false, and the branch
 *              is dead.
 * Promise      "superset, no more": for all x in d and y in s, the result of the operation on x and y is in range_alu's.
 * Cost         constant time, no loops over values. Memory: none. Threads: values only.
 * See          test/unit/range_test.c, which tries all small ranges with all their members.
 */
#ifndef KILN_VERIFY_RANGE_H
#define KILN_VERIFY_RANGE_H

#include "base/text.h"
#include "verify/tnum.h"

struct range {
	struct tnum t;
	uint64_t umin, umax;
	int64_t smin, smax;
	uint32_t u32min, u32max; /* of the low 32 bits */
	int32_t s32min, s32max;
};

static inline struct range range_const(uint64_t v)
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
struct range range_unknown(void);
struct range range_bounded(uint64_t umin, uint64_t umax);      /* umin <= umax */
struct range range_bounded_signed(int64_t smin, int64_t smax); /* smin <= smax */
/* What a load of size bytes (1, 2, 4, 8) from unknown memory gives, zero- or sign-extended. */
struct range range_load(unsigned int size, bool sign);

/* r.t.value is then the number. */
bool range_is_const(struct range r);
bool range_has(struct range r, uint64_t v);
bool range_equal(struct range a, struct range b);
/* Every number of a is in b. */
bool range_subset(struct range a, struct range b);

/* Lets the views of r narrow each other until none can. False where no number is left; *r is then of no use. */
bool range_sync(struct range *r);

/* Gives r so many of the lowest bits of t, in place of what it knew of its own. False where no number is left. */
bool range_low_bits(struct range *r, struct tnum t, uint32_t bits);
/* r with the lowest bits of t, as far as those are known; where there is no such number, any. */
struct range range_with_low_bits(struct range r, struct tnum t);

/* A range that holds both. */
struct range range_join(struct range a, struct range b);
/* What is in both; false where nothing is. */
bool range_meet(struct range a, struct range b, struct range *out);
/*
 * Holds old and now; a bound that grew goes to a power of two less one (unsigned), or all the way. A chain
 * r = range_widen(r, x) stops changing after a fixed number of steps, whatever the x are.
 */
struct range range_widen(struct range old, struct range now);

enum range_op {
	RANGE_ADD,
	RANGE_SUB,
	RANGE_MUL,
	RANGE_DIV,
	RANGE_MOD,
	RANGE_SDIV,
	RANGE_SMOD,
	RANGE_AND,
	RANGE_OR,
	RANGE_XOR,
	RANGE_LSH,
	RANGE_RSH,
	RANGE_ARSH,
	RANGE_NEG,
	RANGE_MOV,
	RANGE_MOVSX8,
	RANGE_MOVSX16,
	RANGE_MOVSX32,
	RANGE_LE16,
	RANGE_LE32,
	RANGE_LE64,
	RANGE_BE16,
	RANGE_BE32,
	RANGE_BE64,
	RANGE_BSWAP16,
	RANGE_BSWAP32,
	RANGE_BSWAP64,
	RANGE_NR_OPS,
};

/*
 * The result of "d op s" at width 32 or 64, as the instruction set says: 32-bit results are zero-extended, shift counts
 * are taken modulo the width, division by zero gives 0 and modulo zero gives d, MIN / -1 gives MIN. NEG and the byte
 * orders read d only, MOV and MOVSX s only; the byte orders pay no heed to width.
 */
struct range range_alu(enum range_op op, unsigned int width, struct range d, struct range s);
/* The low bits (8, 16, 32, 64), zero-extended or sign-extended: a partial store and load. */
struct range range_cast(struct range r, unsigned int bits, bool sign);

enum range_cond {
	RANGE_EQ,
	RANGE_NE,
	RANGE_GT,
	RANGE_LE,
	RANGE_GE,
	RANGE_LT,
	RANGE_SGT,
	RANGE_SLE,
	RANGE_SGE,
	RANGE_SLT,
	RANGE_SET,
	RANGE_CLEAR, /* (a & b) == 0 */
	RANGE_NR_CONDS,
};

/* The condition that holds where cond does not. */
static inline enum range_cond range_cond_not(enum range_cond cond)
{
	return (enum range_cond)(cond ^ 1);
}

/*
 * Narrows *a and *b to what they can be where "a cond b" holds at width 32 or 64. False where it cannot hold: the branch
 * is dead, and *a and *b are as they were.
 */
bool range_narrow(enum range_cond cond, unsigned int width, struct range *a, struct range *b);

enum range_truth { RANGE_NEVER, RANGE_ALWAYS, RANGE_MAYBE };
enum range_truth range_decide(enum range_cond cond, unsigned int width, struct range a, struct range b);

/* As the kernel's log has it: "5", "umax=255,var_off=(0x0; 0xff)", "" where nothing is known. */
void range_text(struct text *t, struct range r);
/* The bounds that matter in a sentence: "5", "[0,255]", "[-1,1]"; "any number" where nothing is known. */
void range_text_plain(struct text *t, struct range r);

#endif
