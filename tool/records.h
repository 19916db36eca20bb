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

#include <pcap/pcap.h>

struct record {
	const uint8_t *data;
	uint32_t caplen, len; /* kept; on the wire */
	uint64_t sec;
	uint32_t nsec;
	const uint8_t *raw; /* the record as it is in a pcap file of this machine's byte order, or NULL */
	uint32_t raw_len;
};

struct records;

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

/* A pcap file being written: its head is like r's. "-": standard output. NULL after complaining. */
struct records_out;
struct records_out *records_create(const char *path, struct records *like);
/* Keeps the address of what is in the record: records_flush() before the next records_next(). */
void records_write(struct records_out *out, const struct record *rec);
void records_flush(struct records_out *out);
/* False after complaining: not all could be written. NULL is fine. */
bool records_finish(struct records_out *out);
/* Whether another file's packets may follow in the same output. */
bool records_fit(const struct records_out *out, struct records *r);

#endif
