// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* packets, and arithmetic on pointers */
#include "refuse.h"

ENTRY("xdp", packet_bounds, struct xdp_md)
{
	__u8 *p = data_of(ctx);

	if (p + MEND(13, 14) > (__u8 *)end_of(ctx))
		return XDP_PASS;
	return p[13] ? XDP_PASS : XDP_DROP; /* packet-bounds */
}

ENTRY("xdp", packet_index, struct xdp_md)
{
	__u32 *p = data_of(ctx), len;

	if (p + 1 > (__u32 *)end_of(ctx))
		return XDP_PASS;
	len = *p MEND(, &0x3fff);
	p = (void *)p + len;
	if (p + 1 > (__u32 *)end_of(ctx))
		return XDP_PASS;
	return *p ? XDP_PASS : XDP_DROP; /* packet-index */
}

ENTRY("xdp", packet_before, struct xdp_md)
{
	__u8 *p = data_of(ctx);

	if (p + 1 > (__u8 *)end_of(ctx))
		return XDP_PASS;
	return p[MEND(-1, 0)] ? XDP_PASS : XDP_DROP; /* packet-before */
}

ENTRY("xdp", meta_bounds, struct xdp_md)
{
	__u32 *meta = (void *)(long)ctx->data_meta;

	if (meta + 1 > (__u32 *)MEND(end_of, data_of)(ctx))
		return XDP_PASS;
	return *meta ? XDP_PASS : XDP_DROP; /* meta-bounds */
}

ENTRY("cgroup_skb/ingress", packet_write, struct __sk_buff)
{
	__u8 *p = (void *)(long)ctx->data, copy;

	if (p + 1 > (__u8 *)(long)ctx->data_end)
		return 1;
	MEND(*p = 0, copy = *p); /* packet-write */
	return 1;
}

ENTRY("xdp", stale_packet, struct xdp_md)
{
	__u8 *p = data_of(ctx);

	if (p + 1 > (__u8 *)end_of(ctx) || bpf_xdp_adjust_head(ctx, 4))
		return XDP_PASS;
	MEND(, p = data_of(ctx));
	MEND(, if (p + 1 > (__u8 *)end_of(ctx)) return XDP_PASS);
	return *p ? XDP_PASS : XDP_DROP; /* stale-packet */
}

ENTRY("xdp", opaque_pointer, struct xdp_md)
{
	__u8 *p = data_of(ctx), *end = end_of(ctx);

	if (p + 1 > end)
		return XDP_PASS;
	return *MEND(end, p) ? XDP_PASS : XDP_DROP; /* opaque-pointer */
}

ENTRY("xdp", not_pointer, struct xdp_md)
{
	__u8 *p = data_of(ctx);

	if (p + 1 > (__u8 *)end_of(ctx))
		return XDP_PASS;
	p = MEND((void *)(long)ctx->rx_queue_index, p);
	return *(volatile __u8 *)p ? XDP_PASS : XDP_DROP; /* not-pointer */
}

ENTRY("xdp", pointer_arith, struct xdp_md)
{
	__u8 *p = data_of(ctx), *end = end_of(ctx);

	MEND(end, p) += 4;		       /* pointer-arith */
	asm volatile("" : "+r"(p), "+r"(end)); /* so that it is not folded */
	return p > end ? XDP_PASS : XDP_DROP;
}

ENTRY("xdp", pointer_range, struct xdp_md)
{
	__u8 *p = data_of(ctx);
	__u64 far = bpf_ktime_get_ns();

	MEND(, far &= 0xfff);
	p += far; /* pointer-range */
	if (p + 1 > (__u8 *)end_of(ctx))
		return XDP_PASS;
	return *p ? XDP_PASS : XDP_DROP;
}

ENTRY("xdp", pointer_far, struct xdp_md)
{
	__u8 *p = data_of(ctx);

	asm volatile("%0 += 0x1fffffff" : "+r"(p));
	MEND(, p = data_of(ctx));
	asm volatile("%0 += 0x1fffffff" : "+r"(p)); /* pointer-far */
	return p > (__u8 *)end_of(ctx) ? XDP_PASS : XDP_DROP;
}

ENTRY("xdp", pointer_pair, struct xdp_md)
{
	__u8 *p = data_of(ctx);
	__u64 other = (__u64)MEND(p, 4);

	asm volatile("%0 += %1" : "+r"(p) : "r"(other)); /* pointer-pair */
	return p > (__u8 *)end_of(ctx) ? XDP_PASS : XDP_DROP;
}

ENTRY("xdp", pointer_32, struct xdp_md)
{
	__u8 *p = data_of(ctx);

	asm volatile("r1 = %0; " MEND("w1", "r1") " += 4; %0 = r1" : "+r"(p) : : "r1"); /* pointer-32 */
	return p > (__u8 *)end_of(ctx) ? XDP_PASS : XDP_DROP;
}

ENTRY("xdp", pointer_operation, struct xdp_md)
{
	__u8 *p = data_of(ctx);

	asm volatile(MEND("%0 <<= 1", "%0 += 1") : "+r"(p)); /* pointer-operation */
	return p > (__u8 *)end_of(ctx) ? XDP_PASS : XDP_DROP;
}

ENTRY("xdp", atomic, struct xdp_md)
{
	__u32 *p = data_of(ctx);
	struct value *v = value_get();

	if (!v || p + 1 > (__u32 *)end_of(ctx))
		return XDP_PASS;
	__sync_fetch_and_add(MEND(p, v->number), 1); /* atomic */
	return XDP_PASS;
}

ENTRY("xdp", loop, struct xdp_md)
{
	__u32 i = 0;

	do
		asm volatile("" : "+r"(i)); /* loop */
	while (MEND(i < 1, i++ < 1));
	return XDP_PASS;
}

/* A shift register that goes through all of its states: no value goes one way, and each turn has its own. */
ENTRY("xdp", too_complex, struct xdp_md) /* too-complex: at any line */
{
	__u32 x = 1;

#pragma clang loop unroll(disable)
	do {
		x = x >> 1 ^ (-(x & 1) & MEND(0x80200003, 0xc));
		asm volatile("" : "+r"(x));
	} while (x != 1);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
