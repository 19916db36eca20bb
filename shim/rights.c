/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * rights.c - what clients look for before they call bpf(2): privileges that Kiln does not ask for, and a mounted bpf file system.
 */
#include "shim.h"

#include <dlfcn.h>
#include <errno.h>
#include <linux/capability.h>
#include <mntent.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int capget(cap_user_header_t head, cap_user_data_t data);

static void add(struct __user_cap_data_struct *data, unsigned int cap)
{
	data[cap / 32].effective |= 1u << cap % 32;
	data[cap / 32].permitted |= 1u << cap % 32;
}

/* The process has those of its user; the bpf(2) that it calls wants none of them. */
int capget(cap_user_header_t head, cap_user_data_t data)
{
	static const uint8_t wanted[] = { CAP_NET_ADMIN, CAP_SYS_ADMIN, CAP_PERFMON, CAP_BPF };
	int ret = NEXT(capget)(head, data);

	if (ret || !data || head->version == _LINUX_CAPABILITY_VERSION_1)
		return ret;
	for (size_t i = 0; i < sizeof(wanted); i++)
		add(data, wanted[i]);
	return 0;
}

/*
 * Clients of libbcc ask for root by its number, and not for what they need. They are told that they are, and nobody else: a command that
 * would do more as root finds out that it is not when it tries.
 */
uid_t geteuid(void)
{
	return dlsym(RTLD_DEFAULT, "bpf_attach_tracepoint") ? 0 : NEXT(geteuid)();
}

/* Memory that is locked for objects is the server's, and counted there; so there is nothing to be refused. */
int setrlimit(__rlimit_resource_t what, const struct rlimit *limit)
{
	const int ret = NEXT(setrlimit)(what, limit);

	return ret && errno == EPERM && what == RLIMIT_MEMLOCK ? 0 : ret;
}

static bool is_mounts(const char *path)
{
	return !strcmp(path, "/proc/mounts") || !strcmp(path, "/proc/self/mounts") || !strcmp(path, "/etc/mtab");
}

/* The table of mounts, with the bpf file system in it once. */
FILE *setmntent(const char *path, const char *type)
{
	FILE *f = NEXT(setmntent)(path, type), *with;
	char line[4096];

	if (!f || !is_mounts(path) || !(with = tmpfile()))
		return f;
	while (fgets(line, sizeof(line), f))
		if (!strstr(line, " bpf "))
			fputs(line, with);
	fputs("bpf /sys/fs/bpf bpf rw,nosuid,nodev,noexec,relatime,mode=700 0 0\n", with);
	rewind(with);
	fclose(f);
	return with;
}
