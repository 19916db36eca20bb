#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# bench_packets.sh BUILD: packets a second that an XDP program of Kiln's gets from a veth pair, by a packet socket's ring and, as root, by
# AF_XDP; each beside a loop that does nothing with packets from the same kind of socket: one that sleeps in poll(2) whenever there are none,
# and one that looks for more before it does, as Kiln itself. In a network namespace of its own, in turns: the ratios are the middle ones of
# five.
set -eu

B=$1 how=${2-} send=send
if [ -z "$how" ]; then
	unshare -Urn true 2>/dev/null && ns=-Urn || ns=-n
	unshare $ns sh "$0" "$B" ring
	[ "$(id -u)" = 0 ] && unshare -n sh "$0" "$B" xdp
	exit 0
fi
[ $how != xdp ] || send=flood
KILN_STATE=$(mktemp -d)/state
export KILN_STATE
trap '"$B/kiln" serve --stop 2>/dev/null || :; rm -rf "${KILN_STATE%/state}"' EXIT
for i in p q; do
	ip link add ${i}0 type veth peer name ${i}1
	ip link set ${i}0 up
	ip link set ${i}1 up
done
dropped() { "$B/kiln" with bpftool -j map lookup pinned /sys/fs/bpf/maps/counts key 1 0 0 0 | jq '.formatted.value'; }
# on CPU COMMAND...: with that one to itself, where that is allowed: what waits for a moment loses thousands of packets
on() {
	cpu=$1
	shift
	if taskset -c $cpu chrt -f 1 true 2>/dev/null; then
		taskset -c $cpu chrt -f 1 "$@"
	else
		"$@"
	fi
}
# bare_turn [watch]
bare_turn() {
	on 0 "$B/test/client/traffic" $send p0 3 >/dev/null &
	sleep 0.5
	on 1 "$B/test/client/traffic" $how p1 2 "$@"
	wait
}
kiln_turn() {
	on 1 "$B/kiln" serve --background $([ $how = xdp ] && echo "--bridge xdp:p1,xdp:q1")
	"$B/kiln" with bpftool prog loadall "$B/test/client/packets.o" /sys/fs/bpf/all pinmaps /sys/fs/bpf/maps >/dev/null 2>&1
	"$B/kiln" with bpftool net attach xdp pinned /sys/fs/bpf/all/drop dev p1
	# Counted when all have come: a command would wait for the CPUs meanwhile.
	before=$(dropped)
	on 0 "$B/test/client/traffic" $send p0 3 >/dev/null
	kiln=$((($(dropped) - before) / 3))
	"$B/kiln" with rm -r /sys/fs/bpf/all /sys/fs/bpf/maps
	"$B/kiln" serve --stop
}
for _ in 1 2 3 4 5; do
	sleeps=$(bare_turn)
	watches=$(bare_turn watch)
	kiln_turn
	echo "$sleeps $watches $kiln"
done >"${KILN_STATE%/state}/turns"
# beside COLUMN NAME
beside() {
	awk -v at="$1" '{ print $3 / $at, $at, $3 }' "${KILN_STATE%/state}/turns" | sort -n | awk -v how=$how -v name="$2" 'NR == 3 {
		printf "%s: bare loop that %s %d packets/s, Kiln'"'"'s XDP drop %d packets/s, ratio %.2f (goal 0.90)\n", how, name, $2, $3, $1 }'
}
beside 1 "sleeps in poll"
beside 2 "watches as Kiln does"
