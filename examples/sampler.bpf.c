// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * sampler.bpf.c - sends one packet in so many, its first bytes behind a small header, to a perf event buffer.
 *
 * bpf_perf_event_output() takes the header from the stack and the bytes straight from the packet: the upper half of
 * its flags says how many.
 */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>

#define SNAP_LEN 96

struct sample {
	__u64 number;
	__u32 packet_len;
	__u32 captured_len;
	__u32 interface;
	__u32 queue;
};

const volatile __u32 one_in = 16;

struct {
	__uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	__uint(key_size, sizeof(__u32));
	__uint(value_size, sizeof(__u32));
} samples SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 3); /* seen, sampled, lost */
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

static __always_inline __u64 bump(__u32 which)
{
	__u64 *n = bpf_map_lookup_elem(&counts, &which);

	return n ? ++*n : 0;
}

SEC("xdp")
int sampler(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct sample s = {};
	__u64 n = bump(0), len = end - data;

	if (!one_in || n % one_in)
		return XDP_PASS;
	s.number = n;
	s.packet_len = len;
	s.captured_len = len < SNAP_LEN ? len : SNAP_LEN;
	s.interface = ctx->ingress_ifindex;
	s.queue = ctx->rx_queue_index;
	if (bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU | (__u64)s.captured_len << 32, &s, sizeof(s)))
		bump(2);
	else
		bump(1);
	return XDP_PASS;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
