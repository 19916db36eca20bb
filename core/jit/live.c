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
	uint16_t live = jit_falls_through(o) ? after : 0;

	if (jit_jumps(o))
		live |= jit_live_before(&j->ops[o->off]);
	return live;
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
		loops |= (uint32_t)o->off <= i && jit_jumps(o);
		o->live = live;
		after = jit_live_before(o);
	}
	return changed && loops;
}

static void settle(struct jit *j)
{
	for (uint32_t i = 0; i < j->nr; i++) {
		struct jit_op *o = &j->ops[i];

		o->live = 0;
		o->reads = jit_reads(o);
		o->writes = jit_writes(o);
	}
	while (pass(j))
		;
}

void jit_live(struct jit *j)
{
	bool dropped = false, loops = false;
	uint16_t after = 0;

	settle(j);
	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];

		o->live &= live_after(j, o, after); /* what followed may have been dropped */
		loops |= (uint32_t)o->off <= i && jit_jumps(o);
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
