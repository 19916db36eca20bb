/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
#include "base/arena.h"

#include "base/bits.h"

struct arena_block {
	struct arena_block *next;
	size_t len; /* with this head */
};

/* Each block is as large as all before it, so small loads clear little memory and large ones ask rarely. */
enum { BLOCK_MIN = 16 * 1024, BLOCK_MAX = 1024 * 1024, BLOCK_HEAD = (sizeof(struct arena_block) + 15) & ~15u };

void arena_init(struct arena *a, const struct kiln_host *host, size_t limit)
{
	*a = (struct arena){ .host = host, .limit = limit };
}

static bool arena_grow(struct arena *a, size_t len)
{
	struct arena_block *b;
	size_t want = a->total < BLOCK_MIN ? BLOCK_MIN : a->total > BLOCK_MAX ? BLOCK_MAX : a->total;

	if (want < len + BLOCK_HEAD)
		want = len + BLOCK_HEAD;
	if (a->limit && (want > a->limit || a->total > a->limit - want))
		return false;
	b = a->host->alloc(a->host->cookie, want);
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

void *arena_alloc(struct arena *a, size_t len)
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

void *arena_array(struct arena *a, size_t nr, size_t size)
{
	size_t len;

	if (mul_overflow_size(nr, size, &len)) {
		a->failed = true;
		return NULL;
	}
	return arena_alloc(a, len);
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
