// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * module.c - an application of libbpf that finds /dev/kiln in the place of bpf(2), in the guest of test/kernel/guest: hooks, mapped
 * maps, and what goes wrong.
 *
 *   module hooks                 programs at functions, tracepoints, netfilter
 *   module typed                 programs by the kernel's own types
 *   module xdp NAME INTERFACE [TO]   attaches one until SIGTERM comes, then prints what it dropped and passed; TO: where it redirects
 *   module once INTERFACE        loads, attaches everywhere, ends
 *   module brief INTERFACE       the same with small programs
 *   module oom                   that, with each of its allocations refused once
 *   module fuzz SECONDS SEED     random commands
 *   module stress SECONDS        map calls and test runs from two processes
 *   module cost PROGRAM          what a test run costs here and by the kernel's own eBPF: instructions, with qemu's -icount
 *   module drops FROM TO NONE    what it costs to drop a packet that was sent to FROM and comes out of TO, here and by the kernel's own;
 *                                NONE: an interface that ends what is sent to it
 *   module traffic               UDP to this machine until it is killed
 *
 * Output       "ok NAME" and "not ok NAME - why".
 */
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_link.h>
#include <linux/if_packet.h>
#include <linux/perf_event.h>
#include <net/if.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <kiln/device.h>
#include <kiln/sys.h>

#include "arrives.h"

enum {
	BAD_PORT = 7777,
	GOOD_PORT = 7778,
	TIMES = 300,
	DROPS = 20000,
	KPROBE_MULTI = 42,
	NETFILTER = 45,
	UPROBE_MULTI = 48,
	RETURNS = 1,
	ARGS = 6
};

/* -- bpf(2) ---------------------------------------------------------------------------------------------------------- */

long __real_syscall(long nr, ...);
long __wrap_syscall(long nr, ...);

static int stock; /* the kernel's own bpf(2) is meant */

static long device_bpf(unsigned int cmd, void *attr, unsigned int size)
{
	static int fd = -1;
	struct kiln_device_call call = { .attr = (uintptr_t)attr, .cmd = cmd, .size = size };

	if (fd < 0)
		fd = fcntl(open("/dev/kiln", O_RDWR | O_CLOEXEC), F_DUPFD_CLOEXEC, 500);
	return ioctl(fd, KILN_DEVICE_BPF, &call);
}

