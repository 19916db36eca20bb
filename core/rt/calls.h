/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * calls.h - bodies of the helpers that work on maps, in the form that helper.tbl names them.
 *
 * Each takes the helper's own arguments in their order and asks the map's ops (rt/map.h). Where a call site's map is known
 * at load, native code calls ops->call_* of that map instead and saves the second jump.
 */
#ifndef KILN_RT_CALLS_H
#define KILN_RT_CALLS_H

#include <kiln/kind.h>

/* r1 is the map. */
kiln_helper_fn call_map_lookup;	       /* 1: key → value or 0 */
kiln_helper_fn call_map_update;	       /* 2: key, value, flags */
kiln_helper_fn call_map_delete;	       /* 3: key */
kiln_helper_fn call_map_push;	       /* 87: value, flags */
kiln_helper_fn call_map_pop;	       /* 88: value */
kiln_helper_fn call_map_peek;	       /* 89: value */
kiln_helper_fn call_map_lookup_percpu; /* 195: key, slot → value or 0 */
kiln_helper_fn call_for_each_map_elem; /* 164: callback, its context, flags */
kiln_helper_fn call_redirect_map;      /* 51: key, flags → XDP_REDIRECT or an XDP action of flags */

/* r1 is the context, r2 the map: 25. The second form knows that the context is a struct kiln_packet: XDP, sched_cls. */
kiln_helper_fn call_perf_event_output;
kiln_helper_fn call_perf_event_output_packet;

/* Ring buffers: 130 to 134. r1 is the map, but a record for submit and discard. */
kiln_helper_fn call_ringbuf_output, call_ringbuf_reserve, call_ringbuf_submit, call_ringbuf_discard, call_ringbuf_query;

#endif
