/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * dynptr.c - dynptrs as arguments and results of helpers.
 *
 * Overview     a dynptr is an object on the stack (object.c) with a ref: it is held where it stands for a ring buffer's record, which
 *              must be given back. Memory that a helper gives out of a dynptr has the same ref, and is gone with it; memory of a
 *              packet is gone, too, when the packet moves. Where its bytes are is checked when the program runs.
 */
#include "verify/state.h"

static bool of_packet(const struct vreg *d)
{
	return !d->len || d->len == KILN_DYNPTR_SKB || d->len == KILN_DYNPTR_XDP;
}

/* What register nr points to, or NULL. */
static const struct vreg *dynptr_at(struct vfy *v, uint32_t nr)
{
	return reg_at(v, nr)->type == REG_DYNPTR ? reg_at(v, nr) : object_at(v, nr, REG_DYNPTR, DYNPTR_SLOTS);
}

bool dynptr_is(struct vfy *v, uint32_t nr)
{
	return dynptr_at(v, nr) != NULL;
}

/* It may be a packet's, and is given back by somebody else. */
struct vreg dynptr_any(struct vfy *v)
{
	struct vreg d = reg_pointer(REG_DYNPTR);

	d.ref = reg_new_id(v);
	return d;
}

struct vreg dynptr_local(struct vfy *v)
{
	struct vreg d = dynptr_any(v);

	d.len = KILN_DYNPTR_LOCAL;
	return d;
}

bool dynptr_use(struct vfy *v, const struct kiln_helper *h, uint32_t nr, struct vreg *out)
{
	const struct vreg *d = dynptr_at(v, nr);

	if (!d)
		return v->err ? false
			      : vfy_refuse(v, KILN_REASON_DYNPTR_ARG,
					   "%s(): r%u does not point to a dynptr that was made on this path", h->name,
					   nr);
	if (h->fixed[nr - 1] && d->len != h->fixed[nr - 1])
		return vfy_refuse(v, KILN_REASON_DYNPTR_KIND, "%s(): the dynptr in r%u is of another kind", h->name,
				  nr);
	if (!out->type)
		*out = *d;
	return true;
}

bool dynptr_room(struct vfy *v, const struct kiln_helper *h, uint32_t nr)
{
	uint32_t first;

	return object_place(v, nr, DYNPTR_SLOTS, &first) ||
	       vfy_refuse(v, KILN_REASON_DYNPTR_ROOM,
			  "%s(): r%u does not point to %u bytes of stack, aligned to 8, at a known offset", h->name, nr,
			  KILN_DYNPTR_LEN);
}

bool dynptr_make(struct vfy *v, const struct kiln_helper *h, uint32_t nr, const struct vreg *from)
{
	struct vreg d = reg_pointer(REG_DYNPTR);

	if (from->flags & REG_LENT)
		return vfy_refuse(v, KILN_REASON_DYNPTR_KIND, "%s(): the dynptr is gone when the callback ends",
				  h->name);
	d.len = h->fixed[nr - 1] ? h->fixed[nr - 1] : from->len;
	d.ref = reg_new_id(v);
	if (!h->fixed[nr - 1] && ref_held(v, from->ref)) /* one record, given back once */
		d.ref = from->ref;
	if (h->flags & KILN_HELPER_ACQUIRE && !ref_add(v, d.ref, 0))
		return false;
	return object_new(v, nr, DYNPTR_SLOTS, d);
}

bool dynptr_written(struct vfy *v, const struct kiln_helper *h, const struct vreg *d)
{
	if (!of_packet(d))
		return true;
	if (!(v->kind->flags & KILN_KIND_PACKET_WRITE))
		return vfy_refuse(v, KILN_REASON_PACKET_WRITE, "%s() writes to the packet in a program of kind %s",
				  h->name, v->kind->name);
	if (h->ret == KILN_RET_INT && d->len != KILN_DYNPTR_XDP) /* bytes may come from elsewhere first */
		reg_forget_packet(v);
	return true;
}

struct vreg dynptr_slice(struct vfy *v, const struct vreg *d, uint32_t len, bool writable)
{
	struct vreg r = reg_pointer(REG_MEM);

	r.len = len;
	r.ref = d->ref;
	r.id = reg_new_id(v);
	r.frame = d->flags & REG_LENT ? d->frame : 0;
	r.flags = (uint8_t)(REG_NULLABLE | REG_LOOSE | (d->flags & REG_LENT) | (writable ? REG_WRITABLE : 0) |
			    (of_packet(d) ? REG_SLICE : 0));
	return r;
}
