// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * unmapped.c - the number that tells how many look at a mark, in a library that is taken away, and comes again.
 *
 *   unmapped LIBRARY     prints the same over whatever answers perf_event_open(2)
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <dlfcn.h>
#include <linux/perf_event.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAGE = 4096 };

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static uint64_t offset(const void *at)
{
	unsigned long from, to, off;
	char line[512];
	FILE *f = fopen("/proc/self/maps", "r");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%lx-%lx %*s %lx", &from, &to, &off) == 3 && (unsigned long)at >= from &&
		    (unsigned long)at < to) {
			fclose(f);
			return (unsigned long)at - from + off;
		}
	exit(1);
}

/* A probe of the mark, with its number. */
static int probe(const char *library, uint64_t at, uint64_t number)
{
	const struct bpf_insn insns[] = { { .code = 0xb7 }, { .code = 0x95 } };
	FILE *f = fopen("/sys/bus/event_source/devices/uprobe/type", "r");
	struct perf_event_attr attr = { .size = sizeof(attr) };
	int prog = bpf_prog_load(BPF_PROG_TYPE_KPROBE, "mark", "GPL", insns, 2, NULL), fd;
	unsigned int type;

	if (!f || fscanf(f, "%u", &type) != 1 || prog < 0)
		fail("program");
	fclose(f);
	attr.type = type;
	attr.config = number << 32;
	attr.config1 = (uintptr_t)library;
	attr.config2 = at;
	fd = (int)syscall(SYS_perf_event_open, &attr, getpid(), -1, -1, PERF_FLAG_FD_CLOEXEC);
	if (fd < 0 || ioctl(fd, PERF_EVENT_IOC_SET_BPF, prog) || ioctl(fd, PERF_EVENT_IOC_ENABLE, 0))
		fail("probe");
	return fd;
}

/* What is mapped is looked at then. */
static void map_something(void)
{
	munmap(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), PAGE);
}

int main(int argc, char **argv)
{
	void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW) : NULL, *page;
	unsigned short *other = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	volatile unsigned short *number = library ? dlsym(library, "mark_semaphore") : NULL;
	int fd;

	if (!number)
		fail("library");
	fd = probe(argv[1], offset(dlsym(library, "marked")), offset((const void *)number));
	map_something();
	printf("%d look\n", *number);
	for (int i = 0; i < PAGE / 2; i++)
		other[i] = 5;
	page = (void *)((uintptr_t)number / PAGE * PAGE);
	dlclose(library);
	if (mremap(other, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, page) != page)
		fail("page");
	map_something();
	printf("another's: %d\n", *number);
	munmap(page, PAGE);
	library = dlopen(argv[1], RTLD_NOW);
	number = dlsym(library, "mark_semaphore");
	map_something();
	printf("again: %d look\n", *number);
	close(fd);
	map_something();
	printf("after all: %d look\n", *number);
	return 0;
}
