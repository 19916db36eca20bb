/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * body.h - the bodies that helper.tbl and kfunc.tbl name, and what they share. Those of maps are told by rt/calls.h once more.
 *
 * Arguments come as 64-bit registers: a body takes the bits that its Linux twin's C type takes, and answers as that does.
 */
#ifndef KILN_RT_BODY_H
#define KILN_RT_BODY_H

#include "base/vm.h"

#define HELPER(number, word, groups, result, args, effects, body, ...) kiln_helper_fn body;
#define HELPER_LOWERED(...)
#define HELPER_CHECKED(...)
#include "rt/helper.tbl"
#undef HELPER
#undef HELPER_LOWERED
#undef HELPER_CHECKED
#define KFUNC(number, word, groups, result, args, effects, body, ...) kiln_helper_fn body;
#define KFUNC_CHECKED(...)
#include "rt/kfunc.tbl"
#undef KFUNC
#undef KFUNC_CHECKED

/* The head of a body: most need but a few of the registers. */
#define UNUSED __attribute__((unused))
#define BODY(name)                                                                                    \
	uint64_t name(UNUSED uint64_t r1, UNUSED uint64_t r2, UNUSED uint64_t r3, UNUSED uint64_t r4, \
		      UNUSED uint64_t r5, UNUSED struct kiln_env *env)

/* What a helper answers for an error. */
static inline uint64_t rt_err(enum kiln_err err)
{
	return 0 - (uint64_t)err;
}

static inline void *rt_ptr(uint64_t r)
{
	return (void *)(uintptr_t)r;
}

/* The clock is looked at: run/callback.c. */
void rt_look(struct kiln_env *env);

/*
 * A helper is to move len bytes. True: the run has taken longer than it may, and the helper fails instead; so what is left of the run costs its
 * instructions and little else.
 */
static inline bool rt_over(struct kiln_env *env, size_t len)
{
	enum { CALL = 64, LOOK_EACH = 1 << 20 };

	env->spent += len + CALL;
	if (KILN_UNLIKELY(env->spent >= LOOK_EACH))
		rt_look(env);
	return KILN_UNLIKELY(env->over);
}

/* ... and to is filled with zeros, where nothing else may be in it yet: that is the stack's alone. */
static inline bool rt_over_out(struct kiln_env *env, void *to, size_t len)
{
	enum { FRAME = 512 };

	if (!rt_over(env, len))
		return false;
	if (len <= FRAME)
		memset(to, 0, len);
	return true;
}

/* Copies len bytes from addr, which may be wrong: then dst is zeros. */
enum kiln_err rt_peek(struct kiln_env *env, void *dst, size_t len, uint64_t addr, bool user);
/* Copies a string of at most cap bytes with its zero, which is always there. Its length with the zero, or -errno and zeros. */
int64_t rt_peek_str(struct kiln_env *env, char *dst, size_t cap, uint64_t addr, bool user);

/* A number for the flow that a packet belongs to, the same in both directions. Never 0. */
uint32_t flow_hash(const struct kiln_packet *p);

#endif
