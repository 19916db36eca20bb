// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * device.c - /dev/kiln: bpf(2) by ioctl, with anonymous inodes as descriptors that can be mapped and polled.
 *
 * Overview     the dispatcher is the core's; here are the four ways in which it reaches its client, who is the caller of the ioctl. A
 *              descriptor holds its object and the module. So the module goes when nobody has one, and takes pins with it.
 * Who may      root has all. The members of a group that root chose have a kiln_sys of their own, which does not trust them; what one of
 *              them made another reaches only by the descriptor.
 * Threads      one lock around commands and the ends of descriptors. Events do not take it.
 */
#include "device.h"

#include <linux/anon_inodes.h>
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/nsproxy.h>
#include <linux/perf_event.h>
#include <linux/poll.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include <net/net_namespace.h>

#include <kiln/device.h>

enum { MAP_RINGBUF = 27, F_MMAPABLE = 1024, MAX_RUN_NS = 1000000000, MEMBERS_RUN_NS = 20000000, MEMBERS_OBJECTS = 256 };

static DEFINE_MUTEX(lock);
static struct kiln_sys *sys, *members;

/* -- ring buffers have news ------------------------------------------------------------------------------------------ */

static DECLARE_WAIT_QUEUE_HEAD(news);

static void tell(struct irq_work *irq)
{
	wake_up_all(&news);
}
static DEFINE_IRQ_WORK(tell_work, tell);

/* From anywhere. Whoever waits looks again, at the buffer that it waits for. */
static void tell_later(void)
{
	irq_work_queue(&tell_work);
}

static enum kiln_err client_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may);

/* -- descriptors ----------------------------------------------------------------------------------------------------- */

static struct kiln_map *map_of(struct file *f)
{
	return kiln_object_map(f->private_data);
}

static int object_release(struct inode *inode, struct file *f)
{
	mutex_lock(&lock);
	kiln_object_put(f->private_data);
	kiln_sys_sweep(sys);
	kiln_sys_sweep(members);
	mutex_unlock(&lock);
	return 0;
}

/* An array is not frozen while it is mapped for writing. The mapping holds the file, and with it the map. */
static void array_open(struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_MAYWRITE)
		kiln_map_writer_begin(vma->vm_private_data);
}

static void array_close(struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_MAYWRITE)
		kiln_map_writer_end(vma->vm_private_data);
}

static const struct vm_operations_struct array_ops = { .open = array_open, .close = array_close };

static int array_map(struct kiln_map *m, void *handle, size_t len, struct vm_area_struct *vma)
{
	const bool writes = vma->vm_flags & VM_MAYWRITE;
	int err;

	if (writes && !kiln_map_writer_begin(m))
		return -EPERM;
	err = linux_share_map(handle, len, vma);
	if (err) {
		if (writes)
			kiln_map_writer_end(m);
		return err;
	}
	vma->vm_private_data = m;
	vma->vm_ops = &array_ops;
	return 0;
}

/* As Linux has it: only the consumer's page may be written. */
static int ring_map(void *handle, size_t len, struct vm_area_struct *vma)
{
	if (vma->vm_flags & VM_WRITE && (vma->vm_pgoff || vma->vm_end - vma->vm_start != PAGE_SIZE))
		return -EPERM;
	return linux_share_map(handle, len, vma);
}

/* The buffer of a perf event; NULL: it is none that has one. */
static struct linux_output *output_of(const struct file *f)
{
	struct kiln_object *o = f->private_data;

	return kiln_object_type(o) == KILN_OBJECT_PERF ? *kiln_object_host(o) : NULL;
}

/* As Linux says it: of an array that was made to be mapped, but has a lock, a timer or the kernel's pointers. */
static int not_mapped(const struct kiln_map *m)
{
	return kiln_map_spec(m)->flags & F_MMAPABLE ? -ENOTSUPP : -EINVAL;
}

