// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * device.c - /dev/kiln in a process: host/linux/device.c with descriptors and places of events that are made up here, under the sanitizers.
 *
 *   device SECONDS SEED      life of objects, each allocation refused once, random calls as root and as a member of the group
 *
 * Output       "ok NAME" and "not ok NAME - why".
 */
#include "fake.h"

#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <time.h>
#include <unistd.h>

#include "device.h"

#include <kiln/device.h>

enum { NR_FDS = 64, NR_PLACES = 64 };

/* -- descriptors ----------------------------------------------------------------------------------------------------- */

static struct file *files[NR_FDS];
static const struct file_operations *device_ops;

int anon_inode_getfd(const char *name, const struct file_operations *ops, void *priv, int flags)
{
	(void)name;
	for (int fd = 3; fd < NR_FDS; fd++) {
		struct file *f = files[fd] ? NULL : calloc(1, sizeof(*f));

		if (!f)
			continue;
		*f = (struct file){ .f_op = ops, .private_data = priv, .refs = 1 };
		f->f_mode = (flags & O_ACCMODE) == O_RDONLY   ? FMODE_READ
			    : (flags & O_ACCMODE) == O_WRONLY ? FMODE_WRITE
							      : FMODE_READ | FMODE_WRITE;
		files[fd] = f;
		return fd;
	}
	return -EMFILE;
}

struct fd fdget(unsigned int fd)
{
	return (struct fd){ fd < NR_FDS ? files[fd] : NULL };
}

void fdput(struct fd fd)
{
	(void)fd;
}

struct file *fake_file(int fd)
{
	return fdget((unsigned int)fd).file;
}

void fake_close(int fd)
{
	struct file *f = fake_file(fd);

	if (!f)
		return;
	files[fd] = NULL;
	if (f->f_op->release)
		f->f_op->release(NULL, f);
	free(f);
}

int misc_register(struct miscdevice *d)
{
	device_ops = d->fops;
	return 0;
}

void misc_deregister(struct miscdevice *d)
{
	(void)d;
	device_ops = NULL;
}

int fake_open(void)
{
	struct file *f = calloc(1, sizeof(*f));

	*f = (struct file){ .f_op = device_ops, .refs = 1 };
	if (device_ops->open(NULL, f)) {
		free(f);
		return -EPERM;
	}
	for (int fd = 3; fd < NR_FDS; fd++)
		if (!files[fd]) {
			files[fd] = f;
			return fd;
		}
	abort();
}

void seq_printf(struct seq_file *s, const char *fmt, ...)
{
	(void)s, (void)fmt;
}

/* -- where events come from ------------------------------------------------------------------------------------------- */

static struct source *places[NR_PLACES];

static enum kiln_err place_begin(struct kiln *k, const struct source_ops *ops, struct source **out)
{
	struct source *s = calloc(1, sizeof(*s));

	*s = (struct source){ .ops = ops, .k = k };
	*out = s;
	for (int i = 0; i < NR_PLACES; i++)
		if (!places[i]) {
			places[i] = s;
			return KILN_OK;
		}
	free(s);
	return KILN_ERR_NOMEM;
}

static void place_end(struct source *s)
{
	for (int i = 0; i < NR_PLACES; i++)
		if (places[i] == s)
			places[i] = NULL;
	free(s);
}

#define SOURCE(name, kind_, attach)                                                                         \
	static enum kiln_err begin_##name(struct kiln *k, const struct kiln_place *at, struct source **out) \
	{                                                                                                   \
		(void)at;                                                                                   \
		return place_begin(k, &source_##name, out);                                                 \
	}                                                                                                   \
	const struct source_ops source_##name = {                                                           \
		.kind = kind_, .attach_type = attach, .begin = begin_##name, .end = place_end               \
	};
SOURCE(xdp, "xdp", 0)
SOURCE(tcx_in, "sched_cls", 46)
SOURCE(tcx_out, "sched_cls", 47)
SOURCE(netfilter, "netfilter", 0)
SOURCE(packet_filter, "cgroup_skb", 45)
SOURCE(tap_in, "socket_filter", 46)
SOURCE(tap_out, "socket_filter", 47)
SOURCE(kprobe, "kprobe", 42)
SOURCE(file, "kprobe", 48)
SOURCE(counter, "perf_event", 0)
SOURCE(fentry, "fentry", 0)
SOURCE(fexit, "fexit", 0)
SOURCE(tp_btf, "tp_btf", 0)
SOURCE(raw_tracepoint, "raw_tracepoint", 0)

