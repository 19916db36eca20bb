/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sock.c - programs as filters of sockets: the server takes the socket, and what it gives instead takes its place.
 *
 * Overview     the kernel is asked first. It knows none of the server's programs, and what it says of all else is right: which is no socket, may
 *              not be changed, or is no descriptor.
 */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int replace(int fd, int with)
{
	const int ret = dup3(with, fd, fcntl(fd, F_GETFD) & FD_CLOEXEC ? O_CLOEXEC : 0), error = errno;

	close(with);
	errno = error;
	return ret < 0 ? -1 : 0;
}

/* prog -1: it is taken away. */
static int change(int fd, int prog)
{
	bool is_fd;
	const long ret = ask_sock(0, fd, prog, &is_fd);

	return is_fd ? replace(fd, (int)ret) : (int)ret;
}

/* The kernel says that it is no program. */
static int attach(int fd, int name, const void *value)
{
	int prog;

	memcpy(&prog, value, sizeof(prog));
	if (!ask_is_object(0, prog)) {
		errno = EINVAL;
		return -1;
	}
	if (name == SO_ATTACH_BPF)
		return change(fd, prog);
	errno = EOPNOTSUPP;
	return -1;
}

/* The kernel says that there is none. */
static int detach(int fd)
{
	const int ret = change(fd, -1);

	if (ret)
		errno = ENOENT;
	return ret;
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	const int ret = NEXT(setsockopt)(fd, level, name, value, len);

	if (level != SOL_SOCKET)
		return ret;
	switch (name) {
	case SO_ATTACH_BPF:
	case SO_ATTACH_REUSEPORT_EBPF:
		return ret && errno == EINVAL && len == sizeof(int) ? attach(fd, name, value) : ret;
	case SO_DETACH_FILTER:
		return ret && errno == ENOENT && ask_is_end(fd) ? detach(fd) : ret;
	case SO_ATTACH_FILTER: /* it takes the program's place */
		return !ret && ask_is_end(fd) && !change(fd, -1) ? NEXT(setsockopt)(fd, level, name, value, len) : ret;
	default:
		return ret;
	}
}
