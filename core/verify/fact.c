/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * fact.c - what holds at an instruction every time: the sum of all visits.
 *
 * Invariant    facts are noted by the checker only (certify.c): it follows each path from states that hold whatever comes there.
 *              A program that is refused is walked once more with facts noted on the way, for the sake of the message alone.
 */
#include "verify/state.h"

struct prog_fact *fact_now(struct vfy *v)
{
	return &v->p->facts[v->pc];
}

static uint8_t kind_join(uint8_t old, enum prog_reg_kind now, bool first)
{
	return first || old == now ? (uint8_t)now : KIND_MIXED;
}

/* Before the instruction. */
void fact_visit(struct vfy *v)
{
	struct prog_fact *f = fact_now(v);
	const struct kiln_insn *i = vfy_insn(v);

	v->first = !(f->flags & FACT_REACHED);
	if (KILN_UNLIKELY(v->first)) {
		f->flags |= FACT_REACHED;
		f->umin = UINT64_MAX;
		f->umax = 0;
	}
	f->dst_kind = kind_join(f->dst_kind, reg_kind(reg_at(v, i->dst)), v->first);
	f->src_kind = kind_join(f->src_kind, i->src <= 10 ? reg_kind(reg_at(v, i->src)) : KIND_NONE, v->first);
}

/* Made to other code than what else an instruction may access. */
static bool is_apart(enum prog_mem mem)
{
	return mem == MEM_CTX || mem == MEM_OBJECT || mem == MEM_SOCK;
}

bool fact_mem(struct vfy *v, enum prog_mem mem, uint16_t field, uint32_t map)
{
	struct prog_fact *f = fact_now(v);

	if (!facts_kept(v))
		return true;
	if (v->first) {
		f->mem = (uint8_t)mem;
		f->field = field;
		f->map = map;
		return true;
	}
	if (v->mode == MODE_CERTIFY && f->mem != mem && (is_apart(f->mem) || is_apart(mem)))
		return vfy_refuse(v, KILN_REASON_TYPE_MIX, "this access goes to %s on one path, elsewhere on another",
				  f->mem == MEM_CTX || mem == MEM_CTX ? "the context" : "something of the kernel's");
	if (v->mode == MODE_CERTIFY && f->field != field)
		return vfy_refuse(v, KILN_REASON_FIELD_MIX, "this access goes to different fields of the context");
	if (f->mem != mem)
		f->mem = MEM_PLAIN;
	if (f->map != map)
		f->map = 0;
	return true;
}

void fact_result(struct vfy *v, const struct vreg *r)
{
	struct prog_fact *f = fact_now(v);
	bool number = r->type == REG_NUMBER;
	uint64_t lo = number ? r->r.umin : 0, hi = number ? r->r.umax : UINT64_MAX;

	if (!facts_kept(v))
		return;
	f->umin = lo < f->umin ? lo : f->umin;
	f->umax = hi > f->umax ? hi : f->umax;
}

/* Of the flags in all, held hold at this visit. */
void fact_keep(struct vfy *v, uint16_t all, uint16_t held)
{
	struct prog_fact *f = fact_now(v);

	if (!facts_kept(v))
		return;
	if (v->first)
		f->flags |= held;
	else
		f->flags &= (uint16_t) ~(all & ~held);
}

void fact_way(struct vfy *v, uint32_t pc, bool taken)
{
	if (v->mode == MODE_CERTIFY)
		v->info[pc].flags |= taken ? INSN_TOOK : INSN_PASSED;
}

static void finish_one(const struct insn_info *in, struct prog_fact *f)
{
	uint8_t form = insn_rows[in->op].form;

	if (f->umin != f->umax)
		f->flags &= (uint16_t)~FACT_CONST;
	if (f->umin > f->umax) {
		f->umin = 0;
		f->umax = UINT64_MAX;
	}
	if (form == FORM_JMP_IMM || form == FORM_JMP_REG) {
		if (!(in->flags & INSN_PASSED))
			f->flags |= FACT_ALWAYS;
		else if (!(in->flags & INSN_TOOK))
			f->flags = (uint16_t)((f->flags | FACT_NEVER) & ~FACT_FUEL);
	}
}

void fact_finish(struct vfy *v)
{
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++) {
		struct prog_fact *f = &v->p->facts[pc];

		if (f->flags & FACT_REACHED)
			finish_one(&v->info[pc], f);
		else
			f->umax = UINT64_MAX;
	}
	for (uint32_t i = 0; i < v->p->nr_subs; i++)
		v->p->subs[i].reached = v->sub[i].entered;
}
