/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * churn.c - many clients at once that make, use and leave objects, and are killed at any time: nothing may be left of them.
 *
 *   churn CLIENTS SECONDS
 *
 * Run over `kiln with`. Prints how many programs and maps there are at the end, how many calls were made, and what memory the server has
 * after a quarter of the time, and at the end: it may not grow by more than 4 MB.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile unsigned long *calls;

static void one_turn(void)
{
	struct bpf_insn insns[] = {
		{ .code = 0x18, .dst_reg = 1, .src_reg = 1 }, { 0 }, { .code = 0xb7, .imm = 2 }, { .code = 0x95 }
	};
	static char packet[64];
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet));
	LIBBPF_OPTS(bpf_map_create_opts, flags, .map_flags = BPF_F_MMAPABLE);
	__u32 key = (__u32)rand() % 8;
	__u64 value = key, got = 0;
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "churn", 4, 8, 8, &flags), prog;
	void *at;

	insns[0].imm = map;
	prog = bpf_prog_load(BPF_PROG_TYPE_XDP, "churn", "GPL", insns, 4, NULL);
	if (map < 0 || prog < 0 || bpf_map_update_elem(map, &key, &value, 0) || bpf_map_lookup_elem(map, &key, &got) ||
	    got != value || bpf_prog_test_run_opts(prog, &run) || run.retval != 2) {
		fprintf(stderr, "a call failed: map %d, program %d, value %llu\n", map, prog, (unsigned long long)got);
		_exit(1);
	}
	at = mmap(NULL, 4096, PROT_READ, MAP_SHARED, map, 0);
	if (at == MAP_FAILED || ((__u64 *)at)[key] != value)
		_exit(1);
	munmap(at, 4096);
	close(map);
	close(prog);
	__atomic_add_fetch(calls, 5, __ATOMIC_RELAXED);
}

static pid_t client(int seed)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	srand((unsigned int)seed);
	for (;;)
		one_turn();
}

static unsigned int count(int (*next)(__u32 id, __u32 *next_id))
{
	unsigned int nr = 0;

	for (__u32 id = 0; !next(id, &id);)
		nr++;
	return nr;
}

/* Of the server, in kB, from /proc; -1: it cannot be told. */
static long server_memory(void)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct ucred who = { 0 };
	socklen_t len = sizeof(who);
	const char *state = getenv("KILN_STATE");
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char path[64], line[128];
	long kb = -1;
	FILE *f;

	snprintf(to.sun_path, sizeof(to.sun_path), "%s/socket", state ? state : "");
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) || getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len))
		who.pid = 0;
	close(fd);
	snprintf(path, sizeof(path), "/proc/%d/status", who.pid);
	f = who.pid ? fopen(path, "r") : NULL;
	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, "VmRSS:", 6))
			kb = strtol(line + 6, NULL, 10);
	if (f)
		fclose(f);
	return kb;
}

int main(int argc, char **argv)
{
	int nr = argc > 1 ? atoi(argv[1]) : 16, seconds = argc > 2 ? atoi(argv[2]) : 2, status, failed = 0, killed = 0,
	    grown;
	long before = -1, after;
	struct timespec tick = { .tv_nsec = 5000000 };
	pid_t *pids = calloc((size_t)nr, sizeof(*pids));
	time_t until = time(NULL) + seconds;
	const time_t warm = until - seconds * 3 / 4;

	calls = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!pids || calls == MAP_FAILED)
		return 1;
	for (int i = 0; i < nr; i++)
		pids[i] = client(i);
	for (int seed = nr; time(NULL) < until; seed++) {
		int i = rand() % nr;

		nanosleep(&tick, NULL);
		if (before < 0 && time(NULL) >= warm)
			before = server_memory();
		kill(pids[i], SIGKILL);
		waitpid(pids[i], &status, 0);
		failed += WIFEXITED(status);
		killed++;
		pids[i] = client(seed);
	}
	for (int i = 0; i < nr; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], &status, 0);
		failed += WIFEXITED(status);
	}
	/* A descriptor on its way to one that was killed goes when the server hears of that. */
	for (int i = 0; i < 400 && (count(bpf_prog_get_next_id) || count(bpf_map_get_next_id)); i++)
		nanosleep(&tick, NULL);
	printf("%u programs, %u maps left, %d of %d clients failed\n", count(bpf_prog_get_next_id),
	       count(bpf_map_get_next_id), failed, killed + nr);
	after = server_memory();
	grown = before < 0 || after < 0 || after > before + 4096;
	printf("memory of the server: %ld kB, then %ld kB%s\n", before, after, grown ? ": it grows" : "");
	printf("%lu calls, %d clients killed\n", *calls, killed);
	return failed > 0 || grown;
}
