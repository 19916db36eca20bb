/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_check.c - is it a program? The checks of Linux's sockets, of its seccomp, and of libpcap, each as strict as theirs.
 *
 * Overview     one walk: the opcode and its constant, where jumps go, which scratch words are written by then. A program that passes
 *              is in c->node, with the next instructions of each by number.
 * Difference   libpcap lets programs read a scratch word that nothing wrote: here it is 0.
 * Cost         linear.
 */
#include "front/cbpf.h"

#include "base/bits.h"

enum { P = CBPF_PCAP, F = CBPF_FILTER, S = CBPF_SECCOMP, A = CBPF_A, X = CBPF_X, M = CBPF_M };

struct row {
	uint8_t code, size, reads, writes, machines;
};
static const struct row rows[] = {
#define CBPF(...) { __VA_ARGS__ },
#include "front/cbpf.tbl"
};

static const struct cbpf_wrong wrong_code = { "an opcode that this classic machine does not have",
					      "a classic instruction",
					      "compile the filter anew with libpcap or libseccomp",
					      KILN_REASON_OPCODE };
static const struct cbpf_wrong wrong_jump = { "a jump out of the program", "a target further on in the program",
					      "jump forwards, to an instruction of the program", KILN_REASON_JUMP };
static const struct cbpf_wrong wrong_end = { "the last instruction is no return", "a return as the last instruction",
					     "end the program with ret", KILN_REASON_FALL_OFF };
static const struct cbpf_wrong wrong_word = { "a scratch word that there is not", "a scratch word from 0 to 15",
					      "use a scratch word from 0 to 15", KILN_REASON_CLASSIC };
static const struct cbpf_wrong wrong_unset = { "a scratch word is read that not every path has written",
					       "a store to the scratch word on every path that comes here",
					       "write the scratch word before it is read", KILN_REASON_CLASSIC };
static const struct cbpf_wrong wrong_zero = { "a division by the constant 0", "a divisor that is not 0",
					      "divide by another number", KILN_REASON_CLASSIC };
static const struct cbpf_wrong wrong_shift = { "a shift by 32 bits or more", "a shift by 0 to 31",
					       "shift by 0 to 31 bits", KILN_REASON_CLASSIC };
static const struct cbpf_wrong wrong_load = {
	"a load at an offset that means nothing here", "an offset inside the data, or one of the SKF_AD_ constants",
	"read seccomp_data in aligned words of 4 bytes; of packets, name a field that there is", KILN_REASON_CLASSIC
};

static const struct row *row_of(uint16_t code)
{
	for (size_t i = 0; i < NR_OF(rows); i++)
		if (rows[i].code == code)
			return &rows[i];
	return NULL;
}

static bool is_alu_k(uint16_t code)
{
	return CBPF_CLASS(code) == ALU && !(code & ALU_X);
}

static const struct cbpf_wrong *check_load(const struct cbpf *c, const struct cbpf_node *n)
{
	if (c->machine == CBPF_SECCOMP)
		return n->k % 4 || n->k > SECCOMP_DATA_LEN - 4 ? &wrong_load : NULL;
	if (c->machine != CBPF_FILTER || n->k < CBPF_AD_OFF)
		return NULL;
	return n->k % 4 || n->k - CBPF_AD_OFF >= AD_END ? &wrong_load : NULL;
}

static const struct cbpf_wrong *check_constant(const struct cbpf *c, const struct cbpf_node *n)
{
	uint8_t op = CBPF_OP(n->code);

	if (n->code == LD_ABS || (n->code & ~0x18) == LD_ABS)
		return check_load(c, n);
	if ((n->reads | n->writes) & CBPF_M && n->k >= CBPF_NR_M)
		return &wrong_word;
	if (is_alu_k(n->code) && (op == ALU_DIV || op == ALU_MOD) && !n->k)
		return &wrong_zero;
	if (is_alu_k(n->code) && (op == ALU_LSH || op == ALU_RSH) && n->k >= 32 && c->machine != CBPF_PCAP)
		return &wrong_shift;
	return NULL;
}

static const struct cbpf_wrong *check_next(struct cbpf *c, struct cbpf_node *n, const struct kiln_cbpf_insn *in,
					   uint32_t pc)
{
	uint32_t left = c->nr - pc - 1; /* instructions behind this one */

	n->yes = pc + 1;
	n->no = UINT32_MAX;
	if (n->code == RET_K || n->code == RET_A) {
		n->yes = UINT32_MAX;
		return NULL;
	}
	if (CBPF_CLASS(n->code) != JMP)
		return left ? NULL : &wrong_end;
	if (CBPF_OP(n->code) == JMP_JA) {
		bool back = c->machine == CBPF_PCAP && (int32_t)in->k < 0 && -(int64_t)(int32_t)in->k <= pc + 1;

		c->loops |= back;
		n->turn = back;
		n->yes += in->k;
		return back || in->k < left ? NULL : &wrong_jump;
	}
	n->yes += in->jt;
	if (in->jt != in->jf)
		n->no = pc + 1 + in->jf;
	return in->jt < left && in->jf < left ? NULL : &wrong_jump;
}

/*
 * Linux's own walk: what a jump leads to is what all jumps there have written; behind a jump nothing is known to be missing, and
 * behind a return all is as it was, so that some programs are refused which never read what they did not write.
 */
static const struct cbpf_wrong *check_scratch(struct cbpf *c, uint32_t *at)
{
	uint16_t written = 0;

	for (uint32_t pc = 0; pc < c->nr; pc++)
		c->node[pc].live = UINT16_MAX;
	for (uint32_t pc = 0; pc < c->nr; pc++) {
		const struct cbpf_node *n = &c->node[pc];

		written &= (uint16_t)n->live;
		*at = pc;
		if (n->reads & CBPF_M && !(written >> n->k & 1))
			return &wrong_unset;
		if (n->writes & CBPF_M)
			written |= (uint16_t)(1u << n->k);
		if (CBPF_CLASS(n->code) != JMP)
			continue;
		c->node[n->yes].live &= written;
		if (cbpf_is_jump(n))
			c->node[n->no].live &= written;
		written = UINT16_MAX;
	}
	return NULL;
}

const struct cbpf_wrong *cbpf_check(struct cbpf *c, const struct kiln_cbpf_insn *insns, uint32_t *pc)
{
	const struct cbpf_wrong *wrong;

	for (*pc = 0; *pc < c->nr; ++*pc) {
		const struct kiln_cbpf_insn *in = &insns[*pc];
		const struct row *row = row_of(in->code);
		struct cbpf_node *n = &c->node[*pc];

		if (!row || !(row->machines & c->machine))
			return &wrong_code;
		*n = (struct cbpf_node){
			.code = in->code, .size = row->size, .reads = row->reads, .writes = row->writes, .k = in->k
		};
		wrong = check_constant(c, n);
		if (!wrong)
			wrong = check_next(c, n, in, *pc);
		if (wrong)
			return wrong;
	}
	return c->machine == CBPF_PCAP ? NULL : check_scratch(c, pc);
}
