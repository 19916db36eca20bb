/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * object.c - arrays of pointers: program arrays, and arrays of maps.
 *
 * Overview     slot i is a pointer at base + i * stride, NULL or an object with a reference of its own. Readers load it, and
 *              may use the object until they leave: freeing waits for them.
 * Invariant    all programs of one array have one kind, engine and memory length; all maps of one array look alike.
 * Threads      slots change by exchange; whoever took a pointer out drops its reference.
 */
#include "map/object.h"

#include "base/bits.h"
#include "base/spin.h"
#include "base/vm.h"
#include "prog/prog.h"
#include "rt/body.h"

struct object_array {
	struct kiln_map map;
	struct spin owner_lock;
	uint32_t end;	  /* no slot from here on was ever set */
	uint64_t slots[]; /* pointers, in 8 bytes on every host */
};

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	uint32_t known = MAP_F_NUMA_NODE | MAP_F_RDONLY | MAP_F_WRONLY;

	(void)k;
	if (s->value_size != 4 || !s->max_entries || s->key_size != 4 || s->flags & ~known)
		return KILN_ERR_INVAL;
	return KILN_OK;
}

static size_t array_len(const struct kiln_map_spec *s)
{
	return sizeof(struct object_array) + (size_t)s->max_entries * sizeof(uint64_t);
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	struct object_array *a;

	if ((uint64_t)s->max_entries * sizeof(uint64_t) > SIZE_MAX / 2)
		return KILN_ERR_NOMEM;
	a = vm_alloc(k, array_len(s));
	if (!a)
		return KILN_ERR_NOMEM;
	a->map.direct =
		(struct map_direct){ .base = (uint8_t *)a->slots, .stride = sizeof(uint64_t), .nr = s->max_entries };
	*out = &a->map;
	return KILN_OK;
}

static void *slot_load(const struct kiln_map *m, uint32_t i)
{
	return (void *)__atomic_load_n((uintptr_t *)(void *)(m->direct.base + i * sizeof(uint64_t)), __ATOMIC_ACQUIRE);
}

static void *slot_swap(struct kiln_map *m, uint32_t i, void *object)
{
	return (void *)__atomic_exchange_n((uintptr_t *)(void *)(m->direct.base + i * sizeof(uint64_t)),
					   (uintptr_t)object, __ATOMIC_ACQ_REL);
}

static void object_put(const struct kiln_map *m, void *object)
{
	if (m->spec.type == MAP_PROG_ARRAY)
		kiln_prog_free(object);
	else
		map_put(object);
}

/* Takes everything out: the references of programs that this array holds may be all that keeps the array. */
static void forget(struct kiln_map *m)
{
	struct object_array *a = CONTAINER_OF(m, struct object_array, map);

	for (uint32_t i = 0; i < __atomic_load_n(&a->end, __ATOMIC_ACQUIRE); i++)
		object_put(m, slot_swap(m, i, NULL));
}

