/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * event.c - see event.h.
 */
#include "event.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tool.h"

bool events_new(struct events *e, uint32_t longest)
{
	memset(e->packet, 0, sizeof(e->packet));
	e->stride = (EVENT_HEAD_ROOM + longest + EVENT_TAIL_ROOM + 63u) & ~63u;
	e->room = aligned_alloc(64, (size_t)e->stride * EVENT_BATCH);
	if (!e->room)
		complain("out of memory");
	return e->room != NULL;
}

void events_free(struct events *e)
{
	free(e->room);
	e->room = NULL;
}

void events_set(struct events *e, uint32_t i, const uint8_t *data, uint32_t len, uint32_t wire_len)
{
	struct kiln_packet *p = &e->packet[i];
	uint8_t *room = e->room + (size_t)i * e->stride;

	kiln_packet_init(p, room, EVENT_HEAD_ROOM, len, e->stride - EVENT_HEAD_ROOM - len);
	memcpy(p->data, data, len);
	p->wire_len = wire_len;
	p->ifindex = p->ingress_ifindex = 1;
	memset(e->flow_keys, 0, sizeof(e->flow_keys));
	p->flow_keys = e->flow_keys;
	if (len >= 14)
		memcpy(&p->protocol_be, data + 12, 2);
}

/* What programs get that see no packet: their context, all zeros, and zeros behind its pointers to memory. */
static void *context_without_packet(const struct kiln_kind *kind)
{
	static _Thread_local uint64_t context[65536 / 8], memory[4096 / 8];
	const void *at = memory;

	memset(context, 0, sizeof(context));
	memset(memory, 0, sizeof(memory));
	for (uint32_t i = 0; i < kind->nr_fields; i++)
		if (kind->fields[i].type == KILN_FIELD_MEM)
			memcpy((uint8_t *)context + kind->fields[i].real_off, &at, sizeof(at));
	return context;
}

static uint64_t wall_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void events_run(struct events *e, uint32_t nr, const struct kiln_prog *p, struct kiln *k, uint64_t *ns)
{
	static _Thread_local struct kiln_env env;
	struct kiln_prog_info info;
	void *other;
	uint64_t from;

	kiln_prog_info(p, &info);
	other = info.kind->flags & KILN_KIND_PACKET ? NULL : context_without_packet(info.kind);
	kiln_enter(k, &env);
	from = wall_ns();
	for (uint32_t i = 0; i < nr; i++) {
		e->verdict[i] = kiln_run(p, other ? other : &e->packet[i], &env);
		e->dry += env.fuel < 0;
	}
	*ns += wall_ns() - from;
	kiln_leave(k, &env);
}
