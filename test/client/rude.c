/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * rude.c - a client that does what keeps a server from others, as far as that waits or goes by turns: how long those have to wait.
 *
 *   rude OBJECT      by `kiln with`; the server is that of KILN_STATE, OBJECT is again.bpf.c's
 *
 * Prints for each way the longest that another client waited meanwhile; fails where that is more than MOST_MS, or RUN_MS where one run
 * may take that long.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "wire.h"

enum {
	MOST_MS = 100,
	RUN_MS = 500,
	GIVE_UP_MS = 5000,
	PAGE = 4096,
	CPUS = 64,
	TURNS = 1 << 23,
	WATCHES = 100,
	NEWS = 10000,
	LARGE = 16 << 20,
	COPIES = 1000,
	SLOW = 3
};

#define INSN(...)	((struct bpf_insn){ __VA_ARGS__ })
#define MAP(reg, fd)	INSN(.code = 0x18, .dst_reg = reg, .src_reg = 1, .imm = fd), INSN(0)
#define MOV(reg, v)	INSN(.code = 0xb7, .dst_reg = reg, .imm = v)
#define COPY(reg, from) INSN(.code = 0xbf, .dst_reg = reg, .src_reg = from)
#define ADD(reg, v)	INSN(.code = 0x07, .dst_reg = reg, .imm = v)
#define CALL(nr)	INSN(.code = 0x85, .imm = nr)
#define STORE(at)	INSN(.code = 0x7a, .dst_reg = 10, .off = at)
#define EXIT		INSN(.code = 0x95)

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fail(const char *what)
{
	perror(what);
	exit(2);
}

/* -- without the library ---------------------------------------------------------------------------------------------- */

static int open_one(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s/socket", getenv("KILN_STATE"));
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)))
		fail("connection");
	return fd;
}

/* One of another client's calls: how long it takes. */
static double wait_of_others(void)
{
	const struct wire_head hello = { WIRE_EVENT, 0 };
	const double from = now_ms();
	struct pollfd p = { .fd = open_one(), .events = POLLIN };

	if (send(p.fd, &hello, sizeof(hello), MSG_NOSIGNAL) != sizeof(hello))
		fail("call");
	poll(&p, 1, GIVE_UP_MS);
	close(p.fd);
	return now_ms() - from;
}

/* What an object's news are told by. */
static int event_of(int object)
{
	struct {
		struct wire_head head;
		struct wire_item item;
	} ask = { { WIRE_EVENT, sizeof(struct wire_item) }, { .kind = WIRE_DESCRIPTOR } };
	char control[CMSG_SPACE(sizeof(int))], answer[64];
	struct iovec iov = { answer, sizeof(answer) };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof(control)
	};
	int at = open_one(), fd;
	struct stat st;

	if (fstat(object, &st))
		fail("object");
	ask.item.dev = st.st_dev;
	ask.item.ino = st.st_ino;
	if (send(at, &ask, sizeof(ask), MSG_NOSIGNAL) != sizeof(ask) || recvmsg(at, &msg, 0) <= 0 ||
	    !CMSG_FIRSTHDR(&msg))
		fail("event");
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(fd));
	close(at);
	return fd;
}

/* Nothing more goes into it, and who tries waits. */
static void event_fill(int fd)
{
	const uint64_t all = UINT64_MAX - 1;
	uint64_t some;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	if (read(fd, &some, sizeof(some)) < 0)
		some = 0;
	while (write(fd, &all, sizeof(all)) == sizeof(all))
		;
	fcntl(fd, F_SETFL, 0);
}

/* Events for the programs at lo, whose answers nobody waits for. */
static int raise_some(int nr)
{
	struct {
		struct wire_head head;
		struct wire_raise raise;
		uint8_t packet[64];
	} event = { { WIRE_RAISE, sizeof(event) - sizeof(struct wire_head) },
		    { .kind = "xdp", .attach_type = BPF_XDP, .ifindex = if_nametoindex("lo") },
		    { 0 } };
	int fd = open_one();

	fcntl(fd, F_SETFL, O_NONBLOCK);
	while (nr-- && send(fd, &event, sizeof(event), MSG_NOSIGNAL) == sizeof(event))
		;
	return fd;
}

/* -- by it ------------------------------------------------------------------------------------------------------------ */

static int attach(const struct bpf_insn *insns, size_t nr)
{
	int prog = bpf_prog_load(BPF_PROG_TYPE_XDP, "rude", "GPL", insns, nr, NULL), link;

	if (prog < 0)
		fail("program");
	link = bpf_link_create(prog, (int)if_nametoindex("lo"), BPF_XDP, NULL);
	if (link < 0)
		fail("link");
	return link;
}

/* What a way leaves open. */
struct left {
	int link, socket;
};

