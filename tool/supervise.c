/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * supervise.c - see supervise.h.
 *
 * Overview     the command is started under a filter that notifies about the calls that are asked for. One thread takes the
 *              notifications, asks what to do, and answers; the first thread waits for the command and
 *              everything that it leaves behind.
 * Safety       memory of the caller is copied once a call and looked at in the copy. A call that is let go on after its memory was looked
 *              at may find other bytes there: such policies answer USER_NOTIF instead, see behalf.c.
 *              A caller that is killed meanwhile takes its notification with it: the answer then is dropped by the kernel.
 * See          seccomp_unotify(2).
 */
#include "supervise.h"

#include <errno.h>
#include <linux/filter.h>
#include <pthread.h>
#include <seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "policy.h"
#include "syscalls.h"
#include "tool.h"

#ifndef SECCOMP_IOCTL_NOTIF_SET_FLAGS /* Linux 6.6 */
#define SECCOMP_IOCTL_NOTIF_SET_FLAGS	   SECCOMP_IOW(4, __u64)
#define SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP (1UL << 0)
#endif
#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV /* Linux 5.19 */
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1UL << 5)
#endif

static struct supervisor {
	const struct supervised *what;
	struct notified now;
	struct seccomp_notif_resp *resp;
	struct seccomp_notif_sizes sizes;
} sup;

/* Where child and supervisor meet: the child cannot ask the kernel for anything by then. */
struct meeting {
	_Atomic int listener; /* the child's number of it; -1: not yet; -errno less 1: it could not be made */
	_Atomic bool taken;   /* the supervisor has it */
};

/* -- the caller's memory ------------------------------------------------------------------------------------------- */

bool notified_waits(const struct notified *n)
{
	return !ioctl(n->listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &n->req->id);
}

static const uint8_t *copy_of(struct notified *n, uint64_t addr)
{
	struct copies *c = &n->copies;
	struct iovec to, from = { (void *)(uintptr_t)addr, COPY_LEN };

	for (uint32_t i = 0; i < c->nr; i++)
		if (c->row[i].addr == addr)
			return c->row[i].bytes;
	if (c->nr == COPIES_MAX)
		return NULL;
	to = (struct iovec){ c->row[c->nr].bytes, COPY_LEN };
	if (process_vm_readv((pid_t)n->req->pid, &to, 1, &from, 1, 0) != COPY_LEN)
		return NULL;
	/* The process might be another one that got its number: not while the call waits. */
	if (!c->nr && !notified_waits(n))
		return NULL;
	c->row[c->nr].addr = addr;
	return c->row[c->nr++].bytes;
}

bool notified_peek(struct notified *n, void *dst, uint64_t addr, size_t len)
{
	size_t at = 0, piece;

	for (; at < len; at += piece) {
		uint64_t from = addr + at;
		const uint8_t *bytes = copy_of(n, from & ~(uint64_t)(COPY_LEN - 1));

		if (!bytes)
			return false;
		piece = COPY_LEN - (from & (COPY_LEN - 1));
		if (piece > len - at)
			piece = len - at;
		memcpy((uint8_t *)dst + at, bytes + (from & (COPY_LEN - 1)), piece);
	}
	return true;
}

/* -- one call ------------------------------------------------------------------------------------------------------ */

/* A supervisor cannot make the kernel kill as a filter does; SIGKILL ends the process as surely. */
static void caller_kill(void)
{
	if (notified_waits(&sup.now))
		syscall(SYS_tkill, sup.now.req->pid, SIGKILL);
}

static void call_log(uint32_t verdict)
{
	const struct seccomp_data *d = &sup.now.req->data;
	const struct call_arch *arch = call_arch_of(d->arch, (uint32_t)d->nr);
	const char *name = arch ? call_name(arch, (uint32_t)d->nr) : NULL;

	fprintf(stderr, "kiln: process %u: %s (%d): %s\n", sup.now.req->pid, name ? name : "a call", d->nr,
		action_name(verdict));
}

/* What is to be answered. False: it is answered already. */
static bool answer_make(uint32_t verdict)
{
	struct seccomp_notif_resp *r = sup.resp;
	int err;

	memset(r, 0, sup.sizes.seccomp_notif_resp);
	r->id = sup.now.req->id;
	switch (verdict & SECCOMP_RET_ACTION_FULL) {
	case SECCOMP_RET_LOG:
		call_log(verdict);
		r->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		return true;
	case SECCOMP_RET_ALLOW:
		r->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
		return true;
	case SECCOMP_RET_ERRNO:
		err = (int)(verdict & SECCOMP_RET_DATA);
		r->error = -(err > 4095 ? 4095 : err);
		return true;
	case SECCOMP_RET_USER_NOTIF:
		err = behalf_open(&sup.now);
		r->error = -err;
		return err != 0;
	case SECCOMP_RET_TRACE:
		r->error = -ENOSYS; /* as without a tracer */
		return true;
	case SECCOMP_RET_TRAP:
		if (notified_waits(&sup.now))
			syscall(SYS_tkill, sup.now.req->pid, SIGSYS);
		r->error = -ENOSYS;
		return true;
	}
	call_log(verdict);
	caller_kill();
	r->error = -EPERM;
	return true;
}

/* Answers until there is nobody left to ask. */
static void *notifications_answer(void *arg)
{
	(void)arg;
	for (;;) {
		memset(sup.now.req, 0, sup.sizes.seccomp_notif);
		sup.now.copies.nr = 0;
		if (ioctl(sup.now.listener, SECCOMP_IOCTL_NOTIF_RECV, sup.now.req) < 0) {
			if (errno == EINTR ||
			    errno == ENOENT) /* ENOENT: the caller was killed before it could be told */
				continue;
			return NULL;
		}
		if (answer_make(sup.what->decide(&sup.now)))
			ioctl(sup.now.listener, SECCOMP_IOCTL_NOTIF_SEND, sup.resp); /* ENOENT: it is gone meanwhile */
	}
}

