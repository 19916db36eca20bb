/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf_emit.c - classic instructions as eBPF, in their order, with the checks that flow.c asks for.
 *
 * Registers    A is r0. Without calls: r1 the context as long as it is read, then data, its end, data + X, a free one, X and the
 *              scratch words, as many as there are registers; r6 and up cost a push and are taken last. With calls: r6 context,
 *              r7 X, r8 data, r9 end. What finds no register is on the stack.
 * Jumps        go to labels: two for each instruction, the second for those who come with less of the packet proven than is
 *              needed there, and one where the answer is 0. A program too long for 16 bits of offset has jumps over long ones.
 * Cost         linear.
 */
#include "front/cbpf.h"

#include "base/bits.h"

enum { R_NONE = 0xff, R_A = 0, R_FRAME = 10 };
enum { SLOT_M = -4 * CBPF_NR_M, SLOT_A = SLOT_M - 8, SLOT_TURNS = SLOT_M - 16, SLOT_ANSWER = SLOT_M - 24 };
enum { MAX_PER_NODE = 40, MAX_TURNS = 65536, SHORT_JUMP = 32000, NO_LABEL = -1 };
enum { GET_PRANDOM_U32 = 7, GET_SMP_PROCESSOR_ID = 8 };

/* Codes of eBPF that are made here. */
enum {
	B_LD64 = 0x18,
	B_LDX8 = 0x71,
	B_LDX16 = 0x69,
	B_LDX32 = 0x61,
	B_LDX64 = 0x79,
	B_STX32 = 0x63,
	B_STX64 = 0x7b,
	B_ST64 = 0x7a,
	B_ADD_K = 0x07,
	B_ADD_X = 0x0f,
	B_SUB_K = 0x17,
	B_MOV_K = 0xb7,
	B_MOV_X = 0xbf,
	B_MOV32_K = 0xb4,
	B_MOV32_X = 0xbc,
	B_AND32_K = 0x54,
	B_LSH32_K = 0x64,
	B_SWAP = 0xdc,
	B_JA = 0x05,
	B_JA_LONG = 0x06,
	B_CALL = 0x85,
	B_EXIT = 0x95,
	B_JEQ_K = 0x15,
	B_JGT_X = 0x2d,
	B_JSLT_K = 0xc5,
	B_MAY_GOTO = 0xe5,
	J32 = 0x06,
	J_X = 0x08,
	J_EQ = 0x10,
	J_GT = 0x20,
	J_GE = 0x30,
	J_SET = 0x40,
	J_NE = 0x50,
	J_LT = 0xa0,
	J_LE = 0xb0,
};

struct emit {
	struct cbpf *c;
	struct kiln_insn *insns;
	int32_t *label; /* of each instruction: where it jumps to, or NO_LABEL */
	uint32_t *at;	/* of each label: its instruction */
	bool *stub;	/* of each node: its second label is used */
	uint32_t nr, cap;
	uint32_t node; /* under way */
	bool far;
	uint8_t ctx, data, end, base, tmp, x, turns, answer;
	uint8_t m[CBPF_NR_M];
};

/* -- instructions -------------------------------------------------------------------------------------------------- */

static void put_to(struct emit *e, uint8_t code, uint8_t dst, uint8_t src, int16_t off, uint32_t imm, int32_t label)
{
	if (e->nr == e->cap)
		return; /* cannot be: cap is MAX_PER_NODE for each */
	e->label[e->nr] = label;
	e->insns[e->nr++] =
		(struct kiln_insn){ .code = code, .dst = dst & 15u, .src = src & 15u, .off = off, .imm = (int32_t)imm };
}

static void put(struct emit *e, uint8_t code, uint8_t dst, uint8_t src, int32_t off, uint32_t imm)
{
	put_to(e, code, dst, src, (int16_t)off, imm, NO_LABEL);
}

static void go(struct emit *e, int32_t label)
{
	put_to(e, e->far ? B_JA_LONG : B_JA, 0, 0, 0, 0, label);
}

