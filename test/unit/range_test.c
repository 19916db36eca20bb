/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range_test.c - ranges of 64-bit numbers against the machine: whatever members an operation gets, what the interpreter makes of
 * them is in the range that range_alu gives, and range_narrow keeps all pairs for which the condition holds.
 *
 * Members are drawn first, ranges are drawn around them. Then cases: what the analysis must know, so that the programs people
 * write are accepted; each is what Linux 6.18 knows, or more.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/bits.h"
#include "run/run.h"
#include "verify/range.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SAMPLES = 400000 };
#else
enum { SAMPLES = 5000000 };
#endif

static uint64_t seed = 0x9e3779b97f4a7c15;

static uint64_t rnd(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed * 0x2545f4914f6cdd1d;
}

/* Numbers that programs meet: near powers of two and their negatives, bytes at any place, now and then anything. */
static uint64_t number(void)
{
	uint64_t r = rnd(), v;

	switch (r >> 60) {
	case 0:
		return rnd();
	case 1:
	case 2:
		return (r & 255) << (rnd() % 57);
	case 3:
		return (uint64_t)(int64_t)(int8_t)r << (rnd() % 57);
	case 4:
		return (uint32_t)rnd();
	case 5:
		return (uint64_t)(int64_t)(int32_t)rnd();
	default:
		v = ((uint64_t)1 << (r % 64)) + (r >> 8) % 8 - 4;
		return r >> 59 & 1 ? 0 - v : v;
	}
}

static struct range around(uint64_t x)
{
	struct range r = range_unknown();
	uint64_t kinds = rnd(), by = number(), to = number();

	if (!(kinds & 7))
		return range_const(x);
	if (kinds & 8) {
		r.umin = x - by < x ? x - by : 0;
		r.umax = x + to > x ? x + to : UINT64_MAX;
	}
	if (kinds & 16) {
		r.smin = (int64_t)(x - (by >> 1)) < (int64_t)x ? (int64_t)(x - (by >> 1)) : INT64_MIN;
		r.smax = (int64_t)(x + (to >> 1)) > (int64_t)x ? (int64_t)(x + (to >> 1)) : INT64_MAX;
	}
	if ((kinds >> 8) % 3 == 0) {
		r.u32min = (uint32_t)(x - by) < (uint32_t)x ? (uint32_t)(x - by) : 0;
		r.u32max = (uint32_t)(x + to) > (uint32_t)x ? (uint32_t)(x + to) : UINT32_MAX;
	}
	if ((kinds >> 16) % 3 == 0) {
		r.s32min = (int32_t)(x - by) < (int32_t)x ? (int32_t)(x - by) : INT32_MIN;
		r.s32max = (int32_t)(x + to) > (int32_t)x ? (int32_t)(x + to) : INT32_MAX;
	}
	if ((kinds >> 24) % 3 == 0)
		r.t = (struct tnum){ x & ~by, by };
	assert_true(range_sync(&r));
	assert_true(range_has(r, x));
	return r;
}

static const char *say(struct range r)
{
	static char buf[4][300];
	static int at;
	struct text t = text_of(buf[at = (at + 1) % 4], 300);

	text_char(&t, '{');
	range_text(&t, r);
	text_char(&t, '}');
	return buf[at];
}

