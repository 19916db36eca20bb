/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * view.c - looking at a diagram field by field: where values lead, intervals, masks.
 *
 * Cost         following one value takes a step a bit. Sets are walked, with a limit on what is counted.
 */
#include "front/seccomp/diagram.h"

enum { COUNT_MAX = 65536, WALK_MAX = 16384, SPAN_MAX = 256 };

/* The field whose bits hold bit. */
static enum kiln_policy_field field_of(uint32_t bit)
{
	return bit == DD_LEAF ? KILN_POLICY_LEAF : bit < 64 ? bit / 32 : bit / 64 + 1;
}

enum kiln_policy_field kiln_policy_field(const struct kiln_policies *s, uint32_t node)
{
	return field_of(s->node[node].bit);
}

uint32_t kiln_policy_width(const struct kiln_policies *s, uint32_t node)
{
	const struct dd_field *f = &dd_fields[kiln_policy_field(s, node)];

	return f->first + f->bits - s->node[node].bit;
}

uint32_t kiln_policy_result(const struct kiln_policies *s, uint32_t leaf)
{
	return s->node[leaf].lo;
}

static bool value_bit(uint64_t value, uint32_t first, uint32_t bits, uint32_t bit)
{
	return value >> (first + bits - 1 - bit) & 1;
}

/* Along one value. *same: the low bits of it that nobody asked. */
static uint32_t follow_one(const struct kiln_policies *s, uint32_t node, uint32_t first, uint32_t bits, uint64_t value,
			   uint64_t *same)
{
	uint64_t asked = 0;

	while (s->node[node].bit < first + bits) {
		const struct dd_node *n = &s->node[node];

		asked = UINT64_C(1) << (first + bits - 1 - n->bit);
		node = value_bit(value, first, bits, n->bit) ? n->hi : n->lo;
	}
	*same = asked ? asked - 1 : bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
	return node;
}

uint32_t dd_follow(const struct kiln_policies *s, uint32_t node, uint32_t first, uint32_t bits, uint64_t value,
		   uint64_t *last)
{
	uint64_t all = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1, same;
	uint32_t to = follow_one(s, node, first, bits, value, &same);

	if (!last)
		return to;
	*last = value | same;
	for (uint32_t i = 0; i < SPAN_MAX && *last != all; i++) {
		if (follow_one(s, node, first, bits, *last + 1, &same) != to)
			break;
		*last = (*last + 1) | same;
	}
	return to;
}

uint32_t kiln_policy_follow(const struct kiln_policies *s, uint32_t node, enum kiln_policy_field field, uint64_t value,
			    uint64_t *last)
{
	return dd_follow(s, node, dd_fields[field].first, dd_fields[field].bits, value, last);
}

uint32_t kiln_policy_decide(const struct kiln_policies *s, uint32_t root, const struct kiln_call *call)
{
	root = kiln_policy_follow(s, root, KILN_POLICY_ARCH, call->arch, NULL);
	root = kiln_policy_follow(s, root, KILN_POLICY_NR, (uint32_t)call->nr, NULL);
	for (uint32_t i = 0; i < 6; i++)
		root = kiln_policy_follow(s, root, KILN_POLICY_ARG0 + i, call->arg[i], NULL);
	return kiln_policy_result(s, kiln_policy_follow(s, root, KILN_POLICY_IP, call->ip, NULL));
}

/* A walk over the ways through one field. */
struct walk {
	const struct kiln_policies *s;
	struct dd_field field;
	uint32_t to, nr, max;
	uint32_t left; /* nodes that may still be walked */
	struct kiln_policy_cube *cube;
	uint32_t *target;
};

static void cubes_walk(struct walk *w, uint32_t node, struct kiln_policy_cube c)
{
	const struct dd_node *n = &w->s->node[node];
	uint64_t bit;

	if (n->bit >= (uint32_t)w->field.first + w->field.bits) {
		if (node != w->to)
			return;
		if (w->nr < w->max)
			w->cube[w->nr] = c;
		w->nr++;
		return;
	}
	if (!w->left || w->nr > w->max) {
		w->nr = w->max + 1;
		return;
	}
	w->left--;
	bit = UINT64_C(1) << (w->field.first + w->field.bits - 1u - n->bit);
	c.mask |= bit;
	cubes_walk(w, n->lo, c);
	c.value |= bit;
	cubes_walk(w, n->hi, c);
}

uint32_t kiln_policy_cubes(const struct kiln_policies *s, uint32_t node, uint32_t to, struct kiln_policy_cube *out,
			   uint32_t max)
{
	struct walk w = { .s = s, .to = to, .max = max, .left = WALK_MAX, .cube = out };

	if (s->node[node].bit == DD_LEAF)
		return 0;
	w.field = dd_fields[kiln_policy_field(s, node)];
	cubes_walk(&w, node, (struct kiln_policy_cube){ 0, 0 });
	return w.nr > max ? max + 1 : w.nr;
}

static void target_add(struct walk *w, uint32_t node)
{
	if (w->nr < w->max)
		w->target[w->nr] = node;
	if (w->nr < COUNT_MAX)
		w->nr++;
}

/* seen: nodes that were walked, a bit each. */
static void targets_walk(struct walk *w, uint32_t node, uint32_t *seen)
{
	const struct dd_node *n = &w->s->node[node];

	if (seen[node / 32] >> (node % 32) & 1)
		return;
	seen[node / 32] |= 1u << (node % 32);
	if (n->bit >= (uint32_t)w->field.first + w->field.bits) {
		target_add(w, node);
		return;
	}
	targets_walk(w, n->lo, seen);
	targets_walk(w, n->hi, seen);
}

uint32_t kiln_policy_targets(struct kiln_policies *s, uint32_t node, uint32_t *out, uint32_t max)
{
	struct walk w = { .s = s, .max = max, .target = out };
	size_t len = (size_t)(s->nr / 32 + 1) * sizeof(uint32_t);
	uint32_t *seen;

	if (s->node[node].bit == DD_LEAF)
		return 0;
	seen = s->host->alloc(s->host->cookie, len);
	if (!seen)
		return 0;
	w.field = dd_fields[kiln_policy_field(s, node)];
	targets_walk(&w, node, seen);
	s->host->free(s->host->cookie, seen, len);
	return w.nr;
}
