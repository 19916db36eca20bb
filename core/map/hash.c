/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * hash.c - hash maps: plain, per CPU, LRU, and of maps.
 *
 * Overview     readers go through htab_find() without a lock. Writers hold the lock of the bucket's stripe. An update of a key
 *              that is there puts a new element in the old one's place, so that readers see the whole old or the whole new
 *              value; only per-CPU values and updates with BPF_F_LOCK are written in place.
 * Invariant    a key is in its bucket at most once. Preallocated, the number of elements never passes max_entries.
 * Cost         lookup: hash, one bucket, the elements of its list, about one. No allocation but on demand (BPF_F_NO_PREALLOC).
 * Threads      any. A pointer to a value stays good memory until its reader leaves; but where elements are preallocated, it
 *              may meanwhile hold another key's value, as in Linux.
 */
#include "map/htab.h"

#include "base/vm.h"
#include "map/object.h"
#include "rt/body.h"
#include "rt/rt.h"

/* What an update brings. */
struct change {
	const void *key, *value;
	uint64_t flags;
	uint32_t hash, bucket, slot;
	bool all; /* value is one for each slot, as callers from outside give it */
};

static struct change change_of(const struct htab *h, const void *key, const void *value, uint64_t flags, uint32_t slot)
{
	struct change c = { .key = key, .value = value, .flags = flags, .slot = slot };

	c.hash = hash_key(h, key, h->map.spec.key_size);
	c.bucket = bucket_of(h, c.hash);
	return c;
}

static inline uint32_t slot_of(const struct htab *h)
{
	return h->map.k->host->cpu(h->map.k->host->cookie);
}

static struct helem *find(const struct htab *h, const struct change *c)
{
	return htab_find_hashed(h, c->key, h->map.spec.key_size, c->hash);
}

/* -- changes ------------------------------------------------------------------------------------------------------- */

static void percpu_write(struct htab *h, struct helem *e, const struct change *c)
{
	uint8_t *to = helem_value(h, e);
	const uint8_t *from = c->value;
	const size_t len = h->map.spec.value_size, step = (size_t)round_up64(len, 8);

	if (!c->all) {
		words_store(to + c->slot * h->cpu_stride, from, len);
		return;
	}
	for (uint32_t slot = 0; slot < h->map.k->host->nr_cpus; slot++)
		words_store(to + slot * h->cpu_stride, from + slot * step, len);
}

/* A program that still stood on the element may have made a timer of it since it left its bucket. */
static void fields_begin(struct htab *h, struct helem *e)
{
	if (h->map.timers)
		timers_element_gone(&h->map, helem_value(h, e));
	value_clear_fields(&h->map.spec, helem_value(h, e));
}

/* Key and value into an element that is in no bucket, though late readers may stand on it. */
static void elem_fill(struct htab *h, struct helem *e, const struct change *c)
{
	const struct kiln_map_spec *s = &h->map.spec;
	uint8_t *value = helem_value(h, e);

	__atomic_store_n(&e->gen, (uint16_t)(e->gen + 1), __ATOMIC_RELAXED);
	__atomic_store_n(&e->ref, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&e->hash, c->hash, __ATOMIC_RELEASE);
	/* Who sees some of the new key or value sees gen odd, or even and more: lookup(). */
	__atomic_thread_fence(__ATOMIC_RELEASE);
	words_store(e->key, c->key, s->key_size);
	if (h->map.ops->object) { /* a late reader of the element's last life may meet it before it is linked */
		__atomic_store_n((uintptr_t *)(void *)value, *(const uintptr_t *)c->value, __ATOMIC_RELEASE);
	} else if (h->cpu_stride) {
		for (uint32_t slot = 0; !c->all && slot < h->map.k->host->nr_cpus; slot++)
			words_clear(value + slot * h->cpu_stride, s->value_size);
		percpu_write(h, e, c);
	} else {
		if (!value_is_plain(s))
			fields_begin(h, e);
		value_store(s, value, c->value);
	}
	__atomic_store_n(&e->gen, (uint16_t)(e->gen + 1), __ATOMIC_RELEASE);
}

/*
 * e, with the new value, takes old's place. Preallocated, e is the extra one of a list, and old becomes that: so an update
 * neither needs a free element nor makes one.
 */
static void replace(struct htab *h, struct helem *old, struct helem *e, const struct change *c)
{
	struct free_list *l = NULL;

	if (h->elems) {
		l = &h->lists[c->slot % h->nr_lists];
		while (!(e = __atomic_exchange_n(&l->extra, NULL, __ATOMIC_ACQUIRE)))
			KILN_RELAX();
	}
	elem_fill(h, e, c);
	__atomic_store_n(&e->ref, 1, __ATOMIC_RELAXED); /* a key that is written again is in use */
	htab_link(h, e, c->bucket);
	htab_unlink(h, old, c->bucket);
	if (l)
		__atomic_store_n(&l->extra, old, __ATOMIC_RELEASE);
	else
		pool_retire(&h->pool, old);
}

