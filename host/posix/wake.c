/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * wake.c - sleeping until a ring buffer has news.
 *
 * Invariant    news grows before anybody is woken, and a sleeper looks at it between announcing itself and sleeping: none
 *              sleeps past news that came after what it has seen.
 * Cost         news without a sleeper: one addition and one load.
 */
#include "posix.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void posix_wake(void *cookie, struct kiln_map *map)
{
	struct posix_host *h = posix_of(cookie);

	if (h->wake)
		h->wake(h->print_arg, map);
	__atomic_add_fetch(&h->news, 1, __ATOMIC_SEQ_CST);
	if (__atomic_load_n(&h->sleepers, __ATOMIC_SEQ_CST))
		syscall(SYS_futex, &h->news, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

bool kiln_posix_wait(struct kiln_host *host, uint32_t *seen, int timeout_ms)
{
	struct posix_host *h = (struct posix_host *)(void *)host;
	struct timespec until = { 0 };
	uint32_t now;
	long err = 0;

	if (timeout_ms >= 0) {
		uint64_t ns = posix_clock(h, KILN_CLOCK_MONOTONIC) + (uint64_t)timeout_ms * 1000000;

		until = (struct timespec){ (time_t)(ns / 1000000000), (long)(ns % 1000000000) };
	}
	__atomic_add_fetch(&h->sleepers, 1, __ATOMIC_SEQ_CST);
	while ((now = __atomic_load_n(&h->news, __ATOMIC_SEQ_CST)) == *seen && !(err && errno == ETIMEDOUT))
		err = syscall(SYS_futex, &h->news, FUTEX_WAIT_BITSET_PRIVATE, now, timeout_ms < 0 ? NULL : &until, NULL,
			      FUTEX_BITSET_MATCH_ANY); /* until a time, not for a while */
	__atomic_sub_fetch(&h->sleepers, 1, __ATOMIC_SEQ_CST);
	if (now == *seen)
		return false;
	*seen = now;
	return true;
}
