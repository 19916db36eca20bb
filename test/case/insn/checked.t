# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Unproven programs, with every access checked.

== all is well
unsafe: yes
mem: 01 02 03 04
insns:
	r0 = *(u32 *)(r1 + 0)
	*(u64 *)(r10 - 8) = r0
	r2 = *(u32 *)(r10 - 8)
	*(u32 *)(r1 + 0) = 7
	r0 += r2
	exit
result: 0x08060402
memory: 07 00 00 00

== r2 is the length
unsafe: yes
mem: 01*5
insns:
	r0 = r2
	exit
result: 5

== registers begin as zeros
unsafe: yes
insns:
	r0 |= r3
	r0 |= r5
	r0 |= r9
	exit
result: 0

== the stack begins as zeros
unsafe: yes
insns:
	r0 = *(u64 *)(r10 - 512)
	exit
result: 0

== a read one byte too far
unsafe: yes
mem: 01 02 03 04
insns:
	r0 = 0
	r0 = *(u32 *)(r1 + 1)
	exit
fault: read outside the stack and the memory
insn: 1

== a read before the memory
unsafe: yes
mem: 01 02 03 04
insns:
	r0 = *(u8 *)(r1 - 1)
	exit
fault: read outside
insn: 0

== a write at NULL
unsafe: yes
insns:
	r3 = 0
	*(u64 *)(r3 + 0) = 1
	exit
fault: write outside
insn: 1

== an access that wraps around
unsafe: yes
mem: 00*8
insns:
	r3 = -4
	r0 = *(u64 *)(r3 + 0)
	exit
fault: read outside
insn: 1

== a write above the frame
unsafe: yes
insns:
	*(u8 *)(r10 + 0) = 1
	exit
fault: write outside
insn: 0

== a write below the frame
unsafe: yes
insns:
	*(u64 *)(r10 - 513) = 1
	exit
fault: write outside
insn: 0

== an atomic operation outside
unsafe: yes
insns:
	r1 = 64
	lock *(u64 *)(r1 + 0) += r1
	exit
fault: write outside
insn: 1

== an atomic operation that is not aligned
unsafe: yes
insns:
	lock *(u64 *)(r10 - 12) += r1
	exit
fault: not aligned
insn: 0

== a callee's frame is its own, and its caller's can be reached
unsafe: yes
insns:
	*(u64 *)(r10 - 8) = 5
	r1 = r10
	call f
	r1 = *(u64 *)(r10 - 8)
	r0 += r1
	exit
f:	*(u64 *)(r10 - 8) = 100
	r0 = *(u64 *)(r1 - 8)
	exit
result: 10

== between the frames nothing can be reached
unsafe: yes
insns:
	r1 = r10
	call f
	exit
f:	r0 = *(u64 *)(r1 + 0)
	exit
fault: read outside
insn: 3

== recursion is refused all the same
unsafe: yes
insns:
f:	call f
	exit
verdict: refuse
reason: recursion

== a loop ends
unsafe: yes
insns:
f:	goto f
fault: more than 100 million operations

== no helpers
unsafe: yes
insns:
	call 5
	exit
fault: only proven code
insn: 0

== what is no instruction is refused all the same
unsafe: yes
raw:
	ff 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 0
