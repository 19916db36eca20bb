/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * edges.c - calls of bpf(2) with memory that is only just there, or not; and of several threads at once; and what comes by a socket that has the
 * number of another one, which asked rtnetlink. Prints the same over whatever answers them, and under a sanitizer.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/if_link.h>
#include <linux/perf_event.h>
#include <linux/rtnetlink.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 4, CALLS = 500, PAGE = 4096, PLACES = 4000, OPEN = 400 };

static int map;

static void *thread(void *arg)
{
	uint32_t key = (uint32_t)(uintptr_t)arg, *own = malloc(sizeof(*own));
	uint64_t value, *heap = malloc(sizeof(*heap));
	uintptr_t wrong = 0;

	*own = key;
	for (uint64_t i = 0; i < CALLS; i++) {
		*heap = i * THREADS + key;
		wrong += bpf_map_update_elem(map, own, heap, 0) != 0;
		wrong += bpf_map_lookup_elem(map, &key, &value) || value != *heap;
	}
	free(own);
	free(heap);
	return (void *)wrong;
}

static void threads(void)
{
	uintptr_t wrong = 0;
	pthread_t t[THREADS];
	void *each;

	for (uintptr_t i = 0; i < THREADS; i++)
		pthread_create(&t[i], NULL, thread, (void *)i);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(t[i], &each);
		wrong += (uintptr_t)each;
	}
	printf("threads: %lu calls went wrong\n", (unsigned long)wrong);
}

/* Whether an array can be mapped for writing: as it is, as programs may not write to it, and when it is frozen. */
static void mapped(unsigned int flags)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_MMAPABLE | flags);
	int fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "mapped", 4, 8, 1, &opts);
	void *at = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	const uint64_t *values = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, 0);
	uint64_t value = 7;
	uint32_t key = 0;

	printf("flags %u: %s for writing, %s for reading\n", flags, at == MAP_FAILED ? "not" : "mapped",
	       values == MAP_FAILED ? "not" : "mapped");
	if (at != MAP_FAILED)
		munmap(at, PAGE);
	printf("update %d, ", bpf_map_update_elem(fd, &key, &value, 0));
	printf("freeze %d, ", bpf_map_freeze(fd));
	printf("update %d\n", bpf_map_update_elem(fd, &key, &value, 0));
	at = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	printf("frozen: %s for writing; it is %lu\n", at == MAP_FAILED ? "not" : "mapped", (unsigned long)values[0]);
	close(fd);
}

/* perf_event_open(2), of a file's instruction where the path is given. */
static void probe(const char *name, char *end, const void *path)
{
	FILE *f = fopen("/sys/bus/event_source/devices/uprobe/type", "r");
	struct perf_event_attr *attr = (void *)(end - 16 - sizeof(*attr));
	unsigned int type = 0;

	if (!f || fscanf(f, "%u", &type) != 1)
		printf("no type of probes\n");
	memset(attr, 0, sizeof(*attr));
	attr->size = sizeof(*attr);
	attr->type = type;
	attr->config1 = (uintptr_t)path;
	errno = 0;
	syscall(SYS_perf_event_open, attr, -1, 0, -1, 0);
	printf("%s: %s\n", name, strerror(errno));
	if (f)
		fclose(f);
}

