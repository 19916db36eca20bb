/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * listing.h - what stands beside the instructions of one program: C lines, names of maps, native code.
 */
#ifndef TOOL_LISTING_H
#define TOOL_LISTING_H

#include "late_capstone.h"
#include <linux/bpf.h>

#include "object.h"

struct listing {
	const struct object *o;
	const struct object_prog *p;
	struct kiln_prog_info info; /* zero if refused */
	uint32_t line;		    /* next record of line_info */
	char text[400];		    /* of the line last asked for */
	csh cs;
	bool cs_open;
};

/* native: also disassemble what the program became. */
void listing_open(struct listing *l, const struct object *o, const struct object_prog *p, bool native);
void listing_close(struct listing *l);

/* The C line that begins at instruction pc, until the next call, or NULL; ask in rising order. record may be NULL. */
const char *listing_source(struct listing *l, uint32_t pc, const struct bpf_line_info **record);
/* The map that a wide load names, "" if none. */
void listing_map(const struct listing *l, const struct kiln_insn *insn, char *buf, size_t cap);
/* Each native instruction that pc became. */
void listing_native(struct listing *l, uint32_t pc, void (*fn)(void *arg, const cs_insn *in, bool first), void *arg);

#endif