/* A conditional jump; inside an instruction's own code off is given instead of a label. */
static void jump(struct emit *e, uint8_t code, uint8_t dst, uint8_t src, uint32_t imm, int32_t label)
{
	if (!e->far) {
		put_to(e, code, dst, src, 0, imm, label);
		return;
	}
	put(e, code, dst, src, 1, imm);
	put(e, B_JA, 0, 0, 1, 0);
	go(e, label);
}

/* Where a program that finds nothing goes: the answer is 0, or the next program is asked. */
static int32_t label_fail_of(struct emit *e, uint32_t prog)
{
	uint32_t to = e->c->fail[prog];

	if (!e->c->many)
		return (int32_t)(2 * e->c->nr);
	if (e->c->node[to].need == CBPF_NEVER) /* that one never matches */
		return label_fail_of(e, e->c->node[to].prog);
	if (!e->c->node[to].need && !e->c->node[to].need_x)
		return (int32_t)(2 * to);
	e->stub[to] = true;
	return (int32_t)(2 * to + 1);
}

static int32_t label_fail(struct emit *e)
{
	return label_fail_of(e, e->c->node[e->node].prog);
}

static void place(struct emit *e, int32_t label)
{
	e->at[label] = e->nr;
}

static const uint8_t load_code[] = { [1] = B_LDX8, [2] = B_LDX16, [4] = B_LDX32 };

static void put_swap(struct emit *e, uint8_t size)
{
	if (size > 1)
		put(e, B_SWAP, R_A, 0, 0, 8u * size);
}

static void put_call(struct emit *e, uint32_t id)
{
	put(e, B_CALL, 0, 0, 0, id);
}

/* -- checks, and the ways from one instruction to another ----------------------------------------------------------- */

static void put_check(struct emit *e, uint8_t from, uint32_t len, uint32_t prog)
{
	put(e, B_MOV_X, e->tmp, from, 0, 0);
	put(e, B_ADD_K, e->tmp, 0, 0, len);
	jump(e, B_JGT_X, e->tmp, e->end, 0, label_fail_of(e, prog));
}

static void put_needs(struct emit *e, const struct cbpf_node *to, uint32_t have, uint32_t have_x)
{
	if (to->need > have)
		put_check(e, e->data, to->need, to->prog);
	if (to->need_x > have_x)
		put_check(e, e->base, to->need_x, to->prog);
}

static int32_t label_to(struct emit *e, uint32_t to)
{
	const struct cbpf_node *n = &e->c->node[e->node], *t = &e->c->node[to];

	if (t->need == CBPF_NEVER)
		return label_fail_of(e, t->prog);
	if (t->need <= n->have && t->need_x <= cbpf_have_x(n, t))
		return (int32_t)(2 * to);
	e->stub[to] = true;
	return (int32_t)(2 * to + 1);
}

/* On to the instruction that is emitted next, or away. */
static void put_next(struct emit *e, uint32_t to, uint32_t next)
{
	const struct cbpf_node *n = &e->c->node[e->node];

	if (to == next && e->c->node[to].need != CBPF_NEVER)
		put_needs(e, &e->c->node[to], n->have, cbpf_have_x(n, &e->c->node[to]));
	else
		go(e, label_to(e, to));
}

/* X has been set. Where nothing else reads it, both share a register. */
static void put_base(struct emit *e)
{
	if (e->base != e->x)
		put(e, B_MOV_X, e->base, e->x, 0, 0);
	put(e, B_ADD_X, e->base, e->data, 0, 0);
}

/* -- loads --------------------------------------------------------------------------------------------------------- */

static uint32_t call_load(const struct cbpf *c)
{
	return c->machine == CBPF_PCAP ? CBPF_CALL_PCAP : CBPF_CALL_LOAD;
}

/* r1 to r3 of a load by helper; the offset with X where it has one. */
static void put_load_args(struct emit *e, const struct cbpf_node *n)
{
	bool x = n->reads & CBPF_X;

	put(e, B_MOV_X, 1, e->ctx, 0, 0);
	if (e->c->machine == CBPF_PCAP && n->k > INT32_MAX) {
		put(e, B_LD64, 2, 0, 0, n->k);
		put(e, 0, 0, 0, 0, 0);
		if (x)
			put(e, B_ADD_X, 2, e->x, 0, 0);
	} else if (e->c->machine == CBPF_PCAP) {
		put(e, x ? B_MOV_X : B_MOV_K, 2, x ? e->x : 0, 0, x ? 0 : n->k);
		if (x)
			put(e, B_ADD_K, 2, 0, 0, n->k);
	} else {
		put(e, x ? B_MOV32_X : B_MOV32_K, 2, x ? e->x : 0, 0, x ? 0 : n->k);
		if (x)
			put(e, ALU | ALU_ADD, 2, 0, 0, n->k);
	}
	put(e, B_MOV_K, 3, 0, 0, n->size);
}

