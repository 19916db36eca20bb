// SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
/*
 * verify_cost.c - what the verifier's time grows with: programs made longer, loops made longer.
 *
 *	verify_cost		lines "NAME SIZE PROGRAM-INSNS WALKED BYTES MICROSECONDS", the median of several loads
 *
 * chain N	N copies, one behind the other, of a parser of about a thousand instructions: each of its fifty steps reads a field
 *		behind a check, goes two ways by its value, and comes together again
 * count N	a loop of N turns that sums bytes of memory under a mask
 * down N	the same, counting down
 * nest N	two loops, of N and 10 turns
 * packet N	a loop of N turns over a packet, that data_end may end earlier
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <kiln/kiln.h>

enum { ROUNDS = 9, MOST_NS = 2000000000, STEPS = 50, MOST_INSNS = 65536, MEM_LEN = 64 };
enum {
	MOV = 0xb7,
	MOV_REG = 0xbf,
	ADD = 0x07,
	ADD_REG = 0x0f,
	AND = 0x57,
	JGT_REG = 0x2d,
	JEQ = 0x15,
	JLT = 0xa5,
	JNE = 0x55
};
enum { LDX_W = 0x61, LDX_B = 0x71, EXIT = 0x95 };

static struct kiln_insn insn[MOST_INSNS];
static uint32_t nr;
static struct kiln *k;

static void emit(uint8_t code, uint32_t dst, uint32_t src, int32_t off, int32_t imm)
{
	insn[nr++] = (struct kiln_insn){
		.code = code, .dst = (uint8_t)(dst & 15), .src = (uint8_t)(src & 15), .off = (int16_t)off, .imm = imm
	};
}

/* One step of twenty instructions; too short a packet goes on with the next one. */
static void step(int32_t i)
{
	emit(LDX_W, 2, 6, 0, 0);   /* r2 = data */
	emit(LDX_W, 3, 6, 4, 0);   /* r3 = data_end */
	emit(ADD_REG, 2, 8, 0, 0); /* at a variable place */
	emit(MOV_REG, 4, 2, 0, 0);
	emit(ADD, 4, 0, 0, 8 + i % 24);
	emit(JGT_REG, 4, 3, 13, 0);
	emit(LDX_B, 5, 2, i % 24, 0);
	emit(JEQ, 5, 0, 3, i); /* two ways */
	emit(ADD, 7, 0, 0, 1);
	emit(MOV, 9, 0, 0, 4);
	emit(JEQ, 5, 0, 2, 256);
	emit(ADD, 7, 0, 0, 2);
	emit(MOV, 9, 0, 0, 8);
	emit(LDX_B, 5, 2, i % 24 + 1, 0); /* together again */
	emit(AND, 5, 0, 0, 15);
	emit(MOV_REG, 8, 5, 0, 0);
	emit(ADD_REG, 7, 9, 0, 0);
	emit(MOV_REG, 0, 7, 0, 0);
	emit(AND, 0, 0, 0, 1);
	emit(MOV, 0, 0, 0, 2);
}

static void chain(uint32_t n)
{
	emit(MOV_REG, 6, 1, 0, 0);
	emit(MOV, 7, 0, 0, 0);
	emit(MOV, 8, 0, 0, 0);
	emit(MOV, 9, 0, 0, 0);
	for (uint32_t c = 0; c < n; c++)
		for (int32_t i = 0; i < STEPS; i++)
			step(i);
	emit(MOV, 0, 0, 0, 2);
	emit(EXIT, 0, 0, 0, 0);
}

static void sum_byte(void)
{
	emit(MOV_REG, 4, 3, 0, 0);
	emit(AND, 4, 0, 0, MEM_LEN - 1);
	emit(ADD_REG, 4, 1, 0, 0);
	emit(LDX_B, 5, 4, 0, 0);
	emit(ADD_REG, 0, 5, 0, 0);
}

static void count(uint32_t n)
{
	emit(MOV, 0, 0, 0, 0);
	emit(MOV, 3, 0, 0, 0);
	sum_byte();
	emit(ADD, 3, 0, 0, 1);
	emit(JLT, 3, 0, -7, (int32_t)n);
	emit(EXIT, 0, 0, 0, 0);
}

