/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * supervise.c - a command of any make, whose bpf(2) is answered here: for what is linked statically, and makes its own system calls.
 *
 * Overview     the command gets a seccomp filter which lets the kernel stop it at bpf(2), epoll_ctl(2), where messages are sent and where
 *              sockets get filters, and tell us. We read and write its memory, ask the server, and put new descriptors into it.
 * Races        what the command passes is read once, by us; the kernel never sees it. epoll_ctl of what is no ring buffer of the server's
 *              goes on as it was, and the kernel then reads for itself. None of this is a boundary of security.
 */
#include "ask.h"

#include <errno.h>
#include <fcntl.h>
#include <kiln/serve.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rtnl.h"

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#define ARCH 0 /* nothing is stopped */
#endif

/* Since Linux 5.19: a signal does not interrupt a call that we are at work on. */
#ifndef SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV
#define SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV (1ul << 5)
#endif

/* -- the command ------------------------------------------------------------------------------------------------------ */

static int filter_install(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 0, 12),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_bpf, 11, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_epoll_ctl, 10, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_sendto, 9, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_sendmsg, 8, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_setsockopt, 0, 6),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[1])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SOL_SOCKET, 0, 4),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SO_ATTACH_BPF, 3, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SO_DETACH_FILTER, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SO_ATTACH_FILTER, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
	};
	struct sock_fprog prog = { sizeof(code) / sizeof(code[0]), code };
	int fd;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return -1;
	fd = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
			  SECCOMP_FILTER_FLAG_NEW_LISTENER | SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV, &prog);
	if (fd < 0 && errno == EINVAL)
		fd = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &prog);
	return fd;
}

/* An errno, or 0 and the listener's number in the child: written, for messages are what the filter stops. */
struct begun {
	int err, listener;
};

/* Waits until the other side has a descriptor of its own. */
static void listener_tell(int to, struct begun b)
{
	char taken;

	if (write(to, &b, sizeof(b)) != sizeof(b) || b.err || read(to, &taken, 1) != 1)
		_exit(127);
}

static int listener_take(int from, pid_t child, int *fd)
{
	int process = (int)syscall(SYS_pidfd_open, child, 0);
	struct begun b;

	*fd = -1;
	if (process < 0 || read(from, &b, sizeof(b)) != sizeof(b))
		b.err = EIO;
	if (!b.err)
		*fd = (int)syscall(SYS_pidfd_getfd, process, b.listener, 0);
	if (!b.err && *fd < 0)
		b.err = errno;
	if (process >= 0)
		close(process);
	if (!b.err && write(from, "", 1) != 1)
		b.err = EIO;
	return b.err;
}

/* In the child: says how far it came, and becomes the command. Nobody would answer its calls after us. */
static void command_begin(int to, const char *path, char *const *argv)
{
	int fd = prctl(PR_SET_PDEATHSIG, SIGKILL) ? -1 : filter_install();

	listener_tell(to, (struct begun){ fd < 0 ? errno : 0, fd });
	close(fd);
	execv(path, argv);
	_exit(127);
}

/* -- its calls -------------------------------------------------------------------------------------------------------- */

struct stop {
	int listener;
	struct seccomp_notif *call;
	struct seccomp_notif_resp *answer;
};

static void answer_number(struct stop *s, long ret)
{
	s->answer->val = ret < 0 ? 0 : ret;
	s->answer->error = ret < 0 ? -errno : 0;
	s->answer->flags = 0;
	ioctl(s->listener, SECCOMP_IOCTL_NOTIF_SEND, s->answer);
}

static void answer_go_on(struct stop *s)
{
	s->answer->val = 0;
	s->answer->error = 0;
	s->answer->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
	ioctl(s->listener, SECCOMP_IOCTL_NOTIF_SEND, s->answer);
}

/* fd becomes the command's, and its number the answer. */
static void answer_descriptor(struct stop *s, int fd)
{
	struct seccomp_notif_addfd add = {
		.id = s->call->id, .flags = SECCOMP_ADDFD_FLAG_SEND, .srcfd = (uint32_t)fd, .newfd_flags = O_CLOEXEC
	};

	if (ioctl(s->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add) < 0)
		answer_number(s, -1);
	close(fd);
}

