/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp_test.c - what a policy decides: diagrams against a plain interpreter of classic programs, and programs written from
 * diagrams against what they were written from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <kiln/seccomp.h>

#include "front/cbpf.h"

#define NR(a) (sizeof(a) / sizeof((a)[0]))

enum {
	ADD_K = ALU | ALU_ADD,
	ADD_X = ALU | ALU_ADD | ALU_X,
	SUB_K = ALU | ALU_SUB,
	SUB_X = ALU | ALU_SUB | ALU_X,
	MUL_K = ALU | ALU_MUL,
	MUL_X = ALU | ALU_MUL | ALU_X,
	DIV_K = ALU | ALU_DIV,
	DIV_X = ALU | ALU_DIV | ALU_X,
	OR_K = ALU | ALU_OR,
	OR_X = ALU | ALU_OR | ALU_X,
	AND_K = ALU | ALU_AND,
	AND_X = ALU | ALU_AND | ALU_X,
	XOR_K = ALU | ALU_XOR,
	XOR_X = ALU | ALU_XOR | ALU_X,
	LSH_K = ALU | ALU_LSH,
	LSH_X = ALU | ALU_LSH | ALU_X,
	RSH_K = ALU | ALU_RSH,
	RSH_X = ALU | ALU_RSH | ALU_X,
	JEQ_K = JMP | JMP_JEQ,
	JEQ_X = JMP | JMP_JEQ | ALU_X,
	JGT_K = JMP | JMP_JGT,
	JGT_X = JMP | JMP_JGT | ALU_X,
	JGE_K = JMP | JMP_JGE,
	JGE_X = JMP | JMP_JGE | ALU_X,
	JSET_K = JMP | JMP_JSET,
	JSET_X = JMP | JMP_JSET | ALU_X,
	NEG = ALU | ALU_NEG,
	JA = JMP | JMP_JA,
};

/* -- a host that can run out of memory ----------------------------------------------------------------------------- */

static int64_t left_allocs = INT64_MAX, live_allocs;

static void *host_alloc(void *cookie, size_t len)
{
	(void)cookie;
	if (left_allocs-- <= 0)
		return NULL;
	live_allocs++;
	return calloc(1, len);
}

static void host_free(void *cookie, void *p, size_t len)
{
	(void)cookie, (void)len;
	live_allocs--;
	free(p);
}

static const struct kiln_host host = { .alloc = host_alloc, .free = host_free };

/* -- a plain interpreter ------------------------------------------------------------------------------------------- */

static uint32_t load(const struct kiln_call *d, uint32_t off)
{
	uint8_t bytes[64];
	uint32_t v;

	memcpy(bytes, &d->nr, 4);
	memcpy(bytes + 4, &d->arch, 4);
	memcpy(bytes + 8, &d->ip, 8);
	memcpy(bytes + 16, d->arg, 48);
	memcpy(&v, bytes + off, 4);
	return v;
}

static uint32_t plain_run(const struct kiln_cbpf_insn *c, const struct kiln_call *d, uint32_t *steps)
{
	uint32_t a = 0, x = 0, m[16] = { 0 };

	for (*steps = 1;; c++, ++*steps) {
		uint32_t b = c->code & 8 ? x : c->k;

		switch (c->code) {
		/* clang-format off */
		case LD_ABS: a = load(d, c->k); break;
		case LD_LEN: a = 64; break;
		case LD_IMM: a = c->k; break;
		case LD_MEM: a = m[c->k]; break;
		case LDX_LEN: x = 64; break;
		case LDX_IMM: x = c->k; break;
		case LDX_MEM: x = m[c->k]; break;
		case ST: m[c->k] = a; break;
		case STX: m[c->k] = x; break;
		case TAX: x = a; break;
		case TXA: a = x; break;
		case ADD_K: case ADD_X: a += b; break;
		case SUB_K: case SUB_X: a -= b; break;
		case MUL_K: case MUL_X: a *= b; break;
		case DIV_K: case DIV_X: if (!b) return 0; a /= b; break;
		case AND_K: case AND_X: a &= b; break;
		case OR_K: case OR_X: a |= b; break;
		case XOR_K: case XOR_X: a ^= b; break;
		case LSH_K: case LSH_X: a <<= b & 31; break;
		case RSH_K: case RSH_X: a >>= b & 31; break;
		case NEG: a = -a; break;
		case JA: c += c->k; break;
		case JEQ_K: case JEQ_X: c += a == b ? c->jt : c->jf; break;
		case JGT_K: case JGT_X: c += a > b ? c->jt : c->jf; break;
		case JGE_K: case JGE_X: c += a >= b ? c->jt : c->jf; break;
		case JSET_K: case JSET_X: c += a & b ? c->jt : c->jf; break;
		case RET_K: return c->k;
		case RET_A: return a;
			/* clang-format on */
		}
	}
}

