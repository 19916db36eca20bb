// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: headers6 - after the step to the next header, its first byte is read before the position is compared again */
/* expect: packet-bounds */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ipv6.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

struct extension {
	__u8 next;
	__u8 len;
	__u8 rest[6];
};

SEC("xdp")
int headers6(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct ipv6hdr *ip = data + sizeof(*eth);
	struct extension *ext = (void *)(ip + 1);
	int depth;

	if ((void *)(ext + 1) > end || eth->h_proto != bpf_htons(ETH_P_IPV6))
		return XDP_PASS;
	for (depth = 0; depth < 4; depth++) {
		if (ext->next == IPPROTO_ROUTING)
			return XDP_DROP;
		ext = (void *)ext + (ext->len + 1) * 8;
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
