/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * mem.c - loads, stores, atomic operations, and the loads from a packet.
 *
 * Overview     bounds are proven: an access is one instruction, except for the packet group, which checks by its meaning.
 * Threads      x86-64 keeps loads in order with loads and stores with stores: acquire and release are plain moves.
 */
#include "jit/x64/x64.h"

void x64_load_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);

	x64_op(&j->out, f->in, f->width, x64_reg(j, o->dst), x64_address(j, o), 0);
}

void x64_store_reg_op(struct jit *j, const struct jit_op *o)
{
	x64_op(&j->out, X64_MOV, x64_form(o)->width, x64_use(j, o->src, x64_abi(j)->tmp), x64_address(j, o), 0);
}

void x64_store_imm_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);

	x64_op(&j->out, f->in, f->width, 0, x64_address(j, o), (int32_t)o->imm);
}

/* The old value is not wanted: one locked instruction. */
void x64_atomic_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);

	x64_op(&j->out, f->in, f->width, x64_use(j, o->src, x64_abi(j)->tmp), x64_address(j, o), 0);
}

void x64_xadd_op(struct jit *j, const struct jit_op *o)
{
	x64_op(&j->out, X64_XADD, x64_form(o)->width, x64_reg(j, o->src), x64_address(j, o), 0);
}

void x64_xchg_op(struct jit *j, const struct jit_op *o)
{
	x64_op(&j->out, X64_XCHG, x64_form(o)->width, x64_reg(j, o->src), x64_address(j, o), 0);
}

/* r0 is rax, as the instruction wants it. A comparison of 32 bits that succeeds leaves rax as it was: cut it. */
void x64_cmpxchg_op(struct jit *j, const struct jit_op *o)
{
	unsigned width = x64_form(o)->width;

	x64_op(&j->out, X64_CMPXCHG, width, x64_use(j, o->src, x64_abi(j)->tmp), x64_address(j, o), 0);
	if (width == 32)
		x64_mov(&j->out, 32, RAX, RAX);
}

/* and, or, xor that give the old value: a loop around cmpxchg, whose register steps aside. An address may hold rax. */
void x64_fetch_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_abi *abi = x64_abi(j);
	const struct x64_form *f = x64_form(o);
	struct x64_rm at = x64_address(j, o);
	uint8_t src = x64_reg(j, o->src), with = src == RAX ? abi->tmp2 : src;
	uint32_t again;

	x64_op(&j->out, X64_LEA, 64, abi->tmp3, at, 0);
	at = x64_m(abi->tmp3, 0);
	x64_mov(&j->out, 64, abi->tmp2, RAX);
	x64_op(&j->out, X64_MOV_RM, f->width, RAX, at, 0);
	again = j->out.len;
	x64_mov(&j->out, 64, abi->tmp, RAX);
	x64_op(&j->out, f->in, f->width, with, x64_r(abi->tmp), 0);
	x64_op(&j->out, X64_CMPXCHG, f->width, abi->tmp, at, 0);
	x64_back(&j->out, CC_NE, again);
	if (src != RAX) {
		x64_mov(&j->out, f->width, src, RAX);
		x64_mov(&j->out, 64, RAX, abi->tmp2);
	} else if (f->width == 32) {
		x64_mov(&j->out, 32, RAX, RAX);
	}
}

/*
 * Loads from the packet (r6 is a struct kiln_packet): past its end the function returns 0, and the number is not negative,
 * so one unsigned comparison of the position with what is left of the packet does.
 */
void x64_packet_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_abi *abi = x64_abi(j);
	const struct x64_form *f = x64_form(o);
	struct jit_buf *b = &j->out;
	uint8_t ctx = abi->reg[6], at = abi->tmp, left = abi->tmp2, data = abi->tmp3;
	bool indirect = o->op >= OP_LDIND8;

	if (indirect)
		x64_op(b, X64_LEA, 32, at, x64_m(x64_use(j, o->src, at), (int32_t)o->imm), 0);
	else
		x64_mov_imm(b, at, (uint32_t)o->imm);
	x64_op(b, X64_MOV_RM, 64, data, x64_m(ctx, (int32_t)offsetof(struct kiln_packet, data)), 0);
	x64_op(b, X64_MOV_RM, 64, left, x64_m(ctx, (int32_t)offsetof(struct kiln_packet, data_end)), 0);
	x64_op(b, X64_SUB, 64, data, x64_r(left), 0);
	x64_mov_imm(b, RAX, 0);
	x64_alu_imm(b, X64_SUB, 64, x64_r(left), f->width / 8);
	x64_jump_if(j, CC_B, jit_label_exit(j, j->sub));
	x64_op(b, X64_CMP, 64, left, x64_r(at), 0);
	x64_jump_if(j, CC_A, jit_label_exit(j, j->sub));
	x64_wait(j);
	x64_op(b, f->in, 32, RAX, (struct x64_rm){ .reg = X64_NONE, .base = data, .index = at }, 0);
	if (f->width == 16)
		x64_op(b, X64_ROL_I, 16, 0, x64_r(RAX), 8);
	else if (f->width == 32)
		x64_op(b, X64_BSWAP, 32, 0, x64_r(RAX), 0);
}
