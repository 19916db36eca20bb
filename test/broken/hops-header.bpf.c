// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: hops - loads 40 bytes of IPv6 header into a variable for one of IPv4 */
/* expect: stack-bounds helper-size */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int hops(struct xdp_md *ctx)
{
	struct iphdr ip;

	if (bpf_xdp_load_bytes(ctx, sizeof(struct ethhdr), &ip, 40))
		return XDP_DROP;
	return ip.ttl > 1 ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
