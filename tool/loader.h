/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * loader.h - bpf(2) as libbpf calls it while it loads an object, answered by Kiln.
 *
 * The command is linked with --wrap=syscall; while a loader is current, libbpf's bpf(2) calls come here. Descriptors are
 * real ones (memory files), told apart by inode, so close and dup by libbpf need no attention.
 */
#ifndef TOOL_LOADER_H
#define TOOL_LOADER_H

#include "object.h"

struct loader;

struct loader *loader_new(struct object *o, const struct object_opts *opts);
/* Drops what libbpf asked for and the object did not take. */
void loader_free(struct loader *l);
/* From now on this thread's bpf(2) calls go to l; NULL: to the kernel again. */
void loader_use(struct loader *l);
/* The map behind a descriptor; NULL if it is none. */
struct kiln_map *loader_map(struct loader *l, int fd);
#endif
