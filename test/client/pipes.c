/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * pipes.c - a client that does with the pipes beside its connection what it should not: `kiln serve` goes on answering others.
 *
 *   pipes SOCKET     each way in turn; prints it if there is no answer to another client within two seconds
 *   pipes calls      calls of bpf(2) without end: prints how the first that fails does
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { WIRE_EVENT = 3, WIRE_PIPES = 13, TURNS = 2000 };

static const char *path;
static const uint32_t hello[2] = { WIRE_EVENT, 0 };

static int open_one(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s", path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)))
		exit(2);
	return fd;
}

struct pipes {
	int socket, up, hold, down;
};

static struct pipes open_pipes(void)
{
	const uint32_t ask[2] = { WIRE_PIPES, 0 };
	char control[CMSG_SPACE(3 * sizeof(int))], answer[64];
	struct iovec iov = { answer, sizeof(answer) };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)
	};
	struct pipes p = { .socket = open_one() };
	int fds[3];

	if (send(p.socket, ask, sizeof(ask), 0) != sizeof(ask) || recvmsg(p.socket, &msg, 0) <= 0 ||
	    !CMSG_FIRSTHDR(&msg))
		exit(3);
	memcpy(fds, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fds));
	p.up = fds[0];
	p.hold = fds[1];
	p.down = fds[2];
	return p;
}

static void say(const struct pipes *p)
{
	if (write(p->up, hello, sizeof(hello)) < 0)
		exit(4);
}

/* What it has written it takes away again, perhaps between the server's hearing of it and its reading. */
static void steal(const struct pipes *p)
{
	char some[64];

	fcntl(p->hold, F_SETFL, O_NONBLOCK);
	fcntl(p->down, F_SETFL, O_NONBLOCK);
	fcntl(p->up, F_SETFL, O_NONBLOCK);
	for (int i = 0; i < TURNS; i++) {
		say(p);
		while (read(p->hold, some, sizeof(some)) > 0)
			;
		while (read(p->down, some, sizeof(some)) > 0)
			;
	}
}

/* There is no room for the answer. */
static void fill(const struct pipes *p)
{
	char name[32], some[4096] = { 0 };
	int fd;

	snprintf(name, sizeof(name), "/proc/self/fd/%d", p->down);
	fd = open(name, O_WRONLY | O_NONBLOCK);
	while (write(fd, some, sizeof(some)) > 0)
		;
	close(fd);
	say(p);
}

/* Nobody is there to read the answer. */
static void deaf(const struct pipes *p)
{
	close(p->down);
	say(p);
	usleep(10000);
}

static void gone(const struct pipes *p)
{
	say(p);
	close(p->hold);
	close(p->up);
	close(p->down);
}

/* Half a message there, the other half by the socket, and both at once. */
static void mixed(const struct pipes *p)
{
	for (int i = 0; i < TURNS; i++)
		if (write(p->up, hello, 4) < 0 || send(p->socket, hello, 8, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
			break;
}

static void twice(const struct pipes *p)
{
	const uint32_t ask[2] = { WIRE_PIPES, 0 };

	for (int i = 0; i < 100; i++)
		if (send(p->socket, ask, sizeof(ask), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
			break;
}

static int is_served(void)
{
	struct pollfd p = { .fd = open_one(), .events = POLLIN };
	int served = send(p.fd, hello, sizeof(hello), MSG_NOSIGNAL) == sizeof(hello) && poll(&p, 1, 2000) == 1 &&
		     p.revents & POLLIN;

	close(p.fd);
	return served;
}

static int calls(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "calls", 4, 8, 1, NULL);
	uint32_t key = 0;
	uint64_t value;

	while (!bpf_map_lookup_elem(map, &key, &value))
		;
	printf("%s\n", strerror(errno));
	return 0;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*way)(const struct pipes *p);
	} ways[] = { { "steal", steal }, { "fill", fill },   { "deaf", deaf },
		     { "gone", gone },	 { "mixed", mixed }, { "twice", twice } };

	if (argc != 2)
		return 2;
	if (!strcmp(argv[1], "calls"))
		return calls();
	path = argv[1];
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct pipes p = open_pipes();

		ways[i].way(&p);
		if (!is_served()) {
			printf("%s\n", ways[i].name);
			return 1;
		}
		close(p.socket);
	}
	return 0;
}
