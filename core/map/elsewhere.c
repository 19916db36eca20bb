/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * elsewhere.c - kinds of maps that Linux has and no host here: stacks, sockets, storage of kernel objects, arenas.
 *
 * Overview     their sizes are checked as Linux does, and a map holds nothing: so programs that name one can be checked. Such a
 *              program cannot be run (lower/missing.c), and nothing from outside reaches into the map.
 * See          rt/pair.tbl: which helpers work on them.
 */
#include "base/vm.h"
#include "rt/map.h"

enum { SIZE_MAX_VALUE = 1 << 16, ANY_SIZE = 512, PTR = 8, FD = 4 };

/* The sizes of one kind: a key from key_min to key_max bytes, and so on; whether it must have entries. */
static const struct rule {
	uint32_t type, key_min, key_max, value_min, value_max, value_step;
	bool entries;
} rules[] = {
	{ MAP_STACK_TRACE, 4, 4, PTR, SIZE_MAX_VALUE, PTR, true },
	{ MAP_SOCKMAP, 4, 4, FD, PTR, 4, true },
	{ MAP_SOCKHASH, 1, ANY_SIZE, FD, PTR, 4, true },
	{ MAP_CGROUP_STORAGE, 8, 16, 1, SIZE_MAX_VALUE, 1, false },
	{ MAP_REUSEPORT_SOCKARRAY, 4, 4, FD, PTR, 4, true },
	{ MAP_PERCPU_CGROUP_STORAGE, 8, 16, 1, SIZE_MAX_VALUE, 1, false },
	{ MAP_SK_STORAGE, 4, 4, 1, SIZE_MAX_VALUE, 1, false },
	{ MAP_STRUCT_OPS, 4, 4, 1, SIZE_MAX_VALUE, 1, true },
	{ MAP_INODE_STORAGE, 4, 4, 1, SIZE_MAX_VALUE, 1, false },
	{ MAP_TASK_STORAGE, 4, 4, 1, SIZE_MAX_VALUE, 1, false },
	{ MAP_USER_RINGBUF, 0, 0, 0, 0, 1, true },
	{ MAP_ARENA, 0, 0, 0, 0, 1, true },
	{ MAP_CGRP_STORAGE, 4, 4, 1, SIZE_MAX_VALUE, 1, false },
};

static enum kiln_err check(const struct kiln *k, const struct kiln_map_spec *s)
{
	(void)k;
	if (!s->check_only)
		return KILN_ERR_INVAL; /* as for any type that is not known */
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		const struct rule *r = &rules[i];

		if (r->type == s->type)
			return s->key_size >= r->key_min && s->key_size <= r->key_max &&
					       s->value_size >= r->value_min && s->value_size <= r->value_max &&
					       s->value_size % r->value_step == 0 && (s->max_entries || !r->entries)
				       ? KILN_OK
				       : KILN_ERR_INVAL;
	}
	return KILN_ERR_INVAL;
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

#define ELSEWHERE(number, word)                        \
	const struct kiln_map_ops map_##word##_ops = { \
		.type = number,                        \
		.name = #word,                         \
		.elsewhere = true,                     \
		.check = check,                        \
		.make = make,                          \
		.drop = drop,                          \
	};

ELSEWHERE(MAP_STACK_TRACE, stack_trace)
ELSEWHERE(MAP_SOCKMAP, sockmap)
ELSEWHERE(MAP_SOCKHASH, sockhash)
ELSEWHERE(MAP_CGROUP_STORAGE, cgroup_storage)
ELSEWHERE(MAP_REUSEPORT_SOCKARRAY, reuseport_sockarray)
ELSEWHERE(MAP_PERCPU_CGROUP_STORAGE, percpu_cgroup_storage)
ELSEWHERE(MAP_SK_STORAGE, sk_storage)
ELSEWHERE(MAP_STRUCT_OPS, struct_ops)
ELSEWHERE(MAP_INODE_STORAGE, inode_storage)
ELSEWHERE(MAP_TASK_STORAGE, task_storage)
ELSEWHERE(MAP_USER_RINGBUF, user_ringbuf)
ELSEWHERE(MAP_CGRP_STORAGE, cgrp_storage)
ELSEWHERE(MAP_ARENA, arena)
