/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * perf_ring.h - buffers of perf events that clients map, as perf_event_open(2) has them: a page of numbers, then records.
 *
 * Threads      the run path writes, under the host's lock for perf events; all else is the server's one thread.
 */
#ifndef HOST_POSIX_PERF_RING_H
#define HOST_POSIX_PERF_RING_H

#include <kiln/sys.h>

#include "posix.h"

/* Gives file, which is o's own, len bytes, and o a buffer in them. 0, or an errno. */
int perf_ring_map(struct posix_host *h, const struct kiln_object *o, int file, size_t len);
/* Records of o's buffer have the time of CLOCK_MONOTONIC in front, as PERF_SAMPLE_TIME wants. False: no memory. */
bool perf_ring_timed(struct posix_host *h, const struct kiln_object *o);
/* Events of that map and slot go to o's buffer. */
enum kiln_err perf_ring_place(struct posix_host *h, const struct kiln_object *o, const struct kiln_map *m,
			      uint32_t slot);
/* What is readable when there are records, to be given away alone; -1: o has no buffer. */
int perf_ring_event(const struct posix_host *h, const struct kiln_object *o);
/* False: nobody mapped a buffer for it. Under the lock. */
bool perf_ring_put(struct posix_host *h, const struct kiln_map *m, uint32_t slot, const void *a, uint32_t a_len,
		   const void *b, uint32_t b_len, enum kiln_err *err);
/* Of what was put in since. */
void perf_ring_tell(struct posix_host *h);
void perf_ring_gone(struct posix_host *h, const struct kiln_object *o);
/* Under the lock. */
void perf_ring_map_gone(struct posix_host *h, const struct kiln_map *m);

#endif
