/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * behalf.c - opens files on behalf of a supervised process (supervise.h).
 *
 * Overview     a policy that has looked at a path cannot let the kernel go on: by then the process may have written another one there.
 *              So the supervisor opens the copy that was looked at, and puts the descriptor into the process.
 * Limits       only where supervisor and process are the same to the file system: root, mount name space, user and group ids, groups,
 *              capabilities. Else EPERM: a supervisor must not lend rights. Links into /proc/PID/fd are not followed, a FIFO is not waited for.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "supervise.h"
#include "syscalls.h"

/* Where each call has its arguments; -1: it has none. */
static const struct {
	const char *name;
	int8_t dir, path, flags, mode, how;
} opens[] = {
	{ "open", -1, 0, 1, 2, -1 },
	{ "creat", -1, 0, -1, 1, -1 },
	{ "openat", 0, 1, 2, 3, -1 },
	{ "openat2", 0, 1, -1, -1, 2 },
};

struct wish {
	char path[PATH_MAX + 64];
	int dir; /* of the caller, or AT_FDCWD */
	struct open_how how;
};

/* -- what is asked for --------------------------------------------------------------------------------------------- */

static int path_copy(struct notified *n, char *path, uint64_t at)
{
	for (size_t i = 0; i < PATH_MAX; i++) {
		if (!notified_peek(n, path + i, at + i, 1))
			return EFAULT;
		if (!path[i])
			return i ? 0 : ENOENT;
	}
	return ENAMETOOLONG;
}

/* The process of a thread. */
static unsigned int process_of(unsigned int thread)
{
	unsigned int process = thread;
	char path[64], line[256];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%u/status", thread);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof(line), f) && sscanf(line, "Tgid: %u", &process) != 1)
		;
	if (f)
		fclose(f);
	return process;
}

/* What is the caller's own must not become ours. */
static void path_self(struct notified *n, char *path)
{
	static const char *const own[] = { "/proc/thread-self", "/proc/self" };
	unsigned int thread = n->req->pid, process;
	char rest[PATH_MAX];

	for (int i = 0; i < 2; i++) {
		size_t len = strlen(own[i]);

		if (strncmp(path, own[i], len) || (path[len] && path[len] != '/'))
			continue;
		snprintf(rest, sizeof(rest), "%s", path + len);
		process = process_of(thread);
		if (i)
			snprintf(path, PATH_MAX + 64, "/proc/%u%s", process, rest);
		else
			snprintf(path, PATH_MAX + 64, "/proc/%u/task/%u%s", process, thread, rest);
		return;
	}
}

static int wish_read(struct notified *n, struct wish *w)
{
	const struct seccomp_data *d = &n->req->data;
	const struct call_arch *arch = call_arch_of(d->arch, (uint32_t)d->nr);
	const char *name = arch ? call_name(arch, (uint32_t)d->nr) : NULL;
	size_t i = 0;
	int err;

	while (name && i < sizeof(opens) / sizeof(opens[0]) && strcmp(opens[i].name, name))
		i++;
	if (!name || i == sizeof(opens) / sizeof(opens[0]))
		return ENOSYS;
	memset(&w->how, 0, sizeof(w->how));
	w->dir = opens[i].dir < 0 ? AT_FDCWD : (int)d->args[opens[i].dir];
	if (opens[i].how >= 0) {
		if (d->args[3] != sizeof(w->how))
			return d->args[3] < sizeof(w->how) ? EINVAL : E2BIG;
		if (!notified_peek(n, &w->how, d->args[opens[i].how], sizeof(w->how)))
			return EFAULT;
	} else {
		w->how.flags = opens[i].flags < 0 ? O_CREAT | O_WRONLY | O_TRUNC : (uint32_t)d->args[opens[i].flags];
		w->how.mode = w->how.flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY)) ? d->args[opens[i].mode] & 07777
										    : 0;
	}
	err = path_copy(n, w->path, d->args[opens[i].path]);
	if (!err)
		path_self(n, w->path);
	return err;
}

/* -- whether we are the same --------------------------------------------------------------------------------------- */

