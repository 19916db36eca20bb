/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_many.c - several classic programs as one, in which nothing is tested twice.
 *
 * Overview     the programs are asked one after the other, each with what the path to it has found out: "the two bytes at 12 are
 *              0x800", "those at 20 have none of the bits 0x1fff". A comparison that this decides is a plain step on. So an
 *              instruction stands in the result once for each set of facts with which it is reached and which matter
 *              later, as long as there are not too many; then it stands there once more for no facts at all.
 *              A load that finds nothing answers 0 for its program, and the next one begins without facts.
 * Invariant    a fact is about bytes at a constant place, or at one behind the header whose length a byte at a constant place
 *              tells. Packets do not change, so it stays true.
 * Cost         MOST times the instructions, at most; each is found by a hash.
 */
#include "front/cbpf.h"

#include "base/bits.h"

enum { MAX_FACTS = 8, MOST = 6, MAX_TESTS = 1024, MAX_HEADERS = 8, NO_GROUP = 0xffff, HASH_LEN = 4096 };

/* The bytes that a value was loaded from: off, size; behind the header of the byte at msh - 1, if that is not 0. */
struct group {
	uint32_t msh, off;
	uint8_t size;
};

/* What a comparison of a group's value, masked, with k has told. */
struct fact {
	uint32_t mask, k;
	uint16_t group;
	uint8_t op; /* JMP_* */
	bool holds;
};

/* What is known where an instruction is reached. */
struct known {
	uint32_t prog, pc;
	uint32_t a_mask,
		x_msh; /* A is a_group's value, masked; X the header's length of the byte at x_msh - 1; 0: unknown */
	uint16_t a_group;
	bool cold; /* some load has found nothing */
	uint8_t nr_facts;
	struct fact fact[MAX_FACTS];
};

/* A place in the result that is to be made. */
struct place {
	struct known known;
	uint32_t hash_next; /* + 1 */
};

struct test {
	uint32_t mask, k, last; /* the last program that makes it */
	uint16_t group;
	uint8_t op;
};

/* A header whose length the byte at msh - 1 tells, and the last program that loads it. */
struct header {
	uint32_t msh, last;
};

struct join {
	struct cbpf *c, *sub;
	uint32_t nr_subs;
	struct group group[MAX_TESTS];
	struct test test[MAX_TESTS];
	uint32_t nr_groups, nr_tests;
	struct header header[MAX_HEADERS];
	uint32_t nr_headers;
	struct place *place;
	uint32_t nr_places, cap, enough;
	uint32_t hash[HASH_LEN];		      /* + 1 */
	enum { ALL_FACTS, VALUES_ONLY, BLIND } level; /* which facts are still told */
};

/* -- what values are ----------------------------------------------------------------------------------------------- */

static uint16_t group_of(struct join *j, uint32_t msh, uint32_t off, uint8_t size)
{
	for (uint32_t i = 0; i < j->nr_groups; i++)
		if (j->group[i].msh == msh && j->group[i].off == off && j->group[i].size == size)
			return (uint16_t)i;
	if (j->nr_groups == MAX_TESTS)
		return NO_GROUP;
	j->group[j->nr_groups] = (struct group){ msh, off, size };
	return (uint16_t)j->nr_groups++;
}

/* What A and X are after an instruction. */
static void values_step(struct join *j, const struct cbpf_node *n, struct known *k)
{
	uint16_t a = k->a_group;

	if (n->writes & CBPF_A) {
		k->a_group = NO_GROUP;
		if (n->code == (ALU | ALU_AND) && a != NO_GROUP) {
			k->a_group = a;
			k->a_mask &= n->k;
		} else if (CBPF_CLASS(n->code) == 0 && n->size && (!(n->reads & CBPF_X) || k->x_msh)) {
			k->a_group = group_of(j, n->reads & CBPF_X ? k->x_msh : 0, n->k, n->size);
			k->a_mask = UINT32_MAX;
		}
	}
	if (n->writes & CBPF_X)
		k->x_msh = n->code == LDX_MSH && n->k < UINT32_MAX ? n->k + 1 : 0;
}

static bool is_test(const struct cbpf_node *n)
{
	return cbpf_is_jump(n) && !(n->code & ALU_X);
}

/* -- which tests there are ----------------------------------------------------------------------------------------- */

static struct test *test_find(struct join *j, uint16_t group, uint32_t mask, uint8_t op, uint32_t k)
{
	for (uint32_t i = 0; i < j->nr_tests; i++) {
		struct test *t = &j->test[i];

		if (t->group == group && t->mask == mask && t->op == op && t->k == k)
			return t;
	}
	return NULL;
}

