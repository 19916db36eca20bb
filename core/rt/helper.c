/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * helper.c - the tables of helpers, kernel functions and fields, as questions that the verifier and lowering ask.
 *
 * Overview     helper.tbl becomes an array sorted by number; a kind sees the rows of its groups, and its own.
 *              Kernel functions (kfunc.tbl) have rows of the same struct, and are found by name too.
 * Cost         binary search; for loading, not for the run path.
 * Threads      constants only.
 * See          test/unit/kind_test.c, test/kernel/tables_diff.c.
 */
#include "rt/rt.h"

#include "base/bits.h"
#include "base/text.h"
#include "rt/body.h"
#include "rt/map.h"
#include "rt/words.h"

/* The words of helper.tbl and kfunc.tbl. */
enum {
	NONE = KILN_ARG_NONE,
	ANYTHING = KILN_ARG_ANYTHING,
	CTX = KILN_ARG_CTX,
	MAP = KILN_ARG_MAP,
	KEY = KILN_ARG_KEY,
	VALUE = KILN_ARG_VALUE,
	VALUE_OUT = KILN_ARG_VALUE_OUT,
	MEM = KILN_ARG_MEM,
	MEM_OR_NULL = KILN_ARG_MEM_OR_NULL,
	MEM_OUT = KILN_ARG_MEM_OUT,
	MEM_RW = KILN_ARG_MEM_RW,
	MEM_RW_OR_NULL = KILN_ARG_MEM_RW_OR_NULL,
	MEM_FIXED_OUT = KILN_ARG_MEM_FIXED_OUT,
	SIZE = KILN_ARG_SIZE,
	SIZE_OR_ZERO = KILN_ARG_SIZE_OR_ZERO,
	ALLOC_SIZE = KILN_ARG_ALLOC_SIZE,
	RECORD = KILN_ARG_RECORD,
	FUNC = KILN_ARG_FUNC,
	STACK_OR_NULL = KILN_ARG_STACK_OR_NULL,
	SPIN_LOCK = KILN_ARG_SPIN_LOCK,
	TIMER = KILN_ARG_TIMER,
	CONST_STR = KILN_ARG_CONST_STR,
	CTX_OR_NULL = KILN_ARG_CTX_OR_NULL,
	VALUE_OR_NULL = KILN_ARG_VALUE_OR_NULL,
	ZERO = KILN_ARG_ZERO,
	SOCK = KILN_ARG_SOCK,
	SOCK_OR_NULL = KILN_ARG_SOCK_OR_NULL,
	OBJECT = KILN_ARG_OBJECT,
	DYNPTR = KILN_ARG_DYNPTR,
	DYNPTR_OUT = KILN_ARG_DYNPTR_OUT,
	VALUE_MEM = KILN_ARG_VALUE_MEM,
	SCRATCH_OR_NULL = KILN_ARG_SCRATCH_OR_NULL,
	ITERATOR = KILN_ARG_ITERATOR,
	ITERATOR_OUT = KILN_ARG_ITERATOR_OUT,
	KPTR = KILN_ARG_KPTR,
	PERCPU = KILN_ARG_PERCPU,
	LOCAL_TYPE = KILN_ARG_LOCAL_TYPE,
	LOCAL_OBJECT = KILN_ARG_LOCAL,
	MEM_FIXED = KILN_ARG_MEM_FIXED,
	MEM_FIXED_RW = KILN_ARG_MEM_FIXED_RW,

	MOVES_PACKET = KILN_HELPER_MOVES_PACKET,
	GPL = KILN_HELPER_GPL,
	READS_PACKET = KILN_HELPER_READS_PACKET,
	TAIL_CALL = KILN_HELPER_TAIL_CALL,
	LOCK = KILN_HELPER_LOCK,
	UNLOCK = KILN_HELPER_UNLOCK,
	IN_LOCK = KILN_HELPER_IN_LOCK,
	CALLBACK = KILN_HELPER_CALLBACK,
	RET_LEN = KILN_HELPER_RET_LEN,
	ACQUIRE = KILN_HELPER_ACQUIRE,
	RELEASE = KILN_HELPER_RELEASE,
	SLEEPS = KILN_HELPER_SLEEPS,
	WRITES_DYNPTR = KILN_HELPER_WRITES_DYNPTR,
	CASTS = KILN_HELPER_CASTS,
	BEGINS = KILN_HELPER_BEGINS,
	ENDS = KILN_HELPER_ENDS,
	WRITES_MAP = KILN_HELPER_WRITES_MAP,

