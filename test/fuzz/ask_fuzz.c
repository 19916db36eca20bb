/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ask_fuzz.c - the client's side of `kiln serve`, with a server that says anything, and a command that closes its descriptors in any order:
 * messages are whole, and what they say of descriptors is so at that moment, whatever is kept of them.
 *
 * An input is a row of steps, a byte and what it takes each: questions, closes, descriptors from elsewhere. Answers are taken from it, too.
 * Addresses lie in one piece of memory, or nowhere: what a server may write is the command's own memory, as a kernel may.
 */
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ask.h"
#include "line.h"
#include "rtnl.h"
#include "wire.h"

enum { MEMORY = 8192, FIRST = 100, NR_FDS = 4, STEPS_MAX = 256, ANSWER_MAX = 2048 };

static struct {
	const uint8_t *at;
	size_t len;
	uint8_t *memory; /* the second half is not there */
	bool dead;
	bool others; /* it is asked about descriptors of any process */
	uint8_t answer[ANSWER_MAX];
	size_t answer_len, answer_at;
	int answer_fd;
} in;

static uint64_t take(size_t len)
{
	uint64_t v = 0;

	len = len < in.len ? len : in.len;
	memcpy(&v, in.at, len);
	in.at += len;
	in.len -= len;
	return v;
}

/* Inside, at its edge, or nowhere. */
static uint64_t address(void)
{
	uint64_t v = take(2);

	return v & 0x8000 ? v & 15 : (uintptr_t)in.memory + v % MEMORY;
}

static void fds_close(unsigned int from, unsigned int to)
{
	const bool told = ask_closing(from, to);

	for (unsigned int fd = from; fd <= to; fd++)
		close((int)fd);
	ask_closed(told);
}

/* -- a server, in the place of line.c ----------------------------------------------------------------------------------- */

bool line_open(struct line *l, bool slot)
{
	(void)slot;
	for (int i = 0; i < LINES; i++)
		l->fd[i] = FIRST + NR_FDS + i;
	in.dead = false;
	return true;
}

bool line_is_there(const struct line *l)
{
	return l->fd[LINE_SOCKET] >= 0 && !in.dead;
}

bool line_has(const struct line *l, unsigned int from, unsigned int to)
{
	return l->fd[LINE_SOCKET] >= 0 && from <= FIRST + NR_FDS && to >= FIRST + NR_FDS;
}

void line_close(struct line *l)
{
	for (int i = 0; i < LINES; i++)
		l->fd[i] = -1;
}

static void item_check(const struct wire_item *item)
{
	struct stat st;
	bool open = !fstat((int)item->at, &st);

	MUST(item->kind == WIRE_MEMORY || item->kind == WIRE_DESCRIPTOR);
	if (item->kind == WIRE_MEMORY || in.others)
		return;
	MUST(open == !item->err);
	MUST(!open || (item->ino == st.st_ino && item->dev == st.st_dev));
	MUST(!open || item->flags == (uint32_t)fcntl((int)item->at, F_GETFL));
}

static void message_check(const uint8_t *bytes, size_t len)
{
	struct wire_head head;
	struct wire_item item;
	size_t at = sizeof(head);

	MUST(len >= sizeof(head));
	memcpy(&head, bytes, sizeof(head));
	MUST(head.len == len - sizeof(head));
	at += head.type == WIRE_CALL   ? sizeof(struct wire_call)
	      : head.type == WIRE_PERF ? sizeof(struct wire_perf)
	      : head.type == WIRE_NET  ? sizeof(struct wire_net)
	      : head.type == WIRE_SOCK ? sizeof(struct wire_sock)
				       : 0;
	for (; at < len; at += item.kind == WIRE_MEMORY && !item.err ? item.len : 0) {
		MUST(len - at >= sizeof(item));
		memcpy(&item, bytes + at, sizeof(item));
		at += sizeof(item);
		item_check(&item);
		MUST(item.kind != WIRE_MEMORY || item.err || item.len <= len - at);
	}
}

bool line_send(struct line *l, const uint8_t *from, size_t len, int with)
{
	(void)l;
	(void)with;
	message_check(from, len);
	return !in.dead;
}

static void answer_add(const void *from, size_t len)
{
	len = len < ANSWER_MAX - in.answer_len ? len : ANSWER_MAX - in.answer_len;
	memcpy(in.answer + in.answer_len, from, len);
	in.answer_len += len;
}

/* An object's descriptor, as the server gives it. */
static int object_new(void)
{
	int fd = memfd_create(take(1) & 1 ? "bpf-map" : "bpf-prog", MFD_CLOEXEC), to;

	if (fd < 0)
		return -1;
	to = fcntl(fd, F_DUPFD_CLOEXEC, FIRST + (int)take(1) % NR_FDS);
	close(fd);
	if (to >= FIRST + NR_FDS) { /* no room among those that are looked at */
		close(to);
		return -1;
	}
	return to;
}

static void answer_done(void)
{
	static const int64_t rets[] = { 0, 0, 0, 1, -ENOENT, -ENOSPC, -EPERM, INT64_MIN };
	struct wire_done done = { .ret = rets[take(1) % 8], .has_fd = take(1) & 1 };
	uint8_t bytes[64];

	answer_add(&done, sizeof(done));
	for (uint64_t nr = take(1) % 4; nr; nr--) {
		struct wire_item item = { .kind = WIRE_MEMORY, .at = address(), .len = take(1) % sizeof(bytes) };

		memset(bytes, (int)nr, sizeof(bytes));
		if (take(1) & 128)
			item.len = take(8); /* more than follows */
		answer_add(&item, sizeof(item));
		answer_add(bytes, item.len < sizeof(bytes) ? item.len : sizeof(bytes));
	}
	if (done.has_fd)
		in.answer_fd = object_new();
}

