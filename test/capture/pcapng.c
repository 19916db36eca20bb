// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * pcapng.c - writes a capture again as pcapng, with what readers of that form have to cope with.
 *
 *	pcapng [-b] [-m MAX] IN.pcap OUT.pcapng
 *
 * Overview     one section; two interfaces that take turns; times in nanoseconds; enhanced packet blocks with a comment each
 *              100th packet; and blocks a reader has to skip (name resolution, statistics, one of no known kind).
 *              -b writes the other byte order than the machine's, -m stops after MAX packets.
 * See          draft-ietf-opsawg-pcapng; test/stages/06-capture.sh compares what tcpdump reads from both.
 */
#include <pcap/pcap.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum block_type {
	BLOCK_SECTION = 0x0a0d0d0a,
	BLOCK_INTERFACE = 1,
	BLOCK_NAMES = 4,
	BLOCK_STATISTICS = 5,
	BLOCK_PACKET = 6,
	BLOCK_UNKNOWN = 0x0bad1dea,
};

enum option { OPTION_END = 0, OPTION_COMMENT = 1, OPTION_INTERFACE_NAME = 2, OPTION_TIME_RESOLUTION = 9 };

#define BYTE_ORDER_MAGIC 0x1a2b3c4d
#define NR_INTERFACES	 2
#define COMMENT_EVERY	 100
#define BODY_MAX	 (512 * 1024)

struct block {
	uint8_t body[BODY_MAX];
	uint32_t len;
	bool swap;
};

static void put(struct block *b, const void *bytes, uint32_t len)
{
	if (len > BODY_MAX - 4 - b->len) {
		fprintf(stderr, "pcapng: a block of more than %d bytes\n", BODY_MAX);
		exit(2);
	}
	memcpy(b->body + b->len, bytes, len);
	b->len += len;
	while (b->len % 4)
		b->body[b->len++] = 0;
}

static uint32_t order32(const struct block *b, uint32_t v)
{
	return b->swap ? __builtin_bswap32(v) : v;
}

static void put32(struct block *b, uint32_t v)
{
	v = order32(b, v);
	put(b, &v, sizeof(v));
}

/* Two halves that share one word: a pair of 16-bit fields. */
static void put16x2(struct block *b, uint16_t first, uint16_t second)
{
	uint16_t pair[2] = { first, second };

	if (b->swap) {
		pair[0] = __builtin_bswap16(first);
		pair[1] = __builtin_bswap16(second);
	}
	put(b, pair, sizeof(pair));
}

static void put_option(struct block *b, enum option option, const void *bytes, uint16_t len)
{
	put16x2(b, (uint16_t)option, len);
	put(b, bytes, len);
}

static void end_block(struct block *b, uint32_t type, FILE *out)
{
	uint32_t head[2] = { order32(b, type), order32(b, b->len + 12) };

	fwrite(head, sizeof(head), 1, out);
	fwrite(b->body, b->len, 1, out);
	fwrite(&head[1], sizeof(head[1]), 1, out);
	b->len = 0;
}

static void write_head(struct block *b, int linktype, int snaplen, FILE *out)
{
	static const char *const names[NR_INTERFACES] = { "kiln0", "kiln1" };
	static const uint8_t nanoseconds = 9;
	uint32_t i;

	put32(b, BYTE_ORDER_MAGIC);
	put16x2(b, 1, 0);
	put32(b, UINT32_MAX); /* the section's length is not told */
	put32(b, UINT32_MAX);
	end_block(b, BLOCK_SECTION, out);
	for (i = 0; i < NR_INTERFACES; i++) {
		put16x2(b, (uint16_t)linktype, 0);
		put32(b, (uint32_t)snaplen);
		put_option(b, OPTION_INTERFACE_NAME, names[i], (uint16_t)strlen(names[i]));
		put_option(b, OPTION_TIME_RESOLUTION, &nanoseconds, sizeof(nanoseconds));
		put_option(b, OPTION_END, "", 0);
		end_block(b, BLOCK_INTERFACE, out);
	}
}

static void write_packet(struct block *b, const struct pcap_pkthdr *h, const uint8_t *data, uint32_t n, FILE *out)
{
	static const char comment[] = "one packet in a hundred carries a comment";
	uint64_t ns = (uint64_t)h->ts.tv_sec * 1000000000u + (uint64_t)h->ts.tv_usec;

	put32(b, n % NR_INTERFACES);
	put32(b, (uint32_t)(ns >> 32));
	put32(b, (uint32_t)ns);
	put32(b, h->caplen);
	put32(b, h->len);
	put(b, data, h->caplen);
	if (n % COMMENT_EVERY == 0) {
		put_option(b, OPTION_COMMENT, comment, sizeof(comment) - 1);
		put_option(b, OPTION_END, "", 0);
	}
	end_block(b, BLOCK_PACKET, out);
}

static void write_to_skip(struct block *b, FILE *out)
{
	put16x2(b, 0, 0); /* no names */
	end_block(b, BLOCK_NAMES, out);
	put32(b, 0);
	put32(b, 0);
	put32(b, 0);
	end_block(b, BLOCK_STATISTICS, out);
	put(b, "nobody knows this one", 21);
	end_block(b, BLOCK_UNKNOWN, out);
}

int main(int argc, char **argv)
{
	static struct block block;
	char why[PCAP_ERRBUF_SIZE];
	uint32_t n = 0, max = UINT32_MAX;
	struct pcap_pkthdr *header;
	const uint8_t *data;
	pcap_t *in;
	FILE *out;
	int option, got = 0;

	while ((option = getopt(argc, argv, "bm:")) != -1) {
		if (option == 'b')
			block.swap = true;
		else if (option == 'm')
			max = (uint32_t)strtoul(optarg, NULL, 10);
		else
			return 2;
	}
	if (argc - optind != 2) {
		fprintf(stderr, "usage: pcapng [-b] [-m MAX] IN.pcap OUT.pcapng\n");
		return 2;
	}
	in = pcap_open_offline_with_tstamp_precision(argv[optind], PCAP_TSTAMP_PRECISION_NANO, why);
	if (!in) {
		fprintf(stderr, "pcapng: %s\n", why);
		return 2;
	}
	out = fopen(argv[optind + 1], "wb");
	if (!out) {
		perror(argv[optind + 1]);
		return 2;
	}
	write_head(&block, pcap_datalink(in), pcap_snapshot(in), out);
	while (n < max && (got = pcap_next_ex(in, &header, &data)) == 1) {
		if (n == 1)
			write_to_skip(&block, out);
		write_packet(&block, header, data, n++, out);
	}
	if (got == PCAP_ERROR) {
		pcap_perror(in, "pcapng");
		return 2;
	}
	pcap_close(in);
	if (ferror(out) || fclose(out)) {
		perror(argv[optind + 1]);
		return 2;
	}
	return 0;
}
