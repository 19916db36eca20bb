/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * shim.h - the library that `kiln with` preloads into a command: what its parts share.
 *
 * Overview     calls of the C library that lead to bpf(2) and the bpf file system go to the server of `kiln serve`; all others go on as
 *              they would. Errors are errno, as ever.
 * Threads      any; one question at a time is asked of the server.
 */
#ifndef SHIM_SHIM_H
#define SHIM_SHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "ask.h"

/* next.c: the next definition of an interposed function: the C library's. NULL: there is none. */
void *shim_next(const char *name);
#define NEXT(fn) ((__typeof__(&fn))shim_next(#fn))

/* -- device.c -------------------------------------------------------------------------------------------------------- */

/* Whether the machine in the kernel is meant, and not the server. */
bool shim_device(void);
/* bpf(cmd, attr, size), with errno. */
long device_bpf(unsigned int cmd, uint64_t attr, unsigned int size);
/* perf_event_open of those six arguments. *ours: it is something that programs have to do with; if not, nothing was done. */
long device_perf(const long *a, bool *ours);

/* -- path.c ---------------------------------------------------------------------------------------------------------- */

/* A path that is given from the folder where this process is, from the root on, in room. False: it is not such a one. */
bool shim_path_whole(const char *path, char room[4096]);

/* -- net.c ----------------------------------------------------------------------------------------------------------- */

/* From now on a fork waits for what goes on here. Behind ask_guard(): what is told last of a fork is done first. */
void shim_net_guard(void);

/* -- poll.c ---------------------------------------------------------------------------------------------------------- */

/* As shim_net_guard(). */
void shim_poll_guard(void);
/* These numbers are being given away. For signal handlers, too. */
void shim_poll_closing(unsigned int from, unsigned int to);

/* -- trace.c --------------------------------------------------------------------------------------------------------- */

/* A file below /sys/kernel/tracing that the server stands for, for reading; NULL: it is none. */
FILE *shim_trace_open(const char *path);
int shim_trace_fd(const char *path); /* the same, -1 */
bool shim_trace_there(const char *path);
/* perf_event_open of those six arguments. */
long shim_perf_open(const long *a);
/* Whether it gave fd. */
bool shim_is_perf(int fd);

#endif
