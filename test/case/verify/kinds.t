# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
# Kinds of programs: a field that may be used and its neighbour that may not, the results that are allowed and those that are
# not. test/kernel/tables_diff.c holds all of it against the running kernel; here is one of each, which needs none.

== a device map's program reads the interface it sends to
kind: xdp/devmap
insns:
	r0 = *(u32 *)(r1 + 20)
	exit

== another XDP program does not
kind: xdp
insns:
	r0 = *(u32 *)(r1 + 20)
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== nor one of a CPU map
kind: xdp/cpumap
insns:
	r0 = *(u32 *)(r1 + 20)
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== a program of what is sent answers 3
kind: cgroup_skb/egress
insns:
	r0 = 3
	exit
result: 3

== one of what is got answers 0 or 1
kind: cgroup_skb
insns:
	r0 = 3
	exit
verdict: refuse
reason: ret-range
insn: 1

== a new socket is bound to an interface
kind: cgroup_sock
ctx: 02 00 00 00
insns:
	r0 = *(u32 *)(r1 + 0)
	*(u32 *)(r1 + 0) = 7
	r0 = *(u32 *)(r1 + 0)
	r0 &= 1
	exit
result: 1

== one that is bound no more
kind: cgroup/post_bind4
insns:
	r2 = 7
	*(u32 *)(r1 + 0) = r2
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 1

== its IPv4 address is known after bind
kind: cgroup/post_bind4
ctx: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 03 00 00
insns:
	r0 = *(u8 *)(r1 + 25)
	r0 &= 1
	exit
result: 1

== before, it is not
kind: cgroup_sock
insns:
	r0 = *(u32 *)(r1 + 24)
	r0 &= 1
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== nor by a program of IPv6
kind: cgroup/post_bind6
insns:
	r0 = *(u32 *)(r1 + 24)
	r0 &= 1
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== the IPv6 address is, in its four parts
kind: cgroup/post_bind6
insns:
	r0 = *(u32 *)(r1 + 40)
	r0 &= 1
	exit

== the family's first byte
kind: cgroup_sock
insns:
	r0 = *(u8 *)(r1 + 4)
	r0 &= 1
	exit

== and not its second
kind: cgroup_sock
insns:
	r0 = *(u8 *)(r1 + 5)
	r0 &= 1
	exit
verdict: refuse
reason: ctx-size
insn: 0

== a socket program answers 0 or 1
kind: cgroup_sock
insns:
	r0 = 2
	exit
verdict: refuse
reason: ret-range
insn: 1

== connect goes elsewhere
kind: cgroup/connect4
ctx: 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 50 00 00
insns:
	r2 = 0x0100007f
	*(u32 *)(r1 + 4) = r2
	r2 = 0x1600
	*(u32 *)(r1 + 24) = r2
	r0 = 1
	exit
result: 1

== the address of another family
kind: cgroup/connect4
insns:
	r0 = *(u32 *)(r1 + 8)
	r0 = 1
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== eight bytes of an IPv6 address
kind: cgroup/connect6
ctx: 00 00 00 00 00 00 00 00 05 00 00 00 00 00 00 00
insns:
	r2 = *(u64 *)(r1 + 8)
	*(u64 *)(r1 + 16) = r2
	r0 = *(u8 *)(r1 + 16)
	r0 &= 1
	exit
result: 1

== eight bytes that are not aligned
kind: cgroup/connect6
insns:
	r2 = *(u64 *)(r1 + 12)
	r0 = 1
	exit
verdict: refuse
reason: ctx-size
insn: 0

== a part of an IPv6 address is written
kind: cgroup/connect6
insns:
	r2 = 1
	*(u16 *)(r1 + 8) = r2
	r0 = 1
	exit
verdict: refuse
reason: ctx-part
insn: 1

== a part of an IPv4 address is written
kind: cgroup/connect4
insns:
	r2 = 1
	*(u16 *)(r1 + 4) = r2
	r0 = 1
	exit
verdict: refuse
reason: ctx-part
insn: 1

== the family is only read
kind: cgroup/connect4
insns:
	r2 = 10
	*(u32 *)(r1 + 0) = r2
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 1

