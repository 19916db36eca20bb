/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * now.h - what time it is, for what is timed.
 */
#ifndef HOST_POSIX_NOW_H
#define HOST_POSIX_NOW_H

#include <stdint.h>
#include <time.h>

/* So long who waits for another looks before it sleeps, and so often before it asks what time it is. */
enum { WATCH_NS = 20000, WATCH_LOOKS = 64 };

/* Nanoseconds of CLOCK_MONOTONIC. */
static inline uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

#endif
