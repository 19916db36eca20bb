/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * records.h - the packets of a capture file in batches, where they were read; and such packets written, from there.
 *
 * Reads pcap (microseconds, nanoseconds, either byte order) and pcapng, from files and pipes of any length, in memory that does
 * not grow with them. Nothing in a file is trusted.
 */
#ifndef TOOL_RECORDS_H
#define TOOL_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "late_pcap.h"

struct record {
	const uint8_t *data;
	uint32_t caplen, len; /* kept; on the wire */
	uint64_t sec;
	uint32_t nsec;
	const uint8_t *raw; /* the record as it is in a pcap file of this machine's byte order, or NULL */
	uint32_t raw_len;
};

struct records;
struct records_out;

/* "-": standard input. NULL after complaining. */
struct records *records_open(const char *path);
void records_close(struct records *r);
/*
 * What libpcap makes of the file's head, to compile filters for: link type, snapshot length. NULL after complaining: no head, or
 * nothing but it in a pcapng file, which has no link type then.
 */
pcap_t *records_pcap(struct records *r);
/*
 * The next packets, at most max; they stay where they are until the next call. 0: no more, or records_failed().
 */
size_t records_next(struct records *r, struct record *out, size_t max);
/* It ended before its end, or is broken; told on standard error once. Packets before that were given out. */
bool records_failed(const struct records *r);
/* Bytes read, and of the file in all; 0 where that is not known. */
uint64_t records_done(const struct records *r, uint64_t *all);

/* The head of a pcap file that r's packets fit into, RECORDS_HEAD bytes in this machine's order. Behind records_pcap(). */
enum { RECORDS_HEAD = 24 };
const uint8_t *records_head(const struct records *r, uint32_t *link, bool *nsec);

/* -- writing, records_out.c ---------------------------------------------------------------------------------------- */

/*
 * A pcap file being written. Records are written from where they were read: what they lie in is kept until that is done, by a
 * thread of its own once there is more than one room full of them. One thread at a time may use it.
 */
/* Its head is like r's. "-": standard output. NULL after complaining. */
struct records_out *records_create(const char *path, const struct records *r);
/* Whether another file's packets may follow in the same output. */
bool records_fit(const struct records_out *out, const struct records *r);
/* From now on records of r may be given to records_write(out): they stay where they are until they are written. Until
 * records_close(r), which comes before records_finish(). */
void records_write_to(struct records *r, struct records_out *out);
void records_write(struct records_out *out, const struct record *rec);
/* Something could not be written; records_finish() will tell. */
bool records_broken(const struct records_out *out);
/* False after complaining: not all could be written. NULL is fine. */
bool records_finish(struct records_out *out);

/* Records that wait for their turn to be written, as copies. */
struct records_held {
	struct records_room *first, *last;
	size_t len;
};
/* False: no memory. nsec as records_head() says. */
bool records_hold(struct records_held *h, const struct record *rec, bool nsec);
void records_write_held(struct records_out *out, struct records_held *h);
void records_held_free(struct records_held *h);

/* What records lie in. */
struct records_room {
	struct records_room *next;
	size_t cap, used;
	uint8_t bytes[];
};
/* One of at least cap bytes; of those that out is done with, if it is not NULL. NULL: no memory. */
struct records_room *records_room_new(struct records_out *out, size_t cap);
/* Some records have been given to records_write() since records_hand(). */
bool records_pending(const struct records_out *out);
/* They are to be written, then room belongs to out. */
void records_hand(struct records_out *out, struct records_room *room);
/* ... and now. */
void records_drain(struct records_out *out);

#endif
