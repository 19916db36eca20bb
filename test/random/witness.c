/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * witness.c - follows random programs that the verifier has accepted, and calls out where it was wrong.
 *
 * Overview	the interpreter's own loop, with other macros: before each access the address is looked for in what the program
 *		may touch; after each operation the register it wrote is held against the bounds that were claimed; at each
 *		decided jump the condition is evaluated; code that was called dead must not be reached. The same program then
 *		runs on the interpreter and as native code: result and memory must be equal.
 * Usage	witness [--count N] [--seed N] [--show]	prints one line of counts; exit status 1 after the first violation.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kiln/kiln.h>

#include "base/reason.h"
#include "gen.h"
#include "rt/map.h"
#include "run/body.h"
#include "run/frame.h"
#include "run/run.h"

struct region {
	uint64_t from, len;
	bool writable;
};

struct witness {
	const struct kiln_prog *p;
	struct region region[8]; /* memory, packet, context */
	uint32_t nr_regions;
	const struct prog_op *last; /* the operation before */
	uint64_t budget;
	bool bad, packet;
	char what[256];
	uint64_t sink;
};

static struct witness *w;

static void violation(int64_t pc, const char *what, uint64_t a, uint64_t b, uint64_t c)
{
	if (w->bad)
		return;
	w->bad = true;
	snprintf(w->what, sizeof(w->what), "insn %" PRId64 ": %s (0x%" PRIx64 ", 0x%" PRIx64 ", 0x%" PRIx64 ")", pc,
		 what, a, b, c);
}

static bool inside(uint64_t at, uint64_t len, uint64_t from, uint64_t room)
{
	return at - from <= room && len <= room - (at - from);
}

static bool in_map(const struct kiln_map *m, uint64_t at, uint64_t len)
{
	uint64_t base = (uint64_t)(uintptr_t)m->direct.base;

	if (!base || at < base || at - base >= (uint64_t)m->direct.stride * m->direct.nr)
		return false;
	return inside(at, len, at - (at - base) % m->direct.stride, m->spec.value_size);
}

/* Values of the hash: what a look-up from outside finds is a copy, so the program's own look-ups are followed. */
static uint64_t found[64];
static uint32_t nr_found;

static void note_found(uint64_t at)
{
	for (uint32_t i = 0; i < nr_found; i++)
		if (found[i] == at)
			return;
	if (nr_found < 64)
		found[nr_found++] = at;
}

static struct kiln_packet packet;

/* What may be read between data_meta and data_end, which helpers move. */
static bool in_packet(uint64_t at, uint64_t len)
{
	return inside(at, len, (uint64_t)(uintptr_t)packet.data_meta, (uint64_t)(packet.data_end - packet.data_meta));
}

static bool reaches(const struct kiln_env *env, uint64_t at, uint64_t len, bool write)
{
	const struct interp_frame *f = env->interp;

	for (; f; f = f->up)
		if (inside(at, len, (uint64_t)(uintptr_t)(f + 1), f->depth))
			return true;
	if (w->packet && in_packet(at, len))
		return true;
	for (uint32_t i = 0; i < w->nr_regions; i++)
		if (inside(at, len, w->region[i].from, w->region[i].len))
			return !write || w->region[i].writable;
	for (uint32_t i = 0; i < w->p->nr_maps; i++)
		if (in_map(w->p->maps[i], at, len))
			return true;
	for (uint32_t i = 0; i < nr_found; i++)
		if (inside(at, len, found[i], GEN_VALUE_LEN))
			return true;
	return false;
}

static void *witness_at(const struct kiln_env *env, int64_t pc, uint64_t at, uint32_t len, uint32_t align, bool write)
{
	if (!reaches(env, at, len, write))
		violation(pc, write ? "write outside" : "read outside", at, len, 0);
	else if (at % align)
		violation(pc, "atomic access not aligned", at, len, 0);
	else
		return (void *)(uintptr_t)at;
	return &w->sink;
}

