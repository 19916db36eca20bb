# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Paths that are thought to be known: what must be compared. In each pair the second path is worse than the first in one thing.
# A state is kept after eight instructions and two jumps: that is what the additions to r5 are for.

== a number that is an offset later
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r2 = 100
	if r6 == 0 goto join
	r2 = 1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== a number that bounds an offset later
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = *(u8 *)(r1 + 1)
	r2 = 100
	if r6 == 0 goto join
	r2 = 8
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r7 >= r2 goto out
	r1 += r7
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== two numbers that were equal on the first path only
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = *(u8 *)(r1 + 1)
	if r6 > 100 goto other
	r8 = r7
	r9 = 0
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
	goto join
other:
	r8 = *(u8 *)(r1 + 2)
	r9 = 0
join:
	if r6 == 7 goto out
	if r7 > 7 goto out
	r1 += r8
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== two numbers that were equal on the first path, and on the second one is known
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = *(u8 *)(r1 + 1)
	if r6 > 100 goto other
	r8 = r7
	r9 = 0
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
	goto join
other:
	r8 = *(u8 *)(r1 + 2)
	r7 = 5
join:
	if r6 == 7 goto out
	if r7 > 7 goto out
	r1 += r8
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== two numbers that are equal on both paths
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = *(u8 *)(r1 + 1)
	if r6 > 100 goto other
	r8 = r7
	r9 = 0
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
	goto join
other:
	r7 = *(u8 *)(r1 + 2)
	r8 = r7
join:
	if r6 == 7 goto out
	if r7 > 7 goto out
	r1 += r8
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
result: 0

== a number on the stack that is an offset later
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r2 = 100
	*(u64 *)(r10 - 8) = r2
	if r6 == 0 goto join
	r2 = 1
	*(u64 *)(r10 - 8) = r2
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r2 = *(u64 *)(r10 - 8)
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== stack that is set on the first path only
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	if r6 != 0 goto join
	r2 = 1
	*(u64 *)(r10 - 8) = r2
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r0 = *(u64 *)(r10 - 8)
out:
	r0 = 0
	exit
verdict: refuse
reason: stack-uninit

== a register that is set on the first path only
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	if r6 != 0 goto join
	r7 = 1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r0 = r7
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: reg-uninit

== a pointer on one path, a number on the other
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = 4096
	if r6 == 0 goto join
	r7 = r1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r0 = *(u8 *)(r7 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: not-pointer

== more of the packet proven on the first path
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r6 = *(u32 *)(r1 + 12)
	r4 = r2
	r4 += 14
	if r4 > r3 goto out
	if r6 == 3 goto join
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r0 = *(u8 *)(r2 + 33)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds

== a branch that was decided on the first path hides what the second does
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = 1
	if r6 == 0 goto join
	r7 = 0
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	if r7 == 0 goto out
	r0 = *(u8 *)(r1 + 8)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== a divisor that is zero on the second path
kind: raw
mem: 00 00*7
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = 0
	if r6 == 0 goto join
	r7 = 3
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r0 = 9
	r0 /= r7
	exit
out:
	r0 = 0
	exit
result: 0

== an atomic operation gives its source a value that nobody knows
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r2 = 1
	if r6 == 0 goto join
	r2 = 2
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	r3 = 0
	*(u64 *)(r10 - 8) = r3
	r2 = atomic_fetch_add((u64 *)(r10 - 8), r2)
	if r2 > 7 goto out
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
result: 0

== what an atomic operation fetched is no constant
kind: raw
mem: 00*8
insns:
	r2 = 0
	*(u64 *)(r10 - 8) = r2
	r2 = 1
	r2 = atomic_fetch_add((u64 *)(r10 - 8), r2)
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: pointer-range
insn: 4

== a number that goes over the stack, and is an offset then
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r2 = 100
	if r6 == 0 goto join
	r2 = 1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	*(u64 *)(r10 - 8) = r2
	r3 = *(u64 *)(r10 - 8)
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== a number from which an offset is computed
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r2 = 100
	if r6 == 0 goto join
	r2 = 1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	r3 = r2
	r3 <<= 1
	w3 -= w2
	r1 += r3
	r0 = *(u8 *)(r1 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== a number that a function gets, and uses as an offset
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r2 = 100
	if r6 == 0 goto join
	r2 = 1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	call f
out:
	r0 = 0
	exit
f:
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: mem-bounds

== a number that a function gives back, and that is an offset then
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = r1
	r2 = 100
	if r6 == 0 goto join
	r2 = 1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	call f
	r7 += r0
	r0 = *(u8 *)(r7 + 0)
out:
	r0 = 0
	exit
f:
	r0 = r2
	exit
verdict: refuse
reason: mem-bounds

== a number that a callback finds on its caller's stack, and uses as an offset
kind: raw
mem: 00*8
insns:
	r6 = *(u8 *)(r1 + 0)
	*(u64 *)(r10 - 16) = r1
	r2 = 100
	if r6 == 0 goto join
	r2 = 1
	r5 = 0
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	r5 += 1
	goto on
on:
join:
	if r6 > 200 goto out
	*(u64 *)(r10 - 8) = r2
	r1 = 3
	r2 = f ll
	r3 = r10
	r3 += -16
	r4 = 0
	call loop
out:
	r0 = 0
	exit
f:
	r3 = *(u64 *)(r2 + 0)
	r4 = *(u64 *)(r2 + 8)
	r3 += r4
	r0 = *(u8 *)(r3 + 0)
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== a variable write does not set what was not set before, on any path
mem: 05 01
insns:
            r3 = *(u8 *)(r1 + 0)
            r3 &= 7
            r4 = *(u8 *)(r1 + 1)
            *(u64 *)(r10 - 8) = 0
            if r4 != 0 goto large
    small:  r2 = r10
            r2 += r3
            r5 = 1
            r5 = 2
            r5 = 3
            r5 = 4
            r5 = 5
            r5 = 6
            if r3 > 6 goto join
            r5 = 7
            if r3 > 5 goto join
            r5 = 8
    join:   r5 = 0
            *(u8 *)(r2 - 8) = r5
            r5 = *(u64 *)(r10 - 8)
            r1 += r5
            r0 = *(u8 *)(r1 + 0)
            exit
    large:  r5 = 4000
            *(u64 *)(r10 - 8) = r5
            goto small
verdict: refuse
reason: pointer-range

== numbers as far apart as two constants
kind: raw
mem: 00000000
map: values array key=4 value=8 entries=1
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r4 = *(u8 *)(r6 + 0)
	r5 = *(u8 *)(r6 + 1)
	if r5 == 3 goto out
	if r5 == 4 goto out
	if r5 == 5 goto out
	if r4 == 0 goto fixed
	r2 = *(u8 *)(r6 + 2)
	r2 &= 7
	r3 = r2
	r3 += 4
	goto meet
fixed:
	r2 = 2
	r3 = 6
meet:
	r4 = 0
	r5 = 0
	if r2 > 2 goto out
	r0 += r3
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
result: 0

== numbers that are less far apart than two constants
kind: raw
mem: 00000000
map: values array key=4 value=8 entries=1
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r4 = *(u8 *)(r6 + 0)
	r5 = *(u8 *)(r6 + 1)
	if r5 == 3 goto out
	if r5 == 4 goto out
	if r5 == 5 goto out
	if r4 == 0 goto fixed
	r2 = *(u8 *)(r6 + 2)
	r2 &= 7
	r3 = r2
	r3 += 4
	goto meet
fixed:
	r2 = 2
	r3 = 11
meet:
	r4 = 0
	r5 = 0
	if r2 > 2 goto out
	r0 += r3
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds
