// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: synflood - two entries are looked up, the first is checked twice and the second never */
/* expect: null */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __be32);
	__type(value, __u64);
} servers SEC(".maps"), clients SEC(".maps");

SEC("xdp")
int synflood(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	__u64 *server, *client;
	__be32 to, from;

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	to = ip->daddr;
	from = ip->saddr;
	server = bpf_map_lookup_elem(&servers, &to);
	client = bpf_map_lookup_elem(&clients, &from);
	if (!server)
		return XDP_PASS;
	*server += 1;
	*client += 1;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
