/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * frame.h - the interpreter's stack: one frame for each function under way, in the event's memory, growing upwards.
 *
 * A frame is this head and then the function's own bytes, of which r10 holds the end.
 */
#ifndef KILN_RUN_FRAME_H
#define KILN_RUN_FRAME_H

#include "prog/prog.h"

struct interp_frame {
	struct interp_frame *up;    /* the frame below in memory: the caller's, or what a callback interrupts */
	const struct kiln_prog *p;  /* whose operations run in this frame; a tail call changes it */
	const struct prog_op *back; /* where the caller goes on; NULL: the caller is C */
	uint64_t saved[4];	    /* the caller's r6 to r9 */
	uint16_t depth;		    /* of the function's bytes, a multiple of 8 */
	bool led;		    /* a tail call led here: p begins in this frame */
};

_Static_assert(sizeof(struct interp_frame) <= 64, "KILN_STACK_LEN counts on heads of 64 bytes");

/* What r10 holds in the function of a frame: the end of its bytes. */
static inline uint64_t frame_pointer(const struct interp_frame *f)
{
	return (uint64_t)(uintptr_t)(f + 1) + f->depth;
}

/*
 * A frame on top, for a function with depth bytes. The caller fills in back and saved. NULL where there is no room: proven code
 * never sees that, unless through events that nest in it.
 */
static inline struct interp_frame *frame_push(struct kiln_env *env, const struct kiln_prog *p, uint32_t depth)
{
	struct interp_frame *f = (struct interp_frame *)(void *)((uint8_t *)env->stack + env->stack_used);
	uint32_t room = KILN_STACK_LEN - env->stack_used;

	if (KILN_UNLIKELY(room < sizeof(*f) || room - sizeof(*f) < depth))
		return NULL;
	env->stack_used += (uint32_t)sizeof(*f) + depth;
	f->up = env->interp;
	f->p = p;
	f->depth = (uint16_t)depth;
	f->led = false;
	env->interp = f;
	return f;
}

/* Makes the innermost frame that of another program, called in place of the one that runs. */
static inline bool frame_replace(struct kiln_env *env, struct interp_frame *f, const struct kiln_prog *p,
				 uint32_t depth)
{
	uint32_t room = KILN_STACK_LEN - env->stack_used + f->depth;

	if (KILN_UNLIKELY(depth > room))
		return false;
	env->stack_used += depth - f->depth;
	f->p = p;
	f->depth = (uint16_t)depth;
	f->led = true;
	return true;
}

static inline void frame_pop(struct kiln_env *env, struct interp_frame *f)
{
	env->interp = f->up;
	env->stack_used -= (uint32_t)sizeof(*f) + f->depth;
}

#endif
