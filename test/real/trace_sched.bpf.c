// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * trace_sched.bpf.c - the scheduler by its tracepoints: waiting, running, being born and dying.
 */
#include "trace.h"

struct sched_switch {
	__u64 common;
	char prev_comm[TASK_COMM_LEN];
	__s32 prev_pid;
	__s32 prev_prio;
	__s64 prev_state;
	char next_comm[TASK_COMM_LEN];
	__s32 next_pid;
	__s32 next_prio;
};

struct sched_wakeup {
	__u64 common;
	char comm[TASK_COMM_LEN];
	__s32 pid;
	__s32 prio;
	__s32 target_cpu;
};

struct sched_fork {
	__u64 common;
	char parent_comm[TASK_COMM_LEN];
	__s32 parent_pid;
	char child_comm[TASK_COMM_LEN];
	__s32 child_pid;
};

struct life {
	__u64 born;
	__u64 ran;
	__u64 switches;
	__u32 parent;
	char comm[TASK_COMM_LEN];
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} woken SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} since SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, struct life);
} lives SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hist);
} waits SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 256 * 1024);
} obituaries SEC(".maps");

SEC("tracepoint/sched/sched_wakeup")
int wakeup(struct sched_wakeup *ctx)
{
	__u64 now = bpf_ktime_get_ns();
	__u32 pid = (__u32)ctx->pid;

	if (pid)
		bpf_map_update_elem(&woken, &pid, &now, BPF_ANY);
	return 0;
}

SEC("tracepoint/sched/sched_switch")
int run_queue(struct sched_switch *ctx)
{
	__u64 now = bpf_ktime_get_ns(), *from;
	__u32 prev = (__u32)ctx->prev_pid, next = (__u32)ctx->next_pid, zero = 0;
	struct hist *h;

	if (ctx->prev_state == 0 && prev)
		bpf_map_update_elem(&woken, &prev, &now, BPF_ANY);
	from = bpf_map_lookup_elem(&woken, &next);
	if (!from)
		return 0;
	h = bpf_map_lookup_elem(&waits, &zero);
	if (h && now > *from)
		hist_add(h, (now - *from) / 1000);
	bpf_map_delete_elem(&woken, &next);
	return 0;
}

SEC("tracepoint/sched/sched_switch")
int run_time(struct sched_switch *ctx)
{
	__u64 now = bpf_ktime_get_ns(), *from;
	__u32 prev = (__u32)ctx->prev_pid, zero = 0;
	struct life *l;

	from = bpf_map_lookup_elem(&since, &zero);
	if (!from)
		return 0;
	l = bpf_map_lookup_elem(&lives, &prev);
	if (l && *from) {
		__sync_fetch_and_add(&l->ran, now - *from);
		l->switches++;
	}
	*from = now;
	return 0;
}

SEC("tracepoint/sched/sched_process_fork")
int born(struct sched_fork *ctx)
{
	__u32 pid = (__u32)ctx->child_pid;
	struct life l = {};

	l.born = bpf_ktime_get_ns();
	l.parent = (__u32)ctx->parent_pid;
	__builtin_memcpy(l.comm, ctx->child_comm, sizeof(l.comm));
	bpf_map_update_elem(&lives, &pid, &l, BPF_ANY);
	return 0;
}

SEC("tracepoint/sched/sched_process_exit")
int died(void *ctx)
{
	__u32 pid = (__u32)bpf_get_current_pid_tgid();
	struct life *l = bpf_map_lookup_elem(&lives, &pid), *to;

	if (!l)
		return 0;
	to = bpf_ringbuf_reserve(&obituaries, sizeof(*to), 0);
	if (to) {
		*to = *l;
		to->born = bpf_ktime_get_ns() - l->born;
		bpf_ringbuf_submit(to, 0);
	}
	bpf_map_delete_elem(&lives, &pid);
	return 0;
}

SEC("tracepoint/sched/sched_process_exec")
int renamed(void *ctx)
{
	__u32 pid = (__u32)bpf_get_current_pid_tgid();
	struct life *l = bpf_map_lookup_elem(&lives, &pid);

	if (l)
		bpf_get_current_comm(l->comm, sizeof(l->comm));
	return 0;
}
