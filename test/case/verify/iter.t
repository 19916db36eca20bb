# Open-coded iterators: made, asked until there is nothing more, destroyed.

== a sum of numbers
kind: xdp
insns:
	r6 = 0
	r1 = r10
	r1 += -8
	r2 = 3
	r3 = 1000
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r1 = *(u32 *)(r0 + 0)
	r6 += r1
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
result: 499497

== no numbers
kind: xdp
insns:
	r6 = 7
	r1 = r10
	r1 += -8
	r2 = 3
	r3 = 3
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r6 += 1
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
result: 7

== too many numbers are none
kind: xdp
insns:
	r6 = 0
	r1 = r10
	r1 += -8
	r2 = -8388600
	r3 = 9
	call kfunc bpf_iter_num_new
	r7 = r0
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r6 += 1
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r7
	r0 += r6
	exit
result: -7

== the least and the greatest of numbers
kind: xdp
insns:
	r6 = 0
	r1 = r10
	r1 += -8
	r2 = -2147483648
	r3 = -2147483646
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -16
	r2 = 2147483645
	r3 = 2147483647
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto more
	r6 += 1
	goto next
more:	r1 = r10
	r1 += -16
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r6 += 16
	goto more
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r1 = r10
	r1 += -16
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
result: 34

== it is not destroyed
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r0 = 0
	exit
verdict: refuse
reason: ref-leak
insn: 6

== it is destroyed twice
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: iterator-argument
insn: 10

== it is asked after it was destroyed
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r0 = 0
	exit
verdict: refuse
reason: iterator-argument
insn: 10

== one that was never made
kind: xdp
insns:
	*(u64 *)(r10 - 8) = 0
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r0 = 0
	exit
verdict: refuse
reason: iterator-argument
insn: 3

== made where it is not aligned
kind: xdp
insns:
	r1 = r10
	r1 += -12
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r0 = 0
	exit
verdict: refuse
reason: iterator-room
insn: 4

== made over another
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: object-held
insn: 9

== it is written over
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	*(u32 *)(r10 - 8) = 0
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: object-held
insn: 5

== it is read
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r6 = *(u32 *)(r10 - 8)
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
verdict: refuse
reason: object-read
insn: 5

== what it gave is changed
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	*(u32 *)(r0 + 0) = 0
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: mem-read-only

== what it gave is not asked for NULL
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r6 = *(u32 *)(r0 + 0)
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
verdict: refuse
reason: null-constant

== what it gave is used after it was destroyed
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r6 = r0
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	if r6 == 0 goto out
	r0 = *(u32 *)(r6 + 0)
out:	exit
verdict: refuse
reason: use-after-release

== a loop that goes on after the last number
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	goto next
verdict: refuse
reason: loop

== a loop that makes an iterator each time
kind: xdp
insns:
again:	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 != 0 goto next
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	goto again
verdict: refuse
reason: loop

== such a loop with something that grows
kind: xdp
insns:
	r6 = 0
again:	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r6 += 1
	if r0 != 0 goto next
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	if r6 == 3 goto out
	goto again
out:	r0 = 0
	exit
verdict: refuse
reason: loop

== a loop that takes the first thing of a new iterator each time
kind: xdp
insns:
	r6 = 0
again:	r6 += 1
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r1 = r10
	r1 += -8
	if r0 == 0 goto out
	call kfunc bpf_iter_num_destroy
	goto again
out:	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: too-complex

== a loop over an iterator that is used up, with the first thing of another in it
kind: xdp
insns:
	r6 = 0
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
outer:	r6 += 1
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = r10
	r1 += -16
	call kfunc bpf_iter_num_next
	r1 = r10
	r1 += -16
	if r0 == 0 goto out
	call kfunc bpf_iter_num_destroy
	goto outer
out:	call kfunc bpf_iter_num_destroy
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: too-complex

== a loop in a loop
kind: xdp
insns:
	r6 = 0
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 100
	call kfunc bpf_iter_num_new
outer:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 50
	call kfunc bpf_iter_num_new
