/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * run.h - the interpreter: the meaning of the machine.
 */
#ifndef KILN_RUN_RUN_H
#define KILN_RUN_RUN_H

#include "prog/prog.h"

/* p->entry.run of interpreted programs. */
uint64_t interp_run(void *ctx, struct kiln_env *env, const struct kiln_prog *p);

/* p->entry.run of unproven programs (KILN_ENGINE_CHECKED): every access is checked against the stack and ctx's memory. */
uint64_t interp_run_checked(void *ctx, struct kiln_env *env, const struct kiln_prog *p);

/* Calls a callback of the interpreted program that env->interp runs. op is what LD64_FUNC put in a register. */
uint64_t interp_callback(struct kiln_env *env, const struct prog_op *op, uint64_t r1, uint64_t r2, uint64_t r3,
			 uint64_t r4, uint64_t r5);

/* The same for any interpreted program, whether env runs it or not. */
uint64_t interp_sub(struct kiln_env *env, const struct kiln_prog *p, const struct prog_op *op, uint64_t r1, uint64_t r2,
		    uint64_t r3, uint64_t r4, uint64_t r5);
/* The body of one straight-line operation, on regs[0..10]: what native code calls where it has no form of its own. */
void interp_one(const struct prog_op *op, uint64_t *regs);
/* Whether one jump is taken. */
bool interp_cond(const struct prog_op *op, const uint64_t *regs);

#endif
