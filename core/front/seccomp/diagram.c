/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * diagram.c - decision diagrams: reduced, ordered, shared, with 32-bit results as leaves.
 *
 * Overview     the variables are the 512 bits of struct seccomp_data in a fixed order, the highest bit of a field first: so a
 *              comparison with a constant is a chain of at most 64 nodes, and so is a test of a mask. Every node is in the
 *              table once, so what decides the same is the same number.
 * Invariant    bits go up along every way; lo and hi of a node differ; node 0 and 1 are the leaves 0 and 1.
 * Cost         an operation walks pairs of nodes, with a memo that forgets. Nodes and steps are limited: past them everything
 *              is DD_FALSE and err says why; callers ask once, at their end.
 * See          R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", 1986.
 */
#include "front/seccomp/diagram.h"

#include "base/bits.h"

enum {
	NODES_MIN = 1 << 14,
	NODES_DEFAULT = 1 << 22,
	MEMO_LEN = 1 << 16,
	PAIRS_MAX = 4096,
	ACTION = (int)0xffff0000, /* SECCOMP_RET_ACTION_FULL */
	STEPS_MAX = 60 * 1000 * 1000,
	/* In place of a memo's third operand, which is a node: another operation. */
	MEMO_OR_RESULT = -1,
	MEMO_PAIR = -2,
	MEMO_JOIN = -3,
};

const struct dd_field dd_fields[KILN_POLICY_LEAF] = {
	[KILN_POLICY_ARCH] = { 0, 32 },	      [KILN_POLICY_NR] = { 32, 32 },
	[KILN_POLICY_ARG0] = { 64, 64 },      [KILN_POLICY_ARG0 + 1] = { 128, 64 },
	[KILN_POLICY_ARG0 + 2] = { 192, 64 }, [KILN_POLICY_ARG0 + 3] = { 256, 64 },
	[KILN_POLICY_ARG0 + 4] = { 320, 64 }, [KILN_POLICY_ARG0 + 5] = { 384, 64 },
	[KILN_POLICY_IP] = { 448, 64 },
};

/* -- the table of nodes -------------------------------------------------------------------------------------------- */

static uint32_t mix(uint32_t a, uint32_t b, uint32_t c)
{
	uint64_t h = (a * UINT64_C(0x9e3779b97f4a7c15)) ^ (b * UINT64_C(0xc2b2ae3d27d4eb4f)) ^
		     (c * UINT64_C(0x165667b19e3779f9));

	h ^= h >> 29;
	return (uint32_t)((h * UINT64_C(0xbf58476d1ce4e5b9)) >> 32);
}

static void slot_put(struct kiln_policies *s, uint32_t number)
{
	const struct dd_node *n = &s->node[number];
	uint32_t mask = s->cap * 2 - 1, at = mix(n->bit, n->lo, n->hi) & mask;

	while (s->slot[at])
		at = (at + 1) & mask;
	s->slot[at] = number;
}

static enum kiln_err nodes_grow(struct kiln_policies *s)
{
	const struct kiln_host *h = s->host;
	uint32_t cap = s->cap ? s->cap * 2 : NODES_MIN;
	struct dd_node *node;
	uint32_t *slot;

	if (cap > s->max)
		return KILN_ERR_COMPLEX;
	node = h->alloc(h->cookie, (size_t)cap * sizeof(*node));
	slot = h->alloc(h->cookie, (size_t)cap * 2 * sizeof(*slot));
	if (!node || !slot) {
		if (node)
			h->free(h->cookie, node, (size_t)cap * sizeof(*node));
		if (slot)
			h->free(h->cookie, slot, (size_t)cap * 2 * sizeof(*slot));
		return KILN_ERR_NOMEM;
	}
	/* act */
	if (s->cap) {
		memcpy(node, s->node, (size_t)s->nr * sizeof(*node));
		h->free(h->cookie, s->node, (size_t)s->cap * sizeof(*node));
		h->free(h->cookie, s->slot, (size_t)s->cap * 2 * sizeof(*slot));
	}
	s->node = node;
	s->slot = slot;
	s->cap = cap;
	for (uint32_t i = 1; i < s->nr; i++)
		slot_put(s, i);
	return KILN_OK;
}

static uint32_t fail(struct kiln_policies *s, enum kiln_err err)
{
	if (!s->err)
		s->err = err;
	return DD_FALSE;
}

