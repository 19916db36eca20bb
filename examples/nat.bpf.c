// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * nat.bpf.c - a traffic-control classifier that rewrites addresses and ports one to one.
 *
 * `nat_out` puts a public address in place of an inside source, `nat_in` undoes it for what comes back. The helpers
 * keep the checksums right: bpf_l4_csum_replace() for the pseudo header and the port, bpf_l3_csum_replace() for the
 * IPv4 header.
 */
#include <stddef.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define PORT_SHIFT 20000 /* outside port = inside port + this */
#define IP_OFFSET  sizeof(struct ethhdr)

struct mapping {
	__be32 outside;
	__u32 used;
};

const volatile __be32 inside_net = bpf_htonl(0x0a000000);
const volatile __be32 outside_net = bpf_htonl(0xcb007100); /* 203.0.113.0 */

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, __be32); /* inside address */
	__type(value, struct mapping);
} mappings SEC(".maps");

struct rewrite {
	__u32 address_offset, port_offset, check_offset;
	__be32 old_address, new_address;
	__be16 old_port, new_port;
	int is_udp;
};

static __always_inline int apply(struct __sk_buff *skb, const struct rewrite *r)
{
	__u64 flags = r->is_udp ? BPF_F_MARK_MANGLED_0 : 0;

	if (bpf_l4_csum_replace(skb, r->check_offset, r->old_address, r->new_address, flags | BPF_F_PSEUDO_HDR | 4))
		return TC_ACT_SHOT;
	if (bpf_l4_csum_replace(skb, r->check_offset, r->old_port, r->new_port, flags | 2))
		return TC_ACT_SHOT;
	if (bpf_l3_csum_replace(skb, IP_OFFSET + offsetof(struct iphdr, check), r->old_address, r->new_address, 4))
		return TC_ACT_SHOT;
	if (bpf_skb_store_bytes(skb, r->address_offset, &r->new_address, 4, 0))
		return TC_ACT_SHOT;
	if (bpf_skb_store_bytes(skb, r->port_offset, &r->new_port, 2, 0))
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}

/* Reads the headers into *ip and *ports (TCP and UDP begin with them); 0 for what is not to be translated. */
static __always_inline __u32 read_headers(struct __sk_buff *skb, struct iphdr *ip, __be16 ports[2], struct rewrite *r)
{
	__u32 l4 = IP_OFFSET + sizeof(*ip);

	if (skb->protocol != bpf_htons(ETH_P_IP))
		return 0;
	if (bpf_skb_load_bytes(skb, IP_OFFSET, ip, sizeof(*ip)) || ip->ihl != 5 || (ip->frag_off & bpf_htons(0x3fff)))
		return 0;
	if (ip->protocol != IPPROTO_TCP && ip->protocol != IPPROTO_UDP)
		return 0;
	if (bpf_skb_load_bytes(skb, l4, ports, 4))
		return 0;
	r->is_udp = ip->protocol == IPPROTO_UDP;
	r->check_offset = l4 + (r->is_udp ? offsetof(struct udphdr, check) : offsetof(struct tcphdr, check));
	return l4;
}

SEC("tc")
int nat_out(struct __sk_buff *skb)
{
	struct mapping first = {}, *m;
	struct rewrite r = {};
	struct iphdr ip;
	__be16 ports[2];
	__u32 l4 = read_headers(skb, &ip, ports, &r);

	if (!l4 || (ip.saddr & bpf_htonl(0xff000000)) != inside_net)
		return TC_ACT_OK;
	m = bpf_map_lookup_elem(&mappings, &ip.saddr);
	if (!m) {
		first.outside = outside_net | (ip.saddr & bpf_htonl(0xff));
		bpf_map_update_elem(&mappings, &ip.saddr, &first, BPF_ANY);
		m = bpf_map_lookup_elem(&mappings, &ip.saddr);
		if (!m)
			return TC_ACT_SHOT;
	}
	__sync_fetch_and_add(&m->used, 1);
	r.address_offset = IP_OFFSET + offsetof(struct iphdr, saddr);
	r.port_offset = l4;
	r.old_address = ip.saddr;
	r.new_address = m->outside;
	r.old_port = ports[0];
	r.new_port = bpf_htons(bpf_ntohs(ports[0]) + PORT_SHIFT);
	return apply(skb, &r);
}

SEC("tc")
int nat_in(struct __sk_buff *skb)
{
	struct rewrite r = {};
	struct iphdr ip;
	__be16 ports[2];
	__u32 l4 = read_headers(skb, &ip, ports, &r);

	if (!l4 || (ip.daddr & bpf_htonl(0xffffff00)) != outside_net)
		return TC_ACT_OK;
	if (bpf_ntohs(ports[1]) < PORT_SHIFT)
		return TC_ACT_SHOT;
	r.address_offset = IP_OFFSET + offsetof(struct iphdr, daddr);
	r.port_offset = l4 + 2;
	r.old_address = ip.daddr;
	r.new_address = inside_net | (ip.daddr & bpf_htonl(0xff));
	r.old_port = ports[1];
	r.new_port = bpf_htons(bpf_ntohs(ports[1]) - PORT_SHIFT);
	skb->mark = 0x6e6174;
	return apply(skb, &r);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
