/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * flow.c - how control goes: jumps, calls, frames, leaving.
 *
 * Overview     x64_plan() decides for each function what it pushes and how large its frame is; the prologue and each exit
 *              follow from that. A function without stack, calls and r6 to r9 has neither.
 * Invariant    rsp is a multiple of 16 at each call. A tail call leaves the function as an exit does, then enters the other
 *              program as kiln_run() would: so frames of any size and either engine fit together.
 */
#include "base/bits.h"
#include "jit/x64/x64.h"
#include "prog/prog.h"
#include "rt/rt.h"
#include "run/run.h"

enum {
	OWN_REGS = 0x3c0,
	EXIT_COPY_MAX = 12,
	POP_LEN = 7
}; /* r6 to r9; longer exits are shared; of what stands in env */

/* -- frames -------------------------------------------------------------------------------------------------------- */

/* What an operation wants of its function. */
enum { CALLS = 1, ENV = 2, THIRD = 4 /* temporary register */, TRAPS = 8, SHARES = 16 /* the exit */, FUEL = 32 };
#define PAIR(name, want) \
	[OP_##name##64_IMM] = want, [OP_##name##64_REG] = want, [OP_##name##32_IMM] = want, [OP_##name##32_REG] = want
#define BOTH(name, want)                                                                         \
	[OP_##name##32##_ADD] = want, [OP_##name##32##_OR] = want, [OP_##name##32##_AND] = want, \
	[OP_##name##32##_XOR] = want, [OP_##name##64##_ADD] = want, [OP_##name##64##_OR] = want, \
	[OP_##name##64##_AND] = want, [OP_##name##64##_XOR] = want
static const uint8_t wants[JIT_NR] = {
	[OP_CALL] = CALLS | ENV,
	[OP_CALL_SUB] = CALLS,
	[OP_PEEK] = CALLS | ENV,
	[OP_TAIL_CALL] = ENV,
	[JIT_CPU_ID] = ENV,
	[OP_MAY_GOTO] = ENV,
	PAIR(DIV, THIRD),
	PAIR(MOD, THIRD),
	PAIR(SDIV, THIRD),
	PAIR(SMOD, THIRD),
	BOTH(FETCH, THIRD),
	[OP_XCHG32] = THIRD,
	[OP_XCHG64] = THIRD,
	[OP_CMPXCHG32] = THIRD,
	[OP_CMPXCHG64] = THIRD,
	[OP_LDABS8] = THIRD | SHARES,
	[OP_LDABS16] = THIRD | SHARES,
	[OP_LDABS32] = THIRD | SHARES,
	[OP_LDIND8] = THIRD | SHARES,
	[OP_LDIND16] = THIRD | SHARES,
	[OP_LDIND32] = THIRD | SHARES,
	[OP_TRAP] = TRAPS,
	[OP_ADDR_CAST] = TRAPS,
	[OP_CALL_KFUNC] = TRAPS,
	[OP_CALLX] = TRAPS,
	[OP_LD64_VAR] = TRAPS,
};
#undef PAIR
#undef BOTH

static unsigned wants_of(const struct jit *j, const struct jit_op *o)
{
	unsigned want = wants[o->op];

	if (x64_borrows(j, o))
		want |= CALLS | ENV;
	if ((o->op == JIT_LOOKUP || o->op == JIT_LOOKUP_AT) && o->map->direct.cpu_stride)
		want |= ENV;
	if (o->flags & JIT_FUEL)
		want |= ENV | TRAPS | FUEL;
	return o->flags & JIT_CHOICE ? want | THIRD : want;
}

static void look(struct jit *j, struct jit_func *f, const struct prog_sub *sub)
{
	const struct x64_abi *abi = x64_abi(j);
	unsigned want = 0, writes = 0;

	for (uint32_t i = sub->first; i < sub->end; i++) {
		want |= wants_of(j, &j->ops[i]);
		writes |= j->ops[i].writes;
	}
	f->writes = (uint16_t)writes;
	f->calls = want & CALLS;
	f->env = want & ENV;
	f->traps = want & TRAPS;
	f->fuel = want & FUEL;
	f->shares_exit = want & SHARES;
	f->saves = want & THIRD ? abi->saved & 1u << abi->tmp3 : 0;
}

/* Native registers of a set of the machine's that a function must give back. */
static uint32_t saved_of(const struct x64_abi *abi, uint16_t regs)
{
	uint32_t saves = 0;

	for (unsigned r = 0; r < 10; r++)
		if (regs & 1u << r)
			saves |= abi->saved & 1u << abi->reg[r];
	return saves;
}

static void set_frame(const struct jit *j, struct jit_func *f, const struct prog_sub *sub)
{
	f->nr_saves = bits_set(f->saves);
	f->frame = sub->stack_depth + (f->calls ? x64_abi(j)->call_room : 0);
	if (f->calls && (f->frame + 8 * f->nr_saves) % 16 != 8)
		f->frame += 8;
}

/* Subprograms give back r6 to r9 and nothing else of the machine's; the program gives back all that C wants. */
void x64_plan(struct jit *j)
{
	const struct x64_abi *abi = x64_abi(j);
	uint32_t all = 0;

	for (uint32_t s = 0; s < j->p->nr_subs; s++) {
		struct jit_func *f = &j->funcs[s];

		look(j, f, &j->p->subs[s]);
		j->env |= f->env;
		j->unwind |= s && f->traps;
		f->saves |= saved_of(abi, f->writes & OWN_REGS);
		all |= saved_of(abi, f->writes);
	}
	if (j->opts.borrow) /* every register is loaded again after each operation */
		all |= saved_of(abi, 0x3ff);
	j->funcs[0].saves |= all & ~saved_of(abi, j->opts.borrow || j->unwind ? 0 : OWN_REGS);
	j->env |= j->unwind;
	if (j->env)
		j->funcs[0].saves |= 1u << abi->env;
	if (j->opts.hardened)
		j->funcs[0].saves |= 1u << abi->reg[JIT_NUMBER];
	for (uint32_t s = 0; s < j->p->nr_subs; s++) {
		if (j->opts.borrow && s)
			j->funcs[s].saves |= saved_of(abi, OWN_REGS);
		set_frame(j, &j->funcs[s], &j->p->subs[s]);
	}
	j->packet = !j->env && !j->opts.hardened && jit_takes_packet(j);
}

/* A frame of 8 bytes costs a byte of code as a push. */
static void make_frame(struct jit *j, uint32_t len)
{
	if (len == 8)
		x64_op(&j->out, X64_PUSH, 64, 0, x64_r(x64_abi(j)->spare), 0);
	else if (len)
		x64_alu_imm(&j->out, X64_SUB, 64, x64_r(RSP), (int32_t)len);
}

static void drop_frame(struct jit *j, uint32_t len)
{
	if (len == 8)
		x64_op(&j->out, X64_POP, 64, 0, x64_r(x64_abi(j)->spare), 0);
	else if (len)
		x64_alu_imm(&j->out, X64_ADD, 64, x64_r(RSP), (int32_t)len);
}

static void push_all(struct jit *j, uint32_t regs)
{
	for (uint8_t r = 0; r < 16; r++)
		if (regs & 1u << r)
			x64_op(&j->out, X64_PUSH, 64, 0, x64_r(r), 0);
}

static void pop_all(struct jit *j, uint32_t regs)
{
	for (uint8_t r = 16; r-- > 0;)
		if (regs & 1u << r)
			x64_op(&j->out, X64_POP, 64, 0, x64_r(r), 0);
}

/* What entry.run is given: ctx is r1 already, or has to go there; r2 is the length of ctx's memory. */
static void take_arguments(struct jit *j)
{
	const struct x64_abi *abi = x64_abi(j);

	if (j->env)
		x64_mov(&j->out, 64, abi->env, abi->arg[1]);
	x64_mov(&j->out, 64, abi->reg[1], abi->arg[0]);
	if (jit_live_before(&j->ops[0]) & 1u << 2)
		x64_mov_imm(&j->out, abi->reg[2], j->p->mem_len);
}

static struct x64_rm scratch(const struct jit *j, unsigned i)
{
	return x64_m(x64_abi(j)->env, (int32_t)(offsetof(struct kiln_env, scratch) + 8 * i));
}

static struct x64_rm fuel(const struct jit *j)
{
	return x64_m(x64_abi(j)->env, (int32_t)offsetof(struct kiln_env, fuel));
}

static struct x64_rm turns(const struct jit *j)
{
	return x64_m(x64_abi(j)->env, (int32_t)offsetof(struct kiln_env, turns));
}

/* tmp = an address inside the code, relative to here. */
static void load_label(struct jit *j, uint8_t to, uint32_t label)
{
	jit_put(&j->out, to >= 8 ? 0x4c : 0x48);
	jit_put(&j->out, 0x8d);
	jit_put(&j->out, (uint8_t)((to & 7) << 3 | RBP)); /* rip */
	jit_fix(j, JIT_FIX_DISTANCE, label);
}

/* Where a trap in a subprogram lands: with this rsp, at that label. */
static void set_landing(struct jit *j, uint32_t label)
{
	uint8_t tmp = x64_abi(j)->tmp;

	x64_op(&j->out, X64_MOV, 64, RSP, scratch(j, 0), 0);
	load_label(j, tmp, label);
	x64_op(&j->out, X64_MOV, 64, tmp, scratch(j, 1), 0);
}

/* The program may have been led to by a function of another one, whose own landing is needed again when it comes back there. */
static bool keeps_landing(const struct jit *j)
{
	return !j->sub && j->unwind;
}

static void push_landing(struct jit *j)
{
	x64_mov(&j->out, 64, x64_abi(j)->env, x64_abi(j)->arg[1]);
	for (unsigned i = 0; i < 2; i++)
		x64_op(&j->out, X64_PUSH_M, 64, 0, scratch(j, i), 0);
}

static void pop_landing(struct jit *j)
{
	for (unsigned i = 2; i-- > 0;)
		x64_op(&j->out, X64_POP_M, 64, 0, scratch(j, i), 0);
}

void x64_prologue(struct jit *j)
{
	const struct jit_func *f = x64_func(j);

	push_all(j, f->saves);
	if (keeps_landing(j))
		push_landing(j);
	make_frame(j, f->frame);
	if (j->sub)
		return;
	take_arguments(j);
	if (j->p->fuel)
		x64_op(&j->out, X64_MOV_I, 64, 0, fuel(j), (int32_t)j->p->fuel);
	if (j->p->turns)
		x64_op(&j->out, X64_MOV_I, 64, 0, turns(j), (int32_t)j->p->turns);
	if (j->unwind)
		set_landing(j, jit_label_exit(j, 0));
}

/* Everything but the return address goes; the result and the arguments of a tail call stay. */
static void unwind(struct jit *j)
{
	const struct jit_func *f = x64_func(j);

	drop_frame(j, f->frame);
	if (keeps_landing(j))
		pop_landing(j);
	pop_all(j, f->saves);
}

static void leave(struct jit *j)
{
	unwind(j);
	x64_op(&j->out, X64_RET, 64, 0, x64_r(RAX), 0);
}

static uint32_t leave_len(const struct jit *j)
{
	const struct jit_func *f = x64_func(j);

	return 1 +
	       (f->frame > 127 ? 7
		: f->frame     ? 4
			       : 0) +
	       f->nr_saves + bits_set(f->saves >> 8) + (keeps_landing(j) ? 2 * POP_LEN : 0);
}

static void leave_somewhere(struct jit *j)
{
	if (leave_len(j) <= EXIT_COPY_MAX)
		leave(j);
	else
		x64_jump(j, jit_label_exit(j, j->sub));
}

/* Subprograms give back r6 to r9 by themselves, unless a trap ends them. */
static uint32_t callback_saves(const struct jit *j)
{
	const struct x64_abi *abi = x64_abi(j);
	uint32_t own = j->unwind ? 0 : saved_of(abi, OWN_REGS);

	return (j->funcs[0].saves & ~own) | 1u << abi->env | saved_of(abi, jit_bit(5));
}

/*
 * What a helper calls as a callback: a C function of six arguments around the subprogram. A trap inside ends the callback,
 * and what was there to land on before is put back.
 */
static void callback_thunk(struct jit *j)
{
	const struct x64_abi *abi = x64_abi(j);
	struct jit_buf *b = &j->out;
	uint32_t saves = callback_saves(j), nr_saves = bits_set(saves);
	uint32_t room = abi->call_room + (nr_saves % 2 ? 0 : 8);
	int32_t args = (int32_t)(8 * nr_saves + 8 + abi->stack_args);

	/* Never run, but read: the program's address in the 8 bytes before the entry, for callbacks that run later (rt.h). */
	jit_put_le(&j->out, 0xbb49, 2); /* mov r11, imm64 */
	jit_put_le(&j->out, (uintptr_t)j->p, 8);
	jit_label_here(j, jit_label_thunk(j, j->sub));
	push_all(j, saves);
	if (abi->env_arg != X64_NONE) {
		x64_mov(b, 64, abi->env, abi->env_arg);
	} else {
		x64_op(b, X64_MOV_RM, 64, abi->reg[5], x64_m(RSP, args), 0);
		x64_op(b, X64_MOV_RM, 64, abi->env, x64_m(RSP, args + 8), 0);
	}
	for (unsigned i = 0; i < 2 && j->unwind; i++)
		x64_op(b, X64_PUSH_M, 64, 0, scratch(j, i), 0);
	make_frame(j, room);
	if (j->unwind)
		set_landing(j, jit_label_land(j, j->sub));
	jit_put(b, 0xe8);
	jit_fix(j, JIT_FIX_DISTANCE, jit_label_entry(j, j->sub));
	jit_label_here(j, jit_label_land(j, j->sub));
	drop_frame(j, room);
	for (unsigned i = 2; i-- > 0 && j->unwind;)
		x64_op(b, X64_POP_M, 64, 0, scratch(j, i), 0);
	pop_all(j, saves);
	x64_op(b, X64_RET, 64, 0, x64_r(RAX), 0);
}

void x64_take_fuel(struct jit *j)
{
	x64_alu_imm(&j->out, X64_SUB, 64, fuel(j), 1);
	x64_jump_if(j, CC_S, jit_label_dry(j, j->sub));
}

void x64_function_end(struct jit *j)
{
	if (x64_func(j)->fuel) {
		jit_label_here(j, jit_label_dry(j, j->sub));
		x64_trap_op(j, NULL);
	}
	jit_label_here(j, jit_label_exit(j, j->sub));
	if (leave_len(j) > EXIT_COPY_MAX || x64_func(j)->shares_exit || (!j->sub && j->unwind))
		leave(j);
	if (j->p->subs[j->sub].callback)
		callback_thunk(j);
}

void x64_exit_op(struct jit *j, const struct jit_op *o)
{
	(void)o;
	leave_somewhere(j);
}

void x64_trap_op(struct jit *j, const struct jit_op *o)
{
	(void)o;
	x64_mov_imm(&j->out, RAX, (uint64_t)j->p->kind->fault_verdict);
	if (!j->sub) {
		leave_somewhere(j);
		return;
	}
	x64_op(&j->out, X64_MOV_RM, 64, RSP, scratch(j, 0), 0);
	x64_jump_through(j, scratch(j, 1), x64_abi(j)->tmp);
}

/* -- jumps --------------------------------------------------------------------------------------------------------- */

uint32_t x64_next_block(const struct jit *j)
{
	const struct jit_func *f = x64_func(j);
	uint32_t next = j->block + 1;

	return next < f->first_block + f->nr_blocks ? j->blocks[j->order[next]].first : jit_label_exit(j, j->sub);
}

/* settle.c leaves out a jump to what is written next. */
void x64_jump(struct jit *j, uint32_t label)
{
	jit_fix(j, JIT_FIX_JUMP, label);
}

void x64_jump_if(struct jit *j, enum x64_cc cc, uint32_t label)
{
	jit_fix(j, JIT_FIX_JUMP_IF, label)->cc = (uint8_t)cc;
}

uint8_t x64_fix_len(const struct jit_fix *f, bool small, bool far)
{
	switch (f->kind) {
	case JIT_FIX_JUMP:
		return small ? 2 : 5;
	case JIT_FIX_JUMP_IF:
		return small ? 2 : 6;
	case JIT_FIX_CALL:
		return far ? 12 : 5;
	default:
		return 4;
	}
}

static void put_bytes(uint8_t *to, uint64_t v, unsigned nr)
{
	for (; nr; nr--, v >>= 8)
		*to++ = (uint8_t)v;
}

/* A call that does not reach goes by way of rax, which the result will overwrite. */
void x64_fix_write(uint8_t *to, const struct jit_fix *f, int64_t v)
{
	bool jump = f->kind == JIT_FIX_JUMP;

	if (f->kind == JIT_FIX_DISTANCE) {
		put_bytes(to, (uint64_t)v, 4);
	} else if (f->kind == JIT_FIX_CALL && f->len == 5) {
		put_bytes(to, 0xe8 | (uint64_t)v << 8, 5);
	} else if (f->kind == JIT_FIX_CALL) {
		put_bytes(to, 0xb848, 2);
		put_bytes(to + 2, (uint64_t)v, 8);
		put_bytes(to + 10, 0xd0ff, 2);
	} else if (f->len == 2) {
		put_bytes(to, (jump ? 0xebu : 0x70u | f->cc) | (uint64_t)v << 8, 2);
	} else if (f->len) {
		put_bytes(to, jump ? 0xe9 : 0x800fu | (unsigned)f->cc << 8, f->len - 4u);
		put_bytes(to + f->len - 4, (uint64_t)v, 4);
	}
}

void x64_go_on(struct jit *j)
{
	uint32_t on = j->ops[j->pc].next;

	if (x64_next_block(j) != on)
		x64_jump(j, on);
}

/* Of the two ways on, the one that is written next needs no jump. */
void x64_branch(struct jit *j, enum x64_cc cc, uint32_t label)
{
	uint32_t next = x64_next_block(j), on = j->ops[j->pc].next;

	if (next == label) {
		x64_jump_if(j, cc ^ 1u, on);
	} else {
		x64_jump_if(j, cc, label);
		x64_go_on(j);
	}
}

void x64_jmp_op(struct jit *j, const struct jit_op *o)
{
	x64_jump(j, (uint32_t)o->off);
}

/* Bits are tested in the low byte where that is shorter: no number of 32 bits. */
static void test_imm(struct jit *j, unsigned width, uint8_t d, int64_t imm)
{
	if (imm >= 0 && imm <= 127)
		x64_op(&j->out, X64_TEST_B, 32, 0, x64_r(d), imm);
	else
		x64_op(&j->out, X64_TEST_I, imm >= 0 ? 32 : width, 0, x64_r(d), (int32_t)imm);
}

/* in is the condition; CC_NE with TEST stands for "any of these bits", told apart by the operation. */
static bool tests_bits(const struct jit_op *o)
{
	return o->op == OP_JSET64_IMM || o->op == OP_JSET64_REG || o->op == OP_JSET32_IMM || o->op == OP_JSET32_REG;
}

/* Whether the operation before, in the same block, has left the zero flag as a test of all of d would. */
static bool zero_is_known(const struct jit *j, const struct jit_op *o, unsigned width)
{
	for (const struct jit_op *b = o; !(b->flags & JIT_HEAD) && !(o->flags & JIT_FUEL);) {
		const struct x64_form *f;

		if ((--b)->op == JIT_NOP)
			continue;
		f = x64_form(b);
		if (b->dst != o->dst || x64_borrows(j, b) || (width == 32 && f->width != 32))
			return false;
		return f->emit == x64_alu_imm_op || f->emit == x64_alu_reg_op;
	}
	return false;
}

/* What a choice may choose; before the comparison, for a zero is made by an instruction that changes flags. */
static uint8_t choice_value(struct jit *j, const struct jit_op *o)
{
	uint8_t tmp = x64_abi(j)->tmp3;

	if (o->index == JIT_NO_REG)
		x64_mov_imm(&j->out, tmp, o->shift ? (uint32_t)o->off : (uint64_t)(int64_t)o->off);
	else if (o->shift)
		x64_mov(&j->out, 32, tmp, x64_reg(j, o->index));
	else
		return x64_reg(j, o->index);
	return tmp;
}

/* The end of a comparison: a jump, or a choice. */
static void decide(struct jit *j, const struct jit_op *o, enum x64_cc cc, uint8_t value)
{
	if (o->flags & JIT_CHOICE)
		x64_cmov(&j->out, cc ^ 1u, x64_reg(j, o->base), value);
	else
		x64_branch(j, cc, (uint32_t)o->off);
}

void x64_jmp_imm_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t d = x64_use(j, o->dst, x64_abi(j)->tmp);
	bool equality = !o->imm && !tests_bits(o) && (f->in == CC_E || f->in == CC_NE);
	uint8_t value = o->flags & JIT_CHOICE ? choice_value(j, o) : 0;

	if (equality && !(o->flags & JIT_CHOICE) && zero_is_known(j, o, f->width))
		;
	else if (tests_bits(o))
		test_imm(j, f->width, d, o->imm);
	else if (!o->imm)
		x64_op(&j->out, X64_TEST, f->width, d, x64_r(d), 0);
	else
		x64_alu_imm(&j->out, X64_CMP, f->width, x64_r(d), (int32_t)o->imm);
	decide(j, o, f->in, value);
}

void x64_jmp_reg_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t d = x64_use(j, o->dst, x64_abi(j)->tmp), s = x64_use(j, o->src, x64_abi(j)->tmp2);
	uint8_t value = o->flags & JIT_CHOICE ? choice_value(j, o) : 0;

	x64_op(&j->out, tests_bits(o) ? X64_TEST : X64_CMP, f->width, s, x64_r(d), 0);
	decide(j, o, f->in, value);
}

/* The count runs below zero and stays there, so that each later may_goto of the run jumps too. */
void x64_may_goto_op(struct jit *j, const struct jit_op *o)
{
	x64_alu_imm(&j->out, X64_SUB, 64, turns(j), 1);
	x64_branch(j, CC_S, (uint32_t)o->off);
}

/* -- calls --------------------------------------------------------------------------------------------------------- */

static void call_c(struct jit *j, uintptr_t fn)
{
	jit_fix(j, JIT_FIX_CALL, 0)->fn = fn;
}

void x64_call_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_abi *abi = x64_abi(j);

	if (abi->env_arg != X64_NONE) {
		x64_mov(&j->out, 64, abi->env_arg, abi->env);
	} else {
		x64_op(&j->out, X64_MOV, 64, abi->reg[5], x64_m(RSP, abi->stack_args), 0);
		x64_op(&j->out, X64_MOV, 64, abi->env, x64_m(RSP, abi->stack_args + 8), 0);
	}
	call_c(j, (uintptr_t)o->fn);
}

void x64_call_sub_op(struct jit *j, const struct jit_op *o)
{
	jit_put(&j->out, 0xe8);
	jit_fix(j, JIT_FIX_DISTANCE, jit_label_entry(j, prog_sub_of(j->p, (uint32_t)o->off)));
}

/* The address of a subprogram's thunk, relative to here. */
void x64_func_op(struct jit *j, const struct jit_op *o)
{
	load_label(j, x64_reg(j, o->dst), jit_label_thunk(j, prog_sub_of(j->p, (uint32_t)o->off)));
}

/* slot = the program in it. Where there cannot be one, a hop whose landing is for the caller to make; 0 if there can. */
static uint32_t load_slot(struct jit *j, const struct jit_op *o, uint8_t slot)
{
	const struct x64_abi *abi = x64_abi(j);
	struct jit_buf *b = &j->out;
	uint8_t tmp = abi->tmp, index = abi->reg[3];
	struct x64_rm at = { .reg = X64_NONE, .base = tmp, .index = index, .shift = 3 };
	uint32_t beyond;

	if (o->flags & JIT_KEY) {
		x64_mov_imm(b, tmp, (uintptr_t)o->map->direct.base + 8 * (uint64_t)(uint32_t)o->off);
		x64_op(b, X64_MOV_RM, 64, slot, x64_m(tmp, 0), 0);
		return 0;
	}
	x64_mov(b, 32, index, index);
	if (o->map) {
		x64_alu_imm(b, X64_CMP, 32, x64_r(index), (int32_t)o->map->direct.nr);
		beyond = x64_hop(b, CC_AE);
		x64_mov_imm(b, tmp, (uintptr_t)o->map->direct.base);
	} else {
		x64_op(b, X64_CMP, 32, index, x64_m(abi->reg[2], (int32_t)offsetof(struct kiln_map, direct.nr)), 0);
		beyond = x64_hop(b, CC_BE);
		x64_op(b, X64_MOV_RM, 64, tmp, x64_m(abi->reg[2], (int32_t)offsetof(struct kiln_map, direct.base)), 0);
	}
	x64_op(b, X64_MOV_RM, 64, slot, at, 0);
	return beyond;
}

/*
 * r1 is ctx, r2 the program array, r3 the index. Where the slot is empty or no calls are left, the program goes on with
 * -ENOENT in r0.
 */
void x64_tail_call_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_abi *abi = x64_abi(j);
	struct jit_buf *b = &j->out;
	uint8_t slot = abi->tmp2;
	struct x64_rm left = x64_m(abi->env, (int32_t)offsetof(struct kiln_env, tail_left));
	uint32_t beyond, spent, empty;

	x64_op(b, X64_CMP_I8, 32, 0, left, 0);
	spent = x64_hop(b, CC_LE);
	beyond = load_slot(j, o, slot);
	x64_op(b, X64_TEST, 64, slot, x64_r(slot), 0);
	empty = x64_hop(b, CC_E);
	x64_wait(j);
	x64_op(b, X64_DEC, 32, 0, left, 0);
	x64_mov(b, 64, abi->arg[0], abi->reg[1]);
	x64_mov(b, 64, abi->arg[1], abi->env);
	x64_mov(b, 64, abi->arg[2], slot);
	unwind(j);
	x64_jump_through(j, x64_m(abi->arg[2], (int32_t)offsetof(struct kiln_prog, entry.run)), abi->tmp);
	if (beyond)
		x64_land(b, beyond);
	x64_land(b, spent);
	x64_land(b, empty);
	x64_mov_imm(b, RAX, (uint64_t)-KILN_ERR_NOENT);
}

