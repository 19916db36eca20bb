/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ringbuf.c - ring buffers: records of any length from any number of producers to one consumer, in the order of reservation.
 *
 * Overview     positions count bytes and never go back. A record is reserved at the producers' position: its head says "busy"
 *              before the position moves past it. Submitting clears that bit. The consumer stops at the first busy record.
 *              The data has room for twice the ring's length: a record that begins before the end of the ring runs on behind
 *              it, so every record is in one piece, and no page has to be mapped twice.
 * Layout       as Linux shows it to user space: a page with the consumer's position, a page with the producers', the data. A
 *              head is 8 bytes: length with the two bits, and the distance back to the ring in units of 8.
 * Invariant    producer - consumer < length, and producer - pending < length: no unfinished record is ever overwritten, even
 *              where a consumer position is nonsense.
 * Cost         a spin lock for a few instructions to reserve; none to submit, to discard and to read.
 * Threads      any number of producers, one consumer.
 */
#include "base/vm.h"
#include "map/value.h"
#include "rt/body.h"

#define BUSY	(1u << 31)
#define DISCARD (1u << 30)

enum { PAGE = 4096, HEAD = 8 };
enum { NO_WAKEUP = 1, FORCE_WAKEUP = 2 };
enum { QUERY_AVAIL, QUERY_SIZE, QUERY_CONSUMER, QUERY_PRODUCER };

struct head {
	uint32_t len;  /* of the data, with BUSY and DISCARD */
	uint32_t back; /* bytes from the ring to this head, divided by 8 */
};

struct ring {
	struct kiln_map map;
	struct spin lock;
	uint64_t pending; /* the oldest record that may be busy */
	uint64_t *consumer, *producer;
	uint8_t *data;
	uint32_t mask;
	size_t len; /* of the whole allocation */
};

static struct ring *ring_of(const struct kiln_map *m)
{
	return (struct ring *)(uintptr_t)m; /* map is first */
}

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	(void)k;
	if (s->flags & ~(uint32_t)MAP_F_NUMA_NODE || s->key_size || s->value_size || !s->max_entries ||
	    s->max_entries & (s->max_entries - 1) || s->max_entries % PAGE)
		return KILN_ERR_INVAL;
	return KILN_OK;
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	const size_t front = ((sizeof(struct ring) + PAGE - 1) & ~(size_t)(PAGE - 1)) + PAGE; /* room to align */
	struct ring *r;
	uintptr_t pages;
	size_t len;

	if (s->max_entries > (SIZE_MAX - front - 2 * PAGE) / 2)
		return KILN_ERR_NOMEM;
	len = front + 2 * PAGE + 2 * (size_t)s->max_entries;
	r = vm_alloc(k, len);
	if (!r)
		return KILN_ERR_NOMEM;
	pages = ((uintptr_t)r + sizeof(*r) + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
	r->len = len;
	r->mask = s->max_entries - 1;
	r->consumer = (uint64_t *)pages;
	r->producer = (uint64_t *)(pages + PAGE);
	r->data = (uint8_t *)(pages + 2 * PAGE);
	*out = &r->map;
	return KILN_OK;
}

static void drop(struct kiln_map *m)
{
	struct ring *r = ring_of(m);

	vm_free(m->k, r, r->len);
}

static struct head *head_at(const struct ring *r, uint64_t pos)
{
	return (struct head *)(void *)(r->data + (pos & r->mask));
}

static uint32_t step_of(uint32_t len)
{
	return ((len & ~(BUSY | DISCARD)) + HEAD + 7) & ~7u;
}

/* Where the oldest busy record is now. With the lock. */
static void pending_advance(struct ring *r, uint64_t producer)
{
	while (r->pending < producer) {
		uint32_t len = __atomic_load_n(&head_at(r, r->pending)->len, __ATOMIC_RELAXED);

		if (len & BUSY)
			break;
		r->pending += step_of(len);
	}
}

