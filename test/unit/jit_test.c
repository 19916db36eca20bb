/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * jit_test.c - native code against the interpreter: random programs with fixed seeds, and what random programs cannot say.
 *
 * Programs are made as operations, with every fact "reached", so that this needs neither verifier nor front. Each runs in
 * the interpreter and as native code of every kind there is (all features, none, nothing combined, every operation borrowed, for Windows);
 * result and memory must be equal. JIT_DIFF=N in the environment tries N programs instead of the usual number.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vm.h"
#include "jit/target.h"
#include "rt/rt.h"
#include "run/run.h"

/* Its MAP_STACK is not ours. */
#include <sys/mman.h>

enum { MAX_OPS = 400, MEM_LEN = 256, STACK_LEN = 64, NR_PROGRAMS = 20000 };

static struct kiln_host *host;
static struct kiln vm;
static const struct kiln_kind kind = { .name = "test", .fault_verdict = -7 };

/* -- a program under construction ----------------------------------------------------------------------------------- */

struct build {
	uint64_t seed;
	uint32_t nr, nr_subs;
	struct prog_op ops[MAX_OPS + 1];
	struct prog_fact facts[MAX_OPS + 1];
	struct kiln_insn insns[MAX_OPS + 1];
	struct prog_sub subs[4];
	struct kiln_prog p;
};

static uint64_t rnd(struct build *b)
{
	b->seed ^= b->seed << 13;
	b->seed ^= b->seed >> 7;
	b->seed ^= b->seed << 17;
	return b->seed;
}

static uint32_t below(struct build *b, uint32_t n)
{
	return (uint32_t)((rnd(b) >> 11) % n);
}

static struct prog_op *add(struct build *b, unsigned op, unsigned dst, unsigned src, int32_t off, int64_t imm)
{
	struct prog_op *o = &b->ops[b->nr];

	assert_true(b->nr < MAX_OPS);
	*o = (struct prog_op){ .op = (uint16_t)op, .dst = (uint8_t)dst, .src = (uint8_t)src, .off = off, .imm = imm };
	b->facts[b->nr++] = (struct prog_fact){ .flags = FACT_REACHED, .umax = UINT64_MAX };
	return o;
}

static void add_number(struct build *b, unsigned dst, uint64_t v)
{
	add(b, OP_LD64_IMM, dst, 0, 0, (int64_t)v);
	add(b, OP_TRAP, 0, 0, 0, 0);
}

static void start(struct build *b, uint64_t seed)
{
	memset(b, 0, sizeof(*b));
	b->seed = seed * 0x9e3779b97f4a7c15u + 1;
	b->nr_subs = 1;
	b->subs[0].stack_depth = STACK_LEN;
}

static void finish(struct build *b)
{
	b->subs[b->nr_subs - 1].end = b->nr;
	b->ops[b->nr] = (struct prog_op){ .op = OP_TRAP };
	for (uint32_t i = 0; i < b->nr; i++)
		if (b->ops[i].op >= OP_LD64_IMM && b->ops[i].op <= OP_LD64_VALUE_IDX)
			b->facts[i + 1].flags = FACT_REACHED;
	b->p = (struct kiln_prog){ .k = &vm,
				   .kind = &kind,
				   .nr_insns = b->nr,
				   .nr_subs = b->nr_subs,
				   .insns = b->insns,
				   .facts = b->facts,
				   .ops = b->ops,
				   .subs = b->subs,
				   .mem_len = MEM_LEN };
}

/* -- random programs ------------------------------------------------------------------------------------------------ */

/* r9 always holds the memory, r8 is for the code that needs a register of its own. */
enum { MEM = 9, OWN = 8, NR_FREE = 8 };

static unsigned any_reg(struct build *b)
{
	return below(b, NR_FREE);
}

static int64_t any_imm(struct build *b)
{
	static const int32_t edges[] = { 0,	     1,	  -1,	2,     3,     5,	 7,	    9,
					 10,	     16,  63,	64,    127,   128,	 -128,	    -129,
					 255,	     256, 1000, 65535, 65536, INT32_MAX, INT32_MIN, INT32_MIN + 1,
					 0x01000193, 31,  32,	33,    641,   100000 };

	return below(b, 3) ? edges[below(b, sizeof(edges) / sizeof(edges[0]))] : (int32_t)rnd(b);
}

static uint64_t any_number(struct build *b)
{
	switch (below(b, 4)) {
	case 0:
		return rnd(b);
	case 1:
		return (uint32_t)rnd(b);
	case 2:
		return (uint64_t)any_imm(b);
	default:
		return below(b, 100);
	}
}

static const uint16_t alu_imm[] = {
#define INSN(name, code, form, sel, width, group, text, body) FORM_##form == FORM_ALU_IMM ? OP_##name : OP_NR,
#include "isa/insn.tbl"
#undef INSN
};
static const uint16_t alu_reg[] = {
#define INSN(name, code, form, sel, width, group, text, body) FORM_##form == FORM_ALU_REG ? OP_##name : OP_NR,
#include "isa/insn.tbl"
#undef INSN
};
static const uint16_t alu_one[] = {
#define INSN(name, code, form, sel, width, group, text, body) \
	FORM_##form == FORM_ALU_ONE || FORM_##form == FORM_ALU_END ? OP_##name : OP_NR,
#include "isa/insn.tbl"
#undef INSN
};
static const uint16_t atomics[] = {
#define INSN(name, code, form, sel, width, group, text, body) FORM_##form == FORM_ATOMIC ? OP_##name : OP_NR,
#include "isa/insn.tbl"
#undef INSN
};
static const uint16_t jumps_imm[] = {
#define INSN(name, code, form, sel, width, group, text, body) FORM_##form == FORM_JMP_IMM ? OP_##name : OP_NR,
#include "isa/insn.tbl"
#undef INSN
};
static const uint16_t jumps_reg[] = {
#define INSN(name, code, form, sel, width, group, text, body) FORM_##form == FORM_JMP_REG ? OP_##name : OP_NR,
#include "isa/insn.tbl"
#undef INSN
};

#define PICK(b, list) (list)[below(b, sizeof(list) / sizeof((list)[0]))]

static unsigned any_of(struct build *b, const uint16_t *list)
{
	unsigned op;

	do
		op = list[below(b, OP_NR_INSNS)];
	while (op == OP_NR);
	return op;
}

static void some_arithmetic(struct build *b)
{
	switch (below(b, 5)) {
	case 0:
	case 1:
		add(b, any_of(b, alu_imm), any_reg(b), 0, 0, any_imm(b));
		return;
	case 2:
	case 3:
		add(b, any_of(b, alu_reg), any_reg(b), any_reg(b), 0, 0);
		return;
	default:
		add(b, any_of(b, alu_one), any_reg(b), 0, 0, 0);
	}
}

