/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cond.c - conditional jumps, and what each way proves.
 *
 * Numbers      each way narrows both operands, and all that equal them. Where only one way can be, the other is not walked; the
 *              operands' bounds then matter.
 * Pointers     a comparison with NULL settles all copies of a nullable pointer. A comparison of a packet pointer with data_end
 *              proves bytes readable for all pointers with the same variable part: p + 8 > end, not taken, proves 8 of them
 *              from p on; p + 8 >= end proves 9.
 */
#include "verify/state.h"

struct cond {
	enum range_cond cond;
	uint32_t width, dst, src; /* src: KILN_NR_REGS where it is a number of the instruction */
	const struct vreg *d, *s;
};

#define BOTH(name, op)                                                                                        \
	[OP_##name##64_IMM] = RANGE_##op, [OP_##name##64_REG] = RANGE_##op, [OP_##name##32_IMM] = RANGE_##op, \
	[OP_##name##32_REG] = RANGE_##op
static const uint8_t conds[OP_NR_INSNS] = {
	BOTH(JEQ, EQ),	 BOTH(JGT, GT), BOTH(JGE, GE), BOTH(JSET, SET), BOTH(JNE, NE),	 BOTH(JSGT, SGT),
	BOTH(JSGE, SGE), BOTH(JLT, LT), BOTH(JLE, LE), BOTH(JSLT, SLT), BOTH(JSLE, SLE),
};
#undef BOTH

static struct cond cond_of(struct vfy *v, const struct kiln_insn *insn, enum insn_op op)
{
	struct cond c = { .cond = (enum range_cond)conds[op],
			  .width = insn_rows[op].width,
			  .dst = insn->dst,
			  .src = insn_rows[op].form == FORM_JMP_REG ? insn->src : KILN_NR_REGS };

	c.d = reg_at(v, c.dst);
	if (c.src < KILN_NR_REGS) {
		c.s = reg_at(v, c.src);
	} else {
		v->number.type = REG_NUMBER;
		v->number.r = range_const(c.width == 32 ? (uint32_t)insn->imm : (uint64_t)(int64_t)insn->imm);
		c.s = &v->number;
	}
	return c;
}

static bool is_null_test(const struct cond *c)
{
	return c->width == 64 && (c->cond == RANGE_EQ || c->cond == RANGE_NE) && c->d->type != REG_NUMBER &&
	       reg_is_const(c->s, 0);
}

/* The address of something that is there is not 0: an offset that may lie outside could wrap. */
static bool never_null(const struct vreg *r)
{
	if (r->flags & REG_NULLABLE)
		return false;
	if (r->type == REG_MAP || r->type == REG_FUNC)
		return true;
	return (r->type == REG_VALUE || r->type == REG_STACK || r->type == REG_RECORD ||
		(r->type == REG_MEM && r->len)) &&
	       range_is_const(r->r) && r->r.t.value == 0 && r->off == 0;
}

static bool is_packet_test(const struct cond *c)
{
	return c->width == 64 && reg_is_packet(c->d) && reg_is_packet(c->s);
}

/* -- what one way proves -------------------------------------------------------------------------------------------- */

struct settle {
	uint32_t id, type;
	bool null;
};

static void settle_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	const struct settle *s = arg;

	(void)frame, (void)where;
	if (!(r->flags & REG_NULLABLE) || r->id != s->id || r->type != s->type)
		return;
	if (s->null) {
		*r = reg_number(range_const(0));
		return;
	}
	r->flags &= (uint8_t)~REG_NULLABLE;
	if (r->type != REG_VALUE || reg_map(v, r)->spec.lock_off == KILN_NO_OFF)
		r->id = 0;
}

static void settle_null(struct vfy *v, const struct cond *c, bool null)
{
	struct settle s = { c->d->id, c->d->type, null };

	if (!(c->d->flags & REG_NULLABLE))
		return;
	if (null && c->d->ref &&
	    c->d->ref == c->d->id) /* nothing was acquired; what is only a part of it tells nothing */
		ref_drop(v, c->d->ref);
	reg_each(v, settle_one, &s);
}

/* An address that is compared may lie beyond the packet, but not so far that it would wrap. */
enum { MAX_VARIABLE_OFF = 4 * MAX_PACKET_OFF };

struct proof {
	uint32_t id;
	int64_t len;
	int32_t delta;
	uint8_t type;
};

static void prove_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	const struct proof *p = arg;
	int64_t len = p->len + p->delta - r->delta;
	bool number = p->type == REG_PACKET && p->id && r->type == REG_NUMBER && !(r->flags & REG_LOW32);

	(void)v, (void)frame, (void)where;
	if (r->id != p->id || (r->type != p->type && !number) || len <= 0 || len > MAX_PACKET_OFF)
		return;
	if (!number && r->r.smin < 0)
		return; /* what begins before the packet is not all readable */
	if (r->len < len)
		r->len = (uint32_t)len;
	if (!number && r->r.umax > MAX_PACKET_OFF - (uint64_t)len) /* len bytes lie behind what varies */
		range_meet(r->r, range_bounded(0, MAX_PACKET_OFF - (uint64_t)len), &r->r);
}