	LOCAL = KILN_DYNPTR_LOCAL,
	RECORDS = KILN_DYNPTR_RINGBUF,
	SKBS = KILN_DYNPTR_SKB,
	XDPS = KILN_DYNPTR_XDP,
	NUMBERS = KILN_ITER(1, 8),
};

#define ARGS(...)           \
	{                   \
		__VA_ARGS__ \
	}
#define ROW(number, word, groups, result, args, effects, body, text, ...) \
	{ .id = number,                                                   \
	  .name = #word,                                                  \
	  .fn = body,                                                     \
	  .group = groups,                                                \
	  .ret = KILN_RET_##result,                                       \
	  .arg = ARGS args,                                               \
	  .flags = effects,                                               \
	  .doc = text,                                                    \
	  __VA_ARGS__ },

const char *const rt_structs[KILN_NR_STRUCTS] = {
#define STRUCT(word, name) [KILN_STRUCT_##word] = name,
#include "rt/struct.tbl"
#undef STRUCT
};

static const struct kiln_helper helpers[] = {
#define HELPER(number, word, groups, result, args, effects, body, ...) \
	ROW(number, word, groups, result, args, effects, body, __VA_ARGS__, )
#define HELPER_LOWERED(number, word, groups, result, args, effects, ...) \
	ROW(number, word, groups, result, args, effects, NULL, __VA_ARGS__, )
#define HELPER_CHECKED HELPER_LOWERED
#include "rt/helper.tbl"
#undef HELPER
#undef HELPER_LOWERED
#undef HELPER_CHECKED
};

static const struct kiln_helper kfuncs[] = {
#define KFUNC(number, word, groups, result, args, effects, body, ...) \
	ROW(KILN_KFUNC + number, word, groups, result, args, effects, body, __VA_ARGS__, )
#define KFUNC_CHECKED(number, word, groups, result, args, effects, ...) \
	ROW(KILN_KFUNC + number, word, groups, result, args, effects, NULL, __VA_ARGS__, )
#include "rt/kfunc.tbl"
#undef KFUNC
#undef KFUNC_CHECKED
};

const struct kiln_helper *kiln_helper_at(uint32_t i)
{
	return i < NR_OF(helpers) ? &helpers[i] : NULL;
}

