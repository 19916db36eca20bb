/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* Global functions take the context by the struct that their kind of program has. */
/* expect: accepted */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
__attribute__((noinline)) int of_skb(struct __sk_buff *ctx)
{
	return ctx->len > 9;
}
__attribute__((noinline)) int of_addr(struct bpf_sock_addr *ctx)
{
	return ctx->user_port == 22;
}
__attribute__((noinline)) int of_ops(struct bpf_sock_ops *ctx)
{
	return ctx->reply = 1;
}
SEC("cgroup_skb/egress") int egress(struct __sk_buff *ctx)
{
	return of_skb(ctx) & 1;
}
SEC("cgroup/connect4") int connecting(struct bpf_sock_addr *ctx)
{
	return of_addr(ctx) & 1;
}
SEC("sockops") int events(struct bpf_sock_ops *ctx)
{
	return of_ops(ctx) & 1;
}
char _license[] SEC("license") = "GPL";