static void test_note(struct join *j, const struct known *k, const struct cbpf_node *n)
{
	struct test *t;

	if (k->a_group == NO_GROUP)
		return;
	t = test_find(j, k->a_group, k->a_mask, CBPF_OP(n->code), n->k);
	if (!t && j->nr_tests < MAX_TESTS) {
		t = &j->test[j->nr_tests++];
		*t = (struct test){ .group = k->a_group, .mask = k->a_mask, .op = CBPF_OP(n->code), .k = n->k };
	}
	if (t)
		t->last = k->prog;
}

/* In the order of the programs. Of more headers than there is room for, each program loads the length anew. */
static void header_note(struct join *j, uint32_t msh, uint32_t prog)
{
	uint32_t i = 0;

	while (i < j->nr_headers && j->header[i].msh != msh)
		i++;
	if (i == MAX_HEADERS)
		return;
	j->header[i] = (struct header){ msh, prog };
	j->nr_headers += i == j->nr_headers;
}

/* In the order of the program: what A and X are at a place that jumps lead to is what they are by the first of them. */
static bool tests_collect(struct join *j, uint32_t prog)
{
	const struct cbpf *sub = &j->sub[prog];
	struct known *at = arena_array(j->c->arena, sub->nr, sizeof(*at));
	bool first = true;

	for (uint32_t i = 0; at && i < sub->nr; i++, first = false) {
		const struct cbpf_node *n = &sub->node[i];
		struct known after = at[i];

		if (first || !after.cold) /* cold: set by what leads there */
			after = (struct known){ .a_group = NO_GROUP };
		after.prog = prog;
		if (is_test(n))
			test_note(j, &after, n);
		if (n->code == LDX_MSH && n->k < UINT32_MAX)
			header_note(j, n->k + 1, prog);
		values_step(j, n, &after);
		after.cold = true;
		if (n->yes != UINT32_MAX && n->yes > i && !at[n->yes].cold)
			at[n->yes] = after;
		if (cbpf_is_jump(n) && n->no > i && !at[n->no].cold)
			at[n->no] = after;
	}
	return at != NULL;
}

/* Facts of this kind decide all tests of a group, and there are few that hold of one packet. */
static bool tells_value(const struct fact *f)
{
	return f->op == JMP_JEQ && f->holds && f->mask == UINT32_MAX;
}

/* Whether a program behind prog can use it. One that tells the value decides all tests of it. */
static bool fact_matters(struct join *j, const struct fact *f, uint32_t prog)
{
	const struct test *t;

	if (!tells_value(f)) {
		t = test_find(j, f->group, f->mask, f->op, f->k);
		return t && t->last > prog;
	}
	for (uint32_t i = 0; i < j->nr_tests; i++)
		if (j->test[i].group == f->group && j->test[i].last > prog)
			return true;
	return false;
}

/* -- facts --------------------------------------------------------------------------------------------------------- */

static bool compare(uint8_t op, uint32_t a, uint32_t k)
{
	return op == JMP_JEQ ? a == k : op == JMP_JGT ? a > k : op == JMP_JGE ? a >= k : (a & k) != 0;
}

/* Whether the facts decide the test; then which way. */
static bool facts_decide(const struct known *at, const struct cbpf_node *n, bool *holds)
{
	for (uint32_t i = 0; at->a_group != NO_GROUP && i < at->nr_facts; i++) {
		const struct fact *f = &at->fact[i];

		if (f->group != at->a_group)
			continue;
		if (tells_value(f)) {
			*holds = compare(CBPF_OP(n->code), f->k & at->a_mask, n->k);
			return true;
		}
		if (f->mask == at->a_mask && f->op == CBPF_OP(n->code) && f->k == n->k) {
			*holds = f->holds;
			return true;
		}
	}
	return false;
}

static int fact_order(const struct fact *a, const struct fact *b)
{
	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->op != b->op)
		return a->op < b->op ? -1 : 1;
	if (a->mask != b->mask)
		return a->mask < b->mask ? -1 : 1;
	return a->k < b->k ? -1 : a->k > b->k;
}

static void fact_drop(struct known *at, uint32_t i)
{
	at->nr_facts--;
	for (; i < at->nr_facts; i++)
		at->fact[i] = at->fact[i + 1];
}

