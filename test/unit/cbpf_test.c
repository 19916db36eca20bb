/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_test.c - classic programs: what each of the three machines takes, what it refuses and why, what comes out.
 *
 * Random programs are compared with libpcap and the kernel by test/kernel/cbpf_diff.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <kiln/cbpf.h>

#include "base/bits.h"
#include "base/reason.h"

static struct kiln_host *host;
static struct kiln *vm;
static struct kiln_env env;

static int setup(void **state)
{
	(void)state;
	return kiln_posix_host_new(&(struct kiln_posix_opts){ 0 }, &host) || kiln_new(host, &vm);
}

static int teardown(void **state)
{
	uint64_t alive, total;

	(void)state;
	kiln_free(vm);
	kiln_posix_counts(host, &alive, &total);
	kiln_posix_host_free(host);
	return alive != 0;
}

static enum kiln_err load(const struct kiln_front *front, const struct kiln_cbpf_insn *insns, size_t nr,
			  struct kiln_prog **out, struct kiln_why *why)
{
	const struct kiln_load_opts opts = { .kind = front == &kiln_front_seccomp ? kiln_kind_by_name("seccomp")
										  : &kiln_kind_cbpf };

	return kiln_load(vm, front, insns, nr * sizeof(*insns), &opts, out, why);
}

