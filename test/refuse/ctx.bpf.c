// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* the context */
#include "refuse.h"

ENTRY("xdp", ctx_field, struct xdp_md)
{
	return *(volatile __u32 *)((void *)ctx + MEND(24, 12)); /* ctx-field */
}

ENTRY("xdp", ctx_moved, struct xdp_md)
{
	void *p = ctx;

	MEND(asm volatile("%0 += 12" : "+r"(p)), );
	return *(volatile __u32 *)(p + MEND(0, 12)); /* ctx-moved */
}

ENTRY("xdp", ctx_size, struct xdp_md)
{
	MEND(*(volatile __u8 *)&ctx->data, *(volatile __u32 *)&ctx->data); /* ctx-size */
	return XDP_PASS;
}

ENTRY("tc", ctx_write, struct __sk_buff)
{
	*(volatile __u32 *)&ctx->MEND(len, mark) = 1; /* ctx-write */
	return 0;
}

ENTRY("tc", ctx_part, struct __sk_buff)
{
	*(volatile MEND(__u8, __u32) *)&ctx->mark = 1; /* ctx-part */
	return 0;
}

ENTRY("raw_tp/sys_enter", ctx_access, struct bpf_raw_tracepoint_args)
{
	return *(volatile __u64 *)&ctx->args[MEND(12, 11)]; /* ctx-access */
}

/* On one way the context, on the other the stack: one instruction reads both. */
ENTRY("xdp", type_mix, struct xdp_md)
{
	__u32 own[5] = { ctx->rx_queue_index }, *p = own;

	asm volatile("" : "+r"(p));
	if (bpf_get_prandom_u32() & 1)
		p = (void *)MEND((void *)ctx, own);
	asm volatile("%0 = *(u32 *)(%0 + 16)" : "+r"(p)); /* type-mix */
	return (long)p & 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
