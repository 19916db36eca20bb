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

	o->flags |= (uint16_t)((f->flags & FACT_SRC_NONZERO ? JIT_NONZERO : 0) |
			       (f->flags & FACT_FITS32 ? JIT_FITS32 : 0) |
			       (f->flags & FACT_NO_OVERFLOW ? JIT_NO_MIN : 0) | (f->flags & FACT_FUEL ? JIT_FUEL : 0) |
			       (f->umax <= UINT32_MAX ? JIT_LOW : 0));
	if (!(f->flags & FACT_REACHED))
		o->op = JIT_NOP;
	else if (f->flags & FACT_ALWAYS)
		o->op = JIT_JUMP;
	else if (f->flags & FACT_NEVER)
		o->op = JIT_NOP;
	else if ((f->flags & FACT_CONST) && jit_is_pure(o))
		set_number(o, f->umin);
	else if (o->op == OP_TAIL_CALL && !j->opts.hardened)
		read_tail_call(j, o, pc);
	else if (o->op == OP_TAIL_CALL)
		o->map = NULL;
	else if (o->op == OP_CALL && !j->opts.borrow && !j->opts.hardened)
		read_call(j, o, pc);
}

static const struct prog_op *op_from(const struct jit *j, uint32_t pc)
{
	const struct prog_op *op = &j->p->ops[pc];

	return op->op == OP_FUEL ? &j->p->ops[op->off] : op;
}

/* The flag that a jump before it has left here stays. */
static void read_op(struct jit *j, struct jit_op *o, uint32_t pc)
{
	const struct prog_op *from = op_from(j, pc);
	uint8_t form = from->op < OP_NR_INSNS ? insn_rows[from->op].form : FORM_NONE;

	o->op = form == FORM_GOTO || form == FORM_GOTOL ? JIT_JUMP : from->op;
	o->dst = from->dst;
	o->src = from->src;
	o->off = from->off;
	o->imm = from->imm;
	if (form == FORM_CALL)
		o->fn = from->fn;
	set_address(o, !(jit_traits[o->op].how & JIT_READS_ADDRESS)			? JIT_NO_REG
		       : form == FORM_LOAD || form == FORM_LOAD_ACQ || o->op == OP_PEEK ? o->src
											: o->dst);
	read_fact(j, o, pc);
}

/* Reached code may not run into dead code; if a proof is wrong, the run ends there instead of going on anywhere. */
static bool runs_into_dead(const struct jit *j, uint32_t pc)
{
	return pc && !(j->p->facts[pc].flags & FACT_REACHED) && j->p->facts[pc - 1].flags & FACT_REACHED &&
	       jit_falls_through(&j->ops[pc - 1]);
}

static bool is_wide(uint16_t op)
{
	return op >= OP_LD64_IMM && op <= OP_LD64_VALUE_IDX;
}

static void mark_targets_again(struct jit *j)
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
		struct jit_op *o = &j->ops[i];

		read_op(j, o, i);
		if (is_wide(j->p->ops[i].op) && i + 1 < j->nr)
			j->ops[++i].op = JIT_NOP; /* its second half */
		else if (runs_into_dead(j, i))
			o->op = OP_TRAP;
		if (jit_jumps(o))
			j->ops[o->off].flags |= JIT_TARGET;
	}
	if (!j->opts.no_combine && !j->opts.borrow && jit_choices(j))
		mark_targets_again(j); /* there are fewer now */
}

/* Loads of data and data_end, into the registers where a C function finds its second and third argument. */
bool jit_takes_packet(const struct jit *j)
{
	static const int32_t off[] = { offsetof(struct kiln_packet, data), offsetof(struct kiln_packet, data_end) };

	if (!(j->p->kind->flags & KILN_KIND_PACKET) || j->blocks[j->order[0]].last < JIT_PACKET_LOADS)
		return false;
	for (int i = 0; i < JIT_PACKET_LOADS; i++) {
		const struct jit_op *o = &j->ops[i];

		if (o->op != OP_LDX64 || o->dst != 2 + i || o->base != 1 || o->index != JIT_NO_REG || o->off != off[i])
			return false;
	}
	return !(j->ops[JIT_PACKET_LOADS - 1].live & jit_bit(1));
}
