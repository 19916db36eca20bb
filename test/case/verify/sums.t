# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# What is known of a sum by another of the same two numbers; of a number by what a mask leaves of it; of a number that goes on by another
# one that goes on; and how two numbers compare that are so far apart. Each program that is safe has a neighbour that is not.

== a sum is small where the high bits of the same sum are off
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== a sum, and one element too few
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1023 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum of one more
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1023 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r7 += 1
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== a sum of one more, and one element too few
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1022 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r7 += 1
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum with another number
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r7 = *(u8 *)(r8 + 9)
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum in 32 bits, of small numbers
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	w5 = w7
	w5 += w6
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== a sum in 32 bits, which may go over the end
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u32 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	w5 = w7
	w5 += w6
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a mask with a hole
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r5 += r7
	r5 &= -3072
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== the way on which something is left
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r5 += r7
	r5 &= -1024
	if r5 == 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== the low half of what is left is 0
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u64 *)(r8 + 0)
	r4 = r6
	r5 = r6
	r5 &= -1024
	if w5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== all of what is left is 0
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u64 *)(r8 + 0)
	r4 = r6
	r5 = r6
	r5 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== what is left is moved before it is compared
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r5 = r6
	r5 += r7
	r5 &= -1024
	r5 >>= 12
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a jump to the comparison, past the mask
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r5 = 0
	if r7 == 0 goto mid
	r5 = r6
	r5 &= -1024
mid:
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a mask of something else before the comparison
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r5 = r6
	r5 &= -1024
	r7 &= -1024
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== another register that is masked is compared
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r5 = r6
	r3 = r7
	r5 &= -1024
	if r3 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum of numbers that stay, in a loop
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r3 = 0
again:
	r4 = r6
	r4 += r7
	r5 = r6
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto next
	r2 = r9
	r2 += r4
	*(u8 *)(r2 + 0) = 1
next:
	r3 += 1
	if r3 < 10 goto again
out:
	r0 = 0
	exit
result: 0

== a sum from before the loop, of numbers that change in it
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r3 = 0
again:
	r5 = r6
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto next
	r2 = r9
	r2 += r4
	*(u8 *)(r2 + 0) = 1
next:
	r6 = *(u16 *)(r8 + 2)
	r3 += 1
	if r3 < 10 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum from before the loop, of numbers that change in it, from the first turn on
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r4 += r7
	r3 = 0
again:
	r6 = *(u16 *)(r8 + 2)
	r5 = r6
	r5 += r7
	r5 &= -1024
	if r5 != 0 goto next
	r2 = r9
	r2 += r4
	*(u8 *)(r2 + 0) = 1
next:
	r3 += 1
	if r3 < 10 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== squares, as sums of odd numbers
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
result: 0

== squares, and one element too few
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=961 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== squares, in 32 bits
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	w6 += w3
	w3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
result: 0

== squares, in 32 bits, and one element too few
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=961 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	w6 += w3
	w3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== steps that grow by three
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 += 3
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== steps that grow before they are added
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1020 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r3 += 2
	r6 += r3
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
result: 0

== steps that grow before they are added, and one element too few
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1019 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r3 += 2
	r6 += r3
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== steps that get smaller
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 70
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 -= 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== steps that are added twice on one way
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	if r7 == 3 goto once
	r6 += r3
once:
	r3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== steps that are something else on one way
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	if r7 != 3 goto same
	r3 = 100
same:
	r3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== a sum that begins below 0
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = -5
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== steps that are not known to begin with
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1368 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r4 = *(u8 *)(r8 + 0)
	r4 &= 1
	r3 += r4
	r6 += r3
	r3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== two ways back, with one step
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r7 += 1
	if r7 == 32 goto out
	r2 = *(u8 *)(r8 + 0)
	if r2 == 0 goto two
	r6 += r3
	r3 += 2
	goto again
two:
	r6 += r3
	r3 += 2
	goto again
out:
	r0 = 0
	exit
result: 0

== two ways back, with two steps on one of them
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=962 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 5
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r7 += 1
	if r7 == 32 goto out
	r2 = *(u8 *)(r8 + 0)
	if r2 == 0 goto two
	r6 += r3
	r3 += 2
	goto again
two:
	r6 += r3
	r6 += r3
	r3 += 2
	goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== one more is less only at the end
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=5 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += 1
	if r3 >= r4 goto out
	r4 += 5
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== one more is less only at the end, and one element too few
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=4 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += 1
	if r3 >= r4 goto out
	r4 += 5
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== two more are less only at the end
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=5 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += 2
	if r3 >= r4 goto out
	r4 += 5
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== two more are less only at the end, from the other side
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=4 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += 2
	if r3 > r4 goto out
	r4 += 5
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== two less are more only at the beginning
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=2 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += -2
	if r3 < r4 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== two less are more only at the beginning, and one element too few
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += -2
	if r3 < r4 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== two less are more only at the beginning, asked the other way
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=2 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += -2
	if r4 >= r3 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
result: 0