== sendmsg chooses where it is sent from
kind: cgroup/sendmsg4
insns:
	r2 = 1
	*(u32 *)(r1 + 40) = r2
	r0 = 1
	exit
result: 1

== connect does not
kind: cgroup/connect4
insns:
	r2 = 1
	*(u32 *)(r1 + 40) = r2
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 1

== sendmsg, IPv6
kind: cgroup/sendmsg6
insns:
	r2 = *(u64 *)(r1 + 48)
	*(u32 *)(r1 + 44) = r2
	r0 = 1
	exit
result: 1

== a path has no address
kind: cgroup/connect_unix
ctx: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 00
insns:
	r0 = *(u32 *)(r1 + 28)
	r0 &= 1
	exit
result: 1

== so it has none to be read
kind: cgroup/connect_unix
insns:
	r0 = *(u32 *)(r1 + 4)
	r0 = 1
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== bind may be let through to any port
kind: cgroup/bind6
insns:
	r0 = 3
	exit
result: 3

== connect not
kind: cgroup/connect6
insns:
	r0 = 3
	exit
verdict: refuse
reason: ret-range
insn: 1

== recvmsg answers 1
kind: cgroup/recvmsg4
insns:
	r0 = 1
	exit
result: 1

== nothing is refused at recvmsg6
kind: cgroup/recvmsg6
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== nothing is refused at recvmsg_unix
kind: cgroup/recvmsg_unix
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== nothing is refused at getpeername4
kind: cgroup/getpeername4
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== nothing is refused at getpeername6
kind: cgroup/getpeername6
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== nothing is refused at getsockname4
kind: cgroup/getsockname4
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== nothing is refused at getsockname6
kind: cgroup/getsockname6
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== nothing is refused at getpeername_unix
kind: cgroup/getpeername_unix
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== nothing is refused at getsockname_unix
kind: cgroup/getsockname_unix
insns:
	r0 = 0
	exit
verdict: refuse
reason: ret-range
insn: 1

== a device
kind: cgroup_device
ctx: 01 00 00 00 05 00 00 00
insns:
	r2 = *(u16 *)(r1 + 0)
	r0 = *(u32 *)(r1 + 4)
	r0 &= 1
	exit
result: 1

== half of its number
kind: cgroup_device
insns:
	r0 = *(u16 *)(r1 + 4)
	r0 &= 1
	exit
verdict: refuse
reason: ctx-size
insn: 0

== its number is only read
kind: cgroup_device
insns:
	*(u32 *)(r1 + 8) = 1
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 0

== a sysctl's position
kind: cgroup_sysctl
ctx: 00 00 00 00 04 00 00 00
insns:
	r2 = *(u32 *)(r1 + 4)
	r2 += 1
	*(u32 *)(r1 + 4) = r2
	r0 = *(u8 *)(r1 + 4)
	r0 &= 1
	exit
result: 1

== whether it is written cannot be changed
kind: cgroup_sysctl
insns:
	*(u32 *)(r1 + 0) = 1
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 0

== a getsockopt's answer
kind: cgroup/getsockopt
insns:
	*(u32 *)(r1 + 36) = 0
	r0 = 1
	exit
result: 1

== a setsockopt has none yet
kind: cgroup/setsockopt
insns:
	*(u32 *)(r1 + 36) = 0
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 0

== a setsockopt's level is changed
kind: cgroup/setsockopt
insns:
	*(u32 *)(r1 + 24) = 1
	r0 = *(u32 *)(r1 + 24)
	r0 &= 1
	exit
result: 1

== a getsockopt's not
kind: cgroup/getsockopt
insns:
	*(u32 *)(r1 + 24) = 1
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 0

== an option is written inside its end
kind: cgroup/setsockopt
insns:
	r2 = *(u64 *)(r1 + 8)
	r3 = *(u64 *)(r1 + 16)
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	*(u32 *)(r2 + 0) = 9
out:
	r0 = 1
	exit
result: 1

== an option without a look at its end
kind: cgroup/setsockopt
insns:
	r2 = *(u64 *)(r1 + 8)
	*(u32 *)(r2 + 0) = 9
	r0 = 1
	exit
verdict: refuse
reason: packet-bounds
insn: 1

