/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * device.c - bpf(2) by /dev/kiln, where `kiln with --kernel` says so: the machine in the kernel answers, with descriptors of its own.
 */
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <kiln/device.h>
#include <kiln/sys.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int fd = -1;
static dev_t dev; /* commands close what they like */

/* As it was when the command began. */
bool shim_device(void)
{
	static int answer; /* 0: not asked yet */
	int is = __atomic_load_n(&answer, __ATOMIC_RELAXED);

	if (!is) {
		is = getenv("KILN_DEVICE") ? 1 : -1;
		__atomic_store_n(&answer, is, __ATOMIC_RELAXED);
	}
	return is > 0;
}

/* Out of the way of commands that count on the next number. */
static int device_fd(void)
{
	struct stat st;
	int low, up;

	if (fd >= 0 && !fstat(fd, &st) && st.st_rdev == dev)
		return fd;
	low = NEXT(open)(getenv("KILN_DEVICE"), O_RDWR | O_CLOEXEC);
	if (low < 0)
		return -1;
	up = fcntl(low, F_DUPFD_CLOEXEC, 500);
	if (up >= 0)
		close(low);
	fd = up >= 0 ? up : low;
	if (!fstat(fd, &st))
		dev = st.st_rdev;
	return fd;
}

static long ask(unsigned long what, void *call)
{
	int at;

	pthread_mutex_lock(&lock);
	at = device_fd();
	pthread_mutex_unlock(&lock);
	return at < 0 ? -1 : ioctl(at, what, call);
}

long device_bpf(unsigned int cmd, uint64_t attr, unsigned int size)
{
	struct kiln_device_call call = { .attr = attr, .cmd = cmd, .size = size };

	return ask(KILN_DEVICE_BPF, &call);
}

/* -- perf_event_open ------------------------------------------------------------------------------------------------- */

/* The number that the kernel has given to its functions and files as sources of events; -1: it has none. */
static int type_of(const char *source)
{
	char path[64], text[16] = "";
	int at;
	ssize_t len;

	snprintf(path, sizeof(path), "/sys/bus/event_source/devices/%s/type", source);
	at = NEXT(open)(path, O_RDONLY | O_CLOEXEC);
	if (at < 0)
		return -1;
	len = read(at, text, sizeof(text) - 1);
	NEXT(close)(at);
	return len > 0 ? atoi(text) : -1;
}

/* Whether programs have to do with it: others go to the kernel. */
static bool perf_of(const struct perf_event_attr *attr, struct kiln_device_perf *p)
{
	if (attr->type == PERF_TYPE_TRACEPOINT) {
		p->kind = KILN_PERF_TRACEPOINT;
	} else if (attr->type == PERF_TYPE_SOFTWARE && attr->config == PERF_COUNT_SW_BPF_OUTPUT) {
		p->kind = KILN_PERF_OUTPUT;
		p->config = 0;
		return attr->sample_type == PERF_SAMPLE_RAW;
	} else if ((int)attr->type == type_of("kprobe")) {
		p->kind = KILN_PERF_FUNCTION;
		p->flags = attr->config & 1;
		p->name = attr->kprobe_func;
		p->config = attr->kprobe_addr; /* or the offset, which stands in the same place */
	} else if ((int)attr->type == type_of("uprobe")) {
		p->kind = KILN_PERF_FILE;
		p->flags = attr->config & 1;
		p->name = attr->uprobe_path;
		p->config = attr->probe_offset;
		p->count = attr->config >> 32;
	} else {
		p->kind = KILN_PERF_COUNTER;
		p->type = attr->type;
		p->flags = attr->freq;
		p->period = attr->sample_period; /* shares its place with the frequency */
		return attr->sample_period && attr->type < PERF_TYPE_MAX && attr->type != PERF_TYPE_BREAKPOINT;
	}
	return true;
}

long device_perf(const long *a, bool *ours)
{
	const struct perf_event_attr *attr = (const struct perf_event_attr *)a[0];
	struct kiln_device_perf p = { .pid = (int32_t)a[1], .cpu = (int32_t)a[2] };

	*ours = false;
	if (!attr)
		return -1;
	p.config = attr->config;
	*ours = perf_of(attr, &p);
	return *ours ? ask(KILN_DEVICE_PERF, &p) : -1;
}
