/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * decode.c - which row of insn.tbl an instruction is.
 *
 * Overview     the opcode byte tells the form; the form tells which field selects among the rows of that code, and which fields
 *              must be zero. Opcode and selector together index a table that the preprocessor makes of insn.tbl.
 * Invariant    what decodes has no bit that means nothing, so text made of it assembles to the same bytes.
 * Cost         constant time; 4.5 KB of tables. Memory: none. Threads: const data only.
 * See          RFC 9669, sections 3 to 5; test/unit/isa_test.c decodes every row, and every code with every field set.
 */
#include "isa/isa.h"

#include "base/bits.h"
#include "base/reason.h"

const struct insn_row insn_rows[OP_NR_INSNS] = {
#define INSN(name, code, form, sel, width, group, text, body) \
	[OP_##name] = { #name, text, sel, code, FORM_##form, width, GROUP_##group },
#include "isa/insn.tbl"
#undef INSN
};

#define DST FIELD_DST
#define SRC FIELD_SRC
#define OFF FIELD_OFF
#define IMM FIELD_IMM
/* clang-format off */
const struct insn_form_rule insn_forms[NR_FORMS] = {
	/*                  used               select writes */
	[FORM_NONE]      = {0,                 0,     0},
	[FORM_ALU_IMM]   = {DST | IMM,         OFF,   DST},
	[FORM_ALU_REG]   = {DST | SRC,         OFF,   DST},
	[FORM_ALU_ONE]   = {DST,               0,     DST},
	[FORM_ALU_END]   = {DST,               IMM,   DST},
	[FORM_CAST]      = {DST | SRC | IMM,   OFF,   DST},
	[FORM_LOAD]      = {DST | SRC | OFF,   0,     DST},
	[FORM_STORE_REG] = {DST | SRC | OFF,   0,     0},
	[FORM_STORE_IMM] = {DST | OFF | IMM,   0,     0},
	[FORM_ATOMIC]    = {DST | SRC | OFF,   IMM,   0}, /* FETCH writes src, see isa_writes() */
	[FORM_LOAD_ACQ]  = {DST | SRC | OFF,   IMM,   DST},
	[FORM_STORE_REL] = {DST | SRC | OFF,   IMM,   0},
	[FORM_JMP_IMM]   = {DST | OFF | IMM,   0,     0},
	[FORM_JMP_REG]   = {DST | SRC | OFF,   0,     0},
	[FORM_GOTO]      = {OFF,               0,     0},
	[FORM_GOTOL]     = {IMM,               0,     0},
	[FORM_MAY_GOTO]  = {OFF,               0,     0},
	[FORM_CALL]      = {IMM,               SRC,   0},
	[FORM_KFUNC]     = {IMM | OFF,         SRC,   0},
	[FORM_CALLX]     = {DST,               0,     0},
	[FORM_WIDE]      = {DST | IMM,         SRC,   DST},
	[FORM_LDABS]     = {IMM,               0,     0},
	[FORM_LDIND]     = {SRC | IMM,         0,     0},
};
/* clang-format on */
#undef DST
#undef SRC
#undef OFF
#undef IMM

/*
 * All rows of one code select by the same field: so it does not matter which of their forms an initialiser leaves
 * here. 0: no such code; else the form plus 1.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
static const uint8_t code_form[256] = {
#define INSN(name, code, form, sel, width, group, text, body) [code] = FORM_##form + 1,
#include "isa/insn.tbl"
#undef INSN
};
#pragma GCC diagnostic pop

/* Sends the selectors of any one code to different numbers below 16. The unit test finds out where a new row breaks that. */
#define SLOT(sel) (((uint32_t)(sel)*373u >> 8) % 16u)
/* 0: no such row; else the row plus 1. */
static const uint8_t slots[256][16] = {
#define INSN(name, code, form, sel, width, group, text, body) [code][SLOT(sel)] = OP_##name + 1,
#include "isa/insn.tbl"
#undef INSN
};
_Static_assert(OP_NR_INSNS < 255, "slots holds a row's number plus 1 in a byte");

static uint32_t field_value(const struct kiln_insn *insn, uint8_t field)
{
	return field == FIELD_SRC   ? insn->src
	       : field == FIELD_OFF ? (uint32_t)insn->off
	       : field		    ? (uint32_t)insn->imm
				    : 0;
}

static unsigned fields_set(const struct kiln_insn *insn)
{
	return (insn->dst ? FIELD_DST : 0u) | (insn->src ? FIELD_SRC : 0u) | (insn->off ? FIELD_OFF : 0u) |
	       (insn->imm ? FIELD_IMM : 0u);
}

/* The second half of a wide load holds a number and nothing else; and not even that where the first says all. */
static bool wide_half_ok(const struct kiln_insn *insn, uint32_t src)
{
	if (insn->code || insn->dst || insn->src || insn->off)
		return false;
	return insn->imm == 0 || (src != KILN_WIDE_MAP && src != KILN_WIDE_MAP_IDX && src != KILN_WIDE_FUNC);
}

uint8_t isa_writes(const struct insn_row *row)
{
	if (row->form == FORM_ATOMIC) /* bit 0 of sel is FETCH; compare-and-exchange gives its result to r0 instead */
		return (row->sel & 1) && row->sel != 0xf1 ? FIELD_SRC : 0;
	return insn_forms[row->form].writes;
}

uint16_t isa_decode(const struct kiln_insn *insn, uint32_t nr_left, enum insn_op *op)
{
	const struct insn_form_rule *form;
	const struct insn_row *row;
	uint32_t sel, nr;
	uint8_t writes;

	if (!nr_left || !code_form[insn->code])
		return KILN_REASON_OPCODE;
	form = &insn_forms[code_form[insn->code] - 1];
	sel = field_value(insn, form->select);
	nr = slots[insn->code][SLOT(sel)];
	/* Another number in imm or src would name another operation; in off there should be none. */
	if (!nr || insn_rows[nr - 1].sel != sel)
		return form->select == FIELD_OFF ? KILN_REASON_RESERVED : KILN_REASON_OPCODE;
	row = &insn_rows[nr - 1];
	form = &insn_forms[row->form];
	if (fields_set(insn) & ~(form->used | form->select))
		return KILN_REASON_RESERVED;
	if (row->form == FORM_WIDE && nr_left < 2)
		return KILN_REASON_OPCODE;
	if (row->form == FORM_WIDE && !wide_half_ok(insn + 1, insn->src))
		return KILN_REASON_RESERVED;
	writes = isa_writes(row);
	if (insn->dst > 9 || insn->src > 9)
		if (((form->used & FIELD_DST) && insn->dst > 10) || ((form->used & FIELD_SRC) && insn->src > 10) ||
		    ((writes & FIELD_DST) && insn->dst > 9) || ((writes & FIELD_SRC) && insn->src > 9))
			return KILN_REASON_REGISTER;
	*op = (enum insn_op)(nr - 1);
	return KILN_REASON_NONE;
}

int64_t insn_target(const struct kiln_insn *insn, enum insn_op op, uint32_t pc)
{
	bool in_off = insn_forms[insn_rows[op].form].used & FIELD_OFF;

	return (int64_t)pc + 1 + (in_off ? insn->off : insn->imm);
}
