/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * missing.c - what a proven program needs to run and no host here has: a helper without a body, a kind of map without values, sockets,
 *             variables of a kernel's.
 *
 * Overview     the tables know all that Linux offers, so that any program can be checked; what is behind a row may be elsewhere.
 * Cost         one pass.
 */
#include "lower/lower.h"

#include "rt/map.h"
#include "rt/rt.h"

static const char *helper_missing(const struct kiln_prog *p, const struct kiln_insn *insn)
{
	bool exists;
	const struct kiln_helper *h = rt_callee(p->kind, insn, &exists);

	return h && !h->fn && !(h->flags & KILN_HELPER_TAIL_CALL) ? h->name : NULL;
}

/* Code that nothing reaches calls nothing. */
const char *lower_missing(const struct kiln_prog *p)
{
	const char *name = NULL;

	for (uint32_t i = 0; i < p->nr_maps; i++)
		if (p->maps[i]->ops->elsewhere)
			return p->maps[i]->ops->name;
	for (uint32_t pc = 0; pc < p->nr_insns && !name; pc++) {
		uint16_t op = p->ops[pc].op; /* as decoded */

		if (p->facts[pc].mem == MEM_SOCK && p->facts[pc].flags & FACT_REACHED)
			return "sockets";
		if (op == OP_LD64_VAR && p->facts[pc].flags & FACT_REACHED)
			return "a variable of the kernel";
		if ((op == OP_CALL || op == OP_CALL_KFUNC) && p->facts[pc].flags & FACT_REACHED)
			name = helper_missing(p, &p->insns[pc]);
	}
	return name;
}
