/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * settle.c - how long each jump is, and the code put together.
 *
 * Overview     emission leaves everything out whose bytes depend on where other things end up, and notes it as a fix. All are as
 *              long as they can be at first; each pass makes those short that would fit as things are. Then the code is copied
 *              together, once.
 * Invariant    a distance only shrinks, so what was found to fit goes on fitting, and the passes end. After some passes the rest
 *              stays long, for a chain of jumps could shorten one a pass.
 * Cost         a pass over the fixes, two or three times as a rule; then one copy. Memory: 32 bytes a fix.
 */
#include "jit/target.h"

enum { SHRINKING_PASSES = 24, FIRST_CODE = 16 /* bytes an operation */ };

static bool grow(struct arena *a, void **at, uint32_t used, uint32_t *cap, uint32_t least, size_t size)
{
	uint32_t want = *cap * 2 > least ? *cap * 2 : least;
	void *more = arena_dirty_array(a, want, size);

	if (!more)
		return false;
	if (used)
		memcpy(more, *at, used * size);
	*at = more;
	*cap = want;
	return true;
}

/* Where there is no memory, emission goes on over what it has made, and nobody will look at it. */
void jit_make_room(struct jit *j)
{
	void *code = j->out.at, *fix = j->fix;

	if (j->out.cap - j->out.len < JIT_ROOM &&
	    !grow(j->arena, &code, j->out.len, &j->out.cap, j->nr * FIRST_CODE + 2 * JIT_ROOM, 1)) {
		j->nomem = true;
		j->out.len = 0;
	}
	if (j->cap_fixes - j->nr_fixes < JIT_FIXES &&
	    !grow(j->arena, &fix, j->nr_fixes, &j->cap_fixes, j->nr / 4 + 2 * JIT_FIXES, sizeof(*j->fix))) {
		j->nomem = true;
		j->nr_fixes = 0;
	}
	j->out.at = code;
	j->fix = fix;
}

uint32_t jit_place(const struct jit *j, uint32_t label)
{
	return j->labels[label].at + j->fix[j->labels[label].fixes].before;
}

/* From the end of fix i to its label. */
static int64_t distance(const struct jit *j, uint32_t i)
{
	const struct jit_fix *f = &j->fix[i];

	return (int64_t)jit_place(j, f->label) - ((int64_t)f->at + f->before + f->len);
}

/* Each jump where it stands, with everything else where the last pass had it: no nearer than it will be. */
static uint8_t fitting(const struct jit *j, uint32_t i)
{
	const struct jit_fix *f = &j->fix[i];
	int64_t d = distance(j, i);
	bool ahead = j->labels[f->label].fixes > i;

	if (ahead && f->kind == JIT_FIX_JUMP && !d)
		return 0;
	if (ahead ? d <= 127 : d + f->len - j->target->fix_len(f, true, false) >= -128)
		return j->target->fix_len(f, true, false);
	return f->len;
}

/* One more than there are fixes says how many bytes all have. */
static void add_up(struct jit *j)
{
	uint32_t sum = 0;

	for (uint32_t i = 0; i < j->nr_fixes; i++) {
		j->fix[i].before = sum;
		sum += j->fix[i].len;
	}
	j->fix[j->nr_fixes].before = sum;
}

static bool shrink(struct jit *j)
{
	bool shrunk = false;

	for (uint32_t i = 0; i < j->nr_fixes; i++) {
		struct jit_fix *f = &j->fix[i];
		uint8_t len = f->kind > JIT_FIX_JUMP_IF ? f->len : fitting(j, i);

		shrunk |= len != f->len;
		f->next_len = len;
	}
	for (uint32_t i = 0; i < j->nr_fixes && shrunk; i++)
		j->fix[i].len = j->fix[i].next_len;
	return shrunk;
}

uint32_t jit_settle(struct jit *j)
{
	for (uint32_t i = 0; i < j->nr_fixes; i++)
		j->fix[i].len = j->target->fix_len(&j->fix[i], false, j->far);
	add_up(j);
	for (unsigned pass = 0; pass < SHRINKING_PASSES && shrink(j); pass++)
		add_up(j);
	return j->out.len + j->fix[j->nr_fixes].before;
}

/* From the end of a call at exec to its function. */
static int64_t call_distance(const struct jit_fix *f, const uint8_t *exec)
{
	return (int64_t)(f->fn - ((uint64_t)(uintptr_t)exec + f->at + f->before + f->len));
}

bool jit_reaches(const struct jit *j, const uint8_t *exec)
{
	for (uint32_t i = 0; i < j->nr_fixes; i++) {
		const struct jit_fix *f = &j->fix[i];

		if (f->kind == JIT_FIX_CALL && call_distance(f, exec) != (int32_t)call_distance(f, exec))
			return false;
	}
	return true;
}

void jit_write(const struct jit *j, uint8_t *to, const uint8_t *exec)
{
	uint32_t done = 0;

	for (uint32_t i = 0; i < j->nr_fixes; i++) {
		const struct jit_fix *f = &j->fix[i];

		memcpy(to + done + f->before, j->out.at + done, f->at - done);
		done = f->at;
		j->target->fix_write(to + done + f->before, f,
				     f->kind != JIT_FIX_CALL ? distance(j, i)
				     : j->far		     ? (int64_t)f->fn
							     : call_distance(f, exec));
	}
	memcpy(to + done + j->fix[j->nr_fixes].before, j->out.at + done, j->out.len - done);
}
