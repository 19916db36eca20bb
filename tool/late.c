/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * late.c - see late.h. The build tells the libraries' files, by the names that it would have been linked with.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "late.h"
#include "tool.h"

static const char *const files[] = { [LATE_PCAP] = KILN_PCAP_FILE, [LATE_CAPSTONE] = KILN_CAPSTONE_FILE };

void *late_find(enum late_library library, const char *name)
{
	void *handle = dlopen(files[library], RTLD_NOW), *fn = handle ? dlsym(handle, name) : NULL;

	if (!fn) {
		fprintf(stderr, "kiln: %s\n", dlerror());
		exit(EXIT_FAILURE);
	}
	return fn;
}
