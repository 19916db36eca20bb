# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# RFC 9669's packet loads: r6 is the context, r0 the value in the machine's order; past the packet the program ends with 0.

== LDABS8
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r0 = *(u8 *)skb[4]
	exit
result: 0x85

== LDABS16
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r0 = *(u16 *)skb[4]
	exit
result: 0x8506

== LDABS32
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r0 = *(u32 *)skb[4]
	exit
result: 0x85060708

== LDABS32 unaligned
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r0 = *(u32 *)skb[3]
	exit
result: 0x04850607

== LDABS8 past the end
kind: socket_filter
packet: 01 02 03 04
insns:
	r6 = r1
	r0 = *(u8 *)skb[4]
	r0 = 7
	exit
result: 0

== LDABS32 across the end
kind: socket_filter
packet: 01 02 03 04
insns:
	r6 = r1
	r0 = *(u32 *)skb[1]
	r0 = 7
	exit
result: 0

== LDABS16 far past the end
kind: socket_filter
packet: 01 02 03 04
insns:
	r6 = r1
	r0 = *(u16 *)skb[0x7fffffff]
	r0 = 7
	exit
result: 0

== LDIND8
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r7 = 3
	r0 = *(u8 *)skb[r7 + 1]
	exit
result: 0x85

== LDIND16
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r0 = 6
	r0 = *(u16 *)skb[r0]
	exit
result: 0x0708

== LDIND32
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r2 = 5
	r0 = *(u32 *)skb[r2 - 3]
	exit
result: 0x03048506

== LDIND32 across the end
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r2 = 4
	r0 = *(u32 *)skb[r2 + 1]
	r0 = 7
	exit
result: 0

== the offset of LDIND8 is 32 bits
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r2 = 0x1200000001 ll
	r0 = *(u8 *)skb[r2 + 1]
	exit
result: 3

== r6 to r9 live through packet loads
kind: socket_filter
packet: 01 02 03 04 85 06 07 08
insns:
	r6 = r1
	r7 = 100
	r8 = 1000
	r9 = 10000
	r0 = *(u8 *)skb[0]
	r7 += r0
	r0 = *(u8 *)skb[1]
	r0 += r7
	r0 += r8
	r0 += r9
	exit
result: 11103
