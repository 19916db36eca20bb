/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ramdisk.c - see bare.h.
 */
#include "bare.h"

enum { HEAD = 110, LEN_AT = 54, NAME_LEN_AT = 94 };

/* Eight digits in base 16. */
static uint32_t number(const uint8_t *at)
{
	uint32_t v = 0;

	for (int i = 0; i < 8; i++)
		v = v << 4 | (uint32_t)(at[i] <= '9' ? at[i] - '0' : (at[i] | 32) - 'a' + 10);
	return v;
}

static bool same(const uint8_t *at, const char *name, size_t len)
{
	size_t i = 0;

	while (i < len && name[i] && at[i] == (uint8_t)name[i])
		i++;
	return i < len && !name[i] && !at[i];
}

const uint8_t *ramdisk_file(const uint8_t *archive, size_t archive_len, const char *name, size_t *len)
{
	size_t at = 0, name_len, data;

	while (archive_len - at >= HEAD && !memcmp(archive + at, "070701", 6)) {
		*len = number(archive + at + LEN_AT);
		name_len = number(archive + at + NAME_LEN_AT);
		data = (at + HEAD + name_len + 3) & ~(size_t)3;
		if (data > archive_len || *len > archive_len - data)
			return NULL;
		if (same(archive + at + HEAD, name, name_len))
			return archive + data;
		at = (data + *len + 3) & ~(size_t)3;
		if (at > archive_len)
			return NULL;
	}
	return NULL;
}
