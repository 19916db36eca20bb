/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.c - tracepoints of system calls: their numbers below /sys/kernel/tracing, perf_event_open(2) and what is done with its descriptors.
 *
 * Overview     the server has tracepoints of its own, of what `kiln trace` runs; so their numbers are the server's, too. A buffer that is
 *              mapped gets its memory then, for only then its size is known.
 */
#include "shim.h"

#include <asm/unistd.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "wire.h"

static const char *const roots[] = { "/sys/kernel/tracing/events", "/sys/kernel/debug/tracing/events" };

/* The build makes a row of each number that the C library's headers have. */
static const struct call {
	const char *name;
	unsigned int nr;
} calls[] = {
#define CALL(name, nr) { #name, nr },
#include "calls.inc"
#undef CALL
};

/* Linux's names of functions, where they are not those of the calls. */
static const struct {
	const char *function, *call;
} others[] = {
	{ "newstat", "stat" },	 { "newlstat", "lstat" },      { "newfstat", "fstat" },
	{ "newuname", "uname" }, { "sendfile64", "sendfile" }, { "umount", "umount2" },
};

/* -- tracefs ------------------------------------------------------------------------------------------------------------ */

static bool is_call(const struct call *c, const char *function, size_t len)
{
	const char *name = c->name;

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (!strcmp(others[i].call, name))
			name = others[i].function;
	return strlen(name) == len && !strncmp(name, function, len);
}

/* "sys_enter_NAME" or "sys_exit_NAME": the number of its tracepoint; 0: there is none. */
static unsigned int number_of(const char *name, size_t len)
{
	static const char *const sides[] = { "sys_enter", "sys_exit" };

	for (unsigned int side = 0; side < 2; side++) {
		const size_t skip = strlen(sides[side]);

		if (len <= skip || strncmp(name, sides[side], skip) || name[skip] != '_')
			continue;
		for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
			if (is_call(&calls[i], name + skip + 1, len - skip - 1))
				return WIRE_TP_CALLS + 2 * calls[i].nr + side;
	}
	return 0;
}

static unsigned int number_of_all(const char *name, size_t len)
{
	return len == 9 && !strncmp(name, "sys_enter", 9)  ? WIRE_TP_ALL
	       : len == 8 && !strncmp(name, "sys_exit", 8) ? WIRE_TP_ALL + 1
							   : 0;
}

/* The tracepoint whose folder is meant, and in *file what follows in the path, "" or "/id"; 0: it is none of ours. */
static unsigned int path_number(const char *path, const char **file)
{
	for (size_t i = 0; i < 2; i++) {
		size_t len = strlen(roots[i]);
		const char *at = path + len;

		if (strncmp(path, roots[i], len))
			continue;
		*file = "";
		if (!strncmp(at, "/syscalls/", 10)) {
			len = strcspn(at + 10, "/");
			*file = at + 10 + len;
			return number_of(at + 10, len);
		}
		if (!strncmp(at, "/raw_syscalls/", 14)) {
			len = strcspn(at + 14, "/");
			*file = at + 14 + len;
			return number_of_all(at + 14, len);
		}
	}
	return 0;
}

FILE *shim_trace_open(const char *path)
{
	const char *file;
	unsigned int number = path_number(path, &file);
	FILE *f = number && !strcmp(file, "/id") ? tmpfile() : NULL;

	if (f) {
		fprintf(f, "%u\n", number);
		rewind(f);
	}
	return f;
}

bool shim_trace_there(const char *path)
{
	const char *file;

	for (size_t i = 0; path && i < 2; i++)
		if (!strcmp(path, roots[i]))
			return true;
	return path && path_number(path, &file) && (!*file || !strcmp(file, "/id") || !strcmp(file, "/format"));
}

/* -- perf events -------------------------------------------------------------------------------------------------------- */

long shim_perf_open(const long *a)
{
	const struct perf_event_attr *attr = (const struct perf_event_attr *)a[0];
	uint32_t op = 0, number = 0;
	bool is_fd;

	if (attr && attr->type == PERF_TYPE_TRACEPOINT && attr->config >= WIRE_TP_ALL &&
	    attr->config < WIRE_TP_CALLS + 2 * WIRE_CALLS_MAX) {
		op = WIRE_PERF_TRACEPOINT;
		number = (uint32_t)attr->config;
	} else if (attr && attr->type == PERF_TYPE_SOFTWARE && attr->config == PERF_COUNT_SW_BPF_OUTPUT) {
		op = WIRE_PERF_OUTPUT;
	}
	if (!op)
		return NEXT(syscall)(__NR_perf_event_open, a[0], a[1], a[2], a[3], a[4]);
	return ask_perf(0, op, number, NULL, 0, &is_fd);
}

static bool is_perf(int fd)
{
	char path[48], to[64];
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	n = NEXT(readlink)(path, to, sizeof(to));
	return n > 15 && !strncmp(to, "/memfd:bpf-perf", 15);
}

/* Events are on from the beginning, and none is counted. */
static int perf_ioctl(int fd, unsigned long request, long arg)
{
	const int both[] = { fd, (int)arg };
	bool is_fd;

	switch (request) {
	case PERF_EVENT_IOC_ENABLE:
	case PERF_EVENT_IOC_DISABLE:
	case PERF_EVENT_IOC_REFRESH:
	case PERF_EVENT_IOC_RESET:
		return 0;
	case PERF_EVENT_IOC_SET_BPF:
		return (int)ask_perf(0, WIRE_PERF_SET, 0, both, 2, &is_fd);
	default:
		errno = ENOTTY;
		return -1;
	}
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list ap;
	long arg;

	va_start(ap, request);
	arg = va_arg(ap, long);
	va_end(ap);
	if (_IOC_TYPE(request) == '$' && is_perf(fd))
		return perf_ioctl(fd, request, arg);
	return NEXT(ioctl)(fd, request, arg);
}

static bool buffer_ready(int fd, size_t len, int flags)
{
	bool is_fd;

	if (fd < 0 || !(flags & MAP_SHARED) || !is_perf(fd))
		return true;
	return len <= UINT32_MAX && !ask_perf(0, WIRE_PERF_MAP, (uint32_t)len, &fd, 1, &is_fd);
}

void *mmap(void *at, size_t len, int prot, int flags, int fd, off_t off)
{
	return buffer_ready(fd, len, flags) ? NEXT(mmap)(at, len, prot, flags, fd, off) : MAP_FAILED;
}

void *mmap64(void *at, size_t len, int prot, int flags, int fd, off64_t off)
{
	return buffer_ready(fd, len, flags) ? NEXT(mmap64)(at, len, prot, flags, fd, off) : MAP_FAILED;
}
