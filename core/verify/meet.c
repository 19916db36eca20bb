/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * meet.c - the checker without a tape: code is walked in the order in which it runs, and paths are one where they meet.
 *
 * Overview     a path ends where others may meet it, and waits. The first in the order of the code goes on when nothing is left that
 *              could still come to it; so most instructions are walked once. Of what waits at one place, states become one that
 *              holds them, where little is lost by that (join.c), or stay apart. At the head of a loop an invariant is guessed
 *              (loop.c); what waits in a loop goes before what waits behind it.
 * Believes     nothing of a joined state or an invariant: each must hold the states that it stands for (certify.c, match.c).
 * Complete     every path goes on until it ends, or is held by something that waits and so goes on, or comes back to the head of a loop
 *              whose invariant holds it, with a value that went one way (rank.c), or a turn used up of what ends by itself (match.c).
 * Order        no jump goes into the middle of a loop, and in the order of the code all but jumps back to heads go on. So when a head
 *              is come to, everything outside that leads there has been walked, and what is found in the loop then comes from it.
 * Failing      where an invariant does not do, another one is tried, and the walk begins anew; then the program is explored (vfy.c).
 * Cost         one step an instruction, and what looking ahead in loops takes.
 */
#include "verify/state.h"

enum { MAX_APART = 3, MAX_ANEW = 3, MAX_WAITING = 16, MOST_STEPS = 16, MOST_LOOKS = 64, STEPS_JOIN = 4 };

/* A state that was come to. */
struct waiting {
	struct waiting *next;
	struct saved *saved;
	uint64_t len; /* instructions to here, from the head of the innermost open loop */
	uint32_t nr;
	uint32_t at[KILN_MAX_FRAMES]; /* where each frame is: at a call, the last one at an instruction to come */
};

/* A loop that is being walked, or what a call calls back; and those around it. */
struct open {
	struct open *up;
	struct node *node;
	uint64_t before; /* instructions to its head */
	uint64_t turn;	 /* the most that a turn takes, but for loops in it */
	uint64_t inner;	 /* what those take */
	uint32_t body;	 /* 0: what is called back from the head */
	uint32_t nr;	 /* the frame that it runs in + 1 */
	uint32_t at[KILN_MAX_FRAMES];
};

struct meet {
	struct waiting *waiting; /* in the order of the code */
	struct open *open;
	uint32_t nr_turns; /* of them that end by themselves */
	uint32_t left;	   /* steps that may be taken */
	uint32_t looks;	   /* at what waits that are left */
	uint64_t run, inner;
	struct need keep[KILN_MAX_FRAMES]; /* what joining must not lose */
	struct join_rule rule;
};

/* -- places ----------------------------------------------------------------------------------------------------------- */

static uint32_t place_now(const struct vfy *v, uint32_t at[KILN_MAX_FRAMES])
{
	uint32_t nr = v->st.nr_frames;

	for (uint32_t f = 0; f + 1 < nr; f++)
		at[f] = v->st.frame[f + 1]->call_pc;
	at[nr - 1] = v->pc;
	return nr;
}

/* Negative: a comes before b in the order of the code; 0: they are one place. */
static int place_order(const struct vfy *v, const uint32_t *a, uint32_t nr_a, const uint32_t *b, uint32_t nr_b)
{
	for (uint32_t f = 0; f < nr_a && f < nr_b; f++)
		if (a[f] != b[f])
			return v->info[a[f]].order < v->info[b[f]].order ? -1 : 1;
	return (int)nr_a - (int)nr_b;
}

static bool is_in(const struct vfy *v, const struct open *o, const uint32_t *at, uint32_t nr)
{
	if (nr < o->nr)
		return false;
	for (uint32_t f = 0; f + 1 < o->nr; f++)
		if (at[f] != o->at[f])
			return false;
	return o->body ? cfg_inside(v, at[o->nr - 1], o->body) : nr > o->nr && at[o->nr - 1] == o->at[o->nr - 1];
}

/* The path has left a loop: what it took there is a turn of it. */
static void leave_one(struct vfy *v)
{
	if (v->path_len > v->in->turn)
		v->in->turn = v->path_len;
	v->path_len = v->in->before;
	v->in = v->in->up;
}

static void leave(struct vfy *v)
{
	uint32_t at[KILN_MAX_FRAMES], nr;

	if (!v->in)
		return;
	nr = place_now(v, at);
	while (v->in && !is_in(v, v->in, at, nr))
		leave_one(v);
}

