/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_flow.c - what holds where in a classic program: bounds, what is still read, how much of the packet is needed and proven.
 *
 * Overview     need: a packet that is shorter is answered 0, whatever path it takes from here. It goes backwards: a load needs its
 *              bytes, a branch what both of its sides need, `ret 0` any number. So one check before the first load stands for
 *              those of all loads that must follow, and a load has none of its own: checks are where paths begin to need more
 *              than is proven, which goes forwards (have). The same for offsets from X, as long as X stays as it is.
 *              raw: a load whose value is only compared with constants, or masked, keeps the packet's byte order.
 * Invariant    at each instruction that is reached, have >= need and have_x >= need_x.
 * Cost         linear without loops; with them, walks are repeated until nothing changes, up to a limit.
 */
#include "front/cbpf.h"

#include "base/bits.h"

enum { MAX_ROUNDS = 200, STEADY_ROUNDS = 8 };

static uint32_t min32(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static uint32_t max32(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* Sets *p and tells whether that changed it. */
static bool set32(uint32_t *p, uint32_t v)
{
	bool changed = *p != v;

	*p = v;
	return changed;
}

static bool lower32(uint32_t *p, uint32_t v)
{
	return set32(p, min32(*p, v));
}

/* A walk over all instructions, forwards or backwards, again until nothing changes. False: that takes too long. */
static bool walk(struct cbpf *c, bool forwards, bool (*visit)(struct cbpf *, uint32_t, uint32_t))
{
	for (uint32_t round = 0; round < MAX_ROUNDS; round++) {
		bool changed = false;

		for (uint32_t i = 0; i < c->nr; i++)
			changed |= visit(c, forwards ? i : c->nr - 1 - i, round);
		if (!changed || !c->loops)
			return true;
	}
	return false;
}

/* -- bounds -------------------------------------------------------------------------------------------------------- */

static uint32_t ones(uint32_t v)
{
	return v ? UINT32_MAX >> __builtin_clz(v) : 0;
}

static uint32_t at_most(uint64_t v)
{
	return v > UINT32_MAX ? UINT32_MAX : (uint32_t)v;
}

/* A no more than a; the second operand no more than b, which it is if it is a constant. */
static uint32_t alu_max(uint8_t op, uint32_t a, uint32_t b, bool constant)
{
	switch (op) {
	case ALU_ADD:
		return at_most((uint64_t)a + b);
	case ALU_MUL:
		return at_most((uint64_t)a * b);
	case ALU_DIV:
		return constant ? a / b : a;
	case ALU_MOD:
		return constant ? min32(a, b - 1) : a;
	case ALU_OR:
	case ALU_XOR:
		return ones(a | b);
	case ALU_AND:
		return min32(a, b);
	case ALU_LSH:
		return constant && b < 32 ? at_most((uint64_t)a << b) : UINT32_MAX;
	case ALU_RSH:
		return constant && b < 32 ? a >> b : a;
	default:
		return UINT32_MAX;
	}
}

static uint32_t load_max(const struct cbpf *c, const struct cbpf_node *n)
{
	if (c->machine == CBPF_FILTER && n->k >= CBPF_AD_OFF)
		return UINT32_MAX;
	return UINT32_MAX >> (32 - 8 * n->size);
}

static void max_step(const struct cbpf *c, const struct cbpf_node *n, struct cbpf_max *m)
{
	switch (CBPF_CLASS(n->code)) {
	case 0:
		m->a = n->size		   ? load_max(c, n)
		       : n->code == LD_IMM ? n->k
		       : n->code == LD_MEM ? m->m[n->k]
					   : UINT32_MAX;
		break;
	case 1:
		m->x = n->size ? 60 : n->code == LDX_IMM ? n->k : n->code == LDX_MEM ? m->m[n->k] : UINT32_MAX;
		break;
	case ST:
		m->m[n->k] = m->a;
		break;
	case STX:
		m->m[n->k] = m->x;
		break;
	case ALU:
		m->a = alu_max(CBPF_OP(n->code), m->a, n->code & ALU_X ? m->x : n->k, !(n->code & ALU_X));
		break;
	case TAX:
		*(n->code == TAX ? &m->x : &m->a) = n->code == TAX ? m->a : m->x;
		break;
	}
}

/* What grows on and on in a loop has no bound. */
static bool max_join(struct cbpf_max *to, const struct cbpf_max *from, bool steady)
{
	uint32_t *t = &to->a;
	const uint32_t *f = &from->a;
	bool changed = false;

	for (size_t i = 0; i < sizeof(*to) / sizeof(*t); i++)
		if (f[i] > t[i])
			changed |= set32(&t[i], steady ? UINT32_MAX : f[i]);
	return changed;
}

static bool max_visit(struct cbpf *c, uint32_t i, uint32_t round)
{
	const struct cbpf_node *n = &c->node[i];
	struct cbpf_max after = c->max[i];
	bool changed = false, steady = round >= STEADY_ROUNDS;

	max_step(c, n, &after);
	if (n->yes != UINT32_MAX)
		changed = max_join(&c->max[n->yes], &after, steady);
	return cbpf_is_jump(n) ? max_join(&c->max[n->no], &after, steady) || changed : changed;
}

/* -- how each load is done ----------------------------------------------------------------------------------------- */

static enum cbpf_way way_filter(uint32_t k)
{
	switch (k - CBPF_AD_OFF) {
	case AD_NLATTR:
	case AD_NLATTR_NEST:
	case AD_PAY_OFFSET:
	case AD_CPU:
	case AD_RANDOM:
		return WAY_HELPER;
	default:
		return WAY_FIELD;
	}
}

static enum cbpf_way way_of(const struct cbpf *c, uint32_t i)
{
	const struct cbpf_node *n = &c->node[i];
	uint64_t end = (uint64_t)n->k + n->size;

	if (!n->size)
		return WAY_NONE;
	if (c->machine == CBPF_SECCOMP)
		return WAY_FIELD;
	if (n->reads & CBPF_X) /* in a loop the verifier forgets X's bounds */
		return end + c->max[i].x <= CBPF_SEEN && !c->loops ? WAY_BASED : WAY_CHECK;
	if (c->machine == CBPF_FILTER && n->k >= CBPF_AD_OFF && n->code != LDX_MSH)
		return way_filter(n->k);
	return end <= CBPF_SEEN ? WAY_FIXED : WAY_HELPER;
}

/* Loads that are calculations read both; those that need a device answer A where there is none. */
static uint8_t ad_reads(const struct cbpf *c, const struct cbpf_node *n)
{
	uint32_t ad = n->k - CBPF_AD_OFF;

	if (c->machine != CBPF_FILTER || CBPF_CLASS(n->code) || !n->size || n->reads & CBPF_X)
		return 0;
	if (ad == AD_ALU_XOR_X || ad == AD_NLATTR || ad == AD_NLATTR_NEST)
		return CBPF_A | CBPF_X;
	return ad == AD_IFINDEX || ad == AD_HATYPE ? CBPF_A : 0;
}

/* Helpers take the registers that data + X would live in: with them, each such load checks for itself. */
static void ways_choose(struct cbpf *c)
{
	for (uint32_t i = 0; i < c->nr; i++) {
		c->node[i].way = (uint8_t)way_of(c, i);
		c->calls |= c->node[i].way == WAY_CHECK || c->node[i].way == WAY_HELPER;
		c->node[i].reads |= ad_reads(c, &c->node[i]);
	}
	for (uint32_t i = 0; i < c->nr && c->calls; i++)
		if (c->node[i].way == WAY_BASED)
			c->node[i].way = WAY_CHECK;
}

/* -- what is needed, and what is read later ------------------------------------------------------------------------ */

static uint32_t bits_of(uint8_t what, uint32_t k)
{
	return (what & (CBPF_A | CBPF_X)) | (what & CBPF_M ? CBPF_M << k : 0);
}

/* The next program needs what it needs by itself: this one is answered 0 then. */
static void need_after(const struct cbpf *c, const struct cbpf_node *n, uint32_t to, uint32_t *need, uint32_t *need_x)
{
	if (c->node[to].prog != n->prog)
		return;
	*need = min32(*need, c->node[to].need);
	*need_x = min32(*need_x, c->node[to].need_x);
}

static bool need_visit(struct cbpf *c, uint32_t i, uint32_t round)
{
	struct cbpf_node *n = &c->node[i];
	uint32_t need = CBPF_NEVER, need_x = CBPF_NEVER;
	bool changed;

	(void)round;
	if (n->code == RET_A || (n->code == RET_K && n->k) || n->code == MATCH || n->code == ANSWER)
		need = need_x = 0;
	if (n->yes != UINT32_MAX)
		need_after(c, n, n->yes, &need, &need_x);
	if (cbpf_is_jump(n))
		need_after(c, n, n->no, &need, &need_x);
	if (n->way == WAY_FIXED)
		need = max32(need, n->k + n->size);
	if (n->way == WAY_BASED)
		need_x = max32(need_x, n->k + n->size);
	if (n->writes & CBPF_X)
		need_x = need == CBPF_NEVER ? CBPF_NEVER : 0;
	if (n->way == WAY_FIELD && n->reads & CBPF_A) /* may end the program with A */
		need = need_x = 0;
	changed = set32(&n->need, need);
	return set32(&n->need_x, need_x) || changed;
}

static bool live_visit(struct cbpf *c, uint32_t i, uint32_t round)
{
	struct cbpf_node *n = &c->node[i];
	bool base = n->way == WAY_BASED, base_after = false;
	uint32_t live = 0;

	(void)round;
	if (n->yes != UINT32_MAX) {
		live = c->node[n->yes].live;
		base_after = c->node[n->yes].base_live;
	}
	if (cbpf_is_jump(n)) {
		live |= c->node[n->no].live;
		base_after |= c->node[n->no].base_live;
	}
	live &= ~bits_of(n->writes, n->k);
	live |= bits_of(base ? n->reads & (uint8_t)~CBPF_X : n->reads, n->k);
	base |= base_after && !(n->writes & CBPF_X);
	base_after = n->base_live != base;
	n->base_live = base;
	return set32(&n->live, live) || base_after;
}

static bool have_to(struct cbpf_node *to, uint32_t have, uint32_t have_x)
{
	bool changed = !to->reached;

	if (to->need == CBPF_NEVER)
		return false;
	to->reached = true;
	changed |= lower32(&to->have, max32(have, to->need));
	changed |= lower32(&to->have_x, max32(have_x, to->need_x));
	return changed;
}

static bool have_visit(struct cbpf *c, uint32_t i, uint32_t round)
{
	struct cbpf_node *n = &c->node[i];
	bool changed = false;

	(void)round;
	if (!n->reached)
		return false;
	if (n->yes != UINT32_MAX)
		changed = have_to(&c->node[n->yes], n->have, cbpf_have_x(n, &c->node[n->yes]));
	return cbpf_is_jump(n) ? have_to(&c->node[n->no], n->have, cbpf_have_x(n, &c->node[n->no])) || changed
			       : changed;
}

/* -- answers ------------------------------------------------------------------------------------------------------- */

static bool is_answer(const struct cbpf *c, uint32_t i)
{
	return c->node[i].code == RET_K;
}

/* Whether the last test of a filter holds is what nobody can guess: it chooses between two numbers, without a jump. */
static void selects_choose(struct cbpf *c)
{
	for (uint32_t i = 0; i < c->nr && !c->many; i++) {
		struct cbpf_node *n = &c->node[i];

		n->select = n->reached && cbpf_is_jump(n) && is_answer(c, n->yes) && is_answer(c, n->no);
	}
	for (uint32_t i = 1; i < c->nr && !c->many; i++) /* the first is there in any case */
		if (is_answer(c, i))
			c->node[i].reached = false;
	for (uint32_t i = 0; i < c->nr && !c->many; i++) {
		struct cbpf_node *n = &c->node[i];

		if (!n->reached || n->select)
			continue;
		if (n->yes != UINT32_MAX && is_answer(c, n->yes) && c->node[n->yes].need != CBPF_NEVER)
			c->node[n->yes].reached = true;
		if (cbpf_is_jump(n) && is_answer(c, n->no) && c->node[n->no].need != CBPF_NEVER)
			c->node[n->no].reached = true;
	}
}

/* -- byte order ---------------------------------------------------------------------------------------------------- */

/* Whether A may be in the packet's order after n. */
static bool raw_after(const struct cbpf *c, const struct cbpf_node *n)
{
	return (n->yes == UINT32_MAX || c->node[n->yes].raw_ok) && (!cbpf_is_jump(n) || c->node[n->no].raw_ok);
}

static bool raw_use_ok(const struct cbpf_node *n)
{
	return n->code == (JMP | JMP_JEQ) || n->code == (JMP | JMP_JSET) || n->code == (ALU | ALU_AND);
}

static void raw_visit(struct cbpf *c, uint32_t i)
{
	struct cbpf_node *n = &c->node[i];

	if (!(n->live & CBPF_A)) /* what A is does not matter */
		n->raw_ok = true;
	else
		n->raw_ok = !n->plain && raw_after(c, n) && (!(n->reads & CBPF_A) || raw_use_ok(n));
}

enum { FORM_UNKNOWN = 0xff, MAX_FORM_TRIES = 8 };

static uint8_t form_after(const struct cbpf_node *n)
{
	if (n->raw)
		return (uint8_t)(8 * n->size);
	return n->writes & CBPF_A && n->code != (ALU | ALU_AND) ? 0 : n->form;
}

/* True: the ways that lead there bring different orders. */
static bool form_to(struct cbpf_node *to, uint8_t form)
{
	if (!(to->live & CBPF_A) || to->form == form)
		return false;
	if (to->form == FORM_UNKNOWN) {
		to->form = form;
		return false;
	}
	to->plain = true;
	return true;
}

static bool is_raw_load(const struct cbpf *c, const struct cbpf_node *n)
{
	return (n->way == WAY_FIXED || n->way == WAY_BASED) && n->size > 1 && n->writes & CBPF_A && raw_after(c, n);
}

/* False: two orders meet somewhere, which is then marked to want none. */
static bool forms_agree(struct cbpf *c)
{
	bool agree = true;

	c->node[0].form = 0;
	for (uint32_t i = 0; i < c->nr; i++) {
		struct cbpf_node *n = &c->node[i];

		n->raw = is_raw_load(c, n);
		if (!n->reached)
			continue;
		if (n->form == FORM_UNKNOWN) /* what A is does not matter */
			n->form = 0;
		if (n->yes != UINT32_MAX && c->node[n->yes].reached && form_to(&c->node[n->yes], form_after(n)))
			agree = false;
		if (cbpf_is_jump(n) && c->node[n->no].reached && form_to(&c->node[n->no], form_after(n)))
			agree = false;
	}
	return agree;
}

/* Loads keep the packet's order where all that reads them can do with it. Not tried with loops. */
static void forms_choose(struct cbpf *c)
{
	for (uint32_t round = 0; !KILN_BIG_ENDIAN && !c->loops && round < MAX_FORM_TRIES; round++) {
		for (uint32_t i = 0; i < c->nr; i++)
			c->node[i].form = FORM_UNKNOWN;
		for (uint32_t i = c->nr; i-- > 0;)
			raw_visit(c, i);
		if (forms_agree(c))
			return;
	}
	for (uint32_t i = 0; i < c->nr; i++) {
		c->node[i].form = 0;
		c->node[i].raw = false;
	}
}

/* -- several programs: ones that are decided ----------------------------------------------------------------------- */

/* A program that answers 0 whatever comes leads on to the next one with all that is known: so it is left here, or gone through. */
static void never_settle(const struct cbpf *c, struct cbpf_node *n)
{
	const struct cbpf_node *next = n->yes == UINT32_MAX ? NULL : &c->node[n->yes];

	n->idle = next && !cbpf_is_jump(n) && !n->turn && !(bits_of(n->writes, n->k) & next->live) &&
		  !(n->writes & CBPF_X && next->base_live);
	n->need = n->way == WAY_FIXED ? n->k + n->size : 0;
	n->need_x = n->way == WAY_BASED ? n->k + n->size : 0;
}

static uint32_t past_idle(const struct cbpf *c, uint32_t to)
{
	while (to != UINT32_MAX && c->node[to].idle)
		to = c->node[to].yes;
	return to;
}

static void idle_pass_by(struct cbpf *c)
{
	for (uint32_t i = 0; i < c->nr; i++)
		if (c->node[i].need == CBPF_NEVER)
			never_settle(c, &c->node[i]);
	for (uint32_t i = 0; i < c->nr; i++) {
		c->node[i].yes = past_idle(c, c->node[i].yes);
		c->node[i].no = past_idle(c, c->node[i].no);
	}
	for (uint32_t i = 0; i < KILN_CBPF_PROGRAMS; i++)
		c->fail[i] = past_idle(c, c->fail[i]);
}

uint32_t cbpf_live(struct cbpf *c)
{
	for (uint32_t i = 0; i < c->nr; i++)
		c->node[i].live = 0;
	return walk(c, false, live_visit) ? c->node[0].live : UINT32_MAX;
}

bool cbpf_flow(struct cbpf *c)
{
	for (uint32_t i = 0; i < c->nr; i++) {
		struct cbpf_node *n = &c->node[i];

		n->live = 0;
		n->need = n->need_x = n->have = n->have_x = CBPF_NEVER;
	}
	if (!walk(c, true, max_visit))
		return false;
	ways_choose(c);
	if (!walk(c, false, need_visit) || !walk(c, false, live_visit))
		return false;
	if (c->many)
		idle_pass_by(c);
	have_to(&c->node[0], 0, 0);
	for (uint32_t i = 0; c->many && i < KILN_CBPF_PROGRAMS; i++)
		if (c->fail[i])
			have_to(&c->node[c->fail[i]], 0, 0);
	if (!walk(c, true, have_visit))
		return false;
	selects_choose(c);
	forms_choose(c);
	return true;
}
