/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ops.c - what an operation reads, writes and where it goes, for the passes.
 *
 * Overview     one row a form of insn.tbl; the few operations of a form that differ are told by their number.
 * Invariant    a set may name too much of what is read, never too little; of what is written only what always is.
 */
#include "jit/target.h"

enum { CALLER_SAVED = 0x3f, ARGUMENTS = 0x3e };

static uint16_t address_regs(const struct jit_op *o)
{
	return jit_bit(o->base) | jit_bit(o->index);
}

/* Moves do not read what they write. */
static bool is_move(uint16_t op)
{
	return op == OP_MOV64_IMM || op == OP_MOV64_REG || op == OP_MOV32_IMM || op == OP_MOV32_REG ||
	       op == OP_MOVSX64_8 || op == OP_MOVSX64_16 || op == OP_MOVSX64_32 || op == OP_MOVSX32_8 ||
	       op == OP_MOVSX32_16;
}

static bool is_cmpxchg(uint16_t op)
{
	return op == OP_CMPXCHG32 || op == OP_CMPXCHG64;
}

/* The atomic operations that give the old value to src. */
static bool is_fetch(uint16_t op)
{
	return op == OP_FETCH32_ADD || op == OP_FETCH32_OR || op == OP_FETCH32_AND || op == OP_FETCH32_XOR ||
	       op == OP_FETCH64_ADD || op == OP_FETCH64_OR || op == OP_FETCH64_AND || op == OP_FETCH64_XOR ||
	       op == OP_XCHG32 || op == OP_XCHG64;
}

/* A choice keeps what its register holds where the condition is true. */
static uint16_t choice_regs(const struct jit_op *o)
{
	return o->flags & JIT_CHOICE ? address_regs(o) : 0;
}

static uint16_t own_reads(const struct jit_op *o)
{
	switch (o->op) {
	case JIT_ROL32:
	case JIT_ROL64:
	case JIT_ZX8:
	case JIT_ZX16:
		return jit_bit(o->src);
	case JIT_LEA32:
	case JIT_LEA64:
	case JIT_LOOKUP:
		return address_regs(o);
	case OP_TAIL_CALL:
		return jit_bit(1) | (o->map ? 0 : jit_bit(2)) | (o->flags & JIT_KEY ? 0 : jit_bit(3));
	default:
		return 0;
	}
}

uint16_t jit_reads(const struct jit_op *o)
{
	if (o->op >= OP_NR_INSNS)
		return own_reads(o);
	switch (insn_rows[o->op].form) {
	case FORM_NONE:
		return jit_bit(0);
	case FORM_ALU_IMM:
		return is_move(o->op) ? 0 : jit_bit(o->dst);
	case FORM_ALU_REG:
		return jit_bit(o->src) | (is_move(o->op) ? 0 : jit_bit(o->dst));
	case FORM_ALU_ONE:
	case FORM_ALU_END:
		return jit_bit(o->dst);
	case FORM_JMP_IMM:
		return jit_bit(o->dst) | choice_regs(o);
	case FORM_JMP_REG:
		return jit_bit(o->dst) | jit_bit(o->src) | choice_regs(o);
	case FORM_CAST:
		return jit_bit(o->src);
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
	case FORM_STORE_IMM:
		return address_regs(o);
	case FORM_STORE_REG:
	case FORM_STORE_REL:
	case FORM_ATOMIC:
		return address_regs(o) | jit_bit(o->src) | (is_cmpxchg(o->op) ? jit_bit(0) : 0);
	case FORM_CALL:
	case FORM_KFUNC:
		return ARGUMENTS;
	case FORM_CALLX:
		return ARGUMENTS | jit_bit(o->dst);
	case FORM_LDABS:
		return jit_bit(6);
	case FORM_LDIND:
		return jit_bit(6) | jit_bit(o->src);
	default:
		return 0;
	}
}

static uint16_t own_writes(const struct jit_op *o)
{
	switch (o->op) {
	case JIT_ROL32:
	case JIT_ROL64:
	case JIT_ZX8:
	case JIT_ZX16:
	case JIT_LEA32:
	case JIT_LEA64:
		return jit_bit(o->dst);
	case JIT_LOOKUP:
	case JIT_LOOKUP_AT:
	case JIT_CPU_ID:
	case OP_TAIL_CALL:
		return CALLER_SAVED;
	default:
		return 0;
	}
}

uint16_t jit_writes(const struct jit_op *o)
{
	if (o->op >= OP_NR_INSNS)
		return own_writes(o);
	switch (insn_rows[o->op].form) {
	case FORM_ALU_IMM:
	case FORM_ALU_REG:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
	case FORM_CAST:
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
	case FORM_WIDE:
		return jit_bit(o->dst);
	case FORM_JMP_IMM:
	case FORM_JMP_REG:
		return o->flags & JIT_CHOICE ? jit_bit(o->base) : 0;
	case FORM_ATOMIC:
		return is_cmpxchg(o->op) ? jit_bit(0) : is_fetch(o->op) ? jit_bit(o->src) : 0;
	case FORM_CALL:
	case FORM_KFUNC:
	case FORM_CALLX:
	case FORM_LDABS:
	case FORM_LDIND:
		return CALLER_SAVED;
	default:
		return 0;
	}
}

bool jit_falls_through(const struct jit_op *o)
{
	return o->op != OP_EXIT && o->op != OP_TRAP && o->op != JIT_JUMP;
}

bool jit_jumps(const struct jit_op *o)
{
	if (o->flags & JIT_CHOICE)
		return false;
	return o->op == JIT_JUMP || o->op == OP_MAY_GOTO ||
	       (o->op < OP_NR_INSNS &&
		(insn_rows[o->op].form == FORM_JMP_IMM || insn_rows[o->op].form == FORM_JMP_REG));
}

bool jit_is_pure(const struct jit_op *o)
{
	if (o->op >= OP_NR_INSNS)
		return o->op >= JIT_LEA32 && o->op <= JIT_ZX16;
	switch (insn_rows[o->op].form) {
	case FORM_ALU_IMM:
	case FORM_ALU_REG:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
	case FORM_LOAD:
	case FORM_WIDE:
		return true;
	default:
		return false;
	}
}
