/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * proof_fuzz.c - bytes as a proof: for programs that are not safe it must never do, whatever it says; for safe ones it does or does not.
 *
 * The first byte chooses the pair of programs, the rest is the proof.
 */
#include "fuzz.h"

#include <kiln/kiln.h>
#include "../unit/proof_pairs.h"

enum { NR_PAIRS = sizeof(proof_pairs) / sizeof(proof_pairs[0]), MAX_INSNS = 64, MEM_LEN = 16 };

static struct kiln_host *host;
static struct kiln *k;

static void make_machine(void)
{
	MUST(!kiln_posix_host_new(NULL, &host) && !kiln_new(host, &k));
}

static bool passes(const char *kind, const char *text, const uint8_t *proof, size_t len)
{
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name(kind),
				       .mem_len = strcmp(kind, "raw") ? 0 : MEM_LEN,
				       .max_processed = 100000,
				       .proof = proof,
				       .proof_len = len };
	struct kiln_insn insns[MAX_INSNS];
	struct kiln_prog *p;
	struct kiln_why why;
	uint32_t nr;

	MUST(!kiln_asm(host, text, strlen(text), NULL, insns, MAX_INSNS, &nr, &why));
	if (kiln_load(k, &kiln_front_ebpf, insns, nr * sizeof(insns[0]), &opts, &p, &why))
		return false;
	kiln_prog_free(p);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct proof_pair *pair;

	if (!k)
		make_machine();
	if (len < 2)
		return 0;
	pair = &proof_pairs[bytes[0] % NR_PAIRS];
	passes(pair->kind, pair->own, bytes + 1, len - 1);
	MUST(!passes(pair->kind, pair->other, bytes + 1, len - 1));
	return 0;
}
