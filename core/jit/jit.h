/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * jit.h - native code from operations and facts.
 *
 * select.c chooses the target; x64/ and (later) a64/ hold the same names for the same jobs: a target is one struct.
 */
#ifndef KILN_JIT_JIT_H
#define KILN_JIT_JIT_H

#include "prog/prog.h"

struct jit_target; /* jit/target.h */

/* Makes p->code, p->code_off and p->entry. KILN_ERR_UNSUPPORTED where this machine has no target, or no secrets for what is hardened. */
enum kiln_err jit_prog(struct kiln_prog *p, struct arena *a, bool hardened);
bool jit_available(const struct kiln_host *host);
/* Gives the code back. */
void jit_drop(struct kiln_prog *p);

#endif
