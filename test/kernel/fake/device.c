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

bool net_interface(void *cookie, uint64_t net, uint32_t ifindex)
{
	(void)cookie, (void)net;
	return ifindex && ifindex < 5;
}

uint64_t net_number(void *cookie)
{
	(void)cookie;
	return 1;
}

/* An event at each place that sees packets, or memory of that length; and of each other sort. */
static void events(void)
{
	static uint8_t room[1024];
	struct kiln_packet p;
	int64_t verdict;

	fake_events(room, 24 + (size_t)room[0] % 64);
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

static long perf(int device, const struct kiln_device_perf *p)
{
	struct file *f = fake_file(device);

	return f->f_op->unlocked_ioctl(f, KILN_DEVICE_PERF, (unsigned long)p);
}

static long link_perf(int device, long prog, const struct kiln_device_perf *p)
{
	long event = prog > 0 ? perf(device, p) : -1, link = -1;

	if (event > 0)
		link = BPF(device, BPF_LINK_CREATE,
			   .link_create = { .prog_fd = (unsigned int)prog,
					    .target_fd = (unsigned int)event,
					    .attach_type = BPF_PERF_EVENT });
	fake_close((int)event);
	return link;
}

/* r6 = r1; words of the context are added into r7; r7 is the value of map's 0; output of it to array's slot of this CPU; exit */
static long load_reader(int device, unsigned int type, long map, long array, const int16_t off[2])
{
	const int fd = (int)map, to = (int)array;
	struct bpf_insn insns[] = {
		{ .code = 0xbf, .dst_reg = 6, .src_reg = 1 },
		{ .code = 0x79, .dst_reg = 7, .src_reg = 6, .off = off[0] },
		{ .code = 0x79, .dst_reg = 1, .src_reg = 6, .off = off[1] },
		{ .code = 0x0f, .dst_reg = 7, .src_reg = 1 },
		{ .code = 0x7b, .dst_reg = 10, .src_reg = 7, .off = -8 }, /* the value */
		{ .code = 0x62, .dst_reg = 10, .off = -16, .imm = 0 },	  /* its key */
		{ .code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = fd },
		{ .imm = 0 },
		{ .code = 0xbf, .dst_reg = 2, .src_reg = 10 },
		{ .code = 0x07, .dst_reg = 2, .imm = -16 },
		{ .code = 0xbf, .dst_reg = 3, .src_reg = 10 },
		{ .code = 0x07, .dst_reg = 3, .imm = -8 },
		{ .code = 0xb7, .dst_reg = 4 },
		{ .code = 0x85, .imm = BPF_FUNC_map_update_elem },
		{ .code = 0xbf, .dst_reg = 1, .src_reg = 6 },
		{ .code = 0x18, .dst_reg = 2, .src_reg = 1, .imm = to },
		{ .imm = 0 },
		{ .code = 0x18, .dst_reg = 3, .imm = -1 }, /* BPF_F_CURRENT_CPU */
		{ .imm = 0 },
		{ .code = 0xbf, .dst_reg = 4, .src_reg = 10 },
		{ .code = 0x07, .dst_reg = 4, .imm = -8 },
		{ .code = 0xb7, .dst_reg = 5, .imm = 8 },
		{ .code = 0x85, .imm = BPF_FUNC_perf_event_output },
		{ .code = 0xb7 },
		{ .code = 0x95 },
	};

	return BPF(device, BPF_PROG_LOAD, .prog_type = type, .insn_cnt = ARRAY_SIZE(insns), .insns = (uintptr_t)insns,
		   .license = (uintptr_t) "GPL");
}

/* An array of perf events, with a buffer for each CPU that is mapped. */
struct outputs {
	long array, fds[FAKE_CPUS];
	struct perf_event_mmap_page *pages[FAKE_CPUS];
};

static bool outputs_new(int device, struct outputs *o)
{
	const struct kiln_device_perf p = { .kind = KILN_PERF_OUTPUT, .pid = -1 };
	bool ok;

	*o = (struct outputs){ .array = BPF(device, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_PERF_EVENT_ARRAY,
					    .key_size = 4, .value_size = 4, .max_entries = FAKE_CPUS) };
	ok = o->array > 0;
	for (int i = 0; i < FAKE_CPUS; i++) {
		struct kiln_device_perf of = p;
		struct vm_area_struct vma = { .vm_end = 3 * PAGE_SIZE, .vm_flags = VM_SHARED | VM_WRITE | VM_MAYWRITE };
		struct file *f;

		of.cpu = i;
		o->fds[i] = perf(device, &of);
		f = o->fds[i] > 0 ? fake_file((int)o->fds[i]) : NULL;
		if (!f || BPF(device, BPF_MAP_UPDATE_ELEM, .map_fd = (unsigned int)o->array, .key = (uintptr_t)&i,
			      .value = (uintptr_t)&o->fds[i])) {
			ok = false;
			continue;
		}
		/* Another length: it is not the buffer's. */
		ok &= f->f_op->mmap(f, &(struct vm_area_struct){ .vm_end = 4 * PAGE_SIZE, .vm_flags = vma.vm_flags }) <
		      0;
		ok &= f->f_op->poll(f, NULL) == EPOLLHUP && !f->f_op->mmap(f, &vma);
		o->pages[i] = vma.fake;
	}
	return ok;
}

static void outputs_free(struct outputs *o)
{
	for (int i = 0; i < FAKE_CPUS; i++)
		fake_close((int)o->fds[i]);
	fake_close((int)o->array);
}

/* Records of 24 bytes, each a sample with 12 bytes of ours. */
static uint64_t outputs_seen(const struct outputs *o)
{
	uint64_t nr = 0;

	for (int i = 0; i < FAKE_CPUS; i++)
		nr += o->pages[i] ? o->pages[i]->data_head / 24 : 0;
	return nr;
}

/* A program at each place of the kernel's, and an event at each. True: all of it worked. */
static bool everywhere(int device)
{
	const struct kiln_device_perf record = { .kind = KILN_PERF_TRACEPOINT, .config = 5 },
				      entry = { .kind = KILN_PERF_FUNCTION,
						.name = (uintptr_t) "vfs_read",
						.config = 4 },
				      ret = { .kind = KILN_PERF_FUNCTION, .config = 0x1000, .flags = 1 },
				      instruction = { .kind = KILN_PERF_FILE,
						      .name = (uintptr_t) "/proc/self/exe",
						      .config = 64,
						      .count = 32,
						      .pid = -1 },
				      clock = { .kind = KILN_PERF_COUNTER,
						.type = PERF_TYPE_SOFTWARE,
						.period = 1000,
						.pid = -1 };
	const struct {
		unsigned int type;
		int16_t off[2];
		const struct kiln_device_perf *at; /* NULL: a raw tracepoint */
	} rows[] = {
		{ BPF_PROG_TYPE_TRACEPOINT, { 16, 8184 }, &record }, { BPF_PROG_TYPE_KPROBE, { 0, 160 }, &entry },
		{ BPF_PROG_TYPE_KPROBE, { 0, 160 }, &ret },	     { BPF_PROG_TYPE_KPROBE, { 0, 160 }, &instruction },
		{ BPF_PROG_TYPE_PERF_EVENT, { 0, 176 }, &clock },    { BPF_PROG_TYPE_RAW_TRACEPOINT, { 0, 88 }, NULL }
	};
	enum { NR = ARRAY_SIZE(rows) };
	long map = BPF(device, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 8,
		       .max_entries = 1),
	     progs[NR], links[NR];
	struct outputs outputs;
	bool ok = outputs_new(device, &outputs) & (map > 0);

	for (int i = 0; i < NR; i++) {
		progs[i] = ok ? load_reader(device, rows[i].type, map, outputs.array, rows[i].off) : -1;
		links[i] = rows[i].at ? link_perf(device, progs[i], rows[i].at)
				      : BPF(device, BPF_RAW_TRACEPOINT_OPEN,
					    .raw_tracepoint = { .name = (uintptr_t) "sys_enter",
								.prog_fd = (unsigned int)progs[i] });
		ok &= links[i] > 0;
	}
	events();
	ok = ok && outputs_seen(&outputs) == NR;
	for (int i = 0; i < NR; i++) {
		fake_close((int)links[i]);
		fake_close((int)progs[i]);
	}
	outputs_free(&outputs);
	fake_close((int)map);
	return ok;
}

/* What a record had before is not in the next, shorter one. */
static bool record_ends(int device)
{
	static const int16_t off[2] = { 16, 40 };
	const struct kiln_device_perf at = { .kind = KILN_PERF_TRACEPOINT, .config = 5 };
	uint64_t record[8] = { 0, 1, 2, 3, 4, 5, 6, 7 }, sums[2] = { 0 };
	uint32_t key = 0;
	struct outputs outputs;
	long map = BPF(device, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 8,
		       .max_entries = 1),
	     prog, link;

	outputs_new(device, &outputs);
	prog = load_reader(device, BPF_PROG_TYPE_TRACEPOINT, map, outputs.array, off);
	link = link_perf(device, prog, &at);
	for (int i = 0; i < 2; i++) {
		fake_events(record, i ? 24 : sizeof(record));
		BPF(device, BPF_MAP_LOOKUP_ELEM, .map_fd = (unsigned int)map, .key = (uintptr_t)&key,
		    .value = (uintptr_t)&sums[i]);
	}
	fake_close((int)link);
	fake_close((int)prog);
	fake_close((int)map);
	outputs_free(&outputs);
	return sums[0] == 2 + 5 && sums[1] == 2;
}

/* A buffer that is full loses records, and tells how many when there is room; what its reader writes does no harm. */
static bool output_full(int device)
{
	static const int16_t off[2] = { 16, 40 };
	const struct kiln_device_perf at = { .kind = KILN_PERF_TRACEPOINT, .config = 5 };
	enum { FIT = 2 * 4096 / 24, TRIES = 500 };
	uint64_t record[8] = { 0 };
	struct perf_event_mmap_page *page = NULL;
	struct outputs outputs;
	uint64_t full, lost;
	bool ok;
	long map = BPF(device, BPF_MAP_CREATE, .map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 8,
		       .max_entries = 1),
	     prog, link;

	outputs_new(device, &outputs);
	prog = load_reader(device, BPF_PROG_TYPE_TRACEPOINT, map, outputs.array, off);
	link = link_perf(device, prog, &at);
	for (int i = 0; i < TRIES; i++)
		fake_events(record, sizeof(record));
	for (int i = 0; i < FAKE_CPUS; i++)
		page = outputs.pages[i]->data_head ? outputs.pages[i] : page;
	full = page ? page->data_head : 0;
	if (page)
		page->data_tail = full;
	fake_events(record, sizeof(record));
	ok = page && full == FIT * 24 && page->data_head == full + sizeof(struct perf_event_header) + 16 + 24;
	memcpy(&lost, (uint8_t *)page + PAGE_SIZE + (full + 16) % 8192, sizeof(lost));
	ok &= lost == TRIES - FIT;
	/* A tail that cannot be: nothing is written. */
	page->data_tail = page->data_head + 1;
	full = page->data_head;
	page->data_head = 12345;
	fake_events(record, sizeof(record));
	ok &= page->data_head == 12345;
	page->data_tail = full;
	fake_events(record, sizeof(record));
	ok &= page->data_head > full && page->data_head < full + 200;
	fake_close((int)link);
	fake_close((int)prog);
	fake_close((int)map);
	outputs_free(&outputs);
	return ok;
}

static uint64_t alive(void)
{
	uint64_t now, all;

	linux_wait(NULL);
	linux_counts(&now, &all);
	return now;
}

static void without_memory(int device, bool (*run)(int device), const char *what)
{
	uint64_t before, now, from, to, nr_failed = 0;
	char name[96];

	run(device);
	before = alive();
	linux_counts(&now, &from);
	run(device);
	linux_counts(&now, &to);
	for (uint64_t n = 1; n <= to - from; n++) {
		linux_fail_alloc_at(n);
		nr_failed += !run(device);
	}
	linux_fail_alloc_at(0);
	printf("# %llu of %llu runs failed, each with another allocation refused\n", (unsigned long long)nr_failed,
	       (unsigned long long)(to - from));
	snprintf(name, sizeof(name), "%s, out of memory at any allocation: an error", what);
	check(nr_failed > (to - from) / 2, name);
	check(alive() == before && !fake_registered(), "... and leaves nothing");
	check(run(device), "... and all works afterwards");
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

/* Half of them mean something. */
static bool random_perf(int device, const uint8_t *bytes)
{
	static const char *const names[] = { "vfs_read", "vfs_write", "/proc/self/exe", "/dev", "none", "" };
	struct kiln_device_perf p;

	memcpy(&p, bytes, sizeof(p));
	if (draw(2))
		p = (struct kiln_device_perf){ .kind = draw(6),
					       .flags = draw(3) / 2,
					       .type = draw(3),
					       .config = draw(4) * 333,
					       .period = draw(3),
					       .name = draw(4) ? (uintptr_t)names[draw(ARRAY_SIZE(names))] : 0,
					       .count = draw(4),
					       .pid = draw(2) ? -1 : 0,
					       .cpu = (int)draw(6) - 1 };
	return perf(device, &p) >= 0;
}

/* -- calls that could be meant: right in most, wrong in a place or two ------------------------------------------------ */

/* A descriptor of that type of object; now and then any. */
static uint32_t some_fd(enum kiln_object_type type)
{
	uint32_t from = draw(NR_FDS);

	for (uint32_t i = 0; i < NR_FDS && draw(16); i++) {
		struct file *f = fake_file((int)((from + i) % NR_FDS));

		if (f && f->f_op != device_ops && kiln_object_type(f->private_data) == type)
			return (from + i) % NR_FDS;
	}
	return from;
}

static long call_map(int device)
{
	static const uint8_t types[] = { 1, 2, 3, 5, 6, 9, 10, 11, 12, 22, 23, 27, 30, 4 };
	const uint32_t type = types[draw(sizeof(types))];
	const bool ring = type == 27, queue = type == 22 || type == 23 || type == 30;

	return BPF(device, BPF_MAP_CREATE, .map_type = type,
		   .key_size = ring || queue ? 0
			       : draw(8)     ? 4
					     : draw(64),
		   .value_size = ring					? 0
				 : type == 3 || type == 4 || type == 12 ? 4
				 : draw(8)				? 8
									: draw(300),
		   .max_entries = ring ? 4096u << draw(3) : draw(64),
		   .inner_map_fd = type == 12 ? some_fd(KILN_OBJECT_MAP) : 0,
		   .map_flags = type == 2 && draw(2)	  ? BPF_F_MMAPABLE
				: type == 11 || type == 9 ? BPF_F_NO_PREALLOC
							  : 0);
}

/* A packet is looked at, a map asked, a map's value counted up, a program called; each with a mistake now and then. */
static long call_load(int device)
{
	static const uint8_t types[] = { 1, 3, 6, 8, 2, 5, 17, 7 };
	const struct bpf_insn parts[] = {
		{ .code = 0xbf, .dst_reg = 6, .src_reg = 1 },
		{ .code = 0x62, .dst_reg = 10, .off = -4, .imm = (int)draw(3) },
		{ .code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = (int)some_fd(KILN_OBJECT_MAP) },
		{ 0 },
		{ .code = 0xbf, .dst_reg = 2, .src_reg = 10 },
		{ .code = 0x07, .dst_reg = 2, .imm = -4 },
		{ .code = 0x85, .imm = BPF_FUNC_map_lookup_elem },
		{ .code = 0x15, .dst_reg = 0, .off = 2 },
		{ .code = 0xb7, .dst_reg = 1, .imm = (int)draw(100) },
		{ .code = 0xdb, .dst_reg = 0, .src_reg = 1 }, /* added to the value */
		{ .code = 0xbf, .dst_reg = 1, .src_reg = 6 },
		{ .code = 0x18, .dst_reg = 2, .src_reg = 1, .imm = (int)some_fd(KILN_OBJECT_MAP) },
		{ 0 },
		{ .code = 0xb7, .dst_reg = 3 },
		{ .code = 0x85, .imm = BPF_FUNC_tail_call },
		{ .code = 0xb7, .imm = (int)draw(3) },
		{ .code = 0x95 },
	};
	struct bpf_insn insns[ARRAY_SIZE(parts)];
	const uint32_t last = ARRAY_SIZE(parts) - 2;
	uint32_t nr = 0;

	for (uint32_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (draw(2) ? i >= last : i < 10 || i >= last || draw(2)) {
			insns[nr] = parts[i];
			if (!draw(64))
				((uint8_t *)&insns[nr])[draw(8)] = (uint8_t)draw(256);
			nr++;
		}
	return BPF(device, BPF_PROG_LOAD, .prog_type = types[draw(current->root ? sizeof(types) : 5)], .insn_cnt = nr,
		   .insns = (uintptr_t)insns, .license = (uintptr_t) "GPL");
}

static long call_element(int device)
{
	static uint8_t key[64], value[4096];
	uint32_t fd = some_fd(KILN_OBJECT_MAP), other = draw(2) ? some_fd(KILN_OBJECT_PROG) : some_fd(KILN_OBJECT_MAP);

	key[0] = (uint8_t)draw(8);
	memcpy(value, &other, sizeof(other)); /* of maps that hold descriptors */
	return bpf(device, draw(4) ? 1 + draw(4) : 21,
		   (union bpf_attr){
			   .map_fd = fd, .key = (uintptr_t)key, .value = (uintptr_t)value, .flags = draw(8) / 6 });
}

static long call_batch(int device)
{
	static uint8_t keys[1024], values[8192], at[64];

	return bpf(device, 24 + draw(4),
		   (union bpf_attr){ .batch = { .map_fd = some_fd(KILN_OBJECT_MAP),
						.count = draw(20),
						.keys = (uintptr_t)keys,
						.values = (uintptr_t)values,
						.in_batch = draw(2) ? (uintptr_t)at : 0,
						.out_batch = (uintptr_t)at } });
}

static long call_link(int device)
{
	static const uint8_t types[] = { 37, 46, 47, 45, 41 };

	return BPF(device, BPF_LINK_CREATE,
		   .link_create = { .prog_fd = some_fd(KILN_OBJECT_PROG),
				    .target_fd = draw(4) ? draw(6) : some_fd(KILN_OBJECT_PERF),
				    .attach_type = types[draw(sizeof(types))] });
}

static long call_relink(int device)
{
	const uint32_t link = some_fd(KILN_OBJECT_LINK);

	if (draw(2))
		return BPF(device, BPF_LINK_DETACH, .link_detach = { .link_fd = link });
	return BPF(device, BPF_LINK_UPDATE,
		   .link_update = { .link_fd = link, .new_prog_fd = some_fd(KILN_OBJECT_PROG) });
}

static long call_run(int device)
{
	static uint8_t in[512], out[512];

	for (int i = 0; i < 8; i++)
		in[draw(sizeof(in))] = (uint8_t)draw(256);
	return BPF(device, BPF_PROG_TEST_RUN,
		   .test = { .prog_fd = some_fd(KILN_OBJECT_PROG),
			     .data_in = (uintptr_t)in,
			     .data_size_in = draw(sizeof(in)),
			     .data_out = draw(2) ? (uintptr_t)out : 0,
			     .data_size_out = draw(2) ? sizeof(out) : 0,
			     .repeat = draw(4) });
}

static long call_info(int device)
{
	static uint8_t info[256];

	return BPF(device, BPF_OBJ_GET_INFO_BY_FD,
		   .info = { .bpf_fd = draw(NR_FDS), .info_len = draw(256), .info = (uintptr_t)info });
}

static long call_hold(int device)
{
	const uint32_t map = some_fd(KILN_OBJECT_MAP);

	if (draw(8) == 0)
		return BPF(device, BPF_MAP_FREEZE, .map_fd = map);
	return BPF(device, BPF_PROG_BIND_MAP, .prog_bind_map = { .prog_fd = some_fd(KILN_OBJECT_PROG), .map_fd = map });
}

static bool likely_call(int device)
{
	static long (*const calls[])(int device) = { call_map,	call_load,   call_element, call_element, call_batch,
						     call_link, call_relink, call_run,	   call_info,	 call_hold };

	return calls[draw(ARRAY_SIZE(calls))](device) >= 0;
}

/* A random call of one of the ways in. */
static bool random_call(int device)
{
	uint8_t attr[144];
	struct kiln_device_call call = { .attr = (uintptr_t)attr, .cmd = draw(40), .size = 8 + draw(17) * 8 };
	struct file *f = fake_file(device), *o = fake_file(3 + (int)draw(NR_FDS - 3));
	struct vm_area_struct vma = { .vm_end = (1 + draw(4)) * 4096ul, .vm_pgoff = draw(4), .vm_flags = draw(64) };

	if (draw(16) == 0)
		events();
	if (draw(4))
		return likely_call(device);
	attr_fill(attr, sizeof(attr));
	if (draw(16) == 0)
		return random_perf(device, attr);
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
	current->admin = true;
	device = fake_open();
	check(device >= 0, root ? "root opens the device" : "a member of the group opens it");
	if (device < 0)
		return;
	once(device);
	before = alive();
	while (time(NULL) < end) {
		for (int i = 0; i < 200; i++) /* descriptors that mean something */
			if (i % 50 == 0) {
				call_map(device);
				call_load(device);
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
	check(!nr || good > nr / 20, "random calls: one in twenty is taken, or more");
	check(alive() <= before + 64, "random calls: nothing is left of them"); /* tables that grew */
	fake_close(device);
	current->root = true;
	current->admin = false;
}

int main(int argc, char **argv)
{
	uint64_t left, total;
	int device;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc != 3 || kiln_posix_host_new(NULL, &host) || kiln_new(host, &k) || record_begin() || device_begin(k))
		return 2;
	state = strtoull(argv[2], NULL, 0);
	current->root = false;
	check(fake_open() < 0, "the device is root's alone");
	fake_param_group(7777);
	current->root = true;
	device = fake_open();
	check(once(device), "an object of each kind, once");
	check(everywhere(device), "a program at each of the kernel's places, once");
	check(record_ends(device), "a record ends where it ends");
	check(output_full(device), "a perf buffer that is full, and one whose reader lies");
	without_memory(device, once, "an object of each kind");
	without_memory(device, everywhere, "a program at each place");
	fake_close(device);
	fuzz(atoi(argv[1]), true);
	fuzz(atoi(argv[1]), false);
	for (int fd = 3; fd < NR_FDS; fd++)
		fake_close(fd);
	device_end();
	record_end();
	check(!fake_registered(), "nothing is registered at the end");
	kiln_free(k);
	kiln_posix_counts(host, &left, &total);
	check(!left, "nothing is left at the end");
	kiln_posix_host_free(host);
	return failed;
}
