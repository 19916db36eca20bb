/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * asm_test.c - instructions to text and back: every row with random operands gives the same bytes; errors say where.
 *
 * asm_test --list N prints N random instructions as "HEX TEXT", so that a stage can ask LLVM about them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/reason.h"
#include "isa/isa.h"

static struct kiln_host *host;
static uint64_t seed = 88172645463325252ull;

static uint64_t random64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Edge values as often as any. */
static int32_t random_imm(void)
{
	static const int32_t edges[] = { 0, 1, -1, INT32_MAX, INT32_MIN, 0x7fff, -0x8000, 0xff, 0x10000 };
	uint64_t r = random64();

	return r & 1 ? edges[(r >> 8) % (sizeof(edges) / sizeof(edges[0]))] : (int32_t)(r >> 16);
}

static void random_insn(const struct insn_row *row, struct kiln_insn *insn)
{
	const struct insn_form_rule *form = &insn_forms[row->form];
	uint8_t writes = isa_writes(row);

	memset(insn, 0, 2 * sizeof(*insn));
	insn->code = row->code;
	if (form->used & FIELD_DST)
		insn->dst = (unsigned int)(random64() % (writes & FIELD_DST ? 10 : 11)) & 15u;
	if (form->used & FIELD_SRC)
		insn->src = (unsigned int)(random64() % (writes & FIELD_SRC ? 10 : 11)) & 15u;
	if (form->used & FIELD_OFF)
		insn->off = (int16_t)random_imm();
	if (form->used & FIELD_IMM)
		insn->imm = random_imm();
	if (form->select == FIELD_SRC)
		insn->src = row->sel & 15u;
	if (form->select == FIELD_OFF)
		insn->off = (int16_t)row->sel;
	if (form->select == FIELD_IMM)
		insn->imm = (int32_t)row->sel;
	if (row->form == FORM_WIDE && row->sel != KILN_WIDE_MAP && row->sel != KILN_WIDE_MAP_IDX &&
	    row->sel != KILN_WIDE_FUNC)
		insn[1].imm = random_imm();
}

static void round_trip(void **state)
{
	struct kiln_insn insn[2], back[4];
	struct kiln_why why;
	char text[128];
	uint32_t nr;

	(void)state;
	for (int i = 0; i < OP_NR_INSNS; i++)
		for (int turn = 0; turn < 50; turn++) {
			size_t len;

			random_insn(&insn_rows[i], insn);
			len = kiln_disasm(insn, 2, 0, text, sizeof(text));
			assert_int_equal(len, strlen(text));
			if (kiln_asm(host, text, len, NULL, back, 4, &nr, &why))
				fail_msg("%s: %s: %s", insn_rows[i].name, text, why.what);
			assert_int_equal(nr, insn_rows[i].form == FORM_WIDE ? 2 : 1);
			if (memcmp(insn, back, nr * sizeof(*insn)))
				fail_msg("%s: %s: other bytes", insn_rows[i].name, text);
		}
}

static void text_is_cut(void **state)
{
	struct kiln_insn insn = { .code = 0xb7, .dst = 1, .imm = -77 }, bad = { .code = 0xff };
	char text[8] = "xxxxxxx";

	(void)state;
	assert_int_equal(kiln_disasm(&insn, 1, 0, NULL, 0), 0);
	assert_int_equal(kiln_disasm(&insn, 1, 0, text, 5), 4);
	assert_string_equal(text, "r1 =");
	kiln_disasm(&bad, 1, 0, text, sizeof(text));
	assert_string_equal(text, "<unknow");
	assert_int_equal(kiln_disasm(&insn, 0, 0, text, sizeof(text)), 0);
}

/* -- the assembler's own forms ------------------------------------------------------------------------------------- */

static bool find_map(void *arg, const char *name, size_t len, uint32_t *index)
{
	(void)arg;
	*index = 3;
	return len == 6 && !memcmp(name, "counts", 6);
}

static bool find_helper(void *arg, const char *name, size_t len, uint32_t *id)
{
	(void)arg;
	*id = 12;
	return len == 9 && !memcmp(name, "tail_call", 9);
}

static const struct kiln_asm_symbols symbols = { .map = find_map, .helper = find_helper };

static enum kiln_err assemble(const char *text, struct kiln_insn *insns, uint32_t cap, uint32_t *nr,
			      struct kiln_why *why)
{
	memset(why, 0, sizeof(*why));
	return kiln_asm(host, text, strlen(text), &symbols, insns, cap, nr, why);
}

