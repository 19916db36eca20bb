/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * read.c - a classic program becomes a decision diagram.
 *
 * Overview     the program is run once on symbols. A, X and each scratch word are 32 diagrams, one a bit, so every
 *              instruction is exact: masks, sums, shifts, even products. Classic jumps go forward only: when an instruction
 *              is reached, all ways to it are known, and are joined into one state.
 * Invariant    the conditions of the states that are alive do not overlap. Only live registers are joined.
 * Cost         instructions times the size of the diagrams; the store's budget bounds it.
 */
#include "base/bits.h"
#include "base/reason.h"
#include "base/text.h"
#include "front/cbpf.h"
#include "front/seccomp/diagram.h"

enum { REG_A, REG_X, REG_MEM, NR_REGS = REG_MEM + CBPF_NR_M, WORD = 32 };

struct word {
	uint32_t bit[WORD]; /* from the lowest */
};

struct state {
	uint32_t cond; /* the calls that come here */
	struct word reg[NR_REGS];
	struct state *next_free;
};

struct way {
	uint32_t taken, not_taken; /* the calls that go from an instruction to jt and jf; or on */
};

struct kiln_policy {
	struct kiln_policies *s;
	struct cbpf_node *node; /* the program, checked */
	uint32_t nr, root;
	struct way *way;
	uint32_t *most; /* kiln_policy_steps' room */
};

struct reader {
	struct kiln_policies *s;
	struct kiln_policy *p;
	struct arena arena;
	struct state **at; /* of each instruction that a way was found to */
	uint32_t *live;	   /* registers, a bit each, that may be read from there on */
	struct state *free;
	struct word constant, zero; /* an instruction's k; never written */
	struct word moved, sum;	    /* for a while */
};

/* -- words --------------------------------------------------------------------------------------------------------- */

static void word_set(struct word *w, uint32_t v)
{
	for (uint32_t i = 0; i < WORD; i++)
		w->bit[i] = v >> i & 1 ? DD_TRUE : DD_FALSE;
}

/* The word of struct seccomp_data at off. */
static void word_load(struct kiln_policies *s, struct word *w, uint32_t off)
{
	uint32_t first = off == 0   ? dd_fields[KILN_POLICY_NR].first
			 : off == 4 ? dd_fields[KILN_POLICY_ARCH].first
			 : off < 16 ? dd_fields[KILN_POLICY_IP].first
				    : dd_fields[KILN_POLICY_ARG0 + (off - 16) / 8].first;

	/* Of 64 bits the low word is first in memory, and last in the order. */
	if (off >= 8 && !(off & 4))
		first += WORD;
	for (uint32_t i = 0; i < WORD; i++)
		w->bit[i] = dd_bit(s, first + WORD - 1 - i);
}

/* Where cond holds a, elsewhere what out was. */
static void word_join(struct kiln_policies *s, struct word *out, uint32_t cond, const struct word *a)
{
	for (uint32_t i = 0; i < WORD; i++)
		out->bit[i] = dd_ite(s, cond, a->bit[i], out->bit[i]);
}

/* a + b + carry; with invert b's bits are turned over. out may be a or b. */
static void word_sum(struct kiln_policies *s, struct word *out, const struct word *a, const struct word *b, bool invert,
		     uint32_t carry)
{
	for (uint32_t i = 0; i < WORD; i++) {
		uint32_t one = a->bit[i], half = dd_xor(s, one, invert ? dd_not(s, b->bit[i]) : b->bit[i]);

		out->bit[i] = dd_xor(s, half, carry);
		carry = dd_ite(s, half, carry, one);
	}
}

static void word_sub(struct kiln_policies *s, struct word *out, const struct word *a, const struct word *b)
{
	word_sum(s, out, a, b, true, DD_TRUE);
}

/* Up by n bits, zeros come in; n < 0: down. out is not a. */
static void word_shift(struct word *out, const struct word *a, int n)
{
	for (int i = 0; i < WORD; i++)
		out->bit[i] = i - n < 0 || i - n >= WORD ? DD_FALSE : a->bit[i - n];
}

/* The machine takes a shift modulo 32. */
static void word_shift_by(struct reader *r, struct word *a, const struct word *by, bool left)
{
	for (int i = 0; i < 5; i++) {
		word_shift(&r->moved, a, left ? 1 << i : -(1 << i));
		word_join(r->s, a, by->bit[i], &r->moved);
	}
}

static void word_mul(struct reader *r, struct word *a, const struct word *b)
{
	word_set(&r->sum, 0);
	for (int i = 0; i < WORD; i++) {
		word_shift(&r->moved, a, i);
		for (int j = 0; j < WORD; j++)
			r->moved.bit[j] = dd_and(r->s, b->bit[i], r->moved.bit[j]);
		word_sum(r->s, &r->sum, &r->sum, &r->moved, false, DD_FALSE);
	}
	*a = r->sum;
}

