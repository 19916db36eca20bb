// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * mkpacket.c - writes the packets that the benchmark programs read: mkpacket DIRECTORY.
 *
 *	noise.bin   1,024 bytes without any pattern
 *	tcp.bin     Ethernet, IPv4, TCP to port 443, 64 bytes of payload
 *	text.bin    1,024 bytes of text with the word that bench/prog/search.c looks for near its end
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t state = 0x6b696c6e;

static uint8_t next_byte(void)
{
	state = state * 1664525 + 1013904223;
	return (uint8_t)(state >> 24);
}

static int write_file(const char *dir, const char *name, const void *bytes, size_t len)
{
	char path[4096];
	FILE *out;
	size_t done;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	out = fopen(path, "wb");
	if (!out) {
		perror(path);
		return 1;
	}
	done = fwrite(bytes, 1, len, out);
	return fclose(out) || done != len;
}

int main(int argc, char **argv)
{
	static const char words[] =
		"the fire of the kiln keeps an even heat and the knife of the king is kept in the kitchen ";
	static const uint8_t headers[] = {
		2,    0,    0, 0,   0,	  1,	2,    0, 0,  0, 0, 2, 8,    0,				  /* Ethernet */
		0x45, 0,    0, 104, 0x12, 0x34, 0x40, 0, 64, 6, 0, 0, 10,   200,  3,	7, 10, 1, 250, 9, /* IPv4 */
		0x9c, 0x40, 1, 187, 0,	  0,	0,    1, 0,  0, 0, 2, 0x50, 0x18, 0x20, 0, 0,  0, 0,   0, /* TCP */
	};
	uint8_t noise[1024], tcp[sizeof(headers) + 64], text[1024];
	size_t i;

	if (argc != 2) {
		fputs("usage: mkpacket DIRECTORY\n", stderr);
		return 2;
	}
	for (i = 0; i < sizeof(noise); i++)
		noise[i] = next_byte();
	memcpy(tcp, headers, sizeof(headers));
	for (i = sizeof(headers); i < sizeof(tcp); i++)
		tcp[i] = next_byte();
	for (i = 0; i < sizeof(text); i++)
		text[i] = (uint8_t)words[i % (sizeof(words) - 1)];
	memcpy(text + 740, "kilnfire", 8);
	return write_file(argv[1], "noise.bin", noise, sizeof(noise)) ||
	       write_file(argv[1], "tcp.bin", tcp, sizeof(tcp)) || write_file(argv[1], "text.bin", text, sizeof(text));
}
