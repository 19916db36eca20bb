/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* Tags of arguments: the context by a pointer of any type, memory that is never NULL, memory that may be by itself; and a dynptr. */
/* expect: accepted */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define TAG(name) __attribute__((btf_decl_tag("arg:" name)))

struct two {
	long a, b;
};

__attribute__((noinline)) int rest(void *ctx TAG("ctx"))
{
	return bpf_xdp_adjust_tail(ctx, 0);
}

__attribute__((noinline)) int sum(struct two *t TAG("nonnull"), struct two *u)
{
	return t->a + t->b + (u ? u->a : 0);
}

__attribute__((noinline)) int first(struct bpf_dynptr *d)
{
	int n = 0;

	bpf_dynptr_read(&n, sizeof(n), d, 0, 0);
	return n;
}

long bytes[2];

SEC("xdp") int prog(struct xdp_md *ctx)
{
	struct two t = { 1, 2 };
	struct bpf_dynptr d;

	bpf_dynptr_from_mem(bytes, sizeof(bytes), 0, &d);
	return rest(ctx) + sum(&t, 0) + sum(&t, &t) + first(&d) ? XDP_PASS : XDP_DROP;
}
char _license[] SEC("license") = "GPL";
