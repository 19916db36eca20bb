# Dynptrs: made, used and ended by helpers; memory that is got from them; what may not be done to them.

== a record of a length that is not known
kind: xdp
map: rb ringbuf entries=4096
insns:
	r6 = *(u32 *)(r1 + 12)
	r6 &= 63
	r1 = rb ll
	r2 = r6
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r7 = r0
	*(u64 *)(r10 - 24) = 7
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = r10
	r3 += -24
	r4 = 4
	r5 = 0
	call dynptr_write
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = r7
	exit
result: 0

== it is not given back
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r0 = 0
	exit
verdict: refuse
reason: ref-leak
insn: 8

== it is given back twice
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_discard_dynptr
	r0 = 0
	exit
verdict: refuse
reason: dynptr-argument
insn: 14

== its memory is used after it is gone
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 8
	call dynptr_data
	r6 = r0
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	if r6 == 0 goto out
	*(u64 *)(r6 + 0) = 1
out:	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== its memory is used before
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 8
	call dynptr_data
	if r0 == 0 goto out
	*(u64 *)(r0 + 0) = 1
out:	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
result: 0

== more of its memory than was asked for
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 16
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 8
	call dynptr_data
	if r0 == 0 goto out
	*(u64 *)(r0 + 8) = 1
out:	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds

== its bytes are written while it is held
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	*(u32 *)(r10 - 4) = 0
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
verdict: refuse
reason: object-held
insn: 7

== another is made over it
kind: xdp
map: rb ringbuf entries=4096
insns:
	r6 = 2
next:	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r6 += -1
	if r6 != 0 goto next
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
verdict: refuse
reason: object-held
insn: 7

== its bytes are read
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r6 = *(u64 *)(r10 - 16)
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
verdict: refuse
reason: object-read
insn: 7

== a helper reads its bytes
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -20
	*(u32 *)(r10 - 20) = 0
	r1 = r10
	r1 += -16
	r2 = 16
	r3 = r10
	r3 += -16
	r4 = 16
	r5 = 0
	call csum_diff
	r0 = 0
	exit
verdict: refuse
reason: object-read

== memory of a map's value, read and written through a dynptr
kind: xdp
map: m array key=4 value=8 entries=1
set: m 00000000 0102030405060708
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -20
	r2 = 4
	r3 = r10
	r3 += -16
	r4 = 2
	r5 = 0
	call dynptr_read
	r6 = *(u32 *)(r10 - 20)
	r1 = r10
	r1 += -16
	r2 = 4
	r3 = r10
	r3 += -20
	r4 = 4
	r5 = 0
	call dynptr_write
	r0 = r6
	exit
result: 0x06050403
expect: m 00000000 0102030403040506

== a read past the end gives zeros and an error
kind: xdp
map: m array key=4 value=8 entries=1
set: m 00000000 0102030405060708
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -20
	r2 = 4
	r3 = r10
	r3 += -16
	r4 = 5
	r5 = 0
	call dynptr_read
	r6 = *(u32 *)(r10 - 20)
	r0 += r6
	exit
result: -7

== one that was never made
kind: xdp
insns:
	*(u64 *)(r10 - 16) = 0
	*(u64 *)(r10 - 8) = 0
	r1 = r10
	r1 += -20
	r2 = 4
	r3 = r10
	r3 += -16
	r4 = 0
	r5 = 0
	call dynptr_read
	r0 = 0
	exit
verdict: refuse
reason: dynptr-argument
insn: 9

== made on one path only
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r6 = *(u32 *)(r1 + 12)
	if r6 == 0 goto use
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
use:	r1 = r10
	r1 += -20
	r2 = 4
	r3 = r10
	r3 += -16
	r4 = 0
	r5 = 0
	call dynptr_read
	r0 = 0
	exit
verdict: refuse
reason: dynptr-argument

== its second half is no dynptr
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	*(u64 *)(r10 - 8) = 0
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -24
	call dynptr_from_mem
	r1 = r10
	r1 += -28
	r2 = 4
	r3 = r10
	r3 += -16
	r4 = 0
	r5 = 0
	call dynptr_read
	r0 = 0
	exit
verdict: refuse
reason: dynptr-argument

== made where there is no room for it
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -8
	call dynptr_from_mem
	r0 = 0
	exit
verdict: refuse
reason: dynptr-room
insn: 6

== made where it is not aligned
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -20
	call dynptr_from_mem
	r0 = 0
	exit
