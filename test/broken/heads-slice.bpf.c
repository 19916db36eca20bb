// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: heads - the slice may be NULL: the packet may be shorter */
/* expect: null */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>

extern int bpf_dynptr_from_xdp(struct xdp_md *xdp, __u64 flags, struct bpf_dynptr *ptr) __ksym;
extern void *bpf_dynptr_slice(const struct bpf_dynptr *ptr, __u32 offset, void *buffer, __u32 len) __ksym;

SEC("xdp")
int heads(struct xdp_md *ctx)
{
	struct bpf_dynptr packet;
	struct ethhdr buffer, *eth;

	if (bpf_dynptr_from_xdp(ctx, 0, &packet))
		return XDP_ABORTED;
	eth = bpf_dynptr_slice(&packet, 0, &buffer, sizeof(buffer));
	return eth->h_dest[0] & 1 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
