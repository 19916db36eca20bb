/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * combine.c - several operations as one, inside a block.
 *
 * Overview     one walk forwards that remembers of each register how its value came about: as a number, as a sum
 *              base + (index << shift) + disp of other registers, as a shift of something. Uses are then written in those
 *              terms: sums go into addresses and LEA, copies are looked through, numbers become immediates, two shifts and an
 *              or become a rotation, two shifts an extension. What is no longer read is dropped by live.c afterwards.
 * Invariant    a sum is used only while the registers it names hold what they held (version numbers tell).
 * Cost         one pass, constant time an operation. Memory: about 700 bytes of stack.
 * See          test/unit/jit_test.c: each pattern, and those that miss it narrowly, in random programs.
 */
#include "jit/target.h"

enum { MAX_DISP = 1 << 28, SINK_REACH = 6 };

/* base + (index << shift) + disp. low: true of the low 32 bits only, the upper ones being zero. */
struct sum {
	uint8_t base, index, shift;
	bool known, low;
	int32_t disp;
	uint32_t base_version, index_version;
};

/* left or right by `by` of value number `value`, made by operation `at` from register `from`. */
struct shifted {
	bool known, left;
	uint8_t by, width, from;
	uint32_t value, at, from_version;
};

struct reg {
	uint32_t version;
	uint32_t value, low_value; /* equal numbers mean equal values, of 64 bits and of the low 32 */
	uint8_t bits;		   /* none above these is set */
	bool is_number;
	uint64_t number;
	struct sum sum;
	struct shifted shifted;
};

struct combine {
	struct jit *j;
	struct reg reg[KILN_NR_REGS];
	uint32_t next_value;
	uint16_t used; /* registers that were read since they were written */
};

static bool is_used(const struct combine *c, unsigned r)
{
	return c->used & jit_bit(r);
}

static unsigned form_of(const struct jit_op *o)
{
	return o->op < OP_NR_INSNS ? insn_rows[o->op].form : FORM_NONE;
}

static unsigned bits_of(uint64_t v)
{
	return v ? 64u - (unsigned)__builtin_clzll(v) : 0;
}

static bool fits_imm(uint64_t v)
{
	return (int64_t)v == (int32_t)v;
}

/* -- what is known -------------------------------------------------------------------------------------------------- */

/* r has been written with something unknown. */
static void forget(struct combine *c, unsigned r)
{
	uint32_t version = c->reg[r].version + 1;

	c->next_value++;
	c->used &= (uint16_t)~jit_bit(r);
	c->reg[r] = (struct reg){ .version = version, .value = c->next_value, .low_value = c->next_value, .bits = 64 };
}

static void forget_all(struct combine *c)
{
	for (unsigned r = 0; r < KILN_NR_REGS; r++)
		forget(c, r);
}

static struct sum itself(const struct combine *c, uint8_t r)
{
	return (struct sum){ .known = true, .base = r, .index = JIT_NO_REG, .base_version = c->reg[r].version };
}

static bool still_holds(const struct combine *c, const struct sum *s)
{
	return s->known && (s->base == JIT_NO_REG || c->reg[s->base].version == s->base_version) &&
	       (s->index == JIT_NO_REG || c->reg[s->index].version == s->index_version);
}

/* r in terms of others; low: only its low 32 bits matter. */
static struct sum sum_of(const struct combine *c, uint8_t r, bool low)
{
	const struct sum *s = &c->reg[r].sum;

	return still_holds(c, s) && (low || !s->low) ? *s : itself(c, r);
}

static bool is_copy(const struct sum *s)
{
	return s->base != JIT_NO_REG && s->index == JIT_NO_REG && !s->disp;
}

/* The oldest register with r's value. The frame pointer is no register of a target's, so copies of it stay. */
static uint8_t source_of(const struct combine *c, uint8_t r, bool low)
{
	struct sum s = sum_of(c, r, low);

	return is_copy(&s) && s.base != 10 ? s.base : r;
}

