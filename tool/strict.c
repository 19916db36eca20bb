/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * strict.c - see strict.h.
 *
 * Overview     strict mode allows no execve(), and only a process itself can enter it. So the command is traced up to its entry point,
 *              makes prctl() there instead of its first instructions, and is let go.
 */
#include "strict.h"

#include <elf.h>
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tool.h"

struct kiln_cbpf_insn *strict_policy(uint32_t *nr)
{
	/* read, write, exit, rt_sigreturn; of x86 sigreturn. The kernel kills the thread. */
	static const struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 0, 5),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 9, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 8, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 60, 7, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 15, 6, 7),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_I386, 0, 6),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 3, 3, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 4, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 119, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_THREAD),
	};
	struct kiln_cbpf_insn *insns = malloc(sizeof(filter));

	*nr = sizeof(filter) / sizeof(filter[0]);
	if (insns)
		memcpy(insns, filter, sizeof(filter));
	return insns;
}

#if defined(__x86_64__)
/* 0: not found, or no program of 64 bits. */
static uint64_t entry_of(pid_t pid)
{
	unsigned char head[EI_CLASS + 1] = { 0 };
	Elf64_auxv_t a = { 0 };
	uint64_t entry = 0;
	char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/exe", (int)pid);
	f = fopen(path, "re");
	if (!f || fread(head, 1, sizeof(head), f) != sizeof(head) || head[EI_CLASS] != ELFCLASS64)
		a.a_type = AT_IGNORE;
	if (f)
		fclose(f);
	if (a.a_type == AT_IGNORE)
		return 0;
	snprintf(path, sizeof(path), "/proc/%d/auxv", (int)pid);
	f = fopen(path, "re");
	while (f && !entry && fread(&a, sizeof(a), 1, f) == 1)
		entry = a.a_type == AT_ENTRY ? a.a_un.a_val : 0;
	if (f)
		fclose(f);
	return entry;
}

/* Goes on until the process stops at a breakpoint. False: it ended, with *status. */
static bool run_to_break(pid_t pid, int *status)
{
	int sig = 0;

	for (;;) {
		if (ptrace(PTRACE_CONT, pid, NULL, (void *)(intptr_t)sig) || waitpid(pid, status, 0) != pid)
			return false;
		if (!WIFSTOPPED(*status))
			return false;
		sig = WSTOPSIG(*status);
		if (sig == SIGTRAP)
			return true;
	}
}

/* Breaks at the entry point, makes the call there, puts everything back. */
static bool mode_enter(pid_t pid, int *status)
{
	uint64_t entry = entry_of(pid);
	struct user_regs_struct regs, now;
	long text;

	errno = 0;
	text = entry ? ptrace(PTRACE_PEEKTEXT, pid, (void *)entry, NULL) : 0;
	if (!entry || errno || ptrace(PTRACE_POKETEXT, pid, (void *)entry, (void *)((text & ~0xffL) | 0xcc)))
		return false;
	if (!run_to_break(pid, status) || ptrace(PTRACE_GETREGS, pid, NULL, &regs) || regs.rip != entry + 1)
		return false;
	regs.rip = entry;
	now = regs;
	now.rax = SYS_prctl;
	now.rdi = PR_SET_SECCOMP;
	now.rsi = SECCOMP_MODE_STRICT;
	/* syscall; int3 */
	if (ptrace(PTRACE_POKETEXT, pid, (void *)entry, (void *)((text & ~0xffffffL) | 0xcc050f)) ||
	    ptrace(PTRACE_SETREGS, pid, NULL, &now) || !run_to_break(pid, status) ||
	    ptrace(PTRACE_GETREGS, pid, NULL, &now) || now.rax)
		return false;
	return !ptrace(PTRACE_POKETEXT, pid, (void *)entry, (void *)text) &&
	       !ptrace(PTRACE_SETREGS, pid, NULL, &regs) && !ptrace(PTRACE_DETACH, pid, NULL, NULL);
}

int strict_run(char **argv)
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		execvp(argv[0], argv);
		complain("%s: %s", argv[0], strerror(errno));
		_exit(errno == ENOENT ? 127 : 126);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		complain("no process: %s", strerror(errno));
		return -1;
	}
	if (WIFSTOPPED(status) && !mode_enter(pid, &status) && WIFSTOPPED(status)) {
		complain("%s: does not come to its entry point as a program of 64 bits", argv[0]);
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return -1;
	}
	while (WIFSTOPPED(status) && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
#else
int strict_run(char **argv)
{
	complain("%s: strict mode is entered on x86-64 only", argv[0]);
	return -1;
}
#endif
