/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tracer.c - a command whose system calls are events for programs that are attached in the server of `kiln serve`.
 *
 * Overview     the command, and all that it starts, stops at each system call and at its end (ptrace), the server is told, and runs what
 *              is attached there; then it goes on. So a program sees the memory that the call is about. Nothing is changed by it.
 * Cost         two stops a call, and a message each.
 */
#include "ask.h"

#include <errno.h>
#include <kiln/serve.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

/* What is told of a thread with each of its calls; kept, for asking costs more than telling. */
struct traced {
	struct traced *next;
	struct wire_trace call;
	bool known; /* who it is has been looked up since its last exec */
};

struct tracer {
	struct traced *threads;
};

static struct traced *thread_of(struct tracer *t, pid_t tid)
{
	struct traced *n;

	for (n = t->threads; n; n = n->next)
		if (n->call.tid == tid)
			return n;
	n = calloc(1, sizeof(*n));
	if (!n)
		return NULL;
	n->call.tid = tid;
	n->next = t->threads;
	t->threads = n;
	return n;
}

static void thread_forget(struct tracer *t, pid_t tid)
{
	for (struct traced **at = &t->threads, *n; (n = *at); at = &n->next)
		if (n->call.tid == tid) {
			*at = n->next;
			free(n);
			return;
		}
}

static void thread_look(struct traced *n)
{
	char path[48], line[64];
	unsigned int uid, gid;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", n->call.tid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "Tgid: %d", &n->call.pid) == 1)
			continue;
		if (sscanf(line, "Uid: %u", &uid) == 1)
			n->call.uid = uid;
		else if (sscanf(line, "Gid: %u", &gid) == 1)
			n->call.gid = gid;
		else if (!strncmp(line, "Name:\t", 6))
			snprintf(n->call.comm, sizeof(n->call.comm), "%.15s", line + 6);
	}
	n->call.comm[strcspn(n->call.comm, "\n")] = 0;
	if (f)
		fclose(f);
	n->known = true;
}

static void call_tell(struct traced *n)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, n->call.tid, sizeof(info), &info) < 0)
		return;
	if (!n->known)
		thread_look(n);
	n->call.ip = info.instruction_pointer;
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
		n->call.nr = (uint32_t)info.entry.nr;
		n->call.leaves = 0;
		for (int i = 0; i < 6; i++)
			n->call.args[i] = info.entry.args[i];
	} else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
		n->call.leaves = 1;
		memset(n->call.args, 0, sizeof(n->call.args));
		n->call.args[0] = (uint64_t)info.exit.rval;
	} else {
		return;
	}
	ask_trace(&n->call);
}

/* The signal that it is to get. */
static int stop_act(struct tracer *t, pid_t tid, int status)
{
	struct traced *n = thread_of(t, tid);
	int sig = WSTOPSIG(status);

	if (status >> 16) {
		if (n && status >> 16 == PTRACE_EVENT_EXEC)
			n->known = false;
		return 0;
	}
	if (sig == (SIGTRAP | 0x80)) {
		if (n)
			call_tell(n);
		return 0;
	}
	if (n && !n->known && sig == SIGSTOP) { /* how a new one begins */
		thread_look(n);
		return 0;
	}
	return sig;
}

static int trace_all(struct tracer *t, pid_t child, int *result)
{
	int status, sig;
	pid_t tid;

	while ((tid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
		if (tid <= 0)
			continue;
		if (WIFSTOPPED(status)) {
			sig = stop_act(t, tid, status);
			ptrace(PTRACE_SYSCALL, tid, 0, (void *)(intptr_t)sig);
			continue;
		}
		thread_forget(t, tid);
		if (tid == child)
			*result = status;
	}
	return 0;
}

int kiln_serve_trace(const char *path, char *const *argv, int *result)
{
	const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
			     PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
	struct tracer t = { 0 };
	pid_t child = fork();
	int status, err;

	if (child < 0)
		return errno;
	if (!child) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0) || raise(SIGSTOP))
			_exit(127);
		execv(path, argv);
		_exit(127);
	}
	*result = 0;
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, child, 0, (void *)options) || ptrace(PTRACE_SYSCALL, child, 0, 0)) {
		err = errno ? errno : EPERM;
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		return err;
	}
	err = trace_all(&t, child, result);
	while (t.threads)
		thread_forget(&t, t.threads->call.tid);
	return err;
}