long __wrap_syscall(long nr, ...)
{
	long a[ARGS];
	va_list ap;

	va_start(ap, nr);
	for (int i = 0; i < ARGS; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	if (nr == SYS_bpf && !stock)
		return device_bpf((unsigned int)a[0], (void *)a[1], (unsigned int)a[2]);
	return __real_syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
}

/* BPF_LINK_CREATE with what this libbpf has no name for. */
static int link_create(int prog, unsigned int type, const void *rest, size_t len)
{
	struct {
		unsigned int prog_fd, target_fd, attach_type, flags;
		unsigned char rest[48];
	} attr = { (unsigned int)prog, 0, type, 0, { 0 } };

	memcpy(attr.rest, rest, len);
	return (int)device_bpf(28, &attr, sizeof(attr));
}

static int link_function(int prog, const char *name, unsigned int flags)
{
	const char *names[] = { name };
	struct {
		unsigned int flags, cnt;
		unsigned long long syms, addrs, cookies;
	} at = { flags, 1, (uintptr_t)names, 0, 0 };

	return link_create(prog, KPROBE_MULTI, &at, sizeof(at));
}

static int link_functions(int prog, const char *const *names, unsigned int nr)
{
	struct {
		unsigned int flags, cnt;
		unsigned long long syms, addrs, cookies;
	} at = { 0, nr, (uintptr_t)names, 0, 0 };

	return link_create(prog, KPROBE_MULTI, &at, sizeof(at));
}

/* counter: where in the file a number counts who looks; 0: nowhere. */
static int link_file(int prog, const char *path, unsigned long long off, unsigned long long counter, unsigned int flags)
{
	struct {
		unsigned long long path, offsets, counters, cookies;
		unsigned int cnt, flags, pid;
	} at = { (uintptr_t)path, (uintptr_t)&off, counter ? (uintptr_t)&counter : 0, 0, 1, flags, 0 };

	return link_create(prog, UPROBE_MULTI, &at, sizeof(at));
}

static int link_netfilter(int prog, unsigned int family, unsigned int hook)
{
	struct {
		unsigned int family, hook;
		int priority;
		unsigned int flags;
	} at = { family, hook, 0, 0 };

	return link_create(prog, NETFILTER, &at, sizeof(at));
}

/* -- small things ---------------------------------------------------------------------------------------------------- */

static int failed;

static void check(int ok, const char *name, const char *why)
{
	if (ok)
		printf("ok %s\n", name);
	else
		printf("not ok %s - %s (%s)\n", name, why, strerror(errno));
	failed |= !ok;
}

static int quiet(enum libbpf_print_level level, const char *fmt, va_list ap)
{
	return level == LIBBPF_WARN && !getenv("QUIET") ? vfprintf(stdout, fmt, ap) : 0;
}

static struct bpf_object *object_load(void)
{
	struct bpf_object *o = bpf_object__open_file("/module.o", NULL);
	struct bpf_program *p;

	if (!o)
		return NULL;
	bpf_object__for_each_program(p, o)
		if (!strcmp(bpf_program__section_name(p), "kprobe"))
			bpf_program__set_expected_attach_type(p, (enum bpf_attach_type)KPROBE_MULTI);
	if (!bpf_object__load(o))
		return o;
	bpf_object__close(o);
	return NULL;
}

static struct bpf_program *prog(struct bpf_object *o, const char *name)
{
	return bpf_object__find_program_by_name(o, name);
}

static int prog_fd(struct bpf_object *o, const char *name)
{
	return bpf_program__fd(prog(o, name));
}

static unsigned long long value(struct bpf_object *o, const char *map, unsigned int key)
{
	unsigned long long v = 0;

	bpf_map_lookup_elem(bpf_object__find_map_fd_by_name(o, map), &key, &v);
	return v;
}

struct globals {
	unsigned long long dropped, passed, refused;
};

/* The program's own variables, mapped. */
static const volatile struct globals *globals_of(struct bpf_object *o)
{
	static const volatile struct globals *at;

	if (!at)
		at = mmap(NULL, 4096, PROT_READ, MAP_SHARED, bpf_object__find_map_fd_by_name(o, "module.bss"), 0);
	return at == MAP_FAILED ? NULL : at;
}

/* -- hooks ----------------------------------------------------------------------------------------------------------- */

static void read_some(int times)
{
	char byte;
	int fd = open("/module.o", O_RDONLY);

	for (int i = 0; i < times; i++)
		if (pread(fd, &byte, 1, 0) != 1)
			break;
	close(fd);
}

static void hook_functions(struct bpf_object *o)
{
	int entry = link_function(prog_fd(o, "on_read"), "vfs_read", 0);
	int ret = link_function(prog_fd(o, "on_read_return"), "vfs_read", RETURNS);
	unsigned int pid = (unsigned int)getpid();

	check(entry >= 0 && ret >= 0, "kprobe and kretprobe on vfs_read", "no link");
	read_some(TIMES);
	check(value(o, "reads", pid) >= TIMES, "reads counted by process", "too few");
	check(value(o, "returns", pid) >= TIMES, "returns counted by process", "too few");
	close(entry);
	close(ret);
	check(link_function(prog_fd(o, "on_read"), "no_such_function", 0) < 0 && errno == ENOENT, "no such function",
	      "another answer");
}

static void hook_several(struct bpf_object *o)
{
	static const char *const good[] = { "vfs_read", "vfs_write", "vfs_open" }, *const bad[] = { "vfs_read",
												    "no_such" };
	unsigned long long before = value(o, "reads", (unsigned int)getpid());
	int l = link_functions(prog_fd(o, "on_read"), good, 3), fd, null = open("/dev/null", O_WRONLY);

	check(l >= 0, "three functions in one link", "no link");
	read_some(10); /* and one open */
	for (int i = 0; i < 10; i++)
		if (write(null, "x", 1) != 1)
			break;
	check(value(o, "reads", (unsigned int)getpid()) - before >= 21, "all of them are counted", "too few");
	close(l);
	close(null);
	fd = link_functions(prog_fd(o, "on_read"), bad, 2);
	check(fd < 0 && errno == ENOENT, "one that does not exist: none of them", "another answer");
}

volatile unsigned short module_lookers = 100;

int module_probed(int v);
__attribute__((noinline, used)) int module_probed(int v)
{
	__asm__ volatile("" : "+r"(v));
	return v + 1;
}

/* Where an address of this program is in its file. */
static unsigned long long file_off(const void *at)
{
	FILE *f = fopen("/proc/self/maps", "r");
	unsigned long long from, to, off, found = 0;
	char line[512];

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%llx-%llx %*s %llx", &from, &to, &off) == 3 && (uintptr_t)at >= from &&
		    (uintptr_t)at < to)
			found = (uintptr_t)at - from + off;
	if (f)
		fclose(f);
	return found;
}

