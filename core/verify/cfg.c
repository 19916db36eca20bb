/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cfg.c - the shape of a program: instructions, functions, jumps, calls.
 *
 * Overview     decodes everything, splits it into functions at the targets of calls and function references, and checks that
 *              jumps stay in their function and hit the beginning of an instruction, that no function runs off its end, and
 *              that calls do not come back to their caller. Code that nothing reaches may stand there.
 * Invariant    after cfg_build(), info[pc].op, target, sub, use and def are right for every pc that is not INSN_HALF.
 * Cost         linear in instructions; the call graph is nr_subs * nr_subs bytes.
 */
#include "base/vm.h"
#include "verify/explain.h"
#include "verify/state.h"
#include "verify/verify.h"

enum { MAX_SUBS = 1024, ARG_REGS = 0x3e, CALL_REGS = 0x3f };

static uint16_t bit(uint32_t reg)
{
	return (uint16_t)(1u << reg);
}

static bool moves(enum insn_op op)
{
	return op == OP_MOV64_IMM || op == OP_MOV64_REG || op == OP_MOV32_IMM || op == OP_MOV32_REG ||
	       op == OP_MOVSX64_8 || op == OP_MOVSX64_16 || op == OP_MOVSX64_32 || op == OP_MOVSX32_8 ||
	       op == OP_MOVSX32_16;
}

/* Registers that a call out of the program reads. */
static uint16_t call_args(const struct vfy *v, const struct kiln_insn *insn)
{
	bool exists;
	const struct kiln_helper *h = rt_callee(v->kind, insn, &exists);
	uint16_t use = 0;

	for (uint32_t i = 0; h && i < 5 && h->arg[i]; i++)
		use |= bit(i + 1);
	return use;
}

static void use_def_atomic(struct insn_info *in, const struct kiln_insn *i, const struct insn_row *row)
{
	in->use = bit(i->dst) | bit(i->src);
	if (row->sel == 0xf1) {
		in->use |= bit(0);
		in->def = bit(0);
	} else if (row->sel & 1) {
		in->def = bit(i->src);
	}
}

static void use_def(struct vfy *v, struct insn_info *in, const struct kiln_insn *i)
{
	const struct insn_row *row = &insn_rows[in->op];

	switch (row->form) {
	case FORM_ALU_IMM:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
		in->use = moves(in->op) ? 0 : bit(i->dst);
		in->def = bit(i->dst);
		break;
	case FORM_ALU_REG:
		in->use = bit(i->src) | (moves(in->op) ? 0 : bit(i->dst));
		in->def = bit(i->dst);
		break;
	case FORM_CAST:
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
		in->use = bit(i->src);
		in->def = bit(i->dst);
		break;
	case FORM_STORE_REG:
	case FORM_STORE_REL:
	case FORM_JMP_REG:
		in->use = bit(i->dst) | bit(i->src);
		break;
	case FORM_STORE_IMM:
	case FORM_JMP_IMM:
		in->use = bit(i->dst);
		break;
	case FORM_ATOMIC:
		use_def_atomic(in, i, row);
		break;
	case FORM_CALL:
		in->use = in->op == OP_CALL ? call_args(v, i) : ARG_REGS;
		in->def = CALL_REGS;
		break;
	case FORM_KFUNC:
		in->use = call_args(v, i);
		in->def = CALL_REGS;
		break;
	case FORM_WIDE:
		in->def = bit(i->dst);
		break;
	case FORM_LDABS:
	case FORM_LDIND:
		in->use = bit(6) | (row->form == FORM_LDIND ? bit(i->src) : 0);
		in->def = CALL_REGS;
		break;
	case FORM_NONE:
		in->use = bit(0);
		break;
	}
}

static bool decode_refuse(struct vfy *v, uint32_t pc, uint16_t reason)
{
	const struct kiln_insn *i = &v->p->insns[pc];

	if (reason == KILN_REASON_OPCODE)
		vfy_refuse_at(v, pc, reason, "unknown opcode 0x%02x (off %d, imm %d)", i->code, i->off, i->imm);
	else if (reason == KILN_REASON_RESERVED)
		vfy_refuse_at(v, pc, reason, "opcode 0x%02x with a reserved field that is not zero", i->code);
	else
		vfy_refuse_at(v, pc, reason, "opcode 0x%02x may not use r%u and r%u so", i->code, i->dst, i->src);
	v->err = KILN_ERR_FORMAT;
	if (v->why)
		v->why->err = v->err;
	return false;
}

