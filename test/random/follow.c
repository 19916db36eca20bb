/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * follow.c - see follow.h.
 */
#include "follow.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/reason.h"
#include "rt/map.h"
#include "rt/rt.h"
#include "run/body.h"
#include "run/frame.h"
#include "run/run.h"

static struct follow *w;
static const struct prog_op *last; /* the operation before */
static uint64_t sink;

static void violation(int64_t pc, const char *what, uint64_t a, uint64_t b, uint64_t c)
{
	if (w->bad)
		return;
	w->bad = true;
	snprintf(w->what, sizeof(w->what), "insn %" PRId64 ": %s (0x%" PRIx64 ", 0x%" PRIx64 ", 0x%" PRIx64 ")", pc,
		 what, a, b, c);
}

static bool inside(uint64_t at, uint64_t len, uint64_t from, uint64_t room)
{
	return at - from <= room && len <= room - (at - from);
}

static bool in_map(const struct kiln_map *m, uint64_t at, uint64_t len)
{
	uint64_t base = (uint64_t)(uintptr_t)m->direct.base;

	if (!base || at < base || at - base >= (uint64_t)m->direct.stride * m->direct.nr)
		return false;
	return inside(at, len, at - (at - base) % m->direct.stride, m->spec.value_size);
}

/* What calls of the program returned: values of maps, of which a look-up from outside would find a copy, and records. */
static struct {
	uint64_t at, len;
} found[256];
static uint32_t nr_found;
static uint64_t asked[3]; /* r1 and r2 of the last call */

static void note_found(uint64_t at, uint64_t len)
{
	for (uint32_t i = 0; i < nr_found; i++)
		if (found[i].at == at && found[i].len >= len)
			return;
	if (nr_found < sizeof(found) / sizeof(found[0])) {
		found[nr_found].at = at;
		found[nr_found].len = len;
	}
	nr_found++; /* beyond the room: from now on nothing is called outside */
}

enum { CALL_LOOKUP = 1, CALL_RESERVE = 131, CALL_LOOKUP_PERCPU = 195 };

static void note_result(int32_t call, uint64_t r0)
{
	const struct kiln_map *m = (const struct kiln_map *)(uintptr_t)asked[1];

	if (!r0)
		return;
	if (call == CALL_RESERVE)
		note_found(r0, asked[2]);
	else if ((call == CALL_LOOKUP || call == CALL_LOOKUP_PERCPU) && m->spec.type != MAP_HASH_OF_MAPS &&
		 m->spec.type != MAP_ARRAY_OF_MAPS)
		note_found(r0, m->spec.value_size);
}

/* What may be read between data_meta and data_end, which helpers move. */
static bool in_packet(uint64_t at, uint64_t len)
{
	const struct kiln_packet *p = w->packet;

	return inside(at, len, (uint64_t)(uintptr_t)p->data_meta, (uint64_t)(p->data_end - p->data_meta));
}

static bool reaches(const struct kiln_env *env, uint64_t at, uint64_t len, bool write)
{
	const struct interp_frame *f = env->interp;

	for (; f; f = f->up)
		if (inside(at, len, (uint64_t)(uintptr_t)(f + 1), f->depth))
			return true;
	if (w->packet && in_packet(at, len))
		return true;
	for (uint32_t i = 0; i < w->nr_regions; i++)
		if (inside(at, len, w->region[i].from, w->region[i].len))
			return !write || w->region[i].writable;
	for (uint32_t i = 0; i < w->p->nr_maps; i++)
		if (in_map(w->p->maps[i], at, len))
			return true;
	if (nr_found > sizeof(found) / sizeof(found[0]))
		return true;
	for (uint32_t i = 0; i < nr_found; i++)
		if (inside(at, len, found[i].at, found[i].len))
			return true;
	return false;
}

static void *witness_at(const struct kiln_env *env, int64_t pc, uint64_t at, uint32_t len, uint32_t align, bool write)
{
	if (!reaches(env, at, len, write))
		violation(pc, write ? "write outside" : "read outside", at, len, 0);
	else if (at % align)
		violation(pc, "atomic access not aligned", at, len, 0);
	else
		return (void *)(uintptr_t)at;
	return &sink;
}

/* What the operation before left, against what was claimed. */
static void check_result(int64_t pc, const struct prog_op *op, const uint64_t *r)
{
	const struct prog_fact *f = &w->p->facts[pc];
	const struct insn_row *row;
	uint64_t v;
	enum insn_op kind;

	if (isa_decode(&w->p->insns[pc], w->p->nr_insns - (uint32_t)pc, &kind))
		return;
	row = &insn_rows[kind];
	if (op->op == OP_CALL)
		note_result(w->p->insns[pc].imm, r[0]);
	switch (row->form) {
	case FORM_ALU_IMM:
	case FORM_ALU_REG:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
		v = r[w->p->insns[pc].dst];
		break;
	case FORM_CALL:
		v = r[0];
		break;
	default:
		return;
	}
	if (v < f->umin || v > f->umax)
		violation(pc, "result outside the claimed bounds", v, f->umin, f->umax);
	if (f->flags & FACT_CONST && v != f->umin)
		violation(pc, "result is not the claimed constant", v, f->umin, f->umax);
}