/* Facts stand in order, so that equal sets are equal bytes. */
static void fact_add(struct known *at, const struct fact *f)
{
	uint32_t i;

	if (tells_value(f))
		for (i = at->nr_facts; i-- > 0;)
			if (at->fact[i].group == f->group)
				fact_drop(at, i);
	if (at->nr_facts == MAX_FACTS)
		return;
	for (i = at->nr_facts++; i > 0 && fact_order(&at->fact[i - 1], f) > 0; i--)
		at->fact[i] = at->fact[i - 1];
	at->fact[i] = *f;
}

static void fact_learn(struct join *j, struct known *at, const struct cbpf_node *n, bool holds)
{
	struct fact f = { .group = at->a_group, .mask = at->a_mask, .op = CBPF_OP(n->code), .k = n->k, .holds = holds };

	if (j->level != BLIND && at->a_group != NO_GROUP && !at->cold && fact_matters(j, &f, at->prog))
		fact_add(at, &f);
}

/* -- places -------------------------------------------------------------------------------------------------------- */

static uint32_t known_hash(const struct known *k)
{
	uint32_t h = k->prog * 0x9e3779b1u + k->pc * 0x85ebca6bu + k->a_group + k->x_msh * 31 + k->cold;

	for (uint32_t i = 0; i < k->nr_facts; i++)
		h = (h ^ k->fact[i].k ^ k->fact[i].mask ^ (k->fact[i].group << 8u) ^ k->fact[i].op ^ k->fact[i].holds) *
		    0x01000193u;
	return h % HASH_LEN;
}

static bool fact_same(const struct fact *a, const struct fact *b)
{
	return !fact_order(a, b) && a->holds == b->holds;
}

static bool known_same(const struct known *a, const struct known *b)
{
	if (a->prog != b->prog || a->pc != b->pc || a->a_group != b->a_group || a->x_msh != b->x_msh ||
	    (a->a_group != NO_GROUP && a->a_mask != b->a_mask) || a->cold != b->cold || a->nr_facts != b->nr_facts)
		return false;
	for (uint32_t i = 0; i < a->nr_facts; i++)
		if (!fact_same(&a->fact[i], &b->fact[i]))
			return false;
	return true;
}

/* The place for what is known, made if there is none. */
static uint32_t place_of(struct join *j, const struct known *known)
{
	struct known k = *known;
	uint32_t *head, i;

	if (j->nr_places >= j->enough * (j->level + 1) && j->level != BLIND)
		j->level++;
	if (j->level == BLIND || k.cold) { /* so there are no more of these than instructions, twice */
		k.nr_facts = 0;
		k.a_group = NO_GROUP;
		k.x_msh = 0;
	}
	for (i = k.nr_facts; j->level == VALUES_ONLY && i-- > 0;)
		if (!tells_value(&k.fact[i]))
			fact_drop(&k, i);
	head = &j->hash[known_hash(&k)];
	for (i = *head; i; i = j->place[i - 1].hash_next)
		if (known_same(&j->place[i - 1].known, &k))
			return i - 1;
	j->place[j->nr_places] = (struct place){ .known = k, .hash_next = *head };
	*head = ++j->nr_places;
	return j->nr_places - 1;
}

/* -- instructions -------------------------------------------------------------------------------------------------- */

/*
 * Places that are no instructions of a program have a pc behind its last: the steps before its first, which set what it reads
 * without writing to 0, and the one that says that it matches.
 */
enum { STEP_A, STEP_X, STEP_M, STEP_MATCH = STEP_M + CBPF_NR_M, NR_STEPS };

static bool step_needed(uint32_t live, uint32_t step)
{
	if (step == STEP_A)
		return live & ~(uint32_t)CBPF_X; /* scratch words are set from A */
	return step == STEP_X ? live & CBPF_X : live & (uint32_t)CBPF_M << (step - STEP_M);
}

static uint32_t on(struct join *j, const struct known *k, uint32_t pc);

/* Whether A or X is already what an instruction would load. */
static bool is_loaded(const struct join *j, const struct known *k, const struct cbpf_node *n)
{
	const struct group *g = k->a_group == NO_GROUP ? NULL : &j->group[k->a_group];

	if (n->code == LDX_MSH)
		return k->x_msh && k->x_msh - 1 == n->k;
	return CBPF_CLASS(n->code) == 0 && g && k->a_mask == UINT32_MAX && g->size == n->size && g->off == n->k &&
	       g->msh == (n->reads & CBPF_X ? k->x_msh : 0) && (g->msh || !(n->reads & CBPF_X));
}

