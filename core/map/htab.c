/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * htab.c - the memory of hash maps: buckets, elements, free lists.
 *
 * Invariant    preallocated: max_entries elements are in buckets, in free lists, or in one thread's hands; besides, each list
 *              has an extra one, so that an update of a full map has where to write.
 * Cost         a bucket for each entry, 8 bytes; an element has 16 bytes beside key and value, and up to 64 bytes in all it
 *              does not straddle cache lines.
 */
#include "map/htab.h"

#include "base/vm.h"

enum {
	MAX_ELEM = 4 * 1024 * 1024, /* what Linux's allocator gives at once */
	MAX_PERCPU_VALUE = 32 * 1024,
	MAX_LOCKS = 1024,
	MAX_LISTS = 32,
	LINE = 64,
};

enum kiln_err htab_check(const struct kiln *k, const struct kiln_map_spec *s)
{
	const bool lru = s->type == MAP_LRU_HASH || s->type == MAP_LRU_PERCPU_HASH;
	const bool percpu = s->type == MAP_PERCPU_HASH || s->type == MAP_LRU_PERCPU_HASH;

	(void)k;
	if (s->type == MAP_HASH_OF_MAPS && s->value_size != sizeof(uint32_t))
		return KILN_ERR_INVAL;
	if (!flags_ok(s->flags, MAP_F_NO_PREALLOC | MAP_F_NO_COMMON_LRU | MAP_F_NUMA_NODE | MAP_F_RDONLY |
					MAP_F_WRONLY | MAP_F_RDONLY_PROG | MAP_F_WRONLY_PROG | MAP_F_ZERO_SEED))
		return KILN_ERR_INVAL;
	if (!lru && s->flags & MAP_F_NO_COMMON_LRU)
		return KILN_ERR_INVAL;
	if (lru && s->flags & MAP_F_NO_PREALLOC)
		return KILN_ERR_NOTSUPP;
	if (s->flags & MAP_F_NUMA_NODE && (percpu || s->flags & MAP_F_NO_COMMON_LRU))
		return KILN_ERR_INVAL;
	if (!s->max_entries || !s->key_size || !s->value_size)
		return KILN_ERR_INVAL;
	if ((uint64_t)s->key_size + s->value_size >= MAX_ELEM - LINE)
		return KILN_ERR_COMPLEX;
	if (percpu && round_up64(s->value_size, 8) > MAX_PERCPU_VALUE)
		return KILN_ERR_COMPLEX;
	return s->max_entries > 1u << 31 ? KILN_ERR_COMPLEX : KILN_OK;
}

static uint32_t list_of(const struct htab *h, uint32_t slot)
{
	return slot % h->nr_lists;
}

static uint32_t place_of(const struct htab *h, const struct helem *e)
{
	return (uint32_t)((size_t)((const uint8_t *)e - h->elems) / 8) + 1;
}

static struct helem *elem_at(const struct htab *h, uint32_t place)
{
	return (struct helem *)(void *)(h->elems + (size_t)(place - 1) * 8);
}

/* What next holds in a free list: an end that is no bucket's, with the next one's place. */
static uintptr_t free_mark(uint32_t place)
{
	return FREE | (uintptr_t)place << 1;
}

static uint32_t place_after(const struct helem *e)
{
	return (uint32_t)((__atomic_load_n(&e->next, __ATOMIC_RELAXED) & ~FREE) >> 1);
}

static void list_push(struct htab *h, struct helem *e, uint32_t slot)
{
	struct free_list *l = &h->lists[list_of(h, slot)];

	spin_lock(&l->lock);
	__atomic_store_n(&e->next, free_mark(l->head), __ATOMIC_RELAXED);
	__atomic_store_n(&l->head, place_of(h, e), __ATOMIC_RELAXED);
	spin_unlock(&l->lock);
}

static struct helem *list_pop(struct htab *h, struct free_list *l)
{
	struct helem *e = NULL;

	if (!__atomic_load_n(&l->head, __ATOMIC_RELAXED))
		return NULL;
	spin_lock(&l->lock);
	if (l->head) {
		e = elem_at(h, l->head);
		__atomic_store_n(&l->head, place_after(e), __ATOMIC_RELAXED);
	}
	spin_unlock(&l->lock);
	return e;
}

/* Element i as it is when it is first used: all zeros, but for the address of its values. */
static struct helem *elem_begin(struct htab *h, uint32_t i)
{
	struct helem *e = (struct helem *)(void *)(h->elems + i * h->stride);

	if (h->percpu)
		*(uint8_t **)(void *)((uint8_t *)e + h->value_off) = h->percpu + i * h->percpu_step;
	return e;
}

/* Those never used come in order, so that memory is first touched when it is needed. */
static struct helem *fresh_take(struct htab *h)
{
	uint32_t i;