static void refuse_test(void **state)
{
	static const struct {
		const struct kiln_front *front;
		uint16_t reason;
		uint32_t at;
		struct kiln_cbpf_insn insn[3];
	} rows[] = {
		{ &kiln_front_filter,
		  KILN_REASON_OPCODE,
		  0,
		  { { 0x99, 0, 0, 0 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_seccomp,
		  KILN_REASON_OPCODE,
		  1,
		  { { 0x00, 0, 0, 5 }, { 0x94, 0, 0, 3 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_seccomp,
		  KILN_REASON_OPCODE,
		  0,
		  { { 0x30, 0, 0, 0 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_filter,
		  KILN_REASON_JUMP,
		  0,
		  { { 0x15, 2, 0, 0 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_filter,
		  KILN_REASON_JUMP,
		  1,
		  { { 0x00, 0, 0, 0 }, { 0x05, 0, 0, 0xfffffffe }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_pcap,
		  KILN_REASON_JUMP,
		  1,
		  { { 0x00, 0, 0, 0 }, { 0x05, 0, 0, 0xfffffffd }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_filter,
		  KILN_REASON_FALL_OFF,
		  2,
		  { { 0x00, 0, 0, 0 }, { 0x06, 0, 0, 0 }, { 0x00, 0, 0, 0 } } },
		{ &kiln_front_filter,
		  KILN_REASON_CLASSIC,
		  0,
		  { { 0x60, 0, 0, 1 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_pcap,
		  KILN_REASON_CLASSIC,
		  0,
		  { { 0x02, 0, 0, 16 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_filter,
		  KILN_REASON_CLASSIC,
		  1,
		  { { 0x00, 0, 0, 1 }, { 0x34, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_filter,
		  KILN_REASON_CLASSIC,
		  1,
		  { { 0x00, 0, 0, 1 }, { 0x64, 0, 0, 32 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_filter,
		  KILN_REASON_CLASSIC,
		  0,
		  { { 0x20, 0, 0, 0xfffff041 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_seccomp,
		  KILN_REASON_CLASSIC,
		  0,
		  { { 0x20, 0, 0, 64 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
		{ &kiln_front_seccomp,
		  KILN_REASON_CLASSIC,
		  0,
		  { { 0x20, 0, 0, 2 }, { 0x06, 0, 0, 0 }, { 0x06, 0, 0, 0 } } },
	};
	struct kiln_prog *p;
	struct kiln_why why;

	(void)state;
	for (size_t i = 0; i < NR_OF(rows); i++) {
		assert_int_equal(load(rows[i].front, rows[i].insn, 3, &p, &why), KILN_ERR_INVAL);
		assert_null(p);
		assert_int_equal(why.reason, rows[i].reason);
		assert_int_equal(why.insn, rows[i].at);
		assert_true(why.what[0] && why.missing[0] && why.remedy[0] && why.insn_text[0]);
	}
	assert_int_equal(load(&kiln_front_pcap, rows[0].insn, 0, &p, &why), KILN_ERR_FORMAT);
}

struct seccomp_data {
	int32_t nr;
	uint32_t arch;
	uint64_t ip, args[6];
};

static void seccomp_test(void **state)
{
	static const struct kiln_cbpf_insn insns[] = {
		{ 0x20, 0, 0, 4 },   { 0x15, 1, 0, 0xc000003e }, { 0x06, 0, 0, 0x80000000 }, { 0x20, 0, 0, 0 },
		{ 0x15, 0, 3, 257 }, { 0x20, 0, 0, 28 },	 { 0x15, 0, 1, 7 },	     { 0x06, 0, 0, 0x50001 },
		{ 0x80, 0, 0, 0 },   { 0x15, 0, 1, 64 },	 { 0x06, 0, 0, 0x7fff0000 }, { 0x06, 0, 0, 0 },
	};
	struct seccomp_data data = { .nr = 257, .arch = 0xc000003e, .args = { 0, 7ull << 32 } };
	struct kiln_prog *p;

	(void)state;
	assert_int_equal(load(&kiln_front_seccomp, insns, NR_OF(insns), &p, NULL), KILN_OK);
	kiln_enter(vm, &env);
	assert_int_equal((uint32_t)kiln_run(p, &data, &env), 0x50001);
	data.args[1] = 7;
	assert_int_equal((uint32_t)kiln_run(p, &data, &env), 0x7fff0000);
	data.arch = 3;
	assert_int_equal((uint32_t)kiln_run(p, &data, &env), 0x80000000);
	kiln_leave(vm, &env);
	kiln_prog_free(p);
}

/* So many instructions that jumps do not reach with 16 bits: each load checks for itself and may call a helper. */
static void far_test(void **state)
{
	struct kiln_cbpf_insn insns[KILN_CBPF_MAX];
	uint8_t packet[64] = { 1 };
	struct kiln_packet pkt = { 0 };
	struct kiln_prog *p;
	uint32_t nr = 0;

	(void)state;
	insns[nr++] = (struct kiln_cbpf_insn){ 0x20, 0, 0, 0 };
	insns[nr++] = (struct kiln_cbpf_insn){ 0x15, 0, 1, 0x01000000 };
	insns[nr++] = (struct kiln_cbpf_insn){ 0x05, 0, 0, KILN_CBPF_MAX - 4 };
	while (nr < KILN_CBPF_MAX - 2) {
		insns[nr++] = (struct kiln_cbpf_insn){ 0x07, 0, 0, 0 };
		insns[nr++] = (struct kiln_cbpf_insn){ 0x40, 0, 0, 4 };
	}
	insns[KILN_CBPF_MAX - 2] = (struct kiln_cbpf_insn){ 0x06, 0, 0, 5 };
	insns[KILN_CBPF_MAX - 1] = (struct kiln_cbpf_insn){ 0x06, 0, 0, 9 };
	for (int engine = KILN_ENGINE_BEST; engine <= KILN_ENGINE_INTERP; engine++) {
		assert_int_equal(kiln_cbpf_load(vm, insns, KILN_CBPF_MAX, (enum kiln_engine)engine, &p, NULL), KILN_OK);
		kiln_enter(vm, &env);
		packet[0] = 1;
		assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 64, 64), 9);
		packet[0] = 0;
		assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 64, 64), 5);
		assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 64, 7), 0);
		kiln_leave(vm, &env);
		kiln_prog_free(p);
	}
}

/* A packet of more than 64 KB: what is behind is read too. */
static void long_test(void **state)
{
	static const struct kiln_cbpf_insn insns[] = { { 0x20, 0, 0, 70000 }, { 0x07, 0, 0, 0 }, { 0x50, 0, 0, 4 },
						       { 0xb1, 0, 0, 80000 }, { 0x0c, 0, 0, 0 }, { 0x16, 0, 0, 0 } };
	static uint8_t packet[90000];
	struct kiln_packet pkt = { 0 };
	struct kiln_prog *p;

	(void)state;
	packet[70002] = 1; /* 256 */
	packet[260] = 7;
	packet[80000] = 0x45;
	assert_int_equal(kiln_cbpf_load(vm, insns, NR_OF(insns), KILN_ENGINE_BEST, &p, NULL), KILN_OK);
	kiln_enter(vm, &env);
	assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 90000, 90000), 27);
	assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 90000, 80000), 0);
	kiln_leave(vm, &env);
	kiln_prog_free(p);
}

/* Code that takes a packet's two ends: there where nothing else is read, and it says what kiln_run() says, scratch words or not. */
static void packet_test(void **state)
{
	static const struct kiln_cbpf_insn plain[] = { { 0x28, 0, 0, 12 },    { 0x02, 0, 0, 3 }, { 0x30, 0, 0, 2 },
						       { 0x07, 0, 0, 0 },     { 0x60, 0, 0, 3 }, { 0x1d, 0, 1, 0 },
						       { 0x06, 0, 0, 70000 }, { 0x06, 0, 0, 3 } };
	static const struct kiln_cbpf_insn only = { 0x06, 0, 0, 5 };
	static const struct kiln_cbpf_insn length[] = { { 0x80, 0, 0, 0 }, { 0x16, 0, 0, 0 } };
	static uint8_t packet[70000];
	struct kiln_packet pkt = { 0 };
	struct kiln_prog_info info;
	struct kiln_prog *p;

	(void)state;
	assert_int_equal(kiln_cbpf_load(vm, plain, NR_OF(plain), KILN_ENGINE_BEST, &p, NULL), KILN_OK);
	kiln_prog_info(p, &info);
	assert_int_equal(!info.code_len, !((const struct kiln_entry *)(void *)p)->packet);
	kiln_enter(vm, &env);
	for (uint32_t len = 0; len < 20; len++) {
		uint32_t answer;

		packet[2] = (uint8_t)(len & 1);
		answer = kiln_cbpf_filter(p, &env, &pkt, packet, len, len);
		assert_int_equal(answer, len < 14 ? 0 : len & 1 ? 3 : 70000);
		pkt.data = packet;
		pkt.data_end = packet + len;
		assert_int_equal((uint32_t)kiln_run(p, &pkt, &env), answer);
	}
	assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 70000, 70000), 3);
	kiln_leave(vm, &env);
	kiln_prog_free(p);
	assert_int_equal(kiln_cbpf_load(vm, plain, NR_OF(plain), KILN_ENGINE_INTERP, &p, NULL), KILN_OK);
	assert_null(((const struct kiln_entry *)(void *)p)->packet);
	kiln_prog_free(p);
	assert_int_equal(kiln_cbpf_load(vm, &only, 1, KILN_ENGINE_BEST, &p, NULL), KILN_OK);
	kiln_enter(vm, &env);
	assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 0, 0), 5);
	kiln_leave(vm, &env);
	kiln_prog_free(p);
	assert_int_equal(kiln_cbpf_load(vm, length, NR_OF(length), KILN_ENGINE_BEST, &p, NULL), KILN_OK);
	assert_null(((const struct kiln_entry *)(void *)p)->packet);
	kiln_enter(vm, &env);
	assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 77, 20), 77);
	kiln_leave(vm, &env);
	kiln_prog_free(p);
}

/* Walks a list of lengths, as protochain does; and a loop that does not end by itself. */
static void loop_test(void **state)
{
	static const struct kiln_cbpf_insn walk[] = { { 0x01, 0, 0, 0 },    { 0x50, 0, 0, 0 },
						      { 0x15, 3, 0, 0xff }, { 0x0c, 0, 0, 0 },
						      { 0x07, 0, 0, 0 },    { 0x05, 0, 0, (uint32_t)-5 },
						      { 0x87, 0, 0, 0 },    { 0x16, 0, 0, 0 } };
	static const struct kiln_cbpf_insn endless[] = {
		{ 0x00, 0, 0, 1 }, { 0x15, 0, 1, 1 }, { 0x05, 0, 0, (uint32_t)-2 }, { 0x06, 0, 0, 1 }
	};
	static const uint8_t packet[] = { 3, 0, 0, 2, 0, 4, 0, 0, 0, 0xff };
	struct kiln_packet pkt = { 0 };
	struct kiln_prog *p;

	(void)state;
	for (int engine = KILN_ENGINE_BEST; engine <= KILN_ENGINE_INTERP; engine++) {
		struct kiln_why why = { 0 };
		enum kiln_err err = kiln_cbpf_load(vm, walk, NR_OF(walk), (enum kiln_engine)engine, &p, &why);

		if (err)
			print_message("%s (%s; %s)\n", why.what, why.missing, why.insn_text);
		assert_int_equal(err, KILN_OK);
		kiln_enter(vm, &env);
		assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 10, 10), 9);
		assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 10, 9), 0);
		kiln_leave(vm, &env);
		kiln_prog_free(p);
		assert_int_equal(kiln_cbpf_load(vm, endless, NR_OF(endless), (enum kiln_engine)engine, &p, NULL),
				 KILN_OK);
		kiln_enter(vm, &env);
		assert_int_equal(kiln_cbpf_filter(p, &env, &pkt, packet, 10, 10), 0);
		kiln_leave(vm, &env);
		kiln_prog_free(p);
	}
}

/* Without memory, at any allocation: nothing is kept. */
static void oom_test(void **state)
{
	static const struct kiln_cbpf_insn insns[] = {
		{ 0x28, 0, 0, 12 }, { 0x15, 0, 1, 0x800 }, { 0x06, 0, 0, 1 }, { 0x06, 0, 0, 0 }
	};
	struct kiln_prog *p = NULL;
	uint64_t before, after, total;

	(void)state;
	kiln_posix_counts(host, &before, &total);
	for (uint64_t n = 1; !p; n++) {
		enum kiln_err err;

		kiln_posix_counts(host, &after, &total);
		kiln_posix_fail_alloc_at(host, total + n);
		err = kiln_cbpf_load(vm, insns, NR_OF(insns), KILN_ENGINE_BEST, &p, NULL);
		kiln_posix_fail_alloc_at(host, 0);
		assert_true(err == KILN_OK || err == KILN_ERR_NOMEM);
		kiln_posix_counts(host, &after, &total);
		assert_true(p || before == after);
	}
	kiln_prog_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuse_test), cmocka_unit_test(seccomp_test), cmocka_unit_test(far_test),
		cmocka_unit_test(long_test),   cmocka_unit_test(packet_test),  cmocka_unit_test(loop_test),
		cmocka_unit_test(oom_test),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