/* What instructions of a form do to the shape of a program. */
enum shape { JUMPS = 1, ENDS = 2, NAMES = 4 /* a function */, CALLS = 8 };
static const uint8_t form_shapes[NR_FORMS] = {
	[FORM_NONE] = ENDS,	     [FORM_JMP_IMM] = JUMPS,  [FORM_JMP_REG] = JUMPS, [FORM_GOTO] = JUMPS | ENDS,
	[FORM_GOTOL] = JUMPS | ENDS, [FORM_MAY_GOTO] = JUMPS, [FORM_CALL] = CALLS,    [FORM_KFUNC] = CALLS,
};

static bool names_sub(enum insn_op op)
{
	return op == OP_CALL_SUB || op == OP_LD64_FUNC;
}

static unsigned shape_of(enum insn_op op)
{
	return form_shapes[insn_rows[op].form] | (names_sub(op) ? NAMES : 0u);
}

/* *all: what there is somewhere. */
static bool cfg_decode(struct vfy *v, unsigned *all)
{
	struct kiln_prog *p = v->p;
	enum insn_op op = OP_EXIT;

	for (uint32_t pc = 0; pc < p->nr_insns; pc++) {
		uint16_t reason = isa_decode(&p->insns[pc], p->nr_insns - pc, &op);

		if (reason)
			return decode_refuse(v, pc, reason);
		v->info[pc].op = (uint8_t)op;
		p->ops[pc].op = (uint16_t)op;
		use_def(v, &v->info[pc], &p->insns[pc]);
		*all |= shape_of(op);
		if (insn_is_wide(&p->insns[pc]))
			v->info[++pc].flags = INSN_HALF;
	}
	return true;
}

static uint32_t next_pc(const struct vfy *v, uint32_t pc)
{
	return pc + 1 + insn_is_wide(&v->p->insns[pc]);
}

/* Marks the beginnings of functions in p->facts, and adds to nr how many there are. */
static bool cfg_find_subs(struct vfy *v, uint32_t *nr)
{
	struct kiln_prog *p = v->p;

	for (uint32_t pc = 0; pc < p->nr_insns; pc = next_pc(v, pc)) {
		int64_t to;

		if (!names_sub(v->info[pc].op))
			continue;
		to = insn_target(&p->insns[pc], v->info[pc].op, pc);
		if (to < 0 || to >= p->nr_insns || v->info[to].flags & INSN_HALF)
			return vfy_refuse_at(v, pc, KILN_REASON_CALL_TARGET, "call of instruction %lld, which is none",
					     (long long)to);
		v->info[pc].target = (uint32_t)to;
		*nr += !(p->facts[to].flags & FACT_SUB_ENTRY);
		p->facts[to].flags |= FACT_SUB_ENTRY;
	}
	return true;
}

static bool cfg_make_subs(struct vfy *v, uint32_t nr)
{
	struct kiln_prog *p = v->p;
	uint32_t at = 0;

	if (nr > MAX_SUBS)
		return vfy_refuse_at(v, -1, KILN_REASON_FUNCTIONS, "%u functions: at most %u", nr, MAX_SUBS);
	p->subs = vm_alloc(p->k, nr * sizeof(p->subs[0]));
	p->nr_subs = p->subs ? nr : 0;
	v->sub = arena_array(v->a, nr, sizeof(v->sub[0]));
	v->calls = arena_array(v->a, nr, nr);
	if (!p->subs || !v->sub || !v->calls)
		return vfy_nomem(v);
	for (uint32_t pc = 0; nr > 1 && pc < p->nr_insns; pc++) {
		if (p->facts[pc].flags & FACT_SUB_ENTRY) {
			if (at)
				p->subs[at - 1].end = pc;
			p->subs[at++].first = pc;
		}
		v->info[pc].sub = at - 1;
	}
	p->subs[nr - 1].end = p->nr_insns;
	return true;
}

static bool cfg_check_jump(struct vfy *v, uint32_t pc)
{
	struct insn_info *in = &v->info[pc];
	const struct prog_sub *s = &v->p->subs[in->sub];
	int64_t to = insn_target(&v->p->insns[pc], in->op, pc);

	if (to < s->first || to >= s->end)
		return vfy_refuse_at(v, pc, KILN_REASON_JUMP, "jump to instruction %lld: the function is [%u,%u)",
				     (long long)to, s->first, s->end);
	if (v->info[to].flags & INSN_HALF)
		return vfy_refuse_at(v, pc, KILN_REASON_JUMP_MIDDLE,
				     "jump to instruction %lld, the second half of a wide one", (long long)to);
	in->target = (uint32_t)to;
	v->p->facts[to].flags |= FACT_TARGET;
	if (to <= pc) {
		v->info[to].flags |= INSN_BACK;
		v->may_loop = true;
	}
	return true;
}

