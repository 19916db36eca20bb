/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * now.h - what time it is, for what is timed.
 */
#ifndef HOST_POSIX_NOW_H
#define HOST_POSIX_NOW_H

#include <stdint.h>
#include <time.h>

/* Nanoseconds of CLOCK_MONOTONIC. */
static inline uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

#endif
