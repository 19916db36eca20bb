/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * syscall.c - helpers of the kind syscall, by which a program loads others: bpf(2), close(2), types of the kernel by name.
 *
 * Overview     whoever runs the program says in env->calls what these lead to. Where it says nothing, nothing is permitted.
 */
#include "rt/body.h"

/* (command, its attributes, their length) */
BODY(call_sys_bpf)
{
	const struct kiln_calls *calls = env->calls;

	return calls ? (uint64_t)calls->bpf(calls->cookie, env, (uint32_t)r1, rt_ptr(r2), (uint32_t)r3)
		     : rt_err(KILN_ERR_PERM);
}

BODY(call_sys_close)
{
	const struct kiln_calls *calls = env->calls;

	return calls ? (uint64_t)calls->close(calls->cookie, env, (int32_t)r1) : rt_err(KILN_ERR_PERM);
}

/* (dst, len, address): of the user for whom it is run, where there is one. */
BODY(call_copy_from_user)
{
	const struct kiln_calls *calls = env->calls;
	void *dst = rt_ptr(r1);
	const size_t len = (uint32_t)r2;
	int64_t ret;

	if (!calls || !len)
		return rt_err(rt_peek(env, dst, len, r3, true));
	ret = rt_over_out(env, dst, len) ? -(int64_t)KILN_ERR_FAULT : calls->read(calls->cookie, env, dst, r3, len);
	if (ret)
		memset(dst, 0, len);
	return (uint64_t)ret;
}

/* (name, its length with the zero, kind, flags) */
BODY(call_btf_find)
{
	const struct kiln_calls *calls = env->calls;
	const char *name = rt_ptr(r1);
	const uint32_t len = (uint32_t)r2;

	if (r4 || len < 2 || name[len - 1])
		return rt_err(KILN_ERR_INVAL);
	return calls ? (uint64_t)calls->type(calls->cookie, env, name, (uint32_t)r3) : rt_err(KILN_ERR_PERM);
}

/* (name, its length with the zero, flags, where the address goes): no host tells addresses of its own, so there is no such symbol. */
BODY(call_symbol_find)
{
	const char *name = rt_ptr(r1);
	const uint32_t len = (uint32_t)r2;

	memset(rt_ptr(r4), 0, sizeof(uint64_t));
	return rt_err(r3 || len < 2 || name[len - 1] ? KILN_ERR_INVAL : KILN_ERR_NOENT);
}
