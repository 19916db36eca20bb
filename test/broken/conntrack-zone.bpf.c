// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: conntrack - the key's zone is never written, and the lookup reads it */
/* expect: stack-uninit */
/* kernel: strict */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>

struct connection_key {
	__be32 low, high;
	__u16 zone;
	__u16 protocol;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__type(key, struct connection_key);
	__type(value, __u64);
} connections SEC(".maps");

SEC("xdp")
int conntrack(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	struct connection_key key;

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	key.low = ip->saddr;
	key.high = ip->daddr;
	key.protocol = ip->protocol;
	return bpf_map_lookup_elem(&connections, &key) ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
