/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * proof_test.c - a proof is checked, not believed: one that belongs to another program, or says what is not so, is refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <kiln/kiln.h>

#include "base/reason.h"
#include "proof_pairs.h"

enum { MAX_INSNS = 64, MEM_LEN = 16, AT_LOOP_NR = 36 /* of the first given state: docs/proof.md */ };

static struct kiln_host *host;
static struct kiln *k;
static struct kiln_map *maps[2]; /* m0: hash, m1: hash of values with a lock */

static bool map_named(void *arg, const char *name, size_t len, uint32_t *index)
{
	(void)arg;
	*index = (uint32_t)(name[1] - '0');
	return len == 2 && name[0] == 'm' && *index < 2;
}

struct code {
	struct kiln_insn insn[MAX_INSNS];
	uint32_t nr;
};

static struct code code_of(const char *text)
{
	const struct kiln_asm_symbols syms = { .map = map_named };
	struct code c;
	struct kiln_why why;

	assert_int_equal(kiln_asm(host, text, strlen(text), &syms, c.insn, MAX_INSNS, &c.nr, &why), KILN_OK);
	return c;
}

static enum kiln_err load(const char *kind, const struct code *c, const void *proof, size_t len, struct kiln_prog **p,
			  struct kiln_why *why)
{
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name(kind),
				       .mem_len = strcmp(kind, "raw") ? 0 : MEM_LEN,
				       .maps = maps,
				       .nr_maps = 2,
				       .proof = proof,
				       .proof_len = len,
				       .keep_proof = !proof };

	return kiln_load(k, &kiln_front_ebpf, c->insn, c->nr * sizeof(c->insn[0]), &opts, p, why);
}

/* The proof of a program, for the caller to free. */
static uint8_t *proof_for(const char *kind, const char *text, size_t *len)
{
	struct code c = code_of(text);
	struct kiln_prog *p;
	struct kiln_why why;
	uint8_t *copy;

	assert_int_equal(load(kind, &c, NULL, 0, &p, &why), KILN_OK);
	copy = malloc(kiln_prog_proof(p, len) ? *len : 1);
	assert_non_null(copy);
	memcpy(copy, kiln_prog_proof(p, len), *len);
	kiln_prog_free(p);
	return copy;
}

static uint8_t *proof_of(const char *text, size_t *len)
{
	return proof_for("raw", text, len);
}

static uint16_t reason_as(const char *kind, const char *text, const void *proof, size_t len)
{
	struct code c = code_of(text);
	struct kiln_prog *p;
	struct kiln_why why;
	enum kiln_err err = load(kind, &c, proof, len, &p, &why);

	kiln_prog_free(p);
	return err ? why.reason : KILN_REASON_NONE;
}

static uint16_t reason_with(const char *text, const void *proof, size_t len)
{
	return reason_as("raw", text, proof, len);
}

/* Three ways meet, and go on to an index; the loop before keeps it from being checked without a tape. */
#define MEETING(index)           \
	"r6 = r1\n"              \
	"r0 = 0\n"               \
	"r9 = 0\n"               \
	"turn:\n"                \
	"r9 += 1\n"              \
	"if r9 < 4 goto turn\n"  \
	"r2 = *(u8 *)(r6 + 0)\n" \
	"r3 = *(u8 *)(r6 + 1)\n" \
	"r4 = *(u8 *)(r6 + 2)\n" \
	"r5 = *(u8 *)(r6 + 3)\n" \
	"r7 = *(u8 *)(r6 + 4)\n" \
	"r1 = " index "\n"       \
	"if r2 == 1 goto meet\n" \
	"r1 = 7\n"               \
	"if r2 == 2 goto meet\n" \
	"r1 = 7\n"               \
	"meet:\n"                \
	"if r3 == 0 goto out\n"  \
	"r6 += r1\n"             \
	"r0 = *(u8 *)(r6 + 0)\n" \
	"out:\n"                 \
	"exit\n"

static const char loop[] = "r0 = 0\n"
			   "r1 = 0\n"
			   "again:\n"
			   "r1 += 1\n"
			   "if r1 < 1000 goto again\n"
			   "exit\n";