/* A jump over one operation. */
static void some_skip(struct build *b)
{
	add(b, any_of(b, jumps_imm), any_reg(b), 0, (int32_t)b->nr + 2, any_imm(b));
	some_arithmetic(b);
}

/* Up and down by the same distance. */
static void some_extension(struct build *b)
{
	unsigned by = 64 - (8u << below(b, 3)), d = any_reg(b);

	if (below(b, 2))
		add(b, OP_MOV64_REG, d, any_reg(b), 0, 0);
	add(b, OP_LSH64_IMM, d, 0, 0, by);
	if (!below(b, 4))
		some_arithmetic(b);
	if (!below(b, 8))
		some_skip(b);
	add(b, below(b, 2) ? OP_RSH64_IMM : OP_ARSH64_IMM, d, 0, 0, by);
}

/* What clang writes for a three-operand addition or a mask. */
static void some_sum(struct build *b)
{
	unsigned d = any_reg(b), s = any_reg(b);

	add(b, below(b, 3) ? OP_MOV64_REG : OP_MOV32_REG, d, s, 0, 0);
	if (!below(b, 3))
		add(b, below(b, 2) ? OP_LSH64_IMM : OP_LSH32_IMM, d, 0, 0, below(b, 5));
	switch (below(b, 4)) {
	case 0:
		add(b, below(b, 2) ? OP_ADD64_IMM : OP_SUB32_IMM, d, 0, 0, any_imm(b));
		break;
	case 1:
		add(b, below(b, 2) ? OP_AND64_IMM : OP_AND32_IMM, d, 0, 0, below(b, 2) ? 0xff : 0xffff);
		break;
	default:
		add(b, below(b, 2) ? OP_ADD64_REG : OP_ADD32_REG, d, any_reg(b), 0, 0);
	}
	if (!below(b, 3))
		add(b, below(b, 2) ? OP_ADD64_IMM : OP_ADD32_IMM, d, 0, 0, any_imm(b));
}

/* Numbers added one after the other, and what may stand between. */
static void some_steps(struct build *b)
{
	unsigned d = any_reg(b);
	uint32_t out = 0;

	add(b, OP_XOR64_IMM, d, 0, 0, 0);
	add(b, OP_ADD64_IMM, d, 0, 0, any_imm(b));
	switch (below(b, 4)) {
	case 0:
		add(b, OP_STX64, MEM, d, 32, 0);
		break;
	case 1:
		out = b->nr;
		add(b, any_of(b, jumps_imm), any_reg(b), 0, 0, any_imm(b));
		break;
	default:
		break;
	}
	add(b, OP_ADD64_IMM, d, 0, 0, any_imm(b));
	if (out)
		b->ops[out].off = (int32_t)b->nr;
}

/* A result that is compared with zero at once. */
static void some_test(struct build *b)
{
	unsigned d = any_reg(b);

	add(b, below(b, 2) ? any_of(b, alu_imm) : OP_AND32_IMM, d, 0, 0, any_imm(b));
	if (!below(b, 4))
		some_arithmetic(b);
	add(b,
	    below(b, 2)	  ? (below(b, 2) ? OP_JEQ64_IMM : OP_JEQ32_IMM)
	    : below(b, 2) ? OP_JNE64_IMM
			  : OP_JNE32_IMM,
	    d, 0, (int32_t)b->nr + 2, 0);
	add(b, OP_ADD64_IMM, any_reg(b), 0, 0, 17);
}

/* A choice between two values. */
static void some_choice(struct build *b)
{
	static const uint16_t moves[] = { OP_MOV64_IMM, OP_MOV32_IMM, OP_MOV64_REG, OP_MOV32_REG };
	unsigned d = any_reg(b);
	uint32_t at;

	if (below(b, 2))
		add(b, OP_MOV64_IMM, d, 0, 0, any_imm(b));
	at = b->nr;
	if (below(b, 2))
		add(b, any_of(b, jumps_imm), any_reg(b), 0, 0, any_imm(b));
	else
		add(b, any_of(b, jumps_reg), any_reg(b), any_reg(b), 0, 0);
	add(b, PICK(b, moves), d, any_reg(b), 0, any_imm(b));
	if (!below(b, 4))
		add(b, OP_JA, 0, 0, (int32_t)b->nr + 2, 0), some_arithmetic(b);
	b->ops[at].off = (int32_t)b->nr;
}

/* x << k | x >> (width - k) in the forms that clang writes, and some that miss it narrowly. */
static void some_rotate(struct build *b)
{
	bool wide = below(b, 2);
	unsigned width = wide ? 64 : 32, by = 1 + below(b, width - 1), d = any_reg(b), s = any_reg(b);
	unsigned shl = wide ? OP_LSH64_IMM : OP_LSH32_IMM, shr = wide ? OP_RSH64_IMM : OP_RSH32_IMM;
	unsigned other = below(b, 8) ? width - by : below(b, width), with = below(b, 2);
	uint32_t out = 0; /* a jump out of the middle */

	add(b, wide || below(b, 2) ? OP_MOV64_REG : OP_MOV32_REG, d, s, 0, 0);
	add(b, with ? shl : shr, d, 0, 0, by);
	if (!below(b, 4))
		some_arithmetic(b);
	if (!below(b, 8))
		some_skip(b);
	if (!below(b, 6)) {
		out = b->nr;
		add(b, any_of(b, jumps_imm), any_reg(b), 0, 0, any_imm(b));
	}
	add(b, with ? shr : shl, s, 0, 0, other);
	if (!below(b, 8))
		some_arithmetic(b);
	add(b, wide ? (below(b, 6) ? OP_OR64_REG : OP_XOR64_REG) : OP_OR32_REG, below(b, 2) ? d : s,
	    below(b, 2) ? s : d, 0, 0);
	if (out)
		b->ops[out].off = (int32_t)b->nr;
}

static const uint16_t loads[] = { OP_LDX8,   OP_LDX16,	 OP_LDX32,    OP_LDX64,	   OP_LDSX8,   OP_LDSX16,
				  OP_LDSX32, OP_LD_ACQ8, OP_LD_ACQ16, OP_LD_ACQ32, OP_LD_ACQ64 };
static const uint16_t stores[] = { OP_STX8,    OP_STX16,    OP_STX32,	 OP_STX64,
				   OP_ST_REL8, OP_ST_REL16, OP_ST_REL32, OP_ST_REL64 };
