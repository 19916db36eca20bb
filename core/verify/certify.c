/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * certify.c - the checker: what it walks through is safe, and nothing else is.
 *
 * Overview     it takes every path, depth first, and does each instruction as the exploration did (alu.c, cond.c, memory.c ... say what
 *              that is). Where states were compared, a tape tells what to do: go on; go on from a given state, which must hold
 *              the one that is there; or end, since a state that was given before holds the one that is there.
 * Believes     nothing of the tape: a state that does not hold what it should, one that was not given yet, a loop in which no value
 *              goes one way, end the check. It widens nothing, looks for nothing, and keeps no notes.
 * Ends         a path ends at a given state that has been walked to its end; or at one that is still being walked where that uses
 *              up a turn of a callback or may_goto (match.c), or where a value of a loop has gone one way in its bounds (rank.c).
 *              So no path goes on for ever.
 * Facts        what holds at an instruction each time is noted here only (fact.c), from states that hold all that come.
 * Cost         one step for each the exploration took on the paths that it kept, without its notes. See docs/why/verifier.md.
 */
#include "verify/state.h"

static bool refuse(struct vfy *v, const char *what)
{
	return vfy_refuse(v, v->opts->proof ? KILN_REASON_PROOF : KILN_REASON_INTERNAL, "the proof does not hold: %s",
			  what);
}

/* -- given states ----------------------------------------------------------------------------------------------------- */

/* The walk goes on with what is given; where it is, and what it has used up, stays as it is. */
static void adopt(struct vfy *v, const struct saved *given)
{
	uint32_t turns = v->st.turns, turn_of = v->st.turn_of;
	struct {
		uint32_t turn_of, serial, gone;
	} past[KILN_MAX_FRAMES];
	uint32_t serial[MAX_REFS];

	for (uint32_t f = 0; f < v->st.nr_frames; f++) {
		past[f].turn_of = v->st.frame[f]->turn_of;
		past[f].serial = v->st.frame[f]->serial;
		past[f].gone = v->st.frame[f]->gone;
	}
	for (uint32_t i = 0; i < v->st.nr_refs; i++)
		serial[i] = v->st.ref[i].serial;
	unpack_state(v, given);
	v->nr_sums = 0;				     /* its ids may be those of other numbers from now on */
	for (uint32_t i = 0; i < v->st.nr_refs; i++) /* as many, in the same order: match.c */
		v->st.ref[i].serial = serial[i];
	v->st.turns = turns;
	v->st.turn_of = turn_of;
	for (uint32_t f = 0; f < v->st.nr_frames; f++) {
		v->st.frame[f]->turn_of = past[f].turn_of;
		v->st.frame[f]->serial = past[f].serial;
		v->st.frame[f]->gone = past[f].gone;
	}
}

static bool begin_loop(struct vfy *v, const struct saved *given, struct saved *before, struct loop **out)
{
	struct loop *l;
	uint32_t nr = given->loop_nr;

	if (!v->loops)
		v->loops = arena_array(v->a, MAX_LOOPS, sizeof(v->loops[0]));
	l = v->loops ? arena_alloc(v->a, sizeof(*l)) : NULL;
	if (!l)
		return vfy_nomem(v);
	if (nr >= MAX_LOOPS || v->loops[nr])
		return refuse(v, "a loop begins twice");
	l->nr = (uint16_t)nr;
	l->before = before;
	v->loops[nr] = *out = l;
	return rank_begin(v, l) || refuse(v, "a loop's values are not named by their places");
}

bool certify_keep(struct vfy *v, struct saved *given)
{
	struct loop *l = NULL;
	struct saved *s, *before = NULL;
	struct node *n;

	if (given->kept || given->pc != v->pc)
		return refuse(v, "a state is given where it does not belong");
	pair_rebase(v, given);
	if (!state_match(v, given, HOW_TURN, NULL)) {
		reg_settle(v);
		if (!state_match(v, given, HOW_TURN, NULL))
			return refuse(v, "a given state does not hold the one that is there");
	}
	if (given->loop_nr && !(before = pack_state(v)))
		return false;
	adopt(v, given);
	if (given->loop_nr && !begin_loop(v, given, before, &l))
		return false;
	s = pack_state(v);
	n = s ? path_node(v, 1) : NULL;
	if (!n)
		return false;
	s->pc = v->pc;
	s->id = n->id;
	s->node = n;
	s->loop = n->loop = l;
	s->in = l ? l : n->in;
	n->saved = given->kept = s;
	if (l) {
		l->held = s;
		l->in = n->in;
	}
	return true;
}

