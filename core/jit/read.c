/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * read.c - from a program's operations and facts to the JIT's own: what is proven is settled here, once.
 *
 * Overview     dead code becomes nothing; jumps whose way is known become plain jumps or nothing; results that are always
 *              the same become numbers; lookups in arrays that are known become addresses.
 * Cost         one pass over the program. Memory: none beyond j->ops.
 */
#include "base/bits.h"
#include "base/vm.h"
#include "jit/target.h"
#include "rt/rt.h"

static void set_address(struct jit_op *o, uint8_t base)
{
	o->base = base;
	o->index = JIT_NO_REG;
}

/* dst becomes v, by the shorter of the two forms. */
static void set_number(struct jit_op *o, uint64_t v)
{
	o->op = OP_LD64_IMM;
	o->imm = (int64_t)v;
	set_address(o, JIT_NO_REG);
}

/* The map of a helper call that is proven to be the same each time, NULL if it is not. */
static struct kiln_map *call_map(const struct kiln_prog *p, const struct prog_fact *f)
{
	return (f->flags & FACT_MAP) && f->map && f->map <= p->nr_maps ? p->maps[f->map - 1] : NULL;
}

static bool is_plain_array(const struct kiln_map *m)
{
	return m && m->direct.base && (m->spec.type == MAP_ARRAY || m->spec.type == MAP_PERCPU_ARRAY) &&
	       m->direct.stride <= INT32_MAX && m->direct.cpu_stride <= INT32_MAX;
}

/* Calls that need no call. */
static void read_call(struct jit *j, struct jit_op *o, uint32_t pc)
{
	const struct prog_fact *f = &j->p->facts[pc];
	struct kiln_map *m = call_map(j->p, f);

	switch (j->p->insns[pc].imm) {
	case HELPER_SMP_PROCESSOR_ID:
		o->op = JIT_CPU_ID;
		return;
	case HELPER_MAP_LOOKUP:
		if (!is_plain_array(m))
			return;
		o->map = m;
		if ((f->flags & FACT_KEY) && f->key < m->direct.nr) {
			o->op = JIT_LOOKUP_AT;
			o->off = (int32_t)f->key;
		} else {
			o->op = JIT_LOOKUP;
			o->off = 0;
			set_address(o, 2);
		}
		return;
	default:
		return;
	}
}

/* The slots of a program array that is known stay where they are; so does a slot whose index is known. */
static void read_tail_call(struct jit *j, struct jit_op *o, uint32_t pc)
{
	const struct prog_fact *f = &j->p->facts[pc];
	struct kiln_map *m = call_map(j->p, f);

	o->map = m && m->direct.base && m->spec.type == MAP_PROG_ARRAY ? m : NULL;
	if (o->map && (f->flags & FACT_TAIL_KEY) && f->key < m->direct.nr && f->key < 1u << 28) {
		o->flags |= JIT_KEY;
		o->off = (int32_t)f->key;
	}
}

static void read_fact(struct jit *j, struct jit_op *o, uint32_t pc)
{
	const struct prog_fact *f = &j->p->facts[pc];

	o->flags = (uint16_t)((f->flags & FACT_SRC_NONZERO ? JIT_NONZERO : 0) |
			      (f->flags & FACT_FITS32 ? JIT_FITS32 : 0) |
			      (f->flags & FACT_NO_OVERFLOW ? JIT_NO_MIN : 0) | (f->umax <= UINT32_MAX ? JIT_LOW : 0));
	if (!(f->flags & FACT_REACHED))
		o->op = JIT_NOP;
	else if (f->flags & FACT_ALWAYS)
		o->op = JIT_JUMP;
	else if (f->flags & FACT_NEVER)
		o->op = JIT_NOP;
	else if ((f->flags & FACT_CONST) && jit_is_pure(o))
		set_number(o, f->umin);
	else if (o->op == OP_TAIL_CALL)
		read_tail_call(j, o, pc);
	else if (o->op == OP_CALL && !j->opts.borrow)
		read_call(j, o, pc);
}

static void read_op(struct jit_op *o, const struct prog_op *from)
{
	uint8_t form = from->op < OP_NR_INSNS ? insn_rows[from->op].form : FORM_NONE;

	*o = (struct jit_op){ .op = from->op, .dst = from->dst, .src = from->src, .off = from->off, .imm = from->imm };
	if (form == FORM_CALL)
		o->fn = from->fn;
	if (form == FORM_GOTO || form == FORM_GOTOL)
		o->op = JIT_JUMP;
	set_address(o,
		    form == FORM_LOAD || form == FORM_LOAD_ACQ ? o->src
		    : form == FORM_STORE_REG || form == FORM_STORE_IMM || form == FORM_STORE_REL || form == FORM_ATOMIC
			    ? o->dst
			    : JIT_NO_REG);
}

/* Reached code may not run into dead code; if a proof is wrong, the run ends there instead of going on anywhere. */
static void trap_before_dead(struct jit *j)
{
	for (uint32_t i = 0; i < j->nr; i++) {
		bool wide = j->p->ops[i].op >= OP_LD64_IMM && j->p->ops[i].op <= OP_LD64_VALUE_IDX;

		if (wide && i + 1 < j->nr) {
			j->ops[++i].op = JIT_NOP; /* its second half */
			continue;
		}
		if (!(j->p->facts[i].flags & FACT_REACHED) && i && (j->p->facts[i - 1].flags & FACT_REACHED) &&
		    jit_falls_through(&j->ops[i - 1]))
			j->ops[i].op = OP_TRAP;
	}
}

static void mark_targets(struct jit *j)
{
	for (uint32_t i = 0; i < j->nr; i++)
		j->ops[i].flags &= (uint16_t)~JIT_TARGET;
	for (uint32_t i = 0; i < j->nr; i++)
		if (jit_jumps(&j->ops[i]))
			j->ops[j->ops[i].off].flags |= JIT_TARGET;
}

void jit_read(struct jit *j)
{
	for (uint32_t i = 0; i < j->nr; i++) {
		read_op(&j->ops[i], &j->p->ops[i]);
		read_fact(j, &j->ops[i], i);
	}
	trap_before_dead(j);
	mark_targets(j);
	if (!j->opts.no_combine && !j->opts.borrow) {
		jit_choices(j);
		mark_targets(j); /* there are fewer now */
	}
}
