/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * stack.c - the stack of a function, byte by byte.
 *
 * Overview     each byte is unset, data, zero, or part of a spilled register. A spilled register begins at byte 0 or 4 of its
 *              slot and comes back whole, with its id; pointers are only spilled whole. A pointer that is partly overwritten
 *              becomes data where pointers may leak, else the write is refused.
 * Offsets      that are not constant: a read needs all bytes that it may reach; a write turns what it may reach, and is set,
 *              into data.
 */
#include "verify/state.h"

/* What an access may reach: bytes [lo, hi) from the frame pointer. */
struct span {
	struct vframe *f;
	uint32_t frame;
	int32_t lo, hi;
	bool fixed; /* it is just those bytes */
};

static uint32_t slot_of(int32_t at)
{
	return (uint32_t)(-at - 1) / 8;
}
static uint32_t byte_of(int32_t at)
{
	return (uint32_t)(at + 8 * ((int32_t)slot_of(at) + 1));
}

bool stack_reach(struct vfy *v, uint32_t frame, int32_t at)
{
	struct vframe *f = v->st.frame[frame];
	struct prog_sub *sub = &v->p->subs[f->sub];

	if (-at > (int64_t)sub->stack_depth)
		sub->stack_depth = (uint32_t)round_up64((uint64_t)-at, 8);
	return frame_slots(v, f, slot_of(at));
}

static bool span_of(struct vfy *v, uint32_t nr, const struct vreg *base, int32_t off, uint32_t size, struct span *s)
{
	int64_t lo = (int64_t)base->off + off, hi;

	if (base->r.smin <= -(int64_t)MAX_PTR_OFF || base->r.smax >= MAX_PTR_OFF)
		return vfy_refuse(v, KILN_REASON_STACK_INDEX, "stack access through r%u, whose offset has no bounds",
				  nr);
	hi = lo + base->r.smax + size;
	lo += base->r.smin;
	if (lo < -(int64_t)KILN_FRAME_SIZE || hi > 0) {
		if (range_is_const(base->r))
			return vfy_refuse(v, KILN_REASON_STACK_BOUNDS,
					  "%u bytes at r%u%s%d: stack offset %lld is outside [-%d,0)", size, nr,
					  SIGN(off), off, (long long)lo, KILN_FRAME_SIZE);
		return vfy_refuse(v, KILN_REASON_STACK_INDEX, "%u bytes at r%u%s%d: stack offsets from %lld to %lld",
				  size, nr, SIGN(off), off, (long long)lo, (long long)hi);
	}
	*s = (struct span){ .f = v->st.frame[base->frame],
			    .frame = base->frame,
			    .lo = (int32_t)lo,
			    .hi = (int32_t)hi,
			    .fixed = range_is_const(base->r) };
	return lo >= 0 || stack_reach(v, s->frame, (int32_t)lo);
}

static uint64_t slots_of(const struct span *s)
{
	uint32_t first = slot_of(s->hi - 1), last = slot_of(s->lo);

	return (UINT64_MAX >> (63 - (last - first))) << first;
}

static struct vslot *slot_at(struct vframe *f, uint32_t i)
{
	if (!(f->used >> i & 1)) {
		memset(f->slot[i].byte, BYTE_NONE, sizeof(f->slot[i].byte));
		f->slot[i].len[0] = f->slot[i].len[1] = 0;
	}
	return &f->slot[i];
}

/* The spill that byte b belongs to; byte b is BYTE_SPILL. */
static struct vreg *spill_of(struct vslot *s, uint32_t b)
{
	return &s->spill[s->len[1] && b >= 4];
}

/* The spill at half is no more: what is left of its bytes is data. */
static bool drop_spill(struct vfy *v, struct vslot *s, uint32_t half)
{
	if (s->spill[half].type != REG_NUMBER && !v->leak)
		return vfy_refuse(v, KILN_REASON_POINTER_PART, "a part of a pointer on the stack is overwritten");
	for (uint32_t i = half * 4; i < half * 4 + s->len[half]; i++)
		s->byte[i] = BYTE_DATA;
	s->len[half] = 0;
	return true;
}

/* -- reads ---------------------------------------------------------------------------------------------------------- */

/* Every byte of the span may be read as data. */
static bool readable(struct vfy *v, const struct span *s, uint32_t nr)
{
	for (int32_t at = s->lo; at < s->hi; at++) {
		struct vslot *slot = slot_at(s->f, slot_of(at));
		uint32_t b = byte_of(at);

		if (slot->byte[b] == BYTE_NONE)
			return vfy_refuse(v, KILN_REASON_STACK_UNINIT,
					  "byte %d of the stack is read through r%u, and not set on this path", at, nr);
		if (slot->byte[b] == BYTE_OBJECT)
			return vfy_refuse(v, KILN_REASON_OBJECT_READ,
					  "byte %d of the stack is part of %s, which only helpers may read", at,
					  reg_type_name(&slot->spill[0]));
		if (slot->byte[b] == BYTE_SPILL && spill_of(slot, b)->type != REG_NUMBER && !v->leak)
			return vfy_refuse(v, KILN_REASON_POINTER_BYTES,
					  "byte %d of the stack is part of %s, and is read as a number", at,
					  reg_type_name(spill_of(slot, b)));
	}
	return true;
}

