// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * syscalls.bpf.c - raw tracepoint programs: how long each system call takes, as a histogram by powers of two.
 *
 * A raw tracepoint's context is the list of the tracepoint's arguments, 64 bits each: for sys_enter the registers and
 * the number of the call, for sys_exit the registers and the result.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#define NR_SYSCALLS 512
#define NR_BUCKETS  24

struct entry {
	__u64 start_ns;
	__u32 number;
	__u32 unused;
};

struct latency {
	__u64 calls, failures, total_ns;
	__u32 buckets[NR_BUCKETS];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u64);
	__type(value, struct entry);
} running SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, NR_SYSCALLS);
	__type(key, __u32);
	__type(value, struct latency);
} latencies SEC(".maps");

static __always_inline __u32 bucket_of(__u64 ns)
{
	__u32 us = ns / 1000, n = 0;
	int i;

	for (i = 0; i < NR_BUCKETS - 1 && us; i++) {
		us >>= 1;
		n++;
	}
	return n;
}

SEC("raw_tp/sys_enter")
int syscall_enter(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 id = bpf_get_current_pid_tgid();
	struct entry e = { .start_ns = bpf_ktime_get_ns(), .number = ctx->args[1] };

	bpf_map_update_elem(&running, &id, &e, BPF_ANY);
	return 0;
}

SEC("raw_tp/sys_exit")
int syscall_exit(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 id = bpf_get_current_pid_tgid(), ns;
	struct entry *e = bpf_map_lookup_elem(&running, &id);
	struct latency *l;
	__u32 number, bucket;

	if (!e)
		return 0;
	ns = bpf_ktime_get_ns() - e->start_ns;
	number = e->number;
	bpf_map_delete_elem(&running, &id);
	l = bpf_map_lookup_elem(&latencies, &number);
	if (!l)
		return 0;
	__sync_fetch_and_add(&l->calls, 1);
	__sync_fetch_and_add(&l->total_ns, ns);
	if ((__s64)ctx->args[1] < 0)
		__sync_fetch_and_add(&l->failures, 1);
	bucket = bucket_of(ns);
	if (bucket < NR_BUCKETS)
		__sync_fetch_and_add(&l->buckets[bucket], 1);
	return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
