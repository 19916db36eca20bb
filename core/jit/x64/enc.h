/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * enc.h - x86-64 instructions as bytes: enc.tbl's rows through one encoder.
 */
#ifndef KILN_JIT_X64_ENC_H
#define KILN_JIT_X64_ENC_H

#include "jit/target.h"

enum x64_reg { RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8, R9, R10, R11, R12, R13, R14, R15, X64_NONE = 0xff };

enum x64_insn {
#define X64(name, prefix, map, opcode, ext, imm, flags) X64_##name,
#include "jit/x64/enc.tbl"
#undef X64
	X64_NR,
};

/* Conditions as the low bits of jcc, setcc and cmovcc; xor 1 turns one round. */
enum x64_cc {
	CC_B = 2,
	CC_AE = 3,
	CC_E = 4,
	CC_NE = 5,
	CC_BE = 6,
	CC_A = 7,
	CC_S = 8,
	CC_NS = 9,
	CC_L = 12,
	CC_GE = 13,
	CC_LE = 14,
	CC_G = 15,
};

/* A register, or memory at base + (index << shift) + disp. */
struct x64_rm {
	uint8_t reg, base, index, shift;
	int32_t disp;
};

static inline struct x64_rm x64_r(uint8_t reg)
{
	return (struct x64_rm){ .reg = reg, .base = X64_NONE, .index = X64_NONE };
}

static inline struct x64_rm x64_m(uint8_t base, int32_t disp)
{
	return (struct x64_rm){ .reg = X64_NONE, .base = base, .index = X64_NONE, .disp = disp };
}

/* width is 8, 16, 32 or 64; reg fills ModRM's reg field where the row has no /digit; imm is read where the row has one. */
void x64_op(struct jit_buf *b, enum x64_insn in, unsigned width, uint8_t reg, struct x64_rm rm, int64_t imm);
/* VEX rows: v is their third register, or 0 where they have none. */
void x64_vex(struct jit_buf *b, enum x64_insn in, unsigned width, uint8_t reg, uint8_t v, struct x64_rm rm,
	     int64_t imm);

/* The shortest form of: reg = number; arithmetic (in: X64_ADD to X64_CMP) of r/m with a number that fits in 32 bits. */
void x64_mov_imm(struct jit_buf *b, uint8_t reg, uint64_t v);
void x64_alu_imm(struct jit_buf *b, enum x64_insn in, unsigned width, struct x64_rm rm, int32_t imm);
void x64_mov(struct jit_buf *b, unsigned width, uint8_t dst, uint8_t src);
void x64_shift_imm(struct jit_buf *b, enum x64_insn in, unsigned width, uint8_t reg, unsigned by); /* in: ..._I */

/* dst = src where the condition holds. */
void x64_cmov(struct jit_buf *b, enum x64_cc cc, uint8_t dst, uint8_t src);

/* Jumps inside the code of one operation: forwards, short. x64_land() ends one here. */
uint32_t x64_hop(struct jit_buf *b, enum x64_cc cc);
uint32_t x64_hop_always(struct jit_buf *b);
void x64_land(struct jit_buf *b, uint32_t hop);
/* Backwards to an offset of the same operation. */
void x64_back(struct jit_buf *b, enum x64_cc cc, uint32_t to);

#endif
