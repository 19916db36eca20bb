/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * mutate.c - damages a file in a way that a number names: mutate NUMBER IN OUT.
 *
 * One in four is cut short; the others have one to eight bits flipped, bytes set to 0, 255 or anything, or a run of bytes
 * copied elsewhere.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static uint64_t any(void)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static void damage(uint8_t *p, size_t len)
{
	size_t at = any() % len, from = any() % len, run = 1 + any() % 16;

	switch (any() % 4) {
	case 0:
		p[at] ^= (uint8_t)(1u << any() % 8);
		break;
	case 1:
		p[at] = any() % 2 ? 0xff : 0;
		break;
	case 2:
		p[at] = (uint8_t)any();
		break;
	default:
		if (at + run <= len && from + run <= len)
			memmove(p + at, p + from, run);
	}
}

int main(int argc, char **argv)
{
	static uint8_t bytes[1 << 24];
	size_t len;
	FILE *f;

	if (argc != 4 || !(f = fopen(argv[2], "rb")))
		return 2;
	len = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	state = strtoull(argv[1], NULL, 0);
	if (!len)
		return 2;
	if (any() % 4 == 0)
		len = any() % len;
	else
		for (uint64_t n = 1 + any() % 8; n; n--)
			damage(bytes, len);
	f = fopen(argv[3], "wb");
	return !f || fwrite(bytes, 1, len, f) != len || fclose(f) ? 2 : 0;
}
