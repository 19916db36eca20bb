/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * gen.c - see gen.h.
 */
#include "gen.h"

#include <string.h>

struct gen {
	struct gen_prog *p;
	uint64_t rnd;
	uint32_t sub_call[8]; /* calls whose target is not yet known */
	uint32_t nr_sub_calls;
	uint32_t callback_ref[4]; /* references to the callback, likewise */
	uint32_t nr_callback_refs;
	bool in_sub;
};

uint64_t gen_random(uint64_t *s)
{
	uint64_t z = *s += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static uint32_t below(struct gen *g, uint32_t n)
{
	return (uint32_t)(gen_random(&g->rnd) >> 32) % n;
}

static bool one_in(struct gen *g, uint32_t n)
{
	return below(g, n) == 0;
}

static void emit(struct gen *g, uint8_t code, uint32_t dst, uint32_t src, int32_t off, int32_t imm)
{
	struct gen_prog *p = g->p;

	if (p->nr < GEN_MAX_INSNS - 64)
		p->insn[p->nr++] = (struct kiln_insn){ .code = code,
						       .dst = (uint8_t)(dst & 15),
						       .src = (uint8_t)(src & 15),
						       .off = (int16_t)off,
						       .imm = imm };
}

enum { ALU32 = 0x04, JMP64 = 0x05, JMP32 = 0x06, ALU64 = 0x07, REG = 0x08, LDX = 0x61, STX = 0x63, ST = 0x62 };
enum { MOV = 0xb0, ADD = 0x00, SUB = 0x10, AND = 0x50, LSH = 0x60, RSH = 0x70, ARSH = 0xc0 };

static const uint8_t size_code[] = { 0x10, 0x08, 0x00, 0x18 }; /* of 1 << i bytes */
static const uint8_t cond_code[] = { 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xa0, 0xb0, 0xc0, 0xd0 };

/* Numbers at which reasoning about ranges goes wrong. */
static int32_t edge(struct gen *g)
{
	static const int32_t edges[] = { 0,   1,   -1,	 2,	     7,		 8,	     15,
					 16,  31,  32,	 63,	     64,	 127,	     128,
					 255, 256, 4095, 65535,	     65536,	 0x7fffffff, -0x7fffffff - 1,
					 -2,  -8,  -128, 0x40000000, 0x55555555, -0x55555556 };

	switch (below(g, 3)) {
	case 0:
		return (int32_t)gen_random(&g->rnd);
	case 1:
		return (int32_t)below(g, 64);
	default:
		return edges[below(g, sizeof(edges) / sizeof(edges[0]))];
	}
}

/* r0, r7, r8, r9 are numbers in every piece; r6 is what r1 was; r2 to r5 are for use within a piece. */
static uint32_t number(struct gen *g)
{
	static const uint8_t regs[] = { 0, 7, 8, 9 };

	return regs[below(g, 4)];
}

static void piece_alu(struct gen *g)
{
	static const uint8_t ops[] = { 0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x90, 0xa0, 0xb0, 0xc0 };
	uint8_t op = ops[below(g, sizeof(ops))], cls = one_in(g, 2) ? ALU64 : ALU32;
	int32_t off = (op == 0x30 || op == 0x90) && one_in(g, 2) ? 1 : 0, imm = edge(g);

	if (one_in(g, 2)) {
		if (op == MOV && one_in(g, 2))
			off = cls == ALU64 ? 8 << below(g, 3) : 8 << below(g, 2);
		emit(g, (uint8_t)(op | cls | REG), number(g), number(g), off, 0);
		return;
	}
	if (op == LSH || op == RSH || op == ARSH)
		imm &= cls == ALU64 ? 63 : 31;
	if ((op == 0x30 || op == 0x90) && !imm)
		imm = 3;
	emit(g, (uint8_t)(op | cls), number(g), 0, off, imm);
}

static void piece_unary(struct gen *g)
{
	switch (below(g, 4)) {
	case 0:
		emit(g, one_in(g, 2) ? 0x87 : 0x84, number(g), 0, 0, 0);
		return;
	case 1:
		emit(g, 0xdc, number(g), 0, 0, 16 << below(g, 3));
		return;
	case 2:
		emit(g, 0xd4, number(g), 0, 0, 16 << below(g, 3));
		return;
	default:
		emit(g, 0xd7, number(g), 0, 0, 16 << below(g, 3));
	}
}

/* A number of which nothing is known but its size. */
static void piece_input(struct gen *g)
{
	uint32_t size = below(g, 4), r = number(g);
	uint8_t mode = size < 3 && one_in(g, 3) ? 0x20 : 0; /* sign-extending */

	if (g->in_sub || g->p->kind == GEN_XDP)
		emit(g, (uint8_t)(LDX ^ (mode ? 0xe0 : 0)) | size_code[size], r, 10, -(8 << below(g, 2)), 0);
	else
		emit(g, (uint8_t)((LDX ^ (mode ? 0xe0 : 0)) | size_code[size]), r, 6,
		     (int32_t)below(g, GEN_MEM_LEN - 8), 0);
}

static void compare(struct gen *g, uint32_t a, bool with_reg, uint32_t b, int32_t imm, int32_t off)
{
	uint8_t code = cond_code[below(g, sizeof(cond_code))];

	emit(g, (uint8_t)(code | (one_in(g, 2) ? JMP64 : JMP32) | (with_reg ? REG : 0)), a, with_reg ? b : 0, off,
	     with_reg ? 0 : imm);
}

static void piece(struct gen *g, uint32_t depth);

/* A jump over some pieces. */
static void piece_branch(struct gen *g, uint32_t depth)
{
	uint32_t at = g->p->nr, n = 1 + below(g, 3);

	compare(g, number(g), one_in(g, 2), number(g), edge(g), 0);
	while (n--)
		piece(g, depth + 1);
	if (at < g->p->nr)
		g->p->insn[at].off = (int16_t)(g->p->nr - at - 1);
}

/* r3 = a number brought into [0, most] in one of many ways, some of them wrong. */
static void bound(struct gen *g, int32_t most)
{
	static const uint8_t leave[] = { 0x20, 0x60 }; /* > s> : leave if above */
	uint32_t from = number(g);
	uint8_t cls = one_in(g, 2) ? ALU64 : ALU32, jcls = one_in(g, 2) ? JMP64 : JMP32;
	int32_t mask = 1;

	emit(g, (uint8_t)(MOV | cls | REG), 3, from, 0, 0);
	while (mask * 2 - 1 <= most)
		mask *= 2;
	mask--;
	switch (below(g, 6)) {
	case 0:
		emit(g, (uint8_t)(AND | cls), 3, 0, 0, mask);
		break;
	case 1: /* compared after the copy: the copy must learn of it */
		emit(g, (uint8_t)(leave[0] | jcls), one_in(g, 2) ? 3 : from, 0, 0, most + (one_in(g, 12) ? 1 : 0));
		g->p->insn[g->p->nr - 1].off = 0x7ffe;
		break;
	case 2: /* both ends, signed */
		emit(g, (uint8_t)(0x60 | jcls), 3, 0, 0x7ffe, most);
		if (!one_in(g, 6))
			emit(g, (uint8_t)(0xc0 | jcls), 3, 0, 0x7ffe, 0);
		break;
	case 3:
		emit(g, (uint8_t)(0x90 | cls), 3, 0, 0, most ? most : 1);
		break;
	case 4: {
		uint32_t width = cls == ALU64 ? 64 : 32, keep = 0;

		while ((2 << keep) - 1 <= most)
			keep++;
		emit(g, (uint8_t)((one_in(g, 8) ? ARSH : RSH) | cls), 3, 0, 0, (int32_t)(width - keep));
		break;
	}
	default:
		emit(g, (uint8_t)(AND | ALU32), 3, 0, 0, mask);
		emit(g, (uint8_t)((one_in(g, 2) ? LSH : RSH) | ALU64), 3, 0, 0, (int32_t)below(g, 3));
		if (!one_in(g, 4))
			emit(g, (uint8_t)(leave[0] | JMP64), 3, 0, 0x7ffe, most);
		break;
	}
	if (one_in(g, 4)) { /* and some more arithmetic on it that keeps it small */
		emit(g, (uint8_t)(RSH | ALU64), 3, 0, 0, (int32_t)below(g, 4));
		emit(g, (uint8_t)(0xa0 | ALU64), 3, 0, 0, (int32_t)below(g, 2));
	}
}

/* An access of size bytes at base (register) + r3 + off, r3 bounded so that it mostly fits in room. */
static void access(struct gen *g, uint32_t base, int32_t room)
{
	uint32_t size = below(g, 4), r = number(g);
	int32_t bytes = 1 << size, off = (int32_t)below(g, 4), most = room - bytes - off;

	if (one_in(g, 10))
		most += (int32_t)below(g, 3);
	bound(g, most < 0 ? 0 : most);
	emit(g, MOV | ALU64 | REG, 2, base, 0, 0);
	emit(g, (uint8_t)((one_in(g, 12) ? SUB : ADD) | ALU64 | REG), 2, 3, 0, 0);
	if (one_in(g, 6)) {
		emit(g, ADD | ALU64, 2, 0, 0, off);
		off = 0;
	}
	if (one_in(g, 3))
		emit(g, (uint8_t)(STX | size_code[size]), 2, r, off, 0);
	else if (one_in(g, 4))
		emit(g, (uint8_t)(ST | size_code[size]), 2, 0, off, edge(g));
	else
		emit(g, (uint8_t)(LDX | size_code[size]), r, 2, off, 0);
}

static void piece_memory(struct gen *g)
{
	if (g->p->kind == GEN_MEM && !g->in_sub)
		access(g, 6, GEN_MEM_LEN);
}

/* data, data_end, a comparison, an access. */
static void piece_packet(struct gen *g)
{
	static const uint8_t beyond[] = { 0x20, 0x30 }, within[] = { 0xa0, 0xb0 };
	int32_t need = 1 + (int32_t)below(g, 40), size = (int32_t)below(g, 4);
	bool variable = one_in(g, 2);

	if (g->p->kind != GEN_XDP || g->in_sub)
		return;
	if (variable)
		bound(g, 63);
	emit(g, LDX, 4, 6, 0, 0);
	emit(g, LDX, 5, 6, 4, 0);
	if (variable)
		emit(g, ADD | ALU64 | REG, 4, 3, 0, 0);
	emit(g, MOV | ALU64 | REG, 2, 4, 0, 0);
	emit(g, ADD | ALU64, 2, 0, 0, need);
	if (one_in(g, 2))
		emit(g, (uint8_t)(beyond[below(g, 2)] | JMP64 | REG), 2, 5, 0x7ffe, 0);
	else
		emit(g, (uint8_t)(within[below(g, 2)] | JMP64 | REG), 5, 2, 0x7ffe, 0);
	emit(g, (uint8_t)((one_in(g, 3) ? STX : LDX) | size_code[size]), 4, 4, 0, 0);
	g->p->insn[g->p->nr - 1].off = (int16_t)(need - (1 << size) + (one_in(g, 8) ? 1 : 0));
	if ((g->p->insn[g->p->nr - 1].code & 7) == 1)
		g->p->insn[g->p->nr - 1].dst = (uint8_t)(number(g) & 15);
	else
		g->p->insn[g->p->nr - 1].src = (uint8_t)(number(g) & 15);
}

/* The stack: 16 bytes of numbers at r10-16 are always set; spills go to r10-24 and r10-32. */
static void piece_spill(struct gen *g)
{
	int32_t at = one_in(g, 2) ? -24 : -32;
	uint32_t store = 1 + below(g, 3), load = 1 + below(g, 3);
	int32_t sub = one_in(g, 3) ? (int32_t)(below(g, 2) * 4) : 0;

	emit(g, (uint8_t)(STX | size_code[store]), 10, number(g), at + (store < 3 ? sub : 0), 0);
	if (one_in(g, 3))
		piece_alu(g);
	if (one_in(g, 6))
		emit(g, (uint8_t)(STX | size_code[below(g, 4)]), 10, number(g), at, 0);
	emit(g, (uint8_t)(LDX | size_code[load]), number(g), 10, at + (load < 3 ? sub : 0), 0);
}

static void piece_stack(struct gen *g)
{
	emit(g, MOV | ALU64 | REG, 4, 10, 0, 0);
	emit(g, ADD | ALU64, 4, 0, 0, -16);
	access(g, 4, 16);
}

static void piece_atomic(struct gen *g)
{
	static const int32_t ops[] = { 0x00, 0x40, 0x50, 0xa0, 0x01, 0x41, 0x51, 0xa1, 0xe1, 0xf1 };
	uint8_t size = one_in(g, 2) ? 0x18 : 0x00;

	emit(g, 0xc3 | size, 10, number(g), one_in(g, 2) ? -16 : -8, ops[below(g, 10)]);
}

/* A look-up in one of the maps, a null check (mostly), an access inside the value. */
static void piece_map(struct gen *g)
{
	uint32_t map = below(g, 2), at;
	bool known = one_in(g, 2);

	if (known) {
		emit(g, ST, 10, 0, -40, (int32_t)below(g, GEN_ENTRIES + 2));
	} else {
		bound(g, GEN_ENTRIES);
		emit(g, STX, 10, 3, -40, 0);
	}
	emit(g, MOV | ALU64 | REG, 2, 10, 0, 0);
	emit(g, ADD | ALU64, 2, 0, 0, -40);
	emit(g, 0x18, 1, KILN_WIDE_MAP_IDX, 0, (int32_t)map);
	emit(g, 0x00, 0, 0, 0, 0);
	emit(g, 0x85, 0, 0, 0, 1);
	emit(g, MOV | ALU64 | REG, 4, 0, 0, 0);
	at = g->p->nr;
	if (!one_in(g, 20))
		emit(g, (one_in(g, 2) ? 0x15 : 0x1d) & 0x15, one_in(g, 2) ? 4 : 0, 0, 0, 0);
	emit(g, MOV | ALU64, 0, 0, 0, edge(g)); /* an address in a map would differ from run to run */
	access(g, 4, GEN_VALUE_LEN);
	if (at < g->p->nr && (g->p->insn[at].code == 0x15))
		g->p->insn[at].off = (int16_t)(g->p->nr - at - 1);
	emit(g, MOV | ALU64, 0, 0, 0, edge(g)); /* r0 is a number again on both ways */
}

/* A loop whose end depends on a counter; sometimes it does not end. */
static void piece_loop(struct gen *g, uint32_t depth)
{
	uint32_t r = 7 + below(g, 3), head;
	int32_t turns = 1 + (int32_t)below(g, 12), step = one_in(g, 6) ? 2 : 1;
	bool down = one_in(g, 2);
	int32_t spill = -48;

	emit(g, MOV | ALU64, r, 0, 0, down ? turns * step : 0);
	head = g->p->nr;
	emit(g, STX | 0x18, 10, r, spill, 0);
	piece(g, depth + 2);
	if (one_in(g, 2))
		piece(g, depth + 2);
	emit(g, LDX | 0x18, r, 10, spill, 0);
	emit(g, (uint8_t)(ADD | (one_in(g, 2) ? ALU64 : ALU32)), r, 0, 0, down ? -step : step);
	if (one_in(g, 3))
		emit(g, (uint8_t)((down ? 0x60 : 0xa0) | (one_in(g, 2) ? JMP64 : JMP32)), r, 0,
		     (int32_t)(head - g->p->nr - 1), down ? 0 : turns);
	else
		emit(g, (uint8_t)(0x50 | JMP64), r, 0, (int32_t)(head - g->p->nr - 1), down ? 0 : turns * step);
}

static void piece_call(struct gen *g)
{
	if (g->in_sub || g->nr_sub_calls == 8)
		return;
	emit(g, MOV | ALU64 | REG, 1, number(g), 0, 0);
	emit(g, MOV | ALU64 | REG, 2, one_in(g, 2) ? 10 : 7, 0, 0);
	if (g->p->insn[g->p->nr - 1].src == 10)
		emit(g, ADD | ALU64, 2, 0, 0, -16);
	else
		emit(g, MOV | ALU64 | REG, 2, 10, 0, 0), emit(g, ADD | ALU64, 2, 0, 0, -8);
	g->sub_call[g->nr_sub_calls++] = g->p->nr;
	emit(g, 0x85, 0, 1, 0, 0);
}

/* A pointer goes through the stack or another register, and is used there. */
static void piece_pointer_copy(struct gen *g)
{
	if (g->p->kind != GEN_MEM || g->in_sub)
		return;
	emit(g, STX | 0x18, 10, 6, -56, 0);
	if (one_in(g, 5))
		emit(g, (uint8_t)(STX | size_code[below(g, 3)]), 10, number(g), -56 + (int32_t)below(g, 2) * 4, 0);
	emit(g, LDX | 0x18, 4, 10, -56, 0);
	access(g, 4, GEN_MEM_LEN);
}

/* A copy of 32 or 64 bits, a check of one of the two, a use of the other. */
static void piece_linked(struct gen *g)
{
	uint32_t from = number(g);

	emit(g, MOV | ALU64 | REG, 4, 10, 0, 0);
	emit(g, (uint8_t)(MOV | (one_in(g, 2) ? ALU32 : ALU64) | REG), 3, from, 0, 0);
	if (one_in(g, 3)) /* through the stack */
		emit(g, (uint8_t)(STX | (one_in(g, 2) ? 0x18 : 0x00)), 10, from, -24, 0);
	emit(g, (uint8_t)(0x20 | (one_in(g, 2) ? JMP32 : JMP64)), one_in(g, 2) ? from : 3, 0, 0x7ffe,
	     8 + (int32_t)below(g, 8));
	if (one_in(g, 3))
		emit(g, (uint8_t)(LDX | (one_in(g, 2) ? 0x18 : 0x00)), 3, 10, -24, 0);
	if (one_in(g, 8))
		emit(g, (uint8_t)(0xb0 | ALU64 | REG), 3, from, 32, 0);
	emit(g, (uint8_t)(ADD | ALU64 | REG), 4, one_in(g, 2) ? 3 : from, 0, 0);
	emit(g, LDX | 0x10, number(g), 4, -16, 0);
}

/* What an atomic operation fetches is an index, checked or not; what was known of its source is known no more. */
static void piece_fetch(struct gen *g)
{
	static const int32_t ops[] = { 0x01, 0x41, 0x51, 0xa1, 0xe1, 0xf1 };
	uint32_t src = 7 + below(g, 3);
	int32_t op = ops[below(g, 6)];

	emit(g, (uint8_t)(MOV | ALU64), src, 0, 0, (int32_t)below(g, 16));
	if (op == 0xf1)
		emit(g, MOV | ALU64, 0, 0, 0, (int32_t)below(g, 16));
	emit(g, one_in(g, 2) ? 0xdb : 0xc3, 10, src, one_in(g, 2) ? -16 : -8, op);
	if (!one_in(g, 6))
		emit(g, (uint8_t)(AND | (one_in(g, 2) ? ALU64 : ALU32)), op == 0xf1 ? 0 : src, 0, 0, 7);
	emit(g, MOV | ALU64 | REG, 4, 10, 0, 0);
	emit(g, ADD | ALU64 | REG, 4, one_in(g, 6) ? number(g) : op == 0xf1 ? 0 : src, 0, 0);
	emit(g, LDX | 0x10, number(g), 4, -16, 0);
}

/* A loop that may_goto ends; its body changes an index on the stack. */
static void piece_may_goto(struct gen *g, uint32_t depth)
{
	uint32_t head = g->p->nr;

	emit(g, 0xe5, 0, 0, 0, 0);
	piece(g, depth + 2);
	if (one_in(g, 2))
		compare(g, number(g), false, 0, edge(g), 0x7ffe);
	emit(g, JMP64, 0, 0, (int32_t)(head - g->p->nr - 1), 0);
	if (head < g->p->nr)
		g->p->insn[head].off = (int16_t)(g->p->nr - head - 1);
}

/* A function is called back a few times, with sixteen bytes of this stack: what it leaves there is an index later. */
static void piece_callback(struct gen *g)
{
	bool each = one_in(g, 3);

	if (g->in_sub || g->nr_callback_refs == 4)
		return;
	if (one_in(g, 2))
		emit(g, ST | 0x18, 10, 0, -8, (int32_t)below(g, 8));
	emit(g, MOV | ALU64, 1, 0, 0, (int32_t)below(g, 6));
	if (each) {
		emit(g, 0x18, 1, KILN_WIDE_MAP_IDX, 0, (int32_t)below(g, 2));
		emit(g, 0x00, 0, 0, 0, 0);
	}
	g->callback_ref[g->nr_callback_refs++] = g->p->nr;
	emit(g, 0x18, 2, KILN_WIDE_FUNC, 0, 0);
	emit(g, 0x00, 0, 0, 0, 0);
	emit(g, MOV | ALU64 | REG, 3, 10, 0, 0);
	emit(g, ADD | ALU64, 3, 0, 0, -16);
	emit(g, MOV | ALU64, 4, 0, 0, 0);
	emit(g, 0x85, 0, 0, 0, each ? 164 : 181);
	emit(g, LDX | 0x18, 9, 10, one_in(g, 2) ? -8 : -16, 0);
	if (!one_in(g, 4))
		emit(g, (uint8_t)(0x20 | JMP64), 9, 0, 0x7ffe, 15);
	emit(g, MOV | ALU64 | REG, 4, 10, 0, 0);
	emit(g, ADD | ALU64 | REG, 4, 9, 0, 0);
	emit(g, LDX | 0x10, number(g), 4, -16, 0);
}

/* The packet moves between a check and an access, or between two reads of where it is. */
static void piece_adjust(struct gen *g)
{
	if (g->p->kind != GEN_XDP || g->in_sub)
		return;
	emit(g, LDX, 4, 6, 0, 0);
	emit(g, STX | 0x18, 10, 4, -64, 0);
	emit(g, MOV | ALU64 | REG, 1, 6, 0, 0);
	emit(g, MOV | ALU64, 2, 0, 0, one_in(g, 2) ? -8 : 8);
	emit(g, 0x85, 0, 0, 0, one_in(g, 3) ? 54 : 44);
	if (one_in(g, 8)) {
		emit(g, LDX | 0x18, 4, 10, -64, 0);
		emit(g, LDX | 0x10, number(g), 4, 0, 0);
	}
	emit(g, ST | 0x18, 10, 0, -64, 0);
	if (one_in(g, 2)) { /* data_meta up to data */
		emit(g, LDX, 4, 6, 8, 0);
		emit(g, LDX, 5, 6, 0, 0);
		emit(g, MOV | ALU64 | REG, 2, 4, 0, 0);
		emit(g, ADD | ALU64, 2, 0, 0, 4);
		emit(g, 0x2d, 2, 5, 0x7ffe, 0);
		emit(g, LDX | 0x10, number(g), 4, one_in(g, 8) ? 4 : (int32_t)below(g, 4), 0);
	}
}

/* A slice of the packet lies on the stack while something else happens: the packet moves, the dynptr is written over, or neither. */
static void piece_dynptr(struct gen *g, uint32_t depth)
{
	int32_t len = 1 << below(g, 4), at;
	uint32_t size = below(g, 4);

	if (g->p->kind != GEN_XDP || g->in_sub)
		return;
	emit(g, MOV | ALU64 | REG, 1, 6, 0, 0);
	emit(g, MOV | ALU64, 2, 0, 0, 0);
	emit(g, MOV | ALU64 | REG, 3, 10, 0, 0);
	emit(g, ADD | ALU64, 3, 0, 0, -80);
	emit(g, 0x85, 0, KILN_CALL_KFUNC, 0, GEN_DYNPTR_FROM_XDP);
	emit(g, MOV | ALU64 | REG, 1, 10, 0, 0);
	emit(g, ADD | ALU64, 1, 0, 0, -80);
	emit(g, MOV | ALU64, 2, 0, 0, (int32_t)below(g, 64));
	emit(g, MOV | ALU64, 3, 0, 0, 0);
	emit(g, MOV | ALU64, 4, 0, 0, len);
	emit(g, 0x85, 0, KILN_CALL_KFUNC, 0, GEN_DYNPTR_SLICE);
	emit(g, STX | 0x18, 10, 0, -96, 0);
	emit(g, MOV | ALU64, 0, 0, 0, edge(g));
	if (one_in(g, 3))
		piece(g, depth + 2);
	if (one_in(g, 6))
		piece_adjust(g);
	if (one_in(g, 6))
		emit(g, ST | 0x18, 10, 0, one_in(g, 2) ? -80 : -72, 0);
	emit(g, LDX | 0x18, 4, 10, -96, 0);
	if (!one_in(g, 12))
		emit(g, 0x15, 4, 0, 0x7ffe, 0);
	at = (int32_t)below(g, (uint32_t)len) - (one_in(g, 2) ? (1 << size) - 1 : 0);
	if (one_in(g, 3))
		emit(g, (uint8_t)(STX | size_code[size]), 4, number(g), at, 0);
	else
		emit(g, (uint8_t)(LDX | size_code[size]), number(g), 4, at, 0);
	emit(g, ST | 0x18, 10, 0, -96, 0); /* an address would differ from run to run */
}

/* A loop over an iterator's numbers, one of which is an index or a number like others. */
static void piece_iter(struct gen *g, uint32_t depth)
{
	int32_t start = (int32_t)below(g, 8), slot = depth > 1 ? -112 : -104;
	uint32_t head, leave;

	if (g->in_sub)
		return;
	emit(g, MOV | ALU64 | REG, 1, 10, 0, 0);
	emit(g, ADD | ALU64, 1, 0, 0, slot);
	emit(g, MOV | ALU64, 2, 0, 0, start);
	emit(g, MOV | ALU64, 3, 0, 0, start + (int32_t)below(g, 6));
	emit(g, 0x85, 0, KILN_CALL_KFUNC, 0, GEN_ITER_NEW);
	head = g->p->nr;
	emit(g, MOV | ALU64 | REG, 1, 10, 0, 0);
	emit(g, ADD | ALU64, 1, 0, 0, slot);
	emit(g, 0x85, 0, KILN_CALL_KFUNC, 0, GEN_ITER_NEXT);
	emit(g, MOV | ALU64 | REG, 4, 0, 0, 0);
	emit(g, MOV | ALU64, 0, 0, 0, edge(g));
	leave = g->p->nr;
	emit(g, 0x15, 4, 0, 0, 0);
	emit(g, LDX, number(g), 4, 0, 0);
	if (one_in(g, 2))
		piece_spill(g);
	if (one_in(g, 2))
		piece_alu(g);
	if (one_in(g, 4))
		piece(g, depth + 2);
	emit(g, JMP64, 0, 0, (int32_t)(head - g->p->nr - 1), 0);
	if (leave < g->p->nr)
		g->p->insn[leave].off = (int16_t)(g->p->nr - leave - 1);
	emit(g, MOV | ALU64 | REG, 1, 10, 0, 0);
	emit(g, ADD | ALU64, 1, 0, 0, slot);
	emit(g, 0x85, 0, KILN_CALL_KFUNC, 0, GEN_ITER_DESTROY);
	emit(g, MOV | ALU64, 0, 0, 0, edge(g));
}

static void piece_rare(struct gen *g, uint32_t depth)
{
	switch (below(g, depth > 2 ? 4 : 8)) {
	case 0:
		piece_linked(g);
		return;
	case 1:
		piece_fetch(g);
		return;
	case 2:
		piece_adjust(g);
		return;
	case 3:
		piece_dynptr(g, depth);
		return;
	case 4:
		piece_may_goto(g, depth);
		return;
	case 5:
		piece_iter(g, depth);
		return;
	default:
		piece_callback(g);
	}
}

static void piece(struct gen *g, uint32_t depth)
{
	if (one_in(g, 5)) {
		piece_rare(g, depth);
		return;
	}
	switch (below(g, depth > 2 ? 10 : 16)) {
	case 0:
	case 1:
	case 2:
		piece_alu(g);
		return;
	case 3:
		piece_unary(g);
		return;
	case 4:
		piece_input(g);
		return;
	case 5:
		piece_memory(g);
		piece_packet(g);
		return;
	case 6:
		piece_spill(g);
		return;
	case 7:
		piece_stack(g);
		return;
	case 8:
		piece_atomic(g);
		return;
	case 9:
		piece_packet(g);
		piece_pointer_copy(g);
		return;
	case 10:
	case 11:
	case 12:
		piece_branch(g, depth);
		return;
	case 13:
		piece_map(g);
		return;
	case 14:
		piece_loop(g, depth);
		return;
	default:
		piece_call(g);
	}
}

static void prologue(struct gen *g)
{
	emit(g, MOV | ALU64 | REG, 6, 1, 0, 0);
	emit(g, MOV | ALU64, 0, 0, 0, edge(g));
	for (uint32_t r = 7; r <= 9; r++)
		emit(g, MOV | ALU64, r, 0, 0, edge(g));
	for (int32_t at = -8; at >= -16; at -= 8) {
		if (g->p->kind == GEN_MEM && !g->in_sub) {
			emit(g, LDX | 0x18, 7, 6, -at, 0);
			emit(g, STX | 0x18, 10, 7, at, 0);
		} else {
			emit(g, g->in_sub ? STX | 0x18 : ST | 0x18, 10, 1, at, 0);
			if (!g->in_sub)
				g->p->insn[g->p->nr - 1].src = 0, g->p->insn[g->p->nr - 1].imm = edge(g);
		}
	}
	for (int32_t at = -24; at >= -32; at -= 8)
		emit(g, ST | 0x18, 10, 0, at, edge(g));
	if (g->p->kind == GEN_XDP && !g->in_sub) { /* a number that nobody knows: the length of the packet */
		emit(g, LDX, 8, 6, 4, 0);
		emit(g, LDX, 7, 6, 0, 0);
		emit(g, SUB | ALU64 | REG, 8, 7, 0, 0);
		emit(g, MOV | ALU64, 7, 0, 0, edge(g));
		emit(g, STX | 0x18, 10, 8, -8, 0);
	}
}

/* Jumps that leave go to the exit at the end. Without one there is none: Linux refuses code that nothing reaches. */
static void epilogue(struct gen *g, uint32_t first)
{
	uint32_t end = g->p->nr;
	bool leaves = false;

	for (uint32_t i = first; i < end; i++)
		leaves |= g->p->insn[i].off == 0x7ffe;
	if (!leaves)
		return;
	emit(g, MOV | ALU64, 0, 0, 0, g->p->kind == GEN_XDP ? 2 : 1);
	emit(g, 0x95, 0, 0, 0, 0);
	for (uint32_t i = first; i < end; i++)
		if (g->p->insn[i].off == 0x7ffe)
			g->p->insn[i].off = (int16_t)(end - i - 1);
}

/* Some number in the last argument's bytes is changed; the result is 0 or 1, mostly. */
static void make_callback(struct gen *g)
{
	uint32_t first = g->p->nr, ctx = 2;

	if (one_in(g, 4))
		ctx = 4; /* as for_each_map_elem passes it */
	emit(g, LDX | 0x18, 7, ctx, one_in(g, 2) ? 0 : 8, 0);
	emit(g, (uint8_t)((one_in(g, 3) ? AND : ADD) | (one_in(g, 2) ? ALU64 : ALU32)), 7, 0, 0, (int32_t)below(g, 9));
	if (one_in(g, 2))
		emit(g, (uint8_t)(0x20 | JMP64), 7, 0, 1, 15);
	emit(g, (uint8_t)(STX | size_code[2 + below(g, 2)]), ctx, 7, one_in(g, 2) ? 0 : 8, 0);
	emit(g, MOV | ALU64 | REG, 0, 7, 0, 0);
	if (!one_in(g, 8))
		emit(g, AND | ALU64, 0, 0, 0, 1);
	emit(g, 0x95, 0, 0, 0, 0);
	for (uint32_t i = 0; i < g->nr_callback_refs; i++)
		g->p->insn[g->callback_ref[i]].imm = (int32_t)(first - g->callback_ref[i] - 1);
}

void gen_make(struct gen_prog *p, enum gen_kind kind, uint64_t seed)
{
	struct gen g = { .p = p, .rnd = seed * 2 + (uint64_t)kind };
	uint32_t n, first;

	p->kind = kind;
	p->nr = 0;
	prologue(&g);
	for (n = 3 + below(&g, 10); n; n--)
		piece(&g, 0);
	emit(&g, 0x95, 0, 0, 0, 0);
	epilogue(&g, 0);
	if (g.nr_callback_refs)
		make_callback(&g);
	if (!g.nr_sub_calls)
		return;
	/* One function that all calls go to: r1 a number, r2 sixteen or eight bytes of the caller's stack. */
	first = p->nr;
	g.in_sub = true;
	emit(&g, MOV | ALU64 | REG, 3, 2, 0, 0);
	prologue(&g);
	p->insn[first + 1] = p->insn[first]; /* r6 is not the context here; r3 keeps the pointer for a moment */
	emit(&g, LDX | size_code[below(&g, 4)], 8, 3, 0, 0);
	emit(&g, MOV | ALU64 | REG, 9, 1, 0, 0);
	for (n = 1 + below(&g, 4); n; n--)
		piece(&g, 1);
	if (p->insn[p->nr - 1].code != 0x95)
		emit(&g, 0x95, 0, 0, 0, 0);
	epilogue(&g, first);
	for (uint32_t i = 0; i < g.nr_sub_calls; i++)
		p->insn[g.sub_call[i]].imm = (int32_t)(first - g.sub_call[i] - 1);
}
