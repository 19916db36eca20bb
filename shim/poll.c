/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * poll.c - poll(2) on ring buffers and on buffers of perf events, which are files here, and so would be ready always.
 *
 * Overview     in the place of each stands an epoll instance, which watches the server's event for it. As on Linux, a ring buffer is ready as
 *              long as there is something in it; a perf event's buffer is once for each time that it had news.
 * Cost         nothing until the server has given this process a descriptor; then each regular file is looked at.
 */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "calm.h"

enum { PLACES = 256, MOST = 256, PAGE = 4096 };

/* What a descriptor was when it was looked at last; by the place that its number has. */
static struct place {
	int fd; /* plus one; 0: none */
	dev_t dev;
	ino_t ino;
	int epoll;    /* -1: it is no such buffer */
	bool is_perf; /* told once */
} places[PLACES];
static struct {
	struct calm_lock lock;
	int32_t epoll
		[PLACES]; /* plus one; 0: the command has closed it, and the number may be another file's; atomic */
	bool any;	  /* atomic */
} all_places = { .lock = CALM_LOCK };

static void places_take(void)
{
	calm_take(&all_places.lock);
}

static void places_give(void)
{
	calm_give(&all_places.lock);
}

void shim_poll_guard(void)
{
	pthread_atfork(places_take, places_give, places_give);
}

void shim_poll_closing(unsigned int from, unsigned int to)
{
	if (!__atomic_load_n(&all_places.any, __ATOMIC_SEQ_CST))
		return;
	for (unsigned int i = 0; i < PLACES; i++) {
		const uint32_t fd = (uint32_t)__atomic_load_n(&all_places.epoll[i], __ATOMIC_SEQ_CST);

		if (fd && fd - 1 >= from && fd - 1 <= to)
			__atomic_store_n(&all_places.epoll[i], 0, __ATOMIC_SEQ_CST);
	}
}

/* -1: there is nothing to be told of. */
static int watch_new(int fd)
{
	struct epoll_event each = { .events = EPOLLIN | EPOLLET };
	const int news = ask_is_object(0, fd) ? ask_event(0, fd) : -1,
		  at = news < 0 ? -1 : epoll_create1(EPOLL_CLOEXEC);
	int up = at;

	if (at >= 0) {
		/* Out of the way of commands that count on the next number. */
		up = fcntl(at, F_DUPFD_CLOEXEC, 500);
		NEXT(close)(up < 0 ? -1 : at);
		up = up < 0 ? at : up;
		NEXT(epoll_ctl)(up, EPOLL_CTL_ADD, news, &each); /* the server has it open, too: so it goes on */
	}
	if (news >= 0)
		NEXT(close)(news);
	return up;
}

/* A copy; false: there is nothing to be waited for otherwise than the kernel does. */
static bool place_of(int fd, struct place *out)
{
	const unsigned int i = (unsigned int)fd % PLACES;
	struct place *p = &places[i];
	struct stat st;
	bool there;

	if (fd < 0 || fstat(fd, &st) || !S_ISREG(st.st_mode))
		return false;
	places_take();
	there = __atomic_load_n(&all_places.epoll[i], __ATOMIC_SEQ_CST) == p->epoll + 1;
	if (p->fd != fd + 1 || p->dev != st.st_dev || p->ino != st.st_ino || !there) {
		__atomic_store_n(&all_places.epoll[i], 0, __ATOMIC_SEQ_CST);
		if (p->fd && p->epoll >= 0 && there)
			NEXT(close)(p->epoll);
		*p = (struct place){ fd + 1, st.st_dev, st.st_ino, watch_new(fd), shim_is_perf(fd) };
		if (p->is_perf && p->epoll < 0)
			p->fd = 0; /* nobody has mapped it yet */
		__atomic_store_n(&all_places.any, true, __ATOMIC_SEQ_CST);
		__atomic_store_n(&all_places.epoll[i], p->epoll + 1, __ATOMIC_SEQ_CST);
	}
	*out = *p;
	places_give();
	return out->epoll >= 0;
}

/* Who may only write to it is told of news alone. */
static bool has_some(int fd, bool otherwise)
{
	uint64_t consumer, producer;

	if (pread(fd, &consumer, sizeof(consumer), 0) != sizeof(consumer) ||
	    pread(fd, &producer, sizeof(producer), PAGE) != sizeof(producer))
		return otherwise;
	return consumer != producer;
}

/* One that is waited for in place of another. */
struct instead {
	nfds_t at;
	int fd;
	bool is_perf;
};

