/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * fuel.c - loops that nobody has proven to end, on a budget (kiln_load_opts.fuel).
 *
 * Overview     where a walk is refused for what its loops do, the innermost loop at fault is taken to run on fuel, and the walk
 *              begins anew: states at its head are then widened until one holds what comes round, as at a may_goto.
 * Why right    a path may end at a state of its own call of a function that is still being walked: to come there again something in
 *              that function must have jumped back in the code, and each such jump takes fuel. (Only a callback comes back to
 *              its call without a jump, and takes a turn: turn_used().) So between two of them lies what was walked once, and a
 *              run ends.
 * Ending       the run may end at any of these jumps. So at none of them may something be held that has to be given back, nor may
 *              a helper be waiting for a callback, whatever function the jump is in and wherever that is called from.
 * Cost         a walk for each loop that takes fuel, of a few states each.
 * See          docs/why/fuel.md
 */
#include "verify/state.h"

/* -- exploring ------------------------------------------------------------------------------------------------------ */

/* The innermost loop around pc that takes no fuel yet. */
static bool find_around(const struct vfy *v, uint32_t pc, uint32_t *head)
{
	for (uint32_t b = v->info[pc].body; b; b = v->bodies[b].up) {
		*head = v->bodies[b].head;
		if (!(v->info[*head].flags & INSN_TURN))
			return true;
	}
	return false;
}

/* ... around the instruction that was refused, or around one of the calls that led there. */
static bool find_loop(const struct vfy *v, uint32_t *head)
{
	if (find_around(v, v->pc, head))
		return true;
	for (uint32_t f = v->st.nr_frames; f-- > 1;)
		if (find_around(v, v->st.frame[f]->call_pc, head))
			return true;
	return false;
}

static bool loops_refused(const struct vfy *v)
{
	return v->refused == KILN_REASON_LOOP || v->refused == KILN_REASON_TOO_COMPLEX ||
	       v->refused == KILN_REASON_BRANCHES;
}

bool fuel_try(struct vfy *v)
{
	uint32_t head;

	if (!v->opts->fuel || !loops_refused(v) || !find_loop(v, &head))
		return false;
	v->info[head].metered = true;
	v->info[head].flags |= INSN_TURN;
	v->err = KILN_OK;
	if (v->why)
		*v->why = (struct kiln_why){ 0 };
	v->processed = 0;
	v->again = true;
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++)
		v->info[pc].tries = v->info[pc].apart = 0; /* what was tried in vain may do now */
	return true;
}

void fuel_turn(struct vfy *v)
{
	if (!v->info[v->pc].metered)
		return;
	v->st.turns++;
	cur_frame(v)->gone++;
}

/* -- proving -------------------------------------------------------------------------------------------------------- */

bool fuel_ends(struct vfy *v, const struct saved *s)
{
	struct insn_info *in = &v->info[v->pc];

	if (!v->opts->fuel || s->serial != cur_frame(v)->serial)
		return false;
	in->metered = true; /* state_match() asks */
	v->sub[in->sub].metered = true;
	return true;
}

static bool goes_back(const struct vfy *v, uint32_t pc)
{
	return insn_is_jump((enum insn_op)v->info[pc].op) && v->info[pc].target <= pc;
}

/* The run may not end here: something is held, or the caller may hold it. A may_goto takes none. */
static bool is_held(const struct vfy *v)
{
	if (v->info[v->pc].op == OP_MAY_GOTO || v->entry->sub || v->st.nr_refs || v->st.lock_map)
		return true;
	for (uint32_t f = 0; f < v->st.nr_frames; f++)
		if (v->st.frame[f]->kind == FRAME_CALLBACK)
			return true;
	return false;
}

void fuel_visit(struct vfy *v)
{
	struct sub_info *sub = &v->sub[v->info[v->pc].sub];

	if (v->opts->fuel && !sub->held && goes_back(v, v->pc) && is_held(v))
		sub->held = v->pc + 1;
}

bool fuel_finish(struct vfy *v)
{
	struct kiln_prog *p = v->p;

	for (uint32_t pc = 0; v->opts->fuel && pc < p->nr_insns; pc++) {
		const struct sub_info *sub = &v->sub[v->info[pc].sub];

		if (!sub->metered || v->info[pc].flags & INSN_HALF || !goes_back(v, pc))
			continue;
		if (sub->held)
			return vfy_refuse_at(v, sub->held - 1, KILN_REASON_FUEL,
					     "a loop of this function needs fuel, and the run may not end here");
		p->facts[pc].flags |= FACT_FUEL;
		p->fuel = v->opts->fuel;
	}
	return true;
}