static bool is_packet_start(const struct vreg *r)
{
	return r->type == REG_PACKET && !r->id && !r->off && range_is_const(r->r) && r->r.t.value == 0;
}

static bool is_bound_of(const struct vreg *p, const struct vreg *end)
{
	return (p->type == REG_PACKET && end->type == REG_PACKET_END) || (p->type == REG_META && is_packet_start(end));
}

/* p cond end holds: at p - off begin how many bytes? */
static void prove_packet(struct vfy *v, enum range_cond cond, const struct vreg *p)
{
	struct proof proof = { .id = p->id, .delta = p->delta, .type = p->type };
	int64_t len = p->off;

	if (cond == RANGE_LT)
		len++;
	else if (cond != RANGE_LE && cond != RANGE_EQ)
		return;
	if (p->off < 0 || len <= 0 || len > MAX_PACKET_OFF || p->r.smin < 0 || p->r.umax > MAX_VARIABLE_OFF)
		return;
	proof.len = len;
	reg_each(v, prove_one, &proof);
}

static enum range_cond cond_swap(enum range_cond c)
{
	switch (c) {
	case RANGE_GT:
		return RANGE_LT;
	case RANGE_LT:
		return RANGE_GT;
	case RANGE_GE:
		return RANGE_LE;
	case RANGE_LE:
		return RANGE_GE;
	default:
		return c;
	}
}

/* Applies what holds on one way. a and b are the narrowed numbers; masked: of what the first of them is left, if its id is not 0. */
static void cond_apply(struct vfy *v, const struct cond *c, bool taken, const struct range *a, const struct range *b,
		       const struct masked *masked)
{
	enum range_cond cond = taken ? c->cond : range_cond_not(c->cond);

	if (c->d->type == REG_NUMBER && c->s->type == REG_NUMBER) {
		if (masked->id && cond == RANGE_EQ)
			reg_refine_id(v, masked->id, masked->delta,
				      range_bounded(0, ((uint64_t)1 << masked->bits) - 1));
		reg_refine(v, c->dst, *a);
		if (c->src < KILN_NR_REGS && c->src != c->dst)
			reg_refine(v, c->src, *b);
	} else if (is_null_test(c)) {
		settle_null(v, c, cond == RANGE_EQ);
	} else if (is_packet_test(c)) {
		if (is_bound_of(c->d, c->s))
			prove_packet(v, cond, c->d);
		else if (is_bound_of(c->s, c->d))
			prove_packet(v, cond_swap(cond), c->s);
	}
}

void cond_taken(struct vfy *v, const struct pending *pend)
{
	struct cond c = cond_of(v, &v->p->insns[pend->pc], v->info[pend->pc].op);

	cond_apply(v, &c, true, &pend->a, &pend->b, &pend->masked);
}

/* -- the jump ------------------------------------------------------------------------------------------------------- */

/* No more than that from its packet: so it has not wrapped, and a comparison tells nothing of where the packet is. */
static bool packet_near(struct vfy *v, uint32_t nr)
{
	const struct vreg *r = reg_at(v, nr);

	return (r->r.smin > -(int64_t)MAX_PTR_OFF && r->r.smax <= UINT32_MAX) ||
	       vfy_refuse(v, KILN_REASON_LEAK_COMPARE,
			  "r%u may be so far from its packet that a comparison tells where the packet is", nr);
}

static bool cond_check(struct vfy *v, const struct cond *c)
{
	if (!reg_check_set(v, c->dst) || (c->src < KILN_NR_REGS && !reg_check_set(v, c->src)))
		return false;
	if (is_null_test(c) && (c->d->flags & REG_NULLABLE || never_null(c->d)))
		return true;
	if (is_packet_test(c))
		return v->leak || (packet_near(v, c->dst) && packet_near(v, c->src));
	if (c->src < KILN_NR_REGS &&
	    !reg_check_visible(v, c->src, KILN_REASON_LEAK_COMPARE, "it may not be compared so"))
		return false;
	return reg_check_visible(v, c->dst, KILN_REASON_LEAK_COMPARE, "it may not be compared so");
}

/* Registers that are narrowed along with reg. */
struct links {
	uint32_t id;
	uint16_t mask;
};