/* What is claimed before an instruction. */
static void check_before(int64_t pc, const uint64_t *r)
{
	const struct prog_fact *f = &w->p->facts[pc];
	const struct kiln_insn *in = &w->p->insns[pc];
	struct prog_op op = { .dst = in->dst, .src = in->src, .imm = in->imm };
	enum insn_op kind;
	uint64_t d = r[in->dst], s;
	bool narrow;

	if (isa_decode(in, w->p->nr_insns - (uint32_t)pc, &kind))
		return;
	if (!(f->flags & FACT_REACHED))
		violation(pc, "reached, but claimed dead", 0, 0, 0);
	op.op = (uint16_t)kind;
	if (insn_rows[kind].form == FORM_JMP_IMM || insn_rows[kind].form == FORM_JMP_REG) {
		if (f->flags & FACT_ALWAYS && !interp_cond(&op, r))
			violation(pc, "not taken, but claimed always taken", d, r[in->src], 0);
		if (f->flags & FACT_NEVER && interp_cond(&op, r))
			violation(pc, "taken, but claimed never taken", d, r[in->src], 0);
	}
	s = insn_rows[kind].form == FORM_ALU_REG ? r[in->src] : (uint64_t)(int64_t)in->imm;
	narrow = insn_rows[kind].width == 32;
	if (f->flags & FACT_SRC_NONZERO && !(narrow ? (uint32_t)s : s))
		violation(pc, "divisor is zero", d, s, 0);
	if (f->flags & FACT_FITS32 && !narrow && (d > UINT32_MAX || s > UINT32_MAX))
		violation(pc, "operands do not fit 32 bits", d, s, 0);
	if (f->flags & FACT_NO_OVERFLOW &&
	    (narrow ? (uint32_t)d == 0x80000000u && (uint32_t)s == UINT32_MAX : d == 1ull << 63 && s == UINT64_MAX))
		violation(pc, "division overflows", d, s, 0);
}

static void step(const struct prog_op *ops, const struct prog_op *op, const uint64_t *r)
{
	if (last && last->op != OP_CALL_SUB && last->op != OP_EXIT)
		check_result(last - ops, last, r);
	check_before(op - ops, r);
	last = op;
	if (op->op == OP_CALL)
		memcpy(asked, r, sizeof(asked));
	if (!w->budget--)
		violation(op - ops, "does not end", 0, 0, 0);
}

static const uint8_t *packet_bytes(uint64_t r6, uint32_t at, uint32_t len)
{
	(void)r6, (void)at, (void)len;
	return NULL;
}

static const struct kiln_prog *tail_target(uint64_t r2, uint32_t index, const struct kiln_env *env)
{
	(void)r2, (void)index, (void)env;
	return NULL;
}

enum { MAX_LOOPS = 200 }; /* fewer than the interpreter's: they could be even none */

#define R(n)	 r[n]
#define STATE()	 (void)0
#define DEPTH(n) (n)
#define ENTER(f) memset((f) + 1, 0xa5, (f)->depth)
#define MEM(reg, len, align, write) \
	witness_at(env, op - ops, R(reg) + (uint64_t)(int64_t)op->off, (uint32_t)(len), (uint32_t)(align), write)
#define FAULT(text)                                 \
	do {                                        \
		violation(op - ops, text, 0, 0, 0); \
		goto fault;                         \
	} while (0)
#define STEP()                      \
	do {                        \
		step(ops, op, r);   \
		if (w->bad)         \
			goto fault; \
	} while (0)
#define CALL_CHECK()  (void)0
#define HOST_CHECK()  (void)0
#define HELPER_CALL() (r[0] = op->fn(r[1], r[2], r[3], r[4], r[5], env))
#define LOOP_NAME     witness_loop
#include "run/loop.inc"

bool follow_can(const struct kiln_prog *p)
{
	for (uint32_t i = 0; i < p->nr_insns; i++) {
		const struct kiln_insn *in = &p->insns[i];
		const struct kiln_helper *h = NULL;

		if (in->code == 0x18) {
			i++;
			continue;
		}
		if ((in->code & 7) == 0 && (in->code >> 5 == 1 || in->code >> 5 == 2))
			return false;
		if (in->code != 0x85 || in->src == 1)
			continue;
		for (uint32_t n = 0; !in->src && (h = kiln_helper_at(n)) != NULL && h->id != (uint32_t)in->imm; n++)
			;
		if (!h || h->flags & KILN_HELPER_TAIL_CALL ||
		    (h->ret != KILN_RET_INT && h->ret != KILN_RET_VOID && in->imm != CALL_LOOKUP &&
		     in->imm != CALL_RESERVE && in->imm != CALL_LOOKUP_PERCPU))
			return false;
	}
	return true;
}

bool follow_run(struct follow *f, struct kiln_env *env, uint64_t r1, uint64_t r2, uint64_t *r0)
{
	uint64_t r[KILN_NR_REGS] = { [1] = r1, r2 };

	w = f;
	last = NULL;
	nr_found = 0;
	f->bad = false;
	kiln_enter(f->p->k, env);
	env->fuel = f->p->fuel;
	env->turns = MAX_LOOPS;
	*r0 = witness_loop(f->p, f->p->ops, f->p->subs[0].stack_depth, env, r);
	kiln_leave(f->p->k, env);
	return !f->bad;
}
