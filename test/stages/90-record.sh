#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# Recording: test/capture/record makes a capture with every kind of packet, and leaves nothing behind. Needs root.
# limit: 180
set -eu

work=build/record
mkdir -p "$work"
[ "$(id -u)" = 0 ] || { echo "skip record - needs root"; exit 0; }
for tool in ip tc ethtool tcpdump clang nginx openssl curl dnsmasq dig ping iperf3; do
	PATH=$PATH:/usr/sbin:/sbin command -v $tool >/dev/null || { echo "skip record - $tool is not installed"; exit 0; }
done
unshare --net --pid --mount --propagation unchanged --fork -- ip link add name va type veth peer name vb 2>/dev/null ||
	{ echo "skip record - no network namespaces here, or no veth"; exit 0; }

state() { ip -o link | cut -d: -f2 | sort; grep -F fs/bpf /proc/mounts || :; }
state >"$work/before"
rm -f "$work/quick.pcap"
if ! test/capture/record --quick "$work/quick.pcap" >"$work/said" 2>&1; then
	if grep -q 'bpf.*\(not permitted\|not supported\)\|classifier not found' "$work/said"; then
		echo "skip record - this kernel does not let tc run bpf programs"
	else
		echo "not ok record - exit status not 0"
		sed 's/^/# /' "$work/said"
	fi
	exit 0
fi
echo "ok record"
state >"$work/after"
if cmp -s "$work/before" "$work/after"; then echo "ok record-leaves-nothing"; else
	echo "not ok record-leaves-nothing - links or mounts of the host changed"
	diff "$work/before" "$work/after" | sed 's/^/# /'
fi
test/capture/count "$work/quick.pcap" | awk '
	$1 == "packets" { print ($2 >= 2000 ? "ok" : "not ok") " record-packets" ($2 >= 2000 ? "" : " - only " $2); next }
	$1 == "bad-checksums" { print ($2 == 0 ? "ok" : "not ok") " record-checksums" ($2 == 0 ? "" : " - " $2 " are bad"); next }
	{ print ($2 > 0 ? "ok record-" $1 : "not ok record-" $1 " - no such packet") }'
