/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bpf.c - the C library's ways to bpf(2), and what is done with its descriptors that files do not do by themselves.
 */
#include "shim.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

long syscall(long nr, ...)
{
	long a[6];
	bool is_fd;
	va_list ap;

	va_start(ap, nr);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (nr == SYS_bpf && shim_device())
		return device_bpf((unsigned int)a[0], (uint64_t)a[1], (unsigned int)a[2]);
	if (nr == SYS_bpf)
		return ask_bpf(0, (unsigned int)a[0], (uint64_t)a[1], (unsigned int)a[2], &is_fd);
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
