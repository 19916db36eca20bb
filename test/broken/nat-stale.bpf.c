// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: nat - a pointer into the packet is used after bpf_skb_store_bytes(), which may have moved the bytes */
/* expect: stale-packet */
#include <stddef.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>

SEC("tc")
int nat_out(struct __sk_buff *skb)
{
	void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	__be32 fresh = 0x017100cb;

	if ((void *)(ip + 1) > end)
		return TC_ACT_OK;
	if (bpf_skb_store_bytes(skb, sizeof(struct ethhdr) + offsetof(struct iphdr, saddr), &fresh, sizeof(fresh), 0))
		return TC_ACT_SHOT;
	return ip->saddr == fresh ? TC_ACT_OK : TC_ACT_SHOT;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
