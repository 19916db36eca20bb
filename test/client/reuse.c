/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * reuse.c - a descriptor's number is given away in each of the ways there are, and names another map at once: prints what is found there.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NUMBER = 40 };

/* A map at that number which holds value, by dup2 of another descriptor. */
static int place(__u64 value)
{
	int fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "reuse", 4, 8, 1, NULL);
	__u32 key = 0;

	if (fd < 0 || bpf_map_update_elem(fd, &key, &value, 0))
		return -1;
	return fd;
}

/* Asked twice, so that what is kept is used; the second time by memory that is no stack. */
static long long value_at(int fd)
{
	__u32 key = 0, *far_key = calloc(1, sizeof(*far_key));
	__u64 value = 0, *far_value = calloc(1, sizeof(*far_value));
	long long ret;

	if (bpf_map_lookup_elem(fd, &key, &value) || bpf_map_lookup_elem(fd, far_key, far_value))
		ret = -errno;
	else
		ret = value == *far_value ? (long long)value : -1;
	free(far_key);
	free(far_value);
	return ret;
}

static void by_close(int fd)
{
	close(fd);
}

static void by_range(int fd)
{
	close_range((unsigned int)fd, (unsigned int)fd, 0);
}

static void by_from(int fd)
{
	closefrom(fd);
}

static void by_stream(int fd)
{
	FILE *f = fdopen(fd, "r");

	if (f)
		fclose(f);
}

static void by_call(int fd)
{
	syscall(SYS_close, fd);
}

static void by_nothing(int fd)
{
	(void)fd; /* dup2 closes it */
}

static const struct {
	const char *name;
	void (*close)(int fd);
} ways[] = { { "close", by_close },   { "close_range", by_range }, { "closefrom", by_from },
	     { "fclose", by_stream }, { "syscall", by_call },	   { "dup2", by_nothing } };

/* A child's descriptors are its own: what it does with the number is nothing to the parent. */
static void in_child(int other)
{
	int status = 0;

	if (!fork())
		_exit(dup2(other, NUMBER) == NUMBER && value_at(NUMBER) == 2 ? 0 : 1);
	wait(&status);
	printf("fork: child %s, parent %lld\n", status ? "wrong" : "2", value_at(NUMBER));
}

/* Whose memory is the parent's: what it closes, and asks then, is nothing to the parent either. */
static void child_closes(void)
{
	const pid_t child = vfork();

	if (!child) {
		close_range(3, ~0u, 0);
		value_at(NUMBER);
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

static int nr_open(void)
{
	int nr = 0;

	for (int fd = 0; fd < 1024; fd++)
		nr += fcntl(fd, F_GETFD) >= 0;
	return nr;
}

static void in_shared_child(void)
{
	const struct bpf_insn insns[] = { { .code = 0xb7 }, { .code = 0x95 } };
	int prog = bpf_prog_load(BPF_PROG_TYPE_RAW_TRACEPOINT, "reuse", "GPL", insns, 2, NULL), ended = 0;
	const int before = nr_open();

	for (int i = 0; i < 20; i++) {
		int link = bpf_raw_tracepoint_open("sys_enter", prog);
		struct bpf_link_info info = { 0 };
		__u32 len = sizeof(info);

		if (link < 0 || bpf_obj_get_info_by_fd(link, &info, &len))
			break;
		child_closes();
		close(link);
		ended += bpf_link_get_fd_by_id(info.id) < 0 && errno == ENOENT;
	}
	printf("vfork: %d links ended, %d descriptors more\n", ended, nr_open() - before);
	close(prog);
}

int main(void)
{
	int one = place(1), two = place(2);

	for (unsigned int i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		long long first, closed = 0, last;

		dup2(one, NUMBER);
		first = value_at(NUMBER);
		ways[i].close(NUMBER);
		if (ways[i].close != by_nothing)
			closed = value_at(NUMBER);
		dup3(two, NUMBER, 0);
		last = value_at(NUMBER);
		printf("%s: %lld, %lld, %lld\n", ways[i].name, first, closed, last);
	}
	dup2(one, NUMBER);
	printf("again: %lld\n", value_at(NUMBER));
#ifdef SYS_dup2
	syscall(SYS_dup2, two, NUMBER);
	printf("dup2 by number: %lld\n", value_at(NUMBER));
	dup2(one, NUMBER);
#endif
	in_child(two);
	in_shared_child();
	/* Whatever is closed, the next question is answered. */
	closefrom(NUMBER);
	printf("after all: %lld\n", value_at(one));
	return 0;
}
