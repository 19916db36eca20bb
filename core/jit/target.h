/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * target.h - what the JIT's passes and its targets share: the operations on their way to code, labels, the output.
 *
 * The passes, in order (jit.c): read (operations and facts become struct jit_op; choices), live, combine (fusions, address
 * folding), live again, layout (the order of blocks), plan (what each function saves), then emit until all sizes settle. A target does plan and emit.
 */
#ifndef KILN_JIT_TARGET_H
#define KILN_JIT_TARGET_H

#include "jit/jit.h"
#include "rt/map.h"

enum { JIT_NO_REG = 0xff };

/* Operations that only the JIT knows; they follow enum insn_op. */
enum jit_kind {
	JIT_NOP = OP_NR,
	JIT_JUMP,  /* to off, always */
	JIT_LEA32, /* dst = base + (index << shift) + off, cut to 32 bits */
	JIT_LEA64, /* the same in 64 bits */
	JIT_ROL32, /* dst = src rotated left by imm */
	JIT_ROL64,
	JIT_ZX8, /* dst = the low 8 bits of src */
	JIT_ZX16,
	JIT_LOOKUP, /* r0 = address of the value in an array whose 4-byte key is at base + (index << shift) + off, or 0 */
	JIT_LOOKUP_AT, /* r0 = address of value number imm in an array */
	JIT_CPU_ID,    /* r0 = the slot */
	JIT_NR,
};

enum jit_flag {
	JIT_TARGET = 1 << 0,   /* some jump comes here: nothing is known about what ran before */
	JIT_SHORT = 1 << 1,    /* its jump has been found to fit a short form; distances only shrink */
	JIT_NONZERO = 1 << 2,  /* FACT_SRC_NONZERO */
	JIT_FITS32 = 1 << 3,   /* FACT_FITS32 */
	JIT_NO_MIN = 1 << 4,   /* FACT_NO_OVERFLOW */
	JIT_LOW = 1 << 5,      /* its result is proven to be below 2^32 */
	JIT_HEAD = 1 << 6,     /* a block begins */
	JIT_REACHED = 1 << 7,  /* heads: the entry leads here */
	JIT_PLACED = 1 << 8,   /* heads: has its place in the order */
	JIT_SHORT_ON = 1 << 9, /* as JIT_SHORT, for the jump that goes on where the next block is elsewhere */
	JIT_EMPTY = 1 << 10,   /* no code came of it */
	JIT_KEY = 1 << 12,     /* OP_TAIL_CALL: the index is always off */
	JIT_FALLS = 1 << 13,   /* live.c's copy of what jit_falls_through() says */
	JIT_JUMPS = 1 << 14,   /* ... and jit_jumps() */
	JIT_CHOICE =
		1
		<< 11, /* a conditional jump that does not jump: where its condition fails, register base becomes register
				 index, or off if there is none; shift: its low 32 bits */
};

struct jit_op {
	uint16_t op; /* enum insn_op or jit_kind */
	uint8_t dst, src;
	uint8_t base, index, shift; /* the address of memory operations and LEA; JIT_NO_REG: none */
	uint16_t flags;
	uint16_t live;		/* bit r: register r is read after this operation before it is written */
	uint16_t reads, writes; /* live.c's copies of what jit_reads() and jit_writes() say */
	int32_t off;		/* displacement, or index of the target operation */
	uint32_t next;		/* layout: the last of a block that falls through: the operation that it goes on with */
	union {
		int64_t imm;
		kiln_helper_fn *fn;
		struct kiln_map *map; /* JIT_LOOKUP; OP_TAIL_CALL: NULL if it is not known */
	};
};

/* One function: the program or a subprogram. */
struct jit_func {
	uint16_t writes, reads; /* registers, one bit each */
	bool calls;		/* anything: the stack must be aligned */
	bool env;		/* its own code reads env */
	bool budget;		/* has may_goto */
	bool traps;		/* has a trap that is reached */
	bool shares_exit;	/* some of its code jumps to the exit at its end */
	uint32_t saves;		/* the target's callee-saved registers that it pushes, one bit each */
	uint32_t nr_saves;
	uint32_t frame;			 /* bytes below the saved registers */
	uint32_t first_block, nr_blocks; /* in j->order */
};

