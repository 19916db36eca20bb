/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * disasm_fuzz.c - any bytes as instructions: what decodes has a text that assembles to the same bytes; the rest says "<unknown".
 */
#include "fuzz.h"

#include "isa/isa.h"

static void *fuzz_alloc(void *cookie, size_t len)
{
	(void)cookie;
	return calloc(1, len);
}

static void fuzz_free(void *cookie, void *p, size_t len)
{
	(void)cookie, (void)len;
	free(p);
}

static const struct kiln_host host = { .alloc = fuzz_alloc, .free = fuzz_free };

static void one(const struct kiln_insn *insn, uint32_t nr_left)
{
	struct kiln_insn back[2];
	struct kiln_why why;
	enum insn_op op;
	char text[128], small[9];
	uint32_t nr;
	size_t len = kiln_disasm(insn, nr_left, 0, text, sizeof(text));

	MUST(len == strlen(text));
	MUST(kiln_disasm(insn, nr_left, 0, small, sizeof(small)) == strlen(small) &&
	     !strncmp(small, text, strlen(small)));
	if (isa_decode(insn, nr_left, &op)) {
		MUST(!strncmp(text, "<unknown", 8));
		return;
	}
	MUST(kiln_asm(&host, text, len, NULL, back, 2, &nr, &why) == KILN_OK);
	MUST(nr == (insn_is_wide(insn) ? 2 : 1) && !memcmp(back, insn, nr * sizeof(*insn)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	uint32_t nr = (uint32_t)(len / sizeof(struct kiln_insn));
	struct kiln_insn *insns = malloc(nr * sizeof(*insns) + 1);

	memcpy(insns, data, nr * sizeof(*insns));
	for (uint32_t i = 0; i < nr; i++)
		one(&insns[i], nr - i);
	free(insns);
	return 0;
}
