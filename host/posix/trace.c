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
struct call_record {
	uint8_t common[8];
	int64_t nr;
	uint64_t args[6]; /* [0] of an exit: the result */
};

/* As much as the kind lets programs read: behind the record are zeros. */
enum { RECORD_MAX = 8192 };
struct record {
	uint8_t at[RECORD_MAX];
	size_t len;
};

/* The one that is at work; the server has one thread for events. */
static struct record the_record;

static void record_fill(const void *from, size_t len)
{
	memcpy(the_record.at, from, len);
	if (the_record.len > len)
		memset(the_record.at + len, 0, the_record.len - len);
	the_record.len = len;
}

static void hook_run(struct kiln *k, struct kiln_sys *s, const struct kiln_hook *hook, void *ctx,
		     struct kiln_iter *objects)
{
	struct kiln_env env;

	if (!hook)
		return;
	kiln_enter(k, &env);
	env.iter = objects;
	kiln_sys_raise(s, hook, ctx, &env);
	kiln_leave(k, &env);
}

static void chain_run(struct kiln *k, struct kiln_sys *s, uint32_t number)
{
	struct kiln_iter objects = { .objects = the_record.at, .objects_len = RECORD_MAX }; /* text lies behind it */
	char place[32];

	snprintf(place, sizeof(place), "tp:%u", number);
	hook_run(k, s, kiln_sys_hook(s, kiln_kind_by_name("tracepoint"), 0, 0, place), the_record.at, &objects);
}

/* struct pt_regs of a thread in a call: what is known of it; the rest is zero. */
struct call_regs {
	uint64_t r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di, orig_ax, ip, cs, flags, sp, ss;
};

/* Raw tracepoints of all calls, and the same by their type: the registers, and the number or the result. */
static void raw_run(struct kiln *k, struct kiln_sys *s, const struct wire_trace *w)
{
	static const char *const kinds[] = { "raw_tracepoint", "tp_btf" };
	const char *const name = w->leaves ? "sys_exit" : "sys_enter";
	struct call_regs regs = { .orig_ax = w->nr, .ip = w->ip };
	struct kiln_iter objects = { .objects = (const uint8_t *)&regs, .objects_len = sizeof(regs) };
	uint64_t ctx[12] = { (uintptr_t)&regs, w->leaves ? w->args[0] : w->nr };

	if (w->leaves) {
		regs.ax = w->args[0];
	} else {
		regs.ax = (uint64_t)-ENOSYS;
		regs.di = w->args[0];
		regs.si = w->args[1];
		regs.dx = w->args[2];
		regs.r10 = w->args[3];
		regs.r8 = w->args[4];
		regs.r9 = w->args[5];
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		hook_run(k, s, kiln_sys_hook(s, kiln_kind_by_name(kinds[i]), 0, 0, name), ctx, &objects);
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
	struct call_record record = { 0 };

	if (len < sizeof(w))
		return -EINVAL;
	memcpy(&w, body, sizeof(w));
	if (w.nr >= WIRE_CALLS_MAX || w.leaves > 1 || w.pid <= 0)
		return -EINVAL;
	event = event_of(&w);
	record.nr = w.nr;
	memcpy(record.args, w.args, sizeof(record.args));
	record_fill(&record, sizeof(record));
	posix_event_set(&event);
	raw_run(k, s, &w);
	chain_run(k, s, WIRE_TP_ALL + w.leaves);
	chain_run(k, s, WIRE_TP_CALLS + 2 * w.nr + w.leaves);
	posix_event_set(NULL);
	return (int64_t)(kiln_sys_changes(s) & INT32_MAX);
}

int64_t trace_point(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len)
{
	struct wire_point w;
	struct posix_event event;

	if (len < sizeof(w))
		return -EINVAL;
	memcpy(&w, body, sizeof(w));
	if (w.number < WIRE_TP_POINTS || w.number >= WIRE_POINTS_END || w.len > sizeof(w.record) || w.who.pid <= 0)
		return -EINVAL;
	event = event_of(&w.who);
	record_fill(w.record, w.len);
	posix_event_set(&event);
	chain_run(k, s, w.number);
	posix_event_set(NULL);
	return 0;
}

/* -- instructions ------------------------------------------------------------------------------------------------------ */

int64_t trace_hit(struct kiln *k, struct kiln_sys *s, const uint8_t *body, size_t len)
{
	const struct kiln_hook *hook;
	struct posix_event event;
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
	hook_run(k, s, hook, w.regs, NULL);
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
		if (out->len == WIRE_PROBES_MAX * sizeof(*row))
			return true;
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
