/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * insn.h - an instruction as RFC 9669 writes it: eight bytes, fields in the host's byte order.
 */
#ifndef KILN_INSN_H
#define KILN_INSN_H

#include <kiln/port.h>

struct kiln_insn {
	uint8_t code;
#if KILN_BIG_ENDIAN
	uint8_t src : 4, dst : 4;
#else
	uint8_t dst : 4, src : 4;
#endif
	int16_t off;
	int32_t imm;
};

enum {
	KILN_NR_REGS = 11,	  /* r0 to r10 */
	KILN_FRAME_SIZE = 512,	  /* bytes of stack a function may use */
	KILN_MAX_FRAMES = 8,	  /* functions on the stack at once */
	KILN_MAX_LOOPS = 8388608, /* turns that all may_goto of a run may take together */
	KILN_MAX_TAIL_CALLS = 33,
	KILN_MAX_INSNS = 1000000, /* in one program */
};

/* What src of a wide load (code 0x18) names: RFC 9669, section 5.4. */
enum kiln_wide {
	KILN_WIDE_IMM = 0,	 /* a 64-bit number */
	KILN_WIDE_MAP = 1,	 /* a map: imm is its descriptor; fronts turn it into KILN_WIDE_MAP_IDX */
	KILN_WIDE_VALUE = 2,	 /* an address in a map's first value: imm descriptor, next_imm offset */
	KILN_WIDE_VAR = 3,	 /* a variable of the platform (BTF id) */
	KILN_WIDE_FUNC = 4,	 /* a subprogram, as a callback: imm is relative like a call's */
	KILN_WIDE_MAP_IDX = 5,	 /* a map: imm is its index in the load's maps */
	KILN_WIDE_VALUE_IDX = 6, /* an address in a map's value by index */
};

/* What src of a call (code 0x85) names. */
enum kiln_callee { KILN_CALL_HELPER = 0, KILN_CALL_SUB = 1, KILN_CALL_KFUNC = 2 };

#endif