static const uint16_t stores_imm[] = { OP_ST8, OP_ST16, OP_ST32, OP_ST64 };

/* Memory that is there, or may not be. */
static void some_peek(struct build *b, unsigned base, int32_t off)
{
	static const int8_t lens[] = { 1, 2, 4, 8, -1, -2, -4 };

	if (!below(b, 4))
		add_number(b, base = OWN, below(b, 4096));
	add(b, OP_PEEK, any_reg(b), base, off, PICK(b, lens));
}

static void some_access(struct build *b, unsigned base, int32_t off)
{
	switch (below(b, 4)) {
	case 0:
		add(b, PICK(b, stores), base, any_reg(b), off, 0);
		return;
	case 1:
		add(b, PICK(b, stores_imm), base, 0, off, any_imm(b));
		return;
	case 2:
		if (base == 10 || !below(b, 3)) {
			add(b, any_of(b, atomics), base, any_reg(b), off, 0);
			return;
		}
		/* fall through */
	default:
		if (base != 10 && !below(b, 4))
			some_peek(b, base, off);
		else
			add(b, PICK(b, loads), any_reg(b), base, off, 0);
	}
}

/* An atomic operation through any register, which may be the one that it takes, or r0. */
static void some_atomic(struct build *b)
{
	unsigned r = any_reg(b);

	add(b, OP_MOV64_REG, r, MEM, 0, 0);
	if (below(b, 2))
		add(b, OP_XOR64_IMM, r, 0, 0, 0);
	if (below(b, 3) == 0)
		add(b, OP_ADD64_IMM, r, 0, 0, 8 * below(b, 8));
	add(b, any_of(b, atomics), r, below(b, 3) ? any_reg(b) : r, 8 * (int32_t)below(b, 16), 0);
	if (below(b, 2))
		some_arithmetic(b);
}

static void some_memory(struct build *b)
{
	switch (below(b, 5)) {
	case 4:
		some_atomic(b);
		return;
	case 0:
		some_access(b, 10, -8 * (int32_t)(1 + below(b, STACK_LEN / 8)));
		return;
	case 1:
		some_access(b, MEM, 8 * (int32_t)below(b, MEM_LEN / 8));
		return;
	case 2: /* an index */
		add(b, below(b, 2) ? OP_MOV64_REG : OP_MOV32_REG, OWN, any_reg(b), 0, 0);
		add(b, below(b, 2) ? OP_AND64_IMM : OP_AND32_IMM, OWN, 0, 0, 15);
		add(b, below(b, 2) ? OP_LSH64_IMM : OP_LSH32_IMM, OWN, 0, 0, 3);
		if (below(b, 2)) {
			add(b, OP_ADD64_REG, OWN, MEM, 0, 0);
		} else { /* base += index */
			unsigned r = any_reg(b);

			add(b, OP_MOV64_REG, r, MEM, 0, 0);
			if (below(b, 2)) /* hides where it came from */
				add(b, OP_XOR64_IMM, r, 0, 0, 0);
			add(b, OP_ADD64_REG, r, OWN, 0, 0);
			if (!below(b, 4)) {
				add(b, OP_AND64_IMM, OWN, 0, 0, 64);
				add(b, OP_STX64, MEM, OWN, 24, 0);
			}
			if (!below(b, 8)) /* the same address in both engines */
				add(b, OP_STX64, MEM, r, 8, 0);
			if (below(b, 2))
				add(b, OP_ADD64_IMM, r, 0, 0, 8);
			add(b, PICK(b, loads), any_reg(b), r, 16, 0);
			add_number(b, r, rnd(b));
			return;
		}
		if (below(b, 2))
			add(b, OP_ADD64_IMM, OWN, 0, 0, 8 * below(b, 4));
		some_access(b, OWN, 8 * (int32_t)below(b, 8));
		return;
	default: /* the stack by another name */
		add(b, OP_MOV64_REG, OWN, 10, 0, 0);
		add(b, OP_ADD64_IMM, OWN, 0, 0, -STACK_LEN);
		some_access(b, OWN, 8 * (int32_t)below(b, STACK_LEN / 8));
	}
}

static uint64_t mix(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, const struct kiln_env *env,
		    const void *frame)
{
	assert_ptr_equal(env->user, &kind);
	assert_int_equal((uintptr_t)frame % 16, 0);
	return r1 * 3 + r2 * 5 + r3 * 7 + r4 * 11 + r5 * 13;
}

static uint64_t mix_helper(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *env)
{
	return mix(r1, r2, r3, r4, r5, env, __builtin_frame_address(0));
}

/* The same helper and entry as Windows calls them. */
#define WIN __attribute__((ms_abi))
typedef WIN uint64_t win_helper(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *env);
typedef WIN uint64_t win_entry(void *ctx, struct kiln_env *env, const struct kiln_prog *p);

static WIN uint64_t win_mix_helper(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5,
				   struct kiln_env *env)
{
	return mix(r1, r2, r3, r4, r5, env, __builtin_frame_address(0));
}

static WIN uint64_t win_peek_number(struct kiln_env *env, uint64_t addr, int64_t len)
{
	assert_int_equal((uintptr_t)__builtin_frame_address(0) % 16, 0);
	return rt_peek_number(env, addr, len);
}

static void set_call_regs(struct build *b)
{
	for (unsigned r = 1; r <= 5; r++)
		add_number(b, r, any_number(b));
}

static void some_block(struct build *b, unsigned depth);

/* What jumps over a block of its own. */
static void some_branch(struct build *b, unsigned depth)
{
	uint32_t at = b->nr;

	if (below(b, 2))
		add(b, any_of(b, jumps_imm), any_reg(b), 0, 0, any_imm(b));
	else
		add(b, any_of(b, jumps_reg), any_reg(b), any_reg(b), 0, 0);
	some_block(b, depth + 1);
	b->ops[at].off = (int32_t)b->nr;
}

/* A bounded loop: its count is on the stack, out of the way of the block. */
static void some_loop(struct build *b, unsigned depth)
{
	uint32_t top, guard;

	add(b, OP_ST64, 10, 0, -STACK_LEN, 1 + below(b, 5));
	top = b->nr;
	some_arithmetic(b);
	guard = below(b, 3) ? 0 : b->nr;
	if (guard)
		add(b, OP_MAY_GOTO, 0, 0, 0, 0);
	if (depth > 1)
		some_rotate(b);
	some_arithmetic(b);
	add(b, OP_LDX64, OWN, 10, -STACK_LEN, 0);
	add(b, OP_ADD64_IMM, OWN, 0, 0, -1);
	add(b, OP_STX64, 10, OWN, -STACK_LEN, 0);
	add(b, OP_AND64_IMM, OWN, 0, 0, 7);
	add(b, OP_JNE64_IMM, OWN, 0, (int32_t)top, 0);
	if (guard)
		b->ops[guard].off = (int32_t)b->nr;
}

