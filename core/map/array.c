/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * array.c - arrays: values in one block, per CPU or not.
 *
 * Overview     the value of index i is at base + i * stride, and for per-CPU arrays + slot * cpu_stride: what struct map_direct
 *              says, so that native code finds it without a call.
 * Invariant    elements are never added or removed; the block lives as long as the map.
 * Cost         a lookup is a comparison and a multiplication. Memory: max_entries * round_up(value_size, 8), per CPU each.
 * Threads      values change word by word; who needs more uses a spin lock in the value, or atomics.
 */
#include "base/vm.h"
#include "map/value.h"
#include "rt/body.h"
#include "rt/rt.h"

enum { MAX_PERCPU_VALUE = 32 * 1024 };

struct array {
	struct kiln_map map;
	size_t len; /* of the block */
};

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	const uint32_t known = MAP_F_NUMA_NODE | MAP_F_RDONLY | MAP_F_WRONLY | MAP_F_RDONLY_PROG | MAP_F_WRONLY_PROG;
	const bool percpu = s->type == MAP_PERCPU_ARRAY;
	const uint32_t own = percpu ? 0 : MAP_F_MMAPABLE | MAP_F_INNER_MAP;

	(void)k;
	if (!s->max_entries || s->key_size != 4 || !s->value_size || !flags_ok(s->flags, known | own) ||
	    (percpu && s->flags & MAP_F_NUMA_NODE))
		return KILN_ERR_INVAL;
	if (s->value_size > INT32_MAX || (percpu && round_up64(s->value_size, 8) > MAX_PERCPU_VALUE))
		return KILN_ERR_COMPLEX;
	return KILN_OK;
}

/*
 * The values: for an array that user space may map, whole pages that the host can share. Locks, timers and the kernel's pointers are not
 * to be forged: an array that has them may be made so, as on Linux, but nothing of it can be mapped.
 */
static void *block_new(struct array *a, struct kiln *k, const struct kiln_map_spec *s)
{
	const struct kiln_host *h = k->host;
	void *p;

	if (!(s->flags & MAP_F_MMAPABLE) || !value_is_plain(s) || !h->share)
		return vm_alloc(k, a->len);
	a->map.shared_len = (size_t)round_up64(a->len, 4096);
	p = h->share(h->cookie, 0, a->map.shared_len, &a->map.shared);
	if (p && s->flags & MAP_F_RDONLY_PROG && h->seal) /* as Linux: it is to be read, by whomever */
		h->seal(h->cookie, a->map.shared);
	return p;
}

static void block_free(struct array *a, struct kiln *k)
{
	const struct kiln_host *h = k->host;

	if (a->map.shared)
		h->unshare(h->cookie, a->map.direct.base, 0, a->map.shared_len, a->map.shared);
	else
		vm_free(k, a->map.direct.base, a->len);
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	size_t stride = (size_t)round_up64(s->value_size, 8), cpu_stride = 0, len;
	struct array *a;

	if (mul_overflow_size(stride, s->max_entries, &len) || len > SIZE_MAX / 2)
		return KILN_ERR_NOMEM;
	if (s->type == MAP_PERCPU_ARRAY) {
		cpu_stride = (len + 63) & ~(size_t)63; /* no two slots in one cache line */
		if (mul_overflow_size(cpu_stride, k->host->nr_cpus, &len))
			return KILN_ERR_NOMEM;
	}
	a = vm_alloc(k, sizeof(*a));
	if (!a)
		return KILN_ERR_NOMEM;
	a->len = len;
	a->map.direct = (struct map_direct){
		.base = block_new(a, k, s), .stride = (uint32_t)stride, .nr = s->max_entries, .cpu_stride = cpu_stride
	};
	if (!a->map.direct.base) {
		vm_free(k, a, sizeof(*a));
		return KILN_ERR_NOMEM;
	}
	*out = &a->map;
	return KILN_OK;
}

static void drop(struct kiln_map *m)
{
	struct array *a = CONTAINER_OF(m, struct array, map);
	struct kiln *k = m->k;

	block_free(a, k);
	vm_free(k, a, sizeof(*a));
}

static inline uint8_t *value_at(const struct kiln_map *m, uint32_t i, uint32_t slot)
{
	return m->direct.base + (size_t)index_below(i, m->direct.nr) * m->direct.stride + slot * m->direct.cpu_stride;
}

/* -- from programs ------------------------------------------------------------------------------------------------- */

static inline struct kiln_map *map_of(uint64_t r)
{
	return (struct kiln_map *)(uintptr_t)r;
}

static BODY(call_lookup)
{
	const struct kiln_map *m = map_of(r1);
	uint32_t i = get32(rt_ptr(r2));

	return i < m->direct.nr ? (uintptr_t)value_at(m, i, env->cpu) : 0;
}

static BODY(call_lookup_percpu)
{
	const struct kiln_map *m = map_of(r1);
	uint32_t i = get32(rt_ptr(r2));

	if (i >= m->direct.nr || (uint32_t)r3 >= env->k->host->nr_cpus)
		return 0;
	return (uintptr_t)value_at(m, i, (uint32_t)r3);
}

