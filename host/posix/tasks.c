/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tasks.c - the threads of the system, as /proc shows them to this process.
 */
#include "posix.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KTHREADD = 2 };

static bool status_read(const char *path, struct kiln_sys_task *t)
{
	char line[256];
	FILE *f = fopen(path, "re");

	while (f && fgets(line, sizeof(line), f)) {
		if (!strncmp(line, "Name:\t", 6))
			snprintf(t->comm, sizeof(t->comm), "%.*s", (int)strcspn(line + 6, "\n"), line + 6);
		sscanf(line, "PPid: %u", &t->ppid);
		sscanf(line, "Uid: %u", &t->uid);
		sscanf(line, "Gid: %u", &t->gid);
	}
	if (f)
		fclose(f);
	return f;
}

/* The 22nd word; the second is a name in parentheses, which may hold anything. */
static void start_read(const char *path, struct kiln_sys_task *t)
{
	unsigned long long ticks = 0;
	char line[1024], *at;
	FILE *f = fopen(path, "re");

	if (f && fgets(line, sizeof(line), f) && (at = strrchr(line, ')')))
		sscanf(at, ") %*c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %llu",
		       &ticks);
	if (f)
		fclose(f);
	t->start_ns = ticks * (1000000000ull / (unsigned long long)sysconf(_SC_CLK_TCK));
}

static bool task_read(uint32_t pid, uint32_t tid, struct kiln_sys_task *t)
{
	char path[64];

	*t = (struct kiln_sys_task){ .pid = pid, .tid = tid };
	snprintf(path, sizeof(path), "/proc/%u/task/%u/stat", pid, tid);
	start_read(path, t);
	snprintf(path, sizeof(path), "/proc/%u/task/%u/status", pid, tid);
	if (!status_read(path, t))
		return false;
	t->kernel = pid == KTHREADD || t->ppid == KTHREADD;
	return true;
}

/* Names that are numbers. */
static uint32_t number_next(DIR *d)
{
	struct dirent *e;
	uint32_t n = 0;

	while (!n && (e = readdir(d)))
		n = (uint32_t)strtoul(e->d_name, NULL, 10);
	return n;
}

/* False: no more are wanted. */
static bool process_tasks(uint32_t pid, bool (*each)(void *arg, const struct kiln_sys_task *t), void *arg)
{
	struct kiln_sys_task t;
	char path[48];
	bool more = true;
	uint32_t tid;
	DIR *d;

	snprintf(path, sizeof(path), "/proc/%u/task", pid);
	d = opendir(path);
	while (d && more && (tid = number_next(d)))
		if (task_read(pid, tid, &t))
			more = each(arg, &t);
	if (d)
		closedir(d);
	return more;
}

void posix_tasks(void *cookie, bool (*each)(void *arg, const struct kiln_sys_task *t), void *arg)
{
	DIR *d = opendir("/proc");
	uint32_t pid;

	(void)cookie;
	while (d && (pid = number_next(d)))
		if (!process_tasks(pid, each, arg))
			break;
	if (d)
		closedir(d);
}
