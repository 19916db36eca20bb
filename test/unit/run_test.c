/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * run_test.c - the interpreter on operations made by hand: frames, calls, callbacks, tail calls, faults.
 *
 * What each row of insn.tbl computes is tried by test/case/insn.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rt/map.h"
#include "run/frame.h"
#include "run/run.h"

static const struct kiln_kind kind = { .name = "test", .fault_verdict = -77 };

static struct kiln_env env;

static void fresh(void)
{
	memset(&env, 0, sizeof(env));
	memset(env.stack, 0x5a, sizeof(env.stack));
}

/* Every run leaves the event as it found it. */
static void assert_clean(void)
{
	assert_null(env.interp);
	assert_int_equal(env.stack_used, 0);
}

static struct kiln_prog prog_of(struct prog_op *ops, struct prog_sub *subs, uint32_t nr_subs)
{
	return (struct kiln_prog){
		.kind = &kind, .ops = ops, .subs = subs, .nr_subs = nr_subs, .entry = { interp_run }
	};
}

static uint64_t run(struct prog_op *ops, uint32_t depth, void *ctx)
{
	struct prog_sub sub = { .stack_depth = depth };
	struct kiln_prog p = prog_of(ops, &sub, 1);
	uint64_t result;

	fresh();
	result = kiln_run(&p, ctx, &env);
	assert_clean();
	return result;
}

static void loop_sums(void **state)
{
	struct prog_op ops[] = {
		{ .op = OP_MOV64_IMM, .dst = 0, .imm = 0 },	      { .op = OP_MOV64_IMM, .dst = 1, .imm = 100 },
		{ .op = OP_ADD64_REG, .dst = 0, .src = 1 },	      { .op = OP_ADD64_IMM, .dst = 1, .imm = -1 },
		{ .op = OP_JNE64_IMM, .dst = 1, .imm = 0, .off = 2 }, { .op = OP_EXIT },
	};

	(void)state;
	assert_int_equal(run(ops, 0, NULL), 5050);
}

static void stack_holds(void **state)
{
	struct prog_op ops[] = {
		{ .op = OP_ST64, .dst = 10, .off = -512, .imm = -2 },
		{ .op = OP_STX32, .dst = 10, .src = 1, .off = -4 },
		{ .op = OP_LDX64, .dst = 0, .src = 10, .off = -512 },
		{ .op = OP_LDSX32, .dst = 1, .src = 10, .off = -4 },
		{ .op = OP_ADD64_REG, .dst = 0, .src = 1 },
		{ .op = OP_EXIT },
	};

	(void)state;
	assert_true(run(ops, 512, (void *)(uintptr_t)0x80000000u) == (uint64_t)-2 + 0xffffffff80000000u);
}

static void trap_ends_with_the_fault_verdict(void **state)
{
	struct prog_op ops[] = { { .op = OP_TRAP } };

	(void)state;
	assert_true(run(ops, 0, NULL) == (uint64_t)-77);
}

/* f(n) = n ? f(n - 1) + n : 0, with r6 to r9 and the frame pointer kept by each call. */
static struct prog_op recursion[] = {
	[0] = { .op = OP_MOV64_IMM, .dst = 6, .imm = 6000 },
	{ .op = OP_MOV64_IMM, .dst = 9, .imm = 9000 },
	{ .op = OP_CALL_SUB, .off = 6, .imm = 64 },
	{ .op = OP_ADD64_REG, .dst = 0, .src = 6 },
	{ .op = OP_ADD64_REG, .dst = 0, .src = 9 },
	{ .op = OP_EXIT },
	[6] = { .op = OP_MOV64_IMM, .dst = 0, .imm = 0 },
	{ .op = OP_JEQ64_IMM, .dst = 1, .imm = 0, .off = 14 },
	{ .op = OP_STX64, .dst = 10, .src = 1, .off = -64 },
	{ .op = OP_MOV64_REG, .dst = 6, .src = 1 },
	{ .op = OP_ADD64_IMM, .dst = 1, .imm = -1 },
	{ .op = OP_CALL_SUB, .off = 6, .imm = 64 },
	{ .op = OP_LDX64, .dst = 1, .src = 10, .off = -64 },
	{ .op = OP_ADD64_REG, .dst = 0, .src = 1 },
	[14] = { .op = OP_EXIT },
};

static void calls_keep_registers(void **state)
{
	(void)state;
	assert_int_equal(run(recursion, 0, (void *)7), 28 + 15000);
}

static void calls_without_room_fault(void **state)
{
	(void)state;
	assert_true(run(recursion, 0, (void *)1000) == (uint64_t)-77);
}

