# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# What goes so far on each turn, beside a counter that ends the loop (verify/rank.c); and what is proven of the packet for a number
# (vreg.len). Each program that is safe has a neighbour that is not.

== a pointer beside a counter, up to the end of the value
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = 0
again:
	*(u64 *)(r0 + 0) = r1
	r0 += 8
	r1 += 1
	if r1 < 16 goto again
out:
	r0 = 0
	exit
expect: values 00000000 00000000000000000100000000000000020000000000000003000000000000000400000000000000050000000000000006000000000000000700000000000000080000000000000009000000000000000a000000000000000b000000000000000c000000000000000d000000000000000e000000000000000f00000000000000

== a pointer beside a counter, a turn too many
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = 0
again:
	*(u64 *)(r0 + 0) = r1
	r0 += 8
	r1 += 1
	if r1 < 17 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== a thousand turns of it
kind: raw
mem: 00
map: values array key=4 value=8000 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = 0
again:
	*(u64 *)(r0 + 0) = r1
	r0 += 8
	r1 += 1
	if r1 < 1000 goto again
out:
	r0 = 0
	exit

== a thousand turns and one
kind: raw
mem: 00
map: values array key=4 value=8000 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = 0
again:
	*(u64 *)(r0 + 0) = r1
	r0 += 8
	r1 += 1
	if r1 < 1001 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== a pointer that goes down beside a counter
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r0 += 120
	r1 = 0
again:
	*(u64 *)(r0 + 0) = r1
	r0 += -8
	r1 += 1
	if r1 < 16 goto again
out:
	r0 = 0
	exit

== a pointer that goes down, a turn too many
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r0 += 120
	r1 = 0
again:
	*(u64 *)(r0 + 0) = r1
	r0 += -8
	r1 += 1
	if r1 < 17 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== one or two steps a turn: twice the turns is room enough
kind: raw
mem: 00
map: values array key=4 value=4096 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r6 = r0
	r7 = 0
again:
	*(u64 *)(r6 + 0) = r7
	call get_prandom_u32
	r6 += 8
	if r0 == 0 goto next
	r6 += 8
next:
	r7 += 1
	if r7 < 256 goto again
out:
	r0 = 0
	exit

== one or two steps a turn, in room for less
kind: raw
mem: 00
map: values array key=4 value=4080 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r6 = r0
	r7 = 0
again:
	*(u64 *)(r6 + 0) = r7
	call get_prandom_u32
	r6 += 8
	if r0 == 0 goto next
	r6 += 8
next:
	r7 += 1
	if r7 < 256 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== the pointer is moved by what another one says
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = 0
	r2 = 8
again:
	*(u64 *)(r0 + 0) = r1
	r0 += r2
	r2 += 8
	r1 += 1
	if r1 < 16 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== the counter sometimes stays: nothing bounds the pointer
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r6 = r0
	r7 = 0
again:
	*(u64 *)(r6 + 0) = r7
	call get_prandom_u32
	r6 += 8
	if r0 == 0 goto next
	r7 += 1
next:
	if r7 < 16 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== a 32-bit index beside a counter
kind: raw
mem: 00
map: values array key=4 value=4096 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = 0
	w2 = 0
again:
	r3 = r0
	r3 += r2
	*(u64 *)(r3 + 0) = r1
	w2 += 8
	r1 += 1
	if r1 < 512 goto again
out:
	r0 = 0
	exit

== a 32-bit index that begins just below its end
kind: raw
mem: 00
map: values array key=4 value=4096 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = 0
	w2 = -2048
again:
	r3 = r0
	r3 += r2
	*(u64 *)(r3 + 0) = r1
	w2 += 8
	r1 += 1
	if r1 < 512 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== a packet that is proven once, read by a pointer beside a counter
kind: xdp
packet: 0102030405060708 0102030405060708 0102030405060708 0102030405060708
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 32
	r0 = 0
	if r4 > r3 goto out
	r5 = 0
again:
	r4 = *(u32 *)(r2 + 0)
	r0 += r4
	r2 += 4
	r5 += 1
	if r5 < 8 goto again
out:
	r0 = 2
	exit
result: 2

== a packet that is proven once, a turn too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 32
	r0 = 0
	if r4 > r3 goto out
	r5 = 0
