/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "prog/prog.h"

#include "base/bits.h"
#include "base/text.h"

static const char *const reg_kind_names[] = {
	[KIND_NONE] = "nothing",  [KIND_NUMBER] = "number",
	[KIND_CTX] = "ctx",	  [KIND_STACK] = "stack",
	[KIND_PACKET] = "packet", [KIND_PACKET_END] = "packet_end",
	[KIND_META] = "meta",	  [KIND_MAP] = "map",
	[KIND_VALUE] = "value",	  [KIND_VALUE_OR_NULL] = "value_or_null",
	[KIND_MEM] = "mem",	  [KIND_MEM_OR_NULL] = "mem_or_null",
	[KIND_RECORD] = "record", [KIND_RECORD_OR_NULL] = "record_or_null",
	[KIND_FUNC] = "func",	  [KIND_DYNPTR] = "dynptr",
	[KIND_SOCK] = "sock",	  [KIND_SOCK_OR_NULL] = "sock_or_null",
	[KIND_OBJECT] = "object", [KIND_OBJECT_OR_NULL] = "object_or_null",
	[KIND_LOCAL] = "local",	  [KIND_LOCAL_OR_NULL] = "local_or_null",
	[KIND_PERCPU] = "percpu", [KIND_MIXED] = "mixed",
};

const char *prog_reg_kind_name(enum prog_reg_kind kind)
{
	return (unsigned int)kind < NR_OF(reg_kind_names) ? reg_kind_names[kind] : "unknown";
}

uint32_t prog_sub_of(const struct kiln_prog *p, uint32_t pc)
{
	uint32_t low = 0, high = p->nr_subs, mid;

	while (high - low > 1) {
		mid = low + (high - low) / 2;
		if (p->subs[mid].first <= pc)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static const char *const mem_names[] = {
	[MEM_NONE] = "nothing", [MEM_STACK] = "stack",	 [MEM_CTX] = "ctx",	  [MEM_PACKET] = "packet",
	[MEM_META] = "meta",	[MEM_VALUE] = "value",	 [MEM_RECORD] = "record", [MEM_PLAIN] = "mem",
	[MEM_SOCK] = "sock",	[MEM_OBJECT] = "object",
};

static const struct {
	uint16_t flag;
	const char *name;
} flag_names[] = {
	{ FACT_ALWAYS, "always taken" },	   { FACT_NEVER, "never taken" },
	{ FACT_SRC_NONZERO, "divisor is not 0" },  { FACT_FITS32, "operands fit 32 bits" },
	{ FACT_NO_OVERFLOW, "does not overflow" }, { FACT_CALLBACK, "callback" },
	{ FACT_SUB_ENTRY, "function begins" },	   { FACT_TARGET, "jump target" },
};

/* Pieces of the line are set apart by "; ". */
static void piece(struct text *t)
{
	if (t->len)
		text_printf(t, "; ");
}

static void fact_operands(struct text *t, const struct kiln_prog *p, uint32_t i, const struct prog_fact *f)
{
	const struct kiln_insn *insn = &p->insns[i];
	enum insn_op op;
	uint8_t used = isa_decode(insn, p->nr_insns - i, &op) ? 0 : insn_forms[insn_rows[op].form].used;

	if (used & FIELD_DST && f->dst_kind) {
		piece(t);
		text_printf(t, "r%d: %s", insn->dst, prog_reg_kind_name(f->dst_kind));
	}
	if (used & FIELD_SRC && f->src_kind) {
		piece(t);
		text_printf(t, "r%d: %s", insn->src, prog_reg_kind_name(f->src_kind));
	}
	if (f->mem && f->mem < NR_OF(mem_names)) {
		piece(t);
		text_printf(t, "in %s", mem_names[f->mem]);
		if (f->mem == MEM_CTX && f->field)
			text_printf(t, ", field %s", p->kind->fields[f->field - 1].name);
	}
}

static void fact_map(struct text *t, const struct kiln_prog *p, const struct prog_fact *f)
{
	const char *name;

	if (!f->map || f->map > p->nr_maps)
		return;
	name = kiln_map_spec(p->maps[f->map - 1])->name;
	piece(t);
	if (name[0])
		text_printf(t, "map %s", name);
	else
		text_printf(t, "map %u", f->map - 1);
	if (f->flags & (FACT_KEY | FACT_TAIL_KEY))
		text_printf(t, ", index %u", f->key);
}

static void fact_result(struct text *t, const struct prog_fact *f)
{
	if (f->flags & FACT_CONST) {
		piece(t);
		text_printf(t, "is %lld", (long long)f->umin);
	} else if (f->umin || (f->umax && f->umax != UINT64_MAX)) {
		piece(t);
		text_printf(t, "gives [%llu,%llu]", (unsigned long long)f->umin, (unsigned long long)f->umax);
	}
}

size_t kiln_prog_fact(const struct kiln_prog *p, uint32_t i, char *buf, size_t cap)
{
	struct text t = text_of(buf, cap);
	const struct prog_fact *f;

	if (i < p->nr_insns && p->facts) {
		f = &p->facts[i];
		if (f->flags & FACT_REACHED) {
			fact_operands(&t, p, i, f);
			fact_map(&t, p, f);
			fact_result(&t, f);
			for (size_t n = 0; n < NR_OF(flag_names); n++)
				if (f->flags & flag_names[n].flag) {
					piece(&t);
					text_printf(&t, "%s", flag_names[n].name);
				}
		} else {
			text_printf(&t, "dead");
		}
	}
	return t.len < cap ? t.len : cap ? cap - 1 : 0;
}
