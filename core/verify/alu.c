/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * alu.c - arithmetic on numbers and pointers.
 *
 * Pointers     may be moved by addition and subtraction of 64 bits, as long as the offset has bounds; which pointers may
 *              follows Linux, so that one object has one verdict. The difference of two pointers is a number where pointers
 *              may leak. What is copied keeps its id.
 */
#include "verify/state.h"

#define BOTH(name, op)                                                              \
	[OP_##name##64_IMM] = 1 + RANGE_##op, [OP_##name##64_REG] = 1 + RANGE_##op, \
	[OP_##name##32_IMM] = 1 + RANGE_##op, [OP_##name##32_REG] = 1 + RANGE_##op
static const uint8_t range_ops[OP_NR_INSNS] = {
	BOTH(ADD, ADD),
	BOTH(SUB, SUB),
	BOTH(MUL, MUL),
	BOTH(DIV, DIV),
	BOTH(OR, OR),
	BOTH(AND, AND),
	BOTH(LSH, LSH),
	BOTH(RSH, RSH),
	BOTH(MOD, MOD),
	BOTH(XOR, XOR),
	BOTH(ARSH, ARSH),
	BOTH(SDIV, SDIV),
	BOTH(SMOD, SMOD),
	BOTH(MOV, MOV),
	[OP_MOVSX64_8] = 1 + RANGE_MOVSX8,
	[OP_MOVSX64_16] = 1 + RANGE_MOVSX16,
	[OP_MOVSX64_32] = 1 + RANGE_MOVSX32,
	[OP_MOVSX32_8] = 1 + RANGE_MOVSX8,
	[OP_MOVSX32_16] = 1 + RANGE_MOVSX16,
	[OP_NEG64] = 1 + RANGE_NEG,
	[OP_NEG32] = 1 + RANGE_NEG,
	[OP_LE16] = 1 + RANGE_LE16,
	[OP_LE32] = 1 + RANGE_LE32,
	[OP_LE64] = 1 + RANGE_LE64,
	[OP_BE16] = 1 + RANGE_BE16,
	[OP_BE32] = 1 + RANGE_BE32,
	[OP_BE64] = 1 + RANGE_BE64,
	[OP_BSWAP16] = 1 + RANGE_BSWAP16,
	[OP_BSWAP32] = 1 + RANGE_BSWAP32,
	[OP_BSWAP64] = 1 + RANGE_BSWAP64,
};
#undef BOTH

struct alu {
	enum range_op op;
	uint32_t width, dst, src; /* src: KILN_NR_REGS where it is a number of the instruction */
	uint64_t imm;		  /* that number */
	const struct vreg *s;
};

static bool set_result(struct vfy *v, uint32_t dst, const struct vreg *r)
{
	*reg_at(v, dst) = *r;
	fact_result(v, r);
	return true;
}

static bool set_unknown(struct vfy *v, uint32_t dst)
{
	struct vreg r = reg_number(range_unknown());

	return set_result(v, dst, &r);
}

/* -- copies --------------------------------------------------------------------------------------------------------- */

static bool mov_pointer(struct vfy *v, const struct alu *a)
{
	if (a->width == 64 && a->op == RANGE_MOV)
		return set_result(v, a->dst, a->s);
	if (!reg_check_visible(v, a->src, KILN_REASON_POINTER_HALF, "a part of a pointer would be a number"))
		return false;
	return set_unknown(v, a->dst);
}

/* The low half of a number, as one. */
static void cut_low(struct vreg *d)
{
	if (d->r.umax <= UINT32_MAX)
		return;
	d->r = range_cast(d->r, 32, false);
	d->rank.half = true;
	d->len = 0;
	if (d->delta)
		d->id = 0;
	d->delta = 0;
	if (d->id)
		d->flags |= REG_LOW32;
}

static bool mov_do(struct vfy *v, const struct alu *a)
{
	struct vreg *d;

	if (a->src < KILN_NR_REGS && !reg_check_set(v, a->src))
		return false;
	if (a->s->type != REG_NUMBER)
		return mov_pointer(v, a);
	d = reg_at(v, a->dst);
	if (a->op != RANGE_MOV) {
		struct rank rank = a->op == RANGE_MOVSX32 ? a->s->rank : (struct rank){ 0 };

		rank.half = a->op == RANGE_MOVSX32;
		*d = reg_number(range_alu(a->op, a->width, a->s->r, a->s->r));
		d->rank = rank;
	} else {
		if (a->src < KILN_NR_REGS)
			reg_link(v, a->src);
		if (d != a->s)
			*d = *a->s;
		if (a->width == 32)
			cut_low(d);
	}
	fact_result(v, d);
	return true;
}

/* -- pointers ------------------------------------------------------------------------------------------------------- */

static bool offset_sane(struct vfy *v, const struct alu *a, const struct vreg *num)
{
	struct text t;
	char buf[96];

	if (num->r.smin > -(int64_t)MAX_PTR_OFF && num->r.smin < MAX_PTR_OFF)
		if (!range_is_const(num->r) || num->r.smax < MAX_PTR_OFF)
			return true;
	t = TEXT(buf);
	range_text_plain(&t, num->r);
	return vfy_refuse(v, KILN_REASON_POINTER_RANGE, "arithmetic on pointer r%u with an offset of %s", a->dst, buf);
}

/* A pointer that was made before, out of the same two numbers, may be known to have more behind it. */
static void take_len(struct vfy *v, struct vreg *p)
{
	for (uint32_t i = 0; i < KILN_NR_REGS - 1; i++) {
		const struct vreg *r = reg_at(v, i);
		int64_t len = (int64_t)r->len + r->delta - p->delta;

		if (r->type != p->type || r->id != p->id || !r->len || p->r.smin < 0 || len <= (int64_t)p->len)
			continue;
		p->len = (uint32_t)len;
		path_exact(v, i);
	}
}

/*
 * A packet pointer whose variable part has changed by num. Where that is all that varies it is as long as the number is known, and
 * what is proven of one is proven of the other.
 */
static void packet_varies(struct vfy *v, const struct alu *a, struct vreg *p, const struct vreg *num, uint32_t num_reg,
			  bool fixed)
{
	uint32_t len = a->op == RANGE_ADD ? number_room(p->len, &num->r) : 0;
	int32_t delta = p->delta;

	p->delta = 0;
	if (a->op == RANGE_ADD && fixed && num_reg < KILN_NR_REGS && p->type == REG_PACKET) {
		reg_link(v, num_reg);
		if (num->len > len && num->r.smin >= 0)
			len = num->len;
		if (!(num->flags & REG_LOW32)) {
			p->id = num->id;
			p->delta = num->delta;
			p->len = len;
			return;
		}
	}
	p->len = len;
	if (a->op == RANGE_ADD && p->id && num_reg < KILN_NR_REGS && !(num->flags & REG_LOW32)) {
		int64_t both = (int64_t)delta + num->delta;

		reg_link(v, num_reg);
		p->id = reg_sum_id(v, p->id, num->id);
		if (both < MAX_PTR_OFF && both > -MAX_PTR_OFF) {
			p->delta = (int32_t)both;
			take_len(v, p);
			return;
		}
	}
	p->id = reg_new_id(v);
}

/* dst = p + num, or p - num. */
static bool pointer_move(struct vfy *v, const struct alu *a, struct vreg p, const struct vreg *num, uint32_t num_reg)
{
	bool fixed = range_is_const(p.r) && !p.r.t.value;

	if (p.flags & REG_NULLABLE)
		return vfy_refuse(v, KILN_REASON_NULL_ARITH, "arithmetic on %s", reg_type_name(&p));
	/* A tracepoint's text stands where a number in its record says: helpers look there, by an address that means nothing else. */
	if (v->leak && p.type == REG_CTX && !range_is_const(num->r))
		return offset_sane(v, a, num) && set_unknown(v, a->dst);
	if (!reg_may_move(&p) || (p.type == REG_CTX && !range_is_const(num->r)))
		return vfy_refuse(v, KILN_REASON_POINTER_ARITH, "arithmetic on %s, with %s", reg_type_name(&p),
				  range_is_const(num->r) ? "a constant" : "a variable");
	if (!offset_sane(v, a, num))
		return false;
	if (num_reg < KILN_NR_REGS)
		path_exact(v, num_reg);
	p.rank = rank_moved(p.rank, &num->r, a->op == RANGE_SUB, 64);
	if (range_is_const(num->r)) {
		int64_t off = p.off + (a->op == RANGE_ADD ? num->r.smin : -num->r.smin);

		if (off <= -(int64_t)MAX_PTR_OFF || off >= MAX_PTR_OFF)
			return vfy_refuse(v, KILN_REASON_POINTER_FAR, "the offset of r%u grows to %lld", a->dst,
					  (long long)off);
		p.off = (int32_t)off;
	} else {
		p.r = range_alu(a->op, 64, p.r, num->r);
		if (p.type == REG_PACKET || p.type == REG_META)
			packet_varies(v, a, &p, num, num_reg, fixed);
	}
	return set_result(v, a->dst, &p);
}

static bool pointer_alu(struct vfy *v, const struct alu *a, const struct vreg *d)
{
	bool d_ptr = d->type != REG_NUMBER, s_ptr = a->s->type != REG_NUMBER;

	if (v->leak && (a->op == RANGE_SUB && (a->width == 32 || (d_ptr && s_ptr))))
		return set_unknown(v, a->dst);
	if (v->leak && (a->op == RANGE_NEG || a->op >= RANGE_LE16))
		return set_unknown(v, a->dst);
	if (d_ptr && s_ptr)
		return vfy_refuse(v, KILN_REASON_POINTER_PAIR, "arithmetic between two pointers, r%u and r%u", a->dst,
				  a->src);
	if (a->width == 32)
		return vfy_refuse(v, KILN_REASON_POINTER_32, "32-bit arithmetic on %s",
				  reg_type_name(d_ptr ? d : a->s));
	if (a->op != RANGE_ADD && (a->op != RANGE_SUB || s_ptr))
		return vfy_refuse(v, KILN_REASON_POINTER_OP, "other arithmetic than addition on %s",
				  reg_type_name(d_ptr ? d : a->s));
	return d_ptr ? pointer_move(v, a, *d, a->s, a->src) : pointer_move(v, a, *a->s, d, a->dst);
}

/* -- division ------------------------------------------------------------------------------------------------------- */

/* What native code can leave out. The facts come from bounds, so those matter. */
static void division_facts(struct vfy *v, const struct alu *a, const struct vreg *d)
{
	uint16_t held = 0;
	struct range x = a->width == 32 ? range_cast(d->r, 32, false) : d->r;
	struct range y = a->width == 32 ? range_cast(a->s->r, 32, false) : a->s->r;
	bool is_signed = a->op == RANGE_SDIV || a->op == RANGE_SMOD;
	uint64_t least = a->width == 32 ? 0x80000000u : (uint64_t)1 << 63;
	uint64_t minus = a->width == 32 ? UINT32_MAX : UINT64_MAX;

	if (!range_has(y, 0))
		held |= FACT_SRC_NONZERO;
	if (a->width == 64 && !is_signed && x.umax <= UINT32_MAX && y.umax <= UINT32_MAX)
		held |= FACT_FITS32;
	if (is_signed && (!range_has(x, least) || !range_has(y, minus)))
		held |= FACT_NO_OVERFLOW;
	fact_keep(v, FACT_SRC_NONZERO | FACT_FITS32 | FACT_NO_OVERFLOW, held);
	if (held && a->src < KILN_NR_REGS)
		path_exact(v, a->src);
	if (held & (FACT_FITS32 | FACT_NO_OVERFLOW))
		path_exact(v, a->dst);
}

/* -- all ------------------------------------------------------------------------------------------------------------ */

static bool is_full(const struct range *r)
{
	return !r->umin && r->umax == UINT64_MAX && r->smin == INT64_MIN && r->smax == INT64_MAX &&
	       r->t.mask == UINT64_MAX;
}

static bool low_is_full(const struct range *r)
{
	return !r->u32min && r->u32max == UINT32_MAX && r->s32min == INT32_MIN && r->s32max == INT32_MAX &&
	       (uint32_t)r->t.mask == UINT32_MAX;
}

static const struct range unknown = { .t.mask = UINT64_MAX,
				      .umax = UINT64_MAX,
				      .smin = INT64_MIN,
				      .smax = INT64_MAX,
				      .u32max = UINT32_MAX,
				      .s32min = INT32_MIN,
				      .s32max = INT32_MAX };
static const struct range unknown32 = { .t.mask = UINT32_MAX,
					.umax = UINT32_MAX,
					.smax = UINT32_MAX,
					.u32max = UINT32_MAX,
					.s32min = INT32_MIN,
					.s32max = INT32_MAX };

/* Sums and differences with a number of which nothing is known: most of what hashes and ciphers do. NULL for all else. */
static const struct range *alu_full(const struct alu *a, const struct range *d)
{
	if (a->op != RANGE_ADD && a->op != RANGE_SUB && a->op != RANGE_XOR)
		return NULL;
	if (a->width == 64)
		return is_full(d) || is_full(&a->s->r) ? &unknown : NULL;
	return low_is_full(d) || low_is_full(&a->s->r) ? &unknown32 : NULL;
}

/* Two numbers that are known. */
static bool eval(const struct alu *a, uint64_t x, uint64_t y, struct range *out)
{
	uint64_t by = y & (a->width - 1);

	switch (a->op) {
	case RANGE_ADD:
		x += y;
		break;
	case RANGE_SUB:
		x -= y;
		break;
	case RANGE_MUL:
		x *= y;
		break;
	case RANGE_AND:
		x &= y;
		break;
	case RANGE_OR:
		x |= y;
		break;
	case RANGE_XOR:
		x ^= y;
		break;
	case RANGE_LSH:
		x <<= by;
		break;
	case RANGE_RSH:
		x = (a->width == 32 ? (uint32_t)x : x) >> by;
		break;
	default:
		return false;
	}
	*out = range_const(a->width == 32 ? (uint32_t)x : x);
	return true;
}

static bool memo_ready(struct vfy *v)
{
	v->memo = arena_dirty_array(v->a, NR_MEMOS, sizeof(*v->memo));
	for (uint32_t i = 0; v->memo && i < NR_MEMOS; i++)
		v->memo[i].width = 0;
	return v->memo || vfy_nomem(v);
}

/* What was computed last: unrolled code asks the same again and again. NULL without memory. */
static const struct range *alu_range(struct vfy *v, const struct alu *a, const struct range *d)
{
	const struct range *s = &a->s->r, *full = alu_full(a, d);
	struct alu_memo *m;
	uint64_t key;

	if (full)
		return full;
	if (!v->memo && !memo_ready(v))
		return NULL;
	key = (d->umin * 31 + d->umax * 7 + d->t.mask + s->umin * 13 + s->umax + a->op * 64u + a->width) *
	      0x9e3779b97f4a7c15u;
	m = &v->memo[(key >> 32) % NR_MEMOS];
	if (m->width != a->width || m->op != a->op || memcmp(&m->d, d, sizeof(*d)) || memcmp(&m->s, s, sizeof(*s))) {
		m->width = (uint8_t)a->width;
		m->op = (uint8_t)a->op;
		m->d = *d;
		m->s = *s;
		m->out = range_alu(a->op, a->width, *d, *s);
	}
	return &m->out;
}

/* How far the sum has gone: as far as the operand of which that is known, and the other one. */
static struct rank alu_rank(const struct vfy *v, const struct alu *a, const struct vreg *d)
{
	if (a->op == RANGE_ADD && !d->rank.loop)
		return rank_moved(a->s->rank, &d->r, false, a->width);
	if (a->op == RANGE_ADD)
		return rank_plus(v, rank_moved(d->rank, &a->s->r, false, a->width), &d->rank, &a->s->rank, a->width);
	if (a->op == RANGE_SUB)
		return rank_moved(d->rank, &a->s->r, true, a->width);
	return (struct rank){ 0 };
}

/* A constant is added to a number that others equal: it stays known how far they are apart. */
static bool keeps_delta(const struct alu *a, const struct vreg *d, int64_t by)
{
	int64_t delta = a->op == RANGE_SUB ? d->delta - by : d->delta + by;

	if (delta >= MAX_PTR_OFF || delta <= -MAX_PTR_OFF) /* as proofs may say */
		return false;
	if (a->width == 64)
		return true;
	by = a->op == RANGE_SUB ? -by : by;
	return d->r.umax <= UINT32_MAX && (int64_t)d->r.umin + by >= 0 && (int64_t)d->r.umax + by <= UINT32_MAX;
}

static void keep_delta(const struct alu *a, struct vreg *d)
{
	int64_t by = a->width == 32 ? (int32_t)a->s->r.smin : a->s->r.smin;

	if ((a->op != RANGE_ADD && a->op != RANGE_SUB) || !range_is_const(a->s->r) || d->flags & REG_LOW32 ||
	    by >= MAX_PTR_OFF || by <= -MAX_PTR_OFF || !keeps_delta(a, d, by)) {
		d->id = 0;
		d->delta = 0;
		d->len = 0;
		return;
	}
	by = a->op == RANGE_SUB ? -by : by;
	d->len = len_moved(d, by);
	if (d->id)
		d->delta += (int32_t)by;
}

/* Two numbers are added of which others are equal to one: whoever adds the same has the same sum. */
static bool is_sum(const struct alu *a, const struct vreg *d)
{
	int64_t delta = (int64_t)d->delta + a->s->delta;

	return a->op == RANGE_ADD && d->id && a->src < KILN_NR_REGS && !range_is_const(a->s->r) &&
	       !((d->flags | a->s->flags) & REG_LOW32) && delta < MAX_PTR_OFF && delta > -MAX_PTR_OFF &&
	       (a->width == 64 || (d->r.umax <= UINT32_MAX && a->s->r.umax <= UINT32_MAX - d->r.umax));
}

static void add_ids(struct vfy *v, const struct alu *a, struct vreg *d)
{
	reg_link(v, a->src);
	d->id = reg_sum_id(v, d->id, a->s->id);
	d->delta += a->s->delta;
	d->len = 0;
}

/* A number's lowest bits are taken off: what is left is 0 where it had only those. */
static void note_masked(struct vfy *v, const struct alu *a, const struct vreg *d)
{
	uint64_t mask = a->s->r.t.value, all = d->r.t.value | d->r.t.mask;
	uint32_t bits;

	if (!d->id || d->flags & REG_LOW32 || a->s->r.t.mask || !mask || (a->width == 32 && d->r.umax > UINT32_MAX))
		return;
	bits = (uint32_t)__builtin_ctzll(mask);
	if (all >> bits << bits & ~mask)
		return;
	v->masked = (struct masked){ .id = d->id, .pc = v->pc, .delta = d->delta, .bits = (uint8_t)bits };
}

static bool set_number(struct vfy *v, const struct alu *a, struct vreg *d, const struct range *r)
{
	if (a->op == RANGE_AND)
		note_masked(v, a, d);
	if (is_sum(a, d))
		add_ids(v, a, d);
	else if (d->id || d->len)
		keep_delta(a, d);
	if (d->rank.loop || a->s->rank.loop) {
		d->rank = alu_rank(v, a, d);
		if (d->rank.loop && a->src < KILN_NR_REGS) {
			path_exact(v, a->dst);
			path_exact(v, a->src);
		}
	}
	d->r = *r;
	d->flags = 0;
	fact_result(v, d);
	return true;
}

static bool number_alu(struct vfy *v, const struct alu *a, struct vreg *d)
{
	const struct range *r;

	if (a->op == RANGE_DIV || a->op == RANGE_MOD || a->op == RANGE_SDIV || a->op == RANGE_SMOD)
		division_facts(v, a, d);
	r = alu_range(v, a, &d->r);
	return r && set_number(v, a, d, r);
}

/* dst and the other operand are known: no ranges are made for what is only added up. */
static bool known_alu(struct vfy *v, const struct alu *a, struct vreg *d, uint64_t y)
{
	struct range r;

	if (d->type != REG_NUMBER || d->r.t.mask || !eval(a, d->r.t.value, y, &r))
		return false;
	return set_number(v, a, d, &r);
}

bool alu_do(struct vfy *v, const struct kiln_insn *insn, enum insn_op op)
{
	const struct insn_row *row = &insn_rows[op];
	const struct insn_info *in = &v->info[v->pc];
	bool reg = row->form == FORM_ALU_REG;
	struct vreg *d = reg_at(v, insn->dst);
	struct alu a;

	a.op = (enum range_op)(range_ops[op] - 1);
	a.width = row->width;
	a.dst = insn->dst;
	a.src = reg ? insn->src : KILN_NR_REGS;
	a.imm = a.width == 32 ? (uint32_t)insn->imm : (uint64_t)(int64_t)insn->imm;
	if (!path_step(v, in->use, in->def, STEP_FLOW))
		return false;
	if (a.op == RANGE_AND)
		v->masked.id = 0;
	if (reg) {
		a.s = reg_at(v, insn->src);
	} else {
		v->number.type = REG_NUMBER;
		v->number.r = range_const(a.imm);
		a.s = &v->number;
		if (known_alu(v, &a, d, a.imm))
			return true;
	}
	if (a.op >= RANGE_MOV && a.op <= RANGE_MOVSX32)
		return mov_do(v, &a);
	if (!reg_check_set(v, a.dst) || (reg && !reg_check_set(v, a.src)))
		return false;
	if (reg && a.s->type == REG_NUMBER && !a.s->r.t.mask && known_alu(v, &a, d, a.s->r.t.value))
		return true;
	return d->type == REG_NUMBER && a.s->type == REG_NUMBER ? number_alu(v, &a, d) : pointer_alu(v, &a, d);
}
