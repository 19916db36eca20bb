/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tracer.c - a command whose system calls are events for programs that are attached in the server of `kiln serve`.
 *
 * Overview     the command, and all that it starts, stops at each system call and at its end (ptrace), the server is told, and runs what
 *              is attached there; then it goes on. So a program sees the memory that the call is about. Nothing is changed by it.
 * Probes       a process's memory is looked through for what is to be stopped at (probe.c) when it begins, when it maps code, and at its
 *              next call when there are other probes.
 * Cost         two stops a call, and a message each.
 */
#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/serve.h>
#include <linux/kcmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"

/* What is told of a thread with each of its calls; kept, for asking costs more than telling. */
struct traced {
	struct traced *next;
	struct wire_trace call;
	bool known;	  /* who it is has been looked up since its last exec */
	bool maps;	  /* the call at work maps something */
	uint64_t sent[3]; /* arguments of a call that sends a signal */
	char file[256];	  /* what it is about to execute */
	pid_t maker;	  /* the process of who made it; 0: not told yet */
	bool held;	  /* it has begun before that was told, and stands still until then */
	struct space *space;
	struct frames *frames;
};

struct tracer {
	struct traced *threads;
	struct probes *probes;
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
			frames_free(n->frames);
			space_leave(n->space);
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

/* -- events that are no calls -------------------------------------------------------------------------------------------- */

enum { TEXT_AT = 64, COMM_LEN = 16, PRIO = 120 };

/* Behind the record; __data_loc says where, and how long. */
static uint32_t text_put(struct wire_point *p, const char *text, uint32_t at)
{
	const uint32_t len = (uint32_t)strlen(text) + 1;

	memcpy(p->record + at, text, len);
	if (p->len < at + len)
		p->len = at + len;
	return len << 16 | at;
}

static struct wire_point point_of(const struct traced *n, uint32_t number)
{
	return (struct wire_point){ .who = n->call, .number = number };
}

static void point_put(struct wire_point *p, uint32_t at, uint32_t v)
{
	memcpy(p->record + at, &v, sizeof(v));
	if (p->len < at + sizeof(v))
		p->len = at + (uint32_t)sizeof(v);
}

static void comm_of(pid_t pid, char comm[COMM_LEN])
{
	char path[48];
	FILE *f;

	memset(comm, 0, COMM_LEN);
	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	f = fopen(path, "re");
	if (f && fgets(comm, COMM_LEN, f))
		comm[strcspn(comm, "\n")] = 0;
	if (f)
		fclose(f);
}

static unsigned long event_number(pid_t tid)
{
	unsigned long v = 0;

	ptrace(PTRACE_GETEVENTMSG, tid, 0, &v);
	return v;
}

static void fork_tell(const struct traced *n)
{
	struct wire_point p = point_of(n, WIRE_POINT_FORK);

	point_put(&p, 8, text_put(&p, n->call.comm, TEXT_AT));
	point_put(&p, 12, (uint32_t)n->call.tid);
	point_put(&p, 16, text_put(&p, n->call.comm, TEXT_AT + COMM_LEN));
	point_put(&p, 20, (uint32_t)event_number(n->call.tid));
	ask_point(&p);
}

static void exec_tell(const struct traced *n)
{
	struct wire_point p = point_of(n, WIRE_POINT_EXEC);

	point_put(&p, 8, text_put(&p, n->file, TEXT_AT));
	point_put(&p, 12, (uint32_t)n->call.tid);
	point_put(&p, 16, (uint32_t)event_number(n->call.tid));
	ask_point(&p);
}

static void exit_tell(const struct tracer *t, const struct traced *n)
{
	struct wire_point p = point_of(n, WIRE_POINT_EXIT);
	uint32_t nr = 0;

	for (const struct traced *o = t->threads; o; o = o->next)
		nr += o->call.pid == n->call.pid;
	memcpy(p.record + 8, n->call.comm, COMM_LEN);
	point_put(&p, 24, (uint32_t)n->call.tid);
	point_put(&p, 28, PRIO);
	point_put(&p, 32, nr == 1); /* the last thread of its process */
	ask_point(&p);
}

static void deliver_tell(const struct traced *n, int sig)
{
	struct wire_point p = point_of(n, WIRE_POINT_DELIVER);
	siginfo_t info = { 0 };

	ptrace(PTRACE_GETSIGINFO, n->call.tid, 0, &info);
	point_put(&p, 8, (uint32_t)sig);
	point_put(&p, 12, (uint32_t)info.si_errno);
	point_put(&p, 16, (uint32_t)info.si_code);
	p.len = 40; /* its handler is not known */
	ask_point(&p);
}

/* Calls that send a signal: which arguments tell whom, and which one. */
static const struct {
	uint32_t nr;
	uint8_t to, sig, group;
	int code;
} senders[] = {
	{ SYS_kill, 0, 1, 1, SI_USER },
	{ SYS_tkill, 0, 1, 0, SI_TKILL },
	{ SYS_tgkill, 1, 2, 0, SI_TKILL },
};

/* What arrives is told, as far as the call says: none where it failed, or only asked whether there is somebody. */
static void generate_tell(const struct traced *n, int64_t result)
{
	struct wire_point p = point_of(n, WIRE_POINT_GENERATE);
	pid_t to;

	for (size_t i = 0; i < sizeof(senders) / sizeof(senders[0]); i++) {
		to = (pid_t)n->sent[senders[i].to];
		if (senders[i].nr != n->call.nr || result || to <= 0 || !n->sent[senders[i].sig])
			continue;
		point_put(&p, 8, (uint32_t)n->sent[senders[i].sig]);
		point_put(&p, 16, (uint32_t)senders[i].code);
		comm_of(to, (char *)p.record + 20);
		point_put(&p, 36, (uint32_t)to);
		point_put(&p, 40, senders[i].group);
		point_put(&p, 44, 0);
		ask_point(&p);
	}
}

/* What is gone when the call has done its work. */
static void call_note(struct traced *n)
{
	const struct iovec here = { n->file, sizeof(n->file) - 1 };
	struct iovec there = { (void *)(uintptr_t)n->call.args[n->call.nr == SYS_execveat], 0 };

	memcpy(n->sent, n->call.args, sizeof(n->sent));
	if (n->call.nr != SYS_execve && n->call.nr != SYS_execveat)
		return;
	memset(n->file, 0, sizeof(n->file));
	there.iov_len = 4096 - (uintptr_t)there.iov_base % 4096; /* the next page may not be there */
	if (there.iov_len < here.iov_len)
		process_vm_readv(n->call.pid, &here, 1, &there, 1, 0);
	there.iov_len = here.iov_len;
	process_vm_readv(n->call.pid, &here, 1, &there, 1, 0);
	n->file[sizeof(n->file) - 1] = 0;
}

/* -- its memory --------------------------------------------------------------------------------------------------------- */

static struct traced *process_of(const struct tracer *t, pid_t pid)
{
	struct traced *n;

