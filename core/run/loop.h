/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * loop.h - the interpreter's loop, included once by each of its two kinds: interp.c (proven code) and checked.c (unproven).
 *
 * Overview     every row of insn.tbl becomes a piece of code that ends by jumping to the next operation's (direct threaded), or
 *              a case of a switch where the compiler has no label values. RUN_<form> says how a form goes on after its body.
 * Needs        run/body.h's R and MEM; LOOP_NAME; STATE(), declarations; STEP(), before each operation; DEPTH(n), a function's
 *              bytes of stack where its prog_sub says n; ENTER(f), for a new frame; CALL_CHECK() and HOST_CHECK(), before calls
 *              inside the program and out of it; FAULT(text), says why, then goes to `fault`.
 * Registers    r[0..10], the caller's, which has set r1 to r5. The stack is env's: see frame.h.
 */

#if KILN_LABEL_VALUES
#define GO()	  goto *labels[op->op]
#define ROW(name) L_##name:
#else
#define GO()	  goto again
#define ROW(name) case OP_##name:
#endif
#define AT(index)                                                                                                              \
	do {                                                                                                                   \
		op = ops + (uint32_t)(index);                                                                                  \
		STEP();                                                                                                        \
		GO();                                                                                                          \
	} while (0)
#define NEXT()                                                                                                                 \
	do {                                                                                                                   \
		op++;                                                                                                          \
		STEP();                                                                                                        \
		GO();                                                                                                          \
	} while (0)

/* Straight on. */
#define RUN_BODY(statement)                                                                                                    \
	do {                                                                                                                   \
		statement;                                                                                                     \
		NEXT();                                                                                                        \
	} while (0)
#define RUN_ALU_IMM(width, body)   RUN_BODY(BODY_ALU_IMM(width, body))
#define RUN_ALU_REG(width, body)   RUN_BODY(BODY_ALU_REG(width, body))
#define RUN_ALU_ONE(width, body)   RUN_BODY(BODY_ALU_ONE(width, body))
#define RUN_ALU_END(width, body)   RUN_BODY(BODY_ALU_END(width, body))
#define RUN_LOAD(width, body)	   RUN_BODY(BODY_LOAD(width, body))
#define RUN_STORE_REG(width, body) RUN_BODY(BODY_STORE_REG(width, body))
#define RUN_STORE_IMM(width, body) RUN_BODY(BODY_STORE_IMM(width, body))
#define RUN_ATOMIC(width, body)	   RUN_BODY(BODY_ATOMIC(width, body))
#define RUN_LOAD_ACQ(width, body)  RUN_BODY(BODY_LOAD_ACQ(width, body))
#define RUN_STORE_REL(width, body) RUN_BODY(BODY_STORE_REL(width, body))
#define RUN_WIDE(width, body)	   RUN_WIDE_##body
/* A wide load's second half is passed by. */
#define RUN_WIDE_NUMBER                                                                                                        \
	do {                                                                                                                   \
		BODY_WIDE(64, IMM);                                                                                            \
		op++;                                                                                                          \
		NEXT();                                                                                                        \
	} while (0)
#define RUN_WIDE_IMM	   RUN_WIDE_NUMBER
#define RUN_WIDE_MAP	   RUN_WIDE_NUMBER
#define RUN_WIDE_VALUE	   RUN_WIDE_NUMBER
#define RUN_WIDE_VAR	   goto trap
#define RUN_WIDE_MAP_IDX   RUN_WIDE_NUMBER
#define RUN_WIDE_VALUE_IDX RUN_WIDE_NUMBER
#define RUN_WIDE_FUNC                                                                                                          \
	do {                                                                                                                   \
		R(op->dst) = (uint64_t)(uintptr_t)(ops + (uint32_t)op->off);                                                   \
		op++;                                                                                                          \
		NEXT();                                                                                                        \
	} while (0)

/* Jumps. Each side of a condition goes on by a jump of its own, for the sake of the CPU's branch prediction. */
#define RUN_COND(statement)                                                                                                    \
	do {                                                                                                                   \
		bool taken;                                                                                                    \
		statement;                                                                                                     \
		if (taken)                                                                                                     \
			AT(op->off);                                                                                           \
		NEXT();                                                                                                        \
	} while (0)
#define RUN_JMP_IMM(width, body) RUN_COND(COND_JMP_IMM(width, body))
#define RUN_JMP_REG(width, body) RUN_COND(COND_JMP_REG(width, body))
#define RUN_GOTO(width, body)	 AT(op->off)
#define RUN_GOTOL(width, body)	 AT(op->off)
#define RUN_MAY_GOTO(width, body)                                                                                              \
	do {                                                                                                                   \
		if (!f->loops)                                                                                                 \
			AT(op->off);                                                                                           \
		f->loops--;                                                                                                    \
		NEXT();                                                                                                        \
	} while (0)