/* What the operation before left, against what was claimed. */
static void check_result(int64_t pc, const struct prog_op *op, const uint64_t *r)
{
	const struct prog_fact *f = &w->p->facts[pc];
	const struct insn_row *row;
	uint64_t v;
	enum insn_op kind;

	if (isa_decode(&w->p->insns[pc], w->p->nr_insns - (uint32_t)pc, &kind))
		return;
	row = &insn_rows[kind];
	if (op->op == OP_CALL && f->map && r[0] && w->p->insns[pc].imm == 1)
		note_found(r[0]);
	switch (row->form) {
	case FORM_ALU_IMM:
	case FORM_ALU_REG:
	case FORM_ALU_ONE:
	case FORM_ALU_END:
	case FORM_LOAD:
	case FORM_LOAD_ACQ:
		v = r[w->p->insns[pc].dst];
		break;
	case FORM_CALL:
		v = r[0];
		break;
	default:
		return;
	}
	if (v < f->umin || v > f->umax)
		violation(pc, "result outside the claimed bounds", v, f->umin, f->umax);
	if (f->flags & FACT_CONST && v != f->umin)
		violation(pc, "result is not the claimed constant", v, f->umin, f->umax);
}

/* What is claimed before an instruction. */
static void check_before(int64_t pc, const uint64_t *r)
{
	const struct prog_fact *f = &w->p->facts[pc];
	const struct kiln_insn *in = &w->p->insns[pc];
	struct prog_op op = { .dst = in->dst, .src = in->src, .imm = in->imm };
	enum insn_op kind;
	uint64_t d = r[in->dst], s;
	bool narrow;

	if (isa_decode(in, w->p->nr_insns - (uint32_t)pc, &kind))
		return;
	if (!(f->flags & FACT_REACHED))
		violation(pc, "reached, but claimed dead", 0, 0, 0);
	op.op = (uint16_t)kind;
	if (insn_rows[kind].form == FORM_JMP_IMM || insn_rows[kind].form == FORM_JMP_REG) {
		if (f->flags & FACT_ALWAYS && !interp_cond(&op, r))
			violation(pc, "not taken, but claimed always taken", d, r[in->src], 0);
		if (f->flags & FACT_NEVER && interp_cond(&op, r))
			violation(pc, "taken, but claimed never taken", d, r[in->src], 0);
	}
	s = insn_rows[kind].form == FORM_ALU_REG ? r[in->src] : (uint64_t)(int64_t)in->imm;
	narrow = insn_rows[kind].width == 32;
	if (f->flags & FACT_SRC_NONZERO && !(narrow ? (uint32_t)s : s))
		violation(pc, "divisor is zero", d, s, 0);
	if (f->flags & FACT_FITS32 && !narrow && (d > UINT32_MAX || s > UINT32_MAX))
		violation(pc, "operands do not fit 32 bits", d, s, 0);
	if (f->flags & FACT_NO_OVERFLOW &&
	    (narrow ? (uint32_t)d == 0x80000000u && (uint32_t)s == UINT32_MAX : d == 1ull << 63 && s == UINT64_MAX))
		violation(pc, "division overflows", d, s, 0);
}

static void step(const struct prog_op *ops, const struct prog_op *op, const uint64_t *r)
{
	if (w->last && w->last->op != OP_CALL_SUB && w->last->op != OP_EXIT)
		check_result(w->last - ops, w->last, r);
	check_before(op - ops, r);
	w->last = op;
	if (!w->budget--)
		violation(op - ops, "does not end", 0, 0, 0);
}

static const uint8_t *packet_bytes(uint64_t r6, uint32_t at, uint32_t len)
{
	(void)r6, (void)at, (void)len;
	return NULL;
}

static const struct kiln_prog *tail_target(uint64_t r2, uint32_t index, const struct kiln_env *env)
{
	(void)r2, (void)index, (void)env;
	return NULL;
}

enum { MAX_LOOPS = 200 }; /* fewer than the interpreter's: they could be even none */

#define R(n)	 r[n]
#define STATE()	 (void)0
#define DEPTH(n) (n)
#define ENTER(f) (memset((f) + 1, 0xa5, (f)->depth), (f)->loops = MAX_LOOPS)
#define MEM(reg, len, align, write) \
	witness_at(env, op - ops, R(reg) + (uint64_t)(int64_t)op->off, (uint32_t)(len), (uint32_t)(align), write)
#define FAULT(text)                                 \
	do {                                        \
		violation(op - ops, text, 0, 0, 0); \
		goto fault;                         \
	} while (0)
#define STEP()                      \
	do {                        \
		step(ops, op, r);   \
		if (w->bad)         \
			goto fault; \
	} while (0)
#define CALL_CHECK() (void)0
#define HOST_CHECK() (void)0
#define LOOP_NAME    witness_loop
#include "run/loop.inc"

