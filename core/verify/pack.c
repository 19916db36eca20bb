/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pack.c - states that are kept: those of branches that wait, and those to compare with.
 *
 * Overview     the frames one after the other; of each, the registers that have a value and the slots that are in use.
 * Cost         in bytes: 88 a register, 16 a slot, 88 a spilled register.
 */
#include "verify/state.h"

static uint16_t regs_set(const struct vframe *f)
{
	uint16_t mask = 0;

	for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++)
		if (f->reg[i].type || f->reg[i].flags)
			mask |= (uint16_t)(1u << i);
	return mask;
}

static uint32_t frame_len(const struct vframe *f, uint16_t regs)
{
	uint32_t len = (uint32_t)(sizeof(struct saved_frame) + bits_set(regs) * sizeof(struct vreg));

	for (uint64_t used = f->used; used; used &= used - 1) {
		const struct vslot *s = &f->slot[__builtin_ctzll(used)];

		len += (uint32_t)(sizeof(struct saved_slot) +
				  (uint32_t)((s->len[0] != 0) + (s->len[1] != 0)) * sizeof(struct vreg));
	}
	return len;
}

static uint8_t *pack_frame(uint8_t *at, const struct vframe *f, uint16_t regs)
{
	struct saved_frame head = { .sub = f->sub,
				    .call_pc = f->call_pc,
				    .turn_of = f->turn_of,
				    .serial = f->serial,
				    .gone = f->gone,
				    .regs = regs,
				    .kind = f->kind,
				    .dry = f->dry,
				    .used = f->used,
				    .objects = f->objects,
				    .helper = f->helper };

	memcpy(at, &head, sizeof(head));
	at += sizeof(head);
	for (; regs; regs &= (uint16_t)(regs - 1), at += sizeof(struct vreg))
		memcpy(at, &f->reg[__builtin_ctz(regs)], sizeof(struct vreg));
	for (uint64_t used = f->used; used; used &= used - 1) {
		const struct vslot *s = &f->slot[__builtin_ctzll(used)];
		struct saved_slot ss = { .len = { s->len[0], s->len[1] } };

		memcpy(ss.byte, s->byte, sizeof(ss.byte));
		memcpy(at, &ss, sizeof(ss));
		at += sizeof(ss);
		for (uint32_t h = 0; h < 2; h++)
			if (s->len[h]) {
				memcpy(at, &s->spill[h], sizeof(struct vreg));
				at += sizeof(struct vreg);
			}
	}
	return at;
}

struct saved *pack_state(struct vfy *v)
{
	struct vstate *st = &v->st;
	uint16_t regs[KILN_MAX_FRAMES];
	uint32_t len = sizeof(struct saved);
	struct saved *s;
	uint8_t *at;

	for (uint32_t f = 0; f < st->nr_frames; f++) {
		regs[f] = regs_set(st->frame[f]);
		len += frame_len(st->frame[f], regs[f]);
	}
	s = vfy_get(v, len);
	if (!s)
		return NULL;
	memset(s, 0, offsetof(struct saved, ref)); /* of the references, only those that are held have values */
	s->len = len;
	v->moved += len;
	s->nr_frames = st->nr_frames;
	s->nr_refs = st->nr_refs;
	s->turns = st->turns;
	s->turn_of = st->turn_of;
	s->serial = st->frame[st->nr_frames - 1]->serial;
	s->gone = st->frame[st->nr_frames - 1]->gone;
	s->lock_map = st->lock_map;
	s->lock_id = st->lock_id;
	memcpy(s->ref, st->ref, st->nr_refs * sizeof(s->ref[0]));
	at = (uint8_t *)s->bytes;
	for (uint32_t f = 0; f < st->nr_frames; f++)
		at = pack_frame(at, st->frame[f], regs[f]);
	return s;
}

/* Frame i exists; its contents are whatever they were. */
bool frame_ready(struct vfy *v, uint32_t i)
{
	if (!v->st.frame[i])
		v->st.frame[i] = arena_alloc(v->a, sizeof(struct vframe));
	return v->st.frame[i] || vfy_nomem(v);
}

bool frame_slots(struct vfy *v, struct vframe *f, uint32_t i)
{
	uint32_t nr = f->nr_slots ? f->nr_slots : 8;
	struct vslot *slot;

	if (i < f->nr_slots)
		return true;
	while (nr <= i)
		nr *= 2;
	slot = arena_array(v->a, nr, sizeof(*slot));
	if (!slot)
		return vfy_nomem(v);
	if (f->nr_slots)
		memcpy(slot, f->slot, f->nr_slots * sizeof(*slot));
	f->slot = slot;
	f->nr_slots = nr;
	return true;
}

