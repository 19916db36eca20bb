/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * gen_docs.c - reference pages from the tables: gen_docs DIR writes insn.md, helpers.md, kinds.md, reasons.md there.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kiln/kiln.h>

static const struct {
	const char *name, *form, *sel, *group, *text, *body;
	unsigned int code, width;
} insns[] = {
#define INSN(name, code, form, sel, width, group, text, body) { #name, #form, #sel, #group, text, #body, code, width },
#include "isa/insn.tbl"
#undef INSN
};

static const struct {
	const char *name, *missing, *remedy;
} reasons[] = {
#define REASON(id, name, missing, remedy) { name, missing, remedy },
#include "base/reason.tbl"
#undef REASON
};

static FILE *page(const char *dir, const char *name, const char *title, const char *intro)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.md", dir, name);
	f = fopen(path, "w");
	if (!f) {
		perror(path);
		exit(1);
	}
	fprintf(f, "# %s\n\n%s\n\n", title, intro);
	return f;
}

/* A cell of a table: what Markdown reads as its own is escaped. */
static void cell(FILE *f, const char *s)
{
	fputs(" ", f);
	for (; s && *s; s++)
		fprintf(f, *s == '|' ? "\\|" : "%c", *s);
	fputs(" |", f);
}

static void insn_page(const char *dir)
{
	FILE *f = page(
		dir, "insn", "Instructions",
		"Each instruction, once, from `core/isa/insn.tbl`. *code* is the opcode byte; *sel* the number in off, imm or "
		"src that tells instructions of one code apart; *meaning* what the interpreter does with d (destination), "
		"s (source) and their signed views sd, ss.");

	fprintf(f,
		"| name | code | form | sel | bits | group | syntax | meaning |\n|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < sizeof(insns) / sizeof(insns[0]); i++) {
		fprintf(f, "| %s | 0x%02x | %s | %s | %u | %s | `", insns[i].name, insns[i].code, insns[i].form,
			insns[i].sel, insns[i].width, insns[i].group);
		for (const char *s = insns[i].text; *s; s++)
			fprintf(f, *s == '|' ? "\\|" : "%c", *s);
		fprintf(f, "` |");
		cell(f, insns[i].body);
		fputc('\n', f);
	}
	fclose(f);
}

static const char *arg_name(uint8_t arg)
{
	static const char *const names[] = {
		[KILN_ARG_ANYTHING] = "number",
		[KILN_ARG_CTX] = "context",
		[KILN_ARG_MAP] = "map",
		[KILN_ARG_KEY] = "key",
		[KILN_ARG_VALUE] = "value",
		[KILN_ARG_VALUE_OUT] = "value out",
		[KILN_ARG_MEM] = "memory",
		[KILN_ARG_MEM_OR_NULL] = "memory or NULL",
		[KILN_ARG_MEM_OUT] = "memory out",
		[KILN_ARG_MEM_RW] = "memory in and out",
		[KILN_ARG_MEM_RW_OR_NULL] = "memory in and out, or NULL",
		[KILN_ARG_MEM_FIXED] = "memory of fixed size",
		[KILN_ARG_MEM_FIXED_RW] = "memory of fixed size in and out",
		[KILN_ARG_MEM_FIXED_OUT] = "memory of fixed size out",
		[KILN_ARG_SIZE] = "size",
		[KILN_ARG_SIZE_OR_ZERO] = "size or 0",
		[KILN_ARG_ALLOC_SIZE] = "constant size",
		[KILN_ARG_RECORD] = "record",
		[KILN_ARG_FUNC] = "callback",
		[KILN_ARG_STACK_OR_NULL] = "stack or NULL",
		[KILN_ARG_SPIN_LOCK] = "spin lock",
		[KILN_ARG_TIMER] = "timer",
		[KILN_ARG_CONST_STR] = "constant string",
		[KILN_ARG_CTX_OR_NULL] = "context or NULL",
		[KILN_ARG_VALUE_OR_NULL] = "value or NULL",
		[KILN_ARG_ZERO] = "0",
		[KILN_ARG_SOCK] = "socket",
		[KILN_ARG_SOCK_OR_NULL] = "socket or NULL",
		[KILN_ARG_OBJECT] = "kernel object",
		[KILN_ARG_DYNPTR] = "dynamic pointer",
		[KILN_ARG_KPTR] = "kernel pointer in a value",
		[KILN_ARG_PERCPU] = "per-CPU variable",
		[KILN_ARG_LOCAL_TYPE] = "own struct",
		[KILN_ARG_LOCAL] = "own object",
	};

	return arg < sizeof(names) / sizeof(names[0]) && names[arg] ? names[arg] : "?";
}

static void groups_print(FILE *f, uint64_t groups)
{
	static const struct {
		uint64_t bit;
		const char *name;
	} names[] = {
#define GROUP(word) { KILN_GROUP_##word, #word },
#include "rt/group.tbl"
#undef GROUP
	};
	bool any = false;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!(groups & names[i].bit))
			continue;
		fprintf(f, any ? ", " : "");
		for (const char *c = names[i].name; *c; c++)
			fputc(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c, f);
		any = true;
	}
}

