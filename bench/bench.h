/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * bench.h - lets one C source be a BPF program and a native function.
 *
 * BENCH(name) begins the program, BENCH_INIT(name) one that is run once before it; both have `ctx` as their argument.
 * Input is the packet, from data(ctx) up to data_end(ctx); the result is the return value, and the same on every
 * machine.
 */
#ifndef BENCH_H
#define BENCH_H

#ifdef __bpf__

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define BENCH(name)	 SEC("xdp") int name(struct xdp_md *ctx)
#define BENCH_INIT(name) SEC("xdp") int name##_init(struct xdp_md *ctx)
#define BENCH_LICENSE	 char LICENSE[] SEC("license") = "Dual BSD/GPL"
#define data(ctx)	 ((void *)(long)(ctx)->data)
#define data_end(ctx)	 ((void *)(long)(ctx)->data_end)

#else

#include "native.h"

#endif

#define NOINLINE static __attribute__((noinline))
/* Keeps a loop a loop, and its body from becoming a call of memcpy(). */
#define BARRIER	 asm volatile("" ::: "memory")

static inline __u32 rotl32(__u32 v, int n)
{
	return v << n | v >> (32 - n);
}

static inline __u64 rotl64(__u64 v, int n)
{
	return v << n | v >> (64 - n);
}

#endif
