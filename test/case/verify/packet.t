# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Packet pointers: every form of comparison with data_end, off by one each way; offsets; what makes them stale.

== p > end, not taken: 8 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 > r3 goto out
	r0 = *(u8 *)(r2 + 7)
out:
	r0 = 0
	exit

== p > end, not taken: 9 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 > r3 goto out
	r0 = *(u8 *)(r2 + 8)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+9 with data_end first

== p >= end, not taken: 9 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 >= r3 goto out
	r0 = *(u8 *)(r2 + 8)
out:
	r0 = 0
	exit

== p >= end, not taken: 10 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 >= r3 goto out
	r0 = *(u8 *)(r2 + 9)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+10 with data_end first

== p < end, taken: 9 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 < r3 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 8)
	r0 = 0
	exit

== p < end, taken: 10 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 < r3 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 9)
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+10 with data_end first

== p <= end, taken: 8 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 <= r3 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 7)
	r0 = 0
	exit

== p <= end, taken: 9 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 <= r3 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 8)
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+9 with data_end first

== end < p, not taken: 8 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 < r4 goto out
	r0 = *(u8 *)(r2 + 7)
out:
	r0 = 0
	exit

== end < p, not taken: 9 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 < r4 goto out
	r0 = *(u8 *)(r2 + 8)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+9 with data_end first

== end <= p, not taken: 9 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 <= r4 goto out
	r0 = *(u8 *)(r2 + 8)
out:
	r0 = 0
	exit

== end <= p, not taken: 10 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 <= r4 goto out
	r0 = *(u8 *)(r2 + 9)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+10 with data_end first

== end > p, taken: 9 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 > r4 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 8)
	r0 = 0
	exit

== end > p, taken: 10 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 > r4 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 9)
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+10 with data_end first

== end >= p, taken: 8 bytes
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 >= r4 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 7)
	r0 = 0
	exit

== end >= p, taken: 9 bytes, one too many
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r3 >= r4 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 8)
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
says: compare r2+9 with data_end first

== the wrong way out of a comparison
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 > r3 goto in
	r0 = 0
	exit
in:
	r0 = *(u8 *)(r2 + 0)
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds

== a comparison of 32 bits proves nothing
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if w4 > w3 goto out
	r0 = *(u8 *)(r2 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds

== no comparison
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = *(u8 *)(r2 + 0)
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds
insn: 2
says: only 0 proven readable

== before the packet
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 8
	if r4 > r3 goto out
	r0 = *(u8 *)(r2 - 1)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-before

== a variable offset, compared after it was added
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 1
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r2 += r5
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r0 = *(u32 *)(r2 + 0)
out:
	r0 = 0
	exit

== a variable offset, compared before it was added
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 1
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r2 += r5
	r0 = *(u32 *)(r2 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds

== two pointers with equal offsets that were read twice
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 2
	if r4 > r3 goto out
	r5 = *(u8 *)(r2 + 0)
	r0 = *(u8 *)(r2 + 0)
	r4 = r2
	r4 += r5
	r2 += r0
	r4 += 4
	if r4 > r3 goto out
	r0 = *(u32 *)(r2 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-bounds

== a variable offset without bounds
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r5 = *(u32 *)(r2 + 0)
	r2 += r5
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r0 = *(u32 *)(r2 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: packet-index
says: a bound on the variable part

== meta data compared with data
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 8)
	r3 = *(u32 *)(r1 + 0)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r0 = *(u32 *)(r2 + 0)
out:
	r0 = 0
	exit

== meta data compared with a moved packet pointer
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 8)
	r3 = *(u32 *)(r1 + 0)
	r3 += 4
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r0 = *(u32 *)(r2 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: meta-bounds

== a packet that has moved
kind: xdp
insns:
	r6 = r1
	r7 = *(u32 *)(r1 + 0)
	r8 = *(u32 *)(r1 + 4)
	r2 = 0
	call xdp_adjust_head
	r4 = r7
	r4 += 1
	r0 = 0
	exit
verdict: refuse
reason: stale-packet
insn: 5

== a packet that has moved, pointers kept on the stack
kind: xdp
insns:
	r6 = r1
	r7 = *(u32 *)(r1 + 0)
	*(u64 *)(r10 - 8) = r7
	r2 = 0
	call xdp_adjust_head
	r7 = *(u64 *)(r10 - 8)
	r0 = *(u8 *)(r7 + 0)
	exit
verdict: refuse
reason: stale-packet
insn: 6

== a packet that has moved inside a function
kind: xdp
insns:
	r6 = *(u32 *)(r1 + 0)
	r7 = *(u32 *)(r1 + 4)
	r8 = r6
	r8 += 1
	if r8 > r7 goto out
	call move
	r0 = *(u8 *)(r6 + 0)
out:
	r0 = 0
	exit
move:
	r2 = 0
	call xdp_adjust_head
	exit
verdict: refuse
reason: stale-packet
insn: 6

== a write to the packet by a socket filter
kind: socket_filter
insns:
	r2 = *(u32 *)(r1 + 0)
	r0 = 0
	exit
result: 0

== data_end is no place to read
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = *(u8 *)(r3 + 0)
	r0 = 0
	exit
verdict: refuse
reason: opaque-pointer
insn: 2

== arithmetic on data_end
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r3 += -8
	r0 = 0
	exit
verdict: refuse
reason: pointer-arith
insn: 2

== the longest packet, made longer at its head
kind: xdp
packet: 00*131071
insns:
	r2 = -4
	call xdp_adjust_head
	r0 = -r0
	exit
result: 22

== the longest packet, made longer at its tail
kind: xdp
packet: 00*131071
insns:
	r2 = 1
	call xdp_adjust_tail
	r0 = -r0
	exit
result: 22

== the longest packet, with a tag that was beside it
kind: sched_cls
packet: 00*131071
insns:
	r6 = r1
	r2 = 0x81
	r3 = 1
	call skb_vlan_push
	r1 = r6
	r2 = 0x81
	r3 = 2
	call skb_vlan_push
	r0 = -r0
	exit
result: 12