static void put_load_call(struct emit *e, const struct cbpf_node *n)
{
	put_load_args(e, n);
	put_call(e, call_load(e->c));
	jump(e, B_JSLT_K, R_A, 0, 0, label_fail(e));
}

/* With its own check: in the packet's seen part here, all other cases by the helper. */
static void put_load_check(struct emit *e, const struct cbpf_node *n)
{
	uint64_t end = (uint64_t)n->k + n->size;
	uint32_t slow, seen, first;

	if (end > CBPF_SEEN) {
		put_load_call(e, n);
		return;
	}
	first = e->nr;
	put(e, J32 | J_GT, e->x, 0, 0, CBPF_SEEN - (uint32_t)end);
	put(e, B_MOV_X, 2, e->x, 0, 0);
	put(e, B_ADD_X, 2, e->data, 0, 0);
	put(e, B_MOV_X, 1, 2, 0, 0);
	put(e, B_ADD_K, 1, 0, 0, (uint32_t)end);
	seen = e->nr;
	put(e, B_JGT_X, 1, e->end, 0, 0);
	put(e, load_code[n->size], R_A, 2, (int32_t)n->k, 0);
	put_swap(e, n->size);
	slow = e->nr;
	put(e, B_JA, 0, 0, 0, 0);
	e->insns[first].off = (int16_t)(e->nr - first - 1);
	e->insns[seen].off = (int16_t)(e->nr - seen - 1);
	put_load_call(e, n);
	e->insns[slow].off = (int16_t)(e->nr - slow - 1);
}

/* Fields of the context by SKF_AD_*, as Linux gives them. */
static const struct {
	uint8_t off;
	bool swap;	   /* 16 bits in network order */
	bool needs_device; /* without one, A as it is is the answer */
} ad_field[AD_END / 4] = {
	[AD_PROTOCOL / 4] = { FIELD_PROTOCOL, true, false },
	[AD_PKTTYPE / 4] = { FIELD_PKT_TYPE, false, false },
	[AD_IFINDEX / 4] = { FIELD_IFINDEX, false, true },
	[AD_MARK / 4] = { FIELD_MARK, false, false },
	[AD_QUEUE / 4] = { FIELD_QUEUE, false, false },
	[AD_HATYPE / 4] = { FIELD_DEV_TYPE, false, true },
	[AD_RXHASH / 4] = { FIELD_HASH, false, false },
	[AD_VLAN_TAG / 4] = { FIELD_VLAN_TCI, false, false },
	[AD_VLAN_TAG_PRESENT / 4] = { FIELD_VLAN_PRESENT, false, false },
	[AD_VLAN_TPID / 4] = { FIELD_VLAN_PROTO, true, false },
};

static void put_field(struct emit *e, const struct cbpf_node *n)
{
	uint32_t ad = (n->k - CBPF_AD_OFF) / 4;

	if (e->c->machine == CBPF_SECCOMP) {
		put(e, B_LDX32, R_A, e->ctx, (int32_t)n->k, 0);
		return;
	}
	if (ad == AD_ALU_XOR_X / 4) {
		put(e, ALU | ALU_XOR | ALU_X, R_A, e->x, 0, 0);
		return;
	}
	if (ad_field[ad].needs_device) {
		put(e, B_LDX32, e->tmp, e->ctx, FIELD_IFINDEX, 0);
		put(e, J32 | J_NE, e->tmp, 0, 1, 0);
		put(e, B_EXIT, 0, 0, 0, 0);
	}
	put(e, B_LDX32, R_A, e->ctx, ad_field[ad].off, 0);
	if (ad_field[ad].swap)
		put_swap(e, 2);
}

