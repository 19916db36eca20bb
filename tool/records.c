/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * records.c - see records.h.
 *
 * Overview     one window over the file: large reads into one room, records are found in it and given out by address; what is left
 *              of a record at its end moves to the front before the next read, or into another room where records of this one are
 *              still being written. A pcapng block is taken whole, so the room grows to the largest one there is.
 * Limits       a packet is as long as libpcap takes it for its link type, a block BLOCK_MAX bytes, a section has INTERFACES_MAX
 *              interfaces. Memory grows only with bytes that were really there.
 */
#include "records.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool.h"

enum {
	READ_LEN = 512 * 1024,
	BLOCK_MAX = 129 * 1024 * 1024,
	INTERFACES_MAX = 65536,
	PCAP_HEAD = 24,
	PCAP_RECORD = 16,
	PCAP_RECORD_PATCHED = 24,
};

#define MAGIC_USEC    0xa1b2c3d4u
#define MAGIC_NSEC    0xa1b23c4du
#define MAGIC_PATCHED 0xa1b2cd34u
#define MAGIC_NG      0x0a0d0d0au
#define MAGIC_ORDER   0x1a2b3c4du

/* The clock of an interface: ticks of 1/units s, or of 2^-shift s where units is 0. */
struct interface {
	uint64_t units;
	int64_t offset;
	uint32_t snaplen;
	uint8_t shift;
	bool fits; /* its link type is that of the first */
};

struct records {
	const char *path;
	int fd;
	bool eof, failed, swapped, ng, nsec;
	struct records_room *room;
	uint8_t *buf; /* the room's bytes */
	size_t at, end;
	uint64_t done, all;
	uint64_t nr; /* packets given out */
	uint32_t record_len, snaplen, longest, link;
	uint8_t head[PCAP_HEAD]; /* of a pcap file like this one, in this machine's order */
	bool has_link;
	struct interface *interface;
	uint32_t nr_interfaces;
	pcap_t *pcap;
	struct records_out *out; /* or NULL: where records go from here */
};

static void fail(struct records *r, const char *why)
{
	if (!r->failed)
		complain("%s: %s (after %llu packets)", r->path, why, (unsigned long long)r->nr);
	r->failed = true;
}

static uint32_t get32(const struct records *r, const uint8_t *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return r->swapped ? __builtin_bswap32(v) : v;
}

static uint16_t get16(const struct records *r, const uint8_t *p)
{
	uint16_t v;

	memcpy(&v, p, sizeof(v));
	return r->swapped ? __builtin_bswap16(v) : v;
}

/* -- the window ---------------------------------------------------------------------------------------------------- */

static size_t have(const struct records *r)
{
	return r->end - r->at;
}

static void room_set(struct records *r, struct records_room *room)
{
	r->room = room;
	r->buf = room->bytes;
}

/* Records that are still to be written from this room keep it: reading goes on in another, if there is memory for one. */
static void room_change(struct records *r)
{
	struct records_room *next = records_room_new(r->out, r->room->cap);

	if (!next) {
		records_drain(r->out);
		return;
	}
	memcpy(next->bytes, r->buf + r->at, have(r));
	records_hand(r->out, r->room);
	room_set(r, next);
	r->end -= r->at;
	r->at = 0;
}

static bool make_room(struct records *r)
{
	struct records_room *more;

	if (r->out && records_pending(r->out))
		room_change(r);
	if (r->at) {
		memmove(r->buf, r->buf + r->at, have(r));
		r->end -= r->at;
		r->at = 0;
	}
	if (r->end < r->room->cap)
		return true;
	more = realloc(r->room, sizeof(*more) + r->room->cap * 2);
	if (!more) {
		fail(r, "out of memory");
		return false;
	}
	more->cap *= 2;
	room_set(r, more);
	return true;
}

