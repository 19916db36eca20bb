/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * loop.c - an invariant for a loop, guessed by looking ahead.
 *
 * Overview     at the head of a loop the walk looks ahead: once round from the state that came (what changes?), once more with all
 *              that changes unknown (what do the comparisons on the way leave of it?). What came and what comes back then,
 *              joined, is the guess. The loop is walked from it like any code; it is right if every way back to the head is held
 *              by it, and the loop ends if some value goes one way on each (rank.c). So a million turns cost a few. What goes so far on
 *              each turn beside such a value gets the bounds of as many turns as that one allows.
 * Failing      where the guess does not hold, or is too coarse for what the loop does, the walk goes back to the head and the state
 *              that came, and takes the loop turn by turn.
 * Trust        none: what comes of it is proven by the checker (certify.c).
 * Cost         a look ahead joins paths where they meet, and widens inner loops: a few times the loop's instructions.
 * See          docs/why/verifier.md
 */
#include "verify/state.h"

enum { MAX_TRIES = 2, VISITS_EXACT = 1, FEW_TURNS = 1 << 20 };

/* -- looking ahead --------------------------------------------------------------------------------------------------- */

struct probe {
	const struct body *body;
	uint32_t nr_frames, left, exact; /* so many visits, beyond the first, are joined as they are */
	struct saved **met;		 /* at each instruction of the loop where paths meet, from body->first on */
	uint8_t *visits;
	struct saved *back; /* all that came back to the head */
};

/* A number that changes: all but its lowest bits, where those stay; no larger than an int where it is none. */
static struct range changing(const struct range *a, const struct range *b)
{
	struct tnum t = tnum_join(a->t, b->t);

	if (a->umax <= INT32_MAX && b->umax <= INT32_MAX)
		return range_with_low_bits(range_bounded(0, INT32_MAX), t);
	return range_with_low_bits(
		a->umax <= UINT32_MAX && b->umax <= UINT32_MAX ? range_load(4, false) : range_unknown(), t);
}

/* What differs from the kept state is let go. */
static void loosen_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	(void)v, (void)place, (void)arg;
	if (now->type != old->type)
		return;
	if (now->rank.lo != old->rank.lo || now->rank.hi != old->rank.hi)
		now->rank = (struct rank){ 0 };
	if (range_equal(now->r, old->r))
		return;
	if (now->type == REG_NUMBER)
		now->r = changing(&old->r, &now->r);
	else
		now->r = range_bounded_signed(old->r.smin < 0 || now->r.smin < 0 ? -MAX_PACKET_OFF : 0, MAX_PACKET_OFF);
}

static bool replace(struct vfy *v, struct saved **at)
{
	if (*at)
		pack_free(v, *at);
	*at = pack_state(v);
	return *at != NULL;
}

/* The path has come to where others have been. True: it ends here. */
static bool meet(struct vfy *v, struct probe *p)
{
	uint32_t i = v->pc - p->body->first;

	if (v->pc < p->body->first || v->pc > p->body->last)
		return true;
	if (p->met[i]) {
		if (state_match(v, p->met[i], HOW_TURN, NULL) || !state_join(v, p->met[i], NULL))
			return true;
		if (p->visits[i]++ >= p->exact)
			pair_each(v, p->met[i], loosen_pair, NULL);
	}
	return !replace(v, &p->met[i]);
}

/* True: the path ends before the instruction at v->pc. */
static bool probe_ends(struct vfy *v, struct probe *p, bool begun)
{
	if (v->st.nr_frames < p->nr_frames)
		return true;
	if (v->st.nr_frames > p->nr_frames)
		return false;
	if (p->body->calls ? v->pc != p->body->head : !cfg_inside(v, v->pc, v->info[p->body->head].body))
		return true;
	if (v->pc == p->body->head) {
		if (!begun)
			return false;
		walk_forget_dead(v);
		if (p->back && !state_join(v, p->back, NULL))
			return true;
		replace(v, &p->back);
		return true;
	}
	if (!(v->info[v->pc].flags & INSN_PRUNE))
		return false;
	walk_forget_dead(v);
	return meet(v, p);
}