verdict: refuse
reason: dynptr-room
insn: 6

== made of the stack
kind: xdp
insns:
	*(u64 *)(r10 - 24) = 0
	r1 = r10
	r1 += -24
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r0 = 0
	exit
verdict: refuse
reason: map-value-argument
insn: 7

== made of more than the value
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 9
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r0 = 0
	exit
verdict: refuse
reason: map-value-bounds
insn: 6

== memory of a dynptr that was written over
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 8
	call dynptr_data
	if r0 == 0 goto out
	*(u64 *)(r10 - 8) = 0
	r0 = *(u64 *)(r0 + 0)
	exit
out:	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== what was written over is a place like others
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	*(u64 *)(r10 - 8) = 3
	r0 = *(u64 *)(r10 - 8)
	exit
result: 3

== its other half has no value then
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	*(u64 *)(r10 - 8) = 3
	r0 = *(u64 *)(r10 - 16)
	exit
verdict: refuse
reason: stack-uninit

== written over at an unknown place
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r6 = *(u32 *)(r1 + 12)
	r6 &= 8
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	*(u64 *)(r10 - 24) = 0
	r1 = r10
	r1 += r6
	*(u64 *)(r1 - 24) = 0
	r1 = r10
	r1 += -32
	r2 = 4
	r3 = r10
	r3 += -16
	r4 = 0
	r5 = 0
	call dynptr_read
	r0 = 0
	exit
verdict: refuse
reason: dynptr-argument

== the packet's bytes, by a slice
kind: xdp
packet: 00 01 02 03 04 05 06 07 08 09
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = r10
	r3 += -24
	r4 = 4
	call kfunc bpf_dynptr_slice
	if r0 == 0 goto out
	r0 = *(u32 *)(r0 + 0)
	exit
out:	r0 = 0
	exit
result: 0x09080706

== a slice past the packet is NULL
kind: xdp
packet: 00 01 02 03 04 05 06 07 08 09
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 7
	r3 = 0
	r4 = 4
	call kfunc bpf_dynptr_slice
	if r0 == 0 goto out
	r0 = *(u32 *)(r0 + 0)
	exit
out:	r0 = 1
	exit
result: 1

== a slice is not asked for NULL
kind: xdp
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = 0
	r4 = 4
	call kfunc bpf_dynptr_slice
	r0 = *(u32 *)(r0 + 0)
	exit
verdict: refuse
reason: null

== a slice to read is written
kind: xdp
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = 0
	r4 = 4
	call kfunc bpf_dynptr_slice
	if r0 == 0 goto out
	*(u32 *)(r0 + 0) = 0
out:	r0 = 0
	exit
verdict: refuse
reason: mem-read-only

== a slice to write
kind: xdp
packet: 00 01 02 03 04 05 06 07 08 09
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = 0
	r4 = 4
	call kfunc bpf_dynptr_slice_rdwr
	if r0 == 0 goto out
	*(u32 *)(r0 + 0) = -1
out:	r0 = 0
	exit
result: 0
packet-after: 00 01 02 03 04 05 ff ff ff ff

== a slice of a packet that moved
kind: xdp
packet: 00*64
insns:
	r6 = r1
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = 0
	r4 = 4
	call kfunc bpf_dynptr_slice
	r7 = r0
	r1 = r6
	r2 = 8
	call xdp_adjust_head
	if r7 == 0 goto out
	r0 = *(u32 *)(r7 + 0)
	exit
out:	r0 = 0
	exit
verdict: refuse
reason: stale-packet

== the dynptr of a packet that moved is as good as before
kind: xdp
packet: 00*64
insns:
	r6 = r1
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r6
	r2 = 8
	call xdp_adjust_head
	r1 = r10
	r1 += -16
	r2 = 60
	r3 = 0
	r4 = 4
	call kfunc bpf_dynptr_slice
	if r0 == 0 goto out
	r0 = *(u32 *)(r0 + 0)
	exit
out:	r0 = 5
	exit
result: 5

== a slice's length is not known
kind: xdp
insns:
	r6 = *(u32 *)(r1 + 12)
	r6 &= 7
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = 0
	r4 = r6
	call kfunc bpf_dynptr_slice
	r0 = 0
	exit
verdict: refuse
reason: record-size

== a slice's buffer is too small
kind: xdp
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = r10
	r3 += -24
	r4 = 32
	call kfunc bpf_dynptr_slice
	r0 = 0
	exit
