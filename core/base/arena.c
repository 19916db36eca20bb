/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "base/arena.h"

#include "base/bits.h"

struct arena_block {
	struct arena_block *next;
	size_t len; /* with this head */
};

/*
 * Each block is as large as all before it, so large loads ask rarely, and up to the largest a power of two, so that a host
 * may keep some for the next load. The first one is small where the host clears it for nothing.
 */
enum {
	BLOCK_MIN = 32 * 1024,
	CLEARED_MIN = 1024,
	BLOCK_MAX = 2 * 1024 * 1024,
	BLOCK_HEAD = (sizeof(struct arena_block) + 15) & ~15u
};

void arena_init(struct arena *a, const struct kiln_host *host, size_t limit)
{
	*a = (struct arena){ .host = host, .limit = limit };
}

static void *block_new(const struct kiln_host *h, size_t len)
{
	return h->alloc_dirty ? h->alloc_dirty(h->cookie, len) : h->alloc(h->cookie, len);
}

static bool arena_grow(struct arena *a, size_t len)
{
	struct arena_block *b;
	size_t first = a->host->alloc_dirty ? BLOCK_MIN : CLEARED_MIN;
	size_t want = first;

	while (want < BLOCK_MAX && (want < a->total || want < len + BLOCK_HEAD))
		want *= 2;
	if (want < len + BLOCK_HEAD)
		want = len + BLOCK_HEAD;
	if (a->limit && (want > a->limit || a->total > a->limit - want))
		return false;
	b = block_new(a->host, want);
	if (!b)
		return false;
	b->len = want;
	b->next = a->blocks;
	a->blocks = b;
	a->used = BLOCK_HEAD;
	a->cap = want;
	a->total += want;
	return true;
}

void *arena_dirty(struct arena *a, size_t len)
{
	void *p;

	if (len > SIZE_MAX / 2)
		a->failed = true;
	if (a->failed)
		return NULL;
	len = (len + 15) & ~(size_t)15;
	if (len > a->cap - a->used && !arena_grow(a, len)) {
		a->failed = true;
		return NULL;
	}
	p = (uint8_t *)a->blocks + a->used;
	a->used += len;
	return p;
}

void *arena_alloc(struct arena *a, size_t len)
{
	void *p = arena_dirty(a, len);

	return p ? memset(p, 0, len) : NULL;
}

void *arena_dirty_array(struct arena *a, size_t nr, size_t size)
{
	size_t len;

	if (mul_overflow_size(nr, size, &len)) {
		a->failed = true;
		return NULL;
	}
	return arena_dirty(a, len);
}

void *arena_array(struct arena *a, size_t nr, size_t size)
{
	void *p = arena_dirty_array(a, nr, size);

	return p ? memset(p, 0, nr * size) : NULL;
}

void arena_free(struct arena *a)
{
	struct arena_block *b, *next;

	for (b = a->blocks; b; b = next) {
		next = b->next;
		a->host->free(a->host->cookie, b, b->len);
	}
	arena_init(a, a->host, a->limit);
}
