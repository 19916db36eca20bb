/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cases.c - see cases.h.
 *
 * Overview     the values of an argument that lead to the same are told as intervals or as masks, whichever is shorter. What is
 *              longest to tell stands last, as "otherwise".
 */
#include "cases.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TARGETS_MAX = 32, TERMS_MAX = 24, SPANS_LIKED = 8, TOO_MANY = 1000000 };

struct span {
	uint64_t first, last;
};

/* The values of a node's field that lead to one place. */
struct part {
	uint32_t to, nr_spans, nr_cubes;
	struct span span[TERMS_MAX];
	struct kiln_policy_cube cube[TERMS_MAX];
};

/* A few intervals are read more easily than fewer masks. */
static bool as_spans(const struct part *p)
{
	return p->nr_spans <= SPANS_LIKED || p->nr_spans <= p->nr_cubes;
}

static uint32_t terms(const struct part *p)
{
	return as_spans(p) ? p->nr_spans : p->nr_cubes;
}

/* The spans of a field in order, each to its part; where there are too many, nr_spans says so. */
static void spans_find(const struct kiln_policies *s, uint32_t node, struct part *part, uint32_t nr)
{
	uint32_t width = kiln_policy_width(s, node), blocks = 0;
	uint64_t all = width <= 32 ? UINT32_MAX : UINT64_MAX, v = 0, last;

	do {
		uint32_t to = kiln_policy_follow(s, node, kiln_policy_field(s, node), v, &last);

		if (last > all)
			last = all;
		for (uint32_t i = 0; i < nr; i++) {
			struct part *p = &part[i];

			if (p->to != to)
				continue;
			if (p->nr_spans && p->nr_spans <= TERMS_MAX && p->span[p->nr_spans - 1].last + 1 == v)
				p->span[p->nr_spans - 1].last = last;
			else if (p->nr_spans++ < TERMS_MAX)
				p->span[p->nr_spans - 1] = (struct span){ v, last };
		}
		v = last + 1;
	} while (last != all && blocks++ < TARGETS_MAX * TERMS_MAX);
	for (uint32_t i = 0; last != all && i < nr; i++)
		part[i].nr_spans = TOO_MANY;
}

static void number(char *buf, size_t len, uint64_t v)
{
	snprintf(buf, len, v < 4096 ? "%" PRIu64 : "0x%" PRIx64, v);
}

/* Appends, and remembers what did not fit: text that is cut would be wrong. */
static bool append(char *buf, const char *text)
{
	size_t len = strlen(buf), more = strlen(text);

	if (len + more >= CONDITION_MAX)
		return false;
	memcpy(buf + len, text, more + 1);
	return true;
}

static void span_text(char *buf, size_t len, const char *arg, const struct span *s, uint64_t all)
{
	char first[32], last[32];

	number(first, sizeof(first), s->first);
	number(last, sizeof(last), s->last);
	if (s->first == s->last)
		snprintf(buf, len, "%s == %s", arg, first);
	else if (!s->first)
		snprintf(buf, len, "%s <= %s", arg, last);
	else if (s->last == all)
		snprintf(buf, len, "%s >= %s", arg, first);
	else
		snprintf(buf, len, "%s <= %s <= %s", first, arg, last);
}

static void cube_text(char *buf, size_t len, const char *arg, const struct kiln_policy_cube *c)
{
	char mask[32], value[32];

	number(mask, sizeof(mask), c->mask);
	number(value, sizeof(value), c->value);
	snprintf(buf, len, "(%s & %s) == %s", arg, mask, value);
}

/* Appends the part's condition. False: it does not fit. */
static bool part_text(const struct kiln_policies *s, uint32_t node, const struct part *p, char *buf)
{
	bool low = kiln_policy_width(s, node) <= 32, spans = as_spans(p), fine = true;
	enum kiln_policy_field field = kiln_policy_field(s, node);
	uint32_t nr = terms(p);
	char name[24], term[128];

	if (nr > TERMS_MAX)
		return false;
	if (field == KILN_POLICY_IP)
		snprintf(name, sizeof(name), low && spans ? "(uint32_t)ip" : "ip");
	else
		snprintf(name, sizeof(name), low && spans ? "(uint32_t)arg%d" : "arg%d",
			 (int)(field - KILN_POLICY_ARG0));
	if (*buf)
		fine = append(buf, " and ");
	if (nr > 1)
		fine &= append(buf, "(");
	for (uint32_t i = 0; i < nr; i++) {
		if (spans)
			span_text(term, sizeof(term), name, &p->span[i], low ? UINT32_MAX : UINT64_MAX);
		else
			cube_text(term, sizeof(term), name, &p->cube[i]);
		fine &= (!i || append(buf, " or ")) && append(buf, term);
	}
	return nr > 1 ? fine && append(buf, ")") : fine;
}

static void case_add(struct cases *c, const char *when, uint32_t result)
{
	if (c->nr == CASES_MAX) {
		c->cut = true;
		return;
	}
	snprintf(c->row[c->nr].when, CONDITION_MAX, "%s", when);
	c->row[c->nr].result = result;
	c->nr++;
}

/* Calls that meet the condition before come to node. */
static void cases_walk(struct kiln_policies *s, uint32_t node, const char *before, struct cases *out)
{
	struct part part[TARGETS_MAX];
	uint32_t target[TARGETS_MAX], nr, other = 0;
	char when[CONDITION_MAX];

	if (out->cut)
		return;
	if (kiln_policy_field(s, node) == KILN_POLICY_LEAF) {
		case_add(out, before, kiln_policy_result(s, node));
		return;
	}
	nr = kiln_policy_targets(s, node, target, TARGETS_MAX);
	if (!nr || nr > TARGETS_MAX) {
		out->cut = true;
		return;
	}
	for (uint32_t i = 0; i < nr; i++) {
		part[i] = (struct part){ .to = target[i] };
		part[i].nr_cubes = kiln_policy_cubes(s, node, target[i], part[i].cube, TERMS_MAX);
	}
	spans_find(s, node, part, nr);
	for (uint32_t i = 1; i < nr; i++)
		if (terms(&part[i]) >= terms(&part[other]))
			other = i;
	for (uint32_t i = 0; i < nr; i++) {
		strcpy(when, before);
		if (i != other && part_text(s, node, &part[i], when))
			cases_walk(s, part[i].to, when, out);
		else if (i != other)
			out->cut = true;
	}
	cases_walk(s, part[other].to, before, out);
}

void cases_find(struct kiln_policies *s, uint32_t node, struct cases *out)
{
	/* Neighbours among the numbers often have the same. */
	if (out->of == s && out->node == node)
		return;
	out->of = s;
	out->node = node;
	out->nr = 0;
	out->cut = false;
	cases_walk(s, node, "", out);
	/* What has the same result as everything after it needs no case. */
	while (out->nr > 1 && out->row[out->nr - 2].result == out->row[out->nr - 1].result) {
		out->row[out->nr - 2].when[0] = 0;
		out->nr--;
	}
}
