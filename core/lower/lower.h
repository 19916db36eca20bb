/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * lower.h - from proven instructions to operations: addresses for maps, bodies for helpers, real offsets for context
 * fields, traps for dead code.
 */
#ifndef KILN_LOWER_LOWER_H
#define KILN_LOWER_LOWER_H

#include "prog/prog.h"

/* Fills p->ops (allocated, nr_insns + 1 entries, the last a trap). Nothing can fail that the verifier has passed. */
void lower_prog(struct kiln_prog *p);

/* The name of a helper or kind of map that p, proven, needs and that no host here has; NULL if there is none. */
const char *lower_missing(const struct kiln_prog *p);

#endif
