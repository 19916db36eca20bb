/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * native.h - what bench.h gives to a program that is compiled for the machine itself.
 *
 * Programs that only compute, or count in arrays, are built natively; an array's lookup is an index into static
 * memory. For hashes, tries and tail calls there is no native form that would be a fair rival, so those programs are
 * left out.
 */
#ifndef BENCH_NATIVE_H
#define BENCH_NATIVE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t __u8;
typedef uint16_t __u16;
typedef uint32_t __u32;
typedef uint64_t __u64;
typedef int32_t __s32;
typedef int64_t __s64;
typedef uint16_t __be16;
typedef uint32_t __be32;

struct xdp_md {
	void *data;
	void *data_end;
};

enum { XDP_ABORTED, XDP_DROP, XDP_PASS, XDP_TX, XDP_REDIRECT };

#define BENCH(name)                           \
	int bench_##name(struct xdp_md *ctx); \
	int bench_##name(struct xdp_md *ctx)
#define BENCH_INIT(name) __attribute__((unused)) static int name##_init(struct xdp_md *ctx)
#define BENCH_LICENSE	 _Static_assert(1, "")
#define data(ctx)	 ((ctx)->data)
#define data_end(ctx)	 ((ctx)->data_end)

#define bpf_htons(v)	 ((__be16)__builtin_bswap16(v))
#define bpf_ntohs(v)	 ((__u16)__builtin_bswap16(v))
#define bpf_htonl(v)	 ((__be32)__builtin_bswap32(v))
#define bpf_ntohl(v)	 ((__u32)__builtin_bswap32(v))

#endif
