/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * inside.c - see inside.h.
 */
#include "inside.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool is(const char *name, size_t len, const char *text)
{
	return strlen(text) == len && !memcmp(name, text, len);
}

const char *path_inside(const char *path)
{
	static const char *const root[] = { "sys", "fs", "bpf" };
	const size_t whole = sizeof(root) / sizeof(root[0]);
	size_t depth = 0, same = 0, len; /* names on the way, and how many of them, from the first on, are the root's */
	const char *rest = NULL;

	for (; path[0] == '/'; path += len) {
		path += strspn(path, "/");
		len = strcspn(path, "/");
		if (!len || is(path, len, "."))
			continue;
		if (is(path, len, "..")) {
			depth -= depth > 0;
			same = same < depth ? same : depth;
			continue;
		}
		same += same == depth && same < whole && is(path, len, root[same]);
		depth++;
		if (same == whole && depth == whole)
			rest = path + len;
	}
	return same == whole ? rest : NULL;
}
