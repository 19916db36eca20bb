/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ops.c - what an operation reads, writes and where it goes, for the passes.
 *
 * Overview     one row an operation, made of its form in insn.tbl; the few operations of a form that differ have rows of their
 *              own behind those.
 * Invariant    a set may name too much of what is read, never too little; of what is written only what always is.
 */
#include "jit/target.h"

enum { CALLER_SAVED = 0x3f, ARGUMENTS = 0x3e };
#define DST  JIT_READS_DST
#define SRC  JIT_READS_SRC
#define ADDR JIT_READS_ADDRESS
#define SET  JIT_WRITES_DST
#define PURE JIT_IS_PURE
#define JUMP JIT_MAY_JUMP

#define TRAIT_NONE                          \
	{                                   \
		.reads = 1, .how = JIT_ENDS \
	}
#define TRAIT_ALU_IMM                   \
	{                               \
		.how = DST | SET | PURE \
	}
#define TRAIT_ALU_REG                         \
	{                                     \
		.how = DST | SRC | SET | PURE \
	}
#define TRAIT_ALU_ONE                   \
	{                               \
		.how = DST | SET | PURE \
	}
#define TRAIT_ALU_END                   \
	{                               \
		.how = DST | SET | PURE \
	}
#define TRAIT_CAST               \
	{                        \
		.how = SRC | SET \
	}
#define TRAIT_LOAD                       \
	{                                \
		.how = ADDR | SET | PURE \
	}
#define TRAIT_LOAD_ACQ            \
	{                         \
		.how = ADDR | SET \
	}
#define TRAIT_STORE_IMM     \
	{                   \
		.how = ADDR \
	}
#define TRAIT_STORE_REG           \
	{                         \
		.how = ADDR | SRC \
	}
#define TRAIT_STORE_REL           \
	{                         \
		.how = ADDR | SRC \
	}
#define TRAIT_ATOMIC              \
	{                         \
		.how = ADDR | SRC \
	}
#define TRAIT_JMP_IMM             \
	{                         \
		.how = DST | JUMP \
	}
#define TRAIT_JMP_REG                   \
	{                               \
		.how = DST | SRC | JUMP \
	}
#define TRAIT_GOTO \
	{          \
		0  \
	} /* which read.c has made JIT_JUMP */
#define TRAIT_GOTOL \
	{           \
		0   \
	}
#define TRAIT_MAY_GOTO      \
	{                   \
		.how = JUMP \
	}
#define TRAIT_CALL                                         \
	{                                                  \
		.reads = ARGUMENTS, .writes = CALLER_SAVED \
	}
#define TRAIT_KFUNC                                        \
	{                                                  \
		.reads = ARGUMENTS, .writes = CALLER_SAVED \
	}
#define TRAIT_CALLX                                                    \
	{                                                              \
		.reads = ARGUMENTS, .writes = CALLER_SAVED, .how = DST \
	}
#define TRAIT_WIDE                \
	{                         \
		.how = SET | PURE \
	}
#define TRAIT_LDABS                                     \
	{                                               \
		.reads = 1 << 6, .writes = CALLER_SAVED \
	}
#define TRAIT_LDIND                                                 \
	{                                                           \
		.reads = 1 << 6, .writes = CALLER_SAVED, .how = SRC \
	}

/* Moves do not read what they write; some atomic operations give the old value to src, or to r0. */
#define MOVE_IMM                  \
	{                         \
		.how = SET | PURE \
	}
#define MOVE_REG                        \
	{                               \
		.how = SRC | SET | PURE \
	}
#define FETCH                                      \
	{                                          \
		.how = ADDR | SRC | JIT_WRITES_SRC \
	}
#define CMPXCHG                                            \
	{                                                  \
		.reads = 1, .writes = 1, .how = ADDR | SRC \
	}
#define CALLED                         \
	{                              \
		.writes = CALLER_SAVED \
	}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
const struct jit_trait jit_traits[JIT_NR] = {
#define INSN(name, code, form, sel, width, group, text, body) [OP_##name] = TRAIT_##form,
#include "isa/insn.tbl"
#undef INSN
	[OP_MOV64_IMM] = MOVE_IMM,
	[OP_MOV32_IMM] = MOVE_IMM,
	[OP_MOV64_REG] = MOVE_REG,
	[OP_MOV32_REG] = MOVE_REG,
	[OP_MOVSX64_8] = MOVE_REG,
	[OP_MOVSX64_16] = MOVE_REG,
	[OP_MOVSX64_32] = MOVE_REG,
	[OP_MOVSX32_8] = MOVE_REG,
	[OP_MOVSX32_16] = MOVE_REG,
	[OP_FETCH32_ADD] = FETCH,
	[OP_FETCH32_OR] = FETCH,
	[OP_FETCH32_AND] = FETCH,
	[OP_FETCH32_XOR] = FETCH,
	[OP_FETCH64_ADD] = FETCH,
	[OP_FETCH64_OR] = FETCH,
	[OP_FETCH64_AND] = FETCH,
	[OP_FETCH64_XOR] = FETCH,
	[OP_XCHG32] = FETCH,
	[OP_XCHG64] = FETCH,
	[OP_CMPXCHG32] = CMPXCHG,
	[OP_CMPXCHG64] = CMPXCHG,
	[OP_TRAP] = { .how = JIT_ENDS },
	[OP_PEEK] = { .how = ADDR | SET | PURE },
	[OP_TAIL_CALL] = { .reads = 0xe, .writes = CALLER_SAVED },
	[JIT_JUMP] = { .how = JUMP | JIT_ENDS },
	[JIT_LEA32] = { .how = ADDR | SET | PURE },
	[JIT_LEA64] = { .how = ADDR | SET | PURE },
	[JIT_ROL32] = MOVE_REG,
	[JIT_ROL64] = MOVE_REG,
	[JIT_ZX8] = MOVE_REG,
	[JIT_ZX16] = MOVE_REG,
	[JIT_LOOKUP] = { .writes = CALLER_SAVED, .how = ADDR },
	[JIT_LOOKUP_AT] = CALLED,
	[JIT_CPU_ID] = CALLED,
};
#pragma GCC diagnostic pop

/* A choice keeps what its register holds where the condition is true. */
static uint16_t choice_reads(const struct jit_op *o)
{
	return (uint16_t)(jit_bit(o->dst) | (jit_traits[o->op].how & SRC ? jit_bit(o->src) : 0) | jit_bit(o->base) |
			  jit_bit(o->index));
}

uint16_t jit_reads_oddly(const struct jit_op *o)
{
	if (o->op == OP_TAIL_CALL) /* map and index are read where they are not known */
		return (uint16_t)(jit_bit(1) | (o->map ? 0 : jit_bit(2)) | (o->flags & JIT_KEY ? 0 : jit_bit(3)));
	return choice_reads(o);
}
