/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * client.h - a client of core/sys without a system: its memory is this process's, its descriptors are places in an array.
 *
 * The accessors' cookie is a struct that begins with that array: struct kiln_object *fd[NR_FDS].
 */
#ifndef TEST_UNIT_CLIENT_H
#define TEST_UNIT_CLIENT_H

#include <errno.h>
#include <string.h>

#include <kiln/sys.h>

enum { NR_FDS = 32, FIRST_FD = 3 };

static enum kiln_err client_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	(void)cookie;
	if (from < 4096)
		return KILN_ERR_FAULT;
	memcpy(dst, (const void *)(uintptr_t)from, len);
	return KILN_OK;
}

static enum kiln_err client_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	(void)cookie;
	if (to < 4096)
		return KILN_ERR_FAULT;
	memcpy((void *)(uintptr_t)to, src, len);
	return KILN_OK;
}

static enum kiln_err client_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	struct kiln_object **at = cookie;

	if (fd < 0 || fd >= NR_FDS || !at[fd])
		return KILN_ERR_BADF;
	*o = at[fd];
	*may = KILN_MAY_READ | KILN_MAY_WRITE;
	return KILN_OK;
}

static int64_t client_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	struct kiln_object **at = cookie;

	(void)may;
	for (int i = FIRST_FD; i < NR_FDS; i++)
		if (!at[i]) {
			at[i] = kiln_object_get(o);
			return i;
		}
	return -EMFILE;
}

static struct kiln_client client_of(void *machine)
{
	return (struct kiln_client){ .cookie = machine,
				     .read = client_read,
				     .write = client_write,
				     .object = client_object,
				     .install = client_install };
}

#endif
