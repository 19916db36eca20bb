/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * checked.h - what a run of unproven code may touch, shared by checked.c (accesses) and checked_call.c (helpers).
 */
#ifndef KILN_RUN_CHECKED_H
#define KILN_RUN_CHECKED_H

#include "run/frame.h"
#include "run/run.h"

/* Memory that a helper or the context has shown to the program. */
struct checked_region {
	uint64_t at;
	uint32_t len;
	bool record; /* reserved, and to be given back */
};

enum { CHECKED_REGIONS = 32, CHECKED_MAPS = 8 };

struct checked {
	const struct kiln_prog *p;
	uint64_t ctx, mem_len; /* the context; plain memory of mem_len bytes, or what the kind says */
	uint64_t budget;       /* operations that may still run */
	uint64_t sink;	       /* where a wrong access goes */
	bool bad;
	struct checked_region region[CHECKED_REGIONS];
	uint32_t nr_regions;
	const struct kiln_map *inner[CHECKED_MAPS]; /* maps that were looked up */
	uint32_t nr_inner;
	struct kiln_trial trial;
	uint32_t nr_nulls, nr_finds; /* how often trial.nulls and trial.finds were asked */
};

void checked_fault(struct kiln_env *env, struct checked *c, int64_t insn, enum kiln_fault_kind kind, const char *what,
		   uint64_t addr);
/* May [at, at + len) be touched? The context is no such memory, unless it is plain. */
bool checked_reaches(const struct kiln_env *env, const struct checked *c, uint64_t at, uint64_t len);
/* False: there are too many, and the run must end. */
bool checked_show(struct checked *c, uint64_t at, uint32_t len, bool record);

/* Calls the helper of the operation at insn, after its arguments have been checked. False after a fault. */
bool checked_call(struct kiln_env *env, struct checked *c, int64_t insn, kiln_helper_fn *fn, uint64_t *r);
/* Gives back the records that are still reserved. */
void checked_end(struct kiln_env *env, struct checked *c);

#endif