bool counter_name(const struct kiln_device_perf *p, char *name, size_t cap)
{
	scnprintf(name, cap, "%u:%llu", p->type, (unsigned long long)p->config);
	return p->type < 8;
}

const struct kiln_btf *types_of(void *cookie)
{
	(void)cookie;
	return NULL;
}

void types_end(void)
{
}

bool net_interface(void *cookie, uint32_t ifindex)
{
	(void)cookie;
	return ifindex && ifindex < 5;
}

uint64_t net_number(void *cookie)
{
	(void)cookie;
	return 1;
}

/* An event at each place that sees packets, or memory of that length. */
static void events(void)
{
	static uint8_t room[1024];
	struct kiln_packet p;
	int64_t verdict;

	for (int i = 0; i < NR_PLACES; i++) {
		if (!places[i])
			continue;
		kiln_packet_init(&p, room, 256, 64, 256);
		source_run(places[i],
			   kiln_kind_by_name(places[i]->ops->kind)->flags & KILN_KIND_PACKET ? (void *)&p : room,
			   &verdict, NULL);
	}
}

/* -- the tests ------------------------------------------------------------------------------------------------------- */

static struct kiln *k;
static struct kiln_host *host;
static int failed;

static void check(bool ok, const char *name)
{
	printf(ok ? "ok %s\n" : "not ok %s - it is not so\n", name);
	failed |= !ok;
}

static long bpf(int device, unsigned int cmd, union bpf_attr attr)
{
	struct kiln_device_call call = { .attr = (uintptr_t)&attr, .cmd = cmd, .size = sizeof(attr) };
	struct file *f = fake_file(device);

	return f->f_op->unlocked_ioctl(f, KILN_DEVICE_BPF, (unsigned long)&call);
}
#define BPF(device, cmd, ...) bpf(device, cmd, (union bpf_attr){ __VA_ARGS__ })

/* r1 = the map; r0 = 2; exit */
static long load(int device, unsigned int type, long map)
{
	struct bpf_insn insns[] = { { .code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = (int)map },
				    { .imm = 0 },
				    { .code = 0xb7, .imm = 2 },
				    { .code = 0x95 } };

	return BPF(device, BPF_PROG_LOAD, .prog_type = type, .insn_cnt = 4, .insns = (uintptr_t)insns,
		   .license = (uintptr_t) "GPL");
}

/* A map that is mapped, a program, a test run, a link, an event. True: all of it worked. */
static bool once(int device)
{
	unsigned char packet[64] = { 0 };
	long map = BPF(device, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 8,
		       .max_entries = 8, .map_flags = BPF_F_MMAPABLE),
	     prog = map > 0 ? load(device, BPF_PROG_TYPE_XDP, map) : -1, link = -1;
	struct vm_area_struct vma = { .vm_end = 4096, .vm_flags = VM_SHARED | VM_WRITE | VM_MAYWRITE };
	bool ok = false;

	if (prog > 0) {
		link = BPF(device, BPF_LINK_CREATE,
			   .link_create = { .prog_fd = (unsigned int)prog, .target_fd = 1, .attach_type = 37 });
		ok = link > 0 && !BPF(device, BPF_PROG_TEST_RUN,
				      .test = { .prog_fd = (unsigned int)prog,
						.data_in = (uintptr_t)packet,
						.data_size_in = sizeof(packet) });
	}
	if (map > 0) {
		ok &= !fake_file((int)map)->f_op->mmap(fake_file((int)map), &vma);
		*(volatile uint64_t *)vma.fake = 7;
		vma.vm_ops->close(&vma);
	}
	events();
	fake_close((int)link);
	fake_close((int)map);
	fake_close((int)prog);
	return ok;
}

static uint64_t alive(void)
{
	uint64_t now, all;

	linux_wait(NULL);
	linux_counts(&now, &all);
	return now;
}

static void without_memory(int device)
{
	uint64_t before, now, from, to, nr_failed = 0;

	once(device);
	before = alive();
	linux_counts(&now, &from);
	once(device);
	linux_counts(&now, &to);
	for (uint64_t n = 1; n <= to - from; n++) {
		linux_fail_alloc_at(n);
		nr_failed += !once(device);
	}
	linux_fail_alloc_at(0);
	printf("# %llu of %llu runs failed, each with another allocation refused\n", (unsigned long long)nr_failed,
	       (unsigned long long)(to - from));
	check(nr_failed > (to - from) / 2, "out of memory at any allocation is an error");
	check(alive() == before, "... and leaves nothing");
	check(once(device), "... and all works afterwards");
}

