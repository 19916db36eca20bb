/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_tried.c - two policies that are too complex for diagrams, compared by trying: see seccomp.h.
 *
 * Overview     every call number of every architecture, and numbers that occur; for each the words of the data that the policies load take
 *              the values that occur behind their loads, those beside them and the ends of their range: one word at a time, then
 *              each two of them together. Kiln's own machine answers.
 * Cost         numbers times pairs of words times pairs of values, VALUES_MAX at most: seconds.
 */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include <kiln/cbpf.h>

#include "seccomp.h"
#include "why.h"

enum { DATA_WORDS = 16, FIRST_WORD = 2, VALUES_MAX = 40, LD_ABS = 0x20, NR_WORD = 0 };

struct word {
	bool loaded;
	uint32_t value[VALUES_MAX], nr;
};

/* A process under each of the two policies. */
struct side {
	struct kiln_prog *prog[POLICY_FILTERS_MAX];
	uint32_t nr;
};

struct trial_run {
	struct kiln_env env;
	struct side side[2];
	struct word word[DATA_WORDS];
	struct kiln_call call;
	struct tried tried;
	void (*found)(const struct kiln_call *call, uint32_t a, uint32_t b);
};

static void value_add(struct word *w, uint32_t v)
{
	for (uint32_t i = 0; i < w->nr; i++)
		if (w->value[i] == v)
			return;
	if (w->nr < VALUES_MAX)
		w->value[w->nr++] = v;
}

static bool has_constant(uint16_t code)
{
	unsigned int class = code & 7;

	return (class == 4 || class == 5) && !(code & 8) && code != 5;
}

/* What stands behind the load of a word belongs to it. */
static void values_collect(struct word *word, const struct policy_program *f)
{
	struct word *w = NULL;

	for (uint32_t i = 0; i < f->nr; i++) {
		const struct kiln_cbpf_insn *in = &f->insns[i];

		if (in->code == LD_ABS) {
			w = &word[in->k / 4 % DATA_WORDS];
			w->loaded = true;
		} else if (w && has_constant(in->code)) {
			value_add(w, in->k);
			value_add(w, in->k + 1);
			value_add(w, in->k - 1);
		}
	}
}

/* -- asking -------------------------------------------------------------------------------------------------------- */

static uint32_t side_ask(const struct side *side, const struct kiln_call *call, struct kiln_env *env)
{
	uint32_t result = 0;

	for (uint32_t i = 0; i < side->nr; i++) {
		struct kiln_call ctx = *call;
		uint32_t one = (uint32_t)kiln_run(side->prog[i], &ctx, env);

		result = i ? result_strictest(result, one) : one;
	}
	return result;
}

/* The answer is whether both say the same of the call. */
static bool call_try(struct trial_run *t)
{
	uint32_t a = side_ask(&t->side[0], &t->call, &t->env), b = side_ask(&t->side[1], &t->call, &t->env);

	t->tried.calls++;
	if (a == b)
		return true;
	t->tried.differ++;
	t->found(&t->call, a, b);
	return false;
}

static void word_set(struct kiln_call *c, uint32_t word, uint32_t v)
{
	memcpy((uint8_t *)c + 4 * word, &v, sizeof(v));
}

/* Word i and then j, each with its values. False: they differ. */
static bool words_try(struct trial_run *t, uint32_t i, uint32_t j)
{
	const struct word *a = &t->word[i], *b = &t->word[j];
	bool same = true;

	for (uint32_t m = 0; m < a->nr && same; m++) {
		word_set(&t->call, i, a->value[m]);
		for (uint32_t n = 0; n < b->nr && same; n++) {
			word_set(&t->call, j, b->value[n]);
			same = call_try(t);
		}
	}
	word_set(&t->call, i, 0);
	word_set(&t->call, j, 0);
	return same;
}

/* Of each number the first call that differs is told. */
static void number_try(struct trial_run *t, uint32_t arch, uint32_t nr)
{
	t->call = (struct kiln_call){ .arch = arch, .nr = (int32_t)nr };
	if (!call_try(t))
		return;
	for (uint32_t i = FIRST_WORD; i < DATA_WORDS; i++)
		for (uint32_t j = i; t->word[i].loaded && j < DATA_WORDS; j++)
			if (t->word[j].loaded && !words_try(t, i, j))
				return;
}

static void arch_try(struct trial_run *t, const struct call_arch *arch)
{
	const struct word *nr = &t->word[NR_WORD];

	for (uint32_t i = 0; i < CALLS_PER_ARCH; i++)
		if (call_name(arch, arch->first_nr + i))
			number_try(t, arch->audit, arch->first_nr + i);
	for (uint32_t i = 0; i < nr->nr; i++)
		if (call_arch_of(arch->audit, nr->value[i]) == arch && !call_name(arch, nr->value[i]))
			number_try(t, arch->audit, nr->value[i]);
}

/* -- all ----------------------------------------------------------------------------------------------------------- */

static bool side_load(struct kiln *k, struct side *side, const struct policy *p)
{
	const struct kiln_load_opts opts = { .kind = kiln_kind_by_name("seccomp"), .name = "policy" };
	static struct kiln_why why;

	for (; side->nr < p->nr_filters; side->nr++) {
		const struct policy_program *f = &p->filter[side->nr];

		if (!kiln_load(k, &kiln_front_seccomp, f->insns, f->nr * sizeof(*f->insns), &opts,
			       &side->prog[side->nr], &why))
			continue;
		why_print(stderr, f->name, NULL, &why);
		return false;
	}
	return true;
}

static void side_free(struct side *side)
{
	while (side->nr)
		kiln_prog_free(side->prog[--side->nr]);
}

static void words_fill(struct trial_run *t, const struct policy *p)
{
	for (uint32_t i = 0; i < p->nr_filters; i++)
		values_collect(t->word, &p->filter[i]);
	for (uint32_t i = FIRST_WORD; i < DATA_WORDS; i++) {
		static const uint32_t ends[] = { 0, 1, 2, 3, INT32_MAX, 1u << 31, UINT32_MAX - 1, UINT32_MAX };

		for (size_t e = 0; e < sizeof(ends) / sizeof(ends[0]); e++)
			value_add(&t->word[i], ends[e]);
	}
}

bool policies_try(const struct policy *a, const struct policy *b,
		  void (*found)(const struct kiln_call *call, uint32_t a, uint32_t b), struct tried *tried)
{
	static struct trial_run t;
	struct kiln_host *host = NULL;
	struct kiln *k = machine_new(1, &host);
	bool fine;

	t = (struct trial_run){ .found = found };
	fine = k && side_load(k, &t.side[0], a) && side_load(k, &t.side[1], b);
	if (fine) {
		words_fill(&t, a);
		words_fill(&t, b);
		kiln_enter(k, &t.env);
		for (int i = 0; i < NR_CALL_ARCHS; i++)
			arch_try(&t, &call_archs[i]);
		number_try(&t, 0, 0);
		kiln_leave(k, &t.env);
	}
	*tried = t.tried;
	side_free(&t.side[0]);
	side_free(&t.side[1]);
	machine_free(k, host);
	return fine;
}