/* The instruction cannot be done with so little known: what it sets may be anything. */
static void do_anyhow(struct vfy *v, uint32_t *next)
{
	*next = v->pc + 1 + insn_is_wide(vfy_insn(v));
	for (uint16_t def = v->info[v->pc].def; def; def &= (uint16_t)(def - 1))
		*reg_at(v, (uint32_t)__builtin_ctz(def)) = reg_number(range_unknown());
}

static bool is_soft(const struct vfy *v)
{
	uint8_t op = v->info[v->pc].op, form = insn_rows[op].form;

	return form != FORM_NONE && form != FORM_JMP_IMM && form != FORM_JMP_REG && op != OP_CALL_SUB;
}

static void probe_path(struct vfy *v, struct probe *p, bool begun)
{
	uint32_t next;
	bool ended = false;

	while (p->left && !ended && v->err != KILN_ERR_NOMEM && !probe_ends(v, p, begun)) {
		begun = true;
		p->left--;
		v->processed++;
		if (!walk_step(v, &next, &ended)) {
			if (v->err == KILN_ERR_NOMEM || !is_soft(v))
				return;
			v->err = KILN_OK;
			do_anyhow(v, &next);
		}
		v->pc = next;
	}
}

/* Once round the loop from the state that is worked on, which is then of no use. *back: what comes back, NULL if nothing does. */
static bool probe(struct vfy *v, const struct body *b, uint32_t exact, struct saved **back)
{
	struct pending *waiting = v->pending;
	uint32_t nr_pending = v->nr_pending, pc = v->pc;
	uint64_t path_len = v->path_len;
	enum vfy_mode mode = v->mode;
	struct kiln_why *why = v->why;
	struct probe p = { .body = b, .nr_frames = v->st.nr_frames, .left = 64 + b->nr * 16, .exact = exact };

	p.met = arena_array(v->a, b->last - b->first + 1, sizeof(p.met[0]));
	p.visits = arena_array(v->a, b->last - b->first + 1, 1);
	if (!p.met || !p.visits)
		return vfy_nomem(v);
	v->mode = MODE_PROBE;
	v->pending = NULL;
	v->why = NULL;
	probe_path(v, &p, false);
	while (v->pending && v->err != KILN_ERR_NOMEM) {
		v->err = KILN_OK;
		if (walk_resume(v))
			probe_path(v, &p, true);
	}
	v->mode = mode;
	v->pending = waiting;
	v->nr_pending = nr_pending;
	v->path_len = path_len;
	v->pc = pc;
	v->why = why;
	*back = p.left ? p.back : NULL;
	if (v->err == KILN_ERR_NOMEM)
		return false;
	v->err = KILN_OK;
	return true;
}

/* -- the guess ------------------------------------------------------------------------------------------------------- */

static void name_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	struct loop *l = arg;

	(void)v;
	if (now->type == old->type && !range_equal(now->r, old->r))
		now->rank = (struct rank){ .loop = l->nr, .place = (uint16_t)place };
}

/* ... and may prove something by how it does: what may be any number does not. */
static void name_bounded_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	if (!range_equal(now->r, range_unknown()))
		name_pair(v, old, now, place, arg);
}

/* What only falls stays below where it began. */
static void direct_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	const struct loop *l = arg;
	struct range r;

	(void)v;
	if (now->type != REG_NUMBER || old->type != REG_NUMBER || now->rank.loop != l->nr || now->rank.place != place)
		return;
	if (now->rank.hi < 0 && range_meet(now->r, range_bounded(0, old->r.umax), &r))
		now->r = r;
	if (now->rank.lo > 0 && range_meet(now->r, range_bounded(old->r.umin, UINT64_MAX), &r))
		now->r = r;
}