	if (__atomic_load_n(&h->fresh, __ATOMIC_RELAXED) >= h->map.spec.max_entries)
		return NULL;
	i = __atomic_fetch_add(&h->fresh, 1, __ATOMIC_RELAXED);
	return i < h->map.spec.max_entries ? elem_begin(h, i) : NULL;
}

/* The caller's own list, then what was never used, then the others' lists. */
static struct helem *free_take(struct htab *h, uint32_t slot)
{
	struct helem *e = list_pop(h, &h->lists[list_of(h, slot)]);

	if (!e)
		e = fresh_take(h);
	for (uint32_t i = 1; i < h->nr_lists && !e; i++)
		e = list_pop(h, &h->lists[list_of(h, slot + i)]);
	return e;
}

struct helem *htab_new_elem(struct htab *h, uint32_t slot)
{
	struct helem *e = free_take(h, slot);

	return e || !h->lru ? e : lru_take(h);
}

struct helem *htab_demand(struct htab *h)
{
	struct helem *e = pool_get(&h->pool, h->elem_len);
	uintptr_t values;

	if (!e)
		return NULL;
	*e = (struct helem){ 0 };
	if (h->cpu_stride) {
		values = (uintptr_t)round_up64((uintptr_t)e + h->value_off + sizeof(uint8_t *), LINE);
		*(uint8_t **)(void *)((uint8_t *)e + h->value_off) = (uint8_t *)values;
	}
	return e;
}

void htab_free_elem(struct htab *h, struct helem *e, uint32_t slot)
{
	if (h->elems) {
		list_push(h, e, slot);
		return;
	}
	__atomic_sub_fetch(&h->nr, 1, __ATOMIC_RELAXED);
	pool_retire(&h->pool, e);
}

void htab_link(struct htab *h, struct helem *e, uint32_t bucket)
{
	uintptr_t *head = &h->buckets[bucket];

	__atomic_store_n(&e->next, *head ? *head : mark_of(bucket), __ATOMIC_RELEASE);
	__atomic_store_n(&e->used, 1, __ATOMIC_RELEASE); /* after its hash: lru.c */
	__atomic_store_n(head, next_of(e), __ATOMIC_RELEASE);
}

void htab_unlink(struct htab *h, struct helem *e, uint32_t bucket)
{
	uintptr_t *at = &h->buckets[bucket];

	while (*at != next_of(e))
		at = &helem_of(*at)->next;
	__atomic_store_n(at, e->next, __ATOMIC_RELEASE);
	__atomic_store_n(&e->used, 0, __ATOMIC_RELAXED);
	if (h->map.timers)
		timers_element_gone(&h->map, helem_value(h, e));
}

/* -- making and dropping ------------------------------------------------------------------------------------------- */

static void secrets_set(struct htab *h, const struct kiln_host *host, bool zero)
{
	uint64_t s = 0x9e3779b97f4a7c15; /* BPF_F_ZERO_SEED: the same in every run */

	for (uint32_t i = 0; i < NR_SECRETS; i++) {
		s ^= s >> 29;
		s *= 0xbf58476d1ce4e5b9;
		h->secret[i] = zero ? s : (uint64_t)host->random(host->cookie) << 32 | host->random(host->cookie);
	}
}

/* Where things lie in an element, and how long it is. */
static void layout_set(struct htab *h, const struct kiln_map_spec *s, uint32_t nr_cpus)
{
	const bool percpu = s->type == MAP_PERCPU_HASH || s->type == MAP_LRU_PERCPU_HASH;
	const size_t value_len = s->type == MAP_HASH_OF_MAPS ? sizeof(uint64_t) : (size_t)round_up64(s->value_size, 8);

	h->value_off = (uint32_t)(offsetof(struct helem, key) + round_up64(s->key_size, 8));
	h->elem_len = h->value_off + (percpu ? sizeof(uint64_t) : value_len);
	h->stride = h->elem_len <= LINE ? round_up_pow2((uint32_t)h->elem_len) : (size_t)round_up64(h->elem_len, 16);
	if (!percpu)
		return;
	if (s->flags & MAP_F_NO_PREALLOC) { /* the values of all slots follow, each in cache lines of its own */
		h->cpu_stride = (size_t)round_up64(value_len, LINE);
		h->elem_len += LINE + h->cpu_stride * nr_cpus;
	} else {
		h->cpu_stride = value_len;
	}
}

static enum kiln_err buckets_make(struct htab *h, struct kiln *k, const struct kiln_map_spec *s)
{
	uint32_t nr_locks;
	size_t buckets_len;

