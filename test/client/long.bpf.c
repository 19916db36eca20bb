/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * long.bpf.c - a program that ends, but nobody lives to see it.
 */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

enum { TURNS = 8 * 1024 * 1024 };

static int inner(unsigned int i, void *sum)
{
	*(unsigned long *)sum += i;
	return 0;
}

static int outer(unsigned int i, void *sum)
{
	(void)i;
	bpf_loop(TURNS, inner, sum, 0);
	return 0;
}

SEC("xdp")
int turns(struct xdp_md *ctx)
{
	unsigned long sum = 0;

	bpf_loop(TURNS, outer, &sum, 0);
	return sum ? XDP_PASS : XDP_DROP;
}

char _license[] SEC("license") = "GPL";
