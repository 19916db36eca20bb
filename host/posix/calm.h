/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * calm.h - nothing comes between, for as long as a lock is held: no handler of a signal, which might want the lock, too, and no
 * pthread_cancel(), after which nobody would give it back.
 *
 * In the preloaded library: so what a command does with its threads is what is to be reckoned with.
 */
#ifndef HOST_POSIX_CALM_H
#define HOST_POSIX_CALM_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

struct calm {
	sigset_t signals;
	int cancel;
};

/* Not the signals that say what is wrong with this thread. */
static inline struct calm calm_begin(void)
{
	static const int not [] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS };
	struct calm before;
	sigset_t all;

	sigfillset(&all);
	for (size_t i = 0; i < sizeof(not ) / sizeof(not [0]); i++)
		sigdelset(&all, not [i]);
	pthread_sigmask(SIG_BLOCK, &all, &before.signals);
	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before.cancel);
	return before;
}

static inline void calm_end(const struct calm *before)
{
	pthread_setcancelstate(before->cancel, NULL);
	pthread_sigmask(SIG_SETMASK, &before->signals, NULL);
}

/* A lock that is held so. */
struct calm_lock {
	pthread_mutex_t mutex;
	struct calm before; /* how it was with whoever took it */
};

#define CALM_LOCK                                  \
	{                                          \
		.mutex = PTHREAD_MUTEX_INITIALIZER \
	}

static inline void calm_take(struct calm_lock *l)
{
	const struct calm before = calm_begin();

	pthread_mutex_lock(&l->mutex);
	l->before = before;
}

/* False: another has it. */
static inline bool calm_try(struct calm_lock *l)
{
	const struct calm before = calm_begin();

	if (pthread_mutex_trylock(&l->mutex)) {
		calm_end(&before);
		return false;
	}
	l->before = before;
	return true;
}

static inline void calm_give(struct calm_lock *l)
{
	const struct calm before = l->before;

	pthread_mutex_unlock(&l->mutex);
	calm_end(&before);
}

#endif
