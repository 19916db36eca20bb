/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.h - system calls of a process that `kiln trace` runs, for programs that are attached to tracepoints in the server.
 */
#ifndef HOST_POSIX_TRACE_H
#define HOST_POSIX_TRACE_H

#include <kiln/sys.h>

/* The body of a WIRE_TRACE, which may be anything; the process is the client's to name. 0, or -errno. */
int64_t trace_run(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len);

#endif
