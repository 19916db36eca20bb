/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * aside.c - what takes long, while another client makes calls: how long those wait. Test runs, one that would never end, and the loading of a
 * program as long as one may be, which is no good at its end.
 *
 *   aside OBJECT
 *
 * Prints how each ended, and the longest that a call took meanwhile; fails where that is as if they did wait.
 */
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_US = 250000, INSNS = 999990, LOADS = 4 };

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int fail(const char *what)
{
	perror(what);
	return 1;
}

/* In a process of its own, which is another client: a run, that is to take so long that it is ended. */
static pid_t run(int prog, unsigned int repeat, const char *name)
{
	pid_t pid = fork();
	char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = packet, .data_size_in = sizeof(packet), .repeat = repeat);
	double from = now();
	int err;

	if (pid)
		return pid;
	err = bpf_prog_test_run_opts(prog, &opts);
	printf("%s: %s after %.0f s\n", name, err ? strerror(errno) : "ended", (now() - from) / 1e6);
	fflush(stdout);
	_exit(err ? 0 : 1);
}

/* The same: a program is loaded, a few times. */
static pid_t load(void)
{
	pid_t pid = fork();
	struct bpf_insn *insns;
	int err = 0;

	if (pid)
		return pid;
	insns = calloc(INSNS, sizeof(*insns));
	insns[0] = (struct bpf_insn){ .code = 0x85, .imm = BPF_FUNC_get_prandom_u32 };
	for (int i = 1; i < INSNS - 1; i++)
		insns[i] = (struct bpf_insn){ .code = 0x0f }; /* r0 += r0 */
	insns[INSNS - 2].src_reg = 9;			      /* which nothing was put into */
	insns[INSNS - 1].code = 0x95;
	for (int i = 0; i < LOADS; i++)
		err = bpf_prog_load(BPF_PROG_TYPE_XDP, "load", "GPL", insns, INSNS, NULL);
	printf("%d loads: %s\n", LOADS, err < 0 ? strerror(errno) : "it is good");
	fflush(stdout);
	_exit(err < 0 ? 0 : 1);
}

/* Calls until it has ended: the longest, in microseconds; -1: one failed. */
static double calls_until(pid_t pid, int map, unsigned int *nr)
{
	double longest = 0, from, took;
	unsigned int key = 0;
	unsigned long value;
	int status = 1;

	for (*nr = 0; !waitpid(pid, &status, WNOHANG); (*nr)++) {
		from = now();
		if (bpf_map_lookup_elem(map, &key, &value))
			return -1;
		took = now() - from;
		longest = took > longest ? took : longest;
		usleep(500);
	}
	return status ? -1 : longest;
}

int main(int argc, char **argv)
{
	struct bpf_insn brief[] = { { .code = 0xb7, .imm = 2 }, { .code = 0x95 } };
	struct bpf_object *o = argc > 1 ? bpf_object__open_file(argv[1], NULL) : NULL;
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "aside", 4, 8, 1, NULL), progs[2];
	double longest, most = 0;
	unsigned int nr = 0, all = 0;

	if (!o || map < 0 || bpf_object__load(o))
		return fail("it does not load");
	progs[0] = bpf_prog_load(BPF_PROG_TYPE_XDP, "brief", "GPL", brief, 2, NULL);
	progs[1] = bpf_program__fd(bpf_object__next_program(o, NULL));
	for (int i = 0; i < 3; i++, all += nr) {
		longest = calls_until(i == 2 ? load() : run(progs[i], i ? 1 : ~0u, i ? "one run" : "many runs"), map,
				      &nr);
		if (longest < 0)
			return fail("it goes wrong");
		most = longest > most ? longest : most;
	}
	fprintf(stderr, "%u calls meanwhile, the longest %.0f us\n", all, most);
	printf("%s\n", most < MAX_US ? "calls are answered meanwhile" : "calls wait for it");
	return most < MAX_US ? 0 : 1;
}
