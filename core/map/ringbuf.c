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
 * Shared       where the host shares the pages, their reader may have written anything to them. So the producers' position is kept
 *              beside them too, what is read there is masked or compared before it is used, and a head's way back to its ring
 *              only counts if there is such a ring.
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
	struct ring *next_shared; /* in struct kiln */
	struct spin lock;
	uint64_t pending;  /* the oldest record that may be busy */
	uint64_t reserved; /* what *producer says, too */
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

/* Pages that the host shares begin where own ends, and len is all but the room to align them. */
static struct ring *ring_new(struct kiln *k, size_t own, size_t len)
{
	const struct kiln_host *h = k->host;
	void *handle = NULL;
	struct ring *r;

	if (!h->share)
		return vm_alloc(k, len);
	len -= own + PAGE;
	r = h->share(h->cookie, own, len, &handle);
	if (!r)
		return NULL;
	r->map.k = k;
	r->map.shared = handle;
	r->map.shared_len = len;
	spin_lock(&k->rings_lock);
	r->next_shared = k->rings;
	__atomic_store_n(&k->rings, r, __ATOMIC_RELEASE);
	spin_unlock(&k->rings_lock);
	return r;
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
	r = ring_new(k, front - PAGE, len);
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

static void unshare_later(struct kiln_later *l)
{
	struct kiln_map *m = CONTAINER_OF(l, struct kiln_map, later);
	const struct kiln_host *h = m->k->host;
	struct ring *r = ring_of(m);

	h->unshare(h->cookie, r, (size_t)((uint8_t *)r->consumer - (uint8_t *)r), m->shared_len, m->shared);
}

/* Those who look through the list may stand on it: so it is taken out first, and freed when they have left. */
static void drop_shared(struct ring *r)
{
	struct kiln *k = r->map.k;
	struct ring **at = &k->rings;

	spin_lock(&k->rings_lock);
	while (*at != r)
		at = &(*at)->next_shared;
	__atomic_store_n(at, r->next_shared, __ATOMIC_RELEASE);
	spin_unlock(&k->rings_lock);
	r->map.later.fn = unshare_later;
	k->host->later(k->host->cookie, &r->map.later);
}

static void drop(struct kiln_map *m)
{
	struct ring *r = ring_of(m);

	if (m->shared)
		drop_shared(r);
	else
		vm_free(m->k, r, r->len);
}

/* The ring of a record, NULL where what stands before it in memory that others may write to is not true. */
static struct ring *ring_of_head(const struct kiln *k, const struct head *head)
{
	uintptr_t r = (uintptr_t)head - (size_t)__atomic_load_n(&head->back, __ATOMIC_RELAXED) * 8;
	struct ring *at = __atomic_load_n(&k->rings, __ATOMIC_ACQUIRE);

	if (!k->host->share)
		return (struct ring *)r;
	while (at && (uintptr_t)at != r)
		at = __atomic_load_n(&at->next_shared, __ATOMIC_ACQUIRE);
	return at;
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
	producer = r->reserved;
	pending_advance(r, producer);
	if (producer + len - consumer < ring_len && producer + len - r->pending < ring_len) {
		head = head_at(r, producer);
		head->back = (uint32_t)((size_t)((uint8_t *)head - (uint8_t *)r) / 8);
		__atomic_store_n(&head->len, (uint32_t)size | BUSY, __ATOMIC_RELAXED);
		__atomic_store_n(&r->reserved, producer + len, __ATOMIC_RELEASE);
		__atomic_store_n(r->producer, producer + len, __ATOMIC_RELEASE);
	}
	spin_unlock(&r->lock);
	return head ? head + 1 : NULL;
}

static void commit(const struct kiln *k, void *record, uint64_t flags, uint32_t discard)
{
	struct head *head = (struct head *)record - 1;
	struct ring *r = ring_of_head(k, head);
	const struct kiln_host *h = k->host;
	uint64_t at;

	if (!r)
		return;
	at = (uint64_t)((uint8_t *)head - r->data);

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
	commit(env->k, rt_ptr(r1), r2, 0);
	return 0;
}

BODY(call_ringbuf_discard)
{
	commit(env->k, rt_ptr(r1), r2, DISCARD);
	return 0;
}

BODY(call_ringbuf_output)
{
	void *record;

	if (r4 & ~(uint64_t)(NO_WAKEUP | FORCE_WAKEUP))
		return rt_err(KILN_ERR_INVAL);
	if (rt_over(env, (size_t)r3))
		return rt_err(KILN_ERR_INTR);
	record = reserve(ring_of(rt_ptr(r1)), r3);
	if (!record)
		return rt_err(KILN_ERR_AGAIN);
	memcpy(record, rt_ptr(r2), (size_t)r3);
	commit(env->k, record, r4, 0);
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
	uint64_t nr = 0, at, producer;
	bool more = true;

	if (m->spec.type != MAP_RINGBUF)
		return 0;
	at = __atomic_load_n(r->consumer, __ATOMIC_RELAXED);
	while (more && at < (producer = __atomic_load_n(&r->reserved, __ATOMIC_ACQUIRE))) {
		struct head *head = head_at(r, at);
		uint32_t len = __atomic_load_n(&head->len, __ATOMIC_ACQUIRE);

		if (len & BUSY || producer - at > (uint64_t)r->mask + 1 || step_of(len) > producer - at)
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
