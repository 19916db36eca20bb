/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * serve.h - the server of a folder, started where it is needed.
 */
#ifndef TOOL_SERVE_H
#define TOOL_SERVE_H

#include <stdbool.h>
#include <stddef.h>

/* True when one serves. */
bool serve_begin(const char *state);
/* The same for the folder of KILN_STATE, which commands that are run from here find. False after complaining. */
bool server_ready(void);
/* The file that execvp would run; false where it finds none. */
bool command_find(const char *name, char *path, size_t cap);

#endif