static bool ends_path(enum insn_op op)
{
	return form_shapes[insn_rows[op].form] & ENDS;
}

static bool cfg_check_ends(struct vfy *v)
{
	struct kiln_prog *p = v->p;

	for (uint32_t pc = 0; pc < p->nr_insns; pc = next_pc(v, pc)) {
		const struct prog_sub *s = &p->subs[v->info[pc].sub];

		if (insn_is_jump((enum insn_op)v->info[pc].op) && !cfg_check_jump(v, pc))
			return false;
		if (next_pc(v, pc) >= s->end && !ends_path(v->info[pc].op))
			return vfy_refuse_at(v, pc, KILN_REASON_FALL_OFF,
					     "the function's last instruction lets it run on");
	}
	return true;
}

/* The helper or kernel function that pc calls, or NULL. */
static const struct kiln_helper *callee_at(const struct vfy *v, uint32_t pc)
{
	bool exists;

	if (v->info[pc].op != OP_CALL && v->info[pc].op != OP_CALL_KFUNC)
		return NULL;
	return rt_callee(v->kind, &v->p->insns[pc], &exists);
}

bool cfg_calls_back(const struct vfy *v, uint32_t pc)
{
	const struct kiln_helper *h = callee_at(v, pc);

	return h && h->flags & KILN_HELPER_CALLBACK;
}

/* It runs a function of the program, any number of times; or gives the next thing, until there is none. */
static bool takes_turns(const struct vfy *v, uint32_t pc)
{
	const struct kiln_helper *h = callee_at(v, pc);

	return h && (h->flags & KILN_HELPER_CALLBACK || h->ret == KILN_RET_NEXT_OR_NULL);
}

/* States are compared where paths meet: an instruction that is jumped to, and is come to in another way too. */
static void cfg_mark_meets(struct vfy *v)
{
	struct kiln_prog *p = v->p;
	uint32_t prev = 0;

	for (uint32_t pc = 0; pc < p->nr_insns; pc = next_pc(v, pc)) {
		struct insn_info *in = &v->info[pc];

		if (insn_is_jump((enum insn_op)in->op)) {
			if (in->target <= pc && insn_rows[in->op].form != FORM_GOTO)
				v->info[pc + 1].flags |= INSN_PRUNE;
			struct insn_info *to = &v->info[in->target];

			if (to->flags & INSN_SEEN) {
				to->flags |= INSN_PRUNE;
				to->meets = true;
			}
			to->flags |= INSN_SEEN;
		}
		if (in->op == OP_MAY_GOTO || takes_turns(v, pc))
			in->flags |= INSN_TURN | INSN_PRUNE;
	}
	for (uint32_t pc = 0; pc < p->nr_insns; prev = pc, pc = next_pc(v, pc)) {
		struct insn_info *in = &v->info[pc];

		if (in->flags & INSN_SEEN && pc && in->sub == v->info[prev].sub && !ends_path(v->info[prev].op)) {
			in->flags |= INSN_PRUNE;
			in->meets = true;
		}
		in->meets |= (in->flags & INSN_TURN) != 0;
		if (pc && p->facts[pc].flags & FACT_SUB_ENTRY)
			in->flags |= INSN_PRUNE;
		v->nr_branches += insn_rows[in->op].form == FORM_JMP_IMM || insn_rows[in->op].form == FORM_JMP_REG;
		in->flags &= (uint8_t)~INSN_SEEN;
	}
}

/* Where an instruction goes on: 0: the next one, 1: its target. False: not that way. */
static bool way(const struct vfy *v, uint32_t pc, uint32_t nr, uint32_t *to)
{
	enum insn_op op = (enum insn_op)v->info[pc].op;

	*to = nr ? v->info[pc].target : next_pc(v, pc);
	return nr ? insn_is_jump(op) : !ends_path(op);
}

/*
 * Which loops there are, and what is in them, as they run, not as they lie: one depth-first search, in which each instruction
 * gets the innermost head that it is under. A jump to where the search still is makes that a head. (Wei, Mao, Zou, Chen, "A New
 * Algorithm for Identifying Loops in Decompilation", 2007.)
 */
