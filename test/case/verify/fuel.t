# Loops that nobody has proven to end, on a budget of jumps back (core/verify/fuel.c). The last run that a budget allows, and the first
# that it does not, tell whether engines count alike.

== a loop as long as memory says
mem: 05 00 00 00 00 00 00 00
fuel: 10
insns:
        r1 = *(u64 *)(r1 + 0)
        r0 = 0
next:   r0 += 1
        r1 += -1
        if r1 != 0 goto next
        exit
result: 5

== a budget that is just enough
mem: 0a 00 00 00 00 00 00 00
fuel: 10
insns:
        r1 = *(u64 *)(r1 + 0)
        r0 = 0
next:   r0 += 1
        r1 += -1
        if r1 != 0 goto next
        exit
result: 10

== one turn more than there is fuel
mem: 0b 00 00 00 00 00 00 00
fuel: 10
insns:
        r1 = *(u64 *)(r1 + 0)
        r0 = 0
next:   r0 += 1
        r1 += -1
        if r1 != 0 goto next
        exit
result: 0

== without fuel it is refused
insns:
        r1 = *(u64 *)(r1 + 0)
        r0 = 0
next:   r0 += 1
        r1 += -1
        if r1 != 0 goto next
        exit
mem: 05 00 00 00 00 00 00 00
verdict: refuse
reason: too-complex

== a loop that never ends
fuel: 1000
kind: xdp
insns:
        r0 = 2
next:   goto next
result: 0

== an end that nothing leads to
kind: xdp
fuel: 1000
insns:
        r0 = 2
        r6 = 0
next:   r6 ^= 1
        if r6 s< 2 goto next
        exit
result: 0

== a proven loop takes none
fuel: 3
insns:
        r0 = 0
next:   r0 += 1
        if r0 != 100 goto next
        exit
result: 100

== a proven loop beside one that is not takes some
mem: 01 00 00 00 00 00 00 00
fuel: 100
insns:
        r1 = *(u64 *)(r1 + 0)
        r0 = 0
next:   r0 += 1
        if r0 != 90 goto next
more:   r0 += 1
        r1 += -1
        if r1 != 0 goto more
        exit
result: 91

== the budget is the run's, not a loop's
mem: 01 00 00 00 00 00 00 00
fuel: 90
insns:
        r1 = *(u64 *)(r1 + 0)
        r0 = 0
next:   r0 += 1
        if r0 != 90 goto next
more:   r0 += 1
        r1 += -1
        if r1 != 0 goto more
        exit
result: 0

== what comes round is still checked
mem: 00*8
fuel: 100
insns:
        r2 = r1
        r0 = 0
next:   r0 = *(u8 *)(r2 + 0)
        r2 += 1
        if r0 == 0 goto next
        exit
verdict: refuse
reason: mem-bounds

== memory is walked as far as it goes
mem: 01 02 03 00 05 00 00 00
fuel: 100
insns:
        r3 = 0
        r0 = 0
next:   r3 &= 7
        r4 = r1
        r4 += r3
        r2 = *(u8 *)(r4 + 0)
        r0 += r2
        r3 += 1
        if r2 != 0 goto next
        exit
result: 6

== a function of the program
mem: 07 00 00 00 00 00 00 00
fuel: 100
insns:
        r6 = r1
        r1 = *(u64 *)(r6 + 0)
        call count
        r7 = r0
        r1 = *(u64 *)(r6 + 0)
        call count
        r0 += r7
        exit
count:  r0 = 0
next:   r0 += 1
        r1 += -1
        if r1 != 0 goto next
        exit
result: 14

== a function's lack of fuel ends the program
kind: xdp
fuel: 100
insns:
        r6 = 2
        call wait
        r0 = 2
        exit
wait:   r0 = 0
next:   r0 += 1
        if r0 != 0 goto next
        exit
result: 0

== registers that a caller keeps are its own afterwards
mem: 07 00 00 00 00 00 00 00
fuel: 7
insns:
        r6 = 5
        r1 = *(u64 *)(r1 + 0)
        call count
        r0 += r6
        exit
count:  r6 = 0
next:   r6 += 1
        r1 += -1
        if r1 != 0 goto next
        r0 = r6
        exit
