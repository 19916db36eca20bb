/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * verify.h - proves that a program is safe, or says why not.
 */
#ifndef KILN_VERIFY_VERIFY_H
#define KILN_VERIFY_VERIFY_H

#include "prog/prog.h"

/*
 * Reads p->insns, p->kind, p->maps, p->btf ...; on success p->facts, p->subs, the counters and stack depths are set: facts
 * hold for every execution. Scratch comes from a. why says why not.
 * Fails with KILN_ERR_UNSAFE, KILN_ERR_COMPLEX, KILN_ERR_FORMAT, KILN_ERR_NOMEM.
 */
enum kiln_err vfy_run(struct kiln_prog *p, struct arena *a, const struct kiln_load_opts *opts, struct kiln_why *why);

/*
 * Only the shape: every instruction decodes, jumps and calls land on instructions of their function. Sets p->subs and the
 * facts FACT_TARGET, FACT_SUB_ENTRY, and FACT_REACHED everywhere. For code that runs unproven, with every access checked.
 */
enum kiln_err vfy_shape(struct kiln_prog *p, struct arena *a, const struct kiln_load_opts *opts, struct kiln_why *why);

#endif
