/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * string.c - helpers about text: print, format, compare, read numbers.
 *
 * Invariant    answers and limits are Linux's (kernel/bpf/helpers.c, lib/kstrtox.c), but a printed line is cut to LINE_MAX
 *              bytes, so that the frame stays small.
 * Threads      any: nothing is kept.
 */
#include "base/bits.h"
#include "rt/format.h"

enum { LINE_MAX = 896, TRACE_ARGS = 3 };

/* Formats and hands over a line. The host ends lines itself, so one end that the format brings is left out. */
static uint64_t print_line(struct kiln_env *env, const char *fmt, uint32_t len, const uint64_t *args, uint32_t nr_args)
{
	const struct kiln_host *h = env->k->host;
	char buf[LINE_MAX];
	struct text t = TEXT(buf);
	size_t n;

	if (!format_text(&t, env, fmt, len, args, nr_args))
		return rt_err(KILN_ERR_INVAL);
	n = t.len < sizeof(buf) ? t.len : sizeof(buf) - 1;
	if (n && buf[n - 1] == '\n')
		n--;
	if (h->print)
		h->print(h->cookie, buf, n);
	return t.len;
}

/* (format, len, up to three numbers) */
BODY(call_trace_printk)
{
	uint64_t args[TRACE_ARGS] = { r3, r4, r5 };

	return print_line(env, rt_ptr(r1), (uint32_t)r2, args, TRACE_ARGS);
}

/* Numbers come as an array of 8 bytes each, wherever it lies. */
static bool args_read(uint64_t *args, uint32_t *nr, const void *data, uint32_t len)
{
	if (len & 7 || len > FORMAT_ARGS_MAX * 8 || (len && !data))
		return false;
	if (len)
		memcpy(args, data, len);
	*nr = len / 8;
	return true;
}

/* (format, len, numbers or NULL, len) */
BODY(call_trace_vprintk)
{
	uint64_t args[FORMAT_ARGS_MAX];
	uint32_t nr;

	if (!args_read(args, &nr, rt_ptr(r3), (uint32_t)r4))
		return rt_err(KILN_ERR_INVAL);
	return print_line(env, rt_ptr(r1), (uint32_t)r2, args, nr);
}

/* -- what iterators write ------------------------------------------------------------------------------------------ */

/* From now on all that the program writes for this element is too much, as Linux has it. */
static uint64_t seq_over(struct kiln_iter *i)
{
	i->over = true;
	i->len = i->cap;
	return rt_err(KILN_ERR_OVERFLOW);
}

/* (where to, format, len, numbers or NULL, len) */
BODY(call_seq_printf)
{
	uint64_t args[FORMAT_ARGS_MAX];
	struct kiln_iter *i = env->iter;
	uint32_t nr;
	struct text t;

	if (!i || !args_read(args, &nr, rt_ptr(r4), (uint32_t)r5))
		return rt_err(KILN_ERR_INVAL);
	t = (struct text){ .buf = (char *)i->out + i->len, .cap = i->cap - i->len };
	if (!format_text(&t, env, rt_ptr(r2), (uint32_t)r3, args, nr))
		return rt_err(KILN_ERR_INVAL);
	if (t.len >= t.cap)
		return seq_over(i);
	i->len += (uint32_t)t.len;
	return 0;
}

/* (where to, bytes, len) */
BODY(call_seq_write)
{
	struct kiln_iter *i = env->iter;
	const uint32_t len = (uint32_t)r3;

	if (!i)
		return rt_err(KILN_ERR_INVAL);
	if (len >= i->cap - i->len)
		return seq_over(i);
	memcpy(i->out + i->len, rt_ptr(r2), len);
	i->len += len;
	return 0;
}

/* -- into a program's memory ------------------------------------------------------------------------------------------- */