again:
	r4 = *(u32 *)(r2 + 0)
	r0 += r4
	r2 += 4
	r5 += 1
	if r5 < 9 goto again
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== a packet that is proven once, read downwards
kind: xdp
packet: 0102030405060708 0102030405060708 0102030405060708 0102030405060708
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 32
	r0 = 0
	if r4 > r3 goto out
	r2 += 28
	r5 = 0
again:
	r4 = *(u32 *)(r2 + 0)
	r0 += r4
	r2 += -4
	r5 += 1
	if r5 < 8 goto again
out:
	r0 = 2
	exit
result: 2

== a packet that is read downwards, a turn too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 32
	r0 = 0
	if r4 > r3 goto out
	r2 += 28
	r5 = 0
again:
	r4 = *(u32 *)(r2 + 0)
	r0 += r4
	r2 += -4
	r5 += 1
	if r5 < 9 goto again
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-before

== a number that data_end was compared with, turn by turn
kind: xdp
packet: 00000000000000000000000000000000 6b00000000000000 00000000000000000000
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r3 = r1
	r3 += 8
	r0 = 0
	if r3 > r2 goto out
	r3 = 0
again:
	r4 = r1
	r4 += r3
	r5 = *(u64 *)(r4 + 0)
	if r5 == 107 goto out
	r0 = 1
	if r3 > 766 goto out
	r4 += 9
	r3 += 1
	if r4 > r2 goto out
	goto again
out:
	exit
result: 1

== ... and one byte more is read
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r3 = r1
	r3 += 8
	r0 = 0
	if r3 > r2 goto out
	r3 = 0
again:
	r4 = r1
	r4 += r3
	r5 = *(u64 *)(r4 + 1)
	if r5 == 107 goto out
	r0 = 1
	if r3 > 766 goto out
	r4 += 9
	r3 += 1
	if r4 > r2 goto out
	goto again
out:
	exit
verdict: refuse
reason: packet-bounds

== ... and it goes further than was compared
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r3 = r1
	r3 += 8
	r0 = 0
	if r3 > r2 goto out
	r3 = 0
again:
	r4 = r1
	r4 += r3
	r5 = *(u64 *)(r4 + 0)
	if r5 == 107 goto out
	r0 = 1
	if r3 > 766 goto out
	r4 += 9
	r3 += 2
	if r4 > r2 goto out
	goto again
out:
	exit
verdict: refuse
reason: packet-bounds

== a number four more: four bytes fewer
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r5 += 4
	r2 += r5
	r1 = *(u32 *)(r2 + 0)
out:
	exit
result: 2

== a number four more, and five bytes read
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r5 += 4
	r2 += r5
	r1 = *(u32 *)(r2 + 1)
out:
	exit
verdict: refuse
reason: packet-bounds

== a copy of the number that is four more when that is proven of the pointer
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r7 = r5
	r7 += 4
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r2 += r7
	r1 = *(u32 *)(r2 + 0)
out:
	exit
result: 2

== ... and five bytes read
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r7 = r5
	r7 += 4
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r2 += r7
	r1 = *(u32 *)(r2 + 1)
out:
	exit
verdict: refuse
reason: packet-bounds

== a number that was changed since
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r5 *= 2
	r2 += r5
	r1 = *(u8 *)(r2 + 0)
out:
	exit
verdict: refuse
reason: packet-bounds

== a number is known, but the packet has moved
kind: xdp
insns:
	r9 = r1
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r7 = r5
	r2 = -8
	call xdp_adjust_tail
	r2 = *(u32 *)(r9 + 0)
	r2 += r7
	r1 = *(u8 *)(r2 + 0)
	r0 = 2
out:
	exit
verdict: refuse
reason: packet-bounds

== a number is known, but was spilled when the packet moved
kind: xdp
insns:
	r9 = r1
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	*(u64 *)(r10 - 8) = r5
	r2 = -8
	call xdp_adjust_tail
	r2 = *(u32 *)(r9 + 0)
	r7 = *(u64 *)(r10 - 8)
	r2 += r7
	r1 = *(u8 *)(r2 + 0)
	r0 = 2
out:
	exit
verdict: refuse
reason: packet-bounds

== a number that was spilled and filled
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	*(u64 *)(r10 - 8) = r5
	r7 = *(u64 *)(r10 - 8)
	r2 += r7
	r1 = *(u64 *)(r2 + 0)
out:
	exit
result: 2