static void link_one(struct vfy *v, struct vreg *r, uint32_t frame, int32_t where, void *arg)
{
	struct links *l = arg;

	if (r->type == REG_PACKET && r->id == l->id)
		l->mask |= LINK_FAR; /* what varies of it */
	if (r->type == REG_NUMBER && r->id == l->id)
		l->mask = (uint16_t)(l->mask | (frame == cur_frame_nr(v) && where >= 0 ? 1u << where : LINK_FAR));
}

static void note_links(struct vfy *v, uint32_t id)
{
	struct links l = { .id = id };

	if (!l.id || v->mode != MODE_EXPLORE)
		return;
	reg_each(v, link_one, &l);
	v->step[v->now_at].link |= (uint16_t)(l.mask & ~LINK_FAR);
	if (l.mask & LINK_FAR)
		v->step[v->now_at].exact |= v->step[v->now_at].use;
}

static bool go(struct vfy *v, bool taken, uint32_t *next)
{
	fact_way(v, v->pc, taken);
	*next = taken ? v->info[v->pc].target : v->pc + 1;
	return true;
}

static bool cond_holds(const struct cond *c)
{
	uint64_t x = c->d->r.t.value, y = c->s->r.t.value;
	int64_t sx = (int64_t)x, sy = (int64_t)y;

	if (c->width == 32) {
		x = (uint32_t)x;
		y = (uint32_t)y;
		sx = (int32_t)x;
		sy = (int32_t)y;
	}
	switch (c->cond) {
	case RANGE_EQ:
		return x == y;
	case RANGE_NE:
		return x != y;
	case RANGE_GT:
		return x > y;
	case RANGE_LE:
		return x <= y;
	case RANGE_GE:
		return x >= y;
	case RANGE_LT:
		return x < y;
	case RANGE_SGT:
		return sx > sy;
	case RANGE_SLE:
		return sx <= sy;
	case RANGE_SGE:
		return sx >= sy;
	case RANGE_SLT:
		return sx < sy;
	case RANGE_SET:
		return (x & y) != 0;
	default:
		return (x & y) == 0;
	}
}

static bool memo_ready(struct vfy *v)
{
	v->cond_memo = arena_dirty_array(v->a, NR_COND_MEMOS, sizeof(*v->cond_memo));
	for (uint32_t i = 0; v->cond_memo && i < NR_COND_MEMOS; i++)
		v->cond_memo[i].width = 0;
	return v->cond_memo || vfy_nomem(v);
}

/* Both ways of the comparison; what was asked last is remembered. NULL without memory. */
static const struct cond_memo *narrowed(struct vfy *v, const struct cond *c)
{
	struct cond_memo *m;
	uint64_t key;

	if (!v->cond_memo && !memo_ready(v))
		return NULL;
	key = (c->d->r.umin * 31 + c->d->r.umax * 7 + c->d->r.t.mask + c->s->r.umin * 13 + c->s->r.umax +
	       c->cond * 64u) *
	      0x9e3779b97f4a7c15u;
	m = &v->cond_memo[(key >> 32) % NR_COND_MEMOS];
	if (m->width == c->width && m->cond == c->cond && !memcmp(&m->d, &c->d->r, sizeof(m->d)) &&
	    !memcmp(&m->s, &c->s->r, sizeof(m->s)))
		return m;
	m->width = (uint8_t)c->width;
	m->cond = (uint8_t)c->cond;
	m->d = m->a[0] = m->a[1] = c->d->r;
	m->s = m->b[0] = m->b[1] = c->s->r;
	m->can[0] = range_narrow(range_cond_not(c->cond), c->width, &m->a[0], &m->b[0]);
	m->can[1] = range_narrow(c->cond, c->width, &m->a[1], &m->b[1]);
	return m;
}

static bool decided(struct vfy *v, bool taken, uint32_t *next)
{
	if (v->mode == MODE_EXPLORE)
		v->step[v->now_at].exact |= v->step[v->now_at].use;
	return go(v, taken, next);
}

enum { MAX_BETWEEN = 8 };

/*
 * What an AND says of a comparison of its result with 0. Nothing leads here but the instructions between, one after the other: so it was done
 * on this path, and last.
 */
static struct masked masked_here(const struct vfy *v, const struct cond *c)
{
	static const struct masked none;

	if (!v->masked.id || (c->cond != RANGE_EQ && c->cond != RANGE_NE) || !range_is_const(c->s->r) ||
	    c->s->r.t.value || v->p->insns[v->masked.pc].dst != c->dst || v->masked.pc >= v->pc ||
	    v->pc - v->masked.pc > MAX_BETWEEN || (c->width == 32 && c->d->r.umax > UINT32_MAX))
		return none;
	for (uint32_t pc = v->masked.pc + 1; pc < v->pc; pc++) {
		const struct insn_info *in = &v->info[pc];
		uint8_t form = insn_rows[in->op].form;

		if (in->def >> c->dst & 1 || in->flags & INSN_PRUNE || form < FORM_ALU_IMM || form > FORM_ALU_END)
			return none;
	}
	return v->info[v->pc].flags & INSN_PRUNE ? none : v->masked;
}