/* At a state that is still being walked. */
bool certify_back(struct vfy *v, struct saved *s)
{
	if (s->loop) {
		if (s->nr_frames != v->st.nr_frames || s->serial != cur_frame(v)->serial)
			return refuse(v, "a loop comes back in another call of its function");
		pair_rebase(v, s);
	} else if (!turn_used(v, s) && !fuel_ends(v, s)) {
		return refuse(v, "a path ends at a state that is still being walked");
	}
	if (!same_iterators(v, s))
		return refuse(v, "an iterator is made anew in a loop that it outlives");
	if (!state_match(v, s, HOW_TURN, NULL))
		return refuse(v, "what comes back is not what is told of the head");
	if (s->loop && !rank_return(v, s->loop))
		return refuse(v, "no value of a loop goes one way");
	if (s->id < v->node->low)
		v->node->low = s->id;
	return true;
}

static bool end_at(struct vfy *v, const struct saved *given)
{
	struct saved *s = given->kept;

	if (!s || s->pc != v->pc)
		return refuse(v, "a path ends at a state that was not given");
	if (s->node)
		return certify_back(v, s);
	v->path_len += s->run;
	return state_match(v, s, HOW_NEED, NULL) || refuse(v, "the state at which a path ends does not hold it");
}

static bool visit(struct vfy *v, struct tape *t, bool *ended)
{
	struct event e = { .kind = EVENT_PASSED };

	turn_name(v);
	if (t->at < t->nr)
		e = t->event[t->at++];
	if (e.kind == EVENT_PASSED)
		return true;
	walk_forget_dead(v);
	*ended = e.kind == EVENT_ENDED;
	return *ended ? end_at(v, e.saved) : certify_keep(v, e.saved);
}

/* -- the walk --------------------------------------------------------------------------------------------------------- */

/* Goes to the next path that waits; *done: none does. */
static bool end_path(struct vfy *v, bool *done)
{
	struct node *n = v->node, *up;

	if (v->path_len - n->at > n->run)
		n->run = v->path_len - n->at;
	while (!--n->pending) {
		if (n->loop) {
			n->run = rank_end(n->loop, n->run);
			pack_free(v, n->loop->before);
			if (n->run >= MAX_RUN)
				return vfy_refuse_at(v, n->pc, KILN_REASON_TOO_COMPLEX, "this loop may take too long");
		}
		if (n->saved) {
			n->saved->node = NULL;
			n->saved->open = n->low < n->id;
			n->saved->run = n->run;
		}
		up = n->parent;
		if (up)
			node_up(n, up);
		else if (n->run > v->p->longest)
			v->p->longest = n->run;
		path_node_free(v, n);
		n = up;
		if (!n)
			break;
	}
	v->node = n;
	*done = !n;
	return *done || walk_resume(v);
}

static bool advance(struct vfy *v, struct tape *t, bool *done)
{
	uint32_t next;
	bool ended = false;

	if (v->info[v->pc].flags & INSN_PRUNE && !visit(v, t, &ended))
		return false;
	if (ended)
		return end_path(v, done);
	walk_counts(v);
	fact_visit(v);
	fuel_visit(v);
	if (!walk_step(v, &next, &ended))
		return false;
	v->pc = next;
	return !ended || end_path(v, done);
}

bool certify_entry(struct vfy *v, struct entry *e, uint32_t limit)
{
	bool done = false;

	v->mode = MODE_CERTIFY;
	v->pc = v->p->subs[e->sub].first;
	v->node = NULL;
	v->pending = NULL;
	v->nr_pending = 0;
	v->path_len = 0;
	e->tape.at = 0;
	if (v->loops)
		memset(v->loops, 0, MAX_LOOPS * sizeof(v->loops[0]));
	if (!sub_start(v, e) || !path_node(v, 1))
		return false;
	for (uint32_t steps = 0; !done; steps++) {
		if (steps == limit)
			return vfy_refuse(v, KILN_REASON_TOO_COMPLEX,
					  "%u instructions were checked, and there are paths left", limit);
		if (!advance(v, &e->tape, &done))
			return false;
		v->nr_certified++;
	}
	return true;
}
