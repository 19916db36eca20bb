/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * vfy.c - the walk: every path of the program, until each is shown to be safe or one is not.
 *
 * Overview     vfy_run() is the order of things: shape, live registers, then each entry point is walked depth first; what was
 *              found on the way becomes the program's facts.
 * Cost         each instruction of each path once, states apart; limited by max_processed.
 * See          state.h for the parts; docs/why/verifier.md for why they are as they are.
 */
#include "verify/verify.h"

#include "base/vm.h"
#include "verify/explain.h"
#include "verify/state.h"

/* A walk that is made again tells nothing twice. */
static uint32_t log_level(const struct vfy *v)
{
	return v->telling ? 0 : v->opts->log_level;
}

/* -- refusals ------------------------------------------------------------------------------------------------------- */

static enum kiln_err err_of(enum kiln_reason reason)
{
	switch (reason) {
	case KILN_REASON_TOO_COMPLEX:
	case KILN_REASON_BRANCHES:
		return KILN_ERR_COMPLEX;
	case KILN_REASON_NOMEM:
		return KILN_ERR_NOMEM;
	case KILN_REASON_LENGTH:
	case KILN_REASON_FUNCTIONS:
	case KILN_REASON_BTF:
		return KILN_ERR_FORMAT;
	case KILN_REASON_TARGET:
		return KILN_ERR_INVAL;
	default:
		return KILN_ERR_UNSAFE;
	}
}

static bool refuse(struct vfy *v, int64_t pc, enum kiln_reason reason, const char *fmt, va_list ap)
{
	char buf[sizeof(v->why->what)];
	struct text t = TEXT(buf);

	if (v->err)
		return false; /* the first one counts */
	text_vprintf(&t, fmt, ap);
	v->err = err_of(reason);
	v->refused = reason;
	why_set(v->why, v->p, v->has_btf ? &v->btf : NULL, v->err, reason, pc, "%s", buf);
	return false;
}

bool vfy_refuse(struct vfy *v, enum kiln_reason reason, const char *fmt, ...)
{
	va_list ap;

	if (v->err)
		return false;
	va_start(ap, fmt);
	refuse(v, v->pc, reason, fmt, ap);
	va_end(ap);
	if (v->telling)
		origin_tell(v, reason);
	if (log_level(v) && v->why && v->mode == MODE_EXPLORE)
		trace_refusal(v);
	if (log_level(v) > 2 && v->mode == MODE_EXPLORE)
		trace_path(v);
	return false;
}

bool vfy_refuse_at(struct vfy *v, int64_t pc, enum kiln_reason reason, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	refuse(v, pc, reason, fmt, ap);
	va_end(ap);
	return false;
}

bool vfy_nomem(struct vfy *v)
{
	return vfy_refuse_at(v, -1, KILN_REASON_NOMEM, "out of memory while verifying");
}

/* -- memory --------------------------------------------------------------------------------------------------------- */

enum { POOL_STEP = 64, POOL_SMALL = 32 /* classes of POOL_STEP bytes; then powers of two */ };

static uint32_t pool_class(size_t *len)
{
	size_t n = (*len + POOL_STEP - 1) / POOL_STEP;
	uint32_t class;

	if (n <= POOL_SMALL) {
		*len = n * POOL_STEP;
		return (uint32_t)n - 1;
	}
	for (class = POOL_SMALL, n = POOL_SMALL * POOL_STEP * 2; n < *len; class ++)
		n *= 2;
	*len = n;
	return class;
}

void *vfy_get(struct vfy *v, size_t len)
{
	uint32_t class = pool_class(&len);
	void *p = class < NR_POOLS ? v->pool[class] : NULL;

	if (p) {
		memcpy(&v->pool[class], p, sizeof(p));
		return p;
	}
	p = class < NR_POOLS ? arena_alloc(v->a, len) : NULL;
	if (!p)
		vfy_nomem(v);
	return p;
}

void vfy_put(struct vfy *v, void *p, size_t len)
{
	uint32_t class = pool_class(&len);

	memcpy(p, &v->pool[class], sizeof(p));
	v->pool[class] = p;
}

/* -- one instruction ------------------------------------------------------------------------------------------------ */

static bool may_goto(struct vfy *v, uint32_t *next)
{
	if (!path_step(v, 0, 0, 0))
		return false;
	if (cur_frame(v)->dry) {
		*next = v->info[v->pc].target;
		return true;
	}
	if (!path_fork(v, PEND_MAY_GOTO))
		return false;
	v->st.turns++;
	cur_frame(v)->gone++;
	*next = v->pc + 1;
	return true;
}