/* An event descriptor that is full, and events for it. */
static struct left full_ring(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "full", 0, 0, PAGE, NULL);
	const struct bpf_insn insns[] = { STORE(-8),
					  MAP(1, map),
					  COPY(2, 10),
					  ADD(2, -8),
					  MOV(3, 8),
					  MOV(4, BPF_RB_FORCE_WAKEUP),
					  CALL(BPF_FUNC_ringbuf_output),
					  MOV(0, 2),
					  EXIT };
	int link = attach(insns, sizeof(insns) / sizeof(insns[0]));

	event_fill(event_of(map));
	return (struct left){ link, raise_some(3) };
}

static struct left full_perf(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_PERF_EVENT_ARRAY, "full", 4, 4, CPUS, NULL);
	const struct bpf_insn insns[] = { STORE(-8),
					  MAP(2, map),
					  INSN(.code = 0xb4, .dst_reg = 3, .imm = -1),
					  COPY(4, 10),
					  ADD(4, -8),
					  MOV(5, 8),
					  CALL(BPF_FUNC_perf_event_output),
					  MOV(0, 2),
					  EXIT };
	struct perf_event_attr attr = { .type = PERF_TYPE_SOFTWARE,
					.config = PERF_COUNT_SW_BPF_OUTPUT,
					.sample_type = PERF_SAMPLE_RAW,
					.size = sizeof(attr) };
	int link = attach(insns, sizeof(insns) / sizeof(insns[0])), fd;

	for (int cpu = 0; cpu < CPUS; cpu++) {
		fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0);
		if (fd < 0 || mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED ||
		    bpf_map_update_elem(map, &cpu, &fd, 0))
			fail("perf event");
		event_fill(event_of(fd));
	}
	return (struct left){ link, raise_some(3) };
}

/* Whoever tells it wakes as many as there may be. */
static void event_watch(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLET };
	int epoll[WATCHES];

	for (int i = 0; i < WATCHES; i++)
		epoll[i] = epoll_create1(0);
	for (int i = 0; i < WATCHES; i++) {
		const int one = dup(fd);

		for (int j = 0; j < WATCHES; j++)
			if (epoll_ctl(epoll[j], EPOLL_CTL_ADD, one, &event))
				fail("watch");
	}
}

/* One run that has news again and again. */
static struct left many_news(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "many", 0, 0, 256 * PAGE, NULL);
	const struct bpf_insn insns[] = { STORE(-8),
					  MOV(6, NEWS),
					  MAP(1, map),
					  COPY(2, 10),
					  ADD(2, -8),
					  MOV(3, 8),
					  MOV(4, BPF_RB_FORCE_WAKEUP),
					  CALL(BPF_FUNC_ringbuf_output),
					  ADD(6, -1),
					  INSN(.code = 0x55, .dst_reg = 6, .off = -9),
					  MOV(0, 2),
					  EXIT };
	int link = attach(insns, sizeof(insns) / sizeof(insns[0]));

	event_watch(event_of(map));
	return (struct left){ link, raise_some(1) };
}

static struct left many_perf(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_PERF_EVENT_ARRAY, "many", 4, 4, 1, NULL), slot = 0, fd;
	const struct bpf_insn insns[] = { STORE(-8),	COPY(7, 1),
					  MOV(6, NEWS), COPY(1, 7),
					  MAP(2, map),	MOV(3, 0),
					  COPY(4, 10),	ADD(4, -8),
					  MOV(5, 8),	CALL(BPF_FUNC_perf_event_output),
					  ADD(6, -1),	INSN(.code = 0x55, .dst_reg = 6, .off = -10),
					  MOV(0, 2),	EXIT };
	struct perf_event_attr attr = { .type = PERF_TYPE_SOFTWARE,
					.config = PERF_COUNT_SW_BPF_OUTPUT,
					.sample_type = PERF_SAMPLE_RAW,
					.size = sizeof(attr) };
	int link = attach(insns, sizeof(insns) / sizeof(insns[0]));

	fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0);
	if (fd < 0 || mmap(NULL, 257 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED ||
	    bpf_map_update_elem(map, &slot, &fd, 0))
		fail("perf event");
	event_watch(event_of(fd));
	return (struct left){ link, raise_some(1) };
}

