/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * mutate.h - small changes of real programs, as a slip or an attacker makes them.
 *
 * Overview	a register swapped, a constant moved, an offset shifted, a comparison turned or widened, a check deleted, the size
 *		of an access changed, an operation replaced, two neighbours exchanged. The number of instructions stays, so what
 *		is said of places (lines, functions) still holds.
 * Repeats	the same random state gives the same change.
 */
#ifndef TEST_RANDOM_MUTATE_H
#define TEST_RANDOM_MUTATE_H

#include <kiln/kiln.h>

/* Changes one to three instructions of insn[0..nr-1]. */
void mutate(struct kiln_insn *insn, uint32_t nr, uint64_t *rnd);

#endif
