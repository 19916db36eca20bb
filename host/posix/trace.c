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
#include <stdlib.h>
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

/* Its registers are a context of that kind, and of no other. */
static bool is_probe(const struct kiln_sys *s, uint32_t id)
{
	struct kiln_place at;
	uint32_t other;

	for (uint32_t i = 0; kiln_sys_place(s, i, &at, &other); i++)
		if (other == id)
			return at.kind == kiln_kind_by_name("kprobe");
	return false;
}

static struct posix_event event_of(const struct wire_trace *w)
{
	struct posix_event event = { .pid = w->pid, .tid = w->tid, .uid = w->uid, .gid = w->gid, .ip = w->ip };

	memcpy(event.comm, w->comm, sizeof(event.comm) - 1);
	return event;
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
	event = event_of(&w);
	record.nr = w.nr;
	memcpy(record.args, w.args, sizeof(record.args));
	posix_event_set(&event);
	chain_run(k, s, WIRE_TP_ALL + w.leaves, &record);
	chain_run(k, s, WIRE_TP_CALLS + 2 * w.nr + w.leaves, &record);
	posix_event_set(NULL);
	return (int64_t)(kiln_sys_changes(s) & INT32_MAX);
}

/* -- instructions ------------------------------------------------------------------------------------------------------ */

int64_t trace_hit(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len)
{
	const struct kiln_hook *hook;
	struct posix_event event;
	struct kiln_env env;
	struct wire_hit w;

	if (len < sizeof(w))
		return -EINVAL;
	memcpy(&w, body, sizeof(w));
	if (w.who.pid <= 0)
		return -EINVAL;
	hook = is_probe(s, w.id) ? kiln_sys_place_hook(s, w.id) : NULL;
	if (!hook)
		return 0; /* gone meanwhile */
	event = event_of(&w.who);
	posix_event_set(&event);
	kiln_enter(k, &env);
	kiln_sys_raise(s, hook, w.regs, &env);
	kiln_leave(k, &env);
	posix_event_set(NULL);
	return 0;
}

/* PID:OFFSET+COUNTER,...:PATH */
static bool probes_add(struct bytes *out, struct wire_probe *row, const char *name)
{
	const char *path = strchr(name, ':');
	char *at;

	row->pid = (int32_t)strtol(name, &at, 10);
	path = path ? strchr(path + 1, ':') : NULL;
	if (!path || *at != ':' || strlen(path + 1) >= sizeof(row->path))
		return true; /* none that could be found */
	strcpy(row->path, path + 1);
	for (at++; at < path; at++) { /* over the comma */
		row->off = strtoull(at, &at, 16);
		row->counter = *at == '+' ? strtoull(at + 1, &at, 16) : 0;
		if (!bytes_add(out, row, sizeof(*row)))
			return false;
	}
	return true;
}

bool trace_probes(const struct kiln_sys *s, struct bytes *out)
{
	const struct kiln_kind *kprobe = kiln_kind_by_name("kprobe");
	struct kiln_place at;
	uint32_t id;

	for (uint32_t i = 0; kiln_sys_place(s, i, &at, &id); i++) {
		struct wire_probe row = { .id = id, .leaves = at.flags & 1 };

		if (at.kind == kprobe && !probes_add(out, &row, at.name))
			return false;
	}
	return true;
}
