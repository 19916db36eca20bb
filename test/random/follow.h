/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * follow.h - follows a program that the verifier has accepted, and calls out where it was wrong.
 *
 * Overview	the interpreter's own loop, with other macros: before each access the address is looked for in what the program
 *		may touch; after each operation the register it wrote is held against the bounds that were claimed; at each
 *		decided jump the condition is evaluated; code that was called dead must not be reached.
 * Not followed	what a callback does (the interpreter's plain loop runs it), and what lies behind a tail call.
 * Threads	one at a time: what is followed stands in static variables.
 */
#ifndef TEST_RANDOM_FOLLOW_H
#define TEST_RANDOM_FOLLOW_H

#include <kiln/kiln.h>

#include "prog/prog.h"

struct follow {
	const struct kiln_prog *p; /* interpreted */
	struct {
		uint64_t from, len;
		bool writable;
	} region[8]; /* what may be touched besides stack, maps, packet and what calls return */
	uint32_t nr_regions;
	const struct kiln_packet *packet; /* its bytes, wherever helpers move them; NULL: none */
	uint64_t budget;		  /* operations until it is said not to end */
	/* the result */
	bool bad;
	char what[256];
};

/* False: the program calls a helper whose result is memory that is not known here, or reads packets the classic way. */
bool follow_can(const struct kiln_prog *p);
/* False: what was wrong stands in f->what. *r0 is the program's result. env need not be entered. */
bool follow_run(struct follow *f, struct kiln_env *env, uint64_t r1, uint64_t r2, uint64_t *r0);

#endif