/* -- random policies ----------------------------------------------------------------------------------------------- */

static uint64_t seed = 1;

static uint32_t any(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)((seed >> 33) % below);
}

static const uint32_t values[] = { 0,  1,   2,		5,	    7,		8,	    15,	       16,
				   64, 257, 0x40000000, 0x7e020000, 0x80000000, 0xc000003e, 0xffffffff };

static uint32_t any_value(void)
{
	return values[any(NR(values))] + (any(4) ? 0 : any(3) - 1);
}

static const uint16_t cheap[] = { AND_K, OR_K,	XOR_K,	LSH_K,	 RSH_K,	 ADD_K,	  SUB_K, NEG,
				  TAX,	 TXA,	LD_IMM, LDX_IMM, LD_LEN, LDX_LEN, ADD_X, AND_X,
				  OR_X,	 XOR_X, RSH_X,	DIV_K,	 LSH_X,	 SUB_X,	  DIV_X, MUL_K };
static const uint16_t jumps[] = { JEQ_K, JGT_K, JGE_K, JSET_K, JEQ_K, JSET_K, JEQ_X, JGE_X, JGT_X, JSET_X, JA };

/* words: how many of the data's words it may load. */
static uint32_t policy_random(struct kiln_cbpf_insn *c, uint32_t words)
{
	uint32_t nr = 4 + any(28);

	for (uint32_t i = 0; i < nr; i++) {
		uint32_t left = nr - 1 - i, what = any(10);

		c[i] = (struct kiln_cbpf_insn){ .k = any_value() };
		if (i == nr - 1 || what == 9) {
			c[i].code = any(6) ? RET_K : RET_A;
			c[i].k = any(4) << 16 | any(3);
		} else if (what < 3 || i == 0) {
			c[i].code = LD_ABS;
			c[i].k = any(words) * 4;
		} else if (what < 6 && left > 1) {
			c[i].code = jumps[any(NR(jumps))];
			c[i].jt = (uint8_t)any(left);
			c[i].jf = (uint8_t)any(left);
			c[i].k = c[i].code == JA ? any(left) : c[i].k;
		} else if (what == 6 && i > 2) {
			c[i].code = any(2) ? (any(2) ? ST : STX) : any(2) ? LD_MEM : LDX_MEM;
			c[i].k = any(3);
		} else {
			c[i].code = cheap[any(NR(cheap))];
			if (c[i].code == LSH_K || c[i].code == RSH_K)
				c[i].k = any(32);
			if (c[i].code == DIV_K)
				c[i].k = any(3) ? 1 + any(9) : UINT32_MAX - any(9);
		}
	}
	return nr;
}

static struct kiln_call call_random(void)
{
	struct kiln_call d = { .nr = (int32_t)any_value(), .arch = any_value() };

	d.ip = (uint64_t)any_value() << 32 | any_value();
	for (int i = 0; i < 6; i++)
		d.arg[i] = (uint64_t)any_value() << 32 | any_value();
	return d;
}

/* Written again it decides the same, and is no worse to read. */
static void written_again(struct kiln_policies *s, const struct kiln_policy *p)
{
	static struct kiln_cbpf_insn out[KILN_CBPF_MAX];
	struct kiln_policy *back;
	uint32_t nr;
	enum kiln_err err = kiln_policy_write(s, kiln_policy_root(p), out, KILN_CBPF_MAX, &nr);

	if (err == KILN_ERR_COMPLEX)
		return;
	assert_int_equal(err, 0);
	err = kiln_policy_read(s, out, nr, &back, NULL);
	assert_true(!err || err == KILN_ERR_COMPLEX); /* the store holds no more */
	if (!err)
		assert_int_equal(kiln_policy_root(back), kiln_policy_root(p));
}

