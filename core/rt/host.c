/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * host.c - helpers that ask the host: time, random numbers, who runs, memory at any address, routes.
 *
 * Invariant    what a host cannot tell is answered as Linux answers where it cannot: an error, and zeros in the buffer.
 * Cost         one host call each; strings one for each 64 bytes.
 * Threads      any: nothing is kept.
 */
#include "base/bits.h"
#include "rt/body.h"
#include "rt/rt.h"

/* -- time, numbers ------------------------------------------------------------------------------------------------- */

static uint64_t clock_of(const struct kiln_env *env, enum kiln_clock which)
{
	const struct kiln_host *h = env->k->host;

	return h->clock(h->cookie, which);
}

BODY(call_ktime_get_ns)
{
	return clock_of(env, KILN_CLOCK_MONOTONIC);
}

BODY(call_ktime_get_boot_ns)
{
	return clock_of(env, KILN_CLOCK_BOOT);
}

BODY(call_ktime_get_coarse_ns)
{
	return clock_of(env, KILN_CLOCK_COARSE);
}

BODY(call_ktime_get_tai_ns)
{
	return clock_of(env, KILN_CLOCK_TAI);
}

BODY(call_jiffies64)
{
	return clock_of(env, KILN_CLOCK_JIFFIES);
}

BODY(call_get_prandom_u32)
{
	const struct kiln_host *h = env->k->host;

	return h->random(h->cookie);
}

BODY(call_get_smp_processor_id)
{
	return env->cpu;
}

BODY(call_get_numa_node_id)
{
	return 0;
}

/* -- who runs ------------------------------------------------------------------------------------------------------ */

static uint64_t task_number(const struct kiln_env *env, enum kiln_task what)
{
	const struct kiln_host *h = env->k->host;
	uint64_t v;

	if (!h->task || h->task(h->cookie, what, &v, sizeof(v)))
		return rt_err(KILN_ERR_INVAL);
	return v;
}

BODY(call_get_current_pid_tgid)
{
	return task_number(env, KILN_TASK_PID_TGID);
}

BODY(call_get_current_uid_gid)
{
	return task_number(env, KILN_TASK_UID_GID);
}

/* 0 where none was given. */
BODY(call_get_attach_cookie)
{
	return env->spot < env->nr_cookies ? env->cookies[env->spot] : 0;
}

/* (buf, len): cut and terminated where it does not fit, padded with zeros where it does. */
BODY(call_get_current_comm)
{
	const struct kiln_host *h = env->k->host;
	char comm[16], *buf = rt_ptr(r1);
	uint32_t len = (uint32_t)r2, n;

	if (!len)
		return rt_err(KILN_ERR_INVAL);
	memset(buf, 0, len);
	if (!h->task || h->task(h->cookie, KILN_TASK_COMM, comm, sizeof(comm)))
		return rt_err(KILN_ERR_INVAL);
	for (n = 0; n < len - 1 && n < sizeof(comm) - 1 && comm[n]; n++)
		buf[n] = comm[n];
	return 0;
}

BODY(call_get_current_task)
{
	const struct kiln_host *h = env->k->host;
	uint64_t self = 0;

	(void)r1;
	if (!h->task || h->task(h->cookie, KILN_TASK_SELF, &self, sizeof(self)))
		return rt_err(KILN_ERR_INVAL);
	return self;
}

/* -- memory that may be wrong -------------------------------------------------------------------------------------- */

static bool inside(const void *from, size_t room, uint64_t addr, size_t len)
{
	return addr >= (uintptr_t)from && addr - (uintptr_t)from <= room && len <= room - (addr - (uintptr_t)from);
}

/* An object that is made up for an iterator's program; or the event's own context. */
static bool is_shown(const struct kiln_env *env, uint64_t addr, size_t len)
{
	return (env->iter && inside(env->iter->objects, env->iter->objects_len, addr, len)) ||
	       (env->event_len && inside(env->event, env->event_len, addr, len));
}

enum kiln_err rt_peek(struct kiln_env *env, void *dst, size_t len, uint64_t addr, bool user)
{
	const struct kiln_host *h = env->k->host;

	if (rt_over_out(env, dst, len))
		return KILN_ERR_FAULT;
	if (!user && is_shown(env, addr, len)) {
		memcpy(dst, rt_ptr(addr), len);
		return KILN_OK;
	}
	if (!len || (h->peek && !h->peek(h->cookie, dst, addr, len, user)))
		return KILN_OK;
	memset(dst, 0, len);
	return KILN_ERR_FAULT;
}

