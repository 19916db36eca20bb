/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * div.c - division and remainder, which never trap.
 *
 * Overview     by a register: what is not proven is tested (zero, -1, operands above 2^32), then div or idiv, with what rax
 *              and rdx hold kept in registers that are free. By a number: a shift, a mask, or a multiplication by a
 *              reciprocal.
 * See          Granlund and Montgomery, "Division by Invariant Integers using Multiplication", 1994; Lemire, Kaser and Kurz,
 *              "Faster Remainder by Direct Computation", 2019, for n and c below 2^32.
 */
#include "jit/x64/x64.h"

enum { KEEP_RAX = 1, KEEP_RDX = 2 };

/* Whether somebody still reads the register after o, which writes d. */
static bool is_needed(const struct jit *j, const struct jit_op *o, uint8_t native)
{
	for (unsigned r = 0; r < KILN_NR_REGS - 1; r++)
		if (x64_reg(j, r) == native)
			return r != o->dst && (o->live & 1u << r);
	return false;
}

static unsigned keep(struct jit *j, const struct jit_op *o)
{
	const struct x64_abi *abi = x64_abi(j);
	unsigned kept = (is_needed(j, o, RAX) ? KEEP_RAX : 0u) | (is_needed(j, o, RDX) ? KEEP_RDX : 0u);

	if (kept & KEEP_RAX)
		x64_mov(&j->out, 64, abi->tmp2, RAX);
	if (kept & KEEP_RDX)
		x64_mov(&j->out, 64, abi->tmp3, RDX);
	return kept;
}

static void give_back(struct jit *j, unsigned kept)
{
	if (kept & KEEP_RAX)
		x64_mov(&j->out, 64, RAX, x64_abi(j)->tmp2);
	if (kept & KEEP_RDX)
		x64_mov(&j->out, 64, RDX, x64_abi(j)->tmp3);
}

/* rax, and rdx above it, divided by s. Quotient in rax, remainder in rdx. Small operands divide two to three times faster. */
static void divide_unsigned(struct jit *j, unsigned width, bool small, uint8_t s)
{
	struct jit_buf *b = &j->out;
	uint32_t low, done;

	if (width == 32 || small) {
		x64_mov_imm(b, RDX, 0);
		x64_op(b, X64_DIV, 32, 0, x64_r(s), 0);
		return;
	}
	x64_mov(b, 64, RDX, RAX);
	x64_op(b, X64_OR, 64, s, x64_r(RDX), 0);
	x64_shift_imm(b, X64_SHR_I, 64, RDX, 32);
	low = x64_hop(b, CC_E); /* with rdx 0 */
	x64_mov_imm(b, RDX, 0);
	x64_op(b, X64_DIV, 64, 0, x64_r(s), 0);
	done = x64_hop_always(b);
	x64_land(b, low);
	x64_op(b, X64_DIV, 32, 0, x64_r(s), 0);
	x64_land(b, done);
}

static void divide(struct jit *j, const struct jit_op *o, uint8_t d, uint8_t s)
{
	const struct x64_form *f = x64_form(o);
	unsigned kept = keep(j, o);

	x64_mov(&j->out, f->width, RAX, d);
	if (f->in & X64_SIGNED) {
		x64_op(&j->out, X64_CQO, f->width, 0, x64_r(RAX), 0);
		x64_op(&j->out, X64_IDIV, f->width, 0, x64_r(s), 0);
	} else {
		divide_unsigned(j, f->width, o->flags & JIT_FITS32, s);
	}
	x64_mov(&j->out, 64, d, f->in & X64_MOD ? RDX : RAX);
	give_back(j, kept);
}

/* A hop past the division for a divisor of zero: the quotient is 0, the remainder is d. */
static uint32_t zero_divisor(struct jit *j, const struct x64_form *f, uint8_t d, uint8_t s)
{
	uint32_t fine, end;

	if (f->in & X64_MOD) {
		if (f->width == 32)
			x64_mov(&j->out, 32, d, d);
		x64_op(&j->out, X64_TEST, f->width, s, x64_r(s), 0);
		return x64_hop(&j->out, CC_E);
	}
	x64_op(&j->out, X64_TEST, f->width, s, x64_r(s), 0);
	fine = x64_hop(&j->out, CC_NE);
	x64_mov_imm(&j->out, d, 0);
	end = x64_hop_always(&j->out);
	x64_land(&j->out, fine);
	return end;
}

/* Divisors 0 and -1 at once: d / s is then d * s, and d % s is d * (s + 1). */
static uint32_t odd_divisor(struct jit *j, const struct x64_form *f, uint8_t d, uint8_t s)
{
	uint8_t next = x64_abi(j)->tmp2;
	uint32_t fine, end;

	x64_op(&j->out, X64_LEA, f->width, next, x64_m(s, 1), 0);
	x64_alu_imm(&j->out, X64_CMP, f->width, x64_r(next), 1);
	fine = x64_hop(&j->out, CC_A);
	x64_op(&j->out, X64_IMUL, f->width, d, x64_r(f->in & X64_MOD ? next : s), 0);
	end = x64_hop_always(&j->out);
	x64_land(&j->out, fine);
	return end;
}

