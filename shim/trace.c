/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.c - tracepoints of system calls: what /sys/kernel/tracing says of them, perf_event_open(2) and what is done with its descriptors;
 * and probes of instructions, whose type of event clients look up below /sys/bus.
 *
 * Overview     the server has tracepoints of its own, of what `kiln trace` runs; so their numbers are the server's, too. A buffer that is
 *              mapped gets its memory then, for only then its size is known.
 */
#include "shim.h"

#include <asm/unistd.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "wire.h"

static const char *const roots[] = { "/sys/kernel/tracing", "/sys/kernel/debug/tracing" };

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

static const struct {
	const char *function, *declared;
} arguments[] = {
#define ARGS(function, declared) { #function, declared },
#include "args.tbl"
#undef ARGS
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

/* The number of the first tracepoint of the call of that function; 0: there is none. */
static unsigned int number_of_call(const char *function, size_t len)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (is_call(&calls[i], function, len))
			return WIRE_TP_CALLS + 2 * calls[i].nr;
	return 0;
}

/* "sys_enter_NAME" or "sys_exit_NAME": the number of its tracepoint; 0: there is none. */
static unsigned int number_of(const char *name, size_t len)
{
	static const char *const sides[] = { "sys_enter_", "sys_exit_" };

	for (unsigned int side = 0; side < 2; side++) {
		const size_t skip = strlen(sides[side]);
		const unsigned int nr = len > skip && !strncmp(name, sides[side], skip)
						? number_of_call(name + skip, len - skip)
						: 0;

		if (nr)
			return nr + side;
	}
	return 0;
}

static unsigned int number_of_all(const char *name, size_t len)
{
	return len == 9 && !strncmp(name, "sys_enter", 9)  ? WIRE_TP_ALL
	       : len == 8 && !strncmp(name, "sys_exit", 8) ? WIRE_TP_ALL + 1
							   : 0;
}

/* Those that are no calls. */
static const struct row {
	const char *group, *name, *members;
} points[] = {
#define POINT(word, group, name, members) { #group, #name, members },
#include "points.tbl"
#undef POINT
};
enum { NR_POINTS = sizeof(points) / sizeof(points[0]) };

static unsigned int number_of_point(const char *group, const char *name, size_t len)
{
	for (unsigned int i = 0; i < NR_POINTS; i++)
		if (!strcmp(points[i].group, group) && strlen(points[i].name) == len &&
		    !strncmp(points[i].name, name, len))
			return WIRE_TP_POINTS + i;
	return 0;
}

static unsigned int number_of_sched(const char *name, size_t len)
{
	return number_of_point("sched", name, len);
}

static unsigned int number_of_signal(const char *name, size_t len)
{
	return number_of_point("signal", name, len);
}

/* Groups of tracepoints that the server has, and how they number what is in them. */
static const struct {
	const char *name;
	unsigned int (*number)(const char *name, size_t len);
} groups[] = { { "syscalls", number_of },
	       { "raw_syscalls", number_of_all },
	       { "sched", number_of_sched },
	       { "signal", number_of_signal } };

/* What a path below one of the roots means: a tracepoint, and what follows its folder, "" or "/id"; number 0: it is none of ours. */
struct point {
	unsigned int number;
	const char *name, *file;
	size_t len; /* of the name */
};

static struct point point_of(const char *path)
{
	const char *at = NULL;
	struct point p = { 0 };

	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		if (!strncmp(path, roots[i], strlen(roots[i])) && !strncmp(path + strlen(roots[i]), "/events/", 8))
			at = path + strlen(roots[i]) + 8;
	for (size_t i = 0; at && i < sizeof(groups) / sizeof(groups[0]); i++) {
		const size_t len = strlen(groups[i].name);

		if (strncmp(at, groups[i].name, len) || at[len] != '/')
			continue;
		p.name = at + len + 1;
		p.len = strcspn(p.name, "/");
		p.file = p.name + p.len;
		p.number = groups[i].number(p.name, p.len);
		return p;
	}
	return p;
}

/* -- what the files say ------------------------------------------------------------------------------------------------- */

/* A member of a record, at *at, which goes on behind it. */
static void field_put(FILE *f, const char *declared, int len, unsigned int size, bool is_signed, unsigned int *at)
{
	fprintf(f, "\tfield:%.*s;\toffset:%u;\tsize:%u;\tsigned:%d;\n", len, declared, *at, size, is_signed);
	*at += size;
}

static void arguments_put(FILE *f, const struct point *p, unsigned int *at)
{
	const char *arg = "";

	for (size_t i = 0; i < sizeof(arguments) / sizeof(arguments[0]); i++)
		if (strlen(arguments[i].function) == p->len - 10 &&
		    !strncmp(arguments[i].function, p->name + 10, p->len - 10))
			arg = arguments[i].declared;
	while (*arg) {
		const size_t len = strcspn(arg, "|");

		field_put(f, arg, (int)len, 8, false, at);
		arg += len + (arg[len] == '|');
	}
}

