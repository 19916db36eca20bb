# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: the middle of a subprogram, or of a wide instruction, as the target of a call or a jump; frames mixed up.

== a call into the middle of another function
kind: raw
insns:
	call +3
	r0 = 0
	exit
	r0 = 1
	r0 += r9
	exit
verdict: refuse
reason: fall-off

== a call of the beginning
kind: raw
insns:
	call +2
	r0 += 1
	exit
	r0 = 1
	exit
result: 2

== a jump from one function into another
kind: raw
insns:
	call sub
	exit
sub:
	r0 = 1
	if r0 == 1 goto -3
	exit
verdict: refuse
reason: jump

== a call of the second half of a wide load
kind: raw
raw:
	85 10 00 00 02 00 00 00
	95 00 00 00 00 00 00 00
	18 00 00 00 01 00 00 00
	00 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: call-target

== a jump into the second half of a wide load
kind: raw
raw:
	b7 00 00 00 00 00 00 00
	05 00 01 00 00 00 00 00
	18 00 00 00 01 00 00 00
	00 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: jump-middle

== a callee's stack is not its caller's
kind: raw
insns:
	call sub
	r0 = *(u64 *)(r0 + 0)
	exit
sub:
	*(u64 *)(r10 - 8) = 1
	r0 = r10
	r0 += -8
	exit
verdict: refuse
reason: stack-return

== a caller's stack in the callee
kind: raw
insns:
	*(u64 *)(r10 - 8) = 1
	r1 = r10
	r1 += -8
	call sub
	r0 = *(u64 *)(r10 - 8)
	exit
sub:
	r2 = 6
	*(u64 *)(r1 + 0) = r2
	r0 = 0
	exit
result: 6

== registers of the caller after a call
kind: raw
mem: 00*8
insns:
	call sub
	r0 = *(u64 *)(r1 + 0)
	exit
sub:
	r0 = 0
	exit
verdict: refuse
reason: reg-uninit

== saved registers of the caller after a call
kind: raw
mem: 08 00*7
insns:
	r6 = r1
	call sub
	r0 = *(u64 *)(r6 + 0)
	exit
sub:
	r6 = 0
	r0 = 0
	exit
result: 8
