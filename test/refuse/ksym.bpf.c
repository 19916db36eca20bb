/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * ksym.bpf.c - variables of the kernel, by the types of kernel.c.
 */
#include "refuse.h"

#include <bpf/bpf_tracing.h>

#include "kernel.h"

struct task_struct {
	int pid;
};
struct queue {
	unsigned int length;
	struct task_struct *first;
};
struct cpu_time {
	unsigned long user;
};

extern const int turns_of_cpu __ksym;
extern const long many_of_cpu[4] __ksym;
extern const struct queue queue_of_cpu __ksym;
extern const struct task_struct idle_of_cpu __ksym;
extern const char *const words_of_all[2] __ksym;
extern const struct cpu_time time_of_one __ksym;
#ifdef MENDED
#define THERE __weak
#else
#define THERE
#endif
extern const int no_such_turns __ksym THERE;

char licence[] SEC("license") = "GPL";
long out;

SEC("tp_btf/moved")
int BPF_PROG(percpu_variable, int cpu, struct task_struct *task)
{
	const int *turns = MEND(&turns_of_cpu, bpf_this_cpu_ptr(&turns_of_cpu));

	out = *turns; /* percpu-variable */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(percpu_variable_, int cpu, struct task_struct *task)
{
	const struct queue *queue = MEND(&queue_of_cpu, bpf_per_cpu_ptr(&queue_of_cpu, cpu));

#ifdef MENDED
	if (!queue)
		return 0;
#endif
	out = queue->length; /* percpu-variable: a struct */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(percpu_argument, int cpu, struct task_struct *task)
{
	const struct cpu_time *time = MEND(bpf_this_cpu_ptr(&time_of_one), &time_of_one); /* percpu-argument */

	out = time->user;
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(percpu_argument_, int cpu, struct task_struct *task)
{
	const struct queue *queue =
		bpf_this_cpu_ptr(MEND((const void *)task, &queue_of_cpu)); /* percpu-argument: an object */

	out = queue->length;
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(kernel_variable, int cpu, struct task_struct *task)
{
	const void *there = &no_such_turns;

	if (there)
		out = *(const int *)bpf_this_cpu_ptr(there); /* kernel-variable */
	return 0;
}

SEC("tp_btf/moved")
__attribute__((naked)) int kernel_variable_(__u64 *ctx)
{
	asm volatile(MEND(".8byte 0x0000000100003118; .8byte 0", "r1 = 1 ll")); /* kernel-variable: type 1 is none */
	asm volatile("r0 = 0; exit");
}

SEC("tp_btf/moved")
int BPF_PROG(null_, int cpu, struct task_struct *task)
{
	const int *turns = bpf_per_cpu_ptr(&turns_of_cpu, cpu);

#ifdef MENDED
	if (!turns)
		return 0;
#endif
	out = *turns; /* null */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(mem_bounds, int cpu, struct task_struct *task)
{
	const int *turns = bpf_this_cpu_ptr(&turns_of_cpu);

	out = turns[MEND(1, 0)]; /* mem-bounds */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(mem_index, int cpu, struct task_struct *task)
{
	const long *many = bpf_this_cpu_ptr(&many_of_cpu);

	out = many[cpu & MEND(4, 3)]; /* mem-index */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_member, int cpu, struct task_struct *task)
{
	const struct queue *queue = bpf_this_cpu_ptr(&queue_of_cpu);

	out = *(MEND(__u64, __u32) *)&queue->length; /* object-member */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_write, int cpu, struct task_struct *task)
{
	int *turns = bpf_this_cpu_ptr(&turns_of_cpu), mine = 0;

	*(volatile int *)MEND(turns, &mine) = 1; /* object-write */
	return 0;
}

/* A pointer in one is there no more, for all that is known. */
SEC("tp_btf/moved")
int BPF_PROG(object_stale, int cpu, struct task_struct *task)
{
	const struct queue *queue = bpf_this_cpu_ptr(&queue_of_cpu);
	__u64 stack[4] = {};

	out = bpf_get_task_stack(MEND(queue->first, task), stack, sizeof(stack), 0); /* object-stale */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_stale_, int cpu, struct task_struct *task)
{
	struct task_struct *idle = bpf_this_cpu_ptr(&idle_of_cpu);
	__u64 stack[4] = {};

	out = idle->pid;
	out = bpf_get_task_stack(MEND(idle, task), stack, sizeof(stack), 0); /* object-stale: the variable itself */
	return 0;
}

/* What is no struct is bytes, its pointers too. */
SEC("tp_btf/moved")
int BPF_PROG(not_pointer, int cpu, struct task_struct *task)
{
	const char *word = words_of_all[1];

#ifndef MENDED
	out = *word; /* not-pointer */
#endif
	return word != NULL;
}

/* What may be read: none of these is refused. */
SEC("tp_btf/moved")
int BPF_PROG(reads_main, int cpu, struct task_struct *task)
{
	const struct queue *queue = bpf_this_cpu_ptr(&queue_of_cpu), *other = bpf_per_cpu_ptr(&queue_of_cpu, 1);

	out = queue->first->pid + time_of_one.user;
	if (other)
		out += other->first == queue->first;
	return 0;
}
