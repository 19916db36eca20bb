/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * Hardened code: no number of the program stands in it, and it waits between a condition and what is read behind it. What it computes is
 * compared by jit_test and by the text cases.
 */
#include <kiln/kiln.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_INSNS = 64, NR_NUMBERS = 15 };

static struct kiln_host *host;
static struct kiln *k;

static struct kiln_prog *load(const char *text, enum kiln_engine engine)
{
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("raw"), .mem_len = 64, .engine = engine };
	static struct kiln_why why;
	struct kiln_insn code[MAX_INSNS];
	struct kiln_prog *p;
	uint32_t nr;

	assert_int_equal(kiln_asm(host, text, strlen(text), NULL, code, MAX_INSNS, &nr, &why), KILN_OK);
	if (kiln_load(k, &kiln_front_ebpf, code, nr * sizeof(code[0]), &opts, &p, &why))
		fail_msg("%s", why.what);
	return p;
}

static unsigned times(const struct kiln_prog *p, const void *bytes, size_t len)
{
	struct kiln_prog_info info;
	unsigned n = 0;

	kiln_prog_info(p, &info);
	assert_non_null(info.code);
	for (size_t i = 0; i + len <= info.code_len; i++)
		n += !memcmp(info.code + i, bytes, len);
	return n;
}

/* Each place that a number has. */
static const char *const numbers = "r0 = *(u64 *)(r1 + 0)\n"
				   "r3 = r0\n"
				   "r0 += 0x5a01b1c1\n"
				   "r0 ^= 0x5a02b1c1\n"
				   "w0 |= 0x5a03b1c1\n"
				   "r3 &= 0x5a04b1c1\n"
				   "r3 *= 0x5a05b1c1\n"
				   "w3 -= 0x5a06b1c1\n"
				   "r4 = 0x5a07b1c1\n"
				   "w5 = 0x5a08b1c1\n"
				   "r2 = 0x5a09b1c15a0ab1c1 ll\n"
				   "*(u32 *)(r1 + 8) = 0x5a0bb1c1\n"
				   "*(u64 *)(r1 + 16) = 0x5a0cb1c1\n"
				   "if r3 > 0x5a0db1c1 goto +1\n"
				   "if w0 == 0x5a0eb1c1 goto +0\n"
				   "r0 %= 0x5a0fb1c1\n"
				   "r0 += r2\n"
				   "r0 += r3\n"
				   "r0 += r4\n"
				   "r0 += r5\n"
				   "exit\n";

static unsigned numbers_seen(const struct kiln_prog *p)
{
	unsigned n = 0;

	for (uint32_t i = 1; i <= NR_NUMBERS; i++)
		n += times(p, &(uint32_t){ 0x5a00b1c1 | i << 16 }, 4) != 0;
	return n;
}

static void numbers_are_not_to_be_found(void **state)
{
	struct kiln_prog *plain = load(numbers, KILN_ENGINE_JIT), *hard = load(numbers, KILN_ENGINE_HARDENED),
			 *again = load(numbers, KILN_ENGINE_HARDENED);
	struct kiln_prog_info a, b;

	(void)state;
	/* A remainder is a multiplication by another number, and a jump to the next instruction is none. */
	assert_in_range(numbers_seen(plain), NR_NUMBERS - 3, NR_NUMBERS);
	assert_int_equal(numbers_seen(hard), 0);
	kiln_prog_info(hard, &a);
	kiln_prog_info(again, &b);
	assert_true(a.code_len != b.code_len || memcmp(a.code, b.code, a.code_len));
	kiln_prog_free(plain);
	kiln_prog_free(hard);
	kiln_prog_free(again);
}