static void put_helper(struct emit *e, const struct cbpf_node *n)
{
	uint32_t ad = n->k - CBPF_AD_OFF;

	if (e->c->machine != CBPF_FILTER || n->k < CBPF_AD_OFF) {
		put_load_call(e, n);
	} else if (ad == AD_RANDOM || ad == AD_CPU) {
		put_call(e, ad == AD_RANDOM ? GET_PRANDOM_U32 : GET_SMP_PROCESSOR_ID);
	} else {
		put(e, B_MOV_X, 1, e->ctx, 0, 0);
		put(e, B_MOV_X, 2, R_A, 0, 0);
		put(e, B_MOV_X, 3, e->x, 0, 0);
		put_call(e, ad == AD_NLATTR	   ? CBPF_CALL_NLATTR
			    : ad == AD_NLATTR_NEST ? CBPF_CALL_NLATTR_NEST
						   : CBPF_CALL_PAY_OFFSET);
	}
}

static void put_load(struct emit *e, const struct cbpf_node *n)
{
	switch (n->way) {
	case WAY_FIXED:
	case WAY_BASED:
		put(e, load_code[n->size], R_A, n->way == WAY_FIXED ? e->data : e->base, (int32_t)n->k, 0);
		if (!n->raw)
			put_swap(e, n->size);
		break;
	case WAY_CHECK:
		put_load_check(e, n);
		break;
	case WAY_FIELD:
		put_field(e, n);
		break;
	default:
		put_helper(e, n);
	}
}

/* X = 4 * (the low half of a byte): a header's length. */
static void put_msh(struct emit *e, const struct cbpf_node *n)
{
	if (n->way == WAY_FIXED) {
		put(e, B_LDX8, e->x, e->data, (int32_t)n->k, 0);
	} else {
		put(e, B_STX64, R_FRAME, R_A, SLOT_A, 0);
		put_load_call(e, n);
		put(e, B_MOV_X, e->x, R_A, 0, 0);
		put(e, B_LDX64, R_A, R_FRAME, SLOT_A, 0);
	}
	put(e, B_AND32_K, e->x, 0, 0, 15);
	put(e, B_LSH32_K, e->x, 0, 0, 2);
}

/* -- the other instructions ---------------------------------------------------------------------------------------- */

static void put_word(struct emit *e, uint8_t dst, const struct cbpf_node *n)
{
	if (e->m[n->k] != R_NONE)
		put(e, B_MOV32_X, dst, e->m[n->k], 0, 0);
	else
		put(e, B_LDX32, dst, R_FRAME, SLOT_M + 4 * (int32_t)n->k, 0);
}

static void put_number(struct emit *e, uint8_t dst, const struct cbpf_node *n)
{
	if (n->code == LD_IMM || n->code == LDX_IMM)
		put(e, B_MOV32_K, dst, 0, 0, n->k);
	else if (n->code != LD_LEN && n->code != LDX_LEN)
		put_word(e, dst, n);
	else if (e->c->machine == CBPF_SECCOMP)
		put(e, B_MOV32_K, dst, 0, 0, SECCOMP_DATA_LEN);
	else
		put(e, B_LDX32, dst, e->ctx, FIELD_LEN, 0);
}

static void put_store(struct emit *e, uint8_t src, const struct cbpf_node *n)
{
	if (e->m[n->k] != R_NONE)
		put(e, B_MOV32_X, e->m[n->k], src, 0, 0);
	else
		put(e, B_STX32, R_FRAME, src, SLOT_M + 4 * (int32_t)n->k, 0);
}

static uint32_t in_order(const struct cbpf_node *n, uint32_t k)
{
	return n->form == 16 ? swap16((uint16_t)k) : n->form == 32 ? swap32(k) : k;
}

