// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * counter.c - counters of perf_event_open(2): each sample runs programs of the kind perf_event. The CPU's clock makes a profile.
 *
 * Overview     a place's name says all of a counter, so that links of one counter find each other. It counts while a link is there.
 * Threads      samples come in interrupts, which keep their CPU. Those in an NMI, of the CPU's own counters, are missed: no program
 *              runs there.
 */
#include "device.h"

#include <linux/perf_event.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include <kiln/device.h>

static const char format[] = "%u:%u:%llu:%llu:%d:%d";

/* struct bpf_perf_event_data, with its registers in it. */
struct sample {
	struct pt_regs regs;
	uint64_t period, addr;
};

struct counter {
	struct source source;
	struct perf_event *event;
};

bool counter_name(const struct kiln_device_perf *p, char *name, size_t cap)
{
	if ((p->type != PERF_TYPE_SOFTWARE && p->type != PERF_TYPE_HARDWARE && p->type != PERF_TYPE_HW_CACHE &&
	     p->type != PERF_TYPE_RAW) ||
	    p->flags > 1 || !p->period || (p->pid == -1) == (p->cpu == -1) || p->pid < -1 || p->cpu < -1)
		return false;
	scnprintf(name, cap, format, p->type, p->flags, p->config, p->period, p->pid ? p->pid : task_tgid_vnr(current),
		  p->cpu);
	return true;
}

static void at_sample(struct perf_event *event, struct perf_sample_data *data, struct pt_regs *regs)
{
	struct counter *c = event->overflow_handler_context;
	struct sample s = { .regs = *regs, .period = event->hw.last_period, .addr = data->addr };

	source_run_at(&c->source, 0, &s);
}

static struct task_struct *task_of(pid_t pid)
{
	struct pid *p = find_get_pid(pid);
	struct task_struct *task = get_pid_task(p, PIDTYPE_PID);

	put_pid(p);
	return task;
}

static enum kiln_err counter_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	struct perf_event_attr attr = { .size = sizeof(attr) };
	struct task_struct *task = NULL;
	unsigned int type, freq;
	unsigned long long config, period;
	struct counter *c;
	int pid, cpu, err;

	if (sscanf(at->name, format, &type, &freq, &config, &period, &pid, &cpu) != 6)
		return KILN_ERR_INVAL;
	if (cpu >= (int)nr_cpu_ids || (pid != -1 && !(task = task_of(pid))))
		return cpu >= (int)nr_cpu_ids ? KILN_ERR_NODEV : KILN_ERR_NOENT;
	attr.type = type;
	attr.config = config;
	attr.freq = freq;
	attr.sample_period = period; /* shares its place with the frequency */
	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (c) {
		c->source = (struct source){ .ops = &source_counter, .k = k };
		c->event = perf_event_create_kernel_counter(&attr, cpu, task, at_sample, c);
	}
	if (task)
		put_task_struct(task);
	if (!c)
		return KILN_ERR_NOMEM;
	if (IS_ERR(c->event)) {
		err = PTR_ERR(c->event);
		kfree(c);
		return err == -ENOMEM ? KILN_ERR_NOMEM : err == -ENOENT ? KILN_ERR_NOENT : KILN_ERR_INVAL;
	}
	*out = &c->source;
	return KILN_OK;
}

static void counter_end(struct source *s)
{
	struct counter *c = container_of(s, struct counter, source);

	perf_event_release_kernel(c->event);
	synchronize_rcu();
	kfree(c);
}

const struct source_ops source_counter = { .kind = "perf_event", .begin = counter_begin, .end = counter_end };