/* Bytes [b, b + size) of the slot as a number. */
static struct range bytes_range(struct vslot *s, uint32_t b, uint32_t size)
{
	struct vreg *r;
	uint32_t start;
	bool zero = true;

	for (uint32_t i = b; i < b + size; i++)
		zero &= s->byte[i] == BYTE_ZERO;
	if (zero)
		return range_const(0);
	if (s->byte[b] != BYTE_SPILL || KILN_BIG_ENDIAN)
		return range_load(size, false);
	r = spill_of(s, b);
	start = r == &s->spill[1] ? 4 : 0;
	if (r->type != REG_NUMBER || b + size > start + s->len[start / 4])
		return range_load(size, false);
	if (b == start)
		return range_cast(r->r, size * 8, false);
	return range_cast(range_alu(RANGE_RSH, 64, r->r, range_const((b - start) * 8)), size * 8, false);
}

static bool load_fixed(struct vfy *v, const struct span *s, uint32_t nr, uint32_t size, struct vreg *out)
{
	struct vslot *slot = slot_at(s->f, slot_of(s->lo));
	uint32_t b = byte_of(s->lo), half = b / 4;

	if (!path_read(v, s->frame, slots_of(s), false))
		return false;
	if (b % 4 == 0 && slot->len[half] == size && slot->byte[b] == BYTE_SPILL) {
		struct vreg *r = &slot->spill[half];

		if (r->type == REG_NUMBER && !r->id && !range_is_const(r->r))
			r->id = reg_new_id(v);
		*out = *r;
		return true;
	}
	if (!readable(v, s, nr))
		return false;
	*out = reg_number(bytes_range(slot, b, size));
	return true;
}

static bool aligned(struct vfy *v, const struct vreg *base, int32_t off, uint32_t size, uint32_t nr)
{
	struct tnum t = tnum_add(base->r.t, tnum_const((uint64_t)((int64_t)base->off + off)));

	if (tnum_is_aligned(t, size))
		return true;
	return vfy_refuse(v, KILN_REASON_MISALIGNED, "%u bytes of stack at r%u%s%d, which is not aligned to them", size,
			  nr, SIGN(off), off);
}

bool stack_load(struct vfy *v, uint32_t base, int32_t off, uint32_t size, bool sign, struct vreg *out)
{
	struct vreg r = *reg_at(v, base);
	struct span s;

	if (!span_of(v, base, &r, off, size, &s) || !aligned(v, &r, off, size, base))
		return false;
	if (s.fixed) {
		if (!load_fixed(v, &s, base, size, out))
			return false;
	} else {
		if (!readable(v, &s, base) || !path_read(v, s.frame, slots_of(&s), false))
			return false;
		*out = reg_number(range_load(size, false));
	}
	if (sign && size < 8) {
		if (out->type != REG_NUMBER)
			return true;
		*out = reg_number(range_cast(out->r, size * 8, true));
	}
	return true;
}

/* -- writes --------------------------------------------------------------------------------------------------------- */

/* What is left outside the span's part of the slot was never set, or there is nothing left. */
static bool slot_whole(struct vslot *slot, uint32_t first, uint32_t end)
{
	for (uint32_t i = 0; i < 8; i++)
		if ((i < first || i >= end) && slot->byte[i] != BYTE_NONE)
			return false;
	return true;
}

/* Room for bytes [b, b + size): spills that reach into them are dropped. */
static bool clear_bytes(struct vfy *v, struct vslot *slot, uint32_t b, uint32_t size)
{
	for (uint32_t half = 0; half < 2; half++) {
		uint32_t from = half * 4, to = from + slot->len[half];

		if (!slot->len[half] || b >= to || b + size <= from)
			continue;
		if (b <= from && b + size >= to)
			slot->len[half] = 0;
		else if (!drop_spill(v, slot, half))
			return false;
	}
	return true;
}

static bool spillable(const struct vreg *val, uint32_t b, uint32_t size)
{
	return b % 4 == 0 && (val->type == REG_NUMBER || size == 8);
}

/* The register as it will come back: zero-extended. */
static struct vreg spilled(const struct vreg *val, uint32_t size)
{
	struct vreg r = *val;

	if (r.type != REG_NUMBER || size == 8 || r.r.umax <= UINT64_MAX >> (64 - size * 8))
		return r;
	r.r = range_cast(r.r, size * 8, false);
	r.rank.half = true;
	r.len = 0;
	if (size < 4)
		r.rank = (struct rank){ 0 };
	if (size == 4 && r.id && !r.delta)
		r.flags |= REG_LOW32;
	else
		r.id = 0;
	r.delta = 0;
	return r;
}

