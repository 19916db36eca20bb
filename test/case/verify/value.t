# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Pointers into values of maps: null, bounds, copies, identities.

== a value is looked at before it is tested
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	r0 = *(u64 *)(r0 + 0)
	exit
verdict: refuse
reason: null
insn: 7
says: a map value or NULL

== the test of one copy counts for the other
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	r7 = r0
	if r7 == 0 goto out
	r1 = *(u64 *)(r0 + 0)
out:
	r0 = 0
	exit
result: 0

== the test of another look-up does not count
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	r7 = r0
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = *(u64 *)(r7 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: null
insn: 14

== a copy on the stack is tested too
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	*(u64 *)(r10 - 16) = r0
	if r0 == 0 goto out
	r1 = *(u64 *)(r10 - 16)
	r1 = *(u64 *)(r1 + 8)
out:
	r0 = 0
	exit
result: 0

== arithmetic on what may be NULL
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	r0 += 8
	if r0 == 0 goto out
	r1 = *(u64 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: null-arithmetic
insn: 7

== the last bytes of a value
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r0 = *(u64 *)(r0 + 8)
	r0 = 0
	exit

== one byte past a value
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r0 = *(u64 *)(r0 + 9)
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds
insn: 11

== one byte before a value
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r0 = *(u8 *)(r0 - 1)
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds
insn: 11

== an index that is masked
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	r1 &= 15
	r0 += r1
	r1 = *(u8 *)(r0 + 0)
	r0 = 0
	exit

== an index that is masked one bit too wide
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	r1 &= 31
	r0 += r1
	r1 = *(u8 *)(r0 + 0)
	r0 = 0
	exit
verdict: refuse
reason: map-value-index
insn: 14

== an index bounded by a signed comparison alone
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	if r1 s> 8 goto out
	r0 += r1
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range
insn: 13

== an index bounded by two signed comparisons
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	if r1 s> 8 goto out
	if r1 s< 0 goto out
	r0 += r1
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit

== a bound on a 32-bit copy of a whole number
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	w2 = w1
	if w2 > 8 goto out
	r0 += r1
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range
insn: 14

== a bound on the whole number, use of its 32-bit copy
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	w2 = w1
	if w1 > 8 goto out
	r0 += r2
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit

== a bound on a copy that is no longer one
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	r2 = r1
	r1 += 1
	if r1 > 8 goto out
	r0 += r2
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index
insn: 16

== a bound on a number that was added to a copy
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	r2 = r1
	r1 += 1
	if r1 == 0 goto out
	if r1 > 16 goto out
	r0 += r2
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit

== a bound found after a spill
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	*(u64 *)(r10 - 16) = r1
	if r1 > 8 goto out
	r2 = *(u64 *)(r10 - 16)
	r0 += r2
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit

== a bound found after a spill that was overwritten in part
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	*(u64 *)(r10 - 16) = r1
	if r1 > 8 goto out
	r3 = *(u8 *)(r0 + 0)
	*(u8 *)(r10 - 12) = r3
	r2 = *(u64 *)(r10 - 16)
	r0 += r2
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range
insn: 17

== an array value at a known index is there
kind: raw
map: a array key=4 value=16 entries=4
insns:
	r1 = 3
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = a ll
	call map_lookup_elem
	r0 = *(u64 *)(r0 + 8)
	exit
result: 0

== an array value at an index past its end may not be there
kind: raw
map: a array key=4 value=16 entries=4
insns:
	r1 = 4
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = a ll
	call map_lookup_elem
	r0 = *(u64 *)(r0 + 8)
	exit
verdict: refuse
reason: null
insn: 7

== an index that differs by path is not known, where the paths were thought to be one
kind: raw
map: a array key=4 value=16 entries=4
mem: 00
insns:
	r6 = *(u8 *)(r1 + 0)
	r7 = 3
	if r6 == 0 goto join
	r7 = 100
join:
	*(u32 *)(r10 - 4) = r7
	r2 = r10
	r2 += -4
	r1 = a ll
	call map_lookup_elem
	r0 = *(u64 *)(r0 + 8)
	exit
verdict: refuse
reason: null
insn: 10

== a lock is not data
kind: xdp
map: h hash key=4 value=16 entries=4 lock=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u32 *)(r0 + 4)
	r0 = 0
	exit
verdict: refuse
reason: value-special
insn: 11

== data beside a lock
kind: xdp
map: h hash key=4 value=16 entries=4 lock=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u32 *)(r0 + 0)
	r0 = 0
	exit

== a variable offset that may reach the lock
kind: xdp
map: h hash key=4 value=16 entries=4 lock=4
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 8)
	r1 &= 7
	r0 += r1
	r1 = *(u8 *)(r0 + 0)
	r0 = 0
	exit
verdict: refuse
reason: value-special
insn: 14

== a map that programs only read
kind: xdp
map: h hash key=4 value=16 entries=4 flags=0x80
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = 1
	*(u64 *)(r0 + 0) = r1
	r0 = 0
	exit
verdict: refuse
reason: read-only
insn: 12

== a map that programs only write
kind: xdp
map: h hash key=4 value=16 entries=4 flags=0x100
insns:
	r6 = r1
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 != 0 goto found
	r0 = 0
	exit
found:
	r1 = *(u64 *)(r0 + 0)
	r0 = 0
	exit
verdict: refuse
reason: write-only
insn: 11