/* The first row of id, or NR_OF(helpers). */
static size_t helper_find(uint32_t id)
{
	size_t lo = 0, hi = NR_OF(helpers);

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (helpers[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < NR_OF(helpers) && helpers[lo].id == id ? lo : NR_OF(helpers);
}

const struct kiln_helper *rt_helper(const struct kiln_kind *kind, uint32_t id, bool *exists)
{
	size_t at = helper_find(id);

	*exists = true;
	for (uint32_t i = 0; i < kind->nr_helpers; i++)
		if (kind->helpers[i].id == id)
			return &kind->helpers[i];
	*exists = at < NR_OF(helpers);
	for (; at < NR_OF(helpers) && helpers[at].id == id; at++)
		if (helpers[at].group & kind->groups)
			return &helpers[at];
	return NULL;
}

/* -- kernel functions ---------------------------------------------------------------------------------------------- */

const struct kiln_helper *kiln_kfunc_at(uint32_t i)
{
	return i < NR_OF(kfuncs) ? &kfuncs[i] : NULL;
}

const struct kiln_helper *kiln_kfunc_by_name(const struct kiln_kind *kind, const char *name)
{
	for (uint32_t i = 0; kind && i < kind->nr_kfuncs; i++)
		if (text_same(kind->kfuncs[i].name, name))
			return &kind->kfuncs[i];
	for (size_t i = 0; i < NR_OF(kfuncs); i++)
		if (text_same(kfuncs[i].name, name))
			return &kfuncs[i];
	return NULL;
}

static const struct kiln_helper *kfunc_row(const struct kiln_kind *kind, uint32_t id, bool *exists)
{
	*exists = true;
	for (uint32_t i = 0; i < kind->nr_kfuncs; i++)
		if (kind->kfuncs[i].id == id)
			return &kind->kfuncs[i];
	for (size_t i = 0; i < NR_OF(kfuncs); i++)
		if (kfuncs[i].id == id)
			return kfuncs[i].group & kind->groups ? &kfuncs[i] : NULL;
	*exists = false;
	return NULL;
}

const struct kiln_helper *rt_callee(const struct kiln_kind *kind, const struct kiln_insn *insn, bool *exists)
{
	uint32_t id = (uint32_t)insn->imm;

	if (insn->src != KILN_CALL_KFUNC)
		return rt_helper(kind, id, exists);
	*exists = false;
	return insn->off || id < KILN_KFUNC ? NULL : kfunc_row(kind, id, exists);
}

/* -- fields -------------------------------------------------------------------------------------------------------- */

const struct kiln_field *rt_field(const struct kiln_kind *kind, uint32_t off, uint32_t len)
{
	for (uint32_t i = 0; i < kind->nr_fields; i++) {
		const struct kiln_field *f = &kind->fields[i];

		if (off >= f->off && off < (uint32_t)f->off + f->size)
			return len <= f->off + f->size - off ? f : NULL;
	}
	return NULL;
}

bool rt_field_allows(const struct kiln_field *f, uint32_t off, uint32_t len, bool write)
{
	bool whole = off == f->off && len == f->size;
	bool aligned = len && len <= 8 && !(len & (len - 1)) && !(off & (len - 1));

	if (!(f->flags & (write ? KILN_FIELD_WRITE : KILN_FIELD_READ)))
		return false;
	if (write)
		return whole ||
		       (aligned && f->flags & KILN_FIELD_BYTES && (len >= 4 || !(f->flags & KILN_FIELD_WORDS)));
	return whole || (aligned && f->flags & (KILN_FIELD_BYTES | KILN_FIELD_NARROW)) ||
	       (aligned && f->flags & KILN_FIELD_HEAD && off == f->off);
}

/* pair.tbl: a map type with its helpers, a helper with the set of its map types. */
static const struct {
	uint8_t map_type;
	uint16_t ids[7];
} only_map[] = {
#define ONLY_MAP(type, ...) { MAP_##type, { __VA_ARGS__ } },
#include "rt/pair.tbl"
};

static const struct {
	uint32_t id;
	uint64_t map_types;
} only_helper[] = {
#define T(type)			   (UINT64_C(1) << MAP_##type)
#define ONLY_HELPER(helper, types) { helper, types },
#include "rt/pair.tbl"
};

static const uint64_t sleeping = 0
#define SLEEPING(types) | types
#include "rt/pair.tbl"
	;

static bool only_map_allows(size_t row, uint32_t id)
{
	for (size_t i = 0; i < NR_OF(only_map[row].ids); i++)
		if (only_map[row].ids[i] == id)
			return true;
	return false;
}

bool rt_map_sleeps(uint32_t map_type)
{
	return map_type >= KILN_MAP_OWN || (map_type < 64 && sleeping >> map_type & 1);
}

bool rt_map_stays(const struct kiln_map *m)
{
	return m->spec.type < KILN_MAP_OWN && !m->inner && !(m->spec.flags & MAP_F_NO_PREALLOC);
}

bool rt_helper_map_ok(uint32_t id, uint32_t map_type)
{
	if (id >= KILN_HELPER_OWN)
		return true;
	for (size_t i = 0; i < NR_OF(only_map); i++)
		if (only_map[i].map_type == map_type && !only_map_allows(i, id))
			return false;
	for (size_t i = 0; i < NR_OF(only_helper); i++)
		if (only_helper[i].id == id && (map_type >= 64 || !(only_helper[i].map_types >> map_type & 1)))
			return false;
	return true;
}
