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

== a constant that is known to be equal to what is none, but for a difference
kind: xdp
map: array array key=4 value=48 entries=8
map: hash hash key=4 value=48 entries=8
insns:
	r6 = r1
	r0 = 6
	r7 = -217041158
	r8 = 57
	r9 = 52
	*(u64 *)(r10 - 8) = 55
	*(u64 *)(r10 - 16) = 56
	*(u64 *)(r10 - 24) = -1637851036
	*(u64 *)(r10 - 32) = 552082092
	r8 = *(u32 *)(r6 + 4)
	r7 = *(u32 *)(r6 + 0)
	r8 -= r7
	r7 = -1819902598
	*(u64 *)(r10 - 8) = r8
	if r7 < 48 goto l37
	*(u16 *)(r10 - 32) = r9
	w7 %= -842617506
	r7 = *(u64 *)(r10 - 32)
	r7 s%= -2
	if w0 > w8 goto l37
	w3 = w9
	w3 %= 8
	*(u32 *)(r10 - 40) = r3
	r2 = r10
	r2 += -40
	r1 = array ll
	call 1
	r4 = r0
	if r4 == 0 goto l36
	r0 = -128
	r3 = r8
	r3 >>= 59
	r2 = r4
	r2 += r3
	*(u8 *)(r2 + 1) = 552572961
l36:	r0 = 55
l37:	w0 <<= 24
	if r0 < r8 goto l57
	if r8 >= -260459842 goto l57
	*(u32 *)(r10 - 40) = 8
	r2 = r10
	r2 += -40
	r1 = hash ll
	call 1
	r4 = r0
	if r0 == 0 goto l55
	r0 = 21
	r3 = r7
	r3 &= 31
	r2 = r4
	r2 += r3
	r2 += 1
	*(u64 *)(r2 + 0) = r0
l55:	r0 = 52
	w0 = 65536
l57:	r9 = 6
l58:	*(u64 *)(r10 - 48) = r9
	r9 <<= r8
	w9 ^= w8
	r9 = *(u64 *)(r10 - 48)
	r9 += -1
	if w9 s> 0 goto l58
	if r9 s<= 1776631573 goto l66
	r9 -= r7
l66:	r1 = 4
	r2 = l149 ll
	r3 = r10
	r3 += -16
	r4 = 0
	call 181
	r9 = *(u64 *)(r10 - 16)
	if r9 > 15 goto l147
	r4 = r10
	r4 += r9
	r8 = *(u8 *)(r4 - 16)
	r1 = r10
	r1 += -104
	r2 = 4
	r3 = 6
	call kfunc bpf_iter_num_new
l83:	r1 = r10
	r1 += -104
	call kfunc bpf_iter_num_next
	r4 = r0
	r0 = 183069821
	if r4 == 0 goto l94
	r0 = *(u32 *)(r4 + 0)
	*(u16 *)(r10 - 32) = r9
	*(u64 *)(r10 - 32) = r7
	r7 = *(u16 *)(r10 - 32)
	goto l83
l94:	r1 = r10
	r1 += -104
	call kfunc bpf_iter_num_destroy
	r0 = 7
	r7 = be32 r7
	if r8 s>= 974025477 goto l133
	r9 = 7
l101:	*(u64 *)(r10 - 48) = r9
	r3 = r7
	if r3 s> 63 goto l147
	r4 = *(u32 *)(r6 + 0)
	r5 = *(u32 *)(r6 + 4)
	r4 += r3
	r2 = r4
	r2 += 12
	if r2 >= r5 goto l147
	*(u64 *)(r4 + 4) = r7
	w0 = -w0
	r9 = *(u64 *)(r10 - 48)
	r9 += -1
	if r9 != 0 goto l101
	*(u32 *)(r10 - 40) = 1
	r2 = r10
	r2 += -40
	r1 = hash ll
	call 1
	r4 = r0
	if r0 == 0 goto l132
	r0 = 128
	w3 = w8
	w3 &= 31
	r3 <<= 0
	r3 >>= 1
	r3 ^= 1
	r2 = r4
	r2 += r3
	r8 = *(u64 *)(r2 + 1)
