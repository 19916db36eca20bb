// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * sums.bpf.c - arithmetic over packets: checksums, hashes, entropy, square roots, with the loops that these want.
 */
#include "real.h"

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, __u32);
} bytes SEC(".maps");

static __always_inline __u16 fold(__u64 sum)
{
#pragma unroll
	for (int i = 0; i < 4; i++)
		sum = (sum & 0xffff) + (sum >> 16);
	return (__u16)~sum;
}

SEC("xdp")
int ip_sum(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct iphdr *ip = data + ETH_HLEN;
	__u64 sum = 0;
	__u16 *w = (__u16 *)ip;

	if ((void *)(ip + 1) > end || ip->ihl != 5)
		return XDP_PASS;
	for (int i = 0; i < 10; i++)
		sum += w[i];
	return fold(sum) ? XDP_DROP : XDP_PASS;
}

/* The whole segment, two bytes at a time, up to a full frame. */
SEC("xdp")
int udp_sum(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct udphdr *udp;
	struct iphdr *ip;
	__u64 sum;
	__u16 *w;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_UDP)
		return XDP_PASS;
	sum = (ip->saddr & 0xffff) + (ip->saddr >> 16) + (ip->daddr & 0xffff) + (ip->daddr >> 16);
	udp = c.pos;
	if ((void *)(udp + 1) > c.end || !udp->check)
		return XDP_PASS;
	sum += bpf_htons(IPPROTO_UDP) + udp->len;
	w = (__u16 *)udp;
	for (int i = 0; i < 750; i++) {
		if ((void *)(w + 1) > c.end)
			break;
		sum += *w;
		w++;
	}
	return fold(sum) ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int head_hash(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u32 *w = data, h = 0x811c9dc5;

	if (data + 64 > end)
		return XDP_PASS;
	for (int i = 0; i < 16; i++) {
		h ^= w[i];
		h *= 0x01000193;
		h = h << 13 | h >> 19;
	}
	return h % 100 == 7 ? XDP_DROP : XDP_PASS;
}

static __always_inline __u32 root(__u64 v)
{
	__u64 r = 0, bit = 1ull << 32;

	for (int i = 0; i < 17; i++) {
		if (v >= r + bit) {
			v -= r + bit;
			r = (r >> 1) + bit;
		} else {
			r >>= 1;
		}
		bit >>= 2;
	}
	return r;
}

SEC("tc")
int length_root(struct __sk_buff *skb)
{
	skb->priority = root(skb->len);
	return TC_ACT_OK;
}

SEC("xdp")
int byte_counts(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u8 *at = data;

	for (int i = 0; i < 40; i++) {
		__u32 key, *n;

		if ((void *)(at + 1) > end)
			break;
		key = *at++;
		n = bpf_map_lookup_elem(&bytes, &key);
		if (n)
			*n += 1;
	}
	return XDP_PASS;
}

SEC("xdp")
int crc_head(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u8 *at = data;
	__u32 crc = ~0u;

	if (data + 14 > end)
		return XDP_PASS;
	for (int i = 0; i < 14; i++) {
		crc ^= at[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
	}
	return ~crc == 0 ? XDP_DROP : XDP_PASS;
}
