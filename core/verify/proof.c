/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * proof.c - what the checker needs, as bytes: made where the program is explored, read where it is only checked.
 *
 * Form         numbers of 1, 2, 4 or 8 bytes, little-endian, one after the other. A head; then for each entry point that was explored
 *              its identity, the given states, and the tape. One function a part says what it holds, and serves both ways.
 * Trust        the bytes are hostile. What is read is bounded here; whether it is true the checker finds out.
 * Cost         linear in the bytes. Memory: the load's arena; writing takes what the program keeps.
 * See          docs/proof.md
 */
#include "base/vm.h"
#include "verify/state.h"

enum { PROOF_VERSION = 2, MAX_STATES = 1 << 20, MAX_ID = 1 << 30 };
static const uint8_t magic[4] = { 'K', 'P', 'R', 'F' };

/* Bytes that are counted (p NULL), written, or read. */
struct bytes {
	struct vfy *v;
	uint8_t *p;
	const uint8_t *from;
	size_t at, len;
	bool bad;
};

static uint64_t number(struct bytes *b, uint64_t v, uint32_t size)
{
	if (b->bad || size > b->len - b->at) {
		b->bad = true;
		return 0;
	}
	if (b->from)
		v = 0;
	for (uint32_t i = 0; i < size; i++) {
		if (b->from)
			v |= (uint64_t)b->from[b->at + i] << 8 * i;
		else if (b->p)
			b->p[b->at + i] = (uint8_t)(v >> 8 * i);
	}
	b->at += size;
	return v;
}

/* field = what stands there, or it is what is put there. */
#define PART(b, field, type) ((field) = (type)number(b, (uint64_t)(field), sizeof(type)))

static void must(struct bytes *b, bool right)
{
	b->bad |= !right;
}

/* -- values ----------------------------------------------------------------------------------------------------------- */

static void range_part(struct bytes *b, struct range *r)
{
	PART(b, r->t.value, uint64_t);
	PART(b, r->t.mask, uint64_t);
	PART(b, r->umin, uint64_t);
	PART(b, r->umax, uint64_t);
	PART(b, r->smin, int64_t);
	PART(b, r->smax, int64_t);
	PART(b, r->u32min, uint32_t);
	PART(b, r->u32max, uint32_t);
	PART(b, r->s32min, int32_t);
	PART(b, r->s32max, int32_t);
	if (!b->from)
		return;
	must(b, !(r->t.value & r->t.mask) && r->umin <= r->umax && r->smin <= r->smax && r->u32min <= r->u32max &&
			r->s32min <= r->s32max);
	must(b, b->bad || range_sync(r));
}

static void rank_part(struct bytes *b, struct rank *r)
{
	PART(b, r->loop, uint16_t);
	PART(b, r->place, uint16_t);
	PART(b, r->half, uint8_t);
	PART(b, r->lo, int32_t);
	PART(b, r->hi, int32_t);
	PART(b, r->by, uint16_t);
	PART(b, r->more, int32_t);
	must(b, r->more >= -MAX_STEP && r->more <= MAX_STEP);
	must(b, r->loop < MAX_LOOPS && r->lo <= r->hi && r->lo >= -MAX_STEP && r->hi <= MAX_STEP);
}

/* What stands there of a register; the rest is as it is in most. */
enum reg_has { HAS_RANK = 1, HAS_ID = 2, HAS_PLACE = 4, HAS_RANGE = 8, HAS_CONST = 16 };

static uint8_t reg_has(const struct vreg *r)
{
	uint8_t has = (uint8_t)((r->rank.loop ? HAS_RANK : 0) | (r->id || r->ref ? HAS_ID : 0) |
				(r->frame || r->off || r->len || r->map ? HAS_PLACE : 0));

	if (range_is_const(r->r))
		return has | HAS_CONST;
	return range_equal(r->r, range_unknown()) ? has : has | HAS_RANGE;
}

static void reg_parts(struct bytes *b, struct vreg *r, uint8_t has)
{
	uint64_t value = r->r.t.value;

	if (has & HAS_PLACE) {
		PART(b, r->frame, uint8_t);
		PART(b, r->off, int32_t);
		PART(b, r->len, uint32_t);
		PART(b, r->map, uint32_t);
	}
	if (has & HAS_ID) {
		PART(b, r->id, uint32_t);
		PART(b, r->delta, int32_t);
		PART(b, r->ref, uint32_t);
	}
	if (has & HAS_RANK)
		rank_part(b, &r->rank);
	if (has & HAS_RANGE)
		range_part(b, &r->r);
	else if (has & HAS_CONST)
		r->r = range_const(PART(b, value, uint64_t));
}

