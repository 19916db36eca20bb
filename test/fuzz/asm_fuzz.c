/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * asm_fuzz.c - any text: an error with words and a place, or instructions that all decode, and whose text gives them again.
 */
#include "fuzz.h"

#include "isa/isa.h"

enum { ROOM = 512 };

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

/* Short names are maps and helpers. */
static bool short_name(void *arg, const char *name, size_t len, uint32_t *number)
{
	(void)arg;
	*number = (uint8_t)name[0];
	return len < 4;
}

static void again(const struct kiln_insn *insns, uint32_t nr)
{
	struct kiln_insn back[2];
	enum insn_op op;
	uint32_t len;
	char text[128];

	for (uint32_t i = 0; i < nr; i += len) {
		MUST(!isa_decode(&insns[i], nr - i, &op));
		kiln_disasm(&insns[i], nr - i, i, text, sizeof(text));
		MUST(!kiln_asm(&host, text, strlen(text), NULL, back, 2, &len, NULL));
		MUST(len && len <= nr - i && !memcmp(back, &insns[i], len * sizeof(back[0])));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	const struct kiln_asm_symbols syms = { short_name, short_name, NULL, short_name };
	struct kiln_insn insns[ROOM];
	struct kiln_why why = { 0 };
	uint32_t nr = 99;

	if (kiln_asm(&host, (const char *)data, len, &syms, insns, ROOM, &nr, &why)) {
		MUST(nr == 0 && why.what[0] && memchr(why.what, 0, sizeof(why.what)) && why.line && why.col);
		return 0;
	}
	MUST(nr <= ROOM);
	again(insns, nr);
	return 0;
}