static const struct {
	const char *name;
	enum range_op op;
	unsigned int width;
	enum insn_op insn;
} ops[] = {
#define BOTH(op, insn) { #op "64", RANGE_##op, 64, OP_##insn##64_REG }, { #op "32", RANGE_##op, 32, OP_##insn##32_REG },
	BOTH(ADD, ADD) BOTH(SUB, SUB) BOTH(MUL, MUL) BOTH(DIV, DIV) BOTH(MOD, MOD) BOTH(SDIV, SDIV) BOTH(SMOD, SMOD)
		BOTH(AND, AND) BOTH(OR, OR) BOTH(XOR, XOR) BOTH(LSH, LSH) BOTH(RSH, RSH) BOTH(ARSH, ARSH) BOTH(MOV, MOV)
#undef BOTH
			{ "NEG64", RANGE_NEG, 64, OP_NEG64 },
	{ "NEG32", RANGE_NEG, 32, OP_NEG32 },
	{ "MOVSX64_8", RANGE_MOVSX8, 64, OP_MOVSX64_8 },
	{ "MOVSX64_16", RANGE_MOVSX16, 64, OP_MOVSX64_16 },
	{ "MOVSX64_32", RANGE_MOVSX32, 64, OP_MOVSX64_32 },
	{ "MOVSX32_8", RANGE_MOVSX8, 32, OP_MOVSX32_8 },
	{ "MOVSX32_16", RANGE_MOVSX16, 32, OP_MOVSX32_16 },
	{ "LE16", RANGE_LE16, 64, OP_LE16 },
	{ "LE32", RANGE_LE32, 64, OP_LE32 },
	{ "LE64", RANGE_LE64, 64, OP_LE64 },
	{ "BE16", RANGE_BE16, 64, OP_BE16 },
	{ "BE32", RANGE_BE32, 64, OP_BE32 },
	{ "BE64", RANGE_BE64, 64, OP_BE64 },
	{ "BSWAP16", RANGE_BSWAP16, 64, OP_BSWAP16 },
	{ "BSWAP32", RANGE_BSWAP32, 64, OP_BSWAP32 },
	{ "BSWAP64", RANGE_BSWAP64, 64, OP_BSWAP64 },
};

static uint64_t machine(enum insn_op insn, uint64_t d, uint64_t s)
{
	struct prog_op op = { .op = (uint16_t)insn, .dst = 1, .src = 2 };
	uint64_t regs[KILN_NR_REGS + 1] = { 0, d, s };

	interp_one(&op, regs);
	return regs[1];
}

static void check_op(unsigned int i, uint64_t x, uint64_t y, struct range a, struct range b)
{
	uint64_t v = machine(ops[i].insn, x, y);
	struct range r = range_alu(ops[i].op, ops[i].width, a, b);

	if (!range_has(r, v))
		fail_msg("%s: %s, %s gives %s, without %lx op %lx = %lx", ops[i].name, say(a), say(b), say(r), x, y, v);
}

static void results_are_in_the_range(void **state)
{
	(void)state;
	for (unsigned int n = 0; n < SAMPLES; n++) {
		uint64_t x = number(), y = number();

		if (rnd() & 1)
			y &= 127; /* shift counts, divisors */
		check_op(n % NR_OF(ops), x, y, around(x), around(y));
	}
}

static void results_of_numbers_are_numbers(void **state)
{
	(void)state;
	for (unsigned int n = 0; n < SAMPLES / 10; n++) {
		uint64_t x = number(), y = number();
		unsigned int i = n % NR_OF(ops);
		struct range r = range_alu(ops[i].op, ops[i].width, range_const(x), range_const(y));

		if (!range_equal(r, range_const(machine(ops[i].insn, x, y))))
			fail_msg("%s: %lx, %lx gives %s", ops[i].name, x, y, say(r));
	}
}

static const struct {
	const char *name;
	enum range_cond cond, not ;
	enum insn_op insn[2]; /* at 64 and 32 bits */
} conds[] = {
#define COND(cond, not, insn) { #cond, RANGE_##cond, RANGE_##not, { OP_##insn##64_REG, OP_##insn##32_REG } },
	COND(EQ, NE, JEQ) COND(NE, EQ, JNE) COND(GT, LE, JGT) COND(LE, GT, JLE) COND(GE, LT, JGE) COND(LT, GE, JLT)
		COND(SGT, SLE, JSGT) COND(SLE, SGT, JSLE) COND(SGE, SLT, JSGE) COND(SLT, SGE, JSLT)
			COND(SET, CLEAR, JSET)
#undef COND
};

static bool machine_cond(enum insn_op insn, uint64_t d, uint64_t s)
{
	struct prog_op op = { .op = (uint16_t)insn, .dst = 1, .src = 2 };
	uint64_t regs[KILN_NR_REGS + 1] = { 0, d, s };

	return interp_cond(&op, regs);
}

static void check_narrow(unsigned int i, enum range_cond cond, unsigned int width, uint64_t x, uint64_t y,
			 struct range a, struct range b)
{
	struct range na = a, nb = b;

