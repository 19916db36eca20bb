/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * isa.h - what insn.tbl says, as an enum and a table of rows; decoding, text out, text in.
 */
#ifndef KILN_ISA_ISA_H
#define KILN_ISA_ISA_H

#include <kiln/kiln.h>

/*
 * Forms: how operands are written, which field selects the row among those of the same code, which fields must be zero.
 *                     selected by   used fields            must be zero
 */
enum insn_form {
	FORM_NONE,	/*                                    dst src off imm   exit                    */
	FORM_ALU_IMM,	/* off           dst imm              src                                       */
	FORM_ALU_REG,	/* off           dst src              imm                                       */
	FORM_ALU_ONE,	/*               dst                  src off imm                               */
	FORM_ALU_END,	/* imm           dst                  src off                                   */
	FORM_CAST,	/* off           dst src imm                                                    */
	FORM_LOAD,	/*               dst src off          imm                                       */
	FORM_STORE_REG, /*               dst src off          imm                                       */
	FORM_STORE_IMM, /*               dst off imm          src                                       */
	FORM_ATOMIC,	/* imm           dst src off                                                    */
	FORM_LOAD_ACQ,	/* imm           dst src off                            dst = [src+off]         */
	FORM_STORE_REL, /* imm           dst src off                            [dst+off] = src         */
	FORM_JMP_IMM,	/*               dst off imm          src                                       */
	FORM_JMP_REG,	/*               dst src off          imm                                       */
	FORM_GOTO,	/*               off                  dst src imm                               */
	FORM_GOTOL,	/*               imm                  dst src off                               */
	FORM_MAY_GOTO,	/*               off                  dst src imm                               */
	FORM_CALL,	/* src           imm                  dst off                                   */
	FORM_KFUNC,	/* src           imm off              dst                                       */
	FORM_CALLX,	/*               dst                  src off imm                               */
	FORM_WIDE,	/* src           dst imm next_imm     off; second half: all but imm             */
	FORM_LDABS,	/*               imm                  dst src off                               */
	FORM_LDIND,	/*               src imm              dst off                                   */
	NR_FORMS,
};

enum insn_group {
	GROUP_BASE32,
	GROUP_BASE64,
	GROUP_DIVMUL32,
	GROUP_DIVMUL64,
	GROUP_ATOMIC32,
	GROUP_ATOMIC64,
	GROUP_PACKET,
	GROUP_V4,
	GROUP_ACQREL,
	GROUP_MAYGOTO,
	GROUP_ARENA,
	GROUP_CALLX,
};

/* Dense numbers of all instructions: OP_ADD64_IMM ... They index insn_rows, the interpreter's and the JIT's tables. */
enum insn_op {
#define INSN(name, code, form, sel, width, group, text, body) OP_##name,
#include "isa/insn.tbl"
#undef INSN
	OP_NR_INSNS,
	/* Made by lowering only, never decoded: */
	OP_TRAP =
		OP_NR_INSNS, /* unreachable; ends the run with the kind's fault verdict if it is reached all the same */
	OP_PEEK, /* dst = imm bytes at src + off by the host's peek, < 0: sign-extended; 0 where they are not there */
	OP_TAIL_CALL, /* r1 ctx, r2 map, r3 index: jumps to another program, or goes on */
	OP_FUEL,      /* takes one of the run's fuel, or ends it where there is none; then does operation off, a jump */
	OP_NR,
};

struct insn_row {
	const char *name, *text;
	uint32_t sel;
	uint8_t code, form, width, group;
};
extern const struct insn_row insn_rows[OP_NR_INSNS];

/* What each form does with the fields of an instruction: the table above, for programs. */
enum insn_field {
	FIELD_DST = 1 << 0,
	FIELD_SRC = 1 << 1,
	FIELD_OFF = 1 << 2,
	FIELD_IMM = 1 << 3,
};
struct insn_form_rule {
	uint8_t used;	/* fields that operands are in; those that are neither used nor select must be zero */
	uint8_t select; /* the one field that holds sel, or 0 */
	uint8_t writes; /* FIELD_DST where that register is written; ask isa_writes(), which knows the atomics too */
};
extern const struct insn_form_rule insn_forms[NR_FORMS];
/* FIELD_DST or FIELD_SRC: the register of those two that a row writes; 0 where none is (r0 may still be). */
uint8_t isa_writes(const struct insn_row *row);

/*
 * Which row insn is. Checks reserved fields and register numbers (r10 is never a destination of arithmetic or loads).
 * nr_left counts instructions from insn on; wide ones need 2. On refusal the answer is KILN_REASON_OPCODE, _RESERVED or
 * _REGISTER, and *op is left alone.
 */
uint16_t isa_decode(const struct kiln_insn *insn, uint32_t nr_left, enum insn_op *op);

static inline bool insn_is_wide(const struct kiln_insn *insn)
{
	return insn->code == 0x18;
}

/* The number of a wide load. */
static inline uint64_t insn_wide_imm(const struct kiln_insn *insn)
{
	return (uint32_t)insn[0].imm | (uint64_t)(uint32_t)insn[1].imm << 32;
}

/* Whether it goes to its target, always or perhaps. */
static inline bool insn_is_jump(enum insn_op op)
{
	uint8_t form = insn_rows[op].form;

	return form == FORM_JMP_IMM || form == FORM_JMP_REG || form == FORM_GOTO || form == FORM_GOTOL ||
	       form == FORM_MAY_GOTO;
}

/*
 * The instruction that a jump, call or function reference at pc goes to; it may lie outside the program. Only for rows that
 * have a target: those with %t in their text.
 */
int64_t insn_target(const struct kiln_insn *insn, enum insn_op op, uint32_t pc);

#endif