static uint64_t state;
static uint32_t draw(uint32_t below)
{
	state = state * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(state >> 33) % below;
}

static void attr_fill(uint8_t *attr, size_t len)
{
	static uint8_t memory[4096] __attribute__((aligned(8)));

	for (size_t i = 0; i + 8 <= len; i += 4) {
		uint32_t v = draw(8) < 3 ? draw(16) : draw(4) == 0 ? draw(0x7fffffff) * 2 : draw(2) ? draw(64) : 0;
		uintptr_t p = (uintptr_t)memory + draw(2048);

		memcpy(attr + i, &v, sizeof(v));
		if (i % 8 || draw(4))
			continue;
		for (int j = 0; j < 16; j++)
			memory[draw(4096)] = (uint8_t)draw(256);
		memcpy(attr + i, &p, sizeof(p));
		i += 4;
	}
}

/* A random call of one of the ways in. */
static bool random_call(int device)
{
	uint8_t attr[144];
	struct kiln_device_call call = { .attr = (uintptr_t)attr, .cmd = draw(40), .size = 8 + draw(17) * 8 };
	struct file *f = fake_file(device), *o = fake_file(3 + (int)draw(NR_FDS - 3));
	struct vm_area_struct vma = { .vm_end = (1 + draw(4)) * 4096ul, .vm_pgoff = draw(4), .vm_flags = draw(64) };

	attr_fill(attr, sizeof(attr));
	if (draw(16) == 0)
		events();
	if (draw(16) == 0)
		return f->f_op->unlocked_ioctl(f, KILN_DEVICE_PERF, (unsigned long)attr) >= 0;
	if (o && o != f && draw(16) == 0)
		return o->f_op->unlocked_ioctl(o, PERF_EVENT_IOC_SET_BPF, 3 + draw(NR_FDS)) >= 0;
	if (o && o != f && o->f_op->mmap && draw(16) == 0) {
		if (o->f_op->mmap(o, &vma) < 0)
			return false;
		if (vma.vm_ops)
			vma.vm_ops->close(&vma);
		return true;
	}
	if (o && o != f && o->f_op->poll && draw(32) == 0)
		return o->f_op->poll(o, NULL) != EPOLLERR;
	if (o && o != f && draw(16) == 0)
		fake_close(3 + (int)draw(NR_FDS - 3));
	return f->f_op->unlocked_ioctl(f, KILN_DEVICE_BPF, (unsigned long)&call) >= 0;
}

static void fuzz(int seconds, bool root)
{
	uint64_t before, nr = 0, good = 0;
	time_t end = time(NULL) + seconds;
	int device;

	current->root = root;
	device = fake_open();
	check(device >= 0, root ? "root opens the device" : "a member of the group opens it");
	if (device < 0)
		return;
	once(device);
	before = alive();
	while (time(NULL) < end) {
		for (int i = 0; i < 200; i++) /* descriptors that mean something */
			if (i % 50 == 0) {
				long map = BPF(device, BPF_MAP_CREATE, .map_type = 1 + draw(4), .key_size = 4,
					       .value_size = 8, .max_entries = 8);

				load(device, 1 + draw(8), map > 0 ? map : 3);
			} else if (fake_file(device) && random_call(device)) {
				good++;
			} else if (!fake_file(device)) {
				device = fake_open();
			}
		nr += 200;
		for (int fd = 3; fd < NR_FDS; fd++)
			if (fd != device)
				fake_close(fd);
	}
	printf("# %llu random calls, %llu of them taken\n", (unsigned long long)nr, (unsigned long long)good);
	check(alive() <= before + 64, "random calls: nothing is left of them"); /* tables that grew */
	fake_close(device);
	current->root = true;
}

int main(int argc, char **argv)
{
	uint64_t left, total;
	int device;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc != 3 || kiln_posix_host_new(NULL, &host) || kiln_new(host, &k) || device_begin(k))
		return 2;
	state = strtoull(argv[2], NULL, 0);
	current->root = false;
	check(fake_open() < 0, "the device is root's alone");
	fake_param_group(7777);
	current->root = true;
	device = fake_open();
	check(once(device), "an object of each kind, once");
	without_memory(device);
	fake_close(device);
	fuzz(atoi(argv[1]), true);
	fuzz(atoi(argv[1]), false);
	for (int fd = 3; fd < NR_FDS; fd++)
		fake_close(fd);
	device_end();
	kiln_free(k);
	kiln_posix_counts(host, &left, &total);
	check(!left, "nothing is left at the end");
	kiln_posix_host_free(host);
	return failed;
}
