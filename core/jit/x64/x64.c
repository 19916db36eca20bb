/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * x64.c - the x86-64 target: its registers, its table of operations, its pass.
 *
 * Overview     forms[] says for each operation which function makes it, with which instruction or condition and width.
 * Invariant    an operation without a row runs the interpreter's body, so that a new row of insn.tbl works at once.
 */
#include "jit/x64/x64.h"

/* System V: six arguments in registers, so that a helper call moves nothing but env. */
static const struct x64_abi sysv = {
	.reg = { RAX, RDI, RSI, RDX, RCX, R8, RBX, RBP, R14, R15, X64_NONE },
	.env = R12,
	.tmp = R11,
	.tmp2 = R10,
	.tmp3 = R9,
	.arg = { RDI, RSI, RDX },
	.env_arg = R9,
	.saved = 1u << RBX | 1u << RBP | 1u << R12 | 1u << R13 | 1u << R14 | 1u << R15,
};

#define ALU(name, in)                                                                                                  \
	[OP_##name##64_IMM] = { x64_alu_imm_op, in, 64 }, [OP_##name##64_REG] = { x64_alu_reg_op, in, 64 },            \
	[OP_##name##32_IMM] = { x64_alu_imm_op, in, 32 }, [OP_##name##32_REG] = { x64_alu_reg_op, in, 32 }
#define SHIFT(name, in)                                                                                                \
	[OP_##name##64_IMM] = { x64_shift_imm_op, X64_##in##_I, 64 },                                                  \
	[OP_##name##64_REG] = { x64_shift_reg_op, X64_##in##_CL, 64 },                                                 \
	[OP_##name##32_IMM] = { x64_shift_imm_op, X64_##in##_I, 32 },                                                  \
	[OP_##name##32_REG] = { x64_shift_reg_op, X64_##in##_CL, 32 }
#define PAIR(name, imm, reg, in)                                                                                       \
	[OP_##name##64_IMM] = { imm, in, 64 }, [OP_##name##64_REG] = { reg, in, 64 },                                  \
	[OP_##name##32_IMM] = { imm, in, 32 }, [OP_##name##32_REG] = { reg, in, 32 }
#define JUMP(name, cc) PAIR(name, x64_jmp_imm_op, x64_jmp_reg_op, cc)
#define BOTH(name, emit, in) [OP_##name##32] = { emit, in, 32 }, [OP_##name##64] = { emit, in, 64 }
#define WIDE(name) [OP_LD64_##name] = { x64_mov_imm_op, 0, 64 }

static const struct x64_form forms[JIT_NR] = {
	ALU(ADD, X64_ADD), ALU(SUB, X64_SUB), ALU(AND, X64_AND), ALU(OR, X64_OR), ALU(XOR, X64_XOR),
	SHIFT(LSH, SHL), SHIFT(RSH, SHR), SHIFT(ARSH, SAR),
	PAIR(MUL, x64_mul_imm_op, x64_mul_reg_op, 0),
	PAIR(MOV, x64_mov_imm_op, x64_mov_reg_op, 0),
	PAIR(DIV, x64_div_imm_op, x64_div_reg_op, 0),
	PAIR(MOD, x64_div_imm_op, x64_div_reg_op, X64_MOD),
	PAIR(SDIV, x64_div_imm_op, x64_div_reg_op, X64_SIGNED),
	PAIR(SMOD, x64_div_imm_op, x64_div_reg_op, X64_SIGNED | X64_MOD),
	[OP_MOVSX64_8] = { x64_extend_op, X64_MOVSX8, 64 },
	[OP_MOVSX64_16] = { x64_extend_op, X64_MOVSX16, 64 },
	[OP_MOVSX64_32] = { x64_extend_op, X64_MOVSX32, 64 },
	[OP_MOVSX32_8] = { x64_extend_op, X64_MOVSX8, 32 },
	[OP_MOVSX32_16] = { x64_extend_op, X64_MOVSX16, 32 },
	BOTH(NEG, x64_neg_op, 0),
	[OP_LE16] = { x64_cut_op, 0, 16 }, BOTH(LE, x64_cut_op, 0),
	[OP_BE16] = { x64_swap_op, 0, 16 }, BOTH(BE, x64_swap_op, 0),
	[OP_BSWAP16] = { x64_swap_op, 0, 16 }, BOTH(BSWAP, x64_swap_op, 0),

	[OP_LDX8] = { x64_load_op, X64_MOVZX8, 32 },
	[OP_LDX16] = { x64_load_op, X64_MOVZX16, 32 },
	BOTH(LDX, x64_load_op, X64_MOV_RM),
	[OP_LDSX8] = { x64_load_op, X64_MOVSX8, 64 },
	[OP_LDSX16] = { x64_load_op, X64_MOVSX16, 64 },
	[OP_LDSX32] = { x64_load_op, X64_MOVSX32, 64 },
	[OP_LD_ACQ8] = { x64_load_op, X64_MOVZX8, 32 },
	[OP_LD_ACQ16] = { x64_load_op, X64_MOVZX16, 32 },
	BOTH(LD_ACQ, x64_load_op, X64_MOV_RM),
	[OP_STX8] = { x64_store_reg_op, 0, 8 },
	[OP_STX16] = { x64_store_reg_op, 0, 16 },
	BOTH(STX, x64_store_reg_op, 0),
	[OP_ST_REL8] = { x64_store_reg_op, 0, 8 },
	[OP_ST_REL16] = { x64_store_reg_op, 0, 16 },
	BOTH(ST_REL, x64_store_reg_op, 0),
	[OP_ST8] = { x64_store_imm_op, X64_MOV_I8, 8 },
	[OP_ST16] = { x64_store_imm_op, X64_MOV_I16, 16 },
	BOTH(ST, x64_store_imm_op, X64_MOV_I),

#define ATOMIC(width)                                                                                                  \
	[OP_ATOMIC##width##_ADD] = { x64_atomic_op, X64_LOCK_ADD, width },                                             \
	[OP_ATOMIC##width##_OR] = { x64_atomic_op, X64_LOCK_OR, width },                                               \
	[OP_ATOMIC##width##_AND] = { x64_atomic_op, X64_LOCK_AND, width },                                             \
	[OP_ATOMIC##width##_XOR] = { x64_atomic_op, X64_LOCK_XOR, width },                                             \
	[OP_FETCH##width##_ADD] = { x64_xadd_op, 0, width },                                                           \
	[OP_FETCH##width##_OR] = { x64_fetch_op, X64_OR, width },                                                      \
	[OP_FETCH##width##_AND] = { x64_fetch_op, X64_AND, width },                                                    \
	[OP_FETCH##width##_XOR] = { x64_fetch_op, X64_XOR, width },                                                    \
	[OP_XCHG##width] = { x64_xchg_op, 0, width },                                                                  \
	[OP_CMPXCHG##width] = { x64_cmpxchg_op, 0, width }
	ATOMIC(32), ATOMIC(64),

	JUMP(JEQ, CC_E), JUMP(JNE, CC_NE), JUMP(JGT, CC_A), JUMP(JGE, CC_AE), JUMP(JLT, CC_B), JUMP(JLE, CC_BE),
	JUMP(JSGT, CC_G), JUMP(JSGE, CC_GE), JUMP(JSLT, CC_L), JUMP(JSLE, CC_LE), JUMP(JSET, CC_NE),
	[JIT_JUMP] = { x64_jmp_op, 0, 0 },
	[OP_MAY_GOTO] = { x64_may_goto_op, 0, 0 },
	[OP_CALL] = { x64_call_op, 0, 0 },
	[OP_CALL_SUB] = { x64_call_sub_op, 0, 0 },
	[OP_TAIL_CALL] = { x64_tail_call_op, 0, 0 },
	[OP_EXIT] = { x64_exit_op, 0, 0 },
	[OP_TRAP] = { x64_trap_op, 0, 0 },
	[OP_ADDR_CAST] = { x64_trap_op, 0, 0 },
	[OP_CALL_KFUNC] = { x64_trap_op, 0, 0 },
	[OP_CALLX] = { x64_trap_op, 0, 0 },
	[OP_LD64_VAR] = { x64_trap_op, 0, 0 },
	WIDE(IMM), WIDE(MAP), WIDE(VALUE), WIDE(MAP_IDX), WIDE(VALUE_IDX),
	[OP_LD64_FUNC] = { x64_func_op, 0, 0 },
	[OP_LDABS8] = { x64_packet_op, X64_MOVZX8, 8 },
	[OP_LDABS16] = { x64_packet_op, X64_MOVZX16, 16 },
	[OP_LDABS32] = { x64_packet_op, X64_MOV_RM, 32 },
	[OP_LDIND8] = { x64_packet_op, X64_MOVZX8, 8 },
	[OP_LDIND16] = { x64_packet_op, X64_MOVZX16, 16 },
	[OP_LDIND32] = { x64_packet_op, X64_MOV_RM, 32 },

	[JIT_NOP] = { x64_nothing_op, 0, 0 },
	[JIT_LEA32] = { x64_lea_op, 0, 32 },
	[JIT_LEA64] = { x64_lea_op, 0, 64 },
	[JIT_ROL32] = { x64_rol_op, 0, 32 },
	[JIT_ROL64] = { x64_rol_op, 0, 64 },
	[JIT_ZX8] = { x64_extend_op, X64_MOVZX8, 32 },
	[JIT_ZX16] = { x64_extend_op, X64_MOVZX16, 32 },
	[JIT_LOOKUP] = { x64_lookup_op, 0, 0 },
	[JIT_LOOKUP_AT] = { x64_lookup_at_op, 0, 0 },
	[JIT_CPU_ID] = { x64_cpu_id_op, 0, 0 },
};

const struct x64_form *x64_form(const struct jit_op *o)
{
	return &forms[o->op];
}

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

static void emit_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);

	if (x64_borrows(j, o))
		x64_borrow_op(j, o);
	else
		f->emit(j, o);
}

static bool emit_block_op(struct jit *j)
{
	struct jit_op *o = &j->ops[j->pc];
	uint32_t       before = j->out.len;
	bool	       last = j->pc + 1 == j->p->subs[j->sub].end || (j->ops[j->pc + 1].flags & JIT_HEAD);

	jit_label_here(j, j->pc);
	emit_op(j, o);
	if (last && jit_falls_through(o) && !jit_jumps(o))
		x64_go_on(j);
	o->flags = (uint16_t)(j->out.len == before ? o->flags | JIT_EMPTY : o->flags & ~JIT_EMPTY);
	j->pc++;
	return !last;
}

static void emit_function(struct jit *j)
{
	const struct jit_func *f = x64_func(j);

	jit_label_here(j, jit_label_entry(j, j->sub));
	x64_prologue(j);
	for (j->block = f->first_block; j->block < f->first_block + f->nr_blocks; j->block++) {
		j->pc = j->order[j->block];
		while (emit_block_op(j))
			;
	}
	x64_function_end(j);
}

static void emit(struct jit *j)
{
	for (j->sub = 0; j->sub < j->p->nr_subs; j->sub++)
		emit_function(j);
	jit_label_here(j, j->nr);
}

const struct jit_target jit_x64 = { .name = "x64", .abi = &sysv, .plan = x64_plan, .emit = emit };
