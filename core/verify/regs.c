/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * regs.c - registers: what they hold, which of them hold the same, and what is acquired.
 *
 * Invariant    registers with one id (not 0) hold one number (its low half where REG_LOW32), or are copies of one nullable
 *              pointer, or share a variable part; an operation that makes another value clears the id.
 */
#include "verify/state.h"

struct vreg reg_number(struct range r)
{
	return (struct vreg){ .type = REG_NUMBER, .r = r };
}

struct vreg reg_pointer(enum reg_type type)
{
	return (struct vreg){ .type = (uint8_t)type, .r = range_const(0) };
}

static const struct {
	const char *name;
	uint8_t kind, nullable;
} types[] = {
	[REG_NONE] = { "nothing", KIND_NONE, KIND_NONE },
	[REG_NUMBER] = { "a number", KIND_NUMBER, KIND_NUMBER },
	[REG_CTX] = { "the context", KIND_CTX, KIND_CTX },
	[REG_STACK] = { "a stack pointer", KIND_STACK, KIND_STACK },
	[REG_PACKET] = { "a packet pointer", KIND_PACKET, KIND_PACKET },
	[REG_PACKET_END] = { "data_end", KIND_PACKET_END, KIND_PACKET_END },
	[REG_META] = { "a data_meta pointer", KIND_META, KIND_META },
	[REG_MAP] = { "a map", KIND_MAP, KIND_MAP },
	[REG_VALUE] = { "a map value", KIND_VALUE, KIND_VALUE_OR_NULL },
	[REG_MEM] = { "a memory pointer", KIND_MEM, KIND_MEM_OR_NULL },
	[REG_RECORD] = { "a ring buffer record", KIND_RECORD, KIND_RECORD_OR_NULL },
	[REG_FUNC] = { "a function", KIND_FUNC, KIND_FUNC },
	[REG_ITER] = { "an iterator", KIND_NONE, KIND_NONE },
	[REG_DYNPTR] = { "a dynptr", KIND_DYNPTR, KIND_DYNPTR },
	[REG_SOCK] = { "a socket", KIND_SOCK, KIND_SOCK_OR_NULL },
	[REG_PERCPU] = { "a per-CPU variable", KIND_PERCPU, KIND_PERCPU },
	[REG_LOCAL] = { "an object of the program's", KIND_LOCAL, KIND_LOCAL_OR_NULL },
	[REG_OBJECT] = { "an object of the kernel's", KIND_OBJECT, KIND_OBJECT_OR_NULL },
};

const char *reg_type_name(const struct vreg *r)
{
	if (r->type == REG_VALUE && r->flags & REG_NULLABLE)
		return "a map value or NULL";
	if (r->type == REG_MAP && r->flags & REG_NULLABLE)
		return "a map or NULL";
	if (r->flags & REG_NULLABLE)
		return "a pointer or NULL";
	return types[r->type].name;
}

enum prog_reg_kind reg_kind(const struct vreg *r)
{
	return (enum prog_reg_kind)(r->flags & REG_NULLABLE ? types[r->type].nullable : types[r->type].kind);
}

bool reg_check_set(struct vfy *v, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);

	if (r->type != REG_NONE)
		return true;
	if (r->flags & REG_STALE)
		return vfy_refuse(v, KILN_REASON_STALE_PACKET, "r%u was a packet pointer before the packet moved", nr);
	if (r->flags & REG_RELEASED)
		return vfy_refuse(v, KILN_REASON_USE_RELEASED, "r%u was given back before", nr);
	return vfy_refuse(v, KILN_REASON_REG_UNINIT, "r%u is read, but has no value here", nr);
}

bool reg_check_visible(struct vfy *v, uint32_t nr, enum kiln_reason reason, const char *what)
{
	const struct vreg *r = reg_at(v, nr);

	if (!reg_check_set(v, nr))
		return false;
	if (reg_is_number(r) || v->leak)
		return true;
	return vfy_refuse(v, reason, "r%u is %s: %s", nr, reg_type_name(r), what);
}

uint32_t reg_new_id(struct vfy *v)
{
	return ++v->next_id;
}

const struct kiln_map *reg_map(const struct vfy *v, const struct vreg *r)
{
	const struct kiln_map *m = v->p->maps[r->map - 1];

	return r->flags & REG_INNER ? m->inner : m;
}

void reg_each(struct vfy *v, reg_fn *fn, void *arg)
{
	for (uint32_t f = 0; f < v->st.nr_frames; f++) {
		struct vframe *fr = v->st.frame[f];

		for (uint32_t i = 0; i < KILN_NR_REGS; i++)
			if (fr->reg[i].type)
				fn(v, &fr->reg[i], f, (int32_t)i, arg);
		for (uint64_t used = fr->used; used; used &= used - 1) {
			struct vslot *s = &fr->slot[__builtin_ctzll(used)];

			for (uint32_t h = 0; h < 2; h++)
				if (s->len[h])
					fn(v, &s->spill[h], f, -1, arg);
		}
	}
}