static void the_program_s_own(void **state)
{
	size_t len, loop_len;
	uint8_t *proof = proof_of(MEETING("7"), &len), *loop_proof = proof_of(loop, &loop_len);

	(void)state;
	assert_int_equal(reason_with(MEETING("7"), proof, len), KILN_REASON_NONE);
	assert_int_equal(reason_with(loop, loop_proof, loop_len), KILN_REASON_NONE);
	free(proof);
	free(loop_proof);
}

/* The third way comes with another index than the one that the state holds at which it is said to end. */
static void another_program_s(void **state)
{
	size_t len;
	uint8_t *proof = proof_of(MEETING("7"), &len);

	(void)state;
	assert_int_equal(reason_with(MEETING("100"), proof, len), KILN_REASON_PROOF);
	free(proof);
}

/* A loop that is not called one: its path ends at a state that is still being walked. */
static void a_path_that_comes_round(void **state)
{
	size_t len;
	uint8_t *proof = proof_of(loop, &len);

	(void)state;
	assert_int_not_equal(proof[AT_LOOP_NR], 0);
	proof[AT_LOOP_NR] = 0;
	assert_int_equal(reason_with(loop, proof, len), KILN_REASON_PROOF);
	free(proof);
}

/* The proof of a loop of so many turns, given to one that does not count. */
static void a_loop_that_does_not_end(void **state)
{
	static const char endless[] = "r0 = 0\n"
				      "r1 = 0\n"
				      "again:\n"
				      "r1 += 0\n"
				      "if r1 < 1000 goto again\n"
				      "exit\n";
	size_t len;
	uint8_t *proof = proof_of(loop, &len);

	(void)state;
	assert_int_equal(reason_with(endless, proof, len), KILN_REASON_PROOF);
	free(proof);
}

/* It begins beyond what is told of the head. */
static void a_state_that_is_not_held(void **state)
{
	static const char beyond[] = "r0 = 0\n"
				     "r1 = 5000\n"
				     "again:\n"
				     "r1 += 1\n"
				     "if r1 < 1000 goto again\n"
				     "exit\n";
	size_t len;
	uint8_t *proof = proof_of(loop, &len);

	(void)state;
	assert_int_equal(reason_with(beyond, proof, len), KILN_REASON_PROOF);
	free(proof);
}

static void what_goes_further_than_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(proof_pairs) / sizeof(proof_pairs[0]); i++) {
		const struct proof_pair *p = &proof_pairs[i];
		size_t len;
		uint8_t *proof = proof_for(p->kind, p->own, &len);
		uint16_t reason = reason_as(p->kind, p->other, proof, len);

		assert_int_equal(reason_as(p->kind, p->own, proof, len), KILN_REASON_NONE);
		assert_true(reason == KILN_REASON_PROOF || reason == KILN_REASON_TOO_COMPLEX);
		assert_true(len < 1500); /* not turn by turn */
		free(proof);
	}
}

/* A proof that says r5 to be what r0 is at the head: how far it has gone would be told of r0. */
static void a_value_named_by_another_place(void **state)
{
	static const uint8_t own[] = { 1, 0, 5, 0, 0 }; /* how far it went in loop 1: from what stood in r5 */
	size_t len;
	uint8_t *proof = proof_of(ONE_MORE("r0", "1"), &len);
	uint32_t nr = 0;

	(void)state;
	assert_int_equal(reason_with(ONE_MORE("r5", "0"), proof, len), KILN_REASON_PROOF);
	for (size_t i = 0; i + sizeof(own) <= len; i++)
		if (!memcmp(proof + i, own, sizeof(own))) {
			proof[i + 2] = 0;
			nr++;
		}
	assert_int_equal(nr, 1);
	assert_int_equal(reason_with(ONE_MORE("r5", "0"), proof, len), KILN_REASON_PROOF);
	free(proof);
}

/* Sixteen turns; r6 is never more than 1500 at the head. */
#define HUNDREDS(limit)                \
	"r0 = 0\n"                     \
	"r7 = 0\n"                     \
	"r6 = 0\n"                     \
	"again:\n"                     \
	"if r6 > " limit " goto bad\n" \
	"r6 += 100\n"                  \
	"r7 += 1\n"                    \
	"if r7 < 16 goto again\n"      \
	"exit\n"                       \
	"bad:\n"                       \
	"r0 = *(u64 *)(r1 + 1000)\n"   \
	"exit\n"

