# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: a copy or a spill is taken for equal to what it was copied from, after one of the two has changed.

== a copy that changed after
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = r2
	r3 += 100
	if r2 > 7 goto out
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== a copy that did not
kind: raw
mem: 07 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = r2
	if r2 > 7 goto out
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== a 32-bit copy of a number that is larger
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	w3 = w2
	if r3 > 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== a 32-bit copy, checked and used
kind: raw
mem: 07 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	w3 = w2
	if w2 > 7 goto out
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== a sign-extending copy of a number that is larger
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = (s8)r2
	if r3 > 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== a sign-extending copy, checked and used
kind: raw
mem: 07 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = (s8)r2
	if r3 > 7 goto out
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== a spill that was overwritten in part
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	*(u64 *)(r10 - 8) = r2
	*(u8 *)(r10 - 8) = 255
	if r2 > 7 goto out
	r3 = *(u64 *)(r10 - 8)
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== a spill that was not
kind: raw
mem: 07 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	*(u64 *)(r10 - 8) = r2
	*(u8 *)(r10 - 9) = 255
	if r2 > 7 goto out
	r3 = *(u64 *)(r10 - 8)
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== a spill of 32 bits of a number that is larger
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	*(u32 *)(r10 - 8) = r2
	r3 = *(u32 *)(r10 - 8)
	if r3 > 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== an atomic operation writes its source
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	if r2 > 7 goto out
	*(u64 *)(r10 - 8) = 1000
	r3 = r2
	r3 = atomic_fetch_add((u64 *)(r10 - 8), r3)
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== and not the copy of it
kind: raw
mem: 07 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	if r2 > 7 goto out
	*(u64 *)(r10 - 8) = 1000
	r3 = r2
	r3 = atomic_fetch_add((u64 *)(r10 - 8), r3)
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0
