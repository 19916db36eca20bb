/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * text.h - text into a fixed buffer: never overruns, always terminated, remembers the length it would have had.
 *
 * text_printf knows %s %.*s %c %d %u %x (with h, l, ll by C type int32, and %lld %llu %llx for 64 bits), %zu, widths with
 * 0 or space padding and '-', %%. Nothing else.
 */
#ifndef KILN_BASE_TEXT_H
#define KILN_BASE_TEXT_H

#include <kiln/port.h>

struct text {
	char *buf;
	size_t cap; /* of buf, with the terminating zero; may be 0 */
	size_t len; /* what was asked for so far; text was cut where len >= cap */
};

static inline struct text text_of(char *buf, size_t cap)
{
	if (cap)
		buf[0] = 0;
	return (struct text){ .buf = buf, .cap = cap };
}
#define TEXT(array) text_of((array), sizeof(array))

void text_char(struct text *t, char c);
void text_bytes(struct text *t, const char *s, size_t len);
void text_vprintf(struct text *t, const char *fmt, va_list ap);
void text_printf(struct text *t, const char *fmt, ...) KILN_PRINTF(2, 3);

size_t text_len(const char *s); /* strlen */
bool text_same(const char *a, const char *b);
/* Copies at most cap - 1 characters and terminates. */
void text_copy(char *dst, size_t cap, const char *src);
/* The same of a text from outside, which is to be shown: kiln_text_plain(). */
void text_plain_copy(char *dst, size_t cap, const char *src);

#endif