/* A proof that says of r6 at the head that it already has r7 in it, and 100 less: so it would go on by r7 alone, up to 120. */
static void a_value_with_another_in_it_at_the_head(void **state)
{
	static const uint8_t own[] = { 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
	const uint16_t by = 7 + 1;
	const int32_t more = -100;
	const uint64_t bounds[] = { 0, 0x7f, 0, 120, 0, 120 };
	const uint32_t low[] = { 0, 120, 0, 120 };
	size_t len, at = sizeof(own) + sizeof(by) + sizeof(more);
	uint8_t *proof = proof_of(HUNDREDS("1600"), &len);
	uint32_t nr = 0;

	(void)state;
	assert_int_equal(reason_with(HUNDREDS("200"), proof, len), KILN_REASON_MEM_BOUNDS);
	for (size_t i = 0; i + at + sizeof(bounds) + sizeof(low) <= len; i++) {
		uint64_t umax;

		memcpy(&umax, proof + i + at + 3 * sizeof(umax), sizeof(umax));
		if (memcmp(proof + i, own, sizeof(own)) || umax != 1500)
			continue;
		memcpy(proof + i + sizeof(own), &by, sizeof(by));
		memcpy(proof + i + sizeof(own) + sizeof(by), &more, sizeof(more));
		memcpy(proof + i + at, bounds, sizeof(bounds));
		memcpy(proof + i + at + sizeof(bounds), low, sizeof(low));
		nr++;
	}
	assert_int_equal(nr, 1);
	assert_int_equal(reason_with(HUNDREDS("200"), proof, len), KILN_REASON_PROOF);
	free(proof);
}

static void cut_anywhere(void **state)
{
	size_t len;
	uint8_t *proof = proof_of(MEETING("7"), &len);

	(void)state;
	for (size_t cut = 1; cut < len; cut++) {
		uint8_t *part = malloc(cut);
		uint16_t reason;

		assert_non_null(part);
		memcpy(part, proof, cut);
		reason = reason_with(MEETING("7"), part, cut);
		/* what is left may be a whole proof of fewer entry points: then the rest is checked without a tape */
		assert_true(reason == KILN_REASON_PROOF || reason == KILN_REASON_NONE);
		free(part);
	}
	free(proof);
}

/* -- proofs that nobody but a forger writes: docs/proof.md ------------------------------------------------------------ */

struct forged {
	uint8_t at[2048];
	size_t len;
};

static void put(struct forged *f, uint64_t v, uint32_t size)
{
	assert_true(f->len + size <= sizeof(f->at));
	for (uint32_t i = 0; i < size; i++)
		f->at[f->len++] = (uint8_t)(v >> 8 * i);
}

/* A head, one entry point, and room for so many states and events. */
static struct forged forged_new(uint32_t nr_insns, uint32_t nr_states, uint32_t nr_events)
{
	struct forged f = { .len = 0 };

	memcpy(f.at, "KPRF", 4);
	f.len = 4;
	put(&f, 2, 4);
	put(&f, nr_insns, 4);
	for (uint32_t i = 0; i < 3; i++)
		put(&f, 0, 4); /* the program's own entry */
	put(&f, nr_states, 4);
	put(&f, nr_events, 4);
	return f;
}

/* The one frame of a state in which no loop begins. */
static void put_state(struct forged *f, uint32_t pc, uint32_t lock_map, uint32_t lock_id, uint16_t regs)
{
	put(f, pc, 4);
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, lock_map, 4);
	put(f, lock_id, 4);
	put(f, 1, 4);
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, 0, 1);
	put(f, 0, 1);
	put(f, 0, 4);
	put(f, 0, 8);
	put(f, regs, 2);
}

enum {
	T_NUMBER = 1,
	T_CTX = 2,
	T_PACKET = 4,
	T_PACKET_END = 5,
	T_VALUE = 8,
	T_MEM = 9,
	T_SOCK = 15,
	NULLABLE = 1,
	LOW32 = 32
};