static void down(uint32_t n)
{
	emit(MOV, 0, 0, 0, 0);
	emit(MOV, 3, 0, 0, (int32_t)n);
	sum_byte();
	emit(ADD, 3, 0, 0, -1);
	emit(JNE, 3, 0, -7, 0);
	emit(EXIT, 0, 0, 0, 0);
}

static void nest(uint32_t n)
{
	emit(MOV, 0, 0, 0, 0);
	emit(MOV, 7, 0, 0, 0);
	emit(MOV, 3, 0, 0, 0);
	sum_byte();
	emit(ADD, 3, 0, 0, 1);
	emit(JLT, 3, 0, -7, 10);
	emit(ADD, 7, 0, 0, 1);
	emit(JLT, 7, 0, -10, (int32_t)n);
	emit(EXIT, 0, 0, 0, 0);
}

static void packet(uint32_t n)
{
	emit(LDX_W, 2, 1, 0, 0);
	emit(LDX_W, 3, 1, 4, 0);
	emit(MOV, 7, 0, 0, 0);
	emit(MOV, 0, 0, 0, 0);
	emit(MOV_REG, 4, 2, 0, 0);
	emit(ADD, 4, 0, 0, 1);
	emit(JGT_REG, 4, 3, 5, 0);
	emit(LDX_B, 5, 2, 0, 0);
	emit(ADD_REG, 0, 5, 0, 0);
	emit(MOV_REG, 2, 4, 0, 0);
	emit(ADD, 7, 0, 0, 1);
	emit(JLT, 7, 0, -8, (int32_t)n);
	emit(AND, 0, 0, 0, 3);
	emit(EXIT, 0, 0, 0, 0);
}

static uint64_t cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void measure(const char *name, void (*make)(uint32_t), uint32_t n, const char *kind)
{
	struct kiln_load_opts opts = {
		.kind = kiln_kind_by_name(kind),
		.licence = "GPL",
		.engine = KILN_ENGINE_INTERP,
		.mem_len = *kind == 'r' ? MEM_LEN : 0,
		.max_processed = 50000000,
	};
	uint64_t ns[ROUNDS], total = 0, from;
	struct kiln_prog_info info = { 0 };
	static struct kiln_why why;
	struct kiln_prog *p;
	uint32_t rounds = 0;

	nr = 0;
	make(n);
	while (rounds < ROUNDS && (!rounds || total < MOST_NS)) {
		from = cpu_ns();
		if (kiln_load(k, &kiln_front_ebpf, insn, nr * sizeof(insn[0]), &opts, &p, &why)) {
			printf("%s %u %u refused %s\n", name, n, nr, kiln_reason_name(why.reason));
			return;
		}
		ns[rounds] = cpu_ns() - from;
		total += ns[rounds++];
		kiln_prog_info(p, &info);
		kiln_prog_free(p);
	}
	qsort(ns, rounds, sizeof(ns[0]), by_value);
	printf("%s %u %u %u %zu %.1f\n", name, n, nr, info.nr_processed, info.verify_bytes,
	       (double)ns[rounds / 2] / 1e3);
	fflush(stdout);
}

int main(void)
{
	static const uint32_t turns[] = { 10, 1000, 1000000 };
	struct kiln_posix_opts opts = { .nr_cpus = 1 };
	struct kiln_host *host;

	if (kiln_posix_host_new(&opts, &host) || kiln_new(host, &k))
		return 2;
	for (uint32_t n = 1; n <= 64; n *= 2)
		measure("chain", chain, n, "xdp");
	for (int i = 0; i < 3; i++)
		measure("count", count, turns[i], "raw");
	for (int i = 0; i < 3; i++)
		measure("down", down, turns[i], "raw");
	for (int i = 0; i < 3; i++)
		measure("nest", nest, turns[i], "raw");
	for (int i = 0; i < 3; i++)
		measure("packet", packet, turns[i], "xdp");
	kiln_free(k);
	kiln_posix_host_free(host);
	return 0;
}
