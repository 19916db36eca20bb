/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * strict.h - the strict mode of the first seccomp: read, write, exit and the return from a signal, nothing else.
 */
#ifndef TOOL_STRICT_H
#define TOOL_STRICT_H

#include <kiln/cbpf.h>

/* The policy that says the same, by the name "strict"; free() it. NULL: no memory. */
struct kiln_cbpf_insn *strict_policy(uint32_t *nr);

/*
 * Runs argv; the mode begins at the program's entry point, when its libraries are in place. Returns the exit status of the command, 128
 * and the signal's number, or -1 after complaining.
 */
int strict_run(char **argv);

#endif
