/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * format.c - text from a program's format and numbers.
 *
 * Overview     the format is read twice by the same reader: once to check all of it, once to write.
 * Invariant    nothing is read beyond the format's length and its numbers, even where another CPU changes the format between
 *              the two readings. A field's width costs no time beyond the buffer's end.
 * Cost         linear in what is written. Frames stay under 1 KB: the longest string is FORMAT_STRING_MAX bytes.
 * See          test/kernel/helper_diff.c compares the text with the running kernel's.
 */
#include "rt/format.h"

#include "base/bits.h"

enum { WIDTH_MAX = (1 << 23) - 1 };

struct spec {
	char form; /* d u x X c s, p: digits, S: symbol, i I: address of 4 or 16 bytes, 0: '%' */
	bool left, zero, plus, space, user;
	uint8_t longs, ip_len;
	uint32_t width;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What may stand in a format: ASCII that prints, white space, and bytes of other alphabets. */
static bool is_text(char c)
{
	return is_space(c) || (c > ' ' && c < 0x7f) || (uint8_t)c >= 0x80;
}

/* What may follow %p and %s: the end, white space, punctuation. */
static bool ends_word(char c)
{
	return !c || is_space(c) || (c > ' ' && c < 0x7f && !is_alnum(c));
}

/* What is left of a format. */
struct rest {
	const char *at, *end;
};

/* The n-th character of what is left; zero behind the end. */
static char look(const struct rest *r, size_t n)
{
	return n < (size_t)(r->end - r->at) ? r->at[n] : 0;
}

static void skip(struct rest *r, size_t n)
{
	size_t left = (size_t)(r->end - r->at);

	r->at += n < left ? n : left;
}

static void skip_alnum(struct rest *r)
{
	while (is_alnum(look(r, 0)))
		skip(r, 1);
}

static bool read_flag(char c, struct spec *s)
{
	s->zero |= c == '0';
	s->plus |= c == '+';
	s->left |= c == '-';
	s->space |= c == ' ';
	return c == '0' || c == '+' || c == '-' || c == ' ';
}

static void read_width(struct rest *r, struct spec *s)
{
	while (read_flag(look(r, 0), s))
		skip(r, 1);
	for (char c; c = look(r, 0), is_digit(c); skip(r, 1))
		if (s->width < WIDTH_MAX)
			s->width = s->width * 10 + (uint32_t)(c - '0');
	if (s->width > WIDTH_MAX)
		s->width = WIDTH_MAX;
}

static bool read_string(struct rest *r, struct spec *s)
{
	s->form = 's';
	return ends_word(look(r, 0));
}

/* r is behind the p. */
static bool read_pointer(struct rest *r, struct spec *s)
{
	char c = look(r, 0), next = look(r, 1);

	s->form = 'p';
	if (ends_word(c))
		return true;
	if ((c == 'k' || c == 'u') && next == 's') {
		s->user = c == 'u';
		skip(r, 2);
		return read_string(r, s);
	}
	skip_alnum(r);
	if (c == 'x' || c == 'K')
		return true;
	s->form = c == 's' || c == 'S' || c == 'B' ? 'S' : c;
	s->ip_len = next == '4' ? 4 : 16;
	return s->form == 'S' || ((c == 'i' || c == 'I') && (next == '4' || next == '6'));
}

/* r is behind a '%', and then behind the conversion. False if there is none like it. */
static bool read_spec(struct rest *r, struct spec *s)
{
	*s = (struct spec){ .form = 0 };
	if (look(r, 0) == '%') {
		skip(r, 1);
		return true;
	}
	read_width(r, s);
	for (; look(r, 0) == 'l' && s->longs < 2; skip(r, 1))
		s->longs++;
	s->form = look(r, 0);
	skip(r, 1);
	switch (s->form) {
	case 'i':
		s->form = 'd';
		return true;
	case 'd':
	case 'u':
	case 'x':
	case 'X':
		return true;
	case 'c':
		return !s->longs;
	case 's':
		return !s->longs && read_string(r, s);
	case 'p':
		return !s->longs && read_pointer(r, s);
	}
	return false;
}

/* -- writing ------------------------------------------------------------------------------------------------------- */

static void put_repeated(struct text *t, char c, size_t n)
{
	size_t room = t->len < t->cap ? t->cap - t->len : 0;

	if (n > room) {
		size_t beyond = n - room;

		put_repeated(t, c, room);
		t->len += beyond;
		return;
	}
	while (n--)
		text_char(t, c);
}

/* sign, then digits, in the field's width. */
static void put_field(struct text *t, const struct spec *s, char sign, const char *body, size_t len)
{
	size_t all = len + !!sign, pad = s->width > all ? s->width - all : 0;

	if (!s->left && !s->zero)
		put_repeated(t, ' ', pad);
	if (sign)
		text_char(t, sign);
	if (!s->left && s->zero)
		put_repeated(t, '0', pad);
	text_bytes(t, body, len);
	if (s->left)
		put_repeated(t, ' ', pad);
}

static void put_number(struct text *t, const struct spec *s, uint64_t v)
{
	const char *digits = s->form == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	uint32_t base = s->form == 'd' || s->form == 'u' ? 10 : 16;
	char buf[20], sign = 0;
	size_t at = sizeof(buf);

	if (s->form == 'd') {
		int64_t d = s->longs ? (int64_t)v : (int32_t)v;

		sign = d < 0 ? '-' : s->plus ? '+' : s->space ? ' ' : 0;
		v = d < 0 ? 0 - (uint64_t)d : (uint64_t)d;
	} else if (!s->longs) {
		v = (uint32_t)v;
	}
	do {
		buf[--at] = digits[v % base];
		v /= base;
	} while (v);
	put_field(t, s, sign, buf + at, sizeof(buf) - at);
}

static void put_pointer(struct text *t, const struct spec *s, uint64_t v)
{
	struct spec hex = *s;

	hex.longs = 2;
	hex.form = 'x';
	if (!hex.width) {
		hex.width = 16;
		hex.zero = true;
	}
	put_number(t, &hex, v);
}

/* Strings are padded with spaces, never with zeros. */
static void put_string(struct text *t, const struct spec *s, const char *str, size_t len)
{
	struct spec plain = *s;

	plain.zero = false;
	put_field(t, &plain, 0, str, len);
}

/* The symbol's name where there are symbols; there are none, so it is the address. Linux gives these no width. */
static void put_symbol(struct text *t, uint64_t v)
{
	text_printf(t, "0x%llx", (unsigned long long)v);
}

static void put_peeked(struct text *t, const struct spec *s, struct kiln_env *env, uint64_t addr)
{
	char str[FORMAT_STRING_MAX];
	int64_t len = rt_peek_str(env, str, sizeof(str), addr, s->user);

	put_string(t, s, str, len > 0 ? (size_t)len - 1 : 0);
}

/* i: all digits, without colons. I: as people write them, but not shortened. Linux gives these no width either. */
static void put_ip(struct text *t, const struct spec *s, struct kiln_env *env, uint64_t addr)
{
	uint8_t ip[16];

	(void)rt_peek(env, ip, s->ip_len, addr, false);
	for (uint32_t i = 0; i < s->ip_len; i++) {
		if (s->ip_len == 4)
			text_printf(t, s->form == 'i' ? "%s%03u" : "%s%u", i ? "." : "", ip[i]);
		else
			text_printf(t, "%s%02x", s->form == 'I' && i && i % 2 == 0 ? ":" : "", ip[i]);
	}
}

static void put_spec(struct text *t, const struct spec *s, struct kiln_env *env, uint64_t v)
{
	char c = (char)v;

	switch (s->form) {
	case 'c':
		put_string(t, s, &c, 1);
		break;
	case 's':
		put_peeked(t, s, env, v);
		break;
	case 'p':
		put_pointer(t, s, v);
		break;
	case 'S':
		put_symbol(t, v);
		break;
	case 'i':
	case 'I':
		put_ip(t, s, env, v);
		break;
	default:
		put_number(t, s, v);
	}
}

static bool format_ok(const char *fmt, size_t len, uint32_t nr_args)
{
	struct rest r = { fmt, fmt };
	struct spec s;

	while (r.end < fmt + len && *r.end)
		r.end++;
	if (r.end == fmt + len)
		return false;
	for (char c; c = look(&r, 0), c;) {
		skip(&r, 1);
		if (!is_text(c))
			return false;
		if (c != '%')
			continue;
		if (look(&r, 0) != '%' && !nr_args)
			return false;
		if (!read_spec(&r, &s))
			return false;
		nr_args -= s.form != 0;
	}
	return true;
}

bool format_text(struct text *t, struct kiln_env *env, const char *fmt, size_t len, const uint64_t *args,
		 uint32_t nr_args)
{
	struct rest r = { fmt, fmt + len };
	struct spec s;

	if (!format_ok(fmt, len, nr_args))
		return false;
	for (char c; c = look(&r, 0), c;) {
		skip(&r, 1);
		if (c != '%') {
			text_char(t, c);
			continue;
		}
		if (!read_spec(&r, &s) || (s.form && !nr_args))
			break; /* changed meanwhile */
		if (s.form) {
			put_spec(t, &s, env, *args++);
			nr_args--;
		} else {
			text_char(t, '%');
		}
	}
	return true;
}
