/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * supervise.h - a process whose system calls somebody else decides: a supervisor that answers the kernel's notifications.
 */
#ifndef TOOL_SUPERVISE_H
#define TOOL_SUPERVISE_H

#include <kiln/kiln.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <sys/types.h>

#include "object.h"
#include "syscalls.h"

/* What a notified call pointed to, copied when it was first looked at: whoever asks again sees the same bytes. */
enum { COPY_LEN = 256, COPIES_MAX = 64 };
struct copies {
	struct {
		uint64_t addr; /* a multiple of COPY_LEN */
		uint8_t bytes[COPY_LEN];
	} row[COPIES_MAX];
	uint32_t nr;
};

/* One notified call while it is decided. */
struct notified {
	int listener;
	struct seccomp_notif *req;
	struct copies copies;
};

/* Copies len bytes of the caller's memory. False: not there, or more than a call may be asked for. */
bool notified_peek(struct notified *n, void *dst, uint64_t addr, size_t len);
/* Is the call still waiting? What was read of its memory was its caller's only if so. */
bool notified_waits(const struct notified *n);

/*
 * Opens what open, openat, openat2 or creat asked for, by the path that was copied, and gives the caller the descriptor: the call
 * is answered by that. The answer is 0, or the errno value to answer with.
 */
int behalf_open(struct notified *n);

/* What a supervisor asks about, and whom. Calls come one after the other, on a thread of their own. */
struct supervised {
	/* Is call number i of arch to be asked about? NULL: every call is, numbers that are no calls too. */
	bool (*asks)(const struct call_arch *arch, uint32_t i);
	/* SECCOMP_RET_* with its data; USER_NOTIF: behalf_open() answers. */
	uint32_t (*decide)(struct notified *n);
};

/*
 * Runs argv under a supervisor, until it and all that it has started have ended. Returns the exit status of the command, 128 and
 * the signal's number, or -1 after complaining. The thread is left behind, asleep in the kernel.
 */
int supervise(const struct supervised *what, char **argv);

/* Runs argv under the programs of o, which was read from path. The same result. */
int supervise_object(struct object *o, struct kiln_host *host, const char *path, char **argv);

#endif
