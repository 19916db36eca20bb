#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# kiln run --host linux: the running kernel's own bpf(2) gives each packet of the capture the verdict and bytes that Kiln gives it
set -u

B=${B:-build}
dir=$B/check/stock
rm -rf "$dir" && mkdir -p "$dir"
xz -dc test/capture/real.pcap.xz >"$dir/real.pcap"
run() { # run HOST NAME: what it printed goes to $dir/HOST
	"$B/kiln" run "$B/examples/$2.o" --pcap "$dir/real.pcap" --host "$1" --json --packets >"$dir/$1" 2>"$dir/$1.err"
}

if ! run linux mark && grep -q 'does not load it: Operation not permitted' "$dir/linux.err"; then
	echo "skip stock - the kernel's bpf(2) is not for this user"
else
	for name in firewall synflood vlan headers6 mark clamp; do
		if run kiln "$name" && run linux "$name" && jq -c '[.packets, .verdicts]' "$dir/kiln" >"$dir/want" &&
			jq -c '[.packets, .verdicts]' "$dir/linux" | cmp -s - "$dir/want"; then
			echo "ok $name: $(jq '.packets | length' "$dir/kiln") packets"
		else
			echo "not ok $name - other answers, or none"
			cat "$dir"/*.err | head -n 5 | sed 's/^/# /'
		fi
	done
	# By CPU they may differ: the kernel goes where the scheduler puts it.
	sums='.maps.protocols | map([.key, ([.values[].value.packets] | add)])'
	run kiln firewall
	run linux firewall
	if [ "$(jq -c "$sums" "$dir/kiln")" = "$(jq -c "$sums" "$dir/linux")" ]; then
		echo "ok firewall: the kernel's maps are shown, with the same sums"
	else
		echo "not ok firewall - the kernel's maps hold something else"
	fi
fi

"$B/kiln" run "$B/examples/mark.o" --pcap "$dir/real.pcap" --host elsewhere >"$dir/out" 2>&1
[ $? = 2 ] && grep -q 'kiln or linux' "$dir/out" && echo "ok no such host" || echo "not ok no such host - not refused with 2"
"$B/kiln" run "$B/examples/mark.o" --pcap "$dir/real.pcap" --host linux --repeat 2 >"$dir/out" 2>&1
[ $? = 2 ] && echo "ok no --repeat with it" || echo "not ok no --repeat with it - not refused with 2"
if command -v setpriv >/dev/null && [ "$(id -u)" = 0 ]; then
	to=$(mktemp -d) && chmod 755 "$to" && cp "$B/kiln" "$B/examples/mark.o" "$dir/real.pcap" "$to/"
	setpriv --reuid 65534 --regid 65534 --clear-groups "$to/kiln" run "$to/mark.o" --pcap "$to/real.pcap" --host linux >"$dir/out" 2>&1
	[ $? = 1 ] && grep -q 'takes root' "$dir/out" && echo "ok an ordinary user is told that it takes root" ||
		echo "not ok an ordinary user - not told that it takes root"
	rm -rf "$to"
fi
exit 0
