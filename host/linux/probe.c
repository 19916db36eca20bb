// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * probe.c - events inside the kernel: functions that are entered and left (kprobes), and tracepoints.
 */
#include "device.h"

#include <linux/kprobes.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>

/* -- functions ------------------------------------------------------------------------------------------------------- */

enum { RETURNS = 1, RETURNS_AT_ONCE = 256 };

struct probe {
	struct source source;
	bool returns;
	union {
		struct kprobe entry;
		struct kretprobe ret;
	};
	char name[];
};

/* struct pt_regs is what programs see: the kernel's own registers come first in it, in the order of user space. */
static void probe_run(struct source *s, struct pt_regs *regs)
{
	struct pt_regs copy = *regs; /* nothing that a program does changes the kernel's */
	int64_t ignored;

	source_run(s, &copy, &ignored, NULL);
}
_Static_assert(sizeof(struct pt_regs) == 168, "as the kind's table has it");

static int at_entry(struct kprobe *kp, struct pt_regs *regs)
{
	probe_run(&container_of(kp, struct probe, entry)->source, regs);
	return 0;
}

static int at_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	probe_run(&container_of(get_kretprobe(ri), struct probe, ret)->source, regs);
	return 0;
}

static int probe_register(struct probe *p)
{
	struct kprobe *kp = p->returns ? &p->ret.kp : &p->entry;
	unsigned long addr;

	if (!strncmp(p->name, "0x", 2) && !kstrtoul(p->name, 16, &addr))
		kp->addr = (kprobe_opcode_t *)addr;
	else
		kp->symbol_name = p->name;
	if (!p->returns) {
		p->entry.pre_handler = at_entry;
		return register_kprobe(&p->entry);
	}
	p->ret.handler = at_return;
	p->ret.maxactive = RETURNS_AT_ONCE;
	return register_kretprobe(&p->ret);
}

static enum kiln_err probe_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	struct probe *p = kzalloc(struct_size(p, name, strlen(at->name) + 1), GFP_KERNEL);
	int err;

	if (!p)
		return KILN_ERR_NOMEM;
	p->source = (struct source){ .ops = &source_kprobe, .k = k };
	p->returns = at->flags & RETURNS;
	strcpy(p->name, at->name);
	err = probe_register(p);
	if (err) {
		kfree(p);
		return err == -ENOMEM ? KILN_ERR_NOMEM : err == -ENOENT ? KILN_ERR_NOENT : KILN_ERR_INVAL;
	}
	*out = &p->source;
	return KILN_OK;
}

static void probe_end(struct source *s)
{
	struct probe *p = container_of(s, struct probe, source);

	if (p->returns)
		unregister_kretprobe(&p->ret);
	else
		unregister_kprobe(&p->entry);
	kfree(p);
}

const struct source_ops source_kprobe = { .kind = "kprobe", .begin = probe_begin, .end = probe_end };

/* -- tracepoints ----------------------------------------------------------------------------------------------------- */

struct point {
	struct source source;
	struct tracepoint *tp;
};

/*
 * What a tracepoint calls is passed its arguments as any function is: so far as they come in registers, those are read, however many
 * the tracepoint has. What a program may read beyond them is 0.
 */
static void at_point(void *data, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e)
{
	uint64_t args[12] = { a, b, c, d, e };
	struct point *p = data;
	int64_t ignored;

	source_run(&p->source, args, &ignored, NULL);
}

struct search {
	const char *name;
	struct tracepoint *found;
};

static void compare(struct tracepoint *tp, void *priv)
{
	struct search *s = priv;

	if (!strcmp(tp->name, s->name))
		s->found = tp;
}

static enum kiln_err point_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	struct search s = { .name = at->name };
	struct point *p;

	for_each_kernel_tracepoint(compare, &s);
	if (!s.found)
		return KILN_ERR_NOENT;
	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return KILN_ERR_NOMEM;
	p->source = (struct source){ .ops = &source_raw_tracepoint, .k = k };
	p->tp = s.found;
	if (tracepoint_probe_register(p->tp, at_point, p)) {
		kfree(p);
		return KILN_ERR_NOMEM;
	}
	*out = &p->source;
	return KILN_OK;
}

static void point_end(struct source *s)
{
	struct point *p = container_of(s, struct point, source);

	tracepoint_probe_unregister(p->tp, at_point, p);
	tracepoint_synchronize_unregister();
	kfree(p);
}

const struct source_ops source_raw_tracepoint = { .kind = "raw_tracepoint", .begin = point_begin, .end = point_end };
