// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: histogram - the record is written to after it was submitted */
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
	volatile __u64 *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);

	if (!e)
		return XDP_PASS;
	bpf_ringbuf_submit((void *)e, 0);
	*e = ctx->rx_queue_index;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
