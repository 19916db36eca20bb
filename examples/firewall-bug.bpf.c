// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * firewall-bug.bpf.c - firewall.bpf.c with one mistake, to show how a refusal reads.
 *
 * parse_transport() reads the TCP header without first comparing its end with the end of the packet: a packet that
 * stops after its IP header would make the program read beyond it. Find the two missing lines in firewall.bpf.c.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define VLAN_DEPTH	2
#define EXT_DEPTH	4
#define NR_CLOSED_PORTS 8
#define NR_DENIED	4
#define ICMP_ECHO	8
#define ICMP_ECHOREPLY	0
#define FRAGMENT_MASK	0x1fff
#define MORE_FRAGMENTS	0x2000

enum protocol { PROTO_OTHER, PROTO_ARP, PROTO_TCP, PROTO_UDP, PROTO_ICMP, PROTO_ICMP6, PROTO_FRAGMENT, NR_PROTOCOLS };

enum reason { WHY_NONE, WHY_SHORT, WHY_DENIED, WHY_CLOSED_PORT, WHY_RATE, NR_REASONS };

struct counter {
	__u64 packets;
	__u64 bytes;
};

struct source {
	__u8 address[16]; /* an IPv4 address takes the first four bytes */
	__u32 version;	  /* 4 or 6 */
};

struct window {
	__u64 start_ns;
	__u64 events;
};

struct prefix4 {
	__u32 length;
	__u8 address[4];
};

struct prefix6 {
	__u32 length;
	__u8 address[16];
};

struct rule {
	__u64 hits;
	__u64 number; /* as wide as the other: padding would not be set */
};

/* Settings: read-only once loaded, so that the verifier can fold them into the code. */
const volatile struct {
	__u64 window_ns;
	__u32 events_per_window;
	__u8 answer_echo;
	__u16 closed_ports[NR_CLOSED_PORTS];
	struct prefix4 denied4[NR_DENIED];
	struct prefix6 denied6[NR_DENIED];
} config = {
	.window_ns = 10000000000ull,
	.events_per_window = 200,
	.answer_echo = 1,
	.closed_ports = { 23, 135, 139, 445, 3389 },
	.denied4 = {
		{ 24, { 192, 0, 2, 0 } },
		{ 24, { 198, 51, 100, 0 } },
		{ 8, { 127, 0, 0, 0 } },
		{ 32, { 10, 66, 0, 66 } },
	},
	.denied6 = {
		{ 32, { 0x20, 0x01, 0x0d, 0xb8 } },
		{ 128, { 0xfd, 0x66, [15] = 0x66 } },
	},
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_PROTOCOLS);
	__type(key, __u32);
	__type(value, struct counter);
} protocols SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_REASONS);
	__type(key, __u32);
	__type(value, struct counter);
} drops SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct source);
	__type(value, struct counter);
} talkers SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 1024);
	__type(key, struct source);
	__type(value, struct window);
} windows SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 1024);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix4);
	__type(value, struct rule);
} deny4 SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 1024);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix6);
	__type(value, struct rule);
} deny6 SEC(".maps");

struct vlan_tag {
	__be16 tci;
	__be16 type;
};

/* Written out, for <linux/icmp.h> draws in a C library's headers. */
struct icmp_header {
	__u8 type;
	__u8 code;
	__be16 checksum;
	__be16 id;
	__be16 sequence;
};

struct ext_header {
	__u8 next;
	__u8 length; /* in 8 bytes, the first 8 not counted */
	__u8 rest[6];
};

/* What the parser found. */
struct view {
	struct ethhdr *eth;
	struct iphdr *ip4;	  /* NULL when the packet is not IPv4 */
	struct icmp_header *icmp; /* only of IPv4 */
	struct source source;
	enum protocol protocol;
	__u16 port; /* destination port, host order */
	__u8 opens; /* the first segment of a TCP connection */
};

static __always_inline void count(void *map, __u32 slot, __u64 bytes)
{
	struct counter *c = bpf_map_lookup_elem(map, &slot);

	if (!c)
		return;
	c->packets++;
	c->bytes += bytes;
}

