/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * polls.c - poll(2) on a ring buffer and on perf events' buffer, beside another file: prints when they are ready. The same over the kernel and
 * over Kiln.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, LONG_MS = 3000, SHORT_MS = 50 };

#define INSN(...) ((struct bpf_insn){ __VA_ARGS__ })

/* r1 = map; r2 = r10 - 8; r3 = 8; r4 = 0; bpf_ringbuf_output(): return 0 */
static int ring_program(int map)
{
	const struct bpf_insn insns[] = { INSN(.code = 0x7a, .dst_reg = 10, .off = -8),
					  INSN(.code = 0x18, .dst_reg = 1, .src_reg = 1, .imm = map),
					  INSN(0),
					  INSN(.code = 0xbf, .dst_reg = 2, .src_reg = 10),
					  INSN(.code = 0x07, .dst_reg = 2, .imm = -8),
					  INSN(.code = 0xb7, .dst_reg = 3, .imm = 8),
					  INSN(.code = 0xb7, .dst_reg = 4),
					  INSN(.code = 0x85, .imm = BPF_FUNC_ringbuf_output),
					  INSN(.code = 0xb7),
					  INSN(.code = 0x95) };

	return bpf_prog_load(BPF_PROG_TYPE_XDP, "ring", "GPL", insns, sizeof(insns) / sizeof(insns[0]), NULL);
}

/* The same with r2 = map, r3 = 0, r4 = r10 - 8, r5 = 8 */
static int perf_program(int map)
{
	const struct bpf_insn insns[] = { INSN(.code = 0x7a, .dst_reg = 10, .off = -8),
					  INSN(.code = 0x18, .dst_reg = 2, .src_reg = 1, .imm = map),
					  INSN(0),
					  INSN(.code = 0xb7, .dst_reg = 3),
					  INSN(.code = 0xbf, .dst_reg = 4, .src_reg = 10),
					  INSN(.code = 0x07, .dst_reg = 4, .imm = -8),
					  INSN(.code = 0xb7, .dst_reg = 5, .imm = 8),
					  INSN(.code = 0x85, .imm = BPF_FUNC_perf_event_output),
					  INSN(.code = 0xb7),
					  INSN(.code = 0x95) };

	return bpf_prog_load(BPF_PROG_TYPE_XDP, "perf", "GPL", insns, sizeof(insns) / sizeof(insns[0]), NULL);
}

static void run(int prog)
{
	char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, opts, .data_in = packet, .data_size_in = sizeof(packet), .repeat = 1);

	if (bpf_prog_test_run_opts(prog, &opts))
		perror("run");
}

static void *run_soon(void *prog)
{
	usleep(100000);
	run((int)(intptr_t)prog);
	return NULL;
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void look(const char *when, int fd, int other, int ms)
{
	struct pollfd p[] = { { .fd = other, .events = POLLIN }, { .fd = fd, .events = POLLIN }, { .fd = -1 } };
	const volatile nfds_t all = 3; /* so that it is checked */
	const double from = now_ms();
	const int nr = poll(p, all, ms);
	const double took = now_ms() - from;

	printf("%s: %d, %#x, %#x, %s\n", when, nr, (unsigned int)p[0].revents, (unsigned int)p[1].revents,
	       took < SHORT_MS - 5 ? "at once"
	       : took < LONG_MS	   ? "later"
				   : "never");
}

static void looks(int fd, int prog)
{
	pthread_t thread;
	int pair[2];

	if (pipe(pair))
		return;
	look("nothing", fd, pair[0], SHORT_MS);
	if (pthread_create(&thread, NULL, run_soon, (void *)(intptr_t)prog))
		return;
	look("soon something", fd, pair[0], LONG_MS);
	pthread_join(thread, NULL);
	run(prog);
	look("there is something", fd, pair[0], LONG_MS);
	run(prog);
	if (write(pair[1], "", 1) != 1)
		return;
	look("both", fd, pair[0], LONG_MS);
}

static void ring(void)
{
	const int map = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "ring", 0, 0, PAGE, NULL), prog = ring_program(map);
	uint64_t *consumer = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, map, 0);
	const uint64_t *producer = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, map, PAGE);

	if (prog < 0 || consumer == MAP_FAILED || producer == MAP_FAILED) {
		perror("ring");
		return;
	}
	looks(map, prog);
	*consumer = *producer;
	look("all is read", map, -1, SHORT_MS);
	close(map);
	look("closed", map, -1, SHORT_MS);
}

/* All high numbers are given away, among them those that only what answers knows of; and taken by what is ready. */
static void numbers(void)
{
	enum { FIRST = 500, NR = 20 };
	const int map = bpf_map_create(BPF_MAP_TYPE_RINGBUF, "ring", 0, 0, PAGE, NULL);
	int pair[2];

	look("before", map, -1, SHORT_MS);
	closefrom(FIRST);
	if (pipe(pair) || write(pair[1], "", 1) != 1)
		return;
	for (int i = 0; i < NR; i++)
		dup2(pair[0], FIRST + i);
	look("its numbers are others'", map, -1, SHORT_MS);
	closefrom(FIRST);
	look("and nobody's", map, -1, SHORT_MS);
}

static void perf(void)
{
	struct perf_event_attr attr = { .type = PERF_TYPE_SOFTWARE,
					.size = sizeof(attr),
					.config = PERF_COUNT_SW_BPF_OUTPUT,
					.sample_type = PERF_SAMPLE_RAW,
					.wakeup_events = 1 };
	const int map = bpf_map_create(BPF_MAP_TYPE_PERF_EVENT_ARRAY, "perf", 4, 4, 1, NULL), prog = perf_program(map),
		  fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0);
	const void *page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	const uint32_t key = 0;

	if (prog < 0 || page == MAP_FAILED || bpf_map_update_elem(map, &key, &fd, 0)) {
		perror("perf");
		return;
	}
	looks(fd, prog);
	look("all is told", fd, -1, SHORT_MS);
}

int main(void)
{
	ring();
	numbers();
	perf();
	return 0;
}