static void reads_wait_for_conditions(void **state)
{
	static const uint8_t lfence[] = { 0x0f, 0xae, 0xe8 };
	static const struct {
		const char *text;
		unsigned waits;
	} rows[] = {
		{ "r0 = 0\nexit\n", 0 },
		/* one a block, however much is read in it */
		{ "r2 = *(u64 *)(r1 + 0)\nr0 = *(u64 *)(r1 + 8)\nr0 += r2\nexit\n", 1 },
		{ "r0 = 1\nr2 = *(u8 *)(r1 + 0)\nif r2 > 15 goto +2\nr1 += r2\nr0 = *(u8 *)(r1 + 0)\nexit\n", 2 },
		/* a store that might be overlooked */
		{ "*(u64 *)(r10 - 8) = r1\nr1 = *(u64 *)(r10 - 8)\nr0 = *(u8 *)(r1 + 0)\nexit\n", 1 },
		{ "r0 = *(u8 *)(r1 + 0)\n*(u64 *)(r10 - 8) = r1\nr1 = *(u64 *)(r10 - 8)\nr2 = *(u8 *)(r1 + 0)\nr0 += r2\nexit\n",
		  2 },
		/* and what a called function has decided */
		{ "r6 = r1\ncall f\nr0 = *(u8 *)(r6 + 0)\nexit\nf:\nr0 = 0\nexit\n", 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct kiln_prog *hard = load(rows[i].text, KILN_ENGINE_HARDENED),
				 *plain = load(rows[i].text, KILN_ENGINE_JIT);

		if (times(hard, lfence, sizeof(lfence)) != rows[i].waits)
			print_message("%s", rows[i].text);
		assert_int_equal(times(hard, lfence, sizeof(lfence)), rows[i].waits);
		assert_int_equal(times(plain, lfence, sizeof(lfence)), 0);
		kiln_prog_free(hard);
		kiln_prog_free(plain);
	}
}

/* Without secrets, or without native code, nothing is run instead. */
static void nothing_less_is_run_instead(void **state)
{
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("raw"), .engine = KILN_ENGINE_HARDENED };
	struct kiln_insn code[] = { { .code = 0xb7 }, { .code = 0x95 } };
	struct kiln_host poor = *host;
	struct kiln_prog *p;
	struct kiln *other;

	(void)state;
	poor.secret = NULL;
	assert_int_equal(kiln_new(&poor, &other), KILN_OK);
	assert_int_equal(kiln_load(other, &kiln_front_ebpf, code, sizeof(code), &opts, &p, NULL), KILN_ERR_UNSUPPORTED);
	kiln_free(other);
	poor.secret = host->secret;
	poor.code_new = NULL;
	poor.code_seal = NULL;
	poor.code_free = NULL;
	assert_int_equal(kiln_new(&poor, &other), KILN_OK);
	assert_int_equal(kiln_load(other, &kiln_front_ebpf, code, sizeof(code), &opts, &p, NULL), KILN_ERR_UNSUPPORTED);
	kiln_free(other);
}

static void addresses_are_kept(void **state)
{
	struct kiln_load_opts opts = { .kind = kiln_kind_by_name("xdp") };
	struct kiln_insn code[] = { { .code = 0xbf, .src = 1 }, { .code = 0x95 } }; /* r0 = r1; exit */
	struct kiln_prog *p;

	(void)state;
	assert_int_equal(kiln_load(k, &kiln_front_ebpf, code, sizeof(code), &opts, &p, NULL), KILN_OK);
	kiln_prog_free(p);
	opts.no_leak = true;
	assert_int_equal(kiln_load(k, &kiln_front_ebpf, code, sizeof(code), &opts, &p, NULL), KILN_ERR_UNSAFE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_not_to_be_found),
		cmocka_unit_test(reads_wait_for_conditions),
		cmocka_unit_test(nothing_less_is_run_instead),
		cmocka_unit_test(addresses_are_kept),
	};
	int failed;

	if (kiln_posix_host_new(NULL, &host) || kiln_new(host, &k))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	kiln_free(k);
	kiln_posix_host_free(host);
	return failed;
}
