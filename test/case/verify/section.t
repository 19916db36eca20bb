# Sections (bpf_rcu_read_lock, bpf_preempt_disable): ended on every path, and nothing sleeps in them.

== a section
kind: xdp
insns:
	call kfunc bpf_rcu_read_lock
	call kfunc bpf_rcu_read_unlock
	r0 = 2
	exit
result: 2

== one in another
kind: xdp
insns:
	call kfunc bpf_rcu_read_lock
	call kfunc bpf_preempt_disable
	call kfunc bpf_rcu_read_lock
	call kfunc bpf_rcu_read_unlock
	call kfunc bpf_preempt_enable
	call kfunc bpf_rcu_read_unlock
	r0 = 2
	exit
result: 2

== not ended
kind: xdp
insns:
	call kfunc bpf_rcu_read_lock
	r0 = 2
	exit
verdict: refuse
reason: section-leak
insn: 2

== not ended on one path
kind: xdp
insns:
	r6 = *(u32 *)(r1 + 12)
	call kfunc bpf_rcu_read_lock
	if r6 == 0 goto out
	call kfunc bpf_rcu_read_unlock
out:	r0 = 2
	exit
verdict: refuse
reason: section-leak

== begun on one path
kind: xdp
insns:
	r6 = *(u32 *)(r1 + 12)
	if r6 == 0 goto out
	call kfunc bpf_rcu_read_lock
out:	call kfunc bpf_rcu_read_unlock
	r0 = 2
	exit
verdict: refuse
reason: section-end
insn: 3

== ended twice
kind: xdp
insns:
	call kfunc bpf_rcu_read_lock
	call kfunc bpf_rcu_read_unlock
	call kfunc bpf_rcu_read_unlock
	r0 = 2
	exit
verdict: refuse
reason: section-end
insn: 2

== one is not the other
kind: xdp
insns:
	call kfunc bpf_rcu_read_lock
	call kfunc bpf_preempt_enable
	r0 = 2
	exit
verdict: refuse
reason: section-end
insn: 1

== one is not the other where paths meet
kind: xdp
insns:
	r6 = *(u32 *)(r1 + 12)
	r7 = *(u32 *)(r1 + 16)
	if r6 == 0 goto other
	call kfunc bpf_rcu_read_lock
	goto meet
other:	call kfunc bpf_preempt_disable
meet:	r0 = 1
	if r7 == 1 goto next
	r0 = 2
next:	if r7 == 2 goto more
	r0 = 3
more:	r0 = 2
	call kfunc bpf_rcu_read_unlock
	r0 = 2
	exit
verdict: refuse
reason: section-end

== a record is no section
kind: xdp
map: events ringbuf entries=4096
insns:
	r6 = *(u32 *)(r1 + 12)
	if r6 == 0 goto other
	call kfunc bpf_rcu_read_lock
	goto meet
other:	r1 = events ll
	r2 = 8
	r3 = 0
	call ringbuf_reserve
	if r0 == 0 goto out
meet:	r0 = 2
	r1 = 2
	call kfunc bpf_rcu_read_unlock
out:	r0 = 2
	exit
verdict: refuse
reason: section-end

== nothing sleeps in one
kind: fentry
sleepable: yes
insns:
	call kfunc bpf_rcu_read_lock
	*(u64 *)(r10 - 8) = 0
	r1 = r10
	r1 += -8
	r2 = 8
	r3 = 0
	call copy_from_user
	call kfunc bpf_rcu_read_unlock
	r0 = 0
	exit
verdict: refuse
reason: section-sleeps
insn: 6

== but behind it
kind: fentry
sleepable: yes
insns:
	call kfunc bpf_rcu_read_lock
	call kfunc bpf_rcu_read_unlock
	*(u64 *)(r10 - 8) = 0
	r1 = r10
	r1 += -8
	r2 = 8
	r3 = 0
	call copy_from_user
	r0 = 0
	exit

== no tail call out of one
kind: xdp
map: progs prog_array key=4 value=4 entries=1
insns:
	r6 = r1
	call kfunc bpf_preempt_disable
	r1 = r6
	r2 = progs ll
	r3 = 0
	call tail_call
	call kfunc bpf_preempt_enable
	r0 = 2
	exit
verdict: refuse
reason: ref-leak

== a loop that begins one each turn
kind: xdp
insns:
	r6 = 0
next:	call kfunc bpf_rcu_read_lock
	r6 += 1
	if r6 != 3 goto next
	r0 = 2
	exit
verdict: refuse
reason: section-leak

== a callback that ends its caller's
kind: xdp
insns:
	call kfunc bpf_rcu_read_lock
	r1 = 4
	r2 = body ll
	r3 = 0
	r4 = 0
	call loop
	r0 = 2
	exit
body:	call kfunc bpf_rcu_read_unlock
	r0 = 0
	exit
verdict: refuse
reason: section-leak

== fuel does not end in one
kind: xdp
fuel: 100
insns:
	call kfunc bpf_preempt_disable
	call ktime_get_ns
next:	r0 += -1
	if r0 != 0 goto next
	call kfunc bpf_preempt_enable
	r0 = 2
	exit
verdict: refuse
reason: fuel