#define RUN_NONE(width, body)  goto leave_function
#define RUN_CALL(width, body)  CALLEE_##body
#define CALLEE_CALL_SUB	       goto call_sub
#define RUN_KFUNC(width, body) goto trap
#define RUN_CALLX(width, body) goto trap
#define RUN_CAST(width, body)  goto trap
/* Called from here and not from one place, so that each call site's operation is predicted by itself. */
#define CALLEE_CALL                                                                                                            \
	do {                                                                                                                   \
		HOST_CHECK();                                                                                                  \
		r[0] = op->fn(r[1], r[2], r[3], r[4], r[5], env);                                                              \
		NEXT();                                                                                                        \
	} while (0)

/* Loads from a packet; past its end they leave the program with 0. */
#define RUN_PACKET(width, at)                                                                                                  \
	do {                                                                                                                   \
		const uint8_t *bytes;                                                                                          \
		HOST_CHECK();                                                                                                  \
		bytes = packet_bytes(r[6], (uint32_t)(at), width / 8);                                                         \
		if (!bytes)                                                                                                    \
			goto leave_with_zero;                                                                                  \
		r[0] = PACKET_##width(bytes);                                                                                  \
		NEXT();                                                                                                        \
	} while (0)
#define PACKET_8(bytes)		*(bytes)
#define PACKET_16(bytes)	be16(get16(bytes))
#define PACKET_32(bytes)	be32(get32(bytes))
#define RUN_LDABS(width, body)	RUN_PACKET(width, op->imm)
#define RUN_LDIND(width, body)	RUN_PACKET(width, (uint64_t)op->imm + R(op->src))

/* From op on, in a function with depth bytes of stack, until it returns to C. */
static uint64_t LOOP_NAME(const struct kiln_prog *p, const struct prog_op *op, uint32_t depth, struct kiln_env *env, uint64_t *r)
{
#if KILN_LABEL_VALUES
	static const void *const labels[OP_NR] = {
#define INSN(name, code, form, sel, width, group, text, body) [OP_##name] = &&L_##name,
#include "isa/insn.tbl"
#undef INSN
		[OP_TRAP] = &&L_TRAP,
		[OP_TAIL_CALL] = &&L_TAIL_CALL,
	};
#endif
	struct interp_frame *const outer = env->interp;
	struct interp_frame	  *f, *callee;
	const struct kiln_prog	  *next;
	const struct prog_op	  *ops = p->ops;
	STATE();

	f = frame_push(env, p, DEPTH(depth));
	if (!f)
		return (uint64_t)p->kind->fault_verdict;
	f->back = NULL;
	ENTER(f);
	r[10] = frame_pointer(f);
	STEP();
#if KILN_LABEL_VALUES
	GO();
#else
again:
	switch (op->op) {
#endif
#define INSN(name, code, form, sel, width, group, text, body) ROW(name) RUN_##form(width, body);
#include "isa/insn.tbl"
#undef INSN
	ROW(TAIL_CALL)
	{
		HOST_CHECK();
		next = tail_target(r[2], (uint32_t)r[3], env);
		if (!next || !frame_replace(env, f, next, DEPTH(next->subs[0].stack_depth)))
			NEXT();
		env->tail_left--;
		r[10] = frame_pointer(f);
		ops = next->ops;
		AT(0);
	}
	ROW(TRAP)
	goto trap;
#if !KILN_LABEL_VALUES
	default:
		goto trap;
	}
#endif

call_sub:
	CALL_CHECK();
	callee = frame_push(env, f->p, DEPTH((uint32_t)op->imm));
	if (!callee)
		FAULT("call with no stack left");
	f = callee;
	f->back = op + 1;
	ENTER(f);
	memcpy(f->saved, &r[6], sizeof(f->saved));
	r[10] = frame_pointer(f);
	AT(op->off);

leave_with_zero:
	r[0] = 0;
leave_function:
	frame_pop(env, f);
	op = f->back;
	if (!op)
		return r[0];
	memcpy(&r[6], f->saved, sizeof(f->saved));
	f = env->interp;
	r[10] = frame_pointer(f);
	ops = f->p->ops;
	STEP();
	GO();

trap:
	FAULT("not an instruction that runs");
fault:
	while (env->interp != outer)
		frame_pop(env, env->interp);
	return (uint64_t)p->kind->fault_verdict;
}
