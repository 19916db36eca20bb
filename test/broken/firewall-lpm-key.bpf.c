// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: firewall - the key on the stack is four bytes, the trie wants the prefix length and four bytes of address */
/* expect: stack-bounds helper-size */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

struct prefix {
	__u32 length;
	__u8 address[4];
};

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 1024);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix);
	__type(value, __u64);
} deny SEC(".maps");

SEC("xdp")
int firewall(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + sizeof(struct ethhdr);
	__be32 source;

	if ((void *)(ip + 1) > end)
		return XDP_PASS;
	source = ip->saddr;
	return bpf_map_lookup_elem(&deny, &source) ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
