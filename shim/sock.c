/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * sock.c - programs as filters of sockets: refused, for the kernel delivers to a socket what it is to see, and knows nothing of these programs.
 */
#include "shim.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* Classic filters are the kernel's own to run, and go on. */
int setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	int prog;

	if (level == SOL_SOCKET && (name == SO_ATTACH_BPF || name == SO_ATTACH_REUSEPORT_EBPF) && value &&
	    len == sizeof(prog)) {
		memcpy(&prog, value, sizeof(prog));
		if (ask_is_object(0, prog)) {
			errno = EOPNOTSUPP;
			return -1;
		}
	}
	return NEXT(setsockopt)(fd, level, name, value, len);
}
