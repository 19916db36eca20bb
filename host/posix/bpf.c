/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bpf.c - kiln_bpf(): this process as a kernel of its own.
 *
 * Overview     one machine, made by the first call and kept until the process ends. The client is the process itself: its memory is
 *              read by the kernel's help, so that a bad address is EFAULT and not a signal.
 * Threads      one lock around the commands. It is recursive: a program of kind syscall may make commands of its own.
 */
#include "desc.h"
#include "posix.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static struct {
	pthread_once_t once;
	pthread_mutex_t lock;
	struct kiln_host *host;
	struct kiln *k;
	struct kiln_sys *s;
	struct descs descs;
	pid_t holder; /* of the descriptors that the command is about; 0: this process; -1: nobody */
} own = { .once = PTHREAD_ONCE_INIT };

static enum kiln_err own_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	struct iovec to = { dst, len }, at = { (void *)(uintptr_t)from, len };

	(void)cookie;
	return process_vm_readv(getpid(), &to, 1, &at, 1, 0) == (ssize_t)len ? KILN_OK : KILN_ERR_FAULT;
}

static enum kiln_err own_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	struct iovec from = { (void *)(uintptr_t)src, len }, at = { (void *)(uintptr_t)to, len };

	(void)cookie;
	return process_vm_writev(getpid(), &from, 1, &at, 1, 0) == (ssize_t)len ? KILN_OK : KILN_ERR_FAULT;
}

/* Whether fd of another process is open, and what it is. */
static bool other_stat(int32_t fd, struct stat *st)
{
	char path[48];

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", own.holder, fd);
	return !stat(path, st);
}

static enum kiln_err own_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	struct stat st;

	(void)cookie;
	if (own.holder && (own.holder < 0 || (kill(own.holder, 0) && errno != EPERM)))
		return KILN_ERR_NOENT;
	if (fd < 0 || (own.holder ? !other_stat(fd, &st) : fstat(fd, &st)))
		return KILN_ERR_BADF;
	*o = desc_find(&own.descs, st.st_dev, st.st_ino);
	*may = desc_may(fcntl(fd, F_GETFL));
	return *o ? KILN_OK : KILN_ERR_INVAL;
}

static int64_t own_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	(void)cookie;
	return desc_install(&own.descs, o, may);
}

static int64_t own_close(void *cookie, int32_t fd)
{
	(void)cookie;
	return close(fd) ? -errno : 0;
}

static const struct kiln_client own_client = {
	.read = own_read, .write = own_write, .object = own_object, .install = own_install, .close = own_close
};

static void own_gone(void *cookie, struct kiln_object *o)
{
	(void)cookie;
	desc_gone(&own.descs, o);
}

static void own_sweep(void *cookie)
{
	(void)cookie;
	desc_sweep(&own.descs);
}

static void own_wake(void *arg, struct kiln_map *m)
{
	(void)arg;
	desc_wake(&own.descs, m);
}

static void own_begin(void)
{
	const struct kiln_posix_opts host_opts = { .share = true, .wake = own_wake };
	const struct kiln_sys_opts opts = { .uid = getuid(),
					    .gone = own_gone,
					    .interface = posix_interface,
					    .sweep = own_sweep,
					    .types = posix_types,
					    .tasks = posix_tasks };
	pthread_mutexattr_t attr;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&own.lock, &attr);
	pthread_mutexattr_destroy(&attr);
	if (kiln_posix_host_new(&host_opts, &own.host) || kiln_new(own.host, &own.k) ||
	    kiln_sys_new(own.k, &opts, &own.s))
		own.s = NULL;
	own.descs.host = own.host;
}

/* With the lock; false without memory. */
static bool own_enter(void)
{
	pthread_once(&own.once, own_begin);
	if (own.s)
		pthread_mutex_lock(&own.lock);
	return own.s;
}

/* BPF_TASK_FD_QUERY begins with it. */
static pid_t holder_of(uint32_t cmd, uint64_t attr, uint32_t size)
{
	enum { TASK_FD_QUERY = 20 };
	int32_t pid;

	if (cmd != TASK_FD_QUERY || size < sizeof(pid) || own_read(NULL, &pid, attr, sizeof(pid)) || pid == getpid())
		return 0;
	return pid > 0 ? pid : -1;
}

long kiln_bpf(int cmd, void *attr, unsigned int size)
{
	int64_t ret;

	if (!own_enter()) {
		errno = ENOMEM;
		return -1;
	}
	own.holder = holder_of((uint32_t)cmd, (uintptr_t)attr, size);
	ret = kiln_sys_call(own.s, &own_client, (uint32_t)cmd, (uintptr_t)attr, size);
	own.holder = 0;
	pthread_mutex_unlock(&own.lock);
	if (ret >= 0)
		return (long)ret;
	errno = (int)-ret;
	return -1;
}

struct kiln *kiln_bpf_machine(void)
{
	if (!own_enter())
		return NULL;
	pthread_mutex_unlock(&own.lock);
	return own.k;
}

struct kiln_prog *kiln_bpf_prog(int fd)
{
	struct kiln_prog *p = NULL;
	struct kiln_object *o;
	uint32_t may;

	if (!own_enter())
		return NULL;
	if (!own_object(NULL, fd, &o, &may) && kiln_object_prog(o))
		p = kiln_prog_ref(kiln_object_prog(o));
	pthread_mutex_unlock(&own.lock);
	return p;
}

struct kiln_map *kiln_bpf_map(int fd)
{
	struct kiln_map *m = NULL;
	struct kiln_object *o;
	uint32_t may;

	if (!own_enter())
		return NULL;
	if (!own_object(NULL, fd, &o, &may) && kiln_object_map(o))
		m = kiln_map_ref(kiln_object_map(o));
	pthread_mutex_unlock(&own.lock);
	return m;
}

int kiln_bpf_event(int fd)
{
	struct kiln_object *o;
	uint32_t may;
	int event = -1;

	if (!own_enter())
		return -1;
	if (!own_object(NULL, fd, &o, &may))
		event = desc_event(&own.descs, kiln_object_map(o));
	pthread_mutex_unlock(&own.lock);
	return event;
}