/* Updates that leave the element where it is. */
static bool in_place(const struct htab *h, const struct change *c)
{
	return h->cpu_stride || c->flags & MAP_LOCK;
}

static enum kiln_err change_old(struct htab *h, struct helem *old, const struct change *c, struct helem **spare)
{
	struct kiln_map *was = NULL;

	if (c->flags & MAP_NOEXIST)
		return KILN_ERR_EXIST;
	if (h->cpu_stride) {
		percpu_write(h, old, c);
		return KILN_OK;
	}
	if (c->flags & MAP_LOCK) {
		value_store_locked(&h->map.spec, helem_value(h, old), c->value);
		return KILN_OK;
	}
	if (!h->elems && !*spare)
		return KILN_ERR_AGAIN;
	if (h->map.ops->object)
		was = *(struct kiln_map **)(void *)helem_value(h, old);
	replace(h, old, *spare, c);
	if (!h->elems)
		*spare = NULL;
	map_put(was);
	return KILN_OK;
}

static enum kiln_err change_new(struct htab *h, const struct change *c, struct helem **spare)
{
	struct helem *e = *spare;

	if (c->flags & MAP_EXIST)
		return KILN_ERR_NOENT;
	if (!e && (h->lru || !h->elems))
		return KILN_ERR_AGAIN;
	if (!e)
		e = htab_new_elem(h, c->slot);
	if (!e)
		return KILN_ERR_COMPLEX;
	if (!h->elems && __atomic_add_fetch(&h->nr, 1, __ATOMIC_RELAXED) > h->map.spec.max_entries) {
		__atomic_sub_fetch(&h->nr, 1, __ATOMIC_RELAXED);
		return KILN_ERR_COMPLEX;
	}
	elem_fill(h, e, c);
	htab_link(h, e, c->bucket);
	*spare = NULL;
	return KILN_OK;
}

static enum kiln_err flags_check(const struct htab *h, uint64_t flags)
{
	uint64_t known = h->cpu_stride || h->lru || h->map.ops->object ? 0 : MAP_LOCK;

	if ((flags & ~known) > MAP_EXIST)
		return KILN_ERR_INVAL;
	return flags & MAP_LOCK && h->map.spec.lock_off == KILN_NO_OFF ? KILN_ERR_INVAL : KILN_OK;
}

/*
 * Whether an element has to be got before the bucket is locked: a full LRU map makes room by locking another bucket, and on
 * demand the host's allocator is asked. What this says may be stale a moment later: then the change answers AGAIN.
 */
static bool wants_spare(const struct htab *h, const struct change *c)
{
	if (h->lru)
		return !find(h, c);
	return !h->elems && !(in_place(h, c) && find(h, c));
}

static enum kiln_err change(struct htab *h, const struct change *c)
{
	struct spin *lock = bucket_lock(h, c->bucket);
	struct helem *spare = NULL, *old;
	enum kiln_err err = flags_check(h, c->flags);

	if (err)
		return err;
	do {
		if (!spare && wants_spare(h, c)) {
			spare = h->lru ? htab_new_elem(h, c->slot) : htab_demand(h);
			if (!spare)
				return KILN_ERR_NOMEM;
		}
		spin_lock(lock);
		old = find(h, c);
		err = old ? change_old(h, old, c, &spare) : change_new(h, c, &spare);
		spin_unlock(lock);
	} while (err == KILN_ERR_AGAIN);
	if (spare && h->elems)
		htab_free_elem(h, spare, c->slot);
	else
		pool_put(&h->pool, spare);
	return err;
}

/* Takes the key's element out; value, if not NULL, is filled by copy first. */
static enum kiln_err remove(struct htab *h, const void *key, void *value, uint64_t flags,
			    void (*copy)(struct htab *h, struct helem *e, void *value, uint64_t flags))
{
	struct change c = change_of(h, key, NULL, 0, slot_of(h));
	struct spin *lock = bucket_lock(h, c.bucket);
	struct helem *e;

	spin_lock(lock);
	e = find(h, &c);
	if (e && value)
		copy(h, e, value, flags);
	if (e)
		htab_unlink(h, e, c.bucket);
	spin_unlock(lock);
	if (!e)
		return KILN_ERR_NOENT;
	if (h->map.ops->object)
		map_put(*(struct kiln_map **)(void *)helem_value(h, e));
	htab_free_elem(h, e, c.slot);
	return KILN_OK;
}

