# Turns of may_goto and of callbacks end, but only those of one call.

== a may_goto that is left, a callback's turn, and back to it
insns:
    again:  may_goto left
            goto again
    left:   *(u64 *)(r10 - 8) = 0
            r1 = 1
            r2 = turn ll
            r3 = r10
            r3 += -8
            r4 = 0
            call loop
            r1 = *(u64 *)(r10 - 8)
            if r1 != 0 goto again
            r0 = 0
            exit
    turn:   r1 = 1
            *(u64 *)(r2 + 0) = r1
            r0 = 0
            exit
verdict: refuse
reason: loop

== two states take turns in leaving a may_goto
insns:
            r6 = 0
    again:  may_goto left
            if r6 > 1 goto out
            r6 = 1
            goto again
    left:   r6 ^= 1
            goto again
    out:    r0 = *(u64 *)(r10 - 8)
            exit
verdict: refuse
reason: loop

== a function whose may_goto has its turns anew with each call
insns:
    again:  call once
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            if r0 != 0 goto again
            r0 = 0
            exit
    once:   r0 = 0
            may_goto out
            r0 = 1
    out:    exit
verdict: refuse
reason: loop

== a state that was walked inside another call's turns
kind: xdp
insns:
            r6 = *(u32 *)(r1 + 12)
            r7 = 0
    again:  r1 = r6
            r2 = r10
            r2 += -8
            *(u64 *)(r10 - 8) = r7
            call turn
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r1 = 1
            r7 = 1
            if r0 != 0 goto again
            r0 = 2
            exit
    turn:   r0 = 0
            r6 = r1
            r7 = r2
    head:   may_goto out
            r8 = *(u64 *)(r7 + 0)
            if r8 != 0 goto pad
            call get_prandom_u32
            if r0 != 7 goto up
    pad:    r3 = 1
            r3 = 2
            r3 = 3
            r3 = 4
            r3 = 5
            r3 = 6
            r3 = 7
            r3 = 8
            if r3 != 8 goto clear
            r3 = 9
            if r3 != 9 goto clear
            r3 = 10
            r4 = 10
            r4 = 10
            r4 = 10
            r4 = 10
            if r3 == 10 goto clear
    clear:  r8 = 0
            *(u64 *)(r7 + 0) = r8
            goto head
    out:    r0 = 0
            exit
    up:     r0 = 1
            exit
verdict: refuse
reason: loop

== a loop around a function with a may_goto that counts
insns:
            r6 = 0
    again:  call once
            r6 += 1
            if r6 < 20 goto again
            r0 = r6
            exit
    once:   r0 = 0
    head:   may_goto out
            r0 += 1
            if r0 < 3 goto head
    out:    exit
result: 20

== a may_goto in a callback has its turns anew, and the callback ends
insns:
            r1 = 3
            r2 = turn ll
            r3 = 0
            r4 = 0
            call loop
            exit
    turn:   r0 = 0
    head:   may_goto out
            goto head
    out:    exit
result: 3

== the frame pointer of a callback kept past its turn
insns:
            *(u64 *)(r10 - 8) = 0
            r1 = 2
            r2 = turn ll
            r3 = r10
            r3 += -8
            r4 = 0
            call loop
            r0 = 0
            exit
    turn:   *(u64 *)(r10 - 8) = 7
            r1 = r10
            r1 += -8
            *(u64 *)(r2 + 0) = r1
            r0 = 0
            exit
verdict: refuse
reason: stack-outlived

== a jump over a may_goto's loop into itself from its way out
insns:
            r6 = 0
    head:   may_goto out
            r6 += 1
            if r6 < 100 goto head
    out:    if r6 > 1000 goto head
            r0 = 0
            exit

== the way out of a may_goto leads back with a number that grows
insns:
            r6 = 0
    head:   may_goto out
            goto head
    out:    r6 += 1
            if r6 < 5 goto head
            r0 = r6
            exit
result: 5

== the way out of a may_goto leads back, and nothing grows
insns:
            r6 = 0
    head:   may_goto out
            goto head
    out:    r6 ^= 1
            if r6 < 5 goto head
            r0 = r6
            exit
verdict: refuse
reason: loop

== a callback that moves a pointer on, turn by turn
kind: raw
mem: 00*64
insns:
            *(u64 *)(r10 - 8) = r1
            r1 = 1000000
            r2 = turn ll
            r3 = r10
            r3 += -8
            r4 = 0
            call loop
            r0 = 0
            exit
    turn:   r1 = *(u64 *)(r2 + 0)
            r1 += 40
            *(u64 *)(r2 + 0) = r1
            r0 = 0
            exit
verdict: refuse
reason: too-complex

== a may_goto in a callee, a loop around it without a counter
kind: raw
mem: 01
insns:
	r6 = r1
again:
	r1 = r6
	call f
	r5 = *(u8 *)(r6 + 0)
	if r5 != 0 goto again
	r0 = 0
	exit
f:
	r0 = 0
g:
	may_goto out
	goto g
out:
	exit
verdict: refuse
reason: loop
