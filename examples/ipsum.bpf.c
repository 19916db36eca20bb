// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * ipsum.bpf.c - checks the checksum of IPv4 headers, options included, and drops packets whose sum is wrong.
 *
 * The loop over the header's words is an open-coded iterator: it is walked as a loop that ends by itself, however long the header.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/ip.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

/* Older headers of Linux have no struct bpf_iter_num. */
struct bpf_iter_num___own {
	__u64 opaque[1];
} __attribute__((aligned(8)));

extern int bpf_iter_num_new(struct bpf_iter_num___own *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num___own *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num___own *it) __ksym;

enum verdict { NOT_IP, WRONG, RIGHT, NR_VERDICTS };

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_VERDICTS);
	__type(key, __u32);
	__type(value, __u64);
} verdicts SEC(".maps");

__u64 nr_words;

static __always_inline int count(__u32 verdict, int action)
{
	__u64 *n = bpf_map_lookup_elem(&verdicts, &verdict);

	if (n)
		(*n)++;
	return action;
}

/* The sum of the 16-bit words from at on, len bytes of them, folded; nothing of what lies beyond the packet. */
static __always_inline __u16 sum_of(void *at, __u32 len, void *end)
{
	struct bpf_iter_num___own iter, *it = &iter;
	__u32 sum = 0;
	int *i;

	bpf_iter_num_new(it, 0, 30);
	while ((i = bpf_iter_num_next(it))) {
		__u32 off = (__u32)*i * 2;
		__u16 *word = at + off;

		if (off >= len || off > 58 || (void *)(word + 1) > end)
			break;
		sum += *word;
		nr_words++;
	}
	bpf_iter_num_destroy(it);
	sum = (sum & 0xffff) + (sum >> 16);
	return (sum & 0xffff) + (sum >> 16);
}

SEC("xdp")
int ipsum(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *eth = data;
	struct iphdr *ip = (void *)(eth + 1);

	if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return count(NOT_IP, XDP_PASS);
	if (sum_of(ip, ip->ihl * 4, end) != 0xffff)
		return count(WRONG, XDP_DROP);
	return count(RIGHT, XDP_PASS);
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