static uint32_t word_eq(struct kiln_policies *s, const struct word *a, const struct word *b)
{
	uint32_t r = DD_TRUE;

	for (uint32_t i = 0; i < WORD; i++)
		r = dd_ite(s, dd_xor(s, a->bit[i], b->bit[i]), DD_FALSE, r);
	return r;
}

/* a > b; with equal: a >= b */
static uint32_t word_above(struct kiln_policies *s, const struct word *a, const struct word *b, bool equal)
{
	uint32_t r = equal ? DD_TRUE : DD_FALSE;

	for (uint32_t i = 0; i < WORD; i++)
		r = dd_ite(s, dd_xor(s, a->bit[i], b->bit[i]), a->bit[i], r);
	return r;
}

static uint32_t word_meets(struct kiln_policies *s, const struct word *a, const struct word *b)
{
	uint32_t r = DD_FALSE;

	for (uint32_t i = 0; i < WORD; i++)
		r = dd_or(s, dd_and(s, a->bit[i], b->bit[i]), r);
	return r;
}

/* Long division, as on paper; b is not zero where the result is used. */
static void word_div(struct reader *r, struct word *a, const struct word *b)
{
	struct word *rest = &r->sum;

	word_set(rest, 0);
	for (int i = WORD - 1; i >= 0; i--) {
		uint32_t digit;

		/* rest has no more bits than were taken from a: none is lost. */
		word_shift(&r->moved, rest, 1);
		*rest = r->moved;
		rest->bit[0] = a->bit[i];
		digit = word_above(r->s, rest, b, true);
		word_sub(r->s, &r->moved, rest, b);
		word_join(r->s, rest, digit, &r->moved);
		a->bit[i] = digit; /* this bit of a is not asked again */
	}
}

/* -- what each instruction reads and writes ------------------------------------------------------------------------ */

/* CBPF_A and so on as a set of registers. */
static uint32_t regs_of(const struct cbpf_node *n, uint32_t what)
{
	return (what & CBPF_A ? 1u << REG_A : 0) | (what & CBPF_X ? 1u << REG_X : 0) |
	       (what & CBPF_M ? 1u << (REG_MEM + n->k) : 0);
}

static void live_find(struct reader *r)
{
	for (uint32_t i = r->p->nr; i-- > 0;) {
		const struct cbpf_node *n = &r->p->node[i];
		uint32_t after = 0;

		if (n->yes != UINT32_MAX)
			after = r->live[n->yes];
		if (n->no != UINT32_MAX)
			after |= r->live[n->no];
		r->live[i] = (after & ~regs_of(n, n->writes)) | regs_of(n, n->reads);
	}
}

/* -- states -------------------------------------------------------------------------------------------------------- */

static struct state *state_new(struct reader *r)
{
	struct state *st = r->free;

	if (st)
		r->free = st->next_free;
	else
		st = arena_alloc(&r->arena, sizeof(*st));
	return st;
}

/* The calls of cond come to instruction i with the registers of st. */
static void state_arrive(struct reader *r, uint32_t i, uint32_t cond, const struct state *st)
{
	struct state *there = r->at[i];
	uint32_t live = r->live[i];

	if (cond == DD_FALSE)
		return;
	if (!there) {
		there = state_new(r);
		if (!there)
			return;
		for (uint32_t reg = 0; reg < NR_REGS; reg++)
			if (live >> reg & 1)
				there->reg[reg] = st->reg[reg];
		there->cond = cond;
		r->at[i] = there;
		return;
	}
	for (uint32_t reg = 0; reg < NR_REGS; reg++)
		if (live >> reg & 1)
			word_join(r->s, &there->reg[reg], cond, &st->reg[reg]);
	there->cond = dd_or(r->s, there->cond, cond);
}

/* The second operand of an ALU or jump instruction. */
static const struct word *operand(struct reader *r, const struct state *st, const struct cbpf_node *c)
{
	if (c->code & ALU_X)
		return &st->reg[REG_X];
	word_set(&r->constant, c->k);
	return &r->constant;
}

static uint32_t jump_cond(struct reader *r, const struct state *st, const struct cbpf_node *c)
{
	const struct word *a = &st->reg[REG_A], *b = operand(r, st, c);

	switch (CBPF_OP(c->code)) {
	case JMP_JEQ:
		return word_eq(r->s, a, b);
	case JMP_JGT:
		return word_above(r->s, a, b, false);
	case JMP_JGE:
		return word_above(r->s, a, b, true);
	}
	return word_meets(r->s, a, b); /* JSET */
}

