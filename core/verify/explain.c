/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "verify/explain.h"

#include "base/text.h"

struct defaults {
	const char *missing, *remedy;
};

static const struct defaults defaults[] = {
#define REASON(id, name, missing, remedy) [KILN_REASON_##id] = { missing, remedy },
#include "base/reason.tbl"
#undef REASON
};

static void why_source(struct kiln_why *why, const struct kiln_prog *p, const struct btf *btf, uint32_t insn)
{
	struct btf_line line;
	uint32_t func = btf_func_at(p->func_info, p->nr_func_info, insn);

	if (func)
		text_plain_copy(why->func, sizeof(why->func), btf_type(btf, func).name);
	if (!btf_line_at(btf, p->line_info, p->nr_line_info, insn, &line))
		return;
	why->has_line = true;
	why->line = line.line;
	why->col = line.col;
	text_plain_copy(why->file, sizeof(why->file), line.file);
	text_plain_copy(why->source, sizeof(why->source), line.text);
}

/* Without func_info, the names of the program's functions may be known. */
static void why_place(struct kiln_why *why, const struct kiln_prog *p, const struct btf *btf, uint32_t insn)
{
	const char *name;

	why->has_insn = true;
	why->insn = insn;
	if (!p || insn >= p->nr_insns)
		return;
	kiln_disasm(&p->insns[insn], p->nr_insns - insn, insn, why->insn_text, sizeof(why->insn_text));
	if (btf)
		why_source(why, p, btf, insn);
	if (why->func[0] || !p->nr_subs)
		return;
	name = p->subs[prog_sub_of(p, insn)].name;
	if (name)
		text_plain_copy(why->func, sizeof(why->func), name);
}

enum kiln_err why_set(struct kiln_why *why, const struct kiln_prog *p, const struct btf *btf, enum kiln_err err,
		      enum kiln_reason reason, int64_t insn, const char *fmt, ...)
{
	struct text t;
	va_list ap;

	if (!why)
		return err;
	memset(why, 0, sizeof(*why));
	why->err = err;
	why->reason = (uint16_t)reason;
	t = TEXT(why->what);
	va_start(ap, fmt);
	text_vprintf(&t, fmt, ap);
	va_end(ap);
	kiln_text_plain(why->what);
	text_copy(why->missing, sizeof(why->missing), defaults[reason].missing);
	text_copy(why->remedy, sizeof(why->remedy), defaults[reason].remedy);
	if (insn >= 0)
		why_place(why, p, btf, (uint32_t)insn);
	return err;
}

void why_missing(struct kiln_why *why, const char *fmt, ...)
{
	struct text t;
	va_list ap;

	if (!why)
		return;
	t = TEXT(why->missing);
	va_start(ap, fmt);
	text_vprintf(&t, fmt, ap);
	va_end(ap);
	kiln_text_plain(why->missing);
}

void why_remedy(struct kiln_why *why, const char *fmt, ...)
{
	struct text t;
	va_list ap;

	if (!why)
		return;
	t = TEXT(why->remedy);
	va_start(ap, fmt);
	text_vprintf(&t, fmt, ap);
	va_end(ap);
	kiln_text_plain(why->remedy);
}