static void *reserve(struct ring *r, uint64_t size)
{
	const uint64_t ring_len = (uint64_t)r->mask + 1;
	uint64_t len = (size + HEAD + 7) & ~7ull, producer, consumer;
	struct head *head = NULL;

	if (size > UINT32_MAX / 4 || len > ring_len)
		return NULL;
	consumer = __atomic_load_n(r->consumer, __ATOMIC_ACQUIRE);
	spin_lock(&r->lock);
	producer = *r->producer;
	pending_advance(r, producer);
	if (producer + len - consumer < ring_len && producer + len - r->pending < ring_len) {
		head = head_at(r, producer);
		head->back = (uint32_t)((size_t)((uint8_t *)head - (uint8_t *)r) / 8);
		__atomic_store_n(&head->len, (uint32_t)size | BUSY, __ATOMIC_RELAXED);
		__atomic_store_n(r->producer, producer + len, __ATOMIC_RELEASE);
	}
	spin_unlock(&r->lock);
	return head ? head + 1 : NULL;
}

static void commit(void *record, uint64_t flags, uint32_t discard)
{
	struct head *head = (struct head *)record - 1;
	struct ring *r = (struct ring *)(void *)((uint8_t *)head - (size_t)head->back * 8);
	const struct kiln_host *h = r->map.k->host;
	uint64_t at = (uint64_t)((uint8_t *)head - r->data);

	/* Wholly ordered before the load: either this sees that the consumer waits here, or the consumer sees the record. */
	__atomic_exchange_n(&head->len, (head->len & ~BUSY) | discard, __ATOMIC_SEQ_CST);
	if (!h->wake || flags & NO_WAKEUP)
		return;
	if (flags & FORCE_WAKEUP || (__atomic_load_n(r->consumer, __ATOMIC_SEQ_CST) & r->mask) == at)
		h->wake(h->cookie, &r->map);
}

/* -- from programs ------------------------------------------------------------------------------------------------- */

BODY(call_ringbuf_reserve)
{
	return r3 ? 0 : (uintptr_t)reserve(ring_of(rt_ptr(r1)), r2);
}

BODY(call_ringbuf_submit)
{
	commit(rt_ptr(r1), r2, 0);
	return 0;
}

BODY(call_ringbuf_discard)
{
	commit(rt_ptr(r1), r2, DISCARD);
	return 0;
}

BODY(call_ringbuf_output)
{
	void *record;

	if (r4 & ~(uint64_t)(NO_WAKEUP | FORCE_WAKEUP))
		return rt_err(KILN_ERR_INVAL);
	record = reserve(ring_of(rt_ptr(r1)), r3);
	if (!record)
		return rt_err(KILN_ERR_AGAIN);
	memcpy(record, rt_ptr(r2), (size_t)r3);
	commit(record, r4, 0);
	return 0;
}

BODY(call_ringbuf_query)
{
	const struct ring *r = ring_of(rt_ptr(r1));
	uint64_t consumer = __atomic_load_n(r->consumer, __ATOMIC_ACQUIRE);
	uint64_t producer = __atomic_load_n(r->producer, __ATOMIC_ACQUIRE);

	switch (r2) {
	case QUERY_AVAIL:
		return producer - consumer;
	case QUERY_SIZE:
		return (uint64_t)r->mask + 1;
	case QUERY_CONSUMER:
		return consumer;
	case QUERY_PRODUCER:
		return producer;
	default:
		return 0;
	}
}

/* -- the consumer -------------------------------------------------------------------------------------------------- */

uint64_t kiln_ringbuf_read(struct kiln_map *m, bool (*fn)(void *arg, const void *data, uint32_t len), void *arg)
{
	struct ring *r = ring_of(m);
	uint64_t nr = 0, at;
	bool more = true;

	if (m->spec.type != MAP_RINGBUF)
		return 0;
	at = __atomic_load_n(r->consumer, __ATOMIC_RELAXED);
	while (more && at < __atomic_load_n(r->producer, __ATOMIC_ACQUIRE)) {
		struct head *head = head_at(r, at);
		uint32_t len = __atomic_load_n(&head->len, __ATOMIC_ACQUIRE);

		if (len & BUSY)
			break;
		if (!(len & DISCARD)) {
			more = fn(arg, head + 1, len);
			nr++;
		}
		at += step_of(len);
		__atomic_store_n(r->consumer, at, __ATOMIC_SEQ_CST);
	}
	return nr;
}

const struct kiln_map_ops map_ringbuf_ops = {
	.type = MAP_RINGBUF,
	.name = "ringbuf",
	.check = check,
	.make = make,
	.drop = drop,
};