/* An object's member: len bytes, or -len that are sign-extended; 0 where they are not there. */
uint64_t rt_peek_number(struct kiln_env *env, uint64_t addr, int64_t len)
{
	union {
		int8_t s1;
		int16_t s2;
		int32_t s4;
		uint8_t u1;
		uint16_t u2;
		uint32_t u4;
		uint64_t u8;
	} x = { .u8 = 0 };

	if (rt_peek(env, &x, (size_t)(len < 0 ? -len : len), addr, false))
		return 0;
	switch (len) {
	case -1:
		return (uint64_t)x.s1;
	case -2:
		return (uint64_t)x.s2;
	case -4:
		return (uint64_t)x.s4;
	case 1:
		return x.u1;
	case 2:
		return x.u2;
	case 4:
		return x.u4;
	default:
		return x.u8;
	}
}

/* As many bytes as can be asked for at once: a string may end just before memory that is not there. */
static size_t peek_piece(uint64_t addr, size_t room)
{
	size_t to_edge = 64 - (addr & 63);

	return to_edge < room ? to_edge : room;
}

int64_t rt_peek_str(struct kiln_env *env, char *dst, size_t cap, uint64_t addr, bool user)
{
	size_t at = 0, len;

	for (; at < cap; at += len) {
		len = peek_piece(addr + at, cap - at);
		if (rt_peek(env, dst + at, len, addr + at, user)) {
			memset(dst, 0, cap);
			return -(int64_t)KILN_ERR_FAULT;
		}
		for (size_t i = at; i < at + len; i++)
			if (!dst[i]) {
				memset(dst + i, 0, cap - i); /* the buffer counts as written, all of it */
				return (int64_t)i + 1;
			}
	}
	if (cap)
		dst[cap - 1] = 0;
	return (int64_t)cap;
}

/* (dst, len, address) */
BODY(call_probe_read)
{
	return rt_err(rt_peek(env, rt_ptr(r1), (uint32_t)r2, r3, false));
}

BODY(call_probe_read_user)
{
	return rt_err(rt_peek(env, rt_ptr(r1), (uint32_t)r2, r3, true));
}

/* (buffer, length, flags): how many to leave out, and whether the user's. What is not filled is zero. */
BODY(call_get_stack)
{
	enum { SKIP = 0xff, USER = 1 << 8, FRAMES_MAX = 112 /* for the sake of this frame */ };
	const struct kiln_host *h = env->k->host;
	uint64_t ips[FRAMES_MAX];
	int64_t len = -(int64_t)KILN_ERR_INVAL, skip = (int64_t)(r4 & SKIP) * 8;

	(void)r1;
	if (!(r4 & ~(uint64_t)(SKIP | USER)) && r3 % 8 == 0)
		len = h->stack ? h->stack(h->cookie, ips, sizeof(ips), r4 & USER) : -(int64_t)KILN_ERR_FAULT;
	if (len > 0)
		len = skip >= len ? -(int64_t)KILN_ERR_FAULT : len - skip;
	if (len > (int64_t)r3)
		len = (int64_t)r3;
	memset(rt_ptr(r2), 0, (size_t)r3);
	if (len > 0)
		memcpy(rt_ptr(r2), (const uint8_t *)ips + skip, (size_t)len);
	return (uint64_t)len;
}

BODY(call_probe_read_str)
{
	return (uint64_t)rt_peek_str(env, rt_ptr(r1), (uint32_t)r2, r3, false);
}

BODY(call_probe_read_user_str)
{
	return (uint64_t)rt_peek_str(env, rt_ptr(r1), (uint32_t)r2, r3, true);
}

/* -- routes -------------------------------------------------------------------------------------------------------- */

enum {
	FIB_LEN = 64,	   /* sizeof(struct bpf_fib_lookup) */
	FIB_FLAGS = 0x3f,  /* BPF_FIB_LOOKUP_* that there are */
	FIB_NOT_FWDED = 4, /* BPF_FIB_LKUP_RET_NOT_FWDED */
	FAMILY_IP4 = 2,
	FAMILY_IP6 = 10,
	ERR_FAMILY = 97, /* EAFNOSUPPORT */
};

/* (ctx, struct bpf_fib_lookup, len, flags) */
BODY(call_fib_lookup)
{
	const struct kiln_host *h = env->k->host;
	const uint8_t *family = rt_ptr(r2);

	if ((uint32_t)r3 < FIB_LEN || (uint32_t)r4 & ~(uint32_t)FIB_FLAGS)
		return rt_err(KILN_ERR_INVAL);
	if (*family != FAMILY_IP4 && *family != FAMILY_IP6)
		return 0 - (uint64_t)ERR_FAMILY;
	if (!h->fib_lookup)
		return FIB_NOT_FWDED;
	return (uint64_t)h->fib_lookup(h->cookie, rt_ptr(r2), (uint32_t)r3, (uint32_t)r4);
}
