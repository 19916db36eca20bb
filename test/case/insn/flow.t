# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# How a program goes on: jumps, calls, tail calls, callbacks; and wide loads that name something.

== JA
insns:
	r0 = 1
	goto over
	r0 = 2
over:	goto back
	r0 = 3
back:	exit
result: 1

== JA backward
mem: 05
insns:
	r2 = *(u8 *)(r1 + 0)
	r0 = 0
	r2 &= 7
	goto test
again:	r2 -= 1
	r0 += 3
test:	if r2 != 0 goto again
	exit
result: 15

== JA32
insns:
	r0 = 1
	gotol over
	r0 = 2
over:	gotol end
	r0 = 3
end:	exit
result: 1

== JA32 backward
mem: 03
insns:
	r2 = *(u8 *)(r1 + 0)
	r0 = 0
	r2 &= 7
	gotol test
again:	r2 -= 1
	r0 += 3
	gotol test
test:	if r2 != 0 goto again
	exit
result: 9

== MAY_GOTO lets a loop turn
insns:
	r0 = 0
again:	may_goto out
	r0 += 1
	if r0 < 10 goto again
out:	exit
result: 10

== MAY_GOTO leaves a loop that would not end
insns:
	r0 = 0
again:	may_goto out
	r0 += 1
	r0 &= 0xffff
	goto again
out:	r0 = 7
	exit
result: 7

== MAY_GOTO has its turns from the run, whatever functions call each other in their loops
insns:
	r6 = 0
again:	may_goto out
	call middle
	r6 += r0
	goto again
out:	r0 = r6
	exit
middle:	r6 = 0
more:	may_goto back
	call inner
	r6 += r0
	goto more
back:	r0 = r6
	exit
inner:	r0 = 0
count:	may_goto done
	r0 += 1
	goto count
done:	exit
result: 8388606

== CALL of a helper keeps r6 to r9
map: m hash key=4 value=8 entries=4
set: m 01000000 0500000000000000
insns:
	r6 = 1000
	r7 = 200
	r8 = 30
	r9 = 4
	*(u32 *)(r10 - 4) = 1
	r1 = m ll
	r2 = r10
	r2 += -4
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = *(u64 *)(r0 + 0)
	r0 = r1
	r0 += r6
	r0 += r7
	r0 += r8
	r0 += r9
out:	exit
result: 1239

== CALL_SUB keeps r6 to r9 and the frame
insns:
	r6 = 1000
	r7 = 200
	r8 = 30
	r9 = 4
	*(u64 *)(r10 - 8) = 50000
	r1 = 1
	r2 = 2
	r3 = 3
	r4 = 4
	r5 = 5
	call sum
	r0 += r6
	r0 += r7
	r0 += r8
	r0 += r9
	r1 = *(u64 *)(r10 - 8)
	r0 += r1
	exit
sum:	r6 = r1
	r7 = r2
	r8 = 0
	r9 = 0
	*(u64 *)(r10 - 8) = 0
	r0 = r6
	r0 += r7
	r0 += r3
	r0 += r4
	r0 += r5
	exit
result: 51249

== CALL_SUB eight functions deep
insns:
	r1 = 1
	call f2
	exit
f2:	r6 = r1
	r1 += 1
	call f3
	r0 += r6
	exit
f3:	r6 = r1
	r1 += 1
	call f4
	r0 += r6
	exit
f4:	r6 = r1
	r1 += 1
	call f5
	r0 += r6
	exit
f5:	r6 = r1
	r1 += 1
	call f6
	r0 += r6
	exit
f6:	r6 = r1
	r1 += 1
	call f7
	r0 += r6
	exit
f7:	r6 = r1
	r1 += 1
	call f8
	r0 += r6
	exit
f8:	r0 = r1
	exit
result: 28

== CALL_SUB writes to its caller's stack
insns:
	*(u64 *)(r10 - 8) = 1
	r1 = r10
	r1 += -8
	call bump
	r0 = *(u64 *)(r10 - 8)
	exit
bump:	r2 = *(u64 *)(r1 + 0)
	r2 += 41
	*(u64 *)(r1 + 0) = r2
	r0 = 0
	exit
result: 42

== EXIT gives all 64 bits
insns:
	r0 = 0xfedcba9876543210 ll
	exit
result: 0xfedcba9876543210