static bool refuse_kind(struct vfy *v, enum insn_op op)
{
	if (op == OP_CALLX)
		return vfy_refuse(v, KILN_REASON_CALLX, "a call through a register is not offered here");
	return vfy_refuse(v, KILN_REASON_ADDR_CAST, "a cast between address spaces is not offered here");
}

bool walk_step(struct vfy *v, uint32_t *next, bool *ended)
{
	const struct kiln_insn *insn = vfy_insn(v);
	enum insn_op op = (enum insn_op)v->info[v->pc].op;

	*next = v->pc + 1 + insn_is_wide(insn);
	switch (insn_rows[op].form) {
	case FORM_ALU_IMM:
	case FORM_ALU_REG:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
		return alu_do(v, insn, op);
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
		return load_do(v, insn, op);
	case FORM_STORE_REG:
	case FORM_STORE_IMM:
	case FORM_STORE_REL:
		return store_do(v, insn, op);
	case FORM_ATOMIC:
		return atomic_do(v, insn, op);
	case FORM_JMP_IMM:
	case FORM_JMP_REG:
		return cond_do(v, insn, op, next);
	case FORM_GOTO:
	case FORM_GOTOL:
		*next = v->info[v->pc].target;
		return path_step(v, 0, 0, 0);
	case FORM_MAY_GOTO:
		return may_goto(v, next);
	case FORM_WIDE:
		return wide_do(v, insn, op);
	case FORM_LDABS:
	case FORM_LDIND:
		return packet_load_do(v, insn, op);
	case FORM_NONE:
		return sub_exit(v, next, ended);
	}
	if (op == OP_CALL || op == OP_CALL_KFUNC)
		return call_outside(v, insn);
	return op == OP_CALL_SUB ? call_sub(v, next) : refuse_kind(v, op);
}

/* -- the walk ------------------------------------------------------------------------------------------------------- */

bool walk_resume(struct vfy *v)
{
	struct pending *p = v->pending;
	bool exists, ok = true;

	v->pending = p->next;
	v->nr_pending--;
	unpack_state(v, p->saved);
	v->pc = p->pc;
	v->path_len = p->path_len;
	v->in = p->in;
	switch (p->kind) {
	case PEND_CALLBACK:
		ok = sub_enter_callback(v, rt_callee(v->kind, &v->p->insns[p->pc], &exists), &v->pc);
		break;
	case PEND_ITER_END:
		ok = iter_ended(v, rt_callee(v->kind, &v->p->insns[p->pc], &exists));
		v->pc = p->pc + 1;
		break;
	case PEND_TAIL_CALL:
		ok = sub_tail_called(v, &v->pc);
		break;
	case PEND_TAKEN:
		cond_taken(v, p);
		fact_way(v, p->pc, true);
		v->pc = v->info[p->pc].target;
		break;
	case PEND_MAY_GOTO:
		cur_frame(v)->dry = true;
		v->pc = v->info[p->pc].target;
	}
	if (log_level(v) && v->mode == MODE_EXPLORE)
		trace_from(v, p->pc);
	pack_free(v, p->saved);
	vfy_put(v, p, sizeof(*p));
	return ok;
}

/* Registers that nothing reads any more: they need not be kept, nor be the same. */
void walk_forget_dead(struct vfy *v)
{
	struct vframe *f = cur_frame(v);
	uint16_t dead = (uint16_t)(~v->info[v->pc].live & 0x3ff);

	for (; dead; dead &= (uint16_t)(dead - 1)) {
		struct vreg *r = &f->reg[__builtin_ctz(dead)];

		r->type = REG_NONE;
		r->flags = 0;
	}
}

/* *done: nothing waits any more. */
static bool end_path(struct vfy *v, const struct need *need, uint32_t nr_frames, bool *done)
{
	bool waits = path_end(v, need, nr_frames);

	if (v->err || v->again || v->redo)
		return false;
	*done = !waits;
	return *done || walk_resume(v);
}

static bool too_complex(struct vfy *v)
{
	vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "%u instructions were walked%s, and there are paths left", v->processed,
		   v->moved > MAX_MOVED ? " with much on the stack" : "");
	return false;
}

static bool visit(struct vfy *v, bool *known, const struct need **need)
{
	struct insn_info *in = &v->info[v->pc];

	*known = false;
	if (!(in->flags & INSN_PRUNE))
		return true;
	turn_name(v);
	if (!prune_visit(v, known, need))
		return false;
	if (log_level(v) && *known)
		trace_state(v, " safe;");
	return true;
}

