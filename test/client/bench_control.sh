#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# bench_control.sh BUILD: a call of bpf(2), and `bpftool prog load`, over kiln with and over the kernel (root), turn by turn. Medians.
# Where others use the CPU, too, each turn to the server waits for them: the time of the CPU that both took is told as well.
set -u
B=$1
export KILN_STATE
dir=$(mktemp -d)
KILN_STATE=$dir/state
pin=/sys/fs/bpf/kiln-bench-$$
end() {
	"$B/kiln" serve --stop
	rm -rf "$dir" "$pin"
}
trap end EXIT
kiln="$B/kiln with"
one="taskset -c 0"
$one "$B/kiln" serve --background

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
# row NAME KERNEL KILN UNIT [GOAL]
row() { awk -v n="$1" -v k="$2" -v o="$3" -v u="$4" -v g="${5-}" 'BEGIN {
	printf "%-34s %10.2f %10.2f %s %8.2f%s\n", n, k, o, u, (k > 0 ? o / k : 0), g }'; }

for i in 1 2 3 4 5; do
	$one "$B/test/client/cost" | sed 's/^/kernel /'
	$one $kiln "$B/test/client/cost" | sed 's/^/one /'
	taskset -c 1 $kiln "$B/test/client/cost" | sed 's/^/two /'
	$one $kiln "$B/test/client/cost-static" | sed 's/^/static /'
done >"$dir/calls" 2>/dev/null
printf '%-34s %10s %10s    %8s\n' "" kernel kiln ratio
for call in lookup update load; do
	k=$(awk -v c=$call '$1 == "kernel" && $2 == c { print $3 }' "$dir/calls" | median)
	for how in one two static; do
		o=$(awk -v c=$call -v h=$how '$1 == h && $2 == c { print $3 }' "$dir/calls" | median)
		case $how in
		one) name="$call, on one CPU" goal="" && [ $call = lookup ] && goal="   goal 5.00 us" ;;
		two) name="$call, server on another CPU" goal="" ;;
		static) name="$call, supervised" goal="" ;;
		esac
		row "$name" "${k:-0}" "${o:-0}" us "$goal"
	done
done

printf '%-34s %21.2f us\n' "two processes, there and back" "$(awk '$1 == "kernel" && $2 == "bare" { print $3 }' "$dir/calls" | median)"

server=$(pgrep -n -f "$B/kiln serve --background")
served() { cat /proc/"$server"/task/*/schedstat | awk '{ ns += $1 } END { print ns / 1e6 }'; }
TIMEFORMAT='%3R %3U %3S'
load() { # COMMAND...: milliseconds, and those of the CPU, the server's too
	local before=$(served)
	local took=$( { time "$@" prog load "$B/test/client/app.o" "$pin" >/dev/null 2>&1 || echo "it does not load" >&2; } 2>&1)
	echo "$took $before $(served)" | awk '{ print $1 * 1000, ($2 + $3) * 1000 + $5 - $4 }'
	rm -f "$pin"
	"$B/kiln" with rm -f "$pin"
}
for i in $(seq 21); do
	load $one bpftool >>"$dir/kernel"
	load $one $kiln bpftool >>"$dir/kiln"
done
column() { cut -d' ' -f"$2" "$1" | median; }
row "bpftool prog load, on one CPU" "$(column "$dir/kernel" 1)" "$(column "$dir/kiln" 1)" ms "   goal 1.30"
row "the same, time of the CPU" "$(column "$dir/kernel" 2)" "$(column "$dir/kiln" 2)" ms
