/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * process.c - what programs ask about where they run: clocks, the task, memory that may not be there, text, the CPU.
 */
#include "posix.h"

#include <net/if.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static const clockid_t clock_ids[] = {
	[KILN_CLOCK_MONOTONIC] = CLOCK_MONOTONIC,      [KILN_CLOCK_BOOT] = CLOCK_BOOTTIME,
	[KILN_CLOCK_COARSE] = CLOCK_MONOTONIC_COARSE,  [KILN_CLOCK_TAI] = CLOCK_TAI,
	[KILN_CLOCK_JIFFIES] = CLOCK_MONOTONIC_COARSE,
};
enum { NS_PER_JIFFY = 10000000 }; /* 100 ticks a second, as user space is told */

uint64_t posix_clock(void *cookie, enum kiln_clock which)
{
	struct timespec now;
	uint64_t ns;

	(void)cookie;
	clock_gettime(clock_ids[which], &now);
	ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
	return which == KILN_CLOCK_JIFFIES ? ns / NS_PER_JIFFY : ns;
}

static __thread const struct posix_event *event;

void posix_event_set(const struct posix_event *e)
{
	event = e;
}

enum kiln_err posix_task(void *cookie, enum kiln_task what, void *buf, size_t len)
{
	uint64_t v = 0;
	char comm[16] = { 0 };

	(void)cookie;
	switch (what) {
	case KILN_TASK_PID_TGID:
		v = event ? (uint64_t)event->pid << 32 | (uint32_t)event->tid
			  : (uint64_t)getpid() << 32 | (uint32_t)syscall(SYS_gettid);
		break;
	case KILN_TASK_UID_GID:
		v = event ? (uint64_t)event->gid << 32 | event->uid : (uint64_t)getgid() << 32 | getuid();
		break;
	case KILN_TASK_SELF:
		v = event ? 0 : (uint64_t)(uintptr_t)pthread_self(); /* there is no task to look into */
		break;
	case KILN_TASK_COMM:
		if (len != sizeof(comm) || (!event && prctl(PR_GET_NAME, comm)))
			return KILN_ERR_INVAL;
		if (event)
			memcpy(comm, event->comm, sizeof(comm) - 1);
		memcpy(buf, comm, sizeof(comm));
		return KILN_OK;
	}
	if (len != sizeof(v))
		return KILN_ERR_INVAL;
	memcpy(buf, &v, sizeof(v));
	return KILN_OK;
}

/*
 * The kernel copies, and so finds out whether the address is good without a signal. An event's addresses are its process's, and it has
 * nothing that would be a kernel's; without one, both kinds are ours, where programs may see that.
 */
enum kiln_err posix_peek(void *cookie, void *dst, uint64_t addr, size_t len, bool user)
{
	struct iovec to = { dst, len }, from = { (void *)(uintptr_t)addr, len };

	(void)user;
	if (addr > UINTPTR_MAX || (!event && posix_of(cookie)->closed))
		return KILN_ERR_FAULT;
	return process_vm_readv(event ? event->pid : getpid(), &to, 1, &from, 1, 0) == (ssize_t)len ? KILN_OK
												    : KILN_ERR_FAULT;
}

/* Where the event's process is. Who called that is not looked for: there are seldom frame pointers. */
int64_t posix_stack(void *cookie, uint64_t *to, size_t len, bool user)
{
	(void)cookie;
	if (!event || !user || len < sizeof(*to))
		return -(int64_t)KILN_ERR_FAULT;
	*to = event->ip;
	return sizeof(*to);
}

bool posix_interface(void *cookie, uint64_t net, uint32_t ifindex)
{
	char name[IF_NAMESIZE];

	(void)cookie;
	return !net && if_indextoname(ifindex, name);
}

bool posix_same_net(pid_t pid)
{
	struct stat here, there;
	char path[48];

	snprintf(path, sizeof(path), "/proc/%d/ns/net", pid);
	return pid > 0 && !stat("/proc/self/ns/net", &here) && !stat(path, &there) && here.st_ino == there.st_ino &&
	       here.st_dev == there.st_dev;
}

void posix_print(void *cookie, const char *text, size_t len)
{
	struct posix_host *h = posix_of(cookie);

	if (h->print)
		h->print(h->print_arg, text, len);
	else
		fprintf(stderr, "%.*s%s", (int)len, text, len && text[len - 1] == '\n' ? "" : "\n");
}

#if defined(__x86_64__)
#include <cpuid.h>

uint32_t posix_cpu_features(void)
{
	uint32_t a, b, c, d, have = 0;

	if (__get_cpuid(1, &a, &b, &c, &d)) {
		have |= c & bit_MOVBE ? KILN_CPU_MOVBE : 0;
		have |= c & bit_SSE4_2 ? KILN_CPU_CRC32 : 0;
	}
	if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) {
		have |= b & bit_BMI ? KILN_CPU_BMI1 : 0;
		have |= b & bit_BMI2 ? KILN_CPU_BMI2 : 0;
	}
	return have;
}
#else
uint32_t posix_cpu_features(void)
{
	return 0;
}
#endif