l132:	r0 = -8
l133:	r4 = *(u32 *)(r6 + 0)
	*(u64 *)(r10 - 64) = r4
	r1 = r6
	r2 = 8
	call 44
	*(u64 *)(r10 - 64) = 0
	r4 = *(u32 *)(r6 + 8)
	r5 = *(u32 *)(r6 + 0)
	r2 = r4
	r2 += 4
	if r2 > r5 goto l147
	r7 = *(u8 *)(r4 + 2)
	r9 ^= r8
	exit
l147:	r0 = 2
	exit
l149:	r7 = *(u64 *)(r2 + 8)
	r7 += 1
	if r7 > 15 goto l153
	*(u64 *)(r2 + 0) = r7
l153:	r0 = r7
	r0 &= 1
	exit

== a constant and its low half, which were a number and its own
kind: raw
mem: 00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
map: array array key=4 value=48 entries=8
map: hash hash key=4 value=48 entries=8
insns:
	r6 = r1
	r0 = 65535
	r7 = 51
	r8 = 256
	r9 = 16
	r7 = *(u64 *)(r6 + 8)
	*(u64 *)(r10 - 8) = r7
	r7 = *(u64 *)(r6 + 16)
	*(u64 *)(r10 - 16) = r7
	*(u64 *)(r10 - 24) = -128
	*(u64 *)(r10 - 32) = -1064217974
l11:
	may_goto l14
	r9 = be16 r9
	goto l11
l14:
	r8 s>>= r7
	*(u32 *)(r10 - 24) = r7
	w0 s>>= w7
	r9 = *(u64 *)(r10 - 24)
	r1 = r7
	r2 = r7
	r2 = r10
	r2 += -8
	call l82
	if r7 < 47 goto l26
	*(u32 *)(r10 - 32) = r7
	r0 = *(u16 *)(r10 - 32)
l26:
	if r7 == -1 goto l47
	if r0 < r7 goto l46
	r3 = r0
	r3 s>>= 61
	*(u32 *)(r10 - 40) = r3
	r2 = r10
	r2 += -40
	r1 = hash ll
	call 1
	r4 = r0
	if r0 == 0 goto l44
	r0 = 1957548959
	r3 = r0
	if r3 s> 40 goto l80
	r2 = r4
	r2 += r3
	*(u64 *)(r2 + 2) = r9
l44:
	r0 = 28
	w0 ^= w9
l46:
	w8 %= w8
l47:
	if r8 <= r9 goto l53
	r3 = r9
	r3 &= 31
	r2 = r6
	r2 += r3
	r9 = *(u8 *)(r2 + 2)
l53:
	lock *(u64 *)(r10 - 8) |= r0
	if w7 s> w9 goto l77
	r1 = r10
	r1 += -104
	r2 = 6
	r3 = 6
	call kfunc bpf_iter_num_new
l60:
	r1 = r10
	r1 += -104
	call kfunc bpf_iter_num_next
	r4 = r0
	r0 = -1974278245
	if r4 == 0 goto l72
	r7 = *(u32 *)(r4 + 0)
	*(u32 *)(r10 - 32) = r0
	r0 ^= r0
	r8 = *(u32 *)(r10 - 32)
	r8 = le32 r8
	goto l60
l72:
	r1 = r10
	r1 += -104
	call kfunc bpf_iter_num_destroy
	r0 = 2006622472
	w0 = atomic_fetch_and((u32 *)(r10 - 8), w0)
l77:
	r0 = 36
	r8 s%= 972962135
	exit
l80:
	r0 = 1
	exit
l82:
	r3 = r2
	r3 = r2
	r0 = 57
	r7 = -1720735698
	r8 = 2
	r9 = -979046576
	*(u64 *)(r10 - 8) = r1
	*(u64 *)(r10 - 16) = r1
	*(u64 *)(r10 - 24) = 51
	*(u64 *)(r10 - 32) = 2
	r8 = *(u16 *)(r3 + 0)
	r9 = r1
	r9 = le32 r9
	r7 = 0