/* One instruction, or the end of a path. */
static bool advance(struct vfy *v, bool *done)
{
	static const struct need nothing[KILN_MAX_FRAMES];
	const struct need *need;
	uint32_t next;
	bool known = false, ended = false;

	if (!v->visited && !visit(v, &known, &need))
		return false;
	v->visited = false;
	if (known)
		return end_path(v, need, v->st.nr_frames, done);
	if (++v->processed > v->max_processed || v->moved > MAX_MOVED)
		return too_complex(v);
	walk_counts(v);
	if (v->telling)
		fact_visit(v);
	if (log_level(v) > 2)
		trace_state(v, " before;");
	if (!walk_step(v, &next, &ended))
		return false;
	if (log_level(v) > 1)
		trace_insn(v);
	v->pc = next;
	return !ended || end_path(v, nothing, 1, done);
}

static bool walk_entry(struct vfy *v)
{
	bool done = false;

	if (!path_node(v, 1))
		return false;
	while (!done)
		if (!advance(v, &done) && !loop_redo(v))
			return false;
	return true;
}

bool vfy_queue(struct vfy *v, uint32_t sub, const struct kiln_helper *helper, uint32_t map)
{
	struct entry **at;

	if (v->mode != MODE_CERTIFY)
		return true;
	for (at = &v->entries; *at; at = &(*at)->next)
		if ((*at)->sub == sub && (*at)->helper == helper && (*at)->map == map)
			return true;
	*at = arena_alloc(v->a, sizeof(**at));
	if (!*at)
		return vfy_nomem(v);
	**at = (struct entry){ .sub = sub, .helper = helper, .map = map };
	return true;
}

/* States kept for one entry are not compared with those of another: arguments come from elsewhere. */
static void forget_states(struct vfy *v)
{
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++)
		v->info[pc].saved = NULL;
}

static bool walk_anew(struct vfy *v)
{
	v->mode = MODE_EXPLORE;
	v->again = false;
	v->pc = v->p->subs[v->entry->sub].first;
	v->node = NULL;
	v->pending = NULL;
	v->nr_pending = v->nr_steps = v->entry->tape.nr = 0;
	v->path_len = 0;
	v->nr_loops = 0;
	if (v->loops)
		memset(v->loops, 0, MAX_LOOPS * sizeof(v->loops[0]));
	forget_states(v);
	if (!sub_start(v, v->entry))
		return false;
	if (log_level(v))
		trace_state(v, "");
	return walk_entry(v);
}

static bool explore(struct vfy *v)
{
	do
		if (!walk_anew(v) && !v->again && !fuel_try(v))
			return false;
	while (v->again);
	return true;
}

/* The same walk with facts noted, which origin.c needs; false. What was refused stays so, whatever comes of it. */
static bool tell_again(struct vfy *v)
{
	enum kiln_err err = v->err;
	struct kiln_why *why = v->why, *first;

	if (!why || err == KILN_ERR_NOMEM || err == KILN_ERR_COMPLEX)
		return false;
	first = arena_alloc(v->a, sizeof(*first));
	if (!first)
		return false;
	*first = *why;
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++)
		v->p->facts[pc].flags &= (uint16_t)~FACT_REACHED;
	v->telling = true;
	v->processed = 0;
	v->moved = 0;
	v->err = KILN_OK;
	explore(v);
	if (!v->err || why->reason != first->reason || why->insn != first->insn)
		*why = *first;
	v->err = err;
	return false;
}

/* Most programs need no finding out how they may be proven. */
static bool prove_alone(struct vfy *v)
{
	bool ok;

	if (v->opts->log_level || v->opts->keep_proof || v->opts->fuel || v->irreducible)
		return false;
	v->meeting = true;
	ok = meet_entry(v);
	v->meeting = false;
	return ok;
}

/* Finds out how it may be proven; then that is proven. */
static bool prove_entry(struct vfy *v)
{
	if (v->opts->proof) {
		proof_for(v, v->entry);
		return certify_entry(v, v->entry, v->max_processed);
	}
	if (prove_alone(v))
		return true;
	if (v->err)
		return false;
	if (!explore(v))
		return tell_again(v);
	return tape_finish(v) && certify_entry(v, v->entry, v->max_processed);
}

static bool prove_all(struct vfy *v)
{
	v->mode = MODE_CERTIFY;
	if ((v->opts->proof && !proof_read(v)) || !vfy_queue(v, 0, NULL, 0))
		return false;
	for (v->entry = v->entries; v->entry; v->entry = v->entry->next)
		if (!prove_entry(v))
			return false;
	return fuel_finish(v) && (!v->opts->keep_proof || proof_write(v));
}

/* -- type information ----------------------------------------------------------------------------------------------- */

static bool read_btf(struct vfy *v)
{
	struct kiln_prog *p = v->p;
	const char *what = NULL;

	if (!p->btf)
		return true;
	v->btf = p->btf->btf;
	if (btf_check_funcs(&v->btf, p->func_info, p->nr_func_info, p->nr_insns, &what) ||
	    btf_check_lines(&v->btf, p->line_info, p->nr_line_info, p->nr_insns, &what))
		return vfy_refuse_at(v, -1, KILN_REASON_BTF, "type information: %s", what);
	v->has_btf = true;
	return true;
}

