/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * iter.c - open-coded iterators: numbers from a start up to an end.
 *
 * Overview     eight bytes on the program's stack, which the program cannot reach: the number that was given last, and the end.
 * Cost         a compare and an addition. Threads: an iterator belongs to the event that runs.
 */
#include "base/bits.h"
#include "rt/body.h"

enum { NUMBERS_MAX = 8 * 1024 * 1024 };

struct iter_num {
	int32_t now, end;
};
_Static_assert(sizeof(struct iter_num) == 8, "kfunc.tbl and programs say 8 bytes");

/* (iterator, start, end): numbers from start to end - 1 */
BODY(call_iter_num_new)
{
	struct iter_num *it = rt_ptr(r1);
	int32_t start = (int32_t)r2, end = (int32_t)r3;

	*it = (struct iter_num){ 0 };
	if (start > end)
		return rt_err(KILN_ERR_INVAL);
	if ((int64_t)end - start > NUMBERS_MAX)
		return rt_err(KILN_ERR_COMPLEX);
	it->now = (int32_t)((uint32_t)start - 1); /* wraps around, and back */
	it->end = end;
	return 0;
}

BODY(call_iter_num_next)
{
	struct iter_num *it = rt_ptr(r1);
	int32_t next = (int32_t)((uint32_t)it->now + 1);

	if (next >= it->end || rt_over(env, 0)) { /* many in each other would not end */
		*it = (struct iter_num){ 0 };
		return 0;
	}
	it->now = next;
	return (uintptr_t)&it->now;
}

BODY(call_iter_num_destroy)
{
	memset(rt_ptr(r1), 0, sizeof(struct iter_num));
	return 0;
}
