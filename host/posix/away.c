/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * away.c - see away.h.
 *
 * Overview     numbers go by a pipe to a thread, which nobody waits for: it has all that is left when the pipe ends.
 */
#include "away.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct away {
	int to, from;
	uint32_t waits; /* atomic */
};

static void *close_each(void *arg)
{
	struct away *a = arg;
	int fd;

	while (read(a->from, &fd, sizeof(fd)) == sizeof(fd)) {
		close(fd);
		__atomic_sub_fetch(&a->waits, 1, __ATOMIC_RELAXED);
	}
	close(a->from);
	free(a);
	return NULL;
}

/* Signals are for the server's own thread. */
static bool thread_begin(struct away *a)
{
	sigset_t all, before;
	pthread_t thread;
	bool ok;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ok = !pthread_create(&thread, NULL, close_each, a);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (ok)
		pthread_detach(thread);
	return ok;
}

struct away *away_new(void)
{
	struct away *a = calloc(1, sizeof(*a));
	int ends[2];

	if (!a || pipe2(ends, O_CLOEXEC)) {
		free(a);
		return NULL;
	}
	a->from = ends[0];
	a->to = ends[1];
	fcntl(a->to, F_SETFL, O_NONBLOCK);
	if (thread_begin(a))
		return a;
	close(a->from);
	close(a->to);
	free(a);
	return NULL;
}

void away_put(struct away *a, int fd)
{
	__atomic_add_fetch(&a->waits, 1, __ATOMIC_RELAXED);
	/* There is room for more than its user may have open here. */
	if (write(a->to, &fd, sizeof(fd)) != sizeof(fd))
		close(fd);
}

uint32_t away_waits(const struct away *a)
{
	return __atomic_load_n(&a->waits, __ATOMIC_RELAXED);
}

void away_free(struct away *a)
{
	if (a)
		close(a->to);
}