result: 12

== a loop in a loop
mem: 03 00 00 00 00 00 00 00
fuel: 100
insns:
        r2 = *(u64 *)(r1 + 0)
        r0 = 0
outer:  r3 = *(u64 *)(r1 + 0)
inner:  r0 += 1
        r3 += -1
        if r3 != 0 goto inner
        r2 += -1
        if r2 != 0 goto outer
        exit
result: 9

== a proven loop in one that is not
mem: 03 00 00 00 00 00 00 00
fuel: 100
insns:
        r2 = *(u64 *)(r1 + 0)
        r0 = 0
outer:  r3 = 0
inner:  r0 += 1
        r3 += 1
        if r3 != 5 goto inner
        r2 += -1
        if r2 != 0 goto outer
        exit
result: 15

== one that is not in a proven loop
mem: 03 00 00 00 00 00 00 00
fuel: 100
insns:
        r2 = 0
        r0 = 0
outer:  r3 = *(u64 *)(r1 + 0)
inner:  r0 += 1
        r3 += -1
        if r3 != 0 goto inner
        r2 += 1
        if r2 != 4 goto outer
        exit
result: 12

== a record may not be held where fuel may end
kind: xdp
map: events ringbuf entries=4096
fuel: 100
insns:
        r1 = events ll
        r2 = 8
        r3 = 0
        call ringbuf_reserve
        if r0 == 0 goto out
        r6 = r0
        call ktime_get_ns
        r7 = r0
next:   r7 += -1
        if r7 != 0 goto next
        r1 = r6
        r2 = 0
        call ringbuf_submit
out:    r0 = 2
        exit
verdict: refuse
reason: fuel

== ... but before it is reserved it may
kind: xdp
map: events ringbuf entries=4096
fuel: 100
insns:
        call ktime_get_ns
        r7 = r0
next:   r7 += -1
        if r7 != 0 goto next
        r1 = events ll
        r2 = 8
        r3 = 0
        call ringbuf_reserve
        if r0 == 0 goto out
        r1 = r0
        r2 = 0
        call ringbuf_submit
out:    r0 = 2
        exit

== a callback may not end so
kind: xdp
fuel: 100
insns:
        r1 = 4
        r2 = body ll
        r3 = 0
        r4 = 0
        call loop
        r0 = 2
        exit
body:   call ktime_get_ns
next:   r0 += -1
        if r0 != 0 goto next
        r0 = 0
        exit
verdict: refuse
reason: fuel

== a function that is also called from a callback may not end so
kind: xdp
fuel: 100
insns:
        call wait
        r1 = 4
        r2 = body ll
        r3 = 0
        r4 = 0
        call loop
        r0 = 2
        exit
body:   call wait
        r0 = 0
        exit
wait:   call ktime_get_ns
next:   r0 += -1
        if r0 != 0 goto next
        exit
verdict: refuse
reason: fuel

== a proven loop in a callback, beside a loop on fuel
kind: xdp
fuel: 100
insns:
        call ktime_get_ns
        r0 &= 15
        r0 += 1
        r7 = r0
next:   r7 ^= 32
        r7 += -1
        r7 ^= 32
        if r7 != 0 goto next
        r1 = 4
        r2 = body ll
        r3 = 0
        r4 = 0
        call loop
        r0 = 2
        exit
body:   r0 = 0
more:   r0 += 1
        if r0 != 3 goto more
        r0 = 0
        exit
result: 2

== a may_goto that jumps back takes no fuel
kind: xdp
fuel: 100
insns:
        r0 = 2
        goto first
back:   r1 = 1
first:  may_goto back
        r1 = 2
        goto first
verdict: refuse
reason: loop

== a may_goto that jumps back for ever once it has no turns
kind: xdp
fuel: 100
insns:
        r0 = 2
back:   r1 = 1
        may_goto back
        exit
verdict: refuse
reason: fuel

== a function that runs later may not end so
kind: xdp
map: t array key=4 value=24 entries=1 timer=0
fuel: 100
insns:
        *(u32 *)(r10 - 4) = 0
        r1 = t ll
        r2 = r10
        r2 += -4
        call map_lookup_elem
        if r0 == 0 goto out
        r1 = r0
        r2 = later ll
        call timer_set_callback