/* One more read. False: nothing came, for it is the end, or an error. */
static bool fill(struct records *r)
{
	ssize_t n;

	if (r->eof || r->failed || !make_room(r))
		return false;
	do {
		n = read(r->fd, r->buf + r->end, r->room->cap - r->end);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		fail(r, strerror(errno));
	if (n <= 0) {
		r->eof = true;
		return false;
	}
	r->end += (size_t)n;
	r->done += (uint64_t)n;
	return true;
}

/* At least len bytes at at; only reads where they are not there yet. */
static bool want(struct records *r, size_t len)
{
	while (have(r) < len)
		if (!fill(r))
			return false;
	return true;
}

/* -- heads --------------------------------------------------------------------------------------------------------- */

/* As libpcap has it: link types whose packets may be large. */
static uint32_t longest_of(uint32_t link)
{
	switch (link & 0xffff) {
	case 231: /* D-Bus */
	case 249: /* USBPcap */
	case 220: /* USB of Linux, mapped */
		return 128u * 1024 * 1024;
	case 279: /* EBHSCR */
		return 8u * 1024 * 1024;
	default:
		return 256u * 1024;
	}
}

/* Packets that begin with a head in the order of the machine that wrote them: libpcap turns them round. */
static bool head_in_packets(uint32_t link)
{
	static const uint16_t links[] = { 117, 149, 189, 220, 239, 271 }; /* PFLOG, USB, NFLOG, VSOCK */

	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		if ((link & 0xffff) == links[i])
			return true;
	return false;
}

static bool link_set(struct records *r, uint32_t link, uint32_t snaplen)
{
	const uint32_t head[] = { r->nsec ? MAGIC_NSEC : MAGIC_USEC, 0, 0, 0, snaplen, link };

	memcpy(r->head, head, sizeof(head));
	memcpy(r->head + 4, (const uint16_t[]){ 2, 4 }, 4);
	r->link = link;
	r->longest = longest_of(link);
	r->snaplen = snaplen && snaplen <= r->longest ? snaplen : r->longest;
	r->has_link = true;
	if (r->swapped && head_in_packets(link)) {
		fail(r, "packets of this link type from a machine of the other byte order are not read");
		return false;
	}
	return true;
}

static bool pcap_head(struct records *r, uint32_t magic)
{
	if (!want(r, PCAP_HEAD)) {
		fail(r, "no capture file: it ends in its head");
		return false;
	}
	r->nsec = magic == MAGIC_NSEC;
	r->record_len = magic == MAGIC_PATCHED ? PCAP_RECORD_PATCHED : PCAP_RECORD;
	if (get16(r, r->buf + r->at + 4) != 2 || get16(r, r->buf + r->at + 6) != 4) {
		fail(r, "a version of pcap files other than 2.4");
		return false;
	}
	if (!link_set(r, get32(r, r->buf + r->at + 20), get32(r, r->buf + r->at + 16)))
		return false;
	r->at += PCAP_HEAD;
	return true;
}

static bool any_head(struct records *r)
{
	uint32_t magic;

	if (!want(r, 4)) {
		fail(r, "no capture file: it is too short");
		return false;
	}
	magic = get32(r, r->buf + r->at);
	if (magic == MAGIC_NG) {
		r->ng = r->nsec = true;
		return true;
	}
	for (int i = 0; i < 2; i++, r->swapped = true, magic = __builtin_bswap32(magic))
		if (magic == MAGIC_USEC || magic == MAGIC_NSEC || magic == MAGIC_PATCHED)
			return pcap_head(r, magic);
	fail(r, "no capture file: neither pcap nor pcapng");
	return false;
}

struct records *records_open(const char *path)
{
	struct records *r = calloc(1, sizeof(*r));
	struct stat st;

	if (!r || !(r->room = records_room_new(NULL, READ_LEN))) {
		complain("out of memory");
		free(r);
		return NULL;
	}
	room_set(r, r->room);
	r->path = path;
	r->fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (r->fd < 0)
		complain("%s: %s", path, strerror(errno));
	else if (!fstat(r->fd, &st) && S_ISREG(st.st_mode))
		r->all = (uint64_t)st.st_size;
	if (r->fd >= 0 && any_head(r))
		return r;
	records_close(r);
	return NULL;
}

void records_close(struct records *r)
{
	if (!r)
		return;
	if (r->pcap)
		pcap_close(r->pcap);
	if (r->fd > STDIN_FILENO)
		close(r->fd);
	free(r->interface);
	if (r->out)
		records_drain(r->out);
	free(r->room);
	free(r);
}

void records_write_to(struct records *r, struct records_out *out)
{
	r->out = out;
}

const uint8_t *records_head(const struct records *r, uint32_t *link, bool *nsec)
{
	*link = r->link;
	*nsec = r->nsec;
	return r->head;
}

bool records_failed(const struct records *r)
{
	return r->failed;
}

uint64_t records_done(const struct records *r, uint64_t *all)
{
	*all = r->all;
	return r->done;
}

/* -- pcap ---------------------------------------------------------------------------------------------------------- */

static bool packet_fits(struct records *r, uint32_t caplen)
{
	if (caplen <= r->longest)
		return true;
	fail(r, "a packet is longer than any of its link type can be");
	return false;
}

static size_t pcap_next_batch(struct records *r, struct record *out, size_t max)
{
	uint32_t per_nsec = r->nsec ? 1 : 1000;
	size_t n = 0;

	while (n < max && have(r) >= r->record_len) {
		const uint8_t *p = r->buf + r->at;
		uint32_t caplen = get32(r, p + 8);

		if (!packet_fits(r, caplen))
			break;
		if (have(r) - r->record_len < caplen)
			break;
		out[n++] = (struct record){
			.data = p + r->record_len,
			.caplen = caplen > r->snaplen ? r->snaplen : caplen,
			.len = get32(r, p + 12),
			.sec = get32(r, p),
			.nsec = get32(r, p + 4) * per_nsec,
			.raw = r->swapped || r->record_len != PCAP_RECORD || caplen > r->snaplen ? NULL : p,
			.raw_len = r->record_len + caplen,
		};
		r->at += r->record_len + caplen;
		r->nr++;
	}
	return n;
}

/* -- pcapng -------------------------------------------------------------------------------------------------------- */

enum {
	NG_INTERFACE = 1,
	NG_PACKET_OLD = 2,
	NG_PACKET_SIMPLE = 3,
	NG_PACKET = 6,
	NG_OPT_TSRESOL = 9,
	NG_OPT_TSOFFSET = 14
};

/* What a block holds between its head and its length at the end. */
struct block {
	uint32_t type, len;
	const uint8_t *body;
};

static bool interface_option(struct records *r, struct interface *in, uint16_t code, uint16_t len, const uint8_t *value)
{
	if (code == NG_OPT_TSOFFSET && len == 8) {
		memcpy(&in->offset, value, 8);
		if (r->swapped)
			in->offset = (int64_t)__builtin_bswap64((uint64_t)in->offset);
	}
	if (code != NG_OPT_TSRESOL || len != 1)
		return true;
	in->units = *value & 0x80 ? 0 : 1;
	in->shift = *value & 0x7f;
	if (in->shift > (in->units ? 19 : 63)) {
		fail(r, "an interface whose clock is finer than can be told");
		return false;
	}
	for (int i = 0; in->units && i < in->shift; i++)
		in->units *= 10;
	return true;
}

static bool interface_options(struct records *r, struct interface *in, const uint8_t *p, uint32_t len)
{
	while (len >= 4) {
		uint16_t code = get16(r, p), value_len = get16(r, p + 2);
		uint32_t whole = 4 + ((value_len + 3u) & ~3u);

		if (!code)
			break;
		if (whole > len) {
			fail(r, "an option that is longer than its block");
			return false;
		}
		if (!interface_option(r, in, code, value_len, p + 4))
			return false;
		p += whole;
		len -= whole;
	}
	return true;
}

static bool interface_add(struct records *r, const struct block *b)
{
	struct interface in = { .units = 1000000 }, *more;
	uint32_t link;

	if (b->len < 8 || r->nr_interfaces == INTERFACES_MAX) {
		fail(r, b->len < 8 ? "a short description of an interface" : "too many interfaces");
		return false;
	}
	link = get16(r, b->body);
	in.snaplen = get32(r, b->body + 4);
	if (!interface_options(r, &in, b->body + 8, b->len - 8) || (!r->has_link && !link_set(r, link, in.snaplen)))
		return false;
	in.fits = link == r->link;
	more = reallocarray(r->interface, r->nr_interfaces + 1, sizeof(in));
	if (!more) {
		fail(r, "out of memory");
		return false;
	}
	r->interface = more;
	r->interface[r->nr_interfaces++] = in;
	return true;
}

static void time_set(struct record *rec, const struct interface *in, uint64_t ticks)
{
	uint64_t part;

	if (in->units) {
		rec->sec = ticks / in->units;
		part = ticks % in->units;
		rec->nsec = (uint32_t)((unsigned __int128)part * 1000000000u / in->units);
	} else {
		rec->sec = ticks >> in->shift;
		part = in->shift ? ticks & (UINT64_MAX >> (64 - in->shift)) : 0;
		rec->nsec = (uint32_t)(((unsigned __int128)part * 1000000000u) >> in->shift);
	}
	rec->sec += (uint64_t)in->offset;
}

/* The places of a packet block's fields. */
struct packet_form {
	uint32_t type;
	uint8_t head, interface, time, caplen, len;
};
static const struct packet_form packet_forms[] = {
	{ NG_PACKET, 20, 0, 4, 12, 16 },
	{ NG_PACKET_OLD, 20, 0, 4, 12, 16 },
	{ NG_PACKET_SIMPLE, 4, 0, 0, 0, 0 },
};

static bool packet_take(struct records *r, const struct block *b, const struct packet_form *form, struct record *rec)
{
	bool simple = form->type == NG_PACKET_SIMPLE;
	const struct interface *in;
	uint32_t id, caplen;

	if (b->len < form->head) {
		fail(r, "a packet block that is too short");
		return false;
	}
	id = simple ? 0 : form->type == NG_PACKET_OLD ? get16(r, b->body) : get32(r, b->body);
	if (id >= r->nr_interfaces || !r->interface[id].fits) {
		fail(r, id >= r->nr_interfaces ? "a packet of an interface that is not described"
					       : "interfaces of several link types");
		return false;
	}
	in = &r->interface[id];
	caplen = get32(r, b->body + form->caplen);
	if (simple && in->snaplen && caplen > in->snaplen)
		caplen = in->snaplen;
	if (!packet_fits(r, caplen))
		return false;
	if (caplen > b->len - form->head) {
		fail(r, "a packet that is longer than its block");
		return false;
	}
	*rec = (struct record){ .data = b->body + form->head,
				.caplen = caplen > r->snaplen ? r->snaplen : caplen,
				.len = get32(r, b->body + form->len) };
	if (!simple)
		time_set(rec, in, (uint64_t)get32(r, b->body + form->time) << 32 | get32(r, b->body + form->time + 4));
	return true;
}

/* A section begins: its byte order, and no interfaces. */
static bool section_begin(struct records *r, const uint8_t *p)
{
	uint32_t order;

	memcpy(&order, p + 8, 4);
	r->swapped = order == __builtin_bswap32(MAGIC_ORDER);
	if (!r->swapped && order != MAGIC_ORDER) {
		fail(r, "a section without byte order");
		return false;
	}
	if (get16(r, p + 12) != 1) {
		fail(r, "a version of pcapng other than 1");
		return false;
	}
	r->nr_interfaces = 0;
	return true;
}

/* The next block, whole, in the window. False: no more is there now, or it failed. */
static bool block_next(struct records *r, struct block *b, size_t *whole)
{
	const uint8_t *p;

	if (have(r) < 12)
		return false;
	p = r->buf + r->at;
	memcpy(&b->type, p, 4);
	if (b->type == MAGIC_NG && (have(r) < 16 || !section_begin(r, p)))
		return false;
	b->type = get32(r, p);
	*whole = get32(r, p + 4);
	if (*whole < (b->type == MAGIC_NG ? 28 : 12) || *whole % 4 || *whole > BLOCK_MAX) {
		fail(r, "a block with a length that cannot be");
		return false;
	}
	if (have(r) < *whole)
		return false;
	if (get32(r, p + *whole - 4) != *whole) {
		fail(r, "a block whose two lengths differ");
		return false;
	}
	b->body = p + 8;
	b->len = (uint32_t)*whole - 12;
	return true;
}

static size_t ng_next_batch(struct records *r, struct record *out, size_t max)
{
	struct block b;
	size_t n = 0, whole;

	while (n < max && block_next(r, &b, &whole)) {
		if (b.type == NG_INTERFACE && !interface_add(r, &b))
			break;
		for (size_t i = 0; i < sizeof(packet_forms) / sizeof(packet_forms[0]); i++)
			if (b.type == packet_forms[i].type && packet_take(r, &b, &packet_forms[i], &out[n])) {
				n++;
				r->nr++;
			}
		if (r->failed)
			break;
		r->at += whole;
	}
	return n;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static size_t next_batch(struct records *r, struct record *out, size_t max)
{
	return r->ng ? ng_next_batch(r, out, max) : pcap_next_batch(r, out, max);
}

size_t records_next(struct records *r, struct record *out, size_t max)
{
	size_t n = 0;

	while (!r->failed && !(n = next_batch(r, out, max)) && !r->failed)
		if (!fill(r)) {
			if (have(r) && !r->failed)
				fail(r, "it ends in the middle of a packet");
			break;
		}
	return n;
}

/* Of pcapng: all up to the first interface. */
static bool link_find(struct records *r)
{
	struct block b;
	size_t whole;

	while (!r->has_link && !r->failed) {
		if (!block_next(r, &b, &whole)) {
			if (!r->failed && !fill(r))
				break;
			continue;
		}
		if (b.type == NG_INTERFACE || b.type == NG_PACKET || b.type == NG_PACKET_OLD ||
		    b.type == NG_PACKET_SIMPLE)
			break;
		r->at += whole;
	}
	/* The block stays: it is read again as the first of the first batch. */
	return !r->failed && block_next(r, &b, &whole) && b.type == NG_INTERFACE && b.len >= 8 &&
	       link_set(r, get16(r, b.body), get32(r, b.body + 4));
}

pcap_t *records_pcap(struct records *r)
{
	char err[PCAP_ERRBUF_SIZE];
	FILE *f;

	if (r->pcap)
		return r->pcap;
	if (!r->has_link && !link_find(r)) {
		fail(r, "no interface is described");
		return NULL;
	}
	f = fmemopen(r->head, sizeof(r->head), "rb");
	r->pcap = f ? pcap_fopen_offline(f, err) : NULL;
	if (!r->pcap) {
		complain("%s: %s", r->path, f ? err : "out of memory");
		r->failed = true;
		if (f)
			fclose(f);
	}
	return r->pcap;
}