static void put_alu(struct emit *e, const struct cbpf_node *n)
{
	uint8_t op = CBPF_OP(n->code);
	bool x = n->code & ALU_X, shift = op == ALU_LSH || op == ALU_RSH;

	if (x && (op == ALU_DIV || op == ALU_MOD))
		jump(e, J32 | J_EQ, e->x, 0, 0, label_fail(e));
	if (shift && !x && n->k >= 32) {
		put(e, B_MOV32_K, R_A, 0, 0, 0);
		return;
	}
	if (shift && x && e->c->machine == CBPF_PCAP) {
		put(e, J32 | J_LE, e->x, 0, 1, 31);
		put(e, B_MOV32_K, R_A, 0, 0, 0);
		put(e, J32 | J_GT, e->x, 0, 1, 31);
	}
	put(e, (uint8_t)n->code, R_A, x ? e->x : 0, 0, x || op == ALU_NEG ? 0 : in_order(n, n->k));
}

static bool too_wide(const struct cbpf_node *n)
{
	return n->form == 16 && !(n->code & J_X) && n->k > UINT16_MAX;
}

static uint8_t inverse(uint8_t op)
{
	return op == JMP_JEQ ? J_NE : op == JMP_JGT ? J_LE : op == JMP_JGE ? J_LT : 0;
}

/* One of two answers. */
static void put_select(struct emit *e, const struct cbpf_node *n, uint32_t k)
{
	uint8_t op = CBPF_OP(n->code), x = n->code & J_X;
	uint32_t yes = e->c->node[n->yes].k, no = e->c->node[n->no].k;

	put(e, B_MOV32_K, e->tmp, 0, 0, too_wide(n) && op == JMP_JEQ ? no : yes);
	put(e, J32 | op | x, R_A, x ? e->x : 0, 1, k);
	put(e, B_MOV32_K, e->tmp, 0, 0, no);
	put(e, B_MOV32_X, R_A, e->tmp, 0, 0);
	put(e, B_EXIT, 0, 0, 0, 0);
}

static void put_jump(struct emit *e, const struct cbpf_node *n, uint32_t next)
{
	uint8_t op = CBPF_OP(n->code), x = n->code & J_X, invert = inverse(op);
	uint32_t k = x ? 0 : in_order(n, n->k);

	if (!cbpf_is_jump(n)) {
		put_next(e, n->yes, next);
	} else if (n->select) {
		put_select(e, n, k);
	} else if (too_wide(n) && op == JMP_JEQ) {
		put_next(e, n->no, next);
	} else if (invert && n->yes == next && e->c->node[next].need != CBPF_NEVER) {
		jump(e, J32 | invert | x, R_A, x ? e->x : 0, k, label_to(e, n->no));
		put_next(e, n->yes, next);
	} else {
		jump(e, J32 | op | x, R_A, x ? e->x : 0, k, label_to(e, n->yes));
		put_next(e, n->no, next);
	}
}

/* A jump backwards takes one of the turns. That there is an end is proven by may_goto, which allows many more. */
static void put_turn(struct emit *e, const struct cbpf_node *n)
{
	uint8_t r = e->turns != R_NONE ? e->turns : 2;

	if (!n->turn)
		return;
	if (e->turns == R_NONE)
		put(e, B_LDX64, r, R_FRAME, SLOT_TURNS, 0);
	put(e, B_SUB_K, r, 0, 0, 1);
	if (e->turns == R_NONE)
		put(e, B_STX64, R_FRAME, r, SLOT_TURNS, 0);
	jump(e, B_JEQ_K, r, 0, 0, label_fail(e));
	jump(e, B_MAY_GOTO, 0, 0, 0, label_fail(e));
}

/* Of several programs: one of them matches; what they say together. */
static void put_match(struct emit *e, const struct cbpf_node *n)
{
	uint8_t r = e->answer != R_NONE ? e->answer : 2;

	if (e->answer == R_NONE)
		put(e, B_LDX32, r, R_FRAME, SLOT_ANSWER, 0);
	put(e, ALU | ALU_OR, r, 0, 0, n->k);
	if (e->answer == R_NONE)
		put(e, B_STX32, R_FRAME, r, SLOT_ANSWER, 0);
}

static void put_answer(struct emit *e)
{
	if (e->answer != R_NONE)
		put(e, B_MOV32_X, R_A, e->answer, 0, 0);
	else
		put(e, B_LDX32, R_A, R_FRAME, SLOT_ANSWER, 0);
}

