// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * types.c - the kernel's own types, for programs that are attached by them (tp_btf, fentry, fexit). The kernel exports no way to its
 * own copy, so they are read from where user space finds them.
 *
 * Memory       the bytes (5 MB in Debian's kernel) and an index of a third of that, from the first program that asks until the module goes.
 */
#include "device.h"

#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/sizes.h>

enum { TYPES_MAX = SZ_64M };

static struct kiln_btf *types;

static void types_read(struct kiln *k)
{
	struct file *f = filp_open("/sys/kernel/btf/vmlinux", O_RDONLY, 0);
	loff_t at = 0, len;
	uint8_t *bytes;

	if (IS_ERR(f))
		return;
	len = i_size_read(file_inode(f));
	bytes = len > 0 && len <= TYPES_MAX ? kvmalloc(len, GFP_KERNEL_ACCOUNT) : NULL;
	if (bytes) {
		while (at < len && kernel_read(f, bytes + at, len - at, &at) > 0)
			;
		kiln_btf_new(k, bytes, at, &types, NULL);
	}
	kvfree(bytes);
	fput(f);
}

const struct kiln_btf *types_of(void *cookie)
{
	if (!types)
		types_read(cookie);
	return types;
}

void types_end(void)
{
	kiln_btf_free(types);
	types = NULL;
}
