/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * arena.h - memory that is given back all at once: what a load needs until it ends.
 *
 * Invariant    what arena_alloc gives is zeroed and aligned to 16; arena_dirty gives memory that may hold anything. After a failed allocation the arena is in failed state:
 *              every further call gives NULL too, so a pass may ask once at its end.
 * Threads      one.
 */
#ifndef KILN_BASE_ARENA_H
#define KILN_BASE_ARENA_H

#include <kiln/host.h>

struct arena_block;
struct arena {
	const struct kiln_host *host;
	struct arena_block *blocks;
	size_t used, cap; /* of the newest block */
	size_t total;	  /* bytes taken from the host */
	size_t limit;	  /* total may not pass this; 0: no limit */
	bool failed;
};

void arena_init(struct arena *a, const struct kiln_host *host, size_t limit);
void *arena_alloc(struct arena *a, size_t len);
void *arena_dirty(struct arena *a, size_t len);
/* nr * size bytes, or NULL where the product overflows. */
void *arena_array(struct arena *a, size_t nr, size_t size);
void *arena_dirty_array(struct arena *a, size_t nr, size_t size);
/* Gives everything back. The arena may be used again. */
void arena_free(struct arena *a);

#endif