== two less are not more, which says little
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=2 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += -2
	if r3 >= r4 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== the low halves of two numbers that are apart
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=2 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += -2
	if w3 < w4 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== signed, they tell nothing
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=2 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r4 = *(u64 *)(r8 + 0)
	r3 = r4
	r3 += -2
	if r3 s< r4 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== data, and two numbers added to it, once more
kind: xdp
packet: 0102030405060708 090a0b0c0d0e0f10
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	r5 = r2
	r5 += r6
	r5 += r7
	r4 = r5
	r4 += 4
	if r4 > r3 goto out
	r0 = r2
	r0 += r6
	r0 += r7
	r1 = *(u8 *)(r0 + 3)
out:
	r0 = 2
	exit
result: 2

== data, and two numbers added to it, in the other order
kind: xdp
packet: 0102030405060708 090a0b0c0d0e0f10
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	r5 = r2
	r5 += r6
	r5 += r7
	r4 = r5
	r4 += 4
	if r4 > r3 goto out
	r0 = r2
	r0 += r7
	r0 += r6
	r1 = *(u8 *)(r0 + 3)
out:
	r0 = 2
	exit
result: 2

== data, and two numbers added to it, one byte too far
kind: xdp
packet: 0102030405060708 090a0b0c0d0e0f10
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	r5 = r2
	r5 += r6
	r5 += r7
	r4 = r5
	r4 += 4
	if r4 > r3 goto out
	r0 = r2
	r0 += r6
	r0 += r7
	r1 = *(u8 *)(r0 + 4)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== data, and two numbers added to it, one of them one more
kind: xdp
packet: 0102030405060708 090a0b0c0d0e0f10
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	r5 = r2
	r5 += r6
	r5 += r7
	r4 = r5
	r4 += 4
	if r4 > r3 goto out
	r7 += 1
	r0 = r2
	r0 += r6
	r0 += r7
	r1 = *(u8 *)(r0 + 2)
out:
	r0 = 2
	exit
result: 2

== data, and two numbers added to it, one of them one more, one byte too far
kind: xdp
packet: 0102030405060708 090a0b0c0d0e0f10
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	r5 = r2
	r5 += r6
	r5 += r7
	r4 = r5
	r4 += 4
	if r4 > r3 goto out
	r7 += 1
	r0 = r2
	r0 += r6
	r0 += r7
	r1 = *(u8 *)(r0 + 3)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== data, and two numbers added to it, one of them another
kind: xdp
packet: 0102030405060708 090a0b0c0d0e0f10
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	r5 = r2
	r5 += r6
	r5 += r7
	r4 = r5
	r4 += 4
	if r4 > r3 goto out
	r7 = *(u8 *)(r2 + 2)
	r0 = r2
	r0 += r6
	r0 += r7
	r1 = *(u8 *)(r0 + 3)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== data, and one number added to it twice
kind: xdp
packet: 0102030405060708 090a0b0c0d0e0f10
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	r5 = r2
	r5 += r6
	r5 += r7
	r4 = r5
	r4 += 4
	if r4 > r3 goto out
	r0 = r2
	r0 += r6
	r0 += r6
	r1 = *(u8 *)(r0 + 3)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== a sum, where the way that does not make it waits
kind: raw
mem: 00000000 ff000000 02000000 00000000
map: values array key=4 value=10 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u8 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 1)
	r5 = *(u8 *)(r8 + 2)
	if r5 == 0 goto other
	r3 = r6
	r3 += r7
	goto meet
other:
	r3 = *(u8 *)(r8 + 4)
meet:
	r4 = r6
	r4 += r7
	if r4 > 9 goto out
	r9 += r3
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum, where the way on which one of its numbers changes waits
kind: raw
mem: ff000000 00000000 02000000 00000000
map: values array key=4 value=10 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u8 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 1)
	r5 = *(u8 *)(r8 + 2)
	r3 = r6
	r3 += r7
	if r5 != 0 goto meet
	r6 = *(u8 *)(r8 + 4)
meet:
	r4 = r6
	r4 += r7
	if r4 > 9 goto out
	r9 += r3
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a jump in between a mask and its comparison
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=1024 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = *(u16 *)(r8 + 0)
	r7 = *(u8 *)(r8 + 8)
	r4 = r6
	r5 = *(u8 *)(r8 + 9)
	if r7 == 0 goto mid
	r5 = r6
	r5 &= -1024
mid:
	r2 = r7
	if r5 != 0 goto out
	r9 += r4
	*(u8 *)(r9 + 0) = 1
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum that falls before it rises
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=300 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 101
	r7 = 2
	r3 = -19
again:
	r2 = r9
	r2 += r6
	r2 += -100
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 += 2
	r7 += 1
	if r7 != 32 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== a sum that rises before it falls
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=117 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 21
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 -= 2
	r7 += 1
	if r7 != 17 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== a sum that rises before it falls, and room for all of it
kind: raw
mem: 05000000 00000000 02000000 00000000
map: values array key=4 value=126 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r8 = r1
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r9 = r0
	r6 = 4
	r7 = 2
	r3 = 21
again:
	r2 = r9
	r2 += r6
	*(u8 *)(r2 + 0) = 1
	r6 += r3
	r3 -= 2
	r7 += 1
	if r7 != 17 goto again
out:
	r0 = 0
	exit
result: 0