static bool mentions(const struct sum *s, uint8_t r)
{
	return s->base == r || s->index == r;
}

static bool add_disp(struct sum *s, int64_t disp)
{
	int64_t sum = s->disp + disp;

	if (sum > MAX_DISP || sum < -MAX_DISP)
		return false;
	s->disp = (int32_t)sum;
	return true;
}

/* a + b, if it still has the form of a sum. The frame pointer cannot be an index. */
static bool add_sums(struct sum a, struct sum b, struct sum *out)
{
	if (a.index != JIT_NO_REG || a.base == JIT_NO_REG) {
		struct sum t = a;

		a = b;
		b = t;
	}
	if (a.index != JIT_NO_REG || a.base == JIT_NO_REG || (b.base != JIT_NO_REG && b.index != JIT_NO_REG))
		return false;
	if (b.base != JIT_NO_REG && b.base != 10) {
		a.index = b.base;
		a.index_version = b.base_version;
		a.shift = 0;
	} else if (b.base == 10 && a.base != 10) {
		a.index = a.base;
		a.index_version = a.base_version;
		a.base = 10;
		a.base_version = b.base_version;
	} else if (b.base == JIT_NO_REG) {
		a.index = b.index;
		a.index_version = b.index_version;
		a.shift = b.shift;
	} else {
		return false;
	}
	a.low |= b.low;
	*out = a;
	return add_disp(out, b.disp);
}

/* -- how a use is written ------------------------------------------------------------------------------------------- */

static void use_sum(struct jit_op *o, const struct sum *s)
{
	o->base = s->base;
	o->index = s->index;
	o->shift = s->shift;
	o->off = s->disp;
}

static bool has_address(const struct jit_op *o)
{
	return jit_traits[o->op].how & JIT_READS_ADDRESS && o->op != JIT_LEA32 && o->op != JIT_LEA64;
}

static void fold_address(const struct combine *c, struct jit_op *o)
{
	struct sum s;

	if (!has_address(o) || o->index != JIT_NO_REG)
		return;
	s = sum_of(c, o->base, false);
	if (add_disp(&s, o->off))
		use_sum(o, &s);
}

/* A register operand that is a known number becomes that number, where there is such an operation: it stands just before. */
static void use_number(const struct combine *c, struct jit_op *o)
{
	unsigned form = form_of(o);
	const struct reg *s;
	bool wide;

	if (form != FORM_ALU_REG && form != FORM_JMP_REG && form != FORM_STORE_REG)
		return;
	s = &c->reg[o->src];
	wide = insn_rows[o->op].width == 64;
	if (!s->is_number || (wide && !fits_imm(s->number)) || (o->op >= OP_MOVSX64_8 && o->op <= OP_MOVSX64_32) ||
	    o->op == OP_MOVSX32_8 || o->op == OP_MOVSX32_16)
		return;
	o->op = (uint16_t)(form == FORM_STORE_REG ? o->op - OP_STX8 + OP_ST8 : o->op - 1);
	o->imm = (int32_t)s->number;
}

static void use_sources(const struct combine *c, struct jit_op *o)
{
	bool low = o->op < OP_NR_INSNS && insn_rows[o->op].width <= 32;

	switch (form_of(o)) {
	case FORM_JMP_REG:
		o->dst = source_of(c, o->dst, low);
		o->src = source_of(c, o->src, low);
		break;
	case FORM_JMP_IMM:
		o->dst = source_of(c, o->dst, low);
		break;
	case FORM_ALU_REG:
		o->src = source_of(c, o->src,
				   low || o->op == OP_MOVSX64_8 || o->op == OP_MOVSX64_16 || o->op == OP_MOVSX64_32);
		break;
	case FORM_STORE_REG:
	case FORM_STORE_REL:
		o->src = source_of(c, o->src, low);
		break;
	default:
		break;
	}
	fold_address(c, o);
	use_number(c, o);
}