static void random_policies(void **arg)
{
	static const uint32_t words[] = { 2, 5, 6, 16 };
	uint32_t valid = 0, decided = 0;

	(void)arg;
	for (uint32_t i = 0; i < 3000; i++) {
		struct kiln_cbpf_insn c[64];
		struct kiln_policies *s;
		struct kiln_policy *p;
		uint32_t steps, nr = policy_random(c, words[i % 4]);
		enum kiln_err err;

		assert_int_equal(kiln_policies_new(&host, 1 << 16, &s), 0);
		err = kiln_policy_read(s, c, nr, &p, NULL);
		assert_true(!err || err == KILN_ERR_COMPLEX || err == KILN_ERR_INVAL);
		valid += err != KILN_ERR_INVAL;
		for (uint32_t j = 0; j < 60 && !err; j++) {
			struct kiln_call d = call_random();

			assert_int_equal(kiln_policy_decide(s, kiln_policy_root(p), &d), plain_run(c, &d, &steps));
			assert_true(steps <= kiln_policy_steps(p, d.arch, (uint32_t)d.nr));
		}
		if (!err) {
			decided++;
			written_again(s, p);
		}
		kiln_policies_free(s);
	}
	assert_true(valid > 1000 && decided > valid * 3 / 4);
	assert_int_equal(live_allocs, 0);
}

/* -- what seccomp(2) takes ----------------------------------------------------------------------------------------- */

static enum kiln_err read_alone(const struct kiln_cbpf_insn *c, size_t nr, struct kiln_why *why)
{
	struct kiln_policies *s;
	struct kiln_policy *p;
	enum kiln_err err;

	assert_int_equal(kiln_policies_new(&host, 0, &s), 0);
	err = kiln_policy_read(s, c, nr, &p, why);
	kiln_policies_free(s);
	return err;
}

#define REFUSED(name, ...)                                                    \
	do {                                                                  \
		static const struct kiln_cbpf_insn c[] = { __VA_ARGS__ };     \
		struct kiln_why why;                                          \
		assert_int_equal(read_alone(c, NR(c), &why), KILN_ERR_INVAL); \
		assert_string_equal(kiln_reason_name(why.reason), name);      \
		assert_true(why.what[0]);                                     \
	} while (0)

static void refusals(void **arg)
{
	static struct kiln_cbpf_insn many[KILN_CBPF_MAX + 1];

	(void)arg;
	for (uint32_t i = 0; i < NR(many); i++)
		many[i].code = RET_K;
	assert_int_equal(read_alone(many, KILN_CBPF_MAX, NULL), 0);
	assert_int_equal(read_alone(many, KILN_CBPF_MAX + 1, NULL), KILN_ERR_INVAL);
	assert_int_equal(read_alone(many, 0, NULL), KILN_ERR_INVAL);
	REFUSED("fall-off", { LD_ABS, 0, 0, 0 });
	REFUSED("opcode", { 0x28, 0, 0, 0 }, { RET_K, 0, 0, 0 });
	REFUSED("opcode", { 0x94, 0, 0, 3 }, { RET_K, 0, 0, 0 });
	REFUSED("classic", { DIV_K, 0, 0, 0 }, { RET_K, 0, 0, 0 });
	REFUSED("classic", { LSH_K, 0, 0, 32 }, { RET_K, 0, 0, 0 });
	REFUSED("classic", { LD_ABS, 0, 0, 64 }, { RET_K, 0, 0, 0 });
	REFUSED("classic", { LD_ABS, 0, 0, 2 }, { RET_K, 0, 0, 0 });
	REFUSED("jump", { JEQ_K, 1, 0, 2 }, { RET_K, 0, 0, 0 });
	REFUSED("jump", { JA, 0, 0, UINT32_MAX }, { RET_K, 0, 0, 0 });
	REFUSED("classic", { ST, 0, 0, 16 }, { RET_K, 0, 0, 0 });
	REFUSED("classic", { JEQ_K, 0, 1, 2 }, { ST, 0, 0, 1 }, { LD_MEM, 0, 0, 1 }, { RET_K, 0, 0, 0 });
}

