#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause OR GPL-2.0-only
#
# a refusal that is called a bug comes with an input: it goes wrong again when it is replayed, and the mended program bears it
# limit: 300
#
# Objects are those of test/broken and test/refuse. Nothing that is accepted may ever go wrong in a trial.
set -u

B=${B:-build}
tmp=$B/check/trials
mkdir -p "$tmp"
if ! make -s "$B/kiln" examples refusals >"$tmp/log" 2>&1; then
	echo "not ok trials - the objects do not build"
	exit 0
fi
bugs=0 open=0 rules=0

# replay OBJECT PROGRAM: what was found, run again
replay() {
	# shellcheck disable=SC2086 # $chance is two words or none
	"$B/kiln" run "$1" --prog "$2" --unsafe --json --packet "$hex" $chance 2>"$tmp/err"
}

# judge NAME OBJECT PROGRAM [MENDED-OBJECT]
judge() {
	# shellcheck disable=SC2086 # $as is two words or none
	"$B/kiln" check $as --json --prog "$3" "$2" >"$tmp/json" 2>/dev/null
	class=$(jq -r '.[0].verdict.class // "none"' "$tmp/json")
	case $class in
	rule) rules=$((rules + 1)) && return ;;
	not-proven) open=$((open + 1)) && return ;;
	bug) bugs=$((bugs + 1)) ;;
	*) echo "not ok $1 - it has no verdict" && return ;;
	esac
	hex=$(jq -r '.[0].verdict.input.hex' "$tmp/json")
	chance=$(jq -r '.[0].verdict.replay | capture("(?<c>--chance .*)$").c // ""' "$tmp/json" 2>/dev/null)
	want=$(jq -c '.[0].verdict.fault' "$tmp/json")
	replay "$2" "$3" >"$tmp/replay"
	if [ $? -ne 1 ] || [ "$(jq -c .fault "$tmp/replay")" != "$want" ]; then
		echo "not ok $1 - replayed it gives $(head -c 200 "$tmp/replay"), not $want"
	elif [ -n "${4:-}" ] && ! replay "$4" "$3" >"$tmp/replay"; then
		echo "not ok $1 - mended it goes wrong too: $(head -c 200 "$tmp/replay" "$tmp/err")"
	else
		echo "ok $1 goes wrong as it was told"
	fi
}

for object in "$B"/broken/*.o; do
	as=
	for program in $("$B/kiln" check --quick --json "$object" 2>/dev/null | jq -r '.[] | select(.accepted | not) | .prog'); do
		judge "$(basename "$object" .o) $program" "$object" "$program"
	done
done
for object in "$B"/refuse/*.o; do
	name=$(basename "$object" .o)
	as=
	[ "$name" = raw ] && continue # run as another kind than its sections say
	for program in $("$B/kiln" check --quick --json "$object" 2>/dev/null | jq -r '.[] | select(.accepted | not) | .prog'); do
		judge "$program" "$object" "$program" "$B/refuse/mended/$name.o"
	done
done
echo "# $bugs bugs with an input, $open not proven, $rules against the rules"
[ $bugs -ge 40 ] && echo "ok enough are found" || echo "not ok only $bugs inputs are found"

# What is accepted bears everything that is tried: the inputs that were found for others.
hex=00000000000000000000000008004500003c00000000400600000a0000010a000002
for object in "$B"/examples/*.o; do
	for program in $("$B/kiln" check --json "$object" 2>/dev/null | jq -r '.[] | select(.accepted) | .prog'); do
		for chance in "" "--chance 0,0,0xffffffff" "--chance 7,0,0xffffffff" "--chance 9,0xffffffff,5"; do
			replay "$object" "$program" >"$tmp/replay"
			case $(jq -r '.fault.what // "none"' "$tmp/replay") in
			*outside* | *calls*) echo "not ok $program - accepted, it goes wrong: $(cat "$tmp/replay")" && break ;;
			esac
		done
	done
done
echo "ok accepted programs bear it"
exit 0
