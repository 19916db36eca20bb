# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# Sockets: members by kind, casts, and what is looked up is given back, on every path and whatever way states met.

== a socket of the context is read
kind: sched_cls
insns:
	r0 = 0
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r0 = *(u32 *)(r1 + 4)
	r0 = *(u8 *)(r1 + 72)
	r0 = *(u16 *)(r1 + 48)
	r0 = *(u32 *)(r1 + 48)
out:	exit
lacks: sockets

== a socket is only compared with NULL
kind: sched_cls
insns:
	r0 = 0
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r0 = 1
out:	exit

== before it is known to be there
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	r0 = *(u32 *)(r1 + 4)
	exit
verdict: refuse
reason: null
insn: 1

== a beginning of a socket has no mark
kind: sched_cls
insns:
	r0 = 0
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r0 = *(u32 *)(r1 + 16)
out:	exit
verdict: refuse
reason: socket-member
insn: 3

== a whole one has
kind: sched_cls
insns:
	r0 = 0
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	call sk_fullsock
	if r0 == 0 goto out
	r0 = *(u32 *)(r0 + 16)
out:	r0 = 0
	exit
lacks: sk_fullsock

== past the end of a TCP socket
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	call tcp_sock
	if r0 == 0 goto out
	r0 = *(u32 *)(r0 + 112)
out:	r0 = 0
	exit
verdict: refuse
reason: socket-member
insn: 4

== before the begin of a socket
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r0 = *(u32 *)(r1 - 4)
out:	r0 = 0
	exit
verdict: refuse
reason: socket-member
insn: 2

== two members at once
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r0 = *(u64 *)(r1 + 56)
out:	r0 = 0
	exit
verdict: refuse
reason: socket-member
insn: 2

== either a beginning or a whole one: where they meet
kind: sched_cls
insns:
	r6 = r1
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r7 = r1
	r8 = *(u32 *)(r6 + 0)
	call sk_fullsock
	if r0 == 0 goto out
	if r8 == 0 goto meet
	r7 = r0
meet:	r0 = *(u32 *)(r7 + 16)
out:	r0 = 0
	exit
verdict: refuse
reason: socket-member
insn: 9

== the other way round
kind: sched_cls
insns:
	r6 = r1
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r7 = r1
	r8 = *(u32 *)(r6 + 0)
	call sk_fullsock
	if r0 == 0 goto out
	if r8 != 0 goto meet
	r7 = r0
meet:	r0 = *(u32 *)(r7 + 16)
out:	r0 = 0
	exit
verdict: refuse
reason: socket-member
insn: 9

== a socket or a map value, by one load
kind: sched_cls
map: m array key=4 value=64 entries=1
insns:
	r6 = r1
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	if r0 == 0 goto out
	r7 = *(u64 *)(r6 + 168)
	if r7 == 0 goto out
	r8 = *(u32 *)(r6 + 0)
	if r8 == 0 goto meet
	r7 = r0
meet:	r0 = *(u32 *)(r7 + 4)
out:	r0 = 0
	exit
verdict: refuse
reason: type-mix

== looked up, read and given back
kind: sched_cls
insns:
	*(u64 *)(r10 - 8) = 0
	*(u32 *)(r10 - 12) = 0
	r2 = r10
	r2 += -12
	r3 = 12
	r4 = -1
	r5 = 0
	call sk_lookup_tcp
	if r0 == 0 goto out
	r6 = *(u32 *)(r0 + 72)
	r1 = r0
	call sk_release
out:	r0 = 0
	exit
lacks: sk_lookup_tcp

== not given back
kind: sched_cls
insns:
	*(u64 *)(r10 - 8) = 0
	*(u32 *)(r10 - 12) = 0
	r2 = r10
	r2 += -12
	r3 = 12
	r4 = -1
	r5 = 0
	call sk_lookup_tcp
	r0 = 0
	exit
verdict: refuse
reason: ref-leak

== given back twice, the second time from the stack
kind: sched_cls
insns:
	*(u64 *)(r10 - 8) = 0
	*(u32 *)(r10 - 12) = 0
	r2 = r10
	r2 += -12
	r3 = 12
	r4 = -1
	r5 = 0
	call sk_lookup_tcp
	if r0 == 0 goto out
	*(u64 *)(r10 - 24) = r0
	r1 = r0
	call sk_release
	r1 = *(u64 *)(r10 - 24)
	call sk_release
out:	r0 = 0
	exit
