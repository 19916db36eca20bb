#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# packets of interfaces run attached programs: bpftool net, ip link xdp, tc filter as packaged; bridges and a TAP, by an ordinary user
# limit: 240
set -u

B=$(realpath "${B:-build}")
if [ "${1-}" != inside ]; then
	make -s -j2 B="$B" all clients >/dev/null 2>&1 || {
		echo "not ok packets-build"
		exit 0
	}
	if ! command -v ip >/dev/null || ! command -v tc >/dev/null; then
		echo "skip packets - there is no iproute2"
		exit 0
	fi
	unshare -Urn true 2>/dev/null && ns=-Urn || ns=-n
	unshare $ns true 2>/dev/null || {
		echo "skip packets - no network namespace can be made"
		exit 0
	}
	dir=$(mktemp -d)
	chmod 755 "$dir"
	mkdir -m 1777 "$dir/home"
	cp "$B/kiln" "$B/libkiln-with.so" "$B/test/client/packets" "$B/test/client/packets-static" "$B/test/client/packets.o" "$B/test/client/entry" "$B/test/client/entries.o" "$B/test/client/sorts.o" "$B/test/client/attach" "$0" "$dir"
	export B PACKETS="$dir" KILN_STATE="$dir/home/state"
	if [ $ns = -Urn ] && [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups unshare -Urn sh "$dir/${0##*/}" inside
	else
		unshare $ns sh "$dir/${0##*/}" inside
	fi
	# What a user namespace has no right to: a TAP, and the kernel's own answers to compare with.
	if [ "$(id -u)" = 0 ] && [ $ns = -Urn ]; then
		KILN_STATE="$dir/root" unshare -n sh "$dir/${0##*/}" inside root
	fi
	rm -rf "$dir"
	exit 0
fi

K=$PACKETS/kiln
ok() { echo "ok packets $1"; }
bad() { echo "not ok packets $1 - $2"; }
# expect NAME WHY COMMAND...
expect() {
	name=$1 why=$2
	shift 2
	"$@" >/dev/null 2>&1 && ok "$name" || bad "$name" "$why"
}
end() {
	"$K" serve --stop 2>/dev/null
	kill "$other" 2>/dev/null
	wait 2>/dev/null
}
trap end EXIT
ip link set lo up
unshare -n sleep 100 &
other=$!
sleep 0.2
pair() { # NAME ADDRESS-HERE ADDRESS-THERE: NAME0 here with an address, NAME1 without one, NAME2 there behind NAME3
	ip link add "${1}0" type veth peer name "${1}1"
	ip link add "${1}2" netns "$other" type veth peer name "${1}3"
	nsenter -t "$other" -n ip addr add "$3/24" dev "${1}2"
	nsenter -t "$other" -n ip link set "${1}2" up
	ip addr add "$2/24" dev "${1}0"
	for i in 0 1 3; do ip link set "${1}$i" up; done
	for i in 1 3; do ip link set "${1}$i" arp off; done # they would answer for the address of the first
}
pair v 10.9.0.1 10.9.0.2
ip link add w0 type veth peer name w1
ip addr add 10.8.0.1/24 dev w0
ip link set w0 up
ip link set w1 up
reached() { ping -c 1 -W 1 "${1:-10.9.0.2}"; }
lost() { ! ping -c 1 -W 0.5 "${1:-10.9.0.2}"; }
knock() { ping -c 1 -W 0.3 10.8.0.2 >/dev/null 2>&1; } # an ARP request, at least, arrives at w1
with() { "$K" with "$@"; }
count() { with bpftool -j map lookup pinned "/sys/fs/bpf/maps/counts" key "$1" 0 0 0 | jq '.formatted.value // .value[0]' 2>/dev/null; }
# counted KEY: that count grows when packets come
counted() {
	before=$(count "$1")
	for _ in 1 2 3 4 5; do
		knock
		[ "$(count "$1")" -gt "${before:-0}" ] && return 0
	done
	return 1
}
pin=/sys/fs/bpf/all

# tcp NAME: with what the sender leaves to hardware: long packets, no checksums
tcp() {
	nsenter -t "$other" -n timeout 20 python3 -c '
import socket
s = socket.create_server(("10.9.0.2", 99))
c, n = s.accept()[0], 0
while d := c.recv(65536):
    n += len(d)
print(n)' >"$PACKETS/home/got" &
	got=$!
	sleep 0.5
	timeout 20 python3 -c '
import socket
socket.create_connection(("10.9.0.2", 99)).sendall(b"x" * 20000000)'
	wait $got
	[ "$(cat "$PACKETS/home/got")" = 20000000 ] && ok "$1" || bad "$1" "$(cat "$PACKETS/home/got") of 20000000 bytes"
}
at() { with bpftool net attach xdp pinned "$pin/$1" dev "$2" overwrite; }
# verdicts NAME: they are what happens, between v1 and v3
verdicts() {
	expect "$1" "nothing comes through it" reached
	at drop v3
	expect "$1-drop" "a packet arrives that was dropped" lost
	at pass v3
	expect "$1-pass" "nothing comes through" reached
	at back v3
	before=$(count 2)
	expect "$1-tx" "a packet arrives that was sent back" lost
	[ "$(count 2)" -gt "$before" ] && ok "$1-tx-seen" || bad "$1-tx-seen" "the program was not run"
	with bpftool map update pinned /sys/fs/bpf/maps/targets key 0 0 0 0 value "$(ip -j link show dev v1 | jq '.[0].ifindex')" 0 0 0
	at elsewhere v3
	before=$(count 3)
	expect "$1-devmap" "a packet does not arrive that is redirected" reached
	[ "$(count 3)" -gt "$before" ] && ok "$1-devmap-seen" || bad "$1-devmap-seen" "the program was not run"
}

# burst FROM AT LETTERS [VLAN]: so many of the frames, each full of one letter, that come at once by FROM while the server stands still arrive at AT,
# without a tag, or with that one
burst() {
	timeout 20 python3 -c '
import os, signal, socket, sys
server, by, at, letters = int(sys.argv[1]), *sys.argv[2:5]
vlan = int((sys.argv[5:] or [0])[0])
r = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
r.bind((at, 3))  # all: a tag that nobody asks for is cleared before others see the packet
r.setsockopt(263, 8, 1)  # PACKET_AUXDATA
r.settimeout(0.5)
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind((by, 0))
os.kill(server, signal.SIGSTOP)
for letter in letters:
    s.send(b"\xff" * 6 + b"\2\0\0\0\0\1\x88\xb5" + letter.encode() * 50)
os.kill(server, signal.SIGCONT)
n = 0
try:
    while True:
        packet, more, _, place = r.recvmsg(100, 100)
        if packet[12:14] == b"\x88\xb5" and place[2] != socket.PACKET_OUTGOING:
            n += int.from_bytes(more[0][2][16:18], sys.byteorder) == vlan
except TimeoutError:
    print(n)' "$(pgrep -f "^$K serve" | head -n 1)" "$@"
}
# flows FROM AT NR: so many of NR packets, each of another flow, as burst
flows() {
	timeout 20 python3 -c '
import os, signal, socket, struct, sys
server, by, at, nr = int(sys.argv[1]), *sys.argv[2:4], int(sys.argv[4])
r = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
r.setsockopt(socket.SOL_SOCKET, 33, 1 << 24)  # SO_RCVBUFFORCE
r.bind((at, 0x0800))
r.settimeout(0.5)
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind((by, 0x0800))
os.kill(server, signal.SIGSTOP)
for i in range(nr):
    s.send(b"\2\0\0\0\0\2\2\0\0\0\0\1\x08\0" + bytes.fromhex("4500002c000000004011000001020304") + b"\1\2\3\5" +
           struct.pack(">HHHH", 1000 + i, 9, 24, 0) + b"kiln" * 4)
os.kill(server, signal.SIGCONT)
n = 0
try:
    while p := r.recv(100):
        n += b"kilnkiln" in p
except TimeoutError:
    print(n)' "$(pgrep -f "^$K serve" | head -n 1)" "$@"
}

# filters NAME DEVICE ADDRESS COMMAND...: what filters at that device let through from that address, by COMMAND tc
filters() {
	whose=$1 device=$2 address=$3
	shift 3
	"$@" tc qdisc add dev "$device" clsact
	while read -r what verdict list; do
		added=yes
		: >"$PACKETS/home/said"
		echo "$list" | tr ';' '\n' >"$PACKETS/home/list"
		while read -r one; do
			# The words of a filter are several: $one is not quoted.
			"$@" tc filter add dev "$device" ingress ${one%%:*} bpf obj "$PACKETS/sorts.o" sec ${one#*:} 2>>"$PACKETS/home/said" || added=no
		done <"$PACKETS/home/list"
		if [ $added = no ] && grep -q 'TC action module' "$PACKETS/home/said"; then
			echo "skip packets $whose-$what - this kernel has no such action"
		elif [ $added = no ]; then
			bad "$whose-$what" "$(head -n 1 "$PACKETS/home/said")"
		else
			expect "$whose-$what" "the packet is not $verdict" "$verdict" "$address"
		fi
		"$@" tc filter del dev "$device" ingress
	done <<-END
		next lost prio 1:none; prio 2:shot da
		all reached prio 1:all; prio 2:shot da
		class reached prio 1:class; prio 2:shot da
		unknown lost prio 1:pipe da; prio 2:shot da
		newest reached prio 1:shot da; prio 1:ok da
		newest-too lost prio 1:ok da; prio 1:shot da
		given lost prio 1:by_class classid 1:5 da
		given-other reached prio 1:by_class classid 1:6 da
		protocol lost protocol ip prio 1:shot da
		protocol-other reached protocol ipv6 prio 1:shot da
		drop lost prio 1:all classid 1:5 action drop
		drop-none reached prio 1:none action drop
		continue lost prio 1:class action continue; prio 2:shot da
		pipe reached prio 1:all action pipe; prio 2:shot da
		pipe-drop lost prio 1:all action pipe action drop
		first reached prio 1:all action ok action drop
		reclassify lost prio 1:all action reclassify
	END
	"$@" tc qdisc del dev "$device" clsact
}
# tcx NAME DEVICE ADDRESS COMMAND...: the same of links, which stand before filters
tcx() {
	whose=$1 device=$2 address=$3 at=/sys/fs/bpf/kiln-test-$$
	shift 3
	"$@" bpftool prog loadall "$PACKETS/sorts.o" "$at" type classifier >/dev/null 2>&1
	"$@" tc qdisc add dev "$device" clsact
	while read -r link filter verdict; do
		"$@" "$PACKETS/attach" "$at/is_$link" 46 "$device" "$at/link" || bad "$whose-$link" "it is not attached"
		"$@" tc filter add dev "$device" ingress bpf obj "$PACKETS/sorts.o" sec "$filter" da
		expect "$whose-$link-$filter" "the packet is not $verdict" "$verdict" "$address"
		"$@" tc filter del dev "$device" ingress
		"$@" rm "$at/link"
	done <<-END
		all shot lost
		all ok reached
		ok shot reached
		shot ok lost
		pipe shot lost
		pipe ok reached
		class shot lost
	END
	"$@" tc qdisc del dev "$device" clsact
	"$@" rm -r "$at"
}
# shown DEVICE COMMAND...: how filters are numbered and listed there by COMMAND tc
shown() {
	device=$1
	shift
	"$@" tc qdisc add dev "$device" clsact
	for one in "prio 7" "" "" "prio 7" "protocol ip prio 9" "prio 7"; do
		"$@" tc filter add dev "$device" ingress $one bpf obj "$PACKETS/sorts.o" sec all classid 1:2
	done
	"$@" tc filter del dev "$device" ingress prio 7 handle 2 bpf
	"$@" tc filter del dev "$device" ingress chain 3 prio 7 2>/dev/null && echo "a chain that is not there"
	"$@" tc filter add dev "$device" ingress prio 7 bpf obj "$PACKETS/sorts.o" sec ok da
	"$@" tc filter replace dev "$device" ingress prio 7 handle 3 bpf obj "$PACKETS/sorts.o" sec none flowid 2:1
	"$@" tc filter add dev "$device" ingress protocol ip prio 7 bpf obj "$PACKETS/sorts.o" sec all 2>/dev/null && echo "another protocol"
	"$@" tc filter add dev "$device" ingress bpf obj "$PACKETS/sorts.o" sec all skip_sw 2>/dev/null && echo "by hardware"
	"$@" tc -j filter show dev "$device" ingress | jq -S 'map(del(.options.prog.id))'
	"$@" tc filter add dev "$device" parent ffff: bpf obj "$PACKETS/sorts.o" sec all 2>/dev/null && echo "at neither side"
	"$@" tc qdisc replace dev "$device" clsact 2>/dev/null || echo "it is not taken for itself"
	"$@" tc qdisc add dev "$device" clsact 2>/dev/null && echo "a second one"
	"$@" tc qdisc replace dev "$device" ingress 2>/dev/null && echo "another"
	"$@" tc qdisc show dev "$device" | grep -e clsact -e ingress
	"$@" tc -j qdisc show dev "$device" | jq -c 'map(select(.kind == "clsact"))'
	"$@" tc qdisc del dev "$device" ingress 2>/dev/null && echo "by the other's name"
	"$@" tc qdisc del dev "$device" clsact
	"$@" tc qdisc show dev "$device" | grep -e clsact -e ingress
	"$@" tc qdisc change dev "$device" ingress 2>/dev/null && echo "one that is not there"
	"$@" tc qdisc replace dev "$device" ingress
	"$@" tc filter add dev "$device" parent ffff: prio 1 bpf obj "$PACKETS/sorts.o" sec all
	"$@" tc filter add dev "$device" egress prio 3 bpf obj "$PACKETS/sorts.o" sec ok da
	"$@" tc filter add dev "$device" ingress prio 2 bpf obj "$PACKETS/sorts.o" sec ok da
	for parent in ingress egress "parent ffff:"; do
		"$@" tc -j filter show dev "$device" $parent | jq -cS 'map(del(.options.prog.id))'
	done
	"$@" tc filter del dev "$device" parent ffff: prio 1
	"$@" tc filter show dev "$device" ingress | grep -c 'pref 1 '
	"$@" tc qdisc show dev "$device" | grep -e clsact -e ingress
	"$@" tc qdisc del dev "$device" ingress
	[ -z "$("$@" tc filter show dev "$device" ingress 2>/dev/null)" ] || echo "filters stay"
}

if [ "${2-}" = root ]; then
	# -- a TAP, whose other side is the stack ----------------------------------------------------------------------
	"$K" serve --background --bridge v3,tap:k0 2>/dev/null || {
		echo "skip packets tap - there is no TAP to be had"
		exit 0
	}
	ip addr flush dev v0
	ip link set k0 up
	ip addr add 10.9.0.1/24 dev k0
	with bpftool prog loadall "$PACKETS/packets.o" $pin 2>/dev/null
	expect tap "nothing comes through it" reached
	with bpftool net attach xdp pinned $pin/drop dev k0
	nsenter -t "$other" -n "$K" with bpftool prog show >/dev/null # it has no such interface, and ends nothing here
	expect tap-drop "a packet arrives that was dropped" lost
	with bpftool net detach xdp dev k0
	with tc qdisc add dev k0 clsact
	with tc filter add dev k0 egress bpf da pinned $pin/shot
	expect tap-tc "a packet leaves that was not let out" lost
	with tc filter del dev k0 egress
	expect tap-again "nothing comes through it any more" reached
	# -- the kernel beside: what bpftool and ip say of an XDP program --------------------------------------------------
	ip link set dev w1 xdp obj "$PACKETS/packets.o" sec xdp 2>/dev/null || {
		echo "skip packets kernel - it has no bpf(2) for us"
		exit 0
	}
	shape='[paths(scalars) as $p | $p | map(if type == "number" then 0 else . end)] | unique'
	theirs=$(bpftool -j net show dev w1 | jq -cS "[.[0].xdp[] | del(.id, .multi_attachments)]")
	theirs_link=$(ip -j link show dev w1 | jq -cS "$shape")
	ip link set dev w1 xdp off
	with ip link set dev w1 xdp obj "$PACKETS/packets.o" sec xdp 2>/dev/null
	ours=$(with bpftool -j net show dev w1 | jq -cS "[.[0].xdp[] | del(.id, .multi_attachments)]")
	ours_link=$(with ip -j link show dev w1 | jq -cS "$shape")
	[ "$theirs" = "$ours" ] && ok kernel-net-show || bad kernel-net-show "'$ours' and not '$theirs'"
	[ "$theirs_link" = "$ours_link" ] && ok kernel-link-show || bad kernel-link-show "ip shows another shape"
	# -- ... and what filters do, and are called ------------------------------------------------------------------------
	ip link add x0 type veth peer name x1
	ip link set x1 netns "$other"
	ip addr add 10.7.0.1/24 dev x0
	ip link set x0 up
	nsenter -t "$other" -n ip addr add 10.7.0.2/24 dev x1
	nsenter -t "$other" -n ip link set x1 up
	filters kernel-filter x0 10.7.0.2 env
	tcx kernel-link x0 10.7.0.2 env
	shown w1 env >"$PACKETS/home/theirs" 2>&1
	shown w1 "$K" with >"$PACKETS/home/ours" 2>&1
	diff "$PACKETS/home/theirs" "$PACKETS/home/ours" >"$PACKETS/home/said" && ok kernel-filter-show ||
		bad kernel-filter-show "$(head -n 3 "$PACKETS/home/said" | tr '\n' ' ')"
	# -- AF_XDP: the kernel's own stack gets nothing -------------------------------------------------------------------
	with rm -r $pin
	"$K" serve --stop
	if ! "$K" serve --background --bridge xdp:v1,xdp:v3 2>"$PACKETS/home/said"; then
		echo "skip packets xdp - $(cat "$PACKETS/home/said")"
		exit 0
	fi
	grep -q 'xdp:v3: .*rx-vlan-offload is off' "$PACKETS/home/said" && ok xdp-tags-said || bad xdp-tags-said "$(head -n 1 "$PACKETS/home/said")"
	ip addr add 10.9.0.1/24 dev v0 2>/dev/null
	with bpftool prog loadall "$PACKETS/packets.o" $pin pinmaps /sys/fs/bpf/maps 2>/dev/null
	verdicts xdp
	at pass v3
	with bpftool -j net show dev v1 | jq -e '.[0].xdp | length == 0' >/dev/null && ok xdp-net-show ||
		bad xdp-net-show "the kernel's program is told as one of the server's"
	"$K" top --json | jq -e '.programs[] | select(.place == "v3" and .by == "af_xdp" and .packets > 0)' >/dev/null && ok xdp-top ||
		bad xdp-top "it is not told how packets come"
	"$K" serve --stop
	[ -z "$(ip -j link show dev v1 | jq '.[0].xdp // empty')" ] && ok xdp-gone || bad xdp-gone "its program is still at the interface"
	# Packets of many queues go out by one.
	ip link add y0 numtxqueues 8 numrxqueues 8 type veth peer name y1 numtxqueues 8 numrxqueues 8
	for i in 0 1; do ip link set y$i up; done
	"$K" serve --background --bridge xdp:y1,xdp:w1 2>/dev/null
	got=$(flows y0 w0 2000)
	[ "$got" = 2000 ] && ok xdp-queues || bad xdp-queues "$got of 2000 packets arrive"
	if ethtool -K y0 txvlan off >/dev/null 2>&1; then
		tc qdisc add dev y0 clsact
		tc filter add dev y0 egress bpf obj "$PACKETS/sorts.o" sec tagged da
		ethtool -k y1 | grep -q '^rx-vlan-offload: off' && ethtool -k y1 | grep -q '^rx-vlan-stag-hw-parse: off' && ok xdp-tags-off ||
			bad xdp-tags-off "the interface takes tags off"
		[ "$(burst y0 w0 AA 7)" = 2 ] && ok xdp-tags || bad xdp-tags "packets of a VLAN do not arrive there"
	else
		echo "skip packets xdp-tags - there is no ethtool"
	fi
	"$K" serve --stop
	ip link add z0 numtxqueues 65 numrxqueues 65 type veth peer name z1 numtxqueues 65 numrxqueues 65
	for i in 0 1; do ip link set z$i up; done
	"$K" serve --background --bridge xdp:z1,w1 2>"$PACKETS/home/said"
	grep -q 'xdp:z1: it has more than 64 queues' "$PACKETS/home/said" && ok xdp-queues-many || bad xdp-queues-many "'$(cat "$PACKETS/home/said")' is said"
	"$K" serve --stop 2>/dev/null
	ip link del z0
	# One side by AF_XDP, the other by a ring, which has packets that are not complete.
	"$K" serve --background --bridge xdp:v1,v3 2>/dev/null
	expect xdp-ring "nothing comes through" reached
	if ethtool -K v0 tx off >/dev/null 2>&1; then
		tcp xdp-ring-tcp
	else
		echo "skip packets xdp-ring-tcp - there is no ethtool"
	fi
	"$K" serve --stop
	ip link set v1 xdp obj "$PACKETS/packets.o" sec xdp 2>/dev/null
	"$K" serve --background --bridge xdp:v1,v3 2>/dev/null && bad xdp-busy "it takes an interface that has a program" || ok xdp-busy
	ip link set v1 xdp off
	exit 0
fi

# The first user namespace's root alone has AF_XDP.
if [ "$(id -u)" = 0 ] && grep -qw 4294967295 /proc/self/uid_map; then
	echo "skip packets xdp-no-right - it is root's"
elif "$K" serve --background --bridge v1,xdp:v3 2>"$PACKETS/home/said"; then
	bad xdp-no-right "AF_XDP is had by an ordinary user"
	"$K" serve --stop
else
	grep -q 'xdp:v3: no right' "$PACKETS/home/said" && ok xdp-no-right || bad xdp-no-right "'$(cat "$PACKETS/home/said")' is said"
fi
# Memory that is given back is written over.
GLIBC_TUNABLES=glibc.malloc.tcache_count=0 MALLOC_PERTURB_=165 "$K" serve --background --bridge v1,v3 || {
	bad bridge "the server does not start"
	exit 0
}
with bpftool prog loadall "$PACKETS/packets.o" $pin pinmaps /sys/fs/bpf/maps >/dev/null 2>&1 || bad load "the programs are not loaded"

# -- clients as packaged ----------------------------------------------------------------------------------------------------
with bpftool net attach xdp pinned $pin/pass dev w1
counted 0 && ok net-attach || bad net-attach "no packet came to the program"
with bpftool -j net show | jq -e '.[0].xdp[] | select(.devname == "w1" and .id > 0)' >/dev/null && ok net-show || bad net-show "it is not listed"
for _ in 1 2 3 4 5; do knock; done &
"$K" top --json | jq -e '.programs[] | select(.place == "w1" and .live and .events > 0 and .events_per_s > 0 and .ns_per_event > 0)' >/dev/null &&
	ok top || bad top "it does not show that the program has events"
wait $!
with bpftool net attach xdp pinned $pin/drop dev w1 2>&1 | grep -q busy && ok net-attach-again || bad net-attach-again "it is not refused"
with bpftool net detach xdp dev w1
with bpftool -j net show | jq -e '.[0].xdp | length == 0' >/dev/null && ok net-detach || bad net-detach "it is still listed"
before=$(count 0)
knock
knock
[ "$(count 0)" = "$before" ] && ok net-detached || bad net-detached "packets still come to it"

with ip link set dev w1 xdp obj "$PACKETS/packets.o" sec xdp >/dev/null 2>&1
knock
knock
with ip -j link show dev w1 | jq -e '.[0].xdp.prog.id > 0' >/dev/null && ok ip-link-xdp || bad ip-link-xdp "ip does not show it"
with bpftool -j map dump name counts 2>/dev/null | jq -e '[.. | .value? // empty | numbers] | add > 0' >/dev/null && ok ip-link-packets ||
	bad ip-link-packets "no packet came to the program"
with ip link set dev w1 xdp off 2>/dev/null
with ip -j link show dev w1 | jq -e '.[0].xdp' >/dev/null && bad ip-link-off "it is still there" || ok ip-link-off

# Another namespace's interfaces are others, by the same numbers.
there() { nsenter -t "$other" -n "$K" with "$@"; }
there ip link set dev lo xdp obj "$PACKETS/packets.o" sec xdp 2>&1 | grep -q 'another network namespace' && ok elsewhere || bad elsewhere "it is not said why it cannot be"
there "$PACKETS/attach" $pin/pass 37 lo $pin/lo 2>&1 | grep -q 'Invalid argument' && ok elsewhere-link || bad elsewhere-link "a link is not refused"
there tc qdisc add dev lo clsact 2>/dev/null && bad elsewhere-tc "clsact is not refused" || ok elsewhere-tc
with bpftool net attach xdp pinned $pin/pass dev lo
there ip -j link show dev lo | jq -e '.[0].xdp' >/dev/null && bad elsewhere-show "what is here is shown there" || ok elsewhere-show
with bpftool net detach xdp dev lo && ok elsewhere-here || bad elsewhere-here "what is here is not had here"

with tc filter add dev w1 ingress bpf da pinned $pin/in 2>/dev/null && bad tc-no-clsact "a filter without clsact" || ok tc-no-clsact
with tc qdisc add dev w1 clsact
with tc filter add dev w1 ingress bpf da pinned $pin/in
counted 4 && ok tc-filter || bad tc-filter "no packet came to the program"
with tc filter show dev w1 ingress | grep -q 'direct-action.* id ' && ok tc-show || bad tc-show "it is not listed"
with bpftool -j net show | jq -e '.[0].tc[] | select(.devname == "w1" and .kind == "clsact/ingress")' >/dev/null && ok tc-net-show ||
	bad tc-net-show "bpftool does not list it"
expect tc-replace "clsact is not taken for itself" with tc qdisc replace dev w1 clsact
with tc qdisc show dev w1 | grep -q '^qdisc clsact ffff: parent ffff:fff1' && ok tc-qdisc-show || bad tc-qdisc-show "clsact is not listed"
with tc qdisc del dev w1 clsact
with tc qdisc add dev w1 ingress
with tc filter add dev w1 parent ffff: bpf da pinned $pin/in
counted 4 && ok tc-ingress || bad tc-ingress "no packet came to the program"
with tc qdisc del dev w1 ingress
[ -z "$(with tc filter show dev w1 ingress)" ] && ok tc-gone || bad tc-gone "it is still listed"

for how in packets packets-static; do
	"$K" with "$PACKETS/$how" "$PACKETS/packets.o" w1 >"$PACKETS/home/said" 2>&1 &
	client=$!
	for _ in 1 2 3 4 5 6 7 8; do kill -0 $client 2>/dev/null && knock; done
	wait $client && ok "$how" || bad "$how" "$(head -n 1 "$PACKETS/home/said")"
done

# A link's last descriptor is closed, and a packet comes, while the server stands still: that is not for the program that is gone.
holder=$(with "$PACKETS/attach" $pin/pass 37 w1)
server=$(pgrep -f "^$K serve" | head -n 1)
counted 0 || bad link-held "no packet came to the program"
kill -STOP "$server"
kill -9 "$holder"
sleep 1.2
knock
kill -CONT "$server"
sleep 0.3
before=$(count 0)
knock
[ "${before:-0}" -gt 0 ] && [ "$(count 0)" = "$before" ] && ok link-gone || bad link-gone "packets still come to it, or the server has crashed"

# -- a bridge --------------------------------------------------------------------------------------------------------------------
verdicts bridge
at nowhere v1
for letters in A AB BABB; do
	got=$(burst v0 v0 $letters)
	[ "$got" = 1 ] && ok bridge-nowhere-$letters || bad bridge-nowhere-$letters "$got packets come back of those that are sent nowhere, and one that is"
done
with bpftool net detach xdp dev v1
at pass v3
filters filter v3 10.9.0.2 with
tcx link v3 10.9.0.2 with
with tc qdisc add dev w1 clsact
with tc filter add dev w1 ingress bpf obj "$PACKETS/sorts.o" sec all action mirred egress redirect dev w0 2>&1 | grep -q 'gact alone' &&
	ok filter-refused || bad filter-refused "it is not said what is wrong"
with tc filter add dev w1 ingress prio 3 bpf obj "$PACKETS/sorts.o" sec all action pipe action drop
with tc -j filter show dev w1 ingress | jq -e '.[1].options.actions[0].control_action.type == "drop"' >/dev/null && ok filter-action ||
	bad filter-action "its action is not listed"
with tc qdisc del dev w1 clsact
# Entries with programs of their own: these come last, and say whether the packet goes.
e=/sys/fs/bpf/entries
with bpftool prog loadall "$PACKETS/entries.o" $e pinmaps /sys/fs/bpf/doors >/dev/null 2>&1 || bad entries-load "the programs are not loaded"
entry() { with "$PACKETS/entry" "/sys/fs/bpf/doors/$1" "$2" "$3" ${4:+"$e/$4"} >"$PACKETS/home/entry"; }
seen() { with bpftool -j map lookup pinned /sys/fs/bpf/doors/seen key "$1" 0 0 0 | jq '.formatted.value // .value[0]' 2>/dev/null; }
by() { with bpftool net attach xdp pinned "$e/$1" dev v3 overwrite; }
v1=$(ip -j link show dev v1 | jq '.[0].ifindex')
entry doors 0 "$v1" open_door
grep -q 'done, [0-9]* a program' "$PACKETS/home/entry" && ok entry-set || bad entry-set "$(cat "$PACKETS/home/entry")"
by by_door
before=$(seen 0)
expect entry-open "what the entry's program lets go does not arrive" reached
[ "$(seen 0)" -gt "$before" ] && ok entry-open-seen || bad entry-open-seen "the entry's program was not run"
entry doors 0 "$v1" shut_door
before=$(seen 1)
expect entry-shut "what the entry's program drops arrives" lost
[ "$(seen 1)" -gt "$before" ] && ok entry-shut-seen || bad entry-shut-seen "the entry's program was not run"
by by_all_doors
expect entries-shut "what all programs drop arrives" lost
entry doors 1 "$v1" open_door
expect entries-open "what one of the programs lets go does not arrive" reached
entry doors 0 "$v1"
with bpftool map delete pinned /sys/fs/bpf/doors/doors key 1 0 0 0
by by_door
expect entry-none "an entry without a program lets nothing through" reached
entry cpus 0 64 cpu_drops
by by_cpu
before=$(seen 3)
expect entry-cpu-drops "what the entry's program drops arrives" lost
[ "$(seen 3)" -gt "$before" ] && ok entry-cpu-seen || bad entry-cpu-seen "the entry's program was not run"
entry cpus 0 64 cpu_takes
expect entry-cpu "what the entry's program lets go does not arrive" reached
with rm -r $e /sys/fs/bpf/doors
with bpftool net detach xdp dev v3
tcp bridge-tcp

# -- xdp-tools: their library's dispatcher wants programs that replace functions, and does without it ----------------------------------
command -v xdp-filter >/dev/null || {
	echo "skip packets xdp-tools - they are not installed"
	exit 0
}
# They have a lock in /run, which is not everybody's.
alone() { unshare -m sh -c 'mount -t tmpfs run /run && exec "$@"' sh "$K" with "$@"; }
alone true 2>/dev/null || {
	echo "skip packets xdp-tools - no /run of their own can be had for them here"
	exit 0
}
alone xdp-filter load v3
expect xdp-filter "nothing comes through" reached
alone xdp-filter ip -m src 10.9.0.2
expect xdp-filter-ip "a packet arrives from an address that is filtered" lost
alone xdp-filter status | grep -q '^ *10\.9\.0\.2 *src *[1-9]' && ok xdp-filter-status || bad xdp-filter-status "it counts nothing"
alone xdp-filter ip -r -m src 10.9.0.2
expect xdp-filter-again "nothing comes through any more" reached
alone xdp-filter unload v3
alone xdp-loader load v3 "$PACKETS/packets.o" -s xdp 2>/dev/null
alone xdp-loader status v3 | grep -q 'v3 .* pass ' && ok xdp-loader || bad xdp-loader "the program is not listed"
alone xdp-loader unload -a v3
alone xdp-loader status v3 | grep -q 'No XDP program' && ok xdp-loader-unload || bad xdp-loader-unload "it is still listed"
alone timeout -s INT 3 xdpdump -i v3 --load-xdp-program >"$PACKETS/home/dump" 2>&1 &
dump=$!
for _ in 1 2 3 4 5 6 7 8; do reached >/dev/null 2>&1 && sleep 0.2; done
wait $dump
grep -q 'packet size 98 bytes on if_index' "$PACKETS/home/dump" && ok xdpdump || bad xdpdump "$(tail -n 2 "$PACKETS/home/dump" | head -n 1)"
exit 0
