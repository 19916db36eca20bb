// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * kptr.bpf.c - pointers to the kernel's objects in map values, by the types of kernel.c.
 */
#include "refuse.h"

#include <bpf/bpf_tracing.h>

#include "kernel.h"

struct task_struct {
	int pid;
	unsigned int flags;
	struct task_struct *group_leader, *last;
};
struct cpumask {
	unsigned long bits[4];
};
struct bpf_cpumask {
	struct cpumask cpumask;
};

extern struct task_struct *bpf_task_acquire(struct task_struct *task) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;
extern struct bpf_cpumask *bpf_cpumask_create(void) __ksym;
extern void bpf_cpumask_release(struct bpf_cpumask *mask) __ksym;
extern void bpf_cpumask_set_cpu(__u32 cpu, struct bpf_cpumask *mask) __ksym;
extern __u32 bpf_cpumask_first(const struct cpumask *mask) __ksym;

#define KPTR	  __attribute__((btf_type_tag("kptr")))
#define UNTRUSTED __attribute__((btf_type_tag("kptr_untrusted")))

struct kept {
	__u64 number;
	struct task_struct KPTR *task;
	struct bpf_cpumask KPTR *mask;
	struct task_struct UNTRUSTED *seen;
	struct words KPTR *words;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, struct kept);
	__uint(max_entries, 16);
} keeps SEC(".maps");

char licence[] SEC("license") = "GPL";
long out;

static __always_inline struct kept *kept_get(void)
{
	__u32 key = 0;

	return bpf_map_lookup_elem(&keeps, &key);
}

SEC("tp_btf/moved")
int BPF_PROG(kptr_access, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
	out = *(volatile MEND(__u32, __u64) *)&kept->task != 0; /* kptr-access */
	return 0;
}

/* No function gives or takes a struct words. */
SEC("tp_btf/moved")
int BPF_PROG(not_known, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
	out = MEND(*(struct words *volatile *)&kept->words != NULL, kept->task != NULL); /* not-known */
	return 0;
}

/* What the kernel keeps is not written over: nobody would give it back. */
SEC("tp_btf/moved")
int BPF_PROG(kptr_access_, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
#ifdef MENDED
	task = bpf_kptr_xchg(&kept->task, NULL);
	if (task)
		bpf_task_release(task);
#else
	kept->task = NULL; /* kptr-access: a write */
#endif
	return 0;
}

/* Nor by a helper that fills memory. */
SEC("tp_btf/moved")
int BPF_PROG(kptr_access_main, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
	bpf_probe_read_kernel(kept, MEND(16, 8), task); /* kptr-access: by a helper */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(kptr_place, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
	task = bpf_kptr_xchg(MEND((void *)&kept->seen, (void *)&kept->task), NULL); /* kptr-place */
	if (task)
		bpf_task_release(task);
	return 0;
}

/* What comes out is the program's to give back. */
SEC("tp_btf/moved")
int BPF_PROG(ref_leak_, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
	task = bpf_kptr_xchg(&kept->task, NULL);
#ifdef MENDED
	if (task)
		bpf_task_release(task);
#endif
	return 0; /* ref-leak: at any line */
}

/* What goes in must be held: an argument is not. */
SEC("tp_btf/moved")
int BPF_PROG(ref_double, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
#ifdef MENDED
	task = bpf_task_acquire(task);
	if (!task)
		return 0;
#endif
	task = bpf_kptr_xchg(&kept->task, task); /* ref-double */
	if (task)
		bpf_task_release(task);
	return 0;
}

/* It is held no more, then. */
SEC("tp_btf/moved")
int BPF_PROG(use_after_release_, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();
	struct task_struct *mine = bpf_task_acquire(task), *old;

	if (!mine)
		return 0;
	if (!kept) {
		bpf_task_release(mine);
		return 0;
	}
	old = bpf_kptr_xchg(&kept->task, mine);
	if (old)
		bpf_task_release(old);
#ifndef MENDED
	bpf_task_release(mine); /* use-after-release: at any line */
#endif
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(object_argument, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();
	struct bpf_cpumask *mask = bpf_cpumask_create();

	if (!mask)
		return 0;
	if (!kept) {
		bpf_cpumask_release(mask);
		return 0;
	}
	mask = bpf_kptr_xchg(MEND((void *)&kept->task, (void *)&kept->mask), mask); /* object-argument */
	if (mask)
		MEND(bpf_task_release((void *)mask), bpf_cpumask_release(mask));
	return 0;
}

/* What was read of one that is not kept may be there no more. */
SEC("tp_btf/moved")
int BPF_PROG(object_stale, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();
	struct task_struct *read, *mine;

	if (!kept)
		return 0;
	kept->seen = task;
	barrier();
	read = MEND(kept->seen, kept->task);
	if (!read)
		return 0;
	out = read->pid;
	mine = bpf_task_acquire(read); /* object-stale */
	if (mine)
		bpf_task_release(mine);
	return 0;
}

/* What lasts as long as what it is in lasts no longer. */
SEC("tp_btf/moved")
int BPF_PROG(object_stale_, int cpu, struct task_struct *task)
{
	struct task_struct *mine = bpf_task_acquire(MEND(task->last, task)->group_leader); /* object-stale: a member */

	if (mine)
		bpf_task_release(mine);
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(helper_null, int cpu, struct task_struct *task)
{
	struct task_struct *mine = bpf_task_acquire(task);

	if (MEND(1, mine != NULL))
		bpf_task_release(mine); /* helper-null */
	return 0;
}

/* A program stores what it has, of the right type. */
SEC("tp_btf/moved")
int BPF_PROG(object_argument_, int cpu, struct task_struct *task, struct words *words)
{
	struct kept *kept = kept_get();

	if (!kept)
		return 0;
	*(void *volatile *)&kept->seen = MEND((void *)words, (void *)task); /* object-argument: a write */
	return 0;
}

SEC("tp_btf/moved")
int BPF_PROG(null_, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();
	struct task_struct *read;

	if (!kept)
		return 0;
	read = kept->task;
	if (MEND(1, read != NULL))
		out = read->pid; /* null */
	return 0;
}

/* Sets of CPUs, taken out, changed, and put back. */
SEC("tp_btf/moved")
int BPF_PROG(mask_main, int cpu, struct task_struct *task)
{
	struct kept *kept = kept_get();
	struct bpf_cpumask *mask;

	if (!kept)
		return 0;
	mask = bpf_kptr_xchg(&kept->mask, NULL);
	if (!mask)
		mask = bpf_cpumask_create();
	if (!mask)
		return 0;
	bpf_cpumask_set_cpu(cpu, mask);
	out = bpf_cpumask_first(&mask->cpumask);
	mask = bpf_kptr_xchg(&kept->mask, mask);
	if (mask)
		bpf_cpumask_release(mask);
	return 0;
}
