/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * object.h - maps whose values are maps or programs.
 */
#ifndef KILN_MAP_OBJECT_H
#define KILN_MAP_OBJECT_H

#include "rt/map.h"

/* Whether inner looks as m's template says: what was proven about one holds for the other. */
bool map_inner_fits(const struct kiln_map *m, const struct kiln_map *inner);

#endif