/* -- shapes that policies have ------------------------------------------------------------------------------------- */

enum { X86_64 = 0xc000003eu, ALLOW = 0x7fff0000u, DENY = 0x00050001u };

/* Call numbers 0 to 399, every third refused, as a list: what libseccomp writes. */
static uint32_t list_policy(struct kiln_cbpf_insn *c)
{
	uint32_t nr = 0;

	c[nr++] = (struct kiln_cbpf_insn){ LD_ABS, 0, 0, 4 };
	c[nr++] = (struct kiln_cbpf_insn){ JEQ_K, 1, 0, X86_64 };
	c[nr++] = (struct kiln_cbpf_insn){ RET_K, 0, 0, 0 };
	c[nr++] = (struct kiln_cbpf_insn){ LD_ABS, 0, 0, 0 };
	for (uint32_t i = 0; i < 400; i++)
		if (i % 3) {
			c[nr++] = (struct kiln_cbpf_insn){ JEQ_K, 0, 1, i };
			c[nr++] = (struct kiln_cbpf_insn){ RET_K, 0, 0, ALLOW };
		}
	c[nr++] = (struct kiln_cbpf_insn){ RET_K, 0, 0, DENY };
	return nr;
}

static void list_becomes_tree(void **arg)
{
	static struct kiln_cbpf_insn c[1024], out[KILN_CBPF_MAX];
	struct kiln_policies *s;
	struct kiln_policy *p, *q;
	uint32_t nr = list_policy(c), out_nr;

	(void)arg;
	assert_int_equal(kiln_policies_new(&host, 0, &s), 0);
	assert_int_equal(kiln_policy_read(s, c, nr, &p, NULL), 0);
	assert_int_equal(kiln_policy_steps(p, X86_64, 398), 3 + 266 + 1);
	assert_int_equal(kiln_policy_write(s, kiln_policy_root(p), out, KILN_CBPF_MAX, &out_nr), 0);
	assert_int_equal(kiln_policy_read(s, out, out_nr, &q, NULL), 0);
	assert_int_equal(kiln_policy_root(p), kiln_policy_root(q));
	for (uint32_t i = 0; i < 400; i++)
		assert_true(kiln_policy_steps(q, X86_64, i) <= 14);
	kiln_policies_free(s);
}

/* clone() without flags of name spaces, as docker's profile says it: one mask. */
static void mask_is_one_test(void **arg)
{
	static const struct kiln_cbpf_insn c[] = {
		{ LD_ABS, 0, 0, 16 },	{ AND_K, 0, 0, 0x7e020000 }, { JEQ_K, 0, 1, 0 },
		{ RET_K, 0, 0, ALLOW }, { RET_K, 0, 0, DENY },
	};
	struct kiln_cbpf_insn out[16];
	struct kiln_policies *s;
	struct kiln_policy *p;
	struct kiln_policy_cube cube;
	uint32_t nr, to;

	(void)arg;
	assert_int_equal(kiln_policies_new(&host, 0, &s), 0);
	assert_int_equal(kiln_policy_read(s, c, NR(c), &p, NULL), 0);
	assert_int_equal(kiln_policy_field(s, kiln_policy_root(p)), KILN_POLICY_ARG0);
	to = kiln_policy_follow(s, kiln_policy_root(p), KILN_POLICY_ARG0, 0, NULL);
	assert_int_equal(kiln_policy_result(s, to), ALLOW);
	assert_int_equal(kiln_policy_cubes(s, kiln_policy_root(p), to, &cube, 1), 1);
	assert_int_equal(cube.mask, 0x7e020000);
	assert_int_equal(cube.value, 0);
	assert_int_equal(kiln_policy_write(s, kiln_policy_root(p), out, 16, &nr), 0);
	assert_int_equal(nr, 4);
	kiln_policies_free(s);
}

