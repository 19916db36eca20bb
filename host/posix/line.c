/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * line.c - see line.h.
 */
#include "line.h"
#include "now.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/port.h>
#include <kiln/serve.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "news.h"
#include "state.h"
#include "wire.h"

enum { SLOT_FDS = 2, LONG_NS = 200000, PAUSE_NS = 100000000 };

/* Each looks many times before it asks what time it is. */
static void look(const struct slot_half *other, uint32_t was)
{
	for (int i = 0; i < WATCH_LOOKS && __atomic_load_n(&other->nr, __ATOMIC_ACQUIRE) == was; i++)
		KILN_RELAX();
}

/*
 * What each of the two does is written before what the other did is read: so they never both wait. Who gives way to somebody else than the other
 * loses more than he wins: not again for some time.
 */
bool slot_watch(struct slot_watcher *w, struct slot_half *own, const struct slot_half *other, uint32_t was)
{
	const uint32_t cpu = (uint32_t)sched_getcpu() + 1, others = __atomic_load_n(&other->cpu, __ATOMIC_RELAXED);
	uint64_t now = now_ns(), before, end = now + WATCH_NS;

	__atomic_store_n(&own->cpu, cpu, __ATOMIC_RELAXED);
	if (!others || (others == cpu && now < w->not_before))
		return false;
	__atomic_store_n(&own->awake, 1, __ATOMIC_RELAXED);
	do {
		before = now;
		if (others == cpu)
			sched_yield();
		else
			look(other, was);
		now = now_ns();
		if (others == cpu && now - before > LONG_NS)
			w->not_before = now + PAUSE_NS;
	} while (now < end && __atomic_load_n(&other->nr, __ATOMIC_ACQUIRE) == was);
	__atomic_store_n(&own->awake, 0, __ATOMIC_SEQ_CST);
	return __atomic_load_n(&other->nr, __ATOMIC_SEQ_CST) != was;
}

bool slot_tell(struct slot_half *own, const struct slot_half *other, uint32_t nr)
{
	__atomic_store_n(&own->nr, nr, __ATOMIC_SEQ_CST);
	return !__atomic_load_n(&other->awake, __ATOMIC_SEQ_CST);
}

/* Out of the way of commands that count on the next number. */
static int high(int fd)
{
	int up = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 500);

	if (up < 0)
		return fd;
	close(fd);
	return up;
}

static bool put(struct line *l, int which, int fd)
{
	struct stat st;

	fd = high(fd);
	if (fd < 0 || fstat(fd, &st))
		return false;
	l->dev[which] = st.st_dev;
	l->ino[which] = st.st_ino;
	__atomic_store_n(&l->fd[which], fd, __ATOMIC_RELAXED);
	return true;
}

/* nr descriptors that came with c, or as many as did; there is room in a message for more than were asked for. */
static int take(struct cmsghdr *c, int *fds, int nr)
{
	int came = (int)((c->cmsg_len - CMSG_LEN(0)) / sizeof(int)), fd;

	for (int i = 0; i < came; i++) {
		memcpy(&fd, CMSG_DATA(c) + (size_t)i * sizeof(fd), sizeof(fd));
		if (i < nr)
			fds[i] = fd;
		else
			close(fd);
	}
	return came < nr ? came : nr;
}

/* Up to nr descriptors that come with a message; how many did. *n: the bytes of it. */
static int receive(int fd, uint8_t *to, size_t cap, int *fds, int nr, ssize_t *n)
{
	struct iovec iov = { to, cap };
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(SLOT_FDS * sizeof(int))];
	} control;
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = &control,
			      .msg_controllen = CMSG_SPACE((size_t)nr * sizeof(int)) };
	struct cmsghdr *c;
	int came = 0;

	do
		*n = recvmsg(fd, &msg, MSG_CMSG_CLOEXEC);
	while (*n < 0 && errno == EINTR);
	for (c = *n > 0 ? CMSG_FIRSTHDR(&msg) : NULL; c; c = CMSG_NXTHDR(&msg, c))
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS && c->cmsg_len >= CMSG_LEN(sizeof(int)))
			came += take(c, fds + came, nr - came);
	return came;
}

/* Without it there is the socket. */
static void slot_use(struct line *l, const int fds[SLOT_FDS])
{
	struct stat st;
	void *at = MAP_FAILED;

	if (!fstat(fds[0], &st) && st.st_size == sizeof(*l->slot))
		at = mmap(NULL, sizeof(*l->slot), PROT_READ | PROT_WRITE, MAP_SHARED, fds[0], 0);
	close(fds[0]);
	if (!put(l, LINE_BELL, fds[1])) {
		close(fds[1]);
	} else if (at != MAP_FAILED) {
		l->slot = at;
		l->asked = 0;
		return;
	}
	if (at != MAP_FAILED)
		munmap(at, sizeof(*l->slot));
}

/* False: the server, an older one perhaps, has ended the connection. */
static bool slot_open(struct line *l)
{
	const struct wire_head ask = { WIRE_SLOT, 0 };
	int fds[SLOT_FDS], nr;
	uint8_t answer[64];
	ssize_t n;

	if (send(l->fd[LINE_SOCKET], &ask, sizeof(ask), MSG_NOSIGNAL) != sizeof(ask))
		return false;
	nr = receive(l->fd[LINE_SOCKET], answer, sizeof(answer), fds, SLOT_FDS, &n);
	if (nr == SLOT_FDS)
		slot_use(l, fds);
	else if (nr)
		close(fds[0]);
	return n == sizeof(struct wire_head) + sizeof(struct wire_done);
}

