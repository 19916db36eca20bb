/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * range_small.h - tnum.c and range*.c compiled for numbers of TNUM_BITS bits, few enough to try every member of a range.
 *
 * The files that include this set TNUM_BITS and TNUM_HALF_BITS. clang's _BitInt is a number of exactly that many bits, which is
 * not promoted to int. A range's members are a set of at most 256 bits; an operation is right where its result holds the result
 * for each pair of members. test/stages/12-mutants.sh puts sources with mistakes in the place of these.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <kiln/port.h>
#include "base/bits.h"
#include "base/text.h"

enum { BITS = TNUM_BITS, HALF_BITS = TNUM_HALF_BITS, NR = 1 << BITS, HALF_NR = 1 << HALF_BITS, NR_WORDS = NR / 64 + 1 };
typedef unsigned _BitInt(TNUM_BITS) small_uint64;
typedef signed _BitInt(TNUM_BITS) small_int64;
typedef unsigned _BitInt(TNUM_HALF_BITS) small_uint32;
typedef signed _BitInt(TNUM_HALF_BITS) small_int32;
typedef uint64_t word;

#define uint64_t small_uint64
#define int64_t	 small_int64
#define uint32_t small_uint32
#define int32_t	 small_int32
#include "verify/tnum.h"
#include "verify/range.h"

#include "verify/tnum.c"
#include "verify/range.c"
#include "verify/range_alu.c"
#include "verify/range_cond.c"

/* -- sets of numbers ------------------------------------------------------------------------------------------------- */

struct set {
	word w[NR_WORDS];
};

static bool set_has(const struct set *s, unsigned int v)
{
	return s->w[v / 64] >> (v % 64) & 1;
}

static void set_add(struct set *s, unsigned int v)
{
	s->w[v / 64] |= (word)1 << (v % 64);
}

static bool set_empty(const struct set *s)
{
	word all = 0;

	for (int i = 0; i < NR_WORDS; i++)
		all |= s->w[i];
	return !all;
}

static unsigned int set_size(const struct set *s)
{
	unsigned int n = 0;

	for (int i = 0; i < NR_WORDS; i++)
		n += (unsigned int)__builtin_popcountll(s->w[i]);
	return n;
}

/* What a range means, told without any of its own functions. */
static bool means(const struct range *r, unsigned int v)
{
	int sv = v >= NR / 2 ? (int)v - NR : (int)v;
	int low = (int)v % HALF_NR, slow = low >= HALF_NR / 2 ? low - HALF_NR : low;

	return (v & ~(unsigned int)r->t.mask & (NR - 1)) == (unsigned int)r->t.value && v >= (unsigned int)r->umin &&
	       v <= (unsigned int)r->umax && sv >= (int)r->smin && sv <= (int)r->smax && low >= (int)r->u32min &&
	       low <= (int)r->u32max && slow >= (int)r->s32min && slow <= (int)r->s32max;
}

static struct set members(const struct range *r)
{
	struct set s = { { 0 } };

	for (unsigned int v = 0; v < NR; v++)
		if (means(r, v))
			set_add(&s, v);
	return s;
}

static const char *say(struct range r)
{
	static char buf[4][256];
	static int at;
	struct text t = text_of(buf[at = (at + 1) % 4], 256);

	text_char(&t, '{');
	range_text(&t, r);
	text_char(&t, '}');
	return buf[at];
}

/* -- all ranges, or many --------------------------------------------------------------------------------------------- */

enum { MAX_POOL = 4096 };
static struct range pool[MAX_POOL];
static struct set pool_set[MAX_POOL];
static unsigned int nr_pool;
static word seed = 88172645463325252u;

static unsigned int rnd(unsigned int below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned int)(seed >> 20) % below;
}

static void swap_if_more(int *a, int *b)
{
	int x = *a;

	if (*a > *b) {
		*a = *b;
		*b = x;
	}
}

/* Views at random, not yet synced; each is without limits now and then. */
static struct range raw_range(void)
{
	struct range r = range_unknown();
	int a = (int)rnd(NR), b = (int)rnd(NR), c = (int)rnd(NR) - NR / 2, d = (int)rnd(NR) - NR / 2;
	int e = (int)rnd(HALF_NR), f = (int)rnd(HALF_NR), g = (int)rnd(HALF_NR) - HALF_NR / 2,
	    h = (int)rnd(HALF_NR) - HALF_NR / 2;