static void put_fixed(struct forged *f, uint8_t type, uint8_t flags, uint32_t id, uint32_t map)
{
	put(f, 2 | 4 | 16, 1); /* an id, a place, a constant */
	put(f, type, 1);
	put(f, flags, 1);
	put(f, 0, 1);
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, map, 4);
	put(f, id, 4);
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, 0, 8);
}

static void put_bounded(struct forged *f, uint8_t type, uint8_t flags, uint32_t id, uint32_t max)
{
	put(f, 2 | 8, 1); /* an id, a range */
	put(f, type, 1);
	put(f, flags, 1);
	put(f, id, 4);
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, 0, 8);
	put(f, max, 8);
	put(f, 0, 8);
	put(f, max, 8);
	put(f, 0, 8);
	put(f, max, 8);
	put(f, 0, 4);
	put(f, max, 4);
	put(f, 0, 4);
	put(f, max, 4);
}

static void put_events(struct forged *f, const uint32_t *event, uint32_t nr)
{
	for (uint32_t i = 0; i < nr; i++)
		put(f, event[i], 4);
}

/* A packet pointer that is said to be NULL, perhaps: after a comparison with NULL it would be taken for one to the packet's first byte. */
static void a_packet_that_may_be_null(void **state)
{
	static const char text[] = "r6 = r1\n"
				   "call 7\n"
				   "r7 = *(u32 *)(r6 + 0)\n"
				   "r8 = *(u32 *)(r6 + 4)\n"
				   "r0 &= 255\n"
				   "r7 += r0\n"
				   "if r0 == 1 goto here\n"
				   "r0 = 0\n"
				   "here:\n"
				   "if r7 == 0 goto out\n"
				   "r2 = *(u32 *)(r6 + 0)\n"
				   "r2 += 8\n"
				   "if r2 > r8 goto out\n"
				   "r0 = *(u64 *)(r7 + 0)\n"
				   "out:\n"
				   "r0 = 2\n"
				   "exit\n";
	static const uint32_t event[] = { 1, 0, 0, 0, 2 };
	struct forged f = forged_new(15, 1, 5);

	(void)state;
	put_state(&f, 8, 0, 0, 1 << 6 | 1 << 7 | 1 << 8);
	put_fixed(&f, T_CTX, 0, 0, 0);
	put_bounded(&f, T_PACKET, NULLABLE, 1000, 255);
	put_fixed(&f, T_PACKET_END, 0, 0, 0);
	put_events(&f, event, 5);
	assert_int_equal(reason_as("xdp", text, NULL, 0), KILN_REASON_PACKET_BOUNDS);
	assert_int_equal(reason_as("xdp", text, f.at, f.len), KILN_REASON_PROOF);
}

/* A packet pointer that is said to be of an acquired object: what gives that back would take it for one of the object's. */
static void a_packet_of_an_object(void **state)
{
	static const char text[] = "r6 = r1\n"
				   "call 7\n"
				   "r7 = *(u32 *)(r6 + 0)\n"
				   "r8 = *(u32 *)(r6 + 4)\n"
				   "if r0 == 1 goto here\n"
				   "r0 = 0\n"
				   "here:\n"
				   "r2 = r7\n"
				   "r2 += 8\n"
				   "if r2 > r8 goto out\n"
				   "r0 = *(u64 *)(r7 + 0)\n"
				   "out:\n"
				   "r0 = 2\n"
				   "exit\n";
	static const uint32_t event[] = { 1, 0, 0, 2 };

	(void)state;
	for (uint32_t ref = 0; ref < 2000; ref += 1000) {
		struct forged f = forged_new(12, 1, 4);

		put_state(&f, 6, 0, 0, 1 << 7 | 1 << 8);
		put_fixed(&f, T_PACKET, 0, 1000, 0);
		f.len -= 12; /* the reference and the constant */
		put(&f, ref, 4);
		put(&f, 0, 8);
		put_fixed(&f, T_PACKET_END, 0, 0, 0);
		put_events(&f, event, 4);
		assert_int_equal(reason_as("xdp", text, f.at, f.len), ref ? KILN_REASON_PROOF : KILN_REASON_NONE);
	}
}