struct search {
	uint32_t *depth; /* on the search's path, from 1; 0: not on it */
	uint32_t *path;
	uint8_t *next; /* the way to take next; SEARCHED: all were */
	uint32_t nr, nr_left;
};
enum { SEARCHED = 3 };

static void search_enter(struct search *t, uint32_t pc)
{
	t->path[t->nr++] = pc;
	t->depth[pc] = t->nr;
}

/* pc is under head, and so are those that it is under, but for those further out. */
static void put_under(struct vfy *v, const struct search *t, uint32_t pc, uint32_t head)
{
	while (head && pc != head - 1 && v->info[pc].body != head) {
		uint32_t up = v->info[pc].body;

		if (!up || t->depth[up - 1] < t->depth[head - 1]) {
			v->info[pc].body = head;
			pc = head - 1;
			head = up;
		} else {
			pc = up - 1;
		}
	}
}

/* pc leads to where the search has been. */
static void search_met(struct vfy *v, const struct search *t, uint32_t pc, uint32_t to)
{
	uint32_t head = v->info[to].body;

	if (t->depth[to]) {
		v->nr_bodies += !(v->info[to].flags & INSN_LOOP);
		v->info[to].flags |= INSN_LOOP | INSN_PRUNE;
		v->info[to].meets = true;
		head = to + 1;
	}
	v->irreducible |= head && !t->depth[head - 1];
	while (head && !t->depth[head - 1])
		head = v->info[head - 1].body;
	put_under(v, t, pc, head);
}

static void search_leave(struct vfy *v, struct search *t, uint32_t pc)
{
	t->nr--;
	t->depth[pc] = 0;
	v->info[pc].order = v->p->nr_insns - t->nr_left++;
	if (t->nr)
		put_under(v, t, t->path[t->nr - 1], v->info[pc].body);
}

enum { MAX_NEST = 64 }; /* what is deeper in is not told to belong to those further out */

static void body_add(struct body *b, uint32_t pc, const struct insn_info *in)
{
	b->first = pc < b->first ? pc : b->first;
	b->last = pc > b->last ? pc : b->last;
	b->used |= in->use;
	b->turns |= (in->flags & INSN_TURN) != 0;
	b->nr++;
}

/* Heads by their instructions become loops by number. number: room for one each. */
static bool cfg_make_bodies(struct vfy *v, uint32_t *number)
{
	uint32_t nr = 0;

	v->bodies = arena_array(v->a, v->nr_bodies + (size_t)1, sizeof(v->bodies[0]));
	if (!v->bodies)
		return vfy_nomem(v);
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++)
		if (v->info[pc].flags & INSN_LOOP) {
			number[pc] = ++nr;
			v->bodies[nr].head = v->bodies[nr].first = v->bodies[nr].last = pc;
		}
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++) {
		struct insn_info *in = &v->info[pc];
		uint32_t up = in->body ? number[in->body - 1] : 0;

		in->body = up;
		if (in->flags & INSN_LOOP) {
			in->body = number[pc];
			v->bodies[in->body].up = up;
		}
	}
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++) {
		uint32_t i = v->info[pc].body;

		for (uint32_t n = 0; i && n < MAX_NEST; i = v->bodies[i].up, n++)
			body_add(&v->bodies[i], pc, &v->info[pc]);
		v->irreducible |= i != 0; /* as good as */
	}
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++)
		if (v->info[pc].flags & INSN_TURN && !cfg_calls_back(v, pc))
			v->bodies[v->info[pc].body].own_turn = true;
	return true;
}

bool cfg_inside(const struct vfy *v, uint32_t pc, uint32_t body)
{
	uint32_t i = v->info[pc].body;

	for (uint32_t n = 0; n < MAX_NEST; n++) {
		if (i == body)
			return true;
		if (!i)
			return false;
		i = v->bodies[i].up;
	}
	return false;
}

static bool cfg_find_loops(struct vfy *v)
{
	uint32_t nr = v->p->nr_insns, to;
	struct search t = { 0 };

	t.depth = arena_array(v->a, nr, sizeof(uint32_t));
	t.path = arena_array(v->a, nr, sizeof(uint32_t));
	t.next = arena_array(v->a, nr, 1);
	if (!t.depth || !t.path || !t.next)
		return vfy_nomem(v);
	for (uint32_t s = 0; s < v->p->nr_subs; s++) {
		search_enter(&t, v->p->subs[s].first);
		while (t.nr) {
			uint32_t pc = t.path[t.nr - 1];

			if (t.next[pc] == 2) {
				t.next[pc] = SEARCHED;
				search_leave(v, &t, pc);
			} else if (!way(v, pc, t.next[pc]++, &to)) {
				continue;
			} else if (!t.next[to] && !t.depth[to]) {
				search_enter(&t, to);
			} else {
				search_met(v, &t, pc, to);
			}
		}
	}
	if (!v->nr_bodies)
		return true;
	return cfg_make_bodies(v, t.path);
}