static const uint8_t *unpack_frame(const uint8_t *at, struct vframe *f, uint32_t nr)
{
	struct saved_frame head;

	memcpy(&head, at, sizeof(head));
	at += sizeof(head);
	f->sub = head.sub;
	f->call_pc = head.call_pc;
	f->turn_of = head.turn_of;
	f->serial = head.serial;
	f->gone = head.gone;
	f->kind = head.kind;
	f->dry = head.dry;
	f->helper = head.helper;
	f->used = head.used;
	f->objects = head.objects;
	for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++) {
		if (!(head.regs >> i & 1)) {
			f->reg[i].type = REG_NONE;
			f->reg[i].flags = 0;
			continue;
		}
		memcpy(&f->reg[i], at, sizeof(struct vreg));
		at += sizeof(struct vreg);
	}
	f->reg[10] = reg_pointer(REG_STACK);
	f->reg[10].frame = (uint8_t)nr;
	for (uint64_t used = head.used; used; used &= used - 1) {
		struct vslot *s = &f->slot[__builtin_ctzll(used)];
		struct saved_slot ss;

		memcpy(&ss, at, sizeof(ss));
		at += sizeof(ss);
		memcpy(s->byte, ss.byte, sizeof(s->byte));
		for (uint32_t h = 0; h < 2; h++) {
			s->len[h] = ss.len[h];
			if (!ss.len[h])
				continue;
			memcpy(&s->spill[h], at, sizeof(struct vreg));
			at += sizeof(struct vreg);
		}
	}
	return at;
}

/* Its frames were ready when it was packed. */
void unpack_state(struct vfy *v, const struct saved *s)
{
	struct vstate *st = &v->st;
	const uint8_t *at = (const uint8_t *)s->bytes;

	v->moved += s->len;
	st->nr_frames = s->nr_frames;
	st->nr_refs = s->nr_refs;
	st->turns = s->turns;
	st->turn_of = s->turn_of;
	st->lock_map = s->lock_map;
	st->lock_id = s->lock_id;
	memcpy(st->ref, s->ref, s->nr_refs * sizeof(s->ref[0]));
	for (uint32_t f = 0; f < s->nr_frames; f++)
		at = unpack_frame(at, st->frame[f], f);
}

static const uint8_t *each_in_frame(const uint8_t *at, uint32_t frame, saved_fn *fn, void *arg)
{
	struct saved_frame head;
	struct vreg r;

	memcpy(&head, at, sizeof(head));
	at += sizeof(head);
	for (uint16_t regs = head.regs; regs; regs &= (uint16_t)(regs - 1), at += sizeof(r)) {
		memcpy(&r, at, sizeof(r));
		fn(&r, frame << 8 | (PLACE_REG + (uint32_t)__builtin_ctz(regs)), 0, arg);
	}
	for (uint64_t used = head.used; used; used &= used - 1) {
		struct saved_slot ss;

		memcpy(&ss, at, sizeof(ss));
		at += sizeof(ss);
		for (uint32_t h = 0; h < 2; h++) {
			if (!ss.len[h])
				continue;
			memcpy(&r, at, sizeof(r));
			at += sizeof(r);
			fn(&r, frame << 8 | (PLACE_SLOT + (uint32_t)__builtin_ctzll(used) * 2 + h), ss.len[h], arg);
		}
	}
	return at;
}

void pack_each(const struct saved *s, saved_fn *fn, void *arg)
{
	const uint8_t *at = (const uint8_t *)s->bytes;

	for (uint32_t f = 0; f < s->nr_frames; f++)
		at = each_in_frame(at, f, fn, arg);
}

struct find {
	uint32_t place;
	bool found;
	struct vreg *out;
};

static void find_one(const struct vreg *r, uint32_t place, uint32_t len, void *arg)
{
	struct find *f = arg;

	(void)len;
	if (place != f->place)
		return;
	*f->out = *r;
	f->found = true;
}

bool pack_find(const struct saved *s, uint32_t place, struct vreg *out)
{
	struct find f = { .place = place, .out = out };

	pack_each(s, find_one, &f);
	return f.found;
}

void pack_free(struct vfy *v, struct saved *s)
{
	if (s->need)
		vfy_put(v, s->need, s->nr_frames * sizeof(struct need));
	vfy_put(v, s, s->len);
}
