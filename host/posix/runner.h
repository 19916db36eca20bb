/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * runner.h - what takes long, beside the server's thread: one thread for each user, one thing of a user at a time.
 */
#ifndef HOST_POSIX_RUNNER_H
#define HOST_POSIX_RUNNER_H

#include <kiln/sys.h>

struct runner;

/* event: an eventfd that is written when something is done; the caller's. NULL without memory, or without a thread. */
struct runner *runner_new(int event);
/* Takes w, which is done when those before it are. False without memory: it was not taken. */
bool runner_give(struct runner *r, struct kiln_work *w, void *whose);
/* The next that is done, and whose it was; NULL: there is none now. */
struct kiln_work *runner_take(struct runner *r, void **whose);
/* Whose program waits for something to be done (kiln_work_upcall), and was not told of yet; NULL: nobody's. */
void *runner_asks(struct runner *r);
/* Whether it still does; then what it gets is for runner_answer() to say. */
bool runner_waits(struct runner *r, const void *whose);
void runner_answer(struct runner *r, int64_t ret);
/* What is his goes on no longer than it must, and comes back with whose NULL. */
void runner_forget(struct runner *r, const void *whose);
/* Whether anything runs or waits. What goes on for more than max_ns is stopped, and what waits as long for one answer. */
bool runner_busy(struct runner *r, uint64_t max_ns);
/* Everything is stopped and ended, without an answer. NULL is fine. */
void runner_free(struct runner *r);

#endif