/* What left the bounds that it was let go to has none. arg: whether there was such. */
static void unbound_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	bool half = v->info[v->pc].tries == 1 && now->r.umax <= UINT32_MAX;

	(void)place;
	if ((now->type == REG_PACKET || now->type == REG_META || now->type == REG_NUMBER) && now->type == old->type &&
	    now->len < old->len) {
		now->len = 0;
		*(bool *)arg = true;
	}
	if (now->type != REG_NUMBER || old->type != REG_NUMBER || range_subset(now->r, old->r))
		return;
	now->r = range_with_low_bits(half ? range_load(4, false) : range_unknown(), now->r.t);
	*(bool *)arg = true;
}

/* A number that the comparisons leave wide, but that is compared for equality with one it is on its way to. */
static void limit_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	const struct loop *l = arg;

	(void)v;
	if (now->type != REG_NUMBER || old->type != REG_NUMBER || now->rank.loop != l->nr)
		return;
	if (now->r.umax - now->r.umin < INT32_MAX || (uint64_t)now->r.smax - (uint64_t)now->r.smin < INT32_MAX)
		return;
	for (uint32_t i = 0; i < l->nr_hints; i++) {
		uint64_t to = l->hint[i].value;
		struct range r;

		if (l->hint[i].place != place)
			continue;
		r = old->r.umax <= to	? range_bounded(old->r.umin, to)
		    : old->r.umin >= to ? range_bounded(to, old->r.umax)
					: now->r;
		if (range_meet(now->r, r, &r) && range_subset(old->r, r)) {
			now->r = r;
			return;
		}
	}
}

/* How many turns the value of a place allows, if it goes one way in its bounds. */
struct count {
	const struct loop *l;
	bool numbers; /* pointers have no bounds but those that they were let go to */
	uint64_t turns;
	uint32_t place;
};

static void turns_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	struct count *c = arg;
	int64_t step = now->rank.lo > 0 ? now->rank.lo : -(int64_t)now->rank.hi;
	struct range r;

	(void)v;
	if (now->type != old->type || now->rank.loop != c->l->nr || now->rank.place != place || step <= 0)
		return;
	if (c->numbers && now->type != REG_NUMBER)
		return;
	r = range_join(old->r, now->r);
	if (((uint64_t)r.smax - (uint64_t)r.smin) / (uint64_t)step < c->turns) {
		c->turns = ((uint64_t)r.smax - (uint64_t)r.smin) / (uint64_t)step;
		c->place = place;
	}
}

/* ... what goes on by what another has, which goes on itself. */
static bool sum_pair(struct vfy *v, const struct count *c, const struct vreg *old, const struct rank *k,
		     struct range *r)
{
	const struct vreg *by = place_reg(v, k->by - 1u);
	struct vreg came;

	return by && by->type == REG_NUMBER && by->rank.loop == k->loop && by->rank.place == k->by - 1 &&
	       pack_find(c->l->before, k->by - 1u, &came) &&
	       rank_summed(old, &came, by->rank.lo, by->rank.hi, k->more, c->turns, r);
}

/* What goes on beside that comes no further in so many turns. */
static void count_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	const struct count *c = arg;
	struct rank k = now->rank;
	uint32_t bits = k.lo == k.hi && k.lo ? (uint32_t)__builtin_ctz((uint32_t)k.lo) : 0;
	struct range r;

	(void)v;
	if (place == c->place || now->type != old->type || (c->numbers && now->type != REG_NUMBER) ||
	    now->off != old->off || k.loop != c->l->nr || k.place != place)
		return;
	if (!(k.by && sum_pair(v, c, old, &k, &r)) && !rank_counted(old, k.lo, k.hi, c->turns, bits, &r))
		return;
	if (!range_subset(r, range_join(old->r, now->r)))
		return;
	now->r = r;
	if ((now->type == REG_PACKET || now->type == REG_META) && r.smax + now->len < old->r.smin + old->len)
		now->len = (uint32_t)(old->r.smin + old->len - r.smax);
}

static void count_turns(struct vfy *v, struct loop *l, bool few)
{
	struct count c = { .l = l, .numbers = few, .turns = UINT64_MAX };

	pair_each(v, l->before, turns_pair, &c);
	if (c.turns < (few ? FEW_TURNS : UINT64_MAX))
		pair_each(v, l->before, count_pair, &c);
}

