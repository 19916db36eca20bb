/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.h - system calls of a process that `kiln trace` runs, for programs that are attached to tracepoints in the server.
 */
#ifndef HOST_POSIX_TRACE_H
#define HOST_POSIX_TRACE_H

#include <kiln/sys.h>

#include "remote.h"

/* The body of a WIRE_TRACE, which may be anything; the process is the client's to name. Another number when other
 * places are asked for, or -errno. */
int64_t trace_run(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len);

/* The body of a WIRE_POINT, likewise. 0, or -errno. */
int64_t trace_point(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len);
/* The body of a WIRE_HIT, likewise. 0, or -errno. */
int64_t trace_hit(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len);
/* A wire_probe for each instruction at which something is attached. False without memory. */
bool trace_probes(const struct kiln_sys *s, struct bytes *out);

#endif
