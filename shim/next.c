/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * next.c - what an interposed function goes on to. What was found is kept, by the address of its name.
 */
#include "shim.h"

#include <dlfcn.h>

enum { FOUND_MAX = 128 };

static struct found {
	const char *name;
	void *fn;
} found[FOUND_MAX];

void *shim_next(const char *name)
{
	struct found *f = &found[(uintptr_t)name % FOUND_MAX];
	const char *none = NULL;
	void *fn;

	if (__atomic_load_n(&f->name, __ATOMIC_ACQUIRE) == name && (fn = __atomic_load_n(&f->fn, __ATOMIC_ACQUIRE)))
		return fn;
	fn = dlsym(RTLD_NEXT, name);
	/* A place is taken once, and for good. */
	if (fn && __atomic_compare_exchange_n(&f->name, &none, name, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED))
		__atomic_store_n(&f->fn, fn, __ATOMIC_RELEASE);
	return fn;
}