/* -- sums ----------------------------------------------------------------------------------------------------------- */

static struct sum number_sum(int64_t v)
{
	return (struct sum){ .known = true, .base = JIT_NO_REG, .index = JIT_NO_REG, .disp = (int32_t)v };
}

/* Two parts are one cycle's work everywhere; three are not, and no base takes four bytes of zeros. */
static bool is_cheap(const struct sum *s)
{
	return s->base != JIT_NO_REG && (s->index == JIT_NO_REG || !s->disp);
}

static void become_sum(struct jit_op *o, const struct sum *s, bool low)
{
	o->op = low ? JIT_LEA32 : JIT_LEA64;
	use_sum(o, s);
}

/*
 * dst += something in place, whose result is only the address of one access that follows: the access adds by itself, and
 * dst stays as it is. Between the two nothing else may read dst or change a part.
 */
static bool sink_add(struct combine *c, struct jit_op *o, uint32_t i)
{
	bool imm = o->op == OP_ADD64_IMM;
	uint16_t parts = jit_bit(o->dst) | (imm ? 0 : jit_bit(o->src));

	if (!imm && o->op != OP_ADD64_REG)
		return false;
	for (uint32_t n = i + 1; n <= i + SINK_REACH && n < c->j->nr; n++) {
		struct jit_op *a = &c->j->ops[n];
		uint16_t other = jit_reads(a);

		if ((a->flags & JIT_TARGET) || jit_jumps(a) || !jit_falls_through(a))
			return false;
		if (has_address(a) && a->base == o->dst && a->index == JIT_NO_REG && form_of(a) != FORM_ATOMIC &&
		    a->op != JIT_LOOKUP) {
			bool value = form_of(a) != FORM_STORE_IMM && form_of(a) != FORM_LOAD &&
				     form_of(a) != FORM_LOAD_ACQ && a->src == o->dst;

			if (value || ((a->live & jit_bit(o->dst)) && !(jit_writes(a) & jit_bit(o->dst))) ||
			    (imm && (a->off + o->imm > MAX_DISP || a->off + o->imm < -MAX_DISP)))
				return false;
			if (imm) {
				a->off += (int32_t)o->imm;
			} else {
				a->index = o->src == 10 ? o->dst : o->src;
				a->base = o->src == 10 ? 10 : o->dst;
			}
			o->op = JIT_NOP;
			return true;
		}
		if ((other & jit_bit(o->dst)) || (jit_writes(a) & parts))
			return false;
	}
	return false;
}

static void combine_add(struct combine *c, struct jit_op *o, uint32_t i)
{
	bool low = insn_rows[o->op].width == 32;
	bool minus = o->op == OP_SUB64_IMM || o->op == OP_SUB32_IMM;
	bool imm = form_of(o) == FORM_ALU_IMM;
	struct sum a = sum_of(c, o->dst, low), b, sum;
	bool fits;

	if (imm && c->reg[o->dst].is_number) {
		uint64_t v = c->reg[o->dst].number + (uint64_t)(minus ? -o->imm : o->imm);

		o->op = OP_LD64_IMM;
		o->imm = (int64_t)(low ? (uint32_t)v : v);
		return;
	}
	b = imm ? number_sum(0) : sum_of(c, o->src, low);
	sum = a;
	fits = imm ? add_disp(&sum, minus ? -o->imm : o->imm) : add_sums(a, b, &sum);
	if (fits && is_cheap(&sum) && (!mentions(&sum, o->dst) || (!imm && b.shift && b.base == JIT_NO_REG)))
		become_sum(o, &sum, low);
	else if (sink_add(c, o, i))
		return;
	sum.low = low;
	forget(c, o->dst);
	if (fits)
		c->reg[o->dst].sum = sum; /* where it mentions dst, dst's new version makes it void */
	if (low)
		c->reg[o->dst].bits = 32;
}

