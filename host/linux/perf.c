// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * perf.c - what a client asks for in the place of perf_event_open(2): read, checked, and turned into the name of a place.
 */
#include "device.h"

#include <linux/cpumask.h>
#include <linux/kallsyms.h>
#include <linux/limits.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include <kiln/device.h>

enum { RETURNS = 1, NAME_LEN = PATH_MAX + 64 };

/* The client's string, cut into buf. False: it is not there, too long, or empty. */
static bool string_read(char *buf, size_t cap, uint64_t from)
{
	long len = strncpy_from_user(buf, u64_to_user_ptr(from), cap);

	return len > 0 && len < (long)cap;
}

static int output_ask(const struct kiln_device_perf *p, struct perf_ask *ask, char *name)
{
	if (p->pid != -1 || p->cpu < 0 || p->cpu >= (int)nr_cpu_ids || p->flags)
		return -EINVAL;
	ask->cpu = p->cpu;
	return 0;
}

static int tracepoint_ask(const struct kiln_device_perf *p, struct perf_ask *ask, char *name)
{
	scnprintf(name, NAME_LEN, "tp:%llu", p->config);
	return p->flags ? -EINVAL : 0;
}

static int counter_ask(const struct kiln_device_perf *p, struct perf_ask *ask, char *name)
{
	return counter_name(p, name, NAME_LEN) ? 0 : -EINVAL;
}

static int function_ask(const struct kiln_device_perf *p, struct perf_ask *ask, char *name)
{
	char symbol[KSYM_NAME_LEN];

	if (!p->name) {
		scnprintf(name, NAME_LEN, "0x%llx", p->config);
		return p->config ? 0 : -EINVAL;
	}
	if (!string_read(symbol, sizeof(symbol), p->name) || strpbrk(symbol, ",+"))
		return -EINVAL;
	scnprintf(name, NAME_LEN, p->config ? "%s+0x%llx" : "%s", symbol, p->config);
	return 0;
}

static int file_ask(const struct kiln_device_perf *p, struct perf_ask *ask, char *name)
{
	int pid = p->pid == -1 ? 0 : p->pid ? p->pid : task_tgid_vnr(current), len;

	if (p->pid < -1)
		return -EINVAL;
	len = scnprintf(name, NAME_LEN, p->count ? "%d:0x%llx+0x%llx:" : "%d:0x%llx:", pid, p->config, p->count);
	return string_read(name + len, NAME_LEN - len, p->name) ? 0 : -EINVAL;
}

static int (*const asks[])(const struct kiln_device_perf *p, struct perf_ask *ask, char *name) = {
	[KILN_PERF_OUTPUT] = output_ask,   [KILN_PERF_TRACEPOINT] = tracepoint_ask,
	[KILN_PERF_COUNTER] = counter_ask, [KILN_PERF_FUNCTION] = function_ask,
	[KILN_PERF_FILE] = file_ask,
};

int perf_ask(const void __user *arg, struct perf_ask *ask)
{
	struct kiln_device_perf p;
	char *name;
	int err;

	if (copy_from_user(&p, arg, sizeof(p)))
		return -EFAULT;
	if (p.kind >= ARRAY_SIZE(asks) || p.zero || p.flags & ~(uint32_t)RETURNS)
		return -EINVAL;
	name = kzalloc(NAME_LEN, GFP_KERNEL);
	if (!name)
		return -ENOMEM;
	*ask = (struct perf_ask){ 0 };
	err = asks[p.kind](&p, ask, name);
	if (err) {
		kfree(name);
		return err;
	}
	ask->perf =
		(struct kiln_perf){ .kind = p.kind, .flags = p.kind == KILN_PERF_COUNTER ? 0 : p.flags, .name = name };
	return 0;
}