/* -- calls that need no call --------------------------------------------------------------------------------------- */

void x64_cpu_id_op(struct jit *j, const struct jit_op *o)
{
	(void)o;
	x64_op(&j->out, X64_MOV_RM, 32, RAX, x64_m(x64_abi(j)->env, (int32_t)offsetof(struct kiln_env, cpu)), 0);
}

static void scale(struct jit *j, uint8_t reg, uint64_t by)
{
	if (by & (by - 1))
		x64_op(&j->out, X64_IMUL_I, 64, reg, x64_r(reg), (int64_t)by);
	else if (by > 1)
		x64_shift_imm(&j->out, X64_SHL_I, 64, reg, (unsigned)__builtin_ctzll(by));
}

/* rax += the slot's part of a per-CPU map. */
static void add_cpu_part(struct jit *j, const struct map_direct *direct)
{
	const struct x64_abi *abi = x64_abi(j);

	if (!direct->cpu_stride)
		return;
	x64_op(&j->out, X64_MOV_RM, 32, abi->tmp, x64_m(abi->env, (int32_t)offsetof(struct kiln_env, cpu)), 0);
	scale(j, abi->tmp, direct->cpu_stride);
	x64_op(&j->out, X64_ADD, 64, abi->tmp, x64_r(RAX), 0);
}

