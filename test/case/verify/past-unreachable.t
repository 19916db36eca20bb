# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: code that the analysis thought dead was not checked, was compiled all the same, and was then reached.

== dead by a jump that is not decided
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 &= 1
	if r2 != 2 goto fine
	r0 = *(u64 *)(r1 + 4096)
	exit
fine:
	if r2 == 1 goto bad
	r0 = 0
	exit
bad:
	r0 = *(u64 *)(r1 + 4096)
	exit
verdict: refuse
reason: mem-bounds

== dead by a jump that is decided
kind: raw
mem: 01 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 &= 1
	if r2 != 2 goto fine
	r0 = *(u64 *)(r1 + 4096)
	exit
fine:
	if r2 == 3 goto bad
	r0 = 7
	exit
bad:
	r0 = *(u64 *)(r1 + 4096)
	exit
result: 7

== an unknown instruction in dead code is refused
kind: raw
raw:
	b7 00 00 00 00 00 00 00
	05 00 01 00 00 00 00 00
	8f 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode

== a jump out of dead code stays inside
kind: raw
raw:
	b7 00 00 00 00 00 00 00
	05 00 01 00 00 00 00 00
	05 00 50 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: jump

== dead code that is well formed
kind: raw
insns:
	r0 = 5
	goto +1
	r0 = *(u64 *)(r9 + 77)
	exit
result: 5

== dead in one call, alive in the other
kind: raw
mem: 00*8
insns:
	r6 = r1
	r2 = 0
	call sub
	r1 = r6
	r2 = 1
	call sub
	exit
sub:
	if r2 == 0 goto fine
	r0 = *(u64 *)(r1 + 8)
	exit
fine:
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== dead in one call, alive and right in the other
kind: raw
mem: 09 00*7
insns:
	r6 = r1
	r2 = 0
	call sub
	r1 = r6
	r2 = 1
	call sub
	exit
sub:
	if r2 == 0 goto fine
	r0 = *(u64 *)(r1 + 0)
	exit
fine:
	r0 = 0
	exit
result: 9
