/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * filter.h - what a filter's program is asked about, and what its answer means.
 */
#ifndef KILN_HOOK_FILTER_H
#define KILN_HOOK_FILTER_H

#include <kiln/kiln.h>

/* All filters are asked again when one says FILTER_AGAIN, so often; then the packet is dropped. FILTER_REST: they alone are asked now. */
enum { FILTER_REST = -2, FILTER_AGAIN = 1, FILTER_DROP = 2, FILTER_AGAIN_MAX = 16 };

/* False: the packet is not for it. */
bool filter_begin(const struct kiln_filter *f, struct kiln_packet *p);
/* What is done, as TC_ACT_*; -1: the next filter is asked; FILTER_*. */
int64_t filter_end(const struct kiln_filter *f, struct kiln_packet *p, int64_t answer);

#endif