/* Both texts mean the same. */
static void assert_same(const char *a, const char *b)
{
	struct kiln_insn x[32], y[32];
	uint32_t nr_x, nr_y;
	struct kiln_why why;

	if (assemble(a, x, 32, &nr_x, &why) || assemble(b, y, 32, &nr_y, &why))
		fail_msg("%s | %s: %s", a, b, why.what);
	assert_int_equal(nr_x, nr_y);
	assert_memory_equal(x, y, nr_x * sizeof(x[0]));
}

static void forms(void **state)
{
	(void)state;
	assert_same("", " \n ; # nothing\n// nothing; at all");
	assert_same("r1=r2;r3  +=\t4 # both", "r1 = r2\nr3 += 4 // both");
	assert_same("a: b: r1 = 1\nc:\ngoto a\ngoto c; d: if r1 == 1 goto d",
		    "r1 = 1\ngoto -2\ngoto -2\nif r1 == 1 goto -1");
	assert_same("goto end; r1 = 5 ll; r1 = 0x5 ll\nend: exit", "goto +4; r1 = 5 ll; r1 = 5 ll; exit");
	assert_same("call f; exit; f: exit", "call +1; exit; exit");
	assert_same("f: call f", "call -1");
	assert_same("call tail_call", "call 12");
	assert_same("r1 = counts ll", "r1 = map(3) ll");
	assert_same("r1 = counts[8] ll", "r1 = map_value(3, 8) ll");
	assert_same("r2 = f ll; exit; f: exit", "r2 = func(+2) ll; exit; exit");
	assert_same("gotol f; f: exit", "gotol +0; exit");
	assert_same("may_goto f; f: exit", "may_goto +0; exit");
	assert_same("r1 = *(u32 *)(r2)", "r1 = *(u32 *) ( r2+0 )");
	assert_same("w1 = *(u32 *)(r2 + 8)", "r1 = *(u32 *)(r2 + 8)");
	assert_same("lock *(u32 *)(r2 + 8) += r1", "lock *(u32 *)(r2 + 8) += w1");
	assert_same("w1 = 0xffffffff", "w1 = -1");
	assert_same("*(u8 *)(r1 + 0) = 0xff", "*(u8 *)(r1 + 0) = 255");
	assert_same("r1 = 0xFFFFFFFFFFFFFFFF ll", "r1 = -1 ll");
	assert_same("r1 = -0x8000000000000000 ll", "r1 = 9223372036854775808 ll");
	assert_same("r1 = - r1", "r1 = -r1");
	assert_same("r0 = *(u8 *)skb[r1]", "r0 = *(u8 *)skb[r1 + 0]");
}

static void assert_refused(const char *text, uint32_t line, uint32_t col, const char *what)
{
	struct kiln_insn insns[4];
	struct kiln_why why;
	uint32_t nr = 99;

	assert_int_equal(assemble(text, insns, 4, &nr, &why), KILN_ERR_FORMAT);
	assert_int_equal(nr, 0);
	assert_int_equal(why.reason, KILN_REASON_ASM);
	assert_string_equal(why.what, what);
	assert_int_equal(why.line, line);
	assert_int_equal(why.col, col);
	assert_int_equal(kiln_asm(host, text, strlen(text), &symbols, insns, 4, &nr, NULL), KILN_ERR_FORMAT);
}

