// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * native.c - times the natively compiled benchmark programs: native DIRECTORY [--repeat N] [NAME...].
 *
 * A line a program: NAME NS_MIN NS_MEDIAN 0xRETVAL, of nine batches of N/9 runs on one packet buffer (thread CPU time
 * a run), RETVAL being the first run's. DIRECTORY is where mkpacket has written.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "native.h"

#define BATCHES 9

typedef int bench_fn(struct xdp_md *ctx);

/* Weak, for the table also has programs that are not built natively. */
#define PROGRAM(name, packet, init, kind) __attribute__((weak)) bench_fn bench_##name;
#include "programs.tbl"
#undef PROGRAM

static const struct {
	const char *name, *packet;
	bench_fn *run;
} programs[] = {
#define PROGRAM(name, packet, init, kind) { #name, #packet, bench_##name },
#include "programs.tbl"
#undef PROGRAM
};

static int cmp_double(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ts);
	return (double)ts.tv_sec * 1e9 + (double)ts.tv_nsec;
}

static size_t read_packet(const char *dir, const char *name, uint8_t *to, size_t cap)
{
	char path[4096];
	FILE *in;
	size_t len;

	snprintf(path, sizeof(path), "%s/%s.bin", dir, name);
	in = fopen(path, "rb");
	if (!in)
		return 0;
	len = fread(to, 1, cap, in);
	fclose(in);
	return len;
}

static void time_program(const char *name, bench_fn *run, uint8_t *packet, size_t len, unsigned long repeat)
{
	bench_fn *volatile call = run; /* a call through a pointer, as a runtime makes it */
	struct xdp_md ctx = { packet, packet + len };
	unsigned long batch = repeat / BATCHES ? repeat / BATCHES : 1, i;
	double ns[BATCHES], start;
	int retval = call(&ctx), b;

	for (b = 0; b < BATCHES; b++) {
		start = now_ns();
		for (i = 0; i < batch; i++)
			call(&ctx);
		ns[b] = (now_ns() - start) / (double)batch;
	}
	qsort(ns, BATCHES, sizeof(ns[0]), cmp_double);
	printf("%s %.2f %.2f 0x%x\n", name, ns[0], ns[BATCHES / 2], (unsigned)retval);
}

static int wanted(const char *name, int argc, char **argv)
{
	int i, named = 0;

	for (i = 2; i < argc; i++) {
		if (!strcmp(argv[i], "--repeat")) {
			i++;
			continue;
		}
		named = 1;
		if (!strcmp(argv[i], name))
			return 1;
	}
	return !named;
}

int main(int argc, char **argv)
{
	static _Alignas(64) uint8_t packet[4096];
	unsigned long repeat = 900000;
	size_t i, len;
	int a;

	if (argc < 2) {
		fputs("usage: native DIRECTORY [--repeat N] [NAME...]\n", stderr);
		return 2;
	}
	for (a = 2; a + 1 < argc; a++)
		if (!strcmp(argv[a], "--repeat"))
			repeat = strtoul(argv[a + 1], NULL, 0);
	for (i = 0; i < sizeof(programs) / sizeof(programs[0]); i++) {
		if (!programs[i].run || !wanted(programs[i].name, argc, argv))
			continue;
		len = read_packet(argv[1], programs[i].packet, packet, sizeof(packet));
		if (!len) {
			fprintf(stderr, "native: no packet %s in %s\n", programs[i].packet, argv[1]);
			return 2;
		}
		time_program(programs[i].name, programs[i].run, packet, len, repeat);
	}
	return 0;
}
