/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * x64.h - how a program's machine lies on x86-64: registers, frames, the calling convention as a row.
 *
 * Registers    r0 to r9 each have one register for the whole run, chosen so that the arguments of a helper call are where
 *              the convention wants them and r6 to r9 survive calls. r10 has none: it is rsp + frame.
 * Frame        return address, saved registers, then `frame` bytes at rsp: [room for callees' arguments][stack].
 *              rsp does not move inside a function, so that no frame pointer is needed.
 */
#ifndef KILN_JIT_X64_X64_H
#define KILN_JIT_X64_X64_H

#include "jit/x64/enc.h"

/* A calling convention. */
struct x64_abi {
	uint8_t reg[KILN_NR_REGS + 1]; /* the last is JIT_NUMBER's */
	uint8_t env;		       /* holds env for the whole run */
	uint8_t tmp, tmp2, tmp3;       /* free between operations; tmp3 may be one that must be saved */
	uint8_t arg[3];		       /* entry.run's: ctx, env, prog */
	uint8_t spare;		       /* free where a function begins and ends: neither result nor entry.run's */
	uint8_t env_arg;	       /* where helpers expect env: their sixth argument; X64_NONE: on the stack */
	uint8_t call_room;	       /* bytes at rsp that a callee owns or takes its last arguments from */
	uint8_t stack_args;	       /* where r5 and env go on the stack, from rsp at the call; 0: nowhere */
	uint32_t saved;		       /* registers that a function gives back as they were */
};

static inline const struct x64_abi *x64_abi(const struct jit *j)
{
	return j->target->abi;
}

static inline uint8_t x64_reg(const struct jit *j, unsigned r)
{
	return x64_abi(j)->reg[r];
}

static inline const struct jit_func *x64_func(const struct jit *j)
{
	return &j->funcs[j->sub];
}

/* The register that holds r's value: r10 is computed into tmp. */
uint8_t x64_use(struct jit *j, unsigned r, uint8_t tmp);
/* A memory operand from an operation's base, index, shift and off. */
struct x64_rm x64_address(const struct jit *j, const struct jit_op *o);

/* What comes behind the block under way: an operation, or the function's exit. */
uint32_t x64_next_block(const struct jit *j);
/* The end of a block: jumps to a label where the condition holds, else goes on with the next operation. */
void x64_branch(struct jit *j, enum x64_cc cc, uint32_t label);
/* The end of a block: goes on with the next operation, wherever that is. */
void x64_go_on(struct jit *j);
void x64_jump(struct jit *j, uint32_t label);
void x64_jump_if(struct jit *j, enum x64_cc cc, uint32_t label);
uint8_t x64_fix_len(const struct jit_fix *f, bool small, bool far);
void x64_fix_write(uint8_t *to, const struct jit_fix *f, int64_t v);

typedef void x64_emit_fn(struct jit *j, const struct jit_op *o);

/* How an operation is made: the function, and what it is told. */
struct x64_form {
	x64_emit_fn *emit;
	uint8_t in; /* enum x64_insn, or enum x64_cc */
	uint8_t width;
};
extern const struct x64_form x64_forms[JIT_NR];
static inline const struct x64_form *x64_form(const struct jit_op *o)
{
	return &x64_forms[o->op];
}

/* alu.c */
x64_emit_fn x64_alu_imm_op, x64_alu_reg_op, x64_mul_imm_op, x64_mul_reg_op, x64_shift_imm_op, x64_shift_reg_op,
	x64_neg_op, x64_mov_imm_op, x64_mov_reg_op, x64_extend_op, x64_swap_op, x64_cut_op, x64_lea_op, x64_rol_op,
	x64_nothing_op;
/* div.c: in is 1 for the remainder, 2 for signed */
x64_emit_fn x64_div_reg_op, x64_div_imm_op;
enum { X64_MOD = 1, X64_SIGNED = 2 };
/* mem.c */
x64_emit_fn x64_load_op, x64_store_reg_op, x64_store_imm_op, x64_atomic_op, x64_xadd_op, x64_xchg_op, x64_cmpxchg_op,
	x64_fetch_op, x64_packet_op;
/* flow.c */
x64_emit_fn x64_jmp_op, x64_jmp_imm_op, x64_jmp_reg_op, x64_may_goto_op, x64_exit_op, x64_trap_op, x64_call_op,
	x64_call_sub_op, x64_tail_call_op, x64_func_op, x64_lookup_op, x64_lookup_at_op, x64_cpu_id_op, x64_peek_op,
	x64_borrow_op;
/* Before a jump with JIT_FUEL. */
void x64_take_fuel(struct jit *j);
void x64_plan(struct jit *j);
void x64_prologue(struct jit *j);
void x64_function_end(struct jit *j);
/* Whether the interpreter's body runs it: where there is no other, or where a test wants that. */
bool x64_borrows_by_choice(const struct jit_op *o);
static inline bool x64_borrows(const struct jit *j, const struct jit_op *o)
{
	return !x64_form(o)->emit || (j->opts.borrow && x64_borrows_by_choice(o));
}
static inline void x64_plain_op(struct jit *j, const struct jit_op *o)
{
	if (x64_borrows(j, o))
		x64_borrow_op(j, o);
	else
		x64_form(o)->emit(j, o);
}

/* harden.c: j->unsure is X64_UNSURE at a block's beginning */
enum { X64_GUESSED = 1, X64_STORED = 2, X64_UNSURE = X64_GUESSED | X64_STORED };
x64_emit_fn x64_hardened_op;
/* Hardened code waits here until all before is decided; other code does not. */
void x64_wait(struct jit *j);
/* A jump to where the memory says, which hardened code does not let the CPU guess. tmp is free. */
void x64_jump_through(struct jit *j, struct x64_rm at, uint8_t tmp);

#endif
