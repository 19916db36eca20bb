/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/* A global function gives back the record of its caller's dynptr. */
/* expect: dynptr-kind */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} events SEC(".maps");

__attribute__((noinline)) int submit(struct bpf_dynptr *d)
{
	bpf_ringbuf_submit_dynptr(d, 0);
	return 0;
}

SEC("xdp") int prog(struct xdp_md *ctx)
{
	struct bpf_dynptr d;

	bpf_ringbuf_reserve_dynptr(&events, 8, 0, &d);
	submit(&d);
	bpf_ringbuf_discard_dynptr(&d, 0);
	return XDP_PASS;
}
char _license[] SEC("license") = "GPL";
