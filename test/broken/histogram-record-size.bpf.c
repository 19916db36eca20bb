// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: histogram - eight bytes are reserved and sixteen written */
/* expect: record-bounds */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct event {
	__u64 number;
	__u64 len;
};

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int histogram(struct xdp_md *ctx)
{
	struct event *e = bpf_ringbuf_reserve(&events, sizeof(e), 0); /* of the pointer */

	if (!e)
		return XDP_PASS;
	e->number = 1;
	e->len = ctx->rx_queue_index;
	bpf_ringbuf_submit(e, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
