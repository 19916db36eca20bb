/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * disasm.c - one instruction as text, as llvm-objdump writes it.
 *
 * Overview     walks the text column of the instruction's row, and puts operands where it says so.
 * Invariant    what decodes gives text that asm.c turns back into the same bytes. What does not gives "<unknown ...>", which no
 *              assembler takes.
 * Cost         a few dozen characters. Memory: the caller's buffer. Threads: none to guard.
 */
#include "isa/isa.h"

#include "base/text.h"
#include "isa/text.h"

static void put_reg(struct text *t, const struct insn_row *row, uint8_t field, uint32_t reg)
{
	text_printf(t, "%c%u", row_is_w(row, field == row_value(row)) ? 'w' : 'r', reg);
}

/* " + 4", " - 4": the sign stands apart, and INT_MIN has no positive twin. */
static void put_offset(struct text *t, int32_t v)
{
	text_printf(t, "%c %lld", v < 0 ? '-' : '+', v < 0 ? -(long long)v : (long long)v);
}

static void put_operand(struct text *t, const struct kiln_insn *insn, enum insn_op op, char what)
{
	const struct insn_row *row = &insn_rows[op];

	switch (what) {
	case 'd':
		put_reg(t, row, FIELD_DST, insn->dst);
		break;
	case 's':
		put_reg(t, row, FIELD_SRC, insn->src);
		break;
	case 'i':
		text_printf(t, "%d", insn->imm);
		break;
	case 'u':
		text_printf(t, "%u", (uint32_t)insn->imm);
		break;
	case 'q':
		text_printf(t, "%lld", (long long)insn_wide_imm(insn));
		break;
	case 'n':
		text_printf(t, "%d", insn[1].imm);
		break;
	case 'o':
		put_offset(t, insn->off);
		break;
	case 'f':
		text_printf(t, "%d", insn->off);
		break;
	case 't':
		text_printf(t, "%+lld", (long long)insn_target(insn, op, 0) - 1);
		break;
	case 'h':
		text_printf(t, "%u", (uint32_t)insn->imm >> 16);
		break;
	case 'l':
		text_printf(t, "%u", (uint32_t)insn->imm & 0xffff);
		break;
	case 'p':
		if (insn->imm) {
			text_char(t, ' ');
			put_offset(t, insn->imm);
		}
		break;
	default: /* a plain %, as in %= */
		text_char(t, '%');
		text_char(t, what);
	}
}

size_t kiln_disasm(const struct kiln_insn *insn, uint32_t nr_left, uint32_t pc, char *buf, size_t cap)
{
	struct text t = text_of(buf, cap);
	enum insn_op op;

	(void)pc; /* targets are relative, as LLVM writes them */
	if (isa_decode(insn, nr_left, &op)) {
		if (nr_left)
			text_printf(&t, "<unknown code 0x%02x dst %u src %u off %d imm %d>", insn->code, insn->dst,
				    insn->src, insn->off, insn->imm);
		return t.len < cap ? t.len : cap ? cap - 1 : 0;
	}
	for (const char *s = insn_rows[op].text; *s; s++) {
		if (*s == '%')
			put_operand(&t, insn, op, *++s);
		else
			text_char(&t, *s);
	}
	return t.len < cap ? t.len : cap ? cap - 1 : 0;
}
