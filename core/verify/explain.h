/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * explain.h - fills struct kiln_why: what was refused, the fact that is missing, what would supply it, and where.
 *
 * why may be NULL in each call: nothing is written then. Texts are cut to their fields.
 */
#ifndef KILN_VERIFY_EXPLAIN_H
#define KILN_VERIFY_EXPLAIN_H

#include "base/reason.h"
#include "prog/btf.h"
#include "prog/prog.h"

/*
 * Starts *why anew: err, reason, what (fmt: base/text.h), and what base/reason.tbl says about the missing fact and the remedy.
 * insn is the number of the instruction, or -1 where none is to blame: it is disassembled from p->insns, and its function, file,
 * line, column and source text come from p->func_info and p->line_info, read through btf. p and btf may be NULL.
 * p's BTF and records must have been checked (btf_parse, btf_check_lines, btf_check_funcs) where btf is given.
 * Returns err.
 */
enum kiln_err why_set(struct kiln_why *why, const struct kiln_prog *p, const struct btf *btf, enum kiln_err err,
		      enum kiln_reason reason, int64_t insn, const char *fmt, ...) KILN_PRINTF(7, 8);
/* Say better than the defaults, after why_set. */
void why_missing(struct kiln_why *why, const char *fmt, ...) KILN_PRINTF(2, 3);
void why_remedy(struct kiln_why *why, const char *fmt, ...) KILN_PRINTF(2, 3);

#endif