verdict: refuse
reason: stack-bounds

== a slice's buffer has no value of its own
kind: xdp
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = r10
	r3 += -24
	r4 = 8
	call kfunc bpf_dynptr_slice
	r0 = *(u64 *)(r10 - 24)
	exit
verdict: refuse
reason: stack-uninit

== a slice's buffer on a dynptr
kind: xdp
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 6
	r3 = r10
	r3 += -16
	r4 = 8
	call kfunc bpf_dynptr_slice
	r1 = r10
	r1 += -16
	call kfunc bpf_dynptr_size
	exit
verdict: refuse
reason: dynptr-argument

== cut, asked, and copied
kind: xdp
packet: 00 01 02 03 04 05 06 07 08 09
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = r10
	r2 += -32
	call kfunc bpf_dynptr_clone
	r1 = r10
	r1 += -32
	r2 = 2
	r3 = 6
	call kfunc bpf_dynptr_adjust
	r6 = r0
	r1 = r10
	r1 += -32
	call kfunc bpf_dynptr_size
	r6 += r0
	r1 = r10
	r1 += -16
	call kfunc bpf_dynptr_size
	r6 += r0
	r1 = r10
	r1 += -32
	r2 = 0
	r3 = 0
	r4 = 4
	call kfunc bpf_dynptr_slice
	if r0 == 0 goto out
	r0 = *(u32 *)(r0 + 0)
	r6 <<= 32
	r0 += r6
	r6 >>= 32
	r0 = r6
	exit
out:	r0 = 0
	exit
result: 14

== the copy of a record is given back: both are gone
kind: xdp
map: rb ringbuf entries=4096
insns:
	r1 = rb ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call ringbuf_reserve_dynptr
	r1 = r10
	r1 += -16
	r2 = r10
	r2 += -32
	call kfunc bpf_dynptr_clone
	r1 = r10
	r1 += -32
	r2 = 0
	call ringbuf_submit_dynptr
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
verdict: refuse
reason: dynptr-argument
insn: 19

== a record's dynptr only is submitted
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -16
	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
verdict: refuse
reason: dynptr-kind

== a dynptr of the caller
kind: xdp
packet: 07*64
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	call f
	exit
f:	r2 = 6
	r3 = 0
	r4 = 1
	call kfunc bpf_dynptr_slice
	if r0 == 0 goto out
	r0 = *(u8 *)(r0 + 0)
	exit
out:	r0 = 0
	exit
result: 7

== two states that differ by a dynptr are two
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r6 = *(u32 *)(r1 + 12)
	r7 = 0
	r8 = 0
	if r6 == 0 goto here
	r8 = 0
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 8
	call dynptr_data
	r7 = r0
	if r7 != 0 goto here
	r7 = 0
here:	r8 += 1
	r8 += 1
	r8 += 1
	r8 += 1
	r8 += 1
	r8 += 1
	*(u64 *)(r10 - 8) = 0
	if r6 == 0 goto out
	if r7 == 0 goto out
	r0 = *(u64 *)(r7 + 0)
	exit
out:	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== in a program that may not write the packet
kind: cgroup_skb
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_skb
	*(u64 *)(r10 - 24) = 0
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = r10
	r3 += -24
	r4 = 8
	r5 = 0
	call dynptr_write
	r0 = 0
	exit
verdict: refuse
reason: packet-write

== in one that may
kind: sched_cls
packet: 00*64
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_skb
	*(u64 *)(r10 - 24) = 0
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = r10
	r3 += -24
	r4 = 8
	r5 = 0
	call dynptr_write
	exit
result: 0

== a slice of an skb is stale after a write
kind: sched_cls
packet: 00*64
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_skb
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 0
	r4 = 8
	call kfunc bpf_dynptr_slice
	r6 = r0
	*(u64 *)(r10 - 24) = 0
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = r10
	r3 += -24
	r4 = 8
	r5 = 0
	call dynptr_write
	if r6 == 0 goto out
	r0 = *(u8 *)(r6 + 0)
	exit
out:	r0 = 0
	exit
verdict: refuse
reason: stale-packet

== memory of one dynptr is not that of the other
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r6 = *(u32 *)(r1 + 12)
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r10
	r4 += -32
	call dynptr_from_mem
	r1 = r10
	r1 += -16
	if r6 == 0 goto a
	r1 += -16
