/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * value.h - keys and values: copied word by word, so that a counter read while a program changes it is the old one or the new
 * one, never half of each; and without the bytes of locks and timers, which belong to the map.
 *
 * Invariant    map memory is aligned to 8 and padded to a multiple of 8; the caller's side need not be.
 */
#ifndef KILN_MAP_VALUE_H
#define KILN_MAP_VALUE_H

#include "base/bits.h"
#include "base/spin.h"
#include "rt/map.h"
#include "rt/timer.h"

typedef uintptr_t word; /* the largest unit that every CPU moves whole */

enum { LOCK_LEN = 4, TIMER_LEN = 16 };

/* The last 1 to sizeof(word) - 1 bytes as a word in memory order, zeros behind them; no loop and no call for so little. */
static inline word tail_get(const uint8_t *p, size_t left)
{
	word w = 0;
	uint32_t at = 0;

#define PIECE(value, size)                                                                             \
	do {                                                                                           \
		w |= (word)(value) << 8 * (KILN_BIG_ENDIAN ? sizeof(word) - at - (size) : (size_t)at); \
		at += (size);                                                                          \
	} while (0)
	if (sizeof(word) > 4 && left & 4)
		PIECE(get32(p), 4);
	if (left & 2)
		PIECE(get16(p + at), 2);
	if (left & 1)
		PIECE(p[at], 1);
#undef PIECE
	return w;
}

/* Into map memory; the padding after len becomes zero up to a word. */
static inline void words_store(void *to, const void *from, size_t len)
{
	word *t = to;
	const uint8_t *f = from;
	word w;

	for (; len >= sizeof(w); len -= sizeof(w), f += sizeof(w), t++) {
		memcpy(&w, f, sizeof(w));
		__atomic_store_n(t, w, __ATOMIC_RELAXED);
	}
	if (len)
		__atomic_store_n(t, tail_get(f, len), __ATOMIC_RELAXED);
}

/* Out of map memory. */
static inline void words_load(void *to, const void *from, size_t len)
{
	const word *f = from;
	uint8_t *t = to;
	word w;

	for (; len >= sizeof(w); len -= sizeof(w), t += sizeof(w), f++) {
		w = __atomic_load_n(f, __ATOMIC_RELAXED);
		memcpy(t, &w, sizeof(w));
	}
	if (len) {
		w = __atomic_load_n(f, __ATOMIC_RELAXED);
		memcpy(t, &w, len);
	}
}

/* The same, and zeros up to a multiple of 8: one slot's value, as callers from outside get it. */
static inline void value_load_padded(void *to, const void *from, size_t len)
{
	words_load(to, from, len);
	memset((uint8_t *)to + len, 0, (size_t)round_up64(len, 8) - len);
}

static inline void words_clear(void *to, size_t len)
{
	word *t = to;

	for (size_t i = 0; i < (len + sizeof(*t) - 1) / sizeof(*t); i++)
		__atomic_store_n(t + i, 0, __ATOMIC_RELAXED);
}

/* Flags that a kind knows, and not both one-way ones for programs. */
static inline bool flags_ok(uint32_t flags, uint32_t known)
{
	const uint32_t one_way = MAP_F_RDONLY_PROG | MAP_F_WRONLY_PROG;

	return !(flags & ~known) && (flags & one_way) != one_way;
}

static inline struct spin *value_lock(const struct kiln_map_spec *s, void *value)
{
	return (struct spin *)(void *)((uint8_t *)value + s->lock_off);
}

/* map.c: the same for values that have a lock or a timer. */
void value_store_fields(const struct kiln_map_spec *s, void *to, const void *from);
void value_clear_fields(const struct kiln_map_spec *s, void *value);

/* A value into map memory; its lock and timer stay as they are there. */
static inline void value_store(const struct kiln_map_spec *s, void *to, const void *from)
{
	if (KILN_LIKELY(value_is_plain(s)))
		words_store(to, from, s->value_size);
	else
		value_store_fields(s, to, from);
}

/* A value out of map memory, to a caller outside; its lock and timer read as zero. flags may hold MAP_LOCK. */
void value_load(const struct kiln_map_spec *s, void *to, void *from, uint64_t flags);
/* Into map memory with the value's lock held. */
void value_store_locked(const struct kiln_map_spec *s, void *to, const void *from);

#endif