== an option is the memory of any helper
kind: cgroup/setsockopt
insns:
	r2 = *(u64 *)(r1 + 8)
	r3 = *(u64 *)(r1 + 16)
	r4 = r2
	r4 += 16
	if r4 > r3 goto out
	r1 = r2
	r2 = 16
	call get_current_comm
out:
	r0 = 1
	exit
result: 1

== a reply
kind: sock_ops
insns:
	r0 = *(u32 *)(r1 + 0)
	*(u32 *)(r1 + 4) = 1
	r0 = 1
	exit
result: 1

== the second argument is no reply
kind: sock_ops
insns:
	*(u32 *)(r1 + 8) = 1
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 0

== a part of a field
kind: sock_ops
insns:
	r0 = *(u8 *)(r1 + 0)
	r0 = 1
	exit
verdict: refuse
reason: ctx-size
insn: 0

== a segment's first byte
kind: sock_ops
insns:
	r2 = *(u64 *)(r1 + 192)
	r3 = *(u64 *)(r1 + 200)
	r0 = 1
	r4 = r2
	r4 += 1
	if r4 > r3 goto out
	r0 = *(u8 *)(r2 + 0)
	r0 &= 1
out:
	exit
result: 1

== a segment is only read
kind: sock_ops
insns:
	r2 = *(u64 *)(r1 + 192)
	r3 = *(u64 *)(r1 + 200)
	r0 = 1
	r4 = r2
	r4 += 1
	if r4 > r3 goto out
	*(u8 *)(r2 + 0) = 1
out:
	exit
verdict: refuse
reason: packet-write
insn: 6

== a segment is no key
kind: sock_ops
map: h hash key=4 value=8 entries=4
insns:
	r2 = *(u64 *)(r1 + 192)
	r3 = *(u64 *)(r1 + 200)
	r0 = 1
	r4 = r2
	r4 += 4
	if r4 > r3 goto out
	r1 = h ll
	call map_lookup_elem
	r0 = 1
out:
	exit
verdict: refuse
reason: helper-packet
insn: 8

== an event's result
kind: sock_ops
insns:
	r0 = 2
	exit
verdict: refuse
reason: ret-range
insn: 1

== a message is written
kind: sk_msg
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = *(u64 *)(r1 + 8)
	r4 = r2
	r4 += 2
	if r4 > r3 goto out
	*(u8 *)(r2 + 1) = 1
out:
	r0 = 1
	exit
result: 1

== past its end
kind: sk_msg
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = *(u64 *)(r1 + 8)
	r4 = r2
	r4 += 2
	if r4 > r3 goto out
	*(u8 *)(r2 + 2) = 1
out:
	r0 = 1
	exit
verdict: refuse
reason: packet-bounds
insn: 5

== half a pointer to a message
kind: sk_msg
insns:
	r2 = *(u32 *)(r1 + 0)
	r0 = 1
	exit
verdict: refuse
reason: ctx-size
insn: 0

== a packet of a stream
kind: sk_skb
packet: 07 09
insns:
	r2 = *(u32 *)(r1 + 76)
	r3 = *(u32 *)(r1 + 80)
	r0 = 0
	r4 = r2
	r4 += 2
	if r4 > r3 goto out
	*(u8 *)(r2 + 1) = 1
	r0 = *(u8 *)(r2 + 1)
out:
	exit
result: 1

== its priority is set
kind: sk_skb
insns:
	*(u32 *)(r1 + 32) = 6
	r0 = *(u32 *)(r1 + 32)
	exit
result: 6

== its mark is not even read
kind: sk_skb
insns:
	r0 = *(u32 *)(r1 + 8)
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== its cb is only read
kind: sk_skb
insns:
	*(u32 *)(r1 + 48) = 1
	r0 = 0
	exit
verdict: refuse
reason: ctx-write
insn: 0

== a look-up's port
kind: sk_lookup
ctx: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 51 00 00 00
insns:
	r0 = *(u16 *)(r1 + 60)
	r0 &= 1
	exit
result: 1

== is not written
kind: sk_lookup
insns:
	*(u32 *)(r1 + 60) = 1
	r0 = 1
	exit
verdict: refuse
reason: ctx-write
insn: 0

