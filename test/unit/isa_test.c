/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * isa_test.c - insn.tbl against the decoder: every row decodes as itself, and nothing else decodes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/reason.h"
#include "isa/isa.h"

/* An instruction of a row, with the fields that its operands use set to the given numbers. */
static void encode(const struct insn_row *row, struct kiln_insn *insn, uint8_t dst, uint8_t src, int16_t off,
		   int32_t imm)
{
	const struct insn_form_rule *form = &insn_forms[row->form];

	memset(insn, 0, 2 * sizeof(*insn));
	insn->code = row->code;
	if (form->used & FIELD_DST)
		insn->dst = dst & 15u;
	if (form->used & FIELD_SRC)
		insn->src = src & 15u;
	if (form->used & FIELD_OFF)
		insn->off = off;
	if (form->used & FIELD_IMM)
		insn->imm = imm;
	if (form->select == FIELD_SRC)
		insn->src = row->sel & 15u;
	if (form->select == FIELD_OFF)
		insn->off = (int16_t)row->sel;
	if (form->select == FIELD_IMM)
		insn->imm = (int32_t)row->sel;
}

static uint16_t decode(const struct kiln_insn *insn, enum insn_op *op)
{
	*op = OP_NR;
	return isa_decode(insn, 2, op);
}

static void every_row_decodes(void **state)
{
	struct kiln_insn insn[2];
	enum insn_op op;

	(void)state;
	for (int i = 0; i < OP_NR_INSNS; i++) {
		encode(&insn_rows[i], insn, 9, 9, -7, 1 << 30);
		assert_int_equal(decode(insn, &op), KILN_REASON_NONE);
		assert_string_equal(insn_rows[op].name, insn_rows[i].name);
	}
}

static uint16_t decode_with(const struct insn_row *row, uint8_t dst, uint8_t src)
{
	struct kiln_insn insn[2];
	enum insn_op op;

	encode(row, insn, dst, src, 0, 0);
	return decode(insn, &op);
}

static void registers_are_known(void **state)
{
	(void)state;
	for (int i = 0; i < OP_NR_INSNS; i++) {
		const struct insn_row *row = &insn_rows[i];
		uint8_t used = insn_forms[row->form].used, writes = isa_writes(row);

		assert_int_equal(decode_with(row, 10, 1), writes & FIELD_DST ? KILN_REASON_REGISTER : KILN_REASON_NONE);
		assert_int_equal(decode_with(row, 1, 10), writes & FIELD_SRC ? KILN_REASON_REGISTER : KILN_REASON_NONE);
		for (uint8_t reg = 11; reg < 16; reg++) {
			assert_int_equal(decode_with(row, reg, 1),
					 used & FIELD_DST ? KILN_REASON_REGISTER : KILN_REASON_NONE);
			assert_int_equal(decode_with(row, 1, reg),
					 used & FIELD_SRC ? KILN_REASON_REGISTER : KILN_REASON_NONE);
		}
	}
}

/* Sets one field that a row does not use, to one bit. */
static void unused_fields_are_zero(void **state)
{
	struct kiln_insn insn[2];
	enum insn_op op;

	(void)state;
	for (int i = 0; i < OP_NR_INSNS; i++) {
		uint8_t used = insn_forms[insn_rows[i].form].used | insn_forms[insn_rows[i].form].select;

		for (int bit = 0; bit < 56; bit++) {
			uint8_t field = bit < 4 ? FIELD_DST : bit < 8 ? FIELD_SRC : bit < 24 ? FIELD_OFF : FIELD_IMM;
			uint64_t raw;

			if (used & field)
				continue;
			encode(&insn_rows[i], insn, 1, 1, 0, 0);
			memcpy(&raw, insn, sizeof(raw));
			raw |= 1ull << (8 + bit);
			memcpy(insn, &raw, sizeof(raw));
			assert_int_equal(decode(insn, &op), KILN_REASON_RESERVED);
		}
	}
}