static __always_inline int parse_transport(struct view *v, __u8 number, void *pos, void *end)
{
	struct tcphdr *tcp = pos;
	struct udphdr *udp = pos;
	struct icmp_header *icmp = pos;

	switch (number) {
	case IPPROTO_TCP:
		v->protocol = PROTO_TCP;
		v->port = bpf_ntohs(tcp->dest);
		v->opens = tcp->syn && !tcp->ack;
		break;
	case IPPROTO_UDP:
		v->protocol = PROTO_UDP;
		if ((void *)(udp + 1) > end)
			return -1;
		v->port = bpf_ntohs(udp->dest);
		break;
	case IPPROTO_ICMP:
		v->protocol = PROTO_ICMP;
		if ((void *)(icmp + 1) > end)
			return -1;
		v->icmp = icmp;
		break;
	case IPPROTO_ICMPV6:
		v->protocol = PROTO_ICMP6;
		break;
	}
	return 0;
}

static __always_inline int parse_ip4(struct view *v, void *pos, void *end)
{
	struct iphdr *ip = pos;
	__u32 header_len;

	if ((void *)(ip + 1) > end)
		return -1;
	header_len = ip->ihl * 4;
	if (header_len < sizeof(*ip))
		return -1;
	v->ip4 = ip;
	v->source.version = 4;
	__builtin_memcpy(v->source.address, &ip->saddr, 4);
	if (ip->frag_off & bpf_htons(FRAGMENT_MASK)) {
		v->protocol = PROTO_FRAGMENT; /* a later one: no transport header in it */
		return 0;
	}
	return parse_transport(v, ip->protocol, pos + header_len, end);
}

static __always_inline int parse_ip6(struct view *v, void *pos, void *end)
{
	struct ipv6hdr *ip = pos;
	__u8 next;
	int i;

	if ((void *)(ip + 1) > end)
		return -1;
	v->source.version = 6;
	__builtin_memcpy(v->source.address, &ip->saddr, 16);
	next = ip->nexthdr;
	pos = ip + 1;
	for (i = 0; i < EXT_DEPTH; i++) {
		struct ext_header *ext = pos;

		if (next == IPPROTO_FRAGMENT) {
			v->protocol = PROTO_FRAGMENT;
			return 0;
		}
		if (next != IPPROTO_HOPOPTS && next != IPPROTO_ROUTING && next != IPPROTO_DSTOPTS)
			return parse_transport(v, next, pos, end);
		if ((void *)(ext + 1) > end)
			return -1;
		next = ext->next;
		pos += (ext->length + 1) * 8;
	}
	return 0;
}

static __always_inline int parse(struct view *v, void *data, void *end)
{
	struct ethhdr *eth = data;
	void *pos = eth + 1;
	__be16 type;
	int i;

	if (pos > end)
		return -1;
	v->eth = eth;
	type = eth->h_proto;
	for (i = 0; i < VLAN_DEPTH; i++) {
		struct vlan_tag *tag = pos;

		if (type != bpf_htons(ETH_P_8021Q) && type != bpf_htons(ETH_P_8021AD))
			break;
		if ((void *)(tag + 1) > end)
			return -1;
		type = tag->type;
		pos = tag + 1;
	}
	switch (type) {
	case bpf_htons(ETH_P_IP):
		return parse_ip4(v, pos, end);
	case bpf_htons(ETH_P_IPV6):
		return parse_ip6(v, pos, end);
	case bpf_htons(ETH_P_ARP):
		v->protocol = PROTO_ARP;
		break;
	}
	return 0;
}

static __always_inline int denied(const struct source *s)
{
	struct rule *rule = NULL;

	if (s->version == 4) {
		struct prefix4 key = { .length = 32 };

		__builtin_memcpy(key.address, s->address, 4);
		rule = bpf_map_lookup_elem(&deny4, &key);
	} else if (s->version == 6) {
		struct prefix6 key = { .length = 128 };

		__builtin_memcpy(key.address, s->address, 16);
		rule = bpf_map_lookup_elem(&deny6, &key);
	}
	if (!rule)
		return 0;
	__sync_fetch_and_add(&rule->hits, 1);
	return 1;
}