/* Two look-ups, of which only one was compared with NULL, are said to be copies of one: so the other one would be no NULL either. */
static void one_null_for_another(void **state)
{
	static const char text[] = "*(u32 *)(r10 - 4) = 0\n"
				   "r1 = m0 ll\n"
				   "r2 = r10\n"
				   "r2 += -4\n"
				   "call 1\n"
				   "if r0 == 0 goto out\n"
				   "r7 = r0\n"
				   "*(u32 *)(r10 - 4) = 1\n"
				   "r1 = m0 ll\n"
				   "r2 = r10\n"
				   "r2 += -4\n"
				   "call 1\n"
				   "r8 = r0\n"
				   "call 7\n"
				   "if r0 == 1 goto one\n"
				   "r0 = 0\n"
				   "one:\n"
				   "call 7\n"
				   "if r0 == 2 goto two\n"
				   "r0 = 0\n"
				   "two:\n"
				   "if r7 == 0 goto out\n"
				   "r0 = *(u64 *)(r8 + 0)\n"
				   "out:\n"
				   "r0 = 2\n"
				   "exit\n";
	static const uint32_t event[] = { 1, 1, 0, 0, 3, 2, 0 };
	struct forged f = forged_new(25, 2, 7);

	(void)state;
	put_state(&f, 18, 0, 0, 1 << 7 | 1 << 8);
	put_fixed(&f, T_VALUE, 0, 1000, 1);
	put_fixed(&f, T_VALUE, NULLABLE, 1000, 1);
	put_state(&f, 21, 0, 0, 1 << 7 | 1 << 8);
	put_fixed(&f, T_VALUE, NULLABLE, 1001, 1);
	put_fixed(&f, T_VALUE, NULLABLE, 1001, 1);
	put_events(&f, event, 7);
	assert_int_equal(reason_as("xdp", text, NULL, 0), KILN_REASON_NULL_DEREF);
	assert_int_equal(reason_as("xdp", text, f.at, f.len), KILN_REASON_PROOF);
}

/* Two values, of which one's lock is held, are said to have no names: so the other one's would do as well. */
static void one_lock_for_another(void **state)
{
	static const char text[] = "*(u32 *)(r10 - 4) = 0\n"
				   "r1 = m1 ll\n"
				   "r2 = r10\n"
				   "r2 += -4\n"
				   "call 1\n"
				   "if r0 == 0 goto out\n"
				   "r7 = r0\n"
				   "*(u32 *)(r10 - 4) = 1\n"
				   "r1 = m1 ll\n"
				   "r2 = r10\n"
				   "r2 += -4\n"
				   "call 1\n"
				   "if r0 == 0 goto out\n"
				   "r8 = r0\n"
				   "r1 = r7\n"
				   "call 93\n"
				   "r9 = *(u32 *)(r7 + 8)\n"
				   "if r9 == 1 goto one\n"
				   "r9 = 0\n"
				   "one:\n"
				   "r1 = r8\n"
				   "call 94\n"
				   "out:\n"
				   "r0 = 2\n"
				   "exit\n";
	static const uint32_t event[] = { 1, 0, 2, 0, 0 };
	struct forged f = forged_new(25, 1, 5);

	(void)state;
	put_state(&f, 21, 2, 0, 1 << 8);
	put_fixed(&f, T_VALUE, 0, 0, 2);
	put_events(&f, event, 5);
	assert_int_equal(reason_as("xdp", text, NULL, 0), KILN_REASON_UNLOCK_OTHER);
	assert_int_equal(reason_as("xdp", text, f.at, f.len), KILN_REASON_PROOF);
}

/* The memory that the program is given. */
static void put_memory(struct forged *f)
{
	put(f, 4 | 16, 1); /* a place, a constant */
	put(f, T_MEM, 1);
	put(f, 4, 1);
	put(f, 0, 1);
	put(f, 0, 4);
	put(f, MEM_LEN, 4);
	put(f, 0, 4);
	put(f, 0, 8);
}

