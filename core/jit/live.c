/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * live.c - which registers are read later, and which operations therefore do nothing.
 *
 * Overview     the usual backward analysis, an operation at a time, repeated until loops agree; then one sweep drops pure
 *              operations whose result nobody reads.
 * Invariant    live never names too little; around a loop it may name what only a dropped operation read.
 * Cost         linear in operations times the nesting of loops. Memory: 2 bytes an operation, inside struct jit_op.
 */
#include "jit/target.h"

uint16_t jit_live_before(const struct jit_op *o)
{
	return (uint16_t)((o->live & ~o->writes) | o->reads);
}

static uint16_t live_after(const struct jit *j, uint32_t i)
{
	const struct jit_op *o = &j->ops[i];
	uint16_t live = 0;

	if (jit_falls_through(o) && i + 1 < j->nr)
		live |= jit_live_before(&j->ops[i + 1]);
	if (jit_jumps(o))
		live |= jit_live_before(&j->ops[o->off]);
	return live;
}

static void forget(struct jit_op *o)
{
	o->live = 0;
	o->reads = jit_reads(o);
	o->writes = jit_writes(o);
}

static void settle(struct jit *j)
{
	bool changed = true;

	for (uint32_t i = 0; i < j->nr; i++)
		forget(&j->ops[i]);
	while (changed) {
		changed = false;
		for (uint32_t i = j->nr; i-- > 0;) {
			uint16_t live = live_after(j, i);

			changed |= live != j->ops[i].live;
			j->ops[i].live = live;
		}
	}
}

void jit_live(struct jit *j)
{
	settle(j);
	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];

		o->live &= live_after(j, i); /* what followed may have been dropped */
		if (jit_is_pure(o) && !(o->writes & o->live)) {
			o->op = JIT_NOP;
			o->reads = o->writes = 0;
		}
	}
}
