// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * config.bpf.c - switches: constants set before the load, globals, tables in .rodata, state machines.
 */
#include "real.h"

enum state { CLOSED, LISTEN, SYN_SENT, ESTABLISHED, CLOSING, NR_STATES };
enum input { IN_SYN, IN_SYN_ACK, IN_ACK, IN_FIN, IN_RST, NR_INPUTS };

const volatile struct {
	__u32 sample;
	__u32 max_len;
	__u8 drop_v6;
	__u8 drop_fragments;
	__u16 ports[8];
} config = { .sample = 4, .max_len = 1500, .ports = { 22, 23, 25, 445 } };

static const __u8 transitions[NR_STATES][NR_INPUTS] = {
	[CLOSED] = { SYN_SENT, CLOSED, CLOSED, CLOSED, CLOSED },
	[LISTEN] = { SYN_SENT, LISTEN, LISTEN, LISTEN, LISTEN },
	[SYN_SENT] = { SYN_SENT, ESTABLISHED, ESTABLISHED, CLOSING, CLOSED },
	[ESTABLISHED] = { ESTABLISHED, ESTABLISHED, ESTABLISHED, CLOSING, CLOSED },
	[CLOSING] = { SYN_SENT, CLOSING, CLOSED, CLOSING, CLOSED },
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 8192);
	__type(key, __u64);
	__type(value, __u32);
} states SEC(".maps");

__u64 totals[4];
__u32 turn;

SEC("xdp")
int switches(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct iphdr *ip;

	if (!eth)
		return XDP_DROP;
	if (config.drop_v6 && eth->h_proto == bpf_htons(ETH_P_IPV6))
		return XDP_DROP;
	if (ctx->data_end - ctx->data > config.max_len)
		return XDP_DROP;
	if (eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip)
		return XDP_DROP;
	if (config.drop_fragments && ip->frag_off & bpf_htons(0x3fff))
		return XDP_DROP;
	__sync_fetch_and_add(&totals[ip->protocol & 3], 1);
	return XDP_PASS;
}

SEC("xdp")
int port_list(struct xdp_md *ctx)
{
	struct cursor c = CURSOR(ctx);
	struct ethhdr *eth = take_eth(&c);
	struct tcphdr *tcp;
	struct iphdr *ip;
	__u16 port;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_TCP)
		return XDP_PASS;
	tcp = take_tcp(&c);
	if (!tcp)
		return XDP_DROP;
	port = bpf_ntohs(tcp->dest);
	for (int i = 0; i < 8; i++) {
		if (config.ports[i] && config.ports[i] == port)
			return XDP_DROP;
	}
	return XDP_PASS;
}

SEC("tc")
int tcp_states(struct __sk_buff *skb)
{
	struct cursor c = CURSOR(skb);
	struct ethhdr *eth = take_eth(&c);
	__u32 state = CLOSED, input, *known;
	struct tcphdr *tcp;
	struct iphdr *ip;
	__u64 key;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP))
		return TC_ACT_OK;
	ip = take_ip(&c);
	if (!ip || ip->protocol != IPPROTO_TCP)
		return TC_ACT_OK;
	tcp = take_tcp(&c);
	if (!tcp)
		return TC_ACT_SHOT;
	key = (__u64)(ip->saddr ^ ip->daddr) << 32 | (__u32)(tcp->source ^ tcp->dest);
	input = tcp->rst ? IN_RST : tcp->fin ? IN_FIN : tcp->syn ? (tcp->ack ? IN_SYN_ACK : IN_SYN) : IN_ACK;
	known = bpf_map_lookup_elem(&states, &key);
	if (known)
		state = *known;
	if (state >= NR_STATES)
		return TC_ACT_SHOT;
	state = transitions[state][input];
	bpf_map_update_elem(&states, &key, &state, BPF_ANY);
	return state == CLOSED && input == IN_ACK ? TC_ACT_SHOT : TC_ACT_OK;
}

SEC("xdp")
int every_nth(struct xdp_md *ctx)
{
	__u32 n = __sync_fetch_and_add(&turn, 1);

	if (!config.sample || n % config.sample)
		return XDP_PASS;
	bpf_printk("packet %u of %u bytes", n, ctx->data_end - ctx->data);
	return XDP_PASS;
}
