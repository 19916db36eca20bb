// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: heads - where there is no room, the dynptr is forgotten; it must be discarded all the same */
/* expect: ref-leak */
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
	__u32 len = ctx->data_end - ctx->data;

	if (bpf_ringbuf_reserve_dynptr(&events, sizeof(len), 0, &record))
		return XDP_PASS;
	bpf_dynptr_write(&record, 0, &len, sizeof(len), 0);
	bpf_ringbuf_submit_dynptr(&record, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
