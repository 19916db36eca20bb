/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * prog.h - a program: its instructions as given, the facts proven for each, and the operations that are run.
 *
 * The verifier writes facts and subprograms, and decodes; lower writes ops; the interpreter and the JIT read ops and facts, and nothing
 * of how they were found.
 */
#ifndef KILN_PROG_PROG_H
#define KILN_PROG_PROG_H

#include <kiln/kiln.h>

#include "base/arena.h"
#include "isa/isa.h"

enum { FUNC_INFO_LEN = 8, LINE_INFO_LEN = 16 }; /* struct bpf_func_info, struct bpf_line_info */

/* What the base register of a load, store or atomic points to. */
enum prog_mem {
	MEM_NONE,
	MEM_STACK,
	MEM_CTX,
	MEM_PACKET,
	MEM_META,
	MEM_VALUE,
	MEM_RECORD,
	MEM_PLAIN /* sized memory */,
	MEM_SOCK,
	MEM_OBJECT, /* of the kernel's: may be no more */
};

enum prog_fact_flag {
	FACT_REACHED = 1 << 0,	   /* some execution may come here; without it the instruction is dead */
	FACT_ALWAYS = 1 << 1,	   /* a conditional jump that is always taken */
	FACT_NEVER = 1 << 2,	   /* ... never taken */
	FACT_SRC_NONZERO = 1 << 3, /* division: the divisor is never zero (in the operation's width) */
	FACT_FITS32 = 1 << 4,	   /* 64-bit unsigned division: both operands are below 2^32 */
	FACT_NO_OVERFLOW = 1 << 5, /* signed division: never MIN / -1 */
	FACT_CONST = 1 << 6,	   /* a load (frozen value) or operation whose result is always umin */
	FACT_MAP = 1 << 7,	   /* a helper call whose map argument is always map */
	FACT_KEY = 1 << 8,	   /* ... and whose array index (4-byte key) is always key, and below max_entries */
	FACT_CALLBACK = 1 << 9,	   /* first instruction of a subprogram that is used as a callback */
	FACT_SUB_ENTRY = 1 << 10,  /* first instruction of a subprogram */
	FACT_TARGET = 1 << 11,	   /* some jump comes here */
	FACT_TAIL_KEY = 1 << 12,   /* tail call whose index is always key */
	FACT_FUEL = 1 << 13,	   /* a jump back in a function that is not proven to end */
};

/*
 * What holds each time the instruction is executed, on every path, pruned ones included. umin and umax bound the register
 * that the instruction writes, after it, where the result is a number (else 0 and UINT64_MAX). For division they are the
 * result's.
 */
struct prog_fact {
	uint16_t flags;
	uint8_t mem;		    /* enum prog_mem */
	uint8_t dst_kind, src_kind; /* before the instruction, for people: enum prog_reg_kind */
	uint16_t field;		    /* MEM_CTX: index of the context's field + 1; 0: plain context memory */
	uint32_t map;		    /* FACT_MAP, MEM_VALUE: index in maps + 1, 0 if not one */
	uint32_t key;
	uint64_t umin, umax;
};

enum prog_reg_kind {
	KIND_NONE,
	KIND_NUMBER,
	KIND_CTX,
	KIND_STACK,
	KIND_PACKET,
	KIND_PACKET_END,
	KIND_META,
	KIND_MAP,
	KIND_VALUE,
	KIND_VALUE_OR_NULL,
	KIND_MEM,
	KIND_MEM_OR_NULL,
	KIND_RECORD,
	KIND_RECORD_OR_NULL,
	KIND_FUNC,
	KIND_DYNPTR,
	KIND_SOCK,
	KIND_SOCK_OR_NULL,
	KIND_OBJECT,
	KIND_OBJECT_OR_NULL,
	KIND_PERCPU,
	KIND_LOCAL,
	KIND_LOCAL_OR_NULL,
	KIND_MIXED,
};
const char *prog_reg_kind_name(enum prog_reg_kind kind);

struct prog_sub {
	uint32_t first, end;  /* instructions [first, end) */
	uint32_t stack_depth; /* bytes below its frame pointer that it touches, a multiple of 8 */
	bool reached, callback, has_tail_call, leaf;
	const char *name; /* from BTF, or NULL; lives in the program */
};

/*
 * One operation, at the index of the instruction it came from; the second half of a wide load is OP_TRAP. The verifier leaves
 * here, in op, what it has decoded; lowering makes the rest. Behind them stand a trap and the jumps that take fuel (OP_FUEL).
 */
struct prog_op {
	uint16_t op; /* enum insn_op */
	uint8_t dst, src;
	int32_t off; /* memory: displacement. Jumps, CALL_SUB, LD64_FUNC: the index of the target operation */
	union {
		int64_t imm; /* sign-extended; MOV64_IMM, LD64_*: any number or address; CALL_SUB: callee's stack_depth */
		kiln_helper_fn *fn; /* CALL: the helper's body, direct */
	};
};

/* Parts of an element that programs of the kind iter are given as memory: read only, to be written. */
enum prog_element { ELEMENT_KEY, ELEMENT_VALUE, NR_ELEMENTS };

struct kiln_prog {
	struct kiln_entry entry; /* first: kiln_run() reads it */
	struct kiln *k;
	const struct kiln_kind *kind;
	uint32_t refs, id;
	char name[16];
	bool gpl, checked;
	const char *not_offered; /* a helper or kind of map that no host here has: it cannot be run; or NULL */
	uint32_t nr_insns, nr_subs, nr_maps;
	size_t len; /* of the piece of memory that holds this, insns, facts, ops, maps, line_info and func_info */
	struct kiln_insn *insns;
	struct prog_fact *facts;
	struct prog_op *ops;
	struct prog_sub *subs;	/* sorted by first; subs[0] is the program */
	struct kiln_map **maps; /* each with a reference */
	char *names;		/* of subprograms */
	size_t names_len;
	struct kiln_code code; /* exec NULL: interpreted */
	uint32_t *code_off;
	uint32_t nr_processed, nr_states, stack_depth, mem_len;
	uint32_t fuel;	  /* jumps back of a run, where it needs a budget; else 0 */
	uint32_t turns;	  /* of a run, where it has may_goto; else 0 */
	uint64_t longest; /* instructions that a run may take, turns of callbacks and may_goto counted once */
	uint32_t element_end[NR_ELEMENTS]; /* so many bytes of them have to be there where it runs */
	size_t verify_bytes;
	void *proof; /* or NULL: nobody asked for it */
	size_t proof_len;
	struct kiln_later later;
	/* As given, kept for people and for bpf(2): */
	struct kiln_btf *btf;
	void *line_info, *func_info;
	uint32_t nr_line_info, nr_func_info;
};

/* The subprogram that holds instruction pc. subs must be set. */
uint32_t prog_sub_of(const struct kiln_prog *p, uint32_t pc);

#endif
