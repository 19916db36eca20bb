/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * asm.c - kiln asm: text in LLVM's BPF syntax to instructions.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "symbols.h"
#include "tool.h"

static const char *opt_output = "-";
static bool opt_hex;

static const struct option_row options[] = {
	{ "output", 'o', OPT_TEXT, "FILE", "where the instructions go; default: standard output", &opt_output },
	{ "hex", 'x', OPT_FLAG, NULL, "as hex, an instruction a line, with its text behind a #", &opt_hex },
	{ 0 },
};

enum { ASM_MAX = 65536 };

static void hex_print(FILE *f, const struct kiln_insn *insn, uint32_t nr)
{
	for (uint32_t i = 0; i < nr; i++) {
		const uint8_t *b = (const uint8_t *)&insn[i];
		char text[128] = "";
		bool half = i && insn[i - 1].code == 0x18;

		for (int j = 0; j < 8; j++)
			fprintf(f, "%02x%s", b[j], j < 7 ? " " : "");
		if (!half)
			kiln_disasm(&insn[i], nr - i, i, text, sizeof(text));
		fprintf(f, half ? "\n" : "  # %s\n", text);
	}
}

static int insns_write(const struct kiln_insn *insn, uint32_t nr)
{
	bool to_stdout = !strcmp(opt_output, "-");
	FILE *f = to_stdout ? stdout : fopen(opt_output, "wb");
	bool fine;

	if (!f) {
		complain("%s: %s", opt_output, strerror(errno));
		return EXIT_USAGE;
	}
	if (opt_hex || (to_stdout && isatty(STDOUT_FILENO)))
		hex_print(f, insn, nr);
	else
		fwrite(insn, sizeof(*insn), nr, f);
	fine = !ferror(f) && !(to_stdout ? fflush(f) : fclose(f));
	if (!fine)
		complain("%s: %s", opt_output, strerror(errno));
	return fine ? EXIT_FINE : EXIT_USAGE;
}

static int asm_main(int argc, char **argv)
{
	struct kiln_insn *insn = malloc(ASM_MAX * sizeof(*insn));
	struct kiln_host *host = NULL;
	struct kiln_why why = { 0 };
	size_t len;
	char *text = file_read(argv[0], 16u << 20, &len);
	uint32_t nr = 0;
	int status = EXIT_USAGE;

	(void)argc;
	if (!insn || kiln_posix_host_new(NULL, &host))
		complain("out of memory");
	else if (text && kiln_asm(host, text, len, &symbols_helpers, insn, ASM_MAX, &nr, &why))
		fprintf(stderr, "%s:%u: %s\n", argv[0], why.line, why.what);
	else if (text)
		status = insns_write(insn, nr);
	kiln_posix_host_free(host);
	free(text);
	free(insn);
	return status;
}

const struct command cmd_asm = {
	.name = "asm",
	.args = "FILE",
	.summary = "assemble text in LLVM's BPF syntax",
	.about =
		"Reads FILE (- is standard input) and writes the instructions it says, eight bytes each, in this machine's\n"
		"byte order. Labels, comments and helpers by name are understood. To a terminal they are written as hex.",
	.options = options,
	.run = asm_main,
	.min_args = 1,
	.max_args = 1,
};