static void hook_file(struct bpf_object *o)
{
	unsigned int pid = (unsigned int)getpid();
	unsigned long long off = file_off((void *)(uintptr_t)module_probed), reads, returns,
			   count = file_off((const void *)(uintptr_t)&module_lookers);
	int entry = link_file(prog_fd(o, "on_read"), "/module", off, count, 0),
	    ret = link_file(prog_fd(o, "on_read_return"), "/module", off, count, RETURNS), v = 0;

	check(entry >= 0 && ret >= 0, "uprobe and uretprobe", "no link");
	check(module_lookers == 101, "uprobe: its counter says that somebody looks", "not");
	reads = value(o, "reads", pid);
	returns = value(o, "returns", pid);
	for (int i = 0; i < TIMES; i++)
		v = module_probed(v);
	check(v == TIMES && value(o, "reads", pid) - reads == TIMES, "uprobe: each call is counted", "another number");
	check(value(o, "returns", pid) - returns == TIMES, "uretprobe: each return is counted", "another number");
	close(entry);
	close(ret);
	module_probed(v);
	check(value(o, "reads", pid) - reads == TIMES, "uprobe: none after its link is closed", "some");
	check(module_lookers == 100, "uprobe: and that nobody does any more", "not");
	check(link_file(prog_fd(o, "on_read"), "/none", off, 0, 0) < 0 && errno == ENOENT, "uprobe: no such file",
	      "another answer");
	check(link_file(prog_fd(o, "on_read"), "/dev", off, 0, 0) < 0 && errno == EINVAL, "uprobe: a folder",
	      "another answer");
}

/* The CPU's clock: a sample each 10 ms of this process. */
static void hook_counter(struct bpf_object *o)
{
	struct kiln_device_perf clock = { .kind = KILN_PERF_COUNTER,
					  .type = 1,
					  .period = 10000000,
					  .pid = getpid(),
					  .cpu = -1 },
				bad = clock;
	int device = open("/dev/kiln", O_RDWR), event = ioctl(device, KILN_DEVICE_PERF, &clock), l;
	unsigned int pid = (unsigned int)getpid();
	unsigned long long before = value(o, "reads", pid);
	time_t end = time(NULL) + 20;

	l = bpf_link_create(prog_fd(o, "on_sample"), event, BPF_PERF_EVENT, NULL);
	check(event >= 0 && l >= 0, "a counter's samples", "no link");
	while (value(o, "reads", pid) - before < 3 && time(NULL) < end)
		for (volatile int i = 0; i < 1000000; i++)
			;
	check(value(o, "reads", pid) - before >= 3, "samples of this process are counted", "none");
	close(l);
	close(event);
	bad.cpu = 0;
	check(ioctl(device, KILN_DEVICE_PERF, &bad) < 0 && errno == EINVAL,
	      "a counter of a process on one CPU: refused", "not");
	bad = clock;
	bad.type = 77;
	check(ioctl(device, KILN_DEVICE_PERF, &bad) < 0 && errno == EINVAL, "a counter of no known type: refused",
	      "not");
	close(device);
}

static void hook_calls(struct bpf_object *o)
{
	struct bpf_link *l = bpf_program__attach_raw_tracepoint(prog(o, "on_call"), "sys_enter");
	unsigned long long before = value(o, "calls", SYS_getppid), after;

	check(!!l, "raw tracepoint sys_enter", "no link");
	for (int i = 0; i < TIMES; i++)
		getppid();
	after = value(o, "calls", SYS_getppid);
	check(after - before >= TIMES, "system calls counted by number", "too few");
	bpf_link__destroy(l);
	before = value(o, "calls", SYS_getppid);
	for (int i = 0; i < TIMES; i++)
		getppid();
	check(value(o, "calls", SYS_getppid) == before, "none after its link is closed", "some");
}

static int event_seen(void *arg, void *data, size_t len)
{
	(void)len;
	*(int *)arg += *(unsigned long long *)data >> 32 == (unsigned long long)getpid() &&
		       !strcmp((char *)data + 8, "module");
	return 0;
}

static void hook_events(struct bpf_object *o)
{
	int seen = 0;
	struct ring_buffer *r = ring_buffer__new(bpf_object__find_map_fd_by_name(o, "events"), event_seen, &seen, NULL);
	struct bpf_link *l = bpf_program__attach_raw_tracepoint(prog(o, "on_fork"), "sched_process_fork");

	check(r && l, "ring buffer mapped, waited for by epoll", "not");
	if (!r || !l)
		return;
	for (int i = 0; i < 3; i++) {
		pid_t child = fork();

		if (!child)
			_exit(0);
		waitpid(child, NULL, 0);
	}
	check(ring_buffer__poll(r, 5000) > 0 && seen == 3, "a record for each fork", "another number");
	bpf_link__destroy(l);
	ring_buffer__free(r);
}

