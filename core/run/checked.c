/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * checked.c - runs operations that nobody has proven: every access is checked first, and every operation counted.
 *
 * Overview     the loop of interp.c with other macros. What may be touched: the stack of the functions under way; the memory that
 *              r1 points to, or the context's fields, the packet between data_meta and data_end, the values of the program's
 *              maps that were looked up, and reserved records. A wrong access or argument, too deep a call or too long a run ends it,
 *              and env->fault says why. An access that fails goes to a few bytes of its own; the next step then ends the run.
 * The context  is seen at the places that the kind's table tells, while the machine's own lies elsewhere: such loads and stores are
 *              done before the loop sees them. Nothing has been lowered for them, for nobody knows beforehand which they are.
 * Invariant    the heads of frames lie between the stacks of functions, and are never reachable. Stacks begin as zeros, so that
 *              equal runs give equal results.
 * Cost         some nanoseconds an operation; for trying things out. Memory: 1 KB of the C stack. Threads: as interp.c.
 * See          checked_call.c for helpers; tool/trial.c for what it is used for.
 */
#include "run/checked.h"

#include "base/bits.h"
#include "rt/map.h"
#include "rt/rt.h"
#include "run/body.h"

enum { CHECKED_BUDGET = 100000000 };

void checked_fault(struct kiln_env *env, struct checked *c, int64_t insn, enum kiln_fault_kind kind, const char *what,
		   uint64_t addr)
{
	c->bad = true;
	env->fault = (struct kiln_fault){ .what = what, .addr = addr, .insn = (uint32_t)insn, .kind = kind };
}

static bool inside(uint64_t at, uint64_t len, uint64_t from, uint64_t room)
{
	return at - from <= room && len <= room - (at - from);
}

/* -- what may be touched -------------------------------------------------------------------------------------------- */

/* A pointer that a field of the context holds; 0 where the kind has none of the type. */
static uint64_t ctx_pointer(const struct checked *c, enum kiln_field_type type)
{
	const struct kiln_kind *kind = c->p->kind;
	void *p;

	for (uint32_t i = 0; i < kind->nr_fields; i++) {
		if (kind->fields[i].type != type || kind->fields[i].real_size != sizeof(p))
			continue;
		memcpy(&p, (const uint8_t *)(uintptr_t)c->ctx + kind->fields[i].real_off, sizeof(p));
		return (uint64_t)(uintptr_t)p;
	}
	return 0;
}

static bool in_packet(const struct checked *c, uint64_t at, uint64_t len)
{
	uint64_t from = ctx_pointer(c, KILN_FIELD_PACKET_META), end = ctx_pointer(c, KILN_FIELD_PACKET_END);

	if (!from)
		from = ctx_pointer(c, KILN_FIELD_PACKET);
	return from && end >= from && inside(at, len, from, end - from);
}

/* Global variables: maps of one value, of which the program has the address from its own instructions. */
static bool in_globals(const struct checked *c, uint64_t at, uint64_t len)
{
	for (uint32_t i = 0; i < c->p->nr_maps; i++) {
		const struct kiln_map *m = c->p->maps[i];

		if (m->direct.base && m->direct.nr == 1 && !m->direct.cpu_stride &&
		    inside(at, len, (uint64_t)(uintptr_t)m->direct.base, m->spec.value_size))
			return true;
	}
	return false;
}

static uint64_t plain_len(const struct checked *c)
{
	return c->p->kind->flags & KILN_KIND_RAW_CTX ? c->p->kind->ctx_len : c->mem_len;
}

bool checked_reaches(const struct kiln_env *env, const struct checked *c, uint64_t at, uint64_t len)
{
	const struct interp_frame *f = env->interp;

	for (; f; f = f->back ? f->up : NULL)
		if (inside(at, len, (uint64_t)(uintptr_t)(f + 1), f->depth))
			return true;
	if (inside(at, len, c->ctx, plain_len(c)))
		return true;
	for (uint32_t i = 0; i < c->nr_regions; i++)
		if (inside(at, len, c->region[i].at, c->region[i].len))
			return true;
	return in_packet(c, at, len) || in_globals(c, at, len);
}