/* Names and linkage of functions. */
static bool name_subs(struct vfy *v)
{
	struct kiln_prog *p = v->p;
	size_t len = 0;
	char *at;

	if (!v->has_btf || !p->nr_func_info)
		return true;
	for (uint32_t i = 0; i < p->nr_subs; i++) {
		uint32_t id = btf_func_at(p->func_info, p->nr_func_info, p->subs[i].first);
		struct btf_type t = btf_type(&v->btf, id);

		if (!id)
			continue;
		v->sub[i].btf_func = id;
		v->sub[i].global = i && t.nr == BTF_GLOBAL;
		len += text_len(t.name) + 1;
	}
	if (!len)
		return true;
	p->names = vm_alloc(p->k, len);
	if (!p->names)
		return vfy_nomem(v);
	p->names_len = len;
	at = p->names;
	for (uint32_t i = 0; i < p->nr_subs; i++) {
		struct btf_type t;

		if (!v->sub[i].btf_func)
			continue;
		t = btf_type(&v->btf, v->sub[i].btf_func);
		len = text_len(t.name) + 1;
		memcpy(at, t.name, len);
		p->subs[i].name = at;
		at += len;
	}
	return true;
}

/* -- the calls ------------------------------------------------------------------------------------------------------ */

static void set_leaves(struct vfy *v)
{
	for (uint32_t i = 0; i < v->p->nr_subs; i++)
		v->p->subs[i].leaf = true;
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++) {
		const struct insn_info *in = &v->info[pc];

		if (!(in->flags & INSN_HALF) &&
		    (insn_rows[in->op].form == FORM_CALL || insn_rows[in->op].form == FORM_KFUNC))
			v->p->subs[in->sub].leaf = false;
	}
}

static struct vfy *vfy_new(struct kiln_prog *p, struct arena *a, const struct kiln_load_opts *opts,
			   struct kiln_why *why)
{
	struct vfy *v = arena_alloc(a, sizeof(*v));

	if (!v)
		return NULL;
	v->p = p;
	v->a = a;
	v->kind = p->kind;
	v->opts = opts;
	v->why = why;
	v->leak = (p->kind->flags & KILN_KIND_LEAK) && !opts->no_leak;
	v->next_id = KILN_NR_SECTIONS; /* those are references' own: state.h */
	v->max_processed = opts->max_processed ? opts->max_processed : opts->fuel ? FUEL_PROCESSED : MAX_PROCESSED;
	return v;
}

static enum kiln_err finish(struct vfy *v, bool ok)
{
	v->p->nr_processed = v->processed ? v->processed + v->nr_tried : v->nr_certified;
	v->p->nr_states = v->nr_states;
	if (v->opts->log_level && v->processed)
		trace_end(v);
	if (ok && !v->err)
		return KILN_OK;
	return v->err ? v->err : KILN_ERR_UNSAFE;
}

enum kiln_err vfy_run(struct kiln_prog *p, struct arena *a, const struct kiln_load_opts *opts, struct kiln_why *why)
{
	struct vfy *v = vfy_new(p, a, opts, why);

	if (!v)
		return why_set(why, p, NULL, KILN_ERR_NOMEM, KILN_REASON_NOMEM, -1, "out of memory while verifying");
	if (!read_btf(v) || !typed_begin(v) || !cfg_build(v) || !name_subs(v) || !live_build(v) || !prove_all(v) ||
	    !cfg_stack_depth(v))
		return finish(v, false);
	set_leaves(v);
	fact_finish(v);
	return finish(v, true);
}

enum kiln_err vfy_shape(struct kiln_prog *p, struct arena *a, const struct kiln_load_opts *opts, struct kiln_why *why)
{
	struct vfy *v = vfy_new(p, a, opts, why);

	if (!v)
		return why_set(why, p, NULL, KILN_ERR_NOMEM, KILN_REASON_NOMEM, -1, "out of memory while verifying");
	if (!read_btf(v) || !cfg_build(v) || !name_subs(v))
		return finish(v, false);
	set_leaves(v);
	for (uint32_t i = 0; i < p->nr_subs; i++) {
		p->subs[i].stack_depth = KILN_FRAME_SIZE;
		p->subs[i].reached = true;
	}
	for (uint32_t pc = 0; pc < p->nr_insns; pc++) {
		p->facts[pc].umax = UINT64_MAX;
		if (!(v->info[pc].flags & INSN_HALF))
			p->facts[pc].flags |= FACT_REACHED;
	}
	p->stack_depth = KILN_FRAME_SIZE;
	return finish(v, true);
}
