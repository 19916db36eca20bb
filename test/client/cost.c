/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cost.c - what calls of bpf(2) cost, over whatever answers them: microseconds, the least of several rounds. And beside them what it takes to
 * wake another process that does nothing but wake this one, by pipes: no server can answer faster.
 */
#include <bpf/bpf.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 9, CALLS = 2000, LOADS = 100 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int map;

static int lookup(void)
{
	__u32 key = 1;
	__u64 value;

	return bpf_map_lookup_elem(map, &key, &value);
}

static int update(void)
{
	__u32 key = 1;
	__u64 value = 2;

	return bpf_map_update_elem(map, &key, &value, 0);
}

static int load(void)
{
	struct bpf_insn insns[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	int fd = bpf_prog_load(BPF_PROG_TYPE_XDP, "x", "GPL", insns, 2, NULL);

	return fd < 0 ? fd : close(fd);
}

static int there[2], back[2];

static int bare(void)
{
	char byte = 0;

	return write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1;
}

static void bare_other(void)
{
	char byte;

	if (pipe(there) || pipe(back) || fork())
		return;
	close(there[1]);
	while (read(there[0], &byte, 1) == 1 && write(back[1], &byte, 1) == 1)
		;
	_exit(0);
}

static void measure(const char *name, int (*call)(void), int nr)
{
	double best = 1e9;

	for (int i = 0; i < ROUNDS; i++) {
		double from = now(), each;

		for (int n = 0; n < nr; n++)
			if (call()) {
				perror(name);
				return;
			}
		each = (now() - from) / nr;
		best = each < best ? each : best;
	}
	printf("%-8s %8.2f us\n", name, best);
}

int main(void)
{
	bare_other();
	map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "cost", 4, 8, 4, NULL);
	measure("lookup", lookup, CALLS);
	measure("update", update, CALLS);
	measure("load", load, LOADS);
	measure("bare", bare, CALLS);
	return 0;
}
