/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * next.c - what an interposed function goes on to.
 */
#include "shim.h"

#include <dlfcn.h>

void *shim_next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}