static bool socket_open(struct line *l)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	char state[96];

	if (!kiln_serve_state(state, sizeof(state)))
		return false;
	snprintf(to.sun_path, sizeof(to.sun_path), "%s/socket", state);
	if (put(l, LINE_SOCKET, socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) &&
	    !connect(l->fd[LINE_SOCKET], (struct sockaddr *)&to, sizeof(to)) && state_trusts(state, l->fd[LINE_SOCKET]))
		return true;
	line_close(l);
	return false;
}

bool line_open(struct line *l, bool slot)
{
	if (!socket_open(l))
		return false;
	if (!slot || slot_open(l))
		return true;
	line_close(l);
	return socket_open(l);
}

static bool is_same(const struct line *l, int which)
{
	struct stat st;

	return !fstat(l->fd[which], &st) && st.st_ino == l->ino[which] && st.st_dev == l->dev[which];
}

bool line_is_there(const struct line *l)
{
	for (int i = 0; i < LINES; i++)
		if (l->fd[i] >= 0 && !is_same(l, i))
			return false;
	return l->fd[LINE_SOCKET] >= 0;
}

bool line_has(const struct line *l, unsigned int from, unsigned int to)
{
	int fd;

	for (int i = 0; i < LINES; i++) {
		fd = __atomic_load_n(&l->fd[i], __ATOMIC_RELAXED);
		if (fd >= 0 && (unsigned int)fd >= from && (unsigned int)fd <= to)
			return true;
	}
	return false;
}

void line_close(struct line *l)
{
	for (int i = 0; i < LINES; i++) {
		if (l->fd[i] >= 0 && is_same(l, i))
			close(l->fd[i]);
		__atomic_store_n(&l->fd[i], -1, __ATOMIC_RELAXED);
	}
	if (l->slot)
		munmap(l->slot, sizeof(*l->slot));
	l->slot = NULL;
}

/* Descriptors go with the first bytes. */
static ssize_t socket_send(const struct line *l, const uint8_t *from, size_t len, int with)
{
	struct iovec iov = { (void *)(uintptr_t)from, len };
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int))];
	} control = { .head = { CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS } };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (with >= 0) {
		memcpy(CMSG_DATA(&control.head), &with, sizeof(with));
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control.room);
	}
	return sendmsg(l->fd[LINE_SOCKET], &msg, MSG_NOSIGNAL);
}

bool line_send(struct line *l, const uint8_t *from, size_t len, int with)
{
	const struct news bell = { .own = l->fd[LINE_BELL] };
	ssize_t n;

	l->is_short = l->slot && len <= SLOT_ROOM && with < 0;
	if (l->is_short) {
		memcpy(l->slot->ask.bytes, from, len);
		l->slot->ask.len = (uint32_t)len;
		if (slot_tell(&l->slot->ask, &l->slot->answer, ++l->asked))
			news_tell(&bell);
		return true;
	}
	for (; len; from += n, len -= (size_t)n, with = -1) {
		do
			n = socket_send(l, from, len, with);
		while (n < 0 && errno == EINTR);
		if (n <= 0)
			return false;
	}
	return true;
}

/* What a server that is gone is found out by. */
static bool is_gone(const struct line *l)
{
	char some;
	ssize_t n = recv(l->fd[LINE_SOCKET], &some, sizeof(some), MSG_PEEK | MSG_DONTWAIT);

	return n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
}

/* Nobody wakes who waits for a server that was killed. A signal may come before the time is up, each time. */
static bool answer_wait(struct line *l)
{
	const struct timespec some = { .tv_nsec = 100000000 };
	const struct slot_half *h = &l->slot->answer;
	uint32_t nr;

	if (slot_watch(&l->watch, &l->slot->ask, h, l->asked - 1))
		return true;
	while ((nr = __atomic_load_n(&h->nr, __ATOMIC_ACQUIRE)) != l->asked)
		if (syscall(SYS_futex, &h->nr, FUTEX_WAIT, nr, &some, NULL, 0) && errno != EAGAIN && is_gone(l))
			return false;
	return true;
}

/* False: the answer is not here, but comes by the socket. */
static bool receive_short(struct line *l, uint8_t *to, size_t cap, ssize_t *n)
{
	const struct slot_half *h = &l->slot->answer;
	struct wire_head head;
	uint32_t len;

	*n = 0;
	if (!answer_wait(l))
		return true;
	len = __atomic_load_n(&h->len, __ATOMIC_RELAXED); /* once: it may change */
	if (len > cap || len > SLOT_ROOM)
		return true;
	*n = (ssize_t)len;
	memcpy(to, h->bytes, len);
	if (*n != sizeof(head))
		return true;
	memcpy(&head, to, sizeof(head));
	return head.type != WIRE_ASIDE;
}

size_t line_receive(struct line *l, uint8_t *to, size_t cap, int *fd)
{
	ssize_t n;

	if (!l->is_short || !receive_short(l, to, cap, &n)) {
		l->is_short = false;
		receive(l->fd[LINE_SOCKET], to, cap, fd, 1, &n);
	}
	return n > 0 ? (size_t)n : 0;
}