inner:	r1 = r10
	r1 += -16
	call kfunc bpf_iter_num_next
	if r0 == 0 goto end
	r6 += 1
	goto inner
end:	r1 = r10
	r1 += -16
	call kfunc bpf_iter_num_destroy
	goto outer
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
result: 5000

== an index that grows is not bounded by the loop
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 8
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r1 = r6
	r1 += r7
	*(u8 *)(r1 + 0) = 1
	r7 += 1
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r7
	exit
verdict: refuse
reason: mem-index

== an index that is checked
kind: raw
mem: 00*64
insns:
	r6 = r1
	r7 = 0
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 8
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r1 = *(u32 *)(r0 + 0)
	if r1 > 63 goto done
	r2 = r6
	r2 += r1
	*(u8 *)(r2 + 0) = 1
	r7 += 1
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r7
	exit
result: 8
memory: 01*8 00*56

== an iterator of the caller
kind: xdp
insns:
	r6 = 0
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 5
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call f
	r6 += r0
	if r0 != 9 goto next
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
f:	call kfunc bpf_iter_num_next
	if r0 == 0 goto none
	r0 = *(u32 *)(r0 + 0)
	r0 &= 7
	exit
none:	r0 = 9
	exit
result: 19

== left before the last number
kind: xdp
insns:
	r1 = r10
	r1 += -8
	r2 = 10
	r3 = 1000000
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	r6 = 0
	if r0 == 0 goto done
	r6 = *(u32 *)(r0 + 0)
	if r6 == 15 goto done
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = r6
	exit
result: 15

== an iterator made anew in each turn, on one way, held by the other way
kind: xdp
insns:
	r6 = r1
	r1 = r10
	r1 += -8
	r2 = 3
	r3 = 1000
	call kfunc bpf_iter_num_new
next:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	call get_prandom_u32
	if r0 != 7 goto remake
	goto next
remake:
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r1 = r10
	r1 += -8
	r2 = 3
	r3 = 1000
	call kfunc bpf_iter_num_new
	goto next
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: loop

== made anew by a function with a may_goto
kind: raw
map: m array key=4 value=8 entries=1
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
outer:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r1 = r10
	r1 += -8
	call f
	goto outer
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
f:
	r6 = r1
	r7 = m[0] ll
	r1 = 0
	*(u64 *)(r7 + 0) = r1
again:	may_goto out
	r1 = *(u64 *)(r7 + 0)
	if r1 != 0 goto out
	r1 = r6
	call kfunc bpf_iter_num_destroy
	r1 = r6
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r1 = 1
	*(u64 *)(r7 + 0) = r1
	goto again
out:	r0 = 0
	exit
verdict: refuse
reason: too-complex

== made anew by a callback
kind: raw
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
outer:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r1 = 1
	r2 = f ll
	r3 = r10
	r3 += -8
	r4 = 0
	call loop
	goto outer
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
f:
	r6 = r2
	r1 = r6
	call kfunc bpf_iter_num_destroy
	r1 = r6
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r0 = 0
	exit
verdict: refuse
reason: loop

== made anew by a loop that counts
kind: raw
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
outer:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r6 = 0
inner:	if r6 >= 2 goto outer
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	r6 += 1
	goto inner
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: loop

== made anew by a loop over another iterator
kind: raw
insns:
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
outer:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_next
	if r0 == 0 goto done
	r1 = r10
	r1 += -16
	r2 = 0
	r3 = 1
	call kfunc bpf_iter_num_new
inner:	r1 = r10
	r1 += -16
	call kfunc bpf_iter_num_next
	if r0 == 0 goto end
	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r1 = r10
	r1 += -8
	r2 = 0
	r3 = 3
	call kfunc bpf_iter_num_new
	goto inner
end:	r1 = r10
	r1 += -16
	call kfunc bpf_iter_num_destroy
	goto outer
done:	r1 = r10
	r1 += -8
	call kfunc bpf_iter_num_destroy
	r0 = 0
	exit
verdict: refuse
reason: too-complex
