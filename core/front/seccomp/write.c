/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * write.c - a decision diagram becomes a classic program that executes few instructions.
 *
 * Overview     a node is written as a load of its 32-bit word and the tests that lead to the nodes after it: a search tree over
 *              intervals, one test of a mask, or, where the word is neither, a test a bit. The program is written from its
 *              end, so that targets are known; nodes that several tests lead to are written once.
 * Invariant    tests leave A alone but for a mask that is not zero, behind which no other test of the word comes.
 *              A jump reaches 255 instructions: a result further away is written again, anything else gets a jump to it.
 * Cost         the tree of a word with n intervals (n up to 256) is the best of its kind in n^3 steps; beyond that it is cut in halves.
 */
#include "base/bits.h"
#include "front/cbpf.h"
#include "front/seccomp/diagram.h"

enum { NEAR = 255, WORD = 32, SPANS_MAX = 1024, BEST_MAX = 256 };
enum { ARCH_WEIGHT = 64, WIDE_WEIGHT = 16, CALLS = 1024, CHAIN_MAX = 3, CUT_CHAIN = 0xffff };

/* Values up to last lead to the node to; the first value is behind the span before. */
struct span {
	uint32_t last, to;
};

struct writer {
	struct kiln_policies *s;
	struct kiln_cbpf_insn *end; /* instructions are written downwards from here */
	uint32_t max, nr;	    /* nr counts from the end: a place is a number from 1 */
	uint32_t *place;	    /* of each node, with the load of its word; 0: not written yet */
	uint32_t *inside;	    /* of nodes that bits_write() wrote: A holds their word */
	struct arena arena;
	enum kiln_err err;
};

/* A word's tree: spans, and where each part of it is best cut. */
struct tree {
	struct span *span;
	uint32_t nr, first; /* first: the word's first bit */
	uint16_t *cut;	    /* nr * nr, or CUT_CHAIN; NULL: halves */
};

/* -- instructions -------------------------------------------------------------------------------------------------- */

/* Writes an instruction before all others; its place. */
static uint32_t put(struct writer *w, uint16_t code, uint32_t jt, uint32_t jf, uint32_t k)
{
	if (w->nr == w->max) {
		w->err = KILN_ERR_COMPLEX;
		return w->nr ? w->nr : 1;
	}
	w->nr++;
	*(w->end - w->nr) = (struct kiln_cbpf_insn){ code, (uint8_t)jt, (uint8_t)jf, k };
	return w->nr;
}

static uint32_t node_write(struct writer *w, uint32_t node);

/* A place within reach of an instruction that is still to be written, after at most slack others. */
static uint32_t near(struct writer *w, uint32_t place, uint32_t slack)
{
	const struct kiln_cbpf_insn *c = w->end - place;

	if (w->nr + slack - place <= NEAR)
		return place;
	return c->code == RET_K ? put(w, RET_K, 0, 0, c->k) : put(w, JMP | JMP_JA, 0, 0, w->nr - place);
}

/* A test: yes and no are places. */
static uint32_t test(struct writer *w, uint16_t code, uint32_t k, uint32_t yes, uint32_t no)
{
	if (yes == no)
		return yes;
	yes = near(w, yes, 1);
	no = near(w, no, 0);
	return put(w, code, w->nr - yes, w->nr - no, k);
}

/* -- a search tree ------------------------------------------------------------------------------------------------- */

static uint32_t span_first(const struct tree *t, uint32_t i)
{
	return i ? t->span[i - 1].last + 1 : 0;
}

static bool lone(const struct tree *t, uint32_t i)
{
	return t->span[i].last == span_first(t, i);
}

/*
 * How often a span is asked for. Of architectures those that are named; of call numbers as many as there are calls, roughly;
 * of arguments nobody knows: wide spans a little more.
 */
static uint32_t weight(const struct tree *t, uint32_t i)
{
	uint32_t first = span_first(t, i), last = t->span[i].last;

	if (t->first == dd_fields[KILN_POLICY_ARCH].first)
		return lone(t, i) ? ARCH_WEIGHT : 1;
	if (t->first == dd_fields[KILN_POLICY_NR].first)
		return first >= CALLS ? 1 : (last < CALLS ? last : CALLS - 1) - first + 1;
	return last - first < WIDE_WEIGHT ? last - first + 1 : WIDE_WEIGHT;
}

/*
 * Can the spans from i to j be told by a chain of comparisons with single values: all but CHAIN_MAX lone ones lead to the same,
 * which is *other? What that costs; 0: no.
 */
