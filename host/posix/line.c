/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * line.c - see line.h.
 */
#include "line.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/serve.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "wire.h"

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
		char room[CMSG_SPACE((LINES - 1) * sizeof(int))];
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

/* False: the server, an older one perhaps, has ended the connection. */
static bool pipes_open(struct line *l)
{
	const struct wire_head ask = { WIRE_PIPES, 0 };
	int fds[LINES - 1], nr;
	uint8_t answer[64];
	ssize_t n;

	if (send(l->fd[LINE_SOCKET], &ask, sizeof(ask), MSG_NOSIGNAL) != sizeof(ask))
		return false;
	nr = receive(l->fd[LINE_SOCKET], answer, sizeof(answer), fds, LINES - 1, &n);
	for (int i = 0; i < nr; i++)
		if (nr != LINES - 1 || !put(l, LINE_UP + i, fds[i]))
			close(fds[i]);
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
	    !connect(l->fd[LINE_SOCKET], (struct sockaddr *)&to, sizeof(to)))
		return true;
	line_close(l);
	return false;
}

bool line_open(struct line *l, bool pipes)
{
	if (!socket_open(l))
		return false;
	if (!pipes || pipes_open(l))
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
}

bool line_is_short(const struct line *l, size_t len)
{
	return len <= PIPE_BUF && l->fd[LINE_UP] >= 0 && l->fd[LINE_DOWN] >= 0;
}

/* Not by writev(): a sanitizer of the command's would look at more of that memory than the server is to see. */
bool line_send_parts(struct line *l, const struct iovec *parts, int nr)
{
	size_t len = 0;
	long n;

	for (int i = 0; i < nr; i++)
		len += parts[i].iov_len;
	l->is_short = true;
	do
		n = syscall(SYS_writev, l->fd[LINE_UP], parts, nr);
	while (n < 0 && errno == EINTR);
	return n == (long)len;
}

bool line_send(struct line *l, const uint8_t *from, size_t len)
{
	ssize_t n;

	/* The server has read what was there before: so there is room, and it goes in one piece. */
	l->is_short = line_is_short(l, len);
	for (; len; from += n, len -= (size_t)n) {
		do
			n = l->is_short ? write(l->fd[LINE_UP], from, len)
					: send(l->fd[LINE_SOCKET], from, len, MSG_NOSIGNAL);
		while (n < 0 && errno == EINTR);
		if (n <= 0)
			return false;
	}
	return true;
}

/* False: the answer is not here, but comes by the socket. */
static bool receive_short(struct line *l, uint8_t *to, size_t cap, ssize_t *n)
{
	struct wire_head head;

	do
		*n = read(l->fd[LINE_DOWN], to, cap);
	while (*n < 0 && errno == EINTR);
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