/* -- from programs ------------------------------------------------------------------------------------------------- */

static inline struct htab *htab_of_arg(uint64_t r1)
{
	return htab_of(rt_ptr(r1));
}

static BODY(call_lookup)
{
	const struct htab *h = htab_of_arg(r1);
	const struct helem *e = htab_find(h, rt_ptr(r2));

	return e ? (uintptr_t)e + h->value_off : 0;
}

static BODY(call_lookup_lru)
{
	const struct htab *h = htab_of_arg(r1);
	struct helem *e = htab_find(h, rt_ptr(r2));

	if (!e)
		return 0;
	if (!__atomic_load_n(&e->ref, __ATOMIC_RELAXED))
		__atomic_store_n(&e->ref, 1, __ATOMIC_RELAXED);
	return (uintptr_t)helem_value(h, e) + env->cpu * h->cpu_stride;
}

static BODY(call_lookup_percpu)
{
	const struct htab *h = htab_of_arg(r1);
	const struct helem *e = htab_find(h, rt_ptr(r2));

	return e ? (uintptr_t)helem_value(h, e) + env->cpu * h->cpu_stride : 0;
}

static BODY(call_lookup_slot)
{
	const struct htab *h = htab_of_arg(r1);
	struct helem *e;

	if ((uint32_t)r3 >= env->k->host->nr_cpus)
		return 0;
	e = htab_find(h, rt_ptr(r2));
	if (!e)
		return 0;
	if (h->lru)
		__atomic_store_n(&e->ref, 1, __ATOMIC_RELAXED);
	return (uintptr_t)helem_value(h, e) + (uint32_t)r3 * h->cpu_stride;
}

static BODY(call_lookup_map)
{
	const struct htab *h = htab_of_arg(r1);
	const struct helem *e = htab_find(h, rt_ptr(r2));

	return e ? __atomic_load_n((const uintptr_t *)(const void *)helem_value(h, e), __ATOMIC_ACQUIRE) : 0;
}

static BODY(call_update)
{
	struct htab *h = htab_of_arg(r1);
	struct change c = change_of(h, rt_ptr(r2), rt_ptr(r3), r4, env->cpu);

	if (rt_over(env, h->map.spec.value_size))
		return rt_err(KILN_ERR_INTR);
	return rt_err(change(h, &c));
}

static BODY(call_delete)
{
	return rt_err(remove(htab_of_arg(r1), rt_ptr(r2), NULL, 0, NULL));
}

/*
 * The callback may delete and add. Its element's successor is read before; where that was carried into another bucket
 * meanwhile, the rest of this bucket is passed over, as in Linux. max_entries calls are the most: a callback that keeps
 * putting the next element in front of itself must come to an end too.
 */
static BODY(call_for_each)
{
	const struct htab *h = htab_of_arg(r1);
	const size_t slot_off = env->cpu * h->cpu_stride;
	uint64_t nr = 0, stop = 0;

	if (r4)
		return rt_err(KILN_ERR_INVAL);
	for (size_t i = 0; i < h->nr_buckets && !stop; i++) {
		uintptr_t at = __atomic_load_n(&h->buckets[i], __ATOMIC_ACQUIRE);

		while (!is_end(at) && !stop && nr < h->map.spec.max_entries) {
			struct helem *e = helem_of(at);

			at = __atomic_load_n(&e->next, __ATOMIC_ACQUIRE);
			nr++;
			stop = rt_callback(env, r2, r1, (uintptr_t)e->key, (uintptr_t)helem_value(h, e) + slot_off, r3,
					   0);
		}
	}
	return nr;
}

/* -- from outside -------------------------------------------------------------------------------------------------- */

static void value_copy(struct htab *h, struct helem *e, void *value, uint64_t flags)
{
	uint8_t *from = helem_value(h, e), *to = value;
	size_t step = (size_t)round_up64(h->map.spec.value_size, 8);

	if (h->map.ops->object) {
		put32(to, (*(struct kiln_map **)(void *)from)->id);
	} else if (h->cpu_stride) {
		for (uint32_t slot = 0; slot < h->map.k->host->nr_cpus; slot++)
			value_load_padded(to + slot * step, from + slot * h->cpu_stride, h->map.spec.value_size);
	} else {
		value_load(&h->map.spec, value, from, flags);
	}
}

