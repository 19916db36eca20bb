// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * raw_points.bpf.c - raw tracepoints: system calls in one program, switches, interrupts.
 */
#include "trace.h"

struct stat {
	__u64 calls;
	__u64 ns;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, __u32);
	__type(value, struct stat);
} by_call SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u64);
	__type(value, __u64);
} entered SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, struct stat);
} by_vector SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} by_pid SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u32);
} handlers SEC(".maps");

static __always_inline void stat_add(__u32 key, __u64 ns)
{
	struct stat *s = bpf_map_lookup_elem(&by_call, &key), fresh = { 1, ns };

	if (s) {
		__sync_fetch_and_add(&s->calls, 1);
		__sync_fetch_and_add(&s->ns, ns);
	} else {
		bpf_map_update_elem(&by_call, &key, &fresh, BPF_NOEXIST);
	}
}

SEC("raw_tracepoint/sys_enter")
int raw_enter(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 id = bpf_get_current_pid_tgid(), now = bpf_ktime_get_ns();

	bpf_map_update_elem(&entered, &id, &now, BPF_ANY);
	return 0;
}

SEC("raw_tracepoint/sys_exit")
int raw_exit(struct bpf_raw_tracepoint_args *ctx)
{
	__u64 id = bpf_get_current_pid_tgid(), *from = bpf_map_lookup_elem(&entered, &id);
	struct pt_regs *regs = (struct pt_regs *)ctx->args[0];
	__u64 nr;

	if (!from)
		return 0;
	if (bpf_probe_read_kernel(&nr, sizeof(nr), (void *)regs + 15 * 8) == 0)
		stat_add((__u32)nr, bpf_ktime_get_ns() - *from);
	bpf_map_delete_elem(&entered, &id);
	return 0;
}

/* A program for each class of calls, by the number's lowest bits. */
SEC("raw_tracepoint/sys_enter")
int raw_dispatch(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 nr = (__u32)ctx->args[1];

	bpf_tail_call(ctx, &handlers, nr & 7);
	stat_add(nr, 0);
	return 0;
}

SEC("raw_tracepoint/sched_switch")
int raw_switch(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 pid = (__u32)bpf_get_current_pid_tgid();
	__u64 one = 1, *n = bpf_map_lookup_elem(&by_pid, &pid);

	if (ctx->args[0])
		return 0;
	if (n)
		(*n)++;
	else
		bpf_map_update_elem(&by_pid, &pid, &one, BPF_NOEXIST);
	return 0;
}

SEC("raw_tracepoint/softirq_entry")
int soft_enter(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 vector = (__u32)ctx->args[0];
	struct stat *s;

	if (vector >= 10)
		return 0;
	s = bpf_map_lookup_elem(&by_vector, &vector);
	if (s)
		s->ns -= bpf_ktime_get_ns();
	return 0;
}

SEC("raw_tracepoint/softirq_exit")
int soft_exit(struct bpf_raw_tracepoint_args *ctx)
{
	__u32 vector = (__u32)ctx->args[0];
	struct stat *s;

	if (vector >= 10)
		return 0;
	s = bpf_map_lookup_elem(&by_vector, &vector);
	if (s) {
		s->ns += bpf_ktime_get_ns();
		s->calls++;
	}
	return 0;
}
