# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Loops: that each turn is safe, and that they end.

== counts up, tested against a constant
kind: raw
insns:
	r0 = 0
again:
	r0 += 1
	if r0 != 1000 goto again
	exit
result: 1000

== counts down
kind: raw
insns:
	r0 = 1000
again:
	r0 -= 1
	if r0 != 0 goto again
	exit
result: 0

== counts in 32 bits
kind: raw
insns:
	w0 = 0
again:
	w0 += 4
	if w0 < 4000 goto again
	exit
result: 4000

== counts a spilled number
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
again:
	r1 = *(u64 *)(r10 - 8)
	r1 += 1
	*(u64 *)(r10 - 8) = r1
	if r1 < 500 goto again
	r0 = r1
	exit
result: 500

== counts past the constant it is tested against
kind: raw
insns:
	r0 = 0
again:
	r0 += 3
	if r0 != 1000 goto again
	exit
verdict: refuse
reason: too-complex

== counts, and is set back on one way round
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r7 += 1
	r2 = *(u8 *)(r6 + 0)
	if r2 != 5 goto on
	r7 = 0
on:
	if r7 < 1000 goto again
	r0 = 0
	exit
verdict: refuse
reason: too-many-branches

== counts, and is set back by a little on one way round
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 10
again:
	r7 += 1
	r2 = *(u8 *)(r6 + 0)
	if r2 != 5 goto on
	r7 -= 2
on:
	if r7 > 1000 goto out
	if r7 < 5 goto out
	goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: loop

== one way round counts up, another counts something else
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
	r8 = 0
again:
	if r7 > 1000 goto out
	if r8 > 1000 goto out
	r2 = *(u8 *)(r6 + 0)
	if r2 == 5 goto other
	r7 += 1
	r8 = 0
	goto again
other:
	r8 += 1
	r7 = 0
	goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: too-many-branches

== counts only where it is read
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r2 = *(u8 *)(r6 + 0)
	if r2 == 5 goto again
	r7 += 1
	if r7 < 1000 goto again
	r0 = 0
	exit
verdict: refuse
reason: loop

== a loop in a loop
kind: raw
insns:
	r0 = 0
	r1 = 0
outer:
	r2 = 0
inner:
	r0 += 1
	r2 += 1
	if r2 != 300 goto inner
	r1 += 1
	if r1 != 300 goto outer
	exit
result: 90000

== an inner loop that sets the outer counter back
kind: raw
insns:
	r0 = 0
	r1 = 0
outer:
	r2 = 0
inner:
	r1 = 0
	r2 += 1
	if r2 != 300 goto inner
	r1 += 1
	if r1 != 300 goto outer
	exit
verdict: refuse
reason: loop

== an outer loop that goes on while the inner one counts
kind: raw
mem: 00*64
insns:
	r6 = r1
	r1 = 0
outer:
	r2 = 0
inner:
	r2 += 1
	if r2 != 300 goto inner
	r3 = *(u8 *)(r6 + 0)
	if r3 == 0 goto outer
	r0 = 0
	exit
verdict: refuse
reason: loop

== an index within its bounds
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r2 = r6
	r2 += r7
	r0 = *(u8 *)(r2 + 0)
	r7 += 1
	if r7 != 64 goto again
	exit
result: 0

== an index one too far
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r2 = r6
	r2 += r7
	r0 = *(u8 *)(r2 + 0)
	r7 += 1
	if r7 != 65 goto again
	exit
verdict: refuse
reason: mem-bounds

== steps of four within their bounds
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r2 = r6
	r2 += r7
	r0 = *(u32 *)(r2 + 0)
	r7 += 4
	if r7 < 64 goto again
	exit
result: 0

== an index that a way round moves by an unknown step
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
	r8 = 0
again:
	r2 = r6
	r2 += r7
	r0 = *(u8 *)(r2 + 0)
	r0 &= 7
	r7 += r0
	r8 += 1
	if r8 != 16 goto again
	exit
verdict: refuse
reason: mem-index

== an index that grows with the turns, used after the loop
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r7 += 1
	if r7 != 64 goto again
	r6 += r7
	r0 = *(u8 *)(r6 + 0)
	exit
verdict: refuse
reason: mem-bounds

== the same, a byte before
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r7 += 1
	if r7 != 64 goto again
	r6 += r7
	r0 = *(u8 *)(r6 - 1)
	exit
result: 0

== a pointer that walks with the counter
kind: raw
mem: 01*64
insns:
	r6 = r1
	r7 = 0
	r0 = 0
again:
	r2 = *(u8 *)(r6 + 0)
	r0 += r2
	r6 += 1
	r7 += 1
	if r7 != 64 goto again
	exit
result: 64

== a pointer that walks one too far
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
again:
	r0 = *(u8 *)(r6 + 0)
	r6 += 1
	r7 += 1
	if r7 != 65 goto again
	exit
verdict: refuse
reason: mem-bounds

== a flag that changes in the last turn
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
	r8 = 0
