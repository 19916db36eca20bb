# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# One refusal of each kind that the other files do not have, and a neighbour that is let through.

== the result is a pointer
kind: raw
insns:
	r0 = r1
	exit
verdict: refuse
reason: leak-result
insn: 1

== the result is not set
kind: raw
insns:
	exit
verdict: refuse
reason: reg-uninit
insn: 0

== a pointer in a map
kind: raw
map: h hash key=4 value=16 entries=4
mem: 00*8
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
	*(u64 *)(r0 + 0) = r6
	r0 = 0
	exit
verdict: refuse
reason: leak
insn: 11

== a pointer compared with a number
kind: raw
mem: 00*8
insns:
	if r1 == 5 goto out
out:
	r0 = 0
	exit
verdict: refuse
reason: leak-compare
insn: 0

== half a pointer
kind: raw
mem: 00*8
insns:
	w2 = w1
	r0 = 0
	exit
verdict: refuse
reason: pointer-half
insn: 0

== two pointers added
kind: raw
mem: 00*8
insns:
	r1 += r1
	r0 = 0
	exit
verdict: refuse
reason: pointer-pair
insn: 0

== a pointer multiplied
kind: raw
mem: 00*8
insns:
	r1 *= 2
	r0 = 0
	exit
verdict: refuse
reason: pointer-operation
insn: 0

== a number minus a pointer
kind: raw
mem: 00*8
insns:
	r2 = 0
	r2 -= r1
	r0 = 0
	exit
verdict: refuse
reason: pointer-operation
insn: 1

== 32-bit addition to a pointer
kind: raw
mem: 00*8
insns:
	w1 += 1
	r0 = 0
	exit
verdict: refuse
reason: pointer-32
insn: 0

== an offset without bounds
kind: raw
mem: 00*8
insns:
	r2 = *(u64 *)(r1 + 0)
	r1 += r2
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: pointer-range
insn: 1

== the end of memory
kind: raw
mem: 00*8
insns:
	r0 = *(u32 *)(r1 + 4)
	exit
result: 0

== past the end of memory
kind: raw
mem: 00*8
insns:
	r0 = *(u32 *)(r1 + 5)
	exit
verdict: refuse
reason: mem-bounds
insn: 0

== a number as a pointer
kind: raw
insns:
	r1 = 4096
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: not-pointer
insn: 1

== NULL as a pointer
kind: raw
insns:
	r1 = 0
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: null-constant
insn: 1

== a field of the context that is none
kind: xdp
insns:
	r0 = *(u64 *)(r1 + 512)
	exit
verdict: refuse
reason: ctx-field
insn: 0

== a field of the context, in part
kind: xdp
insns:
	r0 = *(u16 *)(r1 + 0)
	exit
verdict: refuse
reason: ctx-size
insn: 0

== a field of the context that is read-only
kind: xdp
insns:
	r2 = 0
	*(u32 *)(r1 + 12) = r2
	r0 = 0
	exit
verdict: refuse
reason: ctx-write
insn: 1

== the context, moved
kind: xdp
insns:
	r1 += 4
	r0 = *(u32 *)(r1 + 8)
	exit
verdict: refuse
reason: ctx-moved
insn: 1

== the context or the stack at one instruction
kind: xdp
insns:
	r6 = *(u32 *)(r1 + 12)
	r2 = 0
	*(u64 *)(r10 - 16) = r2
	*(u64 *)(r10 - 8) = r2
	r2 = r10
	r2 += -16
	if r6 == 3 goto join
	r2 = r1
join:
	r0 = *(u32 *)(r2 + 12)
	exit
verdict: refuse
reason: type-mix
insn: 8

== an atomic operation on the packet
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 > r3 goto out
	r5 = 1
	lock *(u64 *)(r2 + 0) += r5
out:
	r0 = 0
	exit
verdict: refuse
reason: atomic

== an atomic operation that is not aligned
kind: raw
insns:
	r2 = 0
	*(u64 *)(r10 - 8) = r2
	*(u64 *)(r10 - 16) = r2
	lock *(u64 *)(r10 - 12) += r2
	r0 = 0
	exit
verdict: refuse
reason: atomic-misaligned
insn: 3

== a call into another function's middle
kind: raw
insns:
	call f
	exit
f:
	r0 = 1 ll
	exit
result: 1

== a call of the second half of a wide load
kind: raw
insns:
	call +3
	r0 = 0
	exit
	r0 = 1 ll
	exit
verdict: refuse
reason: call-target
insn: 0

== a function that runs off its end
kind: raw
insns:
	call f
	exit
f:
	r0 = 0
verdict: refuse
reason: fall-off

== a jump into another function
kind: raw
insns:
	r0 = 0
	if r0 == 0 goto f2
	call f
	exit
f:
	r0 = 0
f2:
	exit
verdict: refuse
reason: jump

== code that nothing reaches may do as it likes, but must decode
kind: raw
insns:
	r0 = 1
	exit
	r0 = *(u64 *)(r9 + 0)
	exit
result: 1

== a kernel function that there is not
kind: raw
insns:
	call kfunc 5, 0
	exit
verdict: refuse
reason: kernel-function

== a packet load in a program that has none
kind: raw
mem: 00*8
insns:
	r6 = r1
	r0 = *(u8 *)skb[0]
	exit
verdict: refuse
reason: packet-load
insn: 1

== a packet load without the context in r6
kind: socket_filter
insns:
	r6 = 0
	r0 = *(u8 *)skb[0]
	exit
verdict: refuse
reason: packet-load-argument
insn: 1

== a packet load in a function
kind: socket_filter
insns:
	call f
	exit
f:
	r6 = r1
	r0 = *(u8 *)skb[0]
	exit
verdict: refuse
reason: packet-load-function
insn: 3

== registers after a packet load
kind: socket_filter
insns:
	r6 = r1
	r1 = 0
	r0 = *(u8 *)skb[0]
	r0 = r1
	exit
verdict: refuse
reason: reg-uninit
insn: 3

== the difference of two packet pointers where pointers may leak
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r3 -= r2
	r0 = r3
	exit

== a map of this program that is none
kind: raw
insns:
	r1 = map(7) ll
	r0 = 0
	exit
verdict: refuse
reason: map-number
insn: 0

== an address in a map of many values
kind: raw
map: a array key=4 value=16 entries=4
insns:
	r1 = a[0] ll
	r0 = 0
	exit
verdict: refuse
reason: map-address
insn: 0

== an address past the end of a map's value
kind: raw
map: a array key=4 value=16 entries=1
insns:
	r1 = a[16] ll
	r0 = 0
	exit
verdict: refuse
reason: map-value-address
insn: 0

== an inner map that may be missing
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	r1 = r0
	r2 = r10
	r2 += -4
	call map_lookup_elem
	r0 = 0
	exit
verdict: refuse
reason: helper-map
