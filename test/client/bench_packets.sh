#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# bench_packets.sh BUILD: packets a second that an XDP program of Kiln's gets from a veth pair, beside a loop over the same kind of ring that
# does nothing with them. In a network namespace of its own, in turns; the best of each counts.
set -eu

B=$1
if [ "${2-}" != inside ]; then
	unshare -Urn true 2>/dev/null && exec unshare -Urn sh "$0" "$B" inside
	exec unshare -n sh "$0" "$B" inside
fi
KILN_STATE=$(mktemp -d)/state
export KILN_STATE
trap '"$B/kiln" serve --stop; rm -rf "${KILN_STATE%/state}"' EXIT
ip link add p0 type veth peer name p1
ip link set p0 up
ip link set p1 up
"$B/kiln" serve --background
"$B/kiln" with bpftool prog loadall "$B/test/client/packets.o" /sys/fs/bpf/all pinmaps /sys/fs/bpf/maps >/dev/null 2>&1
dropped() { "$B/kiln" with bpftool -j map lookup pinned /sys/fs/bpf/maps/counts key 1 0 0 0 | jq '.formatted.value'; }
bare=0 kiln=0
for _ in 1 2 3; do
	"$B/test/client/traffic" send p0 4 >/dev/null &
	n=$("$B/test/client/traffic" receive p1 3)
	wait
	[ "$n" -gt $bare ] && bare=$n
	"$B/kiln" with bpftool net attach xdp pinned /sys/fs/bpf/all/drop dev p1
	"$B/test/client/traffic" send p0 4 >/dev/null &
	sleep 0.5
	before=$(dropped)
	sleep 3
	n=$((($(dropped) - before) / 3))
	wait
	"$B/kiln" with bpftool net detach xdp dev p1
	[ "$n" -gt $kiln ] && kiln=$n
done
echo "bare ring $bare packets/s, Kiln's XDP drop $kiln packets/s, ratio $(awk "BEGIN { printf \"%.2f\", $kiln / $bare }")"