/* Linux's rule: a map is not frozen while somebody can write to it by a mapping, nor so mapped once it is. */
static void frozen(void)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_MMAPABLE);
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "f", 4, 8, 16, &opts), status;
	void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0), *read_only;
	pid_t child;

	check(at != MAP_FAILED && bpf_map_freeze(map) && errno == EBUSY, "no freezing while it is mapped for writing",
	      "frozen");
	child = fork();
	if (!child)
		_exit(munmap(at, 4096));
	waitpid(child, &status, 0);
	check(!status && bpf_map_freeze(map) && errno == EBUSY, "... whatever a child unmaps", "frozen");
	munmap(at, 4096);
	read_only = mmap(NULL, 4096, PROT_READ, MAP_SHARED, map, 0);
	check(read_only != MAP_FAILED && !bpf_map_freeze(map), "... but when nobody can write", "not frozen");
	check(mprotect(read_only, 4096, PROT_READ | PROT_WRITE) && errno == EACCES &&
		      mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0) == MAP_FAILED && errno == EPERM,
	      "... and never after", "mapped");
	munmap(read_only, 4096);
	close(map);
}

static void hook_netfilter(struct bpf_object *o)
{
	static const char *const hooks[] = { "prerouting", "input", "forward", "output", "postrouting" };
	char name[64];

	for (unsigned int hook = 0; hook < 5; hook++) {
		unsigned long long before = globals_of(o)->refused;
		int l = link_netfilter(prog_fd(o, "refuse_port"), 2, hook), seen = hook != 2;

		snprintf(name, sizeof(name), "netfilter %s", hooks[hook]);
		check(l >= 0 && arrives(BAD_PORT) == !seen && arrives(GOOD_PORT) == 1, name, "another verdict");
		snprintf(name, sizeof(name), "netfilter %s: counted", hooks[hook]);
		check(globals_of(o)->refused - before == (unsigned long long)seen, name, "another number");
		close(l);
	}
	check(arrives(BAD_PORT) == 1, "netfilter: all pass after the links are closed", "dropped");
	check(link_netfilter(prog_fd(o, "refuse_port"), 2, 9) < 0 && errno == EINVAL, "netfilter: no such hook",
	      "another answer");
}

static void hook_tc(struct bpf_object *o, int type, const char *name)
{
	int l = bpf_link_create(prog_fd(o, "refuse_port_tc"), (int)if_nametoindex("lo"), (enum bpf_attach_type)type,
				NULL);

	check(l >= 0 && arrives(BAD_PORT) == 0 && arrives(GOOD_PORT) == 1, name, "another verdict");
	close(l);
}

/* The kind that sees where a packet is, and not into it: r0 = verdict; exit. */
static void hook_verdict(void)
{
	for (int verdict = 0; verdict < 2; verdict++) {
		struct bpf_insn insns[] = { { .code = 0xb7, .imm = verdict }, { .code = 0x95 } };
		LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = (enum bpf_attach_type)NETFILTER);
		int p = bpf_prog_load((enum bpf_prog_type)32, "verdict", "GPL", insns, 2, &opts),
		    l = link_netfilter(p, 2, 3);

		check(p >= 0 && l >= 0 && arrives(GOOD_PORT) == verdict,
		      verdict ? "netfilter's own kind: accept" : "netfilter's own kind: drop", "another verdict");
		close(l);
		close(p);
	}
}

static void hook_tap(struct bpf_object *o)
{
	for (int type = 46; type <= 47; type++) {
		unsigned long long before = globals_of(o)->refused;
		int l = bpf_link_create(prog_fd(o, "see_port"), (int)if_nametoindex("lo"), (enum bpf_attach_type)type,
					NULL);

		check(l >= 0 && arrives(BAD_PORT) == 1 && arrives(GOOD_PORT) == 1 &&
			      globals_of(o)->refused - before == 1,
		      type == 46 ? "a tap sees what comes in" : "a tap sees what goes out", "another number");
		close(l);
		arrives(BAD_PORT);
		check(globals_of(o)->refused - before == 1, "... until its link is closed", "another number");
	}
}

static int hooks(void)
{
	struct bpf_object *o = object_load();

	check(!!o, "an object of libbpf's is loaded", "it is refused");
	if (!o)
		return 1;
	hook_functions(o);
	frozen();
	hook_several(o);
	hook_file(o);
	hook_counter(o);
	hook_calls(o);
	hook_events(o);
	hook_netfilter(o);
	hook_verdict();
	hook_tap(o);
	hook_tc(o, 46, "traffic control, ingress");
	hook_tc(o, 47, "traffic control, egress");
	check(arrives(BAD_PORT) == 1, "traffic control: all pass after the links are closed", "dropped");
	bpf_object__close(o);
	return failed;
}

