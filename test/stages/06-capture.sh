#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# The capture: unpacks, is small, holds every kind of packet whole and with right checksums; reads the same as pcapng.
set -eu

xz=test/capture/real.pcap.xz
work=build/capture
mkdir -p "$work"

# expect NAME WHY COMMAND...: passed if the command succeeds
expect() {
	name=$1 why=$2
	shift 2
	if "$@" >"$work/said" 2>&1; then echo "ok $name"; else
		echo "not ok $name - $why"
		head -n 5 "$work/said" | sed 's/^/# /'
	fi
}

len=$(wc -c <"$xz")
expect size "$len bytes, more than 2 MB" [ "$len" -le $((2 * 1024 * 1024)) ]
expect unpack "xz cannot unpack it" sh -c "xz -dc $xz >$work/real.pcap"
if ! command -v tcpdump >/dev/null; then
	echo "skip kinds - tcpdump is not installed"
	exit 0
fi

test/capture/count "$work/real.pcap" >"$work/counts"
number() { awk -v kind="$1" '$1 == kind { print $2 }' "$work/counts"; }
expect packets "$(number packets), less than 10,000" [ "$(number packets)" -ge 10000 ]
expect checksums "$(number bad-checksums) packets with a bad checksum" [ "$(number bad-checksums)" = 0 ]
awk '$1 != "packets" && $1 != "bad-checksums" { print ($2 > 0 ? "ok kind-" $1 : "not ok kind-" $1 " - no such packet") }' "$work/counts"
expect table "test/capture/README.md has other numbers than test/capture/count" sh -c "
	while read -r kind n; do grep -qF \"| \$kind | \$n |\" test/capture/README.md || { echo \"\$kind \$n\"; exit 1; }; done <$work/counts"

# A packet that was cut short has fewer bytes than it says: -X shows "[|" or the length of capture differs.
expect whole "a packet is cut short" sh -c "! tcpdump -nr $work/real.pcap 2>/dev/null | grep -F '[|'"

if ! ${CC:-cc} -std=gnu11 -O1 -Wall -Wextra -Werror -o "$work/to-pcapng" test/capture/pcapng.c -lpcap 2>"$work/said"; then
	echo "not ok pcapng-build - does not compile"
	sed 's/^/# /' "$work/said"
	exit 1
fi
tcpdump -tttt -nner "$work/real.pcap" 2>/dev/null >"$work/real.txt"
for order in same other; do
	swap=
	[ $order = same ] || swap=-b
	# shellcheck disable=SC2086 # no word or one
	"$work/to-pcapng" $swap "$work/real.pcap" "$work/real.pcapng"
	tcpdump -tttt -nner "$work/real.pcapng" 2>/dev/null >"$work/real-ng.txt"
	expect "pcapng-$order-byte-order" "tcpdump reads other packets" cmp "$work/real.txt" "$work/real-ng.txt"
done
rm -f "$work/real.txt" "$work/real-ng.txt"
