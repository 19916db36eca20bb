/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * cbpf.h - a classic program on its way to eBPF: what its passes know of each instruction.
 *
 * The path     check (is it one?) → flow (what holds where) → emit (eBPF), each over one struct cbpf.
 */
#ifndef KILN_FRONT_CBPF_H
#define KILN_FRONT_CBPF_H

#include <kiln/cbpf.h>

#include "base/arena.h"
#include "base/reason.h"

enum cbpf_machine { CBPF_PCAP = 1, CBPF_FILTER = 2, CBPF_SECCOMP = 4 };

/* What an instruction reads and writes. */
enum { CBPF_A = 1, CBPF_X = 2, CBPF_M = 4 };

/* Codes by name; those of loads are of words. */
enum cbpf_code {
	LD_IMM = 0x00,
	LD_ABS = 0x20,
	LD_IND = 0x40,
	LD_MEM = 0x60,
	LD_LEN = 0x80,
	LDX_IMM = 0x01,
	LDX_MEM = 0x61,
	LDX_LEN = 0x81,
	LDX_MSH = 0xb1,
	ST = 0x02,
	STX = 0x03,
	ALU = 0x04,
	JMP = 0x05,
	RET_K = 0x06,
	RET_A = 0x16,
	TAX = 0x07,
	TXA = 0x87,
	/* Made by cbpf_many.c, never read: bits k of the answer are set; the answer is given. */
	MATCH = 0x100,
	ANSWER = 0x106,

	ALU_X = 0x08, /* in codes of arithmetic and jumps: the second operand is X */
	ALU_ADD = 0x00,
	ALU_SUB = 0x10,
	ALU_MUL = 0x20,
	ALU_DIV = 0x30,
	ALU_OR = 0x40,
	ALU_AND = 0x50,
	ALU_LSH = 0x60,
	ALU_RSH = 0x70,
	ALU_NEG = 0x80,
	ALU_MOD = 0x90,
	ALU_XOR = 0xa0,
	JMP_JA = 0x00,
	JMP_JEQ = 0x10,
	JMP_JGT = 0x20,
	JMP_JGE = 0x30,
	JMP_JSET = 0x40,
};
#define CBPF_CLASS(code) ((code)&7)
#define CBPF_OP(code)	 ((uint8_t)((code)&0xf0))

/* SKF_AD_*: what a load at an offset beyond SKF_AD_OFF stands for. */
enum cbpf_ad {
	AD_PROTOCOL = 0,
	AD_PKTTYPE = 4,
	AD_IFINDEX = 8,
	AD_NLATTR = 12,
	AD_NLATTR_NEST = 16,
	AD_MARK = 20,
	AD_QUEUE = 24,
	AD_HATYPE = 28,
	AD_RXHASH = 32,
	AD_CPU = 36,
	AD_ALU_XOR_X = 40,
	AD_VLAN_TAG = 44,
	AD_VLAN_TAG_PRESENT = 48,
	AD_PAY_OFFSET = 52,
	AD_RANDOM = 56,
	AD_VLAN_TPID = 60,
	AD_END = 64,
};
#define CBPF_AD_OFF 0xfffff000u

enum {
	CBPF_NR_M = 16,
	SECCOMP_DATA_LEN = 64,
	CBPF_SEEN = 0x7fff, /* bytes from data that a load itself can reach: its offset has 16 bits, with a sign */
};

/* A number of bytes that no packet has: whatever comes now, the answer is 0. */
#define CBPF_NEVER UINT32_MAX

/* How a load is done. */
enum cbpf_way {
	WAY_NONE,
	WAY_FIXED,  /* from data, behind a check that flow.c placed */
	WAY_BASED,  /* from data + X, likewise */
	WAY_CHECK,  /* from data + X, with a check of its own, and by a helper where that fails */
	WAY_HELPER, /* by a helper */
	WAY_FIELD,  /* SKF_AD_* */
};

/* The bounds of numbers: no more than these. */
struct cbpf_max {
	uint32_t a, x, m[CBPF_NR_M];
};

