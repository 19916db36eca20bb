// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* vma.bpf.c - what a callback of bpf_find_vma() may do with the task, the memory area and what the caller gave. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define WHOLE __attribute__((preserve_access_index))

struct task_struct {
	int pid;
} WHOLE;
struct mm_struct {
	unsigned long start_stack;
} WHOLE;
struct vm_area_struct {
	unsigned long vm_start, vm_end;
	struct mm_struct *vm_mm;
} WHOLE;

extern struct task_struct *bpf_task_acquire(struct task_struct *task) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

char licence[] SEC("license") = "GPL";
long out;

#define PROGRAM(name, ...)                                                                       \
	static long name##_each(struct task_struct *task, struct vm_area_struct *vma, long *sum) \
	{                                                                                        \
		__VA_ARGS__                                                                      \
		return 0;                                                                        \
	}                                                                                        \
	SEC("tp_btf/task_newtask")                                                               \
	int BPF_PROG(name, struct task_struct *task, __u64 flags)                                \
	{                                                                                        \
		long sum = 0;                                                                    \
                                                                                                 \
		bpf_find_vma(task, flags, name##_each, &sum, 0);                                 \
		out = sum;                                                                       \
		return 0;                                                                        \
	}

PROGRAM(ok_read, *sum = vma->vm_end - vma->vm_start;)
PROGRAM(ok_follow, *sum = vma->vm_mm->start_stack;)
PROGRAM(ok_task, *sum = task->pid;)
PROGRAM(ok_stop, *sum = 1; return 1;)
PROGRAM(bad_result, *sum = 1; return 2;)
PROGRAM(bad_write, vma->vm_end = 0;)
PROGRAM(bad_write_task, task->pid = 0;)
PROGRAM(bad_beyond, *sum = *((volatile char *)vma + 0x100000);)
PROGRAM(ok_acquire, task = bpf_task_acquire(task); if (task) bpf_task_release(task);)
PROGRAM(bad_leak, task = bpf_task_acquire(task); if (task) *sum = task->pid;)
PROGRAM(bad_release, bpf_task_release(task);)
PROGRAM(bad_vma_as_task, task = bpf_task_acquire((void *)vma); if (task) bpf_task_release(task);)
PROGRAM(bad_stack, *sum = bpf_get_task_stack((void *)vma, sum, 8, 0);)
PROGRAM(ok_stack, *sum = bpf_get_task_stack(task, sum, 8, 0);)
