// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* tail.c - a chain of 16 tail calls. */
#include "../bench.h"

#define LINKS 16

int link1(struct xdp_md *ctx);
int link2(struct xdp_md *ctx);
int link3(struct xdp_md *ctx);
int link4(struct xdp_md *ctx);
int link5(struct xdp_md *ctx);
int link6(struct xdp_md *ctx);
int link7(struct xdp_md *ctx);
int link8(struct xdp_md *ctx);
int link9(struct xdp_md *ctx);
int link10(struct xdp_md *ctx);
int link11(struct xdp_md *ctx);
int link12(struct xdp_md *ctx);
int link13(struct xdp_md *ctx);
int link14(struct xdp_md *ctx);
int link15(struct xdp_md *ctx);
int link16(struct xdp_md *ctx);

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, LINKS + 1);
	__uint(key_size, sizeof(__u32));
	__array(values, int(struct xdp_md *));
} links SEC(".maps") = {
	.values = {
		[1] = &link1, [2] = &link2, [3] = &link3, [4] = &link4,
		[5] = &link5, [6] = &link6, [7] = &link7, [8] = &link8,
		[9] = &link9, [10] = &link10, [11] = &link11, [12] = &link12,
		[13] = &link13, [14] = &link14, [15] = &link15, [16] = &link16,
	},
};

#define LINK(name, next)                                 \
	SEC("xdp") int name(struct xdp_md *ctx)          \
	{                                                \
		bpf_tail_call_static(ctx, &links, next); \
		return XDP_ABORTED;                      \
	}

LINK(tail, 1)
LINK(link1, 2)
LINK(link2, 3)
LINK(link3, 4)
LINK(link4, 5)
LINK(link5, 6)
LINK(link6, 7)
LINK(link7, 8)
LINK(link8, 9)
LINK(link9, 10)
LINK(link10, 11)
LINK(link11, 12)
LINK(link12, 13)
LINK(link13, 14)
LINK(link14, 15)
LINK(link15, 16)

SEC("xdp")
int link16(struct xdp_md *ctx)
{
	return XDP_TX;
}

BENCH_LICENSE;