l96:
	*(u64 *)(r10 - 48) = r7
	w8 -= w9
	r7 = *(u64 *)(r10 - 48)
	w7 += 1
	if r7 < 11 goto l96
	exit
verdict: accept

== a number whose bounds are told by one that equals it
kind: raw
mem: 00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
map: array array key=4 value=48 entries=8
map: hash hash key=4 value=48 entries=8
insns:
	r6 = r1
	r0 = -2113377766
	r7 = -1431655766
	r8 = 29
	r9 = 1900071580
	r7 = *(u64 *)(r6 + 8)
	*(u64 *)(r10 - 8) = r7
	r7 = *(u64 *)(r6 + 16)
	*(u64 *)(r10 - 16) = r7
	*(u64 *)(r10 - 24) = 128
	*(u64 *)(r10 - 32) = 40
	if r7 > 31 goto l34
	*(u32 *)(r10 - 24) = r0
	r8 = *(u16 *)(r10 - 24)
	w7 &= w9
	r3 = r7
	if r3 > 8 goto l97
	*(u32 *)(r10 - 40) = r3
	r2 = r10
	r2 += -40
	r1 = array ll
	call 1
	r4 = r0
	if r4 == 0 goto l33
	r0 = 7
	r3 = r0
	w3 &= 31
	r3 <<= 2
	if r3 > 43 goto l97
	r2 = r4
	r2 += r3
	*(u32 *)(r2 + 1) = r7
l33:
	r0 = -1431655766
l34:
	r1 = 0
	r2 = func(l99) ll
	r3 = r10
	r3 += -16
	r4 = 0
	call 181
	r9 = *(u64 *)(r10 - 16)
	if r9 > 15 goto l97
	r4 = r10
	r4 += r9
	r8 = *(u8 *)(r4 - 16)
	if w7 > w9 goto l58
	r4 = r10
	r4 += -16
	r3 = r0
	r3 >>= 61
	r3 >>= 0
	r3 ^= 1
	r2 = r4
	r2 += r3
	r0 = *(u8 *)(r2 + 2)
	*(u16 *)(r10 - 24) = r8
	r9 = *(u64 *)(r10 - 24)
l58:
	r9 = 22
l59:
	*(u64 *)(r10 - 48) = r9
	r8 = *(s16 *)(r6 + 16)
	r9 = *(u64 *)(r10 - 48)
	r9 += -2
	if w9 s> 0 goto l59
	r8 = 0
l65:
	*(u64 *)(r10 - 48) = r8
	r4 = r10
	r4 += -16
	w3 = w7
	w3 &= 7
	r3 >>= 3
	r3 ^= 0
	r2 = r4
	r2 += r3
	r9 = *(u64 *)(r2 + 0)
	r1 = r10
	r1 += -112
	r2 = 3
	r3 = 4
	call kfunc bpf_iter_num_new
l80:
	r1 = r10
	r1 += -112
	call kfunc bpf_iter_num_next
	r4 = r0
	r0 = 1431655765
	if r4 == 0 goto l88
	r0 = *(u32 *)(r4 + 0)
	goto l80
l88:
	r1 = r10
	r1 += -112
	call kfunc bpf_iter_num_destroy
	r0 = 26
	r8 = *(u64 *)(r10 - 48)
	r8 += 1
	if r8 != 12 goto l65
	r7 /= r0
	exit
l97:
	r0 = 1
	exit
l99:
	r7 = *(u64 *)(r2 + 0)
	r7 += 3
	if r7 > 15 goto l103
	*(u64 *)(r2 + 0) = r7
l103:
	r0 = r7
	r0 &= 1
	exit
verdict: accept

