// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: clamp - the loop's callback compares one byte of the option with the end and reads two */
/* expect: packet-bounds */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct walk {
	struct xdp_md *ctx;
	__u32 offset;
	__u32 found;
};

static long next_option(__u32 i, struct walk *w)
{
	void *data = (void *)(long)w->ctx->data, *end = (void *)(long)w->ctx->data_end;
	__u8 *option;

	if (w->offset > 256)
		return 1;
	option = data + w->offset;
	if ((void *)(option + 1) > end || option[0] == 0)
		return 1;
	if (option[0] == 2)
		w->found = w->offset;
	w->offset += option[1];
	return 0;
}

SEC("xdp")
int clamp(struct xdp_md *ctx)
{
	struct walk w = { .ctx = ctx, .offset = 54 };

	bpf_loop(40, next_option, &w, 0);
	return w.found ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