/* Every code with every selector that some row has, and some that none has: what decodes is a row's own pair. */
static void nothing_else_decodes(void **state)
{
	static const uint32_t sels[] = { 0,    1,    2,	   3,	  4,	 5,	6,     7,     8,      9,     15,   16,
					 17,   32,   64,   128,	  0x40,	 0x41,	0x50,  0x51,  0xa0,   0xa1,  0xe0, 0xe1,
					 0xf0, 0xf1, 0xff, 0x100, 0x101, 0x110, 0x111, 0x140, 0x7fff, 0xffff };
	struct kiln_insn insn[2];
	enum insn_op op;

	(void)state;
	for (int code = 0; code < 256; code++)
		for (size_t s = 0; s < sizeof(sels) / sizeof(sels[0]); s++)
			for (int field = 0; field < 3; field++) {
				memset(insn, 0, sizeof(insn));
				insn->code = (uint8_t)code;
				if (field == 0)
					insn->off = (int16_t)sels[s];
				else if (field == 1)
					insn->imm = (int32_t)sels[s];
				else
					insn->src = sels[s] & 15;
				if (decode(insn, &op) != KILN_REASON_NONE)
					continue;
				assert_int_equal(insn_rows[op].code, code);
				switch (insn_forms[insn_rows[op].form].select) {
				case FIELD_OFF:
					assert_int_equal(insn_rows[op].sel, (uint32_t)insn->off);
					break;
				case FIELD_IMM:
					assert_int_equal(insn_rows[op].sel, (uint32_t)insn->imm);
					break;
				case FIELD_SRC:
					assert_int_equal(insn_rows[op].sel, insn->src);
					break;
				default:
					assert_int_equal(insn_rows[op].sel, 0);
				}
			}
}

static void wide_loads_have_two_halves(void **state)
{
	struct kiln_insn insn[2] = { { .code = 0x18 } };
	enum insn_op op;

	(void)state;
	assert_int_equal(isa_decode(insn, 1, &op), KILN_REASON_OPCODE);
	assert_int_equal(isa_decode(insn, 2, &op), KILN_REASON_NONE);
	insn[1].code = 0xb7;
	assert_int_equal(isa_decode(insn, 2, &op), KILN_REASON_RESERVED);
	insn[1] = (struct kiln_insn){ .off = 1 };
	assert_int_equal(isa_decode(insn, 2, &op), KILN_REASON_RESERVED);
	insn[1] = (struct kiln_insn){ .imm = 1 };
	assert_int_equal(isa_decode(insn, 2, &op), KILN_REASON_NONE);
	assert_true(insn_wide_imm(insn) == 1ull << 32);
	insn[0].src = KILN_WIDE_MAP_IDX;
	assert_int_equal(isa_decode(insn, 2, &op), KILN_REASON_RESERVED);
	insn[0].src = KILN_WIDE_VALUE_IDX;
	assert_int_equal(isa_decode(insn, 2, &op), KILN_REASON_NONE);
	assert_int_equal(isa_decode(insn, 0, &op), KILN_REASON_OPCODE);
}

static void targets(void **state)
{
	struct kiln_insn jump = { .code = 0x05, .off = -3 }, jump32 = { .code = 0x06, .imm = 100000 },
			 call = { .code = 0x85, .src = 1, .imm = -1 };

	(void)state;
	assert_int_equal(insn_target(&jump, OP_JA, 10), 8);
	assert_int_equal(insn_target(&jump, OP_JA, 0), -2);
	assert_int_equal(insn_target(&jump32, OP_JA32, 10), 100011);
	assert_int_equal(insn_target(&call, OP_CALL_SUB, 10), 10);
}

static void *no_memory(void *cookie, size_t len)
{
	(void)cookie, (void)len;
	return NULL;
}

/* Lengths are judged before a byte is read. */
static void the_front_judges_lengths(void **state)
{
	const struct kiln_host host = { .alloc = no_memory };
	const size_t wrong[] = { 0, 7, 12, (size_t)8 * (KILN_MAX_INSNS + 1), SIZE_MAX, SIZE_MAX - 7 };
	struct kiln_insn exit = { .code = 0x95 };
	struct kiln_source out;
	struct kiln_why why = { 0 };
	struct arena a;

	(void)state;
	arena_init(&a, &host, 0);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		assert_int_equal(kiln_front_ebpf.read(&a, &exit, wrong[i], NULL, &out, &why), KILN_ERR_FORMAT);
		assert_int_equal(why.reason, KILN_REASON_LENGTH);
		assert_int_equal(kiln_front_ebpf.read(&a, &exit, wrong[i], NULL, &out, NULL), KILN_ERR_FORMAT);
	}
	assert_int_equal(kiln_front_ebpf.read(&a, &exit, sizeof(exit), NULL, &out, &why), KILN_ERR_NOMEM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_decodes),	      cmocka_unit_test(registers_are_known),
		cmocka_unit_test(unused_fields_are_zero),     cmocka_unit_test(nothing_else_decodes),
		cmocka_unit_test(wide_loads_have_two_halves), cmocka_unit_test(targets),
		cmocka_unit_test(the_front_judges_lengths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