/* As rtnetlink tells of an interface, but that nobody asked here. */
static void number_again(void)
{
	struct {
		struct nlmsghdr head;
		struct ifinfomsg info;
		struct nlattr xdp;
		char rest[60];
	} msg = { { sizeof(msg) - 60, RTM_GETLINK, NLM_F_REQUEST, 77, 0 }, { .ifi_index = 1 }, { 64, IFLA_XDP }, "" },
	  got;
	const int first = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	int pair[2];
	ssize_t n;

	if (send(first, &msg, msg.head.nlmsg_len - sizeof(msg.xdp), 0) < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return;
	dup2(pair[0], first);
	msg.head.nlmsg_type = RTM_NEWLINK;
	msg.head.nlmsg_len = sizeof(msg);
	for (int i = 0; i < 2 && send(pair[1], &msg, sizeof(msg), 0) == sizeof(msg); i++) {
		n = recv(first, &got, sizeof(got), 0);
		printf("another socket of that number: %zd bytes, %s\n", n,
		       memcmp(&got, &msg, sizeof(msg)) ? "others" : "the same");
	}
	close(first);
	close(pair[0]);
	close(pair[1]);
}

/* A program that names a map by each of thousands of places. Each is a descriptor to be looked at: that must not take long. */
static void places(void)
{
	static struct bpf_insn insns[2 * PLACES + 2];
	static int fds[PLACES];
	struct timespec from, to;
	int fd;

	for (int i = 0; i < PLACES; i++) {
		fds[i] = i < OPEN ? dup(map) : fds[i % OPEN];
		insns[2 * i] = (struct bpf_insn){ .code = 0x18, .dst_reg = 1, .src_reg = BPF_PSEUDO_MAP_IDX, .imm = i };
	}
	insns[2 * PLACES] = (struct bpf_insn){ .code = 0xb7 };
	insns[2 * PLACES + 1] = (struct bpf_insn){ .code = 0x95 };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .fd_array = fds);
	clock_gettime(CLOCK_MONOTONIC, &from);
	fd = bpf_prog_load(BPF_PROG_TYPE_XDP, "places", "GPL", insns, 2 * PLACES + 2, &opts);
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("places: %s, %s\n", fd < 0 ? strerror(errno) : "loaded",
	       to.tv_sec - from.tv_sec > 2 ? "slowly" : "soon");
	for (int i = 0; i < OPEN; i++)
		close(fds[i]);
	close(fd);
}

int main(void)
{
	char *page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
	     *end = page + PAGE;
	uint32_t *key = calloc(1, sizeof(*key));
	uint64_t *value = malloc(sizeof(*value));
	union bpf_attr *attr = (union bpf_attr *)(void *)(end - 32);

	map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "edges", sizeof(*key), sizeof(*value), THREADS, NULL);
	if (map < 0)
		return 1;
	munmap(end, PAGE);
	printf("key at the end: %d\n", bpf_map_lookup_elem(map, end - sizeof(*key), value));
	printf("key over the end: %d\n", bpf_map_lookup_elem(map, end - 2, value));
	printf("no key: %d\n", bpf_map_lookup_elem(map, (void *)16, value));
	printf("value at the end: %d\n", bpf_map_lookup_elem(map, key, end - sizeof(*value)));
	printf("value over the end: %d\n", bpf_map_lookup_elem(map, key, end - 4));
	printf("new value over the end: %d\n", bpf_map_update_elem(map, key, end - 4, 0));
	memset(attr, 0, 32);
	attr->map_fd = (uint32_t)map;
	memcpy((char *)attr + 8, &key, sizeof(key));
	memcpy((char *)attr + 16, &value, sizeof(value));
	printf("attr at the end: %ld\n", syscall(SYS_bpf, BPF_MAP_LOOKUP_ELEM, attr, 32));
	printf("attr over the end: %ld\n", syscall(SYS_bpf, BPF_MAP_LOOKUP_ELEM, attr, 40));
	probe("probe of no path", end, NULL);
	probe("probe of a path that is not there", end, (void *)16);
	probe("probe of a path over the end", end, memset(end - 4, 'a', 4));
	errno = 0;
	syscall(SYS_perf_event_open, 16, -1, 0, -1, 0);
	printf("probe of nothing: %s\n", strerror(errno));
	mprotect(page, PAGE, PROT_READ);
	printf("value that is not to be written: %d\n", bpf_map_lookup_elem(map, key, page));
	printf("key that is only to be read: %d\n", bpf_map_lookup_elem(map, page, value));
	mapped(0);
	mapped(BPF_F_RDONLY_PROG);
	number_again();
	places();
	threads();
	free(key);
	free(value);
	close(map);
	return 0;
}