	for (n = t->threads; n && (n->call.pid != pid || !n->space); n = n->next)
		;
	return n;
}

/*
 * Of a thread that has just begun: its process's; its maker's, where they share it (vfork); or a copy of that. Its parent need not be its
 * maker (CLONE_PARENT).
 */
static void space_begin(const struct tracer *t, struct traced *n)
{
	const struct traced *other = process_of(t, n->call.pid);
	const struct traced *maker = other ? NULL : process_of(t, n->maker);

	if (n->space)
		return;
	if (other || (maker && !syscall(SYS_kcmp, n->call.pid, n->maker, KCMP_VM, 0, 0))) {
		n->space = space_share((other ? other : maker)->space);
		return;
	}
	n->space = space_new(n->call.pid, maker ? maker->space : NULL);
	if (n->space)
		space_look(n->space, t->probes); /* it may make no call before it comes to one */
}

static void thread_begin(const struct tracer *t, struct traced *n)
{
	thread_look(n);
	space_begin(t, n);
}

static void thread_go_on(const struct tracer *t, struct traced *n)
{
	n->held = false;
	thread_begin(t, n);
	ptrace(PTRACE_SYSCALL, n->call.tid, 0, 0);
}

/* By another, which stands still, and so has in its memory what the copy has. */
static void thread_made(struct tracer *t, const struct traced *maker)
{
	struct traced *n = thread_of(t, (pid_t)event_number(maker->call.tid));

	if (!n)
		return;
	n->maker = maker->call.pid;
	if (n->held)
		thread_go_on(t, n);
}

/* Who has ended may have been about to say that it made one of those that wait for that. */
static void held_go_on(const struct tracer *t)
{
	for (struct traced *n = t->threads; n; n = n->next)
		if (n->held)
			thread_go_on(t, n);
}

/* It executes another file, in memory of its own. */
static void space_exec(const struct tracer *t, struct traced *n)
{
	frames_free(n->frames);
	n->frames = NULL;
	space_leave(n->space);
	n->space = space_new(n->call.pid, NULL);
	if (n->space)
		space_look(n->space, t->probes);
}

/* What was told of a call is answered with the number of the list of probes. */
static void probes_see(const struct tracer *t, struct traced *n, long number)
{
	const bool leaves = n->call.leaves, mapped = leaves && n->maps && probes_any(t->probes);

	if (number >= 0 && !probes_are(t->probes, (uint32_t)number))
		probes_fetch(t->probes, (uint32_t)number);
	if (n->space && number >= 0 && (mapped || space_number(n->space) != (uint32_t)number))
		space_look(n->space, t->probes);
	n->maps = !leaves && (n->call.nr == SYS_mmap || n->call.nr == SYS_mprotect);
}

/* -- its calls ------------------------------------------------------------------------------------------------------- */

static void call_tell(const struct tracer *t, struct traced *n)
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
		call_note(n);
	} else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
		n->call.leaves = 1;
		memset(n->call.args, 0, sizeof(n->call.args));
		n->call.args[0] = (uint64_t)info.exit.rval;
	} else {
		return;
	}
	probes_see(t, n, ask_trace(&n->call));
	if (n->call.leaves)
		generate_tell(n, info.exit.rval);
}