/* -- the filter that notifies -------------------------------------------------------------------------------------- */

static bool names_notify(scmp_filter_ctx ctx)
{
	for (int a = 0; a < NR_CALL_ARCHS; a++)
		for (uint32_t i = 0; i < CALLS_PER_ARCH; i++) {
			const char *name = sup.what->asks(&call_archs[a], i)
						   ? call_name(&call_archs[a], call_archs[a].first_nr + i)
						   : NULL;
			int nr = name ? seccomp_syscall_resolve_name(name) : 0, err;

			if (!name || nr == __NR_SCMP_ERROR)
				continue;
			err = seccomp_rule_add_array(ctx, SCMP_ACT_NOTIFY, nr, 0, NULL);
			if (err && err != -EEXIST && err != -EDOM)
				return false;
		}
	return true;
}

/* Architectures that the kernel might run here, too, so that nobody goes around the policy by another number. */
static bool filter_make(struct sock_fprog *out)
{
	scmp_filter_ctx ctx = seccomp_init(!sup.what->asks ? SCMP_ACT_NOTIFY : SCMP_ACT_ALLOW);
	int fd = memfd_create("filter", MFD_CLOEXEC);
	off_t len;
	bool fine = ctx && fd >= 0;

	if (fine && seccomp_arch_native() == SCMP_ARCH_X86_64) {
		seccomp_arch_add(ctx, SCMP_ARCH_X86);
		seccomp_arch_add(ctx, SCMP_ARCH_X32);
	}
	fine = fine && !seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) &&
	       !seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2) && (!sup.what->asks || names_notify(ctx)) &&
	       !seccomp_export_bpf(ctx, fd);
	len = fine ? lseek(fd, 0, SEEK_END) : 0;
	out->filter = len ? malloc((size_t)len) : NULL;
	out->len = (unsigned short)((size_t)len / sizeof(*out->filter));
	fine = out->filter && pread(fd, out->filter, (size_t)len, 0) == len;
	if (fd >= 0)
		close(fd);
	if (ctx)
		seccomp_release(ctx);
	return fine;
}

/* -- starting and ending ------------------------------------------------------------------------------------------- */

/* From the filter on every call may have to be answered by the supervisor, which looks for the listener meanwhile. */
static void child_start(const struct sock_fprog *filter, struct meeting *m, char **argv)
{
	long fd;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		     SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, filter);
	atomic_store(&m->listener, fd < 0 ? -errno - 1 : (int)fd);
	if (fd < 0)
		_exit(126);
	/* execve() closes it, so the supervisor comes first; nothing is asked of the kernel while it is not there. */
	while (!atomic_load(&m->taken))
		KILN_RELAX();
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "kiln seccomp run: %s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

static int listener_take(pid_t pid, struct meeting *m)
{
	struct timespec little = { 0, 50000 };
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0), fd;

	while ((fd = atomic_load(&m->listener)) == -1 && !waitpid(pid, NULL, WNOHANG))
		nanosleep(&little, NULL);
	if (fd < -1)
		complain("the kernel takes no filter with a listener: %s",
			 fd == -EBUSY - 1 ? "this process is under such a policy already, and there can be only one"
					  : strerror(-fd - 1));
	if (fd >= 0) {
		fd = (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0);
		if (fd < 0)
			complain("cannot take the listener: %s", strerror(errno));
		atomic_store(&m->taken, true);
	}
	if (pidfd >= 0)
		close(pidfd);
	return fd;
}

/* Everything that the command started counts: we are its reaper. */
static int command_wait(pid_t command)
{
	int status, result = -1;
	pid_t pid;

	while ((pid = waitpid(-1, &status, 0)) > 0 || errno == EINTR)
		if (pid == command)
			result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return result;
}

static bool room_make(void)
{
	if (syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sup.sizes)) {
		complain("the kernel gives no notifications: %s", strerror(errno));
		return false;
	}
	/* The kernel's structures may be longer than ours, never shorter here. */
	if (sup.sizes.seccomp_notif < sizeof(*sup.now.req))
		sup.sizes.seccomp_notif = sizeof(*sup.now.req);
	if (sup.sizes.seccomp_notif_resp < sizeof(*sup.resp))
		sup.sizes.seccomp_notif_resp = sizeof(*sup.resp);
	sup.now.req = calloc(1, sup.sizes.seccomp_notif);
	sup.resp = calloc(1, sup.sizes.seccomp_notif_resp);
	return sup.now.req && sup.resp;
}

int supervise(const struct supervised *what, char **argv)
{
	struct meeting *m = mmap(NULL, sizeof(*m), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct sock_fprog filter = { 0 };
	pthread_t thread;
	pid_t pid;

	sup.what = what;
	if (!room_make() || m == MAP_FAILED || !filter_make(&filter)) {
		complain("the filter of the supervisor cannot be made");
		return -1;
	}
	atomic_store(&m->listener, -1);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	fflush(NULL);
	pid = fork();
	if (!pid)
		child_start(&filter, m, argv);
	free(filter.filter);
	sup.now.listener = pid < 0 ? -1 : listener_take(pid, m);
	if (sup.now.listener < 0)
		return -1;
	/* The caller and the answer run one after the other: on one CPU where the scheduler can. */
	ioctl(sup.now.listener, SECCOMP_IOCTL_NOTIF_SET_FLAGS, SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP);
	if (pthread_create(&thread, NULL, notifications_answer, NULL)) {
		complain("no thread for the supervisor");
		kill(pid, SIGKILL);
		return -1;
	}
	pthread_detach(thread);
	return command_wait(pid);
}