static uint64_t call_twice(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *e)
{
	const struct prog_op *op = (const struct prog_op *)(uintptr_t)r1;

	(void)r4, (void)r5;
	return interp_callback(e, op, r2, r3, 0, 0, 0) + interp_callback(e, op, r2, r3, 0, 0, 0);
}

static void callbacks_see_their_arguments(void **state)
{
	struct prog_op ops[] = {
		[0] = { .op = OP_ST64, .dst = 10, .off = -8, .imm = 5 },
		{ .op = OP_LD64_FUNC, .dst = 1, .off = 8 },
		{ .op = OP_TRAP },
		{ .op = OP_MOV64_REG, .dst = 2, .src = 10 },
		{ .op = OP_MOV64_IMM, .dst = 3, .imm = 100 },
		{ .op = OP_CALL, .fn = call_twice },
		{ .op = OP_LDX64, .dst = 1, .src = 10, .off = -8 },
		{ .op = OP_EXIT },
		[8] = { .op = OP_STX64, .dst = 10, .src = 2, .off = -16 },
		{ .op = OP_LDX64, .dst = 0, .src = 1, .off = -8 },
		{ .op = OP_ADD64_IMM, .dst = 0, .imm = 1 },
		{ .op = OP_STX64, .dst = 1, .src = 0, .off = -8 },
		{ .op = OP_LDX64, .dst = 2, .src = 10, .off = -16 },
		{ .op = OP_ADD64_REG, .dst = 0, .src = 2 },
		{ .op = OP_EXIT },
	};
	struct prog_sub subs[] = { { .first = 0, .end = 8, .stack_depth = 8 },
				   { .first = 8, .end = 15, .stack_depth = 16 } };
	struct kiln_prog p = prog_of(ops, subs, 2);

	(void)state;
	p.nr_insns = 15;
	fresh();
	assert_int_equal(kiln_run(&p, NULL, &env), 106 + 107);
	assert_clean();
}

static void may_goto_runs_dry(void **state)
{
	struct prog_op ops[] = {
		{ .op = OP_MOV64_IMM, .dst = 0 },
		{ .op = OP_MAY_GOTO, .off = 4 },
		{ .op = OP_ADD64_IMM, .dst = 0, .imm = 1 },
		{ .op = OP_JA, .off = 1 },
		{ .op = OP_EXIT },
	};

	struct prog_sub sub = { 0 };
	struct kiln_prog p = prog_of(ops, &sub, 1);

	(void)state;
	p.turns = 1000;
	fresh();
	assert_int_equal(kiln_run(&p, NULL, &env), 1000);
	assert_clean();
}

/* Counts in its context, and tail-calls itself for ever. */
static void tail_calls_are_counted(void **state)
{
	struct prog_op ops[] = {
		{ .op = OP_LDX64, .dst = 0, .src = 1 },
		{ .op = OP_ADD64_IMM, .dst = 0, .imm = 1 },
		{ .op = OP_STX64, .dst = 1, .src = 0 },
		{ .op = OP_MOV64_REG, .dst = 7, .src = 1 },
		{ .op = OP_LDX64, .dst = 2, .src = 1, .off = 8 },
		{ .op = OP_MOV64_IMM, .dst = 3, .imm = 1 },
		{ .op = OP_TAIL_CALL },
		{ .op = OP_LDX64, .dst = 0, .src = 7 },
		{ .op = OP_EXIT },
	};
	struct prog_sub sub = { .stack_depth = 512 };
	struct kiln_prog p = prog_of(ops, &sub, 1);
	struct kiln_prog *slots[2] = { NULL, &p };
	struct kiln_map map = { .direct = { .base = (uint8_t *)slots, .nr = 2 } };
	uint64_t ctx[2] = { 0, (uint64_t)(uintptr_t)&map };

	(void)state;
	fresh();
	assert_int_equal(kiln_run(&p, ctx, &env), KILN_MAX_TAIL_CALLS + 1);
	assert_clean();
	ctx[0] = 0;
	slots[1] = NULL;
	assert_int_equal(kiln_run(&p, ctx, &env), 1);
	ops[5].imm = 2; /* past the end */
	assert_int_equal(kiln_run(&p, ctx, &env), 2);
	assert_clean();
}

