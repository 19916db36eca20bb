# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# What is no instruction, or cannot stand where it does: refused, with its number.

== no such opcode
raw:
	b7 00 00 00 00 00 00 00
	ff 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 1

== opcode zero is only the second half of a wide load
raw:
	b7 00 00 00 00 00 00 00
	00 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 1

== a signed load of 64 bits
raw:
	99 10 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 0

== an atomic operation that there is none of
raw:
	b7 00 00 00 00 00 00 00
	db 01 00 00 02 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 1

== an atomic addition of 8 bits
raw:
	b7 00 00 00 00 00 00 00
	d3 01 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 1

== a byte swap of 24 bits
raw:
	b7 00 00 00 00 00 00 00
	dc 00 00 00 18 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 1

== a sign extension of 32 to 32 bits
raw:
	b7 01 00 00 00 00 00 00
	bc 10 20 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 1

== arithmetic with an offset
raw:
	b7 00 00 00 00 00 00 00
	07 00 01 00 01 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 1

== arithmetic of a register and a number
raw:
	b7 00 00 00 00 00 00 00
	0f 00 00 00 01 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 1

== arithmetic of a number and a register
raw:
	b7 10 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 0

== negation with a number
raw:
	b7 00 00 00 00 00 00 00
	87 00 00 00 01 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 1

== a load with a number
raw:
	71 10 00 00 01 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 0

== a jump on a number with a register
raw:
	b7 00 00 00 00 00 00 00
	15 10 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 1

== exit with a number
raw:
	b7 00 00 00 00 00 00 00
	95 00 00 00 01 00 00 00
verdict: refuse
reason: reserved
insn: 1

== a helper call with an offset
raw:
	85 00 01 00 05 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 0

== register 11
raw:
	b7 0b 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: register
insn: 0

== register 15 as source
raw:
	bf f0 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: register
insn: 0

== r10 is only read
raw:
	b7 00 00 00 00 00 00 00
	07 0a 00 00 08 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: register
insn: 1

== an atomic addition that fetches into r10
raw:
	b7 00 00 00 00 00 00 00
	db a1 00 00 01 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: register
insn: 1

== a wide load cut off
raw:
	b7 00 00 00 00 00 00 00
	18 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 1

== a wide load whose second half is an instruction
raw:
	18 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 0

== a wide load whose second half names a register
raw:
	18 00 00 00 00 00 00 00
	00 01 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: reserved
insn: 0

== a wide load of a kind that there is none of
raw:
	18 70 00 00 00 00 00 00
	00 00 00 00 00 00 00 00
	95 00 00 00 00 00 00 00
verdict: refuse
reason: opcode
insn: 0

== a jump into the second half of a wide load
insns:
	r0 = 0
	goto +1
	r1 = 5 ll
	exit
verdict: refuse
reason: jump-middle
insn: 1

== a conditional jump into the second half of a wide load
mem: 00
insns:
	r2 = *(u8 *)(r1 + 0)
	r0 = 0
	if r2 == 0 goto +1
	r1 = 5 ll
	exit
verdict: refuse
reason: jump-middle
insn: 2

== a jump past the end
insns:
	r0 = 0
	goto +1
	exit
verdict: refuse
reason: jump
insn: 1

== a jump before the beginning
insns:
	r0 = 0
	if r0 == 0 goto -3
	exit
verdict: refuse
reason: jump
insn: 1

== a long jump past the end
insns:
	r0 = 0
	gotol +100000
	exit
verdict: refuse
reason: jump
insn: 1

== may_goto past the end
insns:
	r0 = 0
	may_goto +7
	exit
verdict: refuse
reason: jump
insn: 1

== a jump into another function
insns:
	call f
	goto +1
f:	r0 = 0
	exit
verdict: refuse
reason: jump
insn: 1

== a call past the end
insns:
	call +5
	exit
verdict: refuse
reason: call-target
insn: 0

== a call into the second half of a wide load
insns:
	call +2
	exit
	r0 = 5 ll
	exit
verdict: refuse
reason: call-target
insn: 0

== a function reference past the end
insns:
	r1 = func(+100) ll
	r0 = 0
	exit
verdict: refuse
reason: call-target
insn: 0

== no exit
insns:
	r0 = 0
verdict: refuse
reason: fall-off
insn: 0

== no whole instruction
raw:
	b7 00 00 00 00 00 00
verdict: refuse
reason: length

== nothing at all
raw:
verdict: refuse
reason: length

== addr_space_cast needs an arena
insns:
	r0 = 0
	r2 = addr_space_cast(r1, 0, 1)
	exit
verdict: refuse
reason: address-space
insn: 1

== a call through a register
insns:
	r0 = 0
	callx r1
	exit
verdict: refuse
reason: call-register
insn: 1

== a call of the kernel's function
insns:
	call kfunc 77, 0
	exit
verdict: refuse
reason: kernel-function
insn: 0

== a variable of the kernel, whose types are not given
insns:
	r1 = var(5, 0) ll
	r0 = 0
	exit
verdict: refuse
reason: no-types
insn: 0

== a map by descriptor
insns:
	r1 = map_fd(3) ll
	r0 = 0
	exit
verdict: refuse
reason: map-descriptor
insn: 0

== a map's value by descriptor
insns:
	r1 = map_fd_value(3, 8) ll
	r0 = 0
	exit
verdict: refuse
reason: map-descriptor
insn: 0

== a packet load without a packet
insns:
	r6 = r1
	r0 = *(u8 *)skb[0]
	exit
verdict: refuse
reason: packet-load
insn: 1
