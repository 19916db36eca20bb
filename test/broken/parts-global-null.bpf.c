// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: parts - a global function uses its pointer at once; anybody may call it with NULL */
/* expect: null */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct features {
	__u32 len;
	__u32 ttl;
};

__attribute__((noinline)) int judge(struct features *f)
{
	return f->len * 2 + f->ttl;
}

SEC("xdp")
int parts(struct xdp_md *ctx)
{
	struct features f = { .len = ctx->rx_queue_index, .ttl = 64 };

	return judge(&f) > 100 ? XDP_DROP : XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