void x64_lookup_at_op(struct jit *j, const struct jit_op *o)
{
	const struct map_direct *d = &o->map->direct;

	x64_mov_imm(&j->out, RAX, (uintptr_t)d->base + (uint64_t)(uint32_t)o->off * d->stride);
	add_cpu_part(j, d);
}

void x64_lookup_op(struct jit *j, const struct jit_op *o)
{
	const struct map_direct *d = &o->map->direct;
	uint8_t key = x64_abi(j)->tmp2;
	uint32_t beyond;

	x64_op(&j->out, X64_MOV_RM, 32, key, x64_address(j, o), 0);
	x64_mov_imm(&j->out, RAX, 0);
	x64_alu_imm(&j->out, X64_CMP, 32, x64_r(key), (int32_t)d->nr);
	beyond = x64_hop(&j->out, CC_AE);
	scale(j, key, d->stride);
	x64_mov_imm(&j->out, RAX, (uintptr_t)d->base);
	x64_op(&j->out, X64_ADD, 64, key, x64_r(RAX), 0);
	add_cpu_part(j, d);
	x64_land(&j->out, beyond);
}

/* -- borrowing the interpreter's body ------------------------------------------------------------------------------ */

static bool is_call(uint16_t op)
{
	return op == OP_CALL || op == OP_CALL_SUB;
}

