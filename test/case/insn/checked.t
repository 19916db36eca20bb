# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Unproven programs, with every access checked.

== all is well
unsafe: yes
mem: 01 02 03 04
insns:
	r0 = *(u32 *)(r1 + 0)
	*(u64 *)(r10 - 8) = r0
	r2 = *(u32 *)(r10 - 8)
	*(u32 *)(r1 + 0) = 7
	r0 += r2
	exit
result: 0x08060402
memory: 07 00 00 00

== r2 is the length
unsafe: yes
mem: 01*5
insns:
	r0 = r2
	exit
result: 5

== registers begin as zeros
unsafe: yes
insns:
	r0 |= r3
	r0 |= r5
	r0 |= r9
	exit
result: 0

== the stack begins as zeros
unsafe: yes
insns:
	r0 = *(u64 *)(r10 - 512)
	exit
result: 0

== a read one byte too far
unsafe: yes
mem: 01 02 03 04
insns:
	r0 = 0
	r0 = *(u32 *)(r1 + 1)
	exit
fault: read outside the stack and the memory
insn: 1

== a read before the memory
unsafe: yes
mem: 01 02 03 04
insns:
	r0 = *(u8 *)(r1 - 1)
	exit
fault: read outside
insn: 0

== a write at NULL
unsafe: yes
insns:
	r3 = 0
	*(u64 *)(r3 + 0) = 1
	exit
fault: write outside
insn: 1

== an access that wraps around
unsafe: yes
mem: 00*8
insns:
	r3 = -4
	r0 = *(u64 *)(r3 + 0)
	exit
fault: read outside
insn: 1

== a write above the frame
unsafe: yes
insns:
	*(u8 *)(r10 + 0) = 1
	exit
fault: write outside
insn: 0

== a write below the frame
unsafe: yes
insns:
	*(u64 *)(r10 - 513) = 1
	exit
fault: write outside
insn: 0

== an atomic operation outside
unsafe: yes
insns:
	r1 = 64
	lock *(u64 *)(r1 + 0) += r1
	exit
fault: write outside
insn: 1

== an atomic operation that is not aligned
unsafe: yes
insns:
	lock *(u64 *)(r10 - 12) += r1
	exit
fault: not aligned
insn: 0

== a callee's frame is its own, and its caller's can be reached
unsafe: yes
insns:
	*(u64 *)(r10 - 8) = 5
	r1 = r10
	call f
	r1 = *(u64 *)(r10 - 8)
	r0 += r1
	exit
f:	*(u64 *)(r10 - 8) = 100
	r0 = *(u64 *)(r1 - 8)
	exit
result: 10

== between the frames nothing can be reached
unsafe: yes
insns:
	r1 = r10
	call f
	exit
f:	r0 = *(u64 *)(r1 + 0)
	exit
fault: read outside
insn: 3

== recursion is refused all the same
unsafe: yes
insns:
f:	call f
	exit
verdict: refuse
reason: recursion

== a loop ends
unsafe: yes
insns:
f:	goto f
fault: more than 100 million operations

== a helper that asks for nothing
unsafe: yes
insns:
	call ktime_get_ns
	r0 = 7
	exit
result: 7

== a helper of another kind
unsafe: yes
insns:
	call xdp_adjust_head
	exit
fault: not offered
insn: 0

== a helper with a key of too few bytes
unsafe: yes
map: h hash key=8 value=8 entries=4
insns:
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	exit
fault: memory that is shorter
insn: 4

== a helper with a map that is none
unsafe: yes
insns:
	r1 = 0
	r2 = r10
	r2 += -8
	call map_lookup_elem
	exit
fault: NULL as map
insn: 3

== a value that was looked up, and one byte past it
unsafe: yes
map: a array key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 1
	r2 = r10
	r2 += -4
	r1 = a ll
	call map_lookup_elem
	*(u64 *)(r0 + 0) = 5
	r1 = *(u8 *)(r0 + 8)
	exit
fault: read outside
insn: 7

== what was not found
unsafe: yes
map: h hash key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 1
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	r1 = *(u8 *)(r0 + 0)
	exit
fault: read outside
insn: 6

== a record, and past it
unsafe: yes
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 8
	r3 = 0
	call ringbuf_reserve
	*(u64 *)(r0 + 0) = 5
	*(u64 *)(r0 + 1) = 5
	exit
fault: write outside
insn: 6

== a record that was given back
unsafe: yes
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 8
	r3 = 0
	call ringbuf_reserve
	r6 = r0
	r1 = r6
	r2 = 0
	call ringbuf_submit
	r1 = r6
	r2 = 0
	call ringbuf_submit
	exit
fault: not reserved
insn: 11

== fields of the context, and the packet
kind: xdp
unsafe: yes
packet: 01 02 03 04
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r0 = r3
	r0 -= r2
	r4 = *(u8 *)(r2 + 3)
	r0 += r4
	exit
result: 8

== past the packet
kind: xdp
unsafe: yes
packet: 01 02 03 04
insns:
	r2 = *(u32 *)(r1 + 0)
	r0 = *(u8 *)(r2 + 4)
	exit
fault: read outside
insn: 1

== no field of the context
kind: xdp
unsafe: yes
insns:
	r0 = *(u32 *)(r1 + 2)
	exit
fault: no field
insn: 0

== a part of a field, and a field written
kind: sched_cls
unsafe: yes
insns:
	*(u32 *)(r1 + 8) = 0x01020304
	r0 = *(u8 *)(r1 + 9)
	exit
result: 3

== a packet load past the end
kind: socket_filter
unsafe: yes
packet: 01 02
insns:
	r6 = r1
	r0 = *(u8 *)skb[1]
	r0 = *(u16 *)skb[1]
	r0 = 9
	exit
result: 0

== a map that the program does not have
kind: xdp
unsafe: yes
raw:
	18 51 00 00 09 00 00 00 00 00 00 00 00 00 00 00
	b7 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
fault: not an instruction
insn: 0

== what is no instruction is refused all the same
unsafe: yes
raw:
	ff 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 0
