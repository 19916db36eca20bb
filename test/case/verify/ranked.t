# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Loops that are proven by an invariant and a value that goes one way (verify/loop.c, verify/rank.c), and such as look like it.

== a million turns upwards
kind: raw
mem: 00
insns:
	r0 = 0
	r1 = 0
again:
	r1 += 1
	r0 += 3
	if r1 < 1000000 goto again
	exit
result: 3000000

== a million turns down to zero
kind: raw
mem: 00
insns:
	r0 = 0
	r1 = 1000000
again:
	r0 += 1
	r1 += -1
	if r1 != 0 goto again
	exit
result: 1000000

== a million turns up to a limit by !=, in steps
kind: raw
mem: 00
insns:
	r0 = 0
	r1 = 0
again:
	r0 += 1
	r1 += 4
	if r1 != 4000000 goto again
	exit
result: 1000000

== a signed 32-bit counter that goes below zero
kind: raw
mem: 00
insns:
	r0 = 0
	w1 = 100000
again:
	r0 += 1
	w1 += -1
	if w1 s>= 0 goto again
	exit
result: 100001

== a counter on the stack
kind: raw
mem: 00
insns:
	r0 = 0
	r1 = 0
	*(u64 *)(r10 - 8) = r1
again:
	r1 = *(u64 *)(r10 - 8)
	r1 += 1
	*(u64 *)(r10 - 8) = r1
	if r1 < 500000 goto again
	r0 = r1
	exit
result: 500000

== a bound that is not known but does not move
kind: raw
mem: 40 0d 03 00
insns:
	r3 = *(u32 *)(r1 + 0)
	r0 = 0
	r1 = 0
again:
	if r1 >= r3 goto out
	r1 += 1
	r0 += 2
	goto again
out:
	exit
result: 400000

== steps that are not known but at least one
kind: raw
mem: 03
insns:
	r3 = *(u8 *)(r1 + 0)
	r3 |= 1
	r0 = 0
	r1 = 0
again:
	r1 += r3
	r0 += 1
	if r1 < 300000 goto again
	exit
result: 100000

== steps that may be none
kind: raw
mem: 00
insns:
	r3 = *(u8 *)(r1 + 0)
	r0 = 0
	r1 = 0
again:
	r1 += r3
	if r1 < 1000000 goto again
	exit
verdict: refuse
reason: loop

== an index that the loop keeps inside
kind: raw
mem: 01*64
insns:
	r6 = r1
	r0 = 0
	r1 = 0
again:
	r2 = r6
	r2 += r1
	r3 = *(u8 *)(r2 + 0)
	r0 += r3
	r1 += 1
	if r1 != 64 goto again
	exit
result: 64

== an index that the loop takes one too far
kind: raw
mem: 01*64
insns:
	r6 = r1
	r0 = 0
	r1 = 0
again:
	r2 = r6
	r2 += r1
	r3 = *(u8 *)(r2 + 0)
	r0 += r3
	r1 += 1
	if r1 != 65 goto again
	exit
verdict: refuse
reason: mem-bounds

== nested, a thousand times a thousand
kind: raw
mem: 00
insns:
	r0 = 0
	r1 = 0
outer:
	r2 = 0
inner:
	r0 += 1
	r2 += 1
	if r2 < 1000 goto inner
	r1 += 1
	if r1 < 1000 goto outer
	exit
result: 1000000

== the inner loop takes back what the outer one counts
kind: raw
mem: 00
insns:
	r6 = r1
	r0 = 0
	r1 = 0
outer:
	r2 = 0
inner:
	r1 += -1
	r2 += 1
	if r2 < 2 goto inner
	r1 += 2
	if r1 < 1000000 goto outer
	exit
verdict: refuse
reason: loop

== two counters that chase each other
kind: raw
mem: 00
insns:
	r6 = r1
	r0 = 0
	r1 = 0
	r2 = 0
again:
	r3 = *(u8 *)(r6 + 0)
	if r3 == 0 goto other
	r1 += 1
	r2 = 0
	if r1 < 1000000 goto again
	exit
other:
	r2 += 1
	r1 = 0
	if r2 < 1000000 goto again
	exit
verdict: refuse
reason: too-many-branches

== a counter that wraps in 32 bits before it comes to its limit
kind: raw
mem: 00
insns:
	r0 = 0
	r2 = 4294967295 ll
	w1 = 0