out:    r0 = 2
        exit
later:  call ktime_get_ns
next:   r0 += -1
        if r0 != 0 goto next
        r0 = 0
        exit
verdict: refuse
reason: fuel

== a tail call has a budget of its own
kind: xdp
map: progs prog_array key=4 value=4 entries=1
set: progs 00000000 other
fuel: 10
insns:
        r6 = r1
        call ktime_get_ns
        r0 &= 1
        r7 = 8
next:   r7 -= r0
        r7 += r0
        r7 += -1
        if r7 != 0 goto next
        r1 = r6
        r2 = progs ll
        r3 = 0
        call tail_call
        r0 = 2
        exit
insns other:
        r6 = 8
next:   r6 += -1
        if r6 != 0 goto next
        r0 = 3
        exit
result: 3

== a pointer that moves as it likes is not followed
kind: xdp
packet: 00*64
fuel: 100
insns:
        r2 = *(u32 *)(r1 + 0)
        r3 = *(u32 *)(r1 + 4)
next:   r4 = r2
        r4 += 1
        if r4 > r3 goto out
        r5 = *(u8 *)(r2 + 0)
        r2 += r5
        goto next
out:    r0 = 2
        exit
result: 0

== a program that a function led to ends alone
kind: xdp
fuel: 10
map: t prog_array key=4 value=4 entries=1
set: t 00000000 other
insns:
	r6 = 7
	call f
	r0 += r6
	exit
f:
	r6 = 1
	r2 = t ll
	r3 = 0
	call tail_call
	r0 = 1
	exit
insns other:
	r6 = r1
	call g
	r0 = 3
	exit
g:
	r7 = 5
again:	call ktime_get_ns
	if r0 != 0 goto again
	r0 = 3
	exit
result: 7

== a program that needs no fuel leaves that of the one that led to it
kind: xdp
fuel: 20
map: t prog_array key=4 value=4 entries=1
set: t 00000000 other
packet: 03 00*63
insns:
	r9 = r1
	r7 = *(u32 *)(r1 + 0)
	r8 = *(u32 *)(r1 + 4)
	r2 = r7
	r2 += 1
	r0 = 2
	if r2 > r8 goto out
	r6 = *(u8 *)(r7 + 0)
	r7 = 0
next:	if r6 <= 1 goto end
	r7 += 1
	r1 = r9
	call f
	r1 = r6
	r1 &= 1
	if r1 != 0 goto odd
	r6 >>= 1
	goto next
odd:	r6 *= 3
	r6 += 1
	goto next
end:	r0 = r7
out:	exit
f:
	r2 = t ll
	r3 = 0
	call tail_call
	r0 = 1
	exit
insns other:
	r0 = 3
	exit
result: 7

== what ends a run ends that of its own program, whatever was led to before
kind: xdp
fuel: 100
map: t prog_array key=4 value=4 entries=1
set: t 00000000 other
packet: 03 00*63
insns:
	r6 = 7
	r7 = 8
	r8 = 9
	call f
	call g
	r0 += r6
	r0 += r7
	r0 += r8
	exit
f:
	r2 = t ll
	r3 = 0
	call tail_call
	r0 = 1
	exit
g:
	*(u64 *)(r10 - 8) = 1
	*(u64 *)(r10 - 16) = 2
	*(u64 *)(r10 - 24) = 3
	*(u64 *)(r10 - 200) = 3
	r6 = 0x41414141
	r7 = 0x41414141
	r8 = 0x41414141
	r9 = 0x41414141
again:	call ktime_get_ns
	if r0 != 0 goto again
	r0 = 3
	exit
insns other:
	r6 = 77
	r7 = 78
	r8 = r1
	call h
	r0 += r6
	r0 += r7
	exit
h:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 1
	r0 = 2
	if r4 > r3 goto out
	r6 = *(u8 *)(r2 + 0)
	r7 = 0
next:	if r6 <= 1 goto end
	r7 += 1
	r1 = r6
	r1 &= 1
	if r1 != 0 goto odd
	r6 >>= 1
	goto next
odd:	r6 *= 3
	r6 += 1
	goto next
end:	r0 = r7
out:	exit
result: 0
