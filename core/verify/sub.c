/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sub.c - functions of the program: called, called back, global; and how they end.
 *
 * Static       functions are walked as if they stood where they are called.
 * Global       functions are walked once, on their own, with arguments as BTF declares them; a call checks the arguments, and
 *              knows nothing of the result.
 * Callbacks    run from inside a helper, 0, 1, 2 ... times: the call is walked as if it had ended at once, and a turn of the callback
 *              leads back to the call. Cycles end where a turn changes nothing (prune.c). Those that run later, as timers do,
 *              are walked on their own.
 */
#include "verify/state.h"

static bool push_frame(struct vfy *v, uint32_t sub, enum frame_kind kind)
{
	uint32_t nr = v->st.nr_frames;
	struct vframe *f;

	if (nr == KILN_MAX_FRAMES)
		return vfy_refuse(v, KILN_REASON_CALL_DEPTH, "calls go %u deep: at most %u", nr + 1, KILN_MAX_FRAMES);
	if (!frame_ready(v, nr))
		return false;
	f = v->st.frame[nr];
	for (uint32_t i = 0; i < 10; i++)
		f->reg[i] = (struct vreg){ .type = REG_NONE };
	f->reg[10] = reg_pointer(REG_STACK);
	f->reg[10].frame = (uint8_t)nr;
	f->used = f->objects = 0;
	f->sub = sub;
	f->call_pc = v->pc;
	f->turn_of = 0;
	f->serial = reg_new_id(v);
	f->gone = 0;
	f->kind = (uint8_t)kind;
	f->dry = false;
	f->helper = NULL;
	if (nr && v->mode == MODE_CERTIFY)
		v->calls[(size_t)v->st.frame[nr - 1]->sub * v->p->nr_subs + sub] = 1;
	if (v->mode == MODE_CERTIFY)
		v->sub[sub].entered = true;
	v->st.nr_frames++;
	return true;
}

static void clobber(struct vfy *v)
{
	for (uint32_t i = 0; i <= 5; i++)
		*reg_at(v, i) = (struct vreg){ .type = REG_NONE };
}

/* -- global functions ----------------------------------------------------------------------------------------------- */

static bool call_global(struct vfy *v, uint32_t sub)
{
	uint32_t nr = param_count(v, sub);
	uint16_t use = (uint16_t)(((1u << (nr < MAX_PARAMS ? nr : MAX_PARAMS)) - 1) << 1);
	struct vreg r = reg_number(range_unknown());

	if (!path_step(v, use, 0x3f, 0) || !param_pass(v, sub))
		return false;
	if (v->sub[sub].moves_packet)
		reg_forget_packet(v);
	clobber(v);
	if (!param_returns_nothing(v, sub))
		*reg_at(v, 0) = r;
	fact_result(v, &r);
	return vfy_queue(v, sub, NULL, 0);
}

/* -- calls ---------------------------------------------------------------------------------------------------------- */

static void forget_dead_regs(struct vfy *v, struct vframe *f)
{
	for (uint32_t i = 6; i <= 9; i++)
		if (!(v->info[v->pc + 1].live >> i & 1))
			f->reg[i] = (struct vreg){ .type = REG_NONE };
}

bool call_sub(struct vfy *v, uint32_t *next)
{
	uint32_t sub = v->info[v->info[v->pc].target].sub;
	struct vframe *caller = cur_frame(v), *callee;

	if (v->st.lock_map)
		return vfy_refuse(v, KILN_REASON_LOCK_CALL, "a call with a lock held");
	if (v->sub[sub].global && vfy_may_sleep(v) && ref_section(v))
		return vfy_refuse(v, KILN_REASON_SECTION_SLEEPS,
				  "a global function may sleep, and a section that must not is open");
	*next = v->pc + 1;
	if (v->sub[sub].global)
		return call_global(v, sub);
	if (!path_step(v, 0, 0, 0) || !path_mark(v, STEP_ENTER) || !push_frame(v, sub, FRAME_CALL))
		return false;
	callee = cur_frame(v);
	for (uint32_t i = 1; i <= 5; i++)
		callee->reg[i] = caller->reg[i];
	for (uint32_t i = 0; i <= 5; i++)
		caller->reg[i] = (struct vreg){ .type = REG_NONE };
	forget_dead_regs(v, caller);
	*next = v->p->subs[sub].first;
	return true;
}

