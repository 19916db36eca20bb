/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * events.h - what Linux calls back for: functions, tracepoints, counters, instructions of files; and files that it reads. Of fake.h.
 *
 * Overview     what is registered is in lists, and fake_events() lets each of it happen once. What the kernel would not register (a function,
 *              a counter, a file that is not there) is refused with its errors.
 */
#ifndef TEST_KERNEL_FAKE_EVENTS_H
#define TEST_KERNEL_FAKE_EVENTS_H

#include <linux/perf_event.h>

/* All that is registered happens: to this memory, of that many bytes, where an event has some. */
void fake_events(void *room, size_t len);
/* How many are registered, of all sorts. */
unsigned int fake_registered(void);

struct fake_event {
	struct fake_event *next;
	void *what;
};

/* As programs see it. */
struct pt_regs {
	unsigned long r15, r14, r13, r12, bp, bx, r11, r10, r9, r8, ax, cx, dx, si, di, orig_ax, ip, cs, flags, sp, ss;
};

/* -- functions: those called vfs_..., and addresses that are even ------------------------------------------------------ */

typedef uint8_t kprobe_opcode_t;
struct kprobe {
	kprobe_opcode_t *addr;
	const char *symbol_name;
	unsigned int offset;
	int (*pre_handler)(struct kprobe *kp, struct pt_regs *regs);
};
struct kretprobe_instance;
struct kretprobe {
	struct kprobe kp;
	int (*handler)(struct kretprobe_instance *i, struct pt_regs *regs);
	int (*entry_handler)(struct kretprobe_instance *i, struct pt_regs *regs);
	size_t data_size;
	int maxactive;
};
struct kretprobe_instance {
	struct kretprobe *of;
	char data[64];
};
#define get_kretprobe(i) ((i)->of)
int register_kprobe(struct kprobe *kp);
int register_kretprobe(struct kretprobe *rp);
void unregister_kprobe(struct kprobe *kp);
void unregister_kretprobe(struct kretprobe *rp);
enum { KSYM_NAME_LEN = 512 };

/* -- tracepoints ------------------------------------------------------------------------------------------------------- */

struct tracepoint {
	const char *name;
};
void for_each_kernel_tracepoint(void (*fn)(struct tracepoint *tp, void *priv), void *priv);
int tracepoint_probe_register(struct tracepoint *tp, void *fn, void *data);
int tracepoint_probe_unregister(struct tracepoint *tp, void *fn, void *data);
#define tracepoint_synchronize_unregister synchronize_rcu

/* -- counters: of tracepoints those with ids below 1000 ------------------------------------------------------------------ */

struct task_struct;
struct perf_raw_frag {
	void *data;
	uint32_t size;
};
struct perf_raw_record {
	struct perf_raw_frag frag;
};
struct perf_sample_data {
	uint64_t addr;
	struct perf_raw_record *raw;
};
struct perf_event;
typedef void (*perf_overflow_handler_t)(struct perf_event *e, struct perf_sample_data *data, struct pt_regs *regs);
struct perf_event {
	struct {
		uint64_t last_period;
	} hw;
	perf_overflow_handler_t handler;
	void *overflow_handler_context;
	bool is_record;
	unsigned int fake_cpu;
};
struct perf_event *perf_event_create_kernel_counter(struct perf_event_attr *attr, int cpu, struct task_struct *task,
						    perf_overflow_handler_t fn, void *context);
int perf_event_release_kernel(struct perf_event *e);

/* -- files ------------------------------------------------------------------------------------------------------------- */

typedef off_t loff_t;
struct inode {
	bool regular;
};
struct dentry {
	struct inode inode;
};
struct path {
	struct dentry *dentry;
};
enum { LOOKUP_FOLLOW = 1 };
int kern_path(const char *name, unsigned int flags, struct path *path);
void path_put(struct path *path);
#define d_real_inode(d) (&(d)->inode)
#define d_is_reg(d)	((d)->inode.regular)

struct uprobe_consumer {
	int (*handler)(struct uprobe_consumer *c, struct pt_regs *regs);
	int (*ret_handler)(struct uprobe_consumer *c, unsigned long func, struct pt_regs *regs);
};
int uprobe_register_refctr(struct inode *inode, loff_t off, loff_t count, struct uprobe_consumer *c);
void uprobe_unregister(struct inode *inode, loff_t off, struct uprobe_consumer *c);

struct file;
struct file *filp_open(const char *name, int flags, int mode);
#define file_inode(f) (f)
loff_t i_size_read(const struct file *f);
ssize_t kernel_read(struct file *f, void *to, size_t len, loff_t *at);
void fput(struct file *f);

/* -- processes ------------------------------------------------------------------------------------------------------------ */

struct pid;
enum { PIDTYPE_PID };
struct pid *find_get_pid(pid_t nr);
struct task_struct *get_pid_task(struct pid *p, int type);
void put_pid(struct pid *p);
void put_task_struct(struct task_struct *t);

#endif