a:	r2 = 0
	r3 = 8
	call dynptr_data
	r7 = r0
	if r6 == 3 goto +0
	if r6 == 4 goto +0
	if r6 == 5 goto +0
	if r6 == 6 goto +0
	r8 = 0
	r8 += 1
	r8 += 1
	r8 += 1
	*(u64 *)(r10 - 24) = 0
	if r7 == 0 goto out
	r0 = *(u64 *)(r7 + 0)
	exit
out:	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== two states whose dynptrs lie at different places are two
kind: xdp
map: m array key=4 value=8 entries=1
insns:
	r6 = *(u32 *)(r1 + 12)
	r8 = r10
	if r6 != 0 goto low
	r8 += -16
	goto make
low:	r8 += -40
make:	r1 = m[0] ll
	r2 = 8
	r3 = 0
	r4 = r8
	call dynptr_from_mem
	r1 = r8
	r2 = 0
	r3 = 8
	call dynptr_data
	r7 = r0
	r8 = 0
	if r7 == 0 goto out
	if r6 == 3 goto +0
	if r6 == 4 goto +0
	if r6 == 5 goto +0
	r8 += 1
	r8 += 1
	r8 += 1
	r8 += 1
	r8 += 1
	if r6 == 6 goto +0
	if r6 == 7 goto +0
	r8 += 1
	*(u64 *)(r10 - 40) = 0
	r0 = *(u64 *)(r7 + 0)
	exit
out:	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== a record of the user's, in a callback
kind: xdp
lacks: user_ringbuf
map: u user_ringbuf entries=4096
insns:
	r1 = u ll
	r2 = each ll
	r3 = 0
	r4 = 0
	call user_ringbuf_drain
	r0 = 0
	exit
each:	r3 = r1
	r1 = r10
	r1 += -8
	r2 = 8
	r4 = 0
	r5 = 0
	call dynptr_read
	r0 = 0
	exit

== a record of the user's is not given back as one's own
kind: xdp
map: u user_ringbuf entries=4096
insns:
	r1 = u ll
	r2 = each ll
	r3 = 0
	r4 = 0
	call user_ringbuf_drain
	r0 = 0
	exit
each:	r2 = 0
	call ringbuf_submit_dynptr
	r0 = 0
	exit
verdict: refuse
reason: dynptr-kind

# A dynptr begins anywhere, and so does what is got from it: only the whole of a record, a value or the stack is known to be aligned.

== an atomic operation on a slice of the packet
kind: xdp
insns:
	r2 = 0
	r3 = r10
	r3 += -16
	call kfunc bpf_dynptr_from_xdp
	r1 = r10
	r1 += -16
	r2 = 1
	r3 = 0
	r4 = 8
	call kfunc bpf_dynptr_slice_rdwr
	if r0 == 0 goto out
	r1 = 1
	lock *(u64 *)(r0 + 0) += r1
out:	r0 = 0
	exit
verdict: refuse
reason: atomic-misaligned
insn: 12

== an atomic operation on a part of a map's value, by a dynptr
kind: xdp
map: m array key=4 value=64 entries=1
insns:
	r1 = m[0] ll
	r2 = 64
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -16
	r2 = 1
	r3 = 8
	call dynptr_data
	if r0 == 0 goto out
	r1 = 1
	lock *(u64 *)(r0 + 0) += r1
out:	r0 = 0
	exit
verdict: refuse
reason: atomic-misaligned
insn: 14

== a load that other CPUs agree on, of a part of a map's value, by a dynptr
kind: xdp
map: m array key=4 value=64 entries=1
insns:
	r1 = m[0] ll
	r2 = 64
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -16
	r2 = 1
	r3 = 8
	call dynptr_data
	if r0 == 0 goto out
	r1 = load_acquire((u64 *)(r0 + 0))
out:	r0 = 0
	exit
verdict: refuse
reason: atomic-misaligned
insn: 13

== the same bytes are read and written as others are
kind: xdp
map: m array key=4 value=64 entries=1
insns:
	r1 = m[0] ll
	r2 = 64
	r3 = 0
	r4 = r10
	r4 += -16
	call dynptr_from_mem
	r1 = r10
	r1 += -16
	r2 = 1
	r3 = 8
	call dynptr_data
	if r0 == 0 goto out
	r1 = *(u64 *)(r0 + 0)
	r1 += 1
	*(u64 *)(r0 + 0) = r1
out:	r0 = 0
	exit
result: 0
expect: m 00000000 00010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
