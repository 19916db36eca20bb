/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * capture.h - a capture file in memory, and one written. Reading is libpcap's: pcap and pcapng.
 */
#ifndef TOOL_CAPTURE_H
#define TOOL_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/time.h>

struct capture_packet {
	const uint8_t *data;
	uint32_t len, wire_len;
	struct timeval time;
};

struct capture {
	struct capture_packet *packet;
	size_t nr, cap;
	uint64_t bytes;
	uint32_t longest;
	uint8_t *room; /* all data, one behind the other */
	size_t room_len, room_cap;
	int link_type;
};

/* Reads path ("-": standard input) whole. False after complaining; a file that is cut short or broken is not used. */
bool capture_read(struct capture *c, const char *path);
void capture_free(struct capture *c);

/* A capture being written, pcap. NULL after complaining. */
struct capture_out;
struct capture_out *capture_create(const char *path, int link_type);
void capture_write(struct capture_out *out, const struct timeval *time, const uint8_t *data, uint32_t len);
/* False after complaining: not everything could be written. NULL is fine. */
bool capture_close(struct capture_out *out);

#endif
