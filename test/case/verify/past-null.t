# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# A class of bugs that verifiers have had: arithmetic on a pointer that may be NULL, after which a comparison with zero proves nothing.

== moved before the check
kind: raw
map: m hash key=4 value=16 entries=4
insns:
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	r0 += 8
	if r0 == 0 goto out
	r0 = *(u64 *)(r0 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: null-arithmetic

== moved behind the check
kind: raw
map: m hash key=4 value=16 entries=4
set: m 00000000 01000000000000000200000000000000
insns:
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	if r0 == 0 goto out
	r0 += 8
	r0 = *(u64 *)(r0 + 0)
	exit
out:
	r0 = 0
	exit
result: 2

== moved by zero of which nobody knows
kind: raw
mem: 00*8
map: m hash key=4 value=16 entries=4
insns:
	r6 = *(u8 *)(r1 + 0)
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	r6 &= 7
	r0 += r6
	if r0 == 0 goto out
	r0 = *(u8 *)(r0 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: null-arithmetic

== checked, then moved by what is bounded
kind: raw
mem: 03 00*7
map: m hash key=4 value=16 entries=4
set: m 00000000 01020304000000000200000000000000
insns:
	r6 = *(u8 *)(r1 + 0)
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	r6 &= 7
	if r0 == 0 goto out
	r0 += r6
	r0 = *(u8 *)(r0 + 0)
	exit
out:
	r0 = 0
	exit
result: 4

== a check of another look-up's result
kind: raw
map: m hash key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	r6 = r0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	if r0 == 0 goto out
	r0 = *(u64 *)(r6 + 0)
	exit
out:
	r0 = 0
	exit
verdict: refuse
reason: null

== a check of the copy
kind: raw
map: m hash key=4 value=8 entries=4
set: m 00000000 0500000000000000
insns:
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	r6 = r0
	if r0 == 0 goto out
	r0 = *(u64 *)(r6 + 0)
	exit
out:
	r0 = 0
	exit
result: 5

== a check of 32 bits only
kind: xdp
map: m hash key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 0
	r2 = r10
	r2 += -4
	r1 = m ll
	call map_lookup_elem
	if w0 == 0 goto out
	r0 = *(u64 *)(r0 + 0)
out:
	r0 = 0
	exit
verdict: refuse
reason: null
