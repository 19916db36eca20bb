// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * balancer.bpf.c - a layer 4 load balancer with consistent hashing.
 *
 * A flow's five-tuple is hashed into a table of slots, each of which names a backend. The table is filled the way of
 * Maglev (Eisenbud et al., NSDI 2016): every backend walks its own permutation of the slots and takes the next free
 * one in turn, so that few slots change hands when a backend comes or goes. The packet is wrapped into another IPv4
 * header (IPIP) and sent out to the backend.
 *
 * `balancer_setup` is run once to fill the table.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define NR_SLOTS    251 /* a prime, so that every skip walks all slots */
#define NR_BACKENDS 4
#define NO_BACKEND  0xffffffff

struct backend {
	__be32 address;
	__u8 mac[ETH_ALEN];
	__u16 unused;
};

struct counter {
	__u64 packets;
	__u64 bytes;
};

const volatile __be32 virtual_address = bpf_htonl(0x0a010001);
const volatile __be32 balancer_address = bpf_htonl(0x0a010064);
const volatile __u8 balancer_mac[ETH_ALEN] = { 2, 0, 0, 0, 1, 100 };
const volatile struct backend backends[NR_BACKENDS] = {
	{ bpf_htonl(0x0a020001), { 2, 0, 0, 0, 2, 1 } },
	{ bpf_htonl(0x0a020002), { 2, 0, 0, 0, 2, 2 } },
	{ bpf_htonl(0x0a020003), { 2, 0, 0, 0, 2, 3 } },
	{ bpf_htonl(0x0a020004), { 2, 0, 0, 0, 2, 4 } },
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_SLOTS);
	__type(key, __u32);
	__type(value, __u32);
} slots SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, NR_BACKENDS);
	__type(key, __u32);
	__type(value, struct counter);
} sent SEC(".maps");

struct tuple {
	__be32 saddr, daddr;
	__be16 sport, dport;
	__u32 protocol;
};

static __always_inline __u32 mix(__u32 h, __u32 v)
{
	h ^= v * 0xcc9e2d51;
	h = h << 13 | h >> 19;
	return h * 5 + 0xe6546b64;
}

static __always_inline __u32 hash(const struct tuple *t)
{
	__u32 h = 0x9747b28c;

	h = mix(h, t->saddr);
	h = mix(h, t->daddr);
	h = mix(h, (__u32)t->sport << 16 | t->dport);
	h = mix(h, t->protocol);
	h ^= h >> 16;
	h *= 0x85ebca6b;
	h ^= h >> 13;
	return h;
}

static __always_inline int find_tuple(struct tuple *t, const struct iphdr *ip, void *end)
{
	const struct udphdr *ports = (void *)ip + sizeof(*ip); /* TCP begins with the same four bytes */

	if (ip->ihl != 5 || (ip->frag_off & bpf_htons(0x3fff)))
		return -1;
	if (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP)
		return -1;
	if ((void *)(ports + 1) > end)
		return -1;
	t->saddr = ip->saddr;
	t->daddr = ip->daddr;
	t->sport = ports->source;
	t->dport = ports->dest;
	t->protocol = ip->protocol;
	return 0;
}

static __always_inline __be16 header_checksum(const struct iphdr *ip)
{
	__u32 sum = bpf_csum_diff(0, 0, (void *)ip, sizeof(*ip), 0);

	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

static __always_inline int encapsulate(struct xdp_md *ctx, __u32 which, __u16 inner_len)
{
	struct ethhdr *eth;
	struct iphdr *ip;
	void *data, *end;
	struct iphdr outer = {
		.version = 4,
		.ihl = 5,
		.tot_len = bpf_htons(inner_len + sizeof(outer)),
		.ttl = 64,
		.protocol = IPPROTO_IPIP,
		.saddr = balancer_address,
	};

	if (which >= NR_BACKENDS)
		return XDP_ABORTED;
	outer.daddr = backends[which].address;
	outer.check = header_checksum(&outer);
	if (bpf_xdp_adjust_head(ctx, -(int)sizeof(outer)))
		return XDP_ABORTED;
	/* Everything known about the packet is void now: read the bounds again. */
	data = (void *)(long)ctx->data;
	end = (void *)(long)ctx->data_end;
	eth = data;
	ip = data + sizeof(*eth);
	if ((void *)(ip + 1) > end)
		return XDP_ABORTED;
	__builtin_memcpy(eth->h_dest, (const void *)backends[which].mac, ETH_ALEN);
	__builtin_memcpy(eth->h_source, (const void *)balancer_mac, ETH_ALEN);
	eth->h_proto = bpf_htons(ETH_P_IP);
	*ip = outer;
	return XDP_TX;
}

SEC("xdp")
int balancer(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = data + sizeof(*eth);
	struct tuple t = {};
	struct counter *c;
	__u32 slot, which, *entry;

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->daddr != virtual_address)
		return XDP_PASS;
	if (find_tuple(&t, ip, end) < 0)
		return XDP_DROP;
	slot = hash(&t) % NR_SLOTS;
	entry = bpf_map_lookup_elem(&slots, &slot);
	if (!entry)
		return XDP_ABORTED;
	which = *entry;
	c = bpf_map_lookup_elem(&sent, &which);
	if (!c)
		return XDP_ABORTED;
	c->packets++;
	c->bytes += end - data;
	return encapsulate(ctx, which, bpf_ntohs(ip->tot_len));
}

/* ---- the table ---- */

struct walk {
	__u32 next[NR_BACKENDS];
	__u32 skip[NR_BACKENDS];
	__u32 turn;
	__u32 nr_filled;
};

static long clear_slot(__u32 i, void *unused)
{
	__u32 none = NO_BACKEND;

	bpf_map_update_elem(&slots, &i, &none, BPF_ANY);
	return 0;
}

/* Tries the next slot of the backend whose turn it is; the turn passes on with a slot that was free. */
static long take_slot(__u32 i, void *arg)
{
	struct walk *w = arg;
	__u32 b = w->turn, slot, *entry;

	if (b >= NR_BACKENDS)
		return 1;
	slot = w->next[b];
	w->next[b] = (slot + w->skip[b]) % NR_SLOTS;
	entry = bpf_map_lookup_elem(&slots, &slot);
	if (!entry || *entry != NO_BACKEND)
		return 0;
	*entry = b;
	w->turn = (b + 1) % NR_BACKENDS;
	return ++w->nr_filled == NR_SLOTS;
}

SEC("xdp")
int balancer_setup(struct xdp_md *ctx)
{
	struct walk w = {};
	__u32 b;

	for (b = 0; b < NR_BACKENDS; b++) {
		w.next[b] = mix(0x1b873593, backends[b].address) % NR_SLOTS;
		w.skip[b] = mix(0x85ebca6b, backends[b].address) % (NR_SLOTS - 1) + 1;
	}
	bpf_loop(NR_SLOTS, clear_slot, 0, 0);
	bpf_loop(NR_SLOTS * NR_SLOTS, take_slot, &w, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
