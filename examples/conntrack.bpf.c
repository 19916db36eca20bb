// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * conntrack.bpf.c - a stateful firewall: the inside may open connections, the outside may answer.
 *
 * Connections are kept in a hash under a key that is the same for both directions (the lower address and port come
 * first). TCP has states; UDP and ICMP echo are open for as long as something is heard.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

enum state { NEW, SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSING, CLOSED };

struct endpoint {
	__be32 address;
	__be16 port;
	__u16 unused;
};

struct connection_key {
	struct endpoint low, high;
	__u8 protocol;
	__u8 unused[3];
};

struct connection {
	enum state state;
	__u32 opened_by_low;
	__u64 packets[2]; /* from low, from high */
	__u64 bytes[2];
	__u64 last_seen;
};

const volatile __be32 inside_net = bpf_htonl(0x0a000000);
const volatile __be32 inside_mask = bpf_htonl(0xffff0000);
const volatile __u64 idle_ns = 300000000000ull;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 8192);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct connection_key);
	__type(value, struct connection);
} connections SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} transitions SEC(".maps"); /* by the state that was entered */

struct segment {
	struct connection_key key;
	__u32 from_low;
	__u8 syn, ack, fin, rst;
};

static __always_inline int parse(struct segment *s, struct iphdr *ip, void *end)
{
	void *l4 = (void *)ip + ip->ihl * 4;
	struct tcphdr *tcp = l4;
	struct udphdr *udp = l4;
	struct endpoint from = { .address = ip->saddr }, to = { .address = ip->daddr };

	s->key.protocol = ip->protocol;
	if (ip->protocol == IPPROTO_TCP) {
		if ((void *)(tcp + 1) > end)
			return -1;
		from.port = tcp->source;
		to.port = tcp->dest;
		s->syn = tcp->syn;
		s->ack = tcp->ack;
		s->fin = tcp->fin;
		s->rst = tcp->rst;
	} else if (ip->protocol == IPPROTO_UDP) {
		if ((void *)(udp + 1) > end)
			return -1;
		from.port = udp->source;
		to.port = udp->dest;
	}
	s->from_low = from.address < to.address || (from.address == to.address && from.port <= to.port);
	s->key.low = s->from_low ? from : to;
	s->key.high = s->from_low ? to : from;
	return 0;
}

static __always_inline enum state next_tcp_state(const struct connection *c, const struct segment *s)
{
	int from_opener = s->from_low == c->opened_by_low;

	if (s->rst)
		return CLOSED;
	switch (c->state) {
	case SYN_SENT:
		return !from_opener && s->syn && s->ack ? SYN_RECEIVED : SYN_SENT;
	case SYN_RECEIVED:
		return from_opener && s->ack ? ESTABLISHED : SYN_RECEIVED;
	case ESTABLISHED:
		return s->fin ? CLOSING : ESTABLISHED;
	case CLOSING:
		return s->fin ? CLOSED : CLOSING;
	default:
		return c->state;
	}
}

static __always_inline void enter(struct connection *c, enum state state)
{
	__u32 slot = state;
	__u64 *n;

	if (c->state == state)
		return;
	c->state = state;
	n = bpf_map_lookup_elem(&transitions, &slot);
	if (n)
		__sync_fetch_and_add(n, 1);
}

static __always_inline int open_connection(const struct segment *s, __be32 source, __u64 bytes, __u64 now)
{
	struct connection c = { .opened_by_low = s->from_low, .last_seen = now };

	if ((source & inside_mask) != inside_net)
		return XDP_DROP;
	if (s->key.protocol == IPPROTO_TCP && (!s->syn || s->ack))
		return XDP_DROP;
	c.packets[0] = s->from_low;
	c.packets[1] = !s->from_low;
	c.bytes[0] = s->from_low ? bytes : 0;
	c.bytes[1] = s->from_low ? 0 : bytes;
	enter(&c, s->key.protocol == IPPROTO_TCP ? SYN_SENT : ESTABLISHED);
	return bpf_map_update_elem(&connections, &s->key, &c, BPF_NOEXIST) ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int conntrack(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u64 now = bpf_ktime_get_ns(), bytes = end - data;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct segment s = {};
	struct connection *c;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if (ip->ihl < 5 || (ip->frag_off & bpf_htons(0x1fff)))
		return XDP_DROP;
	if (parse(&s, ip, end) < 0)
		return XDP_DROP;
	c = bpf_map_lookup_elem(&connections, &s.key);
	if (c && now - c->last_seen > idle_ns) {
		bpf_map_delete_elem(&connections, &s.key);
		c = 0;
	}
	if (!c)
		return open_connection(&s, ip->saddr, bytes, now);
	if (s.key.protocol == IPPROTO_TCP)
		enter(c, next_tcp_state(c, &s));
	c->last_seen = now;
	__sync_fetch_and_add(&c->packets[!s.from_low], 1);
	__sync_fetch_and_add(&c->bytes[!s.from_low], bytes);
	if (c->state == CLOSED) {
		bpf_map_delete_elem(&connections, &s.key);
		return XDP_PASS; /* the other side must hear the end too */
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