static void leave_all(struct vfy *v)
{
	while (v->in)
		leave_one(v);
}

/* The path begins in the middle. */
static void enter(struct vfy *v, struct meet *m)
{
	uint32_t at[KILN_MAX_FRAMES], nr = place_now(v, at);

	v->in = m->open;
	while (v->in && !is_in(v, v->in, at, nr))
		v->in = v->in->up;
}

/* -- waiting ---------------------------------------------------------------------------------------------------------- */

/* Where something ends by itself, what it uses up must be the same: of one call, one iterator, as many turns. */
static bool stands_for(struct vfy *v, const struct meet *m, const struct saved *s)
{
	if (m->nr_turns && (s->turns != v->st.turns || s->turn_of != v->st.turn_of))
		return false;
	return state_match(v, s, m->nr_turns ? HOW_CALLS : HOW_TURN, NULL);
}

static bool holds(struct vfy *v, const struct meet *m, const struct saved *s)
{
	pair_rebase(v, s);
	return stands_for(v, m, s);
}

/* The state is held by what waits, which may have grown for that. *held: is it? False: no memory. */
static bool join_waiting(struct vfy *v, struct meet *m, struct waiting *w, bool force, bool *held)
{
	struct join_rule rule = m->rule;
	struct saved *came, *both = NULL;

	*held = stands_for(v, m, w->saved);
	if (*held)
		return true;
	rule.careful &= !force;
	came = pack_state(v);
	if (!came)
		return false;
	if (state_join(v, w->saved, &rule)) {
		both = pack_state(v);
		if (!both)
			return false;
		unpack_state(v, came);
		*held = holds(v, m, both);
		if (*held) {
			unpack_state(v, w->saved);
			*held = holds(v, m, both);
		}
	}
	unpack_state(v, came);
	pack_free(v, came);
	if (*held) {
		pack_free(v, w->saved);
		w->saved = both;
	} else if (both) {
		pack_free(v, both);
	}
	return true;
}

static bool wait_here(struct vfy *v, struct meet *m)
{
	uint32_t at[KILN_MAX_FRAMES], nr = place_now(v, at), apart = 0;
	struct waiting **to = &m->waiting, *w;
	int order = -1;
	bool held = false;

	walk_forget_dead(v);
	for (; *to && (order = place_order(v, (*to)->at, (*to)->nr, at, nr)) < 0; to = &(*to)->next)
		if (!m->looks--)
			return vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "too many paths wait");
	for (; *to && !place_order(v, (*to)->at, (*to)->nr, at, nr); to = &(*to)->next) {
		if (apart == MAX_WAITING || m->left < STEPS_JOIN)
			return vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "%u states wait at one place", apart);
		m->left -= STEPS_JOIN;
		if (!join_waiting(v, m, *to, ++apart >= MAX_APART, &held))
			return false;
		if (!held)
			continue;
		if (v->path_len > (*to)->len)
			(*to)->len = v->path_len;
		return true;
	}
	w = vfy_get(v, sizeof(*w));
	if (!w)
		return false;
	w->saved = pack_state(v);
	if (!w->saved)
		return false;
	w->len = v->path_len;
	w->nr = nr;
	memcpy(w->at, at, nr * sizeof(at[0]));
	w->next = *to;
	*to = w;
	return true;
}

/* -- loops ------------------------------------------------------------------------------------------------------------ */

/* What comes round does so by here. */
static bool is_head(const struct vfy *v)
{
	const struct insn_info *in = &v->info[v->pc];

	if (in->flags & INSN_TURN)
		return in->body || cfg_calls_back(v, v->pc);
	return in->flags & INSN_LOOP && !v->bodies[in->body].own_turn;
}

static bool loop_begin(struct vfy *v, struct meet *m)
{
	const struct insn_info *in = &v->info[v->pc];
	bool calls = cfg_calls_back(v, v->pc);
	struct saved *given;
	struct open *o;

	if (calls && in->flags & INSN_LOOP)
		return vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "a loop begins with a call that calls back");
	for (o = m->open; o; o = o->up)
		if (o->node->pc == v->pc && o->nr == v->st.nr_frames)
			return vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "this comes round, and uses up no turn");
	if (!loop_guess(v, &given))
		return false;
	o = vfy_get(v, sizeof(*o));
	if (!o || !certify_keep(v, given))
		return false;
	*o = (struct open){ .up = m->open, .node = v->node, .before = v->path_len, .body = calls ? 0 : in->body };
	o->nr = place_now(v, o->at);
	m->open = v->in = o;
	m->nr_turns += !o->node->loop;
	v->path_len = 0;
	return true;
}