/* Kinds that the module has no place for: r0 = 0; exit is not loaded, and the log says why. */
static void refused(void)
{
	static const struct {
		const char *name, *says;
		int type, attach;
	} rows[] = { { "fmod_ret: refused, and told why", "fmod_ret programs have no place here: ", 26, 26 },
		     { "lsm: refused, and told why", "lsm programs have no place here: ", 29, 27 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bpf_insn insns[] = { { .code = 0xb7 }, { .code = 0x95 } };
		char log[256] = "";
		LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = (enum bpf_attach_type)rows[i].attach,
			    .attach_btf_id = 1, .log_buf = log, .log_size = sizeof(log), .log_level = 1);

		check(bpf_prog_load((enum bpf_prog_type)rows[i].type, "refused", "GPL", insns, 2, &opts) < 0 &&
			      errno == EOPNOTSUPP && strstr(log, rows[i].says),
		      rows[i].name, log);
	}
}

/* -- by the kernel's types ------------------------------------------------------------------------------------------ */

struct typed {
	unsigned long long forks, same, entries, exits, bytes;
};

static int typed(void)
{
	struct bpf_object *o = bpf_object__open_file("/typed.o", NULL);
	const volatile struct typed *t;
	struct bpf_program *p;
	char three[3];
	int fd = open("/typed.o", O_RDONLY);

	refused();
	check(o && !bpf_object__load(o), "programs by the kernel's types are loaded", "refused");
	if (failed)
		return failed;
	t = mmap(NULL, 4096, PROT_READ, MAP_SHARED, bpf_object__find_map_fd_by_name(o, "typed.bss"), 0);
	bpf_object__for_each_program(p, o)
		check(!!bpf_program__attach(p), bpf_program__section_name(p), "no link");
	if (!fork())
		_exit(0);
	wait(NULL);
	for (int i = 0; i < TIMES; i++)
		if (pread(fd, three, 3, 0) != 3)
			break;
	check(t->forks >= 1 && t->same >= 1, "tp_btf: what the kernel's objects hold", "another number");
	check(t->entries == TIMES, "fentry: arguments", "another number");
	check(t->exits == TIMES && t->bytes == 3 * TIMES, "fexit: arguments and the result", "another number");
	return failed;
}

/* -- xdp ------------------------------------------------------------------------------------------------------------- */

static volatile sig_atomic_t ended;

static void on_term(int sig)
{
	(void)sig;
	ended = 1;
}

static int xdp(const char *name, const char *interface, const char *to)
{
	struct bpf_object *o = object_load();
	unsigned int key = 0, device = to ? if_nametoindex(to) : 0;
	struct bpf_link *l = o ? bpf_program__attach_xdp(prog(o, name), (int)if_nametoindex(interface)) : NULL;

	if (l && device)
		bpf_map_update_elem(bpf_object__find_map_fd_by_name(o, "devices"), &key, &device, 0);
	signal(SIGTERM, on_term);
	if (!l) {
		printf("not attached: %s\n", strerror(errno));
		return 1;
	}
	printf("attached\n");
	fflush(stdout);
	while (!ended)
		usleep(10000);
	printf("dropped %llu passed %llu\n", globals_of(o)->dropped, globals_of(o)->passed);
	return 0;
}

/* -- everything, once ------------------------------------------------------------------------------------------------ */

static int once(const char *interface)
{
	struct bpf_object *o = object_load();
	unsigned char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet), .repeat = 1);
	unsigned int key = 1;
	unsigned long long v = 2;
	int links[6], ok = 1;

	if (!o)
		return 1;
	links[0] = bpf_link_create(prog_fd(o, "drop_ping"), (int)if_nametoindex(interface), (enum bpf_attach_type)37,
				   NULL);
	links[1] = link_function(prog_fd(o, "on_read"), "vfs_read", 0);
	links[2] = link_function(prog_fd(o, "on_read_return"), "vfs_read", RETURNS);
	links[3] = link_netfilter(prog_fd(o, "refuse_port"), 2, 1);
	links[4] = bpf_raw_tracepoint_open("sys_enter", prog_fd(o, "on_call"));
	links[5] = bpf_link_create(prog_fd(o, "refuse_port_tc"), (int)if_nametoindex(interface),
				   (enum bpf_attach_type)46, NULL);
	for (int i = 0; i < 6; i++)
		ok &= links[i] >= 0;
	ok &= !bpf_map_update_elem(bpf_object__find_map_fd_by_name(o, "reads"), &key, &v, 0);
	ok &= !bpf_prog_test_run_opts(prog_fd(o, "drop_ping"), &run) && run.retval == 2;
	read_some(10);
	for (int i = 0; i < 6; i++)
		if (links[i] >= 0)
			close(links[i]);
	bpf_object__close(o);
	return !ok;
}