/* Of one that is no call. */
static void members_put(FILE *f, const char *members)
{
	unsigned int at, size, is_signed;

	while (*members) {
		const size_t len = strcspn(members, "|"), name = strcspn(members, ":");

		if (sscanf(members + name, ":%u:%u:%u", &at, &size, &is_signed) == 3)
			field_put(f, members, (int)name, size, is_signed, &at);
		members += len + (members[len] == '|');
	}
}

/* The layout of a record; nobody here prints by it, so how it is printed stays empty. */
static void format_put(FILE *f, const struct point *p)
{
	const bool point = p->number >= WIRE_TP_POINTS, all = p->number < WIRE_TP_CALLS,
		   leaves = (p->number - (all ? WIRE_TP_ALL : WIRE_TP_CALLS)) & 1;
	const char *const nr = all ? "long id" : "int __syscall_nr";
	unsigned int at = 0;

	fprintf(f, "name: %.*s\nID: %u\nformat:\n", (int)p->len, p->name, p->number);
	field_put(f, "unsigned short common_type", 26, 2, false, &at);
	field_put(f, "unsigned char common_flags", 26, 1, false, &at);
	field_put(f, "unsigned char common_preempt_count", 34, 1, false, &at);
	field_put(f, "int common_pid", 14, 4, true, &at);
	fputc('\n', f);
	if (!point)
		field_put(f, nr, (int)strlen(nr), all ? 8 : 4, true, &at);
	at = 16;
	if (point)
		members_put(f, points[p->number - WIRE_TP_POINTS].members);
	else if (leaves)
		field_put(f, "long ret", 8, 8, true, &at);
	else if (all)
		field_put(f, "unsigned long args[6]", 21, 48, false, &at);
	else
		arguments_put(f, p, &at);
	fputs("\nprint fmt: \"\"\n", f);
}

static void id_put(FILE *f, const struct point *p)
{
	fprintf(f, "%u\n", p->number);
}

static const struct {
	const char *name;
	void (*put)(FILE *f, const struct point *p);
} files[] = { { "/id", id_put }, { "/format", format_put } };

/* The names of all, as available_events has them. */
static void names_put(FILE *f)
{
	fputs("raw_syscalls:sys_exit\nraw_syscalls:sys_enter\n", f);
	for (size_t i = 0; i < NR_POINTS; i++)
		fprintf(f, "%s:%s\n", points[i].group, points[i].name);
	for (size_t i = 0; i < sizeof(arguments) / sizeof(arguments[0]); i++)
		if (number_of_call(arguments[i].function, strlen(arguments[i].function)))
			fprintf(f, "syscalls:sys_exit_%s\nsyscalls:sys_enter_%s\n", arguments[i].function,
				arguments[i].function);
}

static bool is_names(const char *path)
{
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		if (!strncmp(path, roots[i], strlen(roots[i])) && !strcmp(path + strlen(roots[i]), "/available_events"))
			return true;
	return false;
}

/* Files about the type of events that probes are. */
static const struct {
	const char *name, *text;
} probe_files[] = {
	{ "type", "1000000\n" },
	{ "format/retprobe", "config:0\n" },
	{ "format/ref_ctr_offset", "config:32-63\n" },
};
_Static_assert(WIRE_PROBE_TYPE == 1000000, "as probe_files says");

/* NULL: it is none. */
static const char *probe_text(const char *path)
{
	static const char root_of_type[] = "/sys/bus/event_source/devices/uprobe/";
	const size_t len = sizeof(root_of_type) - 1;

	if (!path || strncmp(path, root_of_type, len))
		return NULL;
	for (size_t i = 0; i < sizeof(probe_files) / sizeof(probe_files[0]); i++)
		if (!strcmp(path + len, probe_files[i].name))
			return probe_files[i].text;
	return NULL;
}

/* Probes that were asked for by their names: there are none. */
static bool is_events(const char *path)
{
	for (size_t i = 0; path && i < sizeof(roots) / sizeof(roots[0]); i++)
		if (!strncmp(path, roots[i], strlen(roots[i])) && !strcmp(path + strlen(roots[i]), "/uprobe_events"))
			return true;
	return false;
}

static FILE *text_open(const char *text)
{
	FILE *f = tmpfile();

	if (!f)
		return NULL;
	fputs(text, f);
	rewind(f);
	return f;
}

FILE *shim_trace_open(const char *path)
{
	const bool names = path && is_names(path);
	const char *text = is_events(path) ? "" : probe_text(path);
	const struct point p = path ? point_of(path) : (struct point){ 0 };
	void (*put)(FILE * f, const struct point *p) = NULL;
	FILE *f;

	if (shim_device())
		return NULL; /* the kernel's own */
	if (text)
		return text_open(text);
	for (size_t i = 0; p.number && i < sizeof(files) / sizeof(files[0]); i++)
		if (!strcmp(p.file, files[i].name))
			put = files[i].put;
	f = put || names ? tmpfile() : NULL;
	if (!f)
		return NULL;
	if (names)
		names_put(f);
	else
		put(f, &p);
	rewind(f);
	return f;
}

