// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* kptr.bpf.c - pointers to the kernel's objects in map values: what may be read, written and exchanged. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define WHOLE	__attribute__((preserve_access_index))
#define TAG(as) __attribute__((btf_type_tag(as)))

struct task_struct {
	int pid;
	struct task_struct *group_leader, *real_parent;
} WHOLE;
struct cpumask {
	unsigned long bits[1];
} WHOLE;
struct bpf_cpumask {
	struct cpumask cpumask;
} WHOLE;

extern struct task_struct *bpf_task_acquire(struct task_struct *task) __ksym;
extern void bpf_task_release(struct task_struct *task) __ksym;
extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;
extern struct bpf_cpumask *bpf_cpumask_create(void) __ksym;
extern void bpf_cpumask_release(struct bpf_cpumask *mask) __ksym;
extern void bpf_cpumask_set_cpu(__u32 cpu, struct bpf_cpumask *mask) __ksym;
extern __u32 bpf_cpumask_first(const struct cpumask *mask) __ksym;

struct kept {
	__u64 number;
	struct task_struct TAG("kptr") * task;
	struct bpf_cpumask TAG("kptr") * mask;
	struct task_struct TAG("kptr_untrusted") * seen;
};

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__type(key, __u32);
	__type(value, struct kept);
	__uint(max_entries, 16);
} keeps SEC(".maps");

char licence[] SEC("license") = "GPL";
long out;

#define PROGRAM(name, ...)                                                   \
	SEC("tp_btf/task_newtask")                                           \
	int BPF_PROG(name, struct task_struct *task, __u64 flags)            \
	{                                                                    \
		struct kept *v = bpf_map_lookup_elem(&keeps, &(__u32){ 0 }); \
                                                                             \
		if (!v)                                                      \
			return 0;                                            \
		__VA_ARGS__                                                  \
		return 0;                                                    \
	}

PROGRAM(ok_exchange, task = bpf_task_acquire(task); if (task) task = bpf_kptr_xchg(&v->task, task);
	if (task) bpf_task_release(task);)
PROGRAM(bad_leak, task = bpf_kptr_xchg(&v->task, NULL); if (task) out = task->pid;)
PROGRAM(ok_read, task = v->task; if (task) out = task->pid;)
PROGRAM(ok_acquire_read, task = v->task; if (task) task = bpf_task_acquire(task); if (task) bpf_task_release(task);)
PROGRAM(bad_read_null, task = v->task; out = task->pid;)
PROGRAM(ok_untrusted, v->seen = task; barrier(); task = v->seen; if (task) out = task->pid;)
PROGRAM(bad_acquire_untrusted, task = v->seen; if (task) task = bpf_task_acquire(task);
	if (task) bpf_task_release(task);)
PROGRAM(bad_exchange_untrusted, task = bpf_kptr_xchg((void *)&v->seen, NULL); if (task) bpf_task_release(task);)
PROGRAM(bad_other_untrusted, *(void **)&v->seen = bpf_get_current_task_btf() + 8;)
PROGRAM(ok_null_untrusted, v->seen = NULL;)
PROGRAM(bad_number_untrusted, *(__u64 *)&v->seen = 5;)
PROGRAM(bad_write, v->task = NULL;)
PROGRAM(bad_part, out = *(volatile __u32 *)&v->task;)
PROGRAM(bad_helper, bpf_probe_read_kernel(v, 16, task);)
PROGRAM(ok_helper, bpf_probe_read_kernel(v, 8, task);)
PROGRAM(bad_not_held, task = bpf_kptr_xchg(&v->task, task); if (task) bpf_task_release(task);)
PROGRAM(bad_release_leader, task = bpf_task_acquire(task); if (task) bpf_task_release(task->group_leader);)
PROGRAM(bad_release_either, task = bpf_task_acquire(task); if (!task) return 0; struct task_struct *either = task;
	if (flags & 1) either = task->group_leader; bpf_task_release(either);)
PROGRAM(bad_exchange_leader, task = bpf_task_acquire(task);
	if (task) task = bpf_kptr_xchg(&v->task, task->group_leader); if (task) bpf_task_release(task);)
PROGRAM(ok_acquire_leader, task = bpf_task_acquire(task); if (!task) return 0;
	struct task_struct *leader = bpf_task_acquire(task->group_leader); if (leader) bpf_task_release(leader);
	bpf_task_release(task);)
PROGRAM(bad_number, task = bpf_kptr_xchg((void *)&v->number, NULL); if (task) bpf_task_release(task);)
PROGRAM(ok_mask, struct bpf_cpumask *mask = bpf_kptr_xchg(&v->mask, NULL); if (!mask) mask = bpf_cpumask_create();
	if (!mask) return 0; bpf_cpumask_set_cpu(0, mask); out = bpf_cpumask_first(&mask->cpumask);
	mask = bpf_kptr_xchg(&v->mask, mask); if (mask) bpf_cpumask_release(mask);)
PROGRAM(bad_mask_as_task, struct bpf_cpumask *mask = bpf_cpumask_create(); if (!mask) return 0;
	mask = bpf_kptr_xchg((void *)&v->task, mask); if (mask) bpf_cpumask_release(mask);)
PROGRAM(bad_atomic, __sync_fetch_and_add((__u64 *)&v->task, 1);)

/* RCU keeps a task's parent, and keeps nothing in a program that may sleep, but for its own sections. */
#define SLEEPS(name, ...)                                              \
	SEC("fentry.s/__x64_sys_getpgid")                              \
	int BPF_PROG(name)                                             \
	{                                                              \
		struct task_struct *task = bpf_get_current_task_btf(); \
                                                                       \
		__VA_ARGS__                                            \
		if (task)                                              \
			bpf_task_release(task);                        \
		return 0;                                              \
	}
SLEEPS(bad_parent, task = bpf_task_acquire(task->real_parent);)
SLEEPS(ok_parent, bpf_rcu_read_lock(); task = bpf_task_acquire(task->real_parent->real_parent); bpf_rcu_read_unlock();)
SLEEPS(bad_parent_later, bpf_rcu_read_lock(); task = task->real_parent; bpf_rcu_read_unlock();
       task = bpf_task_acquire(task);)
PROGRAM(ok_parent_awake, task = bpf_task_acquire(task->real_parent->real_parent); if (task) bpf_task_release(task);)
