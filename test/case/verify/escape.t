# What programs may not keep, and may not learn.

== a number that was constant is an index
kind: raw
mem: 00*64
map: m array key=4 value=8 entries=1 flags=0x80
set: m 00000000 0400000000000000
frozen: m
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	*(u64 *)(r10 - 16) = 40000000
	r1 = m ll
	r2 = r10
	r2 += -4
	r3 = r10
	r3 += -16
	r4 = 0
	call map_update_elem
	r1 = m[0] ll
	r3 = *(u64 *)(r1 + 0)
	r6 += r3
	r0 = *(u8 *)(r6 + 0)
	exit
verdict: refuse
reason: read-only

== the same with a load that is not taken for a constant by the engines: memory far away is read
kind: raw
mem: 00*64
map: m array key=4 value=8 entries=1 flags=0x80
set: m 00000000 0400000000000000
frozen: m
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	*(u64 *)(r10 - 16) = 40000000
	r1 = m ll
	r2 = r10
	r2 += -4
	r3 = r10
	r3 += -16
	r4 = 0
	call map_update_elem
	r1 = m[0] ll
	r3 = load_acquire((u64 *)(r1 + 0))
	r6 += r3
	r0 = *(u8 *)(r6 + 0)
	exit
verdict: refuse
reason: read-only

== nor is anything taken out of one that is only read
kind: raw
map: q queue key=0 value=8 entries=4 flags=0x80
insns:
	r1 = q ll
	r2 = r10
	r2 += -8
	call map_pop_elem
	r0 = 0
	exit
verdict: refuse
reason: read-only

== it may be looked at
kind: raw
map: q queue key=0 value=8 entries=4 flags=0x80
insns:
	r1 = q ll
	r2 = r10
	r2 += -8
	call map_peek_elem
	r0 = *(u64 *)(r10 - 8)
	exit
result: 0

== a key of an array
kind: raw
map: m array key=4 value=8 entries=4
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = m ll
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call for_each_map_elem
	r1 = *(u64 *)(r10 - 8)
	r0 = 0
	if r1 == 0 goto out
	r0 = *(u32 *)(r1 + 0)
out:	exit
f:
	*(u64 *)(r4 + 0) = r2
	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== a key, while the callback runs
kind: raw
map: m array key=4 value=8 entries=4
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = m ll
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call for_each_map_elem
	r0 = *(u64 *)(r10 - 8)
	exit
f:
	*(u64 *)(r10 - 8) = r2
	r1 = *(u64 *)(r10 - 8)
	r1 = *(u32 *)(r1 + 0)
	r2 = *(u64 *)(r4 + 0)
	r2 += r1
	*(u64 *)(r4 + 0) = r2
	r0 = 0
	exit
result: 6

== a key, after another callback in this one
kind: raw
map: m array key=4 value=8 entries=4
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = m ll
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call for_each_map_elem
	r0 = *(u64 *)(r10 - 8)
	exit
f:
	r6 = r2
	r7 = r4
	r1 = 3
	r2 = g ll
	r3 = r4
	r4 = 0
	call loop
	r1 = *(u32 *)(r6 + 0)
	r2 = *(u64 *)(r7 + 0)
	r2 += r1
	*(u64 *)(r7 + 0) = r2
	r0 = 0
	exit
g:
	r0 = 0
	exit
result: 6

== a record of the user's, after the callback
kind: tracepoint
map: u user_ringbuf key=0 value=0 entries=4096
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
	r1 = u ll
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call user_ringbuf_drain
	r1 = *(u64 *)(r10 - 8)
	if r1 == 0 goto out
	r0 = *(u8 *)(r1 + 0)
out:	r0 = 0
	exit
f:
	r6 = r2
	r2 = 0
	r3 = 8
	call dynptr_data
	if r0 == 0 goto none
	*(u64 *)(r6 + 0) = r0
none:	r0 = 0
	exit
verdict: refuse
reason: use-after-release

== the stack that was never set
kind: raw
map: b bloom_filter key=0 value=8 entries=16
insns:
	r1 = b ll
	r2 = r10
	r2 += -8
	call map_peek_elem
	r0 = *(u64 *)(r10 - 8)
	exit
verdict: refuse
reason: stack-uninit
insn: 4

== a pointer that lies there
kind: xdp
leak: no
map: b bloom_filter key=0 value=8 entries=16
insns:
	*(u64 *)(r10 - 8) = r10
	r1 = b ll
	r2 = r10
	r2 += -8
	call map_peek_elem
	r0 = 2
	exit
verdict: refuse
reason: pointer-bytes
insn: 5

== the address of the packet, by halving
kind: xdp
leak: no
map: m array key=4 value=16 entries=1
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	r1 = m ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r5 = r0
	r1 = r6
	r6 = *(u32 *)(r1 + 0)
	r9 = *(u32 *)(r1 + 4)
	r8 = 0
	r7 = 63
next:	r1 = 1
	r1 <<= r7
	r1 |= r8
	*(u64 *)(r5 + 0) = r1
	r2 = *(u64 *)(r5 + 0)
	r2 >>= 1
	r3 = r6
	r3 += r2
	r3 += r2
	if r3 <= r9 goto skip
	r8 = r1
skip:	r7 += -1
	if r7 != 0 goto next
	r8 += 2
	r8 = -r8
	*(u64 *)(r5 + 0) = r8
out:	r0 = 2
	exit
verdict: refuse
reason: leak-compare

== a packet pointer that has not gone so far
kind: xdp
leak: no
packet: 00*64
insns:
	r6 = *(u32 *)(r1 + 0)
	r9 = *(u32 *)(r1 + 4)
	call get_prandom_u32
	w0 = w0
	r6 += r0
	r6 += 8
	r0 = 2
	if r6 > r9 goto out
	r0 = 2
out:	exit
result: 2

== a packet pointer that would wrap where packets lie high
kind: xdp
leak: no
insns:
	r6 = *(u32 *)(r1 + 0)
	r9 = *(u32 *)(r1 + 4)
	call ktime_get_ns
	r0 >>= 1
	r6 += r0
	r0 = 2
	if r6 > r9 goto out
	r0 = 1
out:	exit
verdict: refuse
reason: leak-compare

== a copy of a user's record, which would outlive the callback
kind: tracepoint
map: u user_ringbuf key=0 value=0 entries=4096
insns:
	r1 = u ll
	r2 = f ll
	r3 = r10
	r3 += -16
	r4 = 0
	call user_ringbuf_drain
	r0 = 0
	exit
f:
	r2 = r10
	r2 += -16
	call kfunc bpf_dynptr_clone
	r0 = 0
	exit
verdict: refuse
reason: dynptr-kind

== an element that goes while a command is waited for
kind: syscall
map: h hash key=4 value=8 entries=4 flags=0x1
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = h ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	r6 = r0
	r1 = 7
	call sys_close
	r0 = 0
	if r6 == 0 goto out
	r0 = *(u64 *)(r6 + 0)
out:
	exit
verdict: refuse
reason: map-sleeps
insn: 8

== elements of other maps are memory as long as the map
kind: syscall
map: h hash key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 0
	r1 = h ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	r6 = r0
	r1 = 7
	call sys_close
	r0 = 0
	if r6 == 0 goto out
	r0 = *(u64 *)(r6 + 0)
out:
	exit

== commands are waited for, so not in a section
kind: syscall
insns:
	call kfunc bpf_rcu_read_lock
	r1 = 7
	call sys_close
	call kfunc bpf_rcu_read_unlock
	r0 = 0
	exit
verdict: refuse
reason: section-sleeps
insn: 2