	swap_if_more(&a, &b);
	swap_if_more(&c, &d);
	swap_if_more(&e, &f);
	swap_if_more(&g, &h);
	if (rnd(2))
		r.umin = (small_uint64)a, r.umax = (small_uint64)b;
	if (rnd(2))
		r.smin = (small_int64)c, r.smax = (small_int64)d;
	if (!rnd(4))
		r.u32min = (small_uint32)e, r.u32max = (small_uint32)f;
	if (!rnd(4))
		r.s32min = (small_int32)g, r.s32max = (small_int32)h;
	if (rnd(2)) {
		r.t.mask = (small_uint64)rnd(NR);
		r.t.value = (small_uint64)rnd(NR) & ~r.t.mask;
	}
	return r;
}

/* Fills the pool with ranges of different members. */
static int make_pool(void **state)
{
	(void)state;
	for (unsigned int tries = 0; nr_pool < MAX_POOL && tries < 400000; tries++) {
		struct range r = tries < NR ? range_const((small_uint64)tries) : raw_range();
		struct set s;
		unsigned int i = 0;

		if (!range_sync(&r))
			continue;
		s = members(&r);
		if (BITS <= 4)
			while (i < nr_pool && memcmp(&pool_set[i], &s, sizeof(s)))
				i++;
		else
			i = nr_pool;
		if (i < nr_pool)
			continue;
		pool[nr_pool] = r;
		pool_set[nr_pool++] = s;
	}
	return 0;
}

static unsigned int pick(void)
{
	return rnd(nr_pool);
}

/* -- tests ----------------------------------------------------------------------------------------------------------- */

/* Nothing is lost, and what is found empty is. */
static void sync_keeps_members(void **state)
{
	(void)state;
	for (int i = 0; i < 200000; i++) {
		struct range was = raw_range(), r = was;
		struct set before = members(&was), after;

		if (!range_sync(&r)) {
			if (!set_empty(&before))
				fail_msg("%s was called empty", say(was));
			continue;
		}
		after = members(&r);
		if (memcmp(&before, &after, sizeof(before)))
			fail_msg("%s became %s", say(was), say(r));
		was = r;
		if (!range_sync(&r) || !range_equal(r, was))
			fail_msg("%s was not synced", say(was));
	}
}

/* The bounds of a synced range are members of it. Not proven for all: these are those of the pool. */
static void sync_is_tight(void **state)
{
	unsigned int tight = 0, all = 0;

	(void)state;
	for (unsigned int i = 0; i < nr_pool; i++, all++) {
		struct set *s = &pool_set[i];

		tight += set_has(s, (unsigned int)pool[i].umin) && set_has(s, (unsigned int)pool[i].umax) &&
			 set_has(s, (unsigned int)(small_uint64)pool[i].smin) &&
			 set_has(s, (unsigned int)(small_uint64)pool[i].smax);
	}
	print_message("tight: %u of %u\n", tight, all);
	assert_int_equal(tight, all);
}

static int sx(unsigned int v, int width)
{
	int nr = 1 << width;

	v &= (unsigned int)nr - 1;
	return v >= (unsigned int)nr / 2 ? (int)v - nr : (int)v;
}

/* What the instruction set says, in plain int arithmetic. */
static unsigned int concrete(enum range_op op, int width, unsigned int d, unsigned int s)
{
	unsigned int top = (1u << width) - 1, by = s & ((unsigned int)width - 1);
	int sd = sx(d, width), ss = sx(s, width);

	d &= top;
	s &= top;
	switch (op) {
	case RANGE_ADD:
		return (d + s) & top;
	case RANGE_SUB:
		return (d - s) & top;
	case RANGE_MUL:
		return (d * s) & top;
	case RANGE_DIV:
		return s ? d / s : 0;
	case RANGE_MOD:
		return s ? d % s : d;
	case RANGE_SDIV:
		return ss ? (unsigned int)(sd / ss) & top : 0;
	case RANGE_SMOD:
		return ss ? (unsigned int)(sd % ss) & top : d;
	case RANGE_AND:
		return d & s;
	case RANGE_OR:
		return d | s;
	case RANGE_XOR:
		return d ^ s;
	case RANGE_LSH:
		return (d << by) & top;
	case RANGE_RSH:
		return d >> by;
	case RANGE_ARSH:
		return (unsigned int)(sd >> by) & top;
	case RANGE_NEG:
		return (0 - d) & top;
	case RANGE_MOV:
		return s;
	default:
		return 0;
	}
}