/* A number of 64 bits that is said to be the low half of another one: so it would be no more than its own low half is. */
static void a_whole_for_its_half(void **state)
{
	static const char text[] = "r6 = *(u64 *)(r1 + 0)\n"
				   "r2 = *(u8 *)(r1 + 8)\n"
				   "if r2 == 1 goto here\n"
				   "r2 = 0\n"
				   "here:\n"
				   "w7 = w6\n"
				   "if r7 > 7 goto out\n"
				   "r1 += r6\n"
				   "r0 = *(u8 *)(r1 + 0)\n"
				   "out:\n"
				   "r0 = 0\n"
				   "exit\n";
	static const uint32_t event[] = { 1, 0, 0, 2 };

	(void)state;
	assert_int_equal(reason_as("raw", text, NULL, 0), KILN_REASON_POINTER_RANGE);
	for (uint32_t id = 0; id <= 1000; id += 1000) {
		struct forged f = forged_new(10, 1, 4);

		put_state(&f, 4, 0, 0, 1 << 1 | 1 << 6);
		put_memory(&f);
		put(&f, 2, 1); /* an id, and nothing of what it may be */
		put(&f, T_NUMBER, 1);
		put(&f, LOW32, 1);
		put(&f, id, 4);
		put(&f, 0, 4);
		put(&f, 0, 4);
		put_events(&f, event, 4);
		assert_int_equal(reason_as("raw", text, f.at, f.len), KILN_REASON_PROOF);
	}
}

/* A socket that is said to begin elsewhere, and to have been moved from there: members are told apart by where they are in it. */
static void a_socket_that_begins_elsewhere(void **state)
{
	static const char text[] = "r6 = *(u64 *)(r1 + 64)\n"
				   "r2 = *(u32 *)(r1 + 0)\n"
				   "if r2 == 1 goto here\n"
				   "r2 = 0\n"
				   "here:\n"
				   "r0 = *(u32 *)(r6 + 80)\n"
				   "r0 = 1\n"
				   "exit\n";
	static const uint32_t event[] = { 1, 1 };
	struct forged f = forged_new(7, 2, 2);

	(void)state;
	for (uint32_t i = 0; i < 2; i++) {
		put_state(&f, 4, 0, 0, 1 << 6);
		put(&f, 4 | 16, 1); /* a place, a constant */
		put(&f, T_SOCK, 1);
		put(&f, 0, 1);
		put(&f, 0, 1);
		put(&f, (uint32_t)-80, 4);
		put(&f, KILN_SOCK_FULL, 4);
		put(&f, 0, 4);
		put(&f, 80, 8);
	}
	put_events(&f, event, 2);
	assert_int_equal(reason_as("cgroup/connect4", text, NULL, 0), KILN_REASON_SOCK_MEMBER);
	assert_int_equal(reason_as("cgroup/connect4", text, f.at, f.len), KILN_REASON_PROOF);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_program_s_own),
		cmocka_unit_test(another_program_s),
		cmocka_unit_test(a_path_that_comes_round),
		cmocka_unit_test(a_loop_that_does_not_end),
		cmocka_unit_test(a_state_that_is_not_held),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(what_goes_further_than_is_told),
		cmocka_unit_test(a_value_named_by_another_place),
		cmocka_unit_test(a_value_with_another_in_it_at_the_head),
		cmocka_unit_test(a_packet_that_may_be_null),
		cmocka_unit_test(a_packet_of_an_object),
		cmocka_unit_test(one_null_for_another),
		cmocka_unit_test(one_lock_for_another),
		cmocka_unit_test(a_whole_for_its_half),
		cmocka_unit_test(a_socket_that_begins_elsewhere),
	};
	struct kiln_posix_opts opts = { .nr_cpus = 1 };
	int failed;

	struct kiln_map_spec spec = { .type = 1,
				      .key_size = 4,
				      .value_size = 8,
				      .max_entries = 4,
				      .lock_off = KILN_NO_OFF,
				      .timer_off = KILN_NO_OFF };

	if (kiln_posix_host_new(&opts, &host) || kiln_new(host, &k) || kiln_map_new(k, &spec, &maps[0]))
		return 2;
	spec.lock_off = 0;
	spec.value_size = 16;
	if (kiln_map_new(k, &spec, &maps[1]))
		return 2;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	kiln_map_free(maps[0]);
	kiln_map_free(maps[1]);
	kiln_free(k);
	kiln_posix_host_free(host);
	return failed;
}