bool x64_borrows_by_choice(const struct jit_op *o)
{
	x64_emit_fn *emit = x64_form(o)->emit;

	return o->op < OP_NR_INSNS && !jit_jumps(o) && jit_falls_through(o) && !is_call(o->op) && emit != x64_func_op &&
	       emit != x64_packet_op && emit != x64_trap_op;
}

static struct x64_rm shadow(const struct jit *j, unsigned r)
{
	return x64_m(x64_abi(j)->env, (int32_t)(offsetof(struct kiln_env, regs) + 8 * r));
}

static void put_regs(struct jit *j, uint32_t regs)
{
	for (; regs; regs &= regs - 1) {
		unsigned r = (unsigned)__builtin_ctz(regs);

		x64_op(&j->out, X64_MOV, 64, x64_use(j, r, x64_abi(j)->tmp), shadow(j, r), 0);
	}
}

static void get_regs(struct jit *j, uint32_t regs)
{
	for (; regs; regs &= regs - 1) {
		unsigned r = (unsigned)__builtin_ctz(regs);

		x64_op(&j->out, X64_MOV_RM, 64, x64_reg(j, r), shadow(j, r), 0);
	}
}

enum { ALL_REGS = (1 << KILN_NR_REGS) - 1, FRAME_REG = 1 << 10 };

