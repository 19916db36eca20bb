/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * maps.h - what stands in an object's maps, as C values by their BTF types, or as JSON; and filling them from JSON.
 */
#ifndef TOOL_MAPS_H
#define TOOL_MAPS_H

#include <stdbool.h>

#include "object.h"

/* At most most entries a map, those with the largest first number first; zero values of arrays are passed over. */
void maps_print(FILE *f, const struct object *o, uint64_t most);
/* "maps":{...}: every entry of every map that holds data. */
void maps_json(FILE *f, const struct object *o);

#endif
