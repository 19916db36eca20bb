# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: domains that know of each other (known bits, signed and unsigned bounds, halves) and are not kept in step.

== known bits do not survive an overflow of the sum
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 |= 1
	r2 += -1
	r2 >>= 1
	r3 = 0x7ffffffffffffffc ll
	if r2 < r3 goto out
	r2 -= r3
	r2 += 6
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== within the overflow's reach
kind: raw
mem: ff*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r2 |= 1
	r2 += -1
	r2 >>= 1
	r3 = 0x7ffffffffffffffc ll
	if r2 < r3 goto out
	r2 -= r3
	r2 += 4
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0xff

== an unsigned bound says nothing of the sign below zero
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	if r2 s> 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== a signed bound and a sign
kind: raw
mem: 07 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	if r2 s> 7 goto out
	if r2 s< 0 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== not equal to the last of a range is one less, at the end alone
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	r2 &= 15
	if r2 == 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== not equal to the end of a range
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	if r2 > 8 goto out
	if r2 == 8 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== bits that are zero bound a number, those of the other number do not
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	r3 = *(u8 *)(r1 + 1)
	r3 &= 7
	r4 = r2
	r4 &= -8
	r4 |= r3
	r1 += r4
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-index

== bits of both numbers are bounded
kind: raw
mem: ff*8
insns:
	r2 = *(u8 *)(r1 + 0)
	r3 = *(u8 *)(r1 + 1)
	r3 &= 3
	r4 = r2
	r4 &= 4
	r4 |= r3
	r1 += r4
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0xff

== a product that wraps
kind: raw
mem: 00*8
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = r2
	r3 *= r2
	r3 *= r2
	r3 >>= 62
	r3 *= 3
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-index

== a product that is bounded behind its wrap
kind: raw
mem: ff*8
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = r2
	r3 *= r2
	r3 *= r2
	r3 >>= 62
	r3 *= 2
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0xff