static void alu(struct reader *r, struct state *st, const struct cbpf_node *c)
{
	struct kiln_policies *s = r->s;
	struct word *a = &st->reg[REG_A];
	const struct word *b = operand(r, st, c);

	switch (CBPF_OP(c->code)) {
	case ALU_ADD:
		word_sum(s, a, a, b, false, DD_FALSE);
		return;
	case ALU_SUB:
		word_sub(s, a, a, b);
		return;
	case ALU_MUL:
		word_mul(r, a, b);
		return;
	case ALU_DIV:
		word_div(r, a, b);
		return;
	case ALU_OR:
		for (uint32_t i = 0; i < WORD; i++)
			a->bit[i] = dd_or(s, a->bit[i], b->bit[i]);
		return;
	case ALU_AND:
		for (uint32_t i = 0; i < WORD; i++)
			a->bit[i] = dd_and(s, a->bit[i], b->bit[i]);
		return;
	case ALU_XOR:
		for (uint32_t i = 0; i < WORD; i++)
			a->bit[i] = dd_xor(s, a->bit[i], b->bit[i]);
		return;
	case ALU_LSH:
		word_shift_by(r, a, b, true);
		return;
	case ALU_RSH:
		word_shift_by(r, a, b, false);
		return;
	}
	word_sub(s, a, &r->zero, a); /* NEG */
}

/* Everything that goes on to the next instruction. */
static void plain_insn(struct reader *r, struct state *st, const struct cbpf_node *c)
{
	struct kiln_policies *s = r->s;

	switch (c->code) {
	case LD_ABS:
		word_load(s, &st->reg[REG_A], c->k);
		return;
	case LD_LEN:
		word_set(&st->reg[REG_A], SECCOMP_DATA_LEN);
		return;
	case LD_IMM:
		word_set(&st->reg[REG_A], c->k);
		return;
	case LD_MEM:
		st->reg[REG_A] = st->reg[REG_MEM + c->k];
		return;
	case LDX_LEN:
		word_set(&st->reg[REG_X], SECCOMP_DATA_LEN);
		return;
	case LDX_IMM:
		word_set(&st->reg[REG_X], c->k);
		return;
	case LDX_MEM:
		st->reg[REG_X] = st->reg[REG_MEM + c->k];
		return;
	case ST:
		st->reg[REG_MEM + c->k] = st->reg[REG_A];
		return;
	case STX:
		st->reg[REG_MEM + c->k] = st->reg[REG_X];
		return;
	case TAX:
		st->reg[REG_X] = st->reg[REG_A];
		return;
	case TXA:
		st->reg[REG_A] = st->reg[REG_X];
		return;
	case ALU | ALU_X | ALU_DIV: /* by zero: the machine ends with 0 */
		st->cond = dd_ite(s, word_eq(s, &st->reg[REG_X], &r->zero), DD_FALSE, st->cond);
		break;
	}
	alu(r, st, c);
}

/* Of the calls of cond the result is the word a. */
static void result_word(struct reader *r, uint32_t cond, const struct word *a)
{
	uint32_t result = DD_FALSE;

	for (uint32_t i = 0; i < WORD; i++) {
		uint32_t bit = dd_and(r->s, cond, a->bit[i]);

		result = dd_ite(r->s, bit, dd_or_result(r->s, result, 1u << i), result);
	}
	r->p->root = dd_ite(r->s, cond, result, r->p->root);
}

static void insn_run(struct reader *r, uint32_t i, struct state *st)
{
	const struct cbpf_node *n = &r->p->node[i];
	struct way *way = &r->p->way[i];
	uint32_t cond;

	if (n->code == RET_K) {
		r->p->root = dd_ite(r->s, st->cond, dd_leaf(r->s, n->k), r->p->root);
	} else if (n->code == RET_A) {
		result_word(r, st->cond, &st->reg[REG_A]);
	} else if (cbpf_is_jump(n)) {
		cond = jump_cond(r, st, n);
		way->taken = dd_and(r->s, st->cond, cond);
		way->not_taken = dd_ite(r->s, cond, DD_FALSE, st->cond);
		state_arrive(r, n->yes, way->taken, st);
		state_arrive(r, n->no, way->not_taken, st);
	} else {
		if (CBPF_CLASS(n->code) != JMP)
			plain_insn(r, st, n);
		way->taken = st->cond;
		state_arrive(r, n->yes, way->taken, st);
	}
}

static enum kiln_err program_run(struct reader *r)
{
	struct state *first = state_new(r);

	if (!first)
		return KILN_ERR_NOMEM;
	first->cond = DD_TRUE; /* all registers are zero */
	r->at[0] = first;
	for (uint32_t i = 0; i < r->p->nr && !r->s->err; i++) {
		struct state *st = r->at[i];

		if (!st)
			continue;
		insn_run(r, i, st);
		r->at[i] = NULL;
		st->next_free = r->free;
		r->free = st;
		if (r->arena.failed)
			return KILN_ERR_NOMEM;
	}
	return r->s->err;
}

