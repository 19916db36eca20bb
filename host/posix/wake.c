/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * wake.c - sleeping until a ring buffer has news, and telling other processes of it.
 *
 * Overview     what is to be told is noted, and told when its run has ended: so once for each map, however often a program has news. To tell
 *              wakes whoever waits, which costs what others have made it cost.
 * Invariant    news grows before anybody is woken, and a sleeper looks at it between announcing itself and sleeping: none
 *              sleeps past news that came after what it has seen.
 * Cost         news without a sleeper: one addition and one load.
 */
#include "perf_ring.h"
#include "posix.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { DUE_MAX = 16 };

/* Maps are alive until their reader leaves. Beyond DUE_MAX it is all. */
struct due {
	uint32_t nr;
	bool all, perf;
	struct kiln_map *map[DUE_MAX];
};
static __thread struct due due;
__thread struct posix_host *posix_due __attribute__((tls_model("initial-exec")));

/* A thread is at one host's events at a time, mostly. */
static void due_begin(struct posix_host *h)
{
	if (posix_due && posix_due != h)
		posix_tell();
	posix_due = h;
}

/* Whoever is told may run programs. */
void posix_tell(void)
{
	struct posix_host *h = posix_due;
	const struct due now = due;

	due.nr = 0;
	due.all = due.perf = false;
	posix_due = NULL;
	for (uint32_t i = 0; i < now.nr && !now.all; i++)
		h->wake(h->print_arg, now.map[i]);
	if (now.all)
		h->wake(h->print_arg, NULL);
	if (now.perf)
		perf_ring_tell(h);
}

void posix_perf_due(struct posix_host *h)
{
	due_begin(h);
	due.perf = true;
}

static void map_due(struct posix_host *h, struct kiln_map *map)
{
	uint32_t i;

	due_begin(h);
	for (i = 0; i < due.nr && due.map[i] != map; i++)
		;
	if (i < due.nr)
		return;
	if (i == DUE_MAX)
		due.all = true;
	else
		due.map[due.nr++] = map;
}

void posix_wake(void *cookie, struct kiln_map *map)
{
	struct posix_host *h = posix_of(cookie);

	if (h->wake)
		map_due(h, map);
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
