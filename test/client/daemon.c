/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * daemon.c - a process whose maker has ended: what it may still do is written into the file that argv[1] names. Linked statically.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static void row(FILE *f, const char *what, long ret)
{
	fprintf(f, "%s: %s\n", what, ret < 0 ? strerror(errno) : "fine");
}

int main(int argc, char **argv)
{
	union bpf_attr map = { .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1 };
	struct epoll_event event = { .events = EPOLLIN };
	int pair[2], none = open("/dev/null", O_RDWR);
	FILE *f;

	if (argc < 2)
		return 2;
	if (fork())
		return 7;
	setsid();
	for (int i = 0; i < 3; i++)
		dup2(none, i);
	sleep(1);
	f = fopen(argv[1], "w");
	if (!f || socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return 1;
	row(f, "send", send(pair[0], "x", 1, 0));
	row(f, "epoll_ctl", epoll_ctl(epoll_create1(0), EPOLL_CTL_ADD, pair[1], &event));
	row(f, "bpf", syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof(map)));
	return fclose(f) != 0;
}