static uint32_t chain_cost(const struct tree *t, uint32_t i, uint32_t j, uint32_t *other)
{
	uint32_t cost = 0, place = 0, rest = 0, wide = i;

	if (j - i > CHAIN_MAX * 2)
		return 0;
	for (uint32_t k = i; k <= j; k++)
		if (!lone(t, k))
			wide = k;
	*other = t->span[wide].to;
	for (uint32_t k = j + 1; k-- > i;) {
		if (t->span[k].to == *other)
			rest += weight(t, k);
		else if (!lone(t, k) || ++place > CHAIN_MAX)
			return 0;
		else
			cost += place * weight(t, k);
	}
	return cost + place * rest;
}

/* Where each range of spans is cut so that the executed tests, each as often as its weight says, are fewest. */
static bool cuts_find(struct writer *w, struct tree *t)
{
	uint32_t n = t->nr, *cost = arena_array(&w->arena, (size_t)n * n, sizeof(*cost));
	uint32_t *sum = arena_array(&w->arena, n + 1, sizeof(*sum)), other;

	t->cut = arena_array(&w->arena, (size_t)n * n, sizeof(*t->cut));
	if (w->arena.failed)
		return false;
	for (uint32_t i = 0; i < n; i++)
		sum[i + 1] = sum[i] + weight(t, i);
	for (uint32_t len = 2; len <= n; len++) {
		for (uint32_t i = 0; i + len <= n; i++) {
			uint32_t j = i + len - 1, chain = chain_cost(t, i, j, &other);
			uint32_t best = UINT32_MAX, *at = &cost[i * n + j];

			for (uint32_t k = i; k < j; k++) {
				uint32_t c = cost[i * n + k] + cost[(k + 1) * n + j] + sum[j + 1] - sum[i];

				if (c < best) {
					best = c;
					t->cut[i * n + j] = (uint16_t)k;
				}
			}
			if (chain && chain <= best)
				t->cut[i * n + j] = CUT_CHAIN;
			*at = chain && chain <= best ? chain : best;
		}
	}
	return true;
}

/* The highest value is asked first: of architectures those with 64 bits. */
static uint32_t chain_write(struct writer *w, const struct tree *t, uint32_t i, uint32_t j)
{
	uint32_t other, at;

	(void)chain_cost(t, i, j, &other);
	at = node_write(w, other);
	for (uint32_t k = i; k <= j; k++)
		if (t->span[k].to != other)
			at = test(w, JMP | JMP_JEQ, t->span[k].last, node_write(w, t->span[k].to), at);
	return at;
}

static uint32_t tree_write(struct writer *w, const struct tree *t, uint32_t i, uint32_t j)
{
	uint32_t k = t->cut ? t->cut[i * t->nr + j] : i + (j - i) / 2, above, below;

	if (i == j)
		return node_write(w, t->span[i].to);
	if (k == CUT_CHAIN)
		return chain_write(w, t, i, j);
	above = tree_write(w, t, k + 1, j);
	below = tree_write(w, t, i, k);
	return test(w, JMP | JMP_JGE, t->span[k].last + 1, above, below);
}

/* -- a word -------------------------------------------------------------------------------------------------------- */

/* The word of a node's first bit: its first bit in the order, its offset in struct seccomp_data. */
static uint32_t word_first(uint32_t bit)
{
	return bit & ~31u;
}

static uint32_t word_offset(uint32_t first)
{
	uint32_t arg = (first - 64) / 64, low = first & 32 ? 0 : 4;

	return first == 0 ? 4 : first == 32 ? 0 : first >= 448 ? 8 + low : 16 + arg * 8 + low;
}

/* The spans of a word; false: there are too many. */
static bool spans_find(struct writer *w, uint32_t node, uint32_t first, struct tree *t)
{
	uint64_t value = 0, last;

	t->nr = 0;
	do {
		uint32_t to = dd_follow(w->s, node, first, WORD, value, &last);

		if (t->nr && t->span[t->nr - 1].to == to) {
			t->span[t->nr - 1].last = (uint32_t)last;
		} else {
			if (t->nr == SPANS_MAX)
				return false;
			t->span[t->nr++] = (struct span){ (uint32_t)last, to };
		}
		value = last + 1;
	} while (last != UINT32_MAX);
	return true;
}

