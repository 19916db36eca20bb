# A tail call from a function returns to its caller, with what the other program returns.

== a tail call from a function: its result is the other program's
kind: xdp
map: table prog_array key=4 value=4 entries=2
insns:
            *(u64 *)(r10 - 8) = 0
            call once
            r2 = r10
            r2 += -8
            r2 += r0
            r0 = *(u8 *)(r2 + 0)
            exit
    once:   r2 = table ll
            r3 = 0
            call tail_call
            r0 = 1
            exit
insns other:
            r0 = 100000
            exit
set: table 00000000 other
verdict: refuse
reason: pointer-range

== a tail call from a function: the packet that it moved
kind: xdp
map: table prog_array key=4 value=4 entries=2
insns:
            r6 = r1
            r7 = *(u32 *)(r1 + 0)
            r8 = *(u32 *)(r1 + 4)
            r2 = r7
            r2 += 8
            if r2 > r8 goto out
            call once
            r0 = *(u8 *)(r7 + 0)
    out:    r0 = 2
            exit
    once:   r2 = table ll
            r3 = 0
            call tail_call
            r0 = 1
            exit
verdict: refuse
reason: stale-packet
insn: 7

== a tail call from a function: its result, bounded
kind: xdp
map: table prog_array key=4 value=4 entries=2
insns:
            *(u64 *)(r10 - 8) = 0
            call once
            r2 = r10
            r2 += -8
            r0 &= 7
            r2 += r0
            r0 = *(u8 *)(r2 + 0)
            r0 += 1
            exit
    once:   r2 = table ll
            r3 = 0
            call tail_call
            r0 = 1
            exit
insns other:
            r0 = 3
            exit
set: table 00000000 other
result: 1