/* A value of one life of its element, whole as far as updates go: programs may write to it meanwhile. */
static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	struct htab *h = htab_of(m);

	for (;;) {
		struct helem *e = htab_find(h, key);
		uint16_t gen;

		if (!e)
			return KILN_ERR_NOENT;
		gen = __atomic_load_n(&e->gen, __ATOMIC_ACQUIRE);
		if (gen & 1 || !key_same(e->key, key, m->spec.key_size))
			continue; /* it became another's after it was found, or is about to */
		value_copy(h, e, value, flags);
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		if (__atomic_load_n(&e->gen, __ATOMIC_RELAXED) == gen)
			return KILN_OK;
	}
}

static enum kiln_err update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	struct htab *h = htab_of(m);
	struct change c = change_of(h, key, value, flags, slot_of(h));

	c.all = true;
	return change(h, &c);
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	return remove(htab_of(m), key, NULL, 0, NULL);
}

static enum kiln_err take(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	return remove(htab_of(m), key, value, flags, value_copy);
}

static enum kiln_err set_object(struct kiln_map *m, const void *key, struct kiln_map *map, struct kiln_prog *prog,
				uint64_t flags)
{
	struct htab *h = htab_of(m);
	uintptr_t value = (uintptr_t)map;
	struct change c = change_of(h, key, &value, flags, slot_of(h));
	enum kiln_err err;

	if (prog)
		return KILN_ERR_INVAL;
	if (!map)
		return erase(m, key);
	if (!map_inner_fits(m, map))
		return KILN_ERR_INVAL;
	map_hold(map);
	err = change(h, &c);
	if (err)
		map_put(map);
	return err;
}

static enum kiln_err prepare(struct kiln_map *m)
{
	return htab_of(m)->elems ? KILN_OK : pool_prepare(&htab_of(m)->pool, htab_of(m)->elem_len);
}

/* The first key in bucket i or after it. */
static enum kiln_err first_from(struct htab *h, size_t i, void *key)
{
	for (; i < h->nr_buckets; i++) {
		struct spin *lock = bucket_lock(h, (uint32_t)i);
		uintptr_t at;

		if (is_end(__atomic_load_n(&h->buckets[i], __ATOMIC_RELAXED)))
			continue;
		spin_lock(lock);
		at = h->buckets[i];
		if (!is_end(at))
			words_load(key, helem_of(at)->key, h->map.spec.key_size);
		spin_unlock(lock);
		if (!is_end(at))
			return KILN_OK;
	}
	return KILN_ERR_NOENT;
}

static enum kiln_err next(struct kiln_map *m, const void *key, void *next_key)
{
	struct htab *h = htab_of(m);
	struct change c;
	struct helem *e;
	uintptr_t at = 0;

	if (!key)
		return first_from(h, 0, next_key);
	c = change_of(h, key, NULL, 0, 0);
	spin_lock(bucket_lock(h, c.bucket));
	e = find(h, &c);
	if (e)
		at = e->next;
	if (e && !is_end(at))
		words_load(next_key, helem_of(at)->key, m->spec.key_size);
	spin_unlock(bucket_lock(h, c.bucket));
	if (!e)
		return first_from(h, 0, next_key);
	return is_end(at) ? first_from(h, (size_t)c.bucket + 1, next_key) : KILN_OK;
}

/* All of bucket i to keys and values, or none if room is too small; returns how many it holds. */
static uint32_t bucket_copy(struct htab *h, uint32_t i, uint8_t *keys, uint8_t *values, uint32_t room, bool take)
{
	const size_t key_len = h->map.spec.key_size, value_len = kiln_map_value_len(&h->map);
	const uint32_t slot = slot_of(h);
	struct spin *lock = bucket_lock(h, i);
	struct helem *taken = NULL;
	uint32_t nr = 0, n = 0;

	spin_lock(lock);
	for (uintptr_t at = h->buckets[i]; !is_end(at); at = helem_of(at)->next)
		nr++;
	for (uintptr_t at = h->buckets[i]; !is_end(at) && nr <= room; at = helem_of(at)->next, n++) {
		words_load(keys + n * key_len, helem_of(at)->key, key_len);
		value_copy(h, helem_of(at), values + n * value_len, 0);
	}
	while (take && n--) {
		taken = helem_of(h->buckets[i]);
		htab_unlink(h, taken, i);
		htab_free_elem(h, taken, slot);
	}
	spin_unlock(lock);
	return nr;
}

static enum kiln_err batch(struct kiln_map *m, uint64_t *cursor, void *keys, void *values, uint32_t *count, bool take)
{
	struct htab *h = htab_of(m);
	size_t value_len = kiln_map_value_len(m);
	uint32_t cap = *count, n = 0;
	uint64_t i = *cursor;

