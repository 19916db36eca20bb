// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: histogram - the record is submitted, and then discarded as well */
/* expect: use-after-release */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int histogram(struct xdp_md *ctx)
{
	__u64 *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return XDP_PASS;
	*e = ctx->rx_queue_index;
	bpf_ringbuf_submit(e, 0);
	if (ctx->rx_queue_index)
		bpf_ringbuf_discard(e, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
