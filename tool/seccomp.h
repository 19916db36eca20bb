/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * seccomp.h - the members of `kiln seccomp`, and what they share.
 */
#ifndef TOOL_SECCOMP_H
#define TOOL_SECCOMP_H

#include "policy.h"
#include "syscalls.h"
#include "tool.h"

extern const struct command cmd_seccomp_check, cmd_seccomp_diff, cmd_seccomp_optimize, cmd_seccomp_run,
	cmd_seccomp_test, cmd_seccomp_record;

/* Is it an ELF file, so an eBPF policy? */
bool is_object(const char *path);

/* Numbers of one architecture that are no system call's and all lead to one node. */
struct other_numbers {
	uint32_t node, first, last;
};
enum { OTHERS_MAX = 256 };
/* Up to OTHERS_MAX of them in out, neighbours joined across known calls. *cut: there are more. */
uint32_t others_find(const struct kiln_policies *s, uint32_t node, const struct call_arch *arch,
		     struct other_numbers *out, bool *cut);

/* A call as text on standard output: "x86_64 socket(1, 2)". */
void call_print(const struct kiln_call *d);

/*
 * What two policies say of many calls: all numbers, with the constants that occur in the policies and those beside them, in each two
 * words of the data. found is told of the first call of a number that they decide otherwise. False after complaining.
 */
struct tried {
	uint64_t calls, differ;
};
bool policies_try(const struct policy *a, const struct policy *b,
		  void (*found)(const struct kiln_call *call, uint32_t a, uint32_t b), struct tried *tried);

#endif