/* -- callbacks ------------------------------------------------------------------------------------------------------ */

struct cb_source {
	const struct vreg *map, *stack, *object;
	uint32_t later_map; /* index + 1, for those that run later */
};

/* Only until the callback ends. One that runs later has nobody who could keep it. */
static struct vreg lent(const struct vfy *v, struct vreg r)
{
	r.flags |= REG_LENT;
	r.frame = (uint8_t)cur_frame_nr(v);
	return r;
}

static void give_back_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	(void)v, (void)frame, (void)where, (void)arg;
	if ((r->type == REG_MEM || r->type == REG_DYNPTR) && r->flags & REG_LENT && r->frame >= v->st.nr_frames)
		*r = (struct vreg){ .flags = REG_RELEASED };
}

static struct vreg cb_memory(uint32_t len)
{
	struct vreg r = reg_pointer(REG_MEM);

	r.len = len;
	return r;
}

static bool cb_arg(struct vfy *v, uint8_t kind, const struct cb_source *src, struct vreg *r)
{
	struct vreg map = reg_pointer(REG_MAP);

	if (src->map)
		map = *src->map;
	map.map = src->map ? src->map->map : src->later_map;
	if ((kind == KILN_CB_MAP || kind == KILN_CB_KEY || kind == KILN_CB_VALUE) && !map.map)
		return vfy_refuse(v, KILN_REASON_INTERNAL, "a callback's argument belongs to a map, and there is none");
	switch (kind) {
	case KILN_CB_NONE:
		*r = (struct vreg){ .type = REG_NONE };
		return true;
	case KILN_CB_SCALAR:
		*r = reg_number(range_unknown());
		return true;
	case KILN_CB_MAP:
		*r = map;
		return true;
	case KILN_CB_KEY:
		*r = lent(v, cb_memory(reg_map(v, &map)->spec.key_size));
		return true;
	case KILN_CB_VALUE:
		*r = reg_pointer(REG_VALUE);
		r->map = map.map;
		r->flags = map.flags & REG_INNER;
		r->id = reg_new_id(v);
		return true;
	case KILN_CB_STACK:
		if (!src->stack)
			break;
		*r = *src->stack;
		return true;
	case KILN_CB_CTX:
		*r = reg_pointer(REG_CTX);
		return true;
	case KILN_CB_OBJECT: /* with what it is held by */
		if (!src->object)
			break;
		*r = *src->object;
		return true;
	case KILN_CB_VMA:
		*r = typed_seen(v, KILN_STRUCT_VMA);
		return true;
	case KILN_CB_DYNPTR:
		*r = lent(v, dynptr_local(v));
		return true;
	}
	return vfy_refuse(v, KILN_REASON_INTERNAL, "a callback's argument is of no known kind");
}

