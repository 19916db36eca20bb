# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: narrow or shifted access to fields of a context that hold pointers.

== half of a packet pointer
kind: xdp
insns:
	r2 = *(u16 *)(r1 + 0)
	r0 = r2
	exit
verdict: refuse
reason: ctx-size

== a byte of the packet's end
kind: xdp
insns:
	r2 = *(u8 *)(r1 + 4)
	r0 = r2
	exit
verdict: refuse
reason: ctx-size

== the whole of it
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 0)
	r3 = *(u32 *)(r1 + 4)
	r4 = r2
	r4 += 1
	r0 = 2
	if r4 > r3 goto out
	r0 = *(u8 *)(r2 + 0)
	r0 = 1
out:
	exit
result: 1

== eight bytes over two pointers
kind: xdp
insns:
	r2 = *(u64 *)(r1 + 0)
	r0 = 2
	exit
verdict: refuse
reason: ctx-field

== between two fields
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 2)
	r0 = 2
	exit
verdict: refuse
reason: ctx-field

== a sign-extended pointer
kind: xdp
insns:
	r2 = *(s32 *)(r1 + 0)
	r0 = 2
	exit
verdict: refuse
reason: ctx-sign

== a packet pointer may not be written
kind: xdp
insns:
	r2 = 0
	*(u32 *)(r1 + 0) = r2
	r0 = 2
	exit
verdict: refuse
reason: ctx-write

== a number among the fields
kind: xdp
insns:
	r2 = *(u32 *)(r1 + 16)
	r0 = 2
	exit
result: 2

== through a context that was moved
kind: xdp
insns:
	r1 += 4
	r2 = *(u32 *)(r1 + 0)
	r0 = 2
	exit
verdict: refuse
reason: ctx-moved
