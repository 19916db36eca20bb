/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * interp.c - runs proven operations one by one: the meaning of the machine, which every native back end must equal.
 *
 * Overview     loop.inc is the loop, body.h what each row of insn.tbl does. Nothing is checked here: the verifier has.
 * Invariant    env->interp and env->stack_used are after a run what they were before it.
 * Cost         about two nanoseconds an operation. Memory: the event's stack; about 200 bytes of the C stack for each nested
 *              run or callback. Threads: one an event.
 * See          checked.c for unproven code; docs/why/interpreter.md for what was tried.
 */
#include "run/run.h"

#include "rt/map.h"
#include "rt/rt.h"
#include "run/body.h"
#include "run/frame.h"

/* The bytes [at, at+len) of the packet whose struct kiln_packet is r6, or NULL. */
static const uint8_t *packet_bytes(uint64_t r6, uint32_t at, uint32_t len)
{
	const struct kiln_packet *packet = (const struct kiln_packet *)(uintptr_t)r6;
	size_t all = (size_t)(packet->data_end - packet->data);

	return at <= all && len <= all - at ? packet->data + at : NULL;
}

/* The program in a slot of a program array, if it may still be called. */
static const struct kiln_prog *tail_target(uint64_t r2, uint32_t index, const struct kiln_env *env)
{
	const struct kiln_map *map = (const struct kiln_map *)(uintptr_t)r2;
	struct kiln_prog *const *slots = (struct kiln_prog *const *)(const void *)map->direct.base;

	if (index >= map->direct.nr || env->tail_left <= 0)
		return NULL;
	return __atomic_load_n(&slots[index], __ATOMIC_ACQUIRE);
}

#define R(n)			    r[n]
#define MEM(reg, len, align, write) ((void *)(uintptr_t)(R(reg) + (uint64_t)(int64_t)op->off))
#define STATE()			    (void)0
#define STEP()			    (void)0
#define DEPTH(n)		    (n)
#define ENTER(f)		    (void)0
#define CALL_CHECK()		    (void)0
#define HOST_CHECK()		    (void)0
#define HELPER_CALL()		    (r[0] = op->fn(r[1], r[2], r[3], r[4], r[5], env))
#define FAULT(text)		    goto fault
#define LOOP_NAME		    loop
#include "run/loop.inc"

uint64_t interp_run(void *ctx, struct kiln_env *env, const struct kiln_prog *p)
{
	uint64_t r[KILN_NR_REGS];

	r[1] = (uint64_t)(uintptr_t)ctx;
	r[2] = p->mem_len;
	env->fuel = p->fuel;
	env->turns = p->turns;
	return loop(p, p->ops, p->subs[0].stack_depth, env, r);
}

uint64_t interp_sub(struct kiln_env *env, const struct kiln_prog *p, const struct prog_op *op, uint64_t r1, uint64_t r2,
		    uint64_t r3, uint64_t r4, uint64_t r5)
{
	uint32_t sub = prog_sub_of(p, (uint32_t)(op - p->ops));
	uint64_t r[KILN_NR_REGS] = { [1] = r1, r2, r3, r4, r5 };

	return loop(p, op, p->subs[sub].stack_depth, env, r);
}

uint64_t interp_callback(struct kiln_env *env, const struct prog_op *op, uint64_t r1, uint64_t r2, uint64_t r3,
			 uint64_t r4, uint64_t r5)
{
	return interp_sub(env, env->interp->p, op, r1, r2, r3, r4, r5);
}
