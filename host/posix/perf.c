/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * perf.c - events of perf event arrays: one buffer for each map and slot, emptied by kiln_posix_perf_read.
 *
 * Invariant    head - tail bytes are filled; records begin at multiples of 8 and may wrap.
 * Cost         a buffer is made at the first event of its map and slot. A full one counts what it loses.
 * Threads      one lock for all: events of this kind leave through system calls elsewhere, so this is no worse.
 */
#include "perf_ring.h"
#include "posix.h"

#include <stdlib.h>

enum { RING_LEN = 256 * 1024, RECORD_MAX = 64 * 1024 };

struct posix_ring {
	struct posix_ring *next;
	const struct kiln_map *map;
	uint32_t slot;
	uint64_t head, tail, lost;
	uint8_t data[RING_LEN];
};

static struct posix_ring *ring_of(struct posix_host *h, const struct kiln_map *map, uint32_t slot)
{
	struct posix_ring *r;

	for (r = h->rings; r; r = r->next)
		if (r->map == map && r->slot == slot)
			return r;
	r = malloc(sizeof(*r));
	if (!r)
		return NULL;
	r->map = map;
	r->slot = slot;
	r->head = r->tail = r->lost = 0;
	r->next = h->rings;
	h->rings = r;
	return r;
}

static void ring_put(struct posix_ring *r, const void *from, size_t len)
{
	size_t at = r->head % RING_LEN, first = len < RING_LEN - at ? len : RING_LEN - at;

	if (first)
		memcpy(r->data + at, from, first);
	if (len > first)
		memcpy(r->data, (const uint8_t *)from + first, len - first);
	r->head += len;
}

static void ring_get(struct posix_ring *r, void *to, size_t len)
{
	size_t at = r->tail % RING_LEN, first = len < RING_LEN - at ? len : RING_LEN - at;

	memcpy(to, r->data + at, first);
	if (len > first)
		memcpy((uint8_t *)to + first, r->data, len - first);
	r->tail += len;
}

enum kiln_err posix_perf_output(void *cookie, struct kiln_map *map, uint32_t slot, const void *a, size_t a_len,
				const void *b, size_t b_len)
{
	struct posix_host *h = posix_of(cookie);
	struct posix_ring *r;
	enum kiln_err err = KILN_ERR_NOSPC;
	uint32_t len;

	if (a_len > RECORD_MAX || b_len > RECORD_MAX - a_len)
		return KILN_ERR_COMPLEX;
	len = (uint32_t)(a_len + b_len);
	pthread_mutex_lock(&h->perf_lock);
	if (perf_ring_put(h, map, slot, a, (uint32_t)a_len, b, (uint32_t)b_len, &err)) {
		pthread_mutex_unlock(&h->perf_lock);
		return err;
	}
	r = ring_of(h, map, slot);
	if (!r) {
		err = KILN_ERR_NOMEM;
	} else if (r->head - r->tail + sizeof(uint64_t) + len + 7 > RING_LEN) {
		r->lost++;
	} else {
		ring_put(r, &(uint64_t){ len }, sizeof(uint64_t));
		ring_put(r, a, a_len);
		ring_put(r, b, b_len);
		r->head = (r->head + 7) & ~7ull;
		err = KILN_OK;
	}
	pthread_mutex_unlock(&h->perf_lock);
	return err;
}

/* Takes the ring's oldest record into buf. */
static bool record_take(struct posix_host *h, struct posix_ring *r, uint8_t *buf, uint32_t *len)
{
	uint64_t head;
	bool any;

	pthread_mutex_lock(&h->perf_lock);
	any = r->head != r->tail;
	if (any) {
		ring_get(r, &head, sizeof(head));
		*len = (uint32_t)head;
		ring_get(r, buf, *len);
		r->tail = (r->tail + 7) & ~7ull;
	}
	pthread_mutex_unlock(&h->perf_lock);
	return any;
}

static struct posix_ring *next_of_map(struct posix_host *h, const struct posix_ring *r, const struct kiln_map *m)
{
	struct posix_ring *n;

	pthread_mutex_lock(&h->perf_lock);
	for (n = r ? r->next : h->rings; n && n->map != m; n = n->next)
		;
	pthread_mutex_unlock(&h->perf_lock);
	return n;
}

uint64_t kiln_posix_perf_read(struct kiln_host *host, const struct kiln_map *m,
			      void (*fn)(void *arg, uint32_t slot, const void *data, uint32_t len), void *arg,
			      uint64_t *lost)
{
	struct posix_host *h = (struct posix_host *)(void *)host;
	uint8_t *buf = malloc(RECORD_MAX);
	uint64_t nr = 0, nr_lost = 0;
	uint32_t len;

	for (struct posix_ring *r = next_of_map(h, NULL, m); r && buf; r = next_of_map(h, r, m)) {
		for (; record_take(h, r, buf, &len); nr++)
			fn(arg, r->slot, buf, len);
		pthread_mutex_lock(&h->perf_lock);
		nr_lost += r->lost;
		r->lost = 0;
		pthread_mutex_unlock(&h->perf_lock);
	}
	free(buf);
	if (lost)
		*lost = nr_lost;
	return nr;
}

void posix_map_gone(void *cookie, struct kiln_map *map)
{
	struct posix_host *h = posix_of(cookie);
	struct posix_ring **at = &h->rings, *r;

	pthread_mutex_lock(&h->perf_lock);
	perf_ring_map_gone(h, map);
	while ((r = *at)) {
		if (r->map != map) {
			at = &r->next;
			continue;
		}
		*at = r->next;
		free(r);
	}
	pthread_mutex_unlock(&h->perf_lock);
}

void posix_perf_end(struct posix_host *h)
{
	while (h->rings)
		posix_map_gone(h, (struct kiln_map *)(uintptr_t)h->rings->map);
}
