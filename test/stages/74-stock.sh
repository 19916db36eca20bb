#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# kiln run --host linux: the running kernel's own bpf(2) gives each packet of the capture the verdict and bytes that Kiln gives it; kiln attach
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
# attached WORDS...: kiln attach with them in the background; true when it has said that it is
attached() {
	: >"$dir/said" # what the last one said
	"$B/kiln" attach "$@" >"$dir/maps" 2>"$dir/said" &
	attached=$!
	for i in $(seq 100); do
		grep -q attached "$dir/said" && return 0
		kill -0 $attached 2>/dev/null || return 1
		sleep 0.1
	done
	return 1
}
ended() { # its exit status, once it is told to end
	kill -TERM $attached 2>/dev/null
	wait $attached
}
"$B/kiln" attach --host elsewhere "$B/examples/mark.o" lo >"$dir/out" 2>&1
[ $? = 2 ] && grep -q 'linux, not elsewhere' "$dir/out" && echo "ok attach: no such host" || echo "not ok attach: no such host - not refused with 2"
if [ "$(id -u)" != 0 ] || ! unshare -n true 2>/dev/null; then
	echo "skip attach - it takes root and a network namespace"
	exit 0
fi
if attached "$B/examples/syscalls.o" && ended && grep -q 'start_ns = ' "$dir/maps"; then
	echo "ok attach: a raw tracepoint's program counts, and its maps are shown"
elif grep -q 'does not load it\|does not attach it' "$dir/said"; then
	echo "skip attach: a raw tracepoint - $(tail -n 1 "$dir/said")"
else
	echo "not ok attach: a raw tracepoint - nothing is counted"
	head -n 5 "$dir/said" "$dir/maps" | sed 's/^/# /'
fi
# Three pings to oneself are six packets of 98 bytes.
cat >"$dir/pings" <<'PINGS'
ip link set lo up
attached "$B/examples/meter.o" lo || exit 1
ping -c 3 -i 0.1 127.0.0.1 >/dev/null
ended
PINGS
if (export B dir; unshare -n sh -c "$(sed -n '/^attached() {/,/^}/p; /^ended() {/,/^}/p' "$0"); . '$dir/pings'") && grep -q 'passed_bytes = 588,' "$dir/maps"; then
	echo "ok attach: traffic control's program sees each packet"
elif grep -q 'does not attach it' "$dir/said"; then
	echo "skip attach: traffic control - $(tail -n 1 "$dir/said")"
else
	echo "not ok attach: traffic control's program does not see 588 bytes"
	head -n 5 "$dir/said" "$dir/maps" | sed 's/^/# /'
fi
if attached "$B/examples/firewall.o" nosuch || ended || ! grep -q 'no such interface' "$dir/said"; then
	echo "not ok attach: no such interface - not refused"
else
	echo "ok attach: no such interface"
fi
exit 0