static bool store_fixed(struct vfy *v, const struct span *s, uint32_t size, const struct vreg *val)
{
	struct vslot *slot;
	uint32_t b = byte_of(s->lo);
	bool zero = reg_is_const(val, 0);
	uint8_t kind = zero ? BYTE_ZERO : spillable(val, b, size) ? BYTE_SPILL : BYTE_DATA;
	bool whole;

	if (!object_overwrite(v, s->frame, slots_of(s)))
		return false;
	slot = slot_at(s->f, slot_of(s->lo)); /* what was there may be gone now */
	whole = slot_whole(slot, b, b + size);
	if (!clear_bytes(v, slot, b, size) || !path_write(v, s->frame, slots_of(s), whole))
		return false;
	memset(slot->byte + b, kind, size);
	if (kind == BYTE_SPILL) {
		slot->spill[b / 4] = spilled(val, size);
		slot->len[b / 4] = (uint8_t)size;
	}
	s->f->used |= slots_of(s);
	return true;
}

/* Something in the span is overwritten, nobody knows where. */
static bool store_somewhere(struct vfy *v, const struct span *s, const struct vreg *val)
{
	bool zero = val && reg_is_const(val, 0);

	if (!object_overwrite(v, s->frame, slots_of(s)))
		return false;
	for (int32_t at = s->lo; at < s->hi; at++) {
		struct vslot *slot = slot_at(s->f, slot_of(at));
		uint32_t b = byte_of(at);

		if (slot->byte[b] == BYTE_SPILL && !drop_spill(v, slot, slot->len[1] && b >= 4))
			return false;
		if (slot->byte[b] == BYTE_ZERO && !zero)
			slot->byte[b] = BYTE_DATA;
	}
	return path_write(v, s->frame, slots_of(s), false);
}

bool stack_store(struct vfy *v, uint32_t base, int32_t off, uint32_t size, const struct vreg *val)
{
	struct vreg r = *reg_at(v, base);
	struct span s;

	if (!span_of(v, base, &r, off, size, &s) || !aligned(v, &r, off, size, base))
		return false;
	if (val->type == REG_STACK && val->frame > s.frame)
		return vfy_refuse(v, KILN_REASON_STACK_OUTLIVED,
				  "a pointer to this function's stack is put where it outlives the function");
	if (val->type != REG_NUMBER && !(s.fixed && size == 8) && !v->leak)
		return vfy_refuse(v, KILN_REASON_POINTER_PART,
				  "a part of %s is put on the stack, or all of it at an unknown place",
				  reg_type_name(val));
	return s.fixed ? store_fixed(v, &s, size, val) : store_somewhere(v, &s, val);
}

/* -- memory for helpers --------------------------------------------------------------------------------------------- */

/* The whole span gets data from a helper. */
static bool fill_span(struct vfy *v, const struct span *s)
{
	uint64_t whole = 0, all = slots_of(s);

	if (!object_overwrite(v, s->frame, all))
		return false;
	for (uint64_t left = all; left; left &= left - 1) {
		uint32_t i = (uint32_t)__builtin_ctzll(left);
		int32_t base = -8 * ((int32_t)i + 1);
		uint32_t first = s->lo > base ? (uint32_t)(s->lo - base) : 0;
		uint32_t end = s->hi < base + 8 ? (uint32_t)(s->hi - base) : 8;
		struct vslot *slot = slot_at(s->f, i);

		if (slot_whole(slot, first, end))
			whole |= (uint64_t)1 << i;
		if (!clear_bytes(v, slot, first, end - first))
			return false;
		memset(slot->byte + first, BYTE_DATA, end - first);
		s->f->used |= (uint64_t)1 << i;
	}
	if (whole && !path_write(v, s->frame, whole, true))
		return false;
	return !(all & ~whole) || path_write(v, s->frame, all & ~whole, false);
}

bool stack_region(struct vfy *v, uint32_t nr, uint32_t len, bool exact_len, unsigned int use)
{
	struct vreg r = *reg_at(v, nr);
	struct span s;
	bool fresh;

	if (!span_of(v, nr, &r, 0, len, &s))
		return false;
	if (!len)
		return true;
	fresh = use & MEM_SCRATCH || (use & MEM_SET && s.fixed && exact_len);
	if (!fresh && (!readable(v, &s, nr) || !path_read(v, s.frame, slots_of(&s), false)))
		return false;
	if (!(use & (MEM_SET | MEM_WRITE)))
		return true;
	return s.fixed && exact_len && !(use & MEM_SCRATCH) ? fill_span(v, &s) : store_somewhere(v, &s, NULL);
}

bool stack_known32(struct vfy *v, const struct vreg *base, uint32_t *out)
{
	struct range r;
	struct vslot *slot;
	int32_t at = base->off;

	if (!range_is_const(base->r) || base->r.t.value || at < -(int32_t)KILN_FRAME_SIZE || at > -4 || byte_of(at) % 4)
		return false;
	if (slot_of(at) >= v->st.frame[base->frame]->nr_slots)
		return false;
	slot = slot_at(v->st.frame[base->frame], slot_of(at));
	r = bytes_range(slot, byte_of(at), 4);
	if (!range_is_const(r))
		return false;
	*out = (uint32_t)r.t.value;
	return path_read(v, base->frame, (uint64_t)1 << slot_of(at), true);
}
