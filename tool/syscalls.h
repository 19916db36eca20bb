/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * syscalls.h - system calls by name and number on each architecture that libseccomp knows them on and Kiln shows.
 */
#ifndef TOOL_SYSCALLS_H
#define TOOL_SYSCALLS_H

#include <stdbool.h>
#include <stdint.h>

struct call_arch {
	const char *name;  /* libseccomp's, "x86_64" */
	const char *oci;   /* "SCMP_ARCH_X86_64" */
	uint32_t audit;	   /* AUDIT_ARCH_* */
	uint32_t scmp;	   /* SCMP_ARCH_* */
	uint32_t first_nr; /* x32's numbers begin at 0x40000000 */
};
enum { NR_CALL_ARCHS = 4, CALLS_PER_ARCH = 1024 };
extern const struct call_arch call_archs[NR_CALL_ARCHS];

/* The one that calls of this number belong to; NULL: none of ours. */
const struct call_arch *call_arch_of(uint32_t audit, uint32_t nr);
const struct call_arch *call_arch_named(const char *name); /* or by the OCI's name; NULL: none of ours */
const struct call_arch *call_arch_native(void);

/* NULL: no such call. Lives as long as the process. */
const char *call_name(const struct call_arch *arch, uint32_t nr);
/* False: no such call there. */
bool call_number(const struct call_arch *arch, const char *name, uint32_t *nr);

#endif