/* -- shifts --------------------------------------------------------------------------------------------------------- */

/* Up and down again by the same distance: keeps the low bits of what was there before. */
static bool extend(struct combine *c, struct jit_op *o)
{
	struct shifted *s = &c->reg[o->dst].shifted;
	bool sign = o->op == OP_ARSH64_IMM;
	uint16_t op;

	if ((o->op != OP_RSH64_IMM && !sign) || !s->known || !s->left || s->width != 64 || s->by != (o->imm & 63) ||
	    is_used(c, o->dst))
		return false;
	if (s->by != 32 && s->by != 48 && s->by != 56)
		return false;
	if (s->from == o->dst)
		c->j->ops[s->at].op = JIT_NOP; /* what was there stays there */
	else if (c->reg[s->from].version != s->from_version)
		return false;
	op = s->by == 32   ? (sign ? OP_MOVSX64_32 : OP_MOV32_REG)
	     : s->by == 48 ? (sign ? OP_MOVSX64_16 : JIT_ZX16)
			   : (sign ? OP_MOVSX64_8 : JIT_ZX8);
	o->src = s->from;
	o->op = op;
	return true;
}

static void combine_shift(struct combine *c, struct jit_op *o, uint32_t i)
{
	bool wide = insn_rows[o->op].width == 64, left = o->op == OP_LSH64_IMM || o->op == OP_LSH32_IMM;
	uint8_t by = (uint8_t)(o->imm & (wide ? 63 : 31)), d = o->dst, from = source_of(c, d, !wide);
	struct reg before = c->reg[d];
	struct shifted s = { .known = by,
			     .left = left,
			     .by = by,
			     .width = wide ? 64 : 32,
			     .from = from,
			     .at = i,
			     .value = wide ? before.value : before.low_value,
			     .from_version = c->reg[from].version };
	struct sum sum = { .known = left && by <= 3 && from != d,
			   .base = JIT_NO_REG,
			   .index = from,
			   .shift = by,
			   .low = !wide,
			   .index_version = c->reg[from].version };

	if (sum.known)
		become_sum(o, &sum, !wide);
	forget(c, d);
	c->reg[d].shifted = s;
	c->reg[d].sum = sum;
	if (!left)
		c->reg[d].bits = (uint8_t)((before.bits < s.width ? before.bits : s.width) > by
						   ? (before.bits < s.width ? before.bits : s.width) - by
						   : 0);
	else if (!wide)
		c->reg[d].bits = 32;
}

/* x << k | x >> (width - k), in either order: the first shift of dst becomes the rotation, the or nothing. */
static bool rotate(struct combine *c, struct jit_op *o)
{
	bool wide = o->op == OP_OR64_REG || o->op == OP_XOR64_REG || o->op == OP_ADD64_REG;
	struct shifted *d = &c->reg[o->dst].shifted, *s = &c->reg[o->src].shifted;
	struct jit_op *first;

	if (!wide && o->op != OP_OR32_REG && o->op != OP_XOR32_REG && o->op != OP_ADD32_REG)
		return false;
	if (!d->known || !s->known || d->left == s->left || d->width != s->width || d->width != (wide ? 64 : 32) ||
	    d->value != s->value || d->by + s->by != d->width || is_used(c, o->dst))
		return false;
	first = &c->j->ops[d->at];
	first->op = wide ? JIT_ROL64 : JIT_ROL32;
	first->src = d->from;
	first->imm = d->left ? d->by : d->width - d->by;
	first->flags &= (uint16_t)~JIT_LOW;
	o->op = JIT_NOP;
	forget(c, o->dst);
	if (!wide)
		c->reg[o->dst].bits = 32;
	return true;
}

/* -- masks, copies, numbers ----------------------------------------------------------------------------------------- */

