/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * named.c - a program that is linked statically: how it is called, whether bpf(2) is Kiln's, and what becomes of it.
 *
 *   named          ends with 7
 *   named wait     waits for SIGTERM, and ends with 8
 *   named die      by SIGKILL
 */
#include <errno.h>
#include <linux/bpf.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static volatile sig_atomic_t told;

static void tell(int sig)
{
	told = sig;
}

int main(int argc, char **argv)
{
	union bpf_attr attr;
	long map;

	memset(&attr, 0, sizeof(attr));
	attr.map_type = BPF_MAP_TYPE_ARRAY;
	attr.key_size = attr.value_size = 4;
	attr.max_entries = 1;
	signal(SIGTERM, tell);
	map = syscall(SYS_bpf, BPF_MAP_CREATE, &attr, sizeof(attr));
	printf("%s, %d words, a map: %s\n", argv[0], argc, map < 0 ? strerror(errno) : "fine");
	fflush(stdout);
	if (argc > 1 && !strcmp(argv[1], "die"))
		raise(SIGKILL);
	while (argc > 1 && !strcmp(argv[1], "wait") && told != SIGTERM)
		usleep(10000);
	return told == SIGTERM ? 8 : 7;
}
