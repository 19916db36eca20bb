// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * events.c - see events.h.
 */
#include "fake.h"

#include <sys/stat.h>
#include <unistd.h>

enum { NR_POINTS = 2, NR_IDS = 1000 };

struct point {
	struct tracepoint tp;
	void (*fn)(void *data, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e);
	void *data;
};

static struct fake_event *kprobes, *kretprobes, *points, *counters, *uprobes;
static unsigned int registered;

static int event_add(struct fake_event **list, void *what)
{
	struct fake_event *e = malloc(sizeof(*e));

	if (!e)
		return -ENOMEM;
	*e = (struct fake_event){ *list, what };
	*list = e;
	registered++;
	return 0;
}

static void event_drop(struct fake_event **list, const void *what)
{
	while (*list && (*list)->what != what)
		list = &(*list)->next;
	if (!*list) {
		fprintf(stderr, "fake: what is ended was not registered\n");
		abort();
	}
	struct fake_event *e = *list;

	*list = e->next;
	free(e);
	registered--;
}

unsigned int fake_registered(void)
{
	return registered;
}

/* -- functions ------------------------------------------------------------------------------------------------------- */

static int probe_add(struct fake_event **list, const struct kprobe *kp, void *what)
{
	if (kp->symbol_name ? strncmp(kp->symbol_name, "vfs_", 4) : (uintptr_t)kp->addr % 2)
		return kp->symbol_name ? -ENOENT : -EINVAL;
	return event_add(list, what);
}

int register_kprobe(struct kprobe *kp)
{
	return probe_add(&kprobes, kp, kp);
}

int register_kretprobe(struct kretprobe *rp)
{
	return probe_add(&kretprobes, &rp->kp, rp);
}

void unregister_kprobe(struct kprobe *kp)
{
	event_drop(&kprobes, kp);
	synchronize_rcu();
}

void unregister_kretprobe(struct kretprobe *rp)
{
	event_drop(&kretprobes, rp);
	synchronize_rcu();
}

static void function_returns(struct kretprobe *rp, struct pt_regs *regs)
{
	struct kretprobe_instance *i = malloc(sizeof(*i) - sizeof(i->data) + rp->data_size);

	i->of = rp;
	if (!rp->entry_handler || !rp->entry_handler(i, regs))
		rp->handler(i, regs);
	free(i);
}

/* -- tracepoints ----------------------------------------------------------------------------------------------------- */

static struct tracepoint tracepoints[NR_POINTS] = { { "sys_enter" }, { "sched_switch" } };

void for_each_kernel_tracepoint(void (*fn)(struct tracepoint *tp, void *priv), void *priv)
{
	for (size_t i = 0; i < NR_POINTS; i++)
		fn(&tracepoints[i], priv);
}

int tracepoint_probe_register(struct tracepoint *tp, void *fn, void *data)
{
	struct point *p = malloc(sizeof(*p));

	*p = (struct point){ .tp = *tp, .data = data };
	memcpy(&p->fn, &fn, sizeof(fn));
	return event_add(&points, p);
}

int tracepoint_probe_unregister(struct tracepoint *tp, void *fn, void *data)
{
	for (struct fake_event *e = points; e; e = e->next) {
		struct point *p = e->what;

		if (p->data != data || strcmp(p->tp.name, tp->name) || memcmp(&p->fn, &fn, sizeof(fn)))
			continue;
		event_drop(&points, p);
		free(p);
		return 0;
	}
	return -ENOENT;
}

/* -- counters -------------------------------------------------------------------------------------------------------- */

struct perf_event *perf_event_create_kernel_counter(struct perf_event_attr *attr, int cpu, struct task_struct *task,
						    perf_overflow_handler_t fn, void *context)
{
	struct perf_event *e;

	(void)task;
	if (attr->type == PERF_TYPE_TRACEPOINT ? attr->config >= NR_IDS : attr->type > PERF_TYPE_RAW)
		return ERR_PTR(attr->type == PERF_TYPE_TRACEPOINT ? -EINVAL : -ENOENT);
	e = calloc(1, sizeof(*e));
	*e = (struct perf_event){ .handler = fn,
				  .overflow_handler_context = context,
				  .is_record = attr->type == PERF_TYPE_TRACEPOINT,
				  .fake_cpu = (unsigned int)cpu,
				  .hw.last_period = attr->sample_period };
	event_add(&counters, e);
	return e;
}

