// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: ipsum - the end of the loop is not looked for: it goes on when there are no numbers left */
/* expect: loop too-complex */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_iter_num___own {
	__u64 opaque[1];
} __attribute__((aligned(8)));

extern int bpf_iter_num_new(struct bpf_iter_num___own *it, int start, int end) __ksym;
extern int *bpf_iter_num_next(struct bpf_iter_num___own *it) __ksym;
extern void bpf_iter_num_destroy(struct bpf_iter_num___own *it) __ksym;

SEC("xdp")
int ipsum(struct xdp_md *ctx)
{
	struct bpf_iter_num___own iter, *it = &iter;
	__u32 left = ctx->data_end - ctx->data;

	bpf_iter_num_new(it, 0, 30);
	for (;;) {
		int *i = bpf_iter_num_next(it);

		if (i && *i > left)
			break;
	}
	bpf_iter_num_destroy(it);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
