/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * own.c - maps of an embedder's own kinds: struct kiln_map_kind behind the ops that all maps have.
 *
 * Overview     an instance knows a few kinds by type; a map of one holds what the kind's make gave.
 * Cost         one indirect call more than a built-in map.
 * Threads      kinds are only added; a place is published when it is whole. The rest is the kind's.
 */
#include "map/value.h"
#include "rt/body.h"

struct own_map {
	struct kiln_map map;
	const struct kiln_map_kind *kind;
	void *state;
};

const struct kiln_map_kind *map_kind_of(const struct kiln *k, uint32_t type)
{
	for (uint32_t i = 0; i < KILN_MAP_KINDS_MAX; i++) {
		const struct kiln_map_kind *kind = __atomic_load_n(&k->own[i], __ATOMIC_ACQUIRE);

		if (!kind || kind->type == type)
			return kind;
	}
	return NULL;
}

enum kiln_err kiln_map_kind_add(struct kiln *k, const struct kiln_map_kind *kind)
{
	if (kind->type < KILN_MAP_OWN || !kind->make || !kind->drop || !kind->lookup)
		return KILN_ERR_INVAL;
	for (uint32_t i = 0; i < KILN_MAP_KINDS_MAX; i++) {
		const struct kiln_map_kind *there = NULL;

		if (__atomic_compare_exchange_n(&k->own[i], &there, kind, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			return KILN_OK;
		if (there->type == kind->type)
			return KILN_ERR_EXIST;
	}
	return KILN_ERR_NOSPC;
}

static struct own_map *own_of(struct kiln_map *m)
{
	return CONTAINER_OF(m, struct own_map, map);
}

/* What every map has; the kind checks the rest when it makes one. */
static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	(void)k;
	return s->key_size && s->value_size ? KILN_OK : KILN_ERR_INVAL;
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	struct own_map *o = vm_alloc(k, sizeof(*o));
	enum kiln_err err;

	if (!o)
		return KILN_ERR_NOMEM;
	o->kind = map_kind_of(k, s->type);
	err = o->kind->make(k->host, s, &o->state);
	if (err) {
		vm_free(k, o, sizeof(*o));
		return err;
	}
	*out = &o->map;
	return KILN_OK;
}

static void drop(struct kiln_map *m)
{
	struct own_map *o = own_of(m);

	o->kind->drop(m->k->host, o->state);
	vm_free(m->k, o, sizeof(*o));
}

static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	const void *found = own_of(m)->kind->lookup(own_of(m)->state, key);

	(void)flags;
	if (!found)
		return KILN_ERR_NOENT;
	words_load(value, found, m->spec.value_size);
	return KILN_OK;
}

static enum kiln_err update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	struct own_map *o = own_of(m);

	if (flags > MAP_EXIST)
		return KILN_ERR_INVAL;
	return o->kind->update ? o->kind->update(o->state, key, value, flags) : KILN_ERR_UNSUPPORTED;
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	struct own_map *o = own_of(m);

	return o->kind->erase ? o->kind->erase(o->state, key) : KILN_ERR_UNSUPPORTED;
}

static enum kiln_err next_key(struct kiln_map *m, const void *key, void *next)
{
	struct own_map *o = own_of(m);

	return o->kind->next ? o->kind->next(o->state, key, next) : KILN_ERR_UNSUPPORTED;
}

static BODY(call_lookup)
{
	struct own_map *o = rt_ptr(r1);

	return (uintptr_t)o->kind->lookup(o->state, rt_ptr(r2));
}

static BODY(call_update)
{
	return rt_err(update(rt_ptr(r1), rt_ptr(r2), rt_ptr(r3), r4));
}

static BODY(call_delete)
{
	return rt_err(erase(rt_ptr(r1), rt_ptr(r2)));
}

const struct kiln_map_ops map_own_ops = {
	.name = "own",
	.check = check,
	.make = make,
	.drop = drop,
	.call_lookup = call_lookup,
	.call_update = call_update,
	.call_delete = call_delete,
	.lookup = lookup,
	.update = update,
	.erase = erase,
	.next = next_key,
};
