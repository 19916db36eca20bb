/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * path.c - the paths that wait, and what each kept state turns out to need.
 *
 * Overview     the walk goes depth first. Notes of the instructions on the present path lie in one array; forks and kept states
 *              are nodes, each with the stretch of notes from its parent to it. When a path ends, its notes are read
 *              backwards, and what they need is added to the node; when all that follows a node has ended, the node's need is
 *              whole, and goes on to its parent in the same way. So each note is read once.
 * Why          two states of one instruction need be compared only in what matters afterwards: registers and slots that are
 *              read, and bounds of numbers that decide something: an offset, a length, a branch. That is known, for
 *              everything that was walked from the older one, exactly when it is whole; before that it is not compared with.
 * Invariant    a node's need holds all that any path walked from it needs. step[] holds the present path's notes only.
 * See          docs/why/verifier.md
 */
#include "verify/state.h"

struct walk {
	struct need need[KILN_MAX_FRAMES];
	uint32_t nr;
	bool result_exact, stored_exact;
};

static bool grow_steps(struct vfy *v)
{
	uint32_t cap = v->cap_steps ? v->cap_steps * 2 : 128;
	struct step *s = arena_dirty_array(v->a, cap, sizeof(*s));

	if (!s)
		return vfy_nomem(v);
	if (v->nr_steps)
		memcpy(s, v->step, v->nr_steps * sizeof(*s));
	v->step = s;
	v->cap_steps = cap;
	return true;
}

static inline struct step *new_step(struct vfy *v)
{
	if (v->nr_steps == v->cap_steps && !grow_steps(v))
		return NULL;
	return &v->step[v->nr_steps++];
}

bool path_step(struct vfy *v, uint16_t use, uint16_t def, enum step_flag flags)
{
	struct step *s;

	if (v->mode != MODE_EXPLORE)
		return true;
	s = new_step(v);
	if (!s)
		return false;
	*s = (struct step){ .kind = STEP_INSN, .flags = (uint8_t)flags, .use = use, .def = def, .pc = v->pc };
	v->now_at = v->nr_steps - 1;
	return true;
}

/* READ notes stand before their INSN: it moves up by one. */
bool path_read(struct vfy *v, uint32_t frame, uint64_t slots, bool exact)
{
	struct step *s;

	if (v->mode != MODE_EXPLORE)
		return true;
	s = new_step(v);
	if (!s)
		return false;
	s = &v->step[v->now_at];
	memmove(s + 1, s, (v->nr_steps - 1 - v->now_at) * sizeof(*s));
	*s = (struct step){
		.kind = STEP_READ, .frame = (uint8_t)frame, .flags = exact ? STEP_EXACT : 0, .slots = slots
	};
	v->now_at++;
	return true;
}

bool path_write(struct vfy *v, uint32_t frame, uint64_t slots, bool whole)
{
	struct step *s;

	if (v->mode != MODE_EXPLORE)
		return true;
	s = new_step(v);
	if (!s)
		return false;
	*s = (struct step){
		.kind = STEP_WRITE, .frame = (uint8_t)frame, .flags = whole ? STEP_WHOLE : 0, .slots = slots
	};
	return true;
}

bool path_mark(struct vfy *v, enum step_kind kind)
{
	struct step *s;

	if (v->mode != MODE_EXPLORE)
		return true;
	s = new_step(v);
	if (!s)
		return false;
	*s = (struct step){ .kind = (uint8_t)kind, .pc = v->pc };
	return true;
}

/* -- backwards ------------------------------------------------------------------------------------------------------ */

enum { ARGS = 0x3e, CLOBBERED = 0x3f };

static void back_insn(struct walk *w, const struct step *s)
{
	struct need *n = &w->need[w->nr - 1];
	uint16_t exact = n->exact;

	w->result_exact = (exact & s->def) != 0;
	n->exact &= (uint16_t)~s->def;
	n->live &= (uint16_t)~s->def;
	if ((s->flags & STEP_FLOW && w->result_exact) || (s->flags & STEP_COND && exact & (s->use | s->link)) ||
	    (s->flags & STEP_STORE && w->stored_exact))
		n->exact |= s->use;
	n->exact |= s->exact;
	n->exact &= (uint16_t) ~(1u << (KILN_NR_REGS - 1)); /* r10 is what it is in any case */
	n->live |= s->use | s->exact;
	w->stored_exact = false;
}

static void back_read(struct walk *w, const struct step *s)
{
	struct need *n = &w->need[s->frame];

	n->slot_live |= s->slots;
	if (s->flags & STEP_EXACT || w->result_exact)
		n->slot_exact |= s->slots;
}

static void back_write(struct walk *w, const struct step *s)
{
	struct need *n = &w->need[s->frame];

	w->stored_exact |= (n->slot_exact & s->slots) != 0;
	if (s->flags & STEP_WHOLE) {
		n->slot_live &= ~s->slots;
		n->slot_exact &= ~s->slots;
	}
}

static void back_enter(struct walk *w, bool args)
{
	const struct need *callee = &w->need[--w->nr];
	struct need *caller = &w->need[w->nr - 1];

	if (args) {
		caller->live |= callee->live & ARGS;
		caller->exact |= callee->exact & ARGS;
	}
}

static void back_leave(struct walk *w, bool result)
{
	struct need *caller = &w->need[w->nr - 1];
	struct need *callee = &w->need[w->nr++];

	*callee = (struct need){ 0 };
	if (!result)
		return;
	callee->live = caller->live & 1;
	callee->exact = caller->exact & 1;
	caller->live &= (uint16_t)~CLOBBERED;
	caller->exact &= (uint16_t)~CLOBBERED;
}

