// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: histogram - reserves as many bytes as the packet has; the size of a record must be constant */
/* expect: record-size */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp")
int histogram(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__u8 *e = bpf_ringbuf_reserve(&events, (end - data) & 0xff, 0);

	if (!e)
		return XDP_PASS;
	bpf_ringbuf_submit(e, 0);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
