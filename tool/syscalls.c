/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * syscalls.c - see syscalls.h.
 *
 * Cost         names of an architecture are asked of libseccomp once, all of them; then a lookup is an array's element.
 */
#include "syscalls.h"

#include <linux/audit.h>
#include <seccomp.h>
#include <string.h>

enum { X32_BIT = 0x40000000 };

const struct call_arch call_archs[NR_CALL_ARCHS] = {
	{ "x86_64", "SCMP_ARCH_X86_64", AUDIT_ARCH_X86_64, SCMP_ARCH_X86_64, 0 },
	{ "x32", "SCMP_ARCH_X32", AUDIT_ARCH_X86_64, SCMP_ARCH_X32, X32_BIT },
	{ "x86", "SCMP_ARCH_X86", AUDIT_ARCH_I386, SCMP_ARCH_X86, 0 },
	{ "aarch64", "SCMP_ARCH_AARCH64", AUDIT_ARCH_AARCH64, SCMP_ARCH_AARCH64, 0 },
};

const struct call_arch *call_arch_of(uint32_t audit, uint32_t nr)
{
	for (int i = 0; i < NR_CALL_ARCHS; i++)
		if (call_archs[i].audit == audit &&
		    (audit != AUDIT_ARCH_X86_64 || (nr & X32_BIT) == call_archs[i].first_nr))
			return &call_archs[i];
	return NULL;
}

const struct call_arch *call_arch_named(const char *name)
{
	for (int i = 0; i < NR_CALL_ARCHS; i++)
		if (!strcmp(call_archs[i].name, name) || !strcmp(call_archs[i].oci, name))
			return &call_archs[i];
	return NULL;
}

const struct call_arch *call_arch_native(void)
{
	for (int i = 0; i < NR_CALL_ARCHS; i++)
		if (call_archs[i].scmp == seccomp_arch_native())
			return &call_archs[i];
	return NULL;
}

const char *call_name(const struct call_arch *arch, uint32_t nr)
{
	static const char *names[NR_CALL_ARCHS][CALLS_PER_ARCH];
	static bool asked[NR_CALL_ARCHS];
	size_t a = (size_t)(arch - call_archs);

	for (uint32_t i = 0; !asked[a] && i < CALLS_PER_ARCH; i++)
		names[a][i] = seccomp_syscall_resolve_num_arch(arch->scmp, (int)(arch->first_nr + i));
	asked[a] = true;
	nr -= arch->first_nr;
	return nr < CALLS_PER_ARCH ? names[a][nr] : NULL;
}

bool call_number(const struct call_arch *arch, const char *name, uint32_t *nr)
{
	int got = seccomp_syscall_resolve_name_arch(arch->scmp, name);

	/* Numbers below zero stand for calls that the architecture has not. */
	*nr = (uint32_t)got;
	return got >= 0;
}
