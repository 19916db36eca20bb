/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * lower.c - from proven instructions to operations.
 *
 * Overview     one operation an instruction, at the same index, so facts, lines and jump targets stay true. A context
 *              field becomes a plain load at its real place; a map its address; a helper its body, or the map kind's own
 *              body where the map is known; what nothing reaches becomes a trap; a decided jump a plain one.
 * Cost         one pass.
 */
#include "lower/lower.h"

#include "base/bits.h"
#include "rt/map.h"
#include "rt/rt.h"

/* Which body of a map kind stands for a helper, so that a call whose map is known is direct. */
static const struct {
	uint32_t id;
	size_t body; /* offset of the pointer in struct kiln_map_ops */
} map_calls[] = {
	{ HELPER_MAP_LOOKUP, offsetof(struct kiln_map_ops, call_lookup) },
	{ HELPER_MAP_UPDATE, offsetof(struct kiln_map_ops, call_update) },
	{ HELPER_MAP_DELETE, offsetof(struct kiln_map_ops, call_delete) },
	{ HELPER_MAP_PUSH, offsetof(struct kiln_map_ops, call_push) },
	{ HELPER_MAP_POP, offsetof(struct kiln_map_ops, call_pop) },
	{ HELPER_MAP_PEEK, offsetof(struct kiln_map_ops, call_peek) },
	{ HELPER_MAP_LOOKUP_PERCPU, offsetof(struct kiln_map_ops, call_lookup_percpu) },
	{ HELPER_FOR_EACH, offsetof(struct kiln_map_ops, call_for_each) },
};

static kiln_helper_fn *map_call(const struct kiln_map *m, uint32_t id)
{
	kiln_helper_fn *fn = NULL;

	for (size_t i = 0; i < NR_OF(map_calls); i++)
		if (map_calls[i].id == id)
			memcpy(&fn, (const uint8_t *)m->ops + map_calls[i].body, sizeof(fn));
	return fn;
}

static void lower_call(const struct kiln_prog *p, uint32_t pc, struct prog_op *op)
{
	const struct prog_fact *f = &p->facts[pc];
	uint32_t id = (uint32_t)p->insns[pc].imm;
	const struct kiln_helper *h;
	kiln_helper_fn *direct = NULL;
	bool exists;

	if (id == HELPER_TAIL_CALL) {
		op->op = OP_TAIL_CALL;
		return;
	}
	op->op = OP_CALL;
	h = rt_callee(p->kind, &p->insns[pc], &exists);
	if (h && f->flags & FACT_MAP && f->map)
		direct = map_call(p->maps[f->map - 1], id);
	op->fn = direct ? direct : h ? h->fn : NULL;
}

static void lower_wide(const struct kiln_prog *p, uint32_t pc, struct prog_op *op)
{
	const struct kiln_insn *insn = &p->insns[pc];
	const struct kiln_map *m;

	if ((op->op == OP_LD64_MAP_IDX || op->op == OP_LD64_VALUE_IDX) && (uint32_t)insn->imm >= p->nr_maps) {
		op->op = OP_TRAP; /* unproven */
		return;
	}
	switch (op->op) {
	case OP_LD64_IMM:
		op->imm = (int64_t)insn_wide_imm(insn);
		return;
	case OP_LD64_MAP_IDX:
		m = p->maps[insn->imm];
		op->imm = (int64_t)(uintptr_t)m;
		break;
	case OP_LD64_VALUE_IDX:
		m = p->maps[insn->imm];
		op->imm = (int64_t)(uintptr_t)(m->direct.base + (uint32_t)insn[1].imm);
		break;
	default: /* OP_LD64_FUNC stays: its number is known to the engine. */
		op->off = (int32_t)insn_target(insn, op->op, pc);
		return;
	}
	op->op = OP_LD64_IMM;
}

static uint16_t load_of(uint32_t len)
{
	return len == 1 ? OP_LDX8 : len == 2 ? OP_LDX16 : len == 4 ? OP_LDX32 : OP_LDX64;
}

static uint16_t store_of(uint16_t op, uint32_t len)
{
	bool reg = op >= OP_STX8 && op <= OP_STX64;

	return (uint16_t)((reg ? OP_STX8 : OP_ST8) + (len == 1 ? 0 : len == 2 ? 1 : len == 4 ? 2 : 3));
}

/* A part of a field that is wider outside than inside: what lies beyond the real bytes is zero. */
static void lower_field_part(struct prog_op *op, const struct kiln_field *f, uint32_t at, uint32_t len)
{
	uint32_t have = f->real_size > at ? f->real_size - at : 0;

	if (!have) {
		op->op = OP_MOV64_IMM;
		op->imm = 0;
		return;
	}
	op->op = load_of(len < have ? len : have);
	op->off = (int32_t)(f->real_off + (KILN_BIG_ENDIAN ? f->real_size - at - (len < have ? len : have) : at));
}

