/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * choice.c - jumps over a single move become conditional moves.
 *
 * Overview     BPF has no conditional move, so clang writes one as `d = a; if cond goto L; d = b; L:`. Where it was one in the
 *              source, whether the jump is taken is usually not predictable; so it is made one again.
 * Cost         one pass.
 */
#include "jit/target.h"

/* The next operation that does something; its index is at most end. */
static uint32_t next_real(const struct jit *j, uint32_t i, uint32_t end)
{
	do
		i++;
	while (i < end && j->ops[i].op == JIT_NOP && !(j->ops[i].flags & JIT_TARGET));
	return i;
}

/* A move that can be made part of a choice: from a register, or of a number of 32 bits. */
static bool take_move(struct jit_op *jump, const struct jit_op *move)
{
	switch (move->op) {
	case OP_MOV64_REG:
	case OP_MOV32_REG:
		jump->index = move->src;
		jump->shift = move->op == OP_MOV32_REG;
		return move->src != 10;
	case OP_MOV32_IMM:
		jump->off = (int32_t)move->imm;
		jump->shift = 1;
		return true;
	case OP_MOV64_IMM:
	case OP_LD64_IMM:
		jump->off = (int32_t)move->imm;
		return move->imm == (int32_t)move->imm;
	default:
		return false;
	}
}

static bool try_choice(struct jit *j, uint32_t i, uint32_t end)
{
	struct jit_op made = j->ops[i];
	uint32_t move = next_real(j, i, end), after, target = (uint32_t)made.off;
	const struct jit_op *m;

	if (move >= end || (j->ops[move].flags & JIT_TARGET))
		return false;
	m = &j->ops[move];
	after = next_real(j, move, end);
	if (m->op == OP_LD64_IMM && after < end && j->ops[after].op == JIT_NOP)
		after = next_real(j, after, end);
	if (after >= end ||
	    (after != target && !(j->ops[after].op == JIT_JUMP && (uint32_t)j->ops[after].off == target &&
				  !(j->ops[after].flags & JIT_TARGET))))
		return false;
	made.base = m->dst;
	made.shift = 0;
	made.flags = (uint16_t)((made.flags | JIT_CHOICE) & ~JIT_LOW);
	if (!take_move(&made, m))
		return false;
	j->ops[i] = made;
	j->ops[move].op = JIT_NOP;
	return true;
}

bool jit_choices(struct jit *j)
{
	bool made = false;

	for (uint32_t s = 0; s < j->p->nr_subs; s++)
		for (uint32_t i = j->p->subs[s].first; i < j->p->subs[s].end; i++)
			if (jit_jumps(&j->ops[i]) && !(j->ops[i].flags & JIT_FUEL) && j->ops[i].op < OP_NR_INSNS &&
			    j->ops[i].op != OP_MAY_GOTO)
				made |= try_choice(j, i, j->p->subs[s].end);
	return made;
}