/* The same in brief, without what libbpf does and asks before: small programs at a device, netfilter, a function. */
static int brief(const char *interface)
{
	static const struct {
		enum bpf_prog_type type;
		int attach, result;
	} rows[] = { { BPF_PROG_TYPE_XDP, 37, 2 },
		     { BPF_PROG_TYPE_CGROUP_SKB, 0, 1 },
		     { BPF_PROG_TYPE_KPROBE, KPROBE_MULTI, 0 } };
	enum { NR = sizeof(rows) / sizeof(rows[0]) };
	unsigned int key = 1;
	unsigned long long v = 2;
	unsigned char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet), .repeat = 1);
	int map = bpf_map_create(BPF_MAP_TYPE_HASH, "h", 4, 8, 64, NULL), ring, progs[NR], links[NR] = { -1, -1, -1 },
	    ok;

	ring = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "r", 0, 0, 4096, NULL);
	ok = map >= 0 && ring >= 0 && !bpf_map_update_elem(map, &key, &v, 0);
	for (int i = 0; i < NR; i++) {
		/* r1 = map; r0 = result; exit */
		struct bpf_insn insns[] = { { .code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = map },
					    { 0 },
					    { .code = 0xb7, .imm = rows[i].result },
					    { .code = 0x95 } };
		LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = (enum bpf_attach_type)rows[i].attach);

		progs[i] = bpf_prog_load(rows[i].type, "brief", "GPL", insns, 4, &opts);
	}
	links[0] = bpf_link_create(progs[0], (int)if_nametoindex(interface), (enum bpf_attach_type)37, NULL);
	links[1] = link_netfilter(progs[1], 2, 1);
	links[2] = link_function(progs[2], "vfs_read", 0);
	ok &= !bpf_prog_test_run_opts(progs[0], &run) && run.retval == 2;
	for (int i = 0; i < NR; i++) {
		ok &= progs[i] >= 0 && links[i] >= 0;
		close(links[i]);
		close(progs[i]);
	}
	close(map);
	close(ring);
	return !ok;
}

static void number_write(const char *path, unsigned long n)
{
	FILE *f = fopen(path, "w");

	if (f) {
		fprintf(f, "%lu\n", n);
		fclose(f);
	}
}

static unsigned long number_read(const char *path)
{
	FILE *f = fopen(path, "r");
	unsigned long n = ~0ul;

	if (f) {
		if (fscanf(f, "%lu", &n) != 1)
			n = ~0ul;
		fclose(f);
	}
	return n;
}

#define PARAMETERS "/sys/module/kiln/parameters/"

/* What was given back waits for readers: so it is asked until it is so, for a while. */
static int alive_is(unsigned long n)
{
	for (int i = 0; i < 500; i++) {
		if (number_read(PARAMETERS "alive") == n)
			return 1;
		usleep(10000);
	}
	printf("# %lu alive, not %lu\n", number_read(PARAMETERS "alive"), n);
	return 0;
}

static int oom(void)
{
	unsigned long from, made, n, nr_failed = 0, before;

	brief("lo"); /* tables that stay are made now */
	before = number_read(PARAMETERS "alive");
	for (int settle = 0; settle < 20; settle++, usleep(50000))
		before = number_read(PARAMETERS "alive");
	from = number_read(PARAMETERS "total");
	brief("lo");
	made = number_read(PARAMETERS "total") - from;
	for (n = 1; n <= made; n++) {
		number_write(PARAMETERS "fail_alloc_at", n);
		nr_failed += brief("lo") != 0;
	}
	number_write(PARAMETERS "fail_alloc_at", 0);
	printf("# %lu of %lu runs failed, each with another allocation refused\n", nr_failed, made);
	check(nr_failed > made / 2, "out of memory at any allocation is an error, and no more", "it never was");
	check(alive_is(before), "out of memory: the books balance", "something is left");
	check(!brief("lo"), "out of memory: all works afterwards", "not");
	return failed;
}

/* -- hostile --------------------------------------------------------------------------------------------------------- */

static unsigned long long random_state;

static unsigned int draw(unsigned int below)
{
	random_state = random_state * 6364136223846793005ull + 1442695040888963407ull;
	return (unsigned int)(random_state >> 33) % below;
}

/* Bytes that are now and then descriptors, lengths, addresses. */
static void attr_fill(unsigned char *attr, size_t len)
{
	static unsigned char memory[4096];

	for (size_t i = 0; i + 4 <= len; i += 4) {
		unsigned int v = draw(8) < 3	? draw(16)
				 : draw(4) == 0 ? (unsigned int)draw(0x7fffffff) * 2
				 : draw(2)	? draw(64)
						: 0;

		memcpy(attr + i, &v, sizeof(v));
		if (i % 8 == 0 && i + 8 <= len && draw(4) == 0) {
			unsigned long long p = (uintptr_t)memory + draw(4096);

			for (int j = 0; j < 16; j++)
				memory[draw(4096)] = (unsigned char)draw(256);
			memcpy(attr + i, &p, sizeof(p));
			i += 4;
		}
	}
}

