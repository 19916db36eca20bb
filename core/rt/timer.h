/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * timer.h - timers in values of maps, as the maps and the engines see them.
 */
#ifndef KILN_RT_TIMER_H
#define KILN_RT_TIMER_H

#include "rt/map.h"

/* What a map with timers has: made with it, dropped with it. */
enum kiln_err timers_new(struct kiln_map *m);
void timers_free(struct kiln_map *m);

/* Stops the timer of an element that leaves the map (or whose memory is filled anew). Any context. */
void timers_element_gone(struct kiln_map *m, void *value);
/* Stops them all: no user from outside is left. Any context. */
void timers_stop(struct kiln_map *m);

#endif
