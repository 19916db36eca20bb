// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: echo - the header's end is compared the wrong way round, so that short packets go on */
/* expect: packet-bounds */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int echo(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	__be32 source;

	if ((void *)(ip + 1) < end)
		return XDP_PASS;
	source = ip->saddr;
	ip->saddr = ip->daddr;
	ip->daddr = source;
	return XDP_TX;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
