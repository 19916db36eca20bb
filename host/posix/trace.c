/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.c - see trace.h.
 *
 * Overview     a record of the tracepoint is made as Linux lays it out, and what is attached to the call's own tracepoint, and to the
 *              one of all calls, is run on it. Meanwhile the process stands still, and its memory is what programs read.
 */
#include "trace.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "posix.h"
#include "wire.h"

/* struct trace_event_raw_sys_enter, _sys_exit */
struct record {
	uint8_t common[8];
	int64_t nr;
	uint64_t args[6]; /* [0] of an exit: the result */
};

static void chain_run(struct kiln *k, struct kiln_sys *s, uint32_t number, struct record *record)
{
	char place[32];
	struct kiln_env env;
	const struct kiln_hook *hook;

	snprintf(place, sizeof(place), "tp:%u", number);
	hook = kiln_sys_hook(s, kiln_kind_by_name("tracepoint"), 0, 0, place);
	if (!hook)
		return;
	kiln_enter(k, &env);
	kiln_sys_raise(s, hook, record, &env);
	kiln_leave(k, &env);
}

int64_t trace_run(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len)
{
	struct wire_trace w;
	struct posix_event event;
	struct record record = { 0 };

	if (len < sizeof(w))
		return -EINVAL;
	memcpy(&w, body, sizeof(w));
	if (w.nr >= WIRE_CALLS_MAX || w.leaves > 1 || w.pid <= 0)
		return -EINVAL;
	event = (struct posix_event){ .pid = w.pid, .tid = w.tid, .uid = w.uid, .gid = w.gid, .ip = w.ip };
	memcpy(event.comm, w.comm, sizeof(event.comm) - 1);
	record.nr = w.nr;
	memcpy(record.args, w.args, sizeof(record.args));
	posix_event_set(&event);
	chain_run(k, s, WIRE_TP_ALL + w.leaves, &record);
	chain_run(k, s, WIRE_TP_CALLS + 2 * w.nr + w.leaves, &record);
	posix_event_set(NULL);
	return 0;
}