static int object_mmap(struct file *f, struct vm_area_struct *vma)
{
	struct kiln_map *m = map_of(f);
	struct linux_output *output = output_of(f);
	size_t len = 0;
	void *handle = m ? kiln_map_shared(m, &len) : NULL;

	if (!m && !output)
		return -ENODEV;
	if (m && !handle)
		return not_mapped(m);
	if (!(vma->vm_flags & VM_SHARED))
		return -EINVAL;
	vma->vm_flags &= ~VM_MAYEXEC;
	if (!(vma->vm_flags & VM_WRITE))
		vma->vm_flags &= ~VM_MAYWRITE;
	if (output)
		return linux_output_map(output, vma);
	return kiln_map_spec(m)->type == MAP_RINGBUF ? ring_map(handle, len, vma) : array_map(m, handle, len, vma);
}

/* The two positions of a ring buffer stand at the beginning of its first pages. */
static __poll_t object_poll(struct file *f, struct poll_table_struct *table)
{
	struct kiln_map *m = map_of(f);
	size_t len = 0;
	struct linux_output *output = output_of(f);
	uint8_t *pages = m ? kiln_map_shared(m, &len) : NULL;

	if (output) {
		poll_wait(f, &news, table);
		return linux_output_poll(output);
	}
	if (!pages || kiln_map_spec(m)->type != MAP_RINGBUF)
		return EPOLLERR;
	poll_wait(f, &news, table);
	return READ_ONCE(*(uint64_t *)pages) != READ_ONCE(*(uint64_t *)(pages + PAGE_SIZE)) ? EPOLLIN | EPOLLRDNORM : 0;
}

static void object_show(struct seq_file *s, struct file *f)
{
	struct kiln_object *o = f->private_data;
	const struct kiln_map *m = kiln_object_map(o);
	const struct kiln_prog *p = kiln_object_prog(o);
	const struct kiln_map_spec *spec = m ? kiln_map_spec(m) : NULL;
	struct kiln_prog_info info;

	if (m)
		seq_printf(s,
			   "map_type:\t%u\nkey_size:\t%u\nvalue_size:\t%u\nmax_entries:\t%u\nmap_flags:\t%#x\n"
			   "map_extra:\t%#llx\nmap_id:\t%u\nfrozen:\t%u\n",
			   spec->type, spec->key_size, spec->value_size, spec->max_entries, spec->flags, spec->extra,
			   kiln_object_id(o), kiln_map_frozen(m));
	if (!p)
		return;
	kiln_prog_info(p, &info);
	seq_printf(s, "prog_type:\t%u\nprog_jited:\t%u\nprog_id:\t%u\n", info.kind->prog_type, info.jited,
		   kiln_object_id(o));
}

/* Events come for as long as a program is there; PERF_EVENT_IOC_SET_BPF puts one there. */
static long object_ioctl(struct file *f, unsigned int nr, unsigned long arg)
{
	struct kiln_object *o = f->private_data, *prog;
	uint32_t may;
	int64_t ret;

	if (kiln_object_type(o) != KILN_OBJECT_PERF)
		return -ENOTTY;
	if (nr != PERF_EVENT_IOC_SET_BPF)
		return nr == PERF_EVENT_IOC_ENABLE || nr == PERF_EVENT_IOC_DISABLE || nr == PERF_EVENT_IOC_RESET ||
				       nr == PERF_EVENT_IOC_REFRESH
			       ? 0
			       : -ENOTTY;
	if (mutex_lock_killable(&lock))
		return -EINTR;
	ret = -client_object(NULL, arg, &prog, &may);
	if (!ret)
		ret = kiln_object_prog(prog) ? kiln_sys_perf_set(o, prog) : -EINVAL;
	mutex_unlock(&lock);
	return ret;
}

/* What an iterator wrote. */
static ssize_t object_read(struct file *f, char __user *to, size_t len, loff_t *at)
{
	size_t all;
	const void *text = kiln_object_text(f->private_data, &all);

	return text || kiln_object_type(f->private_data) == KILN_OBJECT_ITER
		       ? simple_read_from_buffer(to, len, at, text, all)
		       : -EINVAL;
}

