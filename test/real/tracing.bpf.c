// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * tracing.bpf.c - functions and tracepoints with types: fields read directly, or by bpf_probe_read_kernel.
 */
#include "trace.h"
#include <bpf/bpf_core_read.h>

struct task_struct {
	int pid;
	int tgid;
	struct task_struct *real_parent;
	char comm[TASK_COMM_LEN];
	unsigned long long start_time;
} __attribute__((preserve_access_index));

struct file {
	unsigned int f_flags;
} __attribute__((preserve_access_index));

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 10240);
	__type(key, __u32);
	__type(value, __u64);
} times SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hist);
} hists SEC(".maps");

SEC("tp_btf/sched_switch")
int BPF_PROG(switch_typed, bool preempt, struct task_struct *prev, struct task_struct *next)
{
	__u64 now = bpf_ktime_get_ns(), *from;
	__u32 pid = next->pid, old = prev->pid, zero = 0;
	struct hist *h;

	bpf_map_update_elem(&times, &old, &now, BPF_ANY);
	from = bpf_map_lookup_elem(&times, &pid);
	if (!from)
		return 0;
	h = bpf_map_lookup_elem(&hists, &zero);
	if (h)
		hist_add(h, now - *from);
	return 0;
}

SEC("tp_btf/sched_process_exec")
int BPF_PROG(exec_typed, struct task_struct *task)
{
	__u32 parent = task->real_parent->tgid;
	__u64 now = bpf_ktime_get_ns();

	if (parent > 1)
		bpf_map_update_elem(&times, &parent, &now, BPF_ANY);
	return 0;
}

SEC("fentry/vfs_read")
int BPF_PROG(read_enter, struct file *file)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid();
	__u64 now = bpf_ktime_get_ns();

	if (file->f_flags & 04000)
		return 0;
	bpf_map_update_elem(&times, &tid, &now, BPF_ANY);
	return 0;
}

SEC("fexit/vfs_read")
int BPF_PROG(read_exit, struct file *file, char *buf, unsigned long count, void *pos, long ret)
{
	__u32 tid = (__u32)bpf_get_current_pid_tgid(), zero = 0;
	__u64 *from = bpf_map_lookup_elem(&times, &tid);
	struct hist *h;

	if (!from || ret < 0)
		return 0;
	h = bpf_map_lookup_elem(&hists, &zero);
	if (h)
		hist_add(h, (bpf_ktime_get_ns() - *from) / 1000);
	bpf_map_delete_elem(&times, &tid);
	return 0;
}

SEC("raw_tracepoint/sched_process_exit")
int exit_probed(struct bpf_raw_tracepoint_args *ctx)
{
	struct task_struct *task = (struct task_struct *)ctx->args[0];
	__u32 pid = BPF_CORE_READ(task, pid), tgid = BPF_CORE_READ(task, real_parent, tgid);

	bpf_map_delete_elem(&times, &pid);
	bpf_map_delete_elem(&times, &tgid);
	return 0;
}
