/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * vm.h - the instance: what all objects of one machine share.
 */
#ifndef KILN_BASE_VM_H
#define KILN_BASE_VM_H

#include <kiln/kiln.h>

#include "base/spin.h"

struct ring; /* map/ringbuf.c */

struct kiln {
	const struct kiln_host *host;
	uint32_t next_id;
	uint64_t max_run_ns;				     /* kiln_run_max() */
	const struct kiln_map_kind *own[KILN_MAP_KINDS_MAX]; /* filled from the front, never taken away; atomic */
	struct ring *rings; /* those whose pages the host shares; readers walk it, writers have the lock */
	struct spin rings_lock;
	uint32_t live; /* maps and programs; those too that only wait for readers to leave */
};

static inline void *vm_alloc(struct kiln *k, size_t len)
{
	return k->host->alloc(k->host->cookie, len);
}

static inline void vm_free(struct kiln *k, void *p, size_t len)
{
	if (p)
		k->host->free(k->host->cookie, p, len);
}

static inline void vm_live(struct kiln *k, int by)
{
	__atomic_add_fetch(&k->live, (uint32_t)by, __ATOMIC_ACQ_REL);
}

static inline uint32_t vm_id(struct kiln *k)
{
	return __atomic_add_fetch(&k->next_id, 1, __ATOMIC_RELAXED);
}

#endif
