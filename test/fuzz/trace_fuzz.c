/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace_fuzz.c - paths below tracefs of any bytes, and requests of perf events: what is there can be opened, and says what tracefs would;
 * a number that it tells is taken by perf_event_open.
 *
 * An input's first byte says what stands before the rest, which is the path: a root of tracefs, a group, or nothing.
 */
#include "fuzz.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What it interposes in a command is not interposed here. */
int fuzz_ioctl(int fd, unsigned long request, ...);
void *fuzz_mmap(void *at, size_t len, int prot, int flags, int fd, off_t off);
void *fuzz_mmap64(void *at, size_t len, int prot, int flags, int fd, off64_t off);
#define ioctl  fuzz_ioctl
#define mmap   fuzz_mmap
#define mmap64 fuzz_mmap64
#include "../../shim/trace.c"
#undef ioctl
#undef mmap
#undef mmap64

enum { TEXT_MAX = 1 << 20 };

static uint32_t asked_op, asked_number;
static int passed; /* on to the C library */

long ask_perf(pid_t who, uint32_t op, uint32_t number, const int *fds, unsigned int nr_fds, bool *is_fd)
{
	(void)who, (void)fds, (void)nr_fds;
	*is_fd = false;
	asked_op = op;
	asked_number = number;
	return 0;
}

long ask_probe(const char *name, bool leaves)
{
	(void)name, (void)leaves;
	return -1;
}

/* The module is not meant. */
bool shim_device(void)
{
	return false;
}

long device_perf(const long *a, bool *ours)
{
	(void)a;
	*ours = false;
	return -1;
}

static long next_syscall(long nr, ...)
{
	(void)nr;
	passed++;
	return -1;
}

static ssize_t next_readlink(const char *path, char *to, size_t cap)
{
	return readlink(path, to, cap);
}

static int next_ioctl(int fd, unsigned long request, ...)
{
	(void)fd, (void)request;
	passed++;
	return -1;
}

static void *next_mmap(void *at, size_t len, int prot, int flags, int fd, off_t off)
{
	(void)at, (void)len, (void)prot, (void)flags, (void)fd, (void)off;
	passed++;
	return MAP_FAILED;
}

void *shim_next(const char *name)
{
	static const struct {
		const char *name;
		void *fn;
	} next[] = { { "syscall", (void *)next_syscall },
		     { "readlink", (void *)next_readlink },
		     { "fuzz_ioctl", (void *)next_ioctl },
		     { "fuzz_mmap", (void *)next_mmap },
		     { "fuzz_mmap64", (void *)next_mmap } };

	for (size_t i = 0; i < sizeof(next) / sizeof(next[0]); i++)
		if (!strcmp(next[i].name, name))
			return next[i].fn;
	fprintf(stderr, "%s: a call that this file does not know\n", name);
	abort();
}

/* A tracepoint's number leads to a question for the server; any other goes on to the kernel. */
static void perf_check(uint64_t type, uint64_t config)
{
	struct perf_event_attr attr = { .type = (uint32_t)type, .config = config };
	const long a[] = { (long)(uintptr_t)&attr, -1, 0, -1, 0, 0 };
	const bool ours = (attr.type == PERF_TYPE_TRACEPOINT && config >= WIRE_TP_ALL && config < WIRE_POINTS_END) ||
			  (attr.type == PERF_TYPE_SOFTWARE && config == PERF_COUNT_SW_BPF_OUTPUT);

	passed = 0;
	asked_op = asked_number = 0;
	shim_perf_open(a);
	if (attr.type == WIRE_PROBE_TYPE) { /* of no file */
		MUST(!asked_op && !passed);
		return;
	}
	MUST(ours ? asked_op && !passed : passed == 1 && !asked_op);
	MUST(asked_op != WIRE_PERF_TRACEPOINT || asked_number == config);
}

/* Lines as tracefs has them: members of a record behind one another. */
static void format_check(char *text)
{
	unsigned int off, size, end = 0, is_signed;
	char *line = strstr(text, "format:\n");

	MUST(line && strstr(text, "\nprint fmt: ") && !strncmp(text, "name: ", 6));
	while ((line = strstr(line, "\tfield:"))) {
		line = strchr(line, ';');
		MUST(line && sscanf(line, ";\toffset:%u;\tsize:%u;\tsigned:%u;", &off, &size, &is_signed) == 3);
		MUST(off >= end && size && is_signed < 2);
		end = off + size;
	}
	MUST(end >= 12); /* a call may have no argument */
}

static void path_check(const char *path)
{
	static char text[TEXT_MAX];
	const bool there = shim_trace_there(path);
	FILE *f = shim_trace_open(path);
	size_t len = f ? fread(text, 1, sizeof(text) - 1, f) : 0, path_len = strlen(path);
	unsigned int number;

	if (!f)
		return;
	fclose(f);
	text[len] = 0;
	MUST(len < sizeof(text) - 1);
	if (path_len > 3 && !strcmp(path + path_len - 3, "/id")) {
		MUST(there && sscanf(text, "%u\n", &number) == 1);
		perf_check(PERF_TYPE_TRACEPOINT, number);
		MUST(asked_op == WIRE_PERF_TRACEPOINT);
	} else if (path_len > 7 && !strcmp(path + path_len - 7, "/format") && strstr(path, "/events/")) {
		MUST(there);
		format_check(text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const char *const before[] = { "",
					      "/sys/kernel/tracing",
					      "/sys/kernel/debug/tracing/events/",
					      "/sys/kernel/tracing/events/syscalls/",
					      "/sys/kernel/tracing/events/raw_syscalls/",
					      "/sys/kernel/tracing/events/syscalls/sys_enter_",
					      "/sys/kernel/debug/tracing/events/syscalls/sys_exit_" };
	uint64_t words[2] = { 0 };
	size_t at, all;
	char *path;

	if (!len)
		return 0;
	if (data[0] == 255) {
		memcpy(words, data + 1, len - 1 < sizeof(words) ? len - 1 : sizeof(words));
		perf_check(words[0] % 8 == 7 ? WIRE_PROBE_TYPE : words[0] % 8, words[1]);
		return 0;
	}
	at = strlen(before[data[0] % 7]);
	all = at + len;
	path = malloc(all);
	MUST(path);
	memcpy(path, before[data[0] % 7], at);
	memcpy(path + at, data + 1, len - 1);
	path[all - 1] = 0;
	path_check(path);
	free(path);
	return 0;
}