/* The same for a program that it has run, before the call has an answer. */
static long hand_install(void *arg, int fd)
{
	const struct stop *s = arg;
	struct seccomp_notif_addfd add = { .id = s->call->id, .srcfd = (uint32_t)fd, .newfd_flags = O_CLOEXEC };
	const int ret = ioctl(s->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add);

	return ret < 0 ? -errno : ret;
}

/* The kernel lets nobody close what is another's: an object's descriptor becomes one of nothing. */
static long hand_close(void *arg, int fd)
{
	const struct stop *s = arg;
	struct seccomp_notif_addfd add = {
		.id = s->call->id, .flags = SECCOMP_ADDFD_FLAG_SETFD, .newfd = (uint32_t)fd, .newfd_flags = O_CLOEXEC
	};
	int none, ret, error;

	if (!ask_is_object((pid_t)s->call->pid, fd))
		return -EBADF;
	none = open("/dev/null", O_RDWR | O_CLOEXEC);
	add.srcfd = (uint32_t)none;
	ret = none < 0 ? -1 : ioctl(s->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
	error = errno;
	if (none >= 0)
		close(none);
	return ret < 0 ? -error : 0;
}

static void on_bpf(struct stop *s)
{
	const uint64_t *a = (const uint64_t *)s->call->data.args;
	bool is_fd;
	long ret = ask_bpf((pid_t)s->call->pid, (unsigned int)a[0], a[1], (unsigned int)a[2], &is_fd);

	if (is_fd)
		answer_descriptor(s, (int)ret);
	else
		answer_number(s, ret);
}

/* The process of a thread; 0: it is gone. */
static pid_t process_of(pid_t thread)
{
	char path[48], line[64];
	int pid = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", thread);
	f = fopen(path, "re");
	while (f && !pid && fgets(line, sizeof(line), f))
		if (sscanf(line, "Tgid: %d", &pid) != 1)
			pid = 0;
	if (f)
		fclose(f);
	return pid;
}

/* The command's descriptor as one of ours. */
static int descriptor_take(pid_t thread, int fd)
{
	int process = (int)syscall(SYS_pidfd_open, process_of(thread), 0), ours;

	if (process < 0)
		return -1;
	ours = (int)syscall(SYS_pidfd_getfd, process, fd, 0);
	close(process);
	return ours;
}

/* A ring buffer is waited for by its event. */
static long ring_watch(pid_t who, int epfd, int news, uint64_t event_at)
{
	struct epoll_event event;
	struct iovec here = { &event, sizeof(event) }, there = { (void *)(uintptr_t)event_at, sizeof(event) };
	int ours, error;
	long ret;

	if (process_vm_readv(who, &here, 1, &there, 1, 0) != sizeof(event)) {
		errno = EFAULT;
		return -1;
	}
	ours = descriptor_take(who, epfd);
	if (ours < 0)
		return -1;
	event.events |= EPOLLET;
	ret = epoll_ctl(ours, EPOLL_CTL_ADD, news, &event);
	error = errno;
	close(ours);
	errno = error;
	return ret;
}

static void on_epoll_ctl(struct stop *s)
{
	const uint64_t *a = (const uint64_t *)s->call->data.args;
	const pid_t who = (pid_t)s->call->pid;
	int news;
	long ret;

	if (a[1] != EPOLL_CTL_ADD || !ask_is_object(who, (int)a[2])) {
		answer_go_on(s);
		return;
	}
	news = ask_event(who, (int)a[2]);
	if (news < 0) {
		errno = EPERM;
		answer_number(s, -1);
		return;
	}
	ret = ring_watch(who, (int)a[0], news, a[3]);
	answer_number(s, ret);
	/* Kept open: an event is watched for as long as somebody has it, and the server has it, too. */
	close(news);
}

/* -- requests to rtnetlink ---------------------------------------------------------------------------------------------- */

static bool memory_read(pid_t who, void *to, uint64_t from, size_t len)
{
	struct iovec here = { to, len }, there = { (void *)(uintptr_t)from, len };

	return process_vm_readv(who, &here, 1, &there, 1, 0) == (ssize_t)len;
}

/* Where the bytes of sendto or sendmsg are, where they are in one piece. */
static bool message_of(const struct seccomp_notif *call, uint64_t *at, uint64_t *len)
{
	const uint64_t *a = (const uint64_t *)call->data.args;
	struct msghdr msg;
	struct iovec iov;

	*at = a[1];
	*len = a[2];
	if (call->data.nr == SYS_sendto)
		return true;
	if (!memory_read((pid_t)call->pid, &msg, a[1], sizeof(msg)) || msg.msg_iovlen != 1 ||
	    !memory_read((pid_t)call->pid, &iov, (uintptr_t)msg.msg_iov, sizeof(iov)))
		return false;
	*at = (uintptr_t)iov.iov_base;
	*len = iov.iov_len;
	return true;
}

static bool is_route(int fd)
{
	int domain = 0, protocol = -1;
	socklen_t len = sizeof(int);

	return !getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len) && domain == AF_NETLINK &&
	       !getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &protocol, &len) && protocol == NETLINK_ROUTE;
}

