// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * probe.c - events inside the kernel: functions that are entered and left (kprobes), and tracepoints.
 *
 * Programs by type (fentry, fexit, tp_btf) stand at the same places, and see arguments instead of registers: those that come in registers.
 */
#include "device.h"

#include <linux/kprobes.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>

/* -- functions ------------------------------------------------------------------------------------------------------- */

enum { KPROBE_MULTI = 42, RETURNS = 1, RETURNS_AT_ONCE = 256, ARGS = 6, MAX_ARGS = 11 };

/* One function. Programs by type (fentry, fexit) see its arguments, and at its end the result behind them; others see registers. */
struct probe {
	struct probes *all;
	union {
		struct kprobe entry;
		struct kretprobe ret;
	};
};

struct probes {
	struct source source;
	bool returns;
	uint32_t nr_args, nr;
	char *names; /* the functions', with zeros between */
	struct probe at[];
};

/* struct pt_regs is what programs see: the kernel's own registers come first in it, in the order of user space. */
static void regs_run(const struct probe *p, struct pt_regs *regs)
{
	struct pt_regs copy = *regs; /* nothing that a program does changes the kernel's */

	source_run_at(&p->all->source, p - p->all->at, &copy);
}
_Static_assert(sizeof(struct pt_regs) == 168, "as the kind's table has it");

static int at_entry(struct kprobe *kp, struct pt_regs *regs)
{
	regs_run(container_of(kp, struct probe, entry), regs);
	return 0;
}

static int at_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	regs_run(container_of(get_kretprobe(ri), struct probe, ret), regs);
	return 0;
}

/* Arguments beyond those in registers are 0. */
static void args_take(const struct pt_regs *regs, uint64_t args[MAX_ARGS + 1])
{
	const uint64_t in[ARGS] = { regs->di, regs->si, regs->dx, regs->cx, regs->r8, regs->r9 };

	memset(args, 0, (MAX_ARGS + 1) * sizeof(args[0]));
	memcpy(args, in, sizeof(in));
}

static int at_typed_entry(struct kprobe *kp, struct pt_regs *regs)
{
	uint64_t args[MAX_ARGS + 1];

	args_take(regs, args);
	source_run_at(&container_of(kp, struct probe, entry)->all->source, 0, args);
	return 0;
}

/* What the function was called with is kept until it returns. */
static int at_typed_call(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	uint64_t args[MAX_ARGS + 1];

	args_take(regs, args);
	memcpy(ri->data, args, ARGS * sizeof(args[0]));
	return 0;
}

static int at_typed_return(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct probes *all = container_of(get_kretprobe(ri), struct probe, ret)->all;
	uint64_t args[MAX_ARGS + 1] = { 0 };

	memcpy(args, ri->data, ARGS * sizeof(args[0]));
	args[all->nr_args] = regs->ax;
	source_run_at(&all->source, 0, args);
	return 0;
}

/* An address; or a name, with +OFFSET behind it or not. */
static int probe_locate(struct kprobe *kp, char *name)
{
	unsigned long addr;

	if (!strncmp(name, "0x", 2) && !kstrtoul(name, 16, &addr)) {
		kp->addr = (kprobe_opcode_t *)addr;
		return 0;
	}
	kp->symbol_name = strsep(&name, "+");
	return name ? kstrtouint(name, 16, &kp->offset) : 0;
}

static int probe_register(struct probes *all, struct probe *p, char *name)
{
	struct kprobe *kp = all->returns ? &p->ret.kp : &p->entry;
	bool typed = all->source.ops != &source_kprobe;
	int err = probe_locate(kp, name);

	if (err)
		return err;
	p->all = all;
	if (!all->returns) {
		p->entry.pre_handler = typed ? at_typed_entry : at_entry;
		return register_kprobe(&p->entry);
	}
	p->ret.handler = typed ? at_typed_return : at_return;
	p->ret.entry_handler = typed ? at_typed_call : NULL;
	p->ret.data_size = typed ? ARGS * sizeof(uint64_t) : 0;
	p->ret.maxactive = RETURNS_AT_ONCE;
	return register_kretprobe(&p->ret);
}

static void probes_end(struct source *s)
{
	struct probes *all = container_of(s, struct probes, source);

	while (all->nr--)
		if (all->returns)
			unregister_kretprobe(&all->at[all->nr].ret);
		else
			unregister_kprobe(&all->at[all->nr].entry);
	kfree(all->names);
	kvfree(all);
}

static uint32_t names_count(const char *names)
{
	uint32_t nr = 1;

	for (; *names; names++)
		nr += *names == ',';
	return nr;
}

/* All of the names, or none. */
static enum kiln_err probes_begin(struct kiln *k, const struct kiln_place *at, const struct source_ops *ops,
				  bool returns, struct source **out)
{
	uint32_t nr = names_count(at->name);
	struct probes *all = kvzalloc(struct_size(all, at, nr), GFP_KERNEL);
	char *names, *name;
	int err = -ENOMEM;

	if (!all)
		return KILN_ERR_NOMEM;
	all->source = (struct source){ .ops = ops, .k = k };
	all->returns = returns;
	all->nr_args = min_t(uint32_t, at->flags, MAX_ARGS);
	all->names = names = kstrdup(at->name, GFP_KERNEL);
	while (names && (name = strsep(&names, ","))) {
		err = probe_register(all, &all->at[all->nr], name);
		if (err)
			break;
		all->nr++;
	}
	if (err) {
		probes_end(&all->source);
		return err == -ENOMEM ? KILN_ERR_NOMEM : err == -ENOENT ? KILN_ERR_NOENT : KILN_ERR_INVAL;
	}
	*out = &all->source;
	return KILN_OK;
}

static enum kiln_err kprobe_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return probes_begin(k, at, &source_kprobe, at->flags & RETURNS, out);
}

static enum kiln_err fentry_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return probes_begin(k, at, &source_fentry, false, out);
}

static enum kiln_err fexit_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return probes_begin(k, at, &source_fexit, true, out);
}

const struct source_ops source_kprobe = {
	.kind = "kprobe", .attach_type = KPROBE_MULTI, .begin = kprobe_begin, .end = probes_end
};
const struct source_ops source_fentry = { .kind = "fentry", .begin = fentry_begin, .end = probes_end };
const struct source_ops source_fexit = { .kind = "fexit", .begin = fexit_begin, .end = probes_end };

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

	source_run_at(&p->source, 0, args);
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

static enum kiln_err point_begin_for(struct kiln *k, const struct kiln_place *at, const struct source_ops *ops,
				     struct source **out)
{
	struct search s = { .name = at->name };
	struct point *p;

	for_each_kernel_tracepoint(compare, &s);
	if (!s.found)
		return KILN_ERR_NOENT;
	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return KILN_ERR_NOMEM;
	p->source = (struct source){ .ops = ops, .k = k };
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

static enum kiln_err point_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return point_begin_for(k, at, &source_raw_tracepoint, out);
}

static enum kiln_err typed_point_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	return point_begin_for(k, at, &source_tp_btf, out);
}

const struct source_ops source_tp_btf = { .kind = "tp_btf", .begin = typed_point_begin, .end = point_end };
const struct source_ops source_raw_tracepoint = { .kind = "raw_tracepoint", .begin = point_begin, .end = point_end };