== a look-up answers drop or pass
kind: sk_lookup
insns:
	r0 = 2
	exit
verdict: refuse
reason: ret-range
insn: 1

== the socket is read whole
kind: sk_lookup
insns:
	r0 = *(u32 *)(r1 + 0)
	r0 = 1
	exit
verdict: refuse
reason: ctx-size
insn: 0

== a group's packet
kind: sk_reuseport
ctx: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 4d 00 00 00
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = *(u64 *)(r1 + 8)
	r0 = *(u32 *)(r1 + 32)
	r4 = r2
	r4 += 1
	if r4 > r3 goto out
	r0 = *(u8 *)(r2 + 0)
out:
	exit
result: 77

== is only read
kind: sk_reuseport
insns:
	r2 = *(u64 *)(r1 + 0)
	r3 = *(u64 *)(r1 + 8)
	r4 = r2
	r4 += 1
	r0 = 0
	if r4 > r3 goto out
	*(u8 *)(r2 + 0) = 1
out:
	exit
verdict: refuse
reason: packet-write
insn: 6

== a flow's keys
kind: flow_dissector
insns:
	r2 = *(u64 *)(r1 + 144)
	*(u16 *)(r2 + 54) = 5
	r0 = *(u16 *)(r2 + 54)
	exit
result: 5

== past their end
kind: flow_dissector
insns:
	r2 = *(u64 *)(r1 + 144)
	*(u16 *)(r2 + 55) = 5
	r0 = 0
	exit
verdict: refuse
reason: mem-bounds
insn: 1

== a flow dissector sees no mark
kind: flow_dissector
insns:
	r0 = *(u32 *)(r1 + 8)
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== a flow dissector writes no packet
kind: flow_dissector
insns:
	r2 = *(u32 *)(r1 + 76)
	r3 = *(u32 *)(r1 + 80)
	r4 = r2
	r4 += 1
	r0 = 0
	if r4 > r3 goto out
	*(u8 *)(r2 + 0) = 1
out:
	exit
verdict: refuse
reason: packet-write
insn: 6

== a route's packet is changed when it is sent
kind: lwt_xmit
insns:
	r2 = *(u32 *)(r1 + 76)
	r3 = *(u32 *)(r1 + 80)
	r4 = r2
	r4 += 1
	r0 = 2
	if r4 > r3 goto out
	*(u8 *)(r2 + 0) = 3
	r0 = *(u8 *)(r2 + 0)
out:
	exit
result: 3

== not at lwt_in
kind: lwt_in
insns:
	r2 = *(u32 *)(r1 + 76)
	r3 = *(u32 *)(r1 + 80)
	r4 = r2
	r4 += 1
	r0 = 2
	if r4 > r3 goto out
	*(u8 *)(r2 + 0) = 3
out:
	exit
verdict: refuse
reason: packet-write
insn: 6

== not at lwt_out
kind: lwt_out
insns:
	r2 = *(u32 *)(r1 + 76)
	r3 = *(u32 *)(r1 + 80)
	r4 = r2
	r4 += 1
	r0 = 2
	if r4 > r3 goto out
	*(u8 *)(r2 + 0) = 3
out:
	exit
verdict: refuse
reason: packet-write
insn: 6

== not at lwt_seg6local
kind: lwt_seg6local
insns:
	r2 = *(u32 *)(r1 + 76)
	r3 = *(u32 *)(r1 + 80)
	r4 = r2
	r4 += 1
	r0 = 2
	if r4 > r3 goto out
	*(u8 *)(r2 + 0) = 3
out:
	exit
verdict: refuse
reason: packet-write
insn: 6

== a route's packet is marked
kind: lwt_in
insns:
	*(u32 *)(r1 + 8) = 5
	r0 = *(u32 *)(r1 + 8)
	exit
result: 5

== it has no time
kind: lwt_in
insns:
	r0 = *(u64 *)(r1 + 152)
	exit
verdict: refuse
reason: ctx-hidden
insn: 0

== a filter looks at its pointers
kind: netfilter
insns:
	r2 = *(u64 *)(r1 + 8)
	r0 = 1
	if r2 != 0 goto out
	r0 = 0
out:
	exit
result: 0

== a filter answers drop or accept
kind: netfilter
insns:
	r0 = 3
	exit
