# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: transfer functions of 32-bit halves. 32-bit and/or/xor, immediates that are sign-extended, bounds of a
# half deduced from bounds of the whole, and the other way. The unsafe program is refused, its nearest safe neighbour accepted.

== and of 32 bits leaves nothing of the upper half known
kind: raw
mem: ff*8
insns:
	r2 = *(u64 *)(r1 + 0)
	w3 = 7
	r4 = r2
	r4 &= r3
	r5 = r2
	r5 ^= r4
	r5 >>= 60
	r1 += r5
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-index

== a 32-bit and clears the upper half
kind: raw
mem: ff*8
insns:
	r2 = *(u64 *)(r1 + 0)
	w2 &= 7
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0xff

== a 64-bit or with a negative immediate sets the upper half
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	r2 |= -2147483648
	r2 >>= 32
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: pointer-range

== a 32-bit or with a negative immediate does not
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	w2 |= -2147483648
	r2 >>= 32
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0

== xor of 32 bits with -1 is no small number
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	r2 &= 3
	w2 ^= -1
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: pointer-range

== xor of 32 bits twice is what it was
kind: raw
mem: 05 00*7
insns:
	r2 = *(u8 *)(r1 + 0)
	w2 ^= -1
	w2 ^= -1
	w2 &= 7
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0

== a bound of the low half says nothing of the whole
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	if w2 > 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== a bound of the low half, and the low half alone
kind: raw
mem: 03 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	if w2 > 7 goto out
	w2 = w2
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 99
	exit
result: 0

== a bound of the whole beyond 32 bits says nothing of the low half
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = 0x100000007 ll
	if r2 > r3 goto out
	w2 = w2
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== a bound of the whole within 32 bits is one of the low half
kind: raw
mem: 07 00*7
insns:
	r2 = *(u64 *)(r1 + 0)
	if r2 > 7 goto out
	w2 = w2
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== signed bounds of the low half are not those of the whole
kind: raw
mem: 00*8
insns:
	r2 = *(u32 *)(r1 + 0)
	if w2 s> 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== signed bounds of the low half from both sides are
kind: raw
mem: 07 00*7
insns:
	r2 = *(u32 *)(r1 + 0)
	if w2 s> 7 goto out
	if w2 s< 0 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
out:
	r0 = 0
	exit
result: 0

== a 32-bit shift right of the sign is no small number
kind: raw
mem: 00*8
insns:
	r2 = *(u32 *)(r1 + 0)
	w2 s>>= 29
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-index

== a 32-bit logical shift right is
kind: raw
mem: ff*8
insns:
	r2 = *(u32 *)(r1 + 0)
	w2 >>= 29
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0xff