== LD64_MAP_IDX
map: a array key=4 value=8 entries=2
set: a 01000000 2a00000000000000
insns:
	*(u32 *)(r10 - 4) = 1
	r2 = r10
	r2 += -4
	r1 = a ll
	call map_lookup_elem
	if r0 == 0 goto out
	r1 = *(u64 *)(r0 + 0)
	*(u64 *)(r0 + 0) = 43
	r0 = r1
out:	exit
result: 42
expect: a 01000000 2b00000000000000

== LD64_VALUE_IDX
map: a array key=4 value=16 entries=1
set: a 00000000 01020304050607081112131415161718
insns:
	r1 = a[8] ll
	r0 = *(u64 *)(r1 + 0)
	r2 = a[0] ll
	*(u8 *)(r2 + 1) = 0xff
	exit
result: 0x1817161514131211
expect: a 00000000 01ff0304050607081112131415161718

== LD64_FUNC as a callback
insns:
	*(u64 *)(r10 - 8) = 100
	r1 = 5
	r2 = add ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	r1 = *(u64 *)(r10 - 8)
	r0 += r1
	exit
add:	r3 = *(u64 *)(r2 + 0)
	r3 += r1
	*(u64 *)(r2 + 0) = r3
	r0 = 0
	exit
result: 115

== a callback that ends the loop
insns:
	*(u64 *)(r10 - 8) = 0
	r1 = 100
	r2 = count ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	exit
count:	r0 = 0
	if r1 != 6 goto out
	r0 = 1
out:	exit
result: 7

== a tail call does not come back
kind: xdp
map: t prog_array key=4 value=4 entries=2
set: t 01000000 other
insns other:
	r0 = *(u32 *)(r1 + 4)
	r2 = *(u32 *)(r1 + 0)
	r0 -= r2
	exit
insns:
	r2 = t ll
	r3 = 1
	call tail_call
	r0 = 2
	exit
result: 64

== a tail call to an empty slot goes on
kind: xdp
map: t prog_array key=4 value=4 entries=2
insns:
	r2 = t ll
	r3 = 1
	call tail_call
	r0 = 2
	exit
result: 2

== a tail call past the array goes on
kind: xdp
map: t prog_array key=4 value=4 entries=2
insns:
	r2 = t ll
	r3 = 2
	call tail_call
	r0 = 2
	exit
result: 2

== the index of a tail call is 32 bits
kind: xdp
map: t prog_array key=4 value=4 entries=2
set: t 01000000 other
insns other:
	r0 = 5
	exit
insns:
	r2 = t ll
	r3 = 0x700000001 ll
	call tail_call
	r0 = 2
	exit
result: 5

== 33 tail calls, and no more
kind: xdp
map: t prog_array key=4 value=4 entries=1
map: n array key=4 value=8 entries=1
set: t 00000000 again
insns again:
	r6 = r1
	r7 = n[0] ll
	r0 = *(u64 *)(r7 + 0)
	r0 += 1
	*(u64 *)(r7 + 0) = r0
	r2 = t ll
	r3 = 0
	call tail_call
	r0 = *(u64 *)(r7 + 0)
	exit
insns:
	r2 = t ll
	r3 = 0
	call tail_call
	r0 = 0
	exit
result: 33

== a tail call from a function leaves that function alone
kind: xdp
map: t prog_array key=4 value=4 entries=1
set: t 00000000 other
insns other:
	r0 = 5
	exit
insns:
	r6 = 30
	call f
	r0 += r6
	exit
f:	r2 = t ll
	r3 = 0
	call tail_call
	r0 = 1
	exit
result: 35

== 33 tail calls from functions, each above the frame that called it
kind: xdp
map: t prog_array key=4 value=4 entries=1
map: n array key=4 value=8 entries=1
set: t 00000000 again
insns again:
	r7 = n[0] ll
	r6 = *(u64 *)(r7 + 0)
	r6 += 1
	*(u64 *)(r7 + 0) = r6
	*(u64 *)(r10 - 216) = r6
	call f
	r1 = *(u64 *)(r10 - 216)
	r0 += r1
	exit
f:	r2 = t ll
	r3 = 0
	*(u64 *)(r10 - 24) = r3
	call tail_call
	r0 = 1000
	exit
insns:
	*(u64 *)(r10 - 216) = 0
	call f
	r1 = *(u64 *)(r10 - 216)
	r0 += r1
	exit
f:	r2 = t ll
	r3 = 0
	call tail_call
	r0 = 1000
	exit
result: 1561
