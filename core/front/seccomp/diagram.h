/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * diagram.h - decision diagrams over the bits of struct seccomp_data: see diagram.c.
 */
#ifndef KILN_FRONT_SECCOMP_DIAGRAM_H
#define KILN_FRONT_SECCOMP_DIAGRAM_H

#include <kiln/seccomp.h>

#include "base/arena.h"

/* Node 0 is the result 0 and stands for false, node 1 is the result 1 and stands for true. */
enum { DD_FALSE = 0, DD_TRUE = 1, DD_BITS = 512, DD_LEAF = DD_BITS };

struct dd_node {
	uint32_t bit;	 /* that it asks, from the first of the order; DD_LEAF */
	uint32_t lo, hi; /* where 0 and 1 lead; lo of a leaf: the result */
};

struct dd_memo {
	uint32_t a, b, c, result;
};

struct dd_pair {
	uint32_t a, b;
};

struct kiln_policies {
	const struct kiln_host *host;
	struct dd_node *node;
	uint32_t nr, cap, max;
	uint32_t *slot; /* twice cap, of node numbers; 0: free (node 0 is never looked for there) */
	struct dd_memo *memo;
	uint64_t steps;	   /* that the call may still take */
	enum kiln_err err; /* the first that went wrong; then every operation gives DD_FALSE */
	struct dd_pair *pair;
	uint32_t nr_pairs;
	struct arena arena; /* policies */
};

/* Where a field's bits begin, and how many there are. */
struct dd_field {
	uint16_t first, bits;
};
extern const struct dd_field dd_fields[KILN_POLICY_LEAF];

/* Before a call of the interface: sets the budget, forgets an error. */
void dd_begin(struct kiln_policies *s);

uint32_t dd_leaf(struct kiln_policies *s, uint32_t result);
uint32_t dd_bit(struct kiln_policies *s, uint32_t bit);
/* f is a set; g and h are anything. */
uint32_t dd_ite(struct kiln_policies *s, uint32_t f, uint32_t g, uint32_t h);
/* Every result of f or-ed with bits. */
uint32_t dd_or_result(struct kiln_policies *s, uint32_t f, uint32_t bits);

static inline uint32_t dd_and(struct kiln_policies *s, uint32_t f, uint32_t g)
{
	return dd_ite(s, f, g, DD_FALSE);
}
static inline uint32_t dd_or(struct kiln_policies *s, uint32_t f, uint32_t g)
{
	return dd_ite(s, f, DD_TRUE, g);
}
static inline uint32_t dd_not(struct kiln_policies *s, uint32_t f)
{
	return dd_ite(s, f, DD_FALSE, DD_TRUE);
}
static inline uint32_t dd_xor(struct kiln_policies *s, uint32_t f, uint32_t g)
{
	return f == g ? DD_FALSE : dd_ite(s, f, dd_not(s, g), g);
}

/* From node along the bits [first, first + bits) of value; *last as kiln_policy_follow has it. */
uint32_t dd_follow(const struct kiln_policies *s, uint32_t node, uint32_t first, uint32_t bits, uint64_t value,
		   uint64_t *last);

#endif
