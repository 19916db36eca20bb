// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/* ksym.bpf.c - variables of the kernel, most of them one for each CPU: what may be done with their addresses. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define WHOLE __attribute__((preserve_access_index))

struct task_struct {
	int pid;
} WHOLE;
struct rq {
	unsigned int nr_running;
	struct task_struct *stop;
} WHOLE;

extern const struct rq runqueues __ksym;
extern const int bpf_prog_active __ksym;
extern const int bpf_prog_active_not __ksym __weak;
extern const struct rq runqueues_not __ksym __weak;
extern const void _text __ksym;
extern const void _text_not __ksym __weak;

extern struct task_struct *bpf_task_acquire(struct task_struct *task) __ksym __weak;
extern void bpf_task_release(struct task_struct *task) __ksym __weak;

char licence[] SEC("license") = "GPL";
long out;

#define PROGRAM(name, ...)                                           \
	SEC("tp_btf/task_newtask")                                   \
	int BPF_PROG(name, struct task_struct *task, __u64 flags)    \
	{                                                            \
		const struct rq *rq = bpf_this_cpu_ptr(&runqueues);  \
		const int *one = bpf_this_cpu_ptr(&bpf_prog_active); \
                                                                     \
		(void)rq, (void)one;                                 \
		__VA_ARGS__                                          \
		return 0;                                            \
	}

PROGRAM(ok_number, out = *one;)
PROGRAM(ok_struct, out = rq->nr_running;)
PROGRAM(ok_other, one = bpf_per_cpu_ptr(&bpf_prog_active, flags); if (one) out = *one;
	rq = bpf_per_cpu_ptr(&runqueues, 1); if (rq) out += rq->nr_running;)
PROGRAM(bad_other_null, one = bpf_per_cpu_ptr(&bpf_prog_active, flags); out = *one;)
PROGRAM(bad_other_null_struct, rq = bpf_per_cpu_ptr(&runqueues, flags); out = rq->nr_running;)
PROGRAM(bad_direct, out = *(volatile int *)&bpf_prog_active;)
PROGRAM(bad_direct_struct, out = *(volatile int *)&runqueues;)
PROGRAM(bad_write, *(volatile int *)one = 1;)
PROGRAM(bad_write_struct, *(volatile int *)&rq->nr_running = 1;)
PROGRAM(bad_write_direct, *(volatile int *)&bpf_prog_active = 1;)
PROGRAM(bad_beyond, out = one[1];)
PROGRAM(bad_before, out = *((volatile char *)one - 1);)
PROGRAM(bad_beyond_struct, out = *((volatile char *)rq + 0x100000);)
PROGRAM(bad_wide, out = *(volatile long *)one;)
PROGRAM(ok_part, out = ((volatile char *)one)[3];)
PROGRAM(ok_index, out = ((volatile char *)one)[flags & 3];)
PROGRAM(bad_index, out = ((volatile char *)one)[flags & 7];)
PROGRAM(bad_moved, one = bpf_this_cpu_ptr((void *)&runqueues + 8); out = *one;)
PROGRAM(bad_stack, int local = 0; one = bpf_this_cpu_ptr(&local); out = *one;)
PROGRAM(bad_again, one = bpf_this_cpu_ptr(one); out = *one;)
PROGRAM(bad_again_struct, rq = bpf_this_cpu_ptr(rq); out = rq->nr_running;)
PROGRAM(bad_argument, one = bpf_this_cpu_ptr(task); out = *one;)
PROGRAM(ok_follow, out = rq->stop->pid;)
PROGRAM(bad_keep, task = bpf_task_acquire(rq->stop); if (task) bpf_task_release(task);)
PROGRAM(ok_probe, int local = 0; bpf_probe_read_kernel(&local, 4, one); out = local;)
PROGRAM(ok_test, const void *kept = &bpf_prog_active; asm volatile("" : "+r"(kept)); if (kept) out = *one;)
PROGRAM(
	ok_weak, if (&bpf_prog_active_not) {
		one = bpf_this_cpu_ptr(&bpf_prog_active_not);
		out = *one;
	})
PROGRAM(
	ok_weak_struct, if (&runqueues_not) {
		rq = bpf_this_cpu_ptr(&runqueues_not);
		out = rq->nr_running;
	})
PROGRAM(bad_weak, one = bpf_this_cpu_ptr(&bpf_prog_active_not); out = *one;)
PROGRAM(ok_address, out = (long)&_text + (long)&_text_not;)
PROGRAM(bad_address, out = *(volatile int *)&_text;)
PROGRAM(bad_address_cpu, one = bpf_this_cpu_ptr(&_text); out = *one;)
PROGRAM(bad_atomic, __sync_fetch_and_add((int *)one, 1);)
PROGRAM(bad_spilled, const void *volatile kept = &bpf_prog_active; out = *(volatile int *)kept;)
PROGRAM(ok_spilled, const void *volatile kept = &bpf_prog_active; one = bpf_this_cpu_ptr(kept); out = *one;)
