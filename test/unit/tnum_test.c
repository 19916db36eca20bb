/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * tnum_test.c - known bits of 64-bit numbers: small tnums placed where it matters, with all their members; random ones; cases.
 *
 * test/unit/range_small.h tries them inside ranges at 4 and 8 bits.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/bits.h"
#include "verify/tnum.h"

/* Five bits at the bottom, across the middle, below the sign, and at the top. */
static const unsigned int places[] = { 0, 29, 58, 59 };
enum { SMALL = 5, NR_SMALL = 243 };

/* The i-th of all 3^5 tnums of five bits, at a place. */
static struct tnum small(unsigned int i, unsigned int place)
{
	struct tnum t = { 0 };

	for (unsigned int bit = 0; bit < SMALL; bit++, i /= 3) {
		if (i % 3 == 1)
			t.value |= (uint64_t)1 << (bit + place);
		if (i % 3 == 2)
			t.mask |= (uint64_t)1 << (bit + place);
	}
	return t;
}

/* The next member after v, as a number; false after the last. */
static bool next_member(struct tnum t, uint64_t *v)
{
	uint64_t unknown = ((*v & t.mask) - t.mask) & t.mask; /* counts through the unknown bits */

	*v = t.value | unknown;
	return unknown;
}

static uint64_t do_add(uint64_t x, uint64_t y)
{
	return x + y;
}
static uint64_t do_sub(uint64_t x, uint64_t y)
{
	return x - y;
}
static uint64_t do_mul(uint64_t x, uint64_t y)
{
	return x * y;
}
static uint64_t do_and(uint64_t x, uint64_t y)
{
	return x & y;
}
static uint64_t do_or(uint64_t x, uint64_t y)
{
	return x | y;
}
static uint64_t do_xor(uint64_t x, uint64_t y)
{
	return x ^ y;
}

static const struct {
	const char *name;
	struct tnum (*abstract)(struct tnum a, struct tnum b);
	uint64_t (*concrete)(uint64_t x, uint64_t y);
	bool exact; /* the least tnum that holds all results */
} ops[] = {
	{ "add", tnum_add, do_add, true }, { "sub", tnum_sub, do_sub, true }, { "mul", tnum_mul, do_mul, false },
	{ "and", tnum_and, do_and, true }, { "or", tnum_or, do_or, true },    { "xor", tnum_xor, do_xor, true },
};

static void check_pair(unsigned int op, struct tnum a, struct tnum b)
{
	struct tnum r = ops[op].abstract(a, b), least = { 0 };
	uint64_t x = a.value, y;
	bool first = true;

	do {
		y = b.value;
		do {
			uint64_t v = ops[op].concrete(x, y);

			if (!tnum_has(r, v))
				fail_msg("%s of (%lx; %lx) and (%lx; %lx) is (%lx; %lx), without %lx", ops[op].name,
					 a.value, a.mask, b.value, b.mask, r.value, r.mask, v);
			least = first ? tnum_const(v) : tnum_join(least, tnum_const(v));
			first = false;
		} while (next_member(b, &y));
	} while (next_member(a, &x));
	if (ops[op].exact && !tnum_equal(least, r))
		fail_msg("%s of (%lx; %lx) and (%lx; %lx) is (%lx; %lx), not (%lx; %lx)", ops[op].name, a.value, a.mask,
			 b.value, b.mask, r.value, r.mask, least.value, least.mask);
}

static void all_small_pairs(void **state)
{
	(void)state;
	for (unsigned int p = 0; p < NR_OF(places); p++)
		for (unsigned int op = 0; op < NR_OF(ops); op++)
			for (unsigned int i = 0; i < NR_SMALL; i += p ? 2 : 1)
				for (unsigned int j = 0; j < NR_SMALL; j += p ? 3 : 1)
					check_pair(op, small(i, places[p]), small(j, places[p]));
}

