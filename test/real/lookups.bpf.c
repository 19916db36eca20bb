// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * lookups.bpf.c - sockets that packets belong to: transparent proxies, guards of services, storage with sockets, TCP's own figures.
 */
#include "real.h"

struct flow {
	__u64 packets;
	__u64 bytes;
	__u32 state;
	__u32 rtt;
};

struct {
	__uint(type, BPF_MAP_TYPE_SK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct flow);
} flows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} listeners SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} states SEC(".maps");

static __always_inline int tuple_read(void *data, void *end, struct bpf_sock_tuple *t, __u8 *protocol)
{
	struct cursor c = { data, end };
	struct ethhdr *eth = take_eth(&c);
	struct iphdr *ip = c.pos;
	__be16 *ports;

	if (!eth || eth->h_proto != bpf_htons(ETH_P_IP) || (void *)(ip + 1) > end || ip->ihl != 5)
		return 0;
	ports = (void *)(ip + 1);
	if ((void *)(ports + 2) > end)
		return 0;
	t->ipv4.saddr = ip->saddr;
	t->ipv4.daddr = ip->daddr;
	t->ipv4.sport = ports[0];
	t->ipv4.dport = ports[1];
	*protocol = ip->protocol;
	return 1;
}

static __always_inline void count(__u32 what)
{
	__u64 *n = bpf_map_lookup_elem(&states, &what);

	if (n)
		*n += 1;
}

/* What nobody listens for is dropped before the stack makes an answer. */
SEC("xdp")
int guard(struct xdp_md *ctx)
{
	struct bpf_sock_tuple t = {};
	struct bpf_sock *sk;
	__u8 protocol = 0;
	int listens;

	if (!tuple_read((void *)(long)ctx->data, (void *)(long)ctx->data_end, &t, &protocol))
		return XDP_PASS;
	if (protocol == IPPROTO_TCP)
		sk = bpf_sk_lookup_tcp(ctx, &t, sizeof(t.ipv4), BPF_F_CURRENT_NETNS, 0);
	else if (protocol == IPPROTO_UDP)
		sk = bpf_sk_lookup_udp(ctx, &t, sizeof(t.ipv4), BPF_F_CURRENT_NETNS, 0);
	else
		return XDP_PASS;
	if (!sk)
		return XDP_DROP;
	listens = sk->state;
	bpf_sk_release(sk);
	count(listens & 15);
	return XDP_PASS;
}

/* An established connection keeps its socket, another goes to the proxy's. */
SEC("tc")
int proxy(struct __sk_buff *skb)
{
	struct bpf_sock_tuple t = {}, to = {};
	struct bpf_sock *sk;
	__u8 protocol = 0;
	int err;

	if (!tuple_read((void *)(long)skb->data, (void *)(long)skb->data_end, &t, &protocol) || protocol != IPPROTO_TCP)
		return TC_ACT_OK;
	sk = bpf_skc_lookup_tcp(skb, &t, sizeof(t.ipv4), BPF_F_CURRENT_NETNS, 0);
	if (sk) {
		if (sk->state != BPF_TCP_LISTEN)
			goto assign;
		bpf_sk_release(sk);
	}
	to.ipv4.daddr = bpf_htonl(0x7f000001);
	to.ipv4.dport = bpf_htons(15001);
	sk = bpf_skc_lookup_tcp(skb, &to, sizeof(to.ipv4), BPF_F_CURRENT_NETNS, 0);
	if (!sk)
		return TC_ACT_SHOT;
	if (sk->state != BPF_TCP_LISTEN) {
		bpf_sk_release(sk);
		return TC_ACT_SHOT;
	}
assign:
	err = bpf_sk_assign(skb, sk, 0);
	bpf_sk_release(sk);
	return err ? TC_ACT_SHOT : TC_ACT_OK;
}

/* What each connection of a group has sent, kept with its socket. */
SEC("cgroup_skb/egress")
int meter_egress(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk;
	struct bpf_tcp_sock *tcp;
	struct flow *flow;

	if (!sk || !(sk = bpf_sk_fullsock(sk)))
		return 1;
	flow = bpf_sk_storage_get(&flows, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!flow)
		return 1;
	flow->packets++;
	flow->bytes += skb->len;
	flow->state = sk->state;
	if (sk->protocol == IPPROTO_TCP && (tcp = bpf_tcp_sock(sk)))
		flow->rtt = tcp->srtt_us >> 3;
	return !sk->mark || sk->mark == 0x1e;
}

SEC("sockops")
int figures(struct bpf_sock_ops *ops)
{
	struct bpf_sock *sk = ops->sk;
	struct bpf_tcp_sock *tcp;
	struct flow *flow;

	if (!sk)
		return 1;
	tcp = bpf_tcp_sock(sk);
	flow = bpf_sk_storage_get(&flows, sk, 0, BPF_SK_STORAGE_GET_F_CREATE);
	if (!tcp || !flow)
		return 1;
	flow->rtt = tcp->srtt_us;
	flow->bytes = tcp->bytes_acked + tcp->bytes_received;
	if (tcp->total_retrans > 100)
		bpf_sk_storage_delete(&flows, sk);
	return 1;
}

/* One of several listeners, by the address that the packet comes from. */
SEC("sk_lookup")
int steer(struct bpf_sk_lookup *ctx)
{
	__u32 at = ctx->remote_ip4 & 15;
	struct bpf_sock *sk;
	long err;

	if (ctx->local_port < 7000 || ctx->local_port > 7100)
		return SK_PASS;
	sk = bpf_map_lookup_elem(&listeners, &at);
	if (!sk)
		return SK_DROP;
	err = bpf_sk_assign(ctx, sk, 0);
	bpf_sk_release(sk);
	return err ? SK_DROP : SK_PASS;
}

/* Who listens where a half-open connection came in. */
SEC("tc")
int listener_mark(struct __sk_buff *skb)
{
	struct bpf_sock *sk = skb->sk, *listener;

	if (!sk)
		return TC_ACT_OK;
	listener = bpf_get_listener_sock(sk);
	if (!listener)
		return TC_ACT_OK;
	skb->mark = listener->src_port;
	return TC_ACT_OK;
}
