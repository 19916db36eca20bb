/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * why.c - see why.h.
 */
#include "why.h"

#include <string.h>

#include "btf_json.h"
#include "tool.h"

static void source_print(FILE *f, const struct kiln_why *why, const struct paint *c)
{
	const char *text = why->source;
	size_t skip = strspn(text, " \t");
	unsigned int col = why->col > skip ? why->col - (unsigned int)skip : 1;

	if (!*text)
		return;
	fprintf(f, "%7u | %s\n", why->line, text + skip);
	if (why->col && why->col <= strlen(text))
		fprintf(f, "        | %*s%s^%s\n", (int)col - 1, "", c->green, c->off);
}

void why_print(FILE *f, const char *object, const char *prog, const struct kiln_why *why)
{
	const struct paint *c = paint_for(f);

	if (why->has_line)
		fprintf(f, "%s%s:%u:%u:%s ", c->bold, why->file, why->line, why->col, c->off);
	else
		fprintf(f, "%s%s:%s ", c->bold, object, c->off);
	fprintf(f, "%srefused:%s %s%s", c->red, c->off, why->what, why->reason ? "" : "\n");
	if (why->reason)
		fprintf(f, " %s[%s]%s\n", c->dim, kiln_reason_name(why->reason), c->off);
	source_print(f, why, c);
	if (why->has_insn)
		fprintf(f, "  where:   %s%sinstruction %u: %s\n",
			why->func[0] ? why->func
			: prog	     ? prog
				     : "",
			why->func[0] || prog ? ", " : "", why->insn, why->insn_text);
	if (why->missing[0])
		fprintf(f, "  missing: %s\n", why->missing);
	if (why->remedy[0])
		fprintf(f, "  %sfix:%s     %s\n", c->green, c->off, why->remedy);
}

static void member(FILE *f, const char *name, const char *text)
{
	fprintf(f, ",\"%s\":", name);
	btf_json_string(f, text, strlen(text));
}

void why_json(FILE *f, const struct kiln_why *why)
{
	fprintf(f, "{\"error\":\"%s\"", kiln_err_name(why->err));
	member(f, "reason", kiln_reason_name(why->reason));
	member(f, "what", why->what);
	member(f, "missing", why->missing);
	member(f, "remedy", why->remedy);
	if (why->has_insn) {
		fprintf(f, ",\"insn\":%u", why->insn);
		member(f, "insn_text", why->insn_text);
	}
	if (why->func[0])
		member(f, "function", why->func);
	if (why->has_line) {
		member(f, "file", why->file);
		fprintf(f, ",\"line\":%u,\"column\":%u", why->line, why->col);
		member(f, "source", why->source);
	}
	fputc('}', f);
}

void why_tell(bool json, const char *object, const char *prog, const struct kiln_why *why)
{
	if (!json) {
		why_print(stderr, object, prog, why);
		return;
	}
	fputs("{\"prog\":", stdout);
	btf_json_string(stdout, prog ? prog : object, strlen(prog ? prog : object));
	fputs(",\"why\":", stdout);
	why_json(stdout, why);
	fputs("}\n", stdout);
}
