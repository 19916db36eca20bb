/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * control.c - helpers that loop and lock.
 *
 * Threads      a lock is held for the few instructions that the verifier lets stand between lock and unlock, and by one
 *              program at a time: it spins.
 */
#include "base/bits.h"
#include "base/spin.h"
#include "rt/body.h"
#include "rt/rt.h"

enum { LOOPS_MAX = 8 * 1024 * 1024 };

/* (times, callback, its context, flags): how often it was called */
BODY(call_loop)
{
	uint32_t times = (uint32_t)r1;

	if (r4)
		return rt_err(KILN_ERR_INVAL);
	if (times > LOOPS_MAX)
		return rt_err(KILN_ERR_COMPLEX);
	for (uint32_t i = 0; i < times; i++)
		if (rt_callback(env, r2, i, r3, 0, 0, 0))
			return i + 1;
	return times;
}

BODY(call_spin_lock)
{
	spin_lock(rt_ptr(r1));
	return 0;
}

BODY(call_spin_unlock)
{
	spin_unlock(rt_ptr(r1));
	return 0;
}

/* Sections of programs: the run is a reader on one CPU all along. */
BODY(call_section)
{
	return 0;
}
