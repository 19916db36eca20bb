/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * x64.c - the x86-64 target: its registers, its table of operations, its pass.
 *
 * Overview     form.tbl says for each operation which function makes it, with which instruction or condition and width.
 * Invariant    an operation without a row runs the interpreter's body, so that a new row of insn.tbl works at once.
 */
#include "jit/x64/x64.h"

/* System V: six arguments in registers, so that a helper call moves nothing but env. */
static const struct x64_abi sysv = {
	.reg = { RAX, RDI, RSI, RDX, RCX, R8, RBX, RBP, R14, R15, X64_NONE, R13 },
	.env = R12,
	.tmp = R11,
	.tmp2 = R10,
	.tmp3 = R9,
	.arg = { RDI, RSI, RDX },
	.spare = RCX,
	.env_arg = R9,
	.saved = 1u << RBX | 1u << RBP | 1u << R12 | 1u << R13 | 1u << R14 | 1u << R15,
};

/* Windows: four arguments in registers, above 32 bytes for the callee; the others on the stack, so r5 may live anywhere. */
static const struct x64_abi win64 = {
	.reg = { RAX, RCX, RDX, R8, R9, RSI, RBX, RBP, RDI, R14, X64_NONE, R13 },
	.env = R12,
	.tmp = R11,
	.tmp2 = R10,
	.tmp3 = R15,
	.arg = { RCX, RDX, R8 },
	.spare = R11,
	.env_arg = X64_NONE,
	.call_room = 48,
	.stack_args = 32,
	.saved = 1u << RBX | 1u << RBP | 1u << RDI | 1u << RSI | 1u << R12 | 1u << R13 | 1u << R14 | 1u << R15,
};

const struct x64_form x64_forms[JIT_NR] = {
#include "jit/x64/form.tbl"
};

uint8_t x64_use(struct jit *j, unsigned r, uint8_t tmp)
{
	if (r != 10)
		return x64_reg(j, r);
	x64_op(&j->out, X64_LEA, 64, tmp, x64_m(RSP, (int32_t)x64_func(j)->frame), 0);
	return tmp;
}

struct x64_rm x64_address(const struct jit *j, const struct jit_op *o)
{
	struct x64_rm rm = { .reg = X64_NONE, .base = X64_NONE, .index = X64_NONE, .shift = o->shift, .disp = o->off };

	if (o->base == 10) {
		rm.base = RSP;
		rm.disp += (int32_t)x64_func(j)->frame;
	} else if (o->base != JIT_NO_REG) {
		rm.base = x64_reg(j, o->base);
	}
	if (o->index != JIT_NO_REG)
		rm.index = x64_reg(j, o->index);
	return rm;
}

static void emit_op(struct jit *j, bool last)
{
	struct jit_op *o = &j->ops[j->pc];
	uint32_t at = j->out.len, fixes = j->nr_fixes;

	jit_room(j);
	jit_label_here(j, j->pc);
	if (o->flags & JIT_FUEL)
		x64_take_fuel(j);
	if (j->opts.hardened)
		x64_hardened_op(j, o);
	else
		x64_plain_op(j, o);
	if (last && (o->flags & (JIT_FALLS | JIT_JUMPS)) == JIT_FALLS)
		x64_go_on(j);
	if (j->out.len != at)
		return;
	if (j->nr_fixes == fixes)
		o->flags |= JIT_EMPTY;
	else if (j->nr_fixes == fixes + 1 && j->fix[fixes].kind == JIT_FIX_JUMP)
		o->flags |= JIT_LONE;
}

static void emit_function(struct jit *j)
{
	const struct jit_func *f = x64_func(j);
	bool packet = j->packet && !j->sub;

	jit_room(j);
	jit_label_here(j, jit_label_entry(j, j->sub));
	if (packet) /* their loads come first; behind them begins entry.packet, with its own prologue */
		for (j->pc = 0; j->pc < JIT_PACKET_LOADS; j->pc++)
			emit_op(j, false);
	if (packet)
		jit_label_here(j, jit_label_packet(j));
	x64_prologue(j);
	for (j->block = f->first_block; j->block < f->first_block + f->nr_blocks; j->block++) {
		const struct jit_block *b = &j->blocks[j->order[j->block]];

		j->unsure = X64_UNSURE;
		for (j->pc = packet && !b->first ? JIT_PACKET_LOADS : b->first; j->pc < b->last; j->pc++)
			emit_op(j, false);
		emit_op(j, true);
	}
	jit_room(j);
	x64_function_end(j);
}

static void emit(struct jit *j)
{
	for (j->sub = 0; j->sub < j->p->nr_subs; j->sub++)
		emit_function(j);
	jit_room(j);
	jit_label_here(j, j->nr);
}

const struct jit_target jit_x64 = {
	.name = "x64",
	.abi = &sysv,
	.plan = x64_plan,
	.emit = emit,
	.fix_len = x64_fix_len,
	.fix_write = x64_fix_write,
};
const struct jit_target jit_x64_win = {
	.name = "x64-win",
	.abi = &win64,
	.plan = x64_plan,
	.emit = emit,
	.fix_len = x64_fix_len,
	.fix_write = x64_fix_write,
};
