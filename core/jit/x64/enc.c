/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * enc.c - one encoder for all rows of enc.tbl.
 *
 * Overview     prefixes, REX or VEX, opcode, ModRM, SIB, displacement, number: each at most once, in this order.
 * Invariant    the shortest displacement is chosen; nothing depends on where the code will run.
 * See          Intel's manual, volume 2, chapter 2; test/unit/x64_enc_test.c holds bytes and text of each row.
 */
#include "jit/x64/enc.h"
#include "base/bits.h"

enum { R = 8 };
enum { I8 = 1, I16 = 2, I32 = 4 };
enum { B = 1, D = 2, B8 = 4, V = 8, P = 16, L = 32, N = 64 };

struct x64_row {
	uint8_t prefix, map, opcode, ext, imm, flags;
};

static const struct x64_row rows[X64_NR] = {
#define X64(name, prefix, map, opcode, ext, imm, flags) { prefix, map, opcode, ext, imm, flags },
#include "jit/x64/enc.tbl"
#undef X64
};

static unsigned high(uint8_t reg)
{
	return reg != X64_NONE && reg >= 8;
}

/* Each of these writes at `at` and says what comes behind: in a register, where the buffer's length would be stored each time. */

static uint8_t *put_number(uint8_t *at, uint64_t v, unsigned nr)
{
	put64(at, le64(v));
	return at + nr;
}

static uint8_t *put_modrm(uint8_t *at, unsigned mod, unsigned reg, unsigned rm)
{
	*at = (uint8_t)(mod << 6 | (reg & 7) << 3 | (rm & 7));
	return at + 1;
}

/* RSP's number means "SIB follows", RBP's without displacement "no base": both need a longer form. */
static uint8_t *put_memory(uint8_t *at, unsigned reg, struct x64_rm m)
{
	bool sib = m.index != X64_NONE || m.base == X64_NONE || (m.base & 7) == RSP;
	unsigned mod = m.base == X64_NONE		 ? 0
		       : !m.disp && (m.base & 7) != RBP	 ? 0
		       : m.disp >= -128 && m.disp <= 127 ? 1
							 : 2;

	at = put_modrm(at, mod, reg, sib ? RSP : m.base);
	if (sib)
		at = put_modrm(at, m.shift, m.index == X64_NONE ? RSP : m.index, m.base == X64_NONE ? RBP : m.base);
	if (mod == 1)
		*at++ = (uint8_t)m.disp;
	else if (mod == 2 || m.base == X64_NONE)
		at = put_number(at, (uint32_t)m.disp, 4);
	return at;
}

static uint8_t *put_rm(uint8_t *at, unsigned reg, struct x64_rm rm)
{
	return rm.reg != X64_NONE ? put_modrm(at, 3, reg, rm.reg) : put_memory(at, reg, rm);
}

/* SPL, BPL, SIL and DIL exist only with a REX prefix; without one their numbers mean AH to BH. */
static bool needs_rex_for_byte(const struct x64_row *row, unsigned width, uint8_t reg, struct x64_rm rm)
{
	bool rm_byte = rm.reg != X64_NONE && rm.reg >= RSP && ((row->flags & B8) || width == 8);

	return rm_byte || (width == 8 && (row->flags & B) && row->ext == R && reg >= RSP);
}

static uint8_t *put_opcode(uint8_t *at, const struct x64_row *row, unsigned width, unsigned low)
{
	static const uint8_t escape[] = { 0, 0, 0x38, 0x3a };

	if (row->map)
		*at++ = 0x0f;
	if (row->map > 1)
		*at++ = escape[row->map];
	*at = (uint8_t)(row->opcode - ((row->flags & B) && width == 8 ? 1 : 0) + low);
	return at + 1;
}

void x64_op(struct jit_buf *b, enum x64_insn in, unsigned width, uint8_t reg, struct x64_rm rm, int64_t imm)
{
	const struct x64_row *row = &rows[in];
	unsigned field = row->ext == R ? reg : row->ext;
	unsigned rex = (width == 64 && !(row->flags & D) ? 8u : 0) | (row->ext == R ? high(reg) << 2 : 0) |
		       high(rm.index) << 1 | (rm.reg != X64_NONE ? high(rm.reg) : high(rm.base));
	uint8_t *at = b->at + b->len;

	if (row->flags & L)
		*at++ = 0xf0;
	if (width == 16)
		*at++ = 0x66;
	if (rex || needs_rex_for_byte(row, width, reg, rm))
		*at++ = (uint8_t)(0x40 | rex);
	at = put_opcode(at, row, width, row->flags & P ? rm.reg & 7 : 0);
	if (!(row->flags & (P | N)))
		at = put_rm(at, field, rm);
	if (row->imm)
		at = put_number(at, (uint64_t)imm, row->imm);
	b->len = (uint32_t)(at - b->at);
}

