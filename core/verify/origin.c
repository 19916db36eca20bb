/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * origin.c - where what a refusal is about came from: at most KILN_WHY_STEPS places of the program, in the order they ran.
 *
 * Overview     the notes of the present path (path.c) are read backwards from the refused instruction: to the one that set the
 *              register in question, to what that one was made of, through copies, the stack, calls and returns, until a place where
 *              it entered the program. On the way the nearest comparison that the path passed is told too.
 * Invariant    nothing here changes what is refused. Where a trail is lost, the story is shorter, never wrong.
 * Cost         one pass over the path's notes for each register or slot that is followed, at most MAX_HOPS; after a refusal only.
 * See          explain.h for the other parts of a message.
 */
#include "verify/explain.h"
#include "verify/state.h"

enum { MAX_HOPS = 32, NO_REG = KILN_NR_REGS };

/* Backwards through the notes: those at and beyond at have been read. frame is what the instruction before at runs in. */
struct trail {
	struct vfy *v;
	uint32_t at, frame;
	uint32_t reg;		     /* what is followed; NO_REG: the trail ends */
	bool told_compare, told_sum; /* one of each in a row is enough */
};

/* -- what is told --------------------------------------------------------------------------------------------------- */

static void step_source(struct vfy *v, struct kiln_why_step *s)
{
	struct btf_line line;

	if (!v->has_btf || !btf_line_at(&v->btf, v->p->line_info, v->p->nr_line_info, s->insn, &line))
		return;
	s->line = line.line;
	s->col = line.col;
	text_plain_copy(s->source, sizeof(s->source), line.text);
}

/* Before all that was told: the walk is backwards. Nothing where there is no room. */
static void tell(struct trail *t, uint32_t pc, const char *fmt, ...) KILN_PRINTF(3, 4);
static void tell(struct trail *t, uint32_t pc, const char *fmt, ...)
{
	struct kiln_why *why = t->v->why;
	struct kiln_why_step *s = &why->step[0];
	struct text out;
	va_list ap;

	if (why->nr_steps == KILN_WHY_STEPS)
		return;
	memmove(s + 1, s, why->nr_steps * sizeof(*s));
	why->nr_steps++;
	t->told_sum = false;
	memset(s, 0, sizeof(*s));
	s->insn = pc;
	out = TEXT(s->text);
	va_start(ap, fmt);
	text_vprintf(&out, fmt, ap);
	va_end(ap);
	step_source(t->v, s);
}

/* "0 to 255", what the results at pc have been so far. */
static const char *results(const struct vfy *v, uint32_t pc, char *buf, size_t cap)
{
	const struct prog_fact *f = &v->p->facts[pc];
	struct text t = text_of(buf, cap);

	if (f->umin > f->umax || (!f->umin && f->umax == UINT64_MAX))
		text_printf(&t, "any number");
	else if (f->umin == f->umax)
		text_printf(&t, "%lld", (long long)f->umin);
	else if (f->umin > INT64_MAX)
		text_printf(&t, "%lld to %lld", (long long)f->umin, (long long)f->umax);
	else
		text_printf(&t, "%llu to %llu", (unsigned long long)f->umin, (unsigned long long)f->umax);
	return buf;
}

static const char *helper_name(const struct vfy *v, uint32_t pc)
{
	bool exists;
	const struct kiln_helper *h = rt_callee(v->kind, &v->p->insns[pc], &exists);

	return h ? h->name : "a helper";
}

static bool is_call(const struct vfy *v, uint32_t pc)
{
	return v->info[pc].op == OP_CALL || v->info[pc].op == OP_CALL_KFUNC;
}

/* -- backwards ------------------------------------------------------------------------------------------------------ */

/* The call that frame's function was entered by: its arguments came from there. */
static bool leave_callee(struct trail *t, uint32_t kind)
{
	if (!t->frame || kind != STEP_ENTER || t->reg < 1 || t->reg > 5)
		return false;
	t->frame--;
	return true;
}

static bool is_compare(const struct vfy *v, const struct step *s)
{
	uint8_t form = insn_rows[v->info[s->pc].op].form;

	return form == FORM_JMP_IMM || form == FORM_JMP_REG;
}

