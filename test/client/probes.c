// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * probes.c - probes of this process's own functions and marks, and what they have seen: in threads, children, and over a longjmp.
 * With an argument it does what is to be seen, and nothing else.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probes.skel.h"

#define APART __attribute__((noinline, noclone, used))

/* A mark as <sys/sdt.h> makes it: a nop, and a note of where its two numbers are and of the number that tells how many look. */
unsigned short mark_semaphore __attribute__((section(".probes"), used));
static inline void mark_here(int x, long y)
{
	__asm__ volatile(
		"990: nop\n"
		".pushsection .note.stapsdt,\"\",\"note\"\n"
		".balign 4\n.4byte 992f-991f, 994f-993f, 3\n"
		"991: .asciz \"stapsdt\"\n992: .balign 4\n"
		"993: .8byte 990b, _.stapsdt.base, mark_semaphore\n"
		".asciz \"kiln\"\n.asciz \"mark\"\n.asciz \"-4@%k0 -8@%1\"\n994: .balign 4\n"
		".popsection\n"
		".ifndef _.stapsdt.base\n"
		".pushsection .stapsdt.base,\"aG\",\"progbits\",.stapsdt.base,comdat\n"
		".weak _.stapsdt.base\n.hidden _.stapsdt.base\n_.stapsdt.base: .space 1\n.size _.stapsdt.base, 1\n"
		".popsection\n.endif\n"
		:
		: "r"(x), "r"(y));
}

APART int add(int a, int b)
{
	__asm__ volatile("");
	return a + b;
}

APART int factorial(int n)
{
	int less = n > 1 ? factorial(n - 1) : 1;

	__asm__ volatile("" : "+r"(less));
	return n > 1 ? n * less : 1;
}

APART void hello(const char *name)
{
	__asm__ volatile("" : : "r"(name));
}

/* It begins as most functions do. */
__asm__(".text\n.globl spin_once\n.type spin_once, @function\nspin_once: push %rbp\nmov %rsp, %rbp\npop %rbp\nret\n"
	".size spin_once, . - spin_once\n");
void spin_once(void);

static jmp_buf out;
#pragma GCC diagnostic ignored "-Winfinite-recursion"
APART void leave(int n)
{
	if (!n)
		longjmp(out, 1);
	leave(n - 1);
	__asm__ volatile("");
}

static void *turns(void *arg)
{
	for (int i = 0; i < 500; i++)
		spin_once();
	return arg;
}

/* A child of whoever started this one: its end is seen at a pipe. */
static void aside(void)
{
	int ends[2];
	char none;

	if (pipe(ends))
		exit(1);
	if (!syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0)) {
		turns(NULL);
		_exit(0);
	}
	close(ends[1]);
	while (read(ends[0], &none, 1) > 0)
		;
	close(ends[0]);
}

static void act(void)
{
	char *const none[] = { "true", NULL };
	pthread_t thread[4];
	pid_t child;

	for (int i = 1; i < 4; i++)
		add(i, i + 1);
	factorial(5);
	hello("a name");
	for (int i = 0; i < 4; i++)
		pthread_create(&thread[i], NULL, turns, NULL);
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	child = fork();
	if (!child) {
		turns(NULL);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	child = vfork();
	if (!child) {
		execv("/bin/true", none);
		_exit(1);
	}
	waitpid(child, NULL, 0);
	aside();
	if (!setjmp(out)) {
		leave(3);
		add(0, 0); /* so that this is not where the jump leads to */
	}
	mark_here(3, 4);
	mark_here(5, 6);
}

static long offset(const void *fn)
{
	unsigned long from, to, off;
	char line[512];
	FILE *f = fopen("/proc/self/maps", "r");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%lx-%lx %*s %lx", &from, &to, &off) == 3 && (unsigned long)fn >= from &&
		    (unsigned long)fn < to) {
			fclose(f);
			return (long)((unsigned long)fn - from + off);
		}
	exit(1);
}

static struct bpf_link *probe(struct bpf_program *p, const void *fn, bool leaves, int pid, __u64 cookie)
{
	LIBBPF_OPTS(bpf_uprobe_opts, opts, .retprobe = leaves, .bpf_cookie = cookie);
	struct bpf_link *l = bpf_program__attach_uprobe_opts(p, pid, "/proc/self/exe", offset(fn), &opts);

	if (!l) {
		perror(bpf_program__name(p));
		exit(1);
	}
	return l;
}

static void tell(struct probes_bpf *s)
{
	__u64 n;

	printf("sum %ld product %ld marked %ld cookies %ld, %s %ld, %s, %d look\n", s->bss->sum, s->bss->product,
	       s->bss->marked, s->bss->cookies, s->bss->text, s->bss->text_len,
	       s->bss->pid == getpid() ? "here" : "elsewhere", mark_semaphore);
	for (__u32 what = 1; what < 7; what++)
		printf(" %u: %llu", what, bpf_map_lookup_elem(bpf_map__fd(s->maps.counts), &what, &n) ? 0 : n);
	printf("\n");
}

int main(int argc, char **argv)
{
	LIBBPF_OPTS(bpf_usdt_opts, usdt, .usdt_cookie = 1000);
	struct probes_bpf *s;
	struct bpf_link *all[7];

	(void)argv;
	if (argc > 1) { /* for others to look at */
		act();
		return 0;
	}
	s = probes_bpf__open_and_load();
	if (!s)
		return 1;
	setvbuf(stdout, NULL, _IOLBF, 0);
	tell(s);
	all[0] = probe(s->progs.entry, add, false, 0, 5);
	all[1] = probe(s->progs.leaves, factorial, true, 0, 0);
	all[2] = probe(s->progs.named, hello, false, -1, 0);
	all[3] = probe(s->progs.busy, spin_once, false, -1, 0);
	all[4] = probe(s->progs.jumped, leave, true, -1, 0);
	all[5] = bpf_program__attach_usdt(s->progs.mark, getpid(), "/proc/self/exe", "kiln", "mark", &usdt);
	if (!all[5]) {
		perror("mark");
		return 1;
	}
	all[6] = probe(s->progs.entry, add, false, 1, 5); /* of another process */
	tell(s);
	act();
	tell(s);
	for (int i = 0; i < 7; i++)
		bpf_link__destroy(all[i]);
	act();
	tell(s);
	probes_bpf__destroy(s);
	return 0;
}
