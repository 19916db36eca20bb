/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * object.c - what lies on the stack and belongs to helpers: dynptrs and iterators.
 *
 * Overview     such an object takes one or two whole slots, all bytes of which are BYTE_OBJECT; spill[0] of each says what it is. Helpers make it, use it and end it, by a pointer to its first byte. Programs
 *              may neither read its bytes nor write a part of them; one that is held (vstate.ref) may not be written at all.
 *              To write any other ends it: its bytes are unset then, and what was got from it is no value any more.
 * Invariant    vframe.objects has a bit for each slot of an object. Objects are never left out when states are compared, whether
 *              they are used later or not: what is written over one matters too.
 */
#include "verify/state.h"

static uint32_t slot_of(int64_t at)
{
	return (uint32_t)(-at - 1) / 8;
}

/* The bits of an object of nr slots that begins in slot first: the one with the highest number. */
static uint64_t bits_of(uint32_t first, uint32_t nr)
{
	return ((UINT64_C(1) << nr) - 1) << (first + 1 - nr);
}

bool object_place(struct vfy *v, uint32_t nr, uint32_t slots, uint32_t *first)
{
	const struct vreg *r = reg_at(v, nr);
	int64_t at = r->off + r->r.smin;

	if (r->type != REG_STACK || !range_is_const(r->r) || at % 8 || at < -(int64_t)KILN_FRAME_SIZE ||
	    at > -8 * (int64_t)slots)
		return false;
	*first = slot_of(at);
	return true;
}

struct vreg *object_there(struct vfy *v, uint32_t nr, enum reg_type type, uint32_t slots)
{
	struct vframe *f;
	struct vreg *o;
	uint32_t first;

	if (!object_place(v, nr, slots, &first))
		return NULL;
	f = v->st.frame[reg_at(v, nr)->frame];
	if (!(f->objects >> first & 1))
		return NULL;
	o = &f->slot[first].spill[0];
	return o->type == type && !o->frame ? o : NULL;
}

struct vreg *object_at(struct vfy *v, uint32_t nr, enum reg_type type, uint32_t slots)
{
	struct vreg *o = object_there(v, nr, type, slots);
	uint32_t first;

	if (!o || !object_place(v, nr, slots, &first))
		return NULL;
	return path_read(v, reg_at(v, nr)->frame, bits_of(first, slots), false) ? o : NULL;
}

/* The slots of the object that slot i is a part of. */
static uint64_t all_of(const struct vframe *f, uint32_t i)
{
	const struct vreg *o = &f->slot[i].spill[0];

	return bits_of(i + o->frame, o->type == REG_DYNPTR ? DYNPTR_SLOTS : (o->map & 0xff) / 8);
}

/* Its bytes are unset from now on. */
static bool forget(struct vfy *v, uint32_t frame, uint64_t slots)
{
	struct vframe *f = v->st.frame[frame];

	for (uint64_t left = slots; left; left &= left - 1) {
		struct vslot *s = &f->slot[__builtin_ctzll(left)];

		memset(s->byte, BYTE_NONE, sizeof(s->byte));
		s->len[0] = s->len[1] = 0;
	}
	f->objects &= ~slots;
	f->used &= ~slots;
	return path_write(v, frame, slots, true);
}

bool object_end(struct vfy *v, uint32_t ref)
{
	for (uint32_t i = 0; i < v->st.nr_frames; i++) {
		struct vframe *f = v->st.frame[i];

		for (uint64_t left = f->objects; left; left &= left - 1) {
			uint32_t slot = (uint32_t)__builtin_ctzll(left);

			if (f->slot[slot].spill[0].ref == ref && !forget(v, i, (uint64_t)1 << slot))
				return false;
		}
	}
	reg_release(v, ref);
	return true;
}

bool object_overwrite(struct vfy *v, uint32_t frame, uint64_t slots)
{
	struct vframe *f = v->st.frame[frame];

	for (uint64_t left; (left = f->objects & slots);) {
		uint32_t slot = (uint32_t)__builtin_ctzll(left);
		const struct vreg *o = &f->slot[slot].spill[0];
		uint32_t ref = o->ref;

		if (ref_held(v, ref))
			return vfy_refuse(v, KILN_REASON_OBJECT_HELD,
					  "the stack at r10%d is overwritten, where %s is that must be given back",
					  -8 * ((int32_t)slot + o->frame + 1), reg_type_name(o));
		if (!forget(v, frame, all_of(f, slot)))
			return false;
		reg_release(v, ref);
	}
	return true;
}

bool object_new(struct vfy *v, uint32_t nr, uint32_t slots, struct vreg what)
{
	uint32_t frame = reg_at(v, nr)->frame, first;
	struct vframe *f = v->st.frame[frame];
	uint64_t bits;

	if (!object_place(v, nr, slots, &first) || !stack_reach(v, frame, -8 * ((int32_t)first + 1)))
		return false;
	bits = bits_of(first, slots);
	if (!object_overwrite(v, frame, bits) || !path_write(v, frame, bits, true))
		return false;
	for (uint32_t i = 0; i < slots; i++) {
		struct vslot *s = &f->slot[first - i];

		memset(s->byte, BYTE_OBJECT, sizeof(s->byte));
		s->len[0] = 8;
		s->len[1] = 0;
		s->spill[0] = what;
		s->spill[0].frame = (uint8_t)i;
	}
	f->objects |= bits;
	f->used |= bits;
	return true;
}
