/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * target.h - what the JIT's passes and its targets share: the operations on their way to code, labels, the output.
 *
 * The passes, in order (jit.c): read (operations and facts become struct jit_op; choices), live, combine (fusions, address
 * folding), live again, layout (blocks and their order), plan (what each function saves), emit, then settle, which gives each
 * jump its length. A target does plan and emit.
 */
#ifndef KILN_JIT_TARGET_H
#define KILN_JIT_TARGET_H

#include "base/bits.h"
#include "jit/jit.h"
#include "rt/map.h"

/* JIT_NUMBER: a register of the JIT's own, beside the machine's: a number that hardened code has put together. */
enum { JIT_NO_REG = 0xff, JIT_NUMBER = KILN_NR_REGS };

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
	JIT_TARGET = 1 << 0,  /* some jump comes here: nothing is known about what ran before */
	JIT_FALLS = 1 << 1,   /* the next operation may be the next to run */
	JIT_NONZERO = 1 << 2, /* FACT_SRC_NONZERO */
	JIT_FITS32 = 1 << 3,  /* FACT_FITS32 */
	JIT_NO_MIN = 1 << 4,  /* FACT_NO_OVERFLOW */
	JIT_LOW = 1 << 5,     /* its result is proven to be below 2^32 */
	JIT_HEAD = 1 << 6,    /* a block begins */
	JIT_JUMPS =
		1
		<< 7, /* off names a target. This, JIT_FALLS, reads and writes are live.c's copies of what ops.c says */
	JIT_EMPTY = 1 << 8,   /* no code came of it */
	JIT_LONE = 1 << 11,   /* ... but for one jump, which may turn out to be none */
	JIT_KEY = 1 << 9,     /* OP_TAIL_CALL: the index is always off */
	JIT_FUEL = 1 << 12,   /* FACT_FUEL: takes fuel before it jumps, or does not */
	JIT_CHOICE = 1 << 10, /* a conditional jump that does not jump: where its condition fails, register base becomes
				  register index, or off if there is none; shift: its low 32 bits */
};

struct jit_op {
	uint16_t op; /* enum insn_op or jit_kind */
	uint8_t dst, src;
	uint8_t base, index, shift; /* the address of memory operations and LEA; JIT_NO_REG: none */
	uint16_t flags;
	uint16_t live; /* bit r: register r is read after this operation before it is written */
	uint16_t reads, writes;
	int32_t off;   /* displacement, or index of the target operation */
	uint32_t next; /* layout: the last of a block that falls through: the operation that it goes on with */
	union {
		int64_t imm;
		kiln_helper_fn *fn;
		struct kiln_map *map; /* JIT_LOOKUP; OP_TAIL_CALL: NULL if it is not known */
	};
};

/* One function: the program or a subprogram. */
struct jit_func {
	uint16_t writes;  /* registers, one bit each */
	bool calls;	  /* anything: the stack must be aligned */
	bool env;	  /* its own code reads env */
	bool traps;	  /* has a trap that is reached */
	bool fuel;	  /* has a jump that takes fuel */
	bool shares_exit; /* some of its code jumps to the exit at its end */
	uint32_t saves;	  /* the target's callee-saved registers that it pushes, one bit each */
	uint32_t nr_saves;
	uint32_t frame;			 /* bytes below the saved registers */
	uint32_t first_block, nr_blocks; /* in j->order */
};

/* Operations that run one after the other: only the last may go elsewhere, only the first is come to from elsewhere. */
struct jit_block {
	uint32_t first, last;
	uint32_t depth; /* so many loops hold it */
	bool reached, placed;
};

/* Code that is being made. There is room for JIT_ROOM bytes whenever an operation begins, so nothing is checked here. */
enum { JIT_ROOM = 512 };
struct jit_buf {
	uint8_t *at;
	uint32_t len, cap;
};

/* A place in the code, as it is made: what is in out before it, and how many of the fixes. */
struct jit_label {
	uint32_t at, fixes;
};

/*
 * What has no bytes in out, for they depend on where others end up: jumps, conditional jumps, distances to labels of four
 * bytes, calls of C. Their lengths only shrink while they settle.
 */
enum jit_fix_kind { JIT_FIX_JUMP, JIT_FIX_JUMP_IF, JIT_FIX_DISTANCE, JIT_FIX_CALL };
struct jit_fix {
	uint32_t at; /* of out before it */
	uint32_t label;
	uint32_t before; /* bytes of all fixes before it */
	uint8_t kind, cc, len, next_len;
	uint64_t fn; /* CALL */
};