void loop_hint(struct vfy *v, const struct vreg *r, uint64_t value)
{
	struct loop *l = rank_open(v, &r->rank) ? v->loops[r->rank.loop] : NULL;

	if (!l || l->held || l->nr_hints == MAX_HINTS || r->rank.lo != r->rank.hi)
		return;
	l->hint[l->nr_hints].place = r->rank.place;
	l->hint[l->nr_hints++].value = value - (uint64_t)(int64_t)r->rank.lo;
}

/*
 * Zeros on the stack that the loop puts numbers over: they are such a number. (Where they are written whole, no matter by which
 * instruction, what they were is known byte by byte; a number that changes is known as one.)
 */
static void zeros_as_numbers(struct vfy *v, const struct body *b)
{
	const struct vreg number = { .type = REG_NUMBER };
	struct vframe *f = cur_frame(v);

	for (uint32_t pc = b->first; pc <= b->last; pc++) {
		const struct kiln_insn *insn = &v->p->insns[pc];
		const struct insn_row *row = &insn_rows[v->info[pc].op];
		uint32_t at = (uint32_t)-insn->off, size = row->width / 8, slot = (at - 1) / 8,
			 first = slot * 8 + 8 - at;

		if (row->form != FORM_STORE_REG || insn->dst != KILN_NR_REGS - 1 || insn->off >= 0 || size < 4 ||
		    first % size || slot >= NR_SLOTS || !(f->used >> slot & 1) || f->slot[slot].len[0] ||
		    f->slot[slot].len[1])
			continue;
		pair_zeros(&number, &f->slot[slot], first / 4, size);
	}
}

static struct loop *loop_new(struct vfy *v)
{
	struct loop *l;

	if (!v->loops)
		v->loops = arena_array(v->a, MAX_LOOPS, sizeof(v->loops[0]));
	if (!v->loops || v->nr_loops + 1 >= MAX_LOOPS)
		return NULL;
	l = arena_alloc(v->a, sizeof(*l));
	if (!l)
		return NULL;
	l->guess = arena_array(v->a, KILN_MAX_FRAMES, sizeof(l->guess[0]));
	l->nr = (uint16_t)++v->nr_loops;
	l->open = true; /* values may be named by it while it is looked at */
	v->loops[l->nr] = l;
	return l->guess ? l : NULL;
}

/* Bounds are taken to matter of what the loop uses or changes, where there are any. */
static void guess_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	struct loop *l = arg;
	struct need *n = &l->guess[place >> 8];
	uint32_t part = place & 0xff;

	(void)old;
	if (now->type != REG_NUMBER || range_equal(now->r, range_unknown()))
		return;
	if (part >= PLACE_SLOT && now->rank.loop == l->nr)
		n->slot_exact |= (uint64_t)1 << (part - PLACE_SLOT) / 2;
	else if (part < PLACE_SLOT &&
		 (now->rank.loop == l->nr || ((place >> 8) == cur_frame_nr(v) && n->live >> part & 1)))
		n->exact |= (uint16_t)(1u << part);
}

static void make_guess(struct vfy *v, struct loop *l, uint16_t used)
{
	l->guess[cur_frame_nr(v)].live = used; /* for guess_pair() */
	pair_each(v, l->before, guess_pair, l);
	for (uint32_t f = 0; f < KILN_MAX_FRAMES; f++) {
		l->guess[f].live = 0xffff;
		l->guess[f].slot_live = UINT64_MAX;
	}
}

/* The state becomes what came back. False: nothing did. */
static bool take_back(struct vfy *v, const struct body *b, uint32_t exact)
{
	struct saved *back = NULL;

	if (!probe(v, b, exact, &back) || !back)
		return false;
	unpack_state(v, back);
	pack_free(v, back);
	return true;
}

