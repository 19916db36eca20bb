/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * text.h - what both directions of the text of instructions share: which register names a row has.
 */
#ifndef KILN_ISA_TEXT_H
#define KILN_ISA_TEXT_H

#include "isa/isa.h"

/*
 * Rows whose registers are w0 to w10: 32-bit arithmetic and jumps. In atomics of up to 32 bits the value's register is a w,
 * the address's an r; LLVM has no other form of them.
 */
static inline bool row_is_w(const struct insn_row *row, bool is_value)
{
	switch (row->form) {
	case FORM_ALU_IMM:
	case FORM_ALU_REG:
	case FORM_ALU_ONE:
	case FORM_JMP_IMM:
	case FORM_JMP_REG:
		return row->width == 32;
	case FORM_ATOMIC:
	case FORM_LOAD_ACQ:
	case FORM_STORE_REL:
		return row->width <= 32 && is_value;
	}
	return false;
}

/* Which of dst and src is the value of a memory access; the other is its address. */
static inline uint8_t row_value(const struct insn_row *row)
{
	return row->form == FORM_LOAD || row->form == FORM_LOAD_ACQ ? FIELD_DST : FIELD_SRC;
}

#endif