== a number of which the low half was spilled
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u16 *)(r2 + 0)
	r5 += -400
	r4 = r2
	r4 += 400
	r6 = r5
	if r6 s< -200 goto out
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 208
	if r6 > r3 goto out
	*(u32 *)(r10 - 4) = r5
	r7 = *(u32 *)(r10 - 4)
	w8 = -6
	if r7 > r8 goto out
	r2 += r7
	r1 = *(u8 *)(r2 + 0)
out:
	exit
verdict: refuse
reason: packet-index

== before the packet: what lies behind the number is not enough
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r5 += -4
	r2 += r5
	r1 = *(u32 *)(r2 + 0)
out:
	exit
verdict: refuse
reason: packet-index

== before the packet: two pointers by numbers that are so far apart
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r6 = r5
	r6 += -4
	r7 = r2
	r7 += r6
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r1 = *(u32 *)(r7 + 0)
out:
	exit
verdict: refuse
reason: packet-index

== known on one way only
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r7 = *(u8 *)(r2 + 1)
	if r7 == 0 goto there
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
there:
	r2 += r5
	r1 = *(u64 *)(r2 + 0)
out:
	exit
verdict: refuse
reason: packet-bounds

== two pointers by one number, one of them further on
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r7 = r2
	r7 += 4
	r7 += r5
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r1 = *(u32 *)(r7 + 0)
out:
	exit
result: 2

== two pointers by one number, the other too far on
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r7 = r2
	r7 += 5
	r7 += r5
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r1 = *(u32 *)(r7 + 0)
out:
	exit
verdict: refuse
reason: packet-bounds

== two pointers by one number, of which one varied before
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r8 = *(u8 *)(r2 + 1)
	r7 = r2
	r7 += r8
	r7 += r5
	r4 = r2
	r4 += r5
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r1 = *(u8 *)(r7 + 0)
out:
	exit
verdict: refuse
reason: packet-bounds

== bounds of a number are those of what it moved
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u32 *)(r2 + 0)
	r4 = r2
	if r5 > 400000000 goto out
	r4 += r5
	if r5 > 1000 goto out
	r6 = r4
	r6 += 8
	if r6 > r3 goto out
	r1 = *(u64 *)(r4 + 0)
out:
	exit
result: 2

== a number without a name, proven at a loop's head, is doubled
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 4)
	r1 = *(u32 *)(r1 + 0)
	r3 = r1
	r3 += 8
	r0 = 0
	if r3 > r2 goto out
	r3 = 0
	r6 = 0
again:
	r3 <<= 1
	r4 = r1
	r4 += r3
	r5 = *(u64 *)(r4 + 0)
	if r3 > 300 goto out
	r4 += 9
	r3 += 1
	r6 += 1
	if r4 > r2 goto out
	if r6 < 1000 goto again
out:
	exit
verdict: refuse
reason: packet-bounds

== two pointers by numbers that are further apart on one of two ways
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 20
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r8 = *(u8 *)(r2 + 1)
	r6 = *(u8 *)(r2 + 2)
	if r6 == 3 goto out
	if r6 == 4 goto out
	if r6 == 5 goto out
	if r8 == 0 goto far
	r4 = r2
	r4 += r5
	r7 = r5
	r7 += 4
	r2 += r7
	goto meet
far:
	if r5 > 100 goto out
	r4 = r2
	r4 += r5
	r7 = r5
	r7 += 8
	r2 += r7
meet:
	r8 = 0
	r7 = 0
	r5 = 0
	r6 = r4
	r6 += 12
	if r6 > r3 goto out
	r1 = *(u64 *)(r2 + 0)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== a header at two places, one of them fixed: as much is proven behind both
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 12)
	r6 = *(u8 *)(r2 + 13)
	r7 = *(u8 *)(r2 + 14)
	if r7 == 3 goto out
	if r7 == 4 goto out
	if r7 == 5 goto out
	r5 &= 60
	if r6 == 0 goto fixed
	r4 = r2
	r4 += 14
	r4 += r5
	r8 = r4
	r8 += 20
	if r8 > r3 goto out
	goto meet
fixed:
	r4 = r2
	r4 += 34
	r8 = r4
	r8 += 20
	if r8 > r3 goto out
meet:
	r5 = 0
	r6 = 0
	r7 = 0
	r1 = *(u32 *)(r4 + 16)
