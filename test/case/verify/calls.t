# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Calls: what helpers ask, what is held, functions, callbacks, loops.

== no such helper
kind: raw
insns:
	call 9999
	exit
verdict: refuse
reason: helper-unknown
insn: 0

== a helper of another kind
kind: socket_filter
insns:
	r2 = 0
	call xdp_adjust_head
	r0 = 0
	exit
verdict: refuse
reason: helper-kind
insn: 1

== a helper for GPL programs
kind: xdp
licence: BSD
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	*(u64 *)(r10 - 8) = r2
	r2 = 8
	call trace_printk
	r0 = 0
	exit
verdict: refuse
reason: helper-gpl
insn: 5

== a number where a map belongs
kind: xdp
insns:
	r1 = 5
	r2 = r10
	r2 += -8
	call map_lookup_elem
	r0 = 0
	exit
verdict: refuse
reason: helper-map
insn: 3

== a map that the helper does not work on
kind: xdp
map: q queue key=0 value=8 entries=4
insns:
	r1 = 0
	*(u32 *)(r10 - 4) = r1
	r2 = r10
	r2 += -4
	r1 = q ll
	call map_lookup_elem
	r0 = 0
	exit
verdict: refuse
reason: map-kind
insn: 6

== a key that is not set
kind: xdp
map: h hash key=4 value=16 entries=4
insns:
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	r0 = 0
	exit
verdict: refuse
reason: stack-uninit
insn: 4

== registers after a call
kind: xdp
insns:
	r6 = r1
	call ktime_get_ns
	r0 = r1
	exit
verdict: refuse
reason: reg-uninit
insn: 2

== a length that may be negative
kind: raw
mem: 00*8
insns:
	r6 = *(u64 *)(r1 + 0)
	r2 = 0
	*(u64 *)(r10 - 8) = r2
	r1 = r10
	r1 += -8
	r2 = r6
	if r2 s> 8 goto out
	call trace_printk
out:
	r0 = 0
	exit
verdict: refuse
reason: helper-size
insn: 7

== a length that may be too large
kind: raw
mem: 00*8
insns:
	r6 = *(u64 *)(r1 + 0)
	r2 = 0
	*(u64 *)(r10 - 8) = r2
	r1 = r10
	r1 += -8
	r2 = r6
	r2 &= 15
	r2 += 1
	call trace_printk
	r0 = 0
	exit
verdict: refuse
reason: stack-bounds
insn: 8

== a length that may be 0
kind: raw
mem: 00*8
insns:
	r6 = *(u64 *)(r1 + 0)
	r2 = 0
	*(u64 *)(r10 - 8) = r2
	r1 = r10
	r1 += -8
	r2 = r6
	r2 &= 7
	call trace_printk
	r0 = 0
	exit
verdict: refuse
reason: helper-size-zero
insn: 7

== NULL with a length of 0
kind: xdp
insns:
	r1 = 0
	r2 = 0
	r3 = 0
	r4 = 0
	r5 = 0
	call csum_diff
	r0 = 0
	exit
result: 0

== NULL with a length
kind: xdp
insns:
	r1 = 0
	r2 = 4
	r3 = 0
	r4 = 0
	r5 = 0
	call csum_diff
	r0 = 0
	exit
verdict: refuse
reason: helper-null
insn: 5

== memory that a helper fills is set afterwards
kind: xdp
insns:
	r6 = r1
	r2 = 0
	r3 = r10
	r3 += -8
	r4 = 8
	call xdp_load_bytes
	r0 = *(u64 *)(r10 - 8)
	r0 = 0
	exit

== memory that a helper fills up to an unknown length is not
kind: xdp
insns:
	r6 = r1
	r7 = *(u32 *)(r1 + 12)
	r7 &= 7
	r2 = 0
	r3 = r10
	r3 += -8
	r4 = r7
	r4 += 1
	call xdp_load_bytes
	r0 = *(u64 *)(r10 - 8)
	r0 = 0
	exit
verdict: refuse
reason: stack-uninit
insn: 8

== the context, moved
kind: xdp
insns:
	r6 = r1
	r1 += 4
	r2 = 0
	call xdp_adjust_head
	r0 = 0
	exit
verdict: refuse
reason: helper-context
insn: 3

== a record that is not given back
kind: xdp
map: b ringbuf key=0 value=0 entries=4096
insns:
	r1 = b ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r1 = 1
	*(u64 *)(r0 + 0) = r1
out:
	r0 = 0
	exit
verdict: refuse
reason: ref-leak