== a number and its low half, and constants that are not so
kind: raw
mem: 0000000000000000ffffffffffffffff00000000000000000000000000000000
map: array array key=4 value=48 entries=8
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	r1 = array ll
	r2 = r10
	r2 += -4
	call 1
	if r0 == 0 goto out
	r9 = r0
	r1 = *(u64 *)(r6 + 0)
	if r1 == 1 goto other
	r7 = *(u64 *)(r6 + 8)
	w8 = w7
meet:	r2 = 1
	r2 += r1
	r2 ^= 5
	r2 &= 3
	if r2 == 8 goto out
	if r7 > 40 goto out
	r9 += r8
	r0 = *(u8 *)(r9 + 0)
out:	r0 = 0
	exit
other:	r7 = 1
	r8 = 200
	goto meet
verdict: refuse
reason: map-value-bounds

== a number and its low half, and constants that are
kind: raw
mem: 0000000000000000ffffffffffffffff00000000000000000000000000000000
map: array array key=4 value=48 entries=8
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	r1 = array ll
	r2 = r10
	r2 += -4
	call 1
	if r0 == 0 goto out
	r9 = r0
	r1 = *(u64 *)(r6 + 0)
	if r1 == 1 goto other
	r7 = *(u64 *)(r6 + 8)
	w8 = w7
meet:	r2 = 1
	r2 += r1
	r2 ^= 5
	r2 &= 3
	if r2 == 8 goto out
	if r7 > 40 goto out
	r9 += r8
	r0 = *(u8 *)(r9 + 0)
out:	r0 = 0
	exit
other:	r7 = 40
	r8 = 40
	goto meet
verdict: accept

# So many bytes of states may be moved, however few instructions are walked: here each turn puts three whole stacks away, and takes them up again.

== a loop that is walked turn by turn, with all of the stack in use in three functions
kind: xdp
insns:
	r6 = *(u32 *)(r1 + 12)
	*(u64 *)(r10 - 8) = r6
	*(u64 *)(r10 - 16) = r6
	*(u64 *)(r10 - 24) = r6
	*(u64 *)(r10 - 32) = r6
	*(u64 *)(r10 - 40) = r6
	*(u64 *)(r10 - 48) = r6
	*(u64 *)(r10 - 56) = r6
	*(u64 *)(r10 - 64) = r6
	*(u64 *)(r10 - 72) = r6
	*(u64 *)(r10 - 80) = r6
	*(u64 *)(r10 - 88) = r6
	*(u64 *)(r10 - 96) = r6
	*(u64 *)(r10 - 104) = r6
	*(u64 *)(r10 - 112) = r6
	*(u64 *)(r10 - 120) = r6
	*(u64 *)(r10 - 128) = r6
	*(u64 *)(r10 - 136) = r6
	*(u64 *)(r10 - 144) = r6
	*(u64 *)(r10 - 152) = r6
	*(u64 *)(r10 - 160) = r6
	*(u64 *)(r10 - 168) = r6
	*(u64 *)(r10 - 176) = r6
	*(u64 *)(r10 - 184) = r6
	*(u64 *)(r10 - 192) = r6
	*(u64 *)(r10 - 200) = r6
	*(u64 *)(r10 - 208) = r6
	*(u64 *)(r10 - 216) = r6
	*(u64 *)(r10 - 224) = r6
	*(u64 *)(r10 - 232) = r6
	*(u64 *)(r10 - 240) = r6
	*(u64 *)(r10 - 248) = r6
	*(u64 *)(r10 - 256) = r6
	*(u64 *)(r10 - 264) = r6
	*(u64 *)(r10 - 272) = r6
	*(u64 *)(r10 - 280) = r6
	*(u64 *)(r10 - 288) = r6
	*(u64 *)(r10 - 296) = r6
	*(u64 *)(r10 - 304) = r6
	*(u64 *)(r10 - 312) = r6
	*(u64 *)(r10 - 320) = r6
	*(u64 *)(r10 - 328) = r6
	*(u64 *)(r10 - 336) = r6
	*(u64 *)(r10 - 344) = r6
	*(u64 *)(r10 - 352) = r6
	*(u64 *)(r10 - 360) = r6
	*(u64 *)(r10 - 368) = r6
	*(u64 *)(r10 - 376) = r6
	*(u64 *)(r10 - 384) = r6
	*(u64 *)(r10 - 392) = r6
	*(u64 *)(r10 - 400) = r6
	*(u64 *)(r10 - 408) = r6
	*(u64 *)(r10 - 416) = r6
	*(u64 *)(r10 - 424) = r6
	*(u64 *)(r10 - 432) = r6
	*(u64 *)(r10 - 440) = r6
	*(u64 *)(r10 - 448) = r6
	*(u64 *)(r10 - 456) = r6
	*(u64 *)(r10 - 464) = r6
	*(u64 *)(r10 - 472) = r6
	*(u64 *)(r10 - 480) = r6
	*(u64 *)(r10 - 488) = r6
	*(u64 *)(r10 - 496) = r6
	*(u64 *)(r10 - 504) = r6
	*(u64 *)(r10 - 512) = r6
	call f1
	r0 = 0
	exit
