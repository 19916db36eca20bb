/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * serve.h - the server of a folder, started where it is needed.
 */
#ifndef TOOL_SERVE_H
#define TOOL_SERVE_H

#include <stdbool.h>

/* True when one serves. */
bool serve_begin(const char *state);

#endif