out:
	r0 = 2
	exit
result: 2

== a header at two places: a byte less is proven behind the fixed one
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 12)
	r6 = *(u8 *)(r2 + 13)
	r7 = *(u8 *)(r2 + 14)
	if r7 == 3 goto out
	if r7 == 4 goto out
	if r7 == 5 goto out
	r5 &= 60
	if r6 == 0 goto fixed
	r4 = r2
	r4 += 14
	r4 += r5
	r8 = r4
	r8 += 20
	if r8 > r3 goto out
	goto meet
fixed:
	r4 = r2
	r4 += 34
	r8 = r4
	r8 += 19
	if r8 > r3 goto out
meet:
	r5 = 0
	r6 = 0
	r7 = 0
	r1 = *(u32 *)(r4 + 16)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== a header at two places that vary: as much is proven behind both
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 12)
	r6 = *(u8 *)(r2 + 13)
	r7 = *(u8 *)(r2 + 14)
	if r7 == 3 goto out
	if r7 == 4 goto out
	if r7 == 5 goto out
	r5 &= 60
	if r6 == 0 goto fixed
	r4 = r2
	r4 += 14
	r4 += r5
	r8 = r4
	r8 += 20
	if r8 > r3 goto out
	goto meet
fixed:
	r4 = r2
	r4 += 18
	r6 = *(u8 *)(r2 + 15)
	r6 &= 28
	r4 += r6
	r8 = r4
	r8 += 20
	if r8 > r3 goto out
meet:
	r5 = 0
	r6 = 0
	r7 = 0
	r1 = *(u32 *)(r4 + 16)
out:
	r0 = 2
	exit
result: 2

== a header at two places that vary: a byte less is proven behind the second
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 12)
	r6 = *(u8 *)(r2 + 13)
	r7 = *(u8 *)(r2 + 14)
	if r7 == 3 goto out
	if r7 == 4 goto out
	if r7 == 5 goto out
	r5 &= 60
	if r6 == 0 goto fixed
	r4 = r2
	r4 += 14
	r4 += r5
	r8 = r4
	r8 += 20
	if r8 > r3 goto out
	goto meet
fixed:
	r4 = r2
	r4 += 18
	r6 = *(u8 *)(r2 + 15)
	r6 &= 28
	r4 += r6
	r8 = r4
	r8 += 19
	if r8 > r3 goto out
meet:
	r5 = 0
	r6 = 0
	r7 = 0
	r1 = *(u32 *)(r4 + 16)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== two pointers as far apart on both ways
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 12)
	r6 = *(u8 *)(r2 + 13)
	r7 = *(u8 *)(r2 + 14)
	if r7 == 3 goto out
	if r7 == 4 goto out
	if r7 == 5 goto out
	r5 &= 60
	if r6 == 0 goto fixed
	r4 = r2
	r4 += 14
	r4 += r5
	r2 = r4
	r2 += 4
	goto meet
fixed:
	r4 = r2
	r4 += 34
	r2 = r4
	r2 += 4
meet:
	r5 = 0
	r6 = 0
	r7 = 0
	r6 = r4
	r6 += 12
	if r6 > r3 goto out
	r1 = *(u64 *)(r2 + 0)
out:
	r0 = 2
	exit
result: 2

== two pointers further apart where they are fixed
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 12)
	r6 = *(u8 *)(r2 + 13)
	r7 = *(u8 *)(r2 + 14)
	if r7 == 3 goto out
	if r7 == 4 goto out
	if r7 == 5 goto out
	r5 &= 60
	if r6 == 0 goto fixed
	r4 = r2
	r4 += 14
	r4 += r5
	r2 = r4
	r2 += 4
	goto meet
fixed:
	r4 = r2
	r4 += 34
	r2 = r4
	r2 += 8
meet:
	r5 = 0
	r6 = 0
	r7 = 0
	r6 = r4
	r6 += 12
	if r6 > r3 goto out
	r1 = *(u64 *)(r2 + 0)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== two pointers further apart where they vary, too
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = 2
	r4 = r2
	r4 += 34
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 12)
	r6 = *(u8 *)(r2 + 13)
	r7 = *(u8 *)(r2 + 14)
	if r7 == 3 goto out
	if r7 == 4 goto out
	if r7 == 5 goto out
	r5 &= 60
	if r6 == 0 goto fixed
	r4 = r2
	r4 += 14
	r4 += r5
	r2 = r4
	r2 += 4
	goto meet