== a record that is given back on each path
kind: xdp
map: b ringbuf key=0 value=0 entries=4096
insns:
	r1 = b ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r1 = r0
	r2 = 0
	call ringbuf_discard
out:
	r0 = 0
	exit
result: 0

== a record that is given back twice
kind: xdp
map: b ringbuf key=0 value=0 entries=4096
insns:
	r1 = b ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r6 = r0
	r1 = r0
	r2 = 0
	call ringbuf_discard
	r1 = r6
	r2 = 0
	call ringbuf_discard
out:
	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== past the end of a record
kind: xdp
map: b ringbuf key=0 value=0 entries=4096
insns:
	r1 = b ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r1 = 1
	*(u64 *)(r0 + 16) = r1
	r1 = r0
	r2 = 0
	call ringbuf_discard
out:
	r0 = 0
	exit
verdict: refuse
reason: record-bounds

== a record of a length that is not known
kind: xdp
map: b ringbuf key=0 value=0 entries=4096
insns:
	r6 = *(u32 *)(r1 + 12)
	r1 = b ll
	r2 = r6
	r3 = 0
	call ringbuf_reserve
	r0 = 0
	exit
verdict: refuse
reason: record-size

== a lock and its return
kind: xdp
map: h hash key=4 value=16 entries=4 lock=0
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
	r6 = r0
	r1 = r0
	call spin_lock
	r1 = r6
	call spin_unlock
	r0 = 0
	exit
result: 0

== a lock that is held at the end
kind: xdp
map: h hash key=4 value=16 entries=4 lock=0
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
	r1 = r0
	call spin_lock
	r0 = 0
	exit
verdict: refuse
reason: lock

== a call with a lock held
kind: xdp
map: h hash key=4 value=16 entries=4 lock=0
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
	r6 = r0
	r1 = r0
	call spin_lock
	call ktime_get_ns
	r1 = r6
	call spin_unlock
	r0 = 0
	exit
verdict: refuse
reason: lock-helper

== a lock within a lock
kind: xdp
map: h hash key=4 value=16 entries=4 lock=0
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
	r6 = r0
	r1 = r0
	call spin_lock
	r1 = r6
	call spin_lock
	r1 = r6
	call spin_unlock
	r0 = 0
	exit
verdict: refuse
reason: lock-twice

== the lock of another value
kind: xdp
map: h hash key=4 value=16 entries=4 lock=0
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
	r7 = r0
	r2 = r10
	r2 += -4
	r1 = h ll
	call map_lookup_elem
	if r0 == 0 goto out
	r8 = r0
	r1 = r7
	call spin_lock
	r1 = r8
	call spin_unlock
out:
	r0 = 0
	exit
verdict: refuse
reason: unlock-other

== a tail call with a record held
kind: xdp
map: b ringbuf key=0 value=0 entries=4096
map: t prog_array key=4 value=4 entries=1
insns:
	r6 = r1
	r1 = b ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r7 = r0
	r1 = r6
	r2 = t ll
	r3 = 0
	call 12
	r1 = r7
	r2 = 0
	call ringbuf_discard
out:
	r0 = 0
	exit
verdict: refuse
reason: ref-leak

== a tail call through an array of numbers
kind: xdp
map: a array key=4 value=16 entries=4
insns:
	r2 = a ll
	r3 = 0
	call 12
	r0 = 0
	exit
verdict: refuse
reason: map-kind

== a function that calls itself
kind: raw
insns:
	call f
	r0 = 0
	exit
f:
	call f
	r0 = 0
	exit
verdict: refuse
reason: recursion

== nine functions deep
kind: raw
insns:
	call f0
	r0 = 0
	exit
f0:
	call f1
	r0 = 0
	exit
f1:
	call f2
	r0 = 0
	exit
f2:
	call f3
	r0 = 0
	exit
f3:
	call f4
	r0 = 0
	exit
f4:
	call f5
	r0 = 0
	exit
f5:
	call f6
	r0 = 0
	exit
f6:
	call f7
	r0 = 0
	exit
f7:
	r0 = 0
	exit
verdict: refuse
reason: call-depth

== eight functions deep
kind: raw
insns:
	call f0
	r0 = 0
	exit
f0:
	call f1
	r0 = 0
	exit
f1:
	call f2
	r0 = 0
	exit
f2:
	call f3
	r0 = 0
	exit
f3:
	call f4
	r0 = 0
	exit
f4:
	call f5
	r0 = 0
	exit
f5:
	call f6
	r0 = 0
	exit
f6:
	r0 = 0
	exit
result: 0

