/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kernel.c - the types of a kernel that there is not, for the programs of object.bpf.c: built with -g, given as --btf.
 */
#include "kernel.h"

#define __user	 __attribute__((btf_type_tag("user")))
#define __percpu __attribute__((btf_type_tag("percpu")))

struct cpu_time {
	unsigned long user;
};
struct task_struct {
	int pid;
	unsigned int flags : 3, state : 5;
	struct task_struct *group_leader, *last;
	struct words *words;
	union {
		unsigned long one;
		struct list other;
	};
	struct cpu_time __percpu *times;
	const struct words __user *memory;
	const char *name;
	struct words inner;
};

struct vm_area_struct {
	unsigned long vm_start;
	struct task_struct *owner;
} area_of_one;

struct cpumask {
	unsigned long bits[4];
};
struct bpf_cpumask {
	struct cpumask cpumask;
	int usage;
} set_of_cpus;

#define OF_EACH_CPU __attribute__((section(".data..percpu")))

OF_EACH_CPU int turns_of_cpu;
OF_EACH_CPU long many_of_cpu[4];
typedef struct queue {
	unsigned int length;
	struct task_struct *first;
} queue_of_tasks;
OF_EACH_CPU queue_of_tasks queue_of_cpu;
OF_EACH_CPU struct task_struct idle_of_cpu;
const char *const words_of_all[2] = { "", "" };

struct cpu_time time_of_one; /* so that the struct is told whole */

typedef void (*btf_trace_moved)(void *own, int cpu, struct task_struct *task, const struct words *words);
btf_trace_moved moved;

long opened(struct file *file, int flags)
{
	return file->pos + flags;
}