static void (*const idioms[])(struct build *b) = { some_rotate, some_rotate, some_extension, some_sum,
						   some_sum,	some_steps,  some_test,	     some_choice };

static void some_block(struct build *b, unsigned depth)
{
	for (uint32_t n = 1 + below(b, depth ? 4 : 14); n && b->nr < MAX_OPS - 90; n--) {
		switch (below(b, depth > 2 ? 8 : 11)) {
		case 0:
		case 1:
		case 2:
			some_arithmetic(b);
			break;
		case 3:
			PICK(b, idioms)(b);
			break;
		case 4:
		case 5:
			some_memory(b);
			break;
		case 6:
			if (below(b, 3))
				break;
			add(b, OP_CALL, 0, 0, 0, 0)->fn = mix_helper;
			set_call_regs(b);
			break;
		case 7:
			if (b->nr_subs < 3 && below(b, 2))
				break;
			add_number(b, any_reg(b), any_number(b));
			break;
		case 8:
		case 9:
			some_branch(b, depth);
			break;
		default:
			some_loop(b, depth);
		}
	}
}

static void random_program(struct build *b, uint64_t seed)
{
	start(b, seed);
	add(b, OP_MOV64_REG, MEM, 1, 0, 0);
	for (unsigned r = 0; r < NR_FREE; r++)
		add_number(b, r, any_number(b));
	add(b, OP_MOV64_IMM, OWN, 0, 0, 0);
	for (int32_t i = 8; i <= STACK_LEN; i += 8)
		add(b, OP_STX64, 10, any_reg(b), -i, 0);
	some_block(b, 0);
	for (unsigned r = 1; r < NR_FREE; r++) {
		add(b, OP_MUL64_IMM, 0, 0, 0, 31);
		add(b, OP_ADD64_REG, 0, r, 0, 0);
	}
	for (int32_t i = 8; i < STACK_LEN; i += 8) {
		add(b, OP_LDX64, 1, 10, -i, 0);
		add(b, OP_XOR64_REG, 0, 1, 0, 0);
	}
	add(b, OP_EXIT, 0, 0, 0, 0);
	finish(b);
}

/* -- running -------------------------------------------------------------------------------------------------------- */

struct outcome {
	uint64_t r0;
	uint8_t mem[MEM_LEN];
};

static uint32_t the_cpu;

static void set_env(struct kiln_env *env)
{
	memset(env, 0, offsetof(struct kiln_env, stack));
	env->k = &vm;
	env->cpu = the_cpu;
	env->user = (void *)(uintptr_t)&kind;
	env->tail_left = KILN_MAX_TAIL_CALLS;
}

static void fill(uint8_t *mem)
{
	for (unsigned i = 0; i < MEM_LEN; i++)
		mem[i] = (uint8_t)(i * 37 + 11);
}

static void run(struct build *b, uint8_t *mem, struct outcome *out)
{
	struct kiln_env env;

	fill(mem);
	set_env(&env);
	out->r0 = b->p.entry.run(mem, &env, &b->p);
	memcpy(out->mem, mem, MEM_LEN);
}

static void compile(struct build *b, const struct jit_opts *opts)
{
	struct arena a;

	arena_init(&a, host, 0);
	assert_int_equal(jit_prog_with(&b->p, &a, &jit_x64, opts), KILN_OK);
	arena_free(&a);
}

static const struct jit_opts kinds_of_code[] = {
	{ .features = KILN_CPU_BMI2 | KILN_CPU_MOVBE },	   { .features = 0 },
	{ .features = KILN_CPU_BMI2, .no_combine = true }, { .features = 0, .borrow = true },
	{ .features = KILN_CPU_BMI2, .hardened = true },   { .features = 0, .hardened = true },
};

static void print_program(const struct build *b, uint64_t seed, unsigned which)
{
	print_message("seed %llu, kind of code %u\n", (unsigned long long)seed, which);
	for (uint32_t i = 0; i < b->nr; i++)
		print_message("%3u: %s dst=%u src=%u off=%d imm=%lld\n", i,
			      b->ops[i].op < OP_NR_INSNS ? insn_rows[b->ops[i].op].name : "-", b->ops[i].dst,
			      b->ops[i].src, b->ops[i].off, (long long)b->ops[i].imm);
}

static WIN uint64_t win_loop_helper(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5,
				    struct kiln_env *env);

/* Code for Windows, with helpers that are called its way. */
static void run_for_windows(struct build *b, const struct jit_opts *opts, uint8_t *mem, struct outcome *out)
{
	struct jit_opts win = *opts;
	kiln_helper_fn *fn[MAX_OPS];
	struct kiln_env env;
	struct arena a;

	win.peek = (uintptr_t)win_peek_number;

	for (uint32_t i = 0; i < b->nr; i++) {
		fn[i] = b->ops[i].fn;
		if (b->ops[i].op == OP_CALL)
			b->ops[i].imm = (int64_t)(fn[i] == mix_helper ? (uintptr_t)win_mix_helper
								      : (uintptr_t)win_loop_helper);
	}
	arena_init(&a, host, 0);
	assert_int_equal(jit_prog_with(&b->p, &a, &jit_x64_win, &win), KILN_OK);
	arena_free(&a);
	fill(mem);
	set_env(&env);
	out->r0 = ((win_entry *)(uintptr_t)b->p.entry.run)(mem, &env, &b->p);
	memcpy(out->mem, mem, MEM_LEN);
	for (uint32_t i = 0; i < b->nr; i++)
		if (b->ops[i].op == OP_CALL)
			b->ops[i].fn = fn[i];
}

static void check_equal(const struct build *b, const struct outcome *got, const struct outcome *want, uint64_t seed,
			unsigned which)
{
	if (got->r0 != want->r0 || memcmp(got->mem, want->mem, MEM_LEN))
		print_program(b, seed, which);
	assert_int_equal(got->r0, want->r0);
	assert_memory_equal(got->mem, want->mem, MEM_LEN);
}

static void compare(struct build *b, uint64_t seed)
{
	static uint8_t mem[MEM_LEN] __attribute__((aligned(16)));
	struct outcome want, got;

	b->p.entry.run = interp_run;
	run(b, mem, &want);
	for (unsigned i = 0; i < sizeof(kinds_of_code) / sizeof(kinds_of_code[0]); i++) {
		compile(b, &kinds_of_code[i]);
		run(b, mem, &got);
		check_equal(b, &got, &want, seed, i);
		jit_drop(&b->p);
	}
	for (unsigned i = 0; i < 2; i++) {
		run_for_windows(b, &kinds_of_code[i], mem, &got);
		check_equal(b, &got, &want, seed, 10 + i);
		jit_drop(&b->p);
	}
}