/* The server does what is asked for, and the kernel answers on the command's own socket that it is done, or not. */
static void on_send(struct stop *s)
{
	static uint8_t msg[32768];
	const pid_t who = (pid_t)s->call->pid;
	struct rtnl what;
	uint64_t at, len;
	int fd;

	if (!message_of(s->call, &at, &len) || len > sizeof(msg) || !memory_read(who, msg, at, len) ||
	    !rtnl_read(msg, len, &what)) {
		answer_go_on(s);
		return;
	}
	fd = descriptor_take(who, (int)s->call->data.args[0]);
	if (fd < 0 || !is_route(fd)) {
		answer_go_on(s);
	} else {
		size_t now = rtnl_replace(msg, len, ask_net(who, &what) ? errno : 0);

		answer_number(s, send(fd, msg, now, MSG_NOSIGNAL) < 0 ? -1 : (long)len);
	}
	if (fd >= 0)
		close(fd);
}

/* -- filters of sockets ------------------------------------------------------------------------------------------------- */

static bool closes_on_exec(pid_t who, int fd)
{
	char path[48], line[64];
	unsigned int flags = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo/%d", who, fd);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "flags: %o", &flags) == 1)
			break;
	if (f)
		fclose(f);
	return flags & O_CLOEXEC;
}

/* fd takes the place of the command's. */
static long descriptor_replace(const struct stop *s, int place, int fd)
{
	struct seccomp_notif_addfd add = { .id = s->call->id,
					   .flags = SECCOMP_ADDFD_FLAG_SETFD,
					   .srcfd = (uint32_t)fd,
					   .newfd = (uint32_t)place,
					   .newfd_flags = closes_on_exec((pid_t)s->call->pid, place) ? O_CLOEXEC : 0 };
	const int ret = ioctl(s->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add), error = errno;

	close(fd);
	errno = error;
	return ret < 0 ? -1 : 0;
}

/* Whether the call is about something that the server has; prog: the program, or -1. */
static bool is_filter_call(const struct stop *s, int fd, int *prog)
{
	const uint64_t *a = (const uint64_t *)s->call->data.args;
	const pid_t who = (pid_t)s->call->pid;

	*prog = -1;
	if ((int)a[2] != SO_ATTACH_BPF)
		return (socklen_t)a[4] >= sizeof(int) && ask_is_end(fd);
	return (socklen_t)a[4] == sizeof(*prog) && memory_read(who, prog, a[3], sizeof(*prog)) &&
	       ask_is_object(who, *prog);
}

/* A classic filter takes the program's place. It is the kernel's, and so is what happens at a socket without a program. */
static void on_setsockopt(struct stop *s)
{
	const uint64_t *a = (const uint64_t *)s->call->data.args;
	const int place = (int)a[0], fd = descriptor_take((pid_t)s->call->pid, place);
	bool is_fd;
	int prog;
	long ret;

	if (fd < 0 || !is_filter_call(s, fd, &prog)) {
		answer_go_on(s);
	} else {
		ret = ask_sock((pid_t)s->call->pid, fd, prog, &is_fd);
		if (is_fd)
			ret = descriptor_replace(s, place, (int)ret);
		if ((int)a[2] == SO_ATTACH_FILTER || (ret && (int)a[2] == SO_DETACH_FILTER))
			answer_go_on(s);
		else
			answer_number(s, ret);
	}
	if (fd >= 0)
		close(fd);
}

