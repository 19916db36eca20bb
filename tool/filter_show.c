/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter_show.c - filters for people: as tcpdump -d prints them, and explained side by side.
 */
#include <stdlib.h>
#include <string.h>

#include "late_capstone.h"

#include "btf_json.h"
#include "filter.h"

void filters_print(const struct filters *f, int form)
{
	for (uint32_t i = 0; i < f->nr; i++) {
		if (f->name[i])
			printf("%s:\n", f->name[i]);
		bpf_dump((struct bpf_program *)(uintptr_t)&f->code[i], form);
	}
}

/* -- side by side -------------------------------------------------------------------------------------------------- */

/* Lines of one column. */
struct column {
	char **line;
	uint32_t nr, width;
};

static void column_add(struct column *c, const char *text)
{
	char **more = reallocarray(c->line, c->nr + 1, sizeof(*more));

	if (!more)
		return; /* a line less */
	c->line = more;
	c->line[c->nr] = strdup(text);
	if (c->line[c->nr] && strlen(text) > c->width)
		c->width = (uint32_t)strlen(text);
	c->nr += c->line[c->nr] != NULL;
}

static void column_free(struct column *c)
{
	for (uint32_t i = 0; i < c->nr; i++)
		free(c->line[i]);
	free(c->line);
}

static void classic_column(struct column *c, const struct filters *f)
{
	char text[128];

	for (uint32_t i = 0; i < f->nr; i++) {
		if (f->name[i])
			column_add(c, f->name[i]);
		for (uint32_t pc = 0; pc < f->code[i].bf_len; pc++) {
			snprintf(text, sizeof(text), "%s", bpf_image(&f->code[i].bf_insns[pc], (int)pc));
			for (char *p = text; *p; p++)
				if (*p == '\t')
					*p = ' ';
			column_add(c, text);
		}
	}
}

static void ebpf_column(struct column *c, const struct kiln_prog_info *info)
{
	char text[160], insn[128];

	for (uint32_t pc = 0; pc < info->nr_insns; pc++) {
		kiln_disasm(&info->insns[pc], info->nr_insns - pc, pc, insn, sizeof(insn));
		snprintf(text, sizeof(text), "%3u: %s", pc, insn);
		column_add(c, text);
		pc += info->insns[pc].code == 0x18;
	}
}

static void native_column(struct column *c, const struct kiln_prog_info *info)
{
	csh cs;
	cs_insn *in;
	char text[256];
	size_t nr;

	if (!info->code || cs_open(CS_ARCH_X86, CS_MODE_64, &cs) != CS_ERR_OK)
		return;
	nr = cs_disasm(cs, info->code, info->code_off[info->nr_insns], 0, 0, &in);
	for (size_t i = 0; i < nr; i++) {
		snprintf(text, sizeof(text), "%4x: %s %s", (unsigned int)in[i].address, in[i].mnemonic, in[i].op_str);
		column_add(c, text);
	}
	if (nr)
		cs_free(in, nr);
	cs_close(&cs);
}

static void columns_print(const struct column *c, const char *const *title, uint32_t nr)
{
	const struct paint *paint = paint_for(stdout);
	uint32_t most = 0;

	for (uint32_t i = 0; i < nr; i++) {
		most = c[i].nr > most ? c[i].nr : most;
		printf("%s%-*s%s", paint->bold, i + 1 < nr ? (int)c[i].width + 2 : 0, title[i], paint->off);
	}
	putchar('\n');
	for (uint32_t row = 0; row < most; row++) {
		for (uint32_t i = 0; i < nr; i++)
			printf("%-*s", i + 1 < nr ? (int)c[i].width + 2 : 0, row < c[i].nr ? c[i].line[row] : "");
		putchar('\n');
	}
}

static void columns_json(const struct column *c, const char *const *title, uint32_t nr)
{
	for (uint32_t i = 0; i < nr; i++) {
		printf("%s\"%s\":[", i ? "," : "{", title[i]);
		for (uint32_t row = 0; row < c[i].nr; row++) {
			printf("%s", row ? "," : "");
			btf_json_string(stdout, c[i].line[row], strlen(c[i].line[row]));
		}
		putchar(']');
	}
	puts("}");
}

void filters_explain(const struct filters *f, bool json)
{
	static const char *const title[] = { "classic", "ebpf", "native" };
	struct column c[3] = { 0 };
	struct kiln_prog_info info;

	kiln_prog_info(f->prog ? f->prog : f->alone[0], &info);
	classic_column(&c[0], f);
	ebpf_column(&c[1], &info);
	native_column(&c[2], &info);
	(json ? columns_json : columns_print)(c, title, c[2].nr ? 3 : 2);
	for (int i = 0; i < 3; i++)
		column_free(&c[i]);
}