/* Which functions move the packet, or call others that do: known before the walk, for calls of global functions. */
static void cfg_mark_effects(struct vfy *v)
{
	struct kiln_prog *p = v->p;
	bool grew;

	do {
		grew = false;
		for (uint32_t pc = 0; pc < p->nr_insns; pc = next_pc(v, pc)) {
			struct sub_info *s = &v->sub[v->info[pc].sub];
			const struct kiln_helper *h = callee_at(v, pc);
			bool moves_packet = false;

			/* what a tail call goes to may do anything, and comes back to the function's caller */
			if (h)
				moves_packet = h->flags & (KILN_HELPER_MOVES_PACKET | KILN_HELPER_TAIL_CALL |
							   KILN_HELPER_WRITES_DYNPTR);
			else if (names_sub(v->info[pc].op))
				moves_packet = v->sub[v->info[v->info[pc].target].sub].moves_packet;
			if (moves_packet && !s->moves_packet)
				s->moves_packet = grew = true;
		}
	} while (grew && p->nr_subs > 1);
}

/* -- the call graph ------------------------------------------------------------------------------------------------- */

/*
 * Visits functions so that each comes after all that it calls, without recursion: colour 1 is on the way, 2 is done.
 * order gets them; a cycle is refused.
 */
struct visit {
	uint32_t sub, next;
};

static uint8_t *calls_row(struct vfy *v, uint32_t sub)
{
	return v->calls + (size_t)sub * v->p->nr_subs;
}

static bool cfg_order(struct vfy *v, uint32_t *order)
{
	uint32_t nr = v->p->nr_subs, done = 0;
	uint8_t *colour = arena_array(v->a, nr, 1);
	struct visit *stack = arena_array(v->a, nr, sizeof(*stack));

	if (!colour || !stack)
		return vfy_nomem(v);
	for (uint32_t s = 0; s < nr; s++) {
		uint32_t depth = 0;

		if (colour[s])
			continue;
		stack[depth++] = (struct visit){ s, 0 };
		colour[s] = 1;
		while (depth) {
			struct visit *top = &stack[depth - 1];
			uint32_t to;

			while (top->next < nr && !calls_row(v, top->sub)[top->next])
				top->next++;
			if (top->next == nr) {
				colour[top->sub] = 2;
				order[done++] = top->sub;
				depth--;
				continue;
			}
			to = top->next++;
			if (colour[to] == 1)
				return vfy_refuse_at(v, v->p->subs[to].first, KILN_REASON_RECURSION,
						     "this function calls itself, maybe through others");
			if (!colour[to]) {
				colour[to] = 1;
				stack[depth++] = (struct visit){ to, 0 };
			}
		}
	}
	return true;
}

static bool cfg_check_calls(struct vfy *v)
{
	struct kiln_prog *p = v->p;
	uint32_t *order = arena_array(v->a, p->nr_subs, sizeof(*order));
	uint8_t *depth = arena_array(v->a, p->nr_subs, 1);

	if (!order || !depth)
		return vfy_nomem(v);
	for (uint32_t pc = 0; pc < p->nr_insns; pc = next_pc(v, pc))
		if (v->info[pc].op == OP_CALL_SUB) {
			calls_row(v, v->info[pc].sub)[v->info[v->info[pc].target].sub] = 1;
			v->sub[v->info[pc].sub].calls = true;
		}
	if (!cfg_order(v, order))
		return false;
	for (uint32_t i = 0; i < p->nr_subs; i++) {
		uint32_t s = order[i];

		depth[s] = 1;
		for (uint32_t to = 0; to < p->nr_subs; to++)
			if (calls_row(v, s)[to] && depth[to] + 1 > depth[s])
				depth[s] = depth[to] < 200 ? (uint8_t)(depth[to] + 1) : 200;
	}
	if (depth[0] > KILN_MAX_FRAMES)
		return vfy_refuse_at(v, 0, KILN_REASON_CALL_DEPTH, "calls %u deep: at most %u", depth[0],
				     KILN_MAX_FRAMES);
	return true;
}

