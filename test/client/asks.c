/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * asks.c - a client that has a program of the kind syscall run, which makes objects for it. Prints what came of it, the same over any kernel.
 *
 *   asks OBJECT          what a program may ask for
 *   asks OBJECT wrong    by `kiln with`, the server is that of KILN_STATE: what clients may do wrong meanwhile
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "asks.h"
#include "wire.h"

enum { SLOW_MS = 20000 };

static int prog;

static void fail(const char *what)
{
	perror(what);
	exit(2);
}

/* What it says, as the kernel's helpers do: -errno, or more. */
static long ask(struct asks *a)
{
	LIBBPF_OPTS(bpf_test_run_opts, opts, .ctx_in = a, .ctx_size_in = sizeof(*a));

	if (bpf_prog_test_run_opts(prog, &opts))
		fail("test run");
	return (long)a->ret;
}

static long ask_for(uint32_t what, int fd, const void *addr, uint32_t len)
{
	struct asks a = { .what = what, .fd = fd, .addr = (uintptr_t)addr, .len = len };

	return ask(&a);
}

static const char *fine(long ret)
{
	return ret < 0 ? strerror((int)-ret) : "fine";
}

static uint64_t value_of(int map)
{
	uint32_t key = 0;
	uint64_t value = 0;

	if (bpf_map_lookup_elem(map, &key, &value))
		fail("look-up");
	return value;
}

static uint32_t links(void)
{
	uint32_t id = 0, nr = 0;

	while (!bpf_link_get_next_id(id, &id))
		nr++;
	return nr;
}

/* No descriptor is left for another. */
static long ask_without_room(void)
{
	struct rlimit before, now;
	const int next = dup(0);
	long ret;

	close(next);
	getrlimit(RLIMIT_NOFILE, &before);
	now = before;
	now.rlim_cur = (rlim_t)next;
	setrlimit(RLIMIT_NOFILE, &now);
	ret = ask_for(ASKS_MAKE, 0, NULL, 0);
	setrlimit(RLIMIT_NOFILE, &before);
	return ret;
}

static void right(void)
{
	static char text[ASKS_LEN];
	const uint32_t before = links();
	long map, load, link;
	char log[256] = "";
	struct stat st;

	map = ask_for(ASKS_MAKE, 0, NULL, 0);
	printf("map: %s, its value is %llu\n", fine(map), (unsigned long long)value_of((int)map));
	printf("value of the program's: %s", fine(ask_for(ASKS_UPDATE, (int)map, NULL, 0)));
	printf(", %llu\n", (unsigned long long)value_of((int)map));
	printf("a descriptor that is none: %s\n", fine(ask_for(ASKS_UPDATE, 999, NULL, 0)));
	printf("a descriptor of something else: %s\n", fine(ask_for(ASKS_UPDATE, 0, NULL, 0)));
	printf("memory: %s, none: %s\n", fine(ask_for(ASKS_READ, 0, text, 0)),
	       fine(ask_for(ASKS_READ, 0, (void *)16, 0)));
	load = ask_for(ASKS_PROG, 0, log, sizeof(log));
	printf("program: %s\n", fine(load));
	printf("program without an end: %s, %s\n", fine(ask_for(ASKS_PROG, 1, log, sizeof(log))),
	       *log ? "and why" : "no word why");
	link = ask_for(ASKS_LINK, (int)load, "sys_enter", 0);
	printf("link: %s, %u more\n", fine(link), links() - before);
	close((int)link);
	printf("link closed: %u more\n", links() - before);
	printf("closed by the program: %s", fine(ask_for(ASKS_CLOSE, (int)load, NULL, 0)));
	printf(", %s\n", bpf_obj_get_info_by_fd((int)load, &st, &(uint32_t){ sizeof(st) }) ? "is gone" : "is there");
	printf("once more: %s\n", fine(ask_for(ASKS_CLOSE, 1000, NULL, 0)));
	printf("type: %s\n", fine(ask_for(ASKS_TYPE, 0, NULL, 0)));
	printf("a thousand maps: %s\n", fine(ask_for(ASKS_MANY, 0, NULL, 1000)));
	printf("a test run: %s\n", fine(ask_for(ASKS_OTHER, 0, NULL, 0)));
	printf("no room for it: %s\n", fine(ask_without_room()));
}

/* -- without the library ---------------------------------------------------------------------------------------------- */

