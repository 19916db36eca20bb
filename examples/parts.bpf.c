// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * parts.bpf.c - a classifier cut into functions that stay functions: static ones and global ones.
 *
 * A static function is verified again for each call, with what is known there; a global one is verified once, for any
 * arguments of its types, so it checks its pointers itself. Each packet gets a class and a colour by weighted rules.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

enum colour { GREEN, YELLOW, RED, NR_COLOURS };

struct features {
	__u32 len;
	__u32 version;
	__u32 protocol;
	__u32 dscp;
	__u32 ttl;
};

struct verdict {
	__u32 score;
	enum colour colour;
};

struct total {
	__u64 packets;
	__u64 score;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_COLOURS);
	__type(key, __u32);
	__type(value, struct total);
} totals SEC(".maps");

/* Rounds up the binary logarithm, by halving: a loop in a function. */
static __attribute__((noinline)) __u32 log2_up(__u32 v)
{
	__u32 n = 0;

	while (v > 1 && n < 32) {
		v = (v + 1) / 2;
		n++;
	}
	return n;
}

/* Global: were it static, each of the loop's ends would be followed through everything behind each of the calls. */
__attribute__((noinline)) int weigh(__u32 value, __u32 weight)
{
	return log2_up(value) * weight;
}

__attribute__((noinline)) int read_features(struct xdp_md *ctx, struct features *f)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip4 = data + sizeof(*eth);
	struct ipv6hdr *ip6 = data + sizeof(*eth);

	if (!f)
		return -1;
	f->len = end - data;
	if ((void *)(eth + 1) > end)
		return -1;
	if (eth->h_proto == bpf_htons(ETH_P_IP) && (void *)(ip4 + 1) <= end) {
		f->version = 4;
		f->protocol = ip4->protocol;
		f->dscp = ip4->tos >> 2;
		f->ttl = ip4->ttl;
	} else if (eth->h_proto == bpf_htons(ETH_P_IPV6) && (void *)(ip6 + 1) <= end) {
		f->version = 6;
		f->protocol = ip6->nexthdr;
		f->dscp = (bpf_ntohl(*(__be32 *)ip6) >> 22) & 0x3f;
		f->ttl = ip6->hop_limit;
	}
	return 0;
}

__attribute__((noinline)) int judge(const struct features *f, struct verdict *v)
{
	if (!f || !v)
		return -1;
	v->score = weigh(f->len, 3) + weigh(f->ttl, 2);
	if (f->protocol == IPPROTO_TCP)
		v->score += 5;
	if (f->dscp > 40)
		v->score /= 2;
	if (f->version == 6)
		v->score += weigh(f->len / 2, 1);
	v->colour = v->score > 45 ? RED : v->score > 35 ? YELLOW : GREEN;
	return 0;
}

__attribute__((noinline)) int note(__u32 colour, __u32 score)
{
	struct total *t = bpf_map_lookup_elem(&totals, &colour);

	if (!t)
		return -1;
	__sync_fetch_and_add(&t->packets, 1);
	__sync_fetch_and_add(&t->score, score);
	return 0;
}

SEC("xdp")
int parts(struct xdp_md *ctx)
{
	struct features f = {};
	struct verdict v = {};

	if (read_features(ctx, &f) || judge(&f, &v))
		return XDP_DROP;
	if (note(v.colour, v.score))
		return XDP_ABORTED;
	return v.colour == RED ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