static int fuzz(int seconds, unsigned int seed)
{
	unsigned long before = number_read(PARAMETERS "alive"), calls = 0, good = 0;
	time_t end = time(NULL) + seconds;

	random_state = seed;
	while (time(NULL) < end) {
		pid_t child = fork();

		if (!child) {
			struct bpf_object *o = draw(2) ? object_load() : NULL;

			alarm(10);
			for (int i = 0; i < 3000; i++) {
				unsigned char attr[144];

				attr_fill(attr, sizeof(attr));
				unsigned int cmd = draw(40);

				/* No pins: they would be left. */
				good += device_bpf(cmd == 6 ? 7 : cmd, attr, 8 + draw(17) * 8) >= 0;
				if (draw(16) == 0)
					good += ioctl(500, KILN_DEVICE_PERF, attr) >= 0; /* the device's descriptor */
				if (draw(16) == 0)
					good += ioctl(3 + (int)draw(24), PERF_EVENT_IOC_SET_BPF, 3 + draw(24)) >= 0;
				/* Whatever it got: standard output stays. */
				if (draw(16) == 0)
					close(3 + (int)draw(24));
			}
			(void)o;
			_exit(0);
		}
		waitpid(child, NULL, 0);
		draw(2);
		calls += 3000;
	}
	printf("# %lu random commands\n", calls);
	check(alive_is(before), "fuzzed commands: nothing is left of them", "something is");
	check(!once("lo"), "fuzzed commands: all works afterwards", "not");
	return failed;
}

/* -- two at once ----------------------------------------------------------------------------------------------------- */

static void stress_one(struct bpf_object *o, unsigned int who, time_t end)
{
	int fd = bpf_object__find_map_fd_by_name(o, "reads");
	unsigned char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet), .repeat = 100);
	unsigned long long v = who, sum = 0;

	random_state = who + 1;
	while (time(NULL) < end)
		for (int i = 0; i < 50; i++) {
			unsigned int key = draw(2000);

			bpf_map_update_elem(fd, &key, &v, 0);
			sum += !bpf_map_lookup_elem(fd, &key, &v);
			if (draw(2))
				bpf_map_delete_elem(fd, &key);
			v = who;
			if (i == 0)
				bpf_prog_test_run_opts(prog_fd(o, "drop_ping"), &run);
			read_some(2);
		}
	_exit(sum == 0);
}

static int stress(int seconds)
{
	struct bpf_object *o = object_load();
	time_t end = time(NULL) + seconds;
	int status, ok = 1;

	if (!o)
		return 1;
	link_function(prog_fd(o, "on_read"), "vfs_read", 0);
	for (unsigned int who = 0; who < 2; who++)
		if (!fork())
			stress_one(o, who, end);
	while (wait(&status) > 0)
		ok &= WIFEXITED(status) && !WEXITSTATUS(status);
	check(ok, "map calls of two processes, and of a probe", "one failed");
	return failed;
}

/* Nanoseconds of a test run, which are instructions where one is a nanosecond. */
static unsigned int cost_of(const char *path, const unsigned char *packet, unsigned int len)
{
	struct bpf_object *o = bpf_object__open_file(path, NULL);
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = len, .repeat = 20000);
	struct bpf_program *p = o ? bpf_object__next_program(o, NULL) : NULL;

	if (!p || bpf_object__load(o) || bpf_prog_test_run_opts(bpf_program__fd(p), &run)) {
		printf("# %s: %s\n", path, strerror(errno));
		return 0;
	}
	bpf_object__close(o);
	return run.duration;
}

static int cost(const char *path)
{
	/* An IPv4 packet of TCP to port 80, 60 bytes. */
	static const unsigned char packet[60] = { 2,	0, 0,  0,  0, 1, 2,  0,	  0,  0,  0,	       2, 8,  0,
						  0x45, 0, 0,  46, 0, 1, 64, 0,	  64, 6,  0,	       0, 10, 0,
						  0,	1, 10, 0,  0, 2, 4,  210, 0,  80, [46] = 0x50, 2 };
	unsigned int here = cost_of(path, packet, sizeof(packet)), there;

	stock = 1;
	there = cost_of(path, packet, sizeof(packet));
	printf("cost %s: %u here, %u by the kernel's own, ratio %.2f\n", path, here, there,
	       there ? (double)here / there : 0);
	return !here || !there;
}

/* Nanoseconds from sending a packet to its end. Processors that come to it later are the same one, with -icount. */
static double sent_ns(int fd, int times)
{
	/* IPv4, ICMP: what drop_ping drops. */
	static const unsigned char packet[60] = { 2, 0, 0,    0, 0, 1,	2, 0, 0,  0, 0,	 2,
						  8, 0, 0x45, 0, 0, 46, 0, 1, 64, 0, 64, 1 };
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	for (int i = 0; i < times; i++)
		if (send(fd, packet, sizeof(packet), 0) != sizeof(packet))
			return 0;
	clock_gettime(CLOCK_MONOTONIC, &to);
	return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / times;
}

