// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* the stack, functions, and results */
#include "refuse.h"

ENTRY("xdp", reg_uninit, struct xdp_md)
{
	__u64 x;

	asm volatile(MEND("", "r9 = 1;") "%0 = r9" : "=r"(x) : : "r9"); /* reg-uninit */
	return x ? XDP_PASS : XDP_DROP;
}

ENTRY("xdp", stack_uninit, struct xdp_md)
{
	__u32 key MEND(, = 0);

	return bpf_map_delete_elem(&values, &key); /* stack-uninit */
}

ENTRY("xdp", stack_bounds, struct xdp_md)
{
	char name[8] = {};

	return bpf_get_current_comm(name, MEND(16, 8)); /* stack-bounds */
}

ENTRY("xdp", stack_index, struct xdp_md)
{
	__u8 bytes[8] = {};
	__u32 i = ctx->rx_queue_index;

	if (i > MEND(16, 7))
		return XDP_PASS;
	asm volatile("" : : "r"(bytes) : "memory");
	return bytes[i]; /* stack-index */
}

ENTRY("xdp", misaligned, struct xdp_md)
{
	asm volatile("*(u64 *)(r10 - " MEND("12", "16") ") = %0" /* misaligned */
		     :
		     : "r"(ctx->rx_queue_index)
		     : "memory");
	return XDP_PASS;
}

#define DEEP(name, next)                    \
	static __noinline int name(int x)   \
	{                                   \
		asm volatile("" : "+r"(x)); \
		return next(x) + 1;         \
	}
static __noinline int deep_9(int x)
{
	asm volatile("" : "+r"(x));
	return x;
}
DEEP(deep_8, deep_9)
DEEP(deep_7, deep_8)
DEEP(deep_6, deep_7)
DEEP(deep_5, deep_6)
DEEP(deep_4, deep_5)
DEEP(deep_3, deep_4)
DEEP(deep_2, deep_3)

ENTRY("xdp", call_depth, struct xdp_md)
{
	return MEND(deep_2, deep_3)(ctx->rx_queue_index); /* call-depth */
}

static __noinline int large(int x)
{
	char room[256] = {};

	asm volatile("" : : "r"(room) : "memory");
	return x;
}

ENTRY("xdp", stack_depth, struct xdp_md) /* stack-depth */
{
	char room[MEND(300, 100)] = {};

	asm volatile("" : : "r"(room) : "memory");
	return large(ctx->rx_queue_index);
}

static __noinline int odd(int x);
static __noinline int even(int x)
{
	asm volatile("" : "+r"(x));
	return MEND(x ? odd(x - 1), x & 1 ? 0) : 1;
}
static __noinline int odd(int x)
{
	asm volatile("" : "+r"(x)); /* recursion */
	return x ? even(x - 1) : 0;
}

ENTRY("xdp", recursion, struct xdp_md)
{
	return odd(ctx->rx_queue_index);
}

static __noinline int *own_place(int x)
{
	int *p;
	volatile int here = x;

	p = (int *)&here;
	asm volatile("" : "+r"(p));
	return p; /* stack-return */
}
static __noinline int own_number(int x)
{
	volatile int here = x;

	return here;
}

ENTRY("xdp", stack_return, struct xdp_md)
{
	return MEND(own_place(2) != 0, own_number(2));
}

static __noinline void leave(void **where)
{
	__u64 here = 1;
	void *p = &here;

	asm volatile("" : "+r"(p) : : "memory");
	*where = MEND(p, 0); /* stack-outlived */
}

ENTRY("xdp", stack_outlived, struct xdp_md)
{
	void *p = 0;

	leave(&p);
	return p ? XDP_PASS : XDP_DROP;
}

ENTRY("cgroup_skb/ingress", ret_range, struct __sk_buff)
{
	return ctx->len MEND(, &1); /* ret-range */
}

ENTRY("cgroup_skb/ingress", ret_pointer, struct __sk_buff)
{
	return (long)MEND(ctx, 1); /* ret-pointer */
}

/* -- global functions -- */

__noinline int takes_pair(struct value *v)
{
	return v ? v->number[MEND(0, 0)] : 0;
}

ENTRY("xdp", func_arg, struct xdp_md)
{
	struct value v = {};

	return takes_pair(MEND((void *)(long)ctx->rx_queue_index, &v)); /* func-arg */
}

__noinline int mem_bounds(struct value *v)
{
	if (!v)
		return 0;
	return *(volatile __u32 *)&v->number[MEND(4, 3)]; /* mem-bounds */
}

__noinline int mem_index(struct value *v, __u32 i)
{
	if (!v MEND(, || i >= 4))
		return 0;
	return *(volatile __u32 *)&v->number[i]; /* mem-index */
}

ENTRY("xdp", mem_bounds_main, struct xdp_md)
{
	struct value v = {};

	return mem_bounds(&v);
}

ENTRY("xdp", mem_index_main, struct xdp_md)
{
	struct value v = {};

	return mem_index(&v, 1);
}

__noinline int takes_void(MEND(void, struct value) * p) /* function-declaration: */
{
	asm volatile("" : : "r"(p) : "memory");
	return p ? 1 : 0;
}

ENTRY("xdp", function_declaration, struct xdp_md)
{
	struct value v = {};

	return takes_void(&v);
}

__noinline int grows(struct xdp_md *ctx, struct value *v)
{
	return bpf_xdp_adjust_head(ctx, -4) + (v ? v->number[0] : 0);
}

ENTRY("xdp", function_moves_packet, struct xdp_md)
{
	struct value *v = data_of(ctx), copy = {};

	if ((void *)(v + 1) > end_of(ctx))
		return XDP_PASS;
	MEND(, copy = *v);
	return grows(ctx, MEND(v, &copy)); /* function-moves-packet */
}

__noinline __u64 gives(struct xdp_md *ctx)
{
	return (__u64)MEND(ctx, 1); /* function-result */
}

ENTRY("xdp", function_result, struct xdp_md)
{
	return gives(ctx) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "GPL";
