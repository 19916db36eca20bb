/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * slot.c - a client that does with the memory beside its connection what it should not: `kiln serve` goes on answering others.
 *
 *   slot SOCKET     each way in turn; prints it if there is no answer to another client within two seconds
 *   slot calls      calls of bpf(2) without end: prints how the first that fails does
 *   slot signals    the same, with a signal every few milliseconds
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "line.h"
#include "wire.h"

enum { TURNS = 2000, PAGE = 4096 };

static const char *path;
static const struct wire_head hello = { WIRE_EVENT, 0 };

static int open_one(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s", path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)))
		exit(2);
	return fd;
}

struct has {
	int socket, file, bell;
	struct slot *slot;
};

static struct has open_slot(void)
{
	const struct wire_head ask = { WIRE_SLOT, 0 };
	char control[CMSG_SPACE(2 * sizeof(int))], answer[64];
	struct iovec iov = { answer, sizeof(answer) };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)
	};
	struct has h = { .socket = open_one() };
	int fds[2];

	if (send(h.socket, &ask, sizeof(ask), 0) != sizeof(ask) || recvmsg(h.socket, &msg, 0) <= 0 ||
	    !CMSG_FIRSTHDR(&msg))
		exit(3);
	memcpy(fds, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fds));
	h.file = fds[0];
	h.bell = fds[1];
	h.slot = mmap(NULL, sizeof(*h.slot), PROT_READ | PROT_WRITE, MAP_SHARED, h.file, 0);
	if (h.slot == MAP_FAILED)
		exit(4);
	return h;
}

static void ring(const struct has *h)
{
	shutdown(h->bell, SHUT_WR);
}

static void say(const struct has *h)
{
	memcpy(h->slot->ask.bytes, &hello, sizeof(hello));
	h->slot->ask.len = sizeof(hello);
	__atomic_add_fetch(&h->slot->ask.nr, 1, __ATOMIC_RELEASE);
	ring(h);
}

/* Questions one upon the other, whose answers nobody waits for. */
static void hurry(const struct has *h)
{
	for (int i = 0; i < TURNS; i++)
		say(h);
}

static void nothing(const struct has *h)
{
	for (int i = 0; i < TURNS; i++)
		ring(h);
}

/* Lengths that are none, while the server may be reading them. */
static void lengths(const struct has *h)
{
	static const uint32_t len[] = { UINT32_MAX, SLOT_ROOM + 1, SLOT_ROOM, 0, 4, 1u << 31 };

	for (int i = 0; i < TURNS; i++) {
		say(h);
		h->slot->ask.len = len[i % 6];
	}
	h->slot->ask.len = UINT32_MAX;
	__atomic_add_fetch(&h->slot->ask.nr, 1, __ATOMIC_RELEASE);
	ring(h);
}

/* It says that it looks for answers, and on which CPU, as it likes; and that the server looks for questions. */
static void awake(const struct has *h)
{
	for (uint32_t i = 0; i < TURNS; i++) {
		h->slot->ask.cpu = i;
		h->slot->ask.awake = i % 3;
		h->slot->answer.awake = 1;
		say(h);
	}
}

/* The length of the message in it says more than is there; and more than may be. */
static void heads(const struct has *h)
{
	const struct wire_head some[] = { { WIRE_CALL, SLOT_ROOM }, { WIRE_CALL, UINT32_MAX } };

	for (int i = 0; i < 2; i++) {
		memcpy(h->slot->ask.bytes, &some[i], sizeof(some[i]));
		h->slot->ask.len = sizeof(some[i]);
		__atomic_add_fetch(&h->slot->ask.nr, 1, __ATOMIC_RELEASE);
		ring(h);
		usleep(10000);
	}
}

/* The memory is taken away while it is in use. */
static void holes(const struct has *h)
{
	for (int i = 0; i < TURNS; i++) {
		say(h);
		fallocate(h->file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, sizeof(*h->slot));
	}
	if (!ftruncate(h->file, 0))
		exit(5);
	say(h);
}