/* -- one program --------------------------------------------------------------------------------------------------- */

static struct kiln *k;
static struct kiln_map *maps[2];
static uint64_t nr_accepted, nr_refused, nr_reason[256];

static uint8_t memory[GEN_MEM_LEN] __attribute__((aligned(16))), room[1024] __attribute__((aligned(16)));
static struct kiln_env env;

/* Bytes at which reasoning goes wrong: edges, and anything. */
static void fill(uint8_t *p, size_t len, uint64_t *rnd)
{
	static const uint8_t edges[] = { 0x00, 0xff, 0x7f, 0x80, 0x01 };

	for (size_t i = 0; i < len; i++) {
		uint64_t x = gen_random(rnd);

		p[i] = x & 1 ? (uint8_t)(x >> 8) : edges[(x >> 16) % sizeof(edges)];
	}
}

/* The same input for each engine. */
static void *input(const struct gen_prog *g, uint64_t seed)
{
	uint8_t value[GEN_VALUE_LEN];
	uint32_t len;

	for (uint32_t key = 0; key < GEN_ENTRIES; key++) {
		fill(value, sizeof(value), &seed);
		kiln_map_update(maps[0], &key, value, 0);
		if (key & 1)
			kiln_map_update(maps[1], &key, value, 0);
	}
	fill(memory, sizeof(memory), &seed);
	fill(room, sizeof(room), &seed);
	len = (uint32_t)(gen_random(&seed) % 128);
	kiln_packet_init(&packet, room, 256, len, 256);
	return g->kind == GEN_MEM ? (void *)memory : (void *)&packet;
}

static uint64_t output(void)
{
	uint64_t h = 0;
	uint8_t value[GEN_VALUE_LEN];

	for (size_t i = 0; i < sizeof(memory); i++)
		h = h * 31 + memory[i];
	for (size_t i = 0; i < sizeof(room); i++)
		h = h * 31 + room[i];
	for (uint32_t m = 0; m < 2; m++) {
		for (uint32_t key = 0; key < GEN_ENTRIES; key++) {
			memset(value, 0, sizeof(value));
			kiln_map_lookup(maps[m], &key, value, 0);
			for (size_t i = 0; i < sizeof(value); i++)
				h = h * 31 + value[i];
		}
	}
	return h;
}

static struct kiln_prog *load(const struct gen_prog *g, enum kiln_engine engine, struct kiln_why *why)
{
	struct kiln_load_opts opts = {
		.kind = kiln_kind_by_name(g->kind == GEN_MEM ? "raw" : "xdp"),
		.licence = "GPL",
		.maps = maps,
		.nr_maps = 2,
		.mem_len = g->kind == GEN_MEM ? GEN_MEM_LEN : 0,
		.engine = engine,
	};
	struct kiln_prog *p;

	return kiln_load(k, &kiln_front_ebpf, g->insn, g->nr * sizeof(g->insn[0]), &opts, &p, why) ? NULL : p;
}

static bool follow(const struct gen_prog *g, const struct kiln_prog *p, uint64_t seed, uint64_t *r0)
{
	static struct witness witness;
	uint64_t r[KILN_NR_REGS] = { [1] = (uint64_t)(uintptr_t)input(g, seed), g->kind == GEN_MEM ? GEN_MEM_LEN : 0 };

	witness = (struct witness){ .p = p, .budget = 10000000, .nr_regions = 1, .packet = g->kind == GEN_XDP };
	w = &witness;
	nr_found = 0;
	w->region[0] = (struct region){ (uint64_t)(uintptr_t)memory, g->kind == GEN_MEM ? sizeof(memory) : 0, true };
	if (g->kind == GEN_XDP) /* which fields: the context's table is not in question here */
		w->region[w->nr_regions++] = (struct region){ (uint64_t)(uintptr_t)&packet, sizeof(packet), false };
	kiln_enter(k, &env);
	*r0 = witness_loop(p, p->ops, p->subs[0].stack_depth, &env, r);
	kiln_leave(k, &env);
	return !w->bad;
}

static uint64_t run_on(const struct gen_prog *g, const struct kiln_prog *p, uint64_t seed)
{
	void *ctx = input(g, seed);
	uint64_t r0;

	kiln_enter(k, &env);
	r0 = kiln_run(p, ctx, &env);
	kiln_leave(k, &env);
	return r0;
}

