# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: what was acquired is released twice, never, or used behind its release.

== never given back
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r1 = 1
	*(u64 *)(r0 + 0) = r1
out:
	r0 = 2
	exit
verdict: refuse
reason: ref-leak

== given back on each path
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r1 = 1
	*(u64 *)(r0 + 0) = r1
	r1 = r0
	r2 = 0
	call ringbuf_submit
out:
	r0 = 2
	exit
result: 2

== given back twice, by a copy
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r6 = r0
	r1 = r0
	r2 = 0
	call ringbuf_submit
	r1 = r6
	r2 = 0
	call ringbuf_discard
out:
	r0 = 2
	exit
verdict: refuse
reason: use-after-release

== used behind its release, from the stack
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	*(u64 *)(r10 - 8) = r0
	r1 = r0
	r2 = 0
	call ringbuf_submit
	r6 = *(u64 *)(r10 - 8)
	r1 = 1
	*(u64 *)(r6 + 0) = r1
out:
	r0 = 2
	exit
verdict: refuse
reason: use-after-release

== used before it, from the stack
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	*(u64 *)(r10 - 8) = r0
	r6 = *(u64 *)(r10 - 8)
	r1 = 1
	*(u64 *)(r6 + 8) = r1
	r1 = *(u64 *)(r10 - 8)
	r2 = 0
	call ringbuf_submit
out:
	r0 = 2
	exit
result: 2

== given back on one of two paths that meet
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r6 = *(u32 *)(r1 + 16)
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	if r6 == 0 goto keep
	r1 = r0
	r2 = 0
	call ringbuf_submit
	goto out
keep:
	r7 = 1
out:
	r0 = 2
	exit
verdict: refuse
reason: ref-leak

== moved, and then given back
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r1 = r0
	r1 += 8
	r2 = 0
	call ringbuf_submit
out:
	r0 = 2
	exit
verdict: refuse
reason: record-moved

== each turn of a loop gives back its own
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r6 = 3
next:
	r1 = r ll
	r2 = 8
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r1 = r0
	r2 = 0
	call ringbuf_discard
	r6 += -1
	if r6 != 0 goto next
out:
	r0 = 2
	exit
result: 2

== a loop that gives back the last one alone
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r6 = 3
next:
	r1 = r ll
	r2 = 8
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r7 = r0
	r6 += -1
	if r6 != 0 goto next
	r1 = r7
	r2 = 0
	call ringbuf_discard
out:
	r0 = 2
	exit
verdict: refuse
reason: ref-leak

== what is passed as a number is not what is given back
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r6 = r0
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto one
	r7 = r0
	r1 = r6
	r2 = r7
	call ringbuf_submit
	r1 = 1
	*(u64 *)(r6 + 0) = r1
one:
	r1 = r6
	r2 = 0
	call ringbuf_submit
out:
	r0 = 2
	exit
verdict: refuse
reason: use-after-release
insn: 18

== ... and the other is held on
kind: xdp
map: r ringbuf key=0 value=0 entries=4096
insns:
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
	r6 = r0
	r1 = r ll
	r2 = 16
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto one
	r7 = r0
	r1 = r6
	r2 = r7
	call ringbuf_submit
	r6 = r7
one:
	r1 = r6
	r2 = 0
	call ringbuf_submit
out:
	r0 = 2
	exit
result: 2
