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

/* Two lines a step; one where the source is not known, or the same as before. */
static void steps_print(FILE *f, const struct kiln_why *why, const struct paint *c)
{
	if (why->nr_steps)
		fprintf(f, "  from:\n");
	for (uint32_t i = 0; i < why->nr_steps; i++) {
		const struct kiln_why_step *s = &why->step[i];
		bool same = i && s->line == s[-1].line;

		if (s->source[0] && !same)
			fprintf(f, "%s%7u | %s%s\n", c->dim, s->line, s->source + strspn(s->source, " \t"), c->off);
		if (s->source[0])
			fprintf(f, "        | %s%s%s\n", c->blue, s->text, c->off);
		else
			fprintf(f, "  insn %u: %s%s%s\n", s->insn, c->blue, s->text, c->off);
	}
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
	steps_print(f, why, c);
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

static void steps_json(FILE *f, const struct kiln_why *why)
{
	fputs(",\"path\":[", f);
	for (uint32_t i = 0; i < why->nr_steps; i++) {
		const struct kiln_why_step *s = &why->step[i];

		fprintf(f, "%s{\"insn\":%u", i ? "," : "", s->insn);
		member(f, "text", s->text);
		if (s->line) {
			fprintf(f, ",\"line\":%u,\"column\":%u", s->line, s->col);
			member(f, "source", s->source);
		}
		fputc('}', f);
	}
	fputc(']', f);
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
	steps_json(f, why);
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