/* A run whose result depends on addresses is not the same twice: those are not compared. */
static const char *compare(const struct gen_prog *g, const struct kiln_prog *jit, uint64_t seed, uint64_t r0, char *buf,
			   size_t cap)
{
	uint64_t out = output(), got, jit_out;

	if (!jit)
		return NULL;
	got = run_on(g, jit, seed);
	jit_out = output();
	if (got == r0 && jit_out == out)
		return NULL;
	snprintf(buf, cap, "native code gives 0x%" PRIx64 "/%" PRIx64 ", the interpreter 0x%" PRIx64 "/%" PRIx64, got,
		 jit_out, r0, out);
	return buf;
}

static void show(const struct gen_prog *g)
{
	char text[128];

	for (uint32_t i = 0; i < g->nr; i++) {
		kiln_disasm(&g->insn[i], g->nr - i, i, text, sizeof(text));
		fprintf(stderr, "%4u: %s\n", i, text);
		if (g->insn[i].code == 0x18)
			i++;
	}
}

/* Such loops take their millions of turns. */
static bool has_may_goto(const struct gen_prog *g)
{
	for (uint32_t i = 0; i < g->nr; i++)
		if (g->insn[i].code == 0xe5)
			return true;
	return false;
}

static bool one(uint64_t seed, bool with_jit)
{
	static struct gen_prog g;
	static struct kiln_why why;
	struct kiln_prog *p, *jit;
	const char *bad = NULL;
	char buf[256];
	uint64_t r0;

	gen_make(&g, seed & 1 ? GEN_XDP : GEN_MEM, seed);
	p = load(&g, KILN_ENGINE_INTERP, &why);
	if (!p) {
		nr_refused++;
		nr_reason[why.reason & 255]++;
		return why.err != KILN_ERR_NOMEM && why.reason != KILN_REASON_INTERNAL;
	}
	nr_accepted++;
	jit = with_jit && !has_may_goto(&g) ? load(&g, KILN_ENGINE_JIT, &why) : NULL;
	for (uint64_t i = 0; !bad && i < 4; i++) {
		if (!follow(&g, p, seed * 7 + i, &r0))
			bad = w->what;
		else
			bad = compare(&g, jit, seed * 7 + i, r0, buf, sizeof(buf));
	}
	if (bad) {
		fprintf(stderr, "seed %" PRIu64 ": %s\n", seed, bad);
		show(&g);
	}
	kiln_prog_free(jit);
	kiln_prog_free(p);
	return !bad;
}

int main(int argc, char **argv)
{
	struct kiln_posix_opts opts = { .nr_cpus = 1 };
	struct kiln_map_spec array = { .type = MAP_ARRAY,
				       .key_size = 4,
				       .value_size = GEN_VALUE_LEN,
				       .max_entries = GEN_ENTRIES,
				       .lock_off = KILN_NO_OFF,
				       .timer_off = KILN_NO_OFF },
			     hash = array;
	struct kiln_host *host;
	uint64_t seed = 1, count = 20000, violations = 0;
	bool only_show = false, with_jit;

	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--count") && i + 1 < argc)
			count = strtoull(argv[++i], NULL, 0);
		else if (!strcmp(argv[i], "--seed") && i + 1 < argc)
			seed = strtoull(argv[++i], NULL, 0);
		else if (!strcmp(argv[i], "--show"))
			only_show = true;
	}
	hash.type = MAP_HASH;
	if (kiln_posix_host_new(&opts, &host) || kiln_new(host, &k) || kiln_map_new(k, &array, &maps[0]) ||
	    kiln_map_new(k, &hash, &maps[1]))
		return 2;
	if (only_show) {
		static struct gen_prog g;

		gen_make(&g, seed & 1 ? GEN_XDP : GEN_MEM, seed);
		show(&g);
	}
	with_jit = host->code_new != NULL;
	for (uint64_t i = 0; i < count; i++)
		violations += !one(seed + i, with_jit);
	printf("%" PRIu64 " accepted, %" PRIu64 " refused, %" PRIu64 " violations", nr_accepted, nr_refused,
	       violations);
	for (uint16_t i = 0; i < 256; i++)
		if (nr_reason[i])
			printf(", %s %" PRIu64, kiln_reason_name(i), nr_reason[i]);
	putchar('\n');
	kiln_map_free(maps[0]);
	kiln_map_free(maps[1]);
	kiln_free(k);
	kiln_posix_host_free(host);
	return violations ? 1 : 0;
}
