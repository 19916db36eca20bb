// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * events.c - an application of libbpf that knows nothing of Kiln: tracepoints, kprobes, uprobes and samples by perf_event_open(2), and a
 * perf buffer. Says the same whoever runs its programs.
 *
 *   events [several]     the object is /events.o; several: one link to two functions, too, which not every kernel has
 */
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TIMES = 50, PACKET = 100, CHILDREN = 5 };

struct seen {
	unsigned int self;
	unsigned long long switches, packets, bytes, calls, ppid_nr, reads, returns, probed, returned, last, samples,
		cookies[4];
};

struct event {
	unsigned int kind, pid, number;
	char text[20];
};

static volatile struct seen *seen;
static int execs, packets, lost;
static pid_t children[CHILDREN];

static void said(const char *what, int ok)
{
	printf("%s: %s\n", what, ok ? "yes" : "no");
}

static void on_event(void *ctx, int cpu, void *data, unsigned int len)
{
	const struct event *e = data;

	(void)ctx, (void)cpu;
	if (len < sizeof(*e))
		return;
	for (int i = 0; e->kind == 1 && i < CHILDREN; i++)
		execs += (pid_t)e->pid == children[i] && e->number && !strcmp(e->text, "/bin/true");
	packets += e->kind == 2 && e->number == PACKET + 28 && !strcmp(e->text, "lo");
}

static void on_lost(void *ctx, int cpu, unsigned long long nr)
{
	(void)ctx, (void)cpu;
	lost += (int)nr;
}

/* The kernel adds one to it for each who looks. */
volatile unsigned short events_lookers = 100;

int events_probed(int v);
__attribute__((noinline, used)) int events_probed(int v)
{
	__asm__ volatile("" : "+r"(v));
	return v + 1;
}

/* Where an address of this program is in its file. */
static size_t file_off(const void *at)
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

static void packets_send(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(7779) };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	char data[PACKET] = { 0 };

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (int i = 0; i < CHILDREN; i++)
		sendto(fd, data, sizeof(data), 0, (struct sockaddr *)&to, sizeof(to));
	close(fd);
}

static void act(void)
{
	int fd = open("/events.o", O_RDONLY), null = open("/dev/null", O_WRONLY);
	char three[3];

	for (int i = 0; i < CHILDREN; i++) {
		children[i] = fork();
		if (!children[i]) {
			execl("/bin/true", "true", NULL);
			_exit(1);
		}
		waitpid(children[i], NULL, 0);
	}
	for (int i = 0; i < TIMES; i++) {
		syscall(SYS_getppid);
		if (pread(fd, three, 3, 0) != 3 || write(null, "five.", 5) != 5)
			break;
		events_probed(i);
	}
	packets_send();
	close(null);
	close(fd);
}

/* The CPU's clock, each 10 ms of this process, and the program put there by ioctl. */
static void samples(struct bpf_object *o)
{
	struct perf_event_attr attr = { .size = sizeof(attr),
					.type = PERF_TYPE_SOFTWARE,
					.config = PERF_COUNT_SW_CPU_CLOCK,
					.sample_period = 10000000 };
	int fd = (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
	int prog = bpf_program__fd(bpf_object__find_program_by_name(o, "on_sample"));
	time_t end = time(NULL) + 20;

	said("a counter takes a program",
	     fd >= 0 && !ioctl(fd, PERF_EVENT_IOC_SET_BPF, prog) && !ioctl(fd, PERF_EVENT_IOC_ENABLE, 0));
	while (seen->samples < 3 && time(NULL) < end)
		for (volatile int i = 0; i < 1000000; i++)
			;
	said("samples", seen->samples >= 3);
	close(fd);
}

static struct bpf_link *attach(struct bpf_object *o, const char *name)
{
	static const char *functions[] = { "vfs_read", "vfs_write" };
	static const __u64 cookies[] = { 7, 11 };
	struct bpf_program *p = bpf_object__find_program_by_name(o, name);
	const size_t at = file_off((void *)(uintptr_t)events_probed);
	LIBBPF_OPTS(bpf_uprobe_opts, uprobe, .retprobe = name[9] == '_', .bpf_cookie = 13,
		    .ref_ctr_offset = file_off((const void *)(uintptr_t)&events_lookers));
	LIBBPF_OPTS(bpf_kprobe_multi_opts, multi, .syms = functions, .cookies = cookies, .cnt = 2);
	LIBBPF_OPTS(bpf_tracepoint_opts, tracepoint, .bpf_cookie = 17);

	if (!strncmp(name, "on_probed", 9))
		return bpf_program__attach_uprobe_opts(p, getpid(), "/events", at, &uprobe);
	if (!strcmp(name, "on_several"))
		return bpf_program__attach_kprobe_multi_opts(p, NULL, &multi);
	if (!strcmp(name, "on_call"))
		return bpf_program__attach_tracepoint_opts(p, "syscalls", "sys_enter_getppid", &tracepoint);
	return bpf_program__attach(p);
}

int main(int argc, char **argv)
{
	static const char *const names[] = { "on_switch",      "on_packet", "on_call",		"on_read",   "on_exec",
					     "on_read_return", "on_probed", "on_probed_return", "on_several" };
	enum { ALL = sizeof(names) / sizeof(names[0]) };
	const int nr = argc == 2 && !strcmp(argv[1], "several") ? ALL : ALL - 1;
	struct bpf_object *o = bpf_object__open_file("/events.o", NULL);
	struct bpf_link *links[ALL];
	struct perf_buffer *buffer;
	time_t end;
	int events, array;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!o || bpf_object__load(o)) {
		printf("the object is refused: %s\n", strerror(errno));
		return 1;
	}
	events = bpf_object__find_map_fd_by_name(o, "events");
	seen = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, bpf_object__find_map_fd_by_name(o, "events.bss"),
		    0);
	seen->self = (unsigned int)getpid();
	buffer = perf_buffer__new(events, 8, on_event, on_lost, NULL, NULL);
	said("a perf buffer", !!buffer);
	if (!buffer)
		return 1;
	for (int i = 0; i < nr; i++) {
		links[i] = attach(o, names[i]);
		said(names[i], !!links[i]);
	}
	printf("%u lookers\n", events_lookers);
	act();
	for (end = time(NULL) + 20; (execs < CHILDREN || packets < CHILDREN) && time(NULL) < end;)
		if (perf_buffer__poll(buffer, 1000) < 0)
			break;
	printf("%d execs, %d packets of the device, %d lost\n", execs, packets, lost);
	printf("%llu packets, %llu bytes\n", seen->packets, seen->bytes);
	printf("%llu calls of number %llu\n", seen->calls, seen->ppid_nr);
	printf("%llu reads, %llu returns\n", seen->reads, seen->returns);
	printf("%llu probed, %llu returned, %llu the last\n", seen->probed, seen->returned, seen->last);
	printf("cookies %llu %llu %llu %llu\n", seen->cookies[0], seen->cookies[1], seen->cookies[2], seen->cookies[3]);
	said("switched away from while it waited", seen->switches >= CHILDREN);
	for (int i = 0; i < nr; i++)
		bpf_link__destroy(links[i]);
	act();
	printf("%llu calls, %llu reads, %llu probed after the links are gone, %u lookers\n", seen->calls, seen->reads,
	       seen->probed, events_lookers);
	samples(o);
	array = 0;
	printf("a slot that is full: %d\n", bpf_map_delete_elem(events, &array));
	printf("a slot that is empty: %s\n", bpf_map_delete_elem(events, &array) ? strerror(errno) : "deleted");
	perf_buffer__free(buffer);
	bpf_object__close(o);
	return 0;
}