	h->nr_buckets = round_up_pow2(s->max_entries);
	h->shift = 32 - (uint32_t)__builtin_ctz((uint32_t)h->nr_buckets);
	if (mul_overflow_size(h->nr_buckets, sizeof(h->buckets[0]), &buckets_len))
		return KILN_ERR_NOMEM;
	h->buckets = vm_alloc(k, buckets_len);
	nr_locks = h->nr_buckets < MAX_LOCKS ? (uint32_t)h->nr_buckets : MAX_LOCKS;
	h->lock_mask = nr_locks - 1;
	h->locks = vm_alloc(k, nr_locks * sizeof(h->locks[0]));
	return h->buckets && h->locks ? KILN_OK : KILN_ERR_NOMEM;
}

/* Per CPU, preallocated: each slot's values are together, one after the other. */
static enum kiln_err percpu_make(struct htab *h, struct kiln *k, size_t nr)
{
	h->percpu_step = h->cpu_stride;
	if (mul_overflow_size(nr, h->percpu_step, &h->cpu_stride) || h->cpu_stride > SIZE_MAX / 2)
		return KILN_ERR_NOMEM;
	h->cpu_stride = (size_t)round_up64(h->cpu_stride, LINE);
	if (mul_overflow_size(h->cpu_stride, k->host->nr_cpus, &h->percpu_len))
		return KILN_ERR_NOMEM;
	h->percpu = vm_alloc(k, h->percpu_len);
	return h->percpu ? KILN_OK : KILN_ERR_NOMEM;
}

static enum kiln_err elems_make(struct htab *h, struct kiln *k, const struct kiln_map_spec *s)
{
	size_t nr;

	h->nr_lists = k->host->nr_cpus < MAX_LISTS ? k->host->nr_cpus : MAX_LISTS;
	if (__builtin_add_overflow((size_t)s->max_entries, h->nr_lists, &nr) ||
	    mul_overflow_size(nr, h->stride, &h->elems_len) || h->elems_len / 8 >= UINT32_MAX)
		return KILN_ERR_NOMEM;
	if (h->cpu_stride && percpu_make(h, k, nr))
		return KILN_ERR_NOMEM;
	h->lists = vm_alloc(k, h->nr_lists * sizeof(h->lists[0]));
	h->elems = vm_alloc(k, h->elems_len);
	if (!h->lists || !h->elems)
		return KILN_ERR_NOMEM;
	h->nr_elems = (uint32_t)nr;
	for (uint32_t i = 0; i < h->nr_lists; i++)
		h->lists[i].extra = elem_begin(h, s->max_entries + i);
	return KILN_OK;
}

static void htab_free(struct htab *h, struct kiln *k)
{
	vm_free(k, h->buckets, h->nr_buckets * sizeof(h->buckets[0]));
	vm_free(k, h->locks, (h->lock_mask + (size_t)1) * sizeof(h->locks[0]));
	vm_free(k, h->lists, h->nr_lists * sizeof(h->lists[0]));
	vm_free(k, h->elems, h->elems_len);
	vm_free(k, h->percpu, h->percpu_len);
	vm_free(k, h, sizeof(*h));
}

enum kiln_err htab_make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	struct htab *h = vm_alloc(k, sizeof(*h));
	enum kiln_err err;

	if (!h)
		return KILN_ERR_NOMEM;
	h->lru = s->type == MAP_LRU_HASH || s->type == MAP_LRU_PERCPU_HASH;
	secrets_set(h, k->host, s->flags & MAP_F_ZERO_SEED);
	layout_set(h, s, k->host->nr_cpus);
	pool_init(&h->pool, &h->map);
	err = buckets_make(h, k, s);
	if (!err && !(s->flags & MAP_F_NO_PREALLOC))
		err = elems_make(h, k, s);
	if (err) {
		htab_free(h, k);
		return err;
	}
	*out = &h->map;
	return KILN_OK;
}

/* Elements whose memory or objects have to be given back one by one; there may be fewer, not more. */
static uint32_t nr_to_drop(const struct htab *h)
{
	if (!h->elems)
		return h->nr;
	return !h->map.ops->object ? 0 : h->fresh < h->map.spec.max_entries ? h->fresh : h->map.spec.max_entries;
}

void htab_drop(struct kiln_map *m)
{
	struct htab *h = htab_of(m);
	uint32_t left = nr_to_drop(h);

	for (size_t i = 0; i < h->nr_buckets && left; i++) {
		for (uintptr_t at = h->buckets[i], next; !is_end(at); at = next, left--) {
			struct helem *e = helem_of(at);

			next = e->next;
			if (m->ops->object)
				map_put(*(struct kiln_map **)(void *)helem_value(h, e));
			if (!h->elems)
				pool_put(&h->pool, e);
		}
	}
	pool_end(&h->pool);
	htab_free(h, m->k);
}