again:
	if r7 != 9 goto on
	r8 = 100
on:
	r7 += 1
	if r7 != 10 goto again
	r6 += r8
	r0 = *(u8 *)(r6 + 0)
	exit
verdict: refuse
reason: mem-bounds

== a 32-bit counter that wraps is no measure
kind: raw
mem: 00*64
insns:
	r6 = r1
	w7 = 5
again:
	w7 -= 10
	r2 = *(u8 *)(r6 + 0)
	if r2 == 0 goto again
	r0 = 0
	exit
verdict: refuse
reason: too-complex

== a copy of the counter that is kept over the turn is no measure
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
	r8 = 0
again:
	r7 = r8
	r7 += 1
	if r7 < 100 goto again
	r0 = 0
	exit
verdict: refuse
reason: loop

== counts inside a function, called in a loop
kind: raw
insns:
	r6 = 0
again:
	r1 = r6
	call f
	r6 = r0
	if r6 < 1000 goto again
	r0 = 0
	exit
f:
	r0 = r1
	r0 += 1
	exit
result: 0

== a function that gives back what it got, called in a loop
kind: raw
insns:
	r6 = 0
again:
	r1 = r6
	call f
	r6 = r0
	if r6 < 1000 goto again
	r0 = 0
	exit
f:
	r0 = r1
	exit
verdict: refuse
reason: loop

== a callback sets the counter back
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 - 8) = r1
again:
	r1 = *(u64 *)(r10 - 8)
	r1 += 1
	*(u64 *)(r10 - 8) = r1
	r1 = 1
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	r1 = *(u64 *)(r10 - 8)
	if r1 < 1000 goto again
	r0 = 0
	exit
f:
	r3 = 0
	*(u64 *)(r2 + 0) = r3
	r0 = 0
	exit
verdict: refuse
reason: too-complex

== a callback counts beside the counter
kind: raw
insns:
	r1 = 0
	*(u64 *)(r10 - 16) = r1
	r6 = 0
again:
	r6 += 1
	r1 = 1
	r2 = f ll
	r3 = r10
	r3 += -16
	r4 = 0
	call loop
	if r6 < 1000 goto again
	r0 = *(u64 *)(r10 - 16)
	exit
f:
	r3 = *(u64 *)(r2 + 0)
	r3 += 1
	*(u64 *)(r2 + 0) = r3
	r0 = 0
	exit
result: 1000

== may_goto in a loop that counts, and is left by may_goto alone
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = 0
again:
	may_goto out
	r2 = *(u8 *)(r6 + 0)
	if r2 == 0 goto again
	r7 += 1
	if r7 < 1000 goto again
out:
	r0 = 0
	exit
result: 0

== a loop around may_goto does not end by it
kind: raw
mem: 00*8
insns:
	r6 = r1
again:
	may_goto out
	r2 = 0
out:
	r2 = *(u8 *)(r6 + 0)
	if r2 == 0 goto again
	r0 = 0
	exit
verdict: refuse
reason: loop

== the sum of two counters, of which one goes back
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = 0
	r8 = 100
again:
	r2 = *(u8 *)(r6 + 0)
	if r2 == 5 goto other
	r7 += 1
	r8 -= 1
	if r8 == 0 goto out
	goto again
other:
	r7 -= 1
	r8 += 1
	if r8 > 200 goto out
	goto again
out:
	r0 = 0
	exit
verdict: refuse
reason: loop

== a signed counter through zero
kind: raw
insns:
	r0 = 0
	r1 = -50
again:
	r0 += 1
	r1 += 1
	if r1 s< 50 goto again
	exit
result: 100

== a counter that passes the end of 64 bits
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = -5 ll
again:
	r7 += 2
	r2 = *(u8 *)(r6 + 0)
	if r2 == 0 goto again
	r0 = 0
	exit
verdict: refuse
reason: too-complex

== two counters that chase each other
kind: raw
mem: 00*8
insns:
	r6 = r1
	r7 = 0
	r8 = 10
again:
	r7 += 1
	r8 += 1
	if r7 < r8 goto again
	r0 = 0
	exit
verdict: refuse
reason: too-complex

== two loops that share a counter
kind: raw
insns:
	r0 = 0
	r1 = 0
outer:
	r2 = r1
inner:
	r0 += 1
	r2 += 1
	if r2 < 20 goto inner
	r1 += 1
	if r1 < 20 goto outer
	exit
result: 210

== a counter that a function moves back, told through the stack
kind: raw
insns:
	r6 = 0
again:
	r6 += 1
	*(u64 *)(r10 - 8) = r6
	r1 = r10
	r1 += -8
	call f
	r6 = *(u64 *)(r10 - 8)
	if r6 < 1000 goto again
	r0 = 0
	exit
f:
	r2 = *(u64 *)(r1 + 0)
	r2 -= 1
	*(u64 *)(r1 + 0) = r2
	r0 = 0
	exit
verdict: refuse
reason: loop
