/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* Mistakes with open-coded iterators. */
#include "refuse.h"

struct bpf_iter_num___own {
	__u64 opaque[1];
} __attribute__((aligned(8)));
extern int bpf_iter_num_new(struct bpf_iter_num___own *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num___own *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num___own *it) __ksym;

struct bpf_iter_num___own in_a_map;

ENTRY("xdp", iterator_argument, struct xdp_md)
{
	struct bpf_iter_num___own own = {};
	struct bpf_iter_num___own *it = &own;
	int sum = 0, *i;

	MEND(, bpf_iter_num_new(it, 0, 4));
	i = bpf_iter_num_next(it); /* iterator-argument */
	if (i)
		sum = *i;
	bpf_iter_num_destroy(it);
	return sum & 1;
}

ENTRY("xdp", iterator_room, struct xdp_md)
{
	struct bpf_iter_num___own own;
	struct bpf_iter_num___own *it = MEND(&in_a_map, &own);

	bpf_iter_num_new(it, 0, 4); /* iterator-room */
	bpf_iter_num_destroy(it);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "GPL";
