/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * extern.h - the kernel functions that an object calls, and variables of the kernel that it names, found before libbpf sees it.
 *
 * libbpf would look for them in the type information of the kernel that runs, or fail where there is none. So they are settled in a
 * copy of the file: each call gets the id of Kiln's own row, each variable its number in the types that are given, and they are
 * no external symbols any more.
 */
#ifndef TOOL_EXTERN_H
#define TOOL_EXTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXTERN_MAX_UNKNOWN = 64 };

struct externs {
	uint8_t *bytes; /* the file's copy; NULL: it could not be read, or names nothing of the kernel's */
	size_t len;
	/* Functions that Kiln has no row for, variables that the kernel has not; they get the ids from EXTERN_UNKNOWN on. Inside bytes. */
	const char *unknown[EXTERN_MAX_UNKNOWN];
	uint32_t nr_unknown;
};
enum { EXTERN_UNKNOWN = 0x7f000000 };

/* The number of a variable of that name in the kernel's types, 0: there is none. */
typedef uint32_t extern_find_fn(void *arg, const char *name);
/* bytes stay as they are where anything in the file is not as it should be: libbpf then says what. */
void externs_settle(const char *path, struct externs *e, extern_find_fn *find, void *arg);
void externs_free(struct externs *e);
/* The name that an id from EXTERN_UNKNOWN on stands for, or NULL. */
const char *externs_unknown(const struct externs *e, int32_t id);

#endif
