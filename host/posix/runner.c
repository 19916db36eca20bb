/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * runner.c - see runner.h.
 */
#include "runner.h"
#include "now.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* What a job's program waits for: nothing, to be asked for it, the answer; or it has that, or need not wait any more. */
enum wants { WANTS_NOTHING, WANTS_TO_ASK, WANTS_ANSWER, HAS_ANSWER, IS_STOPPED };

struct job {
	struct job *next;
	struct kiln_work *work;
	void *whose; /* NULL: nobody's any more */
	enum wants wants;
	int64_t answer;
};

struct queue {
	struct job *first, **end;
};

struct runner {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t news, answers;
	struct queue waits, done;
	struct job *runs; /* what the thread is at; in no queue */
	uint64_t since;	  /* when it began, later by what it has waited for answers */
	int event;
	bool ends;
};

static void put(struct queue *q, struct job *j)
{
	j->next = NULL;
	*q->end = j;
	q->end = &j->next;
}

static struct job *take(struct queue *q)
{
	struct job *j = q->first;

	if (!j)
		return NULL;
	q->first = j->next;
	if (!q->first)
		q->end = &q->first;
	return j;
}

/* The next one; NULL: the end. With the lock. */
static struct job *next(struct runner *r)
{
	while (!r->waits.first && !r->ends)
		pthread_cond_wait(&r->news, &r->lock);
	return r->ends ? NULL : take(&r->waits);
}

static void tell(const struct runner *r)
{
	const uint64_t one = 1;

	while (write(r->event, &one, sizeof(one)) < 0 && errno == EINTR)
		; /* it is full: then it is readable */
}

/* In the thread, for what it runs. */
static bool wait_answer(void *arg, int64_t *ret)
{
	struct runner *r = arg;
	struct job *j = r->runs;
	uint64_t from;
	bool ok;

	pthread_mutex_lock(&r->lock);
	from = now_ns();
	if (j->wants != IS_STOPPED) {
		j->wants = WANTS_TO_ASK;
		tell(r);
	}
	while (j->wants == WANTS_TO_ASK || j->wants == WANTS_ANSWER)
		pthread_cond_wait(&r->answers, &r->lock);
	ok = j->wants == HAS_ANSWER;
	*ret = j->answer;
	if (ok)
		j->wants = WANTS_NOTHING;
	r->since += now_ns() - from;
	pthread_mutex_unlock(&r->lock);
	return ok;
}

/* With the lock. */
static void stop(struct runner *r, struct job *j)
{
	kiln_work_stop(j->work);
	j->wants = IS_STOPPED;
	pthread_cond_signal(&r->answers);
}

static void *run(void *arg)
{
	/* Whoever wakes up to answer a client goes before it. */
	const struct sched_param none = { 0 };
	struct runner *r = arg;

	pthread_setschedparam(pthread_self(), SCHED_BATCH, &none);
	pthread_mutex_lock(&r->lock);
	while ((r->runs = next(r))) {
		r->since = now_ns();
		pthread_mutex_unlock(&r->lock);
		kiln_work_run(r->runs->work, wait_answer, r);
		pthread_mutex_lock(&r->lock);
		put(&r->done, r->runs);
		r->runs = NULL;
		tell(r);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* Signals are for the server's own thread. */
static bool thread_new(struct runner *r)
{
	sigset_t all, before;
	bool ok;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ok = !pthread_create(&r->thread, NULL, run, r);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ok;
}

struct runner *runner_new(int event)
{
	struct runner *r = calloc(1, sizeof(*r));

	if (!r)
		return NULL;
	r->event = event;
	r->waits.end = &r->waits.first;
	r->done.end = &r->done.first;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->news, NULL);
	pthread_cond_init(&r->answers, NULL);
	if (thread_new(r))
		return r;
	pthread_cond_destroy(&r->answers);
	pthread_cond_destroy(&r->news);
	pthread_mutex_destroy(&r->lock);
	free(r);
	return NULL;
}

bool runner_give(struct runner *r, struct kiln_work *w, void *whose)
{
	struct job *j = malloc(sizeof(*j));

	if (!j)
		return false;
	*j = (struct job){ .work = w, .whose = whose };
	pthread_mutex_lock(&r->lock);
	put(&r->waits, j);
	pthread_cond_signal(&r->news);
	pthread_mutex_unlock(&r->lock);
	return true;
}

struct kiln_work *runner_take(struct runner *r, void **whose)
{
	struct kiln_work *w = NULL;
	struct job *j;

	pthread_mutex_lock(&r->lock);
	j = take(&r->done);
	pthread_mutex_unlock(&r->lock);
	if (j) {
		w = j->work;
		*whose = j->whose;
	}
	free(j);
	return w;
}

void *runner_asks(struct runner *r)
{
	void *whose = NULL;

	pthread_mutex_lock(&r->lock);
	if (r->runs && r->runs->wants == WANTS_TO_ASK) {
		r->runs->wants = WANTS_ANSWER;
		whose = r->runs->whose;
	}
	pthread_mutex_unlock(&r->lock);
	return whose;
}

bool runner_waits(struct runner *r, const void *whose)
{
	bool waits;

	pthread_mutex_lock(&r->lock);
	waits = r->runs && r->runs->whose == whose && r->runs->wants == WANTS_ANSWER;
	pthread_mutex_unlock(&r->lock);
	return waits;
}

void runner_answer(struct runner *r, int64_t ret)
{
	pthread_mutex_lock(&r->lock);
	r->runs->answer = ret;
	r->runs->wants = HAS_ANSWER;
	pthread_cond_signal(&r->answers);
	pthread_mutex_unlock(&r->lock);
}

static void forget(struct runner *r, struct job *j, const void *whose)
{
	for (; j; j = j->next)
		if (j->whose == whose) {
			j->whose = NULL;
			stop(r, j);
		}
}

void runner_forget(struct runner *r, const void *whose)
{
	pthread_mutex_lock(&r->lock);
	forget(r, r->waits.first, whose);
	forget(r, r->done.first, whose);
	if (r->runs)
		r->runs->next = NULL;
	forget(r, r->runs, whose);
	pthread_mutex_unlock(&r->lock);
}

bool runner_busy(struct runner *r, uint64_t max_ns)
{
	bool busy;

	pthread_mutex_lock(&r->lock);
	busy = r->runs || r->waits.first;
	if (r->runs && now_ns() - r->since > max_ns) {
		if (r->runs->wants == WANTS_NOTHING)
			kiln_work_late(r->runs->work);
		else
			stop(r, r->runs);
	}
	pthread_mutex_unlock(&r->lock);
	return busy;
}

static void drop(struct queue *q)
{
	struct job *j;

	while ((j = take(q))) {
		kiln_work_end(j->work, NULL);
		free(j);
	}
}

void runner_free(struct runner *r)
{
	if (!r)
		return;
	pthread_mutex_lock(&r->lock);
	r->ends = true;
	if (r->runs)
		stop(r, r->runs);
	pthread_cond_signal(&r->news);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	drop(&r->waits);
	drop(&r->done);
	pthread_cond_destroy(&r->answers);
	pthread_cond_destroy(&r->news);
	pthread_mutex_destroy(&r->lock);
	free(r);
}
