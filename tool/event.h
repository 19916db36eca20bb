/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * event.h - packets made ready for a program: room around the bytes, and the numbers that a kernel would know.
 */
#ifndef TOOL_EVENT_H
#define TOOL_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include <kiln/kiln.h>

enum {
	EVENT_BATCH = 256,     /* packets made ready at a time */
	EVENT_HEAD_ROOM = 256, /* as XDP has it */
	EVENT_TAIL_ROOM = 1024,
};

struct events {
	struct kiln_packet packet[EVENT_BATCH];
	uint64_t verdict[EVENT_BATCH];
	uint8_t *room;
	uint32_t stride;
	uint64_t dry;				    /* runs that were ended for want of fuel */
	uint64_t flow_keys[KILN_FLOW_KEYS_LEN / 8]; /* of the packet that runs */
};

/* False after complaining. longest: of the packets to come, in bytes. */
bool events_new(struct events *e, uint32_t longest);
void events_free(struct events *e);
/* The i-th packet of the batch becomes data; wire_len is what it was on the wire. */
void events_set(struct events *e, uint32_t i, const uint8_t *data, uint32_t len, uint32_t wire_len);
/* Runs p on the first nr packets. The nanoseconds it took are added to *ns. */
void events_run(struct events *e, uint32_t nr, const struct kiln_prog *p, struct kiln *k, uint64_t *ns);

#endif