/* What comes back from the state with l's values let go. *grew: some left the bounds they were let go to, and have none now. */
static bool look_again(struct vfy *v, struct loop *l, const struct body *b, bool *grew)
{
	struct saved *wide;

	pair_each(v, l->before, name_pair, l);
	wide = pack_state(v);
	if (!wide || !take_back(v, b, VISITS_EXACT))
		return false;
	*grew = false;
	/* those that end where they are compared with, or have few turns for it, have not grown */
	pair_each(v, l->before, limit_pair, l);
	if (!b->own_turn && !b->calls)
		count_turns(v, l, true);
	pair_rebase(v, wide);
	pair_each(v, wide, unbound_pair, grew);
	pack_free(v, wide);
	return true;
}

/* What equals a number, or is so far from it, is in its bounds. */
static void share_bounds(struct vfy *v)
{
	for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++) {
		const struct vreg *r = reg_at(v, i);

		if (r->type == REG_NUMBER && r->id)
			reg_refine(v, i, r->r);
	}
}

/* Pointers hold what came, whatever an equal number says of them: the checker's states may not have that number. */
static void hold_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	(void)v, (void)place, (void)arg;
	if ((now->type == REG_PACKET || now->type == REG_META) && now->type == old->type && now->off == old->off)
		now->r = range_join(old->r, now->r);
}

/* False: no guess can be made. The state is then of no use. */
static bool find_invariant(struct vfy *v, struct loop *l, const struct body *b)
{
	bool grew;

	if (!take_back(v, b, 0) || !state_join(v, l->before, NULL))
		return false;
	pair_each(v, l->before, loosen_pair, NULL);
	if (!look_again(v, l, b, &grew))
		return false;
	if (grew && (!state_join(v, l->before, NULL) || !look_again(v, l, b, &grew)))
		return false;
	pair_each(v, l->before, limit_pair, l);
	if (!v->info[v->pc].tries) /* unless it goes round, which this does not see */
		pair_each(v, l->before, direct_pair, l);
	if (!b->own_turn && !b->calls)
		count_turns(v, l, false);
	if (!state_join(v, l->before, NULL))
		return false;
	share_bounds(v);
	pair_each(v, l->before, hold_pair, NULL);
	pair_each(v, l->before, name_bounded_pair, l);
	return true;
}

/*
 * *found: the state is an invariant of l, which begins here; else it is of no use. l->before is what came. What ends by itself
 * needs no value that goes one way. False: no memory.
 */
static bool look_ahead(struct vfy *v, struct loop *l, const struct body *b, bool *found)
{
	zeros_as_numbers(v, b);
	l->before = pack_state(v);
	if (!l->before)
		return false;
	*found = find_invariant(v, l, b) && (b->own_turn || b->calls || (rank_begin(v, l) && l->nr_candidates));
	return !v->err;
}

bool loop_try(struct vfy *v, bool *made)
{
	struct insn_info *in = &v->info[v->pc];
	const struct body *b = &v->bodies[in->body];
	struct loop *l;
	bool found;

	*made = false;
	if (in->tries >= MAX_TRIES)
		return true;
	l = b->turns ? NULL : loop_new(v);
	if (!l) {
		in->tries = MAX_TRIES;
		return true;
	}
	if (!look_ahead(v, l, b, &found))
		return false;
	if (!found) {
		l->open = false;
		in->tries++;
		unpack_state(v, l->before);
		return true;
	}
	make_guess(v, l, b->used);
	l->held = prune_keep(v, l, true);
	*made = true;
	if (l->held)
		l->in = l->held->node->in;
	return l->held != NULL;
}

/* What comes round to v->pc. */
static struct body body_here(const struct vfy *v)
{
	const struct insn_info *in = &v->info[v->pc];
	struct body b = { 0 };

	if (in->body)
		b = v->bodies[in->body];
	b.head = v->pc;
	b.calls = cfg_calls_back(v, v->pc);
	if (b.calls) {
		b.first = b.last = v->pc;
		b.nr = v->p->nr_insns;
	}
	return b;
}

