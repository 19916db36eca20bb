/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * claim.h - words in which claims about the shipped C are written.
 *
 * A claim is a C function. prove.py runs it on terms, and asks z3 whether a check can fail; replay.c runs it on numbers.
 */
#ifndef KILN_TEST_PROVE_CLAIM_H
#define KILN_TEST_PROVE_CLAIM_H

#include <kiln/port.h>

/* Any number of so many bits, zero-extended. The name is for the reader of a counterexample. */
unsigned long long prove_any(const char *name, unsigned int bits);
/* From here on, only cases where it holds. */
void prove_assume(bool holds);
/* Must hold in all cases assumed so far. */
void prove_check(bool holds, const char *what);
/* May hold here: where that can be shown, it is used in what follows. */
void prove_hint(bool holds);
/* Each check is asked twice, for cases where it holds and for those where it does not. */
void prove_split(bool on);
/*
 * "F": calls of F become calls of contract_F, which says no more than what claim F proves.
 * "F loop": the loop in F is cut by invariant_F, and ends because measure_F falls.
 * "opaque products": products and quotients of unknown numbers may be anything.
 * "hard products": the claim is about them; at full width little time is given to a question, as more has not helped.
 */
void prove_use(const char *what);

/* A claim about a function of the core; case tells claims about one function apart. What is proven first may be used by others. */
#define CLAIM(function)		 CLAIM_OF(claim_##function)
#define CLAIM_CASE(function, of) CLAIM_OF(claim_##function##__##of)
#define CLAIM_OF(name)   \
	void name(void); \
	void name(void)

/* What a caller may rely on. It stands for the function where a claim says so; prove_check in it is what the caller owes. */
#define CONTRACT __attribute__((used)) static

#endif