/* Masks of 8 and 16 bits are moves that extend; a mask that covers all there is does nothing. */
static void combine_and(struct combine *c, struct jit_op *o)
{
	uint64_t mask = insn_rows[o->op].width == 32 ? (uint32_t)o->imm : (uint64_t)o->imm;
	unsigned bits = c->reg[o->dst].bits;

	if (bits < 64 && !(((1ull << bits) - 1) & ~mask)) {
		o->op = JIT_NOP;
		return;
	}
	if (mask == 0xff || mask == 0xffff) {
		o->op = mask == 0xff ? JIT_ZX8 : JIT_ZX16;
		o->src = source_of(c, o->dst, true);
	}
	forget(c, o->dst);
	bits = bits_of(mask) < bits ? bits_of(mask) : bits;
	c->reg[o->dst].bits = (uint8_t)bits;
}

static void combine_move(struct combine *c, struct jit_op *o)
{
	struct reg s = c->reg[o->src];
	struct sum sum;

	if (o->op == OP_MOV32_REG && s.bits <= 32)
		o->op = OP_MOV64_REG;
	if (o->op == OP_MOV64_REG && o->dst == o->src) {
		o->op = JIT_NOP;
		return;
	}
	sum = sum_of(c, o->src, o->op == OP_MOV32_REG);
	if (mentions(&sum, o->dst)) /* which it is about to overwrite */
		sum = o->src == o->dst ? (struct sum){ 0 } : itself(c, o->src);
	forget(c, o->dst);
	c->reg[o->dst].sum = sum;
	c->reg[o->dst].sum.low |= o->op == OP_MOV32_REG;
	c->reg[o->dst].low_value = s.low_value;
	c->reg[o->dst].bits = 32;
	if (o->op == OP_MOV64_REG) {
		c->reg[o->dst].value = s.value;
		c->reg[o->dst].bits = s.bits;
	}
}

static void combine_number(struct combine *c, struct jit_op *o)
{
	uint64_t v = o->op == OP_MOV32_IMM ? (uint32_t)o->imm : (uint64_t)o->imm;

	if (c->reg[o->dst].is_number && c->reg[o->dst].number == v) {
		o->op = JIT_NOP;
		return;
	}
	forget(c, o->dst);
	c->reg[o->dst].is_number = true;
	c->reg[o->dst].number = v;
	c->reg[o->dst].bits = (uint8_t)bits_of(v);
}

/* -- the walk ------------------------------------------------------------------------------------------------------- */

/* How many low bits an operation that is nothing special may set; 0 stands for all of them. */
#define BITS_NONE(width)      0
#define BITS_ALU_IMM(width)   ((width) == 32 ? 32 : 0)
#define BITS_ALU_REG(width)   ((width) == 32 ? 32 : 0)
#define BITS_ALU_ONE(width)   ((width) == 32 ? 32 : 0)
#define BITS_ALU_END(width)   0
#define BITS_CAST(width)      0
#define BITS_LOAD(width)      ((width) < 64 ? (width) : 0)
#define BITS_LOAD_ACQ(width)  ((width) < 64 ? (width) : 0)
#define BITS_STORE_REG(width) 0
#define BITS_STORE_IMM(width) 0
#define BITS_STORE_REL(width) 0
#define BITS_ATOMIC(width)    0
#define BITS_JMP_IMM(width)   0
#define BITS_JMP_REG(width)   0
#define BITS_GOTO(width)      0
#define BITS_GOTOL(width)     0
#define BITS_MAY_GOTO(width)  0
#define BITS_CALL(width)      0
#define BITS_KFUNC(width)     0
#define BITS_CALLX(width)     0
#define BITS_WIDE(width)      0
#define BITS_LDABS(width)     0
#define BITS_LDIND(width)     0

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
static const uint8_t result_bits[JIT_NR] = {
#define INSN(name, code, form, sel, width, group, text, body) [OP_##name] = BITS_##form(width),
#include "isa/insn.tbl"
#undef INSN
	[OP_LE16] = 16,	  [OP_BE16] = 16,    [OP_BSWAP16] = 16, [OP_LE32] = 32,
	[OP_BE32] = 32,	  [OP_BSWAP32] = 32, [OP_LDSX8] = 0, /* these extend the sign */
	[OP_LDSX16] = 0,  [OP_LDSX32] = 0,   [JIT_ZX8] = 8,	[JIT_ZX16] = 16,
	[JIT_LEA32] = 32, [JIT_ROL32] = 32,  [JIT_CPU_ID] = 32,
};
#pragma GCC diagnostic pop

