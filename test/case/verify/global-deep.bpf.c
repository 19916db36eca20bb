/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* expect: call-depth */
/* More than 8 functions on the stack at once, where a global one is called from a callback. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#define NI static __attribute__((noinline))
volatile int seen;
NI int f7(int x)
{
	seen += x;
	return seen + x;
}
NI int f6(int x)
{
	return f7(x) + 1 + seen;
}
NI int f5(int x)
{
	return f6(x) + 2 + seen;
}
NI int f4(int x)
{
	return f5(x) + 3 + seen;
}
NI int f3(int x)
{
	return f4(x) + 4 + seen;
}
NI int f2(int x)
{
	return f3(x) + 5 + seen;
}
NI int f1(int x)
{
	return f2(x) + 6 + seen;
}
__attribute__((noinline)) int global(int x)
{
	return f1(x) + 7 + seen;
}
static int each(unsigned int i, void *b)
{
	return global(i) & 1;
}
NI int m3(int x)
{
	bpf_loop(2, each, 0, 0);
	return seen + x;
}
NI int m2(int x)
{
	return m3(x) + 1 + seen;
}
NI int m1(int x)
{
	return m2(x) + 1 + seen;
}
SEC("xdp") int prog(struct xdp_md *ctx)
{
	return m1(ctx->ingress_ifindex) & 1;
}
char _license[] SEC("license") = "GPL";
