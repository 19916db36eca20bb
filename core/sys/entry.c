/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * entry.c - programs in the entries of device and CPU maps, which run on what is redirected there.
 *
 * Overview     a client writes struct bpf_devmap_val or bpf_cpumap_val with a descriptor; in the map stands the program's id, by which whoever
 *              sends the packet finds it (kiln_sys_find). The map's object holds the program for as long as the entry is there.
 */
#include "sys/map.h"

enum { VALUE_LEN = 8, PROG_TYPE_XDP = 6, AT_DEVMAP = 33, AT_CPUMAP = 35 };

struct sys_entry {
	struct sys_entry *next;
	uint32_t key;
	struct kiln_object *prog; /* a reference */
};

bool sys_entry_has(const struct kiln_map *m)
{
	return m->spec.value_size == VALUE_LEN &&
	       (m->spec.type == MAP_DEVMAP || m->spec.type == MAP_DEVMAP_HASH || m->spec.type == MAP_CPUMAP);
}

static void entry_end(struct kiln_object *map, uint32_t key)
{
	for (struct sys_entry **at = &map->entries, *e; (e = *at); at = &e->next) {
		if (e->key != key)
			continue;
		*at = e->next;
		kiln_object_put(e->prog);
		vm_free(map->s->k, e, sizeof(*e));
		return;
	}
}

/* *prog: what the entry is to have, NULL where it has none. Linux tells the one kind of map otherwise than the others. */
static enum kiln_err entry_check(struct call *c, const struct kiln_map *m, const uint8_t *value,
				 struct kiln_object **prog)
{
	const bool cpus = m->spec.type == MAP_CPUMAP;
	const int32_t fd = (int32_t)get32(value + 4);
	enum kiln_err err;

	*prog = NULL;
	if (fd <= 0)
		return KILN_OK;
	if (!cpus && !get32(value))
		return KILN_ERR_INVAL;
	err = call_object(c, (uint32_t)fd, KILN_OBJECT_PROG, prog, NULL);
	if (!err && ((*prog)->prog.prog->kind->prog_type != PROG_TYPE_XDP ||
		     (*prog)->prog.attach_type != (cpus ? AT_CPUMAP : AT_DEVMAP)))
		err = KILN_ERR_INVAL;
	return err ? cpus ? KILN_ERR_NOMEM : KILN_ERR_INVAL : KILN_OK;
}

enum kiln_err sys_entry_set(struct call *c, struct kiln_map *m, const void *key, const void *value, uint64_t flags)
{
	struct kiln_object *map = kiln_sys_find(c->s, KILN_OBJECT_MAP, m->id), *prog;
	struct sys_entry *e = NULL;
	uint8_t told[VALUE_LEN];
	enum kiln_err err = entry_check(c, m, value, &prog);

	if (err)
		return err;
	memcpy(told, value, sizeof(told));
	put32(told + 4, prog ? prog->id : 0);
	if (prog && !(e = vm_alloc(c->s->k, sizeof(*e))))
		return KILN_ERR_NOMEM;
	err = kiln_map_update(m, key, told, flags);
	if (err) {
		vm_free(c->s->k, e, sizeof(*e));
		return err;
	}
	/* act */
	entry_end(map, get32(key));
	if (e) {
		*e = (struct sys_entry){ .next = map->entries, .key = get32(key), .prog = kiln_object_get(prog) };
		map->entries = e;
	}
	return KILN_OK;
}

enum kiln_err sys_entry_delete(struct call *c, struct kiln_map *m, const void *key)
{
	enum kiln_err err = kiln_map_delete(m, key);

	if (!err)
		entry_end(kiln_sys_find(c->s, KILN_OBJECT_MAP, m->id), get32(key));
	return err;
}

void sys_entries_free(struct kiln_object *map)
{
	while (map->entries)
		entry_end(map, map->entries->key);
}
