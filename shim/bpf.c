/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bpf.c - the C library's ways to bpf(2), and what is done with its descriptors that files do not do by themselves.
 */
#include "shim.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Of this process's own memory, where any of it may not be there. */
static bool memory_read(void *to, uint64_t from, size_t len)
{
	struct iovec here = { to, len }, there = { (void *)(uintptr_t)from, len };

	return process_vm_readv(getpid(), &here, 1, &there, 1, 0) == (ssize_t)len;
}

static bool text_read(char to[4096], uint64_t from)
{
	size_t len;

	for (size_t at = 0; at < 4096; at += len) {
		len = 4096 - (from + at) % 4096; /* the next page may not be there */
		len = len < 4096 - at ? len : 4096 - at;
		if (!memory_read(to + at, from + at, len))
			return false;
		if (memchr(to + at, 0, len))
			return true;
	}
	return false;
}

/* The server is elsewhere: names of pins are told from the root on. */
static long bpf(unsigned int cmd, uint64_t attr, unsigned int size)
{
	enum { OBJ_PIN = 6, OBJ_GET = 7 };
	char name[4096], whole[4096];
	uint64_t copy[32]; /* the name is the first member */
	const int error = errno;
	bool is_fd;

	if ((cmd == OBJ_PIN || cmd == OBJ_GET) && size >= sizeof(copy[0]) && size <= sizeof(copy) &&
	    memory_read(copy, attr, size) && text_read(name, copy[0]) && shim_path_whole(name, whole)) {
		copy[0] = (uintptr_t)whole;
		attr = (uintptr_t)copy;
	}
	errno = error;
	return ask_bpf(0, cmd, attr, size, &is_fd);
}

long syscall(long nr, ...)
{
	long a[6];
	va_list ap;

	va_start(ap, nr);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (nr == SYS_bpf && shim_device())
		return device_bpf((unsigned int)a[0], (uint64_t)a[1], (unsigned int)a[2]);
	if (nr == SYS_bpf)
		return bpf((unsigned int)a[0], (uint64_t)a[1], (unsigned int)a[2]);
	if (nr == SYS_perf_event_open)
		return shim_perf_open(a);
	if (nr == SYS_close)
		return close((int)a[0]);
	if (nr == SYS_close_range)
		return close_range((unsigned int)a[0], (unsigned int)a[1], (int)a[2]);
#ifdef SYS_dup2 /* newer architectures have none */
	if (nr == SYS_dup2)
		return dup2((int)a[0], (int)a[1]);
#endif
	if (nr == SYS_dup3)
		return dup3((int)a[0], (int)a[1], (int)a[2]);
	return NEXT(syscall)(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* A ring buffer is waited for by an event of the server's, which nobody reads: each new one counts. */
int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)
{
	struct epoll_event edge;
	int news, ret;

	if (op != EPOLL_CTL_ADD || !event || !ask_is_object(0, fd))
		return NEXT(epoll_ctl)(epfd, op, fd, event);
	news = ask_event(0, fd);
	if (news < 0) {
		errno = EPERM;
		return -1;
	}
	edge = *event;
	edge.events |= EPOLLET;
	ret = NEXT(epoll_ctl)(epfd, op, news, &edge);
	/* The server has it open, too; so it goes on to be watched without a descriptor here. */
	close(news);
	return ret;
}
