/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * light.c - light.bpf.c by its light skeleton, which needs no libbpf: its loader is a program of the kind syscall.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "light.skel.h"

/* What XDP programs are run on here: len bytes. */
static int run(int fd, __u32 len)
{
	static char packet[256];
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = (__u32)fd;
	attr.test.data_in = (__u64)(unsigned long)packet;
	attr.test.data_size_in = len;
	return skel_sys_bpf(BPF_PROG_TEST_RUN, &attr, sizeof(attr)) ? -1 : (int)attr.test.retval;
}

int main(void)
{
	struct light_bpf *skel = light_bpf__open();

	if (!skel)
		return 1;
	skel->rodata->limit = 60;
	skel->bss->seen = 1000;
	if (light_bpf__load(skel)) {
		printf("load: %d\n", errno);
		return 1;
	}
	for (__u32 len = 20; len <= 140; len += 20)
		printf("%u bytes: %d\n", len, run(skel->progs.count.prog_fd, len));
	printf("seen %llu, over %llu\n", skel->bss->seen, skel->bss->over);
	light_bpf__destroy(skel);
	return 0;
}
