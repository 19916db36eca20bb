/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * witness.c - follows random programs that the verifier has accepted, and calls out where it was wrong.
 *
 * Overview	each is followed step by step (follow.h). The same program then runs on the interpreter and as native code: result
 *		and memory must be equal.
 * Proofs	the proof of each must be accepted when it comes back as bytes. Then it is forged: bytes of it are changed, or
 *		instructions of the program that it is given for. Whatever a forged proof gets accepted is followed too.
 * Usage	witness [--count N] [--seed N] [--show]	prints one line of counts; exit status 1 after the first violation.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <kiln/kiln.h>

#include "base/reason.h"
#include "follow.h"
#include "gen.h"
#include "mutate.h"
#include "rt/map.h"

enum { MAX_RUN = 10000000 }; /* instructions that a run is followed for */

/* -- one program --------------------------------------------------------------------------------------------------- */

static struct kiln *k;
static struct kiln_map *maps[2];
static uint32_t fuel; /* of the program in hand */
static uint64_t nr_loaded, nr_accepted, nr_refused, nr_fuelled, nr_forged, nr_forged_accepted, nr_reason[256];

static uint8_t memory[GEN_MEM_LEN] __attribute__((aligned(16))), room[1024] __attribute__((aligned(16)));
static struct kiln_packet packet;
static struct kiln_env env;
static struct follow witness;

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

struct proof {
	uint8_t *bytes;
	size_t len;
};

/* How a program is proven: as it comes (core/verify/meet.c, where that will do); explored, and its proof kept; or by a proof. */
enum how { HOW_LOADED, HOW_EXPLORED, HOW_PROOF };

static struct kiln_prog *load(const struct gen_prog *g, enum kiln_engine engine, enum how how,
			      const struct proof *proof, struct kiln_why *why)
{
	struct kiln_load_opts opts = {
		.kind = kiln_kind_by_name(g->kind == GEN_MEM ? "raw" : "xdp"),
		.licence = "GPL",
		.maps = maps,
		.nr_maps = 2,
		.mem_len = g->kind == GEN_MEM ? GEN_MEM_LEN : 0,
		.engine = engine,
		.proof = proof ? proof->bytes : NULL,
		.proof_len = proof ? proof->len : 0,
		.keep_proof = how == HOW_EXPLORED,
		.max_processed = 100000, /* a few programs would take most of the time */
		.fuel = fuel,
	};
	struct kiln_prog *p;

	if (kiln_load(k, &kiln_front_ebpf, g->insn, g->nr * sizeof(g->insn[0]), &opts, &p, why))
		return NULL;
	if (p->longest <= MAX_RUN / (p->fuel + 1)) {
		nr_fuelled += p->fuel && how == HOW_EXPLORED;
		return p;
	}
	kiln_prog_free(p); /* it ends, but nobody waits for it */
	why->reason = KILN_REASON_TOO_COMPLEX;
	return NULL;
}

