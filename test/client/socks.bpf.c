/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * socks.bpf.c - filters of sockets: one counts, one tells by a ring buffer, one keeps some packets, and of some a part. Other packets than the
 * test's own are let through by none.
 */
#include <linux/bpf.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

enum { MARK = 0x88b5, PART = 20 };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

struct event {
	__u32 len, protocol, pkt_type, ifindex, ingress_ifindex, vlan_present, vlan_tci;
	char letter;
};

/* The first byte behind the link header; 0: it is another's packet. */
static __always_inline char letter_of(struct __sk_buff *skb)
{
	char letter = 0;

	if (skb->protocol == bpf_htons(MARK))
		bpf_skb_load_bytes_relative(skb, 0, &letter, 1, BPF_HDR_START_NET);
	return letter;
}

static __always_inline void add(__u32 which, __u64 more)
{
	__u64 *count = bpf_map_lookup_elem(&counts, &which);

	if (count)
		__sync_fetch_and_add(count, more);
}

SEC("socket")
int count(struct __sk_buff *skb)
{
	if (letter_of(skb)) {
		add(0, 1);
		add(1, skb->len);
	}
	return 0;
}

SEC("socket")
int tell(struct __sk_buff *skb)
{
	const char letter = letter_of(skb);
	struct event *e = letter ? bpf_ringbuf_reserve(&events, sizeof(*e), 0) : 0;

	if (!e)
		return 0;
	e->len = skb->len;
	e->protocol = bpf_ntohs(skb->protocol);
	e->pkt_type = skb->pkt_type;
	e->ifindex = skb->ifindex;
	e->ingress_ifindex = skb->ingress_ifindex;
	e->vlan_present = skb->vlan_present;
	e->vlan_tci = skb->vlan_tci;
	e->letter = letter;
	bpf_ringbuf_submit(e, 0);
	return skb->len;
}

SEC("socket")
int keep(struct __sk_buff *skb)
{
	const char letter = letter_of(skb);

	return !letter || letter == 'd' ? 0 : letter == 't' ? PART : -1;
}

SEC("xdp")
int other(struct xdp_md *ctx)
{
	return XDP_PASS;
}

char _license[] SEC("license") = "GPL";