static void answer_need(void)
{
	struct wire_item need = { .kind = WIRE_DESCRIPTOR, .at = take(1) & 1 ? FIRST + take(1) % NR_FDS : take(8) };

	if (take(1) & 1)
		need = (struct wire_item){ .kind = WIRE_MEMORY, .at = address(), .len = take(2) % 4096 };
	if (take(1) == 7)
		need.len = take(8);
	answer_add(&need, sizeof(need));
}

static void answer_make(void)
{
	const uint64_t what = take(1);
	struct wire_head head = { .type = what % 8 == 7 ? (uint32_t)take(1) : what & 1 ? WIRE_NEED : WIRE_DONE };

	in.answer_len = in.answer_at = 0;
	answer_add(&head, sizeof(head));
	if (head.type == WIRE_DONE)
		answer_done();
	else if (head.type == WIRE_NEED)
		answer_need();
	head.len = (uint32_t)(in.answer_len - sizeof(head));
	if (what >= 250)
		head.len = (uint32_t)take(4);
	memcpy(in.answer, &head, sizeof(head));
}

/* All of it, or a little; nothing where the input has ended: the server is gone. */
size_t line_receive(struct line *l, uint8_t *to, size_t cap, int *fd)
{
	size_t some;

	(void)l;
	if (in.answer_at == in.answer_len) {
		if (!in.len)
			return 0;
		answer_make();
	}
	some = in.answer_len - in.answer_at;
	if (take(1) & 1)
		some = 1 + some / 2;
	some = some < cap ? some : cap;
	some = some < in.answer_len - in.answer_at ? some : in.answer_len - in.answer_at;
	memcpy(to, in.answer + in.answer_at, some);
	in.answer_at += some;
	if (in.answer_fd >= 0)
		*fd = in.answer_fd;
	in.answer_fd = -1;
	return some;
}

/* -- a command ---------------------------------------------------------------------------------------------------------- */

static void call(void)
{
	/* Those that the client knows to have descriptors, and others. */
	enum { TASK_FD_QUERY = 20 };
	static const uint8_t likely[] = { 0, 1, 2, 3, 4, 5, 6, 7, 10, 15, 18, TASK_FD_QUERY, 21, 22, 35 };
	uint64_t what = take(1), cmd = what & 1 ? likely[what / 2 % sizeof(likely)] : what / 2, size = take(1),
		 nr = take(1) % 4;
	uint32_t fd = FIRST + (uint32_t)take(1) % NR_FDS;
	uint8_t attr[256] = { 0 };
	bool is_fd;

	memcpy(attr, &fd, sizeof(fd));
	for (; nr; nr--) { /* a word of it: a number, a descriptor, an address */
		uint64_t at = take(1) % 32 * 8, kind = take(1),
			 v = kind & 1	? address()
			     : kind & 2 ? FIRST + take(1) % NR_FDS
					: take(4);

		memcpy(attr + at, &v, sizeof(v));
	}
	memcpy(in.memory + 512, attr, sizeof(attr));
	in.others = cmd == TASK_FD_QUERY;
	ask_bpf(0, (unsigned int)cmd,
		take(1) & 1   ? (uintptr_t)attr
		: take(1) & 7 ? (uintptr_t)in.memory + 512
			      : address(),
		(unsigned int)size, &is_fd);
	in.others = false;
}

static void step(void)
{
	const uint64_t what = take(1);
	int fd = FIRST + (int)(take(1) % NR_FDS), other = FIRST + (int)(take(1) % NR_FDS);
	struct rtnl net = { 0 };
	char text[64];
	bool is_fd, told;

	switch (what % 12) {
	case 0:
		fds_close((unsigned int)fd, (unsigned int)fd);
		break;
	case 1:
		fds_close((unsigned int)(fd < other ? fd : other), (unsigned int)(fd < other ? other : fd));
		break;
	case 2: /* dup2 */
		told = ask_closing((unsigned int)other, (unsigned int)other);
		if (fcntl(fd, F_GETFD) >= 0)
			dup2(fd, other);
		ask_closed(told);
		break;
	case 3: /* one that is no object */
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, fd);
		if (fd >= FIRST + NR_FDS)
			close(fd);
		break;
	case 4:
		in.dead = take(1) & 1;
		fds_close(FIRST + NR_FDS, FIRST + NR_FDS);
		break;
	case 5:
		fd = ask_event(0, fd);
		if (fd >= 0)
			fds_close((unsigned int)fd, (unsigned int)fd);
		break;
	case 6:
		ask_info(fd, text, sizeof(text));
		break;
	case 7:
		net.net.op = WIRE_NET_SET;
		net.net.has_old = take(1) & 1;
		net.prog = fd;
		net.old = other;
		ask_net(0, &net);
		break;
	case 8:
		ask_perf(0, WIRE_PERF_SET, 0, (const int[]){ fd, other }, 2, &is_fd);
		break;
	case 9:
		ask_sock(0, fd, take(1) & 1 ? other : -1, &is_fd);
		break;
	default:
		call();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	if (!in.memory) {
		in.memory = mmap(NULL, MEMORY, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		MUST(in.memory != MAP_FAILED && !munmap(in.memory + MEMORY / 2, MEMORY / 2));
		ask_guard();
	}
	in.at = data;
	in.len = len;
	in.answer_len = in.answer_at = 0;
	in.answer_fd = -1;
	take(1); /* once said something; what was found before begins with it */
	for (int i = 0; i < STEPS_MAX && in.len; i++)
		step();
	if (in.answer_fd >= 0)
		close(in.answer_fd);
	/* The next input finds nothing of this one. */
	fds_close(FIRST, FIRST + NR_FDS);
	return 0;
}