/* Flags that pointers have, and more that some have. */
enum { REG_POINTS = REG_NULLABLE | REG_INNER | REG_WRITABLE | REG_SLICE | REG_DRY };
static const uint8_t more_flags[REG_NR_TYPES] = {
	[REG_MEM] = REG_LENT | REG_LOOSE,
	[REG_DYNPTR] = REG_LENT,
	[REG_OBJECT] = REG_FOUND,
};

/* Others' ids are no names of what may be NULL. */
static bool may_be_null(uint8_t type)
{
	return type == REG_MAP || type == REG_VALUE || type == REG_MEM || type == REG_RECORD || type == REG_OBJECT ||
	       type == REG_SOCK || type == REG_LOCAL;
}

/* What is named from now on must not be taken for what a proof names. */
static void not_new(struct bytes *b, uint32_t id)
{
	if (b->from && id > b->v->next_id)
		b->v->next_id = id;
}

static void reg_part(struct bytes *b, struct vreg *r)
{
	const struct kiln_prog *p = b->v->p;
	uint8_t has = b->from ? 0 : reg_has(r);

	if (b->from)
		*r = reg_number(range_unknown());
	PART(b, has, uint8_t);
	PART(b, r->type, uint8_t);
	PART(b, r->flags, uint8_t);
	reg_parts(b, r, has);
	must(b, r->type > REG_NONE && r->type < REG_NR_TYPES && r->frame < KILN_MAX_FRAMES && r->id < MAX_ID &&
			r->ref < MAX_ID && r->off > -MAX_PTR_OFF && r->off < MAX_PTR_OFF);
	must(b, r->type == REG_ITER ? !(r->flags & ~REG_DRY)
				    : r->map <= p->nr_maps && (r->type == REG_MEM || !(r->flags & REG_DRY)));
	must(b, (r->type != REG_MAP && r->type != REG_VALUE) || r->map);
	must(b, b->bad || !r->map || !(r->flags & REG_INNER) || p->maps[r->map - 1]->inner);
	must(b, r->type != REG_FUNC || r->len < p->nr_subs);
	must(b, r->type != REG_SOCK || (r->len && r->len < KILN_NR_SOCKS));
	must(b, (r->type != REG_OBJECT && r->type != REG_PERCPU) || typed_is_object(b->v, r->len));
	must(b, r->type != REG_LOCAL || local_is(b->v, r->len));
	must(b, b->bad || !(r->flags & ~(r->type == REG_NUMBER ? REG_LOW32 : REG_POINTS | more_flags[r->type])));
	must(b, !(r->flags & REG_NULLABLE) || (r->id && may_be_null(r->type)));
	must(b, !r->ref || r->type > REG_META); /* those before it are of no object */
	must(b, r->delta > -MAX_PTR_OFF && r->delta < MAX_PTR_OFF);
	must(b, !r->delta || (r->id && !(r->flags & REG_LOW32) &&
			      (r->type == REG_NUMBER || r->type == REG_PACKET || r->type == REG_META)));
	not_new(b, r->id);
	not_new(b, r->ref);
}

static bool is_object(const struct vslot *s)
{
	bool all = s->len[0] == 8 && !s->len[1];

	for (uint32_t i = 0; i < 8; i++)
		all &= s->byte[i] == BYTE_OBJECT;
	return all;
}

/* Spilled bytes are where a spilled register says, and nowhere else. */
static bool slot_is_whole(const struct vslot *s)
{
	if (s->byte[0] == BYTE_OBJECT)
		return is_object(s);
	for (uint32_t h = 0; h < 2; h++)
		if (s->len[h] > (h ? 4 : 8))
			return false;
	if (s->len[0] > 4 && s->len[1])
		return false;
	for (uint32_t i = 0; i < 8; i++) {
		bool spilled = i < s->len[0] || (i >= 4 && i < 4u + s->len[1]);

		if (s->byte[i] > BYTE_SPILL || (s->byte[i] == BYTE_SPILL) != spilled)
			return false;
	}
	return true;
}

