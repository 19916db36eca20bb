/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * policy_fuzz.c - any bytes as a seccomp policy: refused with words, or decided exactly; what is written from the diagram decides the
 * same, and answers calls as the diagram does.
 */
#include "fuzz.h"

#include <kiln/seccomp.h>

static void *fuzz_alloc(void *cookie, size_t len)
{
	(void)cookie;
	return calloc(1, len);
}

static void fuzz_free(void *cookie, void *p, size_t len)
{
	(void)cookie, (void)len;
	free(p);
}

static const struct kiln_host host = { .alloc = fuzz_alloc, .free = fuzz_free };

/* A call made of the input's own bytes, which are likely to be what it compares with. */
static struct kiln_call call_of(const uint8_t *data, size_t len, size_t at)
{
	struct kiln_call c = { 0 };
	uint8_t *to = (uint8_t *)&c;

	for (size_t i = 0; i < sizeof(c); i++)
		to[i] = len ? data[(at + i / 4 * 8 + i % 4) % len] : 0;
	return c;
}

static void looked_at(struct kiln_policies *s, uint32_t root)
{
	struct kiln_policy_cube cube[8];
	uint32_t target[8], nr;
	uint64_t last;

	if (kiln_policy_field(s, root) == KILN_POLICY_LEAF)
		return;
	nr = kiln_policy_targets(s, root, target, 8);
	MUST(nr >= 2);
	for (uint32_t i = 0; i < nr && i < 8; i++) {
		uint32_t cubes = kiln_policy_cubes(s, root, target[i], cube, 8);

		MUST(cubes);
		for (uint32_t j = 0; j < cubes && cubes <= 8 && j < cubes; j++)
			MUST(kiln_policy_follow(s, root, kiln_policy_field(s, root), cube[j].value, &last) ==
				     target[i] &&
			     last >= cube[j].value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static struct kiln_cbpf_insn insns[KILN_CBPF_MAX], out[KILN_CBPF_MAX];
	size_t nr = len / sizeof(insns[0]);
	struct kiln_policy *p, *q;
	struct kiln_policies *s;
	struct kiln_why why = { 0 };
	uint32_t out_nr, diff;

	if (nr > KILN_CBPF_MAX)
		nr = KILN_CBPF_MAX;
	memcpy(insns, data, nr * sizeof(insns[0]));
	MUST(!kiln_policies_new(&host, 1 << 15, &s));
	if (kiln_policy_read(s, insns, nr, &p, &why)) {
		MUST(!p && why.what[0] && memchr(why.what, 0, sizeof(why.what)));
	} else {
		uint32_t root = kiln_policy_root(p);

		looked_at(s, root);
		for (size_t at = 0; at < 4; at++) {
			struct kiln_call c = call_of(data, len, at * 8 + 4);

			(void)kiln_policy_decide(s, root, &c);
			MUST(kiln_policy_steps(p, c.arch, (uint32_t)c.nr) <= nr);
		}
		if (!kiln_policy_write(s, root, out, KILN_CBPF_MAX, &out_nr) &&
		    !kiln_policy_read(s, out, out_nr, &q, NULL)) {
			MUST(kiln_policy_root(q) == root);
			MUST(!kiln_policy_diff(s, root, kiln_policy_root(q), &diff) && !diff);
		}
	}
	kiln_policies_free(s);
	return 0;
}