/* What A and X are is worth knowing where program prog loads A first, and where it or a later one loads X. */
static void values_carry(const struct join *j, struct known *k, uint32_t prog)
{
	bool steps = prog < j->nr_subs && j->sub[prog].max->a, later = false;

	if (prog == j->nr_subs || steps || !is_loaded(j, k, &j->sub[prog].node[0]))
		k->a_group = NO_GROUP;
	for (uint32_t i = 0; i < j->nr_headers; i++)
		later |= j->header[i].msh == k->x_msh && j->header[i].last >= prog;
	if (prog == j->nr_subs || steps || !later)
		k->x_msh = 0;
}

/* The place where program prog begins, or of its step after `step`. */
static uint32_t begin(struct join *j, const struct known *from, uint32_t prog, uint32_t step)
{
	struct known k = *from;

	if (k.prog != prog) {
		values_carry(j, &k, prog);
		for (uint32_t i = k.nr_facts; i-- > 0;)
			if (!fact_matters(j, &k.fact[i], prog - 1))
				fact_drop(&k, i);
	}
	k.prog = prog;
	k.pc = 0;
	for (; prog < j->nr_subs && step < STEP_MATCH; step++)
		if (step_needed(j->sub[prog].max->a, step)) {
			k.pc = j->sub[prog].nr + step;
			return place_of(j, &k);
		}
	return prog < j->nr_subs ? on(j, &k, 0) : place_of(j, &k);
}

/* `ret` is no instruction here: it leads on. */
static uint32_t on_return(struct join *j, const struct known *k, const struct cbpf_node *ret)
{
	struct known to = *k;

	if (ret->code == RET_K && !ret->k)
		return begin(j, k, k->prog + 1, STEP_A);
	to.pc = j->sub[k->prog].nr + STEP_MATCH;
	values_carry(j, &to, k->prog + 1);
	return place_of(j, &to);
}

/* Where pc leads to: itself, or through returns and decided tests to another place. */
static uint32_t on(struct join *j, const struct known *k, uint32_t pc)
{
	const struct cbpf *sub = &j->sub[k->prog];
	struct known to = *k;
	bool holds;

	for (uint32_t steps = 0; steps < sub->nr; steps++) {
		const struct cbpf_node *n = &sub->node[pc];

		if (n->code == RET_K)
			return on_return(j, k, n);
		if ((n->code == JMP && !n->turn) || is_loaded(j, k, n))
			pc = n->yes;
		else if (is_test(n) && facts_decide(k, n, &holds))
			pc = holds ? n->yes : n->no;
		else
			break;
	}
	to.pc = pc;
	return place_of(j, &to);
}

static struct cbpf_node step_node(const struct join *j, const struct known *k, uint32_t step)
{
	if (step == STEP_MATCH)
		return (struct cbpf_node){ .code = MATCH, .k = 1u << j->sub[k->prog].bit };
	if (step == STEP_A)
		return (struct cbpf_node){ .code = LD_IMM, .writes = CBPF_A };
	if (step == STEP_X)
		return (struct cbpf_node){ .code = LDX_IMM, .writes = CBPF_X };
	(void)j;
	return (struct cbpf_node){ .code = ST, .reads = CBPF_A, .writes = CBPF_M, .k = step - STEP_M };
}

/* A test leads two ways, each with what it told. */
static void put_test(struct join *j, struct cbpf_node *to, const struct cbpf_node *n, const struct known *k)
{
	struct known side = *k;

	fact_learn(j, &side, n, true);
	to->yes = on(j, &side, n->yes);
	side = *k;
	fact_learn(j, &side, n, false);
	to->no = on(j, &side, n->no);
	if (to->yes == to->no) {
		to->code = JMP;
		to->reads = 0;
		to->no = UINT32_MAX;
	}
}

static struct cbpf_node node_make(struct join *j, const struct known *k)
{
	const struct cbpf *sub = &j->sub[k->prog];
	struct known after = *k;
	struct cbpf_node n;

	if (k->prog == j->nr_subs)
		return (struct cbpf_node){ .code = ANSWER, .yes = UINT32_MAX, .no = UINT32_MAX };
	if (k->pc >= sub->nr) {
		uint32_t step = k->pc - sub->nr;

		n = step_node(j, k, step);
		n.no = UINT32_MAX;
		n.yes = step == STEP_MATCH ? begin(j, k, k->prog + 1, STEP_A) : begin(j, k, k->prog, step + 1);
		return n;
	}
	n = sub->node[k->pc];
	if (n.code == RET_A) { /* anything but 0 matches */
		struct cbpf_node ret = { .code = RET_K, .k = 0 };

		n = (struct cbpf_node){ .code = JMP | JMP_JEQ, .reads = CBPF_A, .yes = on_return(j, k, &ret) };
		ret.k = 1;
		n.no = on_return(j, k, &ret);
		return n;
	}
	if (is_test(&n)) {
		put_test(j, &n, &sub->node[k->pc], k);
		return n;
	}
	values_step(j, &n, &after);
	if (n.yes != UINT32_MAX)
		n.yes = on(j, &after, n.yes);
	if (cbpf_is_jump(&n))
		n.no = on(j, &after, sub->node[k->pc].no);
	return n;
}