static __always_inline int port_closed(__u16 port)
{
	int i;

	for (i = 0; i < NR_CLOSED_PORTS; i++)
		if (port && config.closed_ports[i] == port)
			return 1;
	return 0;
}

/* One more event of this source: is it one too many in the present window? */
static __always_inline int over_limit(const struct source *s)
{
	struct window *w = bpf_map_lookup_elem(&windows, s);
	__u64 now = bpf_ktime_get_ns();

	if (!w) {
		struct window fresh = { .start_ns = now, .events = 1 };

		bpf_map_update_elem(&windows, s, &fresh, BPF_ANY);
		return 0;
	}
	if (now - w->start_ns > config.window_ns) {
		w->start_ns = now;
		w->events = 0;
	}
	return __sync_fetch_and_add(&w->events, 1) >= config.events_per_window;
}

static __always_inline void count_talker(const struct source *s, __u64 bytes)
{
	struct counter *c = bpf_map_lookup_elem(&talkers, s);
	struct counter first = { .packets = 1, .bytes = bytes };

	if (!c) {
		bpf_map_update_elem(&talkers, s, &first, BPF_NOEXIST);
		return;
	}
	__sync_fetch_and_add(&c->packets, 1);
	__sync_fetch_and_add(&c->bytes, bytes);
}

/* Turn the echo request into its reply where it lies. */
static __always_inline void answer_echo(struct view *v)
{
	__u8 mac[ETH_ALEN];
	__be32 address = v->ip4->saddr;
	__u32 sum;

	__builtin_memcpy(mac, v->eth->h_source, ETH_ALEN);
	__builtin_memcpy(v->eth->h_source, v->eth->h_dest, ETH_ALEN);
	__builtin_memcpy(v->eth->h_dest, mac, ETH_ALEN);
	v->ip4->saddr = v->ip4->daddr;
	v->ip4->daddr = address;
	v->icmp->type = ICMP_ECHOREPLY;
	/* RFC 1624: the type was 8 and is 0, so the complement of the sum grows by 0x0800. */
	sum = (__u32)v->icmp->checksum + bpf_htons(ICMP_ECHO << 8);
	v->icmp->checksum = (__u16)(sum + (sum >> 16));
}

SEC("xdp")
int firewall(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data;
	void *end = (void *)(long)ctx->data_end;
	__u64 bytes = end - data;
	struct view v = {};
	enum reason why = WHY_NONE;

	if (parse(&v, data, end) < 0)
		why = WHY_SHORT;
	count(&protocols, v.protocol, bytes);
	if (v.source.version)
		count_talker(&v.source, bytes);
	if (why == WHY_NONE) {
		if (denied(&v.source))
			why = WHY_DENIED;
		else if (v.protocol == PROTO_TCP && port_closed(v.port))
			why = WHY_CLOSED_PORT;
		else if ((v.opens || v.protocol == PROTO_ICMP || v.protocol == PROTO_ICMP6) && over_limit(&v.source))
			why = WHY_RATE;
	}
	if (why != WHY_NONE) {
		count(&drops, why, bytes);
		return XDP_DROP;
	}
	if (config.answer_echo && v.icmp && v.ip4 && v.icmp->type == ICMP_ECHO &&
	    !(v.ip4->frag_off & bpf_htons(MORE_FRAGMENTS))) {
		answer_echo(&v);
		return XDP_TX;
	}
	return XDP_PASS;
}

SEC("xdp")
int firewall_setup(struct xdp_md *ctx)
{
	__u32 i;

	for (i = 0; i < NR_DENIED; i++) {
		struct rule rule = { .number = i + 1 };
		struct prefix4 p4;
		struct prefix6 p6;

		__builtin_memcpy(&p4, (const void *)&config.denied4[i], sizeof(p4));
		if (p4.length)
			bpf_map_update_elem(&deny4, &p4, &rule, BPF_ANY);
		__builtin_memcpy(&p6, (const void *)&config.denied6[i], sizeof(p6));
		if (p6.length)
			bpf_map_update_elem(&deny6, &p6, &rule, BPF_ANY);
	}
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
