/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * packets.bpf.c - programs for interfaces: each counts, and gives one verdict.
 */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>

#include <bpf/bpf_helpers.h>

enum { PASSED, DROPPED, SENT_BACK, REDIRECTED, IN, SHOT, NR_COUNTS };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_COUNTS);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_DEVMAP);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} targets SEC(".maps");

static __always_inline int counted(__u32 which, int verdict)
{
	__u64 *count = bpf_map_lookup_elem(&counts, &which);

	if (count)
		__sync_fetch_and_add(count, 1);
	return verdict;
}

/* clang-format off */
SEC("xdp") int pass(struct xdp_md *ctx) { return counted(PASSED, XDP_PASS); }
SEC("xdp") int drop(struct xdp_md *ctx) { return counted(DROPPED, XDP_DROP); }
SEC("xdp") int back(struct xdp_md *ctx) { return counted(SENT_BACK, XDP_TX); }
SEC("xdp") int elsewhere(struct xdp_md *ctx) { return counted(REDIRECTED, bpf_redirect_map(&targets, 0, XDP_DROP)); }
SEC("tc") int in(struct __sk_buff *skb) { return counted(IN, TC_ACT_OK); }
SEC("tc") int shot(struct __sk_buff *skb) { return counted(SHOT, TC_ACT_SHOT); }
/* clang-format on */

/* An 'A' goes back where it came from. Any other packet is to be redirected, but nobody says where to. */
SEC("xdp")
int nowhere(struct xdp_md *ctx)
{
	const __u8 *at = (const __u8 *)(long)ctx->data, *end = (const __u8 *)(long)ctx->data_end;

	if (at + 15 > end || at[14] != 'A')
		return XDP_REDIRECT;
	return (int)bpf_redirect(ctx->ingress_ifindex, 0);
}

char _license[] SEC("license") = "GPL";