static bool loop_end(struct vfy *v, struct meet *m)
{
	struct open *o = m->open;
	struct node *n = o->node;
	uint64_t run = o->turn + o->inner;

	if (n->loop) {
		run = rank_end(n->loop, run);
		pack_free(v, n->loop->before);
	} else {
		m->nr_turns--;
	}
	if (run >= MAX_RUN)
		return vfy_refuse_at(v, n->pc, KILN_REASON_TOO_COMPLEX, "this loop may take too long");
	n->saved->node = NULL;
	v->node = n->parent;
	m->open = o->up;
	*(o->up ? &o->up->inner : &m->inner) += run;
	path_node_free(v, n);
	vfy_put(v, o, sizeof(*o));
	return true;
}

/* What is being walked and begins at v->pc, where the path comes round to it. */
static struct saved *open_here(const struct vfy *v, const struct meet *m)
{
	for (const struct open *o = m->open; o; o = o->up) {
		struct saved *s = o->node->saved;

		if (s->pc != v->pc || s->nr_frames != v->st.nr_frames)
			continue;
		if (s->loop ? s->serial == cur_frame(v)->serial : turn_used(v, s))
			return s;
	}
	return NULL;
}

/* -- the walk --------------------------------------------------------------------------------------------------------- */

/* To where others may come, or to the end. fresh: v->pc is such a place, and the path begins there. */
static bool walk_path(struct vfy *v, struct meet *m, bool fresh)
{
	bool ended = false;
	uint32_t next;

	while (!ended) {
		leave(v);
		if (v->info[v->pc].meets && !fresh) {
			struct saved *head;

			turn_name(v);
			head = open_here(v, m);
			if (!head)
				return wait_here(v, m);
			walk_forget_dead(v);
			leave_all(v);
			return certify_back(v, head);
		}
		if (!m->left)
			return vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "there are paths left");
		m->left--;
		fresh = false;
		v->processed++;
		walk_counts(v);
		fact_visit(v);
		if (!walk_step(v, &next, &ended))
			return false;
		v->pc = next;
	}
	leave_all(v);
	if (v->path_len > m->run)
		m->run = v->path_len;
	return true;
}

/* What waits in the innermost loop, or NULL: it has been walked. */
static struct waiting *next_waiting(struct vfy *v, struct meet *m)
{
	struct waiting **at = &m->waiting, *w;

	while (*at && m->open && !is_in(v, m->open, (*at)->at, (*at)->nr))
		at = &(*at)->next;
	w = *at;
	if (w)
		*at = w->next;
	return w;
}

static bool walk_waiting(struct vfy *v, struct meet *m, struct waiting *w)
{
	unpack_state(v, w->saved);
	v->nr_sums = 0; /* it may stand for states whose sums were others */
	pack_free(v, w->saved);
	v->pc = w->at[w->nr - 1];
	v->path_len = w->len;
	vfy_put(v, w, sizeof(*w));
	enter(v, m);
	if (is_head(v) && !loop_begin(v, m))
		return false;
	return walk_path(v, m, true);
}

static bool walk_all(struct vfy *v, struct meet *m)
{
	if (!walk_path(v, m, !(v->info[v->pc].flags & (INSN_LOOP | INSN_TURN))))
		return false;
	for (;;) {
		struct waiting *w;

		if (v->pending) {
			if (!walk_resume(v))
				return false;
			if (!walk_path(v, m, false))
				return false;
			continue;
		}
		w = next_waiting(v, m);
		if (w ? !walk_waiting(v, m, w) : m->open && !loop_end(v, m))
			return false;
		if (!w && !m->open && !m->waiting)
			return true;
	}
}

/* -- the entry -------------------------------------------------------------------------------------------------------- */

/* What a walk that came to nothing found out is forgotten. */
struct trial {
	struct prog_fact *facts;
	struct prog_sub *subs;
	uint8_t *calls, *flags;
	bool *entered;
	struct entry *last;
	uint32_t element_end[NR_ELEMENTS];
};

static struct trial *trial_new(struct vfy *v)
{
	const struct kiln_prog *p = v->p;
	struct trial *t = arena_alloc(v->a, sizeof(*t));