/* A test run whose program wants the user's memory, on a connection of its own: the first thing that the server wants to know of is that. */
static int run_begin(void)
{
	static struct asks a = { .what = ASKS_READ, .addr = 65536 };
	static union bpf_attr attr;
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct {
		struct wire_head head;
		struct wire_call call;
		struct wire_item attr_item;
		union bpf_attr attr;
		struct wire_item ctx_item;
		struct asks ctx;
		struct wire_item prog;
	} __attribute__((packed, aligned(8))) ask;
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	struct stat st;

	snprintf(to.sun_path, sizeof(to.sun_path), "%s/socket", getenv("KILN_STATE"));
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) || fstat(prog, &st))
		fail("connection");
	attr.test.prog_fd = (uint32_t)prog;
	attr.test.ctx_in = (uintptr_t)&a;
	attr.test.ctx_size_in = sizeof(a);
	memset(&ask, 0, sizeof(ask));
	ask.head = (struct wire_head){ WIRE_CALL, sizeof(ask) - sizeof(ask.head) };
	ask.call = (struct wire_call){ BPF_PROG_TEST_RUN, sizeof(attr), (uintptr_t)&attr };
	ask.attr_item = (struct wire_item){ .kind = WIRE_MEMORY, .at = (uintptr_t)&attr, .len = sizeof(attr) };
	ask.attr = attr;
	ask.ctx_item = (struct wire_item){ .kind = WIRE_MEMORY, .at = (uintptr_t)&a, .len = sizeof(a) };
	ask.ctx = a;
	ask.prog = (struct wire_item){
		.kind = WIRE_DESCRIPTOR, .at = (uint32_t)prog, .dev = st.st_dev, .ino = st.st_ino, .flags = O_RDWR
	};
	if (send(fd, &ask, sizeof(ask), MSG_NOSIGNAL) != sizeof(ask))
		fail("call");
	return fd;
}

struct answer {
	struct wire_head head;
	union {
		struct wire_item need;
		struct wire_done done;
		char room[512];
	};
};

/* The type of the next message; 0: there is none any more. */
static uint32_t hear(int fd, struct answer *to)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	memset(to, 0, sizeof(*to));
	return poll(&p, 1, SLOW_MS) == 1 && recv(fd, to, sizeof(*to), 0) >= (ssize_t)sizeof(to->head) ? to->head.type
												      : 0;
}

static void say(int fd, uint32_t type, const void *body, size_t len)
{
	const struct wire_head head = { type, (uint32_t)len };

	if (send(fd, &head, sizeof(head), MSG_NOSIGNAL) < 0 || (len && send(fd, body, len, MSG_NOSIGNAL) < 0))
		printf("(it does not listen) ");
}

static int run_needs(void)
{
	struct answer a;
	int fd = run_begin();

	if (hear(fd, &a) != WIRE_NEED || a.need.kind != WIRE_MEMORY || a.need.at != 65536 || a.need.len != ASKS_LEN)
		fail("need");
	return fd;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What the server has beside what is the program's is no client's. */
static void wrong(void)
{
	static const struct wire_item none = { .kind = WIRE_MEMORY, .at = 65536, .len = ASKS_LEN, .err = EFAULT };
	static char memory[ASKS_LEN];
	static const struct wire_item other = { .kind = WIRE_INSTALL, .at = 1 };
	const long map = ask_for(ASKS_MAKE, 0, NULL, 0);
	long where = ask_for(ASKS_WHERE, 0, NULL, 0);
	struct answer a;
	double from;
	long ret;
	int fd;

	printf("the program's own: %s\n", fine(ask_for(ASKS_UPDATE, (int)map, (void *)where, 0)));
	for (long off = 1 << 16; off <= 1 << 24; off <<= 4)
		if ((ret = ask_for(ASKS_UPDATE, (int)map, (void *)(where + off), 0)) != -EFAULT ||
		    (ret = ask_for(ASKS_UPDATE, (int)map, (void *)(where - off), 0)) != -EFAULT)
			printf("the server's memory: %s\n", fine(ret));
	where = ask_for(ASKS_LOCKED, 0, NULL, 0);
	printf("values with a lock: %s\n", fine(ask_for(ASKS_UPDATE, (int)map, (void *)where, 0)));
	printf("memory that is not there: ");
	fd = run_needs();
	say(fd, WIRE_GIVE, &none, sizeof(none));
	printf("%s\n", hear(fd, &a) == WIRE_DONE && !a.done.ret ? "done" : "no answer");
	close(fd);
	printf("an answer to something else: ");
	fd = run_needs();
	say(fd, WIRE_GIVE, &other, sizeof(other));
	printf("%s\n", hear(fd, &a) == WIRE_DONE && !a.done.ret ? "done" : "no answer");
	close(fd);
	printf("another question: ");
	fd = run_needs();
	say(fd, WIRE_SWEEP, NULL, 0);
	printf("%s\n", hear(fd, &a) ? "an answer" : "the connection ends");
	close(fd);
	close(run_needs());
	printf("one that is gone: %s\n", fine(ask_for(ASKS_READ, 0, memory, 0)));
	fd = run_needs();
	from = now_ms();
	ret = ask_for(ASKS_MAKE, 0, NULL, 0);
	printf("one that does not answer: %s, %s\n", fine(ret), now_ms() - from < 10000 ? "soon" : "late");
	say(fd, WIRE_GIVE, &none, sizeof(none));
	ret = hear(fd, &a) == WIRE_DONE ? (long)a.done.ret : 0;
	printf("and answers then: %s\n", fine(ret));
	close(fd);
}

int main(int argc, char **argv)
{
	struct bpf_object *o;

	if (argc < 2)
		return 2;
	o = bpf_object__open_file(argv[1], NULL);
	if (!o || bpf_object__load(o))
		fail("object");
	prog = bpf_program__fd(bpf_object__next_program(o, NULL));
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc > 2)
		wrong();
	else
		right();
	bpf_object__close(o);
	return 0;
}