static void differences(void **arg)
{
	static struct kiln_cbpf_insn c[1024];
	struct kiln_policies *s;
	struct kiln_policy *p, *q;
	uint32_t nr = list_policy(c), diff, a, b;
	uint64_t last;

	(void)arg;
	assert_int_equal(kiln_policies_new(&host, 0, &s), 0);
	assert_int_equal(kiln_policy_read(s, c, nr, &p, NULL), 0);
	c[4].k = 0; /* 0 instead of 1 */
	assert_int_equal(kiln_policy_read(s, c, nr, &q, NULL), 0);
	assert_int_equal(kiln_policy_diff(s, kiln_policy_root(p), kiln_policy_root(p), &diff), 0);
	assert_int_equal(diff, 0);
	assert_int_equal(kiln_policy_diff(s, kiln_policy_root(p), kiln_policy_root(q), &diff), 0);
	assert_int_equal(kiln_policy_follow(s, diff, KILN_POLICY_ARCH, X86_64 + 1, NULL), 0);
	diff = kiln_policy_follow(s, diff, KILN_POLICY_ARCH, X86_64, NULL);
	assert_int_equal(kiln_policy_follow(s, diff, KILN_POLICY_NR, 2, &last), 0);
	assert_int_equal(last, UINT32_MAX);
	kiln_policy_pair(s, kiln_policy_result(s, kiln_policy_follow(s, diff, KILN_POLICY_NR, 1, NULL)), &a, &b);
	assert_int_equal(a, ALLOW);
	assert_int_equal(b, DENY);
	kiln_policies_free(s);
}

static uint32_t many_conditions(struct kiln_cbpf_insn *c, uint32_t calls)
{
	uint32_t nr = 0;

	for (uint32_t i = 0; i < calls; i++) {
		c[nr++] = (struct kiln_cbpf_insn){ LD_ABS, 0, 0, 0 };
		c[nr++] = (struct kiln_cbpf_insn){ JEQ_K, 0, 3, i };
		c[nr++] = (struct kiln_cbpf_insn){ LD_ABS, 0, 0, 16 + 8 * (i % 6) };
		c[nr++] = (struct kiln_cbpf_insn){ JEQ_K, 0, 1, i * 7 };
		c[nr++] = (struct kiln_cbpf_insn){ RET_K, 0, 0, DENY + i };
	}
	c[nr++] = (struct kiln_cbpf_insn){ RET_K, 0, 0, ALLOW };
	return nr;
}

/* Calls with a condition each: some targets are just as far away as a jump reaches, some further. */
static void far_targets(void **arg)
{
	static struct kiln_cbpf_insn c[KILN_CBPF_MAX], out[KILN_CBPF_MAX];

	(void)arg;
	for (uint32_t calls = 40; calls < 700; calls += calls < 130 ? 1 : 190) {
		uint32_t nr = many_conditions(c, calls), out_nr;
		struct kiln_policies *s;
		struct kiln_policy *p, *q;

		assert_int_equal(kiln_policies_new(&host, 0, &s), 0);
		assert_int_equal(kiln_policy_read(s, c, nr, &p, NULL), 0);
		assert_int_equal(kiln_policy_write(s, kiln_policy_root(p), out, KILN_CBPF_MAX, &out_nr), 0);
		assert_int_equal(kiln_policy_read(s, out, out_nr, &q, NULL), 0);
		assert_int_equal(kiln_policy_root(p), kiln_policy_root(q));
		kiln_policies_free(s);
	}
}

/* A shift by a register takes its low five bits; a divisor may have all 32. */
static void by_registers(void **arg)
{
	static const struct kiln_cbpf_insn c[] = {
		{ LD_ABS, 0, 0, 16 },	     { AND_K, 0, 0, 0xff },    { TAX, 0, 0, 0 },   { LD_IMM, 0, 0, 0x8001 },
		{ LSH_X, 0, 0, 0 },	     { JEQ_K, 0, 1, 0x10002 }, { RET_K, 0, 0, 7 }, { LD_ABS, 0, 0, 24 },
		{ DIV_K, 0, 0, 0xc0000000 }, { RET_A, 0, 0, 0 },
	};
	struct kiln_policies *s;
	struct kiln_policy *p;
	uint32_t steps;

	(void)arg;
	assert_int_equal(kiln_policies_new(&host, 0, &s), 0);
	assert_int_equal(kiln_policy_read(s, c, NR(c), &p, NULL), 0);
	for (uint32_t i = 0; i < 256; i++) {
		struct kiln_call d = { .arg = { i, i * 0x01010101u } };

		assert_int_equal(kiln_policy_decide(s, kiln_policy_root(p), &d), plain_run(c, &d, &steps));
	}
	kiln_policies_free(s);
}