static void put_node(struct emit *e, const struct cbpf_node *n)
{
	if (n->code == MATCH) {
		put_match(e, n);
		return;
	}
	switch (CBPF_CLASS(n->code)) {
	case 0:
		n->size ? put_load(e, n) : put_number(e, R_A, n);
		break;
	case 1:
		n->size ? put_msh(e, n) : put_number(e, e->x, n);
		break;
	case ST:
	case STX:
		put_store(e, n->code == ST ? R_A : e->x, n);
		break;
	case ALU:
		put_alu(e, n);
		break;
	case TAX:
		put(e, B_MOV32_X, n->code == TAX ? e->x : R_A, n->code == TAX ? R_A : e->x, 0, 0);
		break;
	case JMP:
		put_turn(e, n);
		break;
	case RET_K:
		if (n->code == RET_K)
			put(e, B_MOV32_K, R_A, 0, 0, n->k);
		if (n->code == ANSWER)
			put_answer(e);
		put(e, B_EXIT, 0, 0, 0, 0);
		break;
	}
}

/* -- a whole program ----------------------------------------------------------------------------------------------- */

static bool reads_context(const struct cbpf *c, const struct cbpf_node *n)
{
	return n->way == WAY_FIELD || n->way == WAY_HELPER || n->way == WAY_CHECK ||
	       (c->machine != CBPF_SECCOMP && n->code == LD_LEN) || n->code == LDX_LEN;
}

/* With calls, what does not survive them is on the stack, or for several programs the end of the packet is read anew. */
static void registers_of_calls(struct emit *e)
{
	e->ctx = 6;
	e->x = 7;
	e->data = 8;
	e->end = 9;
	e->tmp = 2;
	e->base = R_NONE;
}

static bool x_is_read(const struct cbpf *c)
{
	for (uint32_t i = 0; i < c->nr; i++)
		if (c->node[i].live & CBPF_X)
			return true;
	return false;
}

/* The scratch words that hold something when word k is written or still to be read. */
static uint32_t words_beside(const struct cbpf *c, uint32_t k)
{
	uint32_t beside = 0;

	for (uint32_t i = 0; i < c->nr; i++) {
		const struct cbpf_node *n = &c->node[i];
		bool written = n->writes & CBPF_M && n->k == k;

		if (n->live >> 2 >> k & 1)
			beside |= n->live >> 2;
		if (written && n->yes != UINT32_MAX)
			beside |= c->node[n->yes].live >> 2;
	}
	return beside;
}

/* Scratch words that are never needed together share a register. */
static void words_place(struct emit *e, uint8_t first)
{
	uint32_t in[R_FRAME] = { 0 }, beside_in[R_FRAME] = { 0 }; /* by register: what is in it, and beside that */
	const struct cbpf *c = e->c;

	for (uint32_t i = 0; i < c->nr; i++) {
		uint32_t k = c->node[i].k, beside;
		uint8_t r = first;

		if (!(c->node[i].writes & CBPF_M) || e->m[k] != R_NONE)
			continue;
		beside = words_beside(c, k);
		while (r < R_FRAME && (in[r] & beside || beside_in[r] >> k & 1))
			r++;
		if (r == R_FRAME)
			continue;
		in[r] |= 1u << k;
		beside_in[r] |= beside;
		e->m[k] = r;
	}
}

static void registers_choose(struct emit *e)
{
	const struct cbpf *c = e->c;
	uint8_t next = 1;

	memset(e->m, R_NONE, sizeof(e->m));
	e->turns = e->answer = R_NONE;
	e->ctx = 1;
	if (c->calls) {
		registers_of_calls(e);
		return;
	}
	for (uint32_t i = 0; i < c->nr; i++)
		if (reads_context(c, &c->node[i]))
			next = 2;
	e->tmp = next++; /* r1 where the context is read no more once data and end are there */
	e->data = next++;
	e->end = next++;
	e->base = next++;
	e->x = x_is_read(c) ? next++ : e->base;
	if (c->many)
		e->answer = next++;
	if (c->loops)
		e->turns = next++;
	words_place(e, next);
}