static void event_act(struct tracer *t, struct traced *n, int event)
{
	unsigned long former;

	switch (event) {
	case PTRACE_EVENT_EXEC: /* a thread that is not the first takes that one's number */
		if (!ptrace(PTRACE_GETEVENTMSG, n->call.tid, NULL, &former) && (pid_t)former != n->call.tid)
			thread_forget(t, (pid_t)former);
		thread_look(n);
		space_exec(t, n);
		exec_tell(n);
		break;
	case PTRACE_EVENT_FORK:
	case PTRACE_EVENT_VFORK:
	case PTRACE_EVENT_CLONE:
		thread_made(t, n);
		fork_tell(n);
		break;
	case PTRACE_EVENT_EXIT:
		exit_tell(t, n);
		break;
	}
}

/* The signal that it is to get. *status: how it stopped, or ended meanwhile. */
static int stop_act(struct tracer *t, pid_t tid, int *status)
{
	struct traced *n = thread_of(t, tid);
	int sig = WSTOPSIG(*status), event = *status >> 16, other;

	if (!n)
		return event || sig == (SIGTRAP | 0x80) ? 0 : sig;
	if (event == PTRACE_EVENT_STOP && !n->known) { /* how a new one begins */
		n->held = !n->maker;
		if (!n->held)
			thread_begin(t, n);
		return 0;
	}
	if (event) {
		event_act(t, n, event);
		return 0;
	}
	if (sig == (SIGTRAP | 0x80)) {
		call_tell(t, n);
		return 0;
	}
	if (sig != SIGTRAP || !probe_hit(n->space, &n->frames, &n->call, &other)) {
		deliver_tell(n, sig);
		return sig;
	}
	if (!other)
		return 0;
	*status = other;
	return WIFSTOPPED(other) ? stop_act(t, tid, status) : 0;
}

static bool is_held(const struct tracer *t, pid_t tid)
{
	const struct traced *n;

	for (n = t->threads; n && n->call.tid != tid; n = n->next)
		;
	return n && n->held;
}

/* Its process stands still, by a signal that it has got, until another one lets it go on. */
static bool is_stopped(int status)
{
	return status >> 16 == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP;
}

static void go_on(pid_t tid, int status, int sig)
{
	if (is_stopped(status))
		ptrace(PTRACE_LISTEN, tid, 0, 0);
	else
		ptrace(PTRACE_SYSCALL, tid, 0, (void *)(intptr_t)sig);
}

static int trace_all(struct tracer *t, pid_t child, int *result)
{
	int status, sig;
	pid_t tid;

	while ((tid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
		if (tid <= 0)
			continue;
		sig = WIFSTOPPED(status) ? stop_act(t, tid, &status) : 0;
		if (WIFSTOPPED(status)) {
			if (!is_held(t, tid))
				go_on(tid, status, sig);
			continue;
		}
		thread_forget(t, tid);
		held_go_on(t);
		if (tid == child)
			*result = status;
	}
	return 0;
}

/* In the child: when it is traced it becomes the command. */
static void command_begin(int from, const char *path, char *const *argv)
{
	char word;

	if (read(from, &word, 1) == 1)
		execv(path, argv);
	_exit(127);
}

/* The child waits to be told; so it is stopped in the middle of that. */
static bool command_take(int to, pid_t child)
{
	const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
			     PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL;
	int status;

	return !ptrace(PTRACE_SEIZE, child, 0, (void *)options) && !ptrace(PTRACE_INTERRUPT, child, 0, 0) &&
	       waitpid(child, &status, 0) == child && WIFSTOPPED(status) && !ptrace(PTRACE_SYSCALL, child, 0, 0) &&
	       write(to, "", 1) == 1;
}

int kiln_serve_trace(const char *path, char *const *argv, int *result)
{
	struct tracer t = { 0 };
	int ends[2], status, err;
	bool taken;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC))
		return errno;
	t.probes = probes_new();
	child = t.probes ? fork() : -1;
	if (!child) {
		close(ends[1]);
		command_begin(ends[0], path, argv);
	}
	err = errno;
	close(ends[0]);
	if (child < 0) {
		close(ends[1]);
		probes_free(t.probes);
		return err;
	}
	*result = 0;
	ask_steady();
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	errno = 0;
	taken = command_take(ends[1], child);
	err = errno ? errno : EPERM;
	close(ends[1]);
	if (!taken) {
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		probes_free(t.probes);
		return err;
	}
	err = trace_all(&t, child, result);
	while (t.threads)
		thread_forget(&t, t.threads->call.tid);
	probes_free(t.probes);
	return err;
}
