# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# The stack: bytes that are set, spills, offsets that vary, pointers that outlive their function.

== a byte that was never set
kind: raw
insns:
	r0 = *(u8 *)(r10 - 1)
	exit
verdict: refuse
reason: stack-uninit
insn: 0

== one byte of four was never set
kind: raw
insns:
	r1 = 0
	*(u16 *)(r10 - 4) = r1
	*(u8 *)(r10 - 2) = r1
	r0 = *(u32 *)(r10 - 4)
	exit
verdict: refuse
reason: stack-uninit
insn: 3

== four bytes set one by one
kind: raw
insns:
	r1 = 1
	*(u8 *)(r10 - 4) = r1
	*(u8 *)(r10 - 3) = r1
	*(u8 *)(r10 - 2) = r1
	*(u8 *)(r10 - 1) = r1
	r0 = *(u32 *)(r10 - 4)
	exit
result: 0x01010101

== below the frame
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 - 520) = r1
	r0 = 0
	exit
verdict: refuse
reason: stack-bounds
insn: 1

== the deepest slot
kind: raw
insns:
	r1 = 7
	*(u64 *)(r10 - 512) = r1
	r0 = *(u64 *)(r10 - 512)
	exit
result: 7

== above the frame
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 + 0) = r1
	r0 = 0
	exit
verdict: refuse
reason: stack-bounds
insn: 1

== across the frame pointer
kind: raw
insns:
	r1 = 0
	*(u32 *)(r10 - 2) = r1
	r0 = 0
	exit
verdict: refuse
reason: stack-bounds
insn: 1

== not aligned
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 - 12) = r1
	r0 = 0
	exit
verdict: refuse
reason: misaligned
insn: 1

== a pointer comes back as one
kind: raw
mem: 01 02 03 04
insns:
	*(u64 *)(r10 - 8) = r1
	r2 = *(u64 *)(r10 - 8)
	r0 = *(u8 *)(r2 + 3)
	exit
result: 4

== a pointer whose half was overwritten is one no more
kind: xdp
insns:
	*(u64 *)(r10 - 8) = r1
	r3 = 0
	*(u32 *)(r10 - 8) = r3
	r2 = *(u64 *)(r10 - 8)
	r0 = *(u8 *)(r2 + 3)
	exit
verdict: refuse
reason: not-pointer
insn: 4

== a pointer that was maybe overwritten is one no more
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 &= 8
	*(u64 *)(r10 - 8) = r1
	*(u64 *)(r10 - 16) = r2
	r3 = r10
	r3 += -16
	r3 += r2
	r4 = 0
	*(u64 *)(r3 + 0) = r4
	r5 = *(u64 *)(r10 - 8)
	r0 = *(u8 *)(r5 + 0)
	exit
verdict: refuse
reason: pointer-part

== a variable read of set bytes
kind: raw
mem: 08 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 &= 8
	r3 = 5
	*(u64 *)(r10 - 8) = r3
	*(u64 *)(r10 - 16) = r3
	r4 = r10
	r4 += -16
	r4 += r2
	r0 = *(u64 *)(r4 + 0)
	exit
result: 5

== a variable read that may meet unset bytes
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 &= 8
	r3 = 5
	*(u64 *)(r10 - 16) = r3
	r4 = r10
	r4 += -16
	r4 += r2
	r0 = *(u64 *)(r4 + 0)
	exit
verdict: refuse
reason: stack-uninit
insn: 7

== a variable write sets nothing for sure
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 &= 8
	r3 = 5
	r4 = r10
	r4 += -16
	r4 += r2
	*(u64 *)(r4 + 0) = r3
	r0 = *(u64 *)(r10 - 8)
	exit
verdict: refuse
reason: stack-uninit
insn: 7

== a variable write changes a known number
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 &= 8
	r3 = 1
	*(u64 *)(r10 - 8) = r3
	*(u64 *)(r10 - 16) = r3
	r4 = r10
	r4 += -16
	r4 += r2
	r3 = 100
	*(u64 *)(r4 + 0) = r3
	r5 = *(u64 *)(r10 - 8)
	r1 += r5
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: pointer-range

== a pointer to the stack is returned
kind: xdp
insns:
	call f
	r0 = 0
	exit
f:
	r0 = r10
	exit
verdict: refuse
reason: stack-return
insn: 4

== a pointer to the stack is left with the caller
kind: xdp
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = r10
	r1 += -8
	call f
	r0 = 0
	exit
f:
	*(u64 *)(r1 + 0) = r10
	r0 = 0
	exit
verdict: refuse
reason: stack-outlived
insn: 7

== a function sets what its caller reads
kind: raw
insns:
	r1 = r10
	r1 += -8
	call f
	r0 = *(u64 *)(r10 - 8)
	exit
f:
	r2 = 9
	*(u64 *)(r1 + 0) = r2
	r0 = 0
	exit
result: 9

== a function that sets it on one path only
kind: raw
mem: 00
insns:
	r6 = *(u8 *)(r1 + 0)
	r2 = r6
	r1 = r10
	r1 += -8
	call f
	r0 = *(u64 *)(r10 - 8)
	exit
f:
	if r2 == 0 goto out
	r3 = 9
	*(u64 *)(r1 + 0) = r3
out:
	r0 = 0
	exit
verdict: refuse
reason: stack-uninit
insn: 5

== a zero that a variable write may have changed
kind: raw
mem: 05
insns:
            r3 = *(u8 *)(r1 + 0)
            r3 &= 7
            *(u64 *)(r10 - 8) = 0
            r4 = r10
            r4 += r3
            *(u8 *)(r4 - 8) = 255
            r5 = *(u64 *)(r10 - 8)
            r1 += r5
            r0 = *(u8 *)(r1 + 0)
            exit
verdict: refuse
reason: pointer-range

== a zero over which a variable write put zero
kind: raw
mem: 05
insns:
            r3 = *(u8 *)(r1 + 0)
            r3 &= 7
            *(u64 *)(r10 - 8) = 0
            r4 = r10
            r4 += r3
            *(u8 *)(r4 - 8) = 0
            r5 = *(u64 *)(r10 - 8)
            r1 += r5
            r0 = *(u8 *)(r1 + 0)
            exit
result: 5

== an atomic operation at an unknown place, not aligned
map: table array key=4 value=64 entries=1
insns:
            r6 = 0
            *(u32 *)(r10 - 4) = r6
            r2 = r10
            r2 += -4
            r7 = *(u8 *)(r1 + 0)
            r7 &= 7
            r1 = table ll
            call map_lookup_elem
            r0 += r7
            r1 = 1
            lock *(u64 *)(r0 + 0) += r1
            r0 = 0
            exit
mem: 01
verdict: refuse
reason: atomic-misaligned
