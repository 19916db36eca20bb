/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * mutate.c - see mutate.h.
 */
#include "mutate.h"

#include "gen.h"

enum { LD, LDX, ST, STX, ALU32, JMP64, JMP32, ALU64 }; /* the low three bits of an opcode */
enum {
	CLASS = 7,
	WIDE = 0x18,
	CALL = 0x85,
	EXIT = 0x95,
	GOTO = 0x05,
	REG = 0x08,
	MODE = 0xe0,
	SIZE = 0x18,
	ATOMIC = 0xc0,
	OP = 0xf0
};

static uint32_t below(uint64_t *rnd, uint32_t n)
{
	return (uint32_t)(gen_random(rnd) >> 32) % n;
}

static uint8_t class_of(const struct kiln_insn *in)
{
	return in->code & CLASS;
}

static bool is_jump_if(const struct kiln_insn *in)
{
	uint8_t cls = class_of(in);

	return (cls == JMP64 || cls == JMP32) && in->code != CALL && in->code != EXIT && in->code >> 4 != 0 &&
	       in->code >> 4 != 14;
}

static int32_t moved(int32_t imm, uint64_t *rnd)
{
	static const int32_t edges[] = { 0, 1, -1, 7, 8, 31, 32, 63, 64, 255, 256, 65535, 0x7fffffff, -0x7fffffff - 1 };

	switch (below(rnd, 5)) {
	case 0:
		return (int32_t)((uint32_t)imm + 1);
	case 1:
		return (int32_t)((uint32_t)imm - 1);
	case 2:
		return (int32_t)((uint32_t)imm ^ 1u << below(rnd, 32));
	case 3:
		return (int32_t)((uint32_t)imm * 2);
	default:
		return edges[below(rnd, sizeof(edges) / sizeof(edges[0]))];
	}
}

static void change_register(struct kiln_insn *in, uint64_t *rnd)
{
	if (in->code == CALL || in->code == EXIT || in->code == GOTO)
		return;
	if (below(rnd, 2) || !(in->code & REG || class_of(in) == LDX || class_of(in) == STX))
		in->dst = below(rnd, 10) & 15;
	else
		in->src = below(rnd, 11) & 15;
}

static void change_constant(struct kiln_insn *in, uint64_t *rnd)
{
	uint8_t cls = class_of(in);

	if (cls == ST || ((cls == ALU32 || cls == ALU64 || is_jump_if(in)) && !(in->code & REG)))
		in->imm = moved(in->imm, rnd);
}

static void change_offset(struct kiln_insn *in, uint64_t *rnd)
{
	static const int16_t by[] = { 1, -1, 2, -2, 4, -4, 8, -8, 64, -64 };
	uint8_t cls = class_of(in);

	if (cls == LDX || cls == ST || cls == STX)
		in->off = (int16_t)(in->off + by[below(rnd, 10)]);
	else if (is_jump_if(in) && below(rnd, 4) == 0)
		in->off = (int16_t)(in->off + by[below(rnd, 4)]);
}

static void change_condition(struct kiln_insn *in, uint64_t *rnd)
{
	static const uint8_t ops[] = { 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xa0, 0xb0, 0xc0, 0xd0 };

	if (!is_jump_if(in))
		return;
	if (below(rnd, 3))
		in->code = (uint8_t)((in->code & ~OP) | ops[below(rnd, sizeof(ops))]);
	else
		in->code ^= JMP64 ^ JMP32;
}

static void delete (struct kiln_insn *in, uint64_t *rnd)
{
	(void)rnd;
	if (in->code != EXIT)
		*in = (struct kiln_insn){ .code = GOTO };
}

static void change_size(struct kiln_insn *in, uint64_t *rnd)
{
	uint8_t cls = class_of(in);

	if ((cls == LDX || cls == ST || cls == STX) && (in->code & MODE) != ATOMIC)
		in->code = (uint8_t)((in->code & ~SIZE) | below(rnd, 4) << 3);
}

static void change_operation(struct kiln_insn *in, uint64_t *rnd)
{
	static const uint8_t ops[] = { 0x00, 0x10, 0x20, 0x40, 0x50, 0x60, 0x70, 0xa0, 0xb0, 0xc0 };
	uint8_t cls = class_of(in), op = in->code & OP;

	if ((cls != ALU32 && cls != ALU64) || op == 0x80 || op == 0xd0)
		return;
	if (below(rnd, 2))
		in->code = (uint8_t)((in->code & ~OP) | ops[below(rnd, sizeof(ops))]);
	else
		in->code ^= ALU32 ^ ALU64;
	if (in->code & REG)
		in->off = 0;
}

static void exchange(struct kiln_insn *insn, uint32_t nr, uint32_t at)
{
	struct kiln_insn first = insn[at];

	if (at + 1 >= nr || insn[at + 1].code == WIDE || is_jump_if(&first) || is_jump_if(&insn[at + 1]) ||
	    first.code == EXIT || insn[at + 1].code == EXIT || first.code == CALL || insn[at + 1].code == CALL)
		return;
	insn[at] = insn[at + 1];
	insn[at + 1] = first;
}

static void change(struct kiln_insn *insn, uint32_t nr, uint32_t at, uint64_t *rnd)
{
	static void (*const ways[])(struct kiln_insn *, uint64_t *) = {
		change_register, change_constant, change_offset,    change_condition, change_condition,
		delete,		 change_size,	  change_operation, change_constant,  change_offset,
	};
	uint32_t way = below(rnd, sizeof(ways) / sizeof(ways[0]) + 1);

	if (way == sizeof(ways) / sizeof(ways[0]))
		exchange(insn, nr, at);
	else
		ways[way](&insn[at], rnd);
}

/* Wide loads are left whole. */
static bool may_change(const struct kiln_insn *insn, uint32_t at)
{
	return insn[at].code != WIDE && insn[at].code != 0 && (!at || insn[at - 1].code != WIDE);
}

void mutate(struct kiln_insn *insn, uint32_t nr, uint64_t *rnd)
{
	for (uint32_t n = 1 + below(rnd, 3), tries = 0; n && tries < 1000; tries++) {
		uint32_t at = below(rnd, nr);
		struct kiln_insn before = insn[at];

		if (!may_change(insn, at))
			continue;
		change(insn, nr, at, rnd);
		n -= before.code != insn[at].code || before.dst != insn[at].dst || before.src != insn[at].src ||
		     before.off != insn[at].off || before.imm != insn[at].imm;
	}
}
