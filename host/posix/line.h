/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * line.h - a client's connection with the server of `kiln serve`: a socket, and beside it a pipe each way for what is short.
 *
 * A pipe costs half of what a socket does. Descriptors, and what is longer than PIPE_BUF, go by the socket.
 */
#ifndef HOST_POSIX_LINE_H
#define HOST_POSIX_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

/*
 * up is written, down is read. hold is the other end of up: with it open, writing is never a signal, and a server that is gone is
 * found out by reading.
 */
enum { LINE_SOCKET, LINE_UP, LINE_HOLD, LINE_DOWN, LINES };

struct line {
	int fd[LINES]; /* -1: there is none */
	dev_t dev[LINES];
	ino_t ino[LINES];
	bool is_short; /* what was sent last, and so what comes */
};
#define LINE_NONE                        \
	{                                \
		.fd = { -1, -1, -1, -1 } \
	}

/* False: there is no server. The pipes are about cost alone: where they are not to be had, there is the socket. */
bool line_open(struct line *l, bool pipes);
/* Whether each descriptor is still what it was: the process may have closed it, and another may have its number. */
bool line_is_there(const struct line *l);
/* Whether one of them has a number from..to. For signal handlers, too. */
bool line_has(const struct line *l, unsigned int from, unsigned int to);
/* Closes those that are still what they were. */
void line_close(struct line *l);

/* Whether a message of that length would go by the pipe. */
bool line_is_short(const struct line *l, size_t len);
/*
 * A short message in parts, of memory that may not be there: the kernel looks. False: it is not, and nothing was sent; or the server is
 * gone.
 */
bool line_send_parts(struct line *l, const struct iovec *parts, int nr);
/* A message as a whole. False: the server is gone. */
bool line_send(struct line *l, const uint8_t *from, size_t len);
/* Up to cap bytes of the answer, at least one; cap is PIPE_BUF at least. A descriptor that comes along goes to *fd. 0: the server is gone. */
size_t line_receive(struct line *l, uint8_t *to, size_t cap, int *fd);

#endif
