# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: a path is thought to be known because what made it worse was not marked as needed. Through calls, through atomic
# operations that write their source, through spills. The second path is worse than the first; then it is not. Additions to r5 make states be kept.

== needed through a call
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 200
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	r1 = r8
	call double
	r6 += r0
	r0 = *(u8 *)(r6 + 0)
	exit
double:
	r0 = r1
	r0 += r1
	exit
verdict: refuse
reason: mem-bounds

== needed through a call, and small on both paths
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 3
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	r1 = r8
	call double
	r6 += r0
	r0 = *(u8 *)(r6 + 0)
	exit
double:
	r0 = r1
	r0 += r1
	exit
result: 0

== needed through an exchange with the stack
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 200
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	*(u64 *)(r10 - 8) = r8
	r9 = 0
	r9 = xchg_64(r10 - 8, r9)
	r6 += r9
	r0 = *(u8 *)(r6 + 0)
	exit
verdict: refuse
reason: pointer-range

== an exchange with the stack, masked
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 200
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	*(u64 *)(r10 - 8) = r8
	r9 = 0
	r9 = xchg_64(r10 - 8, r9)
	r9 &= 7
	r6 += r9
	r0 = *(u8 *)(r6 + 0)
	exit
result: 0

== needed through a spill of half a register
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 200
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	*(u32 *)(r10 - 8) = r8
	r9 = *(u32 *)(r10 - 8)
	r6 += r9
	r0 = *(u8 *)(r6 + 0)
	exit
verdict: refuse
reason: mem-bounds

== a spill of half a register, small on both paths
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 5
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	*(u32 *)(r10 - 8) = r8
	r9 = *(u32 *)(r10 - 8)
	r6 += r9
	r0 = *(u8 *)(r6 + 0)
	exit
result: 0

== needed in the caller's stack by the callee
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 200
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	*(u64 *)(r10 - 8) = r8
	r1 = r6
	r2 = r10
	r2 += -8
	call pick
	exit
pick:
	r2 = *(u64 *)(r2 + 0)
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-bounds

== in the caller's stack, small on both paths
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = *(u8 *)(r1 + 0)
	r8 = 2
	if r7 == 0 goto join
	r8 = 7
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto join
join:
	*(u64 *)(r10 - 8) = r8
	r1 = r6
	r2 = r10
	r2 += -8
	call pick
	exit
pick:
	r2 = *(u64 *)(r2 + 0)
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0