struct jit_opts {
	uint32_t features; /* KILN_CPU_* that may be used */
	bool borrow;	   /* for tests: every straight-line operation runs the interpreter's body */
	bool no_combine;   /* one operation, one piece of code */
	bool hardened;	   /* KILN_ENGINE_HARDENED */
	uintptr_t peek;	   /* for tests of other systems' ways to call: instead of rt_peek_number(); or 0 */
};

struct jit {
	struct kiln_prog *p;
	const struct jit_target *target;
	struct jit_opts opts;
	uint32_t nr; /* operations */
	struct jit_op *ops;
	struct jit_func *funcs;
	struct arena *arena;
	struct jit_label *labels; /* operations, then five a function */
	struct jit_block *blocks;
	uint32_t *order, nr_order; /* blocks as they are written */
	struct jit_buf out;
	struct jit_fix *fix;
	uint32_t nr_fixes, cap_fixes;
	uint32_t pc, sub;
	uint32_t block; /* place in order */
	uint8_t unsure; /* hardened: what may still be guessed where the next operation begins */
	bool far;	/* calls of C do not reach with 32 bits */
	bool nomem;
	bool env;    /* some function reads env */
	bool packet; /* entry.packet: the program begins with its two loads, and reads neither ctx nor env after them */
	bool unwind; /* some subprogram may end the whole run */
};

struct jit_target {
	const char *name;
	const void *abi; /* the target's own: a calling convention */
	/* Decides what each function saves and how large its frame is. */
	void (*plan)(struct jit *j);
	/* One pass over everything: sets labels, appends to j->out and to j->fix. */
	void (*emit)(struct jit *j);
	/* How long a fix is at most, at least; the bytes of one whose length is settled, v being its distance, or fn. */
	uint8_t (*fix_len)(const struct jit_fix *f, bool small, bool far);
	void (*fix_write)(uint8_t *to, const struct jit_fix *f, int64_t v);
};

extern const struct jit_target jit_x64, jit_x64_win; /* System V's calling convention, and Windows's */
/* The target of the machine this was compiled for, or NULL. */
const struct jit_target *jit_select(void);

/* jit_prog() with other options than the host's. */
enum kiln_err jit_prog_with(struct kiln_prog *p, struct arena *a, const struct jit_target *target,
			    const struct jit_opts *opts);

/* What an operation does, whatever its operands are: one row an operation, in ops.c. */
enum jit_how {
	JIT_READS_DST = 1 << 0,
	JIT_READS_SRC = 1 << 1,
	JIT_READS_ADDRESS = 1 << 2, /* base and index */
	JIT_WRITES_DST = 1 << 3,
	JIT_WRITES_SRC = 1 << 4,
	JIT_IS_PURE = 1 << 5, /* nothing but a write of dst: it may be left out where dst is not read */
	JIT_MAY_JUMP = 1 << 6,
	JIT_ENDS = 1 << 7, /* what stands behind it is not the next to run */
};
struct jit_trait {
	uint16_t reads, writes; /* registers beside those */
	uint8_t how;
};
extern const struct jit_trait jit_traits[JIT_NR];

static inline uint16_t jit_bit(unsigned reg)
{
	return (uint16_t)(1u << (reg & 31)); /* JIT_NO_REG: none */
}

/* The register's bit where how has the flag. */
static inline unsigned jit_bit_if(unsigned how, enum jit_how flag, unsigned reg)
{
	return (how & (unsigned)flag) / (unsigned)flag << (reg & 31);
}

/* Which registers an operation reads and writes, one bit each. */
uint16_t jit_reads_oddly(const struct jit_op *o);
static inline uint16_t jit_reads(const struct jit_op *o)
{
	const struct jit_trait *t = &jit_traits[o->op];
	unsigned how = t->how;

	if (KILN_UNLIKELY(o->op == OP_TAIL_CALL || o->flags & JIT_CHOICE))
		return jit_reads_oddly(o);
	return (uint16_t)(t->reads | jit_bit_if(how, JIT_READS_DST, o->dst) | jit_bit_if(how, JIT_READS_SRC, o->src) |
			  jit_bit_if(how, JIT_READS_ADDRESS, o->base) | jit_bit_if(how, JIT_READS_ADDRESS, o->index));
}

