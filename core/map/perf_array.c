/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * perf_array.c - perf event arrays: each slot's events go to the host, which keeps a buffer for each; arrays of control groups.
 *
 * Overview     there is nothing to store here: programs name a slot, or ask for the one they run on, and the host has the rest. Control groups
 *              no host here knows: their arrays can be made, and stay empty, for programs that have one for a filter they do not use.
 */
#include "base/vm.h"
#include "map/value.h"
#include "rt/body.h"

#define INDEX_MASK	0xffffffffull
#define PACKET_LEN_MASK (0xfffffull << 32) /* BPF_F_CTXLEN_MASK: bytes of the packet to follow the data */

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	const uint32_t known = MAP_F_NUMA_NODE | MAP_F_RDONLY | MAP_F_WRONLY | 1u << 11 /* BPF_F_PRESERVE_ELEMS */;

	(void)k;
	return s->key_size != 4 || s->value_size != 4 || !s->max_entries || s->flags & ~known ? KILN_ERR_INVAL
											      : KILN_OK;
}

static enum kiln_err make(struct kiln *k, const struct kiln_map_spec *s, struct kiln_map **out)
{
	(void)s;
	*out = vm_alloc(k, sizeof(**out));
	return *out ? KILN_OK : KILN_ERR_NOMEM;
}

static void drop(struct kiln_map *m)
{
	vm_free(m->k, m, sizeof(*m));
}

static uint64_t output(struct kiln_env *env, uint64_t map, uint64_t flags, const void *data, size_t len,
		       const void *packet, size_t packet_len)
{
	struct kiln_map *m = (struct kiln_map *)(uintptr_t)map;
	const struct kiln_host *h = env->k->host;
	uint32_t slot = (uint32_t)flags;

	if (slot == UINT32_MAX) /* BPF_F_CURRENT_CPU */
		slot = env->cpu;
	if (slot >= m->spec.max_entries)
		return rt_err(KILN_ERR_COMPLEX);
	if (!h->perf_output)
		return rt_err(KILN_ERR_NOENT);
	if (rt_over(env, len + packet_len))
		return rt_err(KILN_ERR_INTR);
	return rt_err(h->perf_output(h->cookie, m, slot, data, len, packet, packet_len));
}

BODY(call_perf_event_output)
{
	if (r3 & ~INDEX_MASK)
		return rt_err(KILN_ERR_INVAL);
	return output(env, r2, r3, rt_ptr(r4), (size_t)r5, NULL, 0);
}

BODY(call_perf_event_output_packet)
{
	const struct kiln_packet *p = (const struct kiln_packet *)(uintptr_t)r1;
	size_t len = (size_t)((r3 & PACKET_LEN_MASK) >> 32);

	if (r3 & ~(PACKET_LEN_MASK | INDEX_MASK))
		return rt_err(KILN_ERR_INVAL);
	if (len > (size_t)(p->data_end - p->data))
		return rt_err(KILN_ERR_FAULT);
	return output(env, r2, r3, rt_ptr(r4), (size_t)r5, p->data, len);
}

static enum kiln_err erase(struct kiln_map *m, const void *key)
{
	return get32(key) >= m->spec.max_entries ? KILN_ERR_COMPLEX : KILN_ERR_NOENT;
}

static enum kiln_err next(struct kiln_map *m, const void *key, void *next_key)
{
	uint32_t i = key ? get32(key) : UINT32_MAX;

	if (i != UINT32_MAX && i == m->spec.max_entries - 1)
		return KILN_ERR_NOENT;
	put32(next_key, i >= m->spec.max_entries ? 0 : i + 1);
	return KILN_OK;
}

const struct kiln_map_ops map_perf_array_ops = {
	.type = MAP_PERF_EVENT_ARRAY,
	.name = "perf_event_array",
	.check = check,
	.make = make,
	.drop = drop,
	.erase = erase,
	.next = next,
};

const struct kiln_map_ops map_cgroup_array_ops = {
	.type = MAP_CGROUP_ARRAY,
	.name = "cgroup_array",
	.check = check,
	.make = make,
	.drop = drop,
	.erase = erase,
	.next = next,
};