verdict: refuse
reason: ret-range
insn: 1

== half of one
kind: netfilter
insns:
	r2 = *(u32 *)(r1 + 8)
	r0 = 1
	exit
verdict: refuse
reason: ctx-size
insn: 0

== a session goes on to the return
kind: kprobe.session
insns:
	r2 = *(u64 *)(r1 + 160)
	r0 = 0
	exit
result: 0

== or not, and nothing else
kind: kprobe.session
insns:
	r0 = 2
	exit
verdict: refuse
reason: ret-range
insn: 1

== of a process
kind: uprobe.session
insns:
	r0 = -1
	exit
verdict: refuse
reason: ret-range
insn: 1

== a buffer of a tracepoint
kind: raw_tracepoint.w
insns:
	r2 = *(u64 *)(r1 + 0)
	*(u32 *)(r2 + 4) = 8
	r0 = *(u32 *)(r2 + 4)
	exit
result: 8

== the other arguments are numbers
kind: raw_tracepoint.w
insns:
	r2 = *(u64 *)(r1 + 8)
	r0 = *(u32 *)(r2 + 4)
	exit
verdict: refuse
reason: not-pointer
insn: 1

== a raw tracepoint has no buffer
kind: raw_tracepoint
insns:
	r2 = *(u64 *)(r1 + 0)
	r0 = *(u32 *)(r2 + 4)
	exit
verdict: refuse
reason: not-pointer
insn: 1

== an argument of tp_btf
kind: tp_btf
insns:
	r2 = *(u64 *)(r1 + 8)
	r0 = 0
	exit
result: 0

== an argument of fentry
kind: fentry
insns:
	r2 = *(u64 *)(r1 + 8)
	r0 = 0
	exit
result: 0

== an argument of iter
kind: iter
insns:
	r2 = *(u64 *)(r1 + 8)
	r0 = 0
	exit
result: 0

== an argument of lsm
kind: lsm
insns:
	r2 = *(u64 *)(r1 + 8)
	r0 = 0
	exit
result: 0

== arguments are not written
kind: fentry
insns:
	*(u64 *)(r1 + 8) = 0
	r0 = 0
	exit
verdict: refuse
reason: ctx-write
insn: 0

== past the last argument
kind: fentry
insns:
	r0 = *(u64 *)(r1 + 96)
	r0 = 0
	exit
verdict: refuse
reason: ctx-access
insn: 0

== the result, after them
kind: fexit
insns:
	r2 = *(u64 *)(r1 + 96)
	r0 = 0
	exit
result: 0

== a function's entry has no result
kind: fentry
insns:
	r0 = 1
	exit
verdict: refuse
reason: ret-range
insn: 1

== nor has its return
kind: fexit
insns:
	r0 = 1
	exit
verdict: refuse
reason: ret-range
insn: 1

== its own result is replaced
kind: fmod_ret
insns:
	r0 = -1
	exit
result: -1

== an iterator asks to be called again
kind: iter
insns:
	r0 = 1
	exit
result: 1

== once
kind: iter
insns:
	r0 = 2
	exit
verdict: refuse
reason: ret-range
insn: 1

== an answer of security is an error
kind: lsm
insns:
	w0 = -13
	exit
result: -13

== or 0
kind: lsm
insns:
	r0 = 1
	exit
verdict: refuse
reason: ret-range
insn: 1

== a control group's is 0 or 1
kind: lsm_cgroup
insns:
	r0 = 1
	exit
result: 1

== and no error
kind: lsm_cgroup
insns:
	r0 = -1
	exit
verdict: refuse
reason: ret-range
insn: 1

== a pulse
kind: lirc_mode2
ctx: 05 00 00 01
insns:
	r0 = *(u32 *)(r1 + 0)
	exit
result: 16777221

== a part of a pulse
kind: lirc_mode2
insns:
	r0 = *(u8 *)(r1 + 0)
	exit
verdict: refuse
reason: ctx-size
insn: 0

== an infrared program does not know who runs
kind: lirc_mode2
insns:
	call get_current_pid_tgid
	r0 = 0
	exit
verdict: refuse
reason: helper-kind
insn: 0

