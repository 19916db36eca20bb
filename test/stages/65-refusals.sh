#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# every kind of refusal: a program that gets it, with its line, fact and remedy, and the same program mended, accepted
# limit: 300
#
# test/refuse/README.md says how the programs are written.
set -u

B=${B:-build}
tmp=$B/check/refuse
mkdir -p "$tmp"
if ! make -s "$B/kiln" refusals >"$tmp/log" 2>&1; then
	echo "not ok refusals - they do not build"
	sed 's/^/# /' "$tmp/log" | head -n 20
	exit 0
fi

# kinds that no program can get, or not from an object: NAME@why
exempt='none@no refusal
field-mix@the context is at one offset only: kept should that change
inner-map@such maps cannot be made
nomem@test/unit: each allocation fails once
options@test/unit
target@test/unit
btf@test/unit and test/fuzz
image@test/unit and test/hostile
asm@test/unit
classic@test/unit
unsupported@no part of the machine is missing by itself
map-rule@no map has such rules yet
fuel@test/case/verify/fuel.t: asked for by an option
proof@test/random/witness
internal@a bug of Kiln'

# three MESSAGE: has problem, missing fact and remedy, in at most 20 lines
three() {
	awk 'NR == 1 && / refused: [^[]+\[/ { what = 1 } /^  missing: ./ { missing = 1 } /^  fix:     ./ { fix = 1 }
		END { exit !(what && missing && fix && NR <= 20) }' "$1"
}

check_one() { # PROGRAM REASON LINE
	kind=$(echo "${1%_main}" | sed 's/_*$//; s/_/-/g')
	mark=$(grep "/\* $kind: [^*]* \*/" "$source")
	line=$(grep -n "/\* $kind\(:[^*]*\)\{0,1\} \*/" "$source" | cut -d: -f1)
	[ -n "$mark" ] && line=$3
	"$B/kiln" check $as --prog "$1" "$B/refuse/$name.o" >"$tmp/message" 2>&1
	if [ "$2" != "$kind" ]; then
		echo "not ok $kind - $1 is refused for $2"
	elif [ "$3" != "${line:-none}" ]; then
		echo "not ok $kind - at line $3, not ${line:-any that is marked}"
	elif ! three "$tmp/message"; then
		echo "not ok $kind - the message has not its three parts in 20 lines"
	elif [ "$(awk -v p="$1" '$1 == p { print $2 }' "$tmp/mended")" != accepted ]; then
		echo "not ok $kind - mended it is not accepted: $(awk -v p="$1" '$1 == p' "$tmp/mended")"
	else
		echo "ok $kind"
		return
	fi
	sed 's/^/# /' "$tmp/message"
}

: >"$tmp/kinds"
for source in test/refuse/*.bpf.c; do
	name=$(basename "$source" .bpf.c)
	as=
	[ "$name" = raw ] && as='--kind raw'
	case $name in object | kptr | ksym) as="--btf $B/refuse/kernel.btf" ;; esac
	# shellcheck disable=SC2086 # $as is two words or none
	for what in refuse refuse/mended; do
		"$B/kiln" check $as --json "$B/$what/$name.o" --quick 2>&1 |
			jq -r '.[] | [.prog, (if .accepted then "accepted" else .why.reason end), (.why.line // "none")] | join(" ")' \
				>"$tmp/$(basename $what)" 2>/dev/null
	done
	[ -s "$tmp/refuse" ] || echo "not ok $name - nothing can be checked in it"
	while read -r program reason line; do
		[ "$reason" = accepted ] && case $program in
		*_main) continue ;; # refused is the function it calls, under that one's name, if at all
		esac
		check_one "$program" "$reason" "$line"
		echo "$reason" >>"$tmp/kinds"
	done <"$tmp/refuse"
done

# Where the value came from, as it is told: KIND@words of a step.
while IFS=@ read -r kind words; do
	program=$(echo "$kind" | tr - _)
	object=$(grep -l "[^a-z_]$program[,(]" test/refuse/*.bpf.c | head -n 1)
	object=$B/refuse/$(basename "$object" .bpf.c).o
	told=$("$B/kiln" check --quick --json --prog "$program" "$object" 2>/dev/null | jq -r '.[0].why.path[]?.text')
	case $told in
	*"$words"*) echo "ok $kind tells: $words" ;;
	*) echo "not ok $kind - it does not tell \"$words\", but: $(echo "$told" | tr '\n' ';')" ;;
	esac
done <<'END'
packet-bounds@compared with data_end here: that proves 13 bytes, and no more
packet-index@4 bytes read from the packet: 0 to 4294967295
pointer-range@the result of ktime_get_ns(): any number
null@the result of map_lookup_elem(): NULL where map values has no such element
map-value-index@read from the context: rx_queue_index
stale-packet@xdp_adjust_head() may move the packet
ref-leak@ringbuf_reserve() gives what must be given back
lock@spin_lock() takes the lock
use-after-release@ringbuf_submit() gives it back
helper-size@read from the context: rx_queue_index
END

# More functions than there may be: a program for no text case.
functions() {
	awk -v n="$1" 'BEGIN {
		for (i = 0; i < n; i++) print "call f" i
		print "exit"
		for (i = 0; i < n; i++) print "f" i ": r0 = 0\nexit"
	}' >"$tmp/functions.s"
	"$B/kiln" asm "$tmp/functions.s" >"$tmp/functions.bin" && "$B/kiln" exec --json "$tmp/functions.bin" 2>/dev/null
}
if functions 2000 | grep -q '"reason":"functions"' && functions 200 | grep -q '"r0"'; then
	echo "ok functions"
	echo functions >>"$tmp/kinds"
else
	echo "not ok functions - 2000 functions are not refused for that, or 200 are"
fi

# Each kind has a program here or a text case, whose neighbour is accepted.
nr=0
for kind in $(sed -n 's/^REASON([A-Z0-9_]*, "\([a-z0-9-]*\)".*/\1/p' core/base/reason.tbl); do
	if grep -qx "$kind" "$tmp/kinds" || grep -rqx "reason: $kind" test/case; then
		nr=$((nr + 1))
	elif ! echo "$exempt" | grep -q "^$kind@"; then
		echo "not ok $kind - no program in test/refuse gets it"
	fi
done
[ $nr -ge 100 ] && echo "ok $nr kinds have a test" || echo "not ok only $nr kinds have a test"
exit 0
