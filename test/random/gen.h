/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * gen.h - random programs of the shapes that compilers and attackers write.
 *
 * Overview	a program is a prologue, a number of pieces, and an exit. Pieces are small templates (bounded access with a
 *		variable offset, spill and fill, comparison and jump, loop, look-up with null check, call ...), most of them right,
 *		some wrong in one place. So a good part is accepted by a verifier, and what is accepted depends on its reasoning.
 * Repeats	the same seed gives the same program.
 */
#ifndef TEST_RANDOM_GEN_H
#define TEST_RANDOM_GEN_H

#include <kiln/kiln.h>

enum gen_kind { GEN_MEM, GEN_XDP };

/* As rt/kfunc.tbl numbers them. */
enum {
	GEN_DYNPTR_FROM_XDP = KILN_KFUNC + 5,
	GEN_DYNPTR_SLICE = KILN_KFUNC + 7, /* rdwr */
	GEN_ITER_NEW = KILN_KFUNC + 15,
	GEN_ITER_NEXT,
	GEN_ITER_DESTROY
};

enum {
	GEN_MAX_INSNS = 1024,
	GEN_MEM_LEN = 64,   /* GEN_MEM: bytes at r1 */
	GEN_VALUE_LEN = 48, /* of both maps: [0] an array of GEN_ENTRIES, [1] a hash with 4-byte keys */
	GEN_ENTRIES = 8,
};

struct gen_prog {
	enum gen_kind kind;
	uint32_t nr;
	struct kiln_insn insn[GEN_MAX_INSNS];
};

void gen_make(struct gen_prog *p, enum gen_kind kind, uint64_t seed);
/* The generator's random numbers, for inputs too. */
uint64_t gen_random(uint64_t *state);

#endif