static struct build the_build;

static void random_programs_agree(void **state)
{
	const char *n = getenv("JIT_DIFF"), *from = getenv("JIT_SEED");
	uint64_t first = from ? strtoull(from, NULL, 0) : 1, nr = n ? strtoull(n, NULL, 0) : NR_PROGRAMS;

	(void)state;
	for (uint64_t seed = first; seed < first + nr; seed++) {
		random_program(&the_build, seed);
		compare(&the_build, seed);
	}
}

/* Every arithmetic row with every pair of edge values, and every distance of registers that matters: same, rax, rcx, rdx. */
static void arithmetic_agrees_at_the_edges(void **state)
{
	static const uint64_t edges[] = { 0,
					  1,
					  2,
					  3,
					  7,
					  31,
					  32,
					  63,
					  64,
					  255,
					  0x7fffffff,
					  0x80000000,
					  0xffffffff,
					  0x100000000,
					  0x7fffffffffffffff,
					  0x8000000000000000,
					  0xffffffffffffffff,
					  0x123456789abcdef };
	static const unsigned pairs[][2] = { { 0, 3 }, { 3, 0 }, { 4, 1 }, { 1, 4 },
					     { 6, 7 }, { 3, 3 }, { 4, 4 }, { 0, 4 } };
	struct build *b = &the_build;

	(void)state;
	for (unsigned op = 0; op < OP_NR_INSNS; op++) {
		if (alu_reg[op] == OP_NR)
			continue;
		for (unsigned i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
			start(b, 1);
			add(b, OP_MOV64_REG, MEM, 1, 0, 0);
			for (unsigned x = 0; x < 18; x += 3) {
				for (unsigned r = 0; r < NR_FREE; r++)
					add_number(b, r, edges[r + 1]);
				add_number(b, pairs[i][0], edges[x]);
				add_number(b, pairs[i][1], edges[(x + 5 * i) % 18]);
				add(b, op, pairs[i][0], pairs[i][1], 0, 0);
				for (unsigned r = 0; r < NR_FREE; r++)
					add(b, OP_STX64, MEM, r, (int32_t)(8 * r + 64 * (x / 6)), 0);
			}
			add(b, OP_EXIT, 0, 0, 0, 0);
			finish(b);
			compare(b, op);
		}
	}
}

/* -- calls ---------------------------------------------------------------------------------------------------------- */

/* Begins subprogram number nr_subs. */
static void start_sub(struct build *b, uint32_t stack_depth, bool callback)
{
	b->subs[b->nr_subs - 1].end = b->nr;
	b->subs[b->nr_subs++] = (struct prog_sub){ .first = b->nr, .stack_depth = stack_depth, .callback = callback };
}

/* Two functions that use r6 to r9 and stacks of their own, called from one that does too. */
static void functions_keep_what_is_the_callers(void **state)
{
	struct build *b = &the_build;
	uint32_t calls[3];

	(void)state;
	for (uint32_t depth = 0; depth <= 24; depth += 8) {
		start(b, 1);
		add(b, OP_MOV64_REG, MEM, 1, 0, 0);
		for (unsigned r = 2; r <= 8; r++)
			add_number(b, r, 1000 + r);
		add(b, OP_STX64, 10, 6, -8, 0);
		for (unsigned i = 0; i < 2; i++) {
			calls[i] = b->nr;
			add(b, OP_CALL_SUB, 0, 0, 0, 0);
			add(b, OP_STX64, MEM, 0, (int32_t)(8 * i), 0);
			set_call_regs(b);
		}
		for (unsigned r = 6; r <= 8; r++)
			add(b, OP_STX64, MEM, r, (int32_t)(8 * r), 0);
		add(b, OP_LDX64, 0, 10, -8, 0);
		add(b, OP_EXIT, 0, 0, 0, 0);
		start_sub(b, depth, false);
		b->ops[calls[0]].off = b->ops[calls[1]].off = (int32_t)b->nr;
		for (unsigned r = 6; r <= 9; r++)
			add_number(b, r, 77 * r);
		if (depth)
			add(b, OP_STX64, 10, 9, -(int32_t)depth, 0);
		for (unsigned r = 1; r <= 5; r++)
			add_number(b, r, r);
		calls[2] = b->nr;
		add(b, OP_CALL_SUB, 0, 0, 0, 0);
		add(b, OP_ADD64_REG, 0, 6, 0, 0);
		add(b, OP_EXIT, 0, 0, 0, 0);
		start_sub(b, depth ? 24 - depth : 0, false);
		b->ops[calls[2]].off = (int32_t)b->nr;
		add(b, OP_CALL, 0, 0, 0, 0)->fn = mix_helper;
		add_number(b, 6, 3);
		add(b, OP_MUL64_REG, 0, 6, 0, 0);
		add(b, OP_EXIT, 0, 0, 0, 0);
		for (unsigned i = 0; i < 3; i++)
			b->ops[calls[i]].imm = i < 2 ? depth : b->subs[2].stack_depth;
		finish(b);
		compare(b, depth);
	}
}

static WIN uint64_t win_loop_helper(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5,
				    struct kiln_env *env)
{
	uint64_t sum = 0;

	(void)r4;
	(void)r5;
	for (uint64_t i = 0; i < r1; i++)
		sum += ((win_helper *)(uintptr_t)r2)(i, r3, 5, 6, 7, env);
	return sum;
}

static uint64_t loop_helper(uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4, uint64_t r5, struct kiln_env *env)
{
	uint64_t sum = 0;

	(void)r4;
	(void)r5;
	for (uint64_t i = 0; i < r1; i++)
		sum += rt_callback(env, r2, i, r3, 5, 6, 7);
	return sum;
}

