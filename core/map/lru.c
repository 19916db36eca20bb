/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * lru.c - which element of a full LRU map gives way: a clock (Corbato, 1968).
 *
 * Overview     a hand goes round over the block of elements. One that was looked up since it last passed gets another turn,
 *              the next one that was not is taken. As places are filled again in the order of the hand, those never looked up
 *              go in the order in which they came.
 * Invariant    an element is only taken from its bucket with the bucket's lock held.
 * Cost         a lookup stores one byte, and only where it changes. Taking looks at up to SECOND_CHANCES elements, then takes
 *              what it meets: an update's time has a bound. No list, no lock of its own.
 * Threads      the hand is a counter; each step belongs to whoever made it.
 * See          docs/why/maps.md.
 */
#include "map/htab.h"

enum { SECOND_CHANCES = 64, PATIENCE = 4096 };

static bool try_take(struct htab *h, struct helem *e)
{
	uint32_t hash = __atomic_load_n(&e->hash, __ATOMIC_RELAXED), bucket = bucket_of(h, hash);
	struct spin *lock = bucket_lock(h, bucket);
	bool mine;

	spin_lock(lock);
	/*
	 * used is read first. Who sees it set sees the hash of the life that it began, and only who holds the lock of a hash
	 * sets that hash, links the element and unlinks it. So if the hash still is the one whose lock is held, the element
	 * has been in this bucket since used was read. The other way round it may get into another bucket between the two.
	 */
	mine = __atomic_load_n(&e->used, __ATOMIC_ACQUIRE) && __atomic_load_n(&e->hash, __ATOMIC_RELAXED) == hash;
	if (mine)
		htab_unlink(h, e, bucket);
	spin_unlock(lock);
	return mine;
}

struct helem *lru_take(struct htab *h)
{
	for (uint64_t i = 0; i < PATIENCE + (uint64_t)h->nr_elems * 4; i++) {
		uint32_t at = __atomic_fetch_add(&h->hand, 1, __ATOMIC_RELAXED) % h->nr_elems;
		struct helem *e = (struct helem *)(void *)(h->elems + at * h->stride);

		if (!__atomic_load_n(&e->used, __ATOMIC_RELAXED))
			continue;
		if (i < SECOND_CHANCES && __atomic_load_n(&e->ref, __ATOMIC_RELAXED)) {
			__atomic_store_n(&e->ref, 0, __ATOMIC_RELAXED);
			continue;
		}
		if (try_take(h, e))
			return e;
	}
	return NULL;
}
