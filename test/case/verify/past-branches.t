# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: a conditional jump was predicted wrongly, or both ways learned from it what only one may.

== a mask that shares bits with neither and with both
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	r2 |= 8
	r2 &= 12
	if r2 & 4 goto four
	r2 -= 8
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
four:
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-bounds

== a mask whose bits decide
kind: raw
mem: 04 00*7
insns:
	r2 = *(u8 *)(r1 + 0)
	r2 |= 8
	r2 &= 12
	if r2 & 4 goto four
	r2 -= 8
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
four:
	r2 -= 8
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
result: 0

== a 32-bit comparison of numbers that differ in the upper half
kind: raw
mem: 00*8
insns:
	r2 = 0x100000001 ll
	r3 = 1
	if w2 == w3 goto same
	r0 = 0
	exit
same:
	r0 = *(u64 *)(r1 + 8)
	exit
verdict: refuse
reason: mem-bounds

== a 64-bit comparison of the same
kind: raw
mem: 00*8
insns:
	r2 = 0x100000001 ll
	r3 = 1
	if r2 == r3 goto same
	r0 = 4
	exit
same:
	r0 = *(u64 *)(r1 + 8)
	exit
result: 4

== less, signed and unsigned
kind: raw
mem: 00*8
insns:
	r2 = -1
	if r2 s< 0 goto bad
	r0 = 0
	exit
bad:
	r0 = *(u64 *)(r1 + 8)
	exit
verdict: refuse
reason: mem-bounds

== less, unsigned
kind: raw
mem: 00*8
insns:
	r2 = -1
	if r2 < 1 goto bad
	r0 = 3
	exit
bad:
	r0 = *(u64 *)(r1 + 8)
	exit
result: 3

== equality of an unknown with a range's end learns on one way
kind: raw
mem: 00*8
insns:
	r2 = *(u8 *)(r1 + 0)
	r2 &= 15
	if r2 != 3 goto other
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
other:
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-index

== equality, used where it holds
kind: raw
mem: 03 00*7
insns:
	r2 = *(u8 *)(r1 + 0)
	r2 &= 15
	if r2 != 3 goto other
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
other:
	r0 = 1
	exit
result: 0

== packet pointers: at the end is not before it
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	r0 = 2
	if r4 >= r3 goto more
	exit
more:
	r0 = *(u8 *)(r2 + 7)
	exit
verdict: refuse
reason: packet-bounds

== packet pointers: before the end
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	r0 = 2
	if r4 >= r3 goto out
	r0 = *(u8 *)(r2 + 8)
	r0 = 1
out:
	exit
result: 1

== a number compared with itself: one way only
kind: raw
mem: 00
insns:
	r3 = *(u8 *)(r1 + 0)
	r0 = 1
	if r3 < r3 goto never
	if r3 s> r3 goto never
	if w3 != w3 goto never
	if r3 >= r3 goto out
never:
	r0 = *(u64 *)(r1 + 100)
out:
	exit
result: 1

== bits of a number compared with itself: either way
kind: raw
mem: 00
insns:
	r3 = *(u8 *)(r1 + 0)
	r0 = 1
	if r3 & r3 goto out
	r0 = *(u64 *)(r1 + 100)
out:
	exit
verdict: refuse
reason: mem-bounds