== a program that is run by hand has memory
kind: syscall
ctx: 00 00 00 00 07 00 00 00
insns:
	r2 = *(u32 *)(r1 + 4)
	r2 += 1
	*(u32 *)(r1 + 4) = r2
	r0 = *(u32 *)(r1 + 4)
	exit
result: 8

== aligned
kind: syscall
insns:
	r0 = *(u32 *)(r1 + 2)
	exit
verdict: refuse
reason: ctx-access
insn: 0

== a helper that no host here has is checked
kind: kprobe
map: s stack_trace key=4 value=64 entries=4
lacks: stack_trace
insns:
	r6 = r1
	r1 = r6
	r2 = s ll
	r3 = 0
	call get_stackid
	r0 = 0
	exit

== and cannot be run
kind: cgroup_skb
insns:
	call skb_cgroup_id
	r0 = 1
	exit
verdict: refuse
reason: not-offered

== the same, for checking
kind: cgroup_skb
lacks: skb_cgroup_id
insns:
	call skb_cgroup_id
	r0 = 1
	exit

== what nothing reaches lacks nothing
kind: cgroup_skb
insns:
	r0 = 1
	if r0 == 1 goto out
	call skb_cgroup_id
out:
	r0 = 1
	exit
result: 1

== its arguments are looked at
kind: sock_ops
insns:
	r1 = 0
	r2 = 1
	call sock_ops_cb_flags_set
	r0 = 1
	exit
verdict: refuse
reason: helper-context
insn: 2

== it belongs to one kind
kind: sk_msg
insns:
	r2 = 1
	call sock_ops_cb_flags_set
	r0 = 1
	exit
verdict: refuse
reason: helper-kind
insn: 1

== packet pointers are stale after it
kind: sk_msg
insns:
	r6 = r1
	r7 = *(u64 *)(r1 + 0)
	r2 = 0
	r3 = 8
	r4 = 0
	call msg_pull_data
	r3 = *(u64 *)(r6 + 8)
	r4 = r7
	r4 += 1
	if r4 > r3 goto out
	r0 = *(u8 *)(r7 + 0)
out:
	r0 = 1
	exit
verdict: refuse
reason: stale-packet
insn: 7

== its licence counts
kind: perf_event
licence: BSD
insns:
	r2 = r10
	r2 += -24
	r3 = 24
	call perf_prog_read_value
	r0 = 0
	exit
verdict: refuse
reason: helper-gpl
insn: 3

== the value of a control group
kind: cgroup_skb
map: s cgroup_storage key=16 value=8 entries=0
lacks: cgroup_storage
insns:
	r1 = s ll
	r2 = 0
	call get_local_storage
	r1 = *(u64 *)(r0 + 0)
	r1 += 1
	*(u64 *)(r0 + 0) = r1
	r0 = 1
	exit

== and not more
kind: cgroup_skb
map: s cgroup_storage key=16 value=8 entries=0
lacks: cgroup_storage
insns:
	r1 = s ll
	r2 = 0
	call get_local_storage
	r1 = *(u64 *)(r0 + 8)
	r0 = 1
	exit
verdict: refuse
reason: map-value-bounds
insn: 4

== its flags are 0
kind: cgroup_skb
map: s cgroup_storage key=16 value=8 entries=0
lacks: cgroup_storage
insns:
	r1 = s ll
	r2 = 1
	call get_local_storage
	r0 = 1
	exit
verdict: refuse
reason: helper-zero
insn: 3

== the network namespace of nothing
kind: sk_msg
lacks: get_netns_cookie
insns:
	r1 = 0
	call get_netns_cookie
	r0 = 1
	exit

== or of the context
kind: sk_msg
lacks: get_netns_cookie
insns:
	call get_netns_cookie
	r0 = 1
	exit

== and of no number
kind: sk_msg
insns:
	r1 = 5
	call get_netns_cookie
	r0 = 1
	exit
verdict: refuse
reason: helper-context
insn: 1

== a pointer of the kernel's is exchanged where one is kept in a map value, and nowhere else
kind: xdp
insns:
	r1 = r10
	r2 = 0
	call kptr_xchg
	r0 = 2
	exit
verdict: refuse
reason: kptr-place
insn: 2