/* -- order --------------------------------------------------------------------------------------------------------- */

struct order {
	uint32_t *stack, *place; /* place: by new number, from the back */
	uint8_t *state;		 /* 0 new, 1 its successors are visited, 2 done */
	uint32_t nr_stack, left;
};

static void order_push(struct order *o, uint32_t to)
{
	if (to != UINT32_MAX && !o->state[to])
		o->stack[o->nr_stack++] = to;
}

/* Successors before what leads to them, from the back: so that walks forwards meet what leads somewhere first. */
static void order_make(const struct cbpf *c, const struct cbpf_node *node, const uint32_t *fail, struct order *o)
{
	order_push(o, 0);
	while (o->nr_stack) {
		uint32_t at = o->stack[o->nr_stack - 1];

		if (o->state[at]) {
			o->nr_stack--;
			if (o->state[at] == 1)
				o->place[--o->left] = at;
			o->state[at] = 2;
			continue;
		}
		o->state[at] = 1;
		order_push(o, node[at].no); /* visited last: it follows at once in the result */
		order_push(o, node[at].yes);
		if (node[at].code != ANSWER)
			order_push(o, fail[node[at].prog]);
	}
	(void)c;
}

static bool nodes_order(struct cbpf *c, struct cbpf_node *node, uint32_t nr)
{
	struct order o = { .left = nr };
	uint32_t *number = arena_array(c->arena, nr, sizeof(*number));

	o.stack = arena_array(c->arena, 3 * (size_t)nr + 1, sizeof(*o.stack));
	o.place = arena_array(c->arena, nr, sizeof(*o.place));
	o.state = arena_array(c->arena, nr, sizeof(*o.state));
	c->node = arena_array(c->arena, nr, sizeof(*c->node));
	if (!number || !o.stack || !o.place || !o.state || !c->node)
		return false;
	order_make(c, node, c->fail, &o);
	c->nr = nr - o.left;
	for (uint32_t i = 0; i < c->nr; i++)
		number[o.place[o.left + i]] = i;
	for (uint32_t i = 0; i < c->nr; i++) {
		struct cbpf_node *n = &c->node[i];

		*n = node[o.place[o.left + i]];
		n->yes = n->yes == UINT32_MAX ? n->yes : number[n->yes];
		n->no = n->no == UINT32_MAX ? n->no : number[n->no];
	}
	for (uint32_t i = 0; i < KILN_CBPF_PROGRAMS; i++)
		c->fail[i] = c->fail[i] ? number[c->fail[i]] : 0;
	return true;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static bool join_prepare(struct join *j)
{
	uint32_t nr = 0;

	for (uint32_t i = 0; i < j->nr_subs; i++) {
		struct cbpf *sub = &j->sub[i];

		nr += sub->nr + NR_STEPS + 1;
		j->c->loops |= sub->loops;
		sub->max = arena_array(j->c->arena, 1, sizeof(*sub->max));
		if (!sub->max || !tests_collect(j, i))
			return false;
		sub->max->a = cbpf_live(sub); /* what the program reads without writing */
	}
	j->enough = nr * MOST;
	j->cap = BLIND * j->enough + 3 * nr + 64;
	j->place = arena_array(j->c->arena, j->cap, sizeof(*j->place));
	return j->place != NULL;
}

bool cbpf_join(struct cbpf *c, struct cbpf *sub, uint32_t nr)
{
	struct join *j = arena_array(c->arena, 1, sizeof(*j));
	struct known k = { .a_group = NO_GROUP };
	struct cbpf_node *node;

	if (!j)
		return false;
	*j = (struct join){ .c = c, .sub = sub, .nr_subs = nr };
	if (!join_prepare(j))
		return false;
	node = arena_array(c->arena, j->cap, sizeof(*node));
	if (!node)
		return false;
	begin(j, &k, 0, STEP_A);
	k.cold = true;
	for (uint32_t i = 0; i < nr; i++)
		c->fail[i] = begin(j, &k, i + 1, STEP_A);
	for (uint32_t i = 0; i < j->nr_places; i++) {
		node[i] = node_make(j, &j->place[i].known);
		node[i].prog = (uint8_t)j->place[i].known.prog;
	}
	return nodes_order(c, node, j->nr_places);
}