static const char *const op_names[] = { "add", "sub", "mul", "div", "mod",  "sdiv", "smod", "and",
					"or",  "xor", "lsh", "rsh", "arsh", "neg",  "mov" };

static void check_alu(enum range_op op, int width, unsigned int i, unsigned int j, unsigned int sizes[2])
{
	struct range r = range_alu(op, (unsigned int)width, pool[i], pool[j]);
	struct set out = members(&r), exact = { { 0 } };

	for (unsigned int x = 0; x < NR; x++) {
		for (unsigned int y = 0; y < NR; y++) {
			unsigned int v;

			if (!set_has(&pool_set[i], x) || !set_has(&pool_set[j], y))
				continue;
			v = concrete(op, width, x, y);
			if (!set_has(&out, v))
				fail_msg("%s%d: %s, %s gives %s, without %u op %u = %u", op_names[op], width,
					 say(pool[i]), say(pool[j]), say(r), x, y, v);
			set_add(&exact, v);
		}
	}
	sizes[0] += set_size(&exact);
	sizes[1] += set_size(&out);
	if (range_is_const(pool[i]) && range_is_const(pool[j]) && !range_is_const(r))
		fail_msg("%s%d: %s, %s gives %s", op_names[op], width, say(pool[i]), say(pool[j]), say(r));
}

static void alu_holds_all_results(void **state)
{
	(void)state;
	for (enum range_op op = RANGE_ADD; op <= RANGE_MOV; op++) {
		for (int width = HALF_BITS; width <= BITS; width += BITS - HALF_BITS) {
			unsigned int sizes[2] = { 0 };

			for (unsigned int i = 0; i < (BITS <= 4 ? NR * NR : 0);
			     i++) /* the pool begins with the numbers */
				check_alu(op, width, i / NR, i % NR, sizes);
			for (int i = 0; i < (BITS <= 4 ? 60000 : 600); i++)
				check_alu(op, width, pick(), pick(), sizes);
			print_message("%s%d: %u numbers where %u are exact\n", op_names[op], width, sizes[1], sizes[0]);
		}
	}
}

static bool concrete_cond(enum range_cond cond, int width, unsigned int a, unsigned int b)
{
	int sa = sx(a, width), sb = sx(b, width);

	a &= (1u << width) - 1;
	b &= (1u << width) - 1;
	switch (cond) {
	case RANGE_EQ:
		return a == b;
	case RANGE_NE:
		return a != b;
	case RANGE_GT:
		return a > b;
	case RANGE_LE:
		return a <= b;
	case RANGE_GE:
		return a >= b;
	case RANGE_LT:
		return a < b;
	case RANGE_SGT:
		return sa > sb;
	case RANGE_SLE:
		return sa <= sb;
	case RANGE_SGE:
		return sa >= sb;
	case RANGE_SLT:
		return sa < sb;
	case RANGE_SET:
		return (a & b) != 0;
	case RANGE_CLEAR:
		return !(a & b);
	default:
		return false;
	}
}

static const char *const cond_names[] = { "==", "!=", ">", "<=", ">=", "<", "s>", "s<=", "s>=", "s<", "&", "!&" };