	if (!t)
		return NULL;
	t->facts = arena_dirty_array(v->a, p->nr_insns, sizeof(t->facts[0]));
	t->subs = arena_dirty_array(v->a, p->nr_subs, sizeof(t->subs[0]));
	t->flags = arena_dirty_array(v->a, p->nr_insns, 1);
	t->calls = arena_dirty_array(v->a, (size_t)p->nr_subs * p->nr_subs, 1);
	t->entered = arena_dirty_array(v->a, p->nr_subs, sizeof(t->entered[0]));
	return t->facts && t->subs && t->flags && t->calls && t->entered ? t : NULL;
}

static void trial_begin(struct vfy *v, struct trial *t)
{
	const struct kiln_prog *p = v->p;

	memcpy(t->facts, p->facts, p->nr_insns * sizeof(t->facts[0]));
	memcpy(t->subs, p->subs, p->nr_subs * sizeof(t->subs[0]));
	memcpy(t->calls, v->calls, (size_t)p->nr_subs * p->nr_subs);
	memcpy(t->element_end, p->element_end, sizeof(t->element_end));
	for (uint32_t pc = 0; pc < p->nr_insns; pc++)
		t->flags[pc] = v->info[pc].flags;
	for (uint32_t i = 0; i < p->nr_subs; i++)
		t->entered[i] = v->sub[i].entered;
	for (t->last = v->entry; t->last->next; t->last = t->last->next)
		;
}

static void trial_undo(struct vfy *v, const struct trial *t)
{
	struct kiln_prog *p = v->p;

	memcpy(p->facts, t->facts, p->nr_insns * sizeof(t->facts[0]));
	memcpy(p->subs, t->subs, p->nr_subs * sizeof(t->subs[0]));
	memcpy(v->calls, t->calls, (size_t)p->nr_subs * p->nr_subs);
	memcpy(p->element_end, t->element_end, sizeof(t->element_end));
	for (uint32_t pc = 0; pc < p->nr_insns; pc++)
		v->info[pc].flags = t->flags[pc];
	for (uint32_t i = 0; i < p->nr_subs; i++)
		v->sub[i].entered = t->entered[i];
	t->last->next = NULL;
	v->err = KILN_OK;
	if (v->why)
		*v->why = (struct kiln_why){ 0 };
}

static bool begin(struct vfy *v, struct meet *m)
{
	v->mode = MODE_CERTIFY;
	v->pc = v->p->subs[v->entry->sub].first;
	v->node = NULL;
	v->pending = NULL;
	v->nr_pending = 0;
	v->path_len = 0;
	v->nr_loops = 0;
	if (v->loops)
		memset(v->loops, 0, MAX_LOOPS * sizeof(v->loops[0]));
	m->waiting = NULL;
	m->open = v->in = NULL;
	m->run = m->inner = 0;
	m->nr_turns = 0;
	m->looks = 256 + v->p->nr_insns * MOST_LOOKS;
	for (uint32_t f = 0; f < KILN_MAX_FRAMES; f++)
		m->keep[f] = (struct need){ .live = 0xffff, .slot_live = UINT64_MAX };
	m->rule = (struct join_rule){ .need = m->keep, .careful = true };
	return sub_start(v, v->entry) && path_node(v, 1);
}

/* What may be done otherwise the next time. False: nothing. */
static bool vary(struct vfy *v, struct meet *m)
{
	if (!m->open || v->info[m->open->node->pc].tries)
		return false;
	v->info[m->open->node->pc].tries = 1;
	return true;
}

static void forget_tries(struct vfy *v)
{
	for (uint32_t pc = 0; pc < v->p->nr_insns; pc++)
		v->info[pc].tries = 0;
}

bool meet_entry(struct vfy *v)
{
	struct meet *m = arena_alloc(v->a, sizeof(*m));

	if (!v->trial)
		v->trial = trial_new(v);
	if (!m || !v->trial)
		return vfy_nomem(v);
	m->left = 64 + v->p->nr_insns * MOST_STEPS;
	if (m->left > v->max_processed)
		m->left = v->max_processed;
	trial_begin(v, v->trial);
	for (uint32_t n = 0; n < MAX_ANEW; n++) {
		if (begin(v, m) && walk_all(v, m)) {
			m->run += m->inner;
			if (m->run > v->p->longest)
				v->p->longest = m->run;
			return true;
		}
		if (v->err == KILN_ERR_NOMEM)
			return false;
		trial_undo(v, v->trial);
		if (!m->left || !vary(v, m))
			break;
	}
	forget_tries(v);
	v->nr_tried += v->processed;
	v->processed = 0;
	return false;
}