static void slot_part(struct bytes *b, struct vslot *s)
{
	for (uint32_t i = 0; i < 8; i++)
		PART(b, s->byte[i], uint8_t);
	for (uint32_t h = 0; h < 2; h++)
		PART(b, s->len[h], uint8_t);
	must(b, slot_is_whole(s));
	for (uint32_t h = 0; h < 2 && !b->bad; h++)
		if (s->len[h])
			reg_part(b, &s->spill[h]);
}

/* -- states ----------------------------------------------------------------------------------------------------------- */

static void frame_part(struct bytes *b, uint32_t nr)
{
	struct vfy *v = b->v;
	struct vframe *f = v->st.frame[nr];
	uint32_t helper = f->helper ? f->helper->id : 0;
	uint64_t objects = 0;
	uint16_t regs = 0;
	bool exists;

	PART(b, f->sub, uint32_t);
	PART(b, f->call_pc, uint32_t);
	PART(b, f->kind, uint8_t);
	PART(b, f->dry, uint8_t);
	PART(b, helper, uint32_t);
	PART(b, f->used, uint64_t);
	for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++)
		regs |= (uint16_t)((f->reg[i].type != REG_NONE) << i);
	PART(b, regs, uint16_t);
	must(b, f->sub < v->p->nr_subs && f->kind <= FRAME_CALLBACK && !(regs >> (KILN_NR_REGS - 1)));
	if (b->bad || (f->used && !frame_slots(v, f, 63 - (uint32_t)__builtin_clzll(f->used)))) {
		b->bad = true;
		return;
	}
	f->helper = helper ? rt_helper(v->kind, helper, &exists) : NULL;
	for (uint32_t i = 0; i < KILN_NR_REGS - 1 && !b->bad; i++) {
		if (regs >> i & 1)
			reg_part(b, &f->reg[i]);
		else
			f->reg[i] = (struct vreg){ .type = REG_NONE };
	}
	for (uint64_t used = f->used; used && !b->bad; used &= used - 1) {
		slot_part(b, &f->slot[__builtin_ctzll(used)]);
		if (f->slot[__builtin_ctzll(used)].byte[0] == BYTE_OBJECT)
			objects |= used & -used;
	}
	f->objects = objects;
}

/* The state that is worked on. */
static void state_part(struct bytes *b)
{
	struct vstate *st = &b->v->st;

	PART(b, st->nr_refs, uint32_t);
	PART(b, st->lock_map, uint32_t);
	PART(b, st->lock_id, uint32_t);
	PART(b, st->nr_frames, uint32_t);
	must(b, st->nr_refs <= MAX_REFS && st->nr_frames && st->nr_frames <= KILN_MAX_FRAMES && st->lock_id < MAX_ID);
	not_new(b, st->lock_id);
	for (uint32_t i = 0; !b->bad && i < st->nr_refs; i++) {
		PART(b, st->ref[i].id, uint32_t);
		not_new(b, st->ref[i].id);
		PART(b, st->ref[i].pc, uint32_t);
		must(b, st->ref[i].id < MAX_ID && st->ref[i].pc < b->v->p->nr_insns);
	}
	for (uint32_t f = 0; !b->bad && f < st->nr_frames; f++) {
		if (!frame_ready(b->v, f))
			b->bad = true;
		else
			frame_part(b, f);
	}
}

static void given_part(struct bytes *b, struct saved **given)
{
	struct saved *s = *given;
	uint32_t pc = s ? s->pc : 0, loop_nr = s ? s->loop_nr : 0;

	PART(b, pc, uint32_t);
	PART(b, loop_nr, uint32_t);
	must(b, pc < b->v->p->nr_insns && loop_nr < MAX_LOOPS);
	if (s)
		unpack_state(b->v, s);
	state_part(b);
	if (!b->from || b->bad)
		return;
	b->v->st.turns = b->v->st.turn_of = 0;
	*given = s = pack_state(b->v);
	must(b, s != NULL);
	if (!s)
		return;
	s->pc = pc;
	s->loop_nr = loop_nr;
}

/* -- tapes ------------------------------------------------------------------------------------------------------------ */