	if (!range_narrow(cond, width, &na, &nb) || !range_has(na, x) || !range_has(nb, y))
		fail_msg("%s%u (%d): %s, %s narrowed to %s, %s without %lx, %lx", conds[i].name, width, cond, say(a),
			 say(b), say(na), say(nb), x, y);
	if (!range_subset(na, a) || !range_subset(nb, b))
		fail_msg("%s%u (%d): %s, %s grew to %s, %s", conds[i].name, width, cond, say(a), say(b), say(na),
			 say(nb));
}

static void conditions_keep_what_holds(void **state)
{
	(void)state;
	for (unsigned int n = 0; n < SAMPLES; n++) {
		unsigned int i = n % NR_OF(conds), width = rnd() & 1 ? 64 : 32;
		uint64_t x = number(), y = rnd() & 3 ? number() : x + rnd() % 3 - 1;
		struct range a = around(x), b = around(y);
		bool holds = machine_cond(conds[i].insn[width == 32], x, y);
		enum range_truth truth = range_decide(conds[i].cond, width, a, b);

		assert_int_equal(range_cond_not(conds[i].cond), conds[i].not );
		if (truth != RANGE_MAYBE && holds != (truth == RANGE_ALWAYS))
			fail_msg("%s%u: %s, %s decided %d, but %lx, %lx", conds[i].name, width, say(a), say(b), truth,
				 x, y);
		check_narrow(i, holds ? conds[i].cond : conds[i].not, width, x, y, a, b);
	}
}

static void sets_hold_their_members(void **state)
{
	(void)state;
	for (unsigned int n = 0; n < SAMPLES / 10; n++) {
		uint64_t x = number(), y = number();
		struct range a = around(x), b = around(y), again = around(x), both, wide = range_widen(a, b);

		assert_true(range_has(range_join(a, b), x) && range_has(range_join(a, b), y));
		assert_true(range_subset(a, wide) && range_subset(b, wide));
		assert_true(range_meet(a, again, &both) && range_has(both, x));
		assert_true(!range_subset(a, b) || range_has(b, x));
		for (unsigned int bits = 8; bits <= 64; bits *= 2) {
			uint64_t low = bits == 64 ? x : x & (((uint64_t)1 << bits) - 1);

			assert_true(range_has(range_cast(a, bits, false), low));
			assert_true(range_has(range_cast(a, bits, true),
					      (uint64_t)((int64_t)(low << (64 - bits)) >> (64 - bits))));
		}
	}
}

/* -- cases ------------------------------------------------------------------------------------------------------------- */

static struct range u(uint64_t min, uint64_t max)
{
	return range_bounded(min, max);
}

static struct range s(int64_t min, int64_t max)
{
	return range_bounded_signed(min, max);
}

static struct range c(int64_t v)
{
	return range_const((uint64_t)v);
}

static struct range bits(uint64_t value, uint64_t mask)
{
	struct range r = range_unknown();

	r.t = (struct tnum){ value, mask };
	assert_true(range_sync(&r));
	return r;
}

static struct range s32(int32_t min, int32_t max)
{
	struct range r = range_unknown();

	r.s32min = min;
	r.s32max = max;
	assert_true(range_sync(&r));
	return r;
}

static struct range byte(void)
{
	return range_load(1, false);
}

static void at_most(const char *what, struct range r, struct range want)
{
	if (!range_subset(r, want))
		fail_msg("%s is %s, not in %s", what, say(r), say(want));
}
#define ALU(op, width, d, s, want) at_most(#op #width " " #d ", " #s, range_alu(RANGE_##op, width, d, s), want)