static void shifts_and_casts(void **state)
{
	(void)state;
	for (unsigned int p = 0; p < NR_OF(places); p++) {
		for (unsigned int i = 0; i < NR_SMALL; i++) {
			struct tnum t = small(i, places[p]);
			uint64_t x = t.value;

			do {
				for (unsigned int by = 0; by < 64; by++) {
					assert_true(tnum_has(tnum_lsh(t, by), x << by));
					assert_true(tnum_has(tnum_rsh(t, by), x >> by));
					assert_true(tnum_has(tnum_arsh(t, by), (uint64_t)((int64_t)x >> by)));
				}
				assert_true(tnum_has(tnum_neg(t), 0 - x));
				assert_true(tnum_has(tnum_cast(t, 8), (uint8_t)x));
				assert_true(tnum_has(tnum_cast(t, 32), (uint32_t)x));
				assert_true(tnum_has(tnum_cast(t, 64), x));
				assert_true(tnum_has(tnum_sign_extend(t, 8), (uint64_t)(int8_t)x));
				assert_true(tnum_has(tnum_sign_extend(t, 32), (uint64_t)(int32_t)x));
				assert_true(tnum_has(tnum_sign_extend(t, 64), x));
				assert_true(tnum_has(tnum_swap(t, 16), swap16((uint16_t)x)));
				assert_true(tnum_has(tnum_swap(t, 32), swap32((uint32_t)x)));
				assert_true(tnum_has(tnum_swap(t, 64), swap64(x)));
			} while (next_member(t, &x));
		}
	}
}

/* The members of small tnums next to each number near them, found by looking at all. */
static void ceil_and_floor(void **state)
{
	(void)state;
	for (unsigned int p = 0; p < NR_OF(places); p++) {
		for (unsigned int i = 0; i < NR_SMALL; i++) {
			struct tnum t = small(i, places[p]);

			for (unsigned int n = 0; n < 3 << SMALL; n++) {
				uint64_t v = ((uint64_t)n / 3 << places[p]) + n % 3 - 1, x = t.value, up = 0, down = 0,
					 got = 0;
				bool has_up = false, has_down = false;

				do {
					if (x >= v && (!has_up || x < up))
						up = x, has_up = true;
					if (x <= v && (!has_down || x > down))
						down = x, has_down = true;
				} while (next_member(t, &x));
				assert_int_equal(tnum_ceil(t, v, &got), has_up);
				assert_true(!has_up || got == up);
				assert_int_equal(tnum_floor(t, v, &got), has_down);
				assert_true(!has_down || got == down);
			}
		}
	}
}

static void sets(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < NR_SMALL; i++) {
		for (unsigned int j = 0; j < NR_SMALL; j++) {
			struct tnum a = small(i, 30), b = small(j, 30), both = { 0 };
			uint64_t x = a.value;
			bool inside = true, met = tnum_meet(a, b, &both), any = false;

			do {
				inside &= tnum_has(b, x);
				any |= tnum_has(b, x);
				assert_true(tnum_has(tnum_join(a, b), x));
				assert_int_equal(met && tnum_has(both, x), tnum_has(b, x));
			} while (next_member(a, &x));
			assert_int_equal(tnum_subset(a, b), inside);
			assert_int_equal(met, any);
			assert_int_equal(tnum_equal(a, b), i == j);
		}
	}
}

static void ranges(void **state)
{
	(void)state;
	for (uint64_t min = 0; min < 40; min++)
		for (uint64_t max = min; max < 40; max++)
			for (uint64_t v = min; v <= max; v++)
				assert_true(tnum_has(tnum_range(min + UINT32_MAX - 20, max + UINT32_MAX - 20),
						     v + UINT32_MAX - 20));
	assert_true(tnum_equal(tnum_range(0, UINT64_MAX), tnum_unknown()));
	assert_true(tnum_equal(tnum_range(8, 15), (struct tnum){ 8, 7 }));
	assert_true(tnum_equal(tnum_range(7, 8), (struct tnum){ 0, 15 }));
	assert_true(tnum_is_const(tnum_range(UINT64_MAX, UINT64_MAX)));
}

static void alignment(void **state)
{
	(void)state;
	assert_true(tnum_is_aligned((struct tnum){ 8, 0xf0 }, 8));
	assert_false(tnum_is_aligned((struct tnum){ 8, 0xf4 }, 8));
	assert_false(tnum_is_aligned((struct tnum){ 4, 0xf0 }, 8));
	assert_true(tnum_is_aligned(tnum_unknown(), 1));
	assert_true(tnum_is_aligned(tnum_mul(tnum_unknown(), tnum_const(12)), 4));
	assert_true(tnum_equal(tnum_splice(tnum_const(0x1122334455667788), tnum_const(0xaabbccddeeff0011)),
			       tnum_const(0x11223344eeff0011)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_small_pairs), cmocka_unit_test(shifts_and_casts),
		cmocka_unit_test(ceil_and_floor),  cmocka_unit_test(sets),
		cmocka_unit_test(ranges),	   cmocka_unit_test(alignment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