== more stack than 512 bytes in two functions
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 - 256) = r1
	call f
	r0 = 0
	exit
f:
	r1 = 0
	*(u64 *)(r10 - 264) = r1
	r0 = 0
	exit
verdict: refuse
reason: stack-depth

== a loop that counts
kind: raw
insns:
	r0 = 0
again:
	r0 += 1
	if r0 < 100 goto again
	exit
result: 100

== a loop that goes nowhere
kind: raw
insns:
	r0 = 0
again:
	r1 = 1
	if r1 == 1 goto again
	exit
verdict: refuse
reason: loop

== a loop that may not end
kind: raw
mem: 07
insns:
	r6 = r1
	r0 = 0
again:
	r0 += 1
	r1 = *(u8 *)(r6 + 0)
	if r1 != 7 goto again
	exit
verdict: refuse
reason: too-complex

== a loop that ends by may_goto
kind: raw
mem: 07
insns:
	r6 = r1
	r0 = 0
again:
	may_goto out
	r0 += 1
	r1 = *(u8 *)(r6 + 0)
	if r1 != 7 goto again
out:
	r0 = 0
	exit
result: 0

== a number that grows with may_goto is no index
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	may_goto out
	r2 = r6
	r2 += r7
	r0 = *(u8 *)(r2 + 0)
	r7 += 1
	goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== a number that grows with may_goto, and is bounded each time
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	may_goto out
	if r7 > 63 goto out
	r2 = r6
	r2 += r7
	r0 = *(u8 *)(r2 + 0)
	r7 += 1
	goto again
out:
	r0 = 0
	exit
result: 0

== a callback counts on the stack
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = 10
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	r0 = *(u64 *)(r10 - 8)
	exit
f:
	r3 = *(u64 *)(r2 + 0)
	r3 += 1
	*(u64 *)(r2 + 0) = r3
	r0 = 0
	exit
result: 10

== what a callback counted is no index
kind: raw
mem: 00*64
insns:
	r6 = r1
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = 10
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	r1 = *(u64 *)(r10 - 8)
	r6 += r1
	r0 = *(u8 *)(r6 + 0)
	exit
f:
	r3 = *(u64 *)(r2 + 0)
	r3 += 1
	*(u64 *)(r2 + 0) = r3
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== what a callback counted, bounded
kind: raw
mem: 00*64
insns:
	r6 = r1
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = 10
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	r1 = *(u64 *)(r10 - 8)
	if r1 > 63 goto out
	r6 += r1
	r0 = *(u8 *)(r6 + 0)
out:
	r0 = 0
	exit
f:
	r3 = *(u64 *)(r2 + 0)
	r3 += 1
	*(u64 *)(r2 + 0) = r3
	r0 = 0
	exit
result: 0

== a callback indexes by what it counts
kind: raw
mem: 00*4
insns:
	r6 = r1
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	*(u64 *)(r10 - 16) = r6
	r1 = 10
	r2 = f ll
	r3 = r10
	r3 += -16
	r4 = 0
	call loop
	r0 = 0
	exit
f:
	r3 = *(u64 *)(r2 + 8)
	r4 = *(u64 *)(r2 + 0)
	r4 += r3
	r5 = *(u8 *)(r4 + 0)
	r3 += 1
	*(u64 *)(r2 + 8) = r3
	r0 = 0
	exit
verdict: refuse
reason: mem-index

== a callback that never ran set nothing
kind: raw
insns:
	r1 = 0
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	r0 = *(u64 *)(r10 - 8)
	exit
f:
	r3 = 1
	*(u64 *)(r2 + 0) = r3
	r0 = 0
	exit
verdict: refuse
reason: stack-uninit

== a callback answers 2
kind: raw
insns:
	r1 = 10
	r2 = f ll
	r3 = 0
	r4 = 0
	call loop
	r0 = 0
	exit
f:
	r0 = 2
	exit
verdict: refuse
reason: callback-result

== a callback reserves and keeps
kind: raw
map: b ringbuf key=0 value=0 entries=4096
insns:
	r1 = 10
	r2 = f ll
	r3 = 0
	r4 = 0
	call loop
	r0 = 0
	exit
f:
	r1 = b ll
	r2 = 8
	r3 = 0
	call ringbuf_reserve
	r0 = 0
	exit
verdict: refuse
reason: ref-leak

== a loop without end around callbacks
kind: raw
insns:
again:
	r1 = 10
	r2 = f ll
	r3 = 0
	r4 = 0
	call loop
	goto again
f:
	r0 = 0
	exit
verdict: refuse
reason: loop
