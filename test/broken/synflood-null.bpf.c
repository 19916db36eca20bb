// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: synflood - the server's entry is used without asking whether there is one */
/* expect: null */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

struct server {
	__u64 window_start;
	__u32 syns;
	__u32 under_attack;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __be32);
	__type(value, struct server);
} servers SEC(".maps");

SEC("xdp")
int synflood(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	struct server *s;
	__be32 address;

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	address = ip->daddr;
	s = bpf_map_lookup_elem(&servers, &address);
	s->syns++;
	return s->syns > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
