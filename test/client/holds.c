/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * holds.c - what BPF_TASK_FD_QUERY says of this process's descriptors, of another one's with the same numbers, and of nobody's. The same over
 * the kernel and over Kiln.
 */
#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void query(const char *whose, pid_t pid, int fd)
{
	char name[64] = "";
	__u32 len = sizeof(name), prog = 0, type = 99;
	__u64 offset, addr;
	int err = bpf_task_fd_query(pid, (__u32)fd, 0, name, &len, &prog, &type, &offset, &addr);

	if (err)
		printf("%s: %s\n", whose, strerror(errno));
	else
		printf("%s: type %u, name %s, length %u, %s\n", whose, type, name, len, prog ? "a program" : "none");
}

int main(void)
{
	struct bpf_insn insns[] = { { .code = 0xb7 }, { .code = 0x95 } };
	int prog = bpf_prog_load(BPF_PROG_TYPE_RAW_TRACEPOINT, "holds", "GPL", insns, 2, NULL);
	int fd = bpf_raw_tracepoint_open("sys_enter", prog);
	pid_t child;

	if (fd < 0) {
		perror("it does not attach");
		return 1;
	}
	query("ours", getpid(), fd);
	child = fork();
	if (!child) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		pause();
	}
	dup2(open("/dev/null", O_RDONLY), fd);
	query("ours, of another file", getpid(), fd);
	query("the child's", child, fd);
	query("the child's, of nothing", child, 4000);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	query("a dead one's", child, fd);
	query("nobody's", INT_MAX, fd);
	query("of process 0", 0, fd);
	return 0;
}