static uint32_t node_find(struct kiln_policies *s, uint32_t bit, uint32_t lo, uint32_t hi)
{
	uint32_t mask = s->cap * 2 - 1, at = mix(bit, lo, hi) & mask;
	enum kiln_err err;

	for (; s->slot[at]; at = (at + 1) & mask) {
		const struct dd_node *n = &s->node[s->slot[at]];

		if (n->bit == bit && n->lo == lo && n->hi == hi)
			return s->slot[at];
	}
	if (s->nr == s->cap) {
		err = nodes_grow(s);
		if (err)
			return fail(s, err);
	}
	s->node[s->nr] = (struct dd_node){ bit, lo, hi };
	slot_put(s, s->nr);
	return s->nr++;
}

static uint32_t node_make(struct kiln_policies *s, uint32_t bit, uint32_t lo, uint32_t hi)
{
	return lo == hi ? lo : node_find(s, bit, lo, hi);
}

uint32_t dd_leaf(struct kiln_policies *s, uint32_t result)
{
	return result ? node_find(s, DD_LEAF, result, 0) : DD_FALSE;
}

uint32_t dd_bit(struct kiln_policies *s, uint32_t bit)
{
	return node_make(s, bit, DD_FALSE, DD_TRUE);
}

/* -- operations ---------------------------------------------------------------------------------------------------- */

static struct dd_memo *memo_at(struct kiln_policies *s, uint32_t a, uint32_t b, uint32_t c)
{
	return &s->memo[mix(a, b, c) & (MEMO_LEN - 1)];
}

static bool memo_is(const struct dd_memo *m, uint32_t a, uint32_t b, uint32_t c)
{
	return m->a == a && m->b == b && m->c == c;
}

/* Counts a step. False: no more. */
static bool step(struct kiln_policies *s)
{
	if (s->err)
		return false;
	if (!s->steps)
		return fail(s, KILN_ERR_COMPLEX);
	s->steps--;
	return true;
}

static uint32_t half(const struct kiln_policies *s, uint32_t f, uint32_t bit, bool hi)
{
	const struct dd_node *n = &s->node[f];

	return n->bit != bit ? f : hi ? n->hi : n->lo;
}

