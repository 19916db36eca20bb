// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * ports.bpf.c - a pool of source ports: free ones wait in a queue, the last closed flows lie on a stack.
 *
 * A SYN takes the port that has rested longest; a FIN or RST gives it back. `ports_setup` is run once to fill the
 * pool.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define FIRST_PORT 40000
#define NR_PORTS   64

struct flow {
	__be32 saddr, daddr;
	__be16 sport, dport;
};

struct lease {
	__u32 port;
	__u32 packets;
};

struct closed {
	struct flow flow;
	struct lease lease;
};

struct {
	__uint(type, BPF_MAP_TYPE_QUEUE);
	__uint(max_entries, NR_PORTS);
	__type(value, __u32);
} free_ports SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_STACK);
	__uint(max_entries, 16);
	__type(value, struct closed);
} last_closed SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, NR_PORTS);
	__type(key, struct flow);
	__type(value, struct lease);
} leases SEC(".maps");

__u64 nr_exhausted;

static __always_inline int take(const struct flow *f)
{
	struct lease l = { .packets = 1 };

	if (bpf_map_pop_elem(&free_ports, &l.port)) {
		__sync_fetch_and_add(&nr_exhausted, 1);
		return XDP_DROP;
	}
	if (bpf_map_update_elem(&leases, f, &l, BPF_NOEXIST)) {
		bpf_map_push_elem(&free_ports, &l.port, BPF_ANY);
		return XDP_DROP;
	}
	return XDP_PASS;
}

static __always_inline int give_back(const struct flow *f, const struct lease *l)
{
	struct closed c = { .flow = *f, .lease = *l };
	__u32 port = l->port;

	bpf_map_delete_elem(&leases, f);
	bpf_map_push_elem(&last_closed, &c, BPF_EXIST); /* makes room by dropping the oldest */
	return bpf_map_push_elem(&free_ports, &port, BPF_ANY) ? XDP_ABORTED : XDP_PASS;
}

SEC("xdp")
int ports(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct tcphdr *tcp = (void *)(ip + 1);
	struct flow f = {};
	struct lease *l;

	if ((void *)(tcp + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if (ip->ihl != 5 || ip->protocol != IPPROTO_TCP)
		return XDP_PASS;
	f.saddr = ip->saddr;
	f.daddr = ip->daddr;
	f.sport = tcp->source;
	f.dport = tcp->dest;
	l = bpf_map_lookup_elem(&leases, &f);
	if (!l)
		return tcp->syn && !tcp->ack ? take(&f) : XDP_PASS;
	l->packets++;
	if (tcp->fin || tcp->rst)
		return give_back(&f, l);
	tcp->source = bpf_htons(l->port);
	return XDP_TX;
}

SEC("xdp")
int ports_setup(struct xdp_md *ctx)
{
	__u32 i, port;

	for (i = 0; i < NR_PORTS; i++) {
		port = FIRST_PORT + i;
		if (bpf_map_push_elem(&free_ports, &port, BPF_ANY))
			return XDP_ABORTED;
	}
	if (bpf_map_peek_elem(&free_ports, &port) || port != FIRST_PORT)
		return XDP_ABORTED;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