static void compare(struct trail *t, const struct step *s)
{
	if (t->told_compare || !is_compare(t->v, s) || !((s->use | s->link) >> t->reg & 1))
		return;
	t->told_compare = true;
	tell(t, s->pc, "compared here, on the way to the refusal");
}

/* The note of the instruction that set t->reg; t->at and t->frame are then before it. NULL: it came from outside. */
static const struct step *find_setter(struct trail *t)
{
	uint32_t inner = 0; /* functions that have been met from their end on */

	while (t->at) {
		const struct step *s = &t->v->step[--t->at];

		switch (s->kind) {
		case STEP_LEAVE:
		case STEP_LEAVE_CALLBACK:
			if (!inner && s->kind == STEP_LEAVE && t->reg == 0)
				t->frame++; /* the result is what the function had in r0 */
			else
				inner++;
			break;
		case STEP_ENTER:
		case STEP_ENTER_CALLBACK:
			if (inner)
				inner--;
			else if (!leave_callee(t, s->kind))
				return NULL;
			break;
		case STEP_INSN:
			if (inner)
				break;
			if (s->def >> t->reg & 1)
				return s;
			compare(t, s);
			break;
		}
	}
	return NULL;
}

/* The instruction that wrote slots of a frame last; its notes WRITE stand behind it. */
static const struct step *find_writer(struct trail *t, uint32_t frame, uint64_t slots)
{
	bool wrote = false;

	while (t->at) {
		const struct step *s = &t->v->step[--t->at];

		switch (s->kind) {
		case STEP_WRITE:
			wrote |= s->frame == frame && s->slots & slots;
			break;
		case STEP_INSN:
			if (wrote)
				return s;
			break;
		case STEP_LEAVE:
		case STEP_LEAVE_CALLBACK:
			t->frame++;
			break;
		case STEP_ENTER:
		case STEP_ENTER_CALLBACK:
			if (!t->frame || t->frame <= frame)
				return NULL;
			t->frame--;
			break;
		}
	}
	return NULL;
}

/* -- what an instruction made it of --------------------------------------------------------------------------------- */

static bool tell_loaded(struct trail *t, uint32_t pc, uint32_t size)
{
	struct vfy *v = t->v;
	const struct prog_fact *f = &v->p->facts[pc];
	char buf[64];

	switch (f->mem) {
	case MEM_CTX:
		if (f->field)
			tell(t, pc, "read from the context: %s", v->kind->fields[f->field - 1].name);
		else
			tell(t, pc, "%u bytes read from the context: %s", size, results(v, pc, buf, sizeof(buf)));
		break;
	case MEM_PACKET:
	case MEM_META:
		tell(t, pc, "%u byte%s read from the packet: %s", size, size == 1 ? "" : "s",
		     results(v, pc, buf, sizeof(buf)));
		break;
	case MEM_VALUE:
		tell(t, pc, "%u byte%s read from a value of map %s: %s", size, size == 1 ? "" : "s",
		     f->map ? v->p->maps[f->map - 1]->spec.name : "", results(v, pc, buf, sizeof(buf)));
		break;
	default:
		tell(t, pc, "%u byte%s read from memory: %s", size, size == 1 ? "" : "s",
		     results(v, pc, buf, sizeof(buf)));
	}
	return false;
}

/* A load from the stack goes on with what was stored there. */
static bool from_stack(struct trail *t, uint32_t pc, uint32_t size)
{
	struct vfy *v = t->v;
	const struct step *s;
	uint8_t form;

	if (!t->at || v->step[t->at - 1].kind != STEP_READ)
		return tell_loaded(t, pc, size);
	s = find_writer(t, v->step[t->at - 1].frame, v->step[t->at - 1].slots);
	if (!s)
		return tell_loaded(t, pc, size);
	form = insn_rows[v->info[s->pc].op].form;
	if (is_call(v, s->pc))
		tell(t, s->pc, "set by %s()", helper_name(v, s->pc));
	if (form == FORM_STORE_IMM)
		tell(t, s->pc, "set to %d", v->p->insns[s->pc].imm);
	t->reg = v->p->insns[s->pc].src;
	return form == FORM_STORE_REG;
}

