/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * callback.c - from a helper back into the program that called it, whichever engine runs that.
 */
#include "rt/rt.h"
#include "run/run.h"

uint64_t rt_callback(struct kiln_env *env, uint64_t fn, uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5)
{
	if (env->interp)
		return interp_callback(env, (const struct prog_op *)(uintptr_t)fn, r1, r2, r3, r4, r5);
	return ((kiln_helper_fn *)(uintptr_t)fn)(r1, r2, r3, r4, r5, env);
}
