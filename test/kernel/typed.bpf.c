// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* typed.bpf.c - programs that see the kernel's own objects by their types, for test/kernel/module.c. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char LICENSE[] SEC("license") = "GPL";

struct task_struct {
	int pid;
	int tgid;
} __attribute__((preserve_access_index));

struct {
	__u64 forks, same, entries, exits, bytes;
} typed; /* mapped by the test */

/* A new process: its number is read from the kernel's object. */
SEC("tp_btf/sched_process_fork")
int BPF_PROG(on_typed_fork, struct task_struct *parent, struct task_struct *child)
{
	__sync_fetch_and_add(&typed.forks, 1);
	if (parent->tgid == bpf_get_current_pid_tgid() >> 32 && child->pid != parent->pid)
		__sync_fetch_and_add(&typed.same, 1);
	return 0;
}

SEC("fentry/vfs_read")
int BPF_PROG(on_typed_read, struct file *file, char *buf, unsigned long count)
{
	if (count == 3)
		__sync_fetch_and_add(&typed.entries, 1);
	return 0;
}

SEC("fexit/vfs_read")
int BPF_PROG(on_typed_read_end, struct file *file, char *buf, unsigned long count, long long *pos, long ret)
{
	if (count == 3) {
		__sync_fetch_and_add(&typed.exits, 1);
		__sync_fetch_and_add(&typed.bytes, ret);
	}
	return 0;
}
