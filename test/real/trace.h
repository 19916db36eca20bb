/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * trace.h - what the tracing programs here include; pieces of kernel structures are declared by the programs themselves.
 */
#ifndef REAL_TRACE_H
#define REAL_TRACE_H

#define __TARGET_ARCH_x86
#include <stdbool.h>
#include <stddef.h>
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>
#include <linux/ptrace.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define TASK_COMM_LEN 16

#ifndef memset
#define memset(d, c, n) __builtin_memset(d, c, n)
#endif

struct hist {
	__u32 slots[27];
};

/* The binary logarithm, without a loop. */
static __always_inline __u64 log2_of(__u32 v)
{
	__u32 shift, r;

	r = (v > 0xffff) << 4;
	v >>= r;
	shift = (v > 0xff) << 3;
	v >>= shift;
	r |= shift;
	shift = (v > 0xf) << 2;
	v >>= shift;
	r |= shift;
	shift = (v > 0x3) << 1;
	v >>= shift;
	r |= shift;
	return r | v >> 1;
}

static __always_inline __u64 log2l_of(__u64 v)
{
	__u32 high = v >> 32;

	return high ? log2_of(high) + 32 : log2_of(v);
}

static __always_inline void hist_add(struct hist *h, __u64 v)
{
	__u64 slot = log2l_of(v);

	if (slot >= 27)
		slot = 26;
	__sync_fetch_and_add(&h->slots[slot], 1);
}

char LICENSE[] SEC("license") = "GPL";

#endif
