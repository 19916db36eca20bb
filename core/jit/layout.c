/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * layout.c - in which order the blocks of a function are written, so that few jumps are taken.
 *
 * Overview     a trace is followed from the entry: after a block comes the one it falls through to, or the one its last jump
 *              goes to, as long as that does not leave a loop that has more to place; then the next block that has no place.
 *              Jumps to jumps go to the end at once, jumps to an exit are exits, and blocks that nothing reaches are left out.
 * Invariant    the first block of a function stays the first. Each reached block has one place.
 * Cost         linear, but for the loops' depth, which is linear in the length of all loops together. Memory: 8 bytes an
 *              operation.
 */
#include "jit/target.h"

enum { MAX_THREAD = 8 };

/* The operation that runs first from i on: what does nothing is passed by, inside the block. */
static uint32_t first_real(const struct jit *j, uint32_t i)
{
	while (j->ops[i].op == JIT_NOP && i + 1 < j->nr)
		i++;
	return i;
}

/* Where a way that leads to `to` really leads: past jumps. */
static uint32_t thread(const struct jit *j, uint32_t to)
{
	for (int n = 0; n < MAX_THREAD; n++) {
		const struct jit_op *t = &j->ops[first_real(j, to)];

		if (t->op != JIT_JUMP || (uint32_t)t->off == to)
			break;
		to = (uint32_t)t->off;
	}
	return to;
}

static void thread_jump(struct jit *j, struct jit_op *o)
{
	o->off = (int32_t)thread(j, (uint32_t)o->off);
	if (o->op == JIT_JUMP && j->ops[first_real(j, (uint32_t)o->off)].op == OP_EXIT)
		o->op = OP_EXIT;
}

/* Heads: where jumps go, and what follows a jump or an end. */
static void mark_heads(struct jit *j, const struct prog_sub *sub)
{
	bool head = true;

	for (uint32_t i = sub->first; i < sub->end; i++) {
		struct jit_op *o = &j->ops[i];

		if (head || (o->flags & JIT_TARGET))
			o->flags |= JIT_HEAD;
		head = jit_jumps(o) || !jit_falls_through(o);
	}
}

/* What leads to a jump leads to its target. New targets are heads already: a jump went there. */
static void thread_all(struct jit *j, const struct prog_sub *sub)
{
	for (uint32_t i = sub->first; i < sub->end; i++) {
		struct jit_op *o = &j->ops[i];

		if (jit_jumps(o))
			thread_jump(j, o);
		o->next = jit_falls_through(o) && i + 1 < sub->end ? i + 1 : sub->end;
		if (o->next < sub->end && (j->ops[o->next].flags & JIT_HEAD))
			o->next = thread(j, o->next);
	}
}

static uint32_t last_of(const struct jit *j, const struct prog_sub *sub, uint32_t head)
{
	uint32_t i = head;

	while (i + 1 < sub->end && !(j->ops[i + 1].flags & JIT_HEAD))
		i++;
	return i;
}

/* Marks what is reached from the entry; stack has room for each block once. */
static void mark_reached(struct jit *j, const struct prog_sub *sub, uint32_t *stack)
{
	uint32_t nr = 0;

	stack[nr++] = sub->first;
	j->ops[sub->first].flags |= JIT_REACHED;
	while (nr) {
		uint32_t last = last_of(j, sub, stack[--nr]);
		const struct jit_op *o = &j->ops[last];

		if (jit_jumps(o) && !(j->ops[o->off].flags & JIT_REACHED)) {
			j->ops[o->off].flags |= JIT_REACHED;
			stack[nr++] = (uint32_t)o->off;
		}
		if (o->next < sub->end && !(j->ops[o->next].flags & JIT_REACHED)) {
			j->ops[o->next].flags |= JIT_REACHED;
			stack[nr++] = o->next;
		}
	}
}

/* How many loops hold each operation: those from a jump's target to the jump, where that goes back. */
static void count_loops(const struct jit *j, const struct prog_sub *sub, uint32_t *depth)
{
	uint32_t nr = 0;

	for (uint32_t i = sub->first; i < sub->end; i++)
		depth[i] = 0;
	for (uint32_t i = sub->first; i < sub->end; i++)
		if (jit_jumps(&j->ops[i]) && (uint32_t)j->ops[i].off <= i) {
			depth[j->ops[i].off]++; /* begins here */
			if (i + 1 < sub->end)
				depth[i + 1]--; /* has ended here */
		}
	for (uint32_t i = sub->first; i < sub->end; i++)
		depth[i] = nr += depth[i];
}

static bool is_free(const struct jit *j, const struct prog_sub *sub, uint32_t head)
{
	return head < sub->end && (j->ops[head].flags & (JIT_REACHED | JIT_PLACED)) == JIT_REACHED;
}

/* A block that only leaves is best jumped to. */
static bool only_leaves(const struct jit *j, uint32_t head)
{
	return j->ops[first_real(j, head)].op == OP_EXIT;
}

/* The block to put behind the one that ends with last, or sub->end if none of its successors is a good choice. */
static uint32_t choose(const struct jit *j, const struct prog_sub *sub, const uint32_t *depth, uint32_t last)
{
	const struct jit_op *o = &j->ops[last];
	uint32_t next = o->next;
	uint32_t jump = jit_jumps(o) ? (uint32_t)o->off : sub->end;
	bool next_free = is_free(j, sub, next), jump_free = is_free(j, sub, jump);

	if (next_free && !(jump_free && (depth[jump] > depth[next] || only_leaves(j, next))))
		return next;
	return jump_free && depth[jump] >= depth[last] ? jump : sub->end;
}

static void place(struct jit *j, const struct prog_sub *sub, const uint32_t *depth)
{
	uint32_t head = sub->first, search = sub->first;

	while (head < sub->end) {
		j->ops[head].flags |= JIT_PLACED;
		j->rank[head] = j->nr_order;
		j->order[j->nr_order++] = head;
		head = choose(j, sub, depth, last_of(j, sub, head));
		if (head < sub->end)
			continue;
		while (search < sub->end && !is_free(j, sub, search))
			search++;
		head = search;
	}
}

void jit_layout(struct jit *j)
{
	for (uint32_t s = 0; s < j->p->nr_subs; s++) {
		const struct prog_sub *sub = &j->p->subs[s];

		mark_heads(j, sub);
		thread_all(j, sub);
		mark_reached(j, sub, &j->order[j->nr_order]);
		count_loops(j, sub, j->labels);
		j->funcs[s].first_block = j->nr_order;
		place(j, sub, j->labels);
		j->funcs[s].nr_blocks = j->nr_order - j->funcs[s].first_block;
	}
}