enum { MAX_TAIL_CALL_STACK = 256, FRAME_ROUND = 32 };

static uint32_t frame_bytes(const struct prog_sub *s)
{
	return (uint32_t)round_up64(s->stack_depth ? s->stack_depth : 1, FRAME_ROUND);
}

/*
 * After the walk: calls says which function ran on top of which (callbacks too), subs how much each uses. Global functions were walked
 * on their own; here is what they are on top of. A tail call keeps the frames below its function: at most 33 times 256 bytes then.
 */
bool cfg_stack_depth(struct vfy *v)
{
	struct kiln_prog *p = v->p;
	uint32_t *order = arena_array(v->a, p->nr_subs, sizeof(*order));
	uint32_t *deep = arena_array(v->a, p->nr_subs, sizeof(*deep));
	uint32_t *below = arena_array(v->a, p->nr_subs, sizeof(*below));
	uint32_t *frames = arena_array(v->a, p->nr_subs, sizeof(*frames));
	bool *called_back = arena_array(v->a, p->nr_subs, sizeof(*called_back));

	if (!order || !deep || !below || !frames || !called_back)
		return vfy_nomem(v);
	if (!cfg_order(v, order))
		return false;
	for (uint32_t i = 0; i < p->nr_subs; i++) {
		uint32_t s = order[i], most = 0;

		for (uint32_t to = 0; to < p->nr_subs; to++) {
			if (calls_row(v, s)[to] && deep[to] > most)
				most = deep[to];
			if (calls_row(v, s)[to] && frames[to] > frames[s])
				frames[s] = frames[to];
		}
		deep[s] = most + frame_bytes(&p->subs[s]);
		if (++frames[s] > KILN_MAX_FRAMES)
			return vfy_refuse_at(v, p->subs[s].first, KILN_REASON_CALL_DEPTH,
					     "calls %u deep from this function on: at most %u", frames[s],
					     KILN_MAX_FRAMES);
		if (deep[s] > KILN_FRAME_SIZE)
			return vfy_refuse_at(v, p->subs[s].first, KILN_REASON_STACK_DEPTH,
					     "%u bytes of stack from this function on: at most %u", deep[s],
					     KILN_FRAME_SIZE);
		if (!p->subs[s].callback || deep[s] > p->stack_depth)
			p->stack_depth = deep[s] > p->stack_depth ? deep[s] : p->stack_depth;
	}
	for (uint32_t i = p->nr_subs; i-- > 0;) { /* callers first */
		uint32_t s = order[i], here = below[s] + frame_bytes(&p->subs[s]);

		called_back[s] |= p->subs[s].callback;
		for (uint32_t to = 0; to < p->nr_subs; to++) {
			if (calls_row(v, s)[to] && here > below[to])
				below[to] = here;
			called_back[to] |= calls_row(v, s)[to] && called_back[s];
		}
		if (p->subs[s].has_tail_call && called_back[s])
			return vfy_refuse_at(v, p->subs[s].first, KILN_REASON_TAIL_CALL,
					     "a tail call in a function that a callback calls");
		if (s && p->subs[s].has_tail_call && here > MAX_TAIL_CALL_STACK)
			return vfy_refuse_at(v, p->subs[s].first, KILN_REASON_STACK_DEPTH,
					     "a tail call with %u bytes of stack below it: at most %u", here,
					     MAX_TAIL_CALL_STACK);
	}
	return true;
}

bool cfg_build(struct vfy *v)
{
	struct kiln_prog *p = v->p;
	unsigned all = 0;
	uint32_t nr_subs = 1;

	if (!p->nr_insns || p->nr_insns > KILN_MAX_INSNS)
		return vfy_refuse_at(v, -1, KILN_REASON_LENGTH, "%u instructions", p->nr_insns);
	v->info = arena_array(v->a, p->nr_insns, sizeof(v->info[0]));
	if (!v->info)
		return vfy_nomem(v);
	p->facts[0].flags |= FACT_SUB_ENTRY;
	if (!cfg_decode(v, &all) || (all & NAMES && !cfg_find_subs(v, &nr_subs)) || !cfg_make_subs(v, nr_subs) ||
	    !cfg_check_ends(v) || (all & NAMES && !cfg_check_calls(v)))
		return false;
	cfg_mark_meets(v);
	if (all & (CALLS | NAMES))
		cfg_mark_effects(v);
	for (uint32_t pc = 0; pc < p->nr_insns; pc++)
		v->info[pc].order = pc;
	return !v->may_loop || cfg_find_loops(v);
}