/* Few instructions that move many bytes: to one element of a map from the other. */
static struct left many_bytes(void)
{
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "bytes", 4, LARGE, 2, NULL);
	const struct bpf_insn insns[] = { MOV(6, COPIES),
					  STORE(-8),
					  MAP(1, map),
					  COPY(2, 10),
					  ADD(2, -8),
					  CALL(BPF_FUNC_map_lookup_elem),
					  INSN(.code = 0x15, .off = 11),
					  COPY(7, 0),
					  INSN(.code = 0x7a, .dst_reg = 10, .off = -8, .imm = 1),
					  MAP(1, map),
					  COPY(2, 10),
					  ADD(2, -8),
					  COPY(3, 7),
					  MOV(4, 0),
					  CALL(BPF_FUNC_map_update_elem),
					  ADD(6, -1),
					  INSN(.code = 0x55, .dst_reg = 6, .off = -9),
					  MOV(0, 2),
					  EXIT };

	return (struct left){ attach(insns, sizeof(insns) / sizeof(insns[0])), raise_some(1) };
}

static const char *object;

static int attach_long(void)
{
	static const struct bpf_insn insns[] = { MOV(1, TURNS), ADD(1, -1), INSN(.code = 0x55, .dst_reg = 1, .off = -2),
						 MOV(0, 2), EXIT };

	return attach(insns, sizeof(insns) / sizeof(insns[0]));
}

/* More to be done at once than there is time for. */
static struct left long_events(void)
{
	int link = attach_long();

	return (struct left){ link, raise_some(200) };
}

/* A connection whose close takes until the other end has read, which it never does. */
static int open_slow(void)
{
	const struct linger linger = { 1, 1000 };
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int listens = socket(AF_INET, SOCK_STREAM, 0), fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	static const char some[PAGE];

	if (listen(listens, 1) || getsockname(listens, (struct sockaddr *)&at, &len) ||
	    (connect(fd, (const struct sockaddr *)&at, sizeof(at)) && errno != EINPROGRESS) ||
	    setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)))
		fail("connection");
	while (send(fd, some, sizeof(some), MSG_NOSIGNAL) > 0)
		;
	return fd;
}

/* The server gets descriptors that only it has, and that take their time to close. */
static struct left slow_closes(void)
{
	const struct {
		struct wire_head head;
		struct wire_sock sock;
	} ask = { { WIRE_SOCK, sizeof(struct wire_sock) }, { .op = WIRE_SOCK_ATTACH } };
	struct iovec iov = { (void *)&ask, sizeof(ask) };
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(SLOW * sizeof(int))];
	} control = { .head = { CMSG_LEN(SLOW * sizeof(int)), SOL_SOCKET, SCM_RIGHTS } };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof(control)
	};
	int link = attach_long(), at = open_one(), fds[SLOW], busy;

	for (int i = 0; i < SLOW; i++)
		fds[i] = open_slow();
	memcpy(CMSG_DATA(&control.head), fds, sizeof(fds));
	/* While it is at something else, they are closed here. */
	busy = raise_some(2);
	if (sendmsg(at, &msg, MSG_NOSIGNAL) != sizeof(ask))
		fail("descriptors");
	for (int i = 0; i < SLOW; i++)
		close(fds[i]);
	close(busy);
	return (struct left){ link, at };
}

/* A timer whose program retires elements without end, when something is to be swept. */
static struct left busy_timer(void)
{
	const struct wire_head sweep = { WIRE_SWEEP, 0 };
	struct bpf_object *o = bpf_object__open_file(object, NULL);
	char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet));
	int fd;

	if (!o || bpf_object__load(o) ||
	    bpf_prog_test_run_opts(bpf_program__fd(bpf_object__find_program_by_name(o, "again")), &run) ||
	    run.retval != 2)
		fail("timer");
	close(bpf_map_create(BPF_MAP_TYPE_ARRAY, "gone", 4, 4, 1, NULL));
	fd = open_one();
	if (send(fd, &sweep, sizeof(sweep), MSG_NOSIGNAL) != sizeof(sweep))
		fail("sweep");
	return (struct left){ -1, fd };
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		struct left (*way)(void);
		double most;
	} ways[] = { { "full ring", full_ring, MOST_MS },     { "full perf", full_perf, MOST_MS },
		     { "many news", many_news, MOST_MS },     { "many perf", many_perf, MOST_MS },
		     { "many bytes", many_bytes, RUN_MS },    { "slow closes", slow_closes, RUN_MS },
		     { "long events", long_events, MOST_MS }, { "busy timer", busy_timer, RUN_MS } };
	bool bad = false;
	double longest;

	if (argc != 2)
		return 2;
	object = argv[1];
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		const struct left left = ways[i].way();

		longest = 0;
		for (int n = 0; n < 20 && longest < GIVE_UP_MS; n++) {
			const double took = wait_of_others();

			longest = took > longest ? took : longest;
		}
		printf("%s: %.1f ms\n", ways[i].name, longest);
		fflush(stdout);
		bad |= longest > ways[i].most;
		if (longest >= GIVE_UP_MS)
			break;
		close(left.socket);
		if (left.link >= 0)
			close(left.link);
	}
	return bad;
}
