// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: conntrack - keeps a pointer into the packet in a map value, where user space can read it */
/* expect: leak */
/* kernel: strict */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

struct connection {
	__u64 packets;
	void *last_header;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, struct connection);
} connections SEC(".maps");

SEC("xdp")
int conntrack(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	struct connection *c;
	__u32 key = 0;

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	c = bpf_map_lookup_elem(&connections, &key);
	if (!c)
		return XDP_PASS;
	c->packets++;
	c->last_header = ip;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
