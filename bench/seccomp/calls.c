// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * calls.c - what a system call with a path argument costs.
 *
 *	calls loop COUNT	makes access() calls, prints nanoseconds a call
 *	calls bare COUNT	the same under a supervisor that lets every access() go on and looks at nothing
 *
 * All on the CPU that it is started on (taskset).
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void loop(long count)
{
	struct timespec from, to;

	for (long i = 0; i < count / 10; i++)
		syscall(SYS_access, "/tmp/of-no-such-name", F_OK);
	clock_gettime(CLOCK_MONOTONIC, &from);
	for (long i = 0; i < count; i++)
		syscall(SYS_access, "/tmp/of-no-such-name", F_OK);
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("%.0f\n",
	       ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / (double)count);
	fflush(stdout);
}

static void answer(int listener)
{
	struct seccomp_notif req;
	struct seccomp_notif_resp resp;

	for (;;) {
		memset(&req, 0, sizeof(req));
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &req) < 0)
			continue;
		resp = (struct seccomp_notif_resp){ .id = req.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &resp);
	}
}

static int bare(long count)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_access, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog prog = { 4, filter };
	volatile int *meet = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid, reaper = getpid();
	int listener;

	meet[0] = -1;
	pid = fork();
	if (!pid) {
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
		meet[0] = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
				       SECCOMP_FILTER_FLAG_NEW_LISTENER | (1UL << 5) /* WAIT_KILLABLE_RECV */, &prog);
		while (!meet[1])
			usleep(100);
		loop(count);
		_exit(0);
	}
	while (meet[0] == -1)
		usleep(100);
	listener = (int)syscall(SYS_pidfd_getfd, (int)syscall(SYS_pidfd_open, pid, 0), meet[0], 0);
	if (listener < 0)
		return 1;
	ioctl(listener, SECCOMP_IOW(4, __u64) /* NOTIF_SET_FLAGS */, 1UL /* SYNC_WAKE_UP */);
	meet[1] = 1;
	if (!fork()) {
		prctl(PR_SET_PDEATHSIG, 9);
		if (getppid() != reaper)
			_exit(0);
		answer(listener);
	}
	waitpid(pid, NULL, 0);
	return 0;
}

int main(int argc, char **argv)
{
	long count = argc > 2 ? atol(argv[2]) : 100000;

	if (argc > 1 && !strcmp(argv[1], "bare"))
		return bare(count);
	loop(count);
	return 0;
}
