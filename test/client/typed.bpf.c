/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * typed.bpf.c - a program that follows pointers of the kernel's, which its types tell.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

struct task_struct {
	int pid, tgid;
	struct task_struct *group_leader;
} __attribute__((preserve_access_index));

char licence[] SEC("license") = "GPL";
long switches;
int leader;

SEC("tp_btf/sched_switch")
int BPF_PROG(typed, _Bool preempt, struct task_struct *prev, struct task_struct *next)
{
	if (prev->tgid != next->tgid)
		__sync_fetch_and_add(&switches, 1);
	leader = next->group_leader->pid;
	return 0;
}