verdict: refuse
reason: use-after-release
insn: 13

== a cast of it is used after it was given back
kind: sched_cls
insns:
	*(u64 *)(r10 - 8) = 0
	*(u32 *)(r10 - 12) = 0
	r2 = r10
	r2 += -12
	r3 = 12
	r4 = -1
	r5 = 0
	call sk_lookup_tcp
	if r0 == 0 goto out
	r6 = r0
	r1 = r0
	call tcp_sock
	if r0 == 0 goto back
	r7 = r0
	r1 = r6
	call sk_release
	r0 = *(u32 *)(r7 + 0)
	goto out
back:	r1 = r6
	call sk_release
out:	r0 = 0
	exit
verdict: refuse
reason: use-after-release
insn: 16

== NULL from a cast is not NULL from the look-up
kind: sched_cls
insns:
	*(u64 *)(r10 - 8) = 0
	*(u32 *)(r10 - 12) = 0
	r2 = r10
	r2 += -12
	r3 = 12
	r4 = -1
	r5 = 0
	call sk_lookup_tcp
	if r0 == 0 goto out
	r6 = r0
	r1 = r0
	call tcp_sock
	if r0 == 0 goto out
	r1 = r6
	call sk_release
out:	r0 = 0
	exit
verdict: refuse
reason: ref-leak

== given back by its cast
kind: sched_cls
insns:
	*(u64 *)(r10 - 8) = 0
	*(u32 *)(r10 - 12) = 0
	r2 = r10
	r2 += -12
	r3 = 12
	r4 = -1
	r5 = 0
	call sk_lookup_tcp
	if r0 == 0 goto out
	r6 = r0
	r1 = r0
	call sk_fullsock
	r1 = r0
	if r0 != 0 goto back
	r1 = r6
back:	call sk_release
out:	r0 = 0
	exit
lacks: sk_lookup_tcp

== a socket of the context is nobody's to give back
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	call sk_release
out:	r0 = 0
	exit
verdict: refuse
reason: ref-double

== one path holds it where they meet, the other does not
kind: sched_cls
insns:
	r6 = *(u32 *)(r1 + 0)
	*(u64 *)(r10 - 8) = 0
	*(u32 *)(r10 - 12) = 0
	r2 = r10
	r2 += -12
	r3 = 12
	r4 = -1
	r5 = 0
	call sk_lookup_tcp
	if r0 == 0 goto out
	if r6 == 0 goto out
	r1 = r0
	call sk_release
out:	r0 = 0
	exit
verdict: refuse
reason: ref-leak

== a socket of a map must be given back
kind: sk_skb
map: m sockmap key=4 value=4 entries=4
insns:
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	r0 = 0
	exit
verdict: refuse
reason: ref-leak

== and is
kind: sk_skb
map: m sockmap key=4 value=4 entries=4
insns:
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	if r0 == 0 goto out
	r6 = *(u32 *)(r0 + 16)
	r1 = r0
	call sk_release
out:	r0 = 0
	exit
lacks: sockmap

== written
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	*(u32 *)(r1 + 4) = 0
out:	r0 = 0
	exit
verdict: refuse
reason: object-write

== added to atomically
kind: sched_cls
insns:
	r2 = 1
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	lock *(u32 *)(r1 + 4) += r2
out:	r0 = 0
	exit
verdict: refuse
reason: object-write

== a load-acquire of it
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r0 = load_acquire((u32 *)(r1 + 4))
out:	r0 = 0
	exit
verdict: refuse
reason: opaque-pointer

== its bytes as memory of a helper
kind: sched_cls
map: m hash key=4 value=4 entries=4
insns:
	r2 = *(u64 *)(r1 + 168)
	if r2 == 0 goto out
	r1 = m ll
	call map_lookup_elem
out:	r0 = 0
	exit
verdict: refuse
reason: opaque-pointer

== a whole one, to sk_lookup 's sk_assign
kind: sk_lookup
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = 0
	r0 = 1
	if r2 == 0 goto out
	call sk_assign
	r0 = 1
out:	exit
lacks: sk_assign

== a helper is not given NULL
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	call sk_fullsock
	r0 = 0
	exit
verdict: refuse
reason: helper-null
insn: 1

== bytes of two members
kind: sched_cls
insns:
	r1 = *(u64 *)(r1 + 168)
	if r1 == 0 goto out
	r0 = *(u32 *)(r1 + 30)
out:	r0 = 0
	exit
verdict: refuse
reason: socket-member
insn: 2
