// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* tuple.c - finds the five-tuple of an IPv4 or IPv6 packet behind up to two VLAN tags, and hashes it. */
#include "../bench.h"

struct ethernet {
	__u8 dest[6], source[6];
	__be16 type;
};

struct ip4 {
	__u8 version_ihl, tos;
	__be16 len, id, fragment;
	__u8 ttl, protocol;
	__be16 check;
	__be32 source, dest;
};

struct ip6 {
	__be32 flow;
	__be16 len;
	__u8 next, hops;
	__be32 source[4], dest[4];
};

struct ports {
	__be16 source, dest;
};

static inline __u32 mix(__u32 h, __u32 v)
{
	h ^= v * 0xcc9e2d51;
	return rotl32(h, 13) * 5 + 0xe6546b64;
}

BENCH(tuple)
{
	void *end = data_end(ctx), *pos = data(ctx);
	struct ethernet *eth = pos;
	struct ports *ports;
	__u32 hash = 17, header_len;
	__u8 protocol;
	__be16 type;
	int i;

	if ((void *)(eth + 1) > end)
		return 0;
	type = eth->type;
	pos = eth + 1;
	for (i = 0; i < 2; i++) {
		__be16 *tag = pos;

		if (type != bpf_htons(0x8100) && type != bpf_htons(0x88a8))
			break;
		if ((void *)(tag + 2) > end)
			return 0;
		type = tag[1];
		pos = tag + 2;
	}
	if (type == bpf_htons(0x0800)) {
		struct ip4 *ip = pos;

		if ((void *)(ip + 1) > end)
			return 0;
		header_len = (ip->version_ihl & 15) * 4;
		if (header_len < sizeof(*ip) || (ip->fragment & bpf_htons(0x1fff)))
			return 0;
		protocol = ip->protocol;
		hash = mix(mix(hash, ip->source), ip->dest);
		pos += header_len;
	} else if (type == bpf_htons(0x86dd)) {
		struct ip6 *ip = pos;

		if ((void *)(ip + 1) > end)
			return 0;
		protocol = ip->next;
		for (i = 0; i < 4; i++)
			hash = mix(mix(hash, ip->source[i]), ip->dest[i]);
		pos = ip + 1;
	} else {
		return 0;
	}
	if (protocol != 6 && protocol != 17)
		return mix(hash, protocol);
	ports = pos;
	if ((void *)(ports + 1) > end)
		return 0;
	return mix(mix(hash, protocol), (__u32)ports->source << 16 | ports->dest);
}

BENCH_LICENSE;
