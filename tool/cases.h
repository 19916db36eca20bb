/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cases.h - a decision diagram for people: conditions on arguments, and what becomes of the call where they hold.
 *
 * Cases are read from the first on: the first whose condition holds counts. The last has none.
 */
#ifndef TOOL_CASES_H
#define TOOL_CASES_H

#include <kiln/seccomp.h>
#include <stdbool.h>
#include <stdint.h>

enum { CASES_MAX = 64, CONDITION_MAX = 512 };

struct cases {
	struct {
		char when[CONDITION_MAX]; /* "arg0 == 5 and arg1 <= 7"; empty: otherwise */
		uint32_t result;
	} row[CASES_MAX];
	uint32_t nr;
	bool cut;			/* there are more than can be told */
	const struct kiln_policies *of; /* what they are of; all zero before the first time */
	uint32_t node;
};

/* node asks arguments only, not architecture and number. */
void cases_find(struct kiln_policies *s, uint32_t node, struct cases *out);

#endif