bool checked_show(struct checked *c, uint64_t at, uint32_t len, bool record)
{
	for (uint32_t i = 0; i < c->nr_regions; i++)
		if (c->region[i].at == at && c->region[i].len == len)
			return true;
	if (c->nr_regions == CHECKED_REGIONS)
		return false;
	c->region[c->nr_regions++] = (struct checked_region){ .at = at, .len = len, .record = record };
	return true;
}

static void *checked_at(struct kiln_env *env, struct checked *c, int64_t insn, uint64_t at, uint32_t len,
			uint32_t align, bool write)
{
	if (!checked_reaches(env, c, at, len))
		checked_fault(
			env, c, insn, KILN_FAULT_ACCESS,
			write ? "write outside the stack and the memory" : "read outside the stack and the memory", at);
	else if (at % align)
		checked_fault(env, c, insn, KILN_FAULT_ACCESS, "atomic access that is not aligned to its size", at);
	else
		return (void *)(uintptr_t)at;
	c->sink = 0;
	return &c->sink;
}

/* -- fields of the context ------------------------------------------------------------------------------------------ */

static void field_load(struct checked *c, const struct kiln_field *f, const struct insn_row *row, uint32_t at,
		       uint64_t *dst)
{
	uint32_t len = row->width / 8u, skip = at - f->off;
	uint64_t x = 0;
	uint8_t bytes[8] = { 0 };

	memcpy(&bytes[KILN_BIG_ENDIAN ? 8 - f->real_size : 0], (const uint8_t *)(uintptr_t)c->ctx + f->real_off,
	       f->real_size <= 8 ? f->real_size : 8);
	memcpy(&x, bytes, sizeof(x));
	if (f->flags & KILN_FIELD_BYTES) {
		x = 0;
		memcpy(&x, (const uint8_t *)(uintptr_t)c->ctx + f->real_off + skip, len);
	} else if (len != f->size) {
		x = x >> 8 * (KILN_BIG_ENDIAN ? f->size - skip - len : skip) & (UINT64_MAX >> (64 - 8 * len));
	}
	if (f->type == KILN_FIELD_MEM && x)
		checked_show(c, x, f->mem_len, false);
	*dst = x;
}

static void field_store(struct checked *c, const struct kiln_field *f, uint32_t len, uint32_t at, uint64_t x)
{
	bool whole = len == f->size;

	memcpy((uint8_t *)(uintptr_t)c->ctx + f->real_off + (whole ? 0 : at - f->off), &x, whole ? f->real_size : len);
}

/* A plain load or store through the context's pointer is done here: true. A field that is none ends the run. */
static bool ctx_access(struct kiln_env *env, struct checked *c, const struct prog_op *op, int64_t insn, uint64_t *r)
{
	const struct insn_row *row;
	const struct kiln_field *f;
	uint32_t len;
	bool load;
	uint64_t at;

	if (op->op >= OP_NR_INSNS || !c->p->kind->nr_fields)
		return false;
	row = &insn_rows[op->op];
	load = row->form == FORM_LOAD;
	if (!load && row->form != FORM_STORE_REG && row->form != FORM_STORE_IMM)
		return false;
	len = row->width / 8u;
	at = r[load ? op->src : op->dst] + (uint64_t)(int64_t)op->off;
	if (at - c->ctx >= c->p->kind->ctx_len || checked_reaches(env, c, at, len))
		return false;
	at -= c->ctx;
	f = rt_field(c->p->kind, (uint32_t)at, len);
	if (f && f->type > KILN_FIELD_MEM_LEN) {
		checked_fault(env, c, insn, KILN_FAULT_OTHER, "field that is not offered to unproven code", at);
		return true;
	}
	if (!f || !rt_field_allows(f, (uint32_t)at, len, !load)) {
		checked_fault(env, c, insn, KILN_FAULT_ACCESS, "access to no field of the context", at);
		return true;
	}
	if (load)
		field_load(c, f, row, (uint32_t)at, &r[op->dst]);
	else
		field_store(c, f, len, (uint32_t)at, row->form == FORM_STORE_IMM ? (uint64_t)op->imm : r[op->src]);
	return true;
}