/* What may not be there: C asks the host for it, and may change what the machine's callers save. */
void x64_peek_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_abi *abi = x64_abi(j);
	uint32_t regs = 0;

	for (unsigned r = 0; r < 10; r++)
		if (!(abi->saved & 1u << abi->reg[r]))
			regs |= 1u << r;
	put_regs(j, regs);
	x64_op(&j->out, X64_LEA, 64, abi->arg[1], x64_address(j, o), 0);
	x64_mov(&j->out, 64, abi->arg[0], abi->env);
	x64_mov_imm(&j->out, abi->arg[2], (uint64_t)o->imm);
	call_c(j, j->opts.peek ? j->opts.peek : (uintptr_t)rt_peek_number);
	x64_op(&j->out, X64_MOV, 64, RAX, shadow(j, o->dst), 0);
	get_regs(j, regs | 1u << o->dst);
}

/* All registers go to env->regs, the body runs on those, and all come back. */
void x64_borrow_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_abi *abi = x64_abi(j);

	(void)o;
	put_regs(j, ALL_REGS);
	x64_mov_imm(&j->out, abi->arg[0], (uintptr_t)&j->p->ops[j->pc]);
	x64_op(&j->out, X64_LEA, 64, abi->arg[1], shadow(j, 0), 0);
	call_c(j, (uintptr_t)interp_one);
	get_regs(j, ALL_REGS & ~FRAME_REG);
}