static void arithmetic_cases(void **state)
{
	(void)state;
	ALU(ADD, 64, byte(), c(14), u(14, 269));
	ALU(ADD, 64, u(0, 100), c(-10), s(-10, 90));
	ALU(ADD, 64, s(-10, 10), c(10), u(0, 20));
	ALU(ADD, 64, u(UINT64_MAX - 1, UINT64_MAX), c(2), u(0, 1)); /* all wrap */
	ALU(ADD, 32, u(UINT32_MAX - 1, UINT32_MAX), c(2), u(0, 1));
	ALU(SUB, 64, c(16), byte(), s(-239, 16));
	ALU(SUB, 64, u(10, 20), u(0, 10), u(0, 20));
	ALU(SUB, 32, u(10, 20), u(0, 10), u(0, 20));
	ALU(SUB, 64, u(0, 1), c(1), s(-1, 0));
	ALU(MUL, 64, u(0, 15), c(4), u(0, 60));
	ALU(MUL, 64, u(0, 15), c(4), bits(0, 0x3c));
	ALU(MUL, 64, s(-2, 3), s(-5, 7), s(-15, 21));
	ALU(MUL, 32, u(0, 0xffff), c(0xffff), u(0, 0xfffe0001));
	ALU(DIV, 64, u(100, 1000), c(10), u(10, 100));
	ALU(DIV, 32, u(100, 1000), u(2, 4), u(25, 500));
	ALU(DIV, 64, range_unknown(), c(256), u(0, UINT64_MAX >> 8));
	ALU(DIV, 64, range_unknown(), c(0), c(0));
	ALU(MOD, 64, range_unknown(), c(10), u(0, 9));
	ALU(MOD, 64, range_unknown(), c(16), bits(0, 15));
	ALU(MOD, 32, range_unknown(), c(7), u(0, 6));
	ALU(MOD, 64, u(3, 5), c(0), u(3, 5));
	ALU(MOD, 64, u(3, 5), u(6, 9), u(3, 5));
	ALU(SDIV, 64, s(-100, 100), c(-10), s(-10, 10));
	ALU(SDIV, 64, c(INT64_MIN), c(-1), c(INT64_MIN));
	ALU(SDIV, 32, c(INT32_MIN), c(-1), c(0x80000000));
	ALU(SMOD, 64, s(-100, 100), c(8), s(-7, 7));
	ALU(SMOD, 64, u(0, 100), c(8), u(0, 7));
	ALU(NEG, 64, u(1, 5), c(0), s(-5, -1));
	ALU(NEG, 32, c(1), c(0), c(0xffffffff));
}

static void bit_cases(void **state)
{
	(void)state;
	ALU(AND, 64, range_unknown(), c(0xff), u(0, 255));
	ALU(AND, 64, range_unknown(), c(0xf8), bits(0, 0xf8));
	ALU(AND, 32, range_unknown(), c(-4), u(0, 0xfffffffc));
	ALU(AND, 64, s(-4095, 0), range_unknown(), range_unknown());
	ALU(AND, 64, s(-1, 0), c(-22), s(-32, 0));
	ALU(AND, 64, s(-5, 100), s(-8, -1), s(-8, 100));
	ALU(OR, 64, byte(), c(0x100), u(0x100, 0x1ff));
	ALU(OR, 64, u(3, 9), u(5, 6), u(5, 15));
	ALU(XOR, 64, u(0, 15), u(0, 7), u(0, 15));
	ALU(XOR, 64, s(-1, 0), s(-1, 0), s(-1, 0));
	ALU(LSH, 64, byte(), c(3), u(0, 2040));
	ALU(LSH, 64, byte(), c(3), bits(0, 0x7f8));
	ALU(LSH, 64, c(1), u(0, 10), u(1, 1024));
	ALU(LSH, 64, s(-3, 2), c(4), s(-48, 32));
	ALU(LSH, 32, byte(), c(24), bits(0, 0xff000000));
	ALU(LSH, 64, byte(), c(64), byte()); /* counts are taken modulo 64 */
	ALU(RSH, 64, range_unknown(), c(60), u(0, 15));
	ALU(RSH, 32, range_unknown(), c(28), u(0, 15));
	ALU(RSH, 64, range_unknown(), u(8, 70), range_unknown());
	ALU(RSH, 64, range_unknown(), u(8, 12), u(0, UINT64_MAX >> 8));
	ALU(ARSH, 64, s(-256, 255), c(4), s(-16, 15));
	ALU(ARSH, 32, range_unknown(), c(31), s32(-1, 0));
	ALU(ARSH, 64, range_unknown(), c(63), s(-1, 0));
	ALU(MOV, 32, s(-1, 5), s(-1, 5), u(0, UINT32_MAX));
	ALU(MOV, 32, c(0), s(-1, 5), s32(-1, 5));
	ALU(MOVSX8, 64, c(0), u(0, 127), u(0, 127));
	ALU(MOVSX8, 64, c(0), range_unknown(), s(-128, 127));
	ALU(MOVSX16, 32, c(0), range_unknown(), s32(-32768, 32767));
	ALU(MOVSX32, 64, c(0), s32(-7, 7), s(-7, 7));
	ALU(BSWAP16, 64, range_unknown(), c(0), u(0, 0xffff));
	ALU(BE16, 64, c(0x0800), c(0), c(KILN_BIG_ENDIAN ? 0x0800 : 8));
	ALU(LE32, 64, range_unknown(), c(0), u(0, UINT32_MAX));
	for (unsigned int size = 1; size <= 8; size *= 2) {
		assert_true(range_equal(range_load(size, false), range_cast(range_unknown(), size * 8, false)));
		assert_true(range_equal(range_load(size, true), range_cast(range_unknown(), size * 8, true)));
	}
	at_most("load of 2 bytes", range_load(2, false), u(0, 65535));
	at_most("signed load of 2 bytes", range_load(2, true), s(-32768, 32767));
}

