/* SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only */
/*
 * start.S - from the boot loader's 32 bits to bare_main(), by way of page tables.
 *
 * Memory, in 2 MB pages, every address the same as the machine's but for the last row:
 *
 *	4 to 6 MB      this program's text: may be executed, not written
 *	other          data: may be written, not executed
 *	ARENA          native code while it is written
 *	ARENA_EXEC     the same memory: may be executed, not written
 */
#include "bare.h"

#define PRESENT	 0x001
#define WRITABLE 0x002
#define LARGE	 0x080
#define NO_EXEC	 0x80000000 /* in the upper half */

/* What tells the loader (QEMU, Xen, Firecracker) where 32-bit code begins: Xen's note PHYS32_ENTRY. */
	.section .note.pvh, "a", @note
	.balign	4
	.long	4, 8, 18
	.asciz	"Xen"
	.quad	start

	.section .text.start, "ax"
	.code32
	.globl	start
start:
	cli
	cld
	movl	%ebx, %esi /* struct hvm_start_info */
	movl	$stack_end, %esp

	/* One table of 512 large pages for the first gigabyte. */
	movl	$pages, %edi
	movl	$(PRESENT | WRITABLE | LARGE), %eax
1:	movl	%eax, (%edi)
	movl	$NO_EXEC, 4(%edi)
	addl	$8, %edi
	addl	$0x200000, %eax
	cmpl	$(pages + 4096), %edi
	jb	1b
	movl	$(TEXT | PRESENT | LARGE), pages + (TEXT >> 21) * 8
	movl	$0, pages + (TEXT >> 21) * 8 + 4
	/* The second gigabyte has the arena alone. */
	movl	$(ARENA | PRESENT | LARGE), pages_exec
	movl	$(pages + PRESENT + WRITABLE), directory
	movl	$(pages_exec + PRESENT + WRITABLE), directory + 8
	movl	$(directory + PRESENT + WRITABLE), top

	movl	$top, %eax
	movl	%eax, %cr3
	movl	$0x620, %eax /* physical addresses of more than 32 bits; SSE */
	movl	%eax, %cr4
	movl	$0xc0000080, %ecx
	rdmsr
	orl	$0x900, %eax /* long mode; pages that are not executed */
	wrmsr
	movl	$0x80010033, %eax /* paging, also against ourselves; no emulated floating point */
	movl	%eax, %cr0
	lgdt	descriptors_at
	ljmp	$8, $start64

	.code64
start64:
	xorl	%eax, %eax
	movl	%eax, %ds
	movl	%eax, %es
	movl	%eax, %ss
	movl	%esi, %edi
	movq	$stack_end, %rsp
	call	bare_main
1:	hlt
	jmp	1b

	.section .rodata
	.balign	8
descriptors:
	.quad	0, 0x00af9b000000ffff
descriptors_at:
	.word	15
	.long	descriptors

	.bss
	.balign	4096
top:	.skip	4096
directory:
	.skip	4096
pages:	.skip	4096
pages_exec:
	.skip	4096
	.skip	65536
stack_end:

	.section .note.GNU-stack, "", @progbits