/* flags: how the kernel's own attaches it; 0: Kiln does. 0 where it did not drop all. */
static double drop_ns(int fd, int to, unsigned int flags)
{
	struct bpf_object *o = bpf_object__open_file("/module.o", NULL);
	struct bpf_program *p;
	const struct globals *seen;
	struct bpf_link *l = NULL;
	unsigned long long before;
	double ns = 0;

	stock = flags != 0;
	bpf_object__for_each_program(p, o)
		bpf_program__set_autoload(p, !strcmp(bpf_program__name(p), "drop_ping"));
	if (bpf_object__load(o))
		return 0;
	seen = mmap(NULL, 4096, PROT_READ, MAP_SHARED, bpf_object__find_map_fd_by_name(o, "module.bss"), 0);
	if (flags ? !bpf_xdp_attach(to, prog_fd(o, "drop_ping"), flags, NULL)
		  : !!(l = bpf_program__attach_xdp(prog(o, "drop_ping"), to))) {
		sent_ns(fd, 2000);
		before = *(const volatile unsigned long long *)&seen->dropped;
		ns = sent_ns(fd, DROPS);
		usleep(10000);
		if (*(const volatile unsigned long long *)&seen->dropped - before != DROPS)
			ns = 0;
	}
	bpf_link__destroy(l);
	if (flags)
		bpf_xdp_detach(to, flags, NULL);
	bpf_object__close(o);
	stock = 0;
	return ns;
}

/* A socket that sends to an interface; -1: there is none. */
static int sender(const char *interface)
{
	struct sockaddr_ll at = { .sll_family = AF_PACKET,
				  .sll_protocol = htons(ETH_P_IP),
				  .sll_ifindex = (int)if_nametoindex(interface) };
	int fd = socket(AF_PACKET, SOCK_RAW, 0);

	return at.sll_ifindex && !bind(fd, (struct sockaddr *)&at, sizeof(at)) ? fd : -1;
}

static int drops(const char *from, const char *to, const char *nowhere)
{
	int fd = sender(from), out = (int)if_nametoindex(to), none = sender(nowhere);
	double here, generic, native, alone;

	sent_ns(none, 2000);
	alone = sent_ns(none, DROPS);
	here = drop_ns(fd, out, 0);
	generic = drop_ns(fd, out, XDP_FLAGS_SKB_MODE);
	native = drop_ns(fd, out, XDP_FLAGS_DRV_MODE);
	printf("cost live drop: %.0f here, %.0f by the kernel's own (generic), %.0f (in the driver), %.0f of each to send; ratios %.2f and %.2f\n",
	       here, generic, native, alone, (here - alone) / (generic - alone), (here - alone) / (native - alone));
	return !here || !generic || !native || !alone;
}

static _Noreturn void traffic(void)
{
	for (;;) {
		arrives(GOOD_PORT);
		read_some(10);
	}
}

int main(int argc, char **argv)
{
	struct rlimit files = { 600, 600 };

	setrlimit(RLIMIT_NOFILE, &files);
	setvbuf(stdout, NULL, _IOLBF, 0);
	libbpf_set_print(quiet);
	if (argc == 2 && !strcmp(argv[1], "hooks"))
		return hooks();
	if (argc == 2 && !strcmp(argv[1], "typed"))
		return typed();
	if (argc >= 4 && !strcmp(argv[1], "xdp"))
		return xdp(argv[2], argv[3], argv[4]);
	if (argc == 3 && !strcmp(argv[1], "once"))
		return once(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "brief"))
		return brief(argv[2]);
	if (argc == 2 && !strcmp(argv[1], "oom"))
		return oom();
	if (argc == 4 && !strcmp(argv[1], "fuzz"))
		return fuzz(atoi(argv[2]), (unsigned int)atoi(argv[3]));
	if (argc == 3 && !strcmp(argv[1], "stress"))
		return stress(atoi(argv[2]));
	if (argc == 3 && !strcmp(argv[1], "cost"))
		return cost(argv[2]);
	if (argc == 5 && !strcmp(argv[1], "drops"))
		return drops(argv[2], argv[3], argv[4]);
	if (argc == 2 && !strcmp(argv[1], "traffic"))
		traffic();
	fprintf(stderr,
		"usage: module hooks | typed | xdp NAME INTERFACE [TO] | once INTERFACE | brief INTERFACE | oom | fuzz SECONDS SEED | stress SECONDS | traffic\n");
	return 2;
}
