/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * fake.h - so much of Linux as host/linux asks for, in a process: its machine half and its device, under the sanitizers.
 *
 * Overview     `make fake` writes a header for each that those files include, which leads here. CPUs are threads' numbers, RCU is liburcu's,
 *              the arena is a memfd that stands at two addresses, a client's memory is this process's own. What the kernel checks
 *              of its callers is checked: locks are taken once, memory is given back to what it came from.
 */
#ifndef TEST_KERNEL_FAKE_H
#define TEST_KERNEL_FAKE_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/types.h>

/* -- words ----------------------------------------------------------------------------------------------------------- */

#define __init
#define __exit
#define __net_exit
#define __user
#define __force
#define __acquires(lock)
#define __releases(lock)
#define ARRAY_SIZE(a)		 (sizeof(a) / sizeof((a)[0]))
#define DIV_ROUND_UP(n, by)	 (((n) + (by)-1) / (by))
#define container_of(p, t, m)	 ((t *)(void *)((char *)(p)-offsetof(t, m)))
#define READ_ONCE(v)		 (*(const volatile __typeof__(v) *)&(v))
#define WRITE_ONCE(v, to)	 (*(volatile __typeof__(v) *)&(v) = (to))
#define barrier()		 __asm__ volatile("" ::: "memory")
#define WARN_ON(c)		 ((c) ? (fprintf(stderr, "WARN_ON(%s)\n", #c), abort()) : (void)0)
#define min_t(t, a, b)		 ((t)(a) < (t)(b) ? (t)(a) : (t)(b))
#define min(a, b)		 ((a) < (b) ? (a) : (b))
#define round_up(n, by)		 (DIV_ROUND_UP(n, by) * (by))
#define is_power_of_2(n)	 ((n) && !((n) & ((n)-1)))
#define struct_size(p, m, n)	 (sizeof(*(p)) + (n) * sizeof((p)->m[0]))
#define __aligned(n)		 __attribute__((aligned(n)))
#define ERR_PTR(err)		 ((void *)(intptr_t)(err))
#define PTR_ERR(p)		 ((long)(intptr_t)(p))
#define IS_ERR(p)		 ((uintptr_t)(p) > (uintptr_t)-4096)
#define ENOTSUPP		 524
#define SZ_8M			 (8 << 20)
#define SZ_64M			 (64 << 20)
#define L1_CACHE_BYTES		 64
#define U64_MAX			 UINT64_MAX
#define KTIME_MAX		 INT64_MAX
#define BITS_PER_LONG		 64
#define PAGE_SHIFT		 12
#define PAGE_SIZE		 4096ul
#define PFN_UP(v)		 (((v) + PAGE_SIZE - 1) >> PAGE_SHIFT)
#define offset_in_page(p)	 ((uintptr_t)(p) % PAGE_SIZE)
#define pr_err(...)		 fake_print("not ok ", __VA_ARGS__)
#define pr_info(...)		 fake_print("", __VA_ARGS__)
#define pr_warn_ratelimited(...) fake_print("", __VA_ARGS__)
void fake_print(const char *before, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int scnprintf(char *to, size_t len, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
ssize_t strscpy_pad(char *to, const char *from, size_t len);
int kstrtoint(const char *text, unsigned int base, int *to);
int kstrtouint(const char *text, unsigned int base, unsigned int *to);
int kstrtoll(const char *text, unsigned int base, off_t *to);
int kstrtoul(const char *text, unsigned int base, unsigned long *to);
char *kstrdup(const char *text, unsigned int flags);
static inline void cond_resched(void)
{
}

/* -- CPUs ------------------------------------------------------------------------------------------------------------ */

enum { FAKE_CPUS = 4 };
#define nr_cpu_ids ((unsigned int)FAKE_CPUS)
/* This thread's, its alone while it is a reader. */
unsigned int raw_smp_processor_id(void);
#define DEFINE_PER_CPU(type, name) __typeof__(type) name[FAKE_CPUS]
#define per_cpu(name, cpu)	   ((name)[cpu])
#define this_cpu_ptr(p)		   (&(*(p))[raw_smp_processor_id()])
#define this_cpu_read(name)	   ((name)[raw_smp_processor_id()])
#define this_cpu_inc(name)	   ((name)[raw_smp_processor_id()]++)
#define __this_cpu_inc(name)	   this_cpu_inc(name)
#define __this_cpu_dec(name)	   ((name)[raw_smp_processor_id()]--)
#define for_each_possible_cpu(cpu) for (cpu = 0; cpu < FAKE_CPUS; cpu++)
#define for_each_online_cpu	   for_each_possible_cpu
/* A CPU is one thread's until it lets softirqs in again. */
void local_bh_disable(void);
void local_bh_enable(void);
static inline bool irqs_disabled(void)
{
	return false;
}
#define in_hardirq irqs_disabled
#define in_nmi	   irqs_disabled

/* What reader.c gives to the core in a kernel. */
void kiln_lock_enter(void);
void kiln_lock_leave(void);

/* -- memory ---------------------------------------------------------------------------------------------------------- */

typedef unsigned int gfp_t;
enum { GFP_KERNEL = 0, GFP_ATOMIC = 0, GFP_KERNEL_ACCOUNT = 0, __GFP_NOWARN = 0, __GFP_ZERO = 1 };
void *kvmalloc(size_t len, gfp_t flags);
#define kmalloc(len, flags)	       kvmalloc(len, flags)
#define kvzalloc(len, flags)	       kvmalloc(len, __GFP_ZERO)
#define kzalloc(len, flags)	       kvmalloc(len, __GFP_ZERO)
#define kcalloc(nr, len, flags)	       kvmalloc((nr) * (len), __GFP_ZERO)
#define kvmalloc_array(nr, len, flags) kvmalloc((nr) * (len), 0)
#define kvfree(p)		       free((void *)(uintptr_t)(p))
#define kfree(p)		       kvfree(p)
void *vmalloc_user(size_t len);
#define vfree(p) kvfree(p)

/* Pages: of the arena, which vmap() shows at another address. */
struct page;
enum { VM_MAP, PAGE_KERNEL };
struct page *vmalloc_to_page(const void *at);
void *vmap(struct page **pages, unsigned long nr, int flags, int prot);
void vunmap(void *at);

enum { VM_WRITE = 2, VM_SHARED = 8, VM_MAYWRITE = 0x20, VM_MAYEXEC = 0x40 };
struct vm_area_struct;
struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
};
struct vm_area_struct {
	unsigned long vm_start, vm_end, vm_flags, vm_pgoff;
	const struct vm_operations_struct *vm_ops;
	void *vm_private_data;
	void *fake; /* what was mapped */
};
int remap_vmalloc_range(struct vm_area_struct *vma, void *at, unsigned long pgoff);

unsigned long copy_from_user(void *to, const void *from, size_t len);
unsigned long copy_to_user(void *to, const void *from, size_t len);
long strncpy_from_user(char *to, const char *from, long len);
ssize_t simple_read_from_buffer(void *to, size_t len, loff_t *at, const void *from, size_t all);
#define u64_to_user_ptr(v) ((void *)(uintptr_t)(v))
long copy_from_kernel_nofault(void *to, const void *from, size_t len);
#define copy_from_user_nofault copy_from_kernel_nofault

/* -- locks ----------------------------------------------------------------------------------------------------------- */

struct mutex {
	pthread_mutex_t m;
};
#define DEFINE_MUTEX(name) struct mutex name = { PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP }
void mutex_lock(struct mutex *m);
void mutex_unlock(struct mutex *m);
static inline int mutex_lock_killable(struct mutex *m)
{
	mutex_lock(m);
	return 0;
}
typedef struct mutex raw_spinlock_t;
#define __RAW_SPIN_LOCK_UNLOCKED(name)                  \
	{                                               \
		PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP \
	}
#define DEFINE_RAW_SPINLOCK(name)	     DEFINE_MUTEX(name)
#define raw_spin_lock_irqsave(l, flags)	     ((flags) = 0, mutex_lock(l))
#define raw_spin_unlock_irqrestore(l, flags) ((void)(flags), mutex_unlock(l))

/* -- what is done later ----------------------------------------------------------------------------------------------- */

/* An interrupt of the CPU's own comes at once. */
struct irq_work {
	void (*func)(struct irq_work *w);
};
#define DEFINE_IRQ_WORK(name, fn) struct irq_work name = { fn }
static inline bool irq_work_queue(struct irq_work *w)
{
	w->func(w);
	return true;
}
static inline void irq_work_sync(struct irq_work *w)
{
	(void)w;
}

/* So does a worker, in the thread that calls back for RCU. */
struct work_struct {
	void (*func)(struct work_struct *w);
};
#define DECLARE_WORK(name, fn) struct work_struct name = { fn }
static inline bool schedule_work(struct work_struct *w)
{
	w->func(w);
	return true;
}
static inline bool flush_work(struct work_struct *w)
{
	(void)w;
	return true;
}

struct rcu_head {
	void *room[2];
};
void rcu_read_lock(void);
void rcu_read_unlock(void);
bool rcu_is_watching(void);
void call_rcu(struct rcu_head *h, void (*fn)(struct rcu_head *h));
void rcu_barrier(void);
void synchronize_rcu(void);

struct llist_node {
	struct llist_node *next;
};
struct llist_head {
	struct llist_node *first;
};
#define LLIST_HEAD(name)	struct llist_head name = { NULL }
#define llist_entry(p, type, m) container_of(p, type, m)
/* True: it was empty. */
bool llist_add(struct llist_node *n, struct llist_head *h);
struct llist_node *llist_del_all(struct llist_head *h);

/* -- bits, trees, times ---------------------------------------------------------------------------------------------- */

#define DECLARE_BITMAP(name, nr) uint8_t name[nr]
static inline size_t bitmap_find_next_zero_area(const uint8_t *map, size_t size, size_t from, size_t nr, size_t align)
{
	size_t run = 0;

	(void)align;
	for (size_t i = from; i < size; i++) {
		run = map[i] ? 0 : run + 1;
		if (run == nr)
			return i + 1 - nr;
	}
	return size + 1;
}
static inline void bitmap_set(uint8_t *map, size_t from, size_t nr)
{
	memset(map + from, 1, nr);
}
static inline void bitmap_clear(uint8_t *map, size_t from, size_t nr)
{
	memset(map + from, 0, nr);
}
static inline bool bitmap_empty(const uint8_t *map, size_t nr)
{
	return !memchr(map, 1, nr);
}

/* In order, as a list. */
struct rb_node {
	struct rb_node *before, *after;
	void *room;
};
struct rb_root_cached {
	struct rb_node *first;
};
#define RB_ROOT_CACHED \
	{              \
		NULL   \
	}
#define rb_entry(n, type, m) container_of(n, type, m)
static inline struct rb_node *rb_first_cached(struct rb_root_cached *r)
{
	return r->first;
}
void rb_erase_cached(struct rb_node *n, struct rb_root_cached *r);
void rb_add_cached(struct rb_node *n, struct rb_root_cached *r,
		   bool (*less)(struct rb_node *a, const struct rb_node *b));

typedef int64_t ktime_t;
#define ns_to_ktime(ns) ((ktime_t)(ns))
uint64_t ktime_get_ns(void);
#define ktime_get_mono_fast_ns ktime_get_ns
#define ktime_get_boot_fast_ns ktime_get_ns
#define ktime_get_coarse_ns    ktime_get_ns
#define ktime_get_tai_fast_ns  ktime_get_ns
#define get_jiffies_64()       (ktime_get_ns() / 4000000)

enum hrtimer_restart { HRTIMER_NORESTART, HRTIMER_RESTART };
enum { HRTIMER_MODE_ABS_SOFT };
struct hrtimer {
	enum hrtimer_restart (*function)(struct hrtimer *t);
	ktime_t due; /* KTIME_MAX: it is not set */
};
void hrtimer_init(struct hrtimer *t, int clock, int mode);
void hrtimer_start(struct hrtimer *t, ktime_t due, int mode);
void hrtimer_cancel(struct hrtimer *t);
static inline void hrtimer_set_expires(struct hrtimer *t, ktime_t due)
{
	t->due = due;
}
uint32_t get_random_u32(void);

/* -- who runs -------------------------------------------------------------------------------------------------------- */

enum { TASK_COMM_LEN = 16 };
typedef unsigned int kuid_t, kgid_t;
struct user_namespace {
	int none;
};
extern struct user_namespace init_user_ns;
struct net {
	uint64_t net_cookie;
	struct user_namespace *user_ns;
};
struct nsproxy {
	struct net *net_ns;
};
struct task_struct {
	pid_t pid, tgid;
	char comm[TASK_COMM_LEN];
	struct nsproxy *nsproxy;
	bool root, admin; /* the test's: what it may; admin: in its own network */
};
struct task_struct *fake_current(void);
#define current		      fake_current()
#define task_tgid_vnr(t)      ((t)->tgid)
#define current_uid()	      1000u
#define current_gid()	      1000u
#define from_kuid(ns, v)      (v)
#define from_kgid(ns, v)      (v)
#define make_kgid(ns, v)      ((kgid_t)(v))
#define gid_valid(g)	      ((g) != (kgid_t)-1)
#define in_group_p(g)	      ((g) == 7777)
#define capable(cap)	      (current->root)
#define ns_capable(ns, cap)   (current->root || current->admin)
#define boot_cpu_has(feature) (feature)
#define X86_FEATURE_BMI1      __builtin_cpu_supports("bmi")
#define X86_FEATURE_BMI2      __builtin_cpu_supports("bmi2")
#define X86_FEATURE_MOVBE     0
#define X86_FEATURE_XMM4_2    __builtin_cpu_supports("sse4.2")

/* -- files ----------------------------------------------------------------------------------------------------------- */

#define THIS_MODULE	      NULL
/* What insmod sets: fake_param_NAME(). */
#define module_param(name, type, mode)   \
	void fake_param_##name(type to); \
	void fake_param_##name(type to)  \
	{                                \
		name = to;               \
	}                                \
	struct fake_nothing
#define MODULE_PARM_DESC(name, text) struct fake_nothing
void fake_param_group(int to);
enum { FMODE_READ = 1, FMODE_WRITE = 2, MISC_DYNAMIC_MINOR = 255 };
typedef unsigned int __poll_t;
enum { EPOLLIN = 1, EPOLLERR = 8, EPOLLHUP = 16, EPOLLRDNORM = 64 };
struct inode;
struct poll_table_struct;
struct seq_file;
struct file;
struct file_operations {
	void *owner;
	int (*open)(struct inode *i, struct file *f);
	int (*release)(struct inode *i, struct file *f);
	ssize_t (*read)(struct file *f, char *to, size_t len, loff_t *at);
	int (*mmap)(struct file *f, struct vm_area_struct *vma);
	__poll_t (*poll)(struct file *f, struct poll_table_struct *t);
	void (*show_fdinfo)(struct seq_file *s, struct file *f);
	long (*unlocked_ioctl)(struct file *f, unsigned int nr, unsigned long arg);
	void *llseek;
};
#define noop_llseek NULL
struct file {
	const struct file_operations *f_op;
	void *private_data;
	unsigned int f_mode, refs;
};
struct fd {
	struct file *file;
};
int anon_inode_getfd(const char *name, const struct file_operations *ops, void *priv, int flags);
struct fd fdget(unsigned int fd);
void fdput(struct fd fd);
struct miscdevice {
	int minor;
	const char *name;
	const struct file_operations *fops;
	unsigned int mode;
};
int misc_register(struct miscdevice *d);
void misc_deregister(struct miscdevice *d);
void seq_printf(struct seq_file *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
typedef struct {
	int none;
} wait_queue_head_t;
#define DECLARE_WAIT_QUEUE_HEAD(name) wait_queue_head_t name
#define wake_up_all(q)		      ((void)(q))
#define poll_wait(f, q, t)	      ((void)(f), (void)(q), (void)(t))

#include "events.h"

/* The test's side of them: the device, opened; a descriptor's file, or NULL; what close(2) does. */
int fake_open(void);
struct file *fake_file(int fd);
void fake_close(int fd);

#endif
