/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "base/text.h"

#include <kiln/kiln.h>

void text_char(struct text *t, char c)
{
	if (t->len + 1 < t->cap) {
		t->buf[t->len] = c;
		t->buf[t->len + 1] = 0;
	}
	t->len++;
}

void text_bytes(struct text *t, const char *s, size_t len)
{
	while (len--)
		text_char(t, *s++);
}

size_t text_len(const char *s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}

bool text_same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

void text_copy(char *dst, size_t cap, const char *src)
{
	struct text t = text_of(dst, cap);

	text_bytes(&t, src, text_len(src));
}

struct spec {
	bool left, zero, plus;
	int width, precision; /* precision -1: none */
	int longs;	      /* 0: int, 2: long long, 3: size_t */
};

static void text_padded(struct text *t, const struct spec *s, const char *digits, size_t len, const char *sign)
{
	size_t all = len + text_len(sign);
	size_t pad = s->width > 0 && (size_t)s->width > all ? (size_t)s->width - all : 0;

	for (; pad && !s->left && !s->zero; pad--)
		text_char(t, ' ');
	text_bytes(t, sign, text_len(sign));
	for (; pad && !s->left; pad--)
		text_char(t, '0');
	text_bytes(t, digits, len);
	for (; pad; pad--)
		text_char(t, ' ');
}

static void text_number(struct text *t, const struct spec *s, uint64_t v, unsigned int base, const char *sign)
{
	char buf[24];
	size_t at = sizeof(buf);

	do
		buf[--at] = "0123456789abcdef"[v % base];
	while (v /= base);
	text_padded(t, s, buf + at, sizeof(buf) - at, sign);
}

static const char *spec_read(const char *f, struct spec *s, va_list *ap)
{
	*s = (struct spec){ .precision = -1 };
	for (;; f++) {
		if (*f == '-')
			s->left = true;
		else if (*f == '0')
			s->zero = true;
		else if (*f == '+')
			s->plus = true;
		else
			break;
	}
	if (*f == '*') {
		s->width = va_arg(*ap, int);
		f++;
	}
	while (*f >= '0' && *f <= '9')
		s->width = s->width * 10 + (*f++ - '0');
	if (*f == '.') {
		s->precision = 0;
		if (*++f == '*') {
			s->precision = va_arg(*ap, int);
			f++;
		}
		while (*f >= '0' && *f <= '9')
			s->precision = s->precision * 10 + (*f++ - '0');
	}
	while (*f == 'l')
		s->longs++, f++;
	if (*f == 'z')
		s->longs = 3, f++;
	return f;
}

static uint64_t spec_unsigned(const struct spec *s, va_list *ap)
{
	if (s->longs == 3)
		return va_arg(*ap, size_t);
	return s->longs == 2 ? va_arg(*ap, unsigned long long) : va_arg(*ap, unsigned int);
}

static int64_t spec_signed(const struct spec *s, va_list *ap)
{
	return s->longs == 2 ? va_arg(*ap, long long) : va_arg(*ap, int);
}

static void text_string(struct text *t, const struct spec *s, const char *str)
{
	size_t len = 0;

	if (!str)
		str = "(null)";
	while ((s->precision < 0 || len < (size_t)s->precision) && str[len])
		len++;
	text_padded(t, s, str, len, "");
}

void text_vprintf(struct text *t, const char *fmt, va_list args)
{
	va_list ap;
	struct spec s;
	int64_t d;
	char c;

	va_copy(ap, args);
	for (; *fmt; fmt++) {
		if (*fmt != '%') {
			text_char(t, *fmt);
			continue;
		}
		fmt = spec_read(fmt + 1, &s, &ap);
		switch (*fmt) {
		case 'd':
			d = spec_signed(&s, &ap);
			text_number(t, &s, d < 0 ? 0 - (uint64_t)d : (uint64_t)d, 10, d < 0 ? "-" : s.plus ? "+" : "");
			break;
		case 'u':
			text_number(t, &s, spec_unsigned(&s, &ap), 10, "");
			break;
		case 'x':
			text_number(t, &s, spec_unsigned(&s, &ap), 16, "");
			break;
		case 's':
			text_string(t, &s, va_arg(ap, const char *));
			break;
		case 'c':
			c = (char)va_arg(ap, int);
			text_padded(t, &s, &c, 1, "");
			break;
		default: /* '%', and what is unknown shows itself */
			text_char(t, *fmt);
			if (!*fmt)
				goto end;
		}
	}
end:
	va_end(ap);
}

void text_printf(struct text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	text_vprintf(t, fmt, ap);
	va_end(ap);
}

/* Bytes of the UTF-8 character at s, which ends with 0; 0: there is none, or one that controls what shows it. */
static size_t character(const unsigned char *s)
{
	static const uint32_t least[] = { 0, 0, 0xa0, 0x800, 0x10000 };
	size_t len = *s < 0x80 ? 1 : *s >> 5 == 6 ? 2 : *s >> 4 == 14 ? 3 : *s >> 3 == 30 ? 4 : 0;
	uint32_t c = len < 2 ? *s : *s & (0x7fu >> len);

	for (size_t i = 1; i < len; i++) {
		if (s[i] >> 6 != 2)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (len == 1)
		return c >= ' ' && c != 0x7f;
	/* shorter forms, halves of UTF-16, beyond Unicode; signs that turn the direction of a line round */
	if (c < least[len] || c >> 11 == 0x1b || c > 0x10ffff || c - 0x202a < 5 || c - 0x2066 < 4)
		return 0;
	return len;
}

void kiln_text_plain(char *s)
{
	for (size_t len; *s; s += len) {
		len = character((const unsigned char *)s);
		if (!len) {
			*s = *s == '\t' ? ' ' : '?';
			len = 1;
		}
	}
}

void text_plain_copy(char *dst, size_t cap, const char *src)
{
	text_copy(dst, cap, src);
	kiln_text_plain(dst);
}
