/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pool.h - memory of elements that are made on demand.
 *
 * Overview     all elements of a pool have one length. A program gets one from the host's alloc_now; where the host has none,
 *              from a stash, which each update from outside fills first. Elements that were seen by readers wait until these
 *              have left: many at once, with one call of the host's later().
 * Invariant    while later() is pending, the pool holds a reference on its map; so a map is dropped with nothing waiting.
 * Threads      any; a spin lock for a few instructions.
 */
#ifndef KILN_MAP_POOL_H
#define KILN_MAP_POOL_H

#include "base/spin.h"
#include "rt/map.h"

struct pool_link {
	struct pool_link *next;
	size_t len; /* with this head */
};

struct pool {
	struct kiln_map *map;
	struct spin lock;
	bool pending;
	struct pool_link *stash;   /* free */
	struct pool_link *retired; /* to be freed after readers that come after this moment's */
	struct pool_link *waiting; /* to be freed when later() calls back */
	struct kiln_later later;
};

void pool_init(struct pool *p, struct kiln_map *map);
/* Before an update from outside, not as a reader: one element for the stash, if the host has no alloc_now. May sleep. */
enum kiln_err pool_prepare(struct pool *p, size_t len);
/* len bytes, not zeroed, aligned to 16. All elements of a pool that the stash holds have one length. Any context. */
void *pool_get(struct pool *p, size_t len);
/* Gives back what no reader has seen. */
void pool_put(struct pool *p, void *element);
/* Gives back what readers may still see. */
void pool_retire(struct pool *p, void *element);
void pool_end(struct pool *p);

#endif
