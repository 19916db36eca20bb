/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * layout.c - blocks, and in which order they are written, so that few jumps are taken.
 *
 * Overview     a trace is followed from the entry: after a block comes the one it falls through to, or the one its last jump
 *              goes to, as long as that does not leave a loop that has more to place; then the next block that has no place.
 *              Jumps to jumps go to the end at once, jumps to an exit are exits, and blocks that nothing reaches are left out.
 * Invariant    the first block of a function stays the first. Each reached block has one place. A jump goes to a block's first
 *              operation.
 * Cost         two passes over operations, then linear in blocks. Memory: 24 bytes a block.
 */
#include "jit/target.h"

enum { MAX_THREAD = 8, NOWHERE = UINT32_MAX };

/* The operation that runs first from i on: what does nothing is passed by, inside the block. */
static uint32_t first_real(const struct jit *j, uint32_t i)
{
	while (j->ops[i].op == JIT_NOP && i + 1 < j->nr)
		i++;
	return i;
}

/* Where a way that leads to `to` really leads: past jumps. New targets begin blocks too: a jump went there. */
static uint32_t thread(const struct jit *j, uint32_t to)
{
	for (int n = 0; n < MAX_THREAD; n++) {
		const struct jit_op *t = &j->ops[first_real(j, to)];

		if (t->op != JIT_JUMP || t->flags & JIT_FUEL || (uint32_t)t->off == to)
			break;
		to = (uint32_t)t->off;
	}
	return to;
}

/* Heads: a function's first operation, where jumps go, and what follows a jump or an end. */
static uint32_t mark_heads(struct jit *j)
{
	uint32_t nr = 0;

	for (uint32_t s = 0; s < j->p->nr_subs; s++) {
		bool head = true;

		for (uint32_t i = j->p->subs[s].first; i < j->p->subs[s].end; i++) {
			struct jit_op *o = &j->ops[i];

			if (head || o->flags & JIT_TARGET) {
				o->flags |= JIT_HEAD;
				nr++;
			}
			head = (o->flags & (JIT_JUMPS | JIT_FALLS)) != JIT_FALLS;
		}
	}
	return nr;
}

/* A head's label tells its block until code is made. */
static uint32_t make_blocks(struct jit *j, const struct prog_sub *sub, uint32_t nr)
{
	for (uint32_t i = sub->first; i < sub->end; i++) {
		if (j->ops[i].flags & JIT_HEAD) {
			j->labels[i].at = nr;
			j->blocks[nr++].first = i;
		}
		j->blocks[nr - 1].last = i;
	}
	return nr;
}

static void thread_all(struct jit *j, const struct prog_sub *sub, uint32_t first, uint32_t end)
{
	for (uint32_t b = first; b < end; b++) {
		struct jit_op *o = &j->ops[j->blocks[b].last];

		if (o->flags & JIT_JUMPS) {
			o->off = (int32_t)thread(j, (uint32_t)o->off);
			if (o->op == JIT_JUMP && !(o->flags & JIT_FUEL) &&
			    j->ops[first_real(j, (uint32_t)o->off)].op == OP_EXIT) {
				o->op = OP_EXIT;
				o->flags &= (uint16_t)~JIT_JUMPS;
			}
		}
		o->next = o->flags & JIT_FALLS && j->blocks[b].last + 1 < sub->end ? thread(j, j->blocks[b].last + 1)
										   : sub->end;
	}
}

/* The two ways on from a block; NOWHERE. */
static uint32_t jump_of(const struct jit *j, uint32_t b)
{
	const struct jit_op *o = &j->ops[j->blocks[b].last];

	return o->flags & JIT_JUMPS ? j->labels[o->off].at : NOWHERE;
}

static uint32_t next_of(const struct jit *j, const struct prog_sub *sub, uint32_t b)
{
	const struct jit_op *o = &j->ops[j->blocks[b].last];

	return o->next < sub->end ? j->labels[o->next].at : NOWHERE;
}

static uint32_t reach(struct jit *j, uint32_t b, uint32_t *stack, uint32_t nr)
{
	if (b == NOWHERE || j->blocks[b].reached)
		return nr;
	j->blocks[b].reached = true;
	stack[nr] = b;
	return nr + 1;
}

/* stack has room for each block once. */
static void mark_reached(struct jit *j, const struct prog_sub *sub, uint32_t first, uint32_t *stack)
{
	uint32_t nr = reach(j, first, stack, 0);

	while (nr) {
		uint32_t b = stack[--nr];

		nr = reach(j, jump_of(j, b), stack, nr);
		nr = reach(j, next_of(j, sub, b), stack, nr);
	}
}

/* How many loops hold each block: those from a jump's target to the jump, where that goes back. */
static void count_loops(struct jit *j, uint32_t first, uint32_t end)
{
	uint32_t nr = 0;

	for (uint32_t b = first; b < end; b++) {
		uint32_t to = jump_of(j, b);

		if (to > b)
			continue;
		j->blocks[to].depth++; /* begins here */
		if (b + 1 < end)
			j->blocks[b + 1].depth--; /* has ended here */
	}
	for (uint32_t b = first; b < end; b++)
		j->blocks[b].depth = nr += j->blocks[b].depth;
}

static bool is_free(const struct jit *j, uint32_t b)
{
	return b != NOWHERE && j->blocks[b].reached && !j->blocks[b].placed;
}

/* A block that only leaves is best jumped to. */
static bool only_leaves(const struct jit *j, uint32_t b)
{
	return j->ops[first_real(j, j->blocks[b].first)].op == OP_EXIT;
}

/* The block to put behind b, or NOWHERE if none of its successors is a good choice. */
static uint32_t choose(const struct jit *j, const struct prog_sub *sub, uint32_t b)
{
	uint32_t next = next_of(j, sub, b), jump = jump_of(j, b);
	bool next_free = is_free(j, next), jump_free = is_free(j, jump);

	if (next_free && !(jump_free && (j->blocks[jump].depth > j->blocks[next].depth || only_leaves(j, next))))
		return next;
	return jump_free && j->blocks[jump].depth >= j->blocks[b].depth ? jump : NOWHERE;
}

static void place(struct jit *j, const struct prog_sub *sub, uint32_t first, uint32_t end)
{
	uint32_t b = first, search = first;

	while (b != NOWHERE && b < end) {
		j->blocks[b].placed = true;
		j->order[j->nr_order++] = b;
		b = choose(j, sub, b);
		if (b != NOWHERE)
			continue;
		while (search < end && !is_free(j, search))
			search++;
		b = search;
	}
}

bool jit_layout(struct jit *j)
{
	uint32_t nr = mark_heads(j), first = 0, end;

	j->blocks = arena_array(j->arena, nr, sizeof(*j->blocks));
	j->order = arena_dirty_array(j->arena, nr, sizeof(*j->order));
	if (!j->blocks || !j->order)
		return false;
	for (uint32_t s = 0; s < j->p->nr_subs; s++, first = end) {
		const struct prog_sub *sub = &j->p->subs[s];

		end = make_blocks(j, sub, first);
		thread_all(j, sub, first, end);
		mark_reached(j, sub, first, &j->order[j->nr_order]);
		count_loops(j, first, end);
		j->funcs[s].first_block = j->nr_order;
		place(j, sub, first, end);
		j->funcs[s].nr_blocks = j->nr_order - j->funcs[s].first_block;
	}
	return true;
}