again:
	w1 += 1
	if r1 <= r2 goto again
	exit
verdict: refuse
reason: too-complex

== a limit that moves along
kind: raw
mem: 00
insns:
	r0 = 0
	r1 = 0
	r2 = 10
again:
	r1 += 1
	r2 += 1
	if r1 < r2 goto again
	exit
verdict: refuse
reason: too-complex

== a counter that another path sets back
kind: raw
mem: 00
insns:
	r6 = r1
	r0 = 0
	r1 = 0
again:
	r1 += 1
	r3 = *(u8 *)(r6 + 0)
	if r3 != 0 goto next
	r1 = 0
next:
	if r1 < 1000000 goto again
	exit
verdict: refuse
reason: too-many-branches

== one path of the loop does not count
kind: raw
mem: 00
insns:
	r6 = r1
	r0 = 0
	r1 = 0
again:
	r3 = *(u8 *)(r6 + 0)
	if r3 != 0 goto next
	r1 += 1
next:
	if r1 < 1000000 goto again
	exit
verdict: refuse
reason: too-many-branches

== a pointer that goes through the packet
kind: xdp
packet: 01*80
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r0 = 0
again:
	r3 = r1
	r3 += 1
	if r3 > r2 goto out
	r4 = *(u8 *)(r1 + 0)
	r1 = r3
	goto again
out:
	r0 = 2
	exit
result: 2

== a pointer that goes through the packet, read one byte further than compared
kind: xdp
packet: 01*80
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r0 = 0
again:
	r3 = r1
	r3 += 1
	if r3 > r2 goto out
	r4 = *(u8 *)(r1 + 1)
	r1 = r3
	goto again
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== records of the length that they tell, through the packet
kind: xdp
packet: 04 00 00 00 04 00 00 00 08 00 00 00 00 00 00 00
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
again:
	r3 = r1
	r3 += 4
	if r3 > r2 goto out
	r4 = *(u8 *)(r1 + 0)
	if r4 < 4 goto out
	r1 += r4
	goto again
out:
	r0 = 2
	exit
result: 2

== records that may have no length
kind: xdp
packet: 04 00 00 00 04 00 00 00 08 00 00 00 00 00 00 00
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
again:
	r3 = r1
	r3 += 4
	if r3 > r2 goto out
	r4 = *(u8 *)(r1 + 0)
	r1 += r4
	goto again
out:
	r0 = 2
	exit
verdict: refuse
reason: loop

== an offset added to a checked pointer stays checked as far as it is small enough
kind: xdp
packet: 01*80
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r3 = r1
	r3 += 64
	if r3 > r2 goto out
	r4 = *(u8 *)(r1 + 0)
	r4 &= 31
	r1 += r4
	r5 = *(u8 *)(r1 + 32)
out:
	r0 = 2
	exit
result: 2

== an offset added to a checked pointer goes too far
kind: xdp
packet: 01*80
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r3 = r1
	r3 += 64
	if r3 > r2 goto out
	r4 = *(u8 *)(r1 + 0)
	r4 &= 31
	r1 += r4
	r5 = *(u8 *)(r1 + 33)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== a path that does not count meets one that does
kind: raw
mem: 01
insns:
	r6 = r1
	r0 = 0
	r1 = 1
again:
	r4 = 1
	r4 += 1
	r5 = r4
	r5 += 1
	r4 = r5
	r4 += 1
	r0 = r4
	r0 += 1
	if r0 == 77 goto out
	r3 = *(u8 *)(r6 + 0)
	if r3 != 0 goto other
	r1 += 1
	if r1 > 1000000 goto out
	goto next
other:
	if r1 < 2 goto out
	if r1 > 1000000 goto out
next:
	goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: too-many-branches

== a path that counts otherwise meets one that counts
kind: raw
mem: 01
insns:
	r6 = r1
	r0 = 0
	r1 = 1
again:
	r4 = 1
	r4 += 1
	r5 = r4
	r5 += 1
	r4 = r5
	r4 += 1
	r0 = r4
	r0 += 1
	if r0 == 77 goto out
	r3 = *(u8 *)(r6 + 0)
	if r3 != 0 goto other
	r1 += 1
	if r1 > 1000000 goto out
	goto next
other:
	r1 += 2
	if r1 > 1000000 goto out
next:
	goto again
out:
	r0 = 0
	exit