static void packet_loads_end_the_program(void **state)
{
	uint8_t bytes[4] = { 1, 2, 3, 4 };
	struct kiln_packet packet = { .data = bytes, .data_end = bytes + 4 };
	struct prog_op ops[] = {
		{ .op = OP_MOV64_REG, .dst = 6, .src = 1 },
		{ .op = OP_LDABS16, .imm = 2 },
		{ .op = OP_MOV64_REG, .dst = 7, .src = 0 },
		{ .op = OP_LDIND32, .src = 7, .imm = -0x304 },
		{ .op = OP_EXIT },
	};

	(void)state;
	assert_int_equal(run(ops, 0, &packet), 0x01020304);
	ops[3].imm++;
	assert_int_equal(run(ops, 0, &packet), 0);
	ops[1].imm = -1;
	assert_int_equal(run(ops, 0, &packet), 0);
}

/* What native code borrows equals what the loop does. */
static void one_operation(void **state)
{
	struct prog_op add = { .op = OP_ADD32_REG, .dst = 1, .src = 2 },
		       jump = { .op = OP_JSLT64_IMM, .dst = 1, .imm = -1 };
	uint64_t regs[KILN_NR_REGS] = { 0, 0xffffffff, 2 };

	(void)state;
	interp_one(&add, regs);
	assert_int_equal(regs[1], 1);
	assert_false(interp_cond(&jump, regs));
	regs[1] = (uint64_t)-2;
	assert_true(interp_cond(&jump, regs));
}

static struct kiln_fault run_checked(struct prog_op *ops, void *mem, uint32_t len)
{
	struct prog_sub sub = { 0 };
	struct kiln_prog p = prog_of(ops, &sub, 1);

	p.entry.run = interp_run_checked;
	p.mem_len = len;
	fresh();
	assert_true(kiln_run(&p, mem, &env) == (uint64_t)-77 || !env.fault.what);
	assert_clean();
	return env.fault;
}

static void checked_accesses(void **state)
{
	uint64_t mem[2] = { 0 };
	struct prog_op ops[] = {
		{ .op = OP_MOV64_IMM, .dst = 0 },
		{ .op = OP_STX64, .dst = 1, .src = 2, .off = 8 },
		{ .op = OP_EXIT },
	};

	(void)state;
	assert_null(run_checked(ops, mem, 16).what);
	assert_int_equal(mem[1], 16);
	assert_string_equal(run_checked(ops, mem, 15).what, "write outside the stack and the memory");
	assert_int_equal(env.fault.insn, 1);
	assert_true(env.fault.addr == (uint64_t)(uintptr_t)&mem[1]);
	ops[1].dst = 10;
	ops[1].off = -7; /* one byte past the top of the frame */
	assert_string_equal(run_checked(ops, mem, 16).what, "write outside the stack and the memory");
	ops[1].off = -520;
	assert_non_null(run_checked(ops, mem, 16).what);
	ops[1].off = -512;
	assert_null(run_checked(ops, mem, 16).what);
	ops[1] = (struct prog_op){ .op = OP_FETCH32_ADD, .dst = 1, .src = 2, .off = 2 };
	assert_string_equal(run_checked(ops, mem, 16).what, "atomic access that is not aligned to its size");
	ops[1] = (struct prog_op){ .op = OP_LDX8, .dst = 1, .src = 0 };
	assert_string_equal(run_checked(ops, mem, 16).what, "read outside the stack and the memory");
}

static void checked_calls_and_time(void **state)
{
	struct prog_op helper[] = { { .op = OP_CALL, .fn = call_twice } };
	struct prog_op packet[] = { { .op = OP_LDABS8 } };
	struct prog_op tail[] = { { .op = OP_TAIL_CALL } };
	struct prog_op forever[] = { { .op = OP_JA } };

	(void)state;
	assert_non_null(run_checked(helper, NULL, 0).what);
	assert_non_null(run_checked(packet, NULL, 0).what);
	assert_non_null(run_checked(tail, NULL, 0).what);
	assert_string_equal(run_checked(recursion, (void *)8, 0).what, "call deeper than 8 functions");
	assert_null(run_checked(recursion, (void *)6, 0).what);
	assert_string_equal(run_checked(forever, NULL, 0).what, "more than 100 million operations");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loop_sums),
		cmocka_unit_test(stack_holds),
		cmocka_unit_test(trap_ends_with_the_fault_verdict),
		cmocka_unit_test(calls_keep_registers),
		cmocka_unit_test(calls_without_room_fault),
		cmocka_unit_test(callbacks_see_their_arguments),
		cmocka_unit_test(may_goto_runs_dry),
		cmocka_unit_test(tail_calls_are_counted),
		cmocka_unit_test(packet_loads_end_the_program),
		cmocka_unit_test(one_operation),
		cmocka_unit_test(checked_accesses),
		cmocka_unit_test(checked_calls_and_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