/* The verifier let through: loads of a whole field or of a part that lies in it, stores of a whole field or plain bytes. */
static void lower_field(const struct kiln_prog *p, uint32_t pc, struct prog_op *op)
{
	const struct kiln_field *f = &p->kind->fields[p->facts[pc].field - 1];
	uint32_t at = (uint32_t)p->insns[pc].off - f->off;
	uint32_t len = insn_rows[op->op].width / 8u;
	bool load = op->op >= OP_LDX8 && op->op <= OP_LDX64;
	bool longer = f->type == KILN_FIELD_SCALAR && f->real_size > f->size; /* its low part is what is seen */

	if (len == f->size && load) {
		op->op = load_of(longer ? f->size : f->real_size);
		op->off = (int32_t)(f->real_off + (longer && KILN_BIG_ENDIAN ? f->real_size - f->size : 0));
	} else if (len == f->size && op->op >= OP_STX8 && op->op <= OP_ST64) {
		op->op = store_of(op->op, f->real_size);
		op->off = f->real_off;
	} else if (load) {
		lower_field_part(op, f, at, len);
	} else {
		op->off = (int32_t)(f->real_off + at);
	}
}

static void lower_jump(const struct kiln_prog *p, uint32_t pc, struct prog_op *op)
{
	const struct prog_fact *f = &p->facts[pc];

	op->off = (int32_t)insn_target(&p->insns[pc], op->op, pc);
	if (op->op == OP_JA32 || f->flags & FACT_ALWAYS) {
		op->op = OP_JA;
	} else if (f->flags & FACT_NEVER) {
		op->op = OP_JA;
		op->off = (int32_t)pc + 1;
	}
}

static void lower_sub_call(const struct kiln_prog *p, uint32_t pc, struct prog_op *op)
{
	op->off = (int32_t)insn_target(&p->insns[pc], op->op, pc);
	op->imm = p->subs[prog_sub_of(p, (uint32_t)op->off)].stack_depth;
}

/* What may not be there is asked for. */
static void lower_peek(struct prog_op *op)
{
	int64_t len = insn_rows[op->op].width / 8;

	op->imm = op->op >= OP_LDSX8 && op->op <= OP_LDSX32 ? -len : len;
	op->op = OP_PEEK;
}

static void lower_one(const struct kiln_prog *p, uint32_t pc, struct prog_op *op)
{
	const struct prog_fact *f = &p->facts[pc];

	switch (insn_rows[op->op].form) {
	case FORM_LOAD:
		if (f->flags & FACT_CONST) {
			op->op = OP_MOV64_IMM; /* not LD64_IMM, which takes two places */
			op->imm = (int64_t)f->umin;
			return;
		}
		KILN_FALLTHROUGH;
	case FORM_STORE_REG:
	case FORM_STORE_IMM:
		if (f->mem == MEM_CTX && f->field)
			lower_field(p, pc, op);
		else if (f->mem == MEM_OBJECT)
			lower_peek(op);
		return;
	case FORM_GOTO:
	case FORM_GOTOL:
	case FORM_MAY_GOTO:
	case FORM_JMP_IMM:
	case FORM_JMP_REG:
		lower_jump(p, pc, op);
		return;
	case FORM_WIDE:
		lower_wide(p, pc, op);
		return;
	case FORM_CALL:
		if (op->op == OP_CALL)
			lower_call(p, pc, op);
		else
			lower_sub_call(p, pc, op);
		return;
	case FORM_KFUNC:
		lower_call(p, pc, op);
		return;
	}
}

/* A jump that takes fuel goes behind the others. */
static void lower_fuel(struct kiln_prog *p, uint32_t pc, uint32_t *at)
{
	if (!(p->facts[pc].flags & FACT_FUEL))
		return;
	p->ops[*at] = p->ops[pc];
	p->ops[pc] = (struct prog_op){ .op = OP_FUEL, .off = (int32_t)(*at)++ };
}

void lower_prog(struct kiln_prog *p)
{
	uint32_t jumps = p->nr_insns + 1;

	for (uint32_t pc = 0; pc < p->nr_insns; pc++) {
		const struct kiln_insn *insn = &p->insns[pc];
		struct prog_op *op = &p->ops[pc];

		if (p->facts[pc].flags & FACT_REACHED) {
			op->dst = insn->dst;
			op->src = insn->src;
			op->off = insn->off;
			op->imm = insn->imm;
			lower_one(p, pc, op);
			lower_fuel(p, pc, &jumps);
		} else {
			op->op = OP_TRAP;
		}
		if (insn_is_wide(insn))
			p->ops[++pc].op = OP_TRAP;
	}
	p->ops[p->nr_insns].op = OP_TRAP;
}
