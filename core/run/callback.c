/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * callback.c - from a helper back into the program that called it, whichever engine runs that.
 */
#include "base/vm.h"
#include "rt/body.h"
#include "rt/rt.h"
#include "run/frame.h"
#include "run/run.h"

enum { LOOK_EACH = 1024 };

/* The first look begins the time, so that most runs never ask what time it is. */
static void look(struct kiln_env *env)
{
	const struct kiln_host *h = env->k->host;
	const uint64_t now = h->clock(h->cookie, KILN_CLOCK_MONOTONIC);

	if (!env->until)
		env->until = now + env->k->max_run_ns;
	env->over = now > env->until;
}

void rt_look(struct kiln_env *env)
{
	env->spent = 0;
	if (env->k->max_run_ns)
		look(env);
}

uint64_t rt_callback(struct kiln_env *env, uint64_t fn, uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5)
{
	/* It says that it wants no further call: so whatever calls it comes to its end. */
	if (KILN_UNLIKELY(!(++env->callbacks % LOOK_EACH)) && env->k->max_run_ns)
		look(env);
	if (env->over || (env->stop && __atomic_load_n(env->stop, __ATOMIC_RELAXED)))
		return 1;
	if (env->interp)
		return interp_callback(env, (const struct prog_op *)(uintptr_t)fn, r1, r2, r3, r4, r5);
	return ((kiln_helper_fn *)(uintptr_t)fn)(r1, r2, r3, r4, r5, env);
}

static const struct kiln_prog *callback_owner(const struct kiln_env *env, uint64_t fn)
{
	const struct kiln_prog *p;

	if (env->interp)
		return env->interp->p;
	memcpy(&p, (const uint8_t *)(uintptr_t)fn - sizeof(uint64_t), sizeof(p));
	return p;
}

struct kiln_prog *rt_callback_hold(struct kiln_env *env, uint64_t fn)
{
	const struct kiln_prog *owner = callback_owner(env, fn);
	struct kiln_prog *p = (struct kiln_prog *)(uintptr_t)owner;
	uint32_t refs = __atomic_load_n(&p->refs, __ATOMIC_RELAXED);

	/* The last reference may be gone already: then p lives only as long as its readers. */
	while (refs)
		if (__atomic_compare_exchange_n(&p->refs, &refs, refs + 1, true, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return p;
	return NULL;
}

uint64_t rt_callback_later(struct kiln_env *env, const struct kiln_prog *p, uint64_t fn, uint64_t r1, uint64_t r2,
			   uint64_t r3)
{
	env->turns = p->turns;
	if (p->code.exec)
		return ((kiln_helper_fn *)(uintptr_t)fn)(r1, r2, r3, 0, 0, env);
	return interp_sub(env, p, (const struct prog_op *)(uintptr_t)fn, r1, r2, r3, 0, 0);
}
