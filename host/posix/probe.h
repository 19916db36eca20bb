/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * probe.h - breakpoints in traced processes, at instructions of files and at the returns of functions that begin there.
 *
 * Overview     what is to be stopped at comes from the server (wire_probe). It is looked for in the files that a process has mapped, and an
 *              int3 put there. A thread that comes to it tells the server, and goes on with what was there.
 */
#ifndef HOST_POSIX_PROBE_H
#define HOST_POSIX_PROBE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "wire.h"

struct probes; /* all that are asked for */
struct space;  /* a process's memory, and what was put there */
struct frames; /* the calls of a thread whose return is waited for */

struct probes *probes_new(void);
void probes_free(struct probes *p);
/* The server's list as it is now, its number as WIRE_TRACE is answered with. */
void probes_fetch(struct probes *p, uint32_t number);
bool probes_are(const struct probes *p, uint32_t number);
bool probes_any(const struct probes *p);

/* Of a process that stands still, or has just begun: pid; as a copy of other's, where that is given. NULL without memory. */
struct space *space_new(pid_t pid, const struct space *other);
struct space *space_share(struct space *s);
void space_leave(struct space *s);
/* Puts what is asked for where it is to be, and takes away what is no more. */
void space_look(struct space *s, const struct probes *p);
uint32_t space_number(const struct space *s); /* of the list that it was looked through with */

/*
 * A thread stopped by a SIGTRAP: true if that was ours, and then it may go on. who is what is told of it. *status: how it stopped
 * instead, where another thing happened meanwhile; else 0.
 */
bool probe_hit(struct space *s, struct frames **f, struct wire_trace *who, int *status);
void frames_free(struct frames *f);

#endif