static void check_cond(enum range_cond cond, int width, unsigned int i, unsigned int j)
{
	struct range a = pool[i], b = pool[j];
	enum range_truth truth = range_decide(cond, (unsigned int)width, a, b);
	bool may = range_narrow(cond, (unsigned int)width, &a, &b);
	struct set as = members(&a), bs = members(&b);

	for (unsigned int x = 0; x < NR; x++) {
		for (unsigned int y = 0; y < NR; y++) {
			bool holds;

			if (!set_has(&pool_set[i], x) || !set_has(&pool_set[j], y))
				continue;
			holds = concrete_cond(cond, width, x, y);
			if (truth != RANGE_MAYBE && holds != (truth == RANGE_ALWAYS))
				fail_msg("%s %s%d %s decided %d, but %u, %u", say(pool[i]), cond_names[cond], width,
					 say(pool[j]), (int)truth, x, y);
			if (holds && (!may || !set_has(&as, x) || !set_has(&bs, y)))
				fail_msg("%s %s%d %s narrowed to %s, %s without %u, %u", say(pool[i]), cond_names[cond],
					 width, say(pool[j]), say(a), say(b), x, y);
		}
	}
	if (truth == RANGE_NEVER && may)
		fail_msg("%s %s%d %s is never, but can be narrowed", say(pool[i]), cond_names[cond], width,
			 say(pool[j]));
	if (!range_subset(a, pool[i]) || !range_subset(b, pool[j]))
		fail_msg("%s %s%d %s grew to %s, %s", say(pool[i]), cond_names[cond], width, say(pool[j]), say(a),
			 say(b));
}

static void conditions_keep_what_holds(void **state)
{
	(void)state;
	for (enum range_cond cond = 0; cond < RANGE_NR_CONDS; cond++)
		for (int width = HALF_BITS; width <= BITS; width += BITS - HALF_BITS)
			for (int i = 0; i < (BITS <= 4 ? 60000 : 600); i++)
				check_cond(cond, width, pick(), pick());
}

static void sets_join_meet_and_contain(void **state)
{
	(void)state;
	for (int n = 0; n < (BITS <= 4 ? 200000 : 20000); n++) {
		unsigned int i = pick(), j = pick();
		struct range join = range_join(pool[i], pool[j]), wide = range_widen(pool[i], pool[j]), both;
		bool met = range_meet(pool[i], pool[j], &both), inside = true;

		for (unsigned int v = 0; v < NR; v++) {
			bool a = set_has(&pool_set[i], v), b = set_has(&pool_set[j], v);

			inside &= !a || b;
			if ((a || b) && (!means(&join, v) || !means(&wide, v)))
				fail_msg("%s and %s give %s, %s without %u", say(pool[i]), say(pool[j]), say(join),
					 say(wide), v);
			if (a && b && (!met || !means(&both, v)))
				fail_msg("%s and %s do not share %u", say(pool[i]), say(pool[j]), v);
		}
		if (range_subset(pool[i], pool[j]) && !inside)
			fail_msg("%s is not in %s", say(pool[i]), say(pool[j]));
		if (!range_subset(pool[i], join) || !range_subset(pool[j], join))
			fail_msg("%s, %s are not in %s", say(pool[i]), say(pool[j]), say(join));
	}
}

static void casts_keep_low_bits(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < nr_pool; i++) {
		for (int bits = 1; bits <= BITS; bits++) {
			struct range zero = range_cast(pool[i], (unsigned int)bits, false);
			struct range sign = range_cast(pool[i], (unsigned int)bits, true);

			for (unsigned int v = 0; v < NR; v++) {
				if (!set_has(&pool_set[i], v))
					continue;
				if (!means(&zero, v & ((1u << bits) - 1)) ||
				    !means(&sign, (unsigned int)sx(v, bits) & (NR - 1)))
					fail_msg("%s cast to %d gives %s, %s without %u's", say(pool[i]), bits,
						 say(zero), say(sign), v);
			}
		}
	}
}

static void widening_ends(void **state)
{
	unsigned int most = 0;

	(void)state;
	for (int n = 0; n < 20000; n++) {
		struct range r = pool[pick()];
		unsigned int steps = 0;

		for (int quiet = 0; quiet < 30; quiet++) {
			struct range was = r;

			r = range_widen(r, pool[pick()]);
			if (!range_equal(r, was))
				steps++;
		}
		most = steps > most ? steps : most;
	}
	print_message("at most %u steps\n", most);
	assert_true(most <= 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sync_keeps_members),
		cmocka_unit_test(sync_is_tight),
		cmocka_unit_test(alu_holds_all_results),
		cmocka_unit_test(conditions_keep_what_holds),
		cmocka_unit_test(sets_join_meet_and_contain),
		cmocka_unit_test(casts_keep_low_bits),
		cmocka_unit_test(widening_ends),
	};

	return cmocka_run_group_tests(tests, make_pool, NULL);
}
