/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * alu.c - arithmetic.
 *
 * Overview     one function a shape of operation; form.tbl says which, with the instruction and width.
 * Invariant    an operation of 32 bits leaves the upper half zero, which every x86-64 instruction of 32 bits does by itself.
 */
#include "jit/x64/x64.h"

void x64_nothing_op(struct jit *j, const struct jit_op *o)
{
	(void)j;
	(void)o;
}

/* A number that is not negative leaves nothing above bit 31: 32 bits do, without a REX prefix. */
void x64_alu_imm_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	bool narrow = f->in == X64_AND && o->imm >= 0;

	x64_alu_imm(&j->out, f->in, narrow ? 32 : f->width, x64_r(x64_reg(j, o->dst)), (int32_t)o->imm);
}

void x64_alu_reg_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t src = x64_use(j, o->src, x64_abi(j)->tmp);

	x64_op(&j->out, f->in, f->width, src, x64_r(x64_reg(j, o->dst)), 0);
}

static unsigned log2_of(uint64_t v)
{
	return (unsigned)__builtin_ctzll(v);
}

void x64_mul_imm_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t d = x64_reg(j, o->dst);
	uint64_t v = f->width == 32 ? (uint32_t)o->imm : (uint64_t)o->imm;

	if (!v)
		x64_mov_imm(&j->out, d, 0);
	else if (v == 1)
		x64_mov(&j->out, f->width, d, d);
	else if (!(v & (v - 1)))
		x64_shift_imm(&j->out, X64_SHL_I, f->width, d, log2_of(v));
	else if (v == 3 || v == 5 || v == 9)
		x64_op(&j->out, X64_LEA, f->width, d,
		       (struct x64_rm){ .reg = X64_NONE, .base = d, .index = d, .shift = (uint8_t)log2_of(v - 1) }, 0);
	else if (o->imm >= -128 && o->imm <= 127)
		x64_op(&j->out, X64_IMUL_I8, f->width, d, x64_r(d), o->imm);
	else
		x64_op(&j->out, X64_IMUL_I, f->width, d, x64_r(d), (int32_t)o->imm);
}

void x64_mul_reg_op(struct jit *j, const struct jit_op *o)
{
	uint8_t src = x64_use(j, o->src, x64_abi(j)->tmp);

	x64_op(&j->out, X64_IMUL, x64_form(o)->width, x64_reg(j, o->dst), x64_r(src), 0);
}

void x64_shift_imm_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	unsigned by = (unsigned)o->imm & (f->width - 1u);
	uint8_t d = x64_reg(j, o->dst);

	if (by)
		x64_shift_imm(&j->out, f->in, f->width, d, by);
	else
		x64_mov(&j->out, f->width, d, d);
}

/* Without BMI2 the count must be in cl, so what rcx holds steps aside. */
static void shift_by_cl(struct jit *j, enum x64_insn in, unsigned width, uint8_t d, uint8_t s)
{
	uint8_t tmp = x64_abi(j)->tmp, target = d == RCX ? tmp : d;

	if (s == RCX && d != RCX) {
		x64_op(&j->out, in, width, 0, x64_r(d), 0);
		return;
	}
	x64_mov(&j->out, 64, tmp, RCX);
	if (s != RCX)
		x64_mov(&j->out, 32, RCX, s);
	x64_op(&j->out, in, width, 0, x64_r(target), 0);
	x64_mov(&j->out, 64, RCX, tmp);
}

void x64_shift_reg_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t d = x64_reg(j, o->dst), s = x64_use(j, o->src, x64_abi(j)->tmp2);

	if (j->opts.features & KILN_CPU_BMI2)
		x64_vex(&j->out, f->in - X64_SHL_CL + X64_SHLX, f->width, d, s, x64_r(d), 0);
	else
		shift_by_cl(j, f->in, f->width, d, s);
}

void x64_neg_op(struct jit *j, const struct jit_op *o)
{
	x64_op(&j->out, X64_NEG, x64_form(o)->width, 0, x64_r(x64_reg(j, o->dst)), 0);
}

void x64_mov_imm_op(struct jit *j, const struct jit_op *o)
{
	uint64_t v = x64_form(o)->width == 32 ? (uint32_t)o->imm : (uint64_t)o->imm;

	x64_mov_imm(&j->out, x64_reg(j, o->dst), v);
}

void x64_mov_reg_op(struct jit *j, const struct jit_op *o)
{
	unsigned width = x64_form(o)->width;
	uint8_t d = x64_reg(j, o->dst), s = x64_use(j, o->src, d);

	x64_mov(&j->out, width, d, s);
}

void x64_extend_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t s = x64_use(j, o->src, x64_abi(j)->tmp);

	x64_op(&j->out, f->in, f->width, x64_reg(j, o->dst), x64_r(s), 0);
}

/* Byte order: width is that of the value. */
void x64_swap_op(struct jit *j, const struct jit_op *o)
{
	unsigned width = x64_form(o)->width;
	uint8_t d = x64_reg(j, o->dst);

	if (width == 16) {
		x64_op(&j->out, X64_ROL_I, 16, 0, x64_r(d), 8);
		x64_op(&j->out, X64_MOVZX16, 32, d, x64_r(d), 0);
	} else {
		x64_op(&j->out, X64_BSWAP, width, 0, x64_r(d), 0);
	}
}

/* Keeps the low bits: what "to little endian" means here. */
void x64_cut_op(struct jit *j, const struct jit_op *o)
{
	unsigned width = x64_form(o)->width;
	uint8_t d = x64_reg(j, o->dst);

	if (width == 16)
		x64_op(&j->out, X64_MOVZX16, 32, d, x64_r(d), 0);
	else
		x64_mov(&j->out, width, d, d);
}

void x64_lea_op(struct jit *j, const struct jit_op *o)
{
	x64_op(&j->out, X64_LEA, x64_form(o)->width, x64_reg(j, o->dst), x64_address(j, o), 0);
}

void x64_rol_op(struct jit *j, const struct jit_op *o)
{
	unsigned width = x64_form(o)->width, by = (unsigned)o->imm & (width - 1);
	uint8_t d = x64_reg(j, o->dst), s = x64_reg(j, o->src);

	if (d != s && (j->opts.features & KILN_CPU_BMI2)) {
		x64_vex(&j->out, X64_RORX, width, d, 0, x64_r(s), width - by);
		return;
	}
	x64_mov(&j->out, 64, d, s);
	x64_shift_imm(&j->out, X64_ROL_I, width, d, by);
}