== a helper of per-CPU variables takes nothing else
kind: kprobe
insns:
	r1 = r10
	call this_cpu_ptr
	r0 = 0
	exit
verdict: refuse
reason: percpu-argument
insn: 1

== a variable of the kernel is none without its types
kind: kprobe
insns:
	r1 = var(1, 0) ll
	r0 = 0
	exit
verdict: refuse
reason: no-types
insn: 0

== a program that sleeps waits for memory
kind: fentry
sleepable: yes
insns:
	*(u64 *)(r10 - 8) = 0
	r1 = r10
	r1 += -8
	r2 = 8
	r3 = 0
	call copy_from_user
	r0 = 0
	exit

== another does not
kind: fentry
insns:
	*(u64 *)(r10 - 8) = 0
	r1 = r10
	r1 += -8
	r2 = 8
	r3 = 0
	call copy_from_user
	r0 = 0
	exit
verdict: refuse
reason: helper-sleeps
insn: 5

== one that is run by hand always may
kind: syscall
insns:
	*(u64 *)(r10 - 8) = 0
	r1 = r10
	r1 += -8
	r2 = 8
	r3 = 0
	call copy_from_user
	r0 = 0
	exit

== it makes no calls where nobody lets it
kind: syscall
insns:
	r1 = 7
	call sys_close
	r6 = r0
	r1 = 0
	r2 = r10
	r2 += -8
	*(u64 *)(r10 - 8) = 0
	r3 = 8
	call sys_bpf
	r0 += r6
	exit
result: -2

== a map whose values may go meanwhile
kind: fentry
map: t lpm_trie key=8 value=8 entries=4 flags=0x1
sleepable: yes
insns:
	r1 = t ll
	r0 = 0
	exit
verdict: refuse
reason: map-sleeps
insn: 0

== and one whose values stay
kind: fentry
map: t hash key=4 value=8 entries=4
sleepable: yes
insns:
	r1 = t ll
	r0 = 0
	exit
result: 0

== a packet to an AF_XDP socket
kind: xdp
map: x xskmap key=4 value=4 entries=4
set: x 01000000 05000000
insns:
	r1 = x ll
	r2 = 1
	r3 = 2
	call redirect_map
	exit
result: 4

== to none
kind: xdp
map: x xskmap key=4 value=4 entries=4
set: x 01000000 05000000
insns:
	r1 = x ll
	r2 = 2
	r3 = 2
	call redirect_map
	exit
result: 2

== a packet to an interface, by any key
kind: xdp
map: d devmap_hash key=4 value=4 entries=4
set: d 70110100 05000000
insns:
	r1 = d ll
	r2 = 70000
	r3 = 2
	call redirect_map
	exit
result: 4

== with no such key
kind: xdp
map: d devmap_hash key=4 value=4 entries=4
set: d 70110100 05000000
insns:
	r1 = d ll
	r2 = 70001
	r3 = 1
	call redirect_map
	exit
result: 1

== to all of them
kind: xdp
map: d devmap_hash key=4 value=4 entries=4
insns:
	r1 = d ll
	r2 = 70001
	r3 = 8
	call redirect_map
	exit
result: 4

== programs do not write where packets go
kind: xdp
map: d devmap_hash key=4 value=4 entries=4
insns:
	*(u32 *)(r10 - 4) = 1
	*(u32 *)(r10 - 8) = 1
	r1 = d ll
	r2 = r10
	r2 += -4
	r3 = r10
	r3 += -8
	r4 = 0
	call map_update_elem
	r0 = 2
	exit
verdict: refuse
reason: map-kind
insn: 9

== a lock in a program that may come while it is held
kind: kprobe
map: l array key=4 value=8 entries=1 lock=0
insns:
	r1 = l ll
	r0 = 0
	exit
verdict: refuse
reason: map-lock
insn: 0

== in one that runs for itself
kind: sched_cls
map: l array key=4 value=8 entries=1 lock=0
insns:
	r1 = l ll
	r0 = 0
	exit
result: 0

== a timer in a socket filter
kind: socket_filter
map: l array key=4 value=16 entries=1 timer=0
insns:
	r1 = l ll
	r0 = 0
	exit
result: 0

== a lock in a socket filter
kind: socket_filter
map: l array key=4 value=8 entries=1 lock=0
insns:
	r1 = l ll
	r0 = 0
	exit
verdict: refuse
reason: map-lock
insn: 0

== a timer at a tracepoint
kind: tracepoint
map: l array key=4 value=16 entries=1 timer=0
insns:
	r1 = l ll
	r0 = 0
	exit
verdict: refuse
reason: map-timer
insn: 0

== an arena has no helper
kind: xdp
map: a arena key=0 value=0 entries=1 flags=0x400
insns:
	r2 = r10
	r1 = a ll
	call map_lookup_elem
	r0 = 2
	exit
verdict: refuse
reason: map-kind
insn: 3

== a system call's number and architecture
kind: seccomp
ctx: 29 00 00 00 3e 00 00 c0 00 00 00 00 00 00 00 00
insns:
	r0 = *(u32 *)(r1 + 0)
	r2 = *(u32 *)(r1 + 4)
	r2 &= 63
	r0 += r2
	exit
result: 103

== half of an argument
kind: seccomp
insns:
	r2 = *(u32 *)(r1 + 60)
	r3 = *(u64 *)(r1 + 56)
	r4 = *(u16 *)(r1 + 18)
	r0 = 0x7fff0000
	exit
result: 0x7fff0000

== there is no seventh argument
kind: seccomp
insns:
	r0 = *(u64 *)(r1 + 64)
	exit
verdict: refuse
reason: ctx-field
insn: 0

== a system call is not changed
kind: seccomp
insns:
	*(u64 *)(r1 + 16) = 0
	r0 = 0
	exit
verdict: refuse
reason: ctx-write
insn: 0

== a pointer is no answer
kind: seccomp
insns:
	r0 = r10
	exit
verdict: refuse
reason: leak-result
insn: 1

== a policy sees no packets
kind: seccomp
insns:
	r2 = 4
	call xdp_adjust_head
	exit
verdict: refuse
reason: helper-kind
insn: 1

== tracepoint: where a number in the record says: an address that is not read here
kind: tracepoint
insns:
	r2 = *(u32 *)(r1 + 8)
	r2 &= 65535
	r3 = r1
	r3 += r2
	r1 = r10
	r1 += -8
	r2 = 8
	call probe_read_kernel
	r0 = 0
	exit
verdict: accept

== tracepoint: that address is not the context any more
kind: tracepoint
insns:
	r2 = *(u32 *)(r1 + 8)
	r2 &= 4095
	r1 += r2
	r0 = *(u8 *)(r1 + 8)
	exit
verdict: refuse
reason: not-pointer

== tracepoint: a number that may be anything is no offset
kind: tracepoint
insns:
	r2 = *(u64 *)(r1 + 8)
	r1 += r2
	r0 = 0
	exit
verdict: refuse
reason: pointer-range

== an interface's place in a map may be read by a program
kind: xdp
map: d devmap key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 1
	r1 = d ll
	r2 = r10
	r2 += -4
	call 1
	if r0 == 0 goto out
	r1 = *(u32 *)(r0 + 4)
out:	r0 = 2
	exit
verdict: accept

== an interface's place in a map may be read only: its program is none of this one's
kind: xdp
map: d devmap key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 1
	r1 = d ll
	r2 = r10
	r2 += -4
	call 1
	if r0 == 0 goto out
	*(u32 *)(r0 + 4) = 7
out:	r0 = 2
	exit
verdict: refuse
reason: read-only

== an interface's place by its key in a map may be read by a program
kind: xdp
map: d devmap_hash key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 1
	r1 = d ll
	r2 = r10
	r2 += -4
	call 1
	if r0 == 0 goto out
	r1 = *(u32 *)(r0 + 4)
out:	r0 = 2
	exit
verdict: accept

== an interface's place by its key in a map may be read only: its program is none of this one's
kind: xdp
map: d devmap_hash key=4 value=8 entries=4
insns:
	*(u32 *)(r10 - 4) = 1
	r1 = d ll
	r2 = r10
	r2 += -4
	call 1
	if r0 == 0 goto out
	*(u32 *)(r0 + 4) = 7
out:	r0 = 2
	exit
verdict: refuse
reason: read-only
