/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * attach.c - attaches a pinned program to an interface, by a link that it pins.
 *
 *   attach PROGRAM ATTACH-TYPE INTERFACE LINK
 *   attach PROGRAM ATTACH-TYPE INTERFACE         a process whose number is printed holds the link, and has no connection to a server
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int hold(void)
{
	const pid_t child = fork();

	if (child) {
		printf("%d\n", child);
		return child < 0;
	}
	close_range(500, ~0u, 0);
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	for (;;)
		pause();
}

int main(int argc, char **argv)
{
	int prog, link;

	if (argc < 4 || argc > 5)
		return 2;
	prog = bpf_obj_get(argv[1]);
	link = prog < 0
		       ? prog
		       : bpf_link_create(prog, (int)if_nametoindex(argv[3]), (enum bpf_attach_type)atoi(argv[2]), NULL);
	if (link >= 0 && argc == 4)
		return hold();
	if (link >= 0 && !bpf_obj_pin(link, argv[4]))
		return 0;
	fprintf(stderr, "attach: %s\n", strerror(errno));
	return 1;
}
