// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* broken: syscalls - counts powers of two up to 32 in a histogram of 24 */
/* expect: map-value-bounds */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define NR_BUCKETS 24

struct latency {
	__u32 buckets[NR_BUCKETS];
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 512);
	__type(key, __u32);
	__type(value, struct latency);
} latencies SEC(".maps");

SEC("raw_tp/sys_exit")
int syscall_exit(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 number = 1, us = bpf_ktime_get_ns() / 1000, n = 0;
	struct latency *l = bpf_map_lookup_elem(&latencies, &number);
	int i;

	if (!l)
		return 0;
	for (i = 0; i < 32 && us; i++) {
		us >>= 1;
		n++;
	}
	l->buckets[n]++;
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
