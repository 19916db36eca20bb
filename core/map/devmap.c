/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * devmap.c - where packets may be sent: device maps, CPU maps, maps of AF_XDP sockets. A program asks for a key, and the verdict says "redirect";
 * who ran the program reads map and key from the env, looks the target up, and sends.
 *
 * Overview     a value is the target's number (an interface index; a CPU map's queue length) and, from 8 bytes on, 4 bytes more
 *              that are kept as given. A number of 0 means that there is no target.
 * Threads      a value is one word, stored whole.
 */
#include "base/vm.h"
#include "map/value.h"
#include "rt/body.h"

enum {
	XDP_ACTIONS = 3,
	BROADCAST = 1 << 3,
	EXCLUDE_INGRESS = 1 << 4,
	XDP_REDIRECT = 4,
	MAX_QUEUE = 16384,
	MAX_CPUS = 4096
};

struct targets {
	struct kiln_map map;
	uint64_t value[]; /* the low half: the number */
};

static struct targets *targets_of(const struct kiln_map *m)
{
	return (struct targets *)(uintptr_t)m; /* map is first */
}

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	const uint32_t known = MAP_F_NUMA_NODE | (s->type != MAP_CPUMAP ? MAP_F_RDONLY | MAP_F_WRONLY : 0);

	(void)k;
	if (!s->max_entries || s->key_size != 4 ||
	    (s->value_size != 4 && (s->value_size != 8 || s->type == MAP_XSKMAP)) || !flags_ok(s->flags, known))
		return KILN_ERR_INVAL;
	return s->type == MAP_CPUMAP && s->max_entries > MAX_CPUS ? KILN_ERR_COMPLEX : KILN_OK;
}

static size_t targets_len(const struct kiln_map_spec *s)
{
	return sizeof(struct targets) + (size_t)s->max_entries * sizeof(uint64_t);
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	struct targets *t;

	if ((uint64_t)s->max_entries * sizeof(uint64_t) > SIZE_MAX / 2)
		return KILN_ERR_NOMEM;
	t = vm_alloc(k, targets_len(s));
	if (!t)
		return KILN_ERR_NOMEM;
	*out = &t->map;
	return KILN_OK;
}

static void drop(struct kiln_map *m)
{
	vm_free(m->k, m, targets_len(&m->spec));
}

static bool there(const struct kiln_map *m, uint64_t i)
{
	uint32_t number = 0;

	if (i < m->spec.max_entries)
		words_load(&number, &targets_of(m)->value[i], sizeof(number));
	return number;
}

static BODY(call_lookup)
{
	struct kiln_map *m = rt_ptr(r1);
	uint32_t i = get32(rt_ptr(r2));

	return there(m, i) ? (uintptr_t)&targets_of(m)->value[i] : 0;
}

static BODY(call_redirect)
{
	struct kiln_map *m = rt_ptr(r1);
	const uint64_t spread = m->spec.type == MAP_DEVMAP ? BROADCAST | EXCLUDE_INGRESS : 0;

	if (r3 & ~(XDP_ACTIONS | spread))
		return 0; /* XDP_ABORTED */
	if (!(r3 & spread & BROADCAST) && !there(m, r2))
		return r3 & XDP_ACTIONS;
	env->redirect_map = m;
	env->redirect_key = r2;
	env->redirect_flags = r3;
	return XDP_REDIRECT;
}

static enum kiln_err lookup(struct kiln_map *m, const void *key, void *value, uint64_t flags)
{
	uint32_t i = get32(key);

	(void)flags;
	if (!there(m, i))
		return KILN_ERR_NOENT;
	words_load(value, &targets_of(m)->value[i], m->spec.value_size);
	return KILN_OK;
}

static enum kiln_err update(struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	uint32_t i = get32(key), number = get32(value);
	bool cpus = m->spec.type == MAP_CPUMAP;

	if (flags > MAP_EXIST)
		return KILN_ERR_INVAL;
	if (i >= m->spec.max_entries)
		return KILN_ERR_COMPLEX;
	if (flags == MAP_NOEXIST)
		return KILN_ERR_EXIST;
	if (cpus && number > MAX_QUEUE)
		return KILN_ERR_OVERFLOW;
	words_store(&targets_of(m)->value[i], value, m->spec.value_size);
	return KILN_OK;
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	if (get32(key) >= m->spec.max_entries)
		return KILN_ERR_INVAL;
	words_clear(&targets_of(m)->value[get32(key)], sizeof(uint64_t));
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

#define TARGETS_COMMON                                                                                          \
	.check = check, .make = make, .drop = drop, .call_lookup = call_lookup, .call_redirect = call_redirect, \
	.lookup = lookup, .update = update, .erase = erase, .next = next

const struct kiln_map_ops map_devmap_ops = {
	TARGETS_COMMON,
	.type = MAP_DEVMAP,
	.name = "devmap",
	.looked_at = true,
};

const struct kiln_map_ops map_xskmap_ops = {
	TARGETS_COMMON,
	.type = MAP_XSKMAP,
	.name = "xskmap",
};

const struct kiln_map_ops map_cpumap_ops = {
	TARGETS_COMMON,
	.type = MAP_CPUMAP,
	.name = "cpumap",
};