fixed:
	r4 = r2
	r4 += 18
	r6 = *(u8 *)(r2 + 15)
	r6 &= 28
	r4 += r6
	r2 = r4
	r2 += 8
meet:
	r5 = 0
	r6 = 0
	r7 = 0
	r6 = r4
	r6 += 12
	if r6 > r3 goto out
	r1 = *(u64 *)(r2 + 0)
out:
	r0 = 2
	exit
verdict: refuse
reason: packet-bounds

== two ways to a loop whose turns are counted, with room for both
kind: raw
mem: 00
map: values array key=4 value=192 entries=1
insns:
	r9 = *(u8 *)(r1 + 0)
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r7 = 0
	r6 = 0
	if r9 != 0 goto far
	goto again
far:
	r6 += 64
again:
	r3 = r0
	r3 += r6
	*(u64 *)(r3 + 0) = r7
	r6 += 8
	r7 += 1
	if r7 < 16 goto again
out:
	r0 = 0
	exit
result: 0

== two ways to a loop whose turns are counted, with room for one
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	r9 = *(u8 *)(r1 + 0)
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r7 = 0
	r6 = 0
	if r9 != 0 goto far
	goto again
far:
	r6 += 64
again:
	r3 = r0
	r3 += r6
	*(u64 *)(r3 + 0) = r7
	r6 += 8
	r7 += 1
	if r7 < 16 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== another way into the middle of a loop whose turns are counted, with room for both
kind: raw
mem: 00
map: values array key=4 value=192 entries=1
insns:
	r9 = *(u8 *)(r1 + 0)
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r7 = 0
	r6 = 0
	if r9 != 0 goto far
again:
	r8 = r9
	r8 *= 3
	r8 += 5
	r8 ^= r9
	r5 = r8
	r5 <<= 3
	r5 |= r9
	r4 = r5
	r4 &= 7
	if r4 == 3 goto middle
	if r5 == 4 goto middle
	if r8 == 9 goto middle
	r4 = 1
middle:
	r3 = r0
	r3 += r6
	*(u64 *)(r3 + 0) = r7
	r6 += 8
	r7 += 1
	if r7 < 16 goto again
	goto out
far:
	r6 += 64
	r8 = 1
	r5 = 1
	r4 = 1
	goto middle
out:
	r0 = 0
	exit
result: 0

== another way into the middle of a loop whose turns are counted, with room for one
kind: raw
mem: 00
map: values array key=4 value=128 entries=1
insns:
	r9 = *(u8 *)(r1 + 0)
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r7 = 0
	r6 = 0
	if r9 != 0 goto far
again:
	r8 = r9
	r8 *= 3
	r8 += 5
	r8 ^= r9
	r5 = r8
	r5 <<= 3
	r5 |= r9
	r4 = r5
	r4 &= 7
	if r4 == 3 goto middle
	if r5 == 4 goto middle
	if r8 == 9 goto middle
	r4 = 1
middle:
	r3 = r0
	r3 += r6
	*(u64 *)(r3 + 0) = r7
	r6 += 8
	r7 += 1
	if r7 < 16 goto again
	goto out
far:
	r6 += 64
	r8 = 1
	r5 = 1
	r4 = 1
	goto middle
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds

== an index on the stack that begins as zeros, beside a counter
kind: raw
mem: 00
map: values array key=4 value=4096 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r7 = 0
	*(u64 *)(r10 - 16) = r7
again:
	r1 = *(u64 *)(r10 - 16)
	r2 = r0
	r2 += r1
	*(u64 *)(r2 + 0) = r7
	r1 += 8
	*(u64 *)(r10 - 16) = r1
	r7 += 1
	if r7 < 512 goto again
out:
	r0 = 0
	exit
result: 0

== an index on the stack that begins as zeros, a turn too many
kind: raw
mem: 00
map: values array key=4 value=4096 entries=1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = values ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r7 = 0
	*(u64 *)(r10 - 16) = r7
again:
	r1 = *(u64 *)(r10 - 16)
	r2 = r0
	r2 += r1
	*(u64 *)(r2 + 0) = r7
	r1 += 8
	*(u64 *)(r10 - 16) = r1
	r7 += 1
	if r7 < 513 goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds
