/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * many.c - a client that makes as many maps as it may, and then pins one as often as it may: a server has so many descriptors for all.
 *
 *   many [hold]      by `kiln with`
 *
 * Prints what it was told at the limits, and fails where there was none; hold: it keeps all, and waits for its end.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MAX = 5000, GIVEN_BACK = 10 };

int main(int argc, char **argv)
{
	static int fds[MAX];
	struct rlimit files = { MAX + 100, MAX + 100 };
	int nr, pins = 0;
	char path[64];

	(void)argv;
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	for (nr = 0; nr < MAX; nr++) {
		fds[nr] = bpf_map_create(BPF_MAP_TYPE_ARRAY, "many", 4, 4, 1, NULL);
		if (fds[nr] < 0)
			break;
	}
	printf("maps: %s\n", nr < MAX && nr > GIVEN_BACK ? strerror(errno) : "no limit, or none");
	for (int i = 0; i < GIVEN_BACK && nr > GIVEN_BACK; i++)
		close(fds[--nr]);
	sleep(2); /* they are missed by then */
	for (; pins < MAX; pins++) {
		snprintf(path, sizeof(path), "/sys/fs/bpf/many%d", pins);
		if (bpf_obj_pin(fds[0], path))
			break;
	}
	printf("pins: %s\n", pins && pins < MAX ? strerror(errno) : "no limit, or none");
	fflush(stdout);
	while (argc > 1)
		pause();
	while (pins--) {
		snprintf(path, sizeof(path), "/sys/fs/bpf/many%d", pins);
		unlink(path);
	}
	return 0;
}
