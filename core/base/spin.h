/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * spin.h - a lock for writers, held for a few instructions. Readers never take it.
 */
#ifndef KILN_BASE_SPIN_H
#define KILN_BASE_SPIN_H

#include <kiln/port.h>

struct spin {
	uint32_t held;
};

static inline bool spin_try(struct spin *s)
{
	return !__atomic_exchange_n(&s->held, 1, __ATOMIC_ACQUIRE);
}

static inline void spin_lock(struct spin *s)
{
	KILN_LOCK_ENTER();
	while (!spin_try(s))
		while (__atomic_load_n(&s->held, __ATOMIC_RELAXED))
			KILN_RELAX();
}

static inline void spin_unlock(struct spin *s)
{
	__atomic_store_n(&s->held, 0, __ATOMIC_RELEASE);
	KILN_LOCK_LEAVE();
}

#endif
