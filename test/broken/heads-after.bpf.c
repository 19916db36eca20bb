// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: heads - memory of the record is written after the record was submitted */
/* expect: use-after-release */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int heads(struct xdp_md *ctx)
{
	struct bpf_dynptr record;
	__u32 *at;

	bpf_ringbuf_reserve_dynptr(&events, sizeof(*at), 0, &record);
	at = bpf_dynptr_data(&record, 0, sizeof(*at));
	bpf_ringbuf_submit_dynptr(&record, 0);
	if (at)
		*at = ctx->rx_queue_index;
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