static struct kiln_policy *policy_new(struct kiln_policies *s, size_t nr)
{
	struct kiln_policy *p = arena_alloc(&s->arena, sizeof(*p));
	struct cbpf_node *node = arena_array(&s->arena, nr, sizeof(*node));
	struct way *way = arena_array(&s->arena, nr, sizeof(*way));
	uint32_t *most = arena_array(&s->arena, nr, sizeof(*most));

	if (s->arena.failed) {
		s->arena.failed = false; /* what was taken goes with the store */
		return NULL;
	}
	*p = (struct kiln_policy){ .s = s, .nr = (uint32_t)nr, .node = node, .way = way, .most = most };
	return p;
}

static enum kiln_err why_not(enum kiln_err err, struct kiln_why *why)
{
	struct text t;

	if (!err || !why)
		return err;
	memset(why, 0, sizeof(*why));
	why->err = err;
	t = TEXT(why->what);
	text_printf(&t, err == KILN_ERR_NOMEM ? "out of memory"
					      : "what the policy decides is too complex to be told exactly");
	return err;
}

static enum kiln_err length_refuse(struct kiln_why *why, size_t nr)
{
	struct text t;

	if (!why)
		return KILN_ERR_INVAL;
	memset(why, 0, sizeof(*why));
	why->err = KILN_ERR_INVAL;
	why->reason = KILN_REASON_LENGTH;
	t = TEXT(why->what);
	text_printf(&t, "%zu instructions, of which a policy has 1 to %d", nr, KILN_CBPF_MAX);
	return KILN_ERR_INVAL;
}

static enum kiln_err policy_read(struct reader *r, const struct kiln_cbpf_insn *insns, size_t nr, struct kiln_why *why)
{
	struct cbpf c = { .arena = &r->arena, .machine = CBPF_SECCOMP, .nr = (uint32_t)nr };
	const struct cbpf_wrong *wrong;
	uint32_t pc;

	if (!nr || nr > KILN_CBPF_MAX)
		return length_refuse(why, nr);
	dd_begin(r->s);
	r->p = policy_new(r->s, nr);
	r->at = arena_array(&r->arena, nr, sizeof(*r->at));
	r->live = arena_array(&r->arena, nr, sizeof(*r->live));
	if (!r->p || r->arena.failed)
		return why_not(KILN_ERR_NOMEM, why);
	c.node = r->p->node;
	wrong = cbpf_check(&c, insns, &pc);
	if (wrong) {
		if (why)
			memset(why, 0, sizeof(*why));
		return cbpf_refuse(why, pc, wrong, insns);
	}
	live_find(r);
	return why_not(program_run(r), why);
}

enum kiln_err kiln_policy_read(struct kiln_policies *s, const struct kiln_cbpf_insn *insns, size_t nr,
			       struct kiln_policy **out, struct kiln_why *why)
{
	struct reader r = { .s = s };
	enum kiln_err err;

	arena_init(&r.arena, s->host, 0);
	err = policy_read(&r, insns, nr, why);
	*out = err ? NULL : r.p;
	arena_free(&r.arena);
	return err;
}

uint32_t kiln_policy_root(const struct kiln_policy *p)
{
	return p->root;
}

bool kiln_policy_reached(const struct kiln_policy *p, uint32_t i)
{
	bool reached = !i;

	for (uint32_t from = 0; from < i && !reached; from++)
		reached = (p->way[from].taken && p->node[from].yes == i) ||
			  (p->way[from].not_taken && p->node[from].no == i);
	return reached;
}

/* Is there a call of this number in the set? */
static bool meets_call(const struct kiln_policies *s, uint32_t set, uint32_t arch, uint32_t nr)
{
	set = kiln_policy_follow(s, set, KILN_POLICY_ARCH, arch, NULL);
	return kiln_policy_follow(s, set, KILN_POLICY_NR, nr, NULL) != DD_FALSE;
}

uint32_t kiln_policy_steps(struct kiln_policy *p, uint32_t arch, uint32_t nr)
{
	uint32_t most = 0;

	memset(p->most, 0, p->nr * sizeof(*p->most));
	p->most[0] = 1;
	for (uint32_t i = 0; i < p->nr; i++) {
		const struct cbpf_node *n = &p->node[i];
		uint32_t here = p->most[i];

		if (!here)
			continue;
		if (here > most)
			most = here;
		if (p->way[i].taken && p->most[n->yes] <= here && meets_call(p->s, p->way[i].taken, arch, nr))
			p->most[n->yes] = here + 1;
		if (p->way[i].not_taken && p->most[n->no] <= here && meets_call(p->s, p->way[i].not_taken, arch, nr))
			p->most[n->no] = here + 1;
	}
	return most;
}
