/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * capture.c - see capture.h.
 */
#include "capture.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "late_pcap.h"

#include "tool.h"

enum { LONGEST_PACKET = 256 * 1024 };

static bool grow(void **p, size_t *cap, size_t need, size_t size)
{
	size_t more = *cap ? *cap * 2 : 4096;
	void *q;

	while (more < need)
		more *= 2;
	q = realloc(*p, more * size);
	if (!q)
		return false;
	*p = q;
	*cap = more;
	return true;
}

static bool packet_add(struct capture *c, const struct pcap_pkthdr *h, const uint8_t *data)
{
	void *p = c->packet, *room = c->room;
	bool ok = true;

	if (h->caplen > LONGEST_PACKET) {
		complain("packet %zu is %u bytes long", c->nr + 1, h->caplen);
		return false;
	}
	if (c->nr == c->cap)
		ok = grow(&p, &c->cap, c->nr + 1, sizeof(*c->packet));
	c->packet = p;
	if (ok && c->room_len + h->caplen > c->room_cap)
		ok = grow(&room, &c->room_cap, c->room_len + h->caplen, 1);
	c->room = room;
	if (!ok) {
		complain("out of memory after %zu packets", c->nr);
		return false;
	}
	memcpy(c->room + c->room_len, data, h->caplen);
	c->packet[c->nr++] = (struct capture_packet){ NULL, h->caplen, h->len, h->ts };
	c->room_len += h->caplen;
	c->bytes += h->caplen;
	if (h->caplen > c->longest)
		c->longest = h->caplen;
	return true;
}

/* The room has stopped moving: each packet learns where it is. */
static void packets_place(struct capture *c)
{
	size_t at = 0;

	for (size_t i = 0; i < c->nr; i++) {
		c->packet[i].data = c->room + at;
		at += c->packet[i].len;
	}
}

bool capture_read(struct capture *c, const char *path)
{
	char err[PCAP_ERRBUF_SIZE];
	pcap_t *pcap = pcap_open_offline(path, err);
	struct pcap_pkthdr *h;
	const uint8_t *data;
	int got = 1;

	*c = (struct capture){ 0 };
	if (!pcap) {
		/* libpcap names the file where it cannot be opened, and not where it is no capture. */
		if (strstr(err, path))
			complain("%s", err);
		else
			complain("%s: %s", path, err);
		return false;
	}
	c->link_type = pcap_datalink(pcap);
	while ((got = pcap_next_ex(pcap, &h, &data)) == 1 && packet_add(c, h, data))
		;
	if (got == -1)
		complain("%s: %s (after %zu packets)", path, pcap_geterr(pcap), c->nr);
	pcap_close(pcap);
	packets_place(c);
	if (got == -2)
		return true;
	capture_free(c);
	return false;
}

void capture_free(struct capture *c)
{
	free(c->packet);
	free(c->room);
	*c = (struct capture){ 0 };
}

struct capture_out {
	pcap_t *pcap;
	pcap_dumper_t *file;
	const char *path;
	int err; /* errno of the first write that failed */
};

struct capture_out *capture_create(const char *path, int link_type)
{
	struct capture_out *out = calloc(1, sizeof(*out));

	if (!out) {
		complain("out of memory");
		return NULL;
	}
	out->path = path;
	out->pcap = pcap_open_dead(link_type, LONGEST_PACKET);
	out->file = out->pcap ? pcap_dump_open(out->pcap, path) : NULL;
	if (out->file)
		return out;
	complain("%s: %s", path, out->pcap ? pcap_geterr(out->pcap) : "out of memory");
	capture_close(out);
	return NULL;
}

void capture_write(struct capture_out *out, const struct timeval *time, const uint8_t *data, uint32_t len)
{
	struct pcap_pkthdr h = { .ts = *time, .caplen = len, .len = len };

	pcap_dump((uint8_t *)out->file, &h, data);
	if (!out->err && ferror(pcap_dump_file(out->file)))
		out->err = errno;
}

bool capture_close(struct capture_out *out)
{
	bool fine = true;

	if (!out)
		return true;
	if (out->file) {
		if (pcap_dump_flush(out->file) && !out->err)
			out->err = errno;
		fine = !out->err;
		if (!fine)
			complain("%s: %s", out->path, strerror(out->err));
		pcap_dump_close(out->file);
	}
	if (out->pcap)
		pcap_close(out->pcap);
	free(out);
	return fine;
}
