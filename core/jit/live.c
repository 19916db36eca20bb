/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * live.c - which registers are read later, and which operations therefore do nothing.
 *
 * Overview     the usual backward analysis, an operation at a time. Where no jump goes back, one sweep knows all, and drops pure
 *              operations whose result nobody reads at once. Else the analysis goes on until loops agree; then one sweep drops,
 *              and the analysis is run again over what is left.
 * Invariant    live never names too little.
 * Cost         one pass; with loops, linear in operations times their nesting, twice. Memory: inside struct jit_op.
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

static inline bool drop(struct jit_op *o)
{
	if (!jit_is_pure(o) || o->writes & o->live)
		return false;
	o->op = JIT_NOP;
	o->reads = o->writes = 0;
	return true;
}

/* Learns, and settles what can be settled in one sweep. True where a jump goes back: that was not all. */
static bool sweep(struct jit *j)
{
	bool loops = false;
	uint16_t after = 0;

	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];

		learn(o);
		loops |= o->flags & JIT_JUMPS && (uint32_t)o->off <= i;
		o->live = live_after(j, o, after);
		if (!loops)
			drop(o);
		after = jit_live_before(o);
	}
	return loops;
}

static void settle(struct jit *j)
{
	bool changed = true;

	for (uint32_t i = 0; i < j->nr; i++)
		j->ops[i].live = 0;
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
static bool drop_all(struct jit *j)
{
	bool dropped = false;
	uint16_t after = 0;

	for (uint32_t i = j->nr; i-- > 0;) {
		struct jit_op *o = &j->ops[i];

		o->live &= live_after(j, o, after);
		dropped |= drop(o);
		after = jit_live_before(o);
	}
	return dropped;
}

void jit_live(struct jit *j)
{
	if (!sweep(j))
		return;
	settle(j);
	if (drop_all(j))
		settle(j);
}