static void deaf(const struct has *h)
{
	say(h);
	close(h->bell);
	usleep(10000);
}

static void gone(const struct has *h)
{
	say(h);
	close(h->bell);
	close(h->socket);
}

/* Half a message there, the other half by the socket, and both at once; and something into the bell. */
static void mixed(const struct has *h)
{
	for (int i = 0; i < TURNS; i++) {
		say(h);
		h->slot->ask.len = 4;
		send(h->bell, &hello, sizeof(hello), MSG_NOSIGNAL | MSG_DONTWAIT);
		if (send(h->socket, &hello, sizeof(hello), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
			break;
	}
}

static void twice(const struct has *h)
{
	const struct wire_head ask = { WIRE_SLOT, 0 };

	for (int i = 0; i < 100; i++)
		if (send(h->socket, &ask, sizeof(ask), MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
			break;
}

/* A page that is there when somebody gives it, which nobody does: who touches it waits, in the kernel, too. NULL: this user may not. */
static void *page_that_waits(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register all = { .range = { .len = PAGE }, .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC);

	all.range.start = (uintptr_t)page;
	if (page == MAP_FAILED || fd < 0 || ioctl(fd, UFFDIO_API, &api) || ioctl(fd, UFFDIO_REGISTER, &all))
		return NULL;
	return page;
}

/* A process of the client's stops for good in the middle of a call that has to do with what the server has, too. */
static void stuck(const struct has *h, void (*way)(const struct has *h, void *page))
{
	void *page;

	if (fork())
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	page = page_that_waits();
	if (page)
		way(h, page);
	_exit(0);
}

static void in_send(const struct has *h, void *page)
{
	send(h->socket, page, PAGE, MSG_NOSIGNAL);
}

static void in_receive(const struct has *h, void *page)
{
	send(h->socket, &hello, sizeof(hello), MSG_NOSIGNAL);
	recv(h->socket, page, 1, 0);
}

static void in_bell(const struct has *h, void *page)
{
	send(h->bell, page, PAGE, MSG_NOSIGNAL);
}

static void in_file(const struct has *h, void *page)
{
	if (pwrite(h->file, page, PAGE, 0) < 0)
		exit(6);
}

static void held(const struct has *h)
{
	static void (*const ways[])(const struct has *h, void *page) = { in_send, in_receive, in_bell, in_file };

	for (int i = 0; i < 4; i++)
		stuck(h, ways[i]);
	usleep(50000);
	hurry(h);
	send(h->socket, &hello, sizeof(hello), MSG_NOSIGNAL);
}

static int is_served(void)
{
	struct pollfd p = { .fd = open_one(), .events = POLLIN };
	int served = send(p.fd, &hello, sizeof(hello), MSG_NOSIGNAL) == sizeof(hello) && poll(&p, 1, 2000) == 1 &&
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

static void nothing_to_do(int nr)
{
	(void)nr;
}

static void signals(void)
{
	const struct sigaction act = { .sa_handler = nothing_to_do, .sa_flags = SA_RESTART };
	const struct itimerval often = { { 0, 5000 }, { 0, 5000 } };

	sigaction(SIGALRM, &act, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*way)(const struct has *h);
	} ways[] = { { "hurry", hurry }, { "nothing", nothing }, { "lengths", lengths }, { "heads", heads },
		     { "holes", holes }, { "deaf", deaf },	 { "gone", gone },	 { "mixed", mixed },
		     { "twice", twice }, { "held", held },	 { "awake", awake } };

	if (argc != 2)
		return 2;
	if (!strcmp(argv[1], "signals"))
		signals();
	if (!strcmp(argv[1], "signals") || !strcmp(argv[1], "calls"))
		return calls();
	path = argv[1];
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		struct has h = open_slot();

		ways[i].way(&h);
		if (!is_served()) {
			printf("%s\n", ways[i].name);
			return 1;
		}
		close(h.socket);
		close(h.bell);
	}
	return 0;
}