/* A helper calls a subprogram, which calls a helper and a subprogram, and works on its caller's stack. */
static void callbacks_come_back(void **state)
{
	struct build *b = &the_build;
	uint32_t func, call;

	(void)state;
	start(b, 1);
	add(b, OP_MOV64_REG, MEM, 1, 0, 0);
	for (unsigned r = 6; r <= 8; r++)
		add_number(b, r, r);
	add(b, OP_ST64, 10, 0, -8, 100);
	add(b, OP_MOV64_IMM, 1, 0, 0, 9);
	func = b->nr;
	add(b, OP_LD64_FUNC, 2, 0, 0, 0);
	add(b, OP_TRAP, 0, 0, 0, 0);
	add(b, OP_MOV64_REG, 3, 10, 0, 0);
	add(b, OP_ADD64_IMM, 3, 0, 0, -8);
	add(b, OP_CALL, 0, 0, 0, 0)->fn = loop_helper;
	add(b, OP_STX64, MEM, 0, 0, 0);
	add(b, OP_LDX64, 0, 10, -8, 0);
	for (unsigned r = 6; r <= 8; r++)
		add(b, OP_ADD64_REG, 0, r, 0, 0);
	add(b, OP_EXIT, 0, 0, 0, 0);
	start_sub(b, 16, true);
	b->ops[func].off = (int32_t)b->nr;
	add(b, OP_MOV64_REG, 6, 2, 0, 0);
	add(b, OP_LDX64, 7, 6, 0, 0);
	add(b, OP_ADD64_REG, 7, 1, 0, 0);
	add(b, OP_STX64, 6, 7, 0, 0);
	add(b, OP_MOV64_REG, 2, 7, 0, 0);
	add(b, OP_CALL, 0, 0, 0, 0)->fn = mix_helper;
	add(b, OP_MOV64_REG, 1, 0, 0, 0);
	call = b->nr;
	add(b, OP_CALL_SUB, 0, 0, 0, 8);
	add(b, OP_EXIT, 0, 0, 0, 0);
	start_sub(b, 8, false);
	b->ops[call].off = (int32_t)b->nr;
	add(b, OP_STX64, 10, 1, -8, 0);
	add(b, OP_LDX32, 0, 10, -8, 0);
	add(b, OP_EXIT, 0, 0, 0, 0);
	finish(b);
	/* mix_helper reads r3 to r5, which loop_helper sets. */
	compare(b, 0);
}

/* Programs of different frames call one another: from the program, from a subprogram, and where no calls are left. */
static void tail_calls_enter_and_return(void **state)
{
	static struct build first, second;
	static uint8_t mem[MEM_LEN];
	struct kiln_prog *slots[4] = { NULL };
	struct kiln_map map = { .spec.type = MAP_PROG_ARRAY,
				.direct = { .base = (uint8_t *)slots, .stride = 8, .nr = 4 } };
	struct kiln_map *maps[] = { &map };
	struct outcome want[2], got;
	uint32_t call;

	(void)state;
	start(&second, 1); /* adds 1 to memory, then goes on in its own slot 1 for as long as it may */
	second.subs[0].stack_depth = 40;
	add_number(&second, 6, 5);
	add(&second, OP_MOV64_REG, 7, 1, 0, 0);
	add(&second, OP_LDX64, 8, 1, 0, 0);
	add(&second, OP_ADD64_IMM, 8, 0, 0, 1);
	add(&second, OP_STX64, 1, 8, 0, 0);
	add(&second, OP_STX64, 10, 8, -40, 0);
	add_number(&second, 2, (uintptr_t)&map);
	add(&second, OP_MOV64_IMM, 3, 0, 0, 1);
	add(&second, OP_TAIL_CALL, 0, 0, 0, 0);
	add(&second, OP_LDX64, 1, 10, -40, 0);
	add(&second, OP_ADD64_REG, 0, 1, 0, 0);
	add(&second, OP_EXIT, 0, 0, 0, 0);
	finish(&second);
	for (unsigned n = 0; n < 6 * 3; n++) {
		unsigned index = n % 6, known = n / 6; /* nothing, the map, the index too */

		for (unsigned sub = 0; sub < 2; sub++) {
			start(&first, 1);
			first.subs[0].stack_depth = 8;
			for (unsigned r = 6; r <= 9; r++)
				add_number(&first, r, r);
			call = first.nr;
			if (sub) {
				add(&first, OP_CALL_SUB, 0, 0, 0, 24);
				for (unsigned r = 6; r <= 9; r++)
					add(&first, OP_ADD64_REG, 0, r, 0, 0);
				add(&first, OP_EXIT, 0, 0, 0, 0);
				start_sub(&first, 24, false);
				first.ops[call].off = (int32_t)first.nr;
				add_number(&first, 8, 1);
			}
			add_number(&first, 2, (uintptr_t)&map);
			add_number(&first, 3, index | 0xffull << 32); /* an index has 32 bits */
			add(&first, OP_TAIL_CALL, 0, 0, 0, 0);
			if (known) {
				struct prog_fact *f = &first.facts[first.nr - 1];

				f->flags |= FACT_MAP | (known > 1 && index < 4 ? FACT_TAIL_KEY : 0);
				f->map = 1;
				f->key = index;
			}
			add(&first, OP_ADD64_IMM, 0, 0, 0, 1000);
			add(&first, OP_EXIT, 0, 0, 0, 0);
			finish(&first);
			first.p.maps = maps;
			first.p.nr_maps = 1;
			slots[1] = &second.p;
			first.p.entry.run = second.p.entry.run = interp_run;
			run(&first, mem, &want[sub]);
			compile(&first, &kinds_of_code[0]);
			compile(&second, &kinds_of_code[0]);
			run(&first, mem, &got);
			assert_int_equal(got.r0, want[sub].r0);
			assert_memory_equal(got.mem, want[sub].mem, MEM_LEN);
			jit_drop(&first.p);
			jit_drop(&second.p);
		}
	}
}