void x64_div_reg_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t d = x64_reg(j, o->dst), s = x64_use(j, o->src, x64_abi(j)->tmp);
	bool safe = (o->flags & JIT_NONZERO) && (!(f->in & X64_SIGNED) || (o->flags & JIT_NO_MIN));
	uint32_t end = 0;

	if (s == RAX || s == RDX) {
		x64_mov(&j->out, 64, x64_abi(j)->tmp, s);
		s = x64_abi(j)->tmp;
	}
	if (!safe)
		end = f->in & X64_SIGNED ? odd_divisor(j, f, d, s) : zero_divisor(j, f, d, s);
	divide(j, o, d, s);
	if (!safe)
		x64_land(&j->out, end);
}

/* 2^(64 + log) / c, where 2^log < c: the low 64 bits; the remainder goes to *rem. */
static uint64_t reciprocal(unsigned log, uint64_t c, uint64_t *rem)
{
	uint64_t r = 1ull << log, q = 0;

	for (int i = 0; i < 64; i++) {
		bool carry = r >> 63;

		r <<= 1;
		q <<= 1;
		if (carry || r >= c) {
			r -= c;
			q |= 1;
		}
	}
	*rem = r;
	return q;
}

struct magic {
	uint64_t m;
	unsigned shift;
	bool add; /* m has a 65th bit: the dividend is added in once more */
};

static struct magic magic_of(uint64_t c, bool small)
{
	unsigned log = 63u - (unsigned)__builtin_clzll(c);
	uint64_t rem, m;

	if (small)
		return (struct magic){ .m = UINT64_MAX / c + 1 };
	m = reciprocal(log, c, &rem);
	if (c - rem < 1ull << log)
		return (struct magic){ .m = m + 1, .shift = log };
	return (struct magic){ .m = 2 * m + (rem >= c - rem) + 1, .shift = log, .add = true };
}

/* rdx = n / c by multiplication; rax is lost. */
static void multiply(struct jit *j, uint8_t n, struct magic g)
{
	struct jit_buf *b = &j->out;

	x64_mov_imm(b, RAX, g.m);
	x64_op(b, X64_MUL, 64, 0, x64_r(n), 0);
	if (g.add) {
		x64_mov(b, 64, RAX, n);
		x64_op(b, X64_SUB, 64, RDX, x64_r(RAX), 0);
		x64_shift_imm(b, X64_SHR_I, 64, RAX, 1);
		x64_op(b, X64_ADD, 64, RAX, x64_r(RDX), 0);
	}
	if (g.shift)
		x64_shift_imm(b, X64_SHR_I, 64, RDX, g.shift);
}

static void by_magic(struct jit *j, const struct jit_op *o, uint8_t d, uint64_t c)
{
	const struct x64_form *f = x64_form(o);
	struct jit_buf *b = &j->out;
	uint8_t n = x64_abi(j)->tmp;
	bool small = f->width == 32 || ((o->flags & JIT_FITS32) && c <= UINT32_MAX);
	unsigned kept = keep(j, o);

	x64_mov(b, f->width, n, d);
	multiply(j, n, magic_of(c, small));
	if (f->in & X64_MOD) {
		x64_op(b, X64_IMUL_I, f->width, RAX, x64_r(RDX), (int32_t)c);
		x64_op(b, X64_SUB, f->width, RAX, x64_r(n), 0);
	}
	x64_mov(b, 64, d, f->in & X64_MOD ? n : RDX);
	give_back(j, kept);
}

static void by_power_of_two(struct jit *j, const struct x64_form *f, uint8_t d, uint64_t c)
{
	if (f->in & X64_MOD)
		x64_alu_imm(&j->out, X64_AND, 32, x64_r(d), (int32_t)(c - 1)); /* c is at most 2^31: nothing above */
	else if (c > 1)
		x64_shift_imm(&j->out, X64_SHR_I, f->width, d, (unsigned)__builtin_ctzll(c));
	else
		x64_mov(&j->out, f->width, d, d);
}

static void by_signed(struct jit *j, const struct jit_op *o, uint8_t d, int64_t c)
{
	const struct x64_form *f = x64_form(o);

	if (c == 1 || c == -1) {
		if (f->in & X64_MOD)
			x64_mov_imm(&j->out, d, 0);
		else if (c == -1)
			x64_op(&j->out, X64_NEG, f->width, 0, x64_r(d), 0);
		else
			x64_mov(&j->out, f->width, d, d);
		return;
	}
	x64_mov_imm(&j->out, x64_abi(j)->tmp, (uint64_t)c);
	divide(j, o, d, x64_abi(j)->tmp);
}

void x64_div_imm_op(struct jit *j, const struct jit_op *o)
{
	const struct x64_form *f = x64_form(o);
	uint8_t d = x64_reg(j, o->dst);
	uint64_t c = f->width == 32 ? (uint32_t)o->imm : (uint64_t)o->imm;

	if (!c && (f->in & X64_MOD))
		x64_mov(&j->out, f->width, d, d);
	else if (!c)
		x64_mov_imm(&j->out, d, 0);
	else if (f->in & X64_SIGNED)
		by_signed(j, o, d, o->imm);
	else if (!(c & (c - 1)))
		by_power_of_two(j, f, d, c);
	else
		by_magic(j, o, d, c);
}
