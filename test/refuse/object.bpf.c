/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * object.bpf.c - objects of the kernel's, by the types of kernel.c.
 */
#include "refuse.h"

#include <bpf/bpf_tracing.h>

#include "kernel.h"

struct task_struct {
	int pid;
	unsigned int flags;
	struct task_struct *group_leader, *last;
	struct words *words;
	struct list *one, *times;
	struct words *memory;
	const char *name;
	struct words inner;
};

char licence[] SEC("license") = "GPL";
long out;

SEC("tp_btf/moved")
int BPF_PROG(object_member, int cpu, struct task_struct *task)
{
	out = *(MEND(__u64, __u32) *)&task->pid; /* object-member */
	return 0;
}

/* A part of a pointer is none, and no number either. */
SEC("tp_btf/moved")
int BPF_PROG(object_member_, int cpu, struct task_struct *task)
{
	out = *(volatile MEND(__u32, __u64) *)&task->last != 0; /* object-member: half of a pointer */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_index, int cpu, struct task_struct *task)
{
	__u32 *at = &task->inner.word[cpu & 3];

#ifdef MENDED
	bpf_probe_read_kernel(&cpu, 4, at);
	out = cpu;
#else
	out = *at; /* object-index */
#endif
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_write, int cpu, struct task_struct *task)
{
	MEND(task->pid, out) = 1; /* object-write */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_argument, int cpu, struct task_struct *task, struct words *words)
{
	__u64 stack[4] = {};

	out = bpf_get_task_stack(MEND((void *)words, task), stack, sizeof(stack),
				 0); /* object-argument: of another type */
	return 0;
}

/* Nobody knows where in it. */
SEC("tp_btf/moved")
int BPF_PROG(object_argument_, int cpu, struct task_struct *task)
{
	char *at = (char *)task + 1;
	__u64 stack[4] = {};

	barrier_var(at);
	at += cpu & 7;
	out = bpf_get_task_stack(MEND((void *)at, task), stack, sizeof(stack), 0); /* object-argument: a part of it */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_stale, int cpu, struct task_struct *task)
{
	__u64 stack[4] = {};

	out = bpf_get_task_stack(MEND(task->last, task->group_leader), stack, sizeof(stack), 0); /* object-stale */
	return 0;
}

SEC("tp_btf/moved")
int target_argument(__u64 *ctx)
{
	out = ctx[MEND(3, 2)]; /* target-argument */
	return 0;
}

/* The kernel has no struct socket. */
SEC("fentry/opened")
int BPF_PROG(no_types, struct file *file)
{
	out = MEND((long)bpf_sock_from_file(file), file->pos); /* no-types */
	return 0;
}

extern struct task_struct *bpf_task_acquire(struct task_struct *task) __ksym;
extern struct task_struct *bpf_task_from_pid(int pid) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

SEC("tp_btf/moved")
int BPF_PROG(ref_leak, int cpu, struct task_struct *task)
{
	struct task_struct *kept = bpf_task_acquire(task);

	if (!kept)
		return 0;
	out = kept->pid;
#ifdef MENDED
	bpf_task_release(kept);
#endif
	return 0; /* ref-leak: told where the wrapper ends */
}

/* What was read of it is there no longer than it. */
SEC("tp_btf/moved")
int BPF_PROG(use_after_release, int cpu, struct task_struct *task)
{
	struct task_struct *kept = bpf_task_from_pid(cpu), *leader;
	__u64 stack[4] = {};

	if (!kept)
		return 0;
	leader = kept->group_leader;
#ifdef MENDED
	out = bpf_get_task_stack(leader, stack, sizeof(stack), 0);
	bpf_task_release(kept);
#else
	bpf_task_release(kept);
	out = bpf_get_task_stack(leader, stack, sizeof(stack), 0); /* use-after-release */
#endif
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_stale_, int cpu, struct task_struct *task)
{
	struct task_struct *kept = bpf_task_acquire(MEND(task->last, task)); /* object-stale: a kernel function */

	if (kept)
		bpf_task_release(kept);
	return 0;
}

/* One load is made of the kernel's memory, which may not be there, or of the program's. */
SEC("tp_btf/moved")
int BPF_PROG(type_mix, int cpu, struct task_struct *task)
{
	struct value *value = value_get();
	void *from = task;

	if (!value)
		return 0;
	if (cpu)
		from = MEND(value, task);
	asm volatile("" : "+r"(from));
	out = *(int *)from; /* type-mix */
	return 0;
}

struct vm_area_struct {
	unsigned long vm_start;
	struct task_struct *owner;
};

static long area(struct task_struct *task, struct vm_area_struct *vma, long *sum)
{
	__u64 stack[4] = {};

	*sum = vma->vm_start + task->pid;
	out = bpf_get_task_stack(MEND(vma->owner, task), stack, sizeof(stack),
				 0); /* object-stale: of what is handed in */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_stale__, int cpu, struct task_struct *task)
{
	long sum = 0;

	bpf_find_vma(task, 0, area, &sum, 0);
	out = sum;
	return 0;
}

/* What may be read: none of these is refused. */
SEC("tp_btf/moved")
int BPF_PROG(reads_main, int cpu, struct task_struct *task, struct words *words)
{
	out = task->flags + task->last->last->pid + task->inner.bytes[15] + *(__u64 *)words->bytes;
	out += words->word[3] + words->many[100] + (task->words == words);
	return words->lists[2].next->next == task->one;
}

SEC("fexit/opened")
int BPF_PROG(result_main, struct file *file, int flags, long ret)
{
	char path[32];

	out = ret + file->pos + flags + bpf_d_path((void *)&file->f_path, path, sizeof(path));
	return 0;
}

/*
 * A held task's leader is there as long as the task, and is not what is given back. In the second and the third one it may be either: what is
 * known of one is not true of the other.
 */
extern struct task_struct *bpf_task_acquire(struct task_struct *task) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;

SEC("tp_btf/moved")
int BPF_PROG(ref_double, int cpu, struct task_struct *task)
{
	struct task_struct *mine = bpf_task_acquire(task);

	if (!mine)
		return 0;
	bpf_task_release(MEND(mine->group_leader, mine)); /* ref-double */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(ref_double_, int cpu, struct task_struct *task)
{
	struct task_struct *mine = bpf_task_acquire(task), *either = mine;

	if (!mine)
		return 0;
	if (cpu & 1)
		either = MEND(mine->group_leader, mine);
	bpf_task_release(either); /* ref-double: either */
	return 0;
}

/* ... and the other way round: what is mine has been looked at, and kept, when the leader comes. */
SEC("tp_btf/moved")
int BPF_PROG(ref_double__, int cpu, struct task_struct *task)
{
	struct task_struct *mine = bpf_task_acquire(task), *either;
	__u64 odd = cpu;

	if (!mine)
		return 0;
	either = MEND(mine->group_leader, mine);
	asm volatile(".rept 8; %[odd] &= 1; .endr; if %[odd] == 0 goto +1; %[either] = %[mine]"
		     : [either] "+r"(either), [odd] "+r"(odd)
		     : [mine] "r"(mine));
	bpf_task_release(either); /* ref-double: either */
	return 0;
}

/* Not to be followed: another address on each CPU, memory of a process, bytes. */
SEC("tp_btf/moved")
int BPF_PROG(not_pointer, int cpu, struct task_struct *task)
{
#ifndef MENDED
	out = *(long *)task->times; /* not-pointer */
#endif
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(not_pointer_, int cpu, struct task_struct *task)
{
#ifndef MENDED
	out = task->memory->bytes[0]; /* not-pointer: in a process */
#endif
	return 0;
}