static bool follow(const struct gen_prog *g, const struct kiln_prog *p, uint64_t seed, uint64_t *r0)
{
	void *ctx = input(g, seed);

	witness = (struct follow){ .p = p, .budget = MAX_RUN, .nr_regions = 1 };
	if (g->kind == GEN_MEM) {
		witness.region[0].from = (uint64_t)(uintptr_t)memory;
		witness.region[0].len = sizeof(memory);
		witness.region[0].writable = true;
	} else { /* which fields of the context: its table is not in question here */
		witness.region[0].from = (uint64_t)(uintptr_t)&packet;
		witness.region[0].len = sizeof(packet);
		witness.packet = &packet;
	}
	return follow_run(&witness, &env, (uint64_t)(uintptr_t)ctx, g->kind == GEN_MEM ? GEN_MEM_LEN : 0, r0);
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

static bool tell(const struct gen_prog *g, uint64_t seed, const char *what)
{
	fprintf(stderr, "seed %" PRIu64 ": %s\n", seed, what);
	show(g);
	return false;
}

/* Bytes anywhere; or a word of the tape, which is behind the states: another thing is done there. */
static void forge_bytes(struct proof *proof, uint64_t *rnd)
{
	if (gen_random(rnd) & 1 && proof->len > 64) {
		size_t at = proof->len - 4 - 4 * (gen_random(rnd) % 12);

		memcpy(proof->bytes + at, &(uint32_t){ (uint32_t)(gen_random(rnd) % 6) }, 4);
		return;
	}
	for (uint64_t n = 1 + gen_random(rnd) % 3; n; n--) {
		uint64_t x = gen_random(rnd);

		proof->bytes[gen_random(rnd) % proof->len] = x & 1 ? 0xff : x & 2 ? 0 : (uint8_t)(x >> 8);
	}
}

static bool forge(const struct gen_prog *g, const struct proof *proof, uint64_t seed)
{
	static struct gen_prog other;
	static struct kiln_why why;
	struct proof forged = { malloc(proof->len), proof->len };
	uint64_t rnd = seed ^ 0x5eed, r0;
	bool ok = true;

	for (int i = 0; ok && i < 6; i++) {
		struct kiln_prog *p;

		other = *g;
		memcpy(forged.bytes, proof->bytes, proof->len);
		if (i & 1)
			forge_bytes(&forged, &rnd);
		else
			mutate(other.insn, other.nr, &rnd);
		nr_forged++;
		p = load(&other, KILN_ENGINE_INTERP, HOW_PROOF, &forged, &why);
		if (!p)
			continue;
		nr_forged_accepted++;
		if (follow_can(p) && !follow(&other, p, seed * 11, &r0))
			ok = tell(&other, seed, witness.what);
		kiln_prog_free(p);
	}
	free(forged.bytes);
	return ok;
}

/* Its proof proves it without the exploration. */
static bool prove_again(const struct gen_prog *g, const struct kiln_prog *p, uint64_t seed)
{
	static struct kiln_why why;
	struct proof proof = { 0 };
	const void *bytes = kiln_prog_proof(p, &proof.len);
	struct kiln_prog *again;
	bool ok;

	proof.bytes = malloc(proof.len);
	memcpy(proof.bytes, bytes, proof.len);
	again = load(g, KILN_ENGINE_INTERP, HOW_PROOF, &proof, &why);
	ok = again ? forge(g, &proof, seed) : tell(g, seed, why.what);
	kiln_prog_free(again);
	free(proof.bytes);
	return ok;
}

/* What was not explored, too, is as it is said to be; the other way may refuse it. */
static bool follow_loaded(const struct gen_prog *g, uint64_t seed)
{
	static struct kiln_why why;
	struct kiln_prog *p = load(g, KILN_ENGINE_INTERP, HOW_LOADED, NULL, &why);
	bool ok = true;
	uint64_t r0;

	if (!p)
		return why.reason != KILN_REASON_INTERNAL || tell(g, seed, why.what);
	nr_loaded++;
	for (uint64_t i = 0; ok && i < 4; i++)
		ok = follow(g, p, seed * 7 + i, &r0) || tell(g, seed, witness.what);
	kiln_prog_free(p);
	return ok;
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
	fuel = seed & 2 ? 1 + (uint32_t)(seed >> 2) % 30 : 0;
	if (!follow_loaded(&g, seed))
		return false;
	p = load(&g, KILN_ENGINE_INTERP, HOW_EXPLORED, NULL, &why);
	if (!p) {
		nr_refused++;
		nr_reason[why.reason & 255]++;
		if (why.reason == KILN_REASON_INTERNAL)
			return tell(&g, seed, why.what);
		return why.err != KILN_ERR_NOMEM;
	}
	nr_accepted++;
	jit = with_jit && !has_may_goto(&g) ? load(&g, KILN_ENGINE_JIT, HOW_LOADED, NULL, &why) : NULL;
	for (uint64_t i = 0; !bad && i < 4; i++) {
		if (!follow(&g, p, seed * 7 + i, &r0))
			bad = witness.what;
		else
			bad = compare(&g, jit, seed * 7 + i, r0, buf, sizeof(buf));
	}
	if (bad)
		tell(&g, seed, bad);
	else if (!prove_again(&g, p, seed))
		bad = "";
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
	for (uint64_t i = 0; i < count && !violations; i++)
		violations += !one(seed + i, with_jit);
	printf("%" PRIu64 " accepted (%" PRIu64 " as they come), %" PRIu64 " refused, %" PRIu64 " violations, %" PRIu64
	       " loads on fuel; of %" PRIu64 " forged proofs %" PRIu64 " accepted",
	       nr_accepted, nr_loaded, nr_refused, violations, nr_fuelled, nr_forged, nr_forged_accepted);
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