/* (buf or NULL, len, format that ends somewhere, numbers or NULL, len): the length it needs, with the zero */
BODY(call_snprintf)
{
	uint64_t args[FORMAT_ARGS_MAX];
	const char *fmt = rt_ptr(r3);
	uint32_t nr;
	struct text t;

	if (!args_read(args, &nr, rt_ptr(r4), (uint32_t)r5))
		return rt_err(KILN_ERR_INVAL);
	t = (struct text){ .buf = rt_ptr(r1), .cap = r1 ? (uint32_t)r2 : 0 };
	if (!format_text(&t, env, fmt, text_len(fmt) + 1, args, nr))
		return rt_err(KILN_ERR_INVAL);
	if (t.cap && (!t.len || t.cap == 1))
		t.buf[0] = 0; /* no character was put, so no zero behind it */
	return t.len + 1;
}

/* (bytes, len, constant string) */
BODY(call_strncmp)
{
	const uint8_t *a = rt_ptr(r1), *b = rt_ptr(r3);

	for (uint32_t i = 0; i < (uint32_t)r2; i++) {
		if (a[i] != b[i])
			return a[i] < b[i] ? UINT64_MAX : 1;
		if (!a[i])
			break;
	}
	return 0;
}

/* -- numbers ------------------------------------------------------------------------------------------------------- */

enum { BASE_MASK = 0x1f, DIGITS_MAX = 63 /* characters behind the sign that are looked at */ };

struct number {
	uint64_t value;
	bool negative;
};

static bool is_space(uint8_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
}

/* The value of a digit, or a number above every base. */
static uint32_t digit_of(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10u : 99;
}

static bool has_0x(const uint8_t *s, uint32_t len)
{
	return len >= 2 && s[0] == '0' && (s[1] | 0x20) == 'x';
}

/* The base of the digits at s where none was given: C's rule. */
static uint32_t base_of(const uint8_t *s, uint32_t len)
{
	if (!len || s[0] != '0')
		return 10;
	return len >= 3 && has_0x(s, len) && digit_of(s[2]) < 16 ? 16 : 8;
}

/* Reads the digits at s. How many characters, 0 for none, or -ERANGE. */
static int64_t digits_read(const uint8_t *s, uint32_t len, uint32_t base, uint64_t *value)
{
	uint32_t i = base == 16 && has_0x(s, len) ? 2 : 0, first = i, d;
	bool overflow = false;

	for (*value = 0; i < len && (d = digit_of(s[i]), d < base); i++) {
		overflow |= __builtin_mul_overflow(*value, (uint64_t)base, value);
		overflow |= __builtin_add_overflow(*value, (uint64_t)d, value);
	}
	if (overflow)
		return -(int64_t)KILN_ERR_RANGE;
	return i == first ? 0 : (int64_t)i;
}

/* How many characters the number at s takes, or -errno. */
static int64_t number_read(const uint8_t *s, uint32_t len, uint64_t flags, struct number *out)
{
	uint32_t base = (uint32_t)(flags & BASE_MASK), at = 0, left;
	int64_t n;

	if (!len || flags & ~(uint64_t)BASE_MASK || (base && base != 8 && base != 10 && base != 16))
		return -(int64_t)KILN_ERR_INVAL;
	while (at < len && is_space(s[at]))
		at++;
	out->negative = at < len && s[at] == '-';
	at += out->negative;
	left = len - at < DIGITS_MAX ? len - at : DIGITS_MAX;
	n = digits_read(s + at, left, base ? base : base_of(s + at, left), &out->value);
	return n > 0 ? at + n : n ? n : -(int64_t)KILN_ERR_INVAL;
}

/* (text, len, base, result) */
BODY(call_strtol)
{
	struct number n;
	int64_t len = number_read(rt_ptr(r1), (uint32_t)r2, r3, &n);
	uint64_t v = n.negative ? 0 - n.value : n.value;

	if (len >= 0 && (n.negative ? (int64_t)v > 0 : (int64_t)v < 0))
		len = -(int64_t)KILN_ERR_RANGE;
	put64(rt_ptr(r4), len < 0 ? 0 : v);
	return (uint64_t)len;
}

/* (text, len, base, result): a minus sign is refused, even before 0 */
BODY(call_strtoul)
{
	struct number n;
	int64_t len = number_read(rt_ptr(r1), (uint32_t)r2, r3, &n);

	if (len >= 0 && n.negative)
		len = -(int64_t)KILN_ERR_INVAL;
	put64(rt_ptr(r4), len < 0 ? 0 : n.value);
	return (uint64_t)len;
}
