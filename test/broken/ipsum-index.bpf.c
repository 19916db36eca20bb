// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: ipsum - the number that the iterator gives is taken as an index without a bound */
/* expect: map-value-index pointer-range */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_iter_num___own {
	__u64 opaque[1];
} __attribute__((aligned(8)));

extern int bpf_iter_num_new(struct bpf_iter_num___own *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num___own *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num___own *it) __ksym;

__u32 words[30];

SEC("xdp")
int ipsum(struct xdp_md *ctx)
{
	struct bpf_iter_num___own iter, *it = &iter;
	__u32 sum = 0;
	int *i;

	bpf_iter_num_new(it, 0, 30);
	while ((i = bpf_iter_num_next(it)))
		sum += words[*i];
	bpf_iter_num_destroy(it);
	return sum ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
