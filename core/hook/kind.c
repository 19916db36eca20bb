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
#include "rt/words.h"

/* The words of ctx.tbl and hook.tbl. */
enum {
	R = KILN_FIELD_READ,
	P = KILN_FIELD_READ | KILN_FIELD_NARROW,
	H = KILN_FIELD_READ | KILN_FIELD_HEAD,
	B = KILN_FIELD_READ | KILN_FIELD_BYTES,
	M = KILN_FIELD_READ | KILN_FIELD_MEM_RW,
	W = KILN_FIELD_WRITE,
	F = KILN_FIELD_WORDS,

	PACKET_CTX = KILN_KIND_PACKET,
	PACKET_WRITE = KILN_KIND_PACKET_WRITE,
	LEAK = KILN_KIND_LEAK,
	MEM = KILN_KIND_MEM,
	RAW_CTX = KILN_KIND_RAW_CTX,
	RAW_CTX_WRITE = KILN_KIND_RAW_CTX_WRITE,
	LEGACY_LD = KILN_KIND_LEGACY_LD,
	RET_SIGNED = KILN_KIND_RET_SIGNED,
	SLEEPS = KILN_KIND_SLEEPS,
	PACKET_TO_ALL = KILN_KIND_PACKET_TO_ALL,
	PACKET_TO_NONE = KILN_KIND_PACKET_TO_NONE,
	NO_LOCK = KILN_KIND_NO_LOCK,
	NO_TIMER = KILN_KIND_NO_TIMER,

	SCALAR = KILN_FIELD_SCALAR,
	PACKET = KILN_FIELD_PACKET,
	PACKET_END = KILN_FIELD_PACKET_END,
	PACKET_META = KILN_FIELD_PACKET_META,
	OBJECT = KILN_FIELD_OBJECT,

	TP_BUFFER_LEN = 4096,
};

/* A field's type, with the length of the memory that it points to. */
#define MEM(len)	    (KILN_FIELD_MEM | (len) << 8)
/* ... with the kind of socket. */
#define SOCK(which)	    (KILN_FIELD_SOCK | KILN_SOCK_##which << 8)
#define SOCK_OR_NULL(which) (KILN_FIELD_SOCK_OR_NULL | KILN_SOCK_##which << 8)

#define ROW(word, at, len, real_at, real_len, what, access, text) \
	{ .name = #word,                                          \
	  .off = at,                                              \
	  .size = len,                                            \
	  .real_off = real_at,                                    \
	  .real_size = real_len,                                  \
	  .type = (what)&0xff,                                    \
	  .mem_len = (what) >> 8,                                 \
	  .flags = access,                                        \
	  .doc = text },
#define PACKET_ROW(name, off, size, member, type, access, doc)                                                      \
	ROW(name, off, size, offsetof(struct kiln_packet, member), sizeof(((struct kiln_packet *)0)->member), type, \
	    access, doc)
#define PLAIN_ROW(name, off, size, type, access, doc) ROW(name, off, size, off, size, type, access, doc)

