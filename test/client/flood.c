/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * flood.c - a client that opens many connections, and on some of them sends messages that do not end: `kiln serve` must let only
 * so many and so much of one user in.
 *
 *   flood SOCKET CONNECTIONS MEGABYTES
 *
 * Each of the connections sends as many megabytes of a message of 64. Prints how many are still open, and waits for its end.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { MAX = 1000, PIECE = 65536, WIRE_CALL = 1, BODY = 64 * 1024 * 1024 };

static int open_one(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s", path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)))
		exit(1);
	return fd;
}

static void send_some(int fd, long megabytes)
{
	static const uint8_t piece[PIECE];
	const uint32_t head[2] = { WIRE_CALL, BODY };

	if (!megabytes || send(fd, head, sizeof(head), MSG_NOSIGNAL) < 0)
		return;
	for (long i = 0; i < megabytes * (1024 * 1024 / PIECE); i++)
		if (send(fd, piece, sizeof(piece), MSG_NOSIGNAL) < 0)
			return;
}

static int is_open(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLRDHUP };

	return poll(&p, 1, 0) == 0;
}

int main(int argc, char **argv)
{
	static int fds[MAX];
	long nr = argc == 4 ? atol(argv[2]) : 0, open = 0;

	if (nr < 1 || nr > MAX)
		return 2;
	for (long i = 0; i < nr; i++)
		fds[i] = open_one(argv[1]);
	for (long i = 0; i < nr; i++)
		send_some(fds[i], atol(argv[3]));
	usleep(500000);
	for (long i = 0; i < nr; i++)
		open += is_open(fds[i]);
	printf("%ld\n", open);
	fflush(stdout);
	pause();
	return 0;
}