result: 0

== numbers that are further apart on another path
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r9 = 0
turn:
	r9 += 1
	if r9 < 4 goto turn
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
	r8 = *(u8 *)(r0 + 8)
	r6 = *(u64 *)(r0 + 0)
	r7 = r6
	if r8 == 0 goto far
	r7 += 4
	goto meet
far:
	r7 += 8
meet:
	if r6 > 4 goto out
	r0 += r7
	r1 = *(u64 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== numbers that are as far apart on another path
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r9 = 0
turn:
	r9 += 1
	if r9 < 4 goto turn
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
	r8 = *(u8 *)(r0 + 8)
	r6 = *(u64 *)(r0 + 0)
	r7 = r6
	if r8 == 0 goto far
	r7 += 4
	goto meet
far:
	r7 += 4
meet:
	if r6 > 4 goto out
	r0 += r7
	r1 = *(u64 *)(r0 + 0)
out:
	r0 = 0
	exit
result: 0

== a sum of 32 bits that may wrap tells nothing of what it came from
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 == 0 goto out
	r6 = *(u32 *)(r0 + 0)
	r7 = r6
	w7 += 4
	if r7 > 11 goto out
	r0 += r6
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a sum of 32 bits that does not wrap tells what it came from
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 == 0 goto out
	r6 = *(u16 *)(r0 + 0)
	r7 = r6
	w7 += 4
	if r7 > 11 goto out
	r0 += r6
	r1 = *(u8 *)(r0 + 7)
out:
	r0 = 0
	exit
result: 0

== a low half is not as far away as the whole is
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 == 0 goto out
	r6 = *(u64 *)(r0 + 0)
	r7 = r6
	w8 = w6
	r6 += 4
	if r6 > 11 goto out
	r0 += r8
	r1 = *(u8 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-index

== a pointer that goes on takes less of what was proven with it
kind: xdp
packet: 01*80
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r3 = r1
	r3 += 64
	if r3 > r2 goto out
again:
	r3 = r1
	r3 += 8
	if r3 > r2 goto out
	r4 = *(u64 *)(r1 + 56)
	r1 += 8
	goto again
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== a value that comes from another one has not gone on itself
kind: raw
mem: 00
insns:
	r0 = 0
	r1 = 0
	r2 = 0
again:
	r1 = r2
	r1 += 1
	r2 ^= 1
	if r1 < 1000000 goto again
	exit
verdict: refuse
reason: loop

== a counter on the stack that begins as zeros, and that a helper reads
kind: raw
mem: 00
map: seen hash key=8 value=8 entries=16
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
again:
	r2 = r10
	r2 += -8
	r3 = r10
	r3 += -8
	r1 = seen ll
	r4 = 0
	call map_update_elem
	r1 = *(u64 *)(r10 - 8)
	r1 += 1
	*(u64 *)(r10 - 8) = r1
	if r1 < 1000000 goto again
	r0 = r1
	exit
result: 1000000

== ... and that a helper may write to
kind: kprobe
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
again:
	r1 = r10
	r1 += -8
	r2 = 8
	call get_current_comm
	r1 = *(u64 *)(r10 - 8)
	r1 += 1
	*(u64 *)(r10 - 8) = r1
	if r1 < 1000000 goto again
	r0 = r1
	exit
verdict: refuse
reason: loop

== a counter, and one less of it that is a zero on the stack at first
kind: raw
mem: 00000000
insns:
	r6 = r1
	r7 = 0
	r8 = *(u8 *)(r6 + 0)
again:
	*(u64 *)(r10 - 48) = r7
	r0 = 30
	*(u32 *)(r10 - 32) = r7
	r9 = *(u32 *)(r10 - 32)
	if r8 == 9 goto out
	r7 = *(u64 *)(r10 - 48)
	r7 += 1
	if r7 < 40000 goto again
out:
	exit
result: 30

== a pointer into the packet that equals a number which the loop bounds, and the checker does not have
kind: xdp
insns:
	r6 = r1
	r0 = 53
	r7 = -2
	r8 = -8
	r9 = 346640547
	*(u64 *)(r10 - 8) = 24
	*(u64 *)(r10 - 16) = 1
	*(u64 *)(r10 - 24) = 8
	*(u64 *)(r10 - 32) = 4095
	r8 = *(u32 *)(r6 + 4)
	r7 = *(u32 *)(r6 + 0)
	r8 -= r7
	r7 = 40
	*(u64 *)(r10 - 8) = r8
	*(u32 *)(r10 - 32) = r7
	*(u8 *)(r10 - 32) = r8
	r7 = *(u32 *)(r10 - 32)
	if w8 s<= w9 goto +2
	w0 s>>= 30
	r0 = be64 r0
	if r7 >= r0 goto +4
	r1 = r8
	r2 = r10
	r2 += -16
	call +78
	if r8 & r9 goto +3
	*(u32 *)(r10 - 28) = r7
	r9 = *(u32 *)(r10 - 28)
	w8 &= 279221531
	w7 |= 45
	r4 = *(u32 *)(r6 + 0)
	*(u64 *)(r10 - 64) = r4
	r1 = r6
	r2 = -8
	call 44
	*(u64 *)(r10 - 64) = 0
	r4 = *(u32 *)(r6 + 8)
	r5 = *(u32 *)(r6 + 0)
	r2 = r4
	r2 += 4
	if r2 > r5 goto +60
	r0 = *(u8 *)(r4 + 0)
	r8 = *(s8 *)(r10 - 8)
	r3 = r8
	r3 >>= 58
	r3 >>= 3
	r3 ^= 0
	r4 = *(u32 *)(r6 + 0)
	r5 = *(u32 *)(r6 + 4)
	r4 += r3
	r2 = r4
	r2 += 34
	if r2 > r5 goto +48
	*(u8 *)(r4 + 33) = r7
	if w0 < 56 goto +45
	w3 = w0
	if w3 s> 63 goto +44
	if w3 s< 0 goto +43
	r4 = *(u32 *)(r6 + 0)
	r5 = *(u32 *)(r6 + 4)
	r4 += r3
	r2 = r4
	r2 += 26
	if r2 >= r5 goto +37
	r7 = *(u16 *)(r4 + 25)
	if w7 s> w9 goto +22
	if r9 > r8 goto +8
	r4 = *(u32 *)(r6 + 0)
	*(u64 *)(r10 - 64) = r4
	r1 = r6
	r2 = 8
	call 44
	*(u64 *)(r10 - 64) = 0
	r8 s>>= 63
	r9 = *(s32 *)(r10 - 8)
	r3 = r7
	w3 &= 63
	r3 <<= 0
	if r3 > 63 goto +22
	r3 >>= 1
	r3 ^= 0
	r4 = *(u32 *)(r6 + 0)
	r5 = *(u32 *)(r6 + 4)
	r4 += r3
	r2 = r4
	r2 += 30
	if r2 >= r5 goto +14
	*(u16 *)(r4 + 29) = r0
	if r8 s<= 23 goto +11
	r7 = *(u64 *)(r10 - 8)
	r9 = 10
	*(u64 *)(r10 - 48) = r9
	w7 = atomic_fetch_and((u32 *)(r10 - 16), w7)
	r9 = *(u64 *)(r10 - 48)
	r9 += -1
	if r9 s> 0 goto -5
	r1 = r8
	r2 = r10
	r2 += -16
	call +3
	exit
	r0 = 2
	exit
	r3 = r2
	r3 = r2
	r0 = 23
	r7 = 64484305
	r8 = 34
	r9 = 46
	*(u64 *)(r10 - 8) = r1
	*(u64 *)(r10 - 16) = r1
	*(u64 *)(r10 - 24) = 2
	*(u64 *)(r10 - 32) = 59
	r8 = *(u8 *)(r3 + 0)
	r9 = r1
	exit

== how far a number has gone stays known in two bytes only where it fits, and the checker must know that
kind: raw
mem: 00*64
map: array array key=4 value=48 entries=8
map: hash hash key=4 value=48 entries=8
insns:
	r6 = r1
	r0 = 128
	r7 = -702971393
	r8 = -2147483648
	r9 = 16
	r7 = *(u64 *)(r6 + 8)
	*(u64 *)(r10 - 8) = r7
	r7 = *(u64 *)(r6 + 16)
	*(u64 *)(r10 - 16) = r7
	*(u64 *)(r10 - 24) = 32
	*(u64 *)(r10 - 32) = 127
	r1 = 3
	r1 = hash ll
	r2 = l119 ll
	r3 = r10
	r3 += -16
	r4 = 0
	call 164
	r9 = *(u64 *)(r10 - 8)
	if r9 > 15 goto l117
	r4 = r10
	r4 += r9
	r9 = *(u8 *)(r4 - 16)
	r9 = 5
l26:	*(u64 *)(r10 - 48) = r9
	r8 = *(u64 *)(r6 + 7)
	r3 = r9
	if w3 s> 8 goto l117
	if w3 s< 0 goto l117
	*(u32 *)(r10 - 40) = r3
	r2 = r10
	r2 += -40
	r1 = array ll
	call 1
	r4 = r0
	if r0 == 0 goto l47
	r0 = 15
	w3 = w8
	w3 &= 31
	r3 >>= 2
	if r3 > 48 goto l117
	r2 = r4
	r2 += r3
	r8 = *(u8 *)(r2 + 0)
l47:	r0 = 32
	r9 = *(u64 *)(r10 - 48)
	r9 += -1
	if r9 != 0 goto l26
	r8 <<= 46
	r8 = 0
l53:	*(u64 *)(r10 - 48) = r8
	w9 s%= 53
	r8 = *(u64 *)(r10 - 48)
	w8 += 1
	if r8 != 7 goto l53
	r3 = r9
	if w9 > 55 goto l117
	r2 = r6
	r2 -= r3
	r2 += 1
	r7 = *(u64 *)(r2 + 0)
	r1 = r8
	r2 = r10
	r2 += -16
	call l126
	r1 = r10
	r1 += -104
	r2 = 2
	r3 = 4
	call kfunc bpf_iter_num_new
l73:	r1 = r10
	r1 += -104
	call kfunc bpf_iter_num_next
	r4 = r0
	r0 = 28
	if r4 == 0 goto l89
	r9 = *(u32 *)(r4 + 0)
	*(u16 *)(r10 - 24) = r8
	r9 = *(u16 *)(r10 - 24)
	w0 <<= w8
	r1 = r8
	r2 = r7
	r2 = r10
	r2 += -8
	call l126
	goto l73
l89:	r1 = r10
	r1 += -104
	call kfunc bpf_iter_num_destroy
	r0 = 57
	r7 = *(u8 *)(r6 + 22)
	r1 = 2
	r1 = array ll
	r2 = l119 ll
	r3 = r10
	r3 += -16
	r4 = 0
	call 164
	r9 = *(u64 *)(r10 - 8)
	if r9 > 15 goto l117
	r4 = r10
	r4 += r9
	r7 = *(u8 *)(r4 - 16)
l108:	may_goto l116
	r7 = 0
l110:	*(u64 *)(r10 - 48) = r7
	w0 s>>= w7
	r7 = *(u64 *)(r10 - 48)
	r7 += 1
	if r7 != 6 goto l110
	goto l108
l116:	exit
l117:	r0 = 1
	exit
l119:	r7 = *(u64 *)(r4 + 0)
	w7 += 5
	if r7 > 15 goto l123
	*(u32 *)(r4 + 0) = r7
l123:	r0 = r7
	r0 &= 1
	exit
l126:	r3 = r2
	r3 = r2
	r0 = 17
	r7 = 49
	r8 = 32
	r9 = 2147483647
	*(u64 *)(r10 - 8) = r1
	*(u64 *)(r10 - 16) = r1
	*(u64 *)(r10 - 24) = -208013350
	*(u64 *)(r10 - 32) = 43
	r8 = *(u32 *)(r3 + 0)
	r9 = r1
l138:	may_goto l141
	r9 = atomic_fetch_add((u64 *)(r10 - 8), r9)
	goto l138
l141:	r8 = 6
l142:	*(u64 *)(r10 - 48) = r8
	*(u16 *)(r10 - 32) = r8
	w0 |= 24
	r0 = *(u16 *)(r10 - 32)
	r8 = *(u64 *)(r10 - 48)
	w8 += -1
	if r8 != 0 goto l142
	if w9 s<= w7 goto l152
	r9 += 28
	r9 = be16 r9
l152:	exit

== a run that is too long by what follows a loop that is left by a jump
kind: raw
mem: 01
insns:
	r6 = 0
outer:
	r6 += 1
	r7 = 0
inner:
	r7 += 1
	if r7 > 3 goto behind
	goto inner
behind:
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	r0 = 1
	if r6 < 2147483647 goto outer
	exit
verdict: refuse
reason: too-complex