static void errors(void **state)
{
	(void)state;
	assert_refused("exit\n  frob r1", 2, 3, "no instruction begins like this: 'frob r1'");
	assert_refused("r1 += 0xffffffff", 1, 7, "number that does not fit its field: '0xffffffff'");
	assert_refused("w1 += 0x100000000", 1, 7, "number that does not fit its field: '0x100000000'");
	assert_refused("r1 = 0x10000000000000000 ll", 1, 6, "number of more than 64 bits: '0x10000000000000000 ll'");
	assert_refused("r1 = *(u8 *)(r2 + 32768)", 1, 19, "number that does not fit its field: '32768)'");
	assert_refused("r1 = *(u8 *)(r2 + 1", 1, 20, "no instruction goes on like this, at the end of the line");
	assert_refused("r1 = *(w8 *)(r2 + 1)", 1, 8, "no instruction goes on like this: 'w8 *)(r2 + 1)'");
	assert_refused("r1 += w2", 1, 7, "w register where an r register belongs: 'w2'");
	assert_refused("w1 += r2", 1, 7, "r register where a w register belongs: 'r2'");
	assert_refused("r1 += r11", 1, 7, "register that there is none of: 'r11'");
	assert_refused("exit; r10 = 1", 1, 7, "r10 is only read: 'r10 = 1'");
	assert_refused("r1 = -r2", 1, 7, "another register than before, where it must be the same: 'r2'");
	assert_refused("goto nowhere", 1, 6, "unknown name: 'nowhere'");
	assert_refused("goto ll", 1, 6, "no label: 'll'");
	assert_refused("call nothing", 1, 6, "unknown name: 'nothing'");
	assert_refused("goto +40000", 1, 6, "target too far for this instruction: '+40000'");
	assert_refused("a: exit\na: exit", 2, 1, "a label that is there already: 'a: exit'");
	assert_refused("exit exit", 1, 6, "no instruction goes on like this: 'exit'");
	assert_refused("r1 > = 5", 1, 6, "no instruction goes on like this: '= 5'");
	assert_refused("ll: exit", 1, 1, "no instruction begins like this: 'll: exit'");
}

static void room(void **state)
{
	struct kiln_insn insns[2] = { { .imm = 7 }, { .imm = 7 } };
	struct kiln_why why;
	uint32_t nr;
	uint64_t before, alive;

	(void)state;
	assert_int_equal(assemble("exit; exit; exit", insns, 2, &nr, &why), KILN_ERR_NOSPC);
	assert_int_equal(assemble("exit; r1 = 5 ll", insns, 2, &nr, &why), KILN_ERR_NOSPC);
	assert_int_equal(assemble("r1 = 5 ll", insns, 2, &nr, &why), KILN_OK);
	assert_int_equal(assemble("exit", insns, 0, &nr, &why), KILN_ERR_NOSPC);
	kiln_posix_counts(host, &before, &alive);
	kiln_posix_fail_alloc_at(host, 1);
	assert_int_equal(assemble("a: exit", insns, 2, &nr, &why), KILN_ERR_NOMEM);
	kiln_posix_fail_alloc_at(host, 0);
	assert_int_equal(nr, 0);
	kiln_posix_counts(host, &alive, &before);
	assert_int_equal(alive, 0);
}

/* A target just in reach, and one instruction too far. */
static void far_labels(void **state)
{
	enum { NR = 32769 };
	struct kiln_insn *insns = calloc(NR + 2, sizeof(*insns));
	char *text = malloc(NR * 5 + 100), *end = text;
	struct kiln_why why;
	uint32_t nr;

	(void)state;
	end += sprintf(end, "goto end;");
	for (int i = 0; i < NR - 2; i++)
		end += sprintf(end, "exit;");
	sprintf(end, "end: exit");
	assert_int_equal(assemble(text, insns, NR + 2, &nr, &why), KILN_OK);
	assert_int_equal(insns[0].off, 32767);
	sprintf(end, "exit; end: exit");
	assert_int_equal(assemble(text, insns, NR + 2, &nr, &why), KILN_ERR_FORMAT);
	assert_string_equal(why.what, "target too far for this instruction: 'end;exit;exit;exit;exit;exit;exi'");
	free(text);
	free(insns);
}

static int list(uint32_t n)
{
	struct kiln_insn insn[2];
	char text[128];

	for (uint32_t i = 0; i < n; i++) {
		const struct insn_row *row = &insn_rows[i % OP_NR_INSNS];
		const uint8_t *bytes = (const uint8_t *)insn;

		random_insn(row, insn);
		kiln_disasm(insn, 2, 0, text, sizeof(text));
		printf("%s\t", row->name);
		for (size_t j = 0; j < (row->form == FORM_WIDE ? 16 : 8); j++)
			printf("%02x", bytes[j]);
		printf("\t%s\n", text);
	}
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip), cmocka_unit_test(text_is_cut), cmocka_unit_test(forms),
		cmocka_unit_test(errors),     cmocka_unit_test(room),	     cmocka_unit_test(far_labels),
	};
	int failed;

	if (argc == 3 && !strcmp(argv[1], "--list"))
		return list((uint32_t)strtoul(argv[2], NULL, 10));
	if (kiln_posix_host_new(NULL, &host))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	kiln_posix_host_free(host);
	return failed;
}
