/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * live.c - which registers are read later, and which operations therefore do nothing.
 *
 * Overview     the usual backward analysis, an operation at a time. Where no jump goes back, one sweep knows all, and drops pure
 *              operations whose result nobody reads at once. Else the analysis goes on until loops agree, and then one sweep drops.
 * Invariant    live never names too little; in loops it may name what only dropped operations read.
 * Cost         one pass; with loops, linear in operations times their nesting. Memory: inside struct jit_op.
 */
#include "jit/target.h"

/* after: what is live before the operation that follows. */
static inline uint16_t live_after(const struct jit *j, const struct jit_op *o, uint16_t after)
{
	uint16_t live = o->flags & JIT_FALLS ? after : 0;

	return o->flags & JIT_JUMPS ? live | jit_live_before(&j->ops[o->off]) : live;
}

/* What the passes ask of an operation again and again. */
static inline void learn(struct jit_op *o)
{
	o->reads = jit_reads(o);
	o->writes = jit_writes(o);
	o->flags = (uint16_t)((o->flags & ~(JIT_FALLS | JIT_JUMPS)) | (jit_falls_through(o) ? JIT_FALLS : 0) |
			      (jit_jumps(o) ? JIT_JUMPS : 0));
}

static inline void drop(struct jit_op *o)
{
	if (!jit_is_pure(o) || o->writes & o->live)
		return;
	o->op = JIT_NOP;
	o->reads = o->writes = 0;
}

/*
 * Learns, and settles what can be settled in one sweep. True where a jump goes back: what is live where it goes is not known
 * yet, so nothing of it is taken, and that was not all.
 */
static bool sweep(struct jit *j)
{
	bool loops = false;
	uint16_t after = 0;

	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];

		learn(o);
		if (o->flags & JIT_JUMPS && (uint32_t)o->off <= i) {
			loops = true;
			o->live = o->flags & JIT_FALLS ? after : 0;
		} else {
			o->live = live_after(j, o, after);
		}
		if (!loops)
			drop(o);
		after = jit_live_before(o);
	}
	return loops;
}

/* From what is less than all to all. */
static void settle(struct jit *j)
{
	bool changed = true;

	while (changed) {
		uint16_t after = 0;

		changed = false;
		for (uint32_t i = j->nr; i-- > 0;) {
			struct jit_op *o = &j->ops[i];
			uint16_t live = live_after(j, o, after);

			changed |= live != o->live;
			o->live = live;
			after = jit_live_before(o);
		}
	}
}

/* What followed an operation may have been dropped. */
static void drop_all(struct jit *j)
{
	uint16_t after = 0;

	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];

		o->live &= live_after(j, o, after);
		drop(o);
		after = jit_live_before(o);
	}
}

void jit_live(struct jit *j)
{
	if (!sweep(j))
		return;
	settle(j);
	drop_all(j);
}