int perf_event_release_kernel(struct perf_event *e)
{
	event_drop(&counters, e);
	synchronize_rcu();
	free(e);
	return 0;
}

/* -- files ----------------------------------------------------------------------------------------------------------- */

int kern_path(const char *name, unsigned int flags, struct path *path)
{
	struct stat st;

	(void)flags;
	if (stat(name, &st))
		return -errno;
	path->dentry = calloc(1, sizeof(*path->dentry));
	path->dentry->inode.regular = S_ISREG(st.st_mode);
	registered++;
	return 0;
}

void path_put(struct path *path)
{
	free(path->dentry);
	registered--;
}

int uprobe_register_refctr(struct inode *inode, loff_t off, loff_t count, struct uprobe_consumer *c)
{
	(void)inode;
	return off < 0 || count < 0 || count % 2 ? -EINVAL : event_add(&uprobes, c);
}

void uprobe_unregister(struct inode *inode, loff_t off, struct uprobe_consumer *c)
{
	(void)inode, (void)off;
	event_drop(&uprobes, c);
	synchronize_rcu();
}

struct file *filp_open(const char *name, int flags, int mode)
{
	struct file *f;
	int fd = open(name, flags, mode);

	if (fd < 0)
		return ERR_PTR(-errno);
	f = calloc(1, sizeof(*f));
	f->refs = (unsigned int)fd;
	return f;
}

loff_t i_size_read(const struct file *f)
{
	struct stat st;

	return fstat((int)f->refs, &st) ? 0 : st.st_size;
}

ssize_t kernel_read(struct file *f, void *to, size_t len, loff_t *at)
{
	ssize_t n = pread((int)f->refs, to, len, *at);

	*at += n > 0 ? n : 0;
	return n;
}

void fput(struct file *f)
{
	close((int)f->refs);
	free(f);
}

/* -- processes ------------------------------------------------------------------------------------------------------- */

/* The only one there is. */
struct pid *find_get_pid(pid_t nr)
{
	return nr == current->tgid || nr == current->pid ? (struct pid *)current : NULL;
}

struct task_struct *get_pid_task(struct pid *p, int type)
{
	(void)type;
	registered += p != NULL;
	return (struct task_struct *)p;
}

void put_pid(struct pid *p)
{
	(void)p;
}

void put_task_struct(struct task_struct *t)
{
	registered -= t != NULL;
}

/* -- they happen ----------------------------------------------------------------------------------------------------- */

static void counter_fires(struct perf_event *e, void *room, size_t len, struct pt_regs *regs)
{
	/* A record ends where it ends. */
	struct perf_raw_record raw = { { malloc(len), (uint32_t)len } };
	struct perf_sample_data data = { .addr = 7, .raw = e->is_record ? &raw : NULL };

	/* A tracepoint is come by on one CPU. */
	if (e->is_record && e->fake_cpu != raw_smp_processor_id()) {
		free(raw.frag.data);
		return;
	}
	memcpy(raw.frag.data, room, len);
	e->handler(e, &data, regs);
	free(raw.frag.data);
}

void fake_events(void *room, size_t len)
{
	struct pt_regs regs;

	memset(&regs, 0x5a, sizeof(regs));
	for (struct fake_event *e = kprobes; e; e = e->next)
		((struct kprobe *)e->what)->pre_handler(e->what, &regs);
	for (struct fake_event *e = kretprobes; e; e = e->next)
		function_returns(e->what, &regs);
	for (struct fake_event *e = points; e; e = e->next) {
		struct point *p = e->what;

		p->fn(p->data, 1, 2, 3, 4, 5);
	}
	for (struct fake_event *e = counters; e; e = e->next)
		counter_fires(e->what, room, len, &regs);
	for (struct fake_event *e = uprobes; e; e = e->next) {
		struct uprobe_consumer *c = e->what;

		if (c->handler)
			c->handler(c, &regs);
		if (c->ret_handler)
			c->ret_handler(c, 0, &regs);
	}
}
