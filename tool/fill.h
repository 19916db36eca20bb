/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * fill.h - maps filled from JSON, in the form that `kiln run --json` prints of one map: an array of
 * {"key":KEY,"value":VALUE} or {"key":KEY,"values":[{"cpu":N,"value":VALUE},...]}.
 */
#ifndef TOOL_FILL_H
#define TOOL_FILL_H

#include <stdbool.h>

#include "object.h"

/* Each item is NAME=FILE. False after complaining; what came before stays in the maps. */
bool maps_fill(struct object *o, const char *const *items, unsigned int nr);

#endif