/* Loads from a packet, inside, at the edge, beyond, and with an index that wraps. */
static void packet_loads_stop_at_the_end(void **state)
{
	static const uint16_t by_number[] = { OP_LDABS8, OP_LDABS16, OP_LDABS32 };
	static uint8_t bytes[64];
	struct build *b = &the_build;
	struct kiln_packet packet;
	struct kiln_env env;

	(void)state;
	for (unsigned i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(200 - i);
	for (unsigned n = 0; n < 3 * 2 * 12 * 3; n++) {
		static const int64_t at[] = { 0, 1, 17, 18, 19, 20, 21, -1, INT32_MAX, INT32_MIN, 4, 16 };
		unsigned len = n / 72 == 0 ? 20 : n / 72 == 1 ? 1 : 0;
		bool indirect = n / 3 % 2;
		uint64_t want;

		kiln_packet_init(&packet, bytes, 16, len, 8);
		start(b, 1);
		add(b, OP_MOV64_REG, 6, 1, 0, 0);
		add_number(b, 7, indirect ? 0xabcd00000003 : 0);
		add(b, by_number[n % 3] + (indirect ? OP_LDIND8 - OP_LDABS8 : 0), 0, 7, 0,
		    at[n / 6 % 12] - (indirect ? 3 : 0));
		add(b, OP_ADD64_IMM, 0, 0, 0, 1);
		add(b, OP_EXIT, 0, 0, 0, 0);
		finish(b);
		set_env(&env);
		want = interp_run(&packet, &env, &b->p);
		for (unsigned k = 0; k < 2; k++) {
			compile(b, &kinds_of_code[k]);
			assert_int_equal(b->p.entry.run(&packet, &env, &b->p), want);
			jit_drop(&b->p);
		}
	}
}

/* Lookups in arrays whose map is known, per slot or not, with sizes that are powers of two and not. */
static void lookups_are_addresses(void **state)
{
	static uint8_t mem[MEM_LEN] __attribute__((aligned(16)));
	static uint8_t values[4096];
	struct build *b = &the_build;
	struct outcome got;

	(void)state;
	for (unsigned n = 0; n < 2 * 3 * 7 * 2; n++) {
		static const uint32_t keys[] = { 0, 1, 6, 7, 8, 0x80000000, 0xffffffff }, strides[] = { 8, 24, 1 };
		bool percpu = n % 2, known = n / 42;
		uint32_t key = keys[n / 6 % 7], stride = strides[n / 2 % 3];
		struct kiln_map map = { .spec.type = percpu ? MAP_PERCPU_ARRAY : MAP_ARRAY,
					.direct = { values, stride, 7, percpu ? 256 : 0 } };
		struct kiln_map *maps[] = { &map };
		uint64_t want = key < 7 ? (uintptr_t)values + key * stride + (percpu ? 256 * 3 : 0) : 0;

		start(b, 1);
		add_number(b, 6, key);
		add(b, OP_STX32, 10, 6, -12, 0);
		add_number(b, 1, (uintptr_t)&map);
		add(b, OP_MOV64_REG, 2, 10, 0, 0);
		add(b, OP_ADD64_IMM, 2, 0, 0, -12);
		b->insns[b->nr].imm = HELPER_MAP_LOOKUP;
		b->facts[b->nr].flags = FACT_REACHED;
		add(b, OP_CALL, 0, 0, 0, 0)->fn = mix_helper;
		b->facts[b->nr - 1].flags |= FACT_MAP | (known && key < 7 ? FACT_KEY : 0);
		b->facts[b->nr - 1].map = 1;
		b->facts[b->nr - 1].key = key;
		add(b, OP_EXIT, 0, 0, 0, 0);
		finish(b);
		b->p.maps = maps;
		b->p.nr_maps = 1;
		for (unsigned c = 0; c < 3; c++) {
			compile(b, &kinds_of_code[c]);
			the_cpu = 3;
			run(b, mem, &got);
			the_cpu = 0;
			assert_int_equal(got.r0, want);
			jit_drop(&b->p);
		}
	}
}

/* may_goto: 8,388,608 turns for all of a function's together, then each jumps. */
static void a_budget_ends_loops(void **state)
{
	struct build *b = &the_build;

	(void)state;
	start(b, 1);
	add(b, OP_MOV64_REG, MEM, 1, 0, 0);
	add(b, OP_MOV64_IMM, 0, 0, 0, 0);
	add(b, OP_MAY_GOTO, 0, 0, 5, 0);
	add(b, OP_ADD64_IMM, 0, 0, 0, 1);
	add(b, OP_JA, 0, 0, 2, 0);
	add(b, OP_MAY_GOTO, 0, 0, 7, 0);
	add(b, OP_ADD64_IMM, 0, 0, 0, 1000);
	add(b, OP_EXIT, 0, 0, 0, 0);
	finish(b);
	compare(b, 0);
}

/* What facts say is settled: numbers, jumps, dead code, divisions without tests. */
static void facts_are_used(void **state)
{
	static uint8_t mem[MEM_LEN] __attribute__((aligned(16)));
	struct build *b = &the_build;
	struct outcome got;

	(void)state;
	start(b, 1);
	add(b, OP_LDX64, 2, 1, 0, 0); /* always 42, the fact says */
	b->facts[0].flags |= FACT_CONST;
	b->facts[0].umin = b->facts[0].umax = 42;
	add(b, OP_JEQ64_IMM, 1, 0, 4, 0);
	b->facts[1].flags |= FACT_ALWAYS;
	add(b, OP_MOV64_IMM, 2, 0, 0, 1);
	b->facts[2].flags = 0;
	add(b, OP_EXIT, 0, 0, 0, 0);
	b->facts[3].flags = 0;
	add(b, OP_JNE64_IMM, 2, 0, 3, 7);
	b->facts[4].flags |= FACT_NEVER;
	add(b, OP_MOV64_IMM, 3, 0, 0, 5);
	add(b, OP_DIV64_REG, 2, 3, 0, 0);
	b->facts[6].flags |= FACT_SRC_NONZERO | FACT_FITS32;
	add(b, OP_MOV64_REG, 0, 2, 0, 0);
	add(b, OP_EXIT, 0, 0, 0, 0);
	finish(b);
	for (unsigned c = 0; c < 3; c++) {
		compile(b, &kinds_of_code[c]);
		run(b, mem, &got);
		assert_int_equal(got.r0, 8);
		jit_drop(&b->p);
	}
}

/* If a proof were wrong and dead code were reached, the run would end with the kind's verdict. */
static void dead_code_is_a_trap(void **state)
{
	static uint8_t mem[MEM_LEN];
	struct build *b = &the_build;
	struct outcome got;

	(void)state;
	start(b, 1);
	add(b, OP_MOV64_IMM, 0, 0, 0, 1);
	add(b, OP_EXIT, 0, 0, 0, 0);
	b->facts[1].flags = 0;
	finish(b);
	compile(b, &kinds_of_code[0]);
	run(b, mem, &got);
	assert_int_equal(got.r0, kind.fault_verdict);
	jit_drop(&b->p);
}

/* A trap in a subprogram ends the program, and in a callback the callback, with all registers of C as they were. */
static void traps_end_what_c_called(void **state)
{
	struct build *b = &the_build;
	uint32_t call, func;

	(void)state;
	for (unsigned callback = 0; callback < 2; callback++) {
		start(b, 1);
		add(b, OP_MOV64_REG, MEM, 1, 0, 0);
		add_number(b, 6, 600);
		add(b, OP_MOV64_IMM, 1, 0, 0, 3);
		func = b->nr;
		add(b, OP_LD64_FUNC, 2, 0, 0, 0);
		add(b, OP_TRAP, 0, 0, 0, 0);
		add_number(b, 3, 0);
		call = b->nr;
		if (callback)
			add(b, OP_CALL, 0, 0, 0, 0)->fn = loop_helper;
		else
			add(b, OP_CALL_SUB, 0, 0, 0, 8);
		add(b, OP_ADD64_REG, 0, 6, 0, 0);
		add(b, OP_EXIT, 0, 0, 0, 0);
		start_sub(b, 8, true);
		b->ops[func].off = (int32_t)b->nr;
		if (!callback)
			b->ops[call].off = (int32_t)b->nr;
		for (unsigned r = 6; r <= 9; r++)
			add_number(b, r, r);
		call = b->nr;
		add(b, OP_CALL_SUB, 0, 0, 0, 16);
		add(b, OP_EXIT, 0, 0, 0, 0);
		start_sub(b, 16, false);
		b->ops[call].off = (int32_t)b->nr;
		add_number(b, 8, 99);
		add(b, OP_MOV64_IMM, 0, 0, 0, 1);
		add(b, OP_TRAP, 0, 0, 0, 0);
		finish(b);
		compare(b, callback);
	}
}

/* Long and short jumps around the limit of 127 bytes, forwards and back. */
static void jumps_of_any_length(void **state)
{
	struct build *b = &the_build;

	(void)state;
	for (uint32_t n = 20; n < 60; n++) {
		start(b, 1);
		for (unsigned r = 0; r <= 5; r += 5)
			add(b, OP_MOV64_IMM, r, 0, 0, 0);
		add(b, OP_MOV64_IMM, 2, 0, 0, 3);
		add(b, OP_JA, 0, 0, (int32_t)(4 + n), 0);
		for (uint32_t i = 0; i < n; i++) /* three or four bytes each */
			add(b, OP_XOR64_IMM, i % 3 ? 0 : 5, 0, 0, 1 + i % 5);
		add(b, OP_ADD64_IMM, 2, 0, 0, -1);
		add(b, OP_JNE64_IMM, 2, 0, 4, 0);
		add(b, OP_ADD64_REG, 0, 5, 0, 0);
		add(b, OP_EXIT, 0, 0, 0, 0);
		finish(b);
		compare(b, n);
	}
}

/* Jumps that each become short only when the next has: the passes end all the same. */
static void chains_of_jumps_settle(void **state)
{
	struct build *b = &the_build;
	uint32_t nr = MAX_OPS - 10;

	(void)state;
	start(b, 1);
	add(b, OP_MOV64_IMM, 0, 0, 0, 0);
	add(b, OP_LDX64, 2, 1, 8, 0);
	for (uint32_t i = 0; i < nr; i++)
		add(b, OP_JEQ32_IMM, 2, 0, (int32_t)(i + 21 < nr ? b->nr + 21 : nr + 2), 1000 + i);
	add(b, OP_MOV64_REG, 0, 2, 0, 0);
	add(b, OP_EXIT, 0, 0, 0, 0);
	finish(b);
	compare(b, 0);
}

/* Without memory or code pages nothing is kept. */
static void failures_keep_nothing(void **state)
{
	struct build *b = &the_build;
	struct jit_opts opts = { 0 };
	uint64_t alive, total, before, now;
	struct arena a;
	enum kiln_err err = KILN_ERR_NOMEM;

	(void)state;
	random_program(b, 1);
	kiln_posix_counts(host, &before, &total);
	for (uint64_t n = 1; err; n++) {
		assert_true(n < 100);
		kiln_posix_counts(host, &alive, &now);
		kiln_posix_fail_alloc_at(host, now + n);
		arena_init(&a, host, 0);
		err = jit_prog_with(&b->p, &a, &jit_x64, &opts);
		arena_free(&a);
		if (err) {
			assert_int_equal(err, KILN_ERR_NOMEM);
			assert_null(b->p.code.exec);
			kiln_posix_counts(host, &alive, &total);
			assert_int_equal(alive, before);
		}
	}
	kiln_posix_fail_alloc_at(host, 0);
	jit_drop(&b->p);
	kiln_posix_counts(host, &alive, &total);
	assert_int_equal(alive, before);
}

static int set_up(void **state)
{
	struct kiln_posix_opts opts = { .nr_cpus = 1 };

	(void)state;
	if (kiln_posix_host_new(&opts, &host))
		return 1;
	vm.host = host;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kiln_posix_host_free(host);
	return 0;
}

/* -- a host whose code lies where no call reaches from ---------------------------------------------------------------- */

static uint32_t far_codes;

static enum kiln_err far_code_new(void *cookie, size_t len, struct kiln_code *code)
{
	void *at = (void *)((uintptr_t)1 << 40);
	void *p = mmap(at, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)cookie;
	assert_true(p != MAP_FAILED);
	assert_true(llabs((intptr_t)p - (intptr_t)&mix_helper) > INT32_MAX);
	*code = (struct kiln_code){ .write = p, .exec = p, .len = len };
	far_codes++;
	return KILN_OK;
}

static enum kiln_err far_code_seal(void *cookie, struct kiln_code *code)
{
	(void)cookie;
	code->write = NULL;
	return mprotect(code->exec, code->len, PROT_READ | PROT_EXEC) ? KILN_ERR_IO : KILN_OK;
}

static void far_code_free(void *cookie, struct kiln_code *code)
{
	(void)cookie;
	munmap(code->exec, code->len);
	far_codes--;
}

static void calls_reach_any_distance(void **state)
{
	struct build *b = &the_build;
	struct kiln_host far = *host;

	(void)state;
	far.code_new = far_code_new;
	far.code_seal = far_code_seal;
	far.code_free = far_code_free;
	vm.host = &far;
	for (uint64_t seed = 1; seed <= 500; seed++) {
		random_program(b, seed);
		compare(b, seed);
	}
	vm.host = host;
	assert_int_equal(far_codes, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arithmetic_agrees_at_the_edges),
		cmocka_unit_test(functions_keep_what_is_the_callers),
		cmocka_unit_test(callbacks_come_back),
		cmocka_unit_test(tail_calls_enter_and_return),
		cmocka_unit_test(packet_loads_stop_at_the_end),
		cmocka_unit_test(lookups_are_addresses),
		cmocka_unit_test(a_budget_ends_loops),
		cmocka_unit_test(facts_are_used),
		cmocka_unit_test(dead_code_is_a_trap),
		cmocka_unit_test(traps_end_what_c_called),
		cmocka_unit_test(jumps_of_any_length),
		cmocka_unit_test(chains_of_jumps_settle),
		cmocka_unit_test(failures_keep_nothing),
		cmocka_unit_test(calls_reach_any_distance),
		cmocka_unit_test(random_programs_agree),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