bool loop_guess(struct vfy *v, struct saved **given)
{
	const struct body b = body_here(v);
	struct loop *l = loop_new(v);
	bool found;

	if (!l)
		return vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "more loops than %u", MAX_LOOPS);
	if (!look_ahead(v, l, &b, &found))
		return false;
	*given = found ? pack_state(v) : NULL;
	if (v->err)
		return false;
	unpack_state(v, l->before);
	pack_free(v, l->before);
	v->loops[l->nr] = NULL; /* the checker makes its own */
	if (!found)
		return vfy_refuse(v, KILN_REASON_TOO_COMPLEX, "no invariant of this loop was found");
	(*given)->pc = v->pc;
	(*given)->loop_nr = b.own_turn || b.calls ? 0 : l->nr;
	return true;
}

/* -- back at the head ------------------------------------------------------------------------------------------------- */

static bool redo(struct vfy *v, struct node *n, bool failed)
{
	v->redo = n;
	v->redo_failed = failed;
	return false;
}

bool loop_return(struct vfy *v, struct node *n)
{
	struct loop *l = n->loop;

	pair_rebase(v, l->held);
	if (!same_iterators(v, l->held) || !state_match(v, l->held, HOW_TURN, l->guess) || !rank_return(v, l))
		return redo(v, n, true);
	if (n->id < v->node->low)
		v->node->low = n->id;
	return true;
}

bool loop_done(struct vfy *v, struct node *n)
{
	struct loop *l = n->loop;
	bool grew = false;

	if (l->join)
		return true;
	n->run = rank_end(l, n->run);
	if (n->run >= MAX_RUN)
		return redo(v, n, true);
	for (uint32_t f = 0; l->returned && f < n->nr_frames; f++) {
		grew |= n->need[f].exact & ~l->guess[f].exact || n->need[f].slot_exact & ~l->guess[f].slot_exact;
		l->guess[f].exact |= n->need[f].exact;
		l->guess[f].slot_exact |= n->need[f].slot_exact;
	}
	return !grew || redo(v, n, false);
}

/* Everything that was begun after n is let go. */
static void unwind(struct vfy *v, struct node *n)
{
	while (v->pending && v->pending->node && v->pending->node->id > n->id) {
		struct pending *p = v->pending;

		v->pending = p->next;
		v->nr_pending--;
		pack_free(v, p->saved);
		vfy_put(v, p, sizeof(*p));
	}
	while (v->node && v->node->id > n->id) {
		struct node *up = v->node->parent;

		if (v->node->loop)
			v->node->loop->open = false;
		path_node_free(v, v->node);
		v->node = up;
	}
	prune_forget_after(v, n->id);
	v->nr_steps = n->end;
	v->path_len = n->at;
}

static bool may_redo(const struct vfy *v)
{
	return v->err != KILN_ERR_NOMEM && v->err != KILN_ERR_FORMAT && !v->again && v->mode == MODE_EXPLORE;
}

/* The invariant does not do: the state that came to the head goes on from there. */
static void give_up(struct vfy *v, struct node *n)
{
	struct loop *l = n->loop;

	if (l->join)
		v->info[n->pc].apart++;
	else
		v->info[n->pc].tries++;
	l->open = false;
	v->entry->tape.nr = l->event;
	v->node = n->parent;
	unpack_state(v, l->before);
	prune_forget_after(v, n->id - 1);
	path_node_free(v, n);
}

/* The same once more, with what it was found to need. */
static bool begin_again(struct vfy *v, struct node *n)
{
	struct loop *l = n->loop;

	v->entry->tape.nr = l->event + 1;
	v->node = n;
	path_node_again(n);
	unpack_state(v, l->held);
	v->visited = true;
	l->returned = false;
	return rank_begin(v, l);
}

bool loop_redo(struct vfy *v)
{
	struct node *n = v->redo;
	bool failed = !n || v->redo_failed;

	if (!may_redo(v))
		return false;
	for (n = n ? n : v->node; n && !n->loop;)
		n = n->parent;
	if (!n)
		return false;
	v->redo = NULL;
	v->err = KILN_OK;
	if (v->why)
		*v->why = (struct kiln_why){ 0 };
	v->pc = n->pc;
	unwind(v, n);
	if (!failed)
		return begin_again(v, n);
	give_up(v, n);
	return true;
}