/*
 * Two numbers that are so far apart, x + by and x: how they compare says only whether one of them went over the end of what 64 bits hold.
 * False: nothing is known, or the comparison is another one. *lt: what x is where the first is less; *ge: where it is not.
 */
static bool apart_ranges(const struct cond *c, struct range *lt, struct range *ge)
{
	int64_t by = (int64_t)c->d->delta - c->s->delta;
	uint64_t far = by < 0 ? (uint64_t)-by : 0 - (uint64_t)by;

	if (c->width != 64 || !c->d->id || c->d->id != c->s->id || !by || (c->d->flags | c->s->flags) & REG_LOW32)
		return false;
	*lt = range_bounded(far, UINT64_MAX); /* x + by < x: over the end; or, by < 0, not below 0 */
	*ge = range_bounded(0, far - 1);
	return true;
}

/* What that tells of c->s on each way, [1]: taken. False: it tells nothing. */
static bool apart_ways(const struct cond *c, struct range way[2])
{
	struct range lt, ge;

	if (!apart_ranges(c, &lt, &ge))
		return false;
	switch (c->cond) {
	case RANGE_LT:
	case RANGE_LE: /* they are not equal */
		way[0] = ge;
		way[1] = lt;
		return true;
	case RANGE_GE:
	case RANGE_GT:
		way[0] = lt;
		way[1] = ge;
		return true;
	default:
		return false;
	}
}

/* Both ways of a comparison of numbers, with all that is known of them. */
struct ways {
	struct range a[2], b[2];
	bool can[2];
};

static bool find_ways(struct vfy *v, const struct cond *c, struct ways *w)
{
	const struct cond_memo *m = narrowed(v, c);
	struct range way[2];

	if (!m)
		return false;
	for (uint32_t i = 0; i < 2; i++) {
		w->a[i] = m->a[i];
		w->b[i] = m->b[i];
		w->can[i] = m->can[i];
	}
	if (w->can[0] && w->can[1] && apart_ways(c, way))
		for (uint32_t i = 0; i < 2; i++)
			w->can[i] = range_meet(w->b[i], way[i], &w->b[i]);
	return true;
}

static bool number_cond(struct vfy *v, struct cond *c, uint32_t *next)
{
	struct masked masked = masked_here(v, c);
	struct ways m;
	struct pending *p;

	if (range_is_const(c->d->r) && range_is_const(c->s->r))
		return decided(v, cond_holds(c), next);
	if (v->mode == MODE_PROBE && (c->cond == RANGE_EQ || c->cond == RANGE_NE) && range_is_const(c->s->r))
		loop_hint(v, c->d, c->s->r.t.value);
	if (!find_ways(v, c, &m))
		return false;
	if (m.can[0] != m.can[1])
		return decided(v, m.can[1], next);
	note_links(v, c->d->id);
	note_links(v, masked.id);
	if (c->src < KILN_NR_REGS)
		note_links(v, c->s->id);
	p = path_fork(v, PEND_TAKEN);
	if (!p)
		return false;
	p->a = m.a[1];
	p->b = m.b[1];
	p->masked = masked;
	cond_apply(v, c, false, &m.a[0], &m.b[0], &masked);
	return go(v, false, next);
}

/* x cond x. */
static bool holds_of_equals(enum range_cond cond)
{
	return cond == RANGE_EQ || cond == RANGE_LE || cond == RANGE_GE || cond == RANGE_SLE || cond == RANGE_SGE;
}

bool cond_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op, uint32_t *next)
{
	struct cond c = cond_of(v, insn, op);

	if (!path_step(v, v->info[v->pc].use, 0, STEP_COND) || !cond_check(v, &c))
		return false;
	if (c.src == c.dst && c.cond != RANGE_SET && c.cond != RANGE_CLEAR)
		return go(v, holds_of_equals(c.cond), next);
	if (c.d->type == REG_NUMBER && c.s->type == REG_NUMBER)
		return number_cond(v, &c, next);
	if (is_null_test(&c)) {
		if (c.src < KILN_NR_REGS)
			path_exact(v, c.src);
		if (never_null(c.d))
			return go(v, c.cond == RANGE_NE, next);
	}
	if (!path_fork(v, PEND_TAKEN))
		return false;
	cond_apply(v, &c, false, NULL, NULL, NULL);
	return go(v, false, next);
}
