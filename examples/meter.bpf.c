// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * meter.bpf.c - a token bucket per flow: so many bytes a second, with a burst.
 *
 * Tokens are bytes, and grow with the time since the flow's last packet. What does not fit is dropped.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define NS_PER_SEC 1000000000ull

struct flow {
	__be32 saddr, daddr;
	__be16 sport, dport;
	__u8 protocol;
	__u8 unused[3];
};

struct bucket {
	__u64 tokens;
	__u64 filled_ns;
	__u64 passed_bytes;
	__u64 dropped_bytes;
};

const volatile __u64 rate = 1000000; /* bytes a second */
const volatile __u64 burst = 20000;

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, struct flow);
	__type(value, struct bucket);
} flows SEC(".maps");

static __always_inline int find_flow(struct flow *f, void *data, void *end)
{
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct udphdr *ports;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->ihl < 5)
		return -1;
	f->saddr = ip->saddr;
	f->daddr = ip->daddr;
	f->protocol = ip->protocol;
	if (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP)
		return 0;
	ports = (void *)ip + ip->ihl * 4;
	if ((void *)(ports + 1) > end)
		return -1;
	f->sport = ports->source;
	f->dport = ports->dest;
	return 0;
}

static __always_inline void refill(struct bucket *b, __u64 now)
{
	__u64 elapsed = now - b->filled_ns;
	__u64 earned;

	if (elapsed > NS_PER_SEC)
		elapsed = NS_PER_SEC; /* more than the burst anyhow, and the product below stays small */
	earned = elapsed * rate / NS_PER_SEC;
	if (!earned)
		return; /* leave filled_ns alone, or a fast flow would never earn anything */
	b->tokens += earned;
	if (b->tokens > burst)
		b->tokens = burst;
	b->filled_ns = now;
}

SEC("xdp")
int meter(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u64 len = end - data, now;
	struct flow f = {};
	struct bucket *b;

	if (find_flow(&f, data, end) < 0)
		return XDP_PASS;
	now = bpf_ktime_get_ns();
	b = bpf_map_lookup_elem(&flows, &f);
	if (!b) {
		struct bucket full = { .tokens = burst, .filled_ns = now };

		bpf_map_update_elem(&flows, &f, &full, BPF_NOEXIST);
		b = bpf_map_lookup_elem(&flows, &f);
		if (!b)
			return XDP_PASS;
	}
	refill(b, now);
	if (b->tokens < len) {
		b->dropped_bytes += len;
		return XDP_DROP;
	}
	b->tokens -= len;
	b->passed_bytes += len;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
