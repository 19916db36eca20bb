/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * map.h - what commands on one element and on many have in common.
 */
#ifndef KILN_SYS_MAP_H
#define KILN_SYS_MAP_H

#include "base/text.h"
#include "sys/sys.h"

/* BPF_F_RDONLY or BPF_F_WRONLY as KILN_MAY_*; false: other flags, or both. */
bool sys_open_flags(uint32_t flags, uint32_t *may);
/* The map behind a descriptor, if that lets its holder do so: KILN_ERR_PERM. */
enum kiln_err sys_map_of(struct call *c, uint32_t fd, uint32_t want, struct kiln_map **m);
enum kiln_err sys_elem_set(struct call *c, struct kiln_map *m, const void *key, const void *value, uint64_t flags);

#endif
