/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * one.c - single operations of the interpreter, for native code that has no form of its own for them.
 *
 * Cost         a call and a switch. Memory: none. Threads: none to guard, unless the operation's own memory.
 */
#include "run/run.h"

#include "run/body.h"

#define R(n)			    regs[n]
#define MEM(reg, len, align, write) ((void *)(uintptr_t)(R(reg) + (uint64_t)(int64_t)op->off))

/* Rows that do more than change registers and memory have no body here, and native code never asks for them. */
#define BODY_NONE(width, body)	    (void)0
#define BODY_JMP_IMM(width, body)   (void)0
#define BODY_JMP_REG(width, body)   (void)0
#define BODY_GOTO(width, body)	    (void)0
#define BODY_GOTOL(width, body)	    (void)0
#define BODY_MAY_GOTO(width, body)  (void)0
#define BODY_CALL(width, body)	    (void)0
#define BODY_KFUNC(width, body)	    (void)0
#define BODY_CALLX(width, body)	    (void)0
#define BODY_CAST(width, body)	    (void)0
#define BODY_LDABS(width, body)	    (void)0
#define BODY_LDIND(width, body)	    (void)0

void interp_one(const struct prog_op *op, uint64_t *regs)
{
	switch (op->op) {
#define INSN(name, code, form, sel, width, group, text, body) \
	case OP_##name:                                       \
		BODY_##form(width, body);                     \
		break;
#include "isa/insn.tbl"
#undef INSN
	}
}

#define COND_NONE(width, body)	    (void)0
#define COND_ALU_IMM(width, body)   (void)0
#define COND_ALU_REG(width, body)   (void)0
#define COND_ALU_ONE(width, body)   (void)0
#define COND_ALU_END(width, body)   (void)0
#define COND_CAST(width, body)	    (void)0
#define COND_LOAD(width, body)	    (void)0
#define COND_STORE_REG(width, body) (void)0
#define COND_STORE_IMM(width, body) (void)0
#define COND_ATOMIC(width, body)    (void)0
#define COND_LOAD_ACQ(width, body)  (void)0
#define COND_STORE_REL(width, body) (void)0
#define COND_GOTO(width, body)	    (taken = true)
#define COND_GOTOL(width, body)	    (taken = true)
#define COND_MAY_GOTO(width, body)  (void)0
#define COND_CALL(width, body)	    (void)0
#define COND_KFUNC(width, body)	    (void)0
#define COND_CALLX(width, body)	    (void)0
#define COND_WIDE(width, body)	    (void)0
#define COND_LDABS(width, body)	    (void)0
#define COND_LDIND(width, body)	    (void)0

bool interp_cond(const struct prog_op *op, const uint64_t *regs)
{
	bool taken = false;

	switch (op->op) {
#define INSN(name, code, form, sel, width, group, text, body) \
	case OP_##name:                                       \
		COND_##form(width, body);                     \
		break;
#include "isa/insn.tbl"
#undef INSN
	}
	return taken;
}