/* The caller's registers are still as they were at the call. */
bool sub_enter_callback(struct vfy *v, const struct kiln_helper *h, uint32_t *next)
{
	struct vframe *caller = cur_frame(v), *f;
	struct cb_source src = { 0 };
	uint32_t sub = 0, turn_of = v->st.turn_of;

	for (uint32_t i = 0; i < 5; i++) {
		if (h->arg[i] == KILN_ARG_MAP)
			src.map = &caller->reg[i + 1];
		else if (h->arg[i] == KILN_ARG_STACK_OR_NULL)
			src.stack = &caller->reg[i + 1];
		else if (h->arg[i] == KILN_ARG_OBJECT)
			src.object = &caller->reg[i + 1];
		else if (h->arg[i] == KILN_ARG_FUNC)
			sub = caller->reg[i + 1].len;
	}
	if (v->sub[sub].global)
		return vfy_refuse(v, KILN_REASON_CALLBACK_GLOBAL, "%s() with a global function: declare it static",
				  h->name);
	if (!path_mark(v, STEP_ENTER_CALLBACK) || !push_frame(v, sub, FRAME_CALLBACK))
		return false;
	f = cur_frame(v);
	f->helper = h;
	f->turn_of = turn_of;
	v->st.turn_of = 0;
	for (uint32_t i = 0; i < 5; i++)
		if (!cb_arg(v, h->cb[i], &src, &f->reg[i + 1]))
			return false;
	*next = v->p->subs[sub].first;
	return true;
}

bool sub_callback_later(struct vfy *v, const struct kiln_helper *h, uint32_t sub, uint32_t map)
{
	if (v->sub[sub].global)
		return vfy_refuse(v, KILN_REASON_CALLBACK_GLOBAL, "%s() with a global function: declare it static",
				  h->name);
	return vfy_queue(v, sub, h, map);
}

/* -- the first frame ------------------------------------------------------------------------------------------------ */

static void start_program(struct vfy *v)
{
	struct vreg *r1 = reg_at(v, 1);

	if (!(v->kind->flags & KILN_KIND_MEM)) {
		*r1 = reg_pointer(REG_CTX);
		return;
	}
	*r1 = reg_pointer(REG_MEM);
	r1->len = v->p->mem_len;
	r1->flags = REG_WRITABLE;
	*reg_at(v, 2) = reg_number(range_const(v->p->mem_len));
}

bool sub_start(struct vfy *v, const struct entry *e)
{
	struct cb_source src = { .later_map = e->map };

	v->st.nr_frames = v->st.nr_refs = v->st.turns = v->st.turn_of = v->st.lock_map = v->st.lock_id = 0;
	if (!push_frame(v, e->sub, FRAME_ENTRY))
		return false;
	if (e->helper) {
		for (uint32_t i = 0; i < 5; i++)
			if (!cb_arg(v, e->helper->cb[i], &src, reg_at(v, i + 1)))
				return false;
		return true;
	}
	if (e->sub && v->sub[e->sub].global)
		return param_start(v, e->sub);
	start_program(v);
	return true;
}

/* -- exit ----------------------------------------------------------------------------------------------------------- */

/* Which part of r0 is the result. */
enum low32 { WHOLE, LOW_UNSIGNED, LOW_SIGNED };

static bool any_result(int64_t min, int64_t max, enum low32 low32)
{
	if (low32 == LOW_UNSIGNED)
		return min <= 0 && max >= UINT32_MAX;
	return low32 == LOW_SIGNED ? min <= INT32_MIN && max >= INT32_MAX : min == INT64_MIN && max == INT64_MAX;
}

/* r0 is a number within bounds; those then matter. */
static bool result_in(struct vfy *v, int64_t min, int64_t max, enum low32 low32, enum kiln_reason reason,
		      const char *who)
{
	struct vreg *r0 = reg_at(v, 0);
	struct range r = low32 ? range_cast(r0->r, 32, low32 == LOW_SIGNED) : r0->r;
	struct text t;
	char buf[96];

	if (!reg_check_set(v, 0))
		return false;
	if (any_result(min, max, low32))
		return reg_check_visible(v, 0, KILN_REASON_LEAK_RESULT, "it would become visible as a result");
	if (!reg_is_number(r0))
		return vfy_refuse(v, KILN_REASON_RET_POINTER, "%s returns %s", who, reg_type_name(r0));
	path_exact(v, 0);
	if (r.smin >= min && r.smax <= max)
		return true;
	t = TEXT(buf);
	range_text_plain(&t, r);
	return vfy_refuse(v, reason, "%s returns %s: allowed is [%lld,%lld]", who, buf, (long long)min, (long long)max);
}

