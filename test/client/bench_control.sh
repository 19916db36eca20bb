#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# bench_control.sh BUILD: a call of bpf(2), and `bpftool prog load`, over kiln with and over the kernel (root), turn by turn. Medians.
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
		two) name="$call, server on another" goal="" ;;
		static) name="$call, supervised" goal="" ;;
		esac
		row "$name" "${k:-0}" "${o:-0}" us "$goal"
	done
done

load() { # COMMAND...: milliseconds
	local from=$EPOCHREALTIME
	"$@" prog load "$B/test/client/app.o" "$pin" >/dev/null 2>&1 || echo "it does not load" >&2
	local to=$EPOCHREALTIME
	echo $(((${to/./} - ${from/./}))) | awk '{ print $1 / 1000 }'
	rm -f "$pin"
	"$B/kiln" with rm -f "$pin"
}
for i in $(seq 21); do
	load $one bpftool >>"$dir/kernel"
	load $one $kiln bpftool >>"$dir/kiln"
done
row "bpftool prog load, on one CPU" "$(median <"$dir/kernel")" "$(median <"$dir/kiln")" ms "   goal 1.30"
