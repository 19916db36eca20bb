/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * rt.h - what programs may touch, as tables: helpers, contexts, map kinds.
 */
#ifndef KILN_RT_RT_H
#define KILN_RT_RT_H

#include <kiln/kiln.h>

/* helper.tbl: every built-in helper. NULL where the kind may not call it (or there is none): *exists tells which. */
const struct kiln_helper *rt_helper(const struct kiln_kind *kind, uint32_t id, bool *exists);

/*
 * The row of what a call instruction calls outside the program, OP_CALL or OP_CALL_KFUNC: rt_helper(), or the same for
 * kfunc.tbl and the kind's own kernel functions.
 */
const struct kiln_helper *rt_callee(const struct kiln_kind *kind, const struct kiln_insn *insn, bool *exists);

/* The field that holds [off, off+len), or NULL. */
const struct kiln_field *rt_field(const struct kiln_kind *kind, uint32_t off, uint32_t len);
/* May a program load (write: store) len bytes at off of f, which holds them? */
bool rt_field_allows(const struct kiln_field *f, uint32_t off, uint32_t len, bool write);

/*
 * Which map types a helper works on: true where helper id may be given a map of that type. Helpers that take no map: true.
 */
bool rt_helper_map_ok(uint32_t id, uint32_t map_type);
/* Names of enum kiln_struct. */
extern const char *const rt_structs[KILN_NR_STRUCTS];
/* May a program that sleeps name a map of that type? */
bool rt_map_sleeps(uint32_t map_type);
/* Whether what a look-up gives is memory as long as m is there, reader or not. */
bool rt_map_stays(const struct kiln_map *m);

/*
 * Calls a program's callback from a helper: run/callback.c, which knows both engines. fn is what the helper got as FUNC
 * argument: in the interpreter (env->interp is set) the operation, under native code an entry to be called as a
 * kiln_helper_fn, with env as the sixth argument.
 */
uint64_t rt_callback(struct kiln_env *env, uint64_t fn, uint64_t r1, uint64_t r2, uint64_t r3, uint64_t r4,
		     uint64_t r5);

/*
 * For callbacks that run later: the program that fn belongs to, with a reference; NULL where it is going away
 * already. Native entries of callbacks have their program's address in the 8 bytes before them.
 */
struct kiln_prog *rt_callback_hold(struct kiln_env *env, uint64_t fn);
/* Calls it, on an env of its own, with nothing under it. */
uint64_t rt_callback_later(struct kiln_env *env, const struct kiln_prog *p, uint64_t fn, uint64_t r1, uint64_t r2,
			   uint64_t r3);

/* A number of len bytes at addr, which may be wrong, by the host's peek; len < 0: of -len, sign-extended. 0: nothing is there. */
uint64_t rt_peek_number(struct kiln_env *env, uint64_t addr, int64_t len);

/* Numbers of helpers that the verifier, lowering or the JIT treat by name. Linux's. */
enum rt_helper_id {
	HELPER_MAP_LOOKUP = 1,
	HELPER_MAP_UPDATE = 2,
	HELPER_MAP_DELETE = 3,
	HELPER_TAIL_CALL = 12,
	HELPER_MAP_PUSH = 87,
	HELPER_MAP_POP = 88,
	HELPER_MAP_PEEK = 89,
	HELPER_SPIN_LOCK = 93,
	HELPER_SPIN_UNLOCK = 94,
	HELPER_LOOP = 181,
	HELPER_FOR_EACH = 164,
	HELPER_MAP_LOOKUP_PERCPU = 195,
	HELPER_KTIME_GET_NS = 5,
	HELPER_SMP_PROCESSOR_ID = 8,
};

#endif
