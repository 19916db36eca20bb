// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: clamp - an offset bounded before bpf_loop() is used behind it, though the callback changes it */
/* expect: packet-bounds */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct walk {
	__u64 offset;
};

static long step(__u32 i, struct walk *w)
{
	w->offset += 40;
	return 0;
}

SEC("xdp")
int clamp(struct xdp_md *ctx)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct walk w = { .offset = 20 };

	if (data + 60 > end)
		return XDP_DROP;
	bpf_loop(4, step, &w, 0);
	return data[w.offset] ? XDP_PASS : XDP_DROP;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
