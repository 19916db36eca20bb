// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * synflood.bpf.c - limits TCP connection attempts while a server is under a SYN flood.
 *
 * A server is under attack when it gets more than `alarm` SYNs in a window. From then on a source's SYN passes only if
 * the source has completed a handshake before (its ACK was seen), or if it comes a second time, as a real stack's
 * retry does.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

enum stat { SYN_SEEN, SYN_PASSED, SYN_DROPPED, SYN_RETRY, ACK_SEEN, NR_STATS };

struct server {
	__u64 window_start;
	__u32 syns;
	__u32 under_attack;
};

struct client {
	__u64 last_syn;
	__u32 last_seq;
	__u16 tries;
	__u16 good;
};

const volatile __u64 window_ns = 1000000000ull;
const volatile __u32 alarm = 100;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __be32);
	__type(value, struct server);
} servers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 4096);
	__type(key, __be32);
	__type(value, struct client);
} clients SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_STATS);
	__type(key, __u32);
	__type(value, __u64);
} stats SEC(".maps");

static __always_inline void bump(__u32 which)
{
	__u64 *n = bpf_map_lookup_elem(&stats, &which);

	if (n)
		*n += 1;
}

/* Counts the SYN against its server; true while there are too many. */
static __always_inline int server_in_trouble(__be32 address, __u64 now)
{
	struct server *s = bpf_map_lookup_elem(&servers, &address);

	if (!s) {
		struct server fresh = { .window_start = now, .syns = 1 };

		bpf_map_update_elem(&servers, &address, &fresh, BPF_ANY);
		return 0;
	}
	if (now - s->window_start > window_ns) {
		s->under_attack = s->syns > alarm;
		s->window_start = now;
		s->syns = 0;
	}
	__sync_fetch_and_add(&s->syns, 1);
	return s->under_attack || s->syns > alarm;
}

static __always_inline int on_syn(const struct iphdr *ip, const struct tcphdr *tcp)
{
	__u64 now = bpf_ktime_get_ns();
	__be32 source = ip->saddr;
	int trouble = server_in_trouble(ip->daddr, now);
	struct client *c = bpf_map_lookup_elem(&clients, &source);

	bump(SYN_SEEN);
	if (!c) {
		struct client fresh = { .last_syn = now, .last_seq = tcp->seq, .tries = 1 };

		bpf_map_update_elem(&clients, &source, &fresh, BPF_ANY);
		bump(trouble ? SYN_DROPPED : SYN_PASSED);
		return trouble ? XDP_DROP : XDP_PASS;
	}
	if (trouble && !c->good && c->last_seq != tcp->seq) {
		c->last_seq = tcp->seq;
		c->last_syn = now;
		bump(SYN_DROPPED);
		return XDP_DROP;
	}
	if (c->last_seq == tcp->seq)
		bump(SYN_RETRY);
	c->last_seq = tcp->seq;
	c->last_syn = now;
	c->tries++;
	bump(SYN_PASSED);
	return XDP_PASS;
}

SEC("xdp")
int synflood(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct tcphdr *tcp;
	struct client *c;
	__be32 source;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != IPPROTO_TCP || ip->ihl < 5)
		return XDP_PASS;
	tcp = (void *)ip + ip->ihl * 4;
	if ((void *)(tcp + 1) > end)
		return XDP_DROP;
	if (tcp->syn && !tcp->ack)
		return on_syn(ip, tcp);
	source = ip->saddr;
	c = bpf_map_lookup_elem(&clients, &source);
	if (c && tcp->ack && !tcp->rst && !c->good) {
		c->good = 1;
		bump(ACK_SEEN);
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
