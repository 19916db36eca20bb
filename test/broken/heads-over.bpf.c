// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: heads - a second record is reserved into the variable of the first */
/* expect: object-held */
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

	bpf_ringbuf_reserve_dynptr(&events, 8, 0, &record);
	bpf_ringbuf_reserve_dynptr(&events, 16, 0, &record);
	bpf_ringbuf_submit_dynptr(&record, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