struct cbpf_node {
	uint16_t code;
	uint8_t reads, writes; /* CBPF_* */
	uint8_t size;	       /* of a load, in bytes */
	uint8_t way;
	uint8_t form; /* of A where it begins: bytes that are still in the packet's order; 0: none */
	bool raw;     /* its load leaves A in the packet's order */
	bool reached, raw_ok, plain, base_live;
	bool turn;    /* a jump backwards */
	bool select;  /* a jump whose two ways are answers */
	bool idle;    /* of several programs: nothing comes of it, and what leads to it may pass it by */
	uint8_t prog; /* of several programs */
	uint32_t k;
	uint32_t yes, no; /* what comes next; UINT32_MAX: nothing. Where both are set, it is a conditional jump */
	uint32_t live;	  /* before it: A, X, and from bit 2 on the scratch words */
	/* Bytes of the packet: fewer than need, and the answer is 0, whatever comes; have: proven by then. From data, and from data + X. */
	uint32_t need, need_x, have, have_x;
};

struct cbpf {
	struct arena *arena;
	enum cbpf_machine machine;
	struct cbpf_node *node;
	struct cbpf_max *max;
	uint32_t nr;
	bool calls; /* some load goes through a helper */
	bool loops;
	bool many;
	uint32_t bit;			   /* of several programs: of the answer, its own */
	uint32_t fail[KILN_CBPF_PROGRAMS]; /* of each of several programs: where it goes on when a load finds nothing */
};

/* check.c: the answer is what is wrong, at *pc; NULL: it is a program of that machine, and in c->node. */
struct cbpf_wrong {
	const char *what, *missing, *remedy;
	uint16_t reason;
};
const struct cbpf_wrong *cbpf_check(struct cbpf *c, const struct kiln_cbpf_insn *insns, uint32_t *pc);
/* Tells it; the answer is KILN_ERR_INVAL. */
enum kiln_err cbpf_refuse(struct kiln_why *why, uint32_t pc, const struct cbpf_wrong *wrong,
			  const struct kiln_cbpf_insn *insns);
bool cbpf_flow(struct cbpf *c); /* false: too complex */
/* What is read before it is written: bits as in live. */
uint32_t cbpf_live(struct cbpf *c);
/* Several checked programs as one, whose answer has a bit for each; false: no memory. */
bool cbpf_join(struct cbpf *c, struct cbpf *sub, uint32_t nr);
/* The answer is NULL where memory is lacking. */
const struct kiln_insn *cbpf_emit(struct cbpf *c, uint32_t *nr);

static inline bool cbpf_is_jump(const struct cbpf_node *n)
{
	return n->no != UINT32_MAX;
}

/* What is proven from X on, on the way from one to the next. */
static inline uint32_t cbpf_have_x(const struct cbpf_node *from, const struct cbpf_node *to)
{
	(void)to;
	return from->writes & CBPF_X ? 0 : from->have_x;
}

/* Helpers of kiln_kind_cbpf, cbpf_call.c. */
enum {
	CBPF_CALL_LOAD =
		0x10000, /* (context, offset with a sign, bytes): as Linux's sockets; negative where there is nothing */
	CBPF_CALL_PCAP,	 /* the same, the offset has no sign and is a number of 64 bits */
	CBPF_CALL_NLATTR,      /* (context, offset, type): where the attribute is, or 0 */
	CBPF_CALL_NLATTR_NEST, /* the same, inside the attribute at offset */
	CBPF_CALL_PAY_OFFSET,  /* (context): where the payload begins, or 0 */
};
kiln_helper_fn call_cbpf_load, call_cbpf_pcap, call_cbpf_nlattr, call_cbpf_nlattr_nest, call_cbpf_pay_offset;

/* What programs of the kind see of struct kiln_packet. */
enum cbpf_field {
	FIELD_DATA = 0,
	FIELD_DATA_END = 4,
	FIELD_LEN = 8,
	FIELD_PKT_TYPE = 12,
	FIELD_MARK = 16,
	FIELD_IFINDEX = 20,
	FIELD_QUEUE = 24,
	FIELD_PROTOCOL = 28,
	FIELD_VLAN_PRESENT = 32,
	FIELD_VLAN_TCI = 36,
	FIELD_VLAN_PROTO = 40,
	FIELD_HASH = 44,
	FIELD_DEV_TYPE = 48,
	FIELD_END = 52,
};

#endif