/* What a row gives that is no number. */
static const char *gives_address(const struct kiln_helper *h)
{
	switch (h->ret) {
	case KILN_RET_VALUE:
	case KILN_RET_OBJECT:
		return "an address";
	case KILN_RET_INT:
		return NULL;
	default:
		return "NULL where there is none";
	}
}

static bool tell_result(struct trail *t, uint32_t pc)
{
	struct vfy *v = t->v;
	const struct prog_fact *f = &v->p->facts[pc];
	bool exists;
	const struct kiln_helper *h = rt_callee(v->kind, &v->p->insns[pc], &exists);
	const char *map = f->flags & FACT_MAP && f->map ? v->p->maps[f->map - 1]->spec.name : NULL;
	char buf[64];

	if (t->reg)
		tell(t, pc, "the call of %s() leaves nothing in r%u", helper_name(v, pc), t->reg);
	else if (h && h->ret == KILN_RET_VALUE_OR_NULL)
		tell(t, pc, "the result of %s(): NULL where %s%s has no such element", h->name,
		     map ? "map " : "the map", map ? map : "");
	else if (h && h->ret == KILN_RET_VOID)
		tell(t, pc, "%s() has no result", h->name);
	else if (h && gives_address(h))
		tell(t, pc, "the result of %s(): %s", h->name, gives_address(h));
	else
		tell(t, pc, "the result of %s(): %s", helper_name(v, pc), results(v, pc, buf, sizeof(buf)));
	return false;
}

/* How far apart the results can be of what set reg before this place. */
static uint64_t spread(const struct trail *t, uint32_t reg)
{
	struct trail back = *t;
	const struct step *s;
	const struct prog_fact *f;

	back.reg = reg;
	back.told_compare = true;
	s = find_setter(&back);
	if (!s)
		return 0;
	f = &t->v->p->facts[s->pc];
	return f->umin <= f->umax ? f->umax - f->umin : UINT64_MAX;
}

static bool is_pointer_kind(uint8_t kind)
{
	return kind != KIND_NONE && kind != KIND_NUMBER;
}

/* Of two operands, the one that a reader would ask about: what is added to a pointer; of two numbers, the wider. */
static uint32_t operand(const struct trail *t, uint32_t pc, bool reg)
{
	const struct kiln_insn *i = &t->v->p->insns[pc];
	const struct prog_fact *f = &t->v->p->facts[pc];

	if (!reg)
		return i->dst;
	if (is_pointer_kind(f->dst_kind))
		return is_pointer_kind(f->src_kind) ? i->dst : i->src;
	if (is_pointer_kind(f->src_kind))
		return i->dst;
	return spread(t, i->src) > spread(t, i->dst) ? i->src : i->dst;
}

static bool is_mov(enum insn_op op)
{
	return op == OP_MOV64_REG || op == OP_MOV32_REG || op == OP_MOV64_IMM || op == OP_MOV32_IMM;
}

/* A pointer moved by a number: by a constant, or by what the trail then follows. */
static bool moved(struct trail *t, uint32_t pc)
{
	struct trail back = *t;
	const struct step *s;
	const struct prog_fact *f;

	back.told_compare = true;
	s = find_setter(&back);
	f = s ? &t->v->p->facts[s->pc] : NULL;
	if (f && f->umin == f->umax) {
		tell(t, pc, "%lld added to the pointer here", (long long)f->umin);
		return false;
	}
	tell(t, pc, "added to the pointer here");
	return true;
}

static bool computed(struct trail *t, uint32_t pc, bool reg)
{
	struct vfy *v = t->v;
	const struct kiln_insn *i = &v->p->insns[pc];
	const struct prog_fact *f = &v->p->facts[pc];
	char buf[64];

	if (is_mov((enum insn_op)v->info[pc].op)) {
		t->reg = i->src;
		if (!reg)
			tell(t, pc, "set to %d", i->imm);
		return reg;
	}
	t->reg = operand(t, pc, reg);
	if (reg && (is_pointer_kind(f->dst_kind) || is_pointer_kind(f->src_kind)))
		return moved(t, pc);
	if (!is_pointer_kind(f->dst_kind) && !t->told_sum && f->umax - f->umin > 1) {
		tell(t, pc, "computed here: %s", results(v, pc, buf, sizeof(buf)));
		t->told_sum = true;
	}
	return true;
}