static inline uint16_t jit_writes(const struct jit_op *o)
{
	const struct jit_trait *t = &jit_traits[o->op];

	if (KILN_UNLIKELY(o->flags & JIT_CHOICE))
		return jit_bit(o->base);
	return (uint16_t)(t->writes | jit_bit_if(t->how, JIT_WRITES_DST, o->dst) |
			  jit_bit_if(t->how, JIT_WRITES_SRC, o->src));
}

static inline uint16_t jit_live_before(const struct jit_op *o)
{
	return (uint16_t)((o->live & ~o->writes) | o->reads);
}

/* Whether the next operation may be the next to run; whether off names a target. */
static inline bool jit_falls_through(const struct jit_op *o)
{
	return !(jit_traits[o->op].how & JIT_ENDS);
}

static inline bool jit_jumps(const struct jit_op *o)
{
	return jit_traits[o->op].how & JIT_MAY_JUMP && !(o->flags & JIT_CHOICE);
}

static inline bool jit_is_pure(const struct jit_op *o)
{
	return jit_traits[o->op].how & JIT_IS_PURE;
}

void jit_read(struct jit *j);		    /* read.c */
bool jit_choices(struct jit *j);	    /* choice.c: whether there were any */
bool jit_takes_packet(const struct jit *j); /* read.c: whether j->packet may be, as far as ctx is concerned */
void jit_live(struct jit *j);		    /* live.c: sets live, turns dead pure operations into JIT_NOP */
void jit_combine(struct jit *j);	    /* combine.c */
bool jit_layout(struct jit *j);		    /* layout.c: sets blocks and order; false without memory */
/* settle.c: emission's end. settle decides all lengths and says how long the code is; write puts it together at `to`, to run at exec. */
uint32_t jit_settle(struct jit *j);
bool jit_reaches(const struct jit *j, const uint8_t *exec);
void jit_write(const struct jit *j, uint8_t *to, const uint8_t *exec);
/* Where a label is in the code, once that is settled. */
uint32_t jit_place(const struct jit *j, uint32_t label);
/* Makes sure that an operation finds room for code, and for fixes. Called before each; after it failed, what is made is of no use. */
void jit_make_room(struct jit *j);

/* Labels beyond those of operations. */
static inline uint32_t jit_label_entry(const struct jit *j, uint32_t sub)
{
	return j->nr + 1 + 5 * sub;
}
static inline uint32_t jit_label_exit(const struct jit *j, uint32_t sub)
{
	return j->nr + 2 + 5 * sub;
}
static inline uint32_t jit_label_thunk(const struct jit *j, uint32_t sub)
{
	return j->nr + 3 + 5 * sub;
}
static inline uint32_t jit_label_land(const struct jit *j, uint32_t sub)
{
	return j->nr + 4 + 5 * sub;
}

/* Where a run ends that has no fuel left. */
static inline uint32_t jit_label_dry(const struct jit *j, uint32_t sub)
{
	return j->nr + 5 + 5 * sub;
}

/* The program is no callback: what would be its thunk is where entry.packet begins. */
static inline uint32_t jit_label_packet(const struct jit *j)
{
	return jit_label_thunk(j, 0);
}

enum { JIT_PACKET_LOADS = 2 }; /* the first operations of such a program */

enum { JIT_LABEL_UNKNOWN = 0xffffffff, JIT_FIXES = 16 /* of one operation, at most */ };

static inline void jit_room(struct jit *j)
{
	if (KILN_UNLIKELY(j->out.cap - j->out.len < JIT_ROOM || j->cap_fixes - j->nr_fixes < JIT_FIXES))
		jit_make_room(j);
}

static inline void jit_label_here(struct jit *j, uint32_t label)
{
	j->labels[label] = (struct jit_label){ j->out.len, j->nr_fixes };
}

static inline struct jit_fix *jit_fix(struct jit *j, enum jit_fix_kind kind, uint32_t label)
{
	struct jit_fix *f = &j->fix[j->nr_fixes++];

	f->at = j->out.len;
	f->label = label;
	f->kind = (uint8_t)kind;
	return f;
}

static inline void jit_put(struct jit_buf *b, uint8_t byte)
{
	b->at[b->len++] = byte;
}

/* At most 8 bytes; what is written behind them is written over later. */
static inline void jit_put_le(struct jit_buf *b, uint64_t v, unsigned nr)
{
	put64(b->at + b->len, le64(v));
	b->len += nr;
}

#endif
