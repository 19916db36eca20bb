/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * host.c - a machine with nothing on it as host: one CPU, no interrupts, memory that is simply there.
 *
 * Overview     memory comes from the front of the heap and goes back to a list of its size. A reader is a count, and what is called later is
 *              called when it is 0. Native code is written at one address and executed at another: start.S.
 */
#include "bare.h"

enum { CLASSES = 28, SMALLEST = 6 }; /* 64 bytes to 8 GB: a power of two each, so all are aligned */

/* -- what compilers call ------------------------------------------------------------------------------------------------ */

#undef memcpy
#undef memmove
#undef memset
#undef memcmp

void *memcpy(void *restrict dst, const void *restrict src, size_t len)
{
	void *to = dst;

	__asm__ volatile("rep movsb" : "+D"(to), "+S"(src), "+c"(len) : : "memory");
	return dst;
}

void *memmove(void *dst, const void *src, size_t len)
{
	uint8_t *d = dst;
	const uint8_t *s = src;

	if ((uintptr_t)dst - (uintptr_t)src >= len)
		return memcpy(dst, src, len);
	while (len--)
		__asm__ volatile("movb %1, %%al; movb %%al, %0" : "=m"(d[len]) : "m"(s[len]) : "al");
	return dst;
}

void *memset(void *dst, int byte, size_t len)
{
	void *to = dst;

	__asm__ volatile("rep stosb" : "+D"(to), "+c"(len) : "a"(byte) : "memory");
	return dst;
}

int memcmp(const void *a, const void *b, size_t len)
{
	const uint8_t *x = a, *y = b;

	for (; len; len--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

/* -- the serial port ---------------------------------------------------------------------------------------------------- */

enum { PORT = 0x3f8, LINE_STATUS = PORT + 5, CAN_SEND = 0x20 };

static void out(uint16_t port, uint8_t v)
{
	__asm__ volatile("outb %0, %1" : : "a"(v), "Nd"(port));
}

static uint8_t in(uint16_t port)
{
	uint8_t v;

	__asm__ volatile("inb %1, %0" : "=a"(v) : "Nd"(port));
	return v;
}

static void text(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		while (!(in(LINE_STATUS)&CAN_SEND))
			;
		out(PORT, (uint8_t)s[i]);
	}
}

void bare_text(const char *s)
{
	size_t len = 0;

	while (s[len])
		len++;
	text(s, len);
}

void bare_number(uint64_t v)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + v % 10);
	while (v /= 10);
	text(digits + at, sizeof(digits) - at);
}

/* -- memory ------------------------------------------------------------------------------------------------------------- */

struct block {
	struct block *next;
};
static struct block *spare[CLASSES];
static uintptr_t heap = HEAP;

static uint32_t class_of(size_t len)
{
	uint32_t order = 0;

	while (order < CLASSES && (size_t)1 << (order + SMALLEST) < len)
		order++;
	return order;
}

static void *bare_alloc(void *cookie, size_t len)
{
	uint32_t order = class_of(len);
	size_t size = (size_t)1 << (order + SMALLEST);
	void *p = order < CLASSES ? spare[order] : NULL;

	(void)cookie;
	if (p)
		spare[order] = spare[order]->next;
	else if (order < CLASSES && size <= HEAP_END - heap)
		p = (void *)heap, heap += size;
	return p ? memset(p, 0, len) : NULL;
}

static void bare_free(void *cookie, void *p, size_t len)
{
	struct block *b = p;

	(void)cookie;
	b->next = spare[class_of(len)];
	spare[class_of(len)] = b;
}

/* -- native code -------------------------------------------------------------------------------------------------------- */

static size_t arena;

static enum kiln_err bare_code_new(void *cookie, size_t len, struct kiln_code *code)
{
	(void)cookie;
	len = (len + 63) & ~(size_t)63;
	if (len > ARENA_LEN - arena)
		return KILN_ERR_NOMEM;
	*code = (struct kiln_code){ (uint8_t *)(uintptr_t)(ARENA + arena), (uint8_t *)(uintptr_t)(ARENA_EXEC + arena),
				    len, NULL };
	arena += len;
	return KILN_OK;
}

static enum kiln_err bare_code_seal(void *cookie, struct kiln_code *code)
{
	(void)cookie;
	code->write = NULL;
	return KILN_OK;
}

/* The last one gives its room back; the others' is lost, which is little for a machine that loads its programs once. */
static void bare_code_free(void *cookie, struct kiln_code *code)
{
	(void)cookie;
	if (code->exec && (uintptr_t)code->exec + code->len == ARENA_EXEC + arena)
		arena -= code->len;
	*code = (struct kiln_code){ 0 };
}

/* -- readers ------------------------------------------------------------------------------------------------------------ */

static uint32_t readers;
static struct kiln_later *waiting;

static void bare_wait(void *cookie)
{
	struct kiln_later *l;

	(void)cookie;
	while (!readers && (l = waiting)) {
		waiting = l->next;
		l->fn(l);
	}
}

static void bare_enter(void *cookie)
{
	(void)cookie;
	readers++;
}

static void bare_leave(void *cookie)
{
	readers--;
	bare_wait(cookie);
}

static void bare_later(void *cookie, struct kiln_later *l)
{
	(void)cookie;
	l->next = waiting;
	waiting = l;
}

static uint32_t bare_cpu(void *cookie)
{
	(void)cookie;
	return 0;
}

/* -- time, chance, text ------------------------------------------------------------------------------------------------- */

/* Cycles: nobody told how long one takes. */
static uint64_t bare_clock(void *cookie, enum kiln_clock which)
{
	(void)cookie, (void)which;
	return __builtin_ia32_rdtsc();
}

static uint32_t bare_random(void *cookie)
{
	static uint64_t state = 1;

	(void)cookie;
	state = state * 6364136223846793005ull + __builtin_ia32_rdtsc();
	return (uint32_t)(state >> 32);
}

static void bare_print(void *cookie, const char *s, size_t len)
{
	(void)cookie;
	text(s, len);
	if (!len || s[len - 1] != '\n')
		text("\n", 1);
}

const struct kiln_host bare_host = {
	.nr_cpus = 1,
	.alloc = bare_alloc,
	.alloc_now = bare_alloc,
	.free = bare_free,
	.code_new = bare_code_new,
	.code_seal = bare_code_seal,
	.code_free = bare_code_free,
	.enter = bare_enter,
	.leave = bare_leave,
	.cpu = bare_cpu,
	.later = bare_later,
	.wait = bare_wait,
	.clock = bare_clock,
	.random = bare_random,
	.print = bare_print,
};