/* Does exactly one cube of the word lead to one node, and everything else to another? */
static bool mask_find(const struct writer *w, uint32_t node, uint32_t first, struct kiln_policy_cube *cube,
		      uint32_t *yes, uint32_t *no)
{
	const struct dd_node *n = &w->s->node[node], *next;

	*cube = (struct kiln_policy_cube){ 0, 0 };
	*no = DD_LEAF;
	for (uint32_t out = UINT32_MAX;; n = next) {
		uint32_t bit = 1u << (first + WORD - 1 - n->bit), stay, leave;
		bool lo_in = w->s->node[n->lo].bit < first + WORD, hi_in = w->s->node[n->hi].bit < first + WORD;

		if (lo_in && hi_in)
			return false;
		/* The last bit of the chain: the way out is that of the bits before, or either if there are none. */
		leave = hi_in ? n->lo : lo_in ? n->hi : n->lo == out ? n->lo : n->hi;
		stay = leave == n->lo ? n->hi : n->lo;
		if (out != UINT32_MAX && leave != out)
			return false;
		out = leave;
		cube->mask |= bit;
		if (stay == n->hi)
			cube->value |= bit;
		if (!lo_in && !hi_in) {
			*yes = stay;
			*no = leave;
			return true;
		}
		next = &w->s->node[stay];
	}
}

static uint32_t mask_write(struct writer *w, const struct kiln_policy_cube *cube, uint32_t yes, uint32_t no)
{
	uint32_t yes_at = node_write(w, yes), no_at = node_write(w, no);

	if (!cube->value)
		return test(w, JMP | JMP_JSET, (uint32_t)cube->mask, no_at, yes_at);
	if (!(cube->mask & (cube->mask - 1)))
		return test(w, JMP | JMP_JSET, (uint32_t)cube->mask, yes_at, no_at);
	if (cube->mask == UINT32_MAX)
		return test(w, JMP | JMP_JEQ, (uint32_t)cube->value, yes_at, no_at);
	/* The test is the last that was written: the mask goes right before it. */
	(void)test(w, JMP | JMP_JEQ, (uint32_t)cube->value, yes_at, no_at);
	return put(w, ALU | ALU_AND, 0, 0, (uint32_t)cube->mask);
}

/* A test a bit; bits that all lead to the same when they are set are one test. */
static uint32_t bits_write(struct writer *w, uint32_t node, uint32_t first)
{
	const struct dd_node *n = &w->s->node[node];
	uint32_t mask = 0, hi = n->hi, yes, no;

	if (n->bit >= first + WORD)
		return node_write(w, node);
	if (w->inside[node])
		return w->inside[node];
	for (;; n = &w->s->node[n->lo]) {
		mask |= 1u << (first + WORD - 1 - n->bit);
		if (w->s->node[n->lo].bit >= first + WORD || w->s->node[n->lo].hi != hi)
			break;
	}
	no = bits_write(w, n->lo, first);
	yes = bits_write(w, hi, first);
	return w->inside[node] = test(w, JMP | JMP_JSET, mask, yes, no);
}

static uint32_t word_write(struct writer *w, uint32_t node, uint32_t first)
{
	struct tree t = { .first = first, .span = arena_array(&w->arena, SPANS_MAX, sizeof(struct span)) };
	struct kiln_policy_cube cube;
	uint32_t yes, no;
	bool few;

	if (!t.span)
		return 1;
	few = spans_find(w, node, first, &t);
	if ((!few || t.nr > 2) && mask_find(w, node, first, &cube, &yes, &no))
		return mask_write(w, &cube, yes, no);
	if (!few)
		return bits_write(w, node, first);
	if (t.nr <= BEST_MAX && !cuts_find(w, &t))
		return 1;
	return tree_write(w, &t, 0, t.nr - 1);
}

/* The program of a node; its place. */
static uint32_t node_write(struct writer *w, uint32_t node)
{
	const struct dd_node *n = &w->s->node[node];
	uint32_t first = word_first(n->bit);

	if (w->err || w->arena.failed)
		return 1;
	if (n->bit == DD_LEAF) {
		if (!w->place[node] || w->nr - w->place[node] >= NEAR)
			w->place[node] = put(w, RET_K, 0, 0, n->lo);
		return w->place[node];
	}
	if (!w->place[node]) {
		(void)word_write(w, node, first);
		w->place[node] = put(w, LD_ABS, 0, 0, word_offset(first));
	}
	return w->place[node];
}

enum kiln_err kiln_policy_write(struct kiln_policies *s, uint32_t root, struct kiln_cbpf_insn *out, uint32_t max,
				uint32_t *nr)
{
	struct writer w = { .s = s, .end = out + max, .max = max };

	*nr = 0;
	arena_init(&w.arena, s->host, 0);
	w.place = arena_array(&w.arena, s->nr, sizeof(*w.place));
	w.inside = arena_array(&w.arena, s->nr, sizeof(*w.inside));
	if (!w.arena.failed)
		(void)node_write(&w, root);
	if (w.arena.failed)
		w.err = KILN_ERR_NOMEM;
	arena_free(&w.arena);
	if (w.err)
		return w.err;
	memmove(out, out + max - w.nr, w.nr * sizeof(*out));
	*nr = w.nr;
	return KILN_OK;
}