/* An object for slot i, with a reference that the slot takes over. */
static void slot_set(struct kiln_map *m, uint32_t i, void *object)
{
	struct object_array *a = CONTAINER_OF(m, struct object_array, map);
	uint32_t end = __atomic_load_n(&a->end, __ATOMIC_RELAXED);

	while (end <= i &&
	       !__atomic_compare_exchange_n(&a->end, &end, i + 1, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
		;
	object_put(m, slot_swap(m, i, object));
}

static void drop(struct kiln_map *m)
{
	forget(m);
	vm_free(m->k, CONTAINER_OF(m, struct object_array, map), array_len(&m->spec));
}

/* -- what may be in it --------------------------------------------------------------------------------------------- */

bool map_admits(struct kiln_map *m, const struct kiln_kind *kind, bool jited, uint32_t mem_len)
{
	struct object_array *a = CONTAINER_OF(m, struct object_array, map);
	bool same;

	spin_lock(&a->owner_lock);
	if (!m->owner_set) {
		m->owner_kind = kind;
		m->owner_jited = jited;
		m->owner_mem_len = mem_len;
		m->owner_set = true;
	}
	same = m->owner_kind == kind && m->owner_jited == jited && m->owner_mem_len == mem_len;
	spin_unlock(&a->owner_lock);
	return same;
}

static bool same_kptrs(const struct kiln_map_spec *a, const struct kiln_map_spec *b)
{
	for (uint32_t i = 0; a->nr_kptrs == b->nr_kptrs && i < a->nr_kptrs; i++)
		if (a->kptr[i].off != b->kptr[i].off || a->kptr[i].what != b->kptr[i].what ||
		    a->kptr[i].untrusted != b->kptr[i].untrusted || a->kptr[i].local != b->kptr[i].local ||
		    a->kptr[i].local_size != b->kptr[i].local_size)
			return false;
	return a->nr_kptrs == b->nr_kptrs;
}

/* An array's length is part of what was proven, unless its maker said that it is not (BPF_F_INNER_MAP). */
bool map_inner_fits(const struct kiln_map *m, const struct kiln_map *inner)
{
	const struct kiln_map_spec *a = &m->inner->spec, *b = &inner->spec;
	const bool sized = (a->type == MAP_ARRAY || a->type == MAP_PERCPU_ARRAY) && !(a->flags & MAP_F_INNER_MAP);

	return a->type == b->type && a->key_size == b->key_size && a->value_size == b->value_size &&
	       a->flags == b->flags && a->lock_off == b->lock_off && a->timer_off == b->timer_off && inner->k == m->k &&
	       same_kptrs(a, b) && (!sized || a->max_entries == b->max_entries);
}

/* -- calls --------------------------------------------------------------------------------------------------------- */

static BODY(call_lookup_map)
{
	const struct kiln_map *m = rt_ptr(r1);
	uint32_t i = get32(rt_ptr(r2));

	return i < m->direct.nr ? (uintptr_t)slot_load(m, i) : 0;
}

static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	uint32_t i = get32(key);
	void *object = i < m->direct.nr ? slot_load(m, i) : NULL;

	(void)flags;
	if (!object)
		return KILN_ERR_NOENT;
	put32(value,
	      m->spec.type == MAP_PROG_ARRAY ? ((struct kiln_prog *)object)->id : ((struct kiln_map *)object)->id);
	return KILN_OK;
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	uint32_t i = get32(key);
	void *old;

	if (i >= m->direct.nr)
		return KILN_ERR_COMPLEX;
	old = slot_swap(m, i, NULL);
	if (!old)
		return KILN_ERR_NOENT;
	object_put(m, old);
	return KILN_OK;
}

static enum kiln_err next(struct kiln_map *m, const void *key, void *next_key)
{
	uint32_t i = key ? get32(key) : UINT32_MAX;

	if (i != UINT32_MAX && i == m->spec.max_entries - 1)
		return KILN_ERR_NOENT;
	put32(next_key, i >= m->spec.max_entries ? 0 : i + 1);
	return KILN_OK;
}

static enum kiln_err set_map(struct kiln_map *m, const void *key, struct kiln_map *map, struct kiln_prog *prog,
			     uint64_t flags)
{
	uint32_t i = get32(key);

	if (!map && !prog)
		return erase(m, key);
	if (flags)
		return KILN_ERR_INVAL;
	if (i >= m->direct.nr)
		return KILN_ERR_COMPLEX;
	if (prog || !map_inner_fits(m, map))
		return KILN_ERR_INVAL;
	slot_set(m, i, map_hold(map));
	return KILN_OK;
}

/*
 * It is proven, and can be run. How far an iterator's program reaches into elements is asked where it is attached, and not of what it
 * leads to.
 */
static bool may_be_led_to(const struct kiln_prog *p)
{
	return !p->checked && !p->not_offered && !p->element_end[ELEMENT_KEY] && !p->element_end[ELEMENT_VALUE];
}

static enum kiln_err set_prog(struct kiln_map *m, const void *key, struct kiln_map *map, struct kiln_prog *prog,
			      uint64_t flags)
{
	uint32_t i = get32(key);

	if (!map && !prog)
		return erase(m, key);
	if (flags)
		return KILN_ERR_INVAL;
	if (i >= m->direct.nr)
		return KILN_ERR_COMPLEX;
	if (map || prog->k != m->k || !may_be_led_to(prog) ||
	    !map_admits(m, prog->kind, prog->code.exec != NULL, prog->mem_len))
		return KILN_ERR_INVAL;
	slot_set(m, i, kiln_prog_ref(prog));
	return KILN_OK;
}

static enum kiln_err batch(struct kiln_map *m, uint64_t *cursor, void *keys, void *values, uint32_t *count, bool take)
{
	uint32_t n = 0;
	uint64_t i = *cursor;

	(void)take; /* map.c refuses it: there is no take */
	for (; n < *count && i < m->direct.nr; i++) {
		uint32_t key = (uint32_t)i;

		if (lookup(m, &key, (uint8_t *)values + n * sizeof(uint32_t), 0))
			continue;
		put32((uint8_t *)keys + n * sizeof(key), key);
		n++;
	}
	*cursor = i;
	*count = n;
	return i < m->direct.nr ? KILN_OK : KILN_ERR_NOENT;
}

const struct kiln_map_ops map_prog_array_ops = {
	.type = MAP_PROG_ARRAY,
	.name = "prog_array",
	.object = true,
	.check = check,
	.make = make,
	.drop = drop,
	.lookup = lookup,
	.erase = erase,
	.next = next,
	.set_object = set_prog,
	.forget = forget,
};

const struct kiln_map_ops map_array_of_maps_ops = {
	.type = MAP_ARRAY_OF_MAPS,
	.name = "array_of_maps",
	.object = true,
	.check = check,
	.make = make,
	.drop = drop,
	.call_lookup = call_lookup_map,
	.lookup = lookup,
	.erase = erase,
	.next = next,
	.batch = batch,
	.set_object = set_map,
};
