/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * many.c - a client that makes as many perf buffers as it may, then as many maps, and then pins one as often as it may: a server has so much
 * memory for each, and so many descriptors for all.
 *
 *   many [hold]      by `kiln with`
 *
 * Prints what it was told at the limits; hold: it keeps all, and waits for its end.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* MISSED_S: what was closed is missed by then. */
enum { MAX = 5000, GIVEN_BACK = 10, BUFFERS = 20, BUFFER_LEN = (8 << 20) + 4096, MISSED_S = 2 };

static int fds[MAX];

static void buffers(void)
{
	struct perf_event_attr attr = { .type = PERF_TYPE_SOFTWARE,
					.config = PERF_COUNT_SW_BPF_OUTPUT,
					.sample_type = PERF_SAMPLE_RAW,
					.size = sizeof(attr) };
	void *at[BUFFERS], *last = NULL;
	int nr;

	for (nr = 0; nr < BUFFERS && last != MAP_FAILED; nr++) {
		fds[nr] = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0);
		last = at[nr] = mmap(NULL, BUFFER_LEN, PROT_READ | PROT_WRITE, MAP_SHARED, fds[nr], 0);
	}
	printf("buffers: %s\n", last == MAP_FAILED && nr > 1 ? strerror(errno) : "no limit, or none");
	while (nr--) {
		if (at[nr] != MAP_FAILED)
			munmap(at[nr], BUFFER_LEN);
		close(fds[nr]);
	}
	sleep(MISSED_S);
}

int main(int argc, char **argv)
{
	struct rlimit files = { MAX + 100, MAX + 100 };
	int nr, pins = 0;
	char path[64];

	(void)argv;
	getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	setrlimit(RLIMIT_NOFILE, &files);
	buffers();
	for (nr = 0; nr < MAX; nr++) {
		fds[nr] = bpf_map_create(BPF_MAP_TYPE_ARRAY, "many", 4, 4, 1, NULL);
		if (fds[nr] < 0)
			break;
	}
	printf("maps: %s\n", nr < MAX && nr > GIVEN_BACK ? strerror(errno) : "no limit, or none");
	for (int i = 0; i < GIVEN_BACK && nr > GIVEN_BACK; i++)
		close(fds[--nr]);
	sleep(MISSED_S);
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