/* -- the loop ------------------------------------------------------------------------------------------------------- */

static bool checked_depth(const struct kiln_env *env)
{
	const struct interp_frame *f = env->interp;
	uint32_t nr = 1;

	for (; f->back; f = f->up)
		nr++;
	return nr < KILN_MAX_FRAMES;
}

/* The registers of a run, and behind them what it may touch. */
struct checked_run {
	uint64_t r[KILN_NR_REGS];
	struct checked c;
};

static const uint8_t *packet_at(const struct checked *c, uint64_t r6, uint32_t at, uint32_t len)
{
	uint64_t from = ctx_pointer(c, KILN_FIELD_PACKET), end = ctx_pointer(c, KILN_FIELD_PACKET_END);

	if (r6 != c->ctx || !from || !inside(from + at, len, from, end - from))
		return NULL;
	return (const uint8_t *)(uintptr_t)(from + at);
}

/* The slot is taken as empty: what lies in it was loaded for another engine. */
static const struct kiln_prog *tail_target(uint64_t r2, uint32_t index, const struct kiln_env *env)
{
	(void)r2, (void)index, (void)env;
	return NULL;
}

#define R(n)	 r[n]
#define STATE()	 struct checked *const c = &((struct checked_run *)(void *)r)->c
#define DEPTH(n) ((void)(n), KILN_FRAME_SIZE)
#define ENTER(f) memset((f) + 1, 0, (f)->depth)
#define MEM(reg, len, align, write) \
	checked_at(env, c, op - ops, R(reg) + (uint64_t)(int64_t)op->off, (uint32_t)(len), (uint32_t)(align), write)
#define STOP(kind, text)                                        \
	do {                                                    \
		checked_fault(env, c, op - ops, kind, text, 0); \
		goto fault;                                     \
	} while (0)
#define FAULT(text) STOP(KILN_FAULT_OTHER, text)
#define COUNT()                                                                                              \
	do {                                                                                                 \
		if (KILN_UNLIKELY(c->bad))                                                                   \
			goto fault;                                                                          \
		if (KILN_UNLIKELY(!c->budget--))                                                             \
			STOP(KILN_FAULT_ENDLESS, c->trial.budget ? "more operations than the trial may take" \
								 : "more than 100 million operations");      \
	} while (0)
#define STEP()                                                    \
	do {                                                      \
		COUNT();                                          \
		for (; ctx_access(env, c, op, op - ops, r); op++) \
			COUNT();                                  \
	} while (0)
#define CALL_CHECK()                                           \
	do {                                                   \
		if (!checked_depth(env))                       \
			FAULT("call deeper than 8 functions"); \
	} while (0)
#define HELPER_CALL()                                           \
	do {                                                    \
		if (!checked_call(env, c, op - ops, op->fn, r)) \
			goto fault;                             \
	} while (0)
#define packet_bytes(r6, at, len) packet_at(c, r6, at, len)
#define HOST_CHECK()                                                                 \
	do {                                                                         \
		if (!c->p->kind->nr_fields)                                          \
			FAULT("call or packet load, which only proven code may do"); \
	} while (0)
#define LOOP_NAME checked_loop
#include "run/loop.inc"

uint64_t interp_run_checked(void *ctx, struct kiln_env *env, const struct kiln_prog *p)
{
	struct checked_run run;
	uint64_t result;

	memset(&run, 0, sizeof(run));
	run.c.p = p;
	run.c.ctx = run.r[1] = (uint64_t)(uintptr_t)ctx;
	run.c.mem_len = run.r[2] = p->mem_len;
	if (env->trial)
		run.c.trial = *env->trial;
	run.c.budget = run.c.trial.budget ? run.c.trial.budget : CHECKED_BUDGET;
	env->turns = p->turns;
	env->fault = (struct kiln_fault){ 0 };
	result = checked_loop(p, p->ops, 0, env, run.r);
	checked_end(env, &run.c);
	return result;
}
