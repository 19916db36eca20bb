/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * inside.c - what is linked to app.c, so that libbpf's bpf(2) is Kiln's: two calls, caught by the linker.
 */
#include <kiln/sys.h>

#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/syscall.h>

long __real_syscall(long nr, ...);
long __wrap_syscall(long nr, ...);
int __real_epoll_ctl(int epfd, int op, int fd, struct epoll_event *event);
int __wrap_epoll_ctl(int epfd, int op, int fd, struct epoll_event *event);

long __wrap_syscall(long nr, ...)
{
	long arg[6];
	va_list ap;

	va_start(ap, nr);
	for (int i = 0; i < 6; i++)
		arg[i] = va_arg(ap, long);
	va_end(ap);
	if (nr == SYS_bpf)
		return kiln_bpf((int)arg[0], (void *)arg[1], (unsigned int)arg[2]);
	return __real_syscall(nr, arg[0], arg[1], arg[2], arg[3], arg[4], arg[5]);
}

/* A ring buffer is waited for by its event. */
int __wrap_epoll_ctl(int epfd, int op, int fd, struct epoll_event *event)
{
	int news = kiln_bpf_event(fd);
	struct epoll_event edge;

	if (news < 0)
		return __real_epoll_ctl(epfd, op, fd, event);
	if (!event)
		return __real_epoll_ctl(epfd, op, news, event);
	edge = *event;
	edge.events |= EPOLLET;
	return __real_epoll_ctl(epfd, op, news, &edge);
}