/* Tells of the instruction that set t->reg. True: goes on with another register before it. */
static bool set_by(struct trail *t, const struct step *s)
{
	struct vfy *v = t->v;
	const struct insn_row *row = &insn_rows[v->info[s->pc].op];
	char buf[64];

	switch (row->form) {
	case FORM_ALU_REG:
		return computed(t, s->pc, true);
	case FORM_ALU_IMM:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
		return computed(t, s->pc, false);
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
		return v->p->facts[s->pc].mem == MEM_STACK ? from_stack(t, s->pc, row->width / 8u)
							   : tell_loaded(t, s->pc, row->width / 8u);
	case FORM_CALL:
	case FORM_KFUNC:
		if (is_call(v, s->pc))
			return tell_result(t, s->pc);
		tell(t, s->pc, t->reg ? "the call leaves nothing in r1 to r5" : "the result of a global function");
		return false;
	case FORM_WIDE:
		tell(t, s->pc, "set to %s",
		     v->info[s->pc].op == OP_LD64_IMM ? results(v, s->pc, buf, sizeof(buf))
						      : "an address known at load");
		return false;
	case FORM_ATOMIC:
		tell(t, s->pc, "what an atomic operation found in memory: %s", results(v, s->pc, buf, sizeof(buf)));
		return false;
	}
	return false;
}

/* -- which register, and what else ---------------------------------------------------------------------------------- */

static uint32_t unset_reg(struct vfy *v)
{
	for (uint32_t i = 0; i < KILN_NR_REGS; i++)
		if (v->info[v->pc].use >> i & 1 && reg_at(v, i)->type == REG_NONE)
			return i;
	return NO_REG;
}

static uint32_t alu_reg(struct vfy *v, const struct kiln_insn *insn, enum kiln_reason reason)
{
	bool number = reason == KILN_REASON_POINTER_RANGE;

	if (insn_rows[v->info[v->pc].op].form != FORM_ALU_REG)
		return insn->dst;
	return reg_is_number(reg_at(v, insn->src)) == number ? insn->src : insn->dst;
}

static bool is_leak(enum kiln_reason reason)
{
	return reason == KILN_REASON_LEAK || reason == KILN_REASON_STACK_OUTLIVED || reason == KILN_REASON_POINTER_PART;
}

/* The register of the refused instruction that the refusal is about. */
static uint32_t blamed(struct vfy *v, enum kiln_reason reason)
{
	const struct kiln_insn *insn = vfy_insn(v);
	uint32_t unset = unset_reg(v);

	if (unset != NO_REG)
		return unset;
	switch (insn_rows[v->info[v->pc].op].form) {
	case FORM_ALU_REG:
	case FORM_ALU_IMM:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
		return alu_reg(v, insn, reason);
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
		return insn->src;
	case FORM_STORE_REG:
	case FORM_STORE_REL:
	case FORM_ATOMIC:
		return is_leak(reason) ? insn->src : insn->dst;
	case FORM_STORE_IMM:
	case FORM_JMP_IMM:
	case FORM_JMP_REG:
		return insn->dst;
	case FORM_CALL:
	case FORM_KFUNC:
		return v->blame;
	case FORM_NONE:
		return 0;
	}
	return NO_REG;
}

/* The last call on the path of a helper with one of the flags. */
static bool call_with(const struct vfy *v, uint32_t pc, uint32_t flags)
{
	bool exists;
	const struct kiln_helper *h;

	if (!is_call(v, pc))
		return false;
	h = rt_callee(v->kind, &v->p->insns[pc], &exists);
	return h && h->flags & flags;
}

static void tell_last_call(struct trail *t, uint32_t flags, const char *what)
{
	for (uint32_t at = t->at; at--;) {
		const struct step *s = &t->v->step[at];

		if (s->kind == STEP_INSN && call_with(t->v, s->pc, flags)) {
			tell(t, s->pc, "%s() %s", helper_name(t->v, s->pc), what);
			return;
		}
	}
}

