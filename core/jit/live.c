/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * live.c - which registers are read later, and which operations therefore do nothing.
 *
 * Overview     the usual backward analysis, an operation at a time: one pass where no jump goes back, else until loops agree;
 *              then one sweep drops pure operations whose result nobody reads, and where there are loops the analysis is run
 *              again over what is left.
 * Invariant    live never names too little.
 * Cost         linear in operations times the nesting of loops, twice. Memory: 2 bytes an operation, inside struct jit_op.
 */
#include "jit/target.h"

uint16_t jit_live_before(const struct jit_op *o)
{
	return (uint16_t)((o->live & ~o->writes) | o->reads);
}

/* after: what is live before the operation that follows. */
static uint16_t live_after(const struct jit *j, const struct jit_op *o, uint16_t after)
{
	uint16_t live = o->flags & JIT_FALLS ? after : 0;

	return o->flags & JIT_JUMPS ? live | jit_live_before(&j->ops[o->off]) : live;
}

static bool jumps_back(const struct jit_op *o, uint32_t i)
{
	return o->flags & JIT_JUMPS && (uint32_t)o->off <= i;
}

/* What the passes ask of an operation again and again. */
static void learn(struct jit_op *o)
{
	o->reads = jit_reads(o);
	o->writes = jit_writes(o);
	o->flags &= (uint16_t) ~(JIT_FALLS | JIT_JUMPS);
	o->flags |= (uint16_t)((jit_falls_through(o) ? JIT_FALLS : 0) | (jit_jumps(o) ? JIT_JUMPS : 0));
}

/* One pass; true where an operation that a jump leads back to may have been read before it was right. */
static bool pass(struct jit *j)
{
	bool changed = false, loops = false;
	uint16_t after = 0;

	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];
		uint16_t live = live_after(j, o, after);

		changed |= live != o->live;
		loops |= jumps_back(o, i);
		o->live = live;
		after = jit_live_before(o);
	}
	return changed && loops;
}

static void settle(struct jit *j)
{
	for (uint32_t i = 0; i < j->nr; i++)
		j->ops[i].live = 0;
	while (pass(j))
		;
}

void jit_live(struct jit *j)
{
	bool dropped = false, loops = false;
	uint16_t after = 0;

	for (uint32_t i = 0; i < j->nr; i++)
		learn(&j->ops[i]);
	settle(j);
	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];

		o->live &= live_after(j, o, after); /* what followed may have been dropped */
		loops |= jumps_back(o, i);
		if (jit_is_pure(o) && !(o->writes & o->live)) {
			o->op = JIT_NOP;
			o->reads = o->writes = 0;
			dropped = true;
		}
		after = jit_live_before(o);
	}
	if (dropped && loops)
		settle(j);
}