/* One page of rows; base is taken off their numbers. */
static void rows_page(FILE *f, const struct kiln_helper *(*at)(uint32_t i), uint32_t base)
{
	static const char *const rets[] = {
		[KILN_RET_VOID] = "nothing",
		[KILN_RET_INT] = "number",
		[KILN_RET_VALUE_OR_NULL] = "value or NULL",
		[KILN_RET_RECORD_OR_NULL] = "record or NULL",
		[KILN_RET_MEM_OR_NULL] = "memory or NULL",
		[KILN_RET_VALUE] = "value",
		[KILN_RET_SLICE_OR_NULL] = "memory or NULL",
		[KILN_RET_SLICE_RW_OR_NULL] = "memory or NULL",
		[KILN_RET_NEXT_OR_NULL] = "next thing or NULL",
		[KILN_RET_SOCK_OR_NULL] = "socket or NULL",
		[KILN_RET_OBJECT] = "kernel object",
		[KILN_RET_OBJECT_OR_NULL] = "kernel object or NULL",
		[KILN_RET_LOCAL_OR_NULL] = "own object or NULL",
	};
	const struct kiln_helper *h;

	fprintf(f,
		"| number | name | groups | arguments | result | notes | what it does |\n|---|---|---|---|---|---|---|\n");
	for (uint32_t i = 0; (h = at(i)); i++) {
		fprintf(f, "| %u | %s | ", h->id - base, h->name);
		groups_print(f, h->group);
		fprintf(f, " | ");
		for (int a = 0; a < 5 && h->arg[a]; a++)
			fprintf(f, "%s%s", a ? ", " : "", arg_name(h->arg[a]));
		fprintf(f, " | %s | %s%s%s%s%s%s%s%s |", h->ret < sizeof(rets) / sizeof(rets[0]) ? rets[h->ret] : "?",
			h->flags & KILN_HELPER_GPL ? "GPL " : "", h->flags & KILN_HELPER_MOVES_PACKET ? "moves " : "",
			h->flags & KILN_HELPER_ACQUIRE ? "acquires " : "",
			h->flags & KILN_HELPER_RELEASE ? "releases " : "",
			h->flags & KILN_HELPER_BEGINS ? "begins " : "", h->flags & KILN_HELPER_ENDS ? "ends " : "",
			h->flags & KILN_HELPER_SLEEPS ? "sleeps " : "",
			h->fn || h->flags & KILN_HELPER_TAIL_CALL ? "" : "checked");
		cell(f, h->doc);
		fputc('\n', f);
	}
	fclose(f);
}

static void helpers_page(const char *dir)
{
	rows_page(
		page(dir, "helpers", "Helpers",
		     "Each helper, from `core/rt/helper.tbl`. A kind of program may call those of its groups (see "
		     "kinds.md). *GPL*: only with a licence compatible with the GPL. *moves*: packet pointers are stale "
		     "afterwards. *acquires*: what it gives must be given to one that *releases*. *sleeps*: only for "
		     "programs that may. *checked*: no host here has it; `kiln check` proves calls of it, and a program "
		     "that makes one is not run."),
		kiln_helper_at, 0);
	rows_page(
		page(dir, "kfuncs", "Kernel functions",
		     "Each kernel function, from `core/rt/kfunc.tbl`: called by name. Columns are those of helpers.md."),
		kiln_kfunc_at, KILN_KFUNC);
}

static void kind_print(FILE *f, const struct kiln_kind *k)
{
	fprintf(f, "## %s\n\n%s.\n\nProgram type %u", k->name, k->doc, k->prog_type);
	if (k->attach_type)
		fprintf(f, ", attach type %u", k->attach_type);
	fprintf(f, ". Helpers: ");
	groups_print(f, k->groups);
	if (k->ret_min == INT64_MIN && k->ret_max == INT64_MAX)
		fprintf(f, ". Any result.");
	else
		fprintf(f, ". Results from %" PRId64 " to %" PRId64 ".", k->ret_min, k->ret_max);
	for (uint32_t i = 0; i < k->nr_verdicts; i++)
		fprintf(f, "%s%s = %" PRId64, i ? ", " : " Verdicts: ", k->verdicts[i].name, k->verdicts[i].value);
	fprintf(f, ".\n\n");
	if (!k->nr_fields)
		return;
	fprintf(f, "| offset | bytes | field | access | what it holds |\n|---|---|---|---|---|\n");
	for (uint32_t i = 0; i < k->nr_fields; i++) {
		const struct kiln_field *d = &k->fields[i];

		fprintf(f, "| %u | %u | %s | %s%s%s |", d->off, d->size, d->name,
			d->flags & KILN_FIELD_READ ? "read" : "none", d->flags & KILN_FIELD_WRITE ? ", write" : "",
			d->flags & (KILN_FIELD_NARROW | KILN_FIELD_BYTES) ? ", in parts"
			: d->flags & KILN_FIELD_HEAD			  ? ", its first part"
									  : "");
		cell(f, d->doc);
		fputc('\n', f);
	}
	fputc('\n', f);
}

static void kinds_page(const char *dir)
{
	const struct kiln_kind *k;
	FILE *f =
		page(dir, "kinds", "Kinds of programs",
		     "What each kind sees, may call and may answer, from `core/hook/hook.tbl` and `core/rt/ctx.tbl`.");

	for (uint32_t i = 0; (k = kiln_kind_at(i)); i++)
		kind_print(f, k);
	fclose(f);
}

static void reasons_page(const char *dir)
{
	FILE *f = page(
		dir, "reasons", "Refusals",
		"Each kind of refusal, from `core/base/reason.tbl`: the fact that is missing, and what would supply it. A message "
		"says more where the place that refuses knows more.");

	fprintf(f, "| reason | missing | remedy |\n|---|---|---|\n");
	for (size_t i = 1; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		fprintf(f, "|");
		cell(f, reasons[i].name);
		cell(f, reasons[i].missing);
		cell(f, reasons[i].remedy);
		fputc('\n', f);
	}
	fclose(f);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: gen_docs DIR\n");
		return 2;
	}
	insn_page(argv[1]);
	helpers_page(argv[1]);
	kinds_page(argv[1]);
	reasons_page(argv[1]);
	return 0;
}
