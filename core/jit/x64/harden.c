/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * harden.c - native code for authors who are not trusted.
 *
 * Overview     numbers: what the author chose stands nowhere in the code, for there it could be jumped into. An operation with a number
 *              becomes the one with a register; the number is put together there of two that nobody knows.
 *              guesses: no memory is read while a condition before it is undecided, or a store before it might be overlooked. So
 *              what holds of an address holds of every address that the CPU ever asks for, and nothing of other memory is left in
 *              its caches. Where conditions meet is the beginning of a block: one wait there, before the first access, is enough.
 * Invariant    an operation leaves what it does without this; only JIT_NUMBER's register and tmp are written besides.
 * Cost         a wait in each block that reads memory, after each call, and between a store and what is read next.
 * See          Kocher et al., "Spectre Attacks: Exploiting Speculative Execution", 2019; docs/kernel.md, "Who may".
 */
#include "base/vm.h"
#include "jit/x64/x64.h"

enum { LFENCE_LEN = 3, CAPTURE_LEN = 7 };

static void put_lfence(struct jit *j)
{
	jit_put_le(&j->out, 0xe8ae0f, LFENCE_LEN);
}

void x64_wait(struct jit *j)
{
	if (j->opts.hardened)
		put_lfence(j);
}

/* The CPU guesses that a return goes to where the call came from: there it waits. */
void x64_jump_through(struct jit *j, struct x64_rm at, uint8_t tmp)
{
	struct jit_buf *b = &j->out;

	if (!j->opts.hardened) {
		x64_op(b, X64_JMP_R, 64, 0, at, 0);
		return;
	}
	x64_op(b, X64_MOV_RM, 64, tmp, at, 0);
	jit_put_le(b, 0xe8 | CAPTURE_LEN << 8, 5); /* call over what follows */
	jit_put_le(b, 0x90f3, 2);		   /* pause */
	put_lfence(j);
	jit_put_le(b, 0xf9eb, 2); /* back to it */
	x64_op(b, X64_MOV, 64, tmp, x64_m(RSP, 0), 0);
	x64_op(b, X64_RET, 64, 0, x64_r(RAX), 0);
}

/* -- guesses --------------------------------------------------------------------------------------------------------- */

static bool calls(const struct jit_op *o)
{
	return jit_traits[o->op].writes & jit_bit(1) || o->op == OP_PEEK;
}

static bool stores(const struct jit_op *o)
{
	uint8_t form = o->op < OP_NR_INSNS ? insn_rows[o->op].form : FORM_NONE;

	return form == FORM_STORE_IMM || form == FORM_STORE_REG || form == FORM_STORE_REL;
}

/* What has to be decided before an operation. The frame is where it is, whatever is guessed. */
static unsigned asks(const struct jit_op *o)
{
	if (calls(o))
		return X64_UNSURE;
	if (!(jit_traits[o->op].how & JIT_READS_ADDRESS))
		return 0;
	if (stores(o))
		return o->base == 10 ? 0 : X64_GUESSED;
	return X64_UNSURE;
}

static unsigned leaves(const struct jit_op *o)
{
	if (calls(o))
		return X64_UNSURE;
	return jit_traits[o->op].how & JIT_READS_ADDRESS && (stores(o) || !jit_is_pure(o)) ? X64_STORED : 0;
}

/* -- numbers --------------------------------------------------------------------------------------------------------- */

static uint32_t secret(const struct jit *j)
{
	const struct kiln_host *host = j->p->k->host;

	return host->secret(host->cookie);
}

/* reg = v, by way of numbers that are not v's. */
static void put_number(struct jit *j, uint8_t reg, uint64_t v)
{
	struct jit_buf *b = &j->out;
	uint64_t key = secret(j);

	if (v <= UINT32_MAX) {
		x64_mov_imm(b, reg, v ^ key);
		x64_alu_imm(b, X64_XOR, 32, x64_r(reg), (int32_t)key);
	} else if ((int64_t)v == (int32_t)v) {
		key = (uint64_t)(int64_t)(int32_t)key;
		x64_mov_imm(b, reg, v ^ key);
		x64_alu_imm(b, X64_XOR, 64, x64_r(reg), (int32_t)key);
	} else {
		key |= (uint64_t)secret(j) << 32;
		x64_mov_imm(b, reg, v ^ key);
		x64_mov_imm(b, x64_abi(j)->tmp, key);
		x64_op(b, X64_XOR, 64, x64_abi(j)->tmp, x64_r(reg), 0);
	}
}

/* Which operation does the same with a number in a register: rows of insn.tbl stand side by side. 0: none, or none is needed. */
static uint16_t with_register(const struct jit_op *o)
{
	uint8_t form = o->op < OP_NR_INSNS ? insn_rows[o->op].form : FORM_NONE;

	if (o->op >= OP_LDABS8 && o->op <= OP_LDABS32)
		return (uint16_t)(o->op - OP_LDABS8 + OP_LDIND8);
	if (!o->imm || x64_form(o)->emit == x64_shift_imm_op)
		return 0;
	if (o->op >= OP_LDIND8 && o->op <= OP_LDIND32)
		return o->op;
	if (form == FORM_STORE_IMM)
		return (uint16_t)(o->op - OP_ST8 + OP_STX8);
	return form == FORM_ALU_IMM || form == FORM_JMP_IMM ? (uint16_t)(o->op + 1) : 0;
}

static void emit_with_register(struct jit *j, const struct jit_op *o, uint16_t op)
{
	struct jit_op by = *o;
	uint8_t reg = x64_reg(j, JIT_NUMBER);

	by.op = op;
	by.src = JIT_NUMBER;
	by.imm = 0;
	put_number(j, reg, (uint64_t)o->imm);
	if (o->op == op) /* the number is added to what is in src */
		x64_op(&j->out, X64_ADD, 32, x64_reg(j, o->src), x64_r(reg), 0);
	x64_plain_op(j, &by);
}

void x64_hardened_op(struct jit *j, const struct jit_op *o)
{
	uint16_t by = with_register(o);

	if (j->unsure & asks(o)) {
		put_lfence(j);
		j->unsure = 0;
	}
	if (x64_form(o)->emit == x64_mov_imm_op)
		put_number(j, x64_reg(j, o->dst), x64_form(o)->width == 32 ? (uint32_t)o->imm : (uint64_t)o->imm);
	else if (by)
		emit_with_register(j, o, by);
	else
		x64_plain_op(j, o);
	j->unsure |= (uint8_t)leaves(o);
}
