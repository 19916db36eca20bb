/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pair.c - a kept state and the one that is worked on, value by value.
 *
 * Overview     for each place at which both have a value, something is done with the two: the exploration compares them, and lets go of what
 *              differs (loop.c, join.c); exploration and checker write pointers the same way before they compare states.
 * Invariant    the state that is worked on stays true: zeros that are taken as a number are that number, and a pointer that is
 *              rebased points where it did. What a caller makes of a value is its own affair, but a spilled one never gets wider
 *              than its bytes.
 * Trust        the checker (certify.c) relies on pair_rebase().
 * Cost         linear in the state.
 */
#include "verify/state.h"

static bool bytes_are(const struct vslot *s, uint32_t first, uint32_t nr, enum slot_byte what)
{
	while (nr && s->byte[first] == what) {
		first++;
		nr--;
	}
	return !nr;
}

/* Zeros where the other state has a number are that number, too. */
void pair_zeros(const struct vreg *old, struct vslot *slot, uint32_t half, uint32_t len)
{
	if (old->type != REG_NUMBER || !bytes_are(slot, half * 4, len, BYTE_ZERO))
		return;
	memset(slot->byte + half * 4, BYTE_SPILL, len);
	slot->len[half] = (uint8_t)len;
	slot->spill[half] = reg_number(range_const(0));
}

/* What is spilled is no wider than its bytes, whatever fn made of it. */
static void slot_pair(struct vfy *v, const struct vreg *old, struct vslot *slot, uint32_t half, uint32_t place,
		      pair_fn *fn, void *arg)
{
	struct vreg *now = &slot->spill[half];

	fn(v, old, now, place, arg);
	if (now->type == REG_NUMBER && slot->len[half] < 8)
		now->r = range_cast(now->r, slot->len[half] * 8u, false);
}

struct pairs {
	struct vfy *v;
	pair_fn *fn;
	void *arg;
};

static void pair_one(const struct vreg *old, uint32_t place, uint32_t len, void *arg)
{
	const struct pairs *p = arg;
	struct vframe *now = p->v->st.frame[place >> 8];
	uint32_t part = place & 0xff, nr = (part - PLACE_SLOT) / 2, half = (part - PLACE_SLOT) % 2;

	if (part < PLACE_SLOT) {
		if (now->reg[part].type)
			p->fn(p->v, old, &now->reg[part], place, p->arg);
		return;
	}
	if (!(now->used >> nr & 1))
		return;
	pair_zeros(old, &now->slot[nr], half, len);
	if (now->slot[nr].len[half] == len)
		slot_pair(p->v, old, &now->slot[nr], half, place, p->fn, p->arg);
}

void pair_each(struct vfy *v, const struct saved *s, pair_fn *fn, void *arg)
{
	pack_each(s, pair_one, &(struct pairs){ v, fn, arg });
}

static void rebase_pair(struct vfy *v, const struct vreg *old, struct vreg *now, uint32_t place, void *arg)
{
	(void)place;
	if (now->type == old->type)
		reg_rebase(v, arg, now, old->off);
}

void pair_rebase(struct vfy *v, const struct saved *s)
{
	struct rebased done = { .nr = 0 };

	pair_each(v, s, rebase_pair, &done);
}