static void write_unknown(struct combine *c, const struct jit_op *o)
{
	uint16_t writes = jit_writes(o);
	uint8_t bits = result_bits[o->op] ? result_bits[o->op] : 64;

	for (uint32_t left = writes; left; left &= left - 1) {
		unsigned r = (unsigned)__builtin_ctz(left);

		forget(c, r);
		if (r == o->dst || o->op == JIT_CPU_ID)
			c->reg[r].bits = bits;
	}
	if ((o->flags & JIT_LOW) && (writes & jit_bit(o->dst)) && c->reg[o->dst].bits > 32)
		c->reg[o->dst].bits = 32;
}

/* What is special, and how. */
enum special { NOT_SPECIAL, IS_ADD, IS_SHIFT, IS_AND, IS_MOVE, IS_NUMBER };
static const uint8_t special[JIT_NR] = {
	[OP_ADD64_IMM] = IS_ADD,   [OP_ADD64_REG] = IS_ADD,   [OP_ADD32_IMM] = IS_ADD,	  [OP_ADD32_REG] = IS_ADD,
	[OP_SUB64_IMM] = IS_ADD,   [OP_SUB32_IMM] = IS_ADD,   [OP_LSH64_IMM] = IS_SHIFT,  [OP_LSH32_IMM] = IS_SHIFT,
	[OP_RSH64_IMM] = IS_SHIFT, [OP_RSH32_IMM] = IS_SHIFT, [OP_AND64_IMM] = IS_AND,	  [OP_AND32_IMM] = IS_AND,
	[OP_MOV64_REG] = IS_MOVE,  [OP_MOV32_REG] = IS_MOVE,  [OP_MOV64_IMM] = IS_NUMBER, [OP_MOV32_IMM] = IS_NUMBER,
	[OP_LD64_IMM] = IS_NUMBER,
};

static void combine_op(struct combine *c, struct jit_op *o, uint32_t i)
{
	if (extend(c, o) || !rotate(c, o)) {
		switch (special[o->op]) {
		case IS_ADD:
			combine_add(c, o, i);
			break;
		case IS_SHIFT:
			combine_shift(c, o, i);
			break;
		case IS_AND:
			combine_and(c, o);
			break;
		case IS_MOVE:
			combine_move(c, o);
			break;
		case NOT_SPECIAL:
			write_unknown(c, o);
			break;
		}
	}
	if (special[o->op] == IS_NUMBER) /* it may have become one just now */
		combine_number(c, o);
}

/* An operation's own reading of what it writes is no use by another. Where a jump goes, anything may be read. */
static void walk(struct combine *c, uint32_t i)
{
	struct jit_op *o = &c->j->ops[i];
	uint16_t used;

	if (o->flags & JIT_TARGET)
		forget_all(c);
	use_sources(c, o);
	used = jit_jumps(o) ? UINT16_MAX : jit_reads(o) & (uint16_t)~jit_writes(o);
	combine_op(c, o, i);
	c->used |= used;
}

void jit_combine(struct jit *j)
{
	struct combine c = { .j = j };

	for (uint32_t s = 0; s < j->p->nr_subs; s++) {
		forget_all(&c);
		for (uint32_t i = j->p->subs[s].first; i < j->p->subs[s].end; i++)
			walk(&c, i);
	}
}
