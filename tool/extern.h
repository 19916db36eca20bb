/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * extern.h - the kernel functions that an object calls, found by name before libbpf sees it.
 *
 * libbpf would look for them in the type information of the kernel that runs, or fail where there is none. So they are settled in a
 * copy of the file: each call gets the id of Kiln's own row, and is no external symbol any more.
 */
#ifndef TOOL_EXTERN_H
#define TOOL_EXTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXTERN_MAX_UNKNOWN = 64 };

struct externs {
	uint8_t *bytes; /* the file's copy; NULL: it could not be read, or names no kernel functions */
	size_t len;
	/* Names that Kiln has no row for; their calls get the ids from EXTERN_UNKNOWN on. Inside bytes. */
	const char *unknown[EXTERN_MAX_UNKNOWN];
	uint32_t nr_unknown;
};
enum { EXTERN_UNKNOWN = 0x7f000000 };

/* bytes stay as they are where anything in the file is not as it should be: libbpf then says what. */
void externs_settle(const char *path, struct externs *e);
void externs_free(struct externs *e);
/* The name that an id from EXTERN_UNKNOWN on stands for, or NULL. */
const char *externs_unknown(const struct externs *e, int32_t id);

#endif