static void serve_one(struct stop *s, const struct seccomp_notif_sizes *sizes)
{
	memset(s->call, 0, sizes->seccomp_notif);
	memset(s->answer, 0, sizes->seccomp_notif_resp);
	if (ioctl(s->listener, SECCOMP_IOCTL_NOTIF_RECV, s->call))
		return;
	s->answer->id = s->call->id;
	if (ioctl(s->listener, SECCOMP_IOCTL_NOTIF_ID_VALID, &s->call->id))
		return; /* it is gone meanwhile */
	switch (s->call->data.nr) {
	case SYS_bpf:
		on_bpf(s);
		break;
	case SYS_epoll_ctl:
		on_epoll_ctl(s);
		break;
	case SYS_setsockopt:
		on_setsockopt(s);
		break;
	default:
		on_send(s);
	}
}

/* Until the command has ended; child 0: until nobody is left whom the kernel would stop. */
static void serve_all(struct stop *s, const struct seccomp_notif_sizes *sizes, pid_t child)
{
	int process = child ? (int)syscall(SYS_pidfd_open, child, 0) : -1;
	struct pollfd at[2] = { { .fd = s->listener, .events = POLLIN }, { .fd = process, .events = POLLIN } };

	while ((process >= 0 || !child) && !(at[1].revents & POLLIN)) {
		if (poll(at, 2, -1) < 0 && errno != EINTR)
			break;
		if (at[0].revents & POLLIN)
			serve_one(s, sizes);
		else if (at[0].revents & POLLHUP && !child)
			break;
		else if (at[0].revents & POLLHUP)
			at[0].fd = -1;
	}
	if (process >= 0)
		close(process);
}

static int supervise(int listener, pid_t child)
{
	struct seccomp_notif_sizes sizes;
	struct stop s = { .listener = listener };
	const struct ask_hands hands = { hand_install, hand_close, &s };
	bool ok;

	ask_by(&hands);
	if (syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes))
		return errno;
	s.call = calloc(1, sizes.seccomp_notif + sizeof(*s.call));
	s.answer = calloc(1, sizes.seccomp_notif_resp + sizeof(*s.answer));
	ok = s.call && s.answer;
	if (ok)
		serve_all(&s, &sizes, child);
	ask_by(NULL);
	free(s.call);
	free(s.answer);
	return ok ? 0 : ENOMEM;
}

/* What the command has left running is served on, by a process that nobody waits for, and that keeps nothing of theirs open. */
static void stay_behind(int listener)
{
	enum { STDERR = 2, KEPT };
	struct pollfd at = { .fd = listener };
	int none;

	if (poll(&at, 1, 0) && at.revents & POLLHUP)
		return;
	if (fork())
		return;
	setsid();
	if (listener != KEPT)
		listener = dup2(listener, KEPT);
	none = open("/dev/null", O_RDWR);
	for (int fd = 0; fd <= STDERR && none >= 0; fd++)
		dup2(none, fd);
	syscall(SYS_close_range, KEPT + 1, ~0u, 0);
	supervise(listener, 0);
	_exit(0);
}

/* Whose signals are passed on. */
static volatile sig_atomic_t command;

/* What a terminal sends to the whole group is the command's already. */
static void pass_on(int sig, siginfo_t *info, void *ctx)
{
	const int error = errno;

	(void)ctx;
	if (info->si_code <= 0 && command > 0)
		kill((pid_t)command, sig);
	errno = error;
}

/* To the command, 0: there is none any more. */
static void signals_pass(pid_t to)
{
	static const int all[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM };
	struct sigaction act = { .sa_sigaction = pass_on, .sa_flags = SA_SIGINFO | SA_RESTART };

	command = to;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (to)
			sigaction(all[i], &act, NULL);
		else
			signal(all[i], SIG_DFL);
}

int kiln_serve_supervise(const char *path, char *const *argv, int *status)
{
	int pair[2], listener, err;
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return errno;
	child = fork();
	if (!child)
		command_begin(pair[1], path, argv);
	close(pair[1]);
	if (child < 0) {
		close(pair[0]);
		return errno;
	}
	ask_steady();
	signals_pass(child);
	err = listener_take(pair[0], child, &listener);
	close(pair[0]);
	if (!err)
		err = supervise(listener, child);
	if (err)
		kill(child, SIGKILL);
	while (waitpid(child, status, 0) < 0 && errno == EINTR)
		;
	signals_pass(0);
	if (!err)
		stay_behind(listener);
	if (listener >= 0)
		close(listener);
	return err;
}
