/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * body.h - what each straight-line row of insn.tbl does, and when each conditional jump jumps.
 *
 * Overview     BODY_<form>(width, body) is a statement over `op` and the registers R(n); COND_<form>(width, body) sets `taken`.
 *              The loop, the checked loop, and native code's fallback are all made of these, so they cannot differ.
 * Needs        R(n), an lvalue; MEM(reg, len, align, write), the address base + op->off of an access, checked or not.
 */
#ifndef KILN_RUN_BODY_H
#define KILN_RUN_BODY_H

#include "isa/alu.h"
#include "prog/prog.h"

#define U_32 uint32_t
#define U_64 uint64_t
#define S_32 int32_t
#define S_64 int64_t

#define BODY_ALU(width, operand, body)                                         \
	do {                                                                   \
		U_##width d = (U_##width)R(op->dst), s = (U_##width)(operand); \
		(void)d, (void)s;                                              \
		R(op->dst) = (U_##width)(body);                                \
	} while (0)
#define BODY_ALU_IMM(width, body) BODY_ALU(width, op->imm, body)
#define BODY_ALU_REG(width, body) BODY_ALU(width, R(op->src), body)
#define BODY_ALU_ONE(width, body) BODY_ALU(width, 0, body)
#define BODY_ALU_END(width, body) BODY_ALU(width, 0, body)

/* Memory may be unaligned, and of any type. */
#define BODY_LOAD(width, type)                                            \
	do {                                                              \
		type v;                                                   \
		memcpy(&v, MEM(op->src, sizeof(v), 1, false), sizeof(v)); \
		R(op->dst) = (uint64_t)v;                                 \
	} while (0)
#define BODY_STORE(type, value)                                          \
	do {                                                             \
		type v = (type)(value);                                  \
		memcpy(MEM(op->dst, sizeof(v), 1, true), &v, sizeof(v)); \
	} while (0)
#define BODY_STORE_REG(width, type) BODY_STORE(type, R(op->src))
#define BODY_STORE_IMM(width, type) BODY_STORE(type, op->imm)

#define BODY_LOAD_ACQ(width, type) \
	(R(op->dst) = __atomic_load_n((const type *)MEM(op->src, sizeof(type), sizeof(type), false), __ATOMIC_ACQUIRE))
#define BODY_STORE_REL(width, type) \
	__atomic_store_n((type *)MEM(op->dst, sizeof(type), sizeof(type), true), (type)R(op->src), __ATOMIC_RELEASE)

/* As in Linux's memory model: those that give the old value are full barriers, the others order nothing. */
#define BODY_ATOMIC(width, body)   ATOMIC_##body(U_##width, (U_##width *)MEM(op->dst, width / 8, width / 8, true))
#define ATOMIC_ADD(type, at)	   __atomic_fetch_add(at, (type)R(op->src), __ATOMIC_RELAXED)
#define ATOMIC_OR(type, at)	   __atomic_fetch_or(at, (type)R(op->src), __ATOMIC_RELAXED)
#define ATOMIC_AND(type, at)	   __atomic_fetch_and(at, (type)R(op->src), __ATOMIC_RELAXED)
#define ATOMIC_XOR(type, at)	   __atomic_fetch_xor(at, (type)R(op->src), __ATOMIC_RELAXED)
#define ATOMIC_FETCH_ADD(type, at) (R(op->src) = __atomic_fetch_add(at, (type)R(op->src), __ATOMIC_SEQ_CST))
#define ATOMIC_FETCH_OR(type, at)  (R(op->src) = __atomic_fetch_or(at, (type)R(op->src), __ATOMIC_SEQ_CST))
#define ATOMIC_FETCH_AND(type, at) (R(op->src) = __atomic_fetch_and(at, (type)R(op->src), __ATOMIC_SEQ_CST))
#define ATOMIC_FETCH_XOR(type, at) (R(op->src) = __atomic_fetch_xor(at, (type)R(op->src), __ATOMIC_SEQ_CST))
#define ATOMIC_XCHG(type, at)	   (R(op->src) = __atomic_exchange_n(at, (type)R(op->src), __ATOMIC_SEQ_CST))
#define ATOMIC_CMPXCHG(type, at)                                                                                    \
	do {                                                                                                        \
		type old = (type)R(0);                                                                              \
		__atomic_compare_exchange_n(at, &old, (type)R(op->src), false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
		R(0) = old;                                                                                         \
	} while (0)

/* Lowering has put the number or the address into imm; LD64_FUNC, whose value is an operation's address, is the loop's. */
#define BODY_WIDE(width, body) (R(op->dst) = (uint64_t)op->imm)

#define COND(width, operand, body)                                             \
	do {                                                                   \
		U_##width d = (U_##width)R(op->dst), s = (U_##width)(operand); \
		S_##width sd = (S_##width)d, ss = (S_##width)s;                \
		(void)d, (void)s, (void)sd, (void)ss;                          \
		taken = body;                                                  \
	} while (0)
#define COND_JMP_IMM(width, body) COND(width, op->imm, body)
#define COND_JMP_REG(width, body) COND(width, R(op->src), body)

#endif