/* What is read before it is written is 0. */
static void put_begin(struct emit *e)
{
	const struct cbpf_node *first = &e->c->node[0];
	struct cbpf_node word = { 0 };

	if (e->ctx != 1)
		put(e, B_MOV_X, e->ctx, 1, 0, 0);
	if (e->c->machine != CBPF_SECCOMP) {
		put(e, B_LDX32, e->data, e->ctx, FIELD_DATA, 0);
		put(e, B_LDX32, e->end, e->ctx, FIELD_DATA_END, 0);
	}
	if (first->live & CBPF_X || first->base_live || e->c->calls)
		put(e, B_MOV32_K, e->x, 0, 0, 0);
	if (first->base_live)
		put_base(e);
	if (first->live || e->c->calls || e->c->loops)
		put(e, B_MOV32_K, R_A, 0, 0, 0);
	for (word.k = 0; word.k < CBPF_NR_M; word.k++)
		if (first->live & (uint32_t)CBPF_M << word.k)
			put_store(e, R_A, &word);
	if (e->c->loops && e->turns != R_NONE)
		put(e, B_MOV_K, e->turns, 0, 0, MAX_TURNS);
	else if (e->c->loops)
		put(e, B_ST64, R_FRAME, 0, SLOT_TURNS, MAX_TURNS);
	if (e->c->many && e->answer != R_NONE)
		put(e, B_MOV32_K, e->answer, 0, 0, 0);
	else if (e->c->many)
		put(e, B_ST64, R_FRAME, 0, SLOT_ANSWER, 0);
	if (first->need == CBPF_NEVER)
		go(e, label_fail(e));
	else
		put_needs(e, first, 0, 0);
}

/* The first from i on that is reached. */
static uint32_t reached_from(const struct cbpf *c, uint32_t i)
{
	while (i < c->nr && !c->node[i].reached)
		i++;
	return i;
}

static void put_stubs(struct emit *e)
{
	for (uint32_t i = 0; i < e->c->nr; i++) {
		if (!e->stub[i])
			continue;
		place(e, (int32_t)(2 * i + 1));
		put_needs(e, &e->c->node[i], 0, 0);
		go(e, (int32_t)(2 * i));
	}
	if (e->c->many)
		return;
	place(e, label_fail(e));
	put(e, B_MOV32_K, R_A, 0, 0, 0);
	put(e, B_EXIT, 0, 0, 0, 0);
}

static void put_all(struct emit *e)
{
	struct cbpf *c = e->c;

	e->nr = e->node = 0;
	memset(e->stub, 0, c->nr * sizeof(*e->stub));
	put_begin(e);
	for (uint32_t i = reached_from(c, 0); i < c->nr; i = reached_from(c, i + 1)) {
		const struct cbpf_node *n = &c->node[i];

		e->node = i;
		place(e, (int32_t)(2 * i));
		put_node(e, n);
		if (n->writes & CBPF_X && n->yes != UINT32_MAX && c->node[n->yes].base_live)
			put_base(e);
		if (n->yes != UINT32_MAX)
			put_jump(e, n, reached_from(c, i + 1));
	}
	put_stubs(e);
}

static void jumps_link(struct emit *e)
{
	for (uint32_t i = 0; i < e->nr; i++) {
		int64_t by;

		if (e->label[i] == NO_LABEL)
			continue;
		by = (int64_t)e->at[e->label[i]] - i - 1;
		if (e->insns[i].code == B_JA_LONG)
			e->insns[i].imm = (int32_t)by;
		else
			e->insns[i].off = (int16_t)by;
	}
}

const struct kiln_insn *cbpf_emit(struct cbpf *c, uint32_t *nr)
{
	struct emit e = { .c = c, .cap = c->nr * MAX_PER_NODE + 64 };

	e.insns = arena_array(c->arena, e.cap, sizeof(*e.insns));
	e.label = arena_array(c->arena, e.cap, sizeof(*e.label));
	e.at = arena_array(c->arena, 2 * c->nr + 1, sizeof(*e.at));
	e.stub = arena_array(c->arena, c->nr, sizeof(*e.stub));
	if (!e.insns || !e.label || !e.at || !e.stub)
		return NULL;
	registers_choose(&e);
	put_all(&e);
	if (e.nr > SHORT_JUMP) {
		e.far = true;
		put_all(&e);
	}
	jumps_link(&e);
	*nr = e.nr;
	return e.insns;
}