/* A number that is about to be copied gets an id, so that what is learned of one copy is known of the other. */
void reg_link(struct vfy *v, uint32_t nr)
{
	struct vreg *r = reg_at(v, nr);

	if (r->type == REG_NUMBER && !r->id && !range_is_const(r->r))
		r->id = reg_new_id(v);
}

struct refine {
	struct vreg from;
	uint16_t mask;
};

static void refine_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	struct refine *re = arg;
	struct range low;

	if (r->id != re->from.id || (r->type != REG_NUMBER && r->type != REG_PACKET))
		return;
	if (r->type == REG_NUMBER)
		re->mask = (uint16_t)(re->mask | (frame == cur_frame_nr(v) && where >= 0 ? 1u << where : LINK_FAR));
	if (r->delta != re->from.delta || r->type == REG_PACKET) {
		if ((r->flags | re->from.flags) & REG_LOW32)
			return; /* how far apart halves are is not known */
		low = range_alu(RANGE_ADD, 64, re->from.r, range_const((uint64_t)((int64_t)r->delta - re->from.delta)));
		range_meet(r->r, low, &r->r);
		return;
	}
	if (!((r->flags ^ re->from.flags) & REG_LOW32)) {
		r->r = re->from.r;
		return;
	}
	low = range_cast(re->from.r, 32, false);
	if (r->flags & REG_LOW32)
		range_meet(r->r, low, &r->r);
	else
		range_narrow(RANGE_EQ, 32, &r->r, &low);
}

uint16_t reg_refine(struct vfy *v, uint32_t nr, struct range r)
{
	struct refine re = { .from = *reg_at(v, nr) };

	if (!range_subset(r, re.from.r))
		range_meet(re.from.r, r, &r);
	re.from.r = r;
	if (re.from.id)
		reg_each(v, refine_one, &re);
	reg_at(v, nr)->r = r;
	return (uint16_t)(re.mask & ~(1u << nr));
}

static void find_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	struct refine *re = arg;

	(void)v, (void)frame, (void)where;
	if (r->type == REG_NUMBER && r->id == re->from.id && !(r->flags & REG_LOW32)) {
		re->mask = 1;
		re->from = *r;
	}
}

void reg_refine_id(struct vfy *v, uint32_t id, int32_t delta, struct range r)
{
	struct refine re = { .from = { .id = id } };

	reg_each(v, find_one, &re);
	if (!re.mask)
		return;
	r = range_alu(RANGE_ADD, 64, r, range_const((uint64_t)((int64_t)re.from.delta - delta)));
	if (range_meet(re.from.r, r, &re.from.r))
		reg_each(v, refine_one, &re);
}

uint32_t reg_sum_id(struct vfy *v, uint32_t a, uint32_t b)
{
	struct sum s = { .a = a < b ? a : b, .b = a < b ? b : a };

	for (uint32_t i = 0; i < NR_SUMS && i < v->nr_sums; i++)
		if (v->sum[i].a == s.a && v->sum[i].b == s.b)
			return v->sum[i].id;
	s.id = reg_new_id(v);
	v->sum[v->nr_sums++ % NR_SUMS] = s;
	return s.id;
}

/* What is known of the numbers that have an id, by all of them: less their deltas. Of so many ids, whichever come first. */
enum { MAX_SETTLED = 12 };
struct settled {
	bool told; /* ... and now each is told */
	uint32_t nr;
	struct {
		uint32_t id;
		struct range r;
	} one[MAX_SETTLED];
};

static struct range moved_by(struct range r, int64_t by)
{
	return range_alu(RANGE_ADD, 64, r, range_const((uint64_t)by));
}

static void settle_number(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	struct settled *s = arg;
	uint32_t i = 0;

	(void)v, (void)frame, (void)where;
	if (r->type != REG_NUMBER || !r->id || r->flags & REG_LOW32)
		return;
	while (i < s->nr && s->one[i].id != r->id)
		i++;
	if (i == MAX_SETTLED)
		return;
	if (s->told) {
		range_meet(r->r, moved_by(s->one[i].r, r->delta), &r->r);
	} else if (i < s->nr) {
		range_meet(s->one[i].r, moved_by(r->r, -(int64_t)r->delta), &s->one[i].r);
	} else {
		s->one[s->nr].id = r->id;
		s->one[s->nr++].r = moved_by(r->r, -(int64_t)r->delta);
	}
}

void reg_settle(struct vfy *v)
{
	struct settled s;

	s.told = false;
	s.nr = 0;
	reg_each(v, settle_number, &s);
	s.told = true;
	reg_each(v, settle_number, &s);
}

static void forget_packet(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	(void)v, (void)frame, (void)where, (void)arg;
	if (reg_is_packet(r) || r->flags & REG_SLICE)
		*r = (struct vreg){ .flags = REG_STALE };
	else if (r->type == REG_NUMBER)
		r->len = 0;
}