f1:	r6 = *(u32 *)(r1 + 12)
	*(u64 *)(r10 - 8) = r6
	*(u64 *)(r10 - 16) = r6
	*(u64 *)(r10 - 24) = r6
	*(u64 *)(r10 - 32) = r6
	*(u64 *)(r10 - 40) = r6
	*(u64 *)(r10 - 48) = r6
	*(u64 *)(r10 - 56) = r6
	*(u64 *)(r10 - 64) = r6
	*(u64 *)(r10 - 72) = r6
	*(u64 *)(r10 - 80) = r6
	*(u64 *)(r10 - 88) = r6
	*(u64 *)(r10 - 96) = r6
	*(u64 *)(r10 - 104) = r6
	*(u64 *)(r10 - 112) = r6
	*(u64 *)(r10 - 120) = r6
	*(u64 *)(r10 - 128) = r6
	*(u64 *)(r10 - 136) = r6
	*(u64 *)(r10 - 144) = r6
	*(u64 *)(r10 - 152) = r6
	*(u64 *)(r10 - 160) = r6
	*(u64 *)(r10 - 168) = r6
	*(u64 *)(r10 - 176) = r6
	*(u64 *)(r10 - 184) = r6
	*(u64 *)(r10 - 192) = r6
	*(u64 *)(r10 - 200) = r6
	*(u64 *)(r10 - 208) = r6
	*(u64 *)(r10 - 216) = r6
	*(u64 *)(r10 - 224) = r6
	*(u64 *)(r10 - 232) = r6
	*(u64 *)(r10 - 240) = r6
	*(u64 *)(r10 - 248) = r6
	*(u64 *)(r10 - 256) = r6
	*(u64 *)(r10 - 264) = r6
	*(u64 *)(r10 - 272) = r6
	*(u64 *)(r10 - 280) = r6
	*(u64 *)(r10 - 288) = r6
	*(u64 *)(r10 - 296) = r6
	*(u64 *)(r10 - 304) = r6
	*(u64 *)(r10 - 312) = r6
	*(u64 *)(r10 - 320) = r6
	*(u64 *)(r10 - 328) = r6
	*(u64 *)(r10 - 336) = r6
	*(u64 *)(r10 - 344) = r6
	*(u64 *)(r10 - 352) = r6
	*(u64 *)(r10 - 360) = r6
	*(u64 *)(r10 - 368) = r6
	*(u64 *)(r10 - 376) = r6
	*(u64 *)(r10 - 384) = r6
	*(u64 *)(r10 - 392) = r6
	*(u64 *)(r10 - 400) = r6
	*(u64 *)(r10 - 408) = r6
	*(u64 *)(r10 - 416) = r6
	*(u64 *)(r10 - 424) = r6
	*(u64 *)(r10 - 432) = r6
	*(u64 *)(r10 - 440) = r6
	*(u64 *)(r10 - 448) = r6
	*(u64 *)(r10 - 456) = r6
	*(u64 *)(r10 - 464) = r6
	*(u64 *)(r10 - 472) = r6
	*(u64 *)(r10 - 480) = r6
	*(u64 *)(r10 - 488) = r6
	*(u64 *)(r10 - 496) = r6
	*(u64 *)(r10 - 504) = r6
	*(u64 *)(r10 - 512) = r6
	call f2
	r0 = 0
	exit