int shim_trace_fd(const char *path)
{
	FILE *f = shim_trace_open(path);
	int fd;

	if (!f)
		return -1;
	fd = fcntl(fileno(f), F_DUPFD_CLOEXEC, 0);
	fclose(f);
	return fd;
}

bool shim_trace_there(const char *path)
{
	const struct point p = path ? point_of(path) : (struct point){ 0 };

	if (shim_device())
		return false;
	for (size_t i = 0; path && i < sizeof(roots) / sizeof(roots[0]); i++) {
		const size_t len = strlen(roots[i]);

		if (!strncmp(path, roots[i], len) && (!path[len] || !strcmp(path + len, "/events")))
			return true;
	}
	return probe_text(path) || (p.number && (!*p.file || !strcmp(p.file, "/id") || !strcmp(p.file, "/format")));
}

/* -- perf events -------------------------------------------------------------------------------------------------------- */

/* The caller's, which may not be there. */
static bool memory_copy(void *to, uint64_t from, size_t len)
{
	struct iovec here = { to, len }, there = { (void *)(uintptr_t)from, len };

	return process_vm_readv(getpid(), &here, 1, &there, 1, 0) == (ssize_t)len;
}

/* As the kernel takes it: the caller's may be shorter than this one's. False: it is not there. */
static bool attr_copy(struct perf_event_attr *attr, uint64_t from)
{
	const size_t least = PERF_ATTR_SIZE_VER0;

	memset(attr, 0, sizeof(*attr));
	return memory_copy(attr, from, least) &&
	       (attr->size <= least ||
		memory_copy(attr, from, attr->size < sizeof(*attr) ? attr->size : sizeof(*attr)));
}

/* A string, never past a page that holds a part of it. False with errno: it is not there, or does not end. */
static bool string_copy(char to[4096], uint64_t from)
{
	enum { PAGE = 4096 };
	size_t at = 0, some;

	for (; at < PAGE; at += some) {
		some = PAGE - (from + at) % PAGE;
		some = some < PAGE - at ? some : PAGE - at;
		if (!memory_copy(to + at, from + at, some)) {
			errno = EFAULT;
			return false;
		}
		if (memchr(to + at, 0, some))
			return true;
	}
	errno = E2BIG;
	return false;
}

/* Of a file's instruction, in a process, this one (0), or any (-1). */
static long probe_open(const struct perf_event_attr *attr, int pid)
{
	const unsigned long long counter = attr->config >> 32;
	char name[4096 + 64], given[4096], path[4096], more[32] = "";

	if (!attr->config1) {
		errno = EINVAL;
		return -1;
	}
	if (!string_copy(given, attr->config1) || !realpath(given, path))
		return -1;
	if (counter)
		snprintf(more, sizeof(more), "+0x%llx", counter);
	snprintf(name, sizeof(name), "%d:0x%llx%s:%s",
		 pid < 0 ? 0
		 : pid	 ? pid
			 : getpid(),
		 (unsigned long long)attr->config2, more, path);
	return ask_probe(name, attr->config & 1);
}

/* What is nothing to the server is the kernel's, and its errors. */
long shim_perf_open(const long *a)
{
	struct perf_event_attr attr;
	uint32_t op = 0, number = 0;
	bool is_fd, ours;
	long fd;

	if (shim_device()) {
		fd = device_perf(a, &ours);
		return ours ? fd : NEXT(syscall)(__NR_perf_event_open, a[0], a[1], a[2], a[3], a[4]);
	}
	if (attr_copy(&attr, (uint64_t)a[0])) {
		if (attr.type == WIRE_PROBE_TYPE)
			return probe_open(&attr, (int)a[1]);
		if (attr.type == PERF_TYPE_TRACEPOINT && attr.config >= WIRE_TP_ALL && attr.config < WIRE_POINTS_END) {
			op = WIRE_PERF_TRACEPOINT;
			number = (uint32_t)attr.config;
		} else if (attr.type == PERF_TYPE_SOFTWARE && attr.config == PERF_COUNT_SW_BPF_OUTPUT) {
			op = WIRE_PERF_OUTPUT;
			number = attr.sample_type > UINT32_MAX ? UINT32_MAX : (uint32_t)attr.sample_type;
		}
	}
	if (!op)
		return NEXT(syscall)(__NR_perf_event_open, a[0], a[1], a[2], a[3], a[4]);
	return ask_perf(0, op, number, NULL, 0, &is_fd);
}

bool shim_is_perf(int fd)
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
	if (_IOC_TYPE(request) == '$' && shim_is_perf(fd))
		return perf_ioctl(fd, request, arg);
	return NEXT(ioctl)(fd, request, arg);
}

static bool buffer_ready(int fd, size_t len, int flags)
{
	bool is_fd;

	if (fd < 0 || !(flags & MAP_SHARED) || !shim_is_perf(fd))
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
