/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * alarm.c - timers of programs: a thread that sleeps until the earliest is due.
 *
 * Overview     armed alarms are a pairing heap (Fredman and others, 1986) through their own room, so arming takes no memory.
 * Invariant    an alarm is in the heap, or it is the caller's: it leaves the heap before it is called, and is not touched
 *              afterwards. It is called by a reader, so its memory may be given back by later() after a cancel.
 * Cost         arming constant, cancelling and running logarithmic on average.
 * Threads      one lock; calls are made without it.
 */
#include "posix.h"

#include <time.h>

enum { SOON_NS = 1000000 };

struct room {
	struct kiln_alarm *child, *next, *prev; /* prev: the elder sibling, or the parent of the first child */
	uint64_t due;				/* CLOCK_MONOTONIC */
	bool armed;
};
_Static_assert(sizeof(struct room) <= sizeof(((struct kiln_alarm *)0)->host_room), "the room is large enough");

static struct room *room_of(struct kiln_alarm *a)
{
	return (struct room *)(void *)a->host_room;
}

/* Two heaps, each a root without siblings, become one. */
static struct kiln_alarm *meld(struct kiln_alarm *a, struct kiln_alarm *b)
{
	struct kiln_alarm *top, *sub;

	if (!a || !b)
		return a ? a : b;
	top = room_of(b)->due < room_of(a)->due ? b : a;
	sub = top == a ? b : a;
	room_of(sub)->prev = top;
	room_of(sub)->next = room_of(top)->child;
	if (room_of(sub)->next)
		room_of(room_of(sub)->next)->prev = sub;
	room_of(top)->child = sub;
	room_of(top)->next = room_of(top)->prev = NULL;
	return top;
}

/* The children of a removed root become one heap: in pairs from the left, then all from the right. */
static struct kiln_alarm *meld_all(struct kiln_alarm *first)
{
	struct kiln_alarm *pairs = NULL, *heap = NULL, *a, *b, *rest;

	for (; first; first = rest) {
		a = first;
		b = room_of(a)->next;
		rest = b ? room_of(b)->next : NULL;
		room_of(a)->next = room_of(a)->prev = NULL;
		if (b)
			room_of(b)->next = room_of(b)->prev = NULL;
		a = meld(a, b);
		room_of(a)->next = pairs;
		pairs = a;
	}
	for (; pairs; pairs = rest) {
		rest = room_of(pairs)->next;
		room_of(pairs)->next = NULL;
		heap = meld(heap, pairs);
	}
	return heap;
}

static void heap_remove(struct posix_host *h, struct kiln_alarm *a)
{
	struct room *r = room_of(a);

	if (h->alarms == a) {
		h->alarms = meld_all(r->child);
	} else {
		if (room_of(r->prev)->child == a)
			room_of(r->prev)->child = r->next;
		else
			room_of(r->prev)->next = r->next;
		if (r->next)
			room_of(r->next)->prev = r->prev;
		h->alarms = meld(h->alarms, meld_all(r->child));
	}
	*r = (struct room){ 0 };
}

static void *alarm_main(void *arg)
{
	struct posix_host *h = arg;
	struct kiln_alarm *a;
	struct timespec until;
	uint64_t due;

	pthread_mutex_lock(&h->alarm_lock);
	while (!h->alarm_ends) {
		a = h->alarms;
		if (!a) {
			pthread_cond_wait(&h->alarm_news, &h->alarm_lock);
			continue;
		}
		due = room_of(a)->due;
		if (due > posix_clock(h, KILN_CLOCK_MONOTONIC)) {
			until = (struct timespec){ (time_t)(due / 1000000000), (long)(due % 1000000000) };
			pthread_cond_timedwait(&h->alarm_news, &h->alarm_lock, &until);
			continue;
		}
		/* Enter first: from here to the end of the call nobody frees it. */
		posix_enter(h);
		heap_remove(h, a);
		h->alarm_rings = true;
		pthread_mutex_unlock(&h->alarm_lock);
		a->fn(a);
		posix_leave(h);
		pthread_mutex_lock(&h->alarm_lock);
		h->alarm_rings = false;
	}
	pthread_mutex_unlock(&h->alarm_lock);
	return NULL;
}

/* flags 1 (BPF_F_TIMER_ABS): ns is a time of CLOCK_MONOTONIC, not a distance. */
enum kiln_err posix_alarm_set(void *cookie, struct kiln_alarm *a, uint64_t ns, uint32_t flags)
{
	struct posix_host *h = posix_of(cookie);
	uint64_t now = posix_clock(h, KILN_CLOCK_MONOTONIC);
	uint64_t due = flags & 1 ? ns : ns > UINT64_MAX - now ? UINT64_MAX : now + ns;
	enum kiln_err err = KILN_OK;

	pthread_mutex_lock(&h->alarm_lock);
	if (!h->alarm_runs && pthread_create(&h->alarm_thread, NULL, alarm_main, h))
		err = KILN_ERR_NOMEM;
	else
		h->alarm_runs = true;
	if (!err) {
		if (room_of(a)->armed)
			heap_remove(h, a);
		*room_of(a) = (struct room){ .due = due, .armed = true };
		h->alarms = meld(h->alarms, a);
		pthread_cond_signal(&h->alarm_news);
	}
	pthread_mutex_unlock(&h->alarm_lock);
	return err;
}

bool posix_alarm_cancel(void *cookie, struct kiln_alarm *a)
{
	struct posix_host *h = posix_of(cookie);
	bool was;

	pthread_mutex_lock(&h->alarm_lock);
	was = room_of(a)->armed;
	if (was)
		heap_remove(h, a);
	pthread_mutex_unlock(&h->alarm_lock);
	return was;
}

bool posix_alarm_busy(struct posix_host *h)
{
	bool busy;

	pthread_mutex_lock(&h->alarm_lock);
	busy = h->alarm_rings ||
	       (h->alarms && room_of(h->alarms)->due <= posix_clock(h, KILN_CLOCK_MONOTONIC) + SOON_NS);
	pthread_mutex_unlock(&h->alarm_lock);
	return busy;
}

void posix_alarm_end(struct posix_host *h)
{
	bool runs;

	pthread_mutex_lock(&h->alarm_lock);
	h->alarm_ends = true;
	runs = h->alarm_runs;
	pthread_cond_signal(&h->alarm_news);
	pthread_mutex_unlock(&h->alarm_lock);
	if (runs)
		pthread_join(h->alarm_thread, NULL);
}
