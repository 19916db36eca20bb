// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * perf_samples.bpf.c - samples of a counter: where time goes, by process, by address, by processor.
 */
#include "trace.h"

struct place {
	__u32 pid;
	__u32 user;
	__u64 ip;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, struct place);
	__type(value, __u64);
} places SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__uint(key_size, TASK_COMM_LEN);
	__type(value, __u64);
} comms SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u64);
} cpus SEC(".maps");

SEC("perf_event")
int sample_place(struct bpf_perf_event_data *ctx)
{
	struct place p = {};
	__u64 one = 1, *n;

	p.pid = bpf_get_current_pid_tgid() >> 32;
	p.ip = ctx->regs.rip;
	p.user = p.ip >> 63 == 0;
	n = bpf_map_lookup_elem(&places, &p);
	if (n)
		__sync_fetch_and_add(n, 1);
	else
		bpf_map_update_elem(&places, &p, &one, BPF_NOEXIST);
	return 0;
}

SEC("perf_event")
int sample_comm(struct bpf_perf_event_data *ctx)
{
	char comm[TASK_COMM_LEN] = {};
	__u64 period = ctx->sample_period, *n;

	bpf_get_current_comm(comm, sizeof(comm));
	n = bpf_map_lookup_elem(&comms, comm);
	if (n)
		__sync_fetch_and_add(n, period);
	else
		bpf_map_update_elem(&comms, comm, &period, BPF_ANY);
	return 0;
}

SEC("perf_event")
int sample_cpu(struct bpf_perf_event_data *ctx)
{
	__u32 cpu = bpf_get_smp_processor_id();
	__u64 *n;

	if (!((__u32)bpf_get_current_pid_tgid()))
		return 0;
	n = bpf_map_lookup_elem(&cpus, &cpu);
	if (n)
		__sync_fetch_and_add(n, 1);
	return 0;
}
