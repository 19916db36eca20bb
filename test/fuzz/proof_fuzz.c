/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * proof_fuzz.c - bytes as a proof: for programs that are not safe it must never do, whatever it says; for safe ones it does or does not.
 *
 * The first byte chooses the pair of programs. The second one is odd: what follows are edits of the safe one's own proof, three bytes each, where
 * and what; so a seed is near to a proof in whatever form proofs are. Even: what follows is the proof.
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

struct bytes {
	uint8_t *at;
	size_t len;
};

/* The safe program's own proof, for the caller to free. */
static struct bytes own_proof(const struct proof_pair *pair)
{
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name(pair->kind),
				       .mem_len = strcmp(pair->kind, "raw") ? 0 : MEM_LEN,
				       .keep_proof = true };
	struct kiln_insn insns[MAX_INSNS];
	struct kiln_prog *p;
	struct kiln_why why;
	struct bytes b;
	const void *proof;
	uint32_t nr;

	MUST(!kiln_asm(host, pair->own, strlen(pair->own), NULL, insns, MAX_INSNS, &nr, &why));
	MUST(!kiln_load(k, &kiln_front_ebpf, insns, nr * sizeof(insns[0]), &opts, &p, &why));
	proof = kiln_prog_proof(p, &b.len);
	b.at = malloc(b.len);
	MUST(b.at);
	memcpy(b.at, proof, b.len);
	kiln_prog_free(p);
	return b;
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
	struct bytes own = { NULL, 0 };

	if (!k)
		make_machine();
	if (len < 2)
		return 0;
	pair = &proof_pairs[bytes[0] % NR_PAIRS];
	if (bytes[1] & 1) {
		own = own_proof(pair);
		for (size_t i = 2; i + 3 <= len; i += 3)
			own.at[(bytes[i] | (size_t)bytes[i + 1] << 8) % own.len] = bytes[i + 2];
		MUST(len > 2 || passes(pair->kind, pair->own, own.at, own.len));
	} else {
		passes(pair->kind, pair->own, bytes + 2, len - 2);
	}
	MUST(!passes(pair->kind, pair->other, own.at ? own.at : bytes + 2, own.at ? own.len : len - 2));
	free(own.at);
	return 0;
}
