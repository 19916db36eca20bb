/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * late.h - libraries that are loaded when they are first called: their start costs more than `kiln with`, which calls none.
 */
#ifndef TOOL_LATE_H
#define TOOL_LATE_H

enum late_library { LATE_PCAP, LATE_CAPSTONE };

/* The function of that name. Does not return where the library is not to be had. */
void *late_find(enum late_library library, const char *name);

/* The same, once for each place that calls it. */
#define LATE(library, name)                                                     \
	(*({                                                                    \
		static __typeof__(&name) late_fn;                               \
		if (!late_fn)                                                   \
			late_fn = (__typeof__(&name))late_find(library, #name); \
		late_fn;                                                        \
	}))

#endif
