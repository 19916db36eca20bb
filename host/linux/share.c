// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * share.c - memory that processes map: ring buffers, and arrays with BPF_F_MMAPABLE. A handle is the address of the shared part.
 */
#include "linux.h"

#include <linux/mm.h>
#include <linux/vmalloc.h>

void *linux_share(void *cookie, size_t own, size_t len, void **handle)
{
	uint8_t *p;

	if (len > INT_MAX - own || !linux_count())
		return NULL;
	p = vmalloc_user(own + len);
	if (!p) {
		linux_uncount();
		return NULL;
	}
	*handle = p + own;
	return p;
}

/* Whoever has it mapped holds its pages. */
void linux_unshare(void *cookie, void *p, size_t own, size_t len, void *handle)
{
	vfree(p);
	linux_uncount();
}

int linux_share_map(void *handle, size_t len, struct vm_area_struct *vma)
{
	size_t from = vma->vm_pgoff << PAGE_SHIFT, all = vma->vm_end - vma->vm_start;

	if (vma->vm_pgoff > len >> PAGE_SHIFT || all > len - from)
		return -EINVAL;
	return remap_vmalloc_range(vma, handle, vma->vm_pgoff);
}