static bool same_link(pid_t pid, const char *name)
{
	char path[64], ours[256], theirs[256];
	ssize_t a, b;

	snprintf(path, sizeof(path), "/proc/self/%s", name);
	a = readlink(path, ours, sizeof(ours));
	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	b = readlink(path, theirs, sizeof(theirs));
	return a > 0 && a == b && !memcmp(ours, theirs, (size_t)a);
}

/* The lines of /proc/PID/status that say what a process may do to files, and its umask. */
static bool rights_read(const char *pid, char *out, size_t len, mode_t *mask)
{
	static const char *const names[] = { "Uid:", "Gid:", "Groups:", "CapEff:" };
	char path[64], line[4096];
	unsigned int octal = 0;
	size_t at = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%s/status", pid);
	f = fopen(path, "re");
	if (!f)
		return false;
	while (fgets(line, sizeof(line), f)) {
		sscanf(line, "Umask: %o", &octal);
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (!strncmp(line, names[i], strlen(names[i])) && at < len)
				at += (size_t)snprintf(out + at, len - at, "%s", line);
	}
	fclose(f);
	*mask = (mode_t)octal;
	return at && at < len;
}

static bool same_rights(pid_t pid, mode_t *mask)
{
	char ours[8192], theirs[8192], name[16];
	mode_t own;

	snprintf(name, sizeof(name), "%d", (int)pid);
	return rights_read("self", ours, sizeof(ours), &own) && rights_read(name, theirs, sizeof(theirs), mask) &&
	       !strcmp(ours, theirs) && same_link(pid, "root") && same_link(pid, "ns/mnt") && same_link(pid, "ns/user");
}

/* -- opening ------------------------------------------------------------------------------------------------------- */

static int dir_open(pid_t pid, const struct wish *w)
{
	char path[64];

	if (w->path[0] == '/')
		return open("/", O_PATH | O_CLOEXEC);
	if (w->dir == AT_FDCWD)
		snprintf(path, sizeof(path), "/proc/%d/cwd", (int)pid);
	else
		snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)pid, w->dir);
	return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* Nobody else is answered while a FIFO waits for its other end. */
static bool is_fifo(int dir, const struct wish *w)
{
	struct stat st;

	return !fstatat(dir, w->path, &st, w->how.flags & O_NOFOLLOW ? AT_SYMLINK_NOFOLLOW : 0) && S_ISFIFO(st.st_mode);
}

static int wish_open(pid_t pid, const struct wish *w, mode_t mask, int *fd)
{
	struct open_how how = w->how;
	int dir = dir_open(pid, w), err = 0;
	mode_t own;

	if (dir < 0)
		return errno == ENOENT ? EBADF : errno;
	how.flags |= O_CLOEXEC | O_NOCTTY;
	how.resolve |= RESOLVE_NO_MAGICLINKS;
	if (is_fifo(dir, w) && !(how.flags & (O_PATH | O_NONBLOCK))) {
		close(dir);
		return EOPNOTSUPP;
	}
	own = umask(mask);
	*fd = (int)syscall(SYS_openat2, dir, w->path, &how, sizeof(how));
	if (*fd < 0)
		err = errno;
	umask(own);
	close(dir);
	return err;
}

int behalf_open(struct notified *n)
{
	static struct wish w;
	struct seccomp_notif_addfd add = { .id = n->req->id, .flags = SECCOMP_ADDFD_FLAG_SEND };
	int err = wish_read(n, &w), fd = -1;
	mode_t mask = 0;

	if (err)
		return err;
	if (!same_rights((pid_t)n->req->pid, &mask) || !notified_waits(n))
		return EPERM;
	err = wish_open((pid_t)n->req->pid, &w, mask, &fd);
	if (err)
		return err;
	add.srcfd = (uint32_t)fd;
	add.newfd_flags = w.how.flags & O_CLOEXEC;
	if (ioctl(n->listener, SECCOMP_IOCTL_NOTIF_ADDFD, &add) < 0)
		err = errno;
	close(fd);
	return err;
}
