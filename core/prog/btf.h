/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * btf.h - reads BPF type format: types, and which function, file and line an instruction came from.
 *
 * Overview     btf_parse checks all of the bytes once and builds an index; what is asked later cannot fail or leave the bytes.
 * Invariant    every type id that a struct btf answers is below nr_types; every string is terminated inside the bytes; no type
 *              holds itself by value, nor is nested deeper than 64 types; every size is known and below 2^32.
 * Cost         parsing is linear in the bytes, a look-up by id is O(1), a line look-up is O(log n).
 * Memory       the index is in the caller's arena, 13 bytes a type; the bytes are borrowed and must outlive the struct.
 * See          linux/Documentation/bpf/btf.rst for the format.
 */
#ifndef KILN_PROG_BTF_H
#define KILN_PROG_BTF_H

#include <kiln/kiln.h>

#include "base/arena.h"

/* Linux's numbers. */
enum btf_kind {
	BTF_VOID = 0,
	BTF_INT = 1,
	BTF_PTR = 2,
	BTF_ARRAY = 3,
	BTF_STRUCT = 4,
	BTF_UNION = 5,
	BTF_ENUM = 6,
	BTF_FWD = 7,
	BTF_TYPEDEF = 8,
	BTF_VOLATILE = 9,
	BTF_CONST = 10,
	BTF_RESTRICT = 11,
	BTF_FUNC = 12,
	BTF_FUNC_PROTO = 13,
	BTF_VAR = 14,
	BTF_DATASEC = 15,
	BTF_FLOAT = 16,
	BTF_DECL_TAG = 17,
	BTF_TYPE_TAG = 18,
	BTF_ENUM64 = 19,
	BTF_NR_KINDS,
};
enum btf_linkage { BTF_STATIC = 0, BTF_GLOBAL = 1, BTF_EXTERN = 2 };

struct btf {
	const uint8_t *types, *strings;
	uint32_t types_len, strings_len;
	uint32_t nr_types;    /* with id 0, which is void */
	const uint32_t *at;   /* at[id]: where the type's record begins in types; at[0] is not used */
	const uint32_t *real; /* real[id]: what id is past typedefs and modifiers */
	const uint32_t *size; /* size[id]: bytes of a value, 0 where there are none */
};

/* As an object: no program's run reads it, so it goes with its last reference. */
struct kiln_btf {
	struct kiln *k;
	uint32_t refs;
	void *bytes;
	size_t len;
	struct arena arena;
	struct btf btf;
};

/* One type's head. vlen counts members, parameters, enumerators, variables. */
struct btf_type {
	uint32_t id;
	enum btf_kind kind;
	bool kind_flag;
	uint32_t vlen;
	const char *name; /* "" where it has none */
	uint32_t size;	  /* INT, STRUCT, UNION, ENUM, ENUM64, FLOAT, DATASEC: bytes; else 0 */
	uint32_t type; /* of PTR, TYPEDEF, modifiers, FUNC, FUNC_PROTO (result), VAR, tags, ARRAY (element); else 0 */
	/* ARRAY: elements. INT: its encoding word. FUNC, VAR: linkage. DECL_TAG: component, UINT32_MAX for the whole type */
	uint32_t nr;
};

/* One member of a STRUCT or UNION, parameter of a FUNC_PROTO, or variable of a DATASEC. */
struct btf_member {
	const char *name;
	uint32_t type;
	uint32_t bit_off;  /* DATASEC: byte offset */
	uint32_t bit_size; /* 0: not a bit field. DATASEC: byte size */
};

/*
 * Checks bytes and makes *btf. *what (may be NULL) tells what is wrong with them, a constant text.
 * KILN_ERR_FORMAT, KILN_ERR_NOMEM. len 0 is refused.
 */
enum kiln_err btf_parse(struct arena *a, const void *bytes, size_t len, struct btf *btf, const char **what);

/* id must be below nr_types. */
struct btf_type btf_type(const struct btf *btf, uint32_t id);
/* i must be below vlen. Names of DATASEC variables are those of their VAR. */
struct btf_member btf_member(const struct btf *btf, uint32_t id, uint32_t i);
/* The string at off, NULL where off is outside. */
const char *btf_string(const struct btf *btf, uint32_t off);
/* Past typedefs, const, volatile, restrict and type tags: what id really is. */
uint32_t btf_skip(const struct btf *btf, uint32_t id);

/* Bytes of a value of the type, 0 where it has none (void, functions, forward declarations). */
uint32_t btf_size_of(const struct btf *btf, uint32_t id);
/* The first type of that kind and name, 0 where there is none. Linear. */
uint32_t btf_find(const struct btf *btf, enum btf_kind kind, const char *name);
/* The member of STRUCT or UNION id by name, also inside its unnamed members; bit_off counts from id's begin. */
bool btf_find_member(const struct btf *btf, uint32_t id, const char *name, struct btf_member *out);

/* -- records about instructions, in bpf(2)'s forms ------------------------------------------------------------------- */

struct btf_func_info {
	uint32_t insn, type; /* a FUNC */
};
struct btf_line_info {
	uint32_t insn, file_off, line_off, line_col; /* line_col: line << 10 | column */
};

/* What a record says, made readable. line and col from 1; text is the whole line, so that col fits it; "" where nothing is known. */
struct btf_line {
	const char *file, *text;
	uint32_t line, col;
};

/*
 * Checks records against a program of nr_insns instructions: strictly rising, inside it, first at 0; FUNC types with a proto;
 * strings inside the table. *what as above. KILN_ERR_FORMAT.
 */
enum kiln_err btf_check_funcs(const struct btf *btf, const void *funcs, uint32_t nr, uint32_t nr_insns,
			      const char **what);
enum kiln_err btf_check_lines(const struct btf *btf, const void *lines, uint32_t nr, uint32_t nr_insns,
			      const char **what);
/* The record that covers insn: the last at or before it. False where there is none. Records must have been checked. */
bool btf_line_at(const struct btf *btf, const void *lines, uint32_t nr, uint32_t insn, struct btf_line *out);
/* The FUNC type id of the function that holds insn, 0 where there is none. */
uint32_t btf_func_at(const void *funcs, uint32_t nr, uint32_t insn);

#endif