f2:	r6 = *(u32 *)(r1 + 12)
	*(u64 *)(r10 - 8) = r6
	*(u64 *)(r10 - 16) = r6
	*(u64 *)(r10 - 24) = r6
	*(u64 *)(r10 - 32) = r6
	*(u64 *)(r10 - 40) = r6
	*(u64 *)(r10 - 48) = r6
	*(u64 *)(r10 - 56) = r6
	*(u64 *)(r10 - 64) = r6
	*(u64 *)(r10 - 72) = r6
	*(u64 *)(r10 - 80) = r6
	*(u64 *)(r10 - 88) = r6
	*(u64 *)(r10 - 96) = r6
	*(u64 *)(r10 - 104) = r6
	*(u64 *)(r10 - 112) = r6
	*(u64 *)(r10 - 120) = r6
	*(u64 *)(r10 - 128) = r6
	*(u64 *)(r10 - 136) = r6
	*(u64 *)(r10 - 144) = r6
	*(u64 *)(r10 - 152) = r6
	*(u64 *)(r10 - 160) = r6
	*(u64 *)(r10 - 168) = r6
	*(u64 *)(r10 - 176) = r6
	*(u64 *)(r10 - 184) = r6
	*(u64 *)(r10 - 192) = r6
	*(u64 *)(r10 - 200) = r6
	*(u64 *)(r10 - 208) = r6
	*(u64 *)(r10 - 216) = r6
	*(u64 *)(r10 - 224) = r6
	*(u64 *)(r10 - 232) = r6
	*(u64 *)(r10 - 240) = r6
	*(u64 *)(r10 - 248) = r6
	*(u64 *)(r10 - 256) = r6
	*(u64 *)(r10 - 264) = r6
	*(u64 *)(r10 - 272) = r6
	*(u64 *)(r10 - 280) = r6
	*(u64 *)(r10 - 288) = r6
	*(u64 *)(r10 - 296) = r6
	*(u64 *)(r10 - 304) = r6
	*(u64 *)(r10 - 312) = r6
	*(u64 *)(r10 - 320) = r6
	*(u64 *)(r10 - 328) = r6
	*(u64 *)(r10 - 336) = r6
	*(u64 *)(r10 - 344) = r6
	*(u64 *)(r10 - 352) = r6
	*(u64 *)(r10 - 360) = r6
	*(u64 *)(r10 - 368) = r6
	*(u64 *)(r10 - 376) = r6
	*(u64 *)(r10 - 384) = r6
	*(u64 *)(r10 - 392) = r6
	*(u64 *)(r10 - 400) = r6
	*(u64 *)(r10 - 408) = r6
	*(u64 *)(r10 - 416) = r6
	*(u64 *)(r10 - 424) = r6
	*(u64 *)(r10 - 432) = r6
	*(u64 *)(r10 - 440) = r6
	*(u64 *)(r10 - 448) = r6
	*(u64 *)(r10 - 456) = r6
	*(u64 *)(r10 - 464) = r6
	*(u64 *)(r10 - 472) = r6
	*(u64 *)(r10 - 480) = r6
	*(u64 *)(r10 - 488) = r6
	*(u64 *)(r10 - 496) = r6
	*(u64 *)(r10 - 504) = r6
	*(u64 *)(r10 - 512) = r6
	r7 = 1
again:	r2 = *(u32 *)(r1 + 12)
	if r2 == 0 goto on
	r0 = 0
	exit
on:	r7 *= 5
	r7 += 1
	r7 &= 0x1ffff
	if r7 != 1 goto again
	r0 = 0
	exit
verdict: refuse
reason: too-complex
says: with much on the stack
