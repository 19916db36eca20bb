// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * file.c - instructions of programs and libraries (uprobes): where a process comes by, programs of the kind kprobe run.
 *
 * Life         the path is held, so that the file's inode stays what it was named.
 * Threads      the kernel calls in the process that came by; unregistering waits for those.
 */
#include "device.h"

#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/namei.h>
#include <linux/path.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uprobes.h>

enum { RETURNS = 1, UPROBE_MULTI = 48 };

struct spot {
	struct uprobe_consumer consumer;
	struct spots *all;
	loff_t off;
};

struct spots {
	struct source source;
	struct path path;
	pid_t pid; /* 0: everybody's */
	uint32_t nr;
	struct spot at[];
};

static int spot_run(const struct spot *at, const struct pt_regs *regs)
{
	struct spots *all = at->all;
	struct pt_regs copy = *regs;

	if (!all->pid || all->pid == task_tgid_vnr(current))
		source_run_at(&all->source, at - all->at, &copy);
	return 0;
}

static int at_spot(struct uprobe_consumer *c, struct pt_regs *regs)
{
	return spot_run(container_of(c, struct spot, consumer), regs);
}

static int at_return(struct uprobe_consumer *c, unsigned long func, struct pt_regs *regs)
{
	return spot_run(container_of(c, struct spot, consumer), regs);
}

static void file_end(struct source *s)
{
	struct spots *all = container_of(s, struct spots, source);

	while (all->nr--)
		uprobe_unregister(d_real_inode(all->path.dentry), all->at[all->nr].off, &all->at[all->nr].consumer);
	path_put(&all->path);
	kvfree(all);
}

/* PID:OFFSET,OFFSET:PATH, cut into its parts. */
static bool name_cut(char *name, char **offsets, char **path, pid_t *pid)
{
	char *number = strsep(&name, ":");

	*offsets = strsep(&name, ":");
	*path = name;
	return name && !kstrtoint(number, 10, pid);
}

static int spots_register(struct spots *all, char *offsets, bool returns)
{
	char *off;
	int err = 0;

	while (!err && (off = strsep(&offsets, ","))) {
		struct spot *at = &all->at[all->nr];
		char *at_off = strsep(&off, "+");
		loff_t count = 0; /* where its reference counter is; 0: it has none */

		at->all = all;
		at->consumer.handler = returns ? NULL : at_spot;
		at->consumer.ret_handler = returns ? at_return : NULL;
		err = kstrtoll(at_off, 16, &at->off);
		if (!err && off)
			err = kstrtoll(off, 16, &count);
		if (!err)
			err = uprobe_register_refctr(d_real_inode(all->path.dentry), at->off, count, &at->consumer);
		all->nr += !err;
	}
	return err;
}

static int file_open(struct kiln *k, char *name, bool returns, struct source **out)
{
	char *offsets, *path;
	struct spots *all;
	uint32_t nr = 1;
	pid_t pid;
	int err;

	if (!name_cut(name, &offsets, &path, &pid))
		return -EINVAL;
	for (const char *c = offsets; *c; c++)
		nr += *c == ',';
	all = kvzalloc(struct_size(all, at, nr), GFP_KERNEL);
	if (!all)
		return -ENOMEM;
	err = kern_path(path, LOOKUP_FOLLOW, &all->path);
	if (err) {
		kvfree(all);
		return err;
	}
	all->source = (struct source){ .ops = &source_file, .k = k };
	all->pid = pid;
	err = d_is_reg(all->path.dentry) ? spots_register(all, offsets, returns) : -EINVAL;
	if (err)
		file_end(&all->source);
	else
		*out = &all->source;
	return err;
}

static enum kiln_err file_begin(struct kiln *k, const struct kiln_place *at, struct source **out)
{
	char *name = kstrdup(at->name, GFP_KERNEL);
	int err = name ? file_open(k, name, at->flags & RETURNS, out) : -ENOMEM;

	kfree(name);
	return !err ? KILN_OK : err == -ENOMEM ? KILN_ERR_NOMEM : err == -ENOENT ? KILN_ERR_NOENT : KILN_ERR_INVAL;
}

const struct source_ops source_file = {
	.kind = "kprobe", .attach_type = UPROBE_MULTI, .begin = file_begin, .end = file_end
};