static const struct kiln_field fields_xdp[] = {
#define XDP_FIELD(name, off, size, member, type, xdp, devmap, doc) PACKET_ROW(name, off, size, member, type, xdp, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_xdp_devmap[] = {
#define XDP_FIELD(name, off, size, member, type, xdp, devmap, doc) \
	PACKET_ROW(name, off, size, member, type, devmap, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_filter[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, lwt, sk_skb, flow, doc) \
	PACKET_ROW(name, off, size, member, type, filter, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_tc[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, lwt, sk_skb, flow, doc) \
	PACKET_ROW(name, off, size, member, type, tc, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_cgroup[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, lwt, sk_skb, flow, doc) \
	PACKET_ROW(name, off, size, member, type, cgroup, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_lwt[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, lwt, sk_skb, flow, doc) \
	PACKET_ROW(name, off, size, member, type, lwt, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_sk_skb[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, lwt, sk_skb, flow, doc) \
	PACKET_ROW(name, off, size, member, type, sk_skb, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_flow[] = {
#define SKB_FIELD(name, off, size, member, type, filter, tc, cgroup, lwt, sk_skb, flow, doc) \
	PACKET_ROW(name, off, size, member, type, flow, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_sock[] = {
#define SOCK_FIELD(name, off, size, type, sock, bound4, bound6, doc) PLAIN_ROW(name, off, size, type, sock, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_sock_bound4[] = {
#define SOCK_FIELD(name, off, size, type, sock, bound4, bound6, doc) PLAIN_ROW(name, off, size, type, bound4, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_sock_bound6[] = {
#define SOCK_FIELD(name, off, size, type, sock, bound4, bound6, doc) PLAIN_ROW(name, off, size, type, bound6, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_addr4[] = {
#define ADDR_FIELD(name, off, size, type, v4, v6, send4, send6, un, doc) PLAIN_ROW(name, off, size, type, v4, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_addr6[] = {
#define ADDR_FIELD(name, off, size, type, v4, v6, send4, send6, un, doc) PLAIN_ROW(name, off, size, type, v6, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_send4[] = {
#define ADDR_FIELD(name, off, size, type, v4, v6, send4, send6, un, doc) PLAIN_ROW(name, off, size, type, send4, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_send6[] = {
#define ADDR_FIELD(name, off, size, type, v4, v6, send4, send6, un, doc) PLAIN_ROW(name, off, size, type, send6, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_addr_unix[] = {
#define ADDR_FIELD(name, off, size, type, v4, v6, send4, send6, un, doc) PLAIN_ROW(name, off, size, type, un, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_getsockopt[] = {
#define SOCKOPT_FIELD(name, off, size, type, get, set, doc) PLAIN_ROW(name, off, size, type, get, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_setsockopt[] = {
#define SOCKOPT_FIELD(name, off, size, type, get, set, doc) PLAIN_ROW(name, off, size, type, set, doc)
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_sock_ops[] = {
#define SOCK_OPS_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_msg[] = {
#define MSG_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_reuseport[] = {
#define REUSEPORT_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_lookup[] = {
#define LOOKUP_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_device[] = {
#define DEVICE_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_sysctl[] = {
#define SYSCTL_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_netfilter[] = {
#define NETFILTER_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_tracepoint[] = {
#define TRACEPOINT_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_tp_buffer[] = {
#define TP_BUFFER_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_perf[] = {
#define PERF_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_lirc[] = {
#define LIRC_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

static const struct kiln_field fields_seccomp[] = {
#define SECCOMP_FIELD PLAIN_ROW
#include "rt/ctx.tbl"
};

#define VERDICTS(set, ...) static const struct kiln_verdict verdicts_##set[] = { __VA_ARGS__ };
#define KIND(...)
#include "hook/hook.tbl"
#undef VERDICTS
#undef KIND

#define FIELDS(set, word) .fields = fields_##set, .nr_fields = NR_OF(fields_##set), .ctx_type = #word
#define NO_FIELDS(word)	  .nr_fields = 0, .ctx_type = #word
#define NAMES(set)	  .verdicts = verdicts_##set, .nr_verdicts = NR_OF(verdicts_##set)
#define NO_NAMES	  .nr_verdicts = 0
#define RANGE(min, max)	  .ret_min = (min), .ret_max = (max)
#define ANY		  RANGE(INT64_MIN, INT64_MAX)

static const struct kiln_kind kinds[] = {
#define VERDICTS(...)
#define KIND(kind, type, attach, len, fields_, groups_, flags_, results, low32, folds, value, fault, names, text) \
	{ .name = kind,                                                                                           \
	  .prog_type = type,                                                                                      \
	  .attach_type = attach,                                                                                  \
	  .ctx_len = len,                                                                                         \
	  fields_,                                                                                                \
	  .groups = groups_,                                                                                      \
	  .flags = flags_,                                                                                        \
	  results,                                                                                                \
	  .ret_any_high = low32,                                                                                  \
	  .fold = KILN_FOLD_##folds,                                                                              \
	  .fold_value = value,                                                                                    \
	  .fault_verdict = fault,                                                                                 \
	  names,                                                                                                  \
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

const struct kiln_kind *kiln_kind_for(uint32_t prog_type, uint32_t attach_type)
{
	const struct kiln_kind *any = NULL;

	for (size_t i = 0; i < NR_OF(kinds); i++) {
		if (kinds[i].prog_type != prog_type)
			continue;
		if (kinds[i].attach_type == attach_type)
			return &kinds[i];
		if (!kinds[i].attach_type)
			any = &kinds[i];
	}
	return any;
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