static const struct file_operations object_fops = {
	.owner = THIS_MODULE,
	.read = object_read,
	.unlocked_ioctl = object_ioctl,
	.release = object_release,
	.mmap = object_mmap,
	.poll = object_poll,
	.show_fdinfo = object_show,
	.llseek = noop_llseek,
};

/* -- the client ------------------------------------------------------------------------------------------------------ */

static enum kiln_err client_read(void *cookie, void *dst, uint64_t from, size_t len)
{
	return copy_from_user(dst, u64_to_user_ptr(from), len) ? KILN_ERR_FAULT : KILN_OK;
}

static enum kiln_err client_write(void *cookie, uint64_t to, const void *src, size_t len)
{
	return copy_to_user(u64_to_user_ptr(to), src, len) ? KILN_ERR_FAULT : KILN_OK;
}

/* Another thread may close the descriptor meanwhile; but what it held is given back with the lock, which the command has. */
static enum kiln_err client_object(void *cookie, int32_t fd, struct kiln_object **o, uint32_t *may)
{
	struct fd f = fdget(fd);
	enum kiln_err err = KILN_ERR_INVAL;

	if (!f.file)
		return KILN_ERR_BADF;
	if (f.file->f_op == &object_fops) {
		*o = f.file->private_data;
		*may = (f.file->f_mode & FMODE_READ ? KILN_MAY_READ : 0) |
		       (f.file->f_mode & FMODE_WRITE ? KILN_MAY_WRITE : 0);
		err = KILN_OK;
	}
	fdput(f);
	return err;
}

static int64_t client_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	/* What clients of bpf(2) look for in /proc/PID/fd. */
	static const char *const names[KILN_OBJECT_TYPES] = { "bpf-prog",  "bpf-map",  "btf",	  "bpf_link",
							      "bpf-stats", "bpf-perf", "bpf_iter" };
	int flags = may == KILN_MAY_READ ? O_RDONLY : may == KILN_MAY_WRITE ? O_WRONLY : O_RDWR, fd;

	if (kiln_object_type(o) != KILN_OBJECT_MAP)
		flags = O_RDWR;
	fd = anon_inode_getfd(names[kiln_object_type(o)], &object_fops, o, flags | O_CLOEXEC);
	if (fd >= 0)
		kiln_object_get(o);
	return fd;
}

static const struct kiln_client client = {
	.read = client_read, .write = client_write, .object = client_object, .install = client_install
};

/* -- the device ------------------------------------------------------------------------------------------------------ */

/* An output has its buffer from the beginning. */
static int64_t perf_install(void *cookie, struct kiln_object *o, uint32_t may)
{
	const struct perf_ask *ask = cookie;
	struct linux_output *output = NULL;

	if (ask->perf.kind == KILN_PERF_OUTPUT) {
		output = linux_output_new(ask->cpu);
		if (!output)
			return -ENOMEM;
	}
	*kiln_object_host(o) = output; /* ended with o: object_gone() */
	return client_install(NULL, o, may);
}

static void object_gone(void *cookie, struct kiln_object *o)
{
	if (kiln_object_type(o) == KILN_OBJECT_PERF)
		linux_output_free(*kiln_object_host(o));
}

static enum kiln_err output_place(void *cookie, struct kiln_map *m, uint32_t slot, struct kiln_object *perf)
{
	struct linux_output *output = perf ? *kiln_object_host(perf) : NULL;

	return perf && !output ? KILN_ERR_INVAL : linux_output_place(m, slot, output);
}

static long device_perf(struct file *f, const void __user *arg)
{
	struct perf_ask ask;
	const struct kiln_client install = { .cookie = &ask, .install = perf_install };
	int64_t ret = perf_ask(arg, &ask);

	if (ret)
		return ret;
	ret = mutex_lock_killable(&lock);
	if (!ret) {
		ret = kiln_sys_perf(f->private_data, &install, &ask.perf);
		mutex_unlock(&lock);
	}
	kfree(ask.perf.name);
	return ret;
}