struct jit_buf {
	uint8_t *at; /* written to while len < cap, else only counted */
	uint32_t len, cap;
};

struct jit_opts {
	uint32_t features; /* KILN_CPU_* that may be used */
	bool borrow;	   /* for tests: every straight-line operation runs the interpreter's body */
	bool no_combine;   /* for tests: one operation, one piece of code */
};

struct jit {
	struct kiln_prog *p;
	const struct jit_target *target;
	struct jit_opts opts;
	uint32_t nr; /* operations */
	struct jit_op *ops;
	struct jit_func *funcs;
	uint32_t *labels;	   /* offsets of the last pass: operations, then four a function */
	uint32_t *order, nr_order; /* heads of blocks as they are written */
	uint32_t *rank;		   /* heads: the place in order */
	struct jit_buf out;
	const uint8_t *exec; /* where out.at will run; NULL while it is not known: everything else is far away */
	uint32_t pc, sub;
	uint32_t block; /* place in order */
	bool moved;	/* a label changed in this pass */
	bool frozen;	/* no jump becomes short any more */
	bool env;	/* some function reads env */
	bool unwind;	/* some subprogram may end the whole run */
};

struct jit_target {
	const char *name;
	const void *abi; /* the target's own: a calling convention */
	/* Decides what each function saves and how large its frame is. */
	void (*plan)(struct jit *j);
	/* One pass over everything: sets labels, appends to j->out. */
	void (*emit)(struct jit *j);
};

extern const struct jit_target jit_x64, jit_x64_win; /* System V's calling convention, and Windows's */
/* The target of the machine this was compiled for, or NULL. */
const struct jit_target *jit_select(void);

/* jit_prog() with other options than the host's. */
enum kiln_err jit_prog_with(struct kiln_prog *p, struct arena *a, const struct jit_target *target,
			    const struct jit_opts *opts);

/* Which registers an operation reads and writes, one bit each. */
uint16_t jit_reads(const struct jit_op *o);
uint16_t jit_writes(const struct jit_op *o);
uint16_t jit_live_before(const struct jit_op *o);
/* Whether the next operation may be the next to run; whether off names a target. */
bool jit_falls_through(const struct jit_op *o);
bool jit_jumps(const struct jit_op *o);
/* Nothing but a write of dst: it may be left out where dst is not read. */
bool jit_is_pure(const struct jit_op *o);

void jit_read(struct jit *j);	 /* read.c */
void jit_choices(struct jit *j); /* choice.c */
void jit_live(struct jit *j);	 /* live.c: sets live, turns dead pure operations into JIT_NOP */
void jit_combine(struct jit *j); /* combine.c */
void jit_layout(struct jit *j);	 /* layout.c: sets order */

/* Labels beyond those of operations. */
static inline uint32_t jit_label_entry(const struct jit *j, uint32_t sub)
{
	return j->nr + 1 + 4 * sub;
}
static inline uint32_t jit_label_exit(const struct jit *j, uint32_t sub)
{
	return j->nr + 2 + 4 * sub;
}
static inline uint32_t jit_label_thunk(const struct jit *j, uint32_t sub)
{
	return j->nr + 3 + 4 * sub;
}
static inline uint32_t jit_label_land(const struct jit *j, uint32_t sub)
{
	return j->nr + 4 + 4 * sub;
}

enum { JIT_LABEL_UNKNOWN = 0xffffffff };

static inline void jit_label_here(struct jit *j, uint32_t label)
{
	if (j->labels[label] != j->out.len) {
		j->labels[label] = j->out.len;
		j->moved = true;
	}
}

static inline void jit_put(struct jit_buf *b, uint8_t byte)
{
	if (b->len < b->cap)
		b->at[b->len] = byte;
	b->len++;
}

static inline void jit_put_le(struct jit_buf *b, uint64_t v, unsigned nr)
{
	for (; nr; nr--, v >>= 8)
		jit_put(b, (uint8_t)v);
}

static inline uint16_t jit_bit(unsigned reg)
{
	return (uint16_t)(reg < KILN_NR_REGS ? 1u << reg : 0);
}

#endif
