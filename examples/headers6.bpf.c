// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * headers6.bpf.c - walks the extension headers of IPv6 and holds them against the order that RFC 8200 recommends.
 *
 * Drops packets with a routing header of type 0 (RFC 5095), with more than eight extension headers, or with hop-by-hop
 * options that do not come first.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ipv6.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define MAX_HEADERS 8

enum fault { FAULT_NONE, FAULT_SHORT, FAULT_ROUTING0, FAULT_LATE_HOPOPTS, FAULT_TOO_MANY, NR_FAULTS };

struct extension {
	__u8 next;
	__u8 len;
	__u8 type; /* of a routing header */
	__u8 left;
	__u32 rest;
};

struct headers {
	__u64 packets;
	__u64 hopopts, routing, fragments, dstopts, auth;
	__u64 faults[NR_FAULTS];
	__u32 deepest;
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct headers);
} headers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 64);
	__type(key, __u8); /* the protocol at the end of the chain */
	__type(value, __u64);
} finals SEC(".maps");

static __always_inline enum fault walk(struct headers *h, struct ipv6hdr *ip, void *end, __u8 *final)
{
	__u8 next = ip->nexthdr;
	void *pos = ip + 1;
	__u32 depth;

	for (depth = 0; depth < MAX_HEADERS; depth++) {
		struct extension *ext = pos;
		__u32 len;

		if (next != IPPROTO_HOPOPTS && next != IPPROTO_ROUTING && next != IPPROTO_FRAGMENT &&
		    next != IPPROTO_DSTOPTS && next != IPPROTO_AH) {
			*final = next;
			if (depth > h->deepest)
				h->deepest = depth;
			return FAULT_NONE;
		}
		if ((void *)(ext + 1) > end)
			return FAULT_SHORT;
		len = (ext->len + 1) * 8;
		switch (next) {
		case IPPROTO_HOPOPTS:
			if (depth)
				return FAULT_LATE_HOPOPTS;
			h->hopopts++;
			break;
		case IPPROTO_ROUTING:
			if (ext->type == 0)
				return FAULT_ROUTING0;
			h->routing++;
			break;
		case IPPROTO_FRAGMENT:
			h->fragments++;
			len = 8;
			break;
		case IPPROTO_DSTOPTS:
			h->dstopts++;
			break;
		case IPPROTO_AH:
			h->auth++;
			len = (ext->len + 2) * 4;
			break;
		}
		next = ext->next;
		pos += len;
	}
	return FAULT_TOO_MANY;
}

SEC("xdp")
int headers6(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct ipv6hdr *ip = data + sizeof(*eth);
	__u32 zero = 0;
	struct headers *h = bpf_map_lookup_elem(&headers, &zero);
	__u64 one = 1, *n;
	enum fault fault;
	__u8 final = 0;

	if (!h || (void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IPV6))
		return XDP_PASS;
	h->packets++;
	fault = walk(h, ip, end, &final);
	if (fault != FAULT_NONE) {
		if (fault < NR_FAULTS)
			h->faults[fault]++;
		return XDP_DROP;
	}
	n = bpf_map_lookup_elem(&finals, &final);
	if (n)
		*n += 1;
	else
		bpf_map_update_elem(&finals, &final, &one, BPF_NOEXIST);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
