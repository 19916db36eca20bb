/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * iter.c - open-coded iterators: made, asked for the next thing until there is none, and destroyed, by three functions of a row each.
 *
 * Overview     an iterator is an object on the stack (object.c) that is held. A call for the next thing goes two ways: there is one,
 *              or NULL, and from then on always NULL (REG_DRY). What it gave is gone with the iterator.
 * Ends         a cycle through such a call uses up a thing of the iterator each time, so it ends by itself, like one through a
 *              may_goto (match.c: turn_used). But only as long as it is the same iterator: one that is made anew has all its
 *              things again. vref.serial tells them apart; no state that is kept or given changes it.
 */
#include "verify/state.h"

static uint32_t slots_of(uint16_t kind)
{
	return (kind & 0xffu) / 8;
}

/* The argument that is an iterator. */
static uint32_t iter_arg(const struct kiln_helper *h)
{
	for (uint32_t i = 0; i < 5; i++)
		if (h->arg[i] == KILN_ARG_ITERATOR)
			return i + 1;
	return 0;
}

static struct vreg *iter_find(struct vfy *v, const struct kiln_helper *h, uint32_t nr)
{
	struct vreg *it = object_there(v, nr, REG_ITER, slots_of(h->fixed[nr - 1]));

	return it && it->map == h->fixed[nr - 1] ? it : NULL;
}

bool iter_use(struct vfy *v, const struct kiln_helper *h, uint32_t nr, struct vreg *out)
{
	const struct vreg *it = iter_find(v, h, nr);

	if (!it)
		return vfy_refuse(v, KILN_REASON_ITER_ARG,
				  "%s(): r%u does not point to an iterator of its kind that was made on this path",
				  h->name, nr);
	*out = *it;
	return object_at(v, nr, REG_ITER, slots_of(h->fixed[nr - 1])) != NULL;
}

bool iter_room(struct vfy *v, const struct kiln_helper *h, uint32_t nr)
{
	uint32_t first;

	return object_place(v, nr, slots_of(h->fixed[nr - 1]), &first) ||
	       vfy_refuse(v, KILN_REASON_ITER_ROOM,
			  "%s(): r%u does not point to %u bytes of stack, aligned to 8, at a known offset", h->name, nr,
			  h->fixed[nr - 1] & 0xffu);
}

bool iter_make(struct vfy *v, const struct kiln_helper *h, uint32_t nr)
{
	struct vreg it = reg_pointer(REG_ITER);

	it.map = h->fixed[nr - 1];
	it.ref = reg_new_id(v);
	return ref_add(v, it.ref, reg_new_id(v)) && object_new(v, nr, slots_of(h->fixed[nr - 1]), it);
}

/* The slots of one iterator are changed together. */
static bool iter_change(struct vfy *v, const struct kiln_helper *h, bool dry)
{
	uint32_t nr = iter_arg(h), first;
	struct vframe *f = v->st.frame[reg_at(v, nr)->frame];

	if (!iter_find(v, h, nr) || !object_place(v, nr, slots_of(h->fixed[nr - 1]), &first))
		return vfy_refuse(v, KILN_REASON_INTERNAL, "%s(): the iterator is gone", h->name);
	for (uint32_t i = 0; i < slots_of(h->fixed[nr - 1]); i++) {
		struct vreg *it = &f->slot[first - i].spill[0];

		if (dry)
			it->flags |= REG_DRY;
		else
			it->len++;
	}
	return true;
}

bool iter_next(struct vfy *v, const struct kiln_helper *h, const struct vreg *it, struct vreg *r)
{
	if (it->flags & REG_DRY) {
		*r = reg_number(range_const(0));
		return true;
	}
	if (!path_fork(v, PEND_ITER_END) || !iter_change(v, h, false))
		return false;
	v->st.turns++;
	*r = reg_pointer(REG_MEM);
	r->len = h->ret_len;
	r->ref = it->ref;
	return true;
}

bool iter_ended(struct vfy *v, const struct kiln_helper *h)
{
	if (!iter_change(v, h, true))
		return false;
	for (uint32_t i = 1; i <= 5; i++)
		*reg_at(v, i) = (struct vreg){ .type = REG_NONE };
	*reg_at(v, 0) = reg_number(range_const(0));
	return true;
}

uint32_t iter_turn(struct vfy *v, const struct kiln_helper *h)
{
	const struct vreg *it = iter_find(v, h, iter_arg(h));

	return it && !(it->flags & REG_DRY) ? ref_serial(v, it->ref) : 0;
}
