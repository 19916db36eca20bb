// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * dns.bpf.c - reads the name that a DNS query asks for, counts it, and drops queries for blocked domains.
 *
 * The name is copied label by label out of the packet into a map's value, lower case and with dots. A domain is
 * blocked with everything below it: the part behind each dot is looked up as well. `dns_setup` is run once to block
 * two domains.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define NAME_LEN      64
#define MAX_LABEL_LEN 63
#define DNS_PORT      53
#define QR_BIT	      0x8000

struct dns_header {
	__be16 id;
	__be16 flags;
	__be16 nr_questions;
	__be16 nr_answers;
	__be16 nr_authorities;
	__be16 nr_additional;
};

struct name {
	char text[NAME_LEN];
};

struct asked {
	__u64 queries;
	__u64 blocked;
	__u16 last_type; /* 1 A, 28 AAAA, ... */
};

/* The name, and as many zeros: every part behind a dot is a whole, padded name too. */
struct scratch {
	char text[2 * NAME_LEN];
} __attribute__((aligned(8)));

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 512);
	__type(key, struct name);
	__type(value, struct asked);
} names SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 512);
	__type(key, struct name);
	__type(value, __u32);
} blocked SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct scratch);
} scratch SEC(".maps");

/*
 * Copies the name at pos, as text, and returns the position behind it; NULL for a name that is cut off, compressed or
 * too long. Each byte behind the first is a letter, or the length of the next label, where the text gets its dot.
 */
static __always_inline const __u8 *read_name(char *text, const __u8 *pos, const __u8 *end)
{
	__u32 left, i;

	if (pos + 1 > end)
		return 0;
	left = *pos++;
	if (left == 0)
		return pos;
	for (i = 0; i < NAME_LEN - 1; i++, pos++) {
		__u8 c;

		if (pos + 1 > end || left > MAX_LABEL_LEN)
			return 0;
		c = *pos;
		if (left) {
			left--;
			text[i] = c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
			continue;
		}
		if (c == 0)
			return pos + 1;
		left = c;
		text[i] = '.';
	}
	return 0;
}

/* Is this domain, or one that it lies in, blocked? */
static __always_inline int is_blocked(const struct scratch *s)
{
	__u32 *hit = bpf_map_lookup_elem(&blocked, s->text);
	__u32 i;

	for (i = 0; !hit && i < NAME_LEN - 1; i++) {
		if (s->text[i] == 0)
			return 0;
		if (s->text[i] == '.')
			hit = bpf_map_lookup_elem(&blocked, &s->text[i + 1]);
	}
	if (!hit)
		return 0;
	__sync_fetch_and_add(hit, 1);
	return 1;
}

static __always_inline int on_query(const struct dns_header *dns, const __u8 *end)
{
	__u32 zero = 0;
	struct scratch *s = bpf_map_lookup_elem(&scratch, &zero);
	struct asked first = { .queries = 1 };
	struct asked *a;
	const __u8 *pos;
	__u16 type;
	int bad;

	if (!s)
		return XDP_PASS;
	__builtin_memset(s, 0, sizeof(*s));
	pos = read_name(s->text, (const __u8 *)(dns + 1), end);
	if (!pos || pos + 4 > end)
		return XDP_DROP;
	type = pos[0] << 8 | pos[1];
	bad = is_blocked(s);
	a = bpf_map_lookup_elem(&names, s->text);
	if (a) {
		__sync_fetch_and_add(&a->queries, 1);
		a->blocked += bad;
		a->last_type = type;
	} else {
		first.blocked = bad;
		first.last_type = type;
		bpf_map_update_elem(&names, s->text, &first, BPF_ANY);
	}
	return bad ? XDP_DROP : XDP_PASS;
}

SEC("xdp")
int dns(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);
	struct udphdr *udp = (void *)(ip + 1);
	struct dns_header *dns = (void *)(udp + 1);

	if ((void *)(dns + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->ihl != 5)
		return XDP_PASS;
	if (ip->protocol != IPPROTO_UDP || udp->dest != bpf_htons(DNS_PORT))
		return XDP_PASS;
	if ((dns->flags & bpf_htons(QR_BIT)) || dns->nr_questions != bpf_htons(1))
		return XDP_PASS;
	return on_query(dns, end);
}

SEC("xdp")
int dns_setup(struct xdp_md *ctx)
{
	struct name test = { "bad.test" }, many = { "many.kiln.test" };
	__u32 none = 0;

	bpf_map_update_elem(&blocked, &test, &none, BPF_ANY);
	bpf_map_update_elem(&blocked, &many, &none, BPF_ANY);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