static bool nothing_held(struct vfy *v)
{
	const struct kiln_helper *h;
	bool exists;

	if (v->st.lock_map)
		return vfy_refuse(v, KILN_REASON_LOCK, "the function ends with a lock held");
	if (v->st.nr_frames > 1 || !v->st.nr_refs)
		return true;
	h = rt_callee(v->kind, &v->p->insns[v->st.ref[0].pc], &exists); /* a proof may name any instruction */
	if (v->st.ref[0].id < KILN_NR_SECTIONS)
		return vfy_refuse(v, KILN_REASON_SECTION_LEAK,
				  "the section that began at instruction %u is not ended here", v->st.ref[0].pc);
	return vfy_refuse(v, KILN_REASON_REF_LEAK, "what %s() gave at instruction %u is not given back here",
			  h ? h->name : "a call", v->st.ref[0].pc);
}

static bool exit_entry(struct vfy *v)
{
	uint32_t sub = cur_frame(v)->sub;

	if (v->entry->helper)
		return result_in(v, v->entry->helper->cb_ret_min, v->entry->helper->cb_ret_max, WHOLE,
				 KILN_REASON_CALLBACK_RESULT, "the callback");
	if (sub) {
		if (param_returns_nothing(v, sub))
			return true;
		if (!reg_check_set(v, 0))
			return false;
		return reg_is_number(reg_at(v, 0)) ||
		       vfy_refuse(v, KILN_REASON_FUNC_RESULT, "a global function returns %s",
				  reg_type_name(reg_at(v, 0)));
	}
	return result_in(v, v->kind->ret_min, v->kind->ret_max,
			 !v->kind->ret_any_high			 ? WHOLE
			 : v->kind->flags & KILN_KIND_RET_SIGNED ? LOW_SIGNED
								 : LOW_UNSIGNED,
			 KILN_REASON_RET_RANGE, "the program");
}

static bool exit_call(struct vfy *v, uint32_t *next)
{
	struct vframe *callee = cur_frame(v);

	if (callee->reg[0].type == REG_STACK)
		return vfy_refuse(v, KILN_REASON_STACK_RETURN, "a pointer to the stack is returned to the caller");
	if (!path_mark(v, STEP_LEAVE))
		return false;
	v->st.nr_frames--;
	cur_frame(v)->reg[0] = callee->reg[0];
	*next = callee->call_pc + 1;
	return true;
}

/* A tail call from a function puts the other program in its place: that one's result comes back, and it moved the packet. */
bool sub_tail_called(struct vfy *v, uint32_t *next)
{
	reg_forget_packet(v);
	*reg_at(v, 0) = reg_number(range_unknown());
	return exit_call(v, next);
}

static bool exit_callback(struct vfy *v, uint32_t *next)
{
	struct vframe *f = cur_frame(v);
	const struct kiln_helper *h = f->helper;

	if (!result_in(v, h->cb_ret_min, h->cb_ret_max, WHOLE, KILN_REASON_CALLBACK_RESULT, "the callback") ||
	    !path_mark(v, STEP_LEAVE_CALLBACK))
		return false;
	v->st.nr_frames--;
	reg_each(v, give_back_one, NULL);
	v->st.turns++;
	v->st.turn_of = f->turn_of;
	*next = f->call_pc;
	return true;
}

bool sub_exit(struct vfy *v, uint32_t *next, bool *ended)
{
	enum frame_kind kind = (enum frame_kind)cur_frame(v)->kind;
	bool entry = kind == FRAME_ENTRY;

	*ended = entry;
	if (!nothing_held(v))
		return false;
	if (!path_step(v, kind == FRAME_CALL || (entry && param_returns_nothing(v, cur_frame(v)->sub)) ? 0 : 1, 0, 0))
		return false;
	if (entry)
		return exit_entry(v);
	return kind == FRAME_CALL ? exit_call(v, next) : exit_callback(v, next);
}