static long device_ioctl(struct file *f, unsigned int nr, unsigned long arg)
{
	struct kiln_device_call call;
	int64_t ret;

	if (nr == KILN_DEVICE_PERF)
		return device_perf(f, (const void __user *)arg);
	if (nr != KILN_DEVICE_BPF)
		return -ENOTTY;
	if (copy_from_user(&call, (void __user *)arg, sizeof(call)))
		return -EFAULT;
	if (mutex_lock_killable(&lock))
		return -EINTR;
	linux_code_half = f->private_data == members;
	ret = kiln_sys_call(f->private_data, &client, call.cmd, call.attr, call.size);
	mutex_unlock(&lock);
	return ret;
}

static int group = -1;
module_param(group, int, 0444);
MODULE_PARM_DESC(group, "the members of this group, by its number, may open the device, too; -1: nobody but root");

static uint fuel;
module_param(fuel, uint, 0444);
MODULE_PARM_DESC(
	fuel,
	"root's programs may have loops that are not proven to end, and as many jumps back in a run; 0: none may");

static bool is_member(void)
{
	kgid_t gid = make_kgid(&init_user_ns, group);

	return group >= 0 && gid_valid(gid) && in_group_p(gid);
}

/* Whatever its mode says, who opens it is asked; not who was given the descriptor. */
static int device_open(struct inode *inode, struct file *f)
{
	if (!capable(CAP_SYS_ADMIN) && !is_member())
		return -EPERM;
	f->private_data = capable(CAP_SYS_ADMIN) ? sys : members;
	return 0;
}

static const struct file_operations device_fops = {
	.owner = THIS_MODULE,
	.open = device_open,
	.unlocked_ioctl = device_ioctl,
	.llseek = noop_llseek,
};

/* Group members: packets of networks that they administer, and nothing else. */
static enum kiln_err member_may_attach(void *cookie, const struct kiln_place *at)
{
	return !at->net || !ns_capable(current->nsproxy->net_ns->user_ns, CAP_NET_ADMIN) ? KILN_ERR_PERM : KILN_OK;
}

static const struct kiln_untrusted untrusted = {
	.max_insns = 4096, .max_processed = 100000, .max_run_insns = 100000, .max_map_len = 4 << 20
};

static struct miscdevice device = { .minor = MISC_DYNAMIC_MINOR, .name = "kiln", .fops = &device_fops, .mode = 0600 };

/* One for root, one for the group. */
static enum kiln_err sys_begin(struct kiln *k)
{
	struct kiln_sys_opts opts = {
		.fuel = fuel,
		.max_run_ns = MAX_RUN_NS,
		.interface = net_interface,
		.net = net_number,
		.types = types_of,
		.place = source_begin,
		.place_gone = source_end,
		.lacks = source_lacks,
		.perf = output_place,
		.gone = object_gone,
		.cookie = k,
	};
	enum kiln_err err = kiln_sys_new(k, &opts, &sys);

	if (err)
		return err;
	opts.max_run_ns = MEMBERS_RUN_NS;
	opts.max_objects = MEMBERS_OBJECTS;
	opts.untrusted = &untrusted;
	opts.may_attach = member_may_attach;
	err = kiln_sys_new(k, &opts, &members);
	if (err)
		kiln_sys_free(sys);
	return err;
}

static void sys_end(void)
{
	kiln_sys_free(members);
	kiln_sys_free(sys);
}

enum kiln_err device_begin(struct kiln *k)
{
	enum kiln_err err = sys_begin(k);

	if (err)
		return err;
	if (group >= 0)
		device.mode = 0666;
	linux_on_news = tell_later;
	if (!misc_register(&device))
		return KILN_OK;
	linux_on_news = NULL;
	sys_end();
	return KILN_ERR_IO;
}

void device_end(void)
{
	misc_deregister(&device);
	sys_end();
	types_end();
	linux_on_news = NULL;
	irq_work_sync(&tell_work);
}
