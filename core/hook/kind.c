/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * kind.c - the built-in kinds of programs, made from hook.tbl and rt/ctx.tbl.
 *
 * Overview     every kind is one const struct kiln_kind, as an embedder's own ones are; nothing here is treated specially.
 * Cost         lookups walk a table of a few rows; they are for loading and for people, not for the run path.
 * Threads      constants only.
 * See          test/unit/kind_test.c (order, overlap), test/kernel/tables_diff.c (compares with the running kernel).
 */
#include "hook/hook.h"

#include "base/bits.h"
#include "base/text.h"

/* The words of ctx.tbl and hook.tbl. */
enum {
	R = KILN_FIELD_READ,
	P = KILN_FIELD_READ | KILN_FIELD_NARROW,
	B = KILN_FIELD_READ | KILN_FIELD_BYTES,
	W = KILN_FIELD_WRITE,

	BASE = KILN_GROUP_BASE,
	XDP = KILN_GROUP_XDP,
	SKB = KILN_GROUP_SKB,
	TC = KILN_GROUP_TC,
	TRACE = KILN_GROUP_TRACE,
	NET = KILN_GROUP_NET,
	PEEK = KILN_GROUP_PEEK,
	TASK = KILN_GROUP_TASK,

	PACKET_WRITE = KILN_KIND_PACKET_WRITE,
	LEAK = KILN_KIND_LEAK,
	MEM = KILN_KIND_MEM,
	RAW_CTX = KILN_KIND_RAW_CTX,
	LEGACY_LD = KILN_KIND_LEGACY_LD,
	RET_SIGNED = KILN_KIND_RET_SIGNED,
};

#define MEMBER_LEN(member) sizeof(((struct kiln_packet *)0)->member)
#define PACKET_ROW(name, off, size, member, type, access, doc)                                                  \
	{                                                                                                       \
		#name,	off, size, offsetof(struct kiln_packet, member), MEMBER_LEN(member), KILN_FIELD_##type, \
		access, 0,   doc                                                                                \
	},
#define PLAIN_ROW(name, off, size, access, doc) { #name, off, size, off, size, KILN_FIELD_SCALAR, access, 0, doc },

static const struct kiln_field fields_xdp[] = {
#define XDP_FIELD PACKET_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_filter[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, doc) \
	PACKET_ROW(name, off, size, member, type, filter, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_tc[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, doc) \
	PACKET_ROW(name, off, size, member, type, tc, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_cgroup[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, doc) \
	PACKET_ROW(name, off, size, member, type, cgroup, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_tracepoint[] = {
#define TRACEPOINT_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_perf[] = {
#define PERF_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

#define VERDICTS(set, ...) static const struct kiln_verdict verdicts_##set[] = { __VA_ARGS__ };
#define KIND(...)
#include "hook/hook.tbl"
#undef VERDICTS
#undef KIND

#define FIELDS(set)	.fields = fields_##set, .nr_fields = NR_OF(fields_##set)
#define NO_FIELDS	.nr_fields = 0
#define NAMES(set)	.verdicts = verdicts_##set, .nr_verdicts = NR_OF(verdicts_##set)
#define NO_NAMES	.nr_verdicts = 0
#define RANGE(min, max) .ret_min = (min), .ret_max = (max)
#define ANY		RANGE(INT64_MIN, INT64_MAX)

static const struct kiln_kind kinds[] = {
#define VERDICTS(...)
#define KIND(kind, type, len, fields_, groups_, flags_, results, low32, folds, value, fault, names, text) \
	{ .name = #kind,                                                                                  \
	  .prog_type = type,                                                                              \
	  .ctx_len = len,                                                                                 \
	  fields_,                                                                                        \
	  .groups = groups_,                                                                              \
	  .flags = flags_,                                                                                \
	  results,                                                                                        \
	  .ret_any_high = low32,                                                                          \
	  .fold = KILN_FOLD_##folds,                                                                      \
	  .fold_value = value,                                                                            \
	  .fault_verdict = fault,                                                                         \
	  names,                                                                                          \
	  .doc = text },
#include "hook/hook.tbl"
#undef VERDICTS
#undef KIND
};

const struct kiln_kind *kiln_kind_at(uint32_t i)
{
	return i < NR_OF(kinds) ? &kinds[i] : NULL;
}

const struct kiln_kind *kiln_kind_by_name(const char *name)
{
	for (size_t i = 0; i < NR_OF(kinds); i++)
		if (text_same(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

const struct kiln_kind *kiln_kind_by_type(uint32_t prog_type)
{
	for (size_t i = 0; i < NR_OF(kinds); i++)
		if (kinds[i].prog_type == prog_type)
			return &kinds[i];
	return NULL;
}

int64_t kind_verdict(const struct kiln_kind *kind, uint64_t r0)
{
	if (!kind->ret_any_high)
		return (int64_t)r0;
	return kind->flags & KILN_KIND_RET_SIGNED ? (int64_t)(int32_t)r0 : (int64_t)(uint32_t)r0;
}

const char *kiln_verdict_name(const struct kiln_kind *kind, int64_t verdict)
{
	verdict = kind_verdict(kind, (uint64_t)verdict);
	for (uint32_t i = 0; i < kind->nr_verdicts; i++)
		if (kind->verdicts[i].value == verdict)
			return kind->verdicts[i].name;
	return NULL;
}