static enum kiln_err update_check(const struct kiln_map *m, uint32_t i, uint64_t flags, uint64_t known)
{
	if ((flags & ~known) > MAP_EXIST)
		return KILN_ERR_INVAL;
	if (i >= m->direct.nr)
		return KILN_ERR_COMPLEX;
	if (flags & MAP_NOEXIST)
		return KILN_ERR_EXIST;
	return flags & MAP_LOCK && m->spec.lock_off == KILN_NO_OFF ? KILN_ERR_INVAL : KILN_OK;
}

static void value_write(const struct kiln_map *m, void *to, const void *from, uint64_t flags)
{
	if (flags & MAP_LOCK)
		value_store_locked(&m->spec, to, from);
	else
		value_store(&m->spec, to, from);
}

static BODY(call_update)
{
	const struct kiln_map *m = map_of(r1);
	uint32_t i = get32(rt_ptr(r2));
	enum kiln_err err = update_check(m, i, r4, MAP_LOCK);

	if (err)
		return rt_err(err);
	if (rt_over(env, m->spec.value_size))
		return rt_err(KILN_ERR_INTR);
	value_write(m, value_at(m, i, env->cpu), rt_ptr(r3), r4);
	return 0;
}

static BODY(call_for_each)
{
	const struct kiln_map *m = map_of(r1);
	uint32_t i;
	uint64_t stop = 0;

	if (r4)
		return rt_err(KILN_ERR_INVAL);
	for (i = 0; i < m->direct.nr && !stop; i++) {
		uint32_t key = i;

		stop = rt_callback(env, r2, r1, (uintptr_t)&key, (uintptr_t)value_at(m, i, env->cpu), r3, 0);
	}
	return i;
}

/* -- from outside -------------------------------------------------------------------------------------------------- */

static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	uint32_t i = get32(key);

	if (i >= m->direct.nr)
		return KILN_ERR_NOENT;
	value_load(&m->spec, value, value_at(m, i, 0), flags);
	return KILN_OK;
}

static enum kiln_err update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	uint32_t i = get32(key);
	enum kiln_err err = update_check(m, i, flags, MAP_LOCK);

	if (!err)
		value_write(m, value_at(m, i, 0), value, flags);
	return err;
}

static enum kiln_err percpu_lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	uint32_t i = get32(key);
	uint8_t *to = value;

	(void)flags;
	if (i >= m->direct.nr)
		return KILN_ERR_NOENT;
	for (uint32_t slot = 0; slot < m->k->host->nr_cpus; slot++, to += m->direct.stride)
		value_load_padded(to, value_at(m, i, slot), m->spec.value_size);
	return KILN_OK;
}

static enum kiln_err percpu_update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	uint32_t i = get32(key);
	enum kiln_err err = update_check(m, i, flags, 0);
	const uint8_t *from = value;

	for (uint32_t slot = 0; !err && slot < m->k->host->nr_cpus; slot++, from += m->direct.stride)
		words_store(value_at(m, i, slot), from, m->spec.value_size);
	return err;
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	(void)m, (void)key;
	return KILN_ERR_INVAL;
}

static enum kiln_err next(struct kiln_map *m, const void *key, void *next_key)
{
	uint32_t i = key ? get32(key) : UINT32_MAX;

	if (i != UINT32_MAX && i == m->spec.max_entries - 1)
		return KILN_ERR_NOENT;
	put32(next_key, i >= m->spec.max_entries ? 0 : i + 1);
	return KILN_OK;
}

static enum kiln_err batch(struct kiln_map *m, uint64_t *cursor, void *keys, void *values, uint32_t *count, bool take)
{
	size_t value_len = kiln_map_value_len(m);
	uint32_t n = 0;
	uint64_t i = *cursor;

	(void)take; /* map.c refuses it: there is no take */
	for (; n < *count && i < m->direct.nr; n++, i++) {
		uint32_t key = (uint32_t)i;

		put32((uint8_t *)keys + n * sizeof(key), key);
		m->ops->lookup(m, &key, (uint8_t *)values + n * value_len, 0);
	}
	*cursor = i;
	*count = n;
	return i < m->direct.nr ? KILN_OK : KILN_ERR_NOENT;
}

static const void *key_of(const struct kiln_map *m, const void *value, uint32_t *room)
{
	*room = (uint32_t)((size_t)((const uint8_t *)value - m->direct.base) / m->direct.stride);
	return room;
}

const struct kiln_map_ops map_array_ops = {
	.type = MAP_ARRAY,
	.name = "array",
	.check = check,
	.make = make,
	.drop = drop,
	.call_lookup = call_lookup,
	.call_update = call_update,
	.call_for_each = call_for_each,
	.lookup = lookup,
	.update = update,
	.erase = erase,
	.next = next,
	.batch = batch,
	.key_of = key_of,
};

const struct kiln_map_ops map_percpu_array_ops = {
	.type = MAP_PERCPU_ARRAY,
	.name = "percpu_array",
	.percpu = true,
	.check = check,
	.make = make,
	.drop = drop,
	.call_lookup = call_lookup,
	.call_update = call_update,
	.call_lookup_percpu = call_lookup_percpu,
	.call_for_each = call_for_each,
	.lookup = percpu_lookup,
	.update = percpu_update,
	.erase = erase,
	.next = next,
	.batch = batch,
};