/* Narrowed by one condition after another, r ends inside want. */
struct step {
	enum range_cond cond;
	unsigned int width;
	struct range by;
};

static void check_steps(const char *what, struct range r, const struct step *steps, unsigned int nr, struct range want)
{
	for (unsigned int i = 0; i < nr; i++) {
		struct range by = steps[i].by;

		assert_true(range_narrow(steps[i].cond, steps[i].width, &r, &by));
	}
	at_most(what, r, want);
}
#define STEPS(r, want, ...) \
	check_steps(#__VA_ARGS__, r, (struct step[]){ __VA_ARGS__ }, NR_OF(((struct step[]){ __VA_ARGS__ })), want)

static void condition_cases(void **state)
{
	struct range any = range_unknown(), a, b;

	(void)state;
	STEPS(any, u(0, 99), { RANGE_LT, 64, c(100) });
	STEPS(any, u(101, UINT64_MAX), { RANGE_GT, 64, c(100) });
	STEPS(any, u(0, 10), { RANGE_SGE, 64, c(0) }, { RANGE_SLE, 64, c(10) });
	STEPS(any, s(-1, 1), { RANGE_SGT, 64, c(-2) }, { RANGE_SLT, 64, c(2) });
	STEPS(range_load(4, false), u(0, 99), { RANGE_LT, 32, c(100) });
	STEPS(range_load(4, false), u(1, 99), { RANGE_NE, 32, c(0) }, { RANGE_LT, 32, c(100) });
	STEPS(any, bits(0, UINT64_MAX - 8), { RANGE_CLEAR, 64, c(8) });
	STEPS(any, bits(8, UINT64_MAX - 8), { RANGE_SET, 64, c(8) });
	STEPS(bits(0, 0xf0), u(0x10, 0xf0), { RANGE_NE, 64, c(0) });
	STEPS(bits(0, 0xf0), c(0x20), { RANGE_GT, 64, c(0x10) }, { RANGE_LT, 64, c(0x30) });
	STEPS(any, c(7), { RANGE_EQ, 64, c(7) });
	STEPS(any, s32(7, 7), { RANGE_EQ, 32, c(7) });
	STEPS(u(0, 1), c(1), { RANGE_NE, 64, c(0) });
	/* The whole is bounded, so the half is; the half and few others leave one whole. */
	STEPS(u(0x100000000, 0x1000000ff), u(0x100000005, 0x100000009), { RANGE_GE, 32, c(5) }, { RANGE_LE, 32, c(9) });
	STEPS(u(0xffffffff, 0x100000002), u(0x100000000, 0x100000002), { RANGE_SGE, 32, c(0) });
	STEPS(s(-5, 5), u(0, 5), { RANGE_SGE, 32, c(0) });
	STEPS(s(-5, 5), s(-5, -1), { RANGE_GT, 64, c(5) });
	STEPS(s(-1, 1), c(-1), { RANGE_NE, 64, c(0) }, { RANGE_NE, 64, c(1) });
	/* A sign extension that clang makes of a comparison: (int)r < 10 after r <<= 32, r s>>= 32. */
	at_most("sign extension by shifts",
		range_alu(RANGE_ARSH, 64, range_alu(RANGE_LSH, 64, s32(-3, 9), c(32)), c(32)), s(-3, 9));
	/* Both sides learn: a < b where a >= 10 makes b > 10. */
	a = u(10, UINT64_MAX), b = u(0, 50);
	assert_true(range_narrow(RANGE_LT, 64, &a, &b));
	at_most("a < b: a", a, u(10, 49));
	at_most("a < b: b", b, u(11, 50));
	a = u(0, 5), b = u(5, 9);
	assert_true(range_narrow(RANGE_EQ, 64, &a, &b));
	at_most("a == b", a, c(5));
	a = u(0, 5), b = u(6, 9);
	assert_false(range_narrow(RANGE_EQ, 64, &a, &b));
	at_most("a untouched", u(0, 5), a);
	a = c(UINT32_MAX), b = c(0);
	assert_false(range_narrow(RANGE_GT, 32, &b, &a));
	a = byte(), b = c(0x100);
	assert_false(range_narrow(RANGE_SET, 64, &a, &b));
}

static void decisions(void **state)
{
	(void)state;
	assert_int_equal(range_decide(RANGE_LT, 64, byte(), c(256)), RANGE_ALWAYS);
	assert_int_equal(range_decide(RANGE_GT, 64, byte(), c(255)), RANGE_NEVER);
	assert_int_equal(range_decide(RANGE_GT, 64, byte(), c(254)), RANGE_MAYBE);
	assert_int_equal(range_decide(RANGE_SLT, 32, c(-1), c(0)), RANGE_ALWAYS);
	assert_int_equal(range_decide(RANGE_LT, 32, c(-1), c(0)), RANGE_NEVER);
	assert_int_equal(range_decide(RANGE_EQ, 64, bits(1, 0xf0), c(2)), RANGE_NEVER);
	assert_int_equal(range_decide(RANGE_NE, 64, bits(1, 0xf0), c(2)), RANGE_ALWAYS);
	assert_int_equal(range_decide(RANGE_EQ, 32, c(0x100000007), c(7)), RANGE_ALWAYS);
	assert_int_equal(range_decide(RANGE_EQ, 64, range_alu(RANGE_MOV, 32, c(0), range_unknown()), c(-1)),
			 RANGE_NEVER);
	assert_int_equal(range_decide(RANGE_SET, 64, bits(4, 0xf0), c(4)), RANGE_ALWAYS);
	assert_int_equal(range_decide(RANGE_SET, 64, bits(4, 0xf0), c(8)), RANGE_NEVER);
	assert_int_equal(range_decide(RANGE_CLEAR, 64, bits(4, 0xf0), c(8)), RANGE_ALWAYS);
}

static void one_text(struct range r, const char *kernel, const char *plain)
{
	char buf[300];
	struct text t = TEXT(buf);

	range_text(&t, r);
	assert_string_equal(buf, kernel);
	t = TEXT(buf);
	range_text_plain(&t, r);
	assert_string_equal(buf, plain);
}

static void texts(void **state)
{
	(void)state;
	one_text(c(5), "5", "5");
	one_text(c(-5), "-5", "-5");
	one_text(range_unknown(), "", "any number");
	one_text(byte(), "smin=smin32=0,smax=umax=smax32=umax32=255,var_off=(0x0; 0xff)", "[0,255]");
	one_text(s(-1, 1), "smin=smin32=-1,smax=smax32=1", "[-1,1]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results_are_in_the_range),
		cmocka_unit_test(results_of_numbers_are_numbers),
		cmocka_unit_test(conditions_keep_what_holds),
		cmocka_unit_test(sets_hold_their_members),
		cmocka_unit_test(arithmetic_cases),
		cmocka_unit_test(bit_cases),
		cmocka_unit_test(condition_cases),
		cmocka_unit_test(decisions),
		cmocka_unit_test(texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