void reg_forget_packet(struct vfy *v)
{
	reg_each(v, forget_packet, NULL);
}

/* data + r + len is not behind data_end: so r, as a signed number, is small, and if it is not far below 0 either, nothing wraps. */
uint32_t len_moved(const struct vreg *r, int64_t by)
{
	int64_t len = (int64_t)r->len - by;

	if (!r->len || r->r.smin < -(int64_t)MAX_PTR_OFF || by < -(int64_t)MAX_PTR_OFF || len <= 0)
		return 0;
	return len > MAX_PACKET_OFF ? MAX_PACKET_OFF : (uint32_t)len;
}

uint32_t packet_room(uint32_t room, const struct vreg *r)
{
	if (r->type != REG_PACKET || !r->len || r->r.smin < 0 || r->r.umin + r->len > MAX_PACKET_OFF)
		return room;
	return r->r.umin + r->len > room ? (uint32_t)r->r.umin + r->len : room;
}

uint32_t number_room(uint32_t room, const struct range *r)
{
	return r->smin >= 0 && r->smax < room ? room - (uint32_t)r->smax : 0;
}

/* Arithmetic on it gives a pointer to another place in the same thing. */
bool reg_may_move(const struct vreg *r)
{
	return r->type == REG_STACK || r->type == REG_PACKET || r->type == REG_META || r->type == REG_VALUE ||
	       r->type == REG_MEM || r->type == REG_RECORD || r->type == REG_CTX || r->type == REG_OBJECT ||
	       r->type == REG_LOCAL;
}

/* A name for what has r's id, and `by` more: those that shared the id, and have as much more, share the new one. */
static uint32_t rebased_id(struct vfy *v, struct rebased *done, const struct vreg *r, int64_t by)
{
	for (uint32_t i = 0; i < done->nr; i++)
		if (done->one[i].type == r->type && done->one[i].id == r->id && done->one[i].by == by)
			return done->one[i].to;
	if (done->nr == MAX_REBASED)
		return reg_new_id(v);
	done->one[done->nr].type = r->type;
	done->one[done->nr].id = r->id;
	done->one[done->nr].by = by;
	return done->one[done->nr++].to = reg_new_id(v);
}

/*
 * Bytes are proven readable from base + r on. Where r grows by some, as many of them lie before it; where it shrinks, there
 * may be others between. What is never moved is asked for its constant part alone, or for none: that stays.
 */
void reg_rebase(struct vfy *v, struct rebased *done, struct vreg *r, int32_t off)
{
	int64_t by = (int64_t)r->off - off;
	bool packet = r->type == REG_PACKET || r->type == REG_META;

	if (!reg_may_move(r) || r->type == REG_CTX || r->flags & REG_NULLABLE || r->r.smin <= -(int64_t)MAX_PTR_OFF ||
	    r->r.smax >= MAX_PTR_OFF)
		return;
	if (packet && by) {
		r->len = by >= 0 && r->len > by ? r->len - (uint32_t)by : 0;
		r->id = rebased_id(v, done, r, by + r->delta);
		r->delta = 0;
	}
	if (by) {
		r->off = off;
		r->r = range_alu(RANGE_ADD, 64, r->r, range_const((uint64_t)by));
	}
}

static void release_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	(void)v, (void)frame, (void)where;
	if (r->ref == *(uint32_t *)arg)
		*r = (struct vreg){ .flags = REG_RELEASED };
}

void reg_release(struct vfy *v, uint32_t ref)
{
	reg_each(v, release_one, &ref);
}

bool ref_add(struct vfy *v, uint32_t id, uint32_t serial)
{
	if (v->st.nr_refs == MAX_REFS)
		return vfy_refuse(v, KILN_REASON_RECORDS, "%u things that must be given back are held at once",
				  MAX_REFS + 1u);
	v->st.ref[v->st.nr_refs++] = (struct vref){ id, v->pc, serial };
	return true;
}

bool ref_held(const struct vfy *v, uint32_t id)
{
	for (uint32_t i = 0; i < v->st.nr_refs; i++)
		if (v->st.ref[i].id == id)
			return true;
	return false;
}

bool ref_section(const struct vfy *v)
{
	for (uint32_t i = 0; i < v->st.nr_refs; i++)
		if (v->st.ref[i].id < KILN_NR_SECTIONS)
			return true;
	return false;
}

uint32_t ref_serial(const struct vfy *v, uint32_t id)
{
	for (uint32_t i = 0; i < v->st.nr_refs; i++)
		if (v->st.ref[i].id == id)
			return v->st.ref[i].serial;
	return 0;
}

void ref_drop(struct vfy *v, uint32_t id)
{
	struct vstate *st = &v->st;

	for (uint32_t i = 0; i < st->nr_refs; i++)
		if (st->ref[i].id == id) {
			st->ref[i] = st->ref[--st->nr_refs];
			return;
		}
}
