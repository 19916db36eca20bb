// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * mangle.c - makes hostile packets of real ones: mangle IN.pcap OUT.pcap COUNT SEED.
 *
 * Takes COUNT packets by chance; each is cut off anywhere, cut off where a header ends, has bytes overwritten, or a bit
 * turned. The same seed gives the same packets. Reads and writes classic little-endian pcap.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHORTEST 14 /* the kernel's test run takes no less */

static uint64_t state;

static uint32_t chance(uint32_t below)
{
	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(state >> 33) % below;
}

static uint32_t get32(const uint8_t *at)
{
	uint32_t v;

	memcpy(&v, at, sizeof(v));
	return v;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

/* Changes the packet where it lies; returns its new length. */
static uint32_t mangle(uint8_t *packet, uint32_t len)
{
	static const uint8_t ends[] = { 14, 15, 18, 22, 33, 34, 35, 37, 38, 41, 42, 53, 54, 55, 58, 62, 66, 74, 78 };
	uint32_t cut, i;

	switch (chance(4)) {
	case 0:
		cut = SHORTEST + chance(len);
		return least(len, cut);
	case 1:
		return least(len, ends[chance(sizeof(ends))]);
	case 2:
		for (i = chance(3) + 1; i; i--)
			packet[chance(least(len, 80))] = (uint8_t)(chance(3) ? chance(256) : chance(2) ? 255 : 0);
		return len;
	default:
		packet[chance(least(len, 80))] ^= (uint8_t)(1u << chance(8));
		return len;
	}
}

static uint8_t *read_all(const char *path, size_t *len)
{
	FILE *in = fopen(path, "rb");
	uint8_t *bytes = NULL, *grown;
	size_t cap = 0, got;

	*len = 0;
	if (!in)
		return NULL;
	do {
		cap = cap ? cap * 2 : 1 << 20;
		grown = realloc(bytes, cap);
		if (!grown)
			break;
		bytes = grown;
		got = fread(bytes + *len, 1, cap - *len, in);
		*len += got;
	} while (got && *len == cap);
	fclose(in);
	return bytes;
}

int main(int argc, char **argv)
{
	uint8_t *in, record[16] = { 0 };
	size_t len, at, nr = 0;
	uint32_t *offsets, count, i, packet_len;
	FILE *out;

	if (argc != 5) {
		fputs("usage: mangle IN.pcap OUT.pcap COUNT SEED\n", stderr);
		return 2;
	}
	in = read_all(argv[1], &len);
	out = fopen(argv[2], "wb");
	offsets = malloc((len / 16 + 1) * sizeof(*offsets));
	if (!in || !out || !offsets || len < 24) {
		fputs("mangle: cannot read or write\n", stderr);
		return 2;
	}
	count = (uint32_t)strtoul(argv[3], NULL, 0);
	state = strtoul(argv[4], NULL, 0);
	for (at = 24; at + 16 <= len && at + 16 + get32(in + at + 8) <= len; at += 16 + get32(in + at + 8))
		if (get32(in + at + 8) >= SHORTEST)
			offsets[nr++] = (uint32_t)at;
	fwrite(in, 1, 24, out);
	for (i = 0; i < count && nr; i++) {
		at = offsets[chance((uint32_t)nr)];
		packet_len = mangle(in + at + 16, get32(in + at + 8));
		memcpy(record, in + at, 8);
		memcpy(record + 8, &packet_len, 4);
		memcpy(record + 12, &packet_len, 4);
		fwrite(record, 1, sizeof(record), out);
		fwrite(in + at + 16, 1, packet_len, out);
	}
	return fclose(out) ? 2 : 0;
}
