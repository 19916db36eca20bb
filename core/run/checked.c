/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * checked.c - runs operations that nobody has proven: every access is checked first, and every operation counted.
 *
 * Overview     the loop of interp.c with other macros. What may be touched: the stack of the functions under way and the memory
 *              that r1 points to at the start. A wrong access, a helper call, too deep a call or too long a run ends it, and
 *              env->fault says why. An access that fails goes to a few bytes of its own; the next step then ends the run.
 * Invariant    the heads of frames lie between the stacks of functions, and are never reachable. Stacks begin as zeros, so that
 *              equal runs give equal results.
 * Cost         some nanoseconds an operation; for trying things out. Memory, Threads: as interp.c.
 */
#include "run/run.h"

#include "run/body.h"
#include "run/frame.h"

enum { CHECKED_BUDGET = 100000000 };

struct checked {
	uint64_t mem, mem_len; /* what may be touched besides the stack */
	uint64_t budget;       /* operations that may still run */
	uint64_t sink;	       /* where a wrong access goes */
	bool bad;
};

static void checked_fault(struct kiln_env *env, struct checked *c, int64_t insn, const char *what, uint64_t addr)
{
	c->bad = true;
	env->fault = (struct kiln_fault){ .what = what, .addr = addr, .insn = (uint32_t)insn };
}

static bool inside(uint64_t at, uint32_t len, uint64_t from, uint64_t room)
{
	return at - from <= room && len <= room - (at - from);
}

static bool checked_reaches(const struct kiln_env *env, const struct checked *c, uint64_t at, uint32_t len)
{
	const struct interp_frame *f = env->interp;

	while (!inside(at, len, (uint64_t)(uintptr_t)(f + 1), f->depth)) {
		if (!f->back) /* the first function of this run */
			return inside(at, len, c->mem, c->mem_len);
		f = f->up;
	}
	return true;
}

static void *checked_at(struct kiln_env *env, struct checked *c, int64_t insn, uint64_t at, uint32_t len,
			uint32_t align, bool write)
{
	if (!checked_reaches(env, c, at, len))
		checked_fault(
			env, c, insn,
			write ? "write outside the stack and the memory" : "read outside the stack and the memory", at);
	else if (at % align)
		checked_fault(env, c, insn, "atomic access that is not aligned to its size", at);
	else
		return (void *)(uintptr_t)at;
	c->sink = 0;
	return &c->sink;
}

static bool checked_depth(const struct kiln_env *env)
{
	const struct interp_frame *f = env->interp;
	uint32_t nr = 1;

	for (; f->back; f = f->up)
		nr++;
	return nr < KILN_MAX_FRAMES;
}

/* What interp.c does in these places is not for unproven code. */
static const uint8_t *packet_bytes(uint64_t r6, uint32_t at, uint32_t len)
{
	(void)r6, (void)at, (void)len;
	return NULL;
}

static const struct kiln_prog *tail_target(uint64_t r2, uint32_t index, const struct kiln_env *env)
{
	(void)r2, (void)index, (void)env;
	return NULL;
}

#define R(n)	 r[n]
#define STATE()	 struct checked c = { .mem = r[1], .mem_len = r[2], .budget = CHECKED_BUDGET }
#define DEPTH(n) ((void)(n), KILN_FRAME_SIZE)
#define ENTER(f) memset((f) + 1, 0, (f)->depth)
#define MEM(reg, len, align, write) \
	checked_at(env, &c, op - ops, R(reg) + (uint64_t)(int64_t)op->off, (uint32_t)(len), (uint32_t)(align), write)
#define FAULT(text)                                        \
	do {                                               \
		checked_fault(env, &c, op - ops, text, 0); \
		goto fault;                                \
	} while (0)
#define STEP()                                                     \
	do {                                                       \
		if (KILN_UNLIKELY(c.bad))                          \
			goto fault;                                \
		if (KILN_UNLIKELY(!c.budget--))                    \
			FAULT("more than 100 million operations"); \
	} while (0)
#define CALL_CHECK()                                           \
	do {                                                   \
		if (!checked_depth(env))                       \
			FAULT("call deeper than 8 functions"); \
	} while (0)
#define HOST_CHECK() FAULT("call or packet load, which only proven code may do")
#define LOOP_NAME    checked_loop
#include "run/loop.inc"

uint64_t interp_run_checked(void *ctx, struct kiln_env *env, const struct kiln_prog *p)
{
	uint64_t r[KILN_NR_REGS] = { [1] = (uint64_t)(uintptr_t)ctx, p->mem_len };

	env->fault = (struct kiln_fault){ 0 };
	return checked_loop(p, p->ops, 0, env, r);
}