/* Two filters: the stricter action, of equal ones that of the newer with its data. And a difference in between. */
static void stacked(void **arg)
{
	static const uint32_t results[] = { 0x80000000, 0,	    0x30000,	0x50001,   0x50002,
					    0x7fc00000, 0x7ff00003, 0x7ffc0000, 0x7fff0000 };
	struct kiln_policies *s;

	(void)arg;
	assert_int_equal(kiln_policies_new(&host, 0, &s), 0);
	for (uint32_t i = 0; i < NR(results); i++) {
		for (uint32_t j = 0; j < NR(results); j++) {
			struct kiln_cbpf_insn c[] = { { LD_ABS, 0, 0, 16 },
						      { JSET_K, 0, 1, 4 },
						      { RET_K, 0, 0, results[i] },
						      { RET_K, 0, 0, ALLOW } };
			struct kiln_policy *older, *newer;
			struct kiln_call d = { .arg = { 4 } };
			bool old_wins = (int32_t)(results[i] & 0xffff0000) < (int32_t)(results[j] & 0xffff0000);
			uint32_t root, diff;

			assert_int_equal(kiln_policy_read(s, c, NR(c), &older, NULL), 0);
			c[2].k = results[j];
			assert_int_equal(kiln_policy_read(s, c, NR(c), &newer, NULL), 0);
			assert_int_equal(kiln_policy_diff(s, kiln_policy_root(older), kiln_policy_root(newer), &diff),
					 0);
			assert_true(!diff == (i == j));
			assert_int_equal(kiln_policy_join(s, kiln_policy_root(older), kiln_policy_root(newer), &root),
					 0);
			assert_int_equal(kiln_policy_decide(s, root, &d), old_wins ? results[i] : results[j]);
		}
	}
	kiln_policies_free(s);
}

/* -- limits -------------------------------------------------------------------------------------------------------- */

/* The product of two arguments: no diagram is small. It ends, and says so. */
static void too_complex(void **arg)
{
	static const struct kiln_cbpf_insn c[] = {
		{ LD_ABS, 0, 0, 16 }, { TAX, 0, 0, 0 }, { LD_ABS, 0, 0, 24 }, { MUL_X, 0, 0, 0 }, { RET_A, 0, 0, 0 },
	};
	struct kiln_policies *s;
	struct kiln_policy *p = NULL;
	struct kiln_why why;

	(void)arg;
	assert_int_equal(kiln_policies_new(&host, 1 << 18, &s), 0);
	assert_int_equal(kiln_policy_read(s, c, NR(c), &p, &why), KILN_ERR_COMPLEX);
	assert_null(p);
	assert_true(why.what[0]);
	kiln_policies_free(s);
}

static void out_of_memory(void **arg)
{
	static struct kiln_cbpf_insn c[1024], out[KILN_CBPF_MAX];
	uint32_t nr = list_policy(c), out_nr = 0;
	struct kiln_policies *s;
	struct kiln_policy *p;
	enum kiln_err err = KILN_ERR_NOMEM;

	(void)arg;
	for (int64_t n = 0; err == KILN_ERR_NOMEM; n++) {
		left_allocs = n;
		err = kiln_policies_new(&host, 0, &s);
		if (!err)
			err = kiln_policy_read(s, c, nr, &p, NULL);
		if (!err)
			err = kiln_policy_write(s, kiln_policy_root(p), out, KILN_CBPF_MAX, &out_nr);
		if (s && err) { /* and once more, with memory */
			left_allocs = INT64_MAX;
			assert_int_equal(kiln_policy_read(s, c, nr, &p, NULL), 0);
		}
		left_allocs = INT64_MAX;
		kiln_policies_free(s);
		assert_int_equal(live_allocs, 0);
	}
	assert_int_equal(err, 0);
	assert_true(out_nr > 100);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_policies),  cmocka_unit_test(refusals),	   cmocka_unit_test(list_becomes_tree),
		cmocka_unit_test(mask_is_one_test), cmocka_unit_test(differences), cmocka_unit_test(far_targets),
		cmocka_unit_test(by_registers),	    cmocka_unit_test(stacked),	   cmocka_unit_test(too_complex),
		cmocka_unit_test(out_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