void x64_vex(struct jit_buf *b, enum x64_insn in, unsigned width, uint8_t reg, uint8_t v, struct x64_rm rm, int64_t imm)
{
	const struct x64_row *row = &rows[in];
	unsigned pp = row->prefix == 0x66 ? 1 : row->prefix == 0xf3 ? 2 : row->prefix == 0xf2 ? 3 : 0;
	unsigned base = rm.reg != X64_NONE ? high(rm.reg) : high(rm.base);

	jit_put(b, 0xc4);
	jit_put(b, (uint8_t)(!high(reg) << 7 | !high(rm.index) << 6 | !base << 5 | row->map));
	jit_put(b, (uint8_t)((width == 64) << 7 | (~v & 15u) << 3 | pp));
	jit_put(b, row->opcode);
	b->len = (uint32_t)(put_rm(b->at + b->len, reg, rm) - b->at);
	jit_put_le(b, (uint64_t)imm, row->imm);
}

void x64_mov_imm(struct jit_buf *b, uint8_t reg, uint64_t v)
{
	if (!v) {
		x64_op(b, X64_XOR, 32, reg, x64_r(reg), 0);
	} else if (v <= UINT32_MAX) {
		if (reg >= 8)
			jit_put(b, 0x41);
		jit_put(b, (uint8_t)(0xb8 | (reg & 7)));
		jit_put_le(b, v, 4);
	} else if ((int64_t)v == (int32_t)v) {
		x64_op(b, X64_MOV_I, 64, 0, x64_r(reg), (int64_t)v);
	} else {
		jit_put(b, (uint8_t)(0x48 | high(reg)));
		jit_put(b, (uint8_t)(0xb8 | (reg & 7)));
		jit_put_le(b, v, 8);
	}
}

/* From ADD to CMP the rows with numbers follow in the same order. */
void x64_alu_imm(struct jit_buf *b, enum x64_insn in, unsigned width, struct x64_rm rm, int32_t imm)
{
	if (imm == 128 && (in == X64_ADD || in == X64_SUB)) { /* -128 fits in a byte, 128 does not */
		in = in == X64_ADD ? X64_SUB : X64_ADD;
		imm = -128;
	}
	if (imm >= -128 && imm <= 127)
		x64_op(b, in - X64_ADD + X64_ADD_I8, width, 0, rm, imm);
	else
		x64_op(b, in - X64_ADD + X64_ADD_I, width, 0, rm, imm);
}

void x64_mov(struct jit_buf *b, unsigned width, uint8_t dst, uint8_t src)
{
	if (dst != src || width == 32)
		x64_op(b, X64_MOV, width, src, x64_r(dst), 0);
}

/* The rows for a shift by one follow those for a number in the same order, from SHL on. */
void x64_shift_imm(struct jit_buf *b, enum x64_insn in, unsigned width, uint8_t reg, unsigned by)
{
	if (by == 1 && in >= X64_SHL_I)
		x64_op(b, in - X64_SHL_I + X64_SHL_1, width, 0, x64_r(reg), 0);
	else
		x64_op(b, in, width, 0, x64_r(reg), by);
}

void x64_cmov(struct jit_buf *b, enum x64_cc cc, uint8_t dst, uint8_t src)
{
	jit_put(b, (uint8_t)(0x48 | high(dst) << 2 | high(src)));
	jit_put(b, 0x0f);
	jit_put(b, (uint8_t)(0x40 | cc));
	jit_put(b, (uint8_t)(0xc0 | (dst & 7) << 3 | (src & 7)));
}

uint32_t x64_hop(struct jit_buf *b, enum x64_cc cc)
{
	jit_put(b, (uint8_t)(0x70 | cc));
	jit_put(b, 0);
	return b->len;
}

uint32_t x64_hop_always(struct jit_buf *b)
{
	jit_put(b, 0xeb);
	jit_put(b, 0);
	return b->len;
}

void x64_land(struct jit_buf *b, uint32_t hop)
{
	b->at[hop - 1] = (uint8_t)(b->len - hop);
}

void x64_back(struct jit_buf *b, enum x64_cc cc, uint32_t to)
{
	jit_put(b, (uint8_t)(0x70 | cc));
	jit_put(b, (uint8_t)(to - (b->len + 1)));
}
