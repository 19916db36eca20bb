/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trial.h - a refused program, run unproven on made-up inputs with every access checked: is the refusal about a bug?
 *
 * A trial is a packet (or what else the context holds), and what chance decides. The same trial always goes the same way: maps are
 * set to what they were when the object was loaded, and other maps emptied, before each.
 */
#ifndef TOOL_TRIAL_H
#define TOOL_TRIAL_H

#include "object.h"

enum { TRIAL_INPUT_MAX = 256 };

struct trial_input {
	uint8_t data[TRIAL_INPUT_MAX]; /* the packet, or the context's first bytes */
	uint32_t len;
	struct kiln_trial chance;
};

enum trial_verdict {
	TRIAL_RULE,	  /* wrong whatever the input: nothing was looked for */
	TRIAL_NOT_PROVEN, /* no input was found that goes wrong */
	TRIAL_BUG,
};

struct trial_found {
	enum trial_verdict verdict;
	uint64_t runs; /* that were made */
	bool packet;   /* the input is one; else it is the context */
	struct trial_input input;
	struct kiln_fault fault;
};

/* Looks at most about 200 ms for an input with which p, refused for p->why, goes wrong at the instruction that was refused. */
void trial_search(struct kiln *k, const struct object *o, const struct object_prog *p, struct trial_found *out);
/* One run. False after complaining: p cannot be run unproven. */
bool trial_once(struct kiln *k, const struct object *o, const struct object_prog *p, const struct trial_input *in,
		uint64_t *r0, struct kiln_fault *fault);

/* "0x5,0x0,0xff": seed, nulls, finds; what is left out is 0. */
bool chance_read(const char *text, struct kiln_trial *chance);

/* The verdict as lines of a message, at most two; as members of a JSON object. */
void trial_print(FILE *f, const char *object, const struct object_prog *p, const struct trial_found *t);
void trial_json(FILE *f, const char *object, const char *prog, const struct trial_found *t);

#endif
