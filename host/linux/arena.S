/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * arena.S - room for native code inside the module's text. It takes no place in the file; code.c fills it with breakpoints.
 */
	.section .text.kiln_arena, "ax", @nobits
	.balign	4096
	.globl	kiln_arena
	.type	kiln_arena, @object
kiln_arena:
	.skip	KILN_ARENA_LEN
	.globl	kiln_arena_end
kiln_arena_end:
	.size	kiln_arena, . - kiln_arena

	.section .note.GNU-stack, "", @progbits
