# Kernel functions: called by a row of kfunc.tbl, checked as helpers are.

== hardware's time stamp, which there is not
kind: xdp
insns:
	r2 = r10
	r2 += -8
	call kfunc bpf_xdp_metadata_rx_timestamp
	r1 = *(u64 *)(r10 - 8)
	r0 += r1
	r0 += 97
	exit
result: 2

== its result goes where there is no room
kind: xdp
insns:
	r2 = r10
	r2 += -4
	call kfunc bpf_xdp_metadata_rx_timestamp
	exit
verdict: refuse
reason: stack-bounds
insn: 2

== an argument is missing
kind: xdp
insns:
	r2 = r10
	r2 += -8
	call kfunc bpf_xdp_metadata_rx_hash
	exit
verdict: refuse
reason: reg-uninit
insn: 2

== registers are gone after the call
kind: xdp
insns:
	r2 = r10
	r2 += -8
	call kfunc bpf_xdp_metadata_rx_timestamp
	r0 = r2
	exit
verdict: refuse
reason: reg-uninit
insn: 3

== another kind of program
kind: sched_cls
insns:
	r2 = r10
	r2 += -8
	call kfunc bpf_xdp_metadata_rx_timestamp
	exit
verdict: refuse
reason: helper-kind
insn: 2

== a kernel function of a module
kind: xdp
insns:
	r2 = r10
	r2 += -8
	call kfunc 16777217, 3
	exit
verdict: refuse
reason: kernel-function
insn: 2

== a helper's number is no kernel function's
kind: xdp
insns:
	call kfunc 7, 0
	exit
verdict: refuse
reason: kernel-function
insn: 0

== a kernel function's number is no helper's
kind: xdp
insns:
	r2 = r10
	r2 += -8
	call 16777217
	exit
verdict: refuse
reason: helper-unknown
insn: 2