/* Given states in their order, and what is done: 0: on; 1: on from the next given state; 2 + i: the path ends at state i. */
static void write_tape(struct bytes *b, const struct tape *t)
{
	uint32_t nr_states = 0, nr_events = t->nr, at = 0;

	for (uint32_t i = 0; i < t->nr; i++)
		if (t->event[i].kind == EVENT_KEPT)
			t->event[i].saved->nr = nr_states++;
	PART(b, nr_states, uint32_t);
	PART(b, nr_events, uint32_t);
	for (uint32_t i = 0; i < t->nr; i++) {
		struct saved *s = t->event[i].saved;

		if (t->event[i].kind == EVENT_KEPT)
			given_part(b, &s);
	}
	for (; at < t->nr; at++) {
		const struct event *e = &t->event[at];
		uint32_t word = e->kind == EVENT_PASSED ? 0 : e->kind == EVENT_KEPT ? 1 : 2 + e->saved->nr;

		PART(b, word, uint32_t);
	}
}

static void read_tape(struct bytes *b, struct tape *t)
{
	uint32_t nr_states = 0, nr_events = 0, kept = 0;
	struct saved **state;

	PART(b, nr_states, uint32_t);
	PART(b, nr_events, uint32_t);
	must(b, nr_states <= MAX_STATES && nr_events <= (b->len - b->at) / 4);
	if (b->bad)
		return;
	state = arena_array(b->v->a, nr_states + 1u, sizeof(state[0]));
	t->event = arena_array(b->v->a, nr_events + 1u, sizeof(t->event[0]));
	t->nr = t->cap = nr_events;
	must(b, state && t->event);
	for (uint32_t i = 0; !b->bad && i < nr_states; i++)
		given_part(b, &state[i]);
	for (uint32_t i = 0; !b->bad && i < nr_events; i++) {
		uint32_t word = (uint32_t)number(b, 0, 4);
		struct event *e = &t->event[i];

		if (word == 1) {
			must(b, kept < nr_states);
			*e = (struct event){ EVENT_KEPT, b->bad ? NULL : state[kept++] };
		} else if (word) {
			must(b, word - 2 < nr_states);
			*e = (struct event){ EVENT_ENDED, b->bad ? NULL : state[word - 2] };
		}
	}
}

static void entry_part(struct bytes *b, struct entry *e)
{
	uint32_t helper = e->helper ? e->helper->id : 0;
	bool exists;

	PART(b, e->sub, uint32_t);
	PART(b, helper, uint32_t);
	PART(b, e->map, uint32_t);
	e->helper = helper ? rt_helper(b->v->kind, helper, &exists) : NULL;
	if (b->from)
		read_tape(b, &e->tape);
	else
		write_tape(b, &e->tape);
}

static void head_part(struct bytes *b)
{
	uint32_t version = PROOF_VERSION, nr_insns = b->v->p->nr_insns;

	for (uint32_t i = 0; i < sizeof(magic); i++)
		must(b, number(b, magic[i], 1) == magic[i] || !b->from);
	PART(b, version, uint32_t);
	PART(b, nr_insns, uint32_t);
	must(b, version == PROOF_VERSION && nr_insns == b->v->p->nr_insns);
}

static void write_all(struct bytes *b)
{
	head_part(b);
	for (struct entry *e = b->v->entries; e; e = e->next)
		if (e->tape.nr)
			entry_part(b, e);
}

/* The entries have been certified; their given states are as they were given. */
bool proof_write(struct vfy *v)
{
	struct bytes b = { .v = v, .len = SIZE_MAX };

	write_all(&b);
	v->p->proof = vm_alloc(v->p->k, b.at);
	if (!v->p->proof)
		return vfy_nomem(v);
	v->p->proof_len = b.at;
	b = (struct bytes){ .v = v, .p = v->p->proof, .len = b.at };
	write_all(&b);
	return true;
}

bool proof_read(struct vfy *v)
{
	struct bytes b = { .v = v, .from = v->opts->proof, .len = v->opts->proof_len };
	struct entry **at = &v->given;

	head_part(&b);
	while (!b.bad && b.at < b.len) {
		*at = arena_alloc(v->a, sizeof(**at));
		if (!*at)
			return vfy_nomem(v);
		entry_part(&b, *at);
		at = &(*at)->next;
	}
	if (v->err)
		return false;
	return !b.bad || vfy_refuse_at(v, -1, KILN_REASON_PROOF, "the proof cannot be read: byte %llu of %llu",
				       (unsigned long long)b.at, (unsigned long long)b.len);
}

void proof_for(struct vfy *v, struct entry *e)
{
	for (const struct entry *g = v->given; g; g = g->next)
		if (g->sub == e->sub && g->helper == e->helper && g->map == e->map) {
			e->tape = g->tape;
			return;
		}
}
