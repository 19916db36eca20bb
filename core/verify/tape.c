/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tape.c - what the exploration tells the checker: what it did at each place where states are compared.
 *
 * Overview     a state is given where a path ended at it, and no more of it than the paths from it need (path.c): registers and
 *              slots that are read, bounds that matter. So it holds each state that was found to be no worse.
 * Trust        none is needed: see certify.c.
 */
#include "verify/state.h"

bool tape_add(struct vfy *v, enum event_kind kind, struct saved *s)
{
	struct tape *t = &v->entry->tape;

	if (t->nr == t->cap) {
		uint32_t cap = t->cap ? t->cap * 2 : 64;
		struct event *e = arena_array(v->a, cap, sizeof(*e));

		if (!e)
			return vfy_nomem(v);
		if (t->nr)
			memcpy(e, t->event, t->nr * sizeof(*e));
		t->event = e;
		t->cap = cap;
	}
	t->event[t->nr++] = (struct event){ (uint8_t)kind, s };
	return true;
}

/* What is known of loops matters only for those to which some path from here goes back; and for the one that begins here. */
struct ranks {
	const struct vfy *v;
	uint32_t low, of;
};

static void loosen_reg(struct vreg *r, bool exact, const struct ranks *ranks, struct range any)
{
	if (r->type == REG_NUMBER && !exact) {
		r->r = any;
		r->id = 0;
		r->delta = 0;
		r->len = 0;
		r->flags = 0;
		r->rank.half |= r->rank.loop != ranks->of; /* how much of it is kept depends on bounds */
	}
	if (r->rank.loop && r->rank.loop != ranks->of && ranks->v->loops[r->rank.loop]->id < ranks->low)
		r->rank = (struct rank){ 0 };
}

static void loosen_slot(struct vslot *s, bool exact, const struct ranks *ranks)
{
	for (uint32_t i = 0; i < 8 && !exact; i++)
		if (s->byte[i] == BYTE_ZERO)
			s->byte[i] = BYTE_DATA;
	for (uint32_t h = 0; h < 2; h++)
		if (s->len[h])
			loosen_reg(&s->spill[h], exact, ranks, range_load(s->len[h], false));
}

static void loosen_frame(struct vframe *f, const struct need *need, const struct ranks *ranks)
{
	for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++) {
		if (!(need->live >> i & 1))
			f->reg[i] = (struct vreg){ .type = REG_NONE };
		else
			loosen_reg(&f->reg[i], need->exact >> i & 1, ranks, range_unknown());
	}
	f->used &= need->slot_live | f->objects;
	for (uint64_t used = f->used; used; used &= used - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(used);

		loosen_slot(&f->slot[i], need->slot_exact >> i & 1, ranks);
	}
}

/* low: the oldest node to which some path from s goes back, others' paths included. */
static struct saved *give(struct vfy *v, const struct saved *s, uint32_t low)
{
	struct ranks ranks = { v, low, s->loop ? s->loop->nr : 0 };
	struct saved *given;

	unpack_state(v, s);
	for (uint32_t f = 0; f < s->nr_frames; f++)
		loosen_frame(v->st.frame[f], &s->need[f], &ranks);
	given = pack_state(v);
	if (!given)
		return NULL;
	given->pc = s->pc;
	given->loop_nr = s->loop ? s->loop->nr : 0;
	return given;
}

bool tape_finish(struct vfy *v)
{
	struct tape *t = &v->entry->tape;
	uint32_t *low = arena_array(v->a, v->nr_nodes + 1u, sizeof(*low));

	if (!low)
		return vfy_nomem(v);
	for (uint32_t i = 0; i < t->nr; i++) {
		struct event *e = &t->event[i];
		const struct saved *s = e->saved;

		if (e->kind == EVENT_KEPT) {
			low[s->id] = s->low && s->low < s->id ? low[s->low] : s->id;
			if (!low[s->id])
				low[s->id] = s->low;
			if (!e->saved->used || !e->saved->need) {
				e->kind = EVENT_PASSED;
				continue;
			}
			e->saved->given = give(v, s, low[s->id]);
			if (!e->saved->given)
				return false;
		}
		if (e->kind != EVENT_PASSED)
			e->saved = e->saved->given;
		if (e->kind == EVENT_ENDED && !e->saved)
			return vfy_refuse(v, KILN_REASON_INTERNAL, "a path ends at a state that was let go");
	}
	return true;
}