/* The last comparison of packet pointers on the path. */
static void tell_last_bound(struct trail *t, uint32_t have)
{
	for (uint32_t at = t->at; at--;) {
		const struct step *s = &t->v->step[at];
		const struct prog_fact *f = &t->v->p->facts[s->pc];

		if (s->kind != STEP_INSN || !is_compare(t->v, s) ||
		    (f->dst_kind != KIND_PACKET_END && f->src_kind != KIND_PACKET_END))
			continue;
		if (have)
			tell(t, s->pc, "compared with data_end here: that proves %u byte%s, and no more", have,
			     have == 1 ? "" : "s");
		else
			tell(t, s->pc, "compared with data_end here: that proves nothing of this pointer");
		return;
	}
}

static void tell_special(struct trail *t, enum kiln_reason reason, const struct vreg *r)
{
	const struct vfy *v = t->v;

	switch (reason) {
	case KILN_REASON_STALE_PACKET:
		tell_last_call(t, KILN_HELPER_MOVES_PACKET, "may move the packet");
		break;
	case KILN_REASON_USE_RELEASED:
	case KILN_REASON_REF_DOUBLE:
		tell_last_call(t, KILN_HELPER_RELEASE, "gives it back");
		break;
	case KILN_REASON_LOCK:
	case KILN_REASON_LOCK_TWICE:
	case KILN_REASON_LOCK_CALL:
	case KILN_REASON_LOCK_HELPER:
	case KILN_REASON_UNLOCK_OTHER:
		tell_last_call(t, KILN_HELPER_LOCK, "takes the lock");
		break;
	case KILN_REASON_REF_LEAK:
		if (v->st.nr_refs)
			tell(t, v->st.ref[0].pc, "%s() gives what must be given back", helper_name(v, v->st.ref[0].pc));
		break;
	case KILN_REASON_PACKET_BOUNDS:
	case KILN_REASON_PACKET_INDEX:
		if (r && reg_is_packet(r))
			tell_last_bound(t, r->len);
		break;
	default:
		break;
	}
}

/* The notes before the refused instruction's own. */
static uint32_t notes_before(const struct vfy *v)
{
	uint32_t at = v->nr_steps;

	if (at && v->now_at < at && v->step[v->now_at].pc == v->pc)
		at = v->now_at;
	return at;
}

static bool follows(enum kiln_reason reason)
{
	switch (reason) {
	case KILN_REASON_STALE_PACKET:
	case KILN_REASON_USE_RELEASED:
	case KILN_REASON_REF_DOUBLE:
	case KILN_REASON_REF_LEAK:
	case KILN_REASON_LOCK:
	case KILN_REASON_LOCK_TWICE:
	case KILN_REASON_LOCK_CALL:
	case KILN_REASON_LOCK_HELPER:
	case KILN_REASON_UNLOCK_FREE:
	case KILN_REASON_HELPER_UNKNOWN:
	case KILN_REASON_HELPER_KIND:
	case KILN_REASON_HELPER_GPL:
	case KILN_REASON_LOOP:
	case KILN_REASON_TOO_COMPLEX:
	case KILN_REASON_BRANCHES:
	case KILN_REASON_NOMEM:
		return false;
	default:
		return true;
	}
}

void origin_tell(struct vfy *v, enum kiln_reason reason)
{
	struct trail t = { .v = v, .at = notes_before(v), .frame = cur_frame_nr(v), .reg = NO_REG };
	const struct step *s;

	if (!v->why || !v->st.nr_frames || v->mode != MODE_EXPLORE)
		return; /* only the exploration keeps notes */
	if (follows(reason))
		t.reg = blamed(v, reason);
	tell_special(&t, reason, t.reg < NO_REG ? reg_at(v, t.reg) : NULL);
	if (t.reg >= NO_REG || t.reg == 10)
		return;
	t.told_compare = !reg_is_number(reg_at(v, t.reg));
	for (uint32_t hops = 0; hops < MAX_HOPS && t.reg < 10; hops++) {
		s = find_setter(&t);
		if (!s || !set_by(&t, s))
			return;
	}
}