	for (; i < h->nr_buckets; i++) {
		uint32_t nr;

		if (is_end(__atomic_load_n(&h->buckets[i], __ATOMIC_RELAXED)))
			continue;
		nr = bucket_copy(h, (uint32_t)i, (uint8_t *)keys + (size_t)n * m->spec.key_size,
				 (uint8_t *)values + n * value_len, cap - n, take);
		if (nr > cap - n)
			break;
		n += nr;
	}
	*cursor = i;
	*count = n;
	if (i >= h->nr_buckets)
		return KILN_ERR_NOENT;
	return n ? KILN_OK : KILN_ERR_NOSPC; /* buckets are given whole */
}

/* -- the kinds ----------------------------------------------------------------------------------------------------- */

static const void *key_of(const struct kiln_map *m, const void *value, uint32_t *room)
{
	const struct htab *h = CONTAINER_OF(m, const struct htab, map);
	const struct helem *e = (const struct helem *)(const void *)((const uint8_t *)value - h->value_off);

	(void)room;
	return __atomic_load_n(&e->used, __ATOMIC_RELAXED) ? e->key : NULL;
}

#define HASH_COMMON                                                                                     \
	.check = htab_check, .make = htab_make, .drop = htab_drop, .call_update = call_update,          \
	.call_delete = call_delete, .call_for_each = call_for_each, .lookup = lookup, .update = update, \
	.erase = erase, .take = take, .next = next, .batch = batch, .prepare = prepare, .key_of = key_of

const struct kiln_map_ops map_hash_ops = {
	HASH_COMMON,
	.type = MAP_HASH,
	.name = "hash",
	.call_lookup = call_lookup,
};

/* Where packets may be sent, by any key: as devmap.c has it for indexes. */
enum { XDP_ACTIONS = 3, BROADCAST = 1 << 3, EXCLUDE_INGRESS = 1 << 4, XDP_REDIRECT = 4 };

static enum kiln_err check_devmap(const struct kiln *k, const struct kiln_map_spec *s)
{
	const uint32_t known = MAP_F_NUMA_NODE | MAP_F_RDONLY | MAP_F_WRONLY;

	if (s->key_size != 4 || (s->value_size != 4 && s->value_size != 8) || s->flags & ~known)
		return KILN_ERR_INVAL;
	return htab_check(k, s);
}

static BODY(call_redirect)
{
	uint32_t key[4] = { (uint32_t)r2 }; /* look-ups know longer keys, too: compilers see them read */

	if (r3 & ~(uint64_t)(XDP_ACTIONS | BROADCAST | EXCLUDE_INGRESS))
		return 0; /* XDP_ABORTED */
	if (!(r3 & BROADCAST) && !call_lookup(r1, (uintptr_t)key, 0, 0, 0, env))
		return r3 & XDP_ACTIONS;
	env->redirect_map = rt_ptr(r1);
	env->redirect_key = r2;
	env->redirect_flags = r3;
	return XDP_REDIRECT;
}

const struct kiln_map_ops map_devmap_hash_ops = {
	.type = MAP_DEVMAP_HASH,
	.name = "devmap_hash",
	.looked_at = true,
	.check = check_devmap,
	.make = htab_make,
	.drop = htab_drop,
	.call_lookup = call_lookup,
	.call_redirect = call_redirect,
	.lookup = lookup,
	.update = update,
	.erase = erase,
	.next = next,
	.prepare = prepare,
};

const struct kiln_map_ops map_percpu_hash_ops = {
	HASH_COMMON,	.type = MAP_PERCPU_HASH,	   .name = "percpu_hash",
	.percpu = true, .call_lookup = call_lookup_percpu, .call_lookup_percpu = call_lookup_slot,
};

const struct kiln_map_ops map_lru_hash_ops = {
	HASH_COMMON,
	.type = MAP_LRU_HASH,
	.name = "lru_hash",
	.call_lookup = call_lookup_lru,
};

const struct kiln_map_ops map_lru_percpu_hash_ops = {
	HASH_COMMON,	.type = MAP_LRU_PERCPU_HASH,	.name = "lru_percpu_hash",
	.percpu = true, .call_lookup = call_lookup_lru, .call_lookup_percpu = call_lookup_slot,
};

const struct kiln_map_ops map_hash_of_maps_ops = {
	.type = MAP_HASH_OF_MAPS,
	.name = "hash_of_maps",
	.object = true,
	.check = htab_check,
	.make = htab_make,
	.drop = htab_drop,
	.call_lookup = call_lookup_map,
	.call_delete = call_delete,
	.lookup = lookup,
	.erase = erase,
	.next = next,
	.batch = batch,
	.set_object = set_object,
	.prepare = prepare,
};
