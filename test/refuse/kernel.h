/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kernel.h - structs that the kernel of kernel.c and the programs of object.bpf.c know alike.
 */
#ifndef REFUSE_KERNEL_H
#define REFUSE_KERNEL_H

struct list {
	struct list *next;
};

struct words {
	unsigned char bytes[16];
	unsigned int word[4];
	struct list lists[3];
	int many[];
};

struct path {
	void *mnt;
};

struct file {
	long pos;
	struct path f_path;
};

#endif