/* Whether it is ready, where what stands in its place is so. */
static bool is_ready(const struct instead *i, int epoll, short told)
{
	struct epoll_event e;
	bool rings;

	if (told & POLLNVAL)
		return true; /* the command has taken it away: then it is the file that it would be */
	rings = told && epoll_wait(epoll, &e, 1, 0) > 0;
	return i->is_perf ? rings : has_some(i->fd, rings);
}

static nfds_t instead_find(const struct pollfd *given, struct pollfd *all, nfds_t nr, struct instead *instead)
{
	nfds_t found = 0;
	struct place p;

	for (nfds_t i = 0; i < nr; i++) {
		all[i] = given[i];
		all[i].revents = 0;
		if (!place_of(given[i].fd, &p))
			continue;
		all[i].fd = p.epoll;
		all[i].events = POLLIN;
		instead[found++] = (struct instead){ i, given[i].fd, p.is_perf };
	}
	return found;
}

/* What is ready of those that others stand for; how many are in all. */
static int answers_take(const struct pollfd *given, struct pollfd *all, nfds_t nr, const struct instead *instead,
			nfds_t nr_instead)
{
	int ready = 0;

	for (nfds_t i = 0; i < nr_instead; i++) {
		struct pollfd *a = &all[instead[i].at];

		a->revents = is_ready(&instead[i], a->fd, a->revents)
				     ? given[instead[i].at].events & (POLLIN | POLLRDNORM)
				     : 0;
	}
	for (nfds_t i = 0; i < nr; i++)
		ready += all[i].revents != 0;
	return ready;
}

static struct timespec left_until(uint64_t until)
{
	struct timespec t;
	uint64_t now;

	clock_gettime(CLOCK_MONOTONIC, &t);
	now = (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
	now = until > now ? until - now : 0;
	return (struct timespec){ (time_t)(now / 1000000000u), (long)(now % 1000000000u) };
}

/* until 0: for ever. */
static int wait_for(struct pollfd *given, nfds_t nr, uint64_t until, const sigset_t *mask, struct pollfd *all,
		    const struct instead *instead, nfds_t nr_instead)
{
	static const struct timespec none;
	struct timespec left;
	int ready, ret;

	/* First those that have something already; then until something is told, which may be nothing any more. */
	ret = NEXT(ppoll)(all, nr, &none, mask);
	while (!(ready = ret < 0 ? -1 : answers_take(given, all, nr, instead, nr_instead))) {
		left = left_until(until);
		if (until && !left.tv_sec && !left.tv_nsec)
			break;
		ret = NEXT(ppoll)(all, nr, until ? &left : NULL, mask);
	}
	for (nfds_t i = 0; ready >= 0 && i < nr; i++)
		given[i].revents = all[i].revents;
	return ready;
}

int ppoll(struct pollfd *given, nfds_t nr, const struct timespec *timeout, const sigset_t *mask)
{
	struct timespec now;
	uint64_t until = 0;

	if (!given || nr > MOST || !ask_has_any())
		return NEXT(ppoll)(given, nr, timeout, mask);

	struct pollfd all[nr ? nr : 1];
	struct instead instead[nr ? nr : 1];
	const nfds_t nr_instead = instead_find(given, all, nr, instead);

	if (!nr_instead)
		return NEXT(ppoll)(given, nr, timeout, mask);
	if (timeout) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		until = (uint64_t)(now.tv_sec + timeout->tv_sec) * 1000000000u + (uint64_t)now.tv_nsec +
			(uint64_t)timeout->tv_nsec;
	}
	return wait_for(given, nr, until, mask, all, instead, nr_instead);
}

int poll(struct pollfd *given, nfds_t nr, int timeout)
{
	const struct timespec t = { timeout / 1000, timeout % 1000 * 1000000l };

	return given && ask_has_any() ? ppoll(given, nr, timeout < 0 ? NULL : &t, NULL)
				      : NEXT(poll)(given, nr, timeout);
}

/* What the C library's headers make of them, where they know how large the array is. */
int __poll_chk(struct pollfd *given, nfds_t nr, int timeout, size_t room)
{
	return ask_has_any() && nr <= room / sizeof(*given) ? poll(given, nr, timeout)
							    : NEXT(__poll_chk)(given, nr, timeout, room);
}

int __ppoll_chk(struct pollfd *given, nfds_t nr, const struct timespec *timeout, const sigset_t *mask, size_t room)
{
	return ask_has_any() && nr <= room / sizeof(*given) ? ppoll(given, nr, timeout, mask)
							    : NEXT(__ppoll_chk)(given, nr, timeout, mask, room);
}