static void back(struct vfy *v, struct walk *w, uint32_t first, uint32_t end)
{
	w->result_exact = w->stored_exact = false;
	while (end-- > first) {
		const struct step *s = &v->step[end];

		switch (s->kind) {
		case STEP_INSN:
			back_insn(w, s);
			break;
		case STEP_READ:
			back_read(w, s);
			break;
		case STEP_WRITE:
			back_write(w, s);
			break;
		case STEP_ENTER:
			back_enter(w, true);
			break;
		case STEP_ENTER_CALLBACK:
			back_enter(w, false);
			break;
		case STEP_LEAVE:
			back_leave(w, true);
			break;
		case STEP_LEAVE_CALLBACK:
			back_leave(w, false);
			break;
		}
	}
}

static void need_add(struct node *n, const struct walk *w)
{
	for (uint32_t i = 0; i < n->nr_frames; i++) {
		n->need[i].live |= w->need[i].live;
		n->need[i].exact |= w->need[i].exact;
		n->need[i].slot_live |= w->need[i].slot_live;
		n->need[i].slot_exact |= w->need[i].slot_exact;
	}
}

/* -- nodes ---------------------------------------------------------------------------------------------------------- */

static size_t node_len(uint32_t nr_frames)
{
	return sizeof(struct node) + nr_frames * sizeof(struct need);
}

struct node *path_node(struct vfy *v, uint32_t pending)
{
	struct node *n = vfy_get(v, node_len(v->st.nr_frames));

	if (!n)
		return NULL;
	memset(n, 0, node_len(v->st.nr_frames));
	n->parent = v->node;
	n->in = v->node ? (v->node->loop && !v->node->loop->join ? v->node->loop : v->node->in) : NULL;
	n->first = v->node ? v->node->end : 0;
	n->end = v->nr_steps;
	n->pending = pending;
	n->pc = v->pc;
	n->nr_frames = v->st.nr_frames;
	n->id = n->low = ++v->nr_nodes;
	n->at = v->path_len;
	v->node = n;
	return n;
}

void path_node_free(struct vfy *v, struct node *n)
{
	vfy_put(v, n, node_len(n->nr_frames));
}

/* Nothing after it has been walked. */
void path_node_again(struct node *n)
{
	n->pending = 1;
	n->low = n->id;
	n->run = 0;
	memset(n->need, 0, n->nr_frames * sizeof(n->need[0]));
}

struct pending *path_fork(struct vfy *v, enum pend_kind kind)
{
	struct pending *p = vfy_get(v, sizeof(*p));

	if (!p)
		return NULL;
	if (v->nr_pending >= MAX_PENDING) {
		vfy_refuse(v, KILN_REASON_BRANCHES, "%u branches wait on one path", v->nr_pending);
		return NULL;
	}
	p->kind = (uint8_t)kind;
	p->pc = v->pc;
	p->path_len = v->path_len;
	p->in = v->in;
	p->saved = pack_state(v);
	p->node = NULL;
	if (p->saved && v->mode != MODE_PROBE && !v->meeting)
		p->node = path_node(v, 2);
	if (!p->saved || (!p->node && v->mode != MODE_PROBE && !v->meeting))
		return NULL;
	p->next = v->pending;
	v->pending = p;
	v->nr_pending++;
	return p;
}

/* What its parent has from a node that is done. */
void node_up(const struct node *n, struct node *parent)
{
	uint64_t run = n->at - parent->at + n->run;

	if (n->low < n->id && n->low < parent->low)
		parent->low = n->low;
	if (run > parent->run)
		parent->run = run < MAX_RUN ? run : MAX_RUN;
}

/* All that follows n has been walked. Its need goes to w, to be carried on to its parent. */
static struct node *node_done(struct vfy *v, struct node *n, struct walk *w)
{
	struct node *parent = n->parent;
	size_t len = n->nr_frames * sizeof(struct need);

	memcpy(w->need, n->need, len);
	w->nr = n->nr_frames;
	if (n->loop && !loop_done(v, n)) {
		v->node = n;
		return NULL;
	}
	if (parent)
		node_up(n, parent);
	if (n->saved) {
		n->saved->run = n->run;
		n->saved->node = NULL;
		n->saved->low = n->low;
		n->saved->open = n->low < n->id;
		n->saved->need = vfy_get(v, len);
		if (!n->saved->need)
			return NULL;
		memcpy(n->saved->need, n->need, len);
		if (!prune_done(v, n->pc, n->saved))
			return NULL;
	}
	back(v, w, n->first, n->end);
	vfy_put(v, n, node_len(n->nr_frames));
	return parent;
}

bool path_end(struct vfy *v, const struct need *need, uint32_t nr_frames)
{
	struct walk w;
	struct node *n = v->node;

	memcpy(w.need, need, nr_frames * sizeof(*need));
	w.nr = nr_frames;
	if (v->path_len - n->at > n->run)
		n->run = v->path_len - n->at;
	back(v, &w, n->end, v->nr_steps);
	for (;;) {
		need_add(n, &w);
		v->nr_steps = n->end;
		if (--n->pending)
			break;
		n = node_done(v, n, &w);
		if (!n) {
			if (!v->redo)
				v->node = NULL;
			return false;
		}
	}
	v->node = n;
	return true;
}