static uint32_t first_bit(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

uint32_t dd_ite(struct kiln_policies *s, uint32_t f, uint32_t g, uint32_t h)
{
	uint32_t bit, lo, hi, r;
	struct dd_memo *m;

	if (f == DD_TRUE || g == h)
		return g;
	if (f == DD_FALSE)
		return h;
	if (g == DD_TRUE && h == DD_FALSE)
		return f;
	m = memo_at(s, f, g, h);
	if (memo_is(m, f, g, h))
		return m->result;
	if (!step(s))
		return DD_FALSE;
	bit = first_bit(s->node[f].bit, first_bit(s->node[g].bit, s->node[h].bit));
	lo = dd_ite(s, half(s, f, bit, false), half(s, g, bit, false), half(s, h, bit, false));
	hi = dd_ite(s, half(s, f, bit, true), half(s, g, bit, true), half(s, h, bit, true));
	r = node_make(s, bit, lo, hi);
	if (!s->err)
		*m = (struct dd_memo){ f, g, h, r };
	return r;
}

uint32_t dd_or_result(struct kiln_policies *s, uint32_t f, uint32_t bits)
{
	struct dd_node n = s->node[f];
	struct dd_memo *m;
	uint32_t lo, hi, r;

	if (n.bit == DD_LEAF)
		return dd_leaf(s, n.lo | bits);
	m = memo_at(s, f, bits, (uint32_t)MEMO_OR_RESULT);
	if (memo_is(m, f, bits, (uint32_t)MEMO_OR_RESULT))
		return m->result;
	if (!step(s))
		return DD_FALSE;
	lo = dd_or_result(s, n.lo, bits);
	hi = dd_or_result(s, n.hi, bits);
	r = node_make(s, n.bit, lo, hi);
	if (!s->err)
		*m = (struct dd_memo){ f, bits, (uint32_t)MEMO_OR_RESULT, r };
	return r;
}

/* The leaf of a pair of results: 0 where they are the same, else the pair's number and one. */
static uint32_t pair_leaf(struct kiln_policies *s, uint32_t a, uint32_t b)
{
	uint32_t i;

	for (i = 0; i < s->nr_pairs; i++)
		if (s->pair[i].a == a && s->pair[i].b == b)
			return dd_leaf(s, i + 1);
	if (i == PAIRS_MAX)
		return fail(s, KILN_ERR_COMPLEX);
	s->pair[s->nr_pairs++] = (struct dd_pair){ a, b };
	return dd_leaf(s, i + 1);
}

/* Of two filters the stricter action counts; of equal ones that of the filter that was installed last. */
static uint32_t join_leaf(const struct kiln_policies *s, uint32_t older, uint32_t newer)
{
	int32_t old_action = (int32_t)(s->node[older].lo & ACTION), new_action = (int32_t)(s->node[newer].lo & ACTION);

	return old_action < new_action ? older : newer;
}

/* Two diagrams, leaf by leaf: what is the operation, MEMO_PAIR or MEMO_JOIN. */
static uint32_t apply(struct kiln_policies *s, uint32_t a, uint32_t b, uint32_t what)
{
	uint32_t bit, lo, hi, r;
	struct dd_memo *m;

	if (a == b)
		return what == (uint32_t)MEMO_PAIR ? DD_FALSE : a;
	bit = first_bit(s->node[a].bit, s->node[b].bit);
	if (bit == DD_LEAF)
		return what == (uint32_t)MEMO_PAIR ? pair_leaf(s, s->node[a].lo, s->node[b].lo) : join_leaf(s, a, b);
	m = memo_at(s, a, b, what);
	if (memo_is(m, a, b, what))
		return m->result;
	if (!step(s))
		return DD_FALSE;
	lo = apply(s, half(s, a, bit, false), half(s, b, bit, false), what);
	hi = apply(s, half(s, a, bit, true), half(s, b, bit, true), what);
	r = node_make(s, bit, lo, hi);
	if (!s->err)
		*m = (struct dd_memo){ a, b, what, r };
	return r;
}

enum kiln_err kiln_policy_diff(struct kiln_policies *s, uint32_t a, uint32_t b, uint32_t *out)
{
	dd_begin(s);
	*out = apply(s, a, b, (uint32_t)MEMO_PAIR);
	return s->err;
}

enum kiln_err kiln_policy_join(struct kiln_policies *s, uint32_t older, uint32_t newer, uint32_t *out)
{
	dd_begin(s);
	*out = apply(s, older, newer, (uint32_t)MEMO_JOIN);
	return s->err;
}

void kiln_policy_pair(const struct kiln_policies *s, uint32_t number, uint32_t *a, uint32_t *b)
{
	const struct dd_pair *p = &s->pair[number - 1];

	*a = p->a;
	*b = p->b;
}

/* -- the store ----------------------------------------------------------------------------------------------------- */

void dd_begin(struct kiln_policies *s)
{
	s->steps = STEPS_MAX;
	s->err = KILN_OK;
}

static enum kiln_err store_fill(struct kiln_policies *s, uint32_t max_nodes)
{
	const struct kiln_host *h = s->host;
	enum kiln_err err;

	s->max = max_nodes ? max_nodes : NODES_DEFAULT;
	if (s->max < NODES_MIN)
		s->max = NODES_MIN;
	s->memo = h->alloc(h->cookie, MEMO_LEN * sizeof(*s->memo));
	s->pair = h->alloc(h->cookie, PAIRS_MAX * sizeof(*s->pair));
	if (!s->memo || !s->pair)
		return KILN_ERR_NOMEM;
	err = nodes_grow(s);
	if (err)
		return err;
	/* A memo of zeros would say that (0, 0, 0) is known: it is never asked, for its operands are equal. */
	s->node[DD_FALSE] = (struct dd_node){ DD_LEAF, 0, 0 };
	s->nr = 1;
	(void)dd_leaf(s, 1);
	return KILN_OK;
}

enum kiln_err kiln_policies_new(const struct kiln_host *host, uint32_t max_nodes, struct kiln_policies **out)
{
	struct kiln_policies *s = host->alloc(host->cookie, sizeof(*s));
	enum kiln_err err;

	*out = NULL;
	if (!s)
		return KILN_ERR_NOMEM;
	s->host = host;
	arena_init(&s->arena, host, 0);
	err = store_fill(s, max_nodes);
	if (err) {
		kiln_policies_free(s);
		return err;
	}
	*out = s;
	return KILN_OK;
}

void kiln_policies_free(struct kiln_policies *s)
{
	const struct kiln_host *h;

	if (!s)
		return;
	h = s->host;
	arena_free(&s->arena);
	if (s->cap) {
		h->free(h->cookie, s->node, (size_t)s->cap * sizeof(*s->node));
		h->free(h->cookie, s->slot, (size_t)s->cap * 2 * sizeof(*s->slot));
	}
	if (s->memo)
		h->free(h->cookie, s->memo, MEMO_LEN * sizeof(*s->memo));
	if (s->pair)
		h->free(h->cookie, s->pair, PAIRS_MAX * sizeof(*s->pair));
	h->free(h->cookie, s, sizeof(*s));
}
